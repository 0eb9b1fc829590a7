"""Words of a report that a spreadsheet would run are disarmed in every table of the record."""

from __future__ import annotations

import pytest

from parley.model import FORMULA, harmless
from parley.record.export.tables import _plain


@pytest.mark.parametrize("start", FORMULA)
def test_a_cell_that_begins_like_a_formula_gets_an_apostrophe(start: str) -> None:
    assert harmless(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("=1+1", "'=1+1"),
        ("\t=1+1", "'=1+1"),
        ("Tel\tAviv\r\nJaffa", "Tel Aviv Jaffa"),
        (-3.2, "-3.2"),
        ("Homs", "Homs"),
    ],
)
def test_cells_of_phoenix(cell: object, told: str) -> None:
    assert _plain(cell) == told
