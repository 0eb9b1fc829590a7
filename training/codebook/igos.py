"""International organizations and UN missions that the Factbook and the UN list, beside the project's own."""

from __future__ import annotations

import re
from calendar import month_name
from pathlib import Path

import own
from common import acronym_of, facts_of, row_of, slug, taken, write

_MONTHS = list(month_name)


def build(facts: Path) -> int:
    """Write `igos_listed.csv`."""
    known = taken(tuple(own.TABLES))
    rows: dict[str, list[str]] = {}
    for org in facts_of(facts / "igos.csv"):
        name = re.sub(r"\s*\([^)]*\)", "", org["name"]).strip()
        shorter = slug(name.replace("United Nations", "UN"))
        if (
            name.count(" ") < 1
            or {("", slug(name)), ("*", slug(name)), ("", shorter), ("*", shorter)} & known
            or org["see"]
            or not re.fullmatch(r"[\w' ,.&-]+", name)
        ):
            continue
        acronyms = acronym_of(org["acronym"], known, "")
        if org["acronym"] and ("", slug(org["acronym"])) in known:
            continue
        united = org["name"].startswith("United Nations") or org["kind"].startswith("UN")
        row = row_of(
            id=f"igo-{slug(name)}",
            name=name,
            kind="igo",
            type="organization",
            code="IGOUNO" if united else "IGO" + re.sub(r"[^A-Z]", "", org["acronym"].upper())[:3].ljust(3, "X"),
            since=_date(org["established"]),
            until=_date(org["ended"]),
            acronyms=acronyms,
            names=[name.replace("United Nations", "U.N."), name.replace("United Nations", "UN")] if united else [],
            uncertain="1" if "verify" in org["name_source"] else "",
        )
        rows.setdefault(row[0], row)
    return write("igos_listed", rows.values())


def _date(text: str) -> str:
    """'18 February 1974' as an ISO date; what has no plain date stays empty."""
    found = re.search(r"(?:(\d{1,2}) )?(?:([A-Z][a-z]+) )?(\d{4})(?:-(\d\d)-(\d\d))?", text)
    if not found:
        return ""
    day, month, year, *iso = found.groups()
    if iso[0]:
        return f"{year}-{iso[0]}-{iso[1]}"
    if month and month in _MONTHS:
        return f"{year}-{_MONTHS.index(month):02}" + (f"-{int(day):02}" if day else "")
    return year
