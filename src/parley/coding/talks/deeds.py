"""Where deeds are a negotiation though no noun names one: somebody mediates, two sides meet to settle a matter."""

from __future__ import annotations

from collections.abc import Iterator

from parley.coding.acts.slots import SlotReader
from parley.coding.talks.sides import Sides
from parley.coding.talks.words import Words, noun_of
from parley.language.tree import Tree

_CLAUSES = ("advcl", "xcomp", "acl", "conj")


class Deeds:
    """Finds such deeds in one Doc."""

    def __init__(self, tree: Tree, slots: SlotReader, words: Words, sides: Sides) -> None:
        self.tree, self.slots, self.words, self.sides = tree, slots, words, sides

    def mediates(self, verb: int) -> bool:
        """Whether somebody helps two sides to talk ("offered to mediate between the clans")."""
        if not self.words.goes_between.head(self.tree, verb):
            return False
        return bool(self.helped(verb)) or any(k in self.words.nouns for k in self._objects(verb))

    def helped(self, verb: int) -> list[int]:
        """Tokens of those between whom somebody mediates."""
        slots = self.slots.verb(verb)
        out = [*slots.get("between", ()), *slots.get("among", ())]
        for slot in ("obj", "in"):
            for k in slots.get(slot, ()):
                matter = noun_of(self.tree, k) in self.words.brokered | self.words.wars
                if matter:
                    own = self.slots.noun(k)
                    out += [t for s in ("between", "among", "mod") for t in own.get(s, ()) if self.sides.at(t)]
        return out

    def _objects(self, verb: int) -> Iterator[str]:
        for k in self.slots.verb(verb).get("obj", ()):
            yield noun_of(self.tree, k)

    def settles(self, verb: int) -> bool:
        """Whether two sides meet to settle a matter ("met to discuss the border", "sat down to work out a truce")."""
        tree = self.tree
        if not self.words.sits.head(tree, verb):
            return False
        slots = self.slots.verb(verb)
        met = [*slots.get("subj", ()), *slots.get("with", ()), *slots.get("obj", ())]
        if len({self.sides.side(e) for e in self.sides.all(met) if self.sides.can_stand(e)}) < 2:
            return False
        return any(
            self.words.settles.head(tree, k) and self._on_a_matter(k)
            for k in tree.children(verb, *_CLAUSES)
            if tree.tag[k] in ("VB", "VBG")
        )

    def under(self, noun: int) -> bool:
        """Whether an agreement is told as what sides do or will do under it: they agree to something in a deal with
        another side, or act under one that somebody brokered for them."""
        tree = self.tree
        top = noun
        if tree.case(noun) == "of" and tree.lower[tree.head[noun]] == "part":
            top = tree.head[noun]
        if tree.case(top) not in ("under", "in", "as") or not self.slots.is_verbal(tree.head[top]):
            return False
        if self._brokered(noun):
            return True
        verb = tree.head[top]
        while tree.dep[verb] == "xcomp":
            verb = tree.head[verb]
        stance = next(self.words.stances.at(tree, verb), None)
        partners = self.sides.all(self.slots.noun(noun).get("with", ()))
        return stance is not None and stance.stance == "accepts" and any(self.sides.can_stand(e) for e in partners)

    def _brokered(self, noun: int) -> bool:
        """ "a Saudi-brokered agreement"."""
        tree = self.tree
        return any(tree.lower[k] in self.words.prefixes for k in range(tree.left[noun], noun) if tree.head[k] == noun)

    def _on_a_matter(self, verb: int) -> bool:
        tree = self.tree
        return any(
            noun_of(tree, k) in self.words.matters and tree.pos[k] in ("NOUN", "PROPN")
            for k in range(verb + 1, tree.right[verb] + 1)
        )
