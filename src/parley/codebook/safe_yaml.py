"""YAML that holds plain values and nothing that runs."""

from __future__ import annotations

from typing import Any

import yaml

# The C loader is ten times faster and not in every build of the library. Both make plain values only.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse(text: str) -> Any:
    """The value of a document.

    Raises:
        yaml.YAMLError: it is no YAML, asks for Python objects, or nests deeper than can be read.
    """
    try:
        return yaml.load(text, Loader=_LOADER)  # nosec B506
    except RecursionError:
        raise yaml.YAMLError("nested too deep to read") from None
