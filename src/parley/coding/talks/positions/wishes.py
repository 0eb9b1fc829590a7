"""What a side wants without a verb of wanting: conditions that it sets, and what it says that others should do."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from parley.coding.acts.slots import SlotReader
from parley.coding.acts.status import TO_COME, modal, negated
from parley.coding.talks.words import Words
from parley.language.tree import Tree

# Marks of clauses that are conditions after "only".
_ONLY = frozenset({"if", "after", "when", "once"})
_READY = TO_COME | {"can", "could"}
_WITHIN = frozenset({"xcomp", "acl", "obj", "obl", "nmod"})
_OWN = frozenset({"it", "they", "he", "she", "we", "i", "there"})
Wish = tuple[list[int], int]


class Wishes:
    """Finds such wishes in one Doc."""

    def __init__(self, tree: Tree, slots: SlotReader, words: Words) -> None:
        self.tree, self.slots, self.words = tree, slots, words
        self._beside = [k for k, dep in enumerate(tree.dep) if dep == "advcl"]
        self._stipulates = not words.provided.isdisjoint(tree.lower)

    def at(self, i: int) -> Iterator[Wish]:
        """Tokens of those who want something, and the head of the clause that says what, as i tells."""
        if not self.slots.is_verbal(i):
            return
        yield from self._conditions(i)
        yield from self._obligations(i)

    def sayer(self, i: int, k: int) -> list[int]:
        """Who says so: "warned that aid would come only after the vote"."""
        tree = self.tree
        over: int = tree.head[i]
        things = tree.child(i, "nsubj", "nsubj:pass"), tree.child(k, "nsubj", "nsubj:pass")
        if any(t is None or (tree.pos[t] != "NOUN" and tree.lower[t] not in ("none", "nothing")) for t in things):
            return []
        if tree.dep[i] not in ("ccomp", "xcomp") or tree.base[over] not in self.words.obliging | self.words.tells:
            return []
        return self.slots.verb(over).get("subj", [])

    def _conditions(self, i: int) -> Iterator[Wish]:
        """ "will not disarm unless the army withdraws", "will sign provided that the army withdraws"."""
        tree = self.tree
        for k in self._clauses(i):
            stipulated = tree.base[tree.head[k]] == "condition"
            mark = "provided" if stipulated else tree.case(k) or tree.lower[tree.head[k]]
            nothing = tree.lower[tree.child(i, "nsubj", "nsubj:pass") or 0] == "nothing"
            refuses = negated(tree, i) or self._refuses(i) or nothing
            own = tree.child(k, "nsubj")
            if mark == "before" and own is not None and tree.lower[own] in ("it", "he", "she"):
                # "resisted for weeks before it gave in"
                continue
            against = mark == "unless" or (mark in self.words.unless and refuses)
            offers = self._offers(i)
            only = mark in self.words.provided or (mark == "if" and offers) or (mark in _ONLY and self._only(k))
            ready = tree.pos[i] == "ADJ" or modal(tree, i) in _READY or stipulated
            willing = offers or ready or self._refuses(i) or mark == "unless"
            if willing and (against or (only and not negated(tree, i))):
                adjective = tree.lower[i] in self.words.stance_adjectives
                own_words = self.slots.verb(i).get("subj", ()) or (tree.children(i, "nsubj:pass") if adjective else ())
                yield list(own_words), k

    def _clauses(self, i: int) -> Iterator[int]:
        """The clauses beside a verb, those that the parse hangs on its complement or on a phrase in it among them."""
        tree = self.tree
        for k in self._beside[bisect_right(self._beside, i) : bisect_right(self._beside, tree.right[i])]:
            over = tree.head[k]
            while over != i and tree.plain[over] in _WITHIN and tree.dep[over] != "acl:relcl":
                over = tree.head[over]
            if over == i:
                yield k
        # "only after inspectors are back": parsers hang a clause with "be" on the adverb.
        yield from (k for k in tree.children(i, "advmod") if k > i and tree.child(k, "mark") and tree.child(k, "nsubj"))
        # "would sign on condition that the army leaves"
        bound = (c for c in tree.children(i, "obl") if tree.base[c] == "condition" and tree.case(c) == "on")
        yield from (k for c in bound for k in tree.children(c, "acl", "ccomp") if tree.child(k, "nsubj", "nsubj:pass"))
        if self._stipulates:
            yield from self._provided(i)

    def _provided(self, i: int) -> Iterator[int]:
        """ "can live with it, provided the army leaves": parsers take the mark for a verb of its own."""
        tree = self.tree
        for k in range(i + 1, tree.right[tree.head[i]] + 1):
            if tree.lower[k] in self.words.provided and tree.pos[k] == "VERB" and tree.words[k - 1] == ",":
                yield from (c for c in tree.children(k, "xcomp", "ccomp") if tree.child(c, "nsubj") is not None)
                return

    def _refuses(self, i: int) -> bool:
        stance = next(self.words.stances.at(self.tree, i), None)
        return stance is not None and stance.stance == "refuses"

    def _offers(self, i: int) -> bool:
        stance = next(self.words.stances.at(self.tree, i), None)
        # "is prepared to": parsers take the adjective for a verb.
        stance = self.words.stance_adjectives.get(self.tree.lower[i], stance)
        return stance is not None and stance.stance == "offers"

    def _only(self, k: int) -> bool:
        tree = self.tree
        mark = tree.child(k, "mark")
        near = range(max(tree.left[k] - 1, 0), (tree.left[k] if mark is None else mark) + 1)
        over: int = tree.head[k]
        ahead = any(tree.lower[t] == "only" for t in tree.kids[over] if t < over)
        return ahead or any(tree.lower[t] == "only" for t in near)

    def _own(self, subject: int | None) -> bool:
        """ "his country would have to wait": what one must do oneself."""
        tree = self.tree
        whose = None if subject is None else tree.child(subject, "nmod:poss")
        return (
            whose is not None
            and tree.pos[whose] == "PRON"
            and tree.base[subject or 0] in ("country", "government", "side", "party")
        )

    def _has_to(self, k: int) -> bool:
        """ "would have to leave", "has to leave"."""
        tree = self.tree
        return tree.base[k] == "have" and any(
            tree.case(c) == "to" or tree.tag[c] == "VB" for c in tree.children(k, "xcomp")
        )

    def _obligations(self, i: int) -> Iterator[Wish]:
        """ "said that the ban should be the goal": speakers want of others what they say must be."""
        tree = self.tree
        if tree.base[i] not in self.words.obliging or negated(tree, i):
            return
        aside = [tree.head[i]] if tree.dep[i] == "parataxis" else []
        for k in (*tree.children(i, "ccomp"), *aside):
            subject = tree.child(k, "nsubj", "csubj")
            must = modal(tree, k) in self.words.obliged or self._has_to(k)
            if self._own(subject) or not must or negated(tree, k) or subject is None:
                continue
            if tree.lower[subject] not in _OWN:
                yield self.slots.verb(i).get("subj", []), k
