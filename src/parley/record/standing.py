"""What lasts: relations and talks, gathered over the record, with where they stand now and how they came there.

Both may be told of thousands of times, so a new telling changes the sum by what it adds; only where one is taken out
is the sum worked out from all.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from parley.record import tables as t
from parley.record.days import ordinal
from parley.record.identity import name_key
from parley.record.store import Numbers, chunks, insert

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.engine import Connection

    from parley.record.tellings import Rows

# Talks of one name go on for a year; talks of other names are the same when the parties meet again within this.
SAME_NAME_DAYS, SAME_PARTIES_DAYS = 365, 60
SHARED = 0.6
_CANDIDATES = 30


def add_relations(connection: Connection, numbers: Numbers, batch: Sequence[Rows]) -> None:
    """Add what a batch of reports tells of relations."""
    rows = [row for rows in batch for row in rows.relations]
    keys = {row["key"] for row in rows}
    known: dict[str, int] = {}
    for some in chunks(sorted(keys)):
        known |= dict(
            connection.execute(sa.select(t.relation.c.key, t.relation.c.id).where(t.relation.c.key.in_(some))).all()
        )
    for row in rows:
        key = row["key"]
        if key not in known:
            known[key] = numbers.next(t.relation)
            insert(
                connection,
                t.relation,
                [
                    {
                        "id": known[key],
                        "key": key,
                        **{c: row[c] for c in ("type", "from_entity", "to_entity", "status", "since")},
                        "first_told": None,
                        "last_told": None,
                        "tellings": 0,
                        "independent": 0,
                    }
                ],
            )
        told = {c: v for c, v in row.items() if c in t.relation_telling.c}
        told |= {"id": numbers.next(t.relation_telling), "relation": known[key]}
        _count(connection, t.relation, t.relation_telling, "relation", told, ("status", "since"))
        insert(connection, t.relation_telling, [told])


def _count(
    connection: Connection,
    whole: sa.Table,
    tellings: sa.Table,
    column: str,
    told: dict[str, Any],
    latest: Iterable[str],
) -> None:
    """Add one telling, not yet in its table, to the sum."""
    number = told[column]
    row = connection.execute(sa.select(whole).where(whole.c.id == number)).mappings().one()
    confirms = not connection.execute(
        sa.select(tellings.c.id).where(tellings.c[column] == number, tellings.c.cluster == told["cluster"]).limit(1)
    ).first()
    day, values = told["day"], {}
    if row["last_told"] is None or (day and day >= row["last_told"]):
        values = {c: told[c] for c in latest if told[c] is not None}
    connection.execute(
        sa.update(whole)
        .where(whole.c.id == number)
        .values(
            tellings=row["tellings"] + 1,
            independent=row["independent"] + confirms,
            first_told=min(filter(None, (row["first_told"], day)), default=None),
            last_told=max(filter(None, (row["last_told"], day)), default=None),
            **values,
        )
    )


def add_talks(connection: Connection, numbers: Numbers, batch: Sequence[Rows]) -> None:
    """Add what a batch of reports tells of talks."""
    for rows in batch:
        for row in rows.talks:
            roles: dict[str, list[int]] = json.loads(row["parties"])
            found = _same_talks(connection, row, roles)
            number, why = found if found else (numbers.next(t.talks), "first told")
            if found is None:
                insert(
                    connection,
                    t.talks,
                    [
                        {
                            "id": number,
                            **{c: row[c] for c in ("key", "name", "stage", "venue", "country")},
                            "name_key": name_key(row["name"]),
                            "first_told": None,
                            "last_told": None,
                            "tellings": 0,
                            "independent": 0,
                        }
                    ],
                )
            _add_parties(connection, number, roles)
            told = {**row, "id": numbers.next(t.talks_telling), "talks": number, "why": why}
            _count(connection, t.talks, t.talks_telling, "talks", told, ("stage", "venue", "country"))
            insert(connection, t.talks_telling, [told])
            positions = [
                {**p, "id": numbers.next(t.position), "telling": told["id"], "talks": number}
                for p in rows.positions[row["key"]]
            ]
            insert(connection, t.position, positions)


def _add_parties(connection: Connection, talks: int, roles: dict[str, list[int]]) -> None:
    known = set(
        connection.execute(
            sa.select(t.talks_party.c.role, t.talks_party.c.entity).where(t.talks_party.c.talks == talks)
        ).all()
    )
    new = sorted({(role, e) for role, some in roles.items() for e in some} - known)
    insert(connection, t.talks_party, [{"talks": talks, "role": role, "entity": e} for role, e in new])


def _same_talks(connection: Connection, row: dict[str, Any], roles: dict[str, list[int]]) -> tuple[int, str] | None:
    """The talks of the record that a report tells of, with the reason."""
    everybody = {e for some in roles.values() for e in some}
    name = name_key(row["name"])
    columns = (t.talks.c.id, t.talks.c.name_key, t.talks.c.country, t.talks.c.last_told)
    by_name = sa.select(*columns).where(t.talks.c.name_key == name)
    found = list(connection.execute(by_name.order_by(t.talks.c.last_told.desc()).limit(_CANDIDATES)))
    if roles["party"]:
        met = sa.select(t.talks_party.c.talks).where(
            t.talks_party.c.entity.in_(roles["party"]), t.talks_party.c.role == "party"
        )
        recent = sa.select(*columns).where(t.talks.c.id.in_(met)).order_by(t.talks.c.last_told.desc())
        found += connection.execute(recent.limit(_CANDIDATES)).all()
    best: tuple[float, int, str] | None = None
    for number, key, country, last in sorted(set(found), key=lambda r: r[0]):
        apart = abs(ordinal(row["day"]) - ordinal(last)) if row["day"] and last else 0
        parties = dict(_roles(connection, number))
        theirs = {e for some in parties.values() for e in some}
        shared = len(everybody & theirs)
        share = len(set(roles["party"]) & parties.get("party", set())) / max(
            1, len(set(roles["party"]) | parties.get("party", set()))
        )
        if key == name and apart <= SAME_NAME_DAYS and (shared or not everybody or not theirs):
            points, why = 2 + share, f"same name, {shared} who take part in both"
        elif (
            share >= SHARED
            and len(set(roles["party"]) & parties["party"]) > 1
            and apart <= SAME_PARTIES_DAYS
            and (row["country"] is None or country is None or row["country"] == country)
        ):
            points, why = share, f"same parties ({share:.2f}), {apart} days apart"
        else:
            continue
        if best is None or points > best[0]:
            best = (points, number, why)
    return best[1:] if best else None


def _roles(connection: Connection, talks: int) -> dict[str, set[int]]:
    out: dict[str, set[int]] = {}
    found = sa.select(t.talks_party.c.role, t.talks_party.c.entity).where(t.talks_party.c.talks == talks)
    for role, entity in connection.execute(found):
        out.setdefault(role, set()).add(entity)
    return out


def recount(connection: Connection, relations: Iterable[int], talks: Iterable[int]) -> None:
    """Work out the sums of relations and talks from which tellings were taken; what none tells of is taken out."""
    for whole, tellings, column, latest, numbers in (
        (t.relation, t.relation_telling, "relation", ("status", "since"), relations),
        (t.talks, t.talks_telling, "talks", ("key", "name", "stage", "venue", "country"), talks),
    ):
        for number in sorted(set(numbers)):
            rows = (
                connection.execute(
                    sa.select(tellings).where(tellings.c[column] == number).order_by(tellings.c.day, tellings.c.id)
                )
                .mappings()
                .all()
            )
            if whole is t.talks:
                connection.execute(sa.delete(t.talks_party).where(t.talks_party.c.talks == number))
            if not rows:
                connection.execute(sa.delete(whole).where(whole.c.id == number))
                continue
            days = [r["day"] for r in rows if r["day"]]
            values = {c: next((r[c] for r in reversed(rows) if r[c] is not None), None) for c in latest}
            if whole is t.talks:
                first = min(rows, key=lambda r: r["id"])
                values |= {"key": first["key"], "name": first["name"], "name_key": name_key(first["name"])}
                roles: dict[str, list[int]] = {}
                for row in rows:
                    for role, some in json.loads(row["parties"]).items():
                        roles[role] = sorted({*roles.get(role, []), *some})
                _add_parties(connection, number, roles)
            connection.execute(
                sa.update(whole)
                .where(whole.c.id == number)
                .values(
                    tellings=len(rows),
                    independent=len({r["cluster"] for r in rows}),
                    first_told=min(days, default=None),
                    last_told=max(days, default=None),
                    **values,
                )
            )
