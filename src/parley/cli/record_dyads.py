"""`parley record dyads`: who did how much to whom, month by month."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Annotated, Literal

import typer

from parley.cli.console import complain
from parley.cli.keep import RecordOption, opened
from parley.cli.record import Since, Until
from parley.cli.whole import whole
from parley.cli.words import count
from parley.model import harmless

COLUMNS = ("month", "actor", "recipient", "events", "score", "total", "quad1", "quad2", "quad3", "quad4")


def dyads(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A CSV file, or - for standard output.")],
    record: RecordOption,
    by: Annotated[
        str, typer.Option(metavar="WHAT", help="country: all of a country together; entity: each party apart.")
    ] = "country",
    since: Since = None,
    until: Until = None,
    min_confidence: Annotated[
        float, typer.Option(metavar="N", min=0.0, max=1.0, help="Leave out events under this confidence (0 to 1).")
    ] = 0.0,
    facts: Annotated[
        bool, typer.Option("--facts", help="Leave out background, plans, hypotheses and denials.")
    ] = False,
) -> None:
    """Write dyad-months: a row for each pair and month, with the events, their mean and total score, and quad classes.

    Events that several reports tell count once, and corrections count.
    """
    from parley.record import Events

    if by not in ("country", "entity"):
        raise typer.BadParameter("write country or entity", param_hint="--by")
    how: Literal["country", "entity"] = "country" if by == "country" else "entity"
    asked = Events(since=since, until=until, min_confidence=min_confidence, status="fact" if facts else None)
    with opened(record) as kept:
        found = kept.dyad_months(asked, by=how)
    with whole(out) as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        for row in found:
            cells = (row.month, row.actor, row.recipient, row.events, row.score, row.total, *row.quads)
            table.writerow([harmless(cell) for cell in cells])
    if str(out) != "-":
        complain(f"{count(len(found), 'dyad-month')} in {out}")
