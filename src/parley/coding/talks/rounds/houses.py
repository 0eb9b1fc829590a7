"""The houses in which sides meet: news that names one tells where better than its dateline does."""

from __future__ import annotations

from collections.abc import Container, Iterable

from parley.coding.talks.rounds.negotiation import Venue
from parley.coding.talks.who.sides import Sides
from parley.language.tree import Tree

_HERE = frozenset({"in", "at", "inside", "on"})
_IN = frozenset({"in", "at", "near", "outside"})
_PARTS = frozenset({"hall", "room", "wing", "garden", "ground", "grounds", "lobby", "gate", "salon", "suite", "annex"})
# What stands before a noun in the name of a house, besides names ("the presidential palace", "a state guest house").
_KINDS = frozenset({"presidential", "royal"})
_KEPT = frozenset({"compound", "flat", "amod"})
_LONGEST = 7


class Houses:
    """Finds them in one Doc."""

    def __init__(self, tree: Tree, sides: Sides) -> None:
        self.tree, self.sides, self.words = tree, sides, sides.words

    def at(self, sentences: Iterable[int], met: Container[int]) -> Venue | None:
        """The first house in which sentences say that something happens.

        Args:
            sentences: in text order.
            met: those of them that tell of talks, in which an office or a camp is a house too.
        """
        for s in sentences:
            for i in range(*self.tree.sents[s]):
                found = self.tree.pos[i] in ("NOUN", "PROPN") and self._inside(i)
                if found and (house := self.venue(i, loose=s in met)) is not None:
                    return house
        return None

    def is_one(self, place: Venue) -> bool:
        """Whether a place is a house that no town stands behind."""
        words = place[0].lower().split()
        return not (self.words.houses | self.words.premises).isdisjoint(words) and _IN.isdisjoint(words)

    def venue(self, token: int, *, loose: bool = False) -> Venue | None:
        """The house that a token heads, with the town that stands right behind it ("the Duke Hotel in Lima")."""
        name = self.name(token, loose=loose)
        if name is None:
            return None
        last = next((k for k in range(token, self.tree.right[token] + 1) if name.endswith(self.tree.words[k])), token)
        for k in (last + 2, last + 3):
            n = self.sides.inside.get(k)
            if n is None or self.tree.lower[last + 1] not in _IN:
                continue
            m = self.sides.mentions[n]
            e = self.sides.entities.of.get(n)
            land = e is not None and self.sides.entity(e).type == "organization"
            if m.type == "location" and m.form == "name" and not land and k == m.start:
                town = " ".join(self.tree.words[m.start : m.end])
                return f"{name} {self.tree.words[last + 1]} {town}", m.country
        return name, None

    def name(self, token: int, *, loose: bool = False) -> str | None:
        """The name that a token heads, where it is one of a house."""
        tree = self.tree
        if tree.pos[token] not in ("PROPN", "NOUN"):
            return None
        kept = [k for k in range(tree.left[token], token) if self._names(k, token)]
        kept += [token, *(k for k in tree.children(token, "flat") if k > token)]
        house = any(tree.lower[k] in self.words.houses for k in kept)
        # "Governors Island" is the name of a place, "a Greek island" is none.
        if not house and not (loose and {tree.lower[token], tree.words[token]} & self.words.premises):
            return None
        if not house and tree.words[token] == "Island" and tree.case(token) != "on":
            return None
        last = self._of(kept[-1]) if house else kept[-1]
        kept += range(kept[-1] + 1, last + 1)
        # "a hilltop villa" is no name of one.
        if not any(tree.words[k][:1].isupper() or tree.lower[k] in _KINDS for k in kept if k != token):
            return None
        return " ".join(tree.words[k] for k in kept) if len(kept) <= _LONGEST else None

    def _names(self, k: int, token: int) -> bool:
        """Whether a word before the noun belongs to the name."""
        tree = self.tree
        if tree.lower[k] in ("the", "a", "an") or tree.words[k] in ("(", ")", ",", '"'):
            return False
        if tree.pos[k] == "ADJ" and self.sides.national(k):
            # "a Kenyan hotel"
            return False
        if tree.pos[k] in ("PROPN", "ADJ") and tree.words[k][:1].isupper():
            return True
        own = tree.head[k] == token and tree.dep[k] in _KEPT
        return own and (tree.pos[k] == "NOUN" or tree.lower[k] in _KINDS or tree.words[k][:1].isupper())

    def _of(self, token: int) -> int:
        """The last word of "the castle of Rambouillet", "the seminary of Our Lady of Fatima"."""
        tree = self.tree
        for k in tree.children(token, "nmod"):
            if tree.children(k, "nmod:desc"):
                # "the residence of President Roe"
                continue
            if k > token and tree.case(k) == "of" and tree.words[k][:1].isupper() and tree.left[k] == token + 1:
                inner = (c for c in tree.kids[k] if c > k and tree.dep[c] in ("flat", "nmod"))
                return max([k, *(c for c in inner if tree.words[c][:1].isupper())])
        return token

    def _inside(self, token: int) -> bool:
        """Whether somebody does something in a house, or comes out of it: more than tell reporters there."""
        tree = self.tree
        if tree.case(token) == "of" and tree.base[tree.head[token]] in _PARTS:
            token = tree.head[token]
        over = tree.base[tree.head[token]]
        if tree.case(token) == "from":
            return bool(over == "emerge")
        told = over in self.words.tells and not tree.children(token, "acl:relcl")
        return not told and tree.case(token) in _HERE
