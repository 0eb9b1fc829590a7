"""What a stance is on as the words spell it out, where the parse has lost it: "insisted until the last hour that the
troops leave", "was willing, he said, to open the road", "agreed on Monday on how the men are to be fed"."""

from __future__ import annotations

from collections.abc import Container, Iterator

from parley.coding.talks.words import Stance, Words
from parley.language.tree import Tree

Span = tuple[int, int]

# How many tokens after its verb a complement may start.
_NEAR = 10
_ENDS = frozenset({";", ":", ".", "—", "–", "--", '"', "“", "”", "(", "?", "!"})
_QUESTIONS = frozenset({"how", "who", "what", "when", "where", "whether"})
_FINITE = frozenset({"VBZ", "VBD", "MD"})
_JOINS = frozenset({"and", "but", "while"})
_OFF = frozenset({"DT", "IN", "TO"})
_NESTED = frozenset({"before", "after", "until", "unless", "if", "when", "once", "while", "because", "as"})


class Spelled:
    """Reads it in one Doc; `timed` are the tokens of times, which are no issue."""

    def __init__(self, tree: Tree, words: Words, timed: Container[int]) -> None:
        self.tree, self.words, self.timed = tree, words, timed

    def at(self, i: int, entry: Stance) -> list[Span]:
        """Token ranges of what the verb at i is on, none where the words do not tell either."""
        if entry.stance == "refuses":
            # Such clauses give the reason ("objected that it had no say").
            return []
        end = self._end(i)
        for k in range(i + 1, min(i + _NEAR, end)):
            if "ccomp" in entry.on and self._that(k):
                return list(self._clauses(i, k, end))
            if "xcomp" in entry.on and self._to(i, k):
                return [(k + 1, self._stop(k + 1, end))]
            if self.tree.lower[k] in entry.on and k + 1 < end and self.tree.lower[k + 1] in _QUESTIONS:
                return list(self._questions(k, end))
            if self.tree.tag[k] in _FINITE and k - i > 1:
                return []
        return []

    def until(self, i: int) -> Span | None:
        """What a side waits for that "will not return until the troops have left"."""
        tree, end = self.tree, self._end(i)
        for k in range(i + 1, end - 2):
            if tree.lower[k] in self.words.unless and tree.words[k - 1] != ",":
                stop = self._stop(k + 1, end)
                verb = any(tree.tag[t] in ("VBD", "VBZ", "VBP", "VBN") for t in range(k + 2, stop))
                own = tree.pos[k + 1] == "PRON" or (k + 1 in self.timed)
                return (self._opened(k + 1, stop), stop) if verb and not own else None
        return None

    def further(self, i: int, span: Span) -> Iterator[Span]:
        """ "demanded that X be freed and that Y be heard": the clauses behind the first, as the words have them."""
        tree, end = self.tree, self._end(i)
        if tree.tag[span[0]] == "VB" and tree.lower[span[0] - 1] == "to":
            # "agreed to lift the siege, to free its captives and to pay"
            for k in range(span[1], end - 1):
                if tree.lower[k] == "to" and tree.tag[k + 1] == "VB" and tree.lower[k - 1] in (",", "and"):
                    stop = next((t for t in range(k + 2, end) if tree.words[t] == "," or tree.lower[t] in _JOINS), end)
                    yield k + 1, stop
            return
        first = next((k for k in range(i + 1, min(i + _NEAR, end)) if self._that(k)), None)
        if first is not None and span[0] <= first + 4 and span[0] > i:
            yield from list(self._clauses(i, first, end))[1:]

    def clauses(self, i: int, that: int) -> list[Span]:
        """The clauses that start at the word "that" behind token i."""
        return list(self._clauses(i, that, self._end(i)))

    def clipped(self, i: int, span: Span) -> Span:
        """A range without the "and that" clause behind it that the parse has put into it."""
        tree = self.tree
        for k in range(span[0] + 1, span[1] - 1):
            if tree.lower[k] in ("and", "or") and tree.lower[k + 1] == "that" and tree.dep[k + 1] == "mark":
                return span[0], k
            infinitive = tree.tag[span[0]] == "VB" and tree.lower[span[0] - 1] == "to"
            if infinitive and tree.lower[k : k + 2] == ["and", "to"] and tree.tag[k + 2 : k + 3] == ["VB"]:
                return span[0], k
        return span

    def nested(self, i: int, k: int) -> bool:
        """Whether the head of the clause at k is that of a clause of time in it ("insist that they leave before a vote
        takes place")."""
        that = next((t for t in range(i + 1, min(i + _NEAR, k)) if self._that(t)), None)
        start = i if that is None else that
        return any(self.tree.lower[t] in _NESTED and self.tree.head[t] == k for t in range(start + 2, k))

    def _that(self, k: int) -> bool:
        tree = self.tree
        after = tree.tag[k + 1] if k + 1 < len(tree) else ""
        return (
            tree.lower[k] == "that" and not after.startswith("VB") and after not in ("MD", ",", ".", "IN", "CC", "TO")
        )

    def _to(self, i: int, k: int) -> bool:
        tree = self.tree
        if tree.lower[k] != "to" or tree.tag[k + 1 : k + 2] != ["VB"] or tree.head[k] != k + 1:
            return False
        things = any(tree.pos[t] in ("NOUN", "PROPN") and t not in self.timed for t in range(i + 1, k))
        return not things and not self.words.talking.head(tree, k + 1)

    def _end(self, i: int) -> int:
        tree = self.tree
        last = tree.sents[tree.sent[i]][1]
        return next((k for k in range(i + 1, last) if tree.words[k] in _ENDS), last)

    def _stop(self, start: int, end: int) -> int:
        """Where a range ends: before a comma, but not one in a number."""
        tree = self.tree
        return next((k for k in range(start + 1, end) if tree.words[k] == ","), end)

    def _opened(self, start: int, stop: int) -> int:
        """Where a range starts without the articles and prepositions that open it."""
        return next((k for k in range(start, stop) if self.tree.tag[k] not in _OFF), max(start, stop))

    def _clauses(self, i: int, that: int, end: int) -> Iterator[Span]:
        tree = self.tree
        starts = [that]
        for k in range(that + 3, end - 2):
            if self._that(k) and tree.tag[k] != "WDT" and tree.lower[k - 1] in ("and", "or", "but", ","):
                starts.append(k)
        for n, k in enumerate(starts):
            stop = starts[n + 1] - 1 if n + 1 < len(starts) else self._stop(k + 1, end)
            stop = self._stop(k + 1, stop)
            first = self._opened(k + 1, stop)
            if stop - first > 1 and not self._asserted(i, k, stop):
                yield first, stop

    def _asserted(self, i: int, that: int, stop: int) -> bool:
        """Whether a clause says what is or will be, behind a verb that also tells that."""
        tree = self.tree
        if not self.words.asserts.head(tree, i):
            return False
        nested = next((k for k in range(that + 2, stop) if tree.lower[k] in _NESTED), stop)
        finite = next((k for k in range(that + 1, nested) if tree.tag[k] in _FINITE), None)
        return finite is not None and tree.lower[finite] not in self.words.obliged

    def _questions(self, prep: int, end: int) -> Iterator[Span]:
        tree = self.tree
        starts = [
            k
            for k in range(prep + 1, end)
            if tree.lower[k] in _QUESTIONS and (k == prep + 1 or tree.lower[k - 1] == "and")
        ]
        for n, k in enumerate(starts):
            yield k, self._stop(k, starts[n + 1] - 1 if n + 1 < len(starts) else end)
