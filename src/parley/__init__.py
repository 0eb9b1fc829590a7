"""Parley reads news reports on conflict and diplomacy and keeps the record, each datum with the words it came from.

import parley
coder = parley.load()
reading = coder.read(text, published="2014-12-27")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["Coder", "ParleyError", "Reading", "Report", "__version__", "load"]

if TYPE_CHECKING:
    from parley.coding.coder import Coder, load
    from parley.errors import ParleyError
    from parley.model import Reading, Report

_HOMES = {
    "Coder": "parley.coding.coder",
    "load": "parley.coding.coder",
    "ParleyError": "parley.errors",
    "Reading": "parley.model",
    "Report": "parley.model",
}


def __getattr__(name: str) -> Any:
    # spaCy takes a second to import; `parley --help` and `parley schema` do without it.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'parley' has no attribute {name!r}")
