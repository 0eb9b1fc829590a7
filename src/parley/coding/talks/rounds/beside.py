"""Earlier rounds, and those to come, of which a sentence tells beside the news: the sides met, or are to meet again."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator

from parley.coding.layers import Passage
from parley.coding.talks.rounds.earlier import Earlier
from parley.coding.talks.rounds.gatherings import Gatherings
from parley.coding.talks.rounds.later import Later
from parley.coding.talks.rounds.negotiation import NEXT, NOW, OVER, PAST, Mention
from parley.coding.talks.signals.opening import CODED
from parley.coding.talks.signals.signal import Signal
from parley.coding.talks.who.sides import Side


class Rounds:
    """Finds such sentences in one Doc."""

    def __init__(self, gatherings: Gatherings) -> None:
        self.tree, self.words = gatherings.tree, gatherings.words
        self.stages, self.venues = gatherings.stages, gatherings.venues
        self.earlier, self.later = Earlier(gatherings), Later(gatherings)

    def told(
        self, mentions: list[Mention], passages: list[Passage], opening: list[int], lower: Callable[[int], str]
    ) -> list[Mention]:
        """The mentions of a report, with those of rounds of which its later sentences tell set apart or added.

        Args:
            mentions: in text order, some of them of the opening.
            passages: of the report.
            opening: the sentences that tell the news.
            lower: a sentence's words in lower case.
        """
        out = list(mentions)
        places = [self.venues.dateline(), *(m.venue for m in mentions if m.sentence <= opening[-1])]
        here = {venue[0].lower() for venue in places if venue}
        known = self.earlier.sides(opening)
        for p in passages:
            s = self.tree.sent[p.start] if p.start < len(self.tree) else 0
            if p.kind not in CODED or s <= opening[-1]:
                continue
            sign = self.words.signs.of(lower(s))
            found = next(self._rounds(s, here, sign), None)
            if found is None:
                out = self._by_text(out, s, here, known)
                continue
            token, phase, time = found
            here_told = [m for m in out if m.sentence == s and m.signal.kind != "agreement"]
            if phase == PAST:
                stage = sign if sign in OVER else "concluded"
            else:
                stage = "scheduled"
            signal = Signal(token, token, "verb", [(token, "verb")], named=True)
            venue = self.venues.venue(signal)
            for m in here_told:
                m.marked = m.marked or m.phase == phase
                if phase == NEXT and m.stage == "stalled":
                    # "adjourned until May 4": how they stand, and the day of the next round.
                    m.phase, m.old = NOW, False
                elif m.phase in (None, NOW) and not (m.venue and venue and m.venue != venue):
                    m.venue = m.venue or venue
                    m.phase, m.marked, m.old = phase, True, phase == PAST
                    m.stage = m.stage if m.stage in OVER and phase == PAST else stage
            if any(m.phase == phase and not (m.venue and venue and m.venue != venue) for m in here_told):
                continue
            if phase == PAST:
                out = [m for m in out if m.sentence != s or m.signal.kind != "agreement"]
            out.append(Mention(signal, stage, phase, time, venue, s, marked=True, old=phase == PAST))
        out = sorted(out, key=lambda m: m.signal.token)
        for m, before in zip(out[1:], out, strict=False):
            if m.phase == NOW and m.sentence > opening[-1] and before.phase == PAST and self._points_back(m, before):
                m.phase, m.marked, m.old = PAST, True, True
        return out

    def _by_text(
        self, mentions: list[Mention], sentence: int, here: Container[str], known: Container[Side]
    ) -> list[Mention]:
        """The mentions, with that of a text on which sides had agreed before, where a sentence tells of no talks."""
        found = self.earlier.text(sentence, here, known)
        own = [m for m in mentions if m.sentence == sentence]
        if found is None or any(m.signal.kind != "agreement" and m.phase not in (None, NOW) for m in own):
            return mentions
        verb, noun, time, place = found
        signal = Signal(verb, verb, "agreement", [(verb, "verb")], named=True, by_noun=True, text=True)
        told = Mention(signal, "concluded", PAST, time, place, sentence, marked=True, old=True, text=noun)
        return [*(m for m in mentions if m.sentence != sentence or m.signal.kind != "agreement"), told]

    def _points_back(self, m: Mention, before: Mention) -> bool:
        """ "The same teams met in May. That round closed without a text"."""
        near = m.sentence - before.sentence <= 1
        return near and any(self.tree.lower[k] in ("that", "those") for k in self.tree.children(m.signal.token, "det"))

    def _rounds(self, sentence: int, here: Container[str], sign: str | None) -> Iterator[tuple[int, str, int | None]]:
        futile = sign in ("stalled", "collapsed")
        found = [(i, NEXT, time) for i, time in self.later.rounds(sentence, here)]
        found += [(i, PAST, time) for i, time in self.earlier.rounds(sentence, here, futile=futile)]
        return iter(sorted(found, key=lambda f: f[0]))
