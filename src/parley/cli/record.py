"""`parley record`: look into a record, search, export, check, back up, and say what is one event and what is not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from parley.cli.console import complain, harmless
from parley.cli.keep import RecordOption, opened
from parley.words import count, squeeze

if TYPE_CHECKING:
    from parley.record import Events, Record
    from parley.record.views import EventView, ReportView

# Named here as well, so that `--help` needs no database library.
FORMATS = "csv, parquet, jsonl, readings, graphml, gexf, phoenix, annotations, ris, bibtex"

app = typer.Typer(help="A record of many readings: show, search, export, verify, back up.", no_args_is_help=True)

Author = Annotated[str, typer.Option(metavar="NAME", envvar="PARLEY_AUTHOR", help="Who says so.", show_default=False)]
Why = Annotated[str, typer.Option(metavar="TEXT", help="Why, for those who read it later.")]
Party = Annotated[
    str | None,
    typer.Option(metavar="WHO", help="Who took part: an entity's key (state-rus), or a country (RUS)."),
]
Other = Annotated[str | None, typer.Option(metavar="WHO", help="With --party: between these two.")]
Type = Annotated[list[str] | None, typer.Option(metavar="TYPE", help="PLOVER type; may be given many times.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="First day, YYYY-MM-DD.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Last day, YYYY-MM-DD.")]
Country = Annotated[str | None, typer.Option(metavar="ISO3", help="Country of the place.")]
Context = Annotated[str | None, typer.Option(metavar="NAME", help="PLOVER context, such as military.")]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="Told by this publisher.")]
Text = Annotated[str | None, typer.Option(metavar="WORDS", help="Words of a report that tells it.")]
Json = Annotated[bool, typer.Option("--json", help="JSON, one object a line.")]
Limit = Annotated[int, typer.Option(metavar="N", min=1, help="At most so many.")]


def _asked(
    party: str | None,
    other: str | None,
    type: list[str] | None,
    since: str | None,
    until: str | None,
    country: str | None,
    context: str | None,
    publisher: str | None,
    text: str | None,
) -> Events:
    from parley.record import Events

    return Events(
        party=party, other=other, types=tuple(t.upper() for t in type or ()), since=since, until=until,
        country=country, context=context, publisher=publisher, text=text,
    )  # fmt: skip


def _json(items: Any) -> None:
    import msgspec

    for item in items:
        print(msgspec.json.encode(item).decode())


def _line(event: EventView) -> str:
    who = ", ".join(e.name for e in event.actors) or "?"
    whom = ", ".join(e.name for e in event.recipients)
    told = f"{event.independent} independent of {event.tellings}" if event.tellings > 1 else "1 report"
    act = f"{event.type}{f' ({event.mode})' if event.mode else ''}"
    where = f", {event.place}" if event.place else ""
    day = event.day if event.dated else f"({event.day})" if event.day else "no day"
    return f"{event.key}  {day}  {act}: {who}{f' → {whom}' if whom else ''}{where}  [{told}]"


@app.command()
def show(
    record: RecordOption,
    key: Annotated[str | None, typer.Argument(help="Key of an event or a report.")] = None,
    party: Party = None,
    other: Other = None,
    type: Type = None,
    since: Since = None,
    until: Until = None,
    country: Country = None,
    context: Context = None,
    publisher: Publisher = None,
    text: Text = None,
    limit: Limit = 30,
    json: Json = False,
) -> None:
    """What the record holds, its events that fit, or one event with all its tellings."""
    asked = _asked(party, other, type, since, until, country, context, publisher, text)
    with opened(record) as kept:
        if key is None:
            _show_all(kept, asked, limit, json)
        elif _is_event(kept, key):
            _show_event(kept, key, json)
        else:
            _show_report(kept, key, json)


def _is_event(kept: Record, key: str) -> bool:
    from parley.errors import RecordError

    try:
        kept.event(key)
    except RecordError:
        return False
    return True


def _show_all(kept: Record, asked: Events, limit: int, json: bool) -> None:
    events = kept.events(asked, limit=limit)
    if json:
        _json(events)
        return
    total = kept.counts()
    print(", ".join(f"{number:,} {name}" for name, number in total.items()))
    print(f"{count(kept.count(asked), 'event')} that fit, the latest {limit}:")
    for event in events:
        print(harmless(_line(event)))


def _show_event(kept: Record, key: str, json: bool) -> None:
    event, told = kept.event(key), kept.tellings(event=key)
    if json:
        _json([event, *told])
        return
    print(harmless(_line(event)))
    for c in event.corrected:
        print(harmless(f"  {c['field']} set to {c['value']} (was {c['was']}) by {c['author']}, {c['at'][:10]}"))
    for item in kept.disagreements(event=key):
        values = "; ".join(f"{v['value']} ({v['publisher'] or v['report']})" for v in item.values)
        print(harmless(f"  reports disagree about {item.about}: {values}"))
    for telling in told:
        told_by = f"{telling.published or 'no day'}  {telling.publisher or telling.report}"
        print(harmless(f"  {telling.key}  {told_by}: “{squeeze(telling.sentence)}”"))
        print(harmless(f"      {telling.why}" + (f"; copy of {telling.copy_of}" if telling.copy_of else "")))


def _show_report(kept: Record, key: str, json: bool) -> None:
    report = kept.report(key)
    if json:
        _json([report])
        return
    print(harmless(_title(report)))
    if report.copy_of:
        print(f"a near copy of {report.copy_of} ({report.containment:.0%} of the shorter one)")
    for reading in kept.readings(key):
        mark = "current" if reading.current else "earlier"
        made = f"Parley {reading.parley}, {reading.model}, codebook {reading.codebook}"
        print(f"reading {reading.id} ({mark}): {made}")
    for telling in kept.tellings(report=key):
        print(harmless(f"  {telling.key}  {telling.type}: {squeeze(telling.sentence)}"))


def _title(report: ReportView) -> str:
    return f"{report.key}  {report.published or 'no day'}  {report.publisher or ''}  {report.title or report.id}"


@app.command()
def search(
    words: Annotated[str, typer.Argument(help='Words; "..." is a phrase, - leaves out.')],
    record: RecordOption,
    limit: Limit = 20,
    json: Json = False,
) -> None:
    """Find reports by their words."""
    with opened(record) as kept:
        hits = kept.search(words, limit=limit)
    if json:
        _json(hits)
        return
    for hit in hits:
        report = hit.report
        print(
            harmless(
                f"{report.key}  {report.published or 'no day'}  {report.publisher or ''}  {report.title or report.id}"
            )
        )
        print(harmless("    " + squeeze(hit.snippet)))


@app.command()
def export(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A new folder, or a new .zip.")],
    record: RecordOption,
    format: Annotated[
        str,
        typer.Option(metavar="NAME", help=f"One of {FORMATS}."),
    ] = "csv",
    party: Party = None,
    other: Other = None,
    type: Type = None,
    since: Since = None,
    until: Until = None,
    country: Country = None,
    context: Context = None,
    publisher: Publisher = None,
    text: Text = None,
) -> None:
    """Write events that fit, with corrections, a README and the sources, for use elsewhere or with a paper."""
    asked = _asked(party, other, type, since, until, country, context, publisher, text)
    with opened(record) as kept:
        files = kept.export(out, format, asked)
    complain(f"{', '.join(files)} in {out}")


@app.command()
def verify(record: RecordOption) -> None:
    """Read everything and check that it is whole; exit status 1 where it is not."""
    with opened(record) as kept:
        faults = kept.verify()
        total = kept.counts()
    for fault in faults:
        print(harmless(fault))
    if faults:
        raise typer.Exit(1)
    sums = f"{count(total['reports'], 'report')}, {count(total['events'], 'event')}, {count(total['notes'], 'note')}"
    print(f"{record} is whole: {sums}")


@app.command()
def backup(out: Annotated[Path, typer.Argument(metavar="FILE", help="A new file.")], record: RecordOption) -> None:
    """Write the whole record to one file, while others go on working."""
    with opened(record) as kept:
        kept.backup(out)
    complain(f"{record} backed up to {out}")


@app.command()
def restore(
    backup: Annotated[Path, typer.Argument(metavar="FILE", help="A backup, or another record.")],
    record: RecordOption,
) -> None:
    """Add what a backup holds and the record lacks. Nothing that is there is overwritten."""
    from parley.record import open_record

    with open_record(record) as kept:
        added = kept.restore(backup)
    complain(
        f"{count(added.reports, 'report')}, {count(added.readings, 'reading')} and "
        f"{count(added.notes, 'revision')} of notes added to {record}"
    )


@app.command()
def diff(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="Key of a report that was read more than once.")],
    record: RecordOption,
    old: Annotated[int | None, typer.Option(metavar="ID", help="A reading; `show REPORT` lists them.")] = None,
    new: Annotated[int | None, typer.Option(metavar="ID", help="Another reading.")] = None,
    json: Json = False,
) -> None:
    """What changed from one reading of a report to the next."""
    with opened(record) as kept:
        changes = kept.diff(report, old, new)
    if json:
        _json(changes)
        return
    signs = {"added": "+", "removed": "-", "changed": "~"}
    for change in changes:
        print(harmless(f"{signs[change.change]} {change.kind} {change.item} {change.type}: “{squeeze(change.quote)}”"))
        for field, (before, after) in change.fields.items():
            print(harmless(f"    {field}: {before} → {after}"))
    if not changes:
        complain("the two readings say the same")


@app.command()
def join(
    one: Annotated[str, typer.Argument(help="Key of an event.")],
    other: Annotated[str, typer.Argument(help="Key of another event.")],
    record: RecordOption,
    author: Author,
    why: Why = "",
) -> None:
    """Say that two events are one; holds through every later reading."""
    with opened(record) as kept:
        kept.notes.join(one, other, author=author, body=why)
        print(harmless(_line(kept.event(one))))


@app.command()
def split(
    event: Annotated[str, typer.Argument(help="Key of an event.")],
    telling: Annotated[list[str], typer.Argument(help="Keys of the tellings that are of another event.")],
    record: RecordOption,
    author: Author,
    why: Why = "",
) -> None:
    """Say that some tellings of an event are of another one; holds through every later reading."""
    with opened(record) as kept:
        kept.notes.split(event, telling, author=author, body=why)
        print(harmless(_line(kept.event(event))))
        print(harmless(_line(kept.event(telling[0]))))


@app.command()
def merge(record: RecordOption) -> None:
    """Merge everything anew in the order of publication, whatever order the reports came in. Notes hold."""
    with opened(record) as kept:
        kept.merge_again()
        total = kept.counts()
    complain(f"{count(total['tellings'], 'telling')} merged to {count(total['events'], 'event')}")


@app.command()
def notes(
    record: RecordOption,
    orphans: Annotated[bool, typer.Option("--orphans", help="Only those whose place is gone.")] = False,
    limit: Limit = 50,
    json: Json = False,
) -> None:
    """What analysts wrote, the latest first."""
    with opened(record) as kept:
        found = kept.notes.orphans() if orphans else kept.notes.all(limit=limit)
    if json:
        _json(found)
        return
    for note in found:
        where = f"{note.target.report or note.target.of}{f' {note.item}' if note.item else ''}"
        lost = f" (orphan: {note.reason})" if note.state == "orphan" else ""
        said = f"{note.field} = {note.value['value']} " if note.kind == "correction" else ""
        head = f"{note.id}  {note.at[:16]}  {note.author}, {note.kind} on {where}{lost}"
        print(harmless(f"{head}: {said}{squeeze(note.body)}"))
