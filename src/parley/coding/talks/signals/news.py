"""Texts that the news tells of as new: what sides came to terms on, in no verb of which they are the object."""

from __future__ import annotations

from collections.abc import Container

from parley.coding.acts.slots import SlotReader
from parley.coding.acts.status import modal, negated
from parley.coding.talks.words import Words, noun_of
from parley.language.tree import Tree

_CASES = frozenset({"in", "under", "with", "as"})
_NEW = frozenset({"a", "an"})
_DONE = frozenset({"VBN", "VBD"})
_TELLS = frozenset({"VBZ", "VBD"})
_ENDS = frozenset({"close", "conclude", "settle", "resolve", "cap", "crown"})
_TOLD = frozenset({"announce", "unveil", "publish"})
# Within how many words after a text the verb stands with which it was made.
_NEAR = 6


class NewsTexts:
    """Finds them in the opening of one Doc."""

    def __init__(self, tree: Tree, slots: SlotReader, words: Words, opening: Container[int]) -> None:
        self.tree, self.slots, self.words, self.opening = tree, slots, words, opening

    def told(self, noun: int) -> bool:
        """Whether something is done under or in a text that was made just now ("will free the men under an accord
        signed here on Tuesday", "laid down arms in a peace deal with the state")."""
        tree, words = self.tree, self.words
        if tree.sent[noun] not in self.opening or noun_of(tree, noun) not in words.agreements | words.signed:
            return False
        over = tree.head[noun]
        if tree.case(noun) not in _CASES or not self.slots.is_verbal(over) or negated(tree, over):
            return False
        made = any(self._makes(k) for k in range(noun + 1, min(noun + _NEAR, tree.right[noun] + 1)))
        new = any(tree.lower[k] in _NEW for k in tree.children(noun, "det"))
        if made:
            return new or tree.case(noun) != "under"
        firm = noun_of(tree, noun) in words.agreements - words.partial
        with_whom = any(tree.case(k) in ("with", "between") for k in tree.children(noun, "nmod"))
        return new and firm and with_whom and modal(tree, over) is None and tree.tag[over] in _DONE

    def _makes(self, verb: int) -> bool:
        tree = self.tree
        if tree.dep[verb] == "acl:relcl" and tree.base[verb] in self.words.breaks | _ENDS:
            # "under an accord that closes nine days of haggling"
            return tree.tag[verb] in _TELLS and not negated(tree, verb)
        if tree.pos[verb] != "VERB" or tree.tag[verb] not in _DONE or tree.base[verb] not in self.words.makes | _TOLD:
            return False
        return not negated(tree, verb) and modal(tree, verb) is None
