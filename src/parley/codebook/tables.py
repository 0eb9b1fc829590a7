"""The codebook's YAML tables, read once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from parley.codebook.safe_yaml import parse
from parley.errors import CodebookError


@cache
def table(name: str) -> dict[str, Any]:
    """A table of the shipped codebook by its path under `codebook/data`, such as "times/words.yaml".

    The same object comes back each time: read it, never change it.

    Raises:
        CodebookError: the file is not there or is no YAML mapping.
    """
    try:
        text = (files("parley.codebook") / "data" / name).read_text(encoding="utf-8")
        data = parse(text)
    except (OSError, yaml.YAMLError) as error:
        raise CodebookError(f"codebook table {name!r} cannot be read: {error}") from error
    if not isinstance(data, dict):
        raise CodebookError(f"codebook table {name!r} must be a YAML mapping")
    return data
