"""CAMEO codes in PLOVER's terms: the type and mode that took a code over, and the frame of its verbs."""

from __future__ import annotations

from functools import cache

from parley.codebook.ontology import load_ontology
from parley.codebook.tables import table


def plover_of(code: str) -> tuple[str, str | None] | None:
    """The PLOVER type and mode that correspond to a CAMEO code ("0841" -> RETREAT, release).

    Returns:
        None where PLOVER has no such type (CAMEO 01, statements) or the code is none of CAMEO's.
    """
    found = _longest(_types(), code)
    if found is None:
        return None
    kind, _, mode = found.partition("/")
    return kind, mode or None


def frame_of(code: str) -> str:
    """The frame of `frames.yaml` that verbs of a CAMEO code have."""
    return _longest(table("petrarch.yaml")["frames"], code) or "strike"


def _longest(by_beginning: dict[str, str], code: str) -> str | None:
    return next((by_beginning[code[:n]] for n in range(len(code), 1, -1) if code[:n] in by_beginning), None)


@cache
def _types() -> dict[str, str]:
    out: dict[str, str] = {}
    for name, kind in load_ontology().kinds.items():
        for mode in kind.modes:
            code = load_ontology().cameo(name, mode)
            # "150", "170" are CAMEO's "not specified below": they tell no mode.
            if len(code) > 2 and not (len(code) == 3 and code.endswith("0")):
                out.setdefault(code, f"{name}/{mode}")
    return {**table("petrarch.yaml")["types"], **out}
