"""What words mean that name no issue: "it", "such a vote", "a figure that Peru finds absurd", "what they want"."""

from __future__ import annotations

from collections.abc import Iterator

from parley.coding.acts.slots import SlotReader
from parley.coding.talks.positions.complements import Complements
from parley.coding.talks.positions.naming import Namer
from parley.coding.talks.who.sides import Sides
from parley.coding.talks.words import Words
from parley.language.tree import Tree

Span = tuple[int, int]

_PAUSES = frozenset({",", "-", "–", "—", "--", ":", ";"})
_CLEFT = frozenset({"what", "all"})
_BACK = frozenset({"it", "him", "her", "that", "this", "these", "those", "them", "which", "both"})
_MEANT = (_BACK | {"they", "either", "neither"}) - {"that", "him", "her"}
_TOO = frozenset({"as", "so", "nor", "neither"})
_COPULAR = frozenset({"be", "remain", "stay", "prove"})
_PARTS = frozenset({"most", "some", "part", "much", "many", "half", "all", "none", "each", "any", "more", "less"})
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
# How many sentences back an issue may have been named that a pronoun means, where another matter has been told since.
_FRESH = 1


class Pointing:
    """Finds what they mean in one Doc."""

    def __init__(
        self, tree: Tree, slots: SlotReader, words: Words, sides: Sides, namer: Namer, on: Complements
    ) -> None:
        self.tree, self.slots, self.words, self.sides, self.namer, self.on = tree, slots, words, sides, namer, on

    def summed(self, k: int, last: Span | None) -> Span | None:
        """The issue that a noun behind a pause sums up: "40 tanks, a figure that Peru finds absurd"."""
        tree = self.tree
        start: int = tree.left[k] + (tree.words[tree.left[k]] in _PAUSES)
        if tree.base[k] not in self.words.sums or start < 2 or tree.words[start - 1] not in _PAUSES:
            return None
        if any(tree.dep[c] == "nmod" for c in tree.kids[k]) or tree.tag[k] not in ("NN", "NNP"):
            return None
        if last is not None and tree.sent[last[0]] == tree.sent[k] and last[0] < start:
            return last
        if tree.base[k] in self.words.stance_nouns and (named := self.on.renamed(k)) is not None:
            # "is pressing for independence, a demand that the army opposes"
            return next(iter(self.namer.spans(named)), None)
        over = tree.head[k]
        if tree.dep[k] in ("nsubj", "nsubj:pass", "obj") and over > k:
            # "..., a point conceded by the army": parsers make a clause of it.
            over = tree.head[over]
        if tree.sent[over] != tree.sent[k] or over >= start:
            return None
        span = next(iter(self.namer.spans(over)), None)
        return None if span is None else (span[0], min(span[1], start - 1))

    def empty(self, span: Span, last: Span) -> bool:
        """Whether words point back and name nothing besides: "they stop first", "have it read", "let either go"."""
        tree, inside = self.tree, range(*span)
        if not any(tree.lower[t] in _MEANT for t in inside) or tree.sent[span[0]] - tree.sent[last[0]] > _FRESH:
            return False
        kinds = ("NOUN", "PROPN", "NUM")
        return last[1] <= span[0] and not any(tree.pos[t] in kinds and not self.on.is_time(t) for t in inside)

    def _repeats(self, k: int) -> bool:
        """ "such a vote", "no such thing"."""
        tree = self.tree
        return any(tree.lower[d] == "such" and d < k for d in tree.kids[k]) and tree.child(k, "nmod", "acl") is None

    def back(self, k: int, last: Span | None) -> bool:
        """Whether the words name nothing themselves: "it", "such a vote", "that demand"."""
        tree = self.tree
        if tree.lower[k] == "so":
            # "refused to do so"
            return True
        if tree.pos[k] in ("PRON", "DET", "SCONJ"):
            return tree.lower[k] in _BACK or self.on.stands_in(k)
        of = tree.child(k, "nmod")
        if tree.base[k] in _PARTS and of is not None and tree.lower[of] in ("it", "them", "this", "that", "these"):
            # "swallowed most of them"
            return last is not None
        if tree.lower[k] == "one" and tree.child(k, "acl:relcl") is not None:
            # "accepted one that stays civilian"
            return last is not None
        if self.how_many(k) is not None:
            return last is not None
        if self.on.stands_in(k) or self._repeats(k):
            return last is not None
        return (
            tree.base[k] in self.words.backward
            and not [j for j in tree.kids[k] if tree.dep[j] not in ("det", "punct", "case", "cc")]
            and (det := tree.child(k, "det")) is not None
            and last is not None
            and tree.lower[det] in ("the", "that", "this")
        )

    def how_many(self, k: int) -> int | None:
        """How many issues that have been told "both", "all three demands" mean, 0 for all, None where the words name
        an issue."""
        tree = self.tree
        if tree.lower[k] == "both":
            return 2
        if tree.child(k, "acl", "acl:relcl", "nmod:poss", "amod") is not None:
            return None
        of = tree.child(k, "nmod")
        if tree.lower[k] in ("all", "none"):
            return 0 if of is None or tree.lower[of] in ("these", "them", "this") else None
        if of is not None or tree.base[k] not in self.words.backward | self.words.sums:
            return None
        words = [tree.lower[d] for d in tree.kids[k] if d < k]
        if "both" in words:
            return 2
        if "all" not in words:
            return None
        number = next((tree.lower[d] for d in tree.kids[k] if tree.plain[d] == "nummod"), "")
        return _NUMBERS.get(number, 0)

    def amount(self, i: int, k: int | None, last: Span) -> bool:
        """Whether the complement of the verb at i says only how much ("offered half", "would go to 3 percent") of what
        another side has just spoken of."""
        tree = self.tree
        if tree.sent[i] - tree.sent[last[0]] > _FRESH or last[0] > i:
            return False
        k = next((t for t in tree.children(i, "obj") if t > i), None) if k is None else k
        hung = (t for t in tree.children(i, "obl") if t > i and tree.case(t) in ("on", "for", "to"))
        k = next(hung, None) if k is None else k
        if k is None or k < i or tree.child(k, "acl", "acl:relcl", "nmod", "nmod:poss") is not None:
            return False
        span = range(tree.left[k], tree.right[k] + 1)
        return (
            tree.pos[k] != "VERB"
            and any(map(self._counts, span))
            and all(self._counts(t) or tree.dep[t] in ("det", "case", "punct", "advmod", "cc") for t in span)
        )

    def _counts(self, t: int) -> bool:
        tree = self.tree
        return tree.pos[t] == "NUM" or tree.base[t] in self.words.telling.amounts

    def same(self, i: int) -> bool:
        """ "will do the same", "followed suit"."""
        tree = self.tree
        things = [tree.lower[k] for k in tree.children(i, "obj")]
        return (tree.base[i] == "do" and things == ["same"]) or (tree.base[i] == "follow" and things == ["suit"])

    def that_alone(self, i: int) -> bool:
        """ "accepts that only after a vote", "refused that": parsers take the pronoun for a mark."""
        tree = self.tree
        if tree.lower[i + 1 : i + 2] != ["that"] or tree.pos[i] != "VERB":
            return False
        if tree.tag[i + 2 : i + 3] == ["RB"] and tree.lower[i + 2].endswith("ly"):
            return True
        return tree.lower[i + 2 : i + 3] in (
            [";"],
            [","],
            ["."],
            ["only"],
            ["but"],
            ["if"],
            ["provided"],
            ["after"],
            ["when"],
        )

    def text_before(self, i: int) -> tuple[int, int] | None:
        """The plan or deal that "it" means where nothing else has been at issue."""
        tree = self.tree
        start = tree.sents[max(tree.sent[i] - 1, 0)][0]
        texts = self.words.authored | self.words.agreements
        noun = next((k for k in range(i - 1, start - 1, -1) if tree.pos[k] == "NOUN" and tree.base[k] in texts), None)
        return None if noun is None else next(iter(self.namer.spans(noun)), None)

    def topic(self, i: int, last: Span | None) -> Span | None:
        """The matter that the words before have brought in, where no issue has been named since ("Disarmament will be
        harder. It is wanted by ..."); else the issue that was named last."""
        tree = self.tree
        if last is not None and last[0] < tree.sents[tree.sent[i]][0] and (here := self._undergone(i)) is not None:
            return here
        if last is not None and (tree.sent[i] - tree.sent[last[0]] <= _FRESH or last[0] > i):
            return last
        return self._undergone(i) or self._within(i) or self._before(tree.sent[i] - 1) or last

    def _within(self, i: int) -> Span | None:
        """ "Demining, for one: both have said yes to it"."""
        tree = self.tree
        first = tree.sents[tree.sent[i]][0]
        colon = next((k for k in range(first, i) if tree.words[k] == ":"), None)
        if colon is None:
            return None
        root = next((k for k in range(first, colon) if tree.head[k] == k or tree.head[k] > colon), None)
        return None if root is None else self._thing(root)

    def _undergone(self, i: int) -> Span | None:
        """ "An amnesty was left out because neither would have it."""
        tree, over = self.tree, i
        while tree.head[over] != over:
            over = tree.head[over]
            subject = tree.child(over, "nsubj:pass")
            if subject is not None and subject < i and (span := self._thing(subject)) is not None:
                return span
        return None

    def _before(self, sentence: int) -> Span | None:
        if sentence < 0:
            return None
        tree = self.tree
        root = next((k for k in range(*tree.sents[sentence]) if tree.head[k] == k), None)
        if root is None:
            return None
        subject = tree.child(root, "nsubj", "nsubj:pass")
        if subject is None and tree.child(root, "csubj") is not None:
            # "Still open is the airport."
            subject = root
        copular = tree.child(root, "cop") is not None or tree.base[root] in _COPULAR
        if copular and subject is not None and self._hinders(subject):
            subject = root
        elif copular and any(self._hinders(k) for k in tree.children(root, "obl", "nmod")):
            # "At issue is the bay."
            subject = root
        text = subject is not None and tree.base[subject] in self.words.authored
        return None if subject is None or not (copular or text) else self._thing(subject)

    def _hinders(self, k: int) -> bool:
        tree = self.tree
        two = f"{tree.lower[k - 1]} {tree.base[k]}" if k else ""
        return tree.base[k] in self.words.topic_nouns or two in self.words.topic_nouns

    def _thing(self, k: int) -> Span | None:
        """The name of a thing that may be at issue, None for people, sides and talks."""
        tree, words = self.tree, self.words
        if tree.base[k] in ("matter", "question", "issue"):
            k = next(iter(self.slots.noun(k).get("of", ())), k)
        if tree.pos[k] != "NOUN" and not (tree.pos[k] == "PROPN" and k not in self.sides.inside):
            return None
        noun = tree.base[k]
        if (
            (self._somebody(k) and noun not in words.authored)
            or noun in words.nouns
            or noun in words.weak
            or noun in words.nobody
            or noun in words.nothing
        ):
            return None
        return next(iter(self.namer.spans(k)), None)

    def _somebody(self, k: int) -> bool:
        """Whether it is a side or people, and no place by a common noun ("the airport of Sanaa")."""
        kinds = {self.sides.entity(e).type for e in self.sides.at(k)}
        return bool(kinds) and not (kinds == {"location"} and self.tree.pos[k] == "NOUN")

    def cleft(self, k: int) -> Span | None:
        """ "What they will not hear of is a vote", "a vote is what they want": the vote."""
        tree = self.tree
        if tree.lower[k] not in _CLEFT:
            return None
        if tree.dep[k] in ("nsubj", "nsubj:pass"):
            over = tree.head[k]
            start = next((c for c in range(over - 1, k, -1) if tree.head[c] == over and tree.base[c] == "be"), None)
            span = next(iter(self.namer.spans(over)), None)
            if start is None or span is None:
                return None
            first = max(span[0], start + 1)
            while first < over and tree.dep[first] in ("det", "mark", "case"):
                first += 1
            return first, max(span[1], first + 1)
        if tree.dep[k] == "obj" and (called := self._called(k)) is not None:
            return next(iter(self.namer.spans(called)), None)
        subject = tree.child(k, "nsubj") if tree.child(k, "cop") is not None else None
        return None if subject is None else next(iter(self.namer.spans(subject)), None)

    def _called(self, k: int) -> int | None:
        """ "spurned what they called the last offer": the offer."""
        tree = self.tree
        verb = next((v for v in tree.children(k, "acl") if tree.base[v] in self.words.judging), None)
        named = () if verb is None else (c for c in tree.children(verb, "obj", "xcomp") if tree.pos[c] == "NOUN")
        return next(iter(named), None)

    def other(self, k: int) -> bool:
        """ "the other side", "the other", who do or say what is told."""
        tree = self.tree
        if tree.plain[k] != "nsubj" and tree.dep[k] != "obl:agent":
            return False
        if tree.lower[k] == "other":
            return any(tree.lower[d] == "the" for d in tree.kids[k])
        side = tree.base[k] in self.words.paired and tree.tag[k] == "NN"
        return side and any(tree.lower[d] == "other" for d in tree.kids[k])

    def others_too(self, i: int) -> Iterator[list[int]]:
        """Tokens of those of whom the same is said: "as did the rebels", "so did the rebels"."""
        tree = self.tree
        for k in tree.children(i, "advcl", "conj", "parataxis"):
            if tree.base[k] != "do" or k < i or tree.lower[k - 1] not in _TOO:
                continue
            who = [c for c in tree.children(k, "nsubj", "obj") if c > k]
            if len(who) == 1:
                yield who
