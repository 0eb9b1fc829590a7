"""Standing relations that the words of a sentence state: titles, appositions, predicates, modifiers.

The words are those of the codebook's `relations.yaml`; here is where each construction keeps its two ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from parley.codebook.acts import DATA, read_yaml
from parley.coding.acts.slots import SlotReader
from parley.coding.acts.status import negated
from parley.coding.layers import Entities, Mention, Relation, tree_of

_DASHES = frozenset({"-", "–", "‑"})
_SYMMETRIC = frozenset({"fights", "allied-with"})


@dataclass(slots=True)
class Words:
    """`relations.yaml`, indexed by the lemma that each construction hangs on."""

    verbs: dict[str, list[tuple[tuple[str, ...], dict[str, Any]]]] = field(default_factory=dict)
    nouns: dict[str, dict[str, Any]] = field(default_factory=dict)
    modifiers: dict[str, str] = field(default_factory=dict)
    adjectives: dict[str, dict[str, Any]] = field(default_factory=dict)
    prefixes: dict[str, str] = field(default_factory=dict)
    conflicts: frozenset[str] = frozenset()
    ended: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def load_words() -> Words:
    """The shipped relation words."""
    raw = read_yaml(DATA / "relations.yaml")
    out = Words(
        modifiers=raw["modifiers"],
        adjectives=raw["adjectives"],
        prefixes=raw["prefixes"],
        conflicts=frozenset(raw["conflicts"]),
        ended=frozenset(raw["ended"]),
    )
    for entry in raw["verbs"]:
        for phrase in entry["verbs"]:
            head, *others = phrase.split()
            if head == "be":
                head, others = others[-1], []
            out.verbs.setdefault(head, []).append((tuple(others), entry))
    for patterns in out.verbs.values():
        patterns.sort(key=lambda p: -len(p[0]))
    for entry in raw["nouns"]:
        for noun in entry["nouns"]:
            out.nouns[noun] = entry
    return out


@Language.factory(
    "parley_relations",
    default_config={"codebook": None},
    assigns=["doc._.parley_relations"],
    requires=["doc._.parley_passages", "doc._.parley_mentions", "doc._.parley_entities"],
)
def make(nlp: Language, name: str, codebook: str | None) -> Relater:
    """The factory."""
    return Relater()


class Relater:
    """Writes `doc._.parley_relations`, a list of `layers.Relation` in text order."""

    def __init__(self) -> None:
        self.words = load_words()

    def __call__(self, doc: Doc) -> Doc:
        doc._.parley_relations = _Reader(doc, self.words).read()
        return doc


class _Reader:
    def __init__(self, doc: Doc, words: Words) -> None:
        self.doc, self.words = doc, words
        self.tree = tree_of(doc)
        self.mentions: list[Mention] = doc._.parley_mentions or []
        self.entities: Entities = doc._.parley_entities or Entities()
        self.slots = SlotReader(self.tree, lambda i: "subj")
        self.out: list[Relation] = []
        self.seen: set[tuple[str, int, int]] = set()
        # Mentions by token, so that names inside a titled phrase are found.
        self.inside: dict[int, list[int]] = {}
        for n, m in enumerate(self.mentions):
            for t in range(m.start, m.end):
                self.inside.setdefault(t, []).append(n)

    def read(self) -> list[Relation]:
        tree, words = self.tree, self.words
        for passage in self.doc._.parley_passages or []:
            if passage.kind not in ("headline", "body"):
                continue
            for i in range(passage.start, passage.end):
                pos, lemma = tree.pos[i], tree.lemma[i].lower()
                if pos in ("NOUN", "PROPN"):
                    if lemma in words.nouns:
                        self._noun(i, words.nouns[lemma])
                    elif lemma in words.conflicts and pos == "NOUN":
                        self._conflict(i)
                if pos in ("VERB", "AUX", "ADJ") and lemma in words.verbs:
                    self._verb(i, lemma)
                if pos in ("ADJ", "VERB") and tree.lower[i] in words.adjectives:
                    self._adjective(i, words.adjectives[tree.lower[i]])
                if tree.lower[i] in words.modifiers:
                    self._modifier(i, words.modifiers[tree.lower[i]])
                elif tree.lower[i] in words.prefixes:
                    self._prefix(i, words.prefixes[tree.lower[i]])
        self.out.sort(key=lambda r: r.span)
        return self.out

    # -- constructions ---------------------------------------------------------------------------------------------

    def _verb(self, i: int, lemma: str) -> None:
        tree = self.tree
        slots = self.slots.verb(i)
        if negated(tree, i):
            return
        passive = self.slots.is_passive(i)
        for others, entry in self.words.verbs[lemma]:
            near = [*tree.kids[i], *(k for c in tree.kids[i] for k in tree.kids[c])]
            if not all(any(tree.lemma[k] == w or tree.lower[k] == w for k in near) for w in others):
                continue
            if any(tree.lemma[k] in entry.get("unless_obj", ()) for k in slots.get("obj", ())):
                return
            sources = [s for s in entry["from"] if s != "by" or passive]
            targets = [s for s in entry["to"] if s != "by" or not passive]
            starts = [t for s in sources for t in slots.get(s, ())]
            ends = [t for s in targets for t in slots.get(s, ()) if t not in starts]
            if entry.get("follow"):
                ends = [
                    k
                    for t in ends
                    for k in ([*self.slots.noun(t).get("between", ()), *self.slots.noun(t).get("among", ())] if tree.lemma[t] in entry["follow"] else [t])
                ]
            for a in self._parties(starts):
                for b in self._parties(ends):
                    if entry.get("require_to") and self.mentions[b].type != entry["require_to"]:
                        continue
                    self._add(entry["type"], a, b, i, entry["id"])
            return

    def _noun(self, i: int, entry: dict[str, Any]) -> None:
        for holder in self._holders(i):
            for target in self._targets(i, holder, entry["to"]):
                self._add(entry["type"], holder, target, i, entry["id"])

    def _holders(self, i: int) -> list[int]:
        """Whom a relational noun stands for: the name that it titles, its apposition, its subject, or itself."""
        tree = self.tree
        for n in self.inside.get(i, ()):
            m = self.mentions[n]
            if m.form == "name" and m.type in ("person", "organization") and m.head != i and m.end > i + 1:
                return [n]
        if tree.child(i, "cop") is not None:
            subject = tree.child(i, "nsubj")
            if subject is not None:
                return self._parties([self._antecedent(i, subject)])
        out: list[int] = []
        for k in (*tree.children(i, "appos", "flat"), *([tree.head[i]] if tree.dep[i] in ("appos", "compound", "flat") else [])):
            n = self.entities.at.get(k)
            if n is not None and self.mentions[n].form == "name" and self.mentions[n].type != "location":
                out.append(n)
        if out:
            return out
        own = self.entities.at.get(i)
        return [] if own is None else [own]

    def _antecedent(self, clause: int, subject: int) -> int:
        tree = self.tree
        if tree.dep[clause] == "acl:relcl" and tree.lower[subject] in ("who", "which", "that"):
            return tree.head[clause]
        return subject

    def _targets(self, i: int, holder: int, slots: Iterable[str]) -> list[int]:
        tree = self.tree
        wanted = set(slots)
        found = [t for s, tokens in self.slots.noun(i).items() if s in wanted for t in tokens]
        out = [n for n in self._parties(found) if n != holder]
        # In a titled name ("Syrian President X") what stands before the title may hang on the name.
        m = self.mentions[holder]
        if "mod" in wanted and m.start <= i < m.end:
            for t in range(m.start, i):
                n = self.entities.at.get(t)
                if n is not None and n != holder and n not in out and self.mentions[n].end <= i and self._names(n):
                    out.append(n)
            if m.head != i:
                for t in self.slots.noun(m.head).get("poss", ()):
                    out += [n for n in self._parties([t]) if n not in out and n != holder]
        if tree.dep[i] == "appos" and not out and "of" in wanted:
            return out
        return out

    def _names(self, n: int) -> bool:
        m = self.mentions[n]
        return m.actor is not None or m.role is not None or m.form == "name" or m.country is not None

    def _conflict(self, i: int) -> None:
        tree = self.tree
        slots = self.slots.noun(i)
        sides = self._parties([*slots.get("between", ()), *slots.get("among", ())])
        for x, a in enumerate(sides):
            for b in sides[x + 1 :]:
                self._add("fights", a, b, i, "conflict")
        against = self._parties([*slots.get("against", ()), *slots.get("with", ())])
        own = self._parties([*slots.get("poss", ()), *slots.get("by", ()), *slots.get("mod", ())])
        if not own and tree.dep[i] in ("obj", "obl") and tree.pos[tree.head[i]] == "VERB":
            own = self._parties(self.slots.verb(tree.head[i]).get("subj", ()))
        for a in own:
            for b in against:
                self._add("fights", a, b, i, "conflict")

    def _adjective(self, i: int, entry: dict[str, Any]) -> None:
        tree = self.tree
        slots = self.slots.verb(i)
        ends = [t for s in entry["to"] for t in slots.get(s, ())]
        if not ends:
            return
        starts = slots.get("subj") or slots.get("obj") or []
        if not starts and tree.head[i] != i and tree.dep[i] in ("amod", "acl", "acl:relcl"):
            starts = [tree.head[i]]
        for a in self._parties(starts):
            for b in self._parties(ends):
                self._add(entry["type"], a, b, i, tree.lower[i])

    def _modifier(self, i: int, kind: str) -> None:
        """ "U.S.-led coalition": the name just before the participle, and the noun that it modifies."""
        tree = self.tree
        if i < 2 or tree.words[i - 1] not in _DASHES:
            return
        before = next((n for n in self.inside.get(i - 2, ()) if self.mentions[n].end <= i), None)
        if before is None:
            return
        for a in self._party(self.mentions[before].head) or [before]:
            for noun in self._modified(i):
                self._add(kind, a, noun, i, f"-{tree.lower[i]}")

    def _prefix(self, i: int, kind: str) -> None:
        """ "pro-Russian separatists", "anti-Taliban alliance"."""
        tree = self.tree
        if i + 2 >= len(tree) or tree.words[i + 1] not in _DASHES:
            return
        for n in self.inside.get(i + 2, ()):
            if self.mentions[n].start == i + 2 or self.mentions[n].head == i + 2:
                for noun in self._modified(i + 2):
                    if noun != n:
                        self._add(kind, noun, n, i, f"{tree.lower[i]}-")
                return

    def _modified(self, i: int) -> list[int]:
        """The mention that a modifier at token i belongs to: the first head after it in its phrase."""
        tree = self.tree
        for j in tree.ancestors(i):
            if j > i and tree.pos[j] in ("NOUN", "PROPN"):
                n = self.entities.at.get(j)
                if n is not None:
                    return [n]
            if j < i:
                break
        return []

    # -- ends ------------------------------------------------------------------------------------------------------

    def _parties(self, tokens: Iterable[int]) -> list[int]:
        return list(dict.fromkeys(n for t in tokens for c in self.tree.conjuncts(t) for n in self._party(c)))

    def _party(self, token: int) -> list[int]:
        n = self.entities.at.get(token)
        if n is not None:
            return [n] if self._can_stand(n) else []
        return []

    def _can_stand(self, n: int) -> bool:
        return self.mentions[n].type in ("person", "organization", "location", "nationality")

    def _status(self, i: int, holder: int) -> Iterator[str]:
        tree = self.tree
        near = [*tree.kids[i], *range(self.mentions[holder].start, min(i, self.mentions[holder].end))]
        if any(tree.lower[k] in self.words.ended for k in near):
            yield "ended"

    def _add(self, kind: str, a: int, b: int, trigger: int, rule: str) -> None:
        same = self.entities.of.get(a) is not None and self.entities.of.get(a) == self.entities.of.get(b)
        key = (kind, *sorted((a, b))) if kind in _SYMMETRIC else (kind, a, b)
        if a == b or same or key in self.seen:
            return
        self.seen.add(key)  # type: ignore[arg-type]
        ma, mb = self.mentions[a], self.mentions[b]
        start = min(ma.start, mb.start, trigger)
        end = max(ma.end, mb.end, trigger + 1)
        self.out.append(
            Relation(kind, a, b, (start, end), trigger, f"{kind}({rule})", status=list(self._status(trigger, a)))
        )
