"""What a report's sources disagree about: when, how many, who did it, whether it happened.

Two values that can both be true are no disagreement: a coarser date, a toll that rose, "at least ten" and twelve. The
words that tell are those of the codebook's `disagreements.yaml`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from parley.codebook.acts import DATA, read_yaml
from parley.coding.acts.attach import clause_of
from parley.coding.acts.slots import SlotReader
from parley.coding.acts.status import conditional, negated
from parley.coding.layers import (
    Act,
    Clash,
    Entities,
    Figure,
    Mention,
    Passage,
    Quantities,
    Quantity,
    Said,
    Talk,
    Time,
    Variant,
    tree_of,
)
from parley.coding.talks.stage import day_range

# In how many sentences after a claim its contradiction is looked for.
_NEAR = 3
# "about n" covers n give or take this share; "up to n" claims at least half of n.
_ABOUT, _UP_TO = 0.2, 0.5
_OVER = ("collapsed", "stalled", "concluded")
_CODED = frozenset({"headline", "body"})


@lru_cache(maxsize=1)
def load_words() -> dict[str, Any]:
    """The shipped words of disagreement."""
    raw: dict[str, Any] = read_yaml(DATA / "disagreements.yaml")
    return raw


@Language.factory(
    "parley_disagreements",
    default_config={"codebook": None},
    assigns=["doc._.parley_disagreements"],
    requires=["doc._.parley_passages", "doc._.parley_acts", "doc._.parley_attribution", "doc._.parley_talks"],
)
def make(nlp: Language, name: str, codebook: str | None) -> Disagreements:
    """The factory."""
    return Disagreements()


class Disagreements:
    """Writes `doc._.parley_disagreements`, a list of `layers.Clash`."""

    def __init__(self) -> None:
        self.words = load_words()

    def __call__(self, doc: Doc) -> Doc:
        doc._.parley_disagreements = _Reader(doc, self.words).read()
        return doc


@dataclass(slots=True)
class _Blame:
    """Somebody is said to have done something: entity or words, the deed's token, the verb that says so."""

    trigger: int
    token: int
    entity: int | None
    deed: int | None
    keys: frozenset[str]


class _Reader:
    def __init__(self, doc: Doc, words: dict[str, Any]) -> None:
        self.tree, self.words = tree_of(doc), words
        self.text: str = doc._.parley_report.text if doc._.parley_report else doc.text
        self.passages: list[Passage] = [p for p in doc._.parley_passages or [] if p.kind in _CODED]
        self.mentions: list[Mention] = doc._.parley_mentions or []
        self.entities: Entities = doc._.parley_entities or Entities()
        self.times: list[Time] = doc._.parley_times or []
        self.figures: list[Figure] = (doc._.parley_quantities or Quantities()).figures
        self.acts: list[Act] = doc._.parley_acts or []
        self.said: list[Said] = doc._.parley_attribution or []
        self.talks: list[Talk] = doc._.parley_talks or []
        self.slots = SlotReader(self.tree, lambda i: "subj")
        self.empty = frozenset(words["empty"])

    def read(self) -> list[Clash]:
        return [*self._talk_times(), *self._act_times(), *self._counts(), *self._blames(), *self._denials()]

    # -- when ------------------------------------------------------------------------------------------------------

    def _talk_times(self) -> Iterator[Clash]:
        """Two times at which one round of talks is said to have ended."""
        for n, talk in enumerate(self.talks):
            dated: dict[int, tuple[int, int]] = {}
            for start, end, rule in talk.evidence:
                if not rule.rstrip(")").endswith(_OVER) or self._is_apart(start, end):
                    continue
                for t in self._times_at(range(start, end)):
                    dated.setdefault(t, (start, end))
            yield from self._clashing("talks", n, talk.name, dated)

    def _act_times(self) -> Iterator[Clash]:
        """Two sources that date one act apart."""
        for n, act in enumerate(self.acts):
            if act.time is None:
                continue
            for other in self.acts[n + 1 :]:
                if other.time is None or other.type != act.type or not self._same_act(n, act, other):
                    continue
                dated = {act.time: act.span, other.time: other.span}
                found = list(self._clashing("acts", n, self._text(*act.span), dated))
                if found:
                    yield found[0]
                    break

    def _same_act(self, n: int, a: Act, b: Act) -> bool:
        if self._is_apart(*a.span) or self._is_apart(*b.span):
            return False
        if b.same == n:
            return True
        if self._source(a.trigger) == self._source(b.trigger):
            return False
        shared = {self._who(m) for m in a.recipients} & {self._who(m) for m in b.recipients}
        return bool(shared) and self.tree.sent[b.trigger] - self.tree.sent[a.trigger] <= _NEAR

    def _clashing(self, layer: str, index: int, text: str, dated: dict[int, tuple[int, int]]) -> Iterator[Clash]:
        """A clash of the first time with each later one that cannot be the same."""
        order = sorted(dated, key=lambda t: self.times[t].start)
        kept: list[int] = []
        for t in order:
            mine = day_range(self.times[t].value)
            if mine is None:
                continue
            if all((r := day_range(self.times[k].value)) is not None and (r[1] < mine[0] or mine[1] < r[0]) for k in kept):
                kept.append(t)
        if len(kept) > 1:
            values = [Variant(str(self.times[t].value), self._with(t, dated[t]), dated[t][0]) for t in kept]
            yield Clash("time", layer, index, text, values)

    def _with(self, t: int, span: tuple[int, int]) -> tuple[int, int]:
        time = self.times[t]
        if self.tree.sent[time.head] != self.tree.sent[span[0]]:
            return span
        return min(span[0], time.start), max(span[1], time.end)

    def _times_at(self, tokens: Iterable[int]) -> list[int]:
        """The times that date a clause of the tokens."""
        tree = self.tree
        inside = set(tokens)
        clauses = {clause_of(tree, i) for i in inside}
        out = []
        for n, t in enumerate(self.times):
            if t.plain or t.value is None or t.type not in ("DATE", "TIME"):
                continue
            if tree.head[t.head] in inside or (clause_of(tree, t.head) in clauses and tree.head[t.head] in clauses):
                out.append(n)
        return out

    # -- how many --------------------------------------------------------------------------------------------------

    def _counts(self) -> Iterator[Clash]:
        used: set[int] = set()
        for n, f in enumerate(self.figures):
            values = [n]
            for k in range(n + 1, len(self.figures)):
                if k not in used and self._counts_clash(f, self.figures[k]):
                    values.append(k)
            if len(values) > 1 and n not in used:
                used.update(values)
                yield Clash("figure", "figures", n, f.measure, [self._count(self.figures[k]) for k in values])

    def _count(self, f: Figure) -> Variant:
        q = f.quantity
        number = q.best if q.best is not None else q.low if q.low is not None else q.high
        start, end = q.start, q.end
        if self.tree.sent[f.trigger] == self.tree.sent[start]:
            start, end = min(start, f.trigger), max(end, f.trigger + 1)
        return Variant(f"{number:g}" if number is None or number < 1e6 else str(int(number)), (start, end), f.trigger)

    def _counts_clash(self, a: Figure, b: Figure) -> bool:
        tree = self.tree
        if a.measure != b.measure or tree.sent[b.trigger] - tree.sent[a.trigger] > _NEAR:
            return False
        (low, high), (least, most) = _bounds(a.quantity), _bounds(b.quantity)
        if not (high < least or most < low):
            return False
        if self._source(a.trigger) == self._source(b.trigger):
            return False
        if any(self._moves(f.trigger) or self._is_apart(f.quantity.start, f.quantity.end) for f in (a, b)):
            return False
        return self._same_people(a, b) and not self._other_day(a, b)

    def _same_people(self, a: Figure, b: Figure) -> bool:
        """Whether two counts may be of the same people: the same word, or a word for anybody; the same owner."""
        heads = [self._head(f) for f in (a, b)]
        people = self.words["people"]
        if heads[0] != heads[1] and not any(h in people for h in heads):
            return False
        owners = [self._owner(f) for f in (a, b)]
        return owners[0] is None or owners[1] is None or owners[0] == owners[1]

    def _head(self, f: Figure) -> str:
        span = f.who or (f.quantity.start, f.quantity.end)
        inside = [i for i in range(*span) if self.tree.pos[i] in ("NOUN", "PROPN")]
        return self.tree.lemma[inside[-1]].lower() if inside else "people"

    def _owner(self, f: Figure) -> int | None:
        """The entity whose people they are: "its soldiers", "Turkish soldiers"."""
        tree = self.tree
        span = f.who or (f.quantity.start, f.quantity.end)
        near = range(max(0, min(span[0], f.quantity.start) - 1), min(len(tree), max(span[1], f.quantity.end) + 4))
        for i in near:
            if tree.dep[i] in ("nmod:poss", "amod", "compound") and tree.sent[i] == tree.sent[f.trigger]:
                n = self.entities.at.get(i)
                if n is not None and n in self.entities.of and (self.mentions[n].country or tree.dep[i] == "nmod:poss"):
                    return self.entities.of[n]
        return None

    def _moves(self, i: int) -> bool:
        """Whether the sentence of a count says that it changed."""
        tree, moving = self.tree, self.words["moving"]
        start, end = tree.sents[tree.sent[i]]
        lower = " ".join(tree.lower[start:end])
        above = {i, *tree.ancestors(i)}
        return any(f" {w} " in f" {lower} " for w in moving["words"]) or any(
            tree.lemma[k] in moving["verbs"]
            and tree.pos[k] == "VERB"
            and (k in above or any(tree.lemma[s] in moving["counts"] for s in tree.children(k, "nsubj", "obj")))
            for k in range(start, end)
        )

    def _other_day(self, a: Figure, b: Figure) -> bool:
        """Whether both counts are dated, on days that cannot be one."""
        spans = []
        for f in (a, b):
            found = [day_range(self.times[t].value) for t in self._times_at([f.trigger])]
            spans.append([r for r in found if r is not None])
        return any(x[1] < y[0] or y[1] < x[0] for x in spans[0] for y in spans[1])

    # -- who did it ------------------------------------------------------------------------------------------------

    def _blames(self) -> Iterator[Clash]:
        found = sorted(self._all_blames(), key=lambda b: b.trigger)
        used: set[int] = set()
        for n, blame in enumerate(found):
            if n in used:
                continue
            group = [blame]
            for k in range(n + 1, len(found)):
                other = found[k]
                if self._same_deed(blame, other) and all(not self._one(other, g) for g in group):
                    group.append(other)
                    used.add(k)
            denial = None if len(group) > 1 else self._denied_by(blame)
            if len(group) < 2 and denial is None:
                continue
            values = [Variant(self._name(b.token), self._blame_span(b), b.trigger) for b in group]
            if denial is not None:
                values.append(Variant(f"{self._name(blame.token)} denies it", (denial, denial + 1), denial))
            deed = next((b.deed for b in group if b.deed is not None), blame.trigger)
            text = self._text(self.tree.left[deed], self.tree.right[deed] + 1)
            yield Clash("responsibility", "acts", self._act_near(blame.trigger), text, values)

    def _all_blames(self) -> Iterator[_Blame]:
        tree, words = self.tree, self.words
        blame = words["blame"]
        for passage in self.passages:
            for i in range(passage.start, passage.end):
                if tree.pos[i] != "VERB" or conditional(tree, i) or negated(tree, i):
                    continue
                lemma = tree.lemma[i].lower()
                slots = self.slots.verb(i)
                if lemma in blame["verbs"]:
                    deeds = [k for s in blame["for"] for k in slots.get(s, ())]
                    if slots.get("on"):
                        yield from self._blame(i, slots["on"], slots.get("obj", []))
                    elif deeds or lemma != "hold":
                        yield from self._blame(i, slots.get("obj", []), deeds)
                elif any(tree.lemma[k] in words["claims"] for k in slots.get("obj", ())):
                    claimed = next(k for k in slots["obj"] if tree.lemma[k] in words["claims"])
                    deeds = [*slots.get("for", ()), *self.slots.noun(claimed).get("for", ())]
                    if lemma not in words["deny"]["verbs"]:
                        yield from self._blame(i, slots.get("subj", []), deeds)
                elif self._did(i) and self._source(i) is not None:
                    yield from self._blame(i, slots.get("subj", []), slots.get("obj", []))
                elif self._source(i) is not None and self._agent(slots) and lemma in words["violence"] and not self._under_denial(i):
                    yield from self._blame(i, slots["subj"], [i])

    def _agent(self, slots: dict[str, list[int]]) -> bool:
        """Whether the subject is somebody, not a bomb."""
        found = [self.entities.at.get(k) for k in slots.get("subj", ())]
        return any(n is not None and self.mentions[n].type in ("person", "organization", "nationality", "platform") for n in found)

    def _under_denial(self, i: int) -> bool:
        return any(self.tree.lemma[k] in self.words["deny"]["verbs"] for k in self.tree.ancestors(i))

    def _did(self, i: int) -> bool:
        tree = self.tree
        return any(
            tree.lemma[i] == phrase.split()[0] and all(any(tree.lower[k] == w for k in tree.kids[i]) for w in phrase.split()[1:])
            for phrase in self.words["did"]
        )

    def _blame(self, i: int, who: Iterable[int], deeds: list[int]) -> Iterator[_Blame]:
        deed = deeds[0] if deeds else None
        for token in who:
            n = self.entities.at.get(token)
            if n is None:
                continue
            keys = frozenset() if deed is None else self._content(deed)
            yield _Blame(i, token, self.entities.of.get(n), deed, keys)
            return

    def _same_deed(self, a: _Blame, b: _Blame) -> bool:
        tree = self.tree
        distance = tree.sent[b.trigger] - tree.sent[a.trigger]
        if distance > _NEAR or any(x.deed is not None and self._is_apart(x.deed, x.deed + 1) for x in (a, b)):
            return False
        if a.keys & b.keys:
            return True
        if any(x[:4] == y[:4] for x in a.keys for y in b.keys if len(x) > 3 and len(y) > 3):
            return True
        violent = [x.deed is None or tree.lemma[x.deed] in self.words["violence"] for x in (a, b)]
        return all(violent) and distance <= _NEAR - 1

    def _one(self, a: _Blame, b: _Blame) -> bool:
        """Whether two blames are of the same: one entity, one country's, or the same words."""
        if a.entity is not None and a.entity == b.entity:
            return True
        if a.entity is not None and b.entity is not None:
            x, y = self.entities.entities[a.entity], self.entities.entities[b.entity]
            if x.country and x.country == y.country and all("GOV" in e.sectors or e.code == e.country for e in (x, y)):
                return True
        return self.tree.lemma[a.token].lower() == self.tree.lemma[b.token].lower()

    def _denied_by(self, blame: _Blame) -> int | None:
        """The verb by which whoever is blamed denies it, within the next sentences."""
        tree, words = self.tree, self.words
        for i in range(blame.trigger + 1, len(tree)):
            if tree.sent[i] - tree.sent[blame.trigger] > _NEAR - 1:
                return None
            if tree.pos[i] == "VERB" and tree.lemma[i] in words["deny"]["verbs"]:
                slots = self.slots.verb(i)
                objects = [tree.lemma[k].lower() for s in ("obj", "xcomp", "ccomp") for k in slots.get(s, ())]
                if any(self._speaks_for(k, blame) for k in slots.get("subj", ())) and (
                    tree.lemma[i] == "deny" or set(objects) & set(words["deny"]["objects"])
                ):
                    return i
        return None

    def _speaks_for(self, token: int, blame: _Blame) -> bool:
        """Whether the speaker is the blamed, or one of theirs."""
        if blame.entity is None:
            return False
        accused = self.entities.entities[blame.entity]
        tokens = [token, *(k for s in ("of", "for", "poss", "mod") for k in self.slots.noun(token).get(s, ()))]
        for k in tokens:
            n = self.entities.at.get(k)
            if n is None or n not in self.entities.of:
                continue
            entity = self.entities.entities[self.entities.of[n]]
            if self.entities.of[n] == blame.entity or (accused.country and entity.country == accused.country):
                return True
        return False

    # -- whether it happened ---------------------------------------------------------------------------------------

    def _denials(self) -> Iterator[Clash]:
        """ "said that they had shot down a helicopter"; "denied that one had been shot down"."""
        tree = self.tree
        for passage in self.passages:
            for i in range(passage.start, passage.end):
                if tree.pos[i] != "VERB" or tree.lemma[i] not in self.words["deny"]["verbs"] or negated(tree, i):
                    continue
                slots = self.slots.verb(i)
                clause = next((k for s in ("ccomp", "xcomp", "obj") for k in slots.get(s, ()) if self._tells(k)), None)
                if clause is None or self._long_ago(i):
                    continue
                claim = self._claimed(i, clause)
                if claim is not None:
                    values = [
                        Variant(self._text(*claim[1]), claim[1], claim[0]),
                        Variant(f"denied: {self._text(tree.left[clause], tree.right[clause] + 1)}", (i, tree.right[clause] + 1), i),
                    ]
                    yield Clash("occurrence", "acts", self._act_near(claim[0]), self._text(*claim[1]), values)

    def _tells(self, k: int) -> bool:
        return self.tree.pos[k] in ("VERB", "AUX") or self.tree.child(k, "cop") is not None

    def _long_ago(self, i: int) -> bool:
        """Whether the denial is dated while the rest of its surroundings is news: it was of something else."""
        return any(len(str(self.times[t].value)) == 4 for t in self._times_at([i]))

    def _claimed(self, deny: int, clause: int) -> tuple[int, tuple[int, int]] | None:
        """The clause before that says what is denied: its verb, and the words."""
        tree = self.tree
        wanted = self._content(clause)
        speaker = {self.entities.of.get(self.entities.at.get(k, -1)) for k in self.slots.verb(deny).get("subj", ())} - {None}
        for j in range(tree.left[deny] - 1, -1, -1):
            if tree.sent[deny] - tree.sent[j] > _NEAR:
                return None
            if tree.pos[j] != "VERB" or negated(tree, j) or conditional(tree, j) or tree.tag[j] == "VB":
                continue
            own = self._content(j)
            same_verb = tree.lemma[j] == tree.lemma[clause] and tree.lemma[j] not in self.empty
            shared = own & wanted - {tree.lemma[j].lower()}
            if (same_verb and (shared or not wanted - {tree.lemma[clause]})) or len(shared) >= 2:
                source = self._source_entity(j)
                if source is not None and source in speaker:
                    continue
                start = tree.left[j] if tree.right[j] - tree.left[j] < 20 else j
                return j, (start, min(tree.right[j] + 1, start + 20))
        return None

    # -- shared ----------------------------------------------------------------------------------------------------

    def _content(self, k: int) -> frozenset[str]:
        """Lemmas of content in the phrase or clause at a token, its head's own among them."""
        tree = self.tree
        out = set()
        for j in range(tree.left[k], tree.right[k] + 1):
            lemma = tree.lemma[j].lower()
            if tree.pos[j] in ("NOUN", "PROPN", "VERB", "ADJ") and lemma not in self.empty and len(lemma) > 2:
                out.add(lemma)
        return frozenset(out)

    def _source(self, token: int) -> str | int | None:
        """Who vouches for what is told at a token: entity, or words where the source is none; None for the report."""
        links = [s for s in self.said if any(a <= token < b for a, b in s.content)]
        if not links:
            return None
        link = min(links, key=lambda s: min(b - a for a, b in s.content if a <= token < b))
        if link.source is not None and link.source in self.entities.of:
            return self.entities.of[link.source]
        return " ".join(self.tree.lower[slice(*link.words)])

    def _source_entity(self, token: int) -> int | None:
        source = self._source(token)
        return source if isinstance(source, int) else None

    def _who(self, mention: int) -> str:
        e = self.entities.of.get(mention)
        return f"E{e}" if e is not None else self.tree.lemma[self.mentions[mention].head].lower()

    def _is_apart(self, start: int, end: int) -> bool:
        """Whether the words around a span set it apart from another of its kind."""
        tree = self.tree
        a, b = tree.sents[tree.sent[start]]
        near = {tree.lower[k] for i in range(start, end) for k in (i, *tree.kids[i])} | set(tree.lower[max(a, start - 3) : min(b, end + 2)])
        text = " ".join(tree.lower[a:b])
        return any(w in near if " " not in w else w in text for w in self.words["apart"])

    def _act_near(self, token: int) -> int:
        """Index of the act that the token belongs to, or that its sentence tells; -1 where there is none."""
        tree = self.tree
        same = [n for n, a in enumerate(self.acts) if tree.sent[a.trigger] == tree.sent[token]]
        return min(same, key=lambda n: abs(self.acts[n].trigger - token), default=-1)

    def _blame_span(self, b: _Blame) -> tuple[int, int]:
        n = self.entities.at.get(b.token)
        m = self.mentions[n] if n is not None else None
        start, end = (m.start, m.end) if m else (b.token, b.token + 1)
        return min(start, b.trigger), max(end, b.trigger + 1)

    def _name(self, token: int) -> str:
        n = self.entities.at.get(token)
        return self._text(self.mentions[n].start, self.mentions[n].end) if n is not None else self.tree.words[token]

    def _text(self, start: int, end: int) -> str:
        a, b = self.tree.text(start, end)
        return " ".join(self.text[a:b].split())


def _bounds(q: Quantity) -> tuple[float, float]:
    """The least and the most people that a count allows."""
    n = q.best if q.best is not None else q.low if q.low is not None else q.high or 0.0
    if q.qualifier == "about":
        return n * (1 - _ABOUT), n * (1 + _ABOUT)
    if q.qualifier in ("at-least", "more-than"):
        return q.low if q.low is not None else n, math.inf
    if q.qualifier == "up-to":
        return n * _UP_TO, n
    if q.qualifier == "fewer-than":
        return 0.0, q.high if q.high is not None else n
    return q.low if q.low is not None else n, q.high if q.high is not None else n
