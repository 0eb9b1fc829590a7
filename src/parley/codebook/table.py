"""The codebook's actor tables: one CSV format for what ships and for what a user adds.

A line is an actor. Cells with several values separate them by `|`; an office is `title;country;since;until;code`, and
what is not known stays empty. Dates are ISO, `YYYY` or `YYYY-MM`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from parley.errors import CodebookError

DATA = Path(__file__).parent / "data"
ALIAS_COLUMNS = {
    "names": "name",
    "short": "short",
    "acronyms": "acronym",
    "demonyms": "demonym",
    "capitals": "capital",
    "metonyms": "metonym",
    "surnames": "surname",
    "weak": "weak",
}
COLUMNS = (
    *("id", "name", "kind", "type", "code", "country", "since", "until"),
    *ALIAS_COLUMNS,
    *("offices", "uncertain"),
)


def read_rows(path: Path) -> Iterator[list[str]]:
    """The lines of one actor table, cells in the order of COLUMNS; columns left out are empty.

    Raises:
        CodebookError: the file has a column that the format does not know, or lacks `id`, `name`, `kind` or `type`.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        header = tuple(next(lines, ()))
        unknown = [c for c in header if c not in COLUMNS]
        missing = [c for c in COLUMNS[:4] if c not in header]
        if unknown or missing:
            raise CodebookError(
                f"{path}: unknown columns {unknown}, missing columns {missing}; an actor table has {', '.join(COLUMNS)}"
            )
        whole = header == COLUMNS
        places = [header.index(c) if c in header else -1 for c in COLUMNS]
        for number, line in enumerate(lines, 2):
            if not line:
                continue
            if len(line) != len(header):
                raise CodebookError(f"{path}:{number}: {len(line)} cells, the header has {len(header)}")
            yield line if whole else [line[p] if p >= 0 else "" for p in places]


def write_rows(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write an actor table, its lines sorted by id."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        ordered = list(rows)
        ordered.sort(key=lambda row: row[0])
        writer.writerows(ordered)


@lru_cache(maxsize=1)
def offices() -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """Normal office title to its sector, its group (head of "state" or "government", or none) and its other titles."""
    with (DATA / "offices.csv").open(encoding="utf-8", newline="") as file:
        return {r["office"]: (r["sector"], r["group"], tuple(r["titles"].split("|"))) for r in csv.DictReader(file)}


@lru_cache(maxsize=1)
def _normal() -> dict[str, str]:
    out: dict[str, str] = {}
    for office, (_, _, titles) in offices().items():
        for title in (office, *titles):
            out.setdefault(title, office)
    return out


def normal_title(title: str) -> str | None:
    """The normal title of an office ("Minister of Foreign Affairs" -> "foreign minister"), None if not known."""
    return _normal().get(" ".join(title.lower().split()))
