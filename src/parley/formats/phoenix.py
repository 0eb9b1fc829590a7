"""PETRARCH's events and the columns of the Phoenix data sets (Open Event Data Alliance)."""

from __future__ import annotations

from collections.abc import Iterator

from parley.formats.dyads import INTERNATIONAL, Dyad, dyads, three_digits
from parley.model import Entity, Place, Reading

PETRARCH = ("Date", "Source", "Target", "EventCode", "Issues", "IDs", "URL", "Publisher")
PHOENIX = (
    "EventID", "Date", "Year", "Month", "Day", "SourceActorFull", "SourceActorEntity", "SourceActorRole",
    "SourceActorAttribute", "TargetActorFull", "TargetActorEntity", "TargetActorRole", "TargetActorAttribute",
    "EventCode", "EventRootCode", "PentaClass", "GoldsteinScore", "Issues", "Lat", "Lon", "LocationName",
    "CountryName", "StateName", "SentenceID", "URLs", "NewsSources",
)  # fmt: skip
NOBODY = "---"


def petrarch_rows(reading: Reading, *, every: bool = False) -> Iterator[dict[str, str]]:
    """A row a pair, as PETRARCH writes them; who is not known is `---`."""
    for dyad in dyads(reading, every=every):
        report = reading.report
        yield dict(
            zip(
                PETRARCH,
                (
                    *(
                        _digits(dyad),
                        _code(dyad.source) or NOBODY,
                        _code(dyad.target) or NOBODY,
                        three_digits(dyad.event.cameo),
                    ),
                    *(";".join(dyad.event.contexts), dyad.id, report.url or "", report.publisher or ""),
                ),
                strict=True,
            )
        )


def phoenix_rows(reading: Reading, *, every: bool = False) -> Iterator[dict[str, str]]:
    """A row a pair in the columns of Phoenix. The score is PLOVER's (-10 to 10); `Issues` are PLOVER's contexts."""
    for dyad in dyads(reading, every=every):
        event, report, date = dyad.event, reading.report, _digits(dyad)
        cameo = three_digits(event.cameo)
        yield dict(
            zip(
                PHOENIX,
                (
                    *(dyad.id, date, date[:4], date[4:6], date[6:]),
                    *(*_actor(dyad.source), *_actor(dyad.target)),
                    *(cameo, cameo[:2], str(event.quad), _number(event.score), ";".join(event.contexts)),
                    *_where(event.place),
                    *(dyad.id, report.url or "", report.publisher or ""),
                ),
                strict=True,
            )
        )


def _digits(dyad: Dyad) -> str:
    return (dyad.date or "").replace("-", "")


def _code(entity: Entity | None) -> str:
    return (entity.code or "") if entity else ""


def _actor(entity: Entity | None) -> tuple[str, str, str, str]:
    """The code, then the country (or the kind of international actor), the first sector and the others."""
    if entity is None:
        return "", "", "", ""
    code, sectors = _code(entity), list(entity.sectors)
    home = code[:3] if code.startswith(INTERNATIONAL) else entity.country or ""
    return code, home, sectors[0] if sectors else "", ";".join(sectors[1:])


def _where(place: Place | None) -> tuple[str, str, str, str, str]:
    if place is None:
        return "", "", "", "", ""
    return _number(place.latitude), _number(place.longitude), place.name, place.country or "", ""


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"
