"""The project's own tables (`own/*.csv`), written from general knowledge, as whole lines of the actor format."""

from __future__ import annotations

from typing import Any

from common import OWN, facts_of, row_of, slug, write

from parley.codebook.table import ALIAS_COLUMNS

# Table: the kind and the type of its actors, unless a line says otherwise.
TABLES = {
    "organs": ("organ", "organization"),
    "igos": ("igo", "organization"),
    "groups": ("group", "organization"),
    "parties_own": ("party", "organization"),
    "media": ("media", "organization"),
    "ngos": ("ngo", "organization"),
    "peoples": ("people", "person"),
    "regions": ("region", "location"),
    "companies": ("company", "organization"),
}

# What a second mention may call an organization ("the Front"): good only after its full name.
_SHORTENED = ("groups", "igos", "parties_own", "ngos")
_HEADS = frozenset((OWN / "heads.txt").read_text(encoding="utf-8").split())


def rows_of(table: str) -> list[list[str]]:
    """The lines of one own table in the actor format."""
    kind, type_ = TABLES[table]
    out = []
    if not (OWN / f"{table}.csv").exists():
        return out
    for line in facts_of(OWN / f"{table}.csv"):
        cells: dict[str, Any] = {k: v for k, v in line.items() if k not in ALIAS_COLUMNS and v}
        for column in ALIAS_COLUMNS:
            cells[column] = [t for t in (line.get(column) or "").split("|") if t and not t.startswith("the ")]
        head = line["name"].split()[-1]
        if table in _SHORTENED and head in _HEADS and " " in line["name"]:
            cells["weak"].append(head)
        cells["country"] = line.get("country") or ""
        cells.setdefault("kind", kind)
        cells.setdefault("type", type_)
        cells.setdefault("id", "-".join(filter(None, (kind, cells["country"].lower(), slug(line["name"])))))
        out.append(row_of(**cells))
    return out


def build(table: str) -> int:
    """Write the table beside the generated ones."""
    return write(table, rows_of(table))
