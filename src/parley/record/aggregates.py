"""Events counted: over time, between two sides by month, and as a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa

from parley.model import MUTUAL, MUTUAL_BY_MODE
from parley.record import tables as t
from parley.record.filters import Events, conditions
from parley.record.queries import entity_refs
from parley.record.search import matching
from parley.record.views import Count, DyadMonth, Edge

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

Period = Literal["day", "month", "year"]
LETTERS = {"day": 10, "month": 7, "year": 4}
# What did not happen (yet) adds to no sum, unless a status is asked for.
_REAL = t.event.c.status == ""


def _where(connection: Connection, asked: Events) -> list[Any]:
    words = matching(connection, asked.text) if asked.text else None
    out = conditions(asked, words)
    return out if asked.status else [*out, _REAL]


def period_of(by: Period) -> sa.Function[Any]:
    """The day of an event cut to its period.

    The numbers are written out: bound values would make two expressions of it, and PostgreSQL groups by one of them.
    """
    return sa.func.substr(t.event.c.day, sa.literal_column("1"), sa.literal_column(str(LETTERS[by])))


def timeline(connection: Connection, asked: Events, by: Period = "month") -> list[Count]:
    """Events that fit by period and quad class, with the mean score."""
    period = period_of(by)
    found = (
        sa.select(period, t.event.c.quad, sa.func.count(), sa.func.avg(t.event.c.score))
        .where(t.event.c.day.is_not(None), *_where(connection, asked))
        .group_by(period, t.event.c.quad)
        .order_by(period, t.event.c.quad)
    )
    return [Count(period=p, quad=q, events=n, score=round(s, 3)) for p, q, n, s in connection.execute(found)]


def _quads() -> list[Any]:
    return [sa.func.sum(sa.case((t.event.c.quad == q, 1), else_=0)) for q in (1, 2, 3, 4)]


def _other_side(one: sa.FromClause, two: sa.FromClause) -> sa.ColumnElement[bool]:
    """Whether `two` is on the other side of an event than its actor `one`.

    Of an act that all do (a meeting, a truce, a battle), nobody is a recipient: each of the actors is the others' other
    side.
    """
    any_ = t.event_party.alias("any")
    undergone = sa.exists().where(any_.c.event == t.event.c.id, any_.c.side == "recipient")
    mutual = sa.or_(
        t.event.c.type.in_(sorted(MUTUAL)),
        *((t.event.c.type == k) & t.event.c.mode.is_not_distinct_from(mode) for k, mode in MUTUAL_BY_MODE.items()),
    )
    beside = (two.c.side == "actor") & (two.c.entity != one.c.entity) & mutual & ~undergone.correlate(t.event)
    return (two.c.event == t.event.c.id) & ((two.c.side == "recipient") | beside)


def dyad_months(
    connection: Connection, asked: Events, *, by: Literal["country", "entity"] = "country", limit: int | None = None
) -> list[DyadMonth]:
    """Who did how much to whom, month by month; what two do together counts for each with the other.

    Args:
        by: `country` adds up all of a country; `entity` tells them apart.
    """
    one, two = t.event_party.alias("one"), t.event_party.alias("two")
    month = sa.func.substr(t.event.c.day, 1, 7)
    sides = (one.c.country, two.c.country) if by == "country" else (one.c.entity, two.c.entity)
    # An event of two actors of one country counts once for the country.
    pairs = (
        sa.select(
            month.label("month"),
            sides[0].label("a"),
            sides[1].label("b"),
            t.event.c.id,
            t.event.c.score,
            t.event.c.quad,
        )
        .join(one, (one.c.event == t.event.c.id) & (one.c.side == "actor"))
        .join(two, _other_side(one, two))
        .where(t.event.c.day.is_not(None), sides[0].is_not(None), sides[1].is_not(None), *_where(connection, asked))
        .distinct()
        .subquery()
    )
    p = pairs.c
    quads = [sa.func.sum(sa.case((p.quad == q, 1), else_=0)) for q in (1, 2, 3, 4)]
    found = (
        sa.select(p.month, p.a, p.b, sa.func.count(), sa.func.avg(p.score), sa.func.sum(p.score), *quads)
        .group_by(p.month, p.a, p.b)
        .order_by(p.month, p.a, p.b)
        .limit(limit)
    )
    rows = connection.execute(found).all()
    refs = entity_refs(connection, [i for row in rows for i in row[1:3]]) if by == "entity" else {}
    return [
        DyadMonth(
            month=row[0],
            actor=refs[row[1]].key if refs else row[1],
            recipient=refs[row[2]].key if refs else row[2],
            events=row[3],
            score=round(row[4], 3),
            total=round(row[5], 3),
            quads=[int(n) for n in row[6:10]],
        )
        for row in rows
    ]


def network(connection: Connection, asked: Events, *, limit: int = 200) -> list[Edge]:
    """Who acts on whom, the lines of most events first."""
    one, two = t.event_party.alias("one"), t.event_party.alias("two")
    number = sa.func.count().label("n")
    found = (
        sa.select(
            one.c.entity,
            two.c.entity,
            number,
            sa.func.avg(t.event.c.score),
            sa.func.min(t.event.c.day),
            sa.func.max(t.event.c.day),
            *_quads(),
        )
        .select_from(t.event)
        .join(one, (one.c.event == t.event.c.id) & (one.c.side == "actor"))
        .join(two, _other_side(one, two))
        .where(one.c.entity != two.c.entity, *_where(connection, asked))
        .group_by(one.c.entity, two.c.entity)
        .order_by(number.desc(), one.c.entity, two.c.entity)
        .limit(limit)
    )
    rows = connection.execute(found).all()
    refs = entity_refs(connection, [i for row in rows for i in row[:2]])
    return [
        Edge(
            actor=refs[row[0]],
            recipient=refs[row[1]],
            events=row[2],
            score=round(row[3], 3),
            first=row[4],
            last=row[5],
            quads=[int(n) for n in row[6:10]],
        )
        for row in rows
    ]
