"""For which of several parties somebody speaks, by the actor codes of both."""

from __future__ import annotations

from collections.abc import Iterable

# Sectors of those who act for their state.
_STATE = frozenset({"", "GOV", "MIL", "COP", "SPY", "LEG"})
# How many letters of a code name the land, and the land with the first sector.
_LAND, _SIDE = 3, 6


def side_of(code: str | None, parties: Iterable[tuple[str, str | None]]) -> str | None:
    """The key of the one party that shares a side with somebody: a minister with the government, a commander with the
    rebels; None where none does or several do.

    Args:
        code: the actor code of somebody (`COLGOV`).
        parties: key and actor code of each party.
    """
    found = [key for key, other in parties if code and other and _alike(code, other)]
    return found[0] if len(found) == 1 else None


def _alike(one: str, other: str) -> bool:
    if one[:_LAND] == "IGO" or other[:_LAND] == "IGO":
        return one == other
    if one[:_LAND] != other[:_LAND]:
        return False
    sectors = one[_LAND:_SIDE], other[_LAND:_SIDE]
    return sectors[0] == sectors[1] or _STATE.issuperset(sectors)
