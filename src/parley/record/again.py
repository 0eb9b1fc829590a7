"""Merging a whole record again, in the order of publication: the same events whatever order the reports came in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from parley.record import tables as t
from parley.record.currents import currents
from parley.record.derive import Deriver
from parley.record.store import Numbers, Store, chunks
from parley.record.tellings import EntityBook

if TYPE_CHECKING:
    from parley.codebook.ontology import Ontology

_PAGE = 300
_DERIVED = (
    t.position, t.talks_telling, t.talks_party, t.talks, t.relation_telling, t.relation, t.figure, t.disagreement,
    t.telling_party, t.telling, t.event_party, t.event_context, t.block, t.event, t.appearance,
)  # fmt: skip


def merge_again(store: Store, book: EntityBook, ontology: Ontology) -> None:
    """Work out everything anew from readings and notes, in one transaction. Judgements of analysts hold as before."""
    with store.write() as connection:
        for table in _DERIVED:
            connection.execute(sa.delete(table))
        connection.execute(sa.update(t.entity).values(reports=0))
        order = (
            sa.select(t.report.c.id)
            .where(t.report.c.replaced_by.is_(None))
            .order_by(t.report.c.published.nullsfirst(), t.report.c.key)
        )
        ids = list(connection.execute(order).scalars())
        deriver = Deriver(connection, Numbers(connection), book, ontology)
        for some in chunks(ids, _PAGE):
            found = {c.report: c for c in currents(connection, some)}
            deriver.derive([found[i] for i in some])
