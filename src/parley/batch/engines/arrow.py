"""For engines that hand over record batches and take others: Spark's `mapInArrow`, Ray Data, DuckDB, Arrow itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Literal

from parley.batch.kernel import code

if TYPE_CHECKING:
    import pyarrow as pa

    from parley.settings import Settings


def in_arrow(
    settings: Settings | None = None, *, what: Literal["readings", "events", "failed"] = "readings"
) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """What turns batches of reports into batches of readings, events or failures.

    The function travels to the machines by its arguments alone, and loads its coder there, once for all the batches
    that it is given.
    """

    def coded(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        from parley.coding.coder import load

        coder = load(settings)
        for batch in batches:
            yield getattr(code(batch, coder), what)

    return coded
