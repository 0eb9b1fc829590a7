"""Who did it: two are blamed for one deed, or whoever is blamed denies it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parley.coding.acts.slots import Slots
from parley.coding.acts.status import conditional, negated
from parley.coding.disagreements.replies import Replies
from parley.coding.disagreements.scene import NEAR
from parley.coding.layers import Clash, Variant

_LONG = 20


@dataclass(slots=True)
class _Blame:
    """Somebody is said to have done something: entity or words, the deed's token, the verb that says so.

    Attributes:
        plain: a source says it as a fact, without a word of blame.
    """

    trigger: int
    token: int
    entity: int | None
    deed: int | None
    keys: frozenset[str]
    plain: bool = False


class Blames(Replies):
    """Disagreements about responsibility."""

    def clashes(self) -> Iterator[Clash]:
        """One for each deed for which two are blamed, or one who denies it."""
        found = sorted(self._all_blames(), key=lambda b: b.trigger)
        used: set[int] = set()
        denied: set[int] = set()
        # Whose deeds of a sentence have been disputed: "hit a bus, killing two" is one.
        told: set[tuple[int, int | None]] = set()
        for n, blame in enumerate(found):
            one = (self.tree.sent[blame.trigger], blame.entity)
            if n in used or (blame.plain and one in told):
                continue
            group = [blame]
            for k in range(n + 1, len(found)):
                other = found[k]
                if self._same_deed(blame, other) and all(not self._one(other, g) for g in group):
                    group.append(other)
                    used.add(k)
            denial = None if len(group) > 1 else self._denied_by(blame)
            if len(group) < 2 and (denial is None or denial in denied):
                continue
            told.add(one)
            values = [Variant(self.name(b.token), self._blame_span(b), b.trigger) for b in group]
            if denial is not None:
                denied.add(denial)
                values.append(Variant(self._denied(denial, blame), self._words(denial), denial))
            deed = next((b.deed for b in group if b.deed is not None), blame.trigger)
            yield Clash("responsibility", "acts", self.act_near(blame.trigger), self.deed(deed), values)

    def _denied(self, denial: int, blame: _Blame) -> str:
        """That whoever is blamed did not do it, and who says so where it is somebody else."""
        name = self.name(blame.token)
        for k in self.slots.verb(denial).get("subj", ()):
            n = self.entities.at.get(k)
            if self.tree.pos[k] != "PRON" and n is not None and self.entities.of.get(n) != blame.entity:
                return f"not {name}: {self.name(k)} denies it"
        return f"{name} denies it"

    def _all_blames(self) -> Iterator[_Blame]:
        tree, words = self.tree, self.words
        verbs, copular_at, vouched = words["all verbs"], tree.over("cop"), self.vouching
        base, pos, sent = tree.base, tree.pos, tree.sent
        claims = words["claims"]
        claiming = {sent[k] for k, lemma in enumerate(tree.lemma) if lemma in claims}
        for passage in self.passages:
            inside = range(passage.start, passage.end)
            for i in [i for i in inside if pos[i] == "VERB" or i in copular_at]:
                lemma = base[i]
                verbal = pos[i] == "VERB" and (lemma in verbs or sent[i] in claiming)
                copular = not verbal and i in copular_at and i in vouched
                if not (verbal or copular) or conditional(tree, i) or negated(tree, i):
                    continue
                yield from self._culprits(i) if copular else self._verbal(i, lemma)

    def _verbal(self, i: int, lemma: str) -> Iterator[_Blame]:
        """Whom the verb at i blames, or says to have done it."""
        tree, words = self.tree, self.words
        blame, slots = words["blame"], self.slots.verb(i)
        if lemma in blame["verbs"]:
            deeds = [k for s in blame["for"] for k in slots.get(s, ())]
            # "accused rebels of burning": the parse may hang the deed on whoever is accused.
            deeds += [d for k in slots.get("obj", ()) for d in tree.children(k, "acl") if tree.case(d) in blame["for"]]
            # The parse may hang "on the rebels" on what they are blamed for.
            on = slots.get("on") or [t for k in slots.get("obj", ()) for t in self.slots.noun(k).get("on", ())]
            if on and lemma in blame["on"]:
                yield from self._blame(i, on, slots.get("obj", []))
            elif lemma in blame["to"]:
                yield from self._blame(i, slots.get("to", []), slots.get("obj", []))
            elif self._points(i, slots):
                yield from self._blame(i, slots["at"], deeds)
            elif lemma in blame["each other"] and any(
                "other" in tree.lower[tree.left[k] : tree.right[k] + 1]
                for k in slots.get("obj", ())
                if tree.lower[k] == "each"
            ):
                for party in (c for k in slots.get("subj", ()) for c in tree.conjuncts(k)):
                    yield from self._blame(i, [party], deeds)
            elif lemma not in blame["finger"] and (deeds or lemma != "hold"):
                yield from self._blame(i, slots.get("obj", []), deeds)
        elif any(tree.lemma[k] in words["claims"] for k in slots.get("obj", ())):
            claimed = next(k for k in slots["obj"] if tree.lemma[k] in words["claims"])
            deeds = [*slots.get("for", ()), *self.slots.noun(claimed).get("for", ())]
            if lemma not in words["deny"]["verbs"]:
                yield from self._blame(i, slots.get("subj", []), deeds)
        elif lemma in blame["lay"] and (laid := [k for k in slots.get("obj", ()) if tree.lemma[k] in blame["verbs"]]):
            # "laid the blame for the raid on the rebels"
            nouns = [self.slots.noun(k) for k in laid]
            deeds = [t for n in (slots, *nouns) for s in blame["for"] for t in n.get(s, ())]
            nouns += [self.slots.noun(k) for k in deeds]
            yield from self._blame(i, [t for n in (slots, *nouns) for t in n.get("on", ())], deeds)
        elif lemma in words["claiming"] and (
            deeds := [k for k in slots.get("obj", ()) if tree.base[k] in words["violence"]]
        ):
            yield from self._blame(i, slots.get("subj", []), deeds)
        elif self.source(i) is None or self.under_denial(i):
            return
        elif self._did(i):
            deeds = [k for k in slots.get("obj", ()) if tree.pos[k] != "PRON"]
            yield from self._blame(i, self._agents(i, slots), deeds)
        elif tree.tag[i] != "VB" and (who := self._agents(i, slots)) and self._violent(i, slots):
            # "Witnesses said a round set the house on fire": whoever says so, where the parse finds nobody else.
            who = [k for k in who if k not in self.voices]
            yield from self._blame(i, who, [i], plain=True)

    def _culprits(self, i: int) -> Iterator[_Blame]:
        """Who is said to be responsible for it, or behind it; whose work it is said to be."""
        tree, words = self.tree, self.words["culprit"]
        if self.under_denial(i):
            return
        lemma, slots = tree.base[i], self.slots.verb(i)
        subjects = slots.get("subj") or tree.children(i, "nsubj")
        if lemma in words["adjectives"]:
            yield from self._blame(i, self._doers(subjects), slots.get(words["adjectives"][lemma], []))
        elif tree.case(i) in words["behind"]:
            keys = self.content(i).difference(*(self.content(k) for k in subjects))
            yield from self._blame(i, self._doers(subjects), [i], keys=keys)
        elif lemma in words["work"]:
            yield from self._blame(i, self._doers(self.slots.noun(i).get(words["work"][lemma], [])), subjects)

    def _points(self, i: int, slots: Slots) -> bool:
        """ "pointed the finger at"."""
        things = {self.tree.lemma[k] for k in slots.get("obj", ())}
        return "at" in slots and bool(things & set(self.words["blame"]["finger"].get(self.tree.lemma[i], ())))

    def _agents(self, i: int, slots: Slots) -> list[int]:
        """Who is said to do what the verb says."""
        return self._doers(slots.get("by" if self.slots.is_passive(i) else "subj", []))

    def _doers(self, tokens: list[int]) -> list[int]:
        """Somebody, or whose weapon it was: "Russian jets"; no bomb of nobody's."""
        doers = ("person", "organization", "nationality", "platform")
        for k in tokens:
            for t in (k, *(m for s in ("poss", "mod") for m in self.slots.noun(k).get(s, ()))):
                n = self.entities.at.get(t)
                if n is None:
                    continue
                m = self.mentions[n]
                state = m.type == "location" and m.actor is not None and m.actor.kind == "state"
                if m.type in doers or (state and (t != k or self.tree.dep[t] in ("nsubj", "obl:agent"))):
                    return [t]
        return []

    def _violent(self, i: int, slots: Slots) -> bool:
        lemma = self.tree.base[i]
        things = {self.tree.base[k] for s in ("obj", "on") for k in slots.get(s, ())}
        things |= {self.tree.lower[k] for k in self.tree.children(i, "compound:prt", "xcomp")}
        return lemma in self.words["violence"] or bool(things & set(self.words["with"].get(lemma, ())))

    def _did(self, i: int) -> bool:
        tree = self.tree
        return any(
            tree.lemma[i] == phrase.split()[0]
            and all(any(tree.lower[k] == w for k in tree.kids[i]) for w in phrase.split()[1:])
            for phrase in self.words["did"]
        )

    def _blame(
        self,
        i: int,
        who: Iterable[int],
        deeds: list[int],
        *,
        plain: bool = False,
        keys: frozenset[str] | None = None,
    ) -> Iterator[_Blame]:
        deed = deeds[0] if deeds else None
        for token in who:
            n = self.entities.at.get(token)
            if n is None:
                continue
            if keys is None:
                keys = frozenset() if deed is None else self.content(deed)
            yield _Blame(i, token, self.entities.of.get(n), deed, keys, plain)
            return

    def _same_deed(self, a: _Blame, b: _Blame) -> bool:
        tree = self.tree
        distance = tree.sent[b.trigger] - tree.sent[a.trigger]
        if a.trigger == b.trigger:
            # They blame each other.
            return True
        if distance > NEAR or any(x.deed is not None and self.is_apart(x.deed, x.deed + 1) for x in (a, b)):
            return False
        if self._agree(a, b):
            return False
        violence = frozenset(self.words["violence"])
        # What tells one deed from another of its kind: whom or what it hit, and where.
        mine, other = a.keys - violence, b.keys - violence
        if mine and other and not _akin(mine, other):
            return a.plain and b.plain and distance <= 1 and self._known(b)
        if _akin(a.keys, b.keys):
            return True
        violent = [x.plain or x.deed is None or tree.lemma[x.deed] in violence for x in (a, b)]
        return all(violent) and distance <= NEAR - 1

    def _known(self, b: _Blame) -> bool:
        """Whether whom or what the deed hit was told of before: "the bus"."""
        tree = self.tree
        hit = [k for s in ("obj", "on") for k in self.slots.verb(b.trigger).get(s, ()) if tree.pos[k] == "NOUN"]
        before = {tree.base[k] for k in range(tree.sents[tree.sent[b.trigger]][0]) if tree.pos[k] == "NOUN"}
        return any(
            tree.base[k] in before and any(tree.lower[t] in ("the", "this", "that") for t in tree.kids[k]) for k in hit
        )

    def _agree(self, a: _Blame, b: _Blame) -> bool:
        """Whether two statements are no contradiction: one speaker's, told as facts of two deeds, or one names whom the
        other only describes."""
        speakers = [self.source(x.trigger) for x in (a, b)]
        if speakers[0] is not None and speakers[0] == speakers[1]:
            return True
        if not (a.plain or b.plain):
            return False
        if speakers[0] == speakers[1] or any(self.sets_apart(x.trigger) for x in (a, b)):
            return True
        if any(self.tree.pos[x.token] == "PRON" for x in (a, b)):
            return True
        described = self.words["described"]
        return any(self.tree.base[x.token] in described and not self.slots.noun(x.token).get("mod") for x in (a, b))

    def _one(self, a: _Blame, b: _Blame) -> bool:
        """Whether two blames are of the same: one entity, one country's, or the same words."""
        if a.entity is not None and a.entity == b.entity:
            return True
        if self.one_voice(a.entity, b.entity):
            return True
        return self.tree.base[a.token] == self.tree.base[b.token]

    def _denied_by(self, blame: _Blame) -> int | None:
        """The predicate by which whoever is blamed denies it, within the next sentences."""
        tree, words = self.tree, self.words
        copular, replies = tree.over("cop"), {*words["disown"], *words["untrue"]["verbs"]}
        for i in range(blame.trigger + 1, len(tree)):
            if tree.sent[i] - tree.sent[blame.trigger] > NEAR - 1:
                return None
            if tree.pos[i] != "VERB" and i not in copular and tree.base[i] not in replies:
                continue
            if tree.pos[i] == "VERB" and tree.lemma[i] in words["deny"]["verbs"]:
                slots = self.slots.verb(i)
                if blame.plain and any(tree.pos[k] == "VERB" for k in slots.get("ccomp", ())):
                    # Nobody is blamed: whether it happened is what they disagree about.
                    continue
                objects = [tree.base[k] for s in ("obj", "xcomp", "ccomp") for k in slots.get(s, ())]
                denied = set(objects) & set(words["deny"]["objects"]) or self._same_matter(i, slots, blame)
            else:
                denied = self.disowns(i) or self.belies(i) or self._not_behind(i)
            if denied and any(self.speaks_for(k, blame.entity) for k in self.slots.verb(i).get("subj", ())):
                return i
        return None

    def _words(self, i: int) -> tuple[int, int]:
        """The clause of a predicate, or its first words."""
        start = self.tree.left[i] if i - self.tree.left[i] < _LONG else i
        return start, max(i, min(self.tree.right[i], start + _LONG)) + 1

    def _not_behind(self, i: int) -> bool:
        """ "was not behind the attack", "was not responsible", "is innocent"."""
        tree, words = self.tree, self.words["culprit"]
        culprit = tree.base[i] in words["adjectives"] or tree.case(i) in words["behind"]
        innocent = tree.base[i] in self.words["innocent"]
        return tree.child(i, "cop") is not None and innocent != (culprit and negated(tree, i))

    def _same_matter(self, deny: int, slots: dict[str, list[int]], blame: _Blame) -> bool:
        """Whether what is denied is the deed: it shares its words, or is itself an act of violence."""
        denied = [k for s in ("obj", "xcomp", "ccomp", "of") for k in slots.get(s, ())]
        if not denied:
            return self.tree.lemma[deny] == "deny"
        violence = frozenset(self.words["violence"])
        return any(_akin(self.content(k), blame.keys) or bool(self.content(k) & violence) for k in denied)

    def _blame_span(self, b: _Blame) -> tuple[int, int]:
        n = self.entities.at.get(b.token)
        m = self.mentions[n] if n is not None else None
        start, end = (m.start, m.end) if m else (b.token, b.token + 1)
        return min(start, b.trigger), max(end, b.trigger + 1)


def _akin(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two sets of words share one, or a noun and its verb ("bomb", "bombing")."""
    return bool(a & b) or any(x[:4] == y[:4] for x in a for y in b if len(x) > 3 and len(y) > 3)
