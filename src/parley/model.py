"""The reading: everything Parley found in one report (the JSON contract).

Offsets are Unicode code points into `report.text`, end exclusive, and `text[start:end]` is always the
quoted words. Keys that do not apply are null or empty lists, never missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from parley.errors import ReadingError

SCHEMA_VERSION = "1"

PassageKind = Literal["headline", "byline", "body", "furniture"]
MentionType = Literal[
    "person", "organization", "location", "nationality", "time", "quantity", "money", "weapon", "platform", "vehicle"
]
MentionForm = Literal["name", "nominal", "pronoun"]
EntityType = Literal["person", "organization", "location"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
EventStatus = Literal["historical", "future", "hypothetical", "negated"]
RelationType = Literal[
    "fights", "allied-with", "supports", "arms", "opposes", "member-of", "leads", "represents", "mediates", "located-in"
]
RelationStatus = Literal["ended", "denied", "alleged"]
Measure = Literal[
    "killed", "injured", "displaced", "detained", "kidnapped", "missing", "released", "participants", "troops"
]
Qualifier = Literal["exact", "about", "at-least", "up-to", "more-than", "fewer-than", "range"]
Stage = Literal["proposed", "scheduled", "under-way", "stalled", "collapsed", "concluded"]
Stance = Literal["demands", "accepts", "offers", "refuses"]
DisagreementKind = Literal["time", "figure", "responsibility", "occurrence"]


class Span(msgspec.Struct, kw_only=True):
    """A stretch of `report.text` in code points, end exclusive."""

    start: int
    end: int


class Report(msgspec.Struct, kw_only=True):
    """One document as it came. `text` is what is coded; a title given apart from it is context only."""

    id: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    text: str
    extra: dict[str, Any] = msgspec.field(default_factory=dict)


class Passage(Span, kw_only=True):
    """About a sentence of the report, and what part of the page it is."""

    kind: PassageKind


class Mention(Span, kw_only=True):
    """Words that name something. `value` is a TIMEX3 value for time, a number for quantity and money."""

    type: MentionType
    entity: str | None = None
    form: MentionForm = "name"
    value: str | float | None = None


class Entity(msgspec.Struct, kw_only=True):
    """Who or what the mentions stand for in this reading.

    `code` is the CAMEO/PLOVER actor code (country, then sector); `country` ISO 3166-1 alpha-3;
    `key` joins the entity across reports (codebook id, or normalized name and country).
    """

    id: str
    name: str
    type: EntityType
    code: str | None = None
    country: str | None = None
    sectors: list[str] = msgspec.field(default_factory=list)
    description: str | None = None
    key: str | None = None


class Time(Span, kw_only=True):
    """A time expression with its TIMEX3 value; the value is null where nothing anchors it."""

    text: str
    value: str | None = None


class Place(msgspec.Struct, kw_only=True):
    """Where: degrees in WGS 84; `note` says what the words leave open (an area, not a point)."""

    entity: str | None = None
    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: int | None = None
    note: str | None = None


class Attribution(msgspec.Struct, kw_only=True):
    """One link of the chain of sources, innermost first: who says so, in which words, by which cue."""

    source: str | None = None
    text: str
    cue: str | None = None


class Evidence(Span, kw_only=True):
    """The words that a datum came from, their sentence, and the rule (codebook entry and operators)."""

    sentence: Span
    rule: str | None = None


class Event(msgspec.Struct, kw_only=True):
    """A coded act. `quad` is PLOVER's quad class 1 to 4; `score` its cooperation score, -10 to 10."""

    id: str
    type: EventType
    mode: str | None = None
    contexts: list[str] = msgspec.field(default_factory=list)
    cameo: str | None = None
    quad: int
    score: float
    actors: list[str] = msgspec.field(default_factory=list)
    recipients: list[str] = msgspec.field(default_factory=list)
    time: Time | None = None
    place: Place | None = None
    status: list[EventStatus] = msgspec.field(default_factory=list)
    attribution: list[Attribution] = msgspec.field(default_factory=list)
    evidence: list[Evidence]
    confidence: float | None = None


MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE", "SUPPORT"})
"""Types whose several actors, where nobody is a recipient, act with each other."""

MUTUAL_BY_MODE: dict[str, str | None] = {"ASSAULT": None, "RETREAT": "ceasefire"}
"""Types of which that holds with one mode only: a battle has none, an air raid of two allies has."""


class RelationEvidence(Span, kw_only=True):
    """Both ends of a relation as the words give them, with the span and sentence that state it."""

    from_: Span = msgspec.field(name="from")
    to: Span
    sentence: Span
    rule: str | None = None


class Relation(msgspec.Struct, kw_only=True):
    """What stands between two entities for longer than an act."""

    type: RelationType
    from_: str = msgspec.field(name="from")
    to: str
    since: str | None = None
    status: list[RelationStatus] = msgspec.field(default_factory=list)
    attribution: list[Attribution] = msgspec.field(default_factory=list)
    evidence: list[RelationEvidence]


class Figure(msgspec.Struct, kw_only=True):
    """A reported number of people. exact n: low = best = high; about n: best; at-least n: low and best."""

    id: str
    measure: Measure
    low: float | None = None
    best: float | None = None
    high: float | None = None
    qualifier: Qualifier
    who: str | None = None
    event: str | None = None
    place: Place | None = None
    time: Time | None = None
    attribution: list[Attribution] = msgspec.field(default_factory=list)
    evidence: list[Evidence]


class Position(msgspec.Struct, kw_only=True):
    """What one party says on one issue; `qualifier` is a word such as "provisionally"."""

    party: str | None = None
    stance: Stance
    qualifier: str | None = None
    evidence: list[Evidence]


class Issue(msgspec.Struct, kw_only=True):
    """A question that the talks are about."""

    name: str
    positions: list[Position] = msgspec.field(default_factory=list)


class Venue(msgspec.Struct, kw_only=True):
    """Where talks are held; country as ISO 3166-1 alpha-3."""

    name: str
    country: str | None = None


class Document(msgspec.Struct, kw_only=True):
    """A text that talks turn on, such as a communique or a resolution; date as a TIMEX3 value."""

    name: str
    date: str | None = None


class Talks(msgspec.Struct, kw_only=True):
    """One negotiation (or one round of it), however many sentences tell of it."""

    id: str
    name: str
    parties: list[str] = msgspec.field(default_factory=list)
    mediators: list[str] = msgspec.field(default_factory=list)
    hosts: list[str] = msgspec.field(default_factory=list)
    venue: Venue | None = None
    time: Time | None = None
    stage: Stage
    issues: list[Issue] = msgspec.field(default_factory=list)
    documents: list[Document] = msgspec.field(default_factory=list)
    evidence: list[Evidence]


class About(msgspec.Struct, kw_only=True):
    """What the values disagree about: an item of the reading by id."""

    kind: DisagreementKind
    item: str | None = None
    text: str


class Value(msgspec.Struct, kw_only=True):
    """One of the incompatible values, with who says so and where."""

    value: str
    attribution: list[Attribution] = msgspec.field(default_factory=list)
    evidence: list[Evidence]


class Disagreement(msgspec.Struct, kw_only=True):
    """Two or more values for the same thing that cannot all be true."""

    about: About
    values: list[Value]


class Reading(msgspec.Struct, kw_only=True):
    """Everything found in one report."""

    parley: str = SCHEMA_VERSION
    report: Report
    passages: list[Passage] = msgspec.field(default_factory=list)
    mentions: list[Mention] = msgspec.field(default_factory=list)
    entities: list[Entity] = msgspec.field(default_factory=list)
    events: list[Event] = msgspec.field(default_factory=list)
    relations: list[Relation] = msgspec.field(default_factory=list)
    figures: list[Figure] = msgspec.field(default_factory=list)
    talks: list[Talks] = msgspec.field(default_factory=list)
    disagreements: list[Disagreement] = msgspec.field(default_factory=list)

    def quote(self, span: Span) -> str:
        """The words of the report that a span points at."""
        return self.report.text[span.start : span.end]

    def entity(self, entity_id: str) -> Entity:
        """The entity with this id.

        Raises:
            ReadingError: no entity of the reading has the id.
        """
        for entity in self.entities:
            if entity.id == entity_id:
                return entity
        raise ReadingError(f"no entity {entity_id!r} in the reading of {self.report.id!r}")

    def to_json(self) -> str:
        """One line of JSON."""
        return msgspec.json.encode(self).decode("utf-8")

    def to_dataframe(self) -> Any:
        """The events as a frame of pandas, or of polars where only that is installed: one row an event.

        Returns:
            A `pandas.DataFrame` or `polars.DataFrame` with the columns `EVENT_COLUMNS`.

        Raises:
            ImportError: neither is installed (`pip install "parley[tables]"`).
        """
        rows = list(self.event_rows())
        try:
            import pandas
        except ImportError:
            try:
                import polars
            except ImportError:
                raise ImportError('to_dataframe needs pandas or polars: pip install "parley[tables]"') from None
            return polars.DataFrame(
                {name: [row[name] for row in rows] for name in EVENT_COLUMNS}, strict=False, infer_schema_length=None
            )
        return pandas.DataFrame(rows, columns=list(EVENT_COLUMNS))

    def event_rows(self) -> Iterator[dict[str, Any]]:
        """The events as flat rows for CSV, Parquet and data frames; lists are joined by '|'."""
        entities = {e.id: e for e in self.entities}
        for event in self.events:
            first = event.evidence[0]
            row: dict[str, Any] = {
                "report": self.report.id,
                "published": self.report.published,
                "publisher": self.report.publisher,
                "url": self.report.url,
                "event": event.id,
                "type": event.type,
                "mode": event.mode,
                "contexts": "|".join(event.contexts),
                "cameo": event.cameo,
                "quad": event.quad,
                "score": event.score,
                "status": "|".join(event.status),
                "confidence": event.confidence,
            }
            for side, ids in (("actor", event.actors), ("recipient", event.recipients)):
                row[f"{side}_names"] = "|".join(entities[i].name for i in ids)
                row[f"{side}_codes"] = "|".join(entities[i].code or "" for i in ids)
                row[f"{side}_countries"] = "|".join(entities[i].country or "" for i in ids)
            row |= {
                "time": event.time.value if event.time else None,
                "time_text": event.time.text if event.time else None,
                "place": event.place.name if event.place else None,
                "place_country": event.place.country if event.place else None,
                "latitude": event.place.latitude if event.place else None,
                "longitude": event.place.longitude if event.place else None,
                "source": " < ".join(a.text for a in event.attribution),
                "sentence": self.quote(first.sentence),
                "start": first.start,
                "end": first.end,
                "rule": first.rule,
            }
            yield row


EVENT_COLUMNS = (
    "report", "published", "publisher", "url", "event", "type", "mode", "contexts", "cameo", "quad", "score", "status",
    "confidence", "actor_names", "actor_codes", "actor_countries", "recipient_names", "recipient_codes",
    "recipient_countries", "time", "time_text", "place", "place_country", "latitude", "longitude", "source",
    "sentence", "start", "end", "rule",
)  # fmt: skip


FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a cell may begin with that a spreadsheet takes for a formula, full-width forms among them."""


def harmless(cell: Any) -> Any:
    """A cell of CSV or TSV that no spreadsheet takes for a formula; numbers stay numbers.

    Everything that Parley writes as CSV or TSV from reports goes through it.
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def from_json(line: str | bytes) -> Reading:
    """A reading from its JSON, checked against the contract.

    Raises:
        ReadingError: the JSON is no reading, or `validate` finds a fault.
    """
    try:
        reading = msgspec.json.decode(line, type=Reading)
    except msgspec.MsgspecError as error:
        raise ReadingError(f"not a reading: {error}") from error
    validate(reading)
    return reading


def schema() -> dict[str, Any]:
    """The published JSON Schema of a reading."""
    (out,), components = msgspec.json.schema_components([Reading], ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Parley reading",
        "version": SCHEMA_VERSION,
        **out,
        "$defs": components,
    }


def validate(reading: Reading) -> None:
    """Check that every span lies in the text and every id is known.

    Raises:
        ReadingError: names the first fault found.
    """
    length = len(reading.report.text)
    for where, span in spans(reading):
        if not 0 <= span.start <= span.end <= length:
            raise ReadingError(
                f"{reading.report.id}: {where} has offsets {span.start}:{span.end} in a text of {length} code points"
            )
    known = {e.id for e in reading.entities}
    for where, entity_id in entity_references(reading):
        if entity_id is not None and entity_id not in known:
            raise ReadingError(f"{reading.report.id}: {where} names the entity {entity_id!r}, which is not there")
    for event in reading.events:
        if event.time and event.time.text != reading.quote(event.time):
            raise ReadingError(f"{reading.report.id}: the time of {event.id} is not the words at its offsets")


def spans(reading: Reading) -> Iterator[tuple[str, Span]]:
    """Every span of a reading with the name of its place."""

    def inside(where: str, item: Any) -> Iterator[tuple[str, Span]]:
        if isinstance(item, Span):
            yield where, item
        if isinstance(item, msgspec.Struct):
            for name in item.__struct_fields__:
                yield from inside(f"{where}.{name}", getattr(item, name))
        elif isinstance(item, list):
            for i, element in enumerate(item):
                yield from inside(f"{where}[{i}]", element)

    for name in reading.__struct_fields__:
        if name not in ("parley", "report"):
            yield from inside(name, getattr(reading, name))


def entity_references(reading: Reading) -> Iterator[tuple[str, str | None]]:
    """Every entity id that a reading uses, with the name of its place."""

    def sources(where: str, item: Event | Relation | Figure | Value) -> Iterator[tuple[str, str | None]]:
        for link in item.attribution:
            yield f"{where}.attribution", link.source

    for mention in reading.mentions:
        yield "mentions", mention.entity
    for event in reading.events:
        for entity_id in (*event.actors, *event.recipients):
            yield event.id, entity_id
        if event.place:
            yield f"{event.id}.place", event.place.entity
        yield from sources(event.id, event)
    for relation in reading.relations:
        yield "relations", relation.from_
        yield "relations", relation.to
        yield from sources("relations", relation)
    for figure in reading.figures:
        if figure.place:
            yield f"{figure.id}.place", figure.place.entity
        yield from sources(figure.id, figure)
    for talks in reading.talks:
        for entity_id in (*talks.parties, *talks.mediators, *talks.hosts):
            yield talks.id, entity_id
        for issue in talks.issues:
            for position in issue.positions:
                yield f"{talks.id}.issues", position.party
    for disagreement in reading.disagreements:
        for value in disagreement.values:
            yield from sources("disagreements", value)
