"""Efforts to end a war, to reach a deal or to bring a land together, which are talks where they stall or collapse."""

from __future__ import annotations

from itertools import islice

from parley.coding.acts.slots import SlotReader
from parley.coding.talks.signals.signal import Signal
from parley.coding.talks.who.sides import Sides
from parley.coding.talks.words import Words, noun_of
from parley.language.tree import Tree


class Striving:
    """Finds them in one Doc."""

    def __init__(self, tree: Tree, slots: SlotReader, words: Words, sides: Sides) -> None:
        self.tree, self.slots, self.words, self.sides = tree, slots, words, sides

    def strove(self, s: Signal) -> bool:
        """Whether it is an effort to end a war or to reach a deal that stalled or collapsed."""
        tree, words = self.tree, self.words
        if s.kind != "weak" or tree.base[s.token] not in words.strives:
            return False
        # "A push to reunite Cyprus fell apart": parsers hang the purpose on a noun as on a verb.
        aims = [k for k in tree.children(s.token, "acl", "advcl", "xcomp") if tree.tag[k] == "VB" and k > s.token]
        if not any(self._aims(k) for k in aims):
            return False
        stages = {f for v, slot in s.governors if slot in words.stages for f in words.stages[slot].at(tree, v)}
        if not stages:
            after = (k for k in range(s.token + 1, tree.sents[tree.sent[s.token]][1]) if self._ends(k))
            s.governors = [*((k, "subj") for k in islice(after, 1)), *s.governors]
            stages = {f for v, _ in s.governors[:1] for f in words.stages["subj"].at(tree, v)}
        here = " ".join(tree.lower[slice(*tree.sents[tree.sent[s.token]])])
        failed = {"collapsed", "stalled"}
        return bool(stages & failed) or not failed.isdisjoint(words.signs.stages(here))

    def _aims(self, verb: int) -> bool:
        """Whether what an effort is made for is to come to terms, to end a war or to bring a land together."""
        tree, words = self.tree, self.words
        if words.terms.head(tree, verb):
            return True
        lemma, objects = tree.base[verb], self.slots.verb(verb).get("obj", ())
        return any(
            (lemma in words.ends and noun_of(tree, t) in words.wars | words.matters)
            or (lemma in words.reaching and noun_of(tree, t) in words.agreements)
            or (lemma in words.joining and bool(self.sides.at(t)))
            for t in objects
        )

    def _ends(self, verb: int) -> bool:
        found = self.tree.pos[verb] == "VERB" and self.tree.tag[verb] in ("VBD", "VBZ")
        return found and any(f in ("collapsed", "stalled") for f in self.words.stages["subj"].at(self.tree, verb))
