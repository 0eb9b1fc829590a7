"""Armed groups since 1989 from UCDP, beside the project's own."""

from __future__ import annotations

import re
from pathlib import Path

import own
from common import ACTORS, acronym_of, facts_of, row_of, slug, taken, write

from parley.codebook.table import read_rows

# Communal groups are peoples, and "forces of" somebody are named after the person.
_NO_NAME = re.compile(
    r"^(?:Forces of|Supporters of|Opponents of|Government|Civilians|Military faction|Opposition)"
    r"|faction of|\bsupporters\b",
    re.I,
)


def build(facts: Path) -> int:
    """Write `groups_ucdp.csv`."""
    known = taken(tuple(own.TABLES))
    tables = [row for table in ("states", "organs_generated") for row in read_rows(ACTORS / f"{table}.csv")]
    states = {slug(text) for row in tables for text in (row[1], *row[8].split("|"), *row[9].split("|"))}
    rows: dict[str, list[str]] = {}
    for group in facts_of(facts / "armed_groups.csv"):
        if group["last_year_state_based"] and group["last_year_state_based"] < "1989" and group["in_one_sided"] != "1":
            continue
        country = group["iso3"].split("|")[0]
        if group["org_level"] == "3" or not re.fullmatch(r"[A-Z]{3}", country):
            continue
        told = [
            group["name_english"],
            group["name_orig_full"],
            group["name_orig"],
            group["name"],
            group["new_name_english"],
        ]
        names = list(dict.fromkeys(n.strip() for n in told if _good(n.strip())))
        short = group["name"].strip()
        slugs = {slug(n) for n in (*names, short)}
        if not names or slugs & states or any((c, n) in known for n in slugs for c in (country, "", "*")):
            continue
        row = row_of(
            id=f"group-{country.lower()}-{slug(names[0])}",
            name=names[0],
            kind="group",
            type="organization",
            code=country + ("REB" if group["in_state_based"] == "1" else "UAF"),
            country=country,
            since="",
            until="",
            names=names[1:],
            acronyms=acronym_of(short, known, country),
        )
        rows.setdefault(row[0], row)
    return write("groups_ucdp", rows.values())


def _good(name: str) -> bool:
    if not name or _NO_NAME.search(name) or not re.fullmatch(r"[\w'’ .()/-]{5,80}", name):
        return False
    return " " in name and sum(w[0].isupper() for w in name.split()) > 1
