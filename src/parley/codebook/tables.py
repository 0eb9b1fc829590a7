"""The codebook's YAML tables, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from parley.codebook.acts import DATA, read_merged
from parley.errors import CodebookError


@cache
def table(name: str, folder: Path | None = None) -> dict[str, Any]:
    """A table of the codebook by its path under `codebook/data`, such as "times/words.yaml".

    The same object comes back each time: read it, never change it.

    Args:
        folder: a folder that extends the shipped codebook: lists are joined, other values replaced.

    Raises:
        CodebookError: the file is not there or is no YAML mapping.
    """
    if not (DATA / name).exists():
        raise CodebookError(f"codebook table {name!r} cannot be read: there is no such file")
    return read_merged(name, (DATA,) if folder is None else (DATA, folder))


def folder_of(codebook: str | None) -> Path | None:
    """The folder that a component is configured with, whole, so that what is kept of it is kept once."""
    return None if codebook is None else Path(codebook).resolve()
