"""Parties of some weight from Party Facts, beside the project's own."""

from __future__ import annotations

import re
from pathlib import Path

import own
from common import acronym_of, facts_of, is_common, row_of, slug, taken, write

_SHARE = 8.0  # per cent of the votes in the party's best election
_WORD = re.compile(
    r"part|movement|union|front|alliance|congress|democra|liberal|social|people|national|rally|coalition", re.I
)


def build(facts: Path) -> int:
    """Write `parties.csv`."""
    known = taken(tuple(own.TABLES))
    countries = {r["iso3"] for r in facts_of(facts / "countries.csv")}
    rows: dict[str, list[str]] = {}
    for party in facts_of(facts / "parties.csv"):
        share = float(party["max_share"] or 0)
        if share < _SHARE or (party["year_last"] and party["year_last"] < "1990") or party["iso3"] not in countries:
            continue
        english = [n.strip() for n in party["name_english"].split(" / ") if _good(n.strip())]
        native = [n.strip() for n in party["name"].split(" / ") if _good(n.strip())]
        names = [n for n in (*english, *native) if (party["iso3"], slug(n)) not in known]
        if not names or any((party["iso3"], slug(n)) in known for n in (*english, *native)):
            continue
        row = row_of(
            id=f"party-{party['iso3'].lower()}-{slug(names[0])}",
            name=names[0],
            kind="party",
            type="organization",
            code=f"{party['iso3']}PTY",
            country=party["iso3"],
            since=party["year_first"] if (party["year_first"] or "0") > "1500" else "",
            until=party["year_last"],
            names=names[1:3],
            acronyms=acronym_of(party["name_short"], known, party["iso3"]),
        )
        rows.setdefault(row[0], row)
    return write("parties", rows.values())


def _good(name: str) -> bool:
    """A name that says that it is a party's: two words or more, not all of them common, in Latin letters."""
    if not re.fullmatch(r"[\w'’ .\-–]{5,60}", name) or name.count(" ") < 1 or not name[0].isupper():
        return False
    bare = name.removeprefix("The ")
    if " " not in bare and is_common(bare):
        return False
    return _WORD.search(name) is not None or not is_common(name)
