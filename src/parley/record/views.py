"""What queries give: plain objects that turn to JSON as they are."""

from __future__ import annotations

from typing import Any

import msgspec


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Something to look at; `to_dict` for JSON."""

    def to_dict(self) -> dict[str, Any]:
        """Its fields as plain values."""
        out: dict[str, Any] = msgspec.to_builtins(self)
        return out


class EntityRef(View, frozen=True, kw_only=True):
    """Who is meant, shortly. `key` is the same in every report and record."""

    key: str
    name: str
    type: str
    code: str | None
    country: str | None


class EntityView(EntityRef, frozen=True, kw_only=True):
    """An entity over the whole record; `reports` counts those that name it."""

    sectors: list[str]
    description: str | None
    reports: int


class ReportView(View, frozen=True, kw_only=True):
    """A report without its text.

    Attributes:
        key: its address in the record; `id` is the one that it came with.
        copy_of: key of the report of which it is a near copy.
        replaced_by: key of a later text of the same report.
        readings: how often it was read.
    """

    key: str
    id: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    language: str | None
    hash: str
    kept_at: str
    copy_of: str | None = None
    containment: float = 1.0
    replaced_by: str | None = None
    events: int = 0


class ReadingView(View, frozen=True, kw_only=True):
    """One of the readings of a report: what made it, and whether it is the current one."""

    id: int
    schema: str
    parley: str
    model: str
    codebook: str
    kept_at: str
    current: bool


class EventView(View, frozen=True, kw_only=True):
    """An event of the record.

    Attributes:
        key: its address; keys of all its tellings lead to it.
        dated: whether `day` was said, or is only the day on which it was first told.
        tellings: reports that tell of it; `independent` without near copies, `denials` those that deny it.
        corrected: corrections with field, value, was, author and at.
        sentence: the first telling's.
    """

    key: str
    type: str
    mode: str | None
    contexts: list[str]
    cameo: str | None
    quad: int
    score: float
    status: list[str]
    actors: list[EntityRef]
    recipients: list[EntityRef]
    day: str | None
    day_to: str | None
    dated: bool
    place: str | None
    place_key: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    geonames_id: int | None
    confidence: float | None
    tellings: int
    independent: int
    denials: int
    first_told: str | None
    last_told: str | None
    corrected: list[dict[str, Any]]
    rejected: bool
    sentence: str


class TellingView(View, frozen=True, kw_only=True):
    """One event as one report tells it; `why` says why it was taken for a telling of the event."""

    key: str
    event: str
    report: str
    title: str | None
    publisher: str | None
    published: str | None
    copy_of: str | None
    item: str
    type: str
    mode: str | None
    contexts: list[str]
    cameo: str | None
    quad: int
    score: float
    status: list[str]
    actors: list[str]
    recipients: list[str]
    day: str | None
    day_to: str | None
    time: str | None
    place: str | None
    country: str | None
    confidence: float | None
    source: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    quote: str
    sentence: str
    rule: str | None
    why: str
    corrected: list[dict[str, Any]]
    rejected: bool


class FigureView(View, frozen=True, kw_only=True):
    """A reported number, with the event that it is of."""

    report: str
    publisher: str | None
    published: str | None
    item: str
    event: str | None
    measure: str
    low: float | None
    best: float | None
    high: float | None
    qualifier: str
    who: str | None
    day: str | None
    place: str | None
    country: str | None
    source: str
    start: int
    end: int
    quote: str
    sentence: str
    corrected: list[dict[str, Any]]


class RelationView(View, frozen=True, kw_only=True):
    """What stands between two entities, as last told."""

    key: str
    type: str
    from_: EntityRef = msgspec.field(name="from")
    to: EntityRef
    status: list[str]
    since: str | None
    first_told: str | None
    last_told: str | None
    tellings: int
    independent: int


class RelationTelling(View, frozen=True, kw_only=True):
    """A relation as one report states it."""

    report: str
    publisher: str | None
    published: str | None
    item: str
    status: list[str]
    since: str | None
    source: str
    start: int
    end: int
    quote: str
    sentence: str
    corrected: list[dict[str, Any]]


class TalksView(View, frozen=True, kw_only=True):
    """A negotiation as it stands now."""

    key: str
    name: str
    stage: str
    venue: str | None
    country: str | None
    parties: list[EntityRef]
    mediators: list[EntityRef]
    hosts: list[EntityRef]
    first_told: str | None
    last_told: str | None
    tellings: int
    independent: int


class TalksTelling(View, frozen=True, kw_only=True):
    """Talks as one report tells of them."""

    key: str
    report: str
    publisher: str | None
    published: str | None
    item: str
    name: str
    stage: str
    day: str | None
    time: str | None
    venue: str | None
    country: str | None
    documents: list[dict[str, Any]]
    start: int
    end: int
    quote: str
    sentence: str
    why: str
    corrected: list[dict[str, Any]]


class PositionView(View, frozen=True, kw_only=True):
    """What one party said on one issue, at one time; `changed_from` is its stance before, where that was another."""

    issue: str
    party: EntityRef | None
    party_name: str | None
    stance: str
    qualifier: str | None
    day: str | None
    report: str
    start: int
    end: int
    quote: str
    sentence: str
    changed_from: str | None = None


class StageView(View, frozen=True, kw_only=True):
    """A stage that talks were in, from the first to the last day that it was told."""

    stage: str
    first: str | None
    last: str | None
    tellings: int


class DisagreementView(View, frozen=True, kw_only=True):
    """Values that cannot all be true, inside one report (`report`) or between those that tell one event (`event`)."""

    key: str
    kind: str
    about: str
    between: bool
    report: str | None
    event: str | None
    item: str | None
    day: str | None
    values: list[dict[str, Any]]


class Hit(View, frozen=True, kw_only=True):
    """A report that a search found; the words found stand between \\x02 and \\x03 in the snippet."""

    report: ReportView
    snippet: str


class Count(View, frozen=True, kw_only=True):
    """Events of one quad class in one day, month or year, with their mean PLOVER score."""

    period: str
    quad: int
    events: int
    score: float


class DyadMonth(View, frozen=True, kw_only=True):
    """What one side did to another in a month.

    Attributes:
        actor: entity key, or the country where asked for by country; so `recipient`.
        score: mean PLOVER cooperation score, -10 to 10; `total` is the sum.
        quads: events by quad class 1 to 4.
    """

    month: str
    actor: str
    recipient: str
    events: int
    score: float
    total: float
    quads: list[int]


class Edge(View, frozen=True, kw_only=True):
    """A line of the network: what one entity did to another, added up."""

    actor: EntityRef
    recipient: EntityRef
    events: int
    score: float
    quads: list[int]
    first: str | None
    last: str | None
