"""The brief of a reading as data: what the terminal and the Markdown version both show."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from parley import words
from parley.sides import side_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from parley.model import Disagreement, Entity, Event, Figure, Reading, Relation, Span, Talks

_Told = TypeVar("_Told", "Event", "Figure")

MAIN_ENTITIES = 12
OTHERS_NAMED = 12


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells under column names.

    Attributes:
        columns: what the cells of a column are.
        rows: as many cells each as there are columns; an empty cell says nothing.
        sideways: the rows stand side by side where there is room, the first cell of each as its heading.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sideways: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a section.

    Attributes:
        sentences: numbers of the sentences that tell it.
        head: what it is.
        kind: what it is called, in words.
        tone: which of the palette's colours the kind takes.
        status: what keeps it from being a plain fact ("planned").
        details: date, place and the like.
        notes: lines under it: the words of the report, the source.
        grid: a table under it.
    """

    sentences: tuple[int, ...]
    head: str
    kind: str | None = None
    tone: str = "neutral"
    status: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its entries, or what to say where there are none."""

    title: str
    empty: str
    entries: tuple[Entry, ...] = ()
    grid: Grid | None = None
    foot: str | None = None


@dataclass(frozen=True, slots=True)
class Brief:
    """A whole brief: heading, what is known of the report, sections, and the count line."""

    title: str
    about: tuple[str, ...]
    sections: tuple[Section, ...]
    counts: str


@dataclass(slots=True)
class Sentences:
    """The numbers of a report's passages. Furniture has none: it is not the report."""

    starts: list[int] = field(default_factory=list)
    numbers: list[int | None] = field(default_factory=list)

    @classmethod
    def of(cls, reading: Reading) -> Sentences:
        """Number the passages in text order."""
        out, n = cls(), 0
        for passage in sorted(reading.passages, key=lambda p: p.start):
            number = None
            if passage.kind != "furniture":
                n += 1
                number = n
            out.starts.append(passage.start)
            out.numbers.append(number)
        return out

    def __len__(self) -> int:
        return sum(number is not None for number in self.numbers)

    def at(self, offset: int) -> int | None:
        """The number of the passage that an offset lies in."""
        i = bisect_right(self.starts, offset) - 1
        return self.numbers[i] if i >= 0 else None

    def all(self, spans: Iterable[Span]) -> tuple[int, ...]:
        """The numbers of the passages where spans begin, each once, in order."""
        found = {self.at(span.start) for span in spans}
        return tuple(sorted(n for n in found if n is not None))


def cite(numbers: Sequence[int]) -> str:
    """Sentence numbers as the brief writes them: "[3, 9]"; more than four are cut short."""
    if len(numbers) > 4:
        return f"[{', '.join(map(str, numbers[:3]))} …]"
    return f"[{', '.join(map(str, numbers))}]" if numbers else ""


def brief(reading: Reading) -> Brief:
    """The brief of a reading."""
    return _Writer(reading).brief()


class _Writer:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.entities: dict[str, Entity] = {e.id: e for e in reading.entities}
        self.sentences = Sentences.of(reading)

    def brief(self) -> Brief:
        reading, report = self.reading, self.reading.report
        published = (
            (words.date(report.published) or report.published) if report.published else "publication date unknown"
        )
        about = (report.publisher, published, report.url or report.id, words.count(len(self.sentences), "sentence"))
        counts = (
            words.count(len(reading.entities), "entity"),
            words.count(len(reading.events), "event"),
            words.count(len(reading.relations), "relation"),
            words.count(len(reading.figures), "figure"),
            f"{len(reading.talks):,} talks",
            words.count(len(reading.disagreements), "disagreement"),
        )
        return Brief(
            title=report.title or self._headline() or report.id,
            about=tuple(filter(None, about)),
            sections=(
                self._who(),
                self._section("What happened", "No events.", map(self._event, _in_order(reading.events))),
                self._section("Relations", "No relations.", map(self._relation, reading.relations)),
                self._section("Figures", "No figures.", map(self._figure, _in_order(reading.figures))),
                self._section("Talks", "No talks.", map(self._talks, reading.talks)),
                self._section("Disagreements", "No disagreements.", map(self._disagreement, reading.disagreements)),
            ),
            counts=", ".join(counts),
        )

    @staticmethod
    def _section(title: str, empty: str, entries: Iterator[Entry]) -> Section:
        return Section(title, empty, tuple(entries))

    def _headline(self) -> str | None:
        headline = next((p for p in self.reading.passages if p.kind == "headline"), None)
        return words.squeeze(self.reading.quote(headline)) if headline else None

    def _who(self) -> Section:
        """Those who act, speak or stand in relations first, then by number of mentions; mere places stay out."""
        mentions = Counter(m.entity for m in self.reading.mentions if m.entity)
        first: dict[str, int] = {}
        for mention in sorted(self.reading.mentions, key=lambda m: m.start):
            if mention.entity and (number := self.sentences.at(mention.start)):
                first.setdefault(mention.entity, number)
        takes_part = self._takes_part()
        ranked = sorted(
            (e for e in self.reading.entities if e.type != "location" or e.id in takes_part),
            key=lambda e: (-(mentions[e.id] + takes_part[e.id]), first.get(e.id, 0)),
        )
        rows = tuple(
            (
                e.name,
                e.code or "",
                e.description or words.word("entities", e.type),
                f"{mentions[e.id]:,}",
                cite([first[e.id]] if e.id in first else []),
            )
            for e in ranked[:MAIN_ENTITIES]
        )
        rest = [e.name for e in ranked[MAIN_ENTITIES:]]
        if len(rest) > OTHERS_NAMED:
            rest[OTHERS_NAMED - 1 :] = [f"{len(rest) - OTHERS_NAMED + 1} others"]
        return Section(
            "Who is in it",
            "Nobody named.",
            grid=Grid(("name", "code", "who", "mentions", "sentence"), rows) if rows else None,
            foot=f"Also {words.listing(rest)}." if rest else None,
        )

    def _takes_part(self) -> Counter[str]:
        """How often each entity acts, is acted on, speaks, or stands in a relation or at the table."""
        reading, parts = self.reading, Counter[str]()
        for event in reading.events:
            parts.update((*event.actors, *event.recipients))
        for relation in reading.relations:
            parts.update((relation.from_, relation.to))
        for talks in reading.talks:
            parts.update((*talks.parties, *talks.mediators, *talks.hosts))
        for told in (reading.events, reading.relations, reading.figures):
            for item in told:
                parts.update(link.source for link in item.attribution if link.source)
        return parts

    def _event(self, event: Event) -> Entry:
        sides = [words.names(side, self.entities) for side in (event.actors, event.recipients)]
        code = (
            " ".join(filter(None, (event.type, event.mode))),
            f"CAMEO {event.cameo}" if event.cameo else None,
            None if event.confidence is None else f"confidence {event.confidence:.0%}",
        )
        return Entry(
            sentences=self.sentences.all(event.evidence),
            head=f"{sides[0] or 'unnamed'} → {sides[1]}" if sides[1] else sides[0] or "unnamed",
            kind=words.act(event),
            tone=f"quad{event.quad}",
            status=tuple(words.word("event_status", s) for s in event.status),
            details=tuple(filter(None, (words.when(event.time), words.where(event.place)))),
            notes=self._notes(event, ", ".join(filter(None, code))),
        )

    def _relation(self, relation: Relation) -> Entry:
        ends = [words.short(self.entities[i].name) for i in (relation.from_, relation.to)]
        since = words.date(relation.since) or relation.since if relation.since else None
        return Entry(
            sentences=self.sentences.all(relation.evidence),
            head=f"{ends[0]} {words.word('relations', relation.type)} {ends[1]}",
            status=tuple(words.word("relation_status", s) for s in relation.status),
            details=(f"since {since}",) if since else (),
            notes=self._notes(relation),
        )

    def _figure(self, figure: Figure) -> Entry:
        event = next((e for e in self.reading.events if e.id == figure.event), None)
        details = (
            words.when(figure.time),
            words.where(figure.place),
            f"in the {words.act(event)} of {self._sentence(event)}" if event else None,
        )
        return Entry(
            sentences=self.sentences.all(figure.evidence),
            head=words.amount(figure),
            details=tuple(filter(None, details)),
            notes=self._notes(figure),
        )

    def _sentence(self, event: Event) -> str:
        numbers = self.sentences.all(event.evidence[:1])
        return f"sentence {numbers[0]}" if numbers else event.id

    def _notes(self, item: Event | Relation | Figure, code: str | None = None) -> tuple[str, ...]:
        """The words that decided, who says so, and the code."""
        says = words.source(item.attribution, self.entities)
        first = item.evidence[0]
        parts = (
            words.in_context(self.reading.report.text, first.start, first.end, first.sentence),
            f"source: {says}" if says else None,
            code,
        )
        return (" · ".join(filter(None, parts)),)

    def _talks(self, talks: Talks) -> Entry:
        venue = talks.venue.name if talks.venue else None
        sides = (
            ("parties", words.names(talks.parties, self.entities, most=8)),
            ("mediators", words.names(talks.mediators, self.entities)),
            ("hosts", words.names(talks.hosts, self.entities)),
            ("documents", words.listing([self._document(d.name, d.date) for d in talks.documents])),
        )
        return Entry(
            sentences=self.sentences.all(talks.evidence),
            head=talks.name,
            kind=words.word("stages", talks.stage),
            details=tuple(filter(None, (words.when(talks.time), venue))),
            notes=tuple(f"{name}: {listed}" for name, listed in sides if listed),
            grid=self._matrix(talks),
        )

    @staticmethod
    def _document(name: str, date: str | None) -> str:
        return f"{name} ({words.date(date) or date})" if date else name

    def _matrix(self, talks: Talks) -> Grid | None:
        """Issue by party: what each says on it, or somebody for it; parties without a position have no column."""
        if not talks.issues:
            return None
        seats = [(e, self.entities[e].code) for e in talks.parties]
        held = dict.fromkeys(p.party for issue in talks.issues for p in issue.positions if p.party)
        speaks = {e: e if e in talks.parties else side_of(self.entities[e].code, seats) or e for e in held}
        columns = dict.fromkeys(speaks.values())
        parties: list[str | None] = [
            *(e for e in talks.parties if e in columns),
            *(e for e in columns if e not in talks.parties),
        ]
        if any(p.party is None for issue in talks.issues for p in issue.positions):
            parties.append(None)
        rows = []
        for issue in talks.issues:
            cells = [issue.name]
            for party in parties:
                taken = [
                    " ".join(filter(None, (p.stance, p.qualifier, cite(self.sentences.all(p.evidence)))))
                    for p in issue.positions
                    if (speaks[p.party] if p.party else None) == party
                ]
                cells.append("; ".join(dict.fromkeys(taken)))
            rows.append(tuple(cells))
        heads = (words.short(self.entities[p].name, 32) if p else "not said who" for p in parties)
        return Grid(("issue", *heads), tuple(rows))

    def _disagreement(self, disagreement: Disagreement) -> Entry:
        rows = tuple(
            (
                value.value,
                words.source(value.attribution, self.entities) or "the report itself",
                words.quote(self.reading.quote(value.evidence[0])),
                cite(self.sentences.all(value.evidence)),
            )
            for value in disagreement.values
        )
        return Entry(
            sentences=self.sentences.all(e for value in disagreement.values for e in value.evidence),
            head=words.squeeze(disagreement.about.text),
            kind=words.word("disagreements", disagreement.about.kind),
            grid=Grid(("value", "according to", "words", "sentence"), rows, sideways=True),
        )


def _in_order(items: Sequence[_Told]) -> list[_Told]:
    """In the order in which the report tells them."""
    return sorted(items, key=lambda item: item.evidence[0].start)
