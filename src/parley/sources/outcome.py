"""What a reader works on and what comes out: an input, drafts of reports, and inputs that were skipped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from parley.settings import Settings


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input, or a part of one, that gave no report.

    Attributes:
        source: the file (or `-`), with the place inside it where there is one.
        reason: why, in one line that says what to do where something can be done.
    """

    source: str
    reason: str

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


@dataclass(slots=True)
class Draft:
    """A report as a reader found it, before it is cleaned, dated and given its final id.

    Attributes:
        place: where in the input it stands ("line 7"), empty if it is the whole input.
        language: what the data says of this report; trusted.
        page_language: what the page or feed declares; templates often get it wrong, so the text decides first.
        published: as it came, in whatever form.
    """

    text: str
    place: str = ""
    number: int | None = None
    id: str | None = None
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    page_language: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Input:
    """One opened input.

    Attributes:
        name: as the caller wrote it; the source that `Skipped` names.
        stem: the name without folder and endings; ids derive from it.
        suffix: the ending that tells the kind, lower case, compression taken off (".jsonl").
        stream: the bytes, decompressed.
        head: the first bytes of the stream, not consumed.
        mapping: report field to the column or key that holds it; an empty name leaves the field out.
    """

    name: str
    stem: str
    suffix: str
    stream: BinaryIO
    head: bytes
    settings: Settings
    mapping: Mapping[str, str]

    def skip(self, reason: str, place: str = "") -> Skipped:
        """This input, or a place in it, as skipped."""
        return Skipped(f"{self.name}, {place}" if place else self.name, reason)


Reader = Callable[[Input], Iterator[Draft | Skipped]]
