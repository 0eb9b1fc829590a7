"""Talks that one side left, or that were broken off for a time: no round that ended."""

from __future__ import annotations

from parley.coding.acts.slots import SlotReader
from parley.coding.acts.status import negated
from parley.coding.talks.signals.signal import Signal
from parley.coding.talks.words import Words
from parley.language.tree import Tree

# What talks are of a verb of leaving.
_LEFT = frozenset({"of", "from", "out", "obj"})

# Verbs with which talks stop for a time.
_PAUSES = frozenset({"interrupt", "suspend", "break", "adjourn", "pause", "halt"})


class Leaving:
    """Finds such words in one Doc."""

    def __init__(self, tree: Tree, slots: SlotReader, words: Words) -> None:
        self.tree, self.slots, self.words = tree, slots, words

    def by_one(self, s: Signal, *, placed: bool = False) -> bool:
        """Whether talks went on though one side left them, or broke them off for a time ("quit the talks in May",
        "suspended the talks in May and resumed them").

        Args:
            s: talks that ended before.
            placed: whether their place is told.
        """
        tree = self.tree
        for verb, slot in s.governors:
            who = self.slots.verb(verb).get("subj", [])
            one = len(who) == 1 and len(tree.conjuncts(who[0])) == 1 and tree.tag[who[0]] in ("NN", "NNP", "NNPS")
            if one and slot in _LEFT and tree.base[verb] in self.words.leaves:
                return True
            main = tree.dep[verb] != "acl:relcl" and not {"with", "between"} & self.slots.noun(s.token).keys()
            if s.kind == "talks" and main and not placed and tree.base[verb] in _PAUSES and not self._again(s):
                # "Talks had been interrupted in May."
                return True
            if any(self._taken_up(k) for k in tree.children(verb, "conj") if k > verb):
                return True
        return False

    def _again(self, s: Signal) -> bool:
        """Whether the words say themselves that it was another round."""
        told = self.words.past | self.words.rounds
        near = range(max(self.tree.left[s.top], s.top - 6), s.token + 1)
        return any(self.tree.lower[k] in told or self.tree.base[k] in told for k in near)

    def _taken_up(self, verb: int) -> bool:
        tree = self.tree
        again = any(tree.lower[k] == "again" for k in tree.kids[verb])
        anew = tree.base[verb] in self.words.resumes or again or self.words.returns.head(tree, verb)
        return anew and not negated(tree, verb) and any(tree.lower[k] in ("them", "it") for k in tree.kids[verb])
