"""The gazetteer: names of places to what they may be, with country, point and weight.

`places.csv.gz` is sorted by key, so a name is found by bisection in its lines and only the lines asked for are read.
Made by `training/codebook/places.py`; GeoNames, CC BY 4.0, and UCDP GED, CC BY 4.0.
"""

from __future__ import annotations

import gzip
import math
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from parley.codebook.acts import DATA, read_yaml
from parley.codebook.names import key_of
from parley.errors import CodebookError

PLACES = DATA / "places.csv.gz"
COLUMNS = ("key", "name", "kind", "country", "latitude", "longitude", "weight", "geonames_id", "note")
EARTH_KM = 6371.0

_ARTICLE = re.compile(r"^(?:al|el|ar|as|an|ad|az|ash|at|the) ")


class Point(Protocol):
    """Anything with a point in degrees of WGS 84."""

    @property
    def latitude(self) -> float: ...
    @property
    def longitude(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Known:
    """A place of the gazetteer.

    Attributes:
        kind: city, town, village, province, region, area, camp, base, sea, strait, front, country ...
        country: ISO 3166-1 alpha-3, None for what belongs to no country or to several.
        weight: inhabitants, or what stands in for them, as far as the place goes by the name asked for.
        note: what a reader must know: the point of a country is its capital, a territory is disputed.
    """

    name: str
    kind: str
    country: str | None
    latitude: float
    longitude: float
    weight: int
    geonames_id: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of `places.yaml`.

    Attributes:
        parts: word as it stands ("northern") to the part of a country.
        between, opening: what may, and what of it must, stand between a place and what it lies in.
        kinds: word for a kind of place to the gazetteer's kinds that it allows.
    """

    parts: dict[str, str]
    between: frozenset[str]
    opening: frozenset[str]
    kinds: dict[str, frozenset[str]]


@lru_cache(maxsize=1)
def place_words() -> Words:
    """The shipped word lists."""
    raw = read_yaml(DATA / "places.yaml")
    parts = {form: part for part, forms in raw["parts"].items() for form in forms}
    kinds = {word: frozenset(group["kinds"]) for group in raw["kinds"].values() for word in group["words"]}
    return Words(parts, frozenset(raw["between"]), frozenset(raw["opening"]), kinds)


class Gazetteer:
    """Places by name. Reading the file takes some 50 ms; a look-up takes microseconds."""

    def __init__(self, *tables: Sequence[str]) -> None:
        """Take tables of lines, each sorted by key; a later table's places count before an earlier one's."""
        self._tables = tables
        self._found: dict[str, tuple[Known, ...]] = {}
        self._countries: dict[str, Known | None] = {}

    @classmethod
    def load(cls, *folders: Path) -> Gazetteer:
        """The shipped gazetteer, with the `places.csv` of each folder added.

        Raises:
            CodebookError: a table is malformed.
        """
        added = [_own_lines(folder / "places.csv") for folder in folders if (folder / "places.csv").is_file()]
        return cls(gzip.decompress(PLACES.read_bytes()).decode("utf-8").splitlines()[1:], *added)

    def named(self, name: str) -> tuple[Known, ...]:
        """The places with this name, the weightiest first; a word of kind ("Anbar province") chooses."""
        found = self._found.get(name)
        if found is None:
            # A long run over many reports meets endless new names: forget them all now and then.
            if len(self._found) >= 20_000:
                self._found.clear()
            found = self._found[name] = self._look_up(key_of(name))
        return found

    def country(self, iso3: str) -> Known | None:
        """The country with this ISO 3166-1 alpha-3 code."""
        if iso3 not in self._countries:
            self._countries[iso3] = next(iter(self._lines(iso3.upper())), None)
        return self._countries[iso3]

    def _look_up(self, key: str) -> tuple[Known, ...]:
        if not key:
            return ()
        exact = self._lines(key) or self._lines(_ARTICLE.sub("", key))
        if exact:
            return exact
        bare, kinds = without_kind(key)
        if kinds is None:
            return ()
        found = self._lines(bare) or self._lines(_ARTICLE.sub("", bare))
        return tuple(k for k in found if k.kind in kinds) or found

    def _lines(self, key: str) -> tuple[Known, ...]:
        out: list[Known] = []
        for table in reversed(self._tables):
            at = bisect_left(table, key + ",")
            while at < len(table) and table[at].startswith(key + ","):
                out.append(_known(table[at]))
                at += 1
        out.sort(key=lambda k: -k.weight)
        return tuple(out)


def without_kind(key: str) -> tuple[str, frozenset[str] | None]:
    """A key without the word that says the kind of place, and the kinds that it allows (None without such a word)."""
    words, kinds = key.split(), place_words().kinds
    for size in (2, 1):
        last = " ".join(words[-size:])
        if len(words) > size and last in kinds:
            return " ".join(words[:-size]), kinds[last]
    if len(words) > 1 and words[0] in kinds:
        rest = words[2:] if words[1] == "of" and len(words) > 2 else words[1:]
        return " ".join(rest), kinds[words[0]]
    return key, None


def plain_key(name: str) -> str:
    """The key of a name without its article and word of kind."""
    return _ARTICLE.sub("", without_kind(key_of(name))[0])


def distance(a: Point, b: Point) -> float:
    """Kilometres between two points, along the great circle."""
    p, q = math.radians(a.latitude), math.radians(b.latitude)
    half = math.sin((q - p) / 2) ** 2
    half += math.cos(p) * math.cos(q) * math.sin(math.radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def _known(line: str) -> Known:
    _, name, kind, country, latitude, longitude, weight, geonames_id, note = line.split(",")
    return Known(
        name,
        kind,
        country or None,
        float(latitude),
        float(longitude),
        int(weight),
        int(geonames_id) if geonames_id else None,
        note or None,
    )


def _own_lines(path: Path) -> list[str]:
    """A user's table: the shipped one's columns without `key`; `name`, `latitude`, `longitude` must be there."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    header = [cell.strip() for cell in lines[0].split(",")] if lines else []
    missing = {"name", "latitude", "longitude"} - set(header)
    if missing or set(header) - set(COLUMNS[1:]):
        raise CodebookError(
            f"{path}: columns are {', '.join(COLUMNS[1:])}; missing: {', '.join(sorted(missing)) or '-'}"
        )
    out = []
    for number, text in enumerate(lines[1:], 2):
        if not text.strip():
            continue
        cells = dict(zip(header, text.split(","), strict=False))
        line = ",".join([key_of(cells["name"]), *(cells.get(c, "") or _DEFAULTS.get(c, "") for c in COLUMNS[1:])])
        try:
            _known(line)
        except ValueError as error:
            raise CodebookError(f"{path}:{number}: {error}") from error
        out.append(line)
    return sorted(out)


_DEFAULTS = {"kind": "place", "weight": "1000000"}


@lru_cache(maxsize=4)
def gazetteer(*folders: Path) -> Gazetteer:
    """The gazetteer of the codebook, loaded once."""
    return Gazetteer.load(*folders)
