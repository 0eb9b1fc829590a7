"""Actors known before a report is read: states, officials, organizations, armed groups, parties, media, peoples."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Office:
    """An office held: dates are ISO, `YYYY` or `YYYY-MM` where no more is known, None where open."""

    title: str
    country: str | None = None
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor of the codebook."""

    id: str
    name: str
    kind: str
    type: str
    code: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    offices: tuple[Office, ...] = ()
    uncertain: bool = False
