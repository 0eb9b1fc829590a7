"""`parley explain`: why each event was coded: words, entry of the codebook, operators on it, what weighed most."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from parley.cli import options
from parley.cli.job import Job, settings_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console

    from parley.coding.explain import Explanation, Turned, Weighed
    from parley.model import Event


def explain(
    report: Annotated[
        str, typer.Argument(metavar="REPORT", help="A file, or - for standard input.", show_default=False)
    ],
    event: Annotated[str | None, typer.Option("--event", metavar="ID", help="Only the event with this id.")] = None,
    published: options.Published = None,
    model: options.Model = None,
    codebook: options.Codebook = None,
) -> None:
    """Say how each event of a report was found: entry, operators, words, what weighed most, and what was dropped."""
    from parley.cli.console import page
    from parley.coding.explain import explained
    from parley.errors import ParleyError

    job = Job([report], settings_from(model, codebook), published=published)
    coder = job.coder()
    for found in job.reports():
        try:
            explanation = explained(coder, found)
        except ParleyError as error:
            job.refused(found, error)
            continue
        job.coded += 1
        reading = explanation.reading
        events = [e for e in reading.events if event in (None, e.id)]
        if event and not events:
            known = ", ".join(e.id for e in reading.events) or "it has none"
            raise ParleyError(f"no event {event!r} in the reading of {reading.report.id!r}; its events: {known}")
        page(partial(show, explanation, events, of_all=event is None))
    job.finish()


def show(explanation: Explanation, events: Sequence[Event], console: Console, *, of_all: bool = True) -> None:
    """Print what explains some events of a reading, then what was turned down.

    Args:
        of_all: list all that was turned down, not only what stands in the events' own sentences.
    """
    if not events:
        console.print("No events.")
    for i, event in enumerate(events):
        if i:
            console.print()
        _print(lines(explanation, event), console)
    places = [(e.sentence.start, e.sentence.end) for event in events for e in event.evidence]
    for no in explanation.turned:
        if of_all or any(a <= no.words.start < b for a, b in places):
            console.print()
            _print(turned(explanation, no), console)


def _print(rows: Iterable[tuple[str, str]], console: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    from parley.cli.console import harmless

    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=10, style="dim")
    table.add_column(ratio=1)
    for label, value in rows:
        table.add_row(label, Text(harmless(value)))
    console.print(table)


def lines(explanation: Explanation, event: Event) -> Iterator[tuple[str, str]]:
    """Label and value of every line that explains an event."""
    from parley import words
    from parley.cli.brief import Sentences, cite

    reading = explanation.reading
    entities = {e.id: e for e in reading.entities}
    sentences = Sentences.of(reading)
    code = " ".join(filter(None, (event.type, event.mode)))
    yield event.id, f"{words.act(event)}: {code}" + (f", CAMEO {event.cameo}" if event.cameo else "")
    for side, ids in (("actor", event.actors), ("recipient", event.recipients)):
        for entity_id in ids:
            entity = entities[entity_id]
            yield side, " ".join(filter(None, (entity.name, entity.code and f"({entity.code})")))
    for evidence in event.evidence:
        yield "words", f"{words.quote(reading.quote(evidence), most=200)} {cite(sentences.all([evidence]))}"
        yield "sentence", words.squeeze(reading.quote(evidence.sentence))
        if evidence.rule:
            yield "rule", f"{evidence.rule}: {chain(evidence.rule)}"
        why = explanation.why(evidence)
        yield from weights(why.weighed)
        for other in why.dropped:
            yield "dropped", other
    if event.status:
        yield "status", ", ".join(words.word("event_status", s) for s in event.status)
    if event.contexts:
        yield "contexts", ", ".join(event.contexts)
    if event.time:
        yield "time", f"{words.quote(event.time.text)} is {event.time.value or 'not anchored to a date'}"
    if where := words.where(event.place):
        yield "place", where
    if says := words.source(event.attribution, entities):
        yield "source", says
    yield "class", f"quad {event.quad}, score {event.score:+g}"
    confidence = "none, rules alone decided" if event.confidence is None else f"{event.confidence:.2f}"
    yield "confidence", confidence


def turned(explanation: Explanation, no: Turned) -> Iterator[tuple[str, str]]:
    """Label and value of every line on what the codebook proposed and the decider turned down."""
    from parley import words
    from parley.cli.brief import Sentences, cite

    reading = explanation.reading
    code = " ".join(filter(None, (no.type, no.mode)))
    yield "no event", f"{words.word('types', no.type)}: {code}"
    yield "words", f"{words.quote(reading.quote(no.words), most=200)} {cite(Sentences.of(reading).all([no.words]))}"
    yield "rule", f"{no.rule}: {chain(no.rule)}"
    yield from weights(no.weighed)
    yield "confidence", f"{no.confidence:.2f}, too little"


def weights(weighed: Weighed) -> Iterator[tuple[str, str]]:
    """What spoke for and against, heaviest first, in log odds."""
    from parley import words

    for label, of_side in (("for", [f for f in weighed if f[1] > 0]), ("against", [f for f in weighed if f[1] < 0])):
        if of_side:
            yield label, "; ".join(f"{words.feature(name)} ({weight:+.2f})" for name, weight in of_side)


def chain(rule: str) -> str:
    """A rule in words: "refuse(meet)" is operator refuse on the entry meet."""
    *operators, entry = re.split(r"[()]+", rule.rstrip(")")) if rule else [""]
    return " on ".join([*(f"operator {name}" for name in operators), f"the entry {entry}"])
