"""Limits and defaults in one place, so that nobody has to search for a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may be told.

    Attributes:
        model: name or path of an installed spaCy English pipeline; None for the one that ships.
        codebook: folder that extends the shipped codebook; None for the shipped one alone.
        max_chars: longest report coded, in code points; a longer one is refused with a message.
        max_bytes: largest single input read into memory, in bytes.
        min_confidence: events under it are left out; events without a confidence always stay.
        screen: what becomes of reports whose words cannot tell a political act. "off" reads them as all others; "on"
            skips them, and their reading holds the report alone; "check" parses them all the same and leaves the same
            reading, so that "on" can be proved by it.
    """

    model: str | None = None
    codebook: str | None = None
    max_chars: int = 1_000_000
    max_bytes: int = 200_000_000
    min_confidence: float = 0.0
    screen: Literal["off", "on", "check"] = "off"
