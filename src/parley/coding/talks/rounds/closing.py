"""Sentences in which somebody signs: talks of which no more is told than that they went on have ended so."""

from __future__ import annotations

from collections.abc import Iterable

from parley.coding.acts.slots import SlotReader
from parley.coding.acts.status import modal, negated
from parley.coding.talks.rounds.stage import StageReader
from parley.coding.talks.who.sides import Sides
from parley.coding.talks.words import Words, noun_of
from parley.language.tree import Tree

_DONE = frozenset({"VBD", "VBN", "VBZ"})
_ASIDE = frozenset({"acl", "amod", "advcl", "ccomp", "acl:relcl"})


class Closing:
    """Finds them in one Doc."""

    def __init__(self, tree: Tree, slots: SlotReader, words: Words, sides: Sides, stages: StageReader) -> None:
        self.tree, self.slots, self.words, self.sides, self.stages = tree, slots, words, sides, stages

    def signed(self, sentences: Iterable[int]) -> bool:
        """Whether one of the sides signs in sentences, and not long ago."""
        return any(self._signs(i) for s in sentences for i in range(*self.tree.sents[s]))

    def _signs(self, verb: int) -> bool:
        tree = self.tree
        if tree.pos[verb] != "VERB" or tree.tag[verb] not in _DONE or not self.words.signing.head(tree, verb):
            return False
        if tree.dep[verb] in _ASIDE or negated(tree, verb) or modal(tree, verb) is not None:
            return False
        if self.slots.is_passive(verb) or any(tree.lower[k] in ("to", "yet") for k in tree.kids[verb] if k < verb):
            return False
        when = [n for n, t in enumerate(self.stages.times) if t.value and tree.sent[t.head] == tree.sent[verb]]
        if any(self.stages.old(n) for n in when):
            return False
        slots = self.slots.verb(verb)
        if any(not self._text(k) for k in slots.get("obj", ())):
            return False
        who = slots.get("subj", ())
        sent = any(self.tree.base[k] in self.words.counterparts and self.tree.tag[k] == "NNS" for k in who)
        return sent or any(self.sides.can_stand(e) for e in self.sides.all(who))

    def _text(self, noun: int) -> bool:
        """Whether what is signed may end talks, as a decree and a text on the way to others do not."""
        named = noun_of(self.tree, noun)
        if named in self.words.partial:
            return False
        return self.tree.pos[noun] == "PROPN" or named in self.words.signed | self.words.agreements
