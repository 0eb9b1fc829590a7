"""What to look for among events, and how that is said in SQL."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import sqlalchemy as sa

from parley.record import tables as t

_COUNTRY = re.compile(r"[A-Z]{3}")


class Events(msgspec.Struct, frozen=True, kw_only=True):
    """Conditions that all hold; what is left out is not asked.

    Attributes:
        actor: who did it: an entity's key, or a country (three letters) with everybody of it. So `recipient`.
        party: who did it or bore it.
        other: together with `party`: between these two, whoever did it.
        types: PLOVER types; `quads` quad classes 1 to 4.
        place: name of a place, or its key.
        country: ISO 3166-1 alpha-3, of the place.
        since: first day (ISO), `until` the last.
        publisher: told by this publisher.
        said_by: told on the word of this entity (its key).
        status: one of historical, future, hypothetical, negated; "fact" for none of them.
        independent: told by at least so many reports that are no copies of each other.
        text: words of a report that tells it.
        rejected: whether to give what analysts judged to be no event, too.
    """

    actor: str | None = None
    recipient: str | None = None
    party: str | None = None
    other: str | None = None
    types: tuple[str, ...] = ()
    quads: tuple[int, ...] = ()
    modes: tuple[str, ...] = ()
    context: str | None = None
    place: str | None = None
    country: str | None = None
    since: str | None = None
    until: str | None = None
    publisher: str | None = None
    said_by: str | None = None
    status: str | None = None
    min_confidence: float | None = None
    independent: int | None = None
    text: str | None = None
    report: str | None = None
    rejected: bool = False


def conditions(asked: Events, words: Any = None) -> list[Any]:
    """The conditions as clauses on the table of events.

    Args:
        words: a select of the ids of reports that hold the text asked for.
    """
    e = t.event.c
    out: list[Any] = [] if asked.rejected else [e.rejected.is_(False)]
    for side, who in (("actor", asked.actor), ("recipient", asked.recipient)):
        if who:
            out.append(e.id.in_(_of_party(who, asked, (side,))))
    for who in (asked.party, asked.other):
        if who:
            out.append(e.id.in_(_of_party(who, asked, ("actor", "recipient"))))
    if asked.party and asked.other and asked.party != asked.other:
        # Between two is on two sides: allies who act together do not act on each other.
        one, two = (_of_party(who, asked, ("actor",)) for who in (asked.party, asked.other))
        three, four = (_of_party(who, asked, ("recipient",)) for who in (asked.other, asked.party))
        out.append(sa.or_(e.id.in_(one) & e.id.in_(three), e.id.in_(two) & e.id.in_(four)))
    for column, values in ((e.type, asked.types), (e.quad, asked.quads), (e.mode, asked.modes)):
        if values:
            out.append(column.in_(values) if len(values) > 1 else column == values[0])
    if asked.context:
        found = sa.select(t.event_context.c.event).where(t.event_context.c.context == asked.context)
        out.append(e.id.in_(_dated(found, t.event_context.c.day, asked)))
    if asked.place:
        out.append(e.place_key == asked.place if ":" in asked.place or "/" in asked.place else e.place == asked.place)
    if asked.country:
        out.append(e.country == asked.country)
    if asked.since:
        out.append(e.day >= asked.since)
    if asked.until:
        out.append(e.day <= asked.until)
    if asked.status:
        fact = asked.status == "fact"
        out.append(e.status == "" if fact else ("|" + e.status + "|").contains(f"|{asked.status}|", autoescape=True))
    if asked.min_confidence is not None:
        out.append(sa.or_(e.confidence.is_(None), e.confidence >= asked.min_confidence))
    if asked.independent:
        out.append(e.independent >= asked.independent)
    told = sa.select(t.telling.c.event)
    if asked.publisher:
        reports = sa.select(t.report.c.id).where(t.report.c.publisher == asked.publisher)
        reports = _dated(reports, t.report.c.published, asked, late=True)
        out.append(e.id.in_(told.where(t.telling.c.report.in_(reports))))
    if asked.report:
        out.append(
            e.id.in_(told.join(t.report, t.report.c.id == t.telling.c.report).where(t.report.c.key == asked.report))
        )
    if asked.said_by:
        speaker = sa.select(t.entity.c.id).where(t.entity.c.key == asked.said_by).scalar_subquery()
        out.append(e.id.in_(told.where(t.telling.c.source_entity == speaker)))
    if words is not None:
        out.append(e.id.in_(told.where(t.telling.c.report.in_(words))))
    return out


def _of_party(who: str, asked: Events, sides: tuple[str, ...]) -> Any:
    p = t.event_party.c
    found = sa.select(p.event).where(p.side.in_(sides) if len(sides) > 1 else p.side == sides[0])
    if _COUNTRY.fullmatch(who):
        found = found.where(p.country == who)
    else:
        found = found.where(p.entity == sa.select(t.entity.c.id).where(t.entity.c.key == who).scalar_subquery())
    return _dated(found, p.day, asked)


def _dated(found: Any, day: Any, asked: Events, *, late: bool = False) -> Any:
    """The same period on the table that is asked first, so that its index serves.

    Args:
        late: the day is that of the telling, which comes after the act.
    """
    if asked.since:
        found = found.where(day >= asked.since)
    if asked.until and not late:
        found = found.where(day <= asked.until)
    return found
