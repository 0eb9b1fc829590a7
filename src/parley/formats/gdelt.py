"""The columns of GDELT's event table, version 2.0, as far as a reading fills them.

Three things differ from GDELT: places have ISO 3166-1 alpha-3 countries where GDELT has FIPS 10-4, `GoldsteinScale`
is PLOVER's score, and an actor's place is where the report says that he is, or the country that he is; GDELT takes the
nearest place. Ethnic and religious codes, tone and districts stay empty: a reading has none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from parley.codebook.places import gazetteer
from parley.formats.dyads import INTERNATIONAL, dyads, three_digits
from parley.model import Entity, Event, Place, Reading

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_PLACE = ("Type", "Fullname", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
GDELT = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{n}{name}" for n in (1, 2) for name in _ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{of}Geo_{name}" for of in ("Actor1", "Actor2", "Action") for name in _PLACE),
    *("DATEADDED", "SOURCEURL"),
)
# GDELT's types of places: a country, a state and a city of the United States, a city and a state elsewhere.
_COUNTRY, _US_STATE, _US_CITY, _CITY, _STATE = "1", "2", "3", "4", "5"
_STATES = frozenset({"state", "province", "region", "governorate", "area", "department", "county"})


def gdelt_rows(reading: Reading, *, every: bool = False) -> Iterator[dict[str, str]]:
    """A row a pair in GDELT's columns; a value that the reading does not have is empty."""
    places = _placed(reading)
    for dyad in dyads(reading, every=every):
        event, report, cameo = dyad.event, reading.report, three_digits(dyad.event.cameo)
        day = (dyad.date or "").replace("-", "")
        row = dict.fromkeys(GDELT, "")
        row |= {
            "GLOBALEVENTID": str(int.from_bytes(hashlib.sha256(dyad.id.encode()).digest()[:7], "big")),
            "SQLDATE": day,
            "MonthYear": day[:6],
            "Year": day[:4],
            "FractionDate": _fraction(dyad.date),
            "IsRootEvent": str(int(_leads(reading, event))),
            "EventCode": cameo,
            "EventBaseCode": cameo[:3],
            "EventRootCode": cameo[:2],
            "QuadClass": str(event.quad),
            "GoldsteinScale": f"{event.score:g}",
            "NumMentions": str(len(event.evidence)),
            "NumSources": "1",
            "NumArticles": "1",
            "DATEADDED": _moment(report.published),
            "SOURCEURL": report.url or "",
        }
        for prefix, entity in (("Actor1", dyad.source), ("Actor2", dyad.target)):
            if entity is not None:
                row |= _actor(prefix, entity) | _place(prefix, _of_actor(entity, places))
        row |= _place("Action", event.place)
        yield row


def _placed(reading: Reading) -> dict[str, Place]:
    """Where the report says that somebody is, by entity: the place itself, or what it says is located there."""
    told = [*(e.place for e in reading.events), *(f.place for f in reading.figures)]
    places = {p.entity: p for p in told if p is not None and p.entity is not None}
    at = {r.from_: places[r.to] for r in reading.relations if r.type == "located-in" and r.to in places}
    return {**at, **places}


def _of_actor(entity: Entity, places: dict[str, Place]) -> Place | None:
    if entity.id in places or not entity.country or entity.code != entity.country:
        return places.get(entity.id)
    known = gazetteer().country(entity.country)
    if known is None:
        return None
    return Place(
        name=entity.name if entity.type != "location" else known.name,
        country=entity.country,
        latitude=known.latitude,
        longitude=known.longitude,
        geonames_id=known.geonames_id,
    )


def _actor(prefix: str, entity: Entity) -> dict[str, str]:
    code = entity.code or ""
    types = list(entity.sectors)[:3]
    return {
        f"{prefix}Code": code,
        f"{prefix}Name": entity.name.upper(),
        f"{prefix}CountryCode": entity.country or "",
        f"{prefix}KnownGroupCode": code[3:6] if code.startswith(INTERNATIONAL) else "",
        **{f"{prefix}Type{n}Code": sector for n, sector in enumerate(types, 1)},
    }


def _place(of: str, place: Place | None) -> dict[str, str]:
    if place is None:
        return {}
    return {
        f"{of}Geo_Type": _type(place),
        f"{of}Geo_Fullname": place.name,
        f"{of}Geo_CountryCode": place.country or "",
        f"{of}Geo_Lat": "" if place.latitude is None else f"{place.latitude:.4f}",
        f"{of}Geo_Long": "" if place.longitude is None else f"{place.longitude:.4f}",
        f"{of}Geo_FeatureID": str(place.geonames_id or ""),
    }


def _type(place: Place) -> str:
    """GDELT's type of a place, by what the gazetteer has it as; a place that it lacks counts as a town."""
    country = gazetteer().country(place.country) if place.country else None
    if country is not None and place.geonames_id is not None and country.geonames_id == place.geonames_id:
        return _COUNTRY
    kinds = {k.kind for k in gazetteer().named(place.name) if k.geonames_id == place.geonames_id}
    if place.country == "USA":
        return _US_STATE if kinds & _STATES else _US_CITY
    return _STATE if kinds & _STATES else _CITY


def _moment(published: str | None) -> str:
    """When the report was published, to the second as GDELT 2.0 has it; the first of the day where no hour is known."""
    digits = "".join(c for c in (published or "")[:19] if c.isdigit())
    return digits.ljust(14, "0") if digits else ""


def _leads(reading: Reading, event: Event) -> bool:
    """Whether the report's headline or first sentence tells the event."""
    text = reading.report.text
    # What ends in a dash or a colon is a dateline.
    body = next((p for p in reading.passages if p.kind == "body" and text[p.end - 1] not in "-–—:"), None)
    heads = [p for p in reading.passages if p.kind == "headline"] + ([body] if body else [])
    return any(p.start <= e.start < p.end for e in event.evidence for p in heads)


def _fraction(day: str | None) -> str:
    """The date as GDELT's fraction of a year: 2014.4932."""
    if not day or len(day) != 10:
        return ""
    at = date.fromisoformat(day)
    return f"{at.year + at.timetuple().tm_yday / 366:.4f}"
