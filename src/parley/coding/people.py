"""Phrases of people in a parse, and how many they are."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from parley.codebook.tables import table
from parley.codebook.words import noun_kind
from parley.coding.layers import Quantity
from parley.language.tree import Tree

# How a number hangs on what it counts, and what can be counted.
_COUNTS = frozenset({"nummod", "compound", "amod", "det", "advmod", "nmod:unmarked", "obl:unmarked", "case"})
_COUNTED = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "SYM"})
_LEFT = frozenset({"det", "amod", "compound", "nmod", "nummod", "flat"})


@dataclass(frozen=True, slots=True)
class VerbEntry:
    """What a verb says of how many.

    Attributes:
        measure: killed, injured, ...
        slot: object or subject, where the people stand.
        with_: one of these must be among its dependents; empty for none.
        agent: one of these must do it; empty for anybody.
        without_agent: none of these may do it.
        among: the people must be named by one of these nouns; empty for any.
        number: only a number counts, one person does not.
        people: things may stand there as well.
    """

    measure: str
    slot: str
    with_: frozenset[str] = frozenset()
    agent: frozenset[str] = frozenset()
    without_agent: frozenset[str] = frozenset()
    among: frozenset[str] = frozenset()
    number: bool = False
    people: bool = False


class Triggers:
    """The words of `figures.yaml`, by lemma."""

    def __init__(self, folder: Path | None = None) -> None:
        data = table("figures.yaml", folder)
        self.verbs: dict[str, list[VerbEntry]] = {}
        for measure, entry in data["verbs"].items():
            for slot in ("object", "subject"):
                for lemma in entry.get(slot, ()):
                    self._verb(lemma, VerbEntry(measure, slot))
            for phrase in entry["phrases"]:
                self._verb(phrase["lemma"], _phrase(measure, phrase, data))
        self.nouns: dict[str, tuple[str, str]] = {}
        self.counted: dict[str, str] = {}
        for measure, kinds in data["nouns"].items():
            for kind, lemmas in kinds.items():
                for lemma in lemmas:
                    if kind == "counted" and measure not in ("killed", "injured"):
                        self.counted[lemma] = measure
                    else:
                        self.nouns[lemma] = (measure, kind)
        self.adjectives = {word: measure for measure, words in data["adjectives"].items() for word in words}
        self.numbered = frozenset(data["numbered"])
        self.armed = frozenset(data["armed"])
        tolls = data["tolls"]
        self.toll_verbs = frozenset(tolls["verbs"])
        self.says: dict[str, str] = tolls["says"]
        self.placed = frozenset(data["placed"])
        self.include = frozenset(data["include"])
        self.including = frozenset(data["including"])
        self.found = frozenset(data["found"])
        self.them = frozenset(data["them"])
        self.negations = frozenset(data["negations"])
        self.denying = frozenset(data["denying"])
        self.of_people = frozenset(data["of_people"])
        self.things = frozenset(data["things"])
        self.one = frozenset(data["one"])
        self.indefinite_words = frozenset(data["indefinite_words"])
        self.indefinite = frozenset(data["indefinite"])
        self.indefinite_nouns = frozenset(data["indefinite_nouns"])
        self.unreal = frozenset(data["unreal"])
        self.plural = frozenset(data["plural"])
        self.others = frozenset(data["others"])
        self.nobody = frozenset(data["nobody"])
        self.no = frozenset(data["no"])
        self.unnamed = frozenset(data["unnamed"])
        self.first: dict[str, set[str]] = {}
        for kind, words in (
            ("verb", self.verbs), ("noun", self.nouns), ("adjective", self.adjectives), ("toll", tolls["nouns"]),
            ("counted", self.counted),
        ):  # fmt: skip
            for word in words:
                self.first.setdefault(word, set()).add(kind)

    def _verb(self, lemma: str, entry: VerbEntry) -> None:
        self.verbs.setdefault(lemma, []).append(entry)


def _phrase(measure: str, entry: dict[str, Any], data: dict[str, Any]) -> VerbEntry:
    def words(key: str) -> frozenset[str]:
        value = entry.get(key, ())
        # "$rebels" stands for the list of that name.
        return frozenset(data[value[1:]] if isinstance(value, str) else value)

    return VerbEntry(
        measure,
        entry["slot"],
        words("with"),
        words("agent"),
        words("without_agent"),
        words("among"),
        entry.get("number", False),
        entry.get("people", False),
    )


@lru_cache(maxsize=4)
def triggers(folder: Path | None = None) -> Triggers:
    """The words, loaded once; `folder` extends the shipped ones."""
    return Triggers(folder)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of people: the token that heads it and the one that carries its number ("a group of 23 workers")."""

    head: int
    counted: int


class People:
    """The phrases of people of one report.

    Attributes:
        by_head: the quantity that counts the phrase of a head token.
    """

    def __init__(
        self, tree: Tree, quantities: list[Quantity], words: Triggers, taken: set[int], places: Container[int] = ()
    ) -> None:
        self._places = places
        self._tree = tree
        self._words = words
        self._taken = taken
        at = {i: q for q in quantities if q.kind == "quantity" for i in range(q.start, q.end)}
        self.by_head: dict[int, Quantity] = {}
        for i, quantity in at.items():
            self.by_head.setdefault(self._head_of(i, quantity), quantity)

    def _head_of(self, i: int, quantity: Quantity) -> int:
        """The noun that a number counts, or the number itself."""
        tree = self._tree
        while quantity.start <= tree.head[i] < quantity.end and tree.head[i] != i:
            i = tree.head[i]
        head: int = tree.head[i]
        if head in self._taken:
            return i
        near = quantity.start <= head < quantity.end + 8
        if near and tree.dep[i] in _COUNTS and tree.pos[head] in _COUNTED:
            return head
        return i

    def phrases(self, head: int) -> Iterator[Phrase]:
        """The coordinated phrases that start with a head, each with those that it says it includes."""
        tree = self._tree
        heads = tree.conjuncts(self.lift(head))
        # "a nurse, a cook and two clerks": parsers take the middle of such a list for an apposition.
        heads += [
            c for h in heads[:1] for k in tree.children(h, "appos") if tree.child(k, "conj") for c in tree.conjuncts(k)
        ]
        for one in heads:
            if one != head and (tree.pos[one] in ("VERB", "AUX") or self.has_own(one)):
                continue
            yield from self._phrase(one)

    def has_own(self, i: int) -> bool:
        """Whether a conjunct has a word of its own that says what happened ("20 dead and two million displaced")."""
        tree, words = self._tree, self._words
        after = [k for k in tree.kids[i] if k > i and tree.dep[k] in ("acl", "amod")]
        if i + 1 < len(tree) and tree.head[i + 1] != i:
            after.append(i + 1)
        return any(
            tree.lower[k] in words.adjectives or (tree.tag[k] in ("VBN", "VBD") and tree.lemma[k] in words.verbs)
            for k in after
        )

    def lift(self, head: int) -> int:
        """From "people" to "tens" in "tens of thousands of people": the number heads the phrase."""
        tree = self._tree
        up: int = head
        while tree.dep[up].startswith("nmod") and tree.case(up) == "of" and up not in self.by_head:
            up = tree.head[up]
            if up in self.by_head and self.by_head[up].end > up:
                return up
        return head

    def _phrase(self, head: int) -> Iterator[Phrase]:
        tree = self._tree
        counted = head
        if head not in self.by_head and (tree.lemma[head] in self._words.of_people):
            inner = next((k for k in tree.kids[head] if tree.dep[k].startswith("nmod") and tree.case(k) == "of"), None)
            if inner is not None:
                counted = inner
                for other in tree.conjuncts(inner)[1:]:
                    yield from self._phrase(other)
        yield Phrase(head, counted)
        yield from self.included(head)
        if counted != head:
            yield from self.included(counted)

    def are(self, head: int, nouns: frozenset[str]) -> bool:
        """Whether a phrase names its people by one of the nouns ("thousands of soldiers")."""
        tree = self._tree
        inner = [head, *(k for k in tree.children(head, "nmod") if tree.case(k) == "of")]
        return any(tree.base[k] in nouns for k in inner)

    def bare(self, i: int) -> bool:
        """Whether token i's preposition is part of its number ("at least 30", "up to 13"), so that it is an object."""
        quantity = self.by_head.get(i)
        if quantity is None:
            return False
        cases = [k for k in self._tree.kids[i] if self._tree.dep[k] == "case"]
        return all(quantity.start <= k < quantity.end for k in cases)

    def included(self, head: int) -> Iterator[Phrase]:
        """The phrases that a head, or the verb over it, says are among the counted."""
        tree = self._tree
        for k in tree.kids[head]:
            if tree.case(k) in self._words.including or self._joins(k):
                inner = [k]
            elif tree.case(k) == "among" and tree.lower[k] in self._words.them:
                # "among them three monks"
                inner = [j for j in tree.kids[head] if j > k and j in self.by_head][:1]
            elif k in self.by_head and self._of_them(k) is not None:
                # "45 of them children"
                yield Phrase(k, k)
                continue
            elif tree.lower[k] == "including":
                inner = tree.children(k, "obj", "nmod", "obl")
            else:
                continue
            for j in inner:
                for member in tree.conjuncts(j):
                    yield Phrase(member, member)

    def _joins(self, k: int) -> bool:
        """Whether "together with", "along with" stands before a phrase, however the parse hangs the first word."""
        tree = self._tree
        case = tree.child(k, "case")
        return case is not None and f"{tree.lower[case - 1]} {tree.lower[case]}" in self._words.including

    def _of_them(self, k: int) -> int | None:
        """ "45 of them": the pronoun for those of whom a number is a part."""
        tree = self._tree
        return next((j for j in tree.children(k, "nmod") if tree.lower[j] in self._words.them), None)

    def count(
        self, phrase: Phrase, *, number: bool = False, people: bool = False, new: bool = False
    ) -> Quantity | None:
        """How many the phrase is, or None where it does not say.

        Args:
            phrase: the phrase.
            number: only a number in words or digits will do.
            people: things may stand here: one person must be one by the noun.
            new: one person counts only with an indefinite word.
        """
        tree, head = self._tree, phrase.counted
        if head in self._taken or self.are(head, self._words.things):
            return None
        quantity = self.by_head.get(phrase.head) or self.by_head.get(head)
        # "no more than five" is five.
        own = range(quantity.start, quantity.end) if quantity is not None else ()
        if tree.lower[head] in self._words.nobody or any(
            tree.lower[k] in self._words.no and k not in own for k in tree.kids[head]
        ):
            if number or (people and not self._personal(head)):
                return None
            return Quantity(min(head, tree.left[head]), head + 1, 0.0, 0.0, 0.0, "exact")
        if quantity is not None:
            if (
                people
                and tree.pos[head] == "NOUN"
                and not self._personal(head)
                and not self._of_persons(head, quantity)
            ):
                return None
            return None if quantity.low is quantity.best is quantity.high is None else quantity
        if number:
            return None
        if not self._single(head, people, new):
            return None
        return Quantity(self._start(head), self._end(head), 1.0, 1.0, 1.0, "exact")

    def _single(self, head: int, people: bool, new: bool) -> bool:
        tree, words = self._tree, self._words
        if tree.tag[head] in ("NNS", "NNPS", "CD") or head in self._places:
            return False
        if tree.pos[head] == "PROPN" and not new:
            # "captured Kunduz": a name alone may be a town's.
            return not people
        if tree.pos[head] not in ("NOUN", "PROPN", "ADJ") or tree.lower[head] in words.plural:
            return False
        if not new and self._called(head) and self._personal(head):
            return True
        if tree.lower[head + 1 : head + 2] == ["of"] and head + 2 < len(tree) and tree.pos[head + 2] == "NUM":
            # "a figure of 57 dead"
            return False
        lefts = [k for k in tree.kids[head] if k < head]
        if new:
            return any(tree.lower[k] in words.indefinite_words for k in lefts)
        if not any(tree.lower[k] in words.one or tree.dep[k] == "nmod:poss" for k in lefts):
            return False
        return not people or self._personal(head)

    def _called(self, head: int) -> bool:
        """Whether a noun has a name of its own ("historian Paul Smith")."""
        tree = self._tree
        return any(tree.pos[k] == "PROPN" and k == head + 1 for k in tree.children(head, "flat", "appos", "nmod"))

    def _of_persons(self, head: int, quantity: Quantity) -> bool:
        """Whether a number that heads its phrase counts persons ("scores of guards") or says no more ("50")."""
        tree = self._tree
        inner = [k for k in tree.children(head, "nmod") if tree.case(k) == "of"]
        return quantity.start <= head < quantity.end and all(self._personal(k) for k in inner)

    def _personal(self, head: int) -> bool:
        tree, words = self._tree, self._words
        lemma = tree.base[head]
        if lemma in words.plural or lemma in words.counted:
            return True
        return noun_kind(tree.lower[head], lemma) in ("person", "group")

    def _start(self, head: int) -> int:
        tree = self._tree
        lefts = [k for k in tree.kids[head] if k < head and tree.plain[k] in _LEFT]
        return min([head, *(tree.left[k] for k in lefts)])

    def _end(self, head: int) -> int:
        """The end of one person's phrase, the name that follows the noun included."""
        tree = self._tree
        end = head + 1
        for k in tree.children(head, "flat", "appos", "nmod"):
            if tree.pos[k] == "PROPN" and k - end < 2 and tree.case(k) == "" and tree.right[k] - k < 4:
                end = max(end, tree.right[k] + 1)
        return end

    def span(self, phrase: Phrase, quantity: Quantity) -> tuple[int, int]:
        """The tokens of the phrase, from its number or first modifier to its noun."""
        tree = self._tree
        start, end = min(quantity.start, phrase.head), max(quantity.end, phrase.head + 1, phrase.counted + 1)
        them = self._of_them(phrase.head)
        if them is not None and them + 1 < len(tree) and tree.pos[them + 1] == "NOUN":
            return start, them + 2
        of = next((k for k in tree.kids[phrase.head] if tree.dep[k].startswith("nmod") and tree.case(k) == "of"), None)
        while of is not None and quantity.end >= phrase.head and of - end < 6:
            end = max(end, of + 1)
            of = next((k for k in tree.kids[of] if tree.dep[k].startswith("nmod") and tree.case(k) == "of"), None)
        return start, end

    def named(self, start: int, end: int, quantity: Quantity) -> tuple[int, int] | None:
        """The tokens of a phrase that say who, without its number and articles; None where only the number stands."""
        lower = self._tree.lower
        # One person and nobody have no number of their own; "a group of 23 nurses" has it inside.
        whole = quantity.start > start or (quantity.low == quantity.high and quantity.low in (0, 1))
        at = start if whole else max(start, quantity.end)
        while at < end and lower[at] in self._words.unnamed:
            at += 1
        return (at, end) if at < end else None
