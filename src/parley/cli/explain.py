"""`parley explain`: why each event was coded: the words, the entry of the codebook, the operators on it."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from parley.cli import options
from parley.cli.job import Job, settings_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from parley.coding.explain import Dropped
    from parley.model import Event, Reading


def explain(
    report: Annotated[
        str, typer.Argument(metavar="REPORT", help="A file, or - for standard input.", show_default=False)
    ],
    event: Annotated[str | None, typer.Option("--event", metavar="ID", help="Only the event with this id.")] = None,
    published: options.Published = None,
    model: options.Model = None,
    codebook: options.Codebook = None,
) -> None:
    """Say how each event of a report was found: entry, operator chain, words, and what was dropped."""
    from parley.cli.console import page
    from parley.coding.explain import read_with_dropped
    from parley.errors import ParleyError

    job = Job([report], settings_from(model, codebook), published=published)
    coder = job.coder()
    for found in job.reports():
        try:
            reading, dropped = read_with_dropped(coder, found)
        except ParleyError as error:
            job.refused(found, error)
            continue
        job.coded += 1
        events = [e for e in reading.events if event in (None, e.id)]
        if event and not events:
            known = ", ".join(e.id for e in reading.events) or "it has none"
            raise ParleyError(f"no event {event!r} in the reading of {reading.report.id!r}; its events: {known}")
        page(partial(show, reading, events, dropped))
    job.finish()


def show(reading: Reading, events: Sequence[Event], dropped: Dropped, console: Console) -> None:
    """Print what explains some events of a reading."""
    from rich.table import Table
    from rich.text import Text

    from parley.cli.console import harmless

    if not events:
        console.print("No events.")
    for i, event in enumerate(events):
        if i:
            console.print()
        table = Table.grid(padding=(0, 1, 0, 0))
        table.add_column(width=10, style="dim")
        table.add_column(ratio=1)
        for label, value in explained(reading, event, dropped):
            table.add_row(label, Text(harmless(value)))
        console.print(table)


def explained(reading: Reading, event: Event, dropped: Dropped) -> Iterator[tuple[str, str]]:
    """Label and value of every line that explains an event.

    Args:
        dropped: what else the words could have been, by their offsets.
    """
    from parley.cli import words
    from parley.cli.brief import Sentences, cite

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
        for other in dropped.get((evidence.start, evidence.end), ()):
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


def chain(rule: str) -> str:
    """A rule in words: "refuse(meet)" is operator refuse on the entry meet."""
    *operators, entry = re.split(r"[()]+", rule.rstrip(")")) if rule else [""]
    return " on ".join([*(f"operator {name}" for name in operators), f"the entry {entry}"])
