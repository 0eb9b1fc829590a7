"""Which event a telling is of: candidates by block, then likeness in points, each with its reason.

A telling joins the likest event when type, time, parties, place and wording speak for it, and never one that
speaks against it (another day, a place elsewhere, an analyst's split). It is compared with the event's profile and
not with a single telling, so that a chain of daily shellings does not grow into one event. The same tellings in the
same order always give the same events.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from parley.codebook.places import gazetteer
from parley.record import tables as t
from parley.record.days import ordinal
from parley.record.identity import number
from parley.record.store import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine import Connection

    from parley.record.tellings import Party, Told


@dataclass(frozen=True, slots=True)
class Weights:
    """Points for and against one event; a telling joins from `enough` points on.

    Attributes:
        slack: days by which two dated tellings may differ (time zones, "overnight").
        news: days between the publications of two undated tellings.
        near: kilometres between two places that may be one.
        wordings: wordings that a profile keeps.
        block: candidates looked at in one block, the latest first.
        unsided: points beside those of a day and a place on the map where the two tell of no side in common.
        rival: points more that are needed for each other event of the same type and sides at that time (`rivals` at
            most): where much happens, a type, a day and two sides alone tell no event from the next.
    """

    same_day: float = 3.0
    next_day: float = -1.0
    may_be_day: float = 1.5
    same_actor: float = 2.5
    kindred_actor: float = 1.5
    other_actor: float = -2.0
    same_recipient: float = 2.0
    kindred_recipient: float = 1.0
    other_recipient: float = -2.0
    same_place: float = 2.0
    near_place: float = 1.5
    wording: float = 3.0
    unsided: float = 2.0
    same_mode: float = 0.5
    other_mode: float = -1.5
    same_toll: float = 2.0
    copy: float = 3.0
    rival: float = 0.75
    margin: float = 1.0
    unsure: float = 1.0
    rivals: int = 4
    enough: float = 6.0
    slack: int = 1
    news: int = 3
    near: float = 30.0
    wordings: int = 6
    block: int = 40


WEIGHTS = Weights()
_WIDE_DAYS = 7
_VERBATIM = 0.9
# Statuses that no telling shares with a report of fact; a denial is a telling of what it denies.
_UNREAL = frozenset({"future", "hypothetical", "historical"})


class Profile(msgspec.Struct):
    """What an event's tellings have said together: all that a new one is compared with."""

    type: str
    unreal: str
    first: str | None
    last: str | None
    exact: bool
    told: str | None
    modes: list[str]
    actors: list[int]
    actor_stems: list[str]
    recipients: list[int]
    recipient_stems: list[str]
    places: list[str]
    countries: list[str]
    points: list[tuple[float, float]]
    wordings: list[list[str]]
    reports: list[int]
    clusters: list[int]
    tolls: list[str]
    keys: list[str]


def unreal(status: str) -> str:
    """The class of a status: only tellings of one class are compared."""
    return "|".join(s for s in status.split("|") if s in _UNREAL)


def profile_of(tellings: Iterable[Told], weights: Weights = WEIGHTS) -> Profile:
    """The profile of some tellings, in their order."""
    tellings = list(tellings)
    # The first exact day stays the event's: were it widened by each telling of the day beside, days would chain.
    exact = next((x for x in tellings if x.exact), None)
    dated = [exact] if exact else [x for x in tellings if x.dated] or tellings
    firsts = [x.first for x in dated if x.first]
    lasts = [x.last for x in dated if x.last]
    rows = [x.row for x in tellings]
    head = weights.wordings // 2
    kept = tellings if len(tellings) <= weights.wordings else [*tellings[:head], *tellings[-head:]]
    return Profile(
        type=rows[0]["coded"],
        unreal=unreal(rows[0]["status"]),
        first=min(firsts, default=None),
        last=max(lasts, default=None),
        exact=exact is not None,
        told=max((x.published for x in tellings if x.published), default=None),
        modes=sorted({r["mode"] for r in rows if r["mode"]}),
        actors=_ids(x.actors for x in tellings),
        actor_stems=_stems(x.actors for x in tellings),
        recipients=_ids(x.recipients for x in tellings),
        recipient_stems=_stems(x.recipients for x in tellings),
        places=sorted({r["place_key"] for r in rows if r["place_key"]}),
        countries=sorted({r["country"] for r in rows if r["country"]}),
        points=sorted({(r["latitude"], r["longitude"]) for r in rows if r["latitude"] is not None}),
        wordings=[x.words for x in kept],
        reports=sorted({r["report"] for r in rows}),
        clusters=sorted({x.cluster for x in tellings}),
        tolls=sorted({mark for x in tellings for mark in x.tolls}),
        keys=[r["key"] for r in rows],
    )


def _ids(parties: Iterable[list[Party]]) -> list[int]:
    return sorted({p.id for some in parties for p in some})


def _stems(parties: Iterable[list[Party]]) -> list[str]:
    return sorted({s for some in parties for p in some for s in p.stems})


@dataclass(slots=True)
class Likeness:
    """Points for one event, with the reasons in words; `against` where something rules it out."""

    points: float = 0.0
    reasons: list[str] = field(default_factory=list)
    against: str | None = None
    sides: bool = False

    def add(self, points: float, reason: str) -> None:
        """Points for, or against."""
        self.points += points
        self.reasons.append(f"{reason} {points:+.1f}")


def likeness(told: Told, event: Profile, weights: Weights = WEIGHTS) -> Likeness:
    """How like a telling is to an event."""
    out = Likeness()
    if told.row["coded"] != event.type or unreal(told.row["status"]) != event.unreal:
        out.against = "another type or status"
        return out
    _sides(told, event, weights, out)
    if told.row["report"] in event.reports:
        out.against = "the report tells both apart"
        return out
    _time(told, event, weights, out)
    _place(told, event, weights, out)
    compared = (told.actors and event.actors) or (told.recipients and event.recipients)
    if not compared and told.exact and event.exact and told.row["place_key"] in event.places and _is_spot(told):
        out.add(weights.unsided, "no side told twice")
    mode = told.row["mode"]
    if mode and event.modes:
        same = mode in event.modes
        out.add(weights.same_mode if same else weights.other_mode, "same mode" if same else "other mode")
    if any(mark in event.tolls for mark in told.tolls):
        out.add(weights.same_toll, "same toll")
    words = set(told.words)
    best = max((len(words & set(w)) / len(words | set(w)) for w in event.wordings if words or w), default=0.0)
    if best:
        out.add(weights.wording * best, f"wording {best:.2f}")
    if best > _VERBATIM and told.cluster in event.clusters:
        out.add(weights.copy, "copy of a report that tells it")
    return out


def _sides(told: Told, event: Profile, weights: Weights, out: Likeness) -> None:
    out.sides = True
    sides = (
        ("actor", told.actors, event.actors, event.actor_stems),
        ("recipient", told.recipients, event.recipients, event.recipient_stems),
    )
    for side, parties, ids, event_stems in sides:
        if not parties or not ids:
            continue
        if any(p.id in ids for p in parties):
            out.add(getattr(weights, f"same_{side}"), f"same {side}")
        elif any(not p.stems.isdisjoint(event_stems) for p in parties):
            out.add(getattr(weights, f"kindred_{side}"), f"kindred {side}")
        else:
            out.add(getattr(weights, f"other_{side}"), f"other {side}")
            out.sides = False


def _time(told: Told, event: Profile, weights: Weights, out: Likeness) -> None:
    if told.first is None or told.last is None or event.first is None or event.last is None:
        if told.published and event.told and abs(ordinal(told.published) - ordinal(event.told)) > weights.news:
            out.against = "told on other days"
        return
    first, last, low, high = ordinal(told.first), ordinal(told.last), ordinal(event.first), ordinal(event.last)
    gap = max(low - last, first - high, 0)
    if told.exact and event.exact:
        if gap > weights.slack:
            out.against = "another day"
        elif gap:
            out.add(weights.next_day, "the day beside")
        else:
            out.add(weights.same_day, "same day")
    elif gap > weights.slack:
        out.against = "another time"
    elif max(last - first, high - low) > _WIDE_DAYS:
        out.add(0.0, "time allows it")
    else:
        out.add(weights.may_be_day, "time fits")


def _place(told: Told, event: Profile, weights: Weights, out: Likeness) -> None:
    key, country = told.row["place_key"], told.row["country"]
    if not key or not event.places:
        return
    if key in event.places:
        out.add(weights.same_place, "same place")
        return
    latitude, longitude = told.row["latitude"], told.row["longitude"]
    if latitude is not None and event.points:
        apart = min(kilometres(latitude, longitude, *point) for point in event.points)
        if apart <= weights.near:
            out.add(weights.near_place, f"{apart:.0f} km apart")
            return
    if country and event.countries and country not in event.countries:
        out.against = "another country"
    elif not _coarse(key) and not any(_coarse(k) for k in event.places):
        out.against = "another place"


def _is_spot(told: Told) -> bool:
    """Whether where it happened is known to be somewhere in a country."""
    key, country = told.row["place_key"], told.row["country"]
    whole = gazetteer().country(country) if country else None
    return told.row["latitude"] is not None and (whole is None or key != f"geonames:{whole.geonames_id}")


def _coarse(key: str) -> bool:
    """Whether a place without a GeoNames id is all that is known: it may hold the other."""
    return not key.startswith("geonames:")


def kilometres(a: float, b: float, c: float, d: float) -> float:
    """Great-circle distance of two points given in degrees (latitude, longitude)."""
    a, b, c, d = map(math.radians, (a, b, c, d))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742.0 * math.asin(math.sqrt(min(1.0, h)))


def slots(told: Told, *, around: int = 0) -> set[int]:
    """The blocks of a telling: a day (or month) with its type and one party, or its place.

    Args:
        around: days before and after to look at as well.
    """
    kind = told.row["coded"]
    names = {s for p in (*told.actors, *told.recipients) for s in p.stems}
    if told.row["place_key"]:
        names.add(told.row["place_key"])
    if told.first is None or told.last is None:
        buckets = [ordinal(told.published) // 30 if told.published else 0]
    else:
        first, last = ordinal(told.first), ordinal(told.last)
        if last - first > _WIDE_DAYS:
            buckets = sorted({first // 30, last // 30})
        else:
            buckets = list(range(first - around, last + around + 1))
    # The day leads the number: blocks of one time lie together, and a record that grows in time grows at its end.
    return {(bucket << 40) | number(kind, name, bits=40) for bucket in buckets for name in names}


class Board:
    """The events that the tellings of a batch may belong to, in memory."""

    def __init__(self, connection: Connection, weights: Weights = WEIGHTS) -> None:
        self._connection = connection
        self._weights = weights
        self._blocks: dict[int, list[int]] = {}
        self._profiles: dict[int, Profile] = {}
        self.members: dict[int, list[Told]] = {}

    def load(self, tellings: Iterable[Told]) -> None:
        """Fetch the events in the blocks of these tellings."""
        wanted = sorted({s for told in tellings for s in slots(told, around=self._weights.slack)} - self._blocks.keys())
        ids: set[int] = set()
        for some in chunks(wanted):
            for slot in some:
                self._blocks[slot] = []
            found = sa.select(t.block).where(t.block.c.slot.in_(some)).order_by(t.block.c.slot, t.block.c.event)
            for slot, event in self._connection.execute(found):
                self._blocks[slot].append(event)
        for slot in wanted:
            del self._blocks[slot][: -self._weights.block]
            ids.update(self._blocks[slot])
        self.fetch(ids)

    def fetch(self, events: Iterable[int]) -> None:
        """Fetch the profiles of these events."""
        for some in chunks(sorted(set(events) - self._profiles.keys())):
            found = sa.select(t.event.c.id, t.event.c.profile).where(t.event.c.id.in_(some))
            for number_, profile in self._connection.execute(found):
                self._profiles[number_] = msgspec.json.decode(profile, type=Profile)

    def profile(self, event: int) -> Profile | None:
        """The profile of an event that was fetched or made here."""
        return self._profiles.get(event)

    def best(self, told: Told, apart: frozenset[str] = frozenset()) -> tuple[int, Likeness] | None:
        """The likest event with enough points; None where the telling is the first of its event.

        Args:
            apart: keys of tellings with which an analyst said that it has nothing to do.
        """
        found: tuple[int, Likeness] | None = None
        second = -math.inf
        seen: set[int] = set()
        rivals = 0
        for slot in sorted(slots(told, around=self._weights.slack)):
            for event in self._blocks.get(slot, ())[-self._weights.block :]:
                if event in seen or (profile := self._profiles.get(event)) is None:
                    continue
                seen.add(event)
                like = likeness(told, profile, self._weights)
                rivals += like.sides and told.row["report"] not in profile.reports
                if like.against is not None or (apart and not apart.isdisjoint(profile.keys)):
                    continue
                if found is None or (like.points, -event) > (found[1].points, -found[0]):
                    second = max(second, found[1].points) if found else second
                    found = (event, like)
                else:
                    second = max(second, like.points)
        needed = self._weights.enough
        if rivals > 1:
            needed += self._weights.rival * min(rivals - 1, self._weights.rivals)
        if found is not None and found[1].points - second < self._weights.margin:
            needed += self._weights.unsure
        return found if found is not None and found[1].points >= needed else None

    def put(self, told: Told, event: int) -> set[int]:
        """Add a telling to an event, known or new; gives the blocks in which the event now stands."""
        blocks = slots(told)
        for slot in blocks:
            events = self._blocks.setdefault(slot, [])
            if event not in events:
                events.append(event)
        profile = self._profiles.get(event)
        self._profiles[event] = profile_of([told]) if profile is None else _joined(profile, profile_of([told]))
        return blocks


def _joined(a: Profile, b: Profile) -> Profile:
    """The profile of an event that got one more telling, until it is worked out anew from all of them."""
    bounds = [a] if a.exact else [b] if b.exact else [a, b]
    head = WEIGHTS.wordings // 2
    wordings = [*a.wordings, *b.wordings]
    return Profile(
        type=a.type,
        unreal=a.unreal,
        first=min((p.first for p in bounds if p.first), default=None),
        last=max((p.last for p in bounds if p.last), default=None),
        exact=a.exact or b.exact,
        told=max((p.told for p in (a, b) if p.told), default=None),
        modes=sorted({*a.modes, *b.modes}),
        actors=sorted({*a.actors, *b.actors}),
        actor_stems=sorted({*a.actor_stems, *b.actor_stems}),
        recipients=sorted({*a.recipients, *b.recipients}),
        recipient_stems=sorted({*a.recipient_stems, *b.recipient_stems}),
        places=sorted({*a.places, *b.places}),
        countries=sorted({*a.countries, *b.countries}),
        points=sorted({*a.points, *b.points}),
        wordings=wordings if len(wordings) <= WEIGHTS.wordings else [*wordings[:head], *wordings[-head:]],
        reports=sorted({*a.reports, *b.reports}),
        clusters=sorted({*a.clusters, *b.clusters}),
        tolls=sorted({*a.tolls, *b.tolls}),
        keys=[*a.keys, *b.keys],
    )
