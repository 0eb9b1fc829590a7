"""What pages call an entity: by its name, or by what its code says where reports only ever name a role."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from parley.codebook.table import COLUMNS, DATA, read_rows

ROLE = "code:"


@cache
def _sectors() -> dict[str, str]:
    loaded: dict[str, str] = yaml.safe_load((files("parley.desk") / "data" / "sectors.yaml").read_text("utf-8"))
    return loaded


@cache
def _countries() -> dict[str, str]:
    name, code = COLUMNS.index("name"), COLUMNS.index("code")
    return {row[code]: row[name] for row in read_rows(Path(DATA) / "actors" / "states.csv") if row[code]}


@cache
def in_words(code: str) -> str:
    """An actor code in words: "armed forces (Ethiopia)" for ETHMIL; the code where it says nothing that is known."""
    parts = [code[i : i + 3] for i in range(0, len(code), 3)]
    country = _countries().get(parts[0]) if parts else None
    sectors = [_sectors()[part] for part in parts if part in _sectors()]
    if not sectors:
        return f"somebody of {country}" if country else code
    return f"{', '.join(dict.fromkeys(sectors))} ({country})" if country else ", ".join(dict.fromkeys(sectors))


def called(entity: Any) -> str:
    """The name to show of an entity of the record or of a reading."""
    name: str = entity["name"] if isinstance(entity, dict) else entity.name
    key: str | None = entity.get("key") if isinstance(entity, dict) else entity.key
    return in_words(name) if key == f"{ROLE}{name}" else name
