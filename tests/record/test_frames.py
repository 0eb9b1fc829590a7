from __future__ import annotations

import pytest

from parley.record import Record, frame
from tests.record.made import MADE, Writer


@pytest.mark.parametrize("kind", ["pandas", "polars", "arrow"])
def test_views_make_a_frame(lite: Record, kind: str) -> None:
    pytest.importorskip("pyarrow" if kind == "arrow" else kind)
    lite.keep_all([Writer("a").event("Planes struck the Front in Tesk.", day="2023-05-03", place="Tesk").done()], MADE)
    table = frame(lite.events(), kind)  # type: ignore[arg-type]
    assert table.shape[0] == 1
    column = table["actors"].to_pylist() if kind == "arrow" else list(table["actors"])
    assert column == ["Ardovian army"]
    assert frame([], kind).shape[0] == 0  # type: ignore[arg-type]
