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


Into = Annotated[
    Path,
    typer.Option("--into", metavar="DIR", help="Your codebook folder, made if need be.", file_okay=False),
]


@app.command()
def add(
    table: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="An actor table, CSV.", exists=True, dir_okay=False, show_default=False),
    ],
    into: Into,
) -> None:
    """Add a table of actors to a codebook folder of yours, after it has been checked.

    A table has at least the columns id, name, kind and type; the documentation of the codebook tells them all. Nothing
    is written where a line has a problem.
    """
    from parley.codebook.exchange import add as put
    from parley.words import count

    number = put(table, into)
    print(f"{count(number, 'actor')} added to {into / 'actors' / (table.stem + '.csv')}; use it with --codebook {into}")


@app.command("import")
def import_dictionary(
    dictionary: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="A PETRARCH actor or agent dictionary.",
            exists=True,
            dir_okay=False,
            show_default=False,
        ),
    ],
    into: Into,
) -> None:
    """Import a dictionary of actors or agents in PETRARCH's format into a codebook folder of yours.

    Codes with dates become terms of an office. What does not carry over is listed with the reason.
    """
    from parley.codebook.exchange import add_dictionary
    from parley.words import count

    target, number, left = add_dictionary(dictionary, into)
    what = "role noun" if target.parent.name == "roles" else "actor"
    print(f"{count(number, what)} in {target}; use it with --codebook {into}")
    if left:
        print(f"{count(len(left), 'line')} changed or left out:")
    for line in left:
        print(f"  {line}")


@app.command()
def export(
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="OUT", help="A file of JSON lines; - for standard output.")
    ] = Path("-"),
    kind: Annotated[
        str | None, typer.Option(metavar="KIND", help="Only actors of this kind: state, person, group, party ...")
    ] = None,
    country: Annotated[
        str | None, typer.Option(metavar="CODE", help="Only actors of this country (ISO 3166-1 alpha-3).")
    ] = None,
    codebook: options.Codebook = None,
) -> None:
    """Write actors as FollowTheMoney-style entities, one JSON object a line."""
    import json

    from parley.cli.console import complain
    from parley.cli.whole import whole
    from parley.codebook.actors import actors as load
    from parley.codebook.exchange import to_followthemoney

    known = load(*([Path(codebook)] if codebook else []))
    chosen = [
        actor for actor in known if kind in (None, actor.kind) and (country is None or actor.country == country.upper())
    ]
    if not chosen:
        complain("no actor of the codebook is of that kind and country")
        raise typer.Exit(1)
    with whole(out) as file:
        file.writelines(json.dumps(entity, ensure_ascii=False) + "\n" for entity in to_followthemoney(known, chosen))


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
