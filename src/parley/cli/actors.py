"""`parley actors`: who the codebook knows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from parley.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parley.codebook.actors import Actor, Actors, Office

app = typer.Typer(help="The actors of the codebook.", no_args_is_help=True)


@app.callback()
def actors() -> None:
    """The actors of the codebook."""


@app.command()
def lookup(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Any name, acronym or short form.", show_default=False)],
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help="The code and office held at this date, YYYY-MM-DD.")
    ] = None,
    codebook: options.Codebook = None,
) -> None:
    """Look up a name: every actor that bears it, the likeliest first, with codes, offices and other names."""
    from parley.cli.console import complain
    from parley.codebook.actors import actors as load
    from parley.sources.dates import checked_date

    known = load(*([Path(codebook)] if codebook else []))
    found = known.named(name, checked_date(on) if on else None)
    if not found:
        complain(f"no actor of the codebook is called {name!r}")
        raise typer.Exit(1)
    for i, (actor, kind) in enumerate(found):
        if i:
            print()
        for line in _entry(known, actor, kind, on):
            print(line)


def _entry(known: Actors, actor: Actor, kind: str, on: str | None) -> Iterator[str]:
    yield f"{actor.name}  {known.code_on(actor, on) or 'no code'}  {actor.kind}"
    yield f"  id: {actor.id}"
    if kind != "name":
        yield f"  found by: {kind}"
    if actor.country:
        yield f"  country: {actor.country}"
    if actor.since or actor.until:
        yield f"  time: {_term(actor.since, actor.until)}"
    for office in actor.offices:
        yield f"  office: {_office(office)}{' (at that date)' if on and office.held(on) else ''}"
    others = dict.fromkeys(alias.text for alias in known.aliases(actor) if alias.text != actor.name)
    if others:
        yield f"  also: {', '.join(others)}"
    if actor.uncertain:
        yield "  note: a fact about it could not be checked"


def _office(office: Office) -> str:
    return " ".join(filter(None, (office.title, office.country, _term(office.since, office.until), office.code)))


def _term(since: str | None, until: str | None) -> str:
    return f"{since or '?'} to {until or 'now'}"
