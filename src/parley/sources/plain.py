"""Plain text: the whole input is one report, its first line nothing special."""

from __future__ import annotations

from collections.abc import Iterator

from parley.sources.decode import decode
from parley.sources.outcome import Draft, Input, Skipped
from parley.sources.streams import read_whole


def read_text(source: Input) -> Iterator[Draft | Skipped]:
    """One draft, the text as it came."""
    yield Draft(text=decode(read_whole(source.stream, source.settings.max_bytes)))
