"""Whose verb it is where parsers have lost the subject: behind a clause or a name between commas, and where a second
verb has kept the subject of the first."""

from __future__ import annotations

from collections.abc import Callable

from parley.coding.acts.slots import SlotReader
from parley.coding.talks.who.sides import Sides
from parley.language.tree import FINITE, Tree

_RELATIVE = frozenset({"who", "which", "whose", "whom", "where"})
_JOINS = frozenset({"and", "but", "or", "then", "yet"})
_OPENS = frozenset({"and", "but", ";", ":", "while", "after", "because", "whereas", "though", "that", "this"})
_ENDS = frozenset({";", ":", "—", "–", "--", "(", ")", '"', "“", "”"})
# Parts of speech that may stand between a verb and what is before it.
_AHEAD = frozenset({"AUX", "ADV", "PART"})
_PRESENT = frozenset({"has", "have", "is", "are", "do", "does", "'s"})
_PAST = frozenset({"had", "was", "were", "did"})


class Subjects:
    """Finds them in one Doc; `who` gives the entities that tokens stand for."""

    def __init__(
        self, tree: Tree, slots: SlotReader, sides: Sides, who: Callable[[list[int] | tuple[int, ...]], list[int]]
    ) -> None:
        self.tree, self.slots, self.sides, self.who = tree, slots, sides, who

    def lost(self, i: int) -> list[int]:
        """Tokens of the subject of the finite verb at i that the words show and the parse does not."""
        tree = self.tree
        k = self._start(i) - 1
        if k < tree.sents[tree.sent[i]][0] or not self._may(i):
            return []
        if tree.words[k] == ",":
            return self._behind(k)
        return self._kept(i, k) if tree.lower[k] in _JOINS else self._beside(k)

    def parted(self, i: int) -> list[int]:
        """As `lost`, for a verb without a subject of its own behind a comma only."""
        tree = self.tree
        k = self._start(i) - 1
        if k < 0 or tree.child(i, "nsubj", "nsubj:pass", "csubj") is not None or not self._may(i):
            return []
        return self._behind(k) if tree.words[k] == "," else self._beside(k)

    def _may(self, i: int) -> bool:
        """Whether the form of the verb is one that has a subject."""
        return self.tree.tag[i] not in ("VBG", "VB") or self.tree.child(i, "aux") is not None

    def _beside(self, k: int) -> list[int]:
        """ "after the front signed the text and Peru would have none of it": who stands right before the verb."""
        n = self.sides.inside.get(k)
        if n is None:
            return []
        m = self.sides.mentions[n]
        before = self.tree.lower[m.start - 1] if m.start else ";"
        row = self.tree.dep[m.head] == "conj" and bool(self.who([self.tree.head[m.head]]))
        first = m.start == self.tree.sents[self.tree.sent[k]][0]
        opens = not row and (first or before in _OPENS)
        return [m.head] if opens and m.end == k + 1 and self.who([m.head]) else []

    def _start(self, i: int) -> int:
        """Where the verb starts, with its auxiliaries and the adverbs before it."""
        tree = self.tree
        start = i
        while start - 1 > tree.sents[tree.sent[i]][0] and (
            tree.pos[start - 1] in _AHEAD and tree.tag[start - 1] != "TO" and tree.lower[start - 1] not in _JOINS
        ):
            start -= 1
        return start

    def _behind(self, comma: int) -> list[int]:
        """ "The front, whose chief lives in exile, turned down the plan", "Its envoy, Ann Roe, called for a vote"."""
        tree = self.tree
        first = tree.sents[tree.sent[comma]][0]
        relative = False
        for k in range(comma - 1, first, -1):
            if tree.words[k] in _ENDS:
                return []
            if tree.lower[k] in _RELATIVE or (tree.lower[k] == "that" and tree.tag[k] == "WDT"):
                relative = True
            elif tree.tag[k] in FINITE and not relative and not self._inside(k, comma):
                return []
            if tree.words[k] != "," or k + 1 == comma:
                continue
            n = self.sides.inside.get(k - 1)
            if n is not None and not self._joined(k):
                head = self.sides.mentions[n].head
                over = self._governed(head)
                if not over and self.who([head]):
                    return [head]
            relative = False
        return []

    def _inside(self, k: int, comma: int) -> bool:
        """Whether a relative word stands before a finite verb, without a comma between them."""
        tree = self.tree
        for t in range(k - 1, tree.sents[tree.sent[k]][0] - 1, -1):
            if tree.words[t] == ",":
                return tree.lower[t + 1] in _RELATIVE
            if tree.lower[t] in _RELATIVE or tree.tag[t] == "WDT":
                return True
        return False

    def _joined(self, k: int) -> bool:
        """Whether the comma at k is one between the members of a row ("Peru, Chile and Cuba")."""
        tree = self.tree
        return tree.pos[k + 1] in ("CCONJ", "ADP", "SCONJ") or tree.lower[k + 1] in ("and", "or")

    def _governed(self, head: int) -> bool:
        """Whether it hangs on a preposition, so that it is no subject."""
        tree = self.tree
        return tree.case(head) is not None and tree.plain[head] in ("obl", "nmod")

    def _kept(self, i: int, k: int) -> list[int]:
        """ "Ann Roe, who came late, rejected the map as unfair and called for a vote": the subject of the verb before
        of the same tense."""
        tree = self.tree
        tense = self._tense(i)
        for v in range(k - 1, tree.sents[tree.sent[i]][0], -1):
            if tree.words[v] in _ENDS:
                return []
            if (
                tree.pos[v] in ("VERB", "AUX")
                and tree.dep[v] not in ("aux", "aux:pass", "cop")
                and self._tense(v) == tense
            ):
                subject = self.slots.verb(v).get("subj", [])
                if self.who(subject):
                    return list(subject)
                return self.lost(v)
        return []

    def _tense(self, v: int) -> str | None:
        tree = self.tree
        aux = next((tree.lower[a] for a in tree.children(v, "aux", "aux:pass")), None)
        if aux in _PRESENT or (aux is None and tree.tag[v] in ("VBZ", "VBP")):
            return "present"
        if aux in _PAST or (aux is None and tree.tag[v] in ("VBD", "VBN")):
            return "past"
        return aux
