"""What the words around a signal tell of the talks: the stage, the round, the time and the place."""

from __future__ import annotations

from collections.abc import Callable

from parley.coding.talks.rounds.leaving import Leaving
from parley.coding.talks.rounds.negotiation import PAST, Mention
from parley.coding.talks.rounds.stage import StageReader
from parley.coding.talks.rounds.venue import VenueReader
from parley.coding.talks.signals.signal import Signal
from parley.coding.talks.words import Words


class Mentions:
    """Reads signals of one Doc.

    Args:
        words: of talks.
        stages: of the same Doc.
        venues: of the same Doc.
        leaving: of the same Doc.
        lower: a sentence's words in lower case.
    """

    def __init__(
        self, words: Words, stages: StageReader, venues: VenueReader, leaving: Leaving, lower: Callable[[int], str]
    ) -> None:
        self.words, self.stages, self.venues, self.leaving, self.lower = words, stages, venues, leaving, lower

    def read(self, s: Signal) -> Mention | None:
        """A signal read; None for the signing of a text long ago, which is a document and no talks."""
        venue = self.venues.venue(s)
        stage, time, sentence = self.stages.stage(s), self.stages.time(s), self.stages.tree.sent[s.token]
        sign = self.words.signs.of(self.lower(sentence))
        if s.kind == "agreement" and (stage is None or self.stages.long_past(s, time)):
            return None
        if s.kind == "answer" and self.stages.long_past(s, time):
            return None
        signed = s.kind == "agreement" and stage == "concluded"
        if stage in (None, "under-way", "concluded") and not (signed and sign == "stalled"):
            stage = sign or stage
        if stage == "collapsed" and sign == "stalled" and self.stages.breaks_off(s):
            # "broke off with no accord" until another day.
            stage = sign
        phase = self.stages.phase(s, stage)
        if phase == PAST and stage in ("collapsed", "stalled") and self.leaving.by_one(s, placed=venue is not None):
            stage = phase = None
        return Mention(
            s,
            stage,
            phase,
            time,
            venue,
            sentence,
            self.stages.marked(s),
            self.stages.background(s),
            self.stages.weak(s),
            self.stages.old(time),
        )
