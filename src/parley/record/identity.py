"""What makes two things the same across reports and records: keys worked out from content, never counted."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from parley.codebook.actors import OF_STATE
from parley.codebook.names import key_of

if TYPE_CHECKING:
    from parley.model import Entity, Report

_WORD = re.compile(r"[^\W_]+")
_STEM = 6


def digest(*parts: str, size: int = 16) -> str:
    """A short hexadecimal key of the parts."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:size]


@lru_cache(maxsize=100_000)
def number(*parts: str, bits: int) -> int:
    """The parts as a number of so many bits, the same on every machine."""
    raw = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(raw, "big") >> (64 - bits)


def text_hash(text: str) -> str:
    """SHA-256 of the text, by which a note and a reading know it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def report_key(report: Report) -> str:
    """The key of a report: its id and the very text."""
    return digest("report", report.id, text_hash(report.text))


def entity_key(entity: Entity) -> str | None:
    """The key that joins an entity across reports.

    The codebook's id or the normalized name; of somebody unnamed ("the rebels") the actor code, where there is one.
    None for who is nobody outside the report ("both sides").
    """
    if entity.key:
        return entity.key
    return f"code:{entity.code}" if entity.code else None


def stems(key: str, code: str | None, country: str | None) -> set[str]:
    """What an entity is to a reporter who names it otherwise.

    "Warplanes", "Moscow" and "Russia" share the stem RUS, for they act for one state; rebels and citizens of a country
    share it with nobody but those of their own code.
    """
    out = {key}
    if code:
        out.add(code[:6])
    sector = (code or "")[3:6]
    if country and (not sector or sector in OF_STATE):
        out.add(country)
    return out


def words_of(sentence: str, *without: str) -> list[str]:
    """The content words of a sentence as stems, sorted: what its wording is compared by.

    Args:
        without: names and times in it, which are compared by what they stand for.
    """
    names = {word[:_STEM] for some in without for word in _WORD.findall(some.lower())}
    found = {word[:_STEM] for word in _WORD.findall(sentence.lower()) if len(word) > 3 or word.isdigit()}
    return sorted(found - names)


def name_key(name: str) -> str:
    """A name as it is compared."""
    return key_of(name)
