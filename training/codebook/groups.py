"""Armed groups since 1989 from UCDP, beside the project's own."""

from __future__ import annotations

import re
from pathlib import Path

import own
from common import acronym_of, facts_of, row_of, slug, taken, write

# Communal groups are peoples, and "forces of" somebody are named after the person.
_NO_NAME = re.compile(r"^(?:Forces of|Supporters of|Opponents of|Government|Civilians|Military faction|Opposition)|faction of|\bsupporters\b", re.I)


def build(facts: Path) -> int:
    """Write `groups_ucdp.csv`."""
    known = taken(tuple(own.TABLES))
    rows: dict[str, list[str]] = {}
    for group in facts_of(facts / "armed_groups.csv"):
        if group["last_year_state_based"] and group["last_year_state_based"] < "1989" and not group["in_one_sided"] == "1":
            continue
        country = group["iso3"].split("|")[0]
        if group["org_level"] == "3" or not re.fullmatch(r"[A-Z]{3}", country):
            continue
        told = [group["name_english"], group["name_orig_full"], group["name_orig"], group["name"], group["new_name_english"]]
        names = list(dict.fromkeys(n.strip() for n in told if _good(n.strip())))
        short = group["name"].strip()
        if any((c, slug(n)) in known for n in (*names, short) for c in (country, "", "*")) or not names:
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
