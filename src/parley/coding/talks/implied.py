"""Talks of which a report tells without a word for them: two sides take positions, by a text or at a table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container

from parley.coding.layers import Passage
from parley.coding.talks.positions.telling import Position
from parley.coding.talks.signals.opening import CODED
from parley.coding.talks.signals.reader import SignalFinder
from parley.coding.talks.signals.signal import Signal
from parley.coding.talks.who.holders import EVERYONE
from parley.coding.talks.who.likely import Likely
from parley.coding.talks.who.sides import Sides
from parley.coding.talks.words import Words, noun_of
from parley.language.tree import Tree

# How many positions of two sides make talks of a report that names none, and how many sides may be states.
_STANDS = 3
# Two are enough where so many words tell of meetings and texts.
_FEW = 2
_MANY = 3
_STATES = 3
# How much that belongs to talks must be told, positions included, and of how many kinds where no table is among it.
_ENOUGH = 4
_KINDS = 2
# A text that talks may turn on is named often; more than twice tells nothing more.
_OFTEN = 2
# How many sentences after the opening of a report that begins with other things tell its news.
_AFTER = 2
_OVER = frozenset({"stalled", "collapsed", "concluded"})

Reader = Callable[[set[int], Container[str] | None], list[Position]]


class Implied:
    """Finds such talks in one Doc."""

    def __init__(
        self,
        tree: Tree,
        words: Words,
        passages: list[Passage],
        opening: list[int],
        sides: Sides,
        likely: Likely,
        positions: Reader,
    ) -> None:
        self.tree, self.words, self.sides, self.likely, self.positions = tree, words, sides, likely, positions
        self.passages = [p for p in passages if p.kind in CODED]
        self.opening = opening

    def signals(self, finder: SignalFinder, lower: Callable[[int], str], signs: Collection[str | None]) -> list[Signal]:
        """Loose signs of talks, where two sides that states or arms set apart take position after position, or where
        the table, those sent to it and the texts on it are told of beside them.

        Args:
            finder: of the same Doc.
            lower: a sentence's words in lower case.
            signs: the stages that phrases of the opening give away.
        """
        if not self.likely.oppose() and not self.likely.bodies() and not self.sides.collective(self.opening):
            return []
        wanted = _STANDS - 1 if finder.helped else _STANDS
        takes = self.words.stances.index.keys() | self.words.stance_nouns.keys()
        marks = self._marks(lower)
        often = sum(lemma in takes for lemma in self.tree.base) >= _FEW
        if not often and not marks:
            return []
        only = None if marks else takes | self.words.withheld.index.keys()
        spoken = [p for p in self.positions(set(), only) if p.stance is not None]
        signals = finder.loose()
        own = [p for p in spoken if not p.outside]
        if any(stage in ("stalled", "collapsed") for stage in signs):
            # A text that is named where nothing was agreed is none that ends talks.
            signals = [s for s in signals if s.kind != "agreement"]
        enough = len(own) >= wanted and (bool(signals) or len(spoken) > wanted)
        enough = enough or (len(own) >= _FEW and (len(signals) >= _MANY or (bool(signals) and len(spoken) >= _ENOUGH)))
        opposed = self._opposed(own) or (bool(signals) and self._opposed(spoken))
        if enough and opposed and self._told_first(signals, spoken):
            # The first stand that is taken tells of talks as surely as any noun.
            if len(own) < wanted or not self._opposed(own):
                signals = [s for s in signals if s.kind != "agreement" or s.text]
            return [*signals, Signal(own[0].trigger, own[0].trigger, "weak")]
        if not self._beside(marks, spoken):
            return []
        met = [s for s in signals if s.kind != "agreement" or s.text]
        first = [p.trigger for p in spoken[:1]]
        told = self._first(marks) or sorted(k for found in marks.values() for k in found)[:1]
        return [*met, *(Signal(k, k, "weak") for k in dict.fromkeys([*first, *told]))]

    def _told_first(self, signals: list[Signal], spoken: list[Position]) -> bool:
        """Whether the opening has one of the signals or names two of the sides together."""
        first = [*(s.token for s in signals), *(p.trigger for p in spoken if not p.outside)]
        if any(self.tree.sent[k] <= self.opening[-1] + _AFTER for k in first):
            return True
        sides = {self.sides.side(e) for e in self._holders(spoken)}
        kin = [e for e in range(len(self.sides.entities.entities)) if self.sides.side(e) in sides]
        return self.likely.together(kin, self.opening)

    def _opposed(self, spoken: Collection[Position]) -> bool:
        """Whether two states, one side and who opposes it, or a union and another take the positions."""
        holders = self._holders(spoken)
        kinds = {self.sides.side(e) for e in holders}
        states = {kind for kind in kinds if kind[0] == "gov"}
        against = {self.sides.side(e) for e in holders if self.likely.opposes(e)}
        against |= {self.sides.side(e) for e in holders if self.sides.is_union(e)}
        foes = bool(against) and bool(kinds - against)
        return len(states) <= _STATES and (len(states) > 1 or foes)

    def _holders(self, spoken: Collection[Position]) -> list[int]:
        return [e for p in spoken for e in p.holders if e != EVERYONE and not self.sides.is_international(e)]

    def _marks(self, lower: Callable[[int], str]) -> dict[str, list[int]]:
        """Tokens that belong to talks, by kind: the table, people sent to it, signing, texts, the phrases
        of the opening that tell of an end."""
        tree, words = self.tree, self.words
        out: dict[str, list[int]] = {}
        for p in self.passages:
            text = lower(tree.sent[p.start])
            if tree.sent[p.start] in self.opening and not _OVER.isdisjoint(words.signs.stages(text)):
                out.setdefault("end", []).append(p.start)
            if any(phrase in text for phrase in words.tables):
                out.setdefault("table", []).append(p.start)
            for i in range(p.start, p.end):
                noun = tree.pos[i] in ("NOUN", "PROPN")
                if noun and noun_of(tree, i) in words.sent_to:
                    out.setdefault("people", []).append(i)
                elif noun and noun_of(tree, i) in words.pacts:
                    out.setdefault("texts", []).append(i)
                elif tree.base[i] == "signature" or words.signing.head(tree, i):
                    out.setdefault("signing", []).append(i)
        return out

    def _beside(self, marks: dict[str, list[int]], spoken: list[Position]) -> bool:
        told = sum(min(len(found), _OFTEN) if kind == "texts" else len(found) for kind, found in marks.items())
        if told + len(spoken) < _ENOUGH:
            return False
        if "table" in marks or ("people" in marks and len(marks) >= _KINDS):
            return True
        if "end" in marks and (self._opposed(spoken) or self.sides.collective(self.opening)):
            return True
        # Texts, signed or not, are of long ago as often as of talks.
        return len(spoken) >= _ENOUGH and bool(self._first(marks)) and self._opposed(spoken)

    def _first(self, marks: dict[str, list[int]]) -> list[int]:
        """The marks in the opening, or else the first one."""
        found = sorted(k for found in marks.values() for k in found)
        return [k for k in found if self.tree.sent[k] in self.opening]
