"""Actors looked up, added to, and given to other programs (FollowTheMoney-style JSON)."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from parley.codebook.actor_check import check_actors, check_alias, check_row
from parley.codebook.actors import Actor, Actors
from parley.codebook.petrarch import import_actors, import_agents
from parley.codebook.table import COLUMNS, read_rows, write_rows
from parley.errors import CodebookError

_SCHEMA = {"person": "Person", "organization": "Organization", "location": "Country"}


def lookup(actors: Actors, name: str, on: str | None = None) -> list[dict[str, Any]]:
    """Everyone whom a name may mean, likeliest first: id, names, code at the date, offices held then.

    Args:
        actors: the loaded codebook.
        name: any name, in any case ("nusra front", "US", "President Bush" is not one: give "Bush").
        on: ISO date; None tells all offices and the code of the main one.
    """
    out = []
    for actor, kind in actors.named(name, on):
        held = [o for o in actor.offices if on is None or o.held(on)]
        out.append(
            {
                "id": actor.id,
                "name": actor.name,
                "matched": kind,
                "kind": actor.kind,
                "type": actor.type,
                "code": actors.code_on(actor, on),
                "country": actor.country,
                "since": actor.since,
                "until": actor.until,
                "exists": None if on is None else actor.exists(on),
                "offices": [
                    {"title": o.title, "country": o.country, "since": o.since, "until": o.until, "code": o.code}
                    for o in held
                ],
                "aliases": [{"text": a.text, "kind": a.kind} for a in actors.aliases(actor)],
                "uncertain": actor.uncertain,
            }
        )
    return out


def add(source: Path, folder: Path) -> int:
    """Put a user's actor table into a codebook folder (`folder/actors/NAME.csv`), checked first.

    Returns:
        How many actors were added.

    Raises:
        CodebookError: the table has problems; the message tells the first of them.
    """
    try:
        rows = [list(row) for row in read_rows(source)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CodebookError(f"{source} cannot be read as a table in CSV and UTF-8: {error}") from error
    if not rows:
        raise CodebookError(f"{source} holds no actors under its header")
    target = folder / "actors" / f"{source.stem}.csv"
    target.parent.mkdir(parents=True, exist_ok=True)
    before = target.read_bytes() if target.exists() else None
    write_rows(target, rows)
    problems = [p for p in check_actors(folder) if p.startswith(f"{target.name}: ")]
    if problems:
        target.unlink() if before is None else target.write_bytes(before)
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise CodebookError(f"{source} was not added: {problems[0]}{more}")
    return len(rows)


def add_dictionary(source: Path, folder: Path) -> tuple[Path, int, list[str]]:
    """Put a PETRARCH actor or agent dictionary into a codebook folder, as a table of actors or of roles.

    Which of the two it is, its codes say: an agent's is open at the front, `[~GOV]`.

    Returns:
        The table written, how many actors or role nouns it holds, and what did not carry over or was changed, in words.

    Raises:
        CodebookError: the file cannot be read as such a dictionary, or nothing of it carries over.
    """
    left: list[str] = []
    name = f"petrarch-{source.name.split('.')[0].lower()}.csv"
    try:
        agents = "[~" in source.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise CodebookError(f"{source} cannot be read: {error.strerror or error}") from error
    target = folder / ("roles" if agents else "actors") / name
    nouns = import_agents(source, left) if agents else []
    rows = [] if agents else [fit for row in import_actors(source) if (fit := _fitted(row, source.name, left))]
    if not nouns and not rows:
        raise CodebookError(f"{source} holds no actor or agent that carries over{': ' + left[0] if left else ''}")
    target.parent.mkdir(parents=True, exist_ok=True)
    if agents:
        write_role_rows(target, nouns)
    else:
        write_rows(target, rows)
    return target, sum(noun["lemmas"].count("|") + 1 for noun in nouns) or len(rows), left


def _fitted(row: list[str], source: str, left: list[str]) -> list[str] | None:
    """An imported line as the linter lets it pass: names that are common words become weak ones, for instance."""
    cells = dict(zip(COLUMNS, row, strict=True))
    where = f"{source}: {cells['name']}"
    common = [text for text in cells["names"].split("|") if text and check_alias(text, "names")]
    if common:
        cells["names"] = "|".join(text for text in cells["names"].split("|") if text not in common)
        cells["weak"] = "|".join(text for text in common if not check_alias(text, "weak"))
        left.append(f"{where}: {', '.join(common)}: too common or short, so it counts only where more speaks for it")
    problems = check_row(list(cells.values()))
    country = f"unknown country {cells['country']!r}"
    if any(problem.startswith(country) for problem in problems):
        left.append(f"{where}: no state has the code {cells['country']}; the code is kept, the country is left open")
        cells["offices"] = cells["offices"].replace(f";{cells['country']};", ";;")
        cells["country"] = ""
        problems = check_row(list(cells.values()))
    if problems:
        left.append(f"{where}: left out: {'; '.join(problems)}")
        return None
    return list(cells.values())


def to_followthemoney(actors: Actors, chosen: Iterable[Actor] | None = None) -> list[dict[str, Any]]:
    """Actors as FollowTheMoney-style entities (schema Person, Organization or Country; values are lists)."""
    out = []
    for actor in actors if chosen is None else chosen:
        aliases = [
            a.text for a in actors.aliases(actor) if a.kind in ("name", "short", "acronym") and a.text != actor.name
        ]
        weak = [a.text for a in actors.aliases(actor) if a.kind in ("surname", "weak")]
        schema = _SCHEMA[actor.type]
        if schema == "Country" and actor.kind != "state":
            schema = "Address"
        start, end = ("birthDate", "deathDate") if schema == "Person" else ("incorporationDate", "dissolutionDate")
        properties: dict[str, list[str]] = {
            "name": [actor.name],
            "alias": aliases,
            "weakAlias": weak,
            "country": [actor.country.lower()] if actor.country else [],
            "position": [_position(o.title, o.country, o.since, o.until) for o in actor.offices],
            "notes": [f"CAMEO {actor.code}"] if actor.code else [],
        }
        if schema == "Organization":
            properties[start] = [actor.since] if actor.since else []
            properties[end] = [actor.until] if actor.until else []
        out.append({"id": actor.id, "schema": schema, "properties": {k: v for k, v in properties.items() if v}})
    return out


def _position(title: str, country: str | None, since: str | None, until: str | None) -> str:
    place = f" ({country})" if country else ""
    return f"{title}{place}, {since or '?'} to {until or 'now'}" if since or until else f"{title}{place}"


def write_role_rows(path: Path, rows: Iterable[dict[str, str]]) -> None:
    """Write role lines (of an imported agent dictionary) as a role table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(
            file, ("lemmas", "type", "sectors", "office", "number", "alone", "title"), lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows(rows)


__all__ = ["COLUMNS", "add", "add_dictionary", "lookup", "to_followthemoney", "write_role_rows"]
