"""Events as pairs of a source and a target, as CAMEO's data sets have them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations, product

from parley.model import MUTUAL, MUTUAL_BY_MODE, Entity, Event, Reading

INTERNATIONAL = ("IGO", "NGO", "MNC", "IMG")
"""What the codes of actors begin with that belong to no country."""


@dataclass(frozen=True, slots=True)
class Dyad:
    """One pair of an event.

    Attributes:
        number: of the pair within its event, from 1.
        date: ISO date of the event where a day is known, else the report's publication date; None where neither is.
    """

    reading: Reading
    event: Event
    number: int
    source: Entity | None
    target: Entity | None
    date: str | None

    @property
    def id(self) -> str:
        """Unlike any other pair's of any report, and the same each time."""
        return f"{self.reading.report.id}/{self.event.id}/{self.number}"


def dyads(reading: Reading, *, every: bool = False) -> Iterator[Dyad]:
    """The pairs of a reading's events: each actor with each recipient; of a symmetric act, each side with each other.

    Args:
        reading: what was found in one report.
        every: events with a status too (future, hypothetical, negated, background), which such data sets cannot tell
            from what is reported as fact.
    """
    entities = {entity.id: entity for entity in reading.entities}
    for event in reading.events:
        if event.status and not every:
            continue
        for number, (source, target) in enumerate(_pairs(event), 1):
            yield Dyad(
                reading,
                event,
                number,
                entities[source] if source else None,
                entities[target] if target else None,
                _day(event) or reading.report.published,
            )


def _pairs(event: Event) -> list[tuple[str | None, str | None]]:
    mutual = event.type in MUTUAL or (event.type in MUTUAL_BY_MODE and event.mode == MUTUAL_BY_MODE[event.type])
    if mutual and not event.recipients and len(event.actors) > 1:
        return list(permutations(event.actors, 2))
    sources: list[str | None] = [*event.actors] or [None]
    targets: list[str | None] = [*event.recipients] or [None]
    return list(product(sources, targets))


def three_digits(cameo: str | None) -> str:
    """A CAMEO code as event tables have it: a category with nothing below it is written with a nought ("030")."""
    return cameo.ljust(3, "0") if cameo else ""


def _day(event: Event) -> str | None:
    value = event.time.value if event.time else None
    return value[:10] if value and len(value) >= 10 and value[:4].isdigit() and value[4] == value[7] == "-" else None
