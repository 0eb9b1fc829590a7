"""A reading together with what was looked at and dropped on the way, for `parley explain`."""

from __future__ import annotations

from parley.coding.coder import Coder
from parley.coding.layers import Act, tree_of
from parley.coding.reading import to_reading
from parley.model import Reading, Report

Dropped = dict[tuple[int, int], list[str]]


def read_with_dropped(coder: Coder, report: Report) -> tuple[Reading, Dropped]:
    """The reading of a report, and by the offsets of an event's evidence what else its words could have been.

    Raises:
        LanguageError: the report is in another language than English.
        ParleyError: it is too long.
    """
    doc = coder.doc(report)
    acts: list[Act] = doc._.parley_acts or []
    dropped: Dropped = {}
    for act in acts:
        dropped.setdefault(tree_of(doc).text(*act.span), []).extend(act.considered)
    return to_reading(doc, coder.ontology), dropped
