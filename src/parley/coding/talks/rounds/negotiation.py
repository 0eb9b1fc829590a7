"""From single mentions of talks to negotiations: the one going on, an earlier round, one to come."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from parley.coding.talks.signals.signal import Signal

Venue = tuple[str, str | None]
PAST, NOW, NEXT = "past", "now", "next"
_AHEAD = ("scheduled", "proposed")
OVER = ("collapsed", "stalled", "concluded")
_FAILED = ("collapsed", "stalled")


@dataclass(slots=True)
class Mention:
    """A signal with what its words say: stage, round, time (index into the times layer) and venue.

    `text` is the noun of a text, where an earlier round is told by no more than that.
    """

    signal: Signal
    stage: str | None
    phase: str | None
    time: int | None
    venue: Venue | None
    sentence: int
    marked: bool
    background: bool = False
    weak: bool = False
    old: bool = False
    text: int | None = None


@dataclass(slots=True)
class Negotiation:
    """One negotiation, or one round of it."""

    phase: str
    mentions: list[Mention] = field(default_factory=list)
    opening: int = 1
    lead: int = 0
    dateline: Venue | None = None
    near: Venue | None = None
    house: Venue | None = None
    # A house that is named after the opening.
    inside: Venue | None = None
    signed_at: Venue | None = None
    sign: str | None = None
    goes_on: bool = False
    # Whether somebody is told to sign.
    signed: bool = False
    # Which of the processes of the report it is a round of, that of the news being 0.
    process: int = 0

    @property
    def by_text(self) -> bool:
        """Whether no more is told of an earlier round than that a text was agreed on."""
        return all(m.text is not None for m in self.mentions)

    @property
    def set_apart(self) -> bool:
        """Whether the words tell another round from that of the news, and its stage with its day or its place."""
        other = self.phase != NOW
        return other and any((m.marked or m.old) and m.stage and (m.venue or m.time is not None) for m in self.mentions)

    @property
    def sentences(self) -> set[int]:
        return {m.sentence for m in self.mentions}

    @property
    def venues(self) -> list[Venue]:
        """Where the talks may be held, the likeliest first: what is said of those going on, the dateline, the rest."""
        ahead = _AHEAD
        own = [m for m in self.mentions if m.venue and (m.stage not in ahead or self.phase == NEXT)]
        now = [m for m in own if not m.old] if self.phase == NOW else own
        first = [m.venue for m in now if m.sentence <= self.opening or self.phase != NOW]
        rest = [m.venue for m in (*own, *self.mentions)]
        return [
            v
            for v in dict.fromkeys(
                [self.house, None if self.dateline else self.signed_at, *first, self.dateline, *rest, self.near]
            )
            if v is not None
        ]

    @property
    def told(self) -> list[Venue]:
        """The places of which the words say that these talks are there."""
        kinds = ("talks", "verb", "agreement", "mediation")
        return [m.venue for m in self.mentions if m.venue and not (m.old or m.background) and m.signal.kind in kinds]

    def at_home(self, town: Venue) -> bool:
        """Whether the talks themselves are said to be in a town, or in the capital of its land."""
        told = (m.venue for m in self.mentions if m.venue)
        return any(v == town or (v[1] == town[1] and v[0].lower().endswith("capital")) for v in told)

    @property
    def time(self) -> int | None:
        """The time of the mention that tells the stage, or of any."""
        stage = self.stage
        own = next((m.time for m in self.mentions if m.time is not None and m.stage == stage), None)
        return own if own is not None else next((m.time for m in self.mentions if m.time is not None), None)

    @property
    def stage(self) -> str:
        """The stage that the mentions come to; talks of which another round is appointed have not collapsed."""
        stage = self._told()
        if stage == "under-way" and self.goes_on and not self._begun:
            # "chaired two days of meetings. ... A second round is set for May."
            return "concluded"
        return "stalled" if stage == "collapsed" and self.goes_on else stage

    @property
    def _begun(self) -> bool:
        """Whether more than bare mentions and those who help tell that talks are under way."""
        return self.sign == "under-way" or any(
            m.stage == "under-way" and m.signal.kind in ("talks", "verb") and not (m.weak or m.background)
            for m in self.mentions
        )

    def _told(self) -> str:
        """For rounds over or to come the strongest stage, else the lead's."""
        stages = [s for m in self.mentions if (s := m.stage)]
        if self.phase == NEXT:
            asked = [m for m in self.mentions if m.stage == "proposed" and m.marked and not m.signal.alone]
            dated = any(m.time is not None for m in asked)
            # "The next session is on May 20."
            dated = dated or (not stages and any(m.time is not None for m in self.mentions))
            named = not stages and any(m.marked and (m.venue or m.time is not None) for m in self.mentions)
            return "scheduled" if "scheduled" in stages or dated or named else "proposed"
        if self.phase == PAST:
            return next((s for s in ("collapsed", "stalled") if s in stages), "concluded")
        told = [m for m in self.mentions if m.stage]
        if all(m.background for m in told):
            # "the point on which the talks had been stuck": how they stood before the news.
            told = [m for m in told if m.stage != "stalled"]
        for lesser in ("background", "weak"):
            told = [m for m in told if not getattr(m, lesser)] or told
        if self.sign in OVER and not any(m.sentence <= self.opening and m.stage and not m.weak for m in told):
            return self.sign
        going = any(m.stage == "under-way" and m.signal.kind in ("talks", "verb", "mediation") for m in told)
        if going:
            told = [m for m in told if not m.signal.partial]
        stages = [s for m in told if (s := m.stage)]
        early = self.opening
        unsigned = [m for m in told if m.stage == "stalled" and m.signal.kind == "agreement" and m.sentence <= early]
        spoken = [m for m in told if m.stage and (m.signal.kind != "agreement" or m.signal.named or m in unsigned)]
        lead = any(m.sentence <= self.opening for m in spoken)
        ahead = any(m.sentence <= self.lead and m.stage in ("scheduled", "proposed") for m in told)
        first_of_all = [m for m in told if m.stage and m.sentence <= self.lead]
        signed = [m for m in first_of_all if m.stage == "concluded" and not ahead]
        spoken = [m for m in told if m in spoken or m in (signed if lead else first_of_all)]
        if spoken:
            stages = [s for m in spoken if (s := m.stage)]
        # News tells first how things stand: what the opening says counts before what comes after.
        first_told = [m for m in told if m.sentence <= self.opening and m.stage in OVER and m.stage in stages]
        opening = [s for m in first_told if (s := m.stage)]
        if "stalled" in opening and all(m.signal.kind != "agreement" or m.stage == "stalled" for m in first_told):
            # A meeting that ended, and the sides did not come to terms: it ended without result.
            opening = ["stalled"] if opening[0] == "concluded" else opening
        strongest = next((s for s in OVER if s in stages), None)
        first = next((s for s in stages if s != "under-way"), None)
        if any(m.sentence <= self.opening and m.stage == "under-way" and not m.weak for m in told):
            first = None
        begun = next((n for n, m in enumerate(told) if m.stage == "under-way"), len(told))
        if first in _AHEAD and begun < next((n for n, m in enumerate(told) if m.stage in _AHEAD), 0):
            # "carried messages between them. ... They go back to work on Monday."
            first = None
        if first == "proposed" and "scheduled" in stages:
            first = "scheduled"
        found = (opening[0] if opening else None) or strongest or first or self.sign or "under-way"
        return "concluded" if found == "under-way" and self.signed and self.sign != "under-way" else found


def group(
    mentions: list[Mention], opening: int, dateline: Venue | None = None, *, implied: bool = False
) -> list[Negotiation]:
    """Put together the mentions of one negotiation.

    Args:
        mentions: in text order.
        opening: the last sentence of the report's opening.
        dateline: the place that the report is dated from.
        implied: no word names the talks of the news, so that those to come which one does name are others.

    A mention that leaves its round open belongs with the one before it; talks to come are a negotiation of their own
    only where the words tell them from those going on.
    """
    rounds: dict[str, list[Mention]] = {PAST: [], NOW: [], NEXT: []}
    current: str | None = None
    waiting: list[Mention] = []
    last, before = -1, None
    for m in mentions:
        if current == NEXT and rounds[NOW] and m.phase is None and m.stage is None and m.sentence != last:
            # What goes on is told of again.
            current = NOW
        beside = before is not None and before.sentence == m.sentence > opening and before.phase == PAST
        if beside and (m.background if m.phase is None else m.phase == NOW and m.stage in OVER):
            m.phase = PAST
        phase, last, before = m.phase or current, m.sentence, m
        if phase is None:
            waiting.append(m)
            continue
        rounds[phase].append(m)
        current = m.phase if m.phase and m.signal.kind != "agreement" else current
    _set_apart(rounds, opening, dateline)
    if waiting:
        others = rounds[NEXT] + rounds[PAST]
        ahead = waiting[0].sentence < min((m.sentence for m in others), default=0)
        told = waiting[0].sentence <= opening or (ahead and all(m.old for m in others))
        lead = told and all((m.marked or m.old) and m.sentence > opening for m in others)
        first = NOW if lead else next((p for p in (NOW, NEXT, PAST) if rounds[p]), NOW)
        rounds[first] = waiting + rounds[first]
    if _led_by(rounds[NEXT], rounds[NOW], opening):
        rounds[NEXT] = sorted(rounds[NOW] + rounds[NEXT], key=lambda m: m.signal.token)
        rounds[NOW] = []
    unlike = bool(implied and rounds[NOW] and rounds[NEXT]) and rounds[NEXT][0].sentence > opening
    if rounds[NOW] and rounds[NEXT] and not (unlike or _apart(rounds[NOW], rounds[NEXT], opening, dateline)):
        rounds[NOW] = sorted(rounds[NOW] + rounds[NEXT], key=lambda m: m.signal.token)
        rounds[NEXT] = []
    out = [n for phase in (NOW, NEXT, PAST) for n in _by_venue(phase, rounds[phase])]
    appointed = any(n.phase == NEXT and n.stage == "scheduled" for n in out)
    for n in out:
        n.goes_on = appointed and n.phase == NOW
    return out


def ended(rounds: list[Negotiation], signs: Collection[str | None], opening: Collection[int]) -> None:
    """Make talks that somebody wants those of the news, where signs in its opening tell how others have ended."""
    if len(rounds) != 1 or rounds[0].phase != NEXT:
        return
    if any(sign in (OVER if rounds[0].stage == "proposed" else _FAILED) for sign in signs):
        rounds[0].phase = NOW
        for m in rounds[0].mentions:
            m.stage = None if m.stage in _AHEAD and (m.sentence in opening or m.stage == "proposed") else m.stage


def _apart(now: list[Mention], then: list[Mention], opening: int, dateline: Venue | None) -> bool:
    """Whether talks to come are another round than those going on: said so, elsewhere, or dated."""
    places = {m.venue for m in now if m.venue} or ({dateline} if dateline else set())
    later = now[0].sentence <= opening < then[0].sentence
    ended = any(m.sentence <= opening and m.stage == "concluded" and not m.weak for m in now)
    if later and ended and any(m.stage == "scheduled" and (m.signal.kind == "talks" or m.time) for m in then):
        return True
    return any(m.marked or _elsewhere(m.venue, places) for m in then) and (
        later or any(m.stage is not None for m in now)
    )


def _set_apart(rounds: dict[str, list[Mention]], opening: int, dateline: Venue | None) -> None:
    """Move from the talks of the news what ended before, or ended elsewhere, and is told after the opening."""
    lead = [m for m in rounds[NOW] if m.sentence <= opening]
    places = {m.venue for m in lead if m.venue} or ({dateline} if dateline else set())
    for m in list(rounds[NEXT]) if lead else ():
        if m.signal.kind == "verb" and m.stage == "proposed" and not (m.marked or m.venue or m.time is not None):
            # "would not sit down with them until the siege was lifted": how the talks of the news go, no other round.
            m.stage = None
            rounds[NEXT].remove(m)
            rounds[NOW] = sorted([*rounds[NOW], m], key=lambda m: m.signal.token)
    for m in list(rounds[NOW]) if lead else ():
        elsewhere = _elsewhere(m.venue, places)
        over = m.stage in OVER and (m.old or elsewhere)
        if (
            m.sentence > opening
            and m.signal.kind != "agreement"
            and (over or (m.stage in _AHEAD and m.old and elsewhere))
        ):
            rounds[NOW].remove(m)
            rounds[PAST] = sorted([*rounds[PAST], m], key=lambda m: m.signal.token)


def _elsewhere(venue: Venue | None, places: set[Venue]) -> bool:
    """Whether a place is another than those of the talks; "the Kenyan capital" is one of them in that land."""
    if venue is None or not places or venue in places:
        return False
    return not (venue[0].lower().endswith("capital") and any(venue[1] == p[1] for p in places))


def _led_by(then: list[Mention], now: list[Mention], opening: int) -> bool:
    """Whether the news is of talks to come, and no more than texts and bare mentions stand beside it."""
    if not then or not now or then[0].sentence > opening or then[0].signal.token > now[0].signal.token:
        return False
    # "The second meeting, which closed on Thursday": a round that is over is none of those to come.
    over = any(m.signal.kind == "weak" and m.marked and m.stage in OVER for m in now)
    # "The sides will meet in Lima. The envoy has shuttled between them."
    between = [m.signal.kind == "mediation" and m.venue is None and m.time is None for m in now]
    bare = ("agreement", "weak")
    return not over and all(m.signal.kind in bare or m.stage is None or b for m, b in zip(now, between, strict=True))


def _by_venue(phase: str, mentions: list[Mention]) -> Iterator[Negotiation]:
    """Rounds of one phase that were held in different places are different rounds."""
    if not mentions:
        return
    places = list(dict.fromkeys(m.venue for m in mentions if m.venue))
    if phase == NEXT and len(places) > 1:
        # "will meet in Quito on Sunday; a second round would follow in Lima"
        after = next((m for m in mentions if m.venue in places[1:] and m.marked and m.stage == "scheduled"), None)
        first = mentions[: mentions.index(after)] if after else []
        if after and any(m.stage == "scheduled" and m.venue for m in first):
            yield Negotiation(phase, first)
            yield Negotiation(phase, mentions[len(first) :])
            return
    if phase != PAST or len(places) < 2:
        yield Negotiation(phase, mentions)
        return
    parts: dict[Venue, Negotiation] = {}
    at = places[0]
    for m in mentions:
        at = m.venue or at
        parts.setdefault(at, Negotiation(phase)).mentions.append(m)
    yield from parts.values()
