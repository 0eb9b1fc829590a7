"""The columns of GDELT's event table, version 2.0, as far as a reading fills them.

Two things differ from GDELT: places have ISO 3166-1 alpha-3 countries where GDELT has FIPS 10-4, and `GoldsteinScale`
is PLOVER's score. Ethnic and religious codes, tone and first-level districts stay empty.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date

from parley.formats.dyads import INTERNATIONAL, Dyad, dyads
from parley.model import Entity, Event, Reading

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
_COUNTRY, _CITY = "1", "4"


def gdelt_rows(reading: Reading, *, every: bool = False) -> Iterator[dict[str, str]]:
    """A row a pair in GDELT's columns; a value that the reading does not have is empty."""
    for dyad in dyads(reading, every=every):
        event, report, cameo = dyad.event, reading.report, dyad.event.cameo or ""
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
            "DATEADDED": (report.published or "").replace("-", ""),
            "SOURCEURL": report.url or "",
        }
        row |= _actor("Actor1", dyad.source) | _actor("Actor2", dyad.target) | _place(dyad)
        yield row


def _actor(prefix: str, entity: Entity | None) -> dict[str, str]:
    if entity is None:
        return {}
    code = entity.code or ""
    types = list(entity.sectors)[:3]
    return {
        f"{prefix}Code": code,
        f"{prefix}Name": entity.name.upper(),
        f"{prefix}CountryCode": entity.country or "",
        f"{prefix}KnownGroupCode": code[3:6] if code.startswith(INTERNATIONAL) else "",
        **{f"{prefix}Type{n}Code": sector for n, sector in enumerate(types, 1)},
    }


def _place(dyad: Dyad) -> dict[str, str]:
    place = dyad.event.place
    if place is None:
        return {}
    return {
        "ActionGeo_Type": _COUNTRY if place.name == place.country else _CITY,
        "ActionGeo_Fullname": place.name,
        "ActionGeo_CountryCode": place.country or "",
        "ActionGeo_Lat": "" if place.latitude is None else f"{place.latitude:.4f}",
        "ActionGeo_Long": "" if place.longitude is None else f"{place.longitude:.4f}",
        "ActionGeo_FeatureID": str(place.geonames_id or ""),
    }


def _leads(reading: Reading, event: Event) -> bool:
    """Whether the report's headline or first sentence tells the event."""
    body = next((p for p in reading.passages if p.kind == "body"), None)
    heads = [p for p in reading.passages if p.kind == "headline"] + ([body] if body else [])
    return any(p.start <= e.start < p.end for e in event.evidence for p in heads)


def _fraction(day: str | None) -> str:
    """The date as GDELT's fraction of a year: 2014.4932."""
    if not day or len(day) != 10:
        return ""
    at = date.fromisoformat(day)
    return f"{at.year + at.timetuple().tm_yday / 366:.4f}"
