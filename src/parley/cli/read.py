"""`parley read`: a brief of a report that a person would like to read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from parley.cli.job import Job, takes_job

if TYPE_CHECKING:
    from rich.console import Console

    from parley.model import Reading


@takes_job
def read(
    job: Job,
    text: Annotated[bool, typer.Option("--text", help="The report itself, with what was found marked in it.")] = False,
    json: Annotated[bool, typer.Option("--json", help="The reading as JSON, one a line.")] = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="The brief as Markdown.")] = False,
) -> None:
    """Read reports and print a brief of each: who, what happened, relations, figures, talks, disagreements.

    Every line carries the number of its sentence; --text shows the sentences.
    """
    if text + json + markdown > 1:
        raise typer.BadParameter("--text, --json and --markdown exclude each other")
    show = _json if json else _markdown if markdown else _text if text else _brief
    for i, reading in enumerate(job.readings()):
        show(reading, i == 0)
    job.finish()


def _json(reading: Reading, first: bool) -> None:
    print(reading.to_json())


def _markdown(reading: Reading, first: bool) -> None:
    from parley.cli.brief import brief
    from parley.cli.brief_markdown import markdown

    print(("" if first else "---\n\n") + markdown(brief(reading)))


def _brief(reading: Reading, first: bool) -> None:
    from parley.cli.brief import brief
    from parley.cli.brief_terminal import show
    from parley.cli.console import page

    if not first:
        page(_rule)
    page(partial(show, brief(reading)))


def _text(reading: Reading, first: bool) -> None:
    from parley.cli.annotated import show
    from parley.cli.console import page

    if not first:
        page(_rule)
    page(partial(show, reading))


def _rule(console: Console) -> None:
    console.print()
    console.rule(characters="─", style="dim")
    console.print()
