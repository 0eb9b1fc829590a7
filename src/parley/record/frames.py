"""What queries give as a table, for those who go on in pandas, polars or Arrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from parley.record.views import View


def frame(rows: Iterable[View], kind: Literal["pandas", "polars", "arrow"] | None = None) -> Any:
    """A data frame of views, a row each; entities are given by their names, lists joined by '|'.

    Args:
        kind: which library; None for the first of pandas, polars and Arrow that is installed.

    Raises:
        ImportError: none is installed (`pip install "parley[tables]"`).
    """
    plain = [{name: _cell(value) for name, value in row.to_dict().items()} for row in rows]
    columns = {name: [row.get(name) for row in plain] for name in (plain[0] if plain else ())}
    for wanted in (kind,) if kind else ("pandas", "polars", "arrow"):
        try:
            if wanted == "pandas":
                import pandas

                return pandas.DataFrame(columns)
            if wanted == "polars":
                import polars

                return polars.DataFrame(columns, strict=False, infer_schema_length=None)
            import pyarrow
        except ImportError:
            continue
        return pyarrow.table(columns)
    raise ImportError(f'{kind or "a frame"} is not installed: pip install "parley[tables]"')


def _cell(value: Any) -> Any:
    if isinstance(value, dict):
        return value.get("name") or value.get("key") or str(value)
    if isinstance(value, list):
        return "|".join(str(_cell(v)) for v in value)
    return value
