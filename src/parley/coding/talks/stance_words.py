"""Lists of words that only stances are read by; `codebook/data/talks.yaml` says of each what it is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class StanceWords:
    """They make no signal of talks.

    Attributes:
        moving: verbs that speak of other things than talks as soon as somebody else is to do them.
        bodies: bodies of people that bargain without a name.
        amounts: words that only say how much.
        denied: ids of stances told only where their verbs are denied.
        unopposed: verbs that refuse, and accept when they are denied.
        tidings: what others welcome that is no matter at issue.
        treating: verbs that tell a stance of some things alone: the stance, and the things.
        muted: deeds whose refusal is silence.
        outlines: words that name nothing by themselves.
        fighting: deeds of war that are no offer.
    """

    moving: frozenset[str]
    bodies: frozenset[str]
    amounts: frozenset[str]
    denied: frozenset[str]
    unopposed: frozenset[str]
    tidings: frozenset[str]
    treating: dict[str, tuple[str, frozenset[str]]]
    muted: frozenset[str]
    outlines: frozenset[str]
    fighting: frozenset[str]


def stance_words(raw: Mapping[str, Any]) -> StanceWords:
    """The lists of a codebook."""
    return StanceWords(
        moving=frozenset(raw["moving"]),
        bodies=frozenset(raw["bodies"]),
        amounts=frozenset(raw["amounts"]),
        denied=frozenset(e["id"] for e in raw["stances"] if e.get("denied")),
        unopposed=frozenset(raw["unopposed"]),
        tidings=frozenset(raw["tidings"]),
        treating={v: (e["stance"], frozenset(e["things"])) for e in raw["treating"] for v in e["verbs"]},
        muted=frozenset(raw["muted"]),
        outlines=frozenset(raw["outlines"]),
        fighting=frozenset(raw["fighting"]),
    )
