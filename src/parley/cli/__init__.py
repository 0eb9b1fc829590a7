"""The command line. Each command is a module with one function; this is where they are named."""

from __future__ import annotations

import os
import sys

import typer

from parley.cli import (
    actors,
    code,
    codebook,
    doctor,
    explain,
    export_readings,
    keep,
    read,
    record,
    record_correct,
    record_dyads,
    schema,
)
from parley.cli.console import complain
from parley.errors import ParleyError

app = typer.Typer(
    name="parley",
    help="Read news reports on conflict and diplomacy and keep the record.",
    epilog="Exit status: 0 done, 1 nothing could be coded or an error that one line explains, "
    "2 the command line was wrong, 3 coded but some inputs were skipped.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
)
app.command("read")(read.read)
app.command("code")(code.code)
app.command("keep")(keep.keep)
app.command("export")(export_readings.export)
app.command("explain")(explain.explain)
app.command("schema")(schema.schema)
app.command("doctor")(doctor.doctor)
record.app.command("correct")(record_correct.correct)
record.app.command("dyads")(record_dyads.dyads)
app.add_typer(record.app, name="record")
app.add_typer(codebook.app, name="codebook")
app.add_typer(actors.app, name="actors")


def main() -> None:
    """The `parley` command: an error that the user can mend is one line on stderr, never a traceback."""
    try:
        app()
    except ParleyError as error:
        complain(str(error))
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output (`head`) has gone; Python must not complain of it when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
