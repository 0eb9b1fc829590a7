"""Common nouns that make an actor: rebels, warplanes, police, the opposition, a foreign minister."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Role:
    """A role noun: `sectors` are CAMEO/PLOVER sector codes, `office` the office it names, if any."""

    id: str
    type: str
    sectors: tuple[str, ...] = ()
    office: str | None = None
