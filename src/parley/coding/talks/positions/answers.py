"""Answers to what another side has said, most of which do not name it again: "did not", "said no", "gave way", "would
have none of it"."""

from __future__ import annotations

from dataclasses import dataclass

from parley.coding.acts.slots import SlotReader
from parley.coding.acts.status import conditional, negated
from parley.coding.talks.words import Words
from parley.language.tree import Tree

_FINITE = frozenset({"root", "ccomp", "conj", "parataxis", "acl:relcl"})
# Verbs that stand for one told before when nothing but "not" follows them.
_BARE = frozenset({"do", "will", "would", "can", "could", "have"})
_FULL = ("obj", "iobj", "ccomp", "xcomp", "aux", "cop")
_ON = ("on", "over", "to", "at")
_SHORT = {"no": "refuses", "yes": "accepts"}
_OPPOSITE = {"accepts": "refuses", "refuses": "accepts"}


@dataclass(frozen=True, slots=True)
class Answer:
    """Tokens of those who answer, what they say, and the token that tells to what, None for what was said last."""

    subjects: list[int]
    stance: str
    about: int | None = None


class Answers:
    """Finds such answers in one Doc."""

    def __init__(self, tree: Tree, slots: SlotReader, words: Words) -> None:
        self.tree, self.slots, self.words = tree, slots, words

    def at(self, i: int) -> Answer | None:
        """The answer that token i gives."""
        tree = self.tree
        if tree.dep[i] == "cop" and tree.lower[tree.head[i]] == "against" and not negated(tree, tree.head[i]):
            # "The union is against."
            return Answer(tree.children(tree.head[i], "nsubj"), "refuses")
        if tree.pos[i] not in ("VERB", "AUX") or tree.dep[i] not in _FINITE or conditional(tree, i):
            return None
        return self._elided(i) or self._short(i) or self._none_of(i) or self._no_such(i) or self._told(i)

    def _elided(self, i: int) -> Answer | None:
        """ "Egypt accepted the plan, Ethiopia did not"."""
        tree = self.tree
        if tree.base[i] not in _BARE or not negated(tree, i) or tree.child(i, *_FULL) is not None:
            return None
        subject = tree.child(i, "nsubj")
        return None if subject is None else Answer([subject], "refuses")

    def _short(self, i: int) -> Answer | None:
        """ "said no"."""
        tree = self.tree
        if tree.base[i] not in self.words.tells and tree.base[i] not in self.words.obliging:
            return None
        own = self.slots.verb(i)
        subjects = list(own.get("subj", ()))
        short = [k for k in tree.kids[i] if tree.lower[k] in _SHORT and k > i]
        word = next((k for k in short if all(tree.dep[d] == "punct" for d in tree.kids[k])), None)
        if word is not None and not negated(tree, i):
            on = [*own.get("to", ()), *(t for k in own.get("in", ()) for t in tree.children(k, "nmod"))]
            return Answer(subjects, _SHORT[tree.lower[word]], next((t for t in on if tree.case(t) == "to"), None))
        first = tree.child(i, "nsubj")
        if first is not None and first < i and self._none(first) and (behind := tree.child(i, "obj")) is not None:
            # "No vote, retorted the envoy": parsers take them the other way round.
            return Answer([behind], "refuses", first)
        told = (
            *own.get("obj", ()),
            *(k for k in own.get("ccomp", ()) if tree.pos[k] == "NOUN" and not tree.child(k, "cop", "nsubj", "acl")),
        )
        denied = [k for k in told if self._none(k)]
        return Answer(subjects, "refuses", denied[0]) if denied else None

    def _none(self, k: int) -> bool:
        """ "no vote"."""
        return any(self.tree.lower[d] == "no" for d in self.tree.children(k, "det"))

    def _none_of(self, i: int) -> Answer | None:
        """ "would have none of it"."""
        tree = self.tree
        none = next((k for k in tree.children(i, "obj") if tree.lower[k] == "none"), None)
        if tree.base[i] != "have" or none is None:
            return None
        return Answer(list(self.slots.verb(i).get("subj", ())), "refuses", tree.child(none, "nmod"))

    def _no_such(self, i: int) -> Answer | None:
        """ "had made no such promise", "will do nothing of the kind"."""
        tree = self.tree
        for k in tree.children(i, "obj"):
            noun = self.words.stance_nouns.get(tree.base[k])
            if noun is not None and noun.id == "pledge" and self._none(k) and tree.base[i] in ("make", "give", "offer"):
                # "made no promise"
                on = tree.child(k, "nmod", "acl")
                return Answer(list(self.slots.verb(i).get("subj", ())), "refuses") if on is None else None
            words = [tree.lower[t] for t in range(tree.left[k], tree.right[k] + 1)]
            if words[:2] == ["no", "such"] or (words[:2] == ["nothing", "of"] and words[-1] in ("kind", "sort")):
                return Answer(list(self.slots.verb(i).get("subj", ())), "refuses", self._named_before(k))
        return None

    def _named_before(self, noun: int) -> int | None:
        """The same noun in the sentence before, with what it is of ("can give no such guarantee")."""
        tree = self.tree
        before = range(tree.sents[max(0, tree.sent[noun] - 1)][0], tree.sents[tree.sent[noun]][0])
        return next((k for k in reversed(before) if tree.base[k] == tree.base[noun] and tree.pos[k] == "NOUN"), None)

    def _told(self, i: int) -> Answer | None:
        """ "gave way on the point", "did not relent"."""
        stance = next(self.words.answers.at(self.tree, i), None)
        if stance is not None and self.words.stances.head(self.tree, i) and self.tree.base[i] in ("stand", "hold"):
            # "stood firm on its own police"
            return None
        if stance is None or self.slots.is_passive(i):
            return None
        own = self.slots.verb(i)
        about = next((k for slot in _ON for k in own.get(slot, ())), None)
        hung = (k for noun in own.get("obj", ()) for k in self.tree.children(noun, "nmod") if self.tree.case(k) in _ON)
        about = next(hung, None) if about is None else about
        return Answer(list(own.get("subj", ())), _OPPOSITE[stance] if negated(self.tree, i) else stance, about)
