"""`parley codebook`: the linter of the codebook and the tests that its examples are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from parley.cli import options
from parley.cli.console import complain
from parley.words import count

app = typer.Typer(help="Check a codebook, run its examples, import verbs.", no_args_is_help=True)

Folder = Annotated[
    Path | None,
    typer.Argument(
        metavar="[DIR]",
        help="A folder that extends the codebook; the shipped one alone without it.",
        exists=True,
        file_okay=False,
        show_default=False,
    ),
]


@app.command()
def check(folder: Folder = None) -> None:
    """Find malformed entries, unknown names and entries that contradict each other, in a folder of yours as well."""
    from parley.codebook.lint import check_codebook
    from parley.codebook.load import load_codebook

    problems = check_codebook(folder)
    for problem in problems:
        print(problem)
    if problems:
        complain(f"{count(len(problems), 'problem')} in the codebook")
        raise typer.Exit(1)
    codebook = load_codebook(str(folder) if folder else None)
    entries, known = len(codebook.acts.entries), len(codebook.actors)
    print(f"The codebook has no problems: {entries:,} acts and operators, {known:,} actors.")


@app.command("test")
def run_examples(folder: Folder = None, model: options.Model = None) -> None:
    """Code the example sentences of the acts and compare what comes out with what they say."""
    from parley.cli.job import settings_from
    from parley.coding.examples import run

    failed = total = 0
    for outcome in run(settings_from(model, folder)):
        total += 1
        if outcome.fault:
            failed += 1
            print(f"{outcome.entry}: {outcome.fault}\n    {outcome.text}")
    print(f"{total - failed:,} of {count(total, 'example')} come out as they say.")
    if failed:
        raise typer.Exit(1)


@app.command("import-verbs")
def import_verbs(
    dictionary: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A PETRARCH verb dictionary.", exists=True, dir_okay=False, show_default=False
        ),
    ],
    into: Annotated[
        Path,
        typer.Option("--into", metavar="DIR", help="Your codebook folder, made if need be.", file_okay=False),
    ],
) -> None:
    """Import a verb dictionary in PETRARCH's or TABARI's format into a codebook folder of yours.

    CAMEO codes become PLOVER types and modes. Each line that does not carry over is listed with the reason, and so is
    each verb that Parley's own codebook takes in another sense, which is then tried first.
    """
    from parley.codebook.add_verbs import add_verbs

    added = add_verbs(dictionary, into)
    print(f"{count(added.phrases, 'phrase')} in {count(added.entries, 'act')}, in {added.path}; use --codebook {into}")
    if added.left:
        print(f"{count(len(added.left), 'line')} not carried over:")
    for left in added.left:
        print(f"  {dictionary.name}:{left.line}: {left.text}: {left.reason}")
    if added.known:
        print(f"{count(len(added.known), 'verb')} that Parley takes in another sense first:")
    for verb in added.known:
        print(f"  {verb}")
