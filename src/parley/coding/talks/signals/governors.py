"""The verbs that a noun for talks depends on, wherever the parse hangs them."""

from __future__ import annotations

from collections.abc import Iterator

from parley.coding.acts.slots import SlotReader
from parley.coding.talks.signals.signal import UNMARKED, split_verb
from parley.coding.talks.words import Words
from parley.language.tree import Tree

_NOUN = frozenset({"NOUN", "PROPN"})
_NOMINAL = ("nmod", "compound", "conj")
_CLAUSE = ("acl", "acl:relcl", "advcl:relcl")


class Governors:
    """Finds them in one Doc."""

    def __init__(self, tree: Tree, slots: SlotReader, words: Words) -> None:
        self.tree, self.slots, self.words = tree, slots, words

    def top(self, i: int) -> int:
        """The outermost noun that stands for the same talks ("round of talks")."""
        tree = self.tree
        while tree.head[i] != i and tree.plain[i] in _NOMINAL:
            head = tree.head[i]
            lemma = tree.base[head]
            if tree.pos[head] not in _NOUN or not (lemma in self.words.carriers or lemma in self.words.weak):
                break
            i = head
        return i

    def of(self, i: int) -> Iterator[tuple[int, str]]:
        """Verbs, each with the slot that the talks fill, relative clauses first."""
        tree = self.tree
        top = self.top(i)
        chain = {i, top, *self._between(i, top)}
        for noun in chain:
            for k in tree.kids[noun]:
                about = tree.tag[k] == "VBG" and tree.child(k, "mark") is not None
                if tree.dep[k] in _CLAUSE and self.slots.is_verbal(k) and not about:
                    for verb in tree.conjuncts(k):
                        for slot, tokens in self.slots.verb(verb).items():
                            if noun in tokens:
                                yield verb, slot
        yield from self._beneath(i)
        first = top
        while tree.dep[first] == "conj" and tree.pos[tree.head[first]] in _NOUN:
            first = tree.head[first]
        verb = tree.head[first]
        if verb != first and tree.dep[verb].startswith("aux") and tree.dep[first].startswith("nsubj"):
            # "the talks had come unstuck": parsers hang the subject on the auxiliary.
            yield tree.head[verb], "subj"
            return
        if verb == first:
            yield from self._loose(first)
            if i != first:
                yield from self._loose(i)
            if self.slots.is_verbal(first) or tree.child(first, "cop") is not None:
                yield first, "pred"
            return
        if not self.slots.is_verbal(verb) and tree.child(verb, "cop") is None:
            return
        # "A conference meant to reunite Fiji fell apart": parsers take the participle for the main verb.
        over = [verb, *tree.children(verb, "xcomp")]
        main = [k for v in over for k in tree.children(v, "xcomp", "ccomp") if tree.tag[k] == "VBD" and k > verb]
        if first < verb and tree.plain[first] == "nsubj" and not tree.children(verb, "aux", "aux:pass"):
            own = [k for k in main if not tree.children(k, "nsubj", "nsubj:pass", "mark", "aux", "aux:pass")]
            yield from ((k, "subj") for k in own if tree.tag[verb] in ("VBD", "VBN"))
        bare = tree.dep[first] in UNMARKED or (tree.dep[first] == "obl" and not tree.child(verb, "nsubj", "nsubj:pass"))
        if first < verb and bare and not tree.case(first):
            yield verb, "subj"
        for v in [verb, *(k for k in tree.kids[verb] if tree.dep[k] in ("conj", "advcl", "xcomp"))]:
            for slot, tokens in self.slots.verb(v).items():
                if first in tokens or top in tokens:
                    yield v, slot

    def _beneath(self, noun: int) -> Iterator[tuple[int, str]]:
        """ "a session in the palace that the president opened", "talks with the front that were to open": parsers hang
        the clause on the place or the partner."""
        tree, stages = self.tree, self.words.stages
        for k in tree.children(noun, "nmod"):
            for verb in tree.children(k, "acl:relcl") if tree.case(k) in ("in", "at", "with", "between") else ():
                slot = "obj" if tree.case(k) in ("in", "at") else "subj"
                who = any(tree.lower[t] == "who" for t in tree.kids[verb])
                if not who and k in self.slots.verb(verb).get(slot, ()) and stages[slot].head(tree, verb):
                    yield verb, slot

    def _loose(self, noun: int) -> Iterator[tuple[int, str]]:
        """The verb of a noun that the parse leaves without one, as it may in "talks between A and B stalled"."""
        tree = self.tree
        if (verb := split_verb(tree, self.slots, noun)) is not None:
            yield verb, "obj" if self.slots.is_passive(verb) else "subj"
            return
        adjective = (k for k in tree.kids[noun] if tree.dep[k] == "acl" and tree.tag[k] == "JJ")
        later = [k for k in (*tree.children(noun, "xcomp"), *adjective) if k > noun]
        for after in (noun + 1, *later):
            verbal = after < len(tree) and tree.dep[after] in ("amod", "xcomp", "acl")
            if tree.head[noun] == noun and verbal and (after in later or tree.dep[after] == "amod"):
                # A verb in the present taken for an adjective ("Talks open in Doha", "Talks on gas open in Doha").
                yield after, "subj"
        for verb in range(noun + 1, tree.right[noun] + 1):
            if (
                tree.dep[verb].startswith("acl")
                and tree.tag[verb] in ("VBN", "VBD")
                and self.words.stages["subj"].head(tree, verb)
            ):
                yield verb, "subj"
                return

    def _between(self, i: int, top: int) -> Iterator[int]:
        while i != top and self.tree.head[i] != i:
            yield i
            i = self.tree.head[i]
