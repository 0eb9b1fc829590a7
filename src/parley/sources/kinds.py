"""The readers, and which one an input gets: by its ending, otherwise by what its first bytes look like."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from parley.errors import SourceError
from parley.sources.decode import binary, declared_encoding, guess_encoding
from parley.sources.feed import read_feed
from parley.sources.html import read_html
from parley.sources.jsonl import read_json, read_jsonl
from parley.sources.outcome import Reader
from parley.sources.parquet import MAGIC, read_parquet
from parley.sources.plain import read_text
from parley.sources.table import read_table
from parley.sources.warc import read_warc


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of input.

    Attributes:
        looks: whether a text starts like this kind, used where the ending tells nothing.
        many: whether an input of this kind holds several reports, which are then numbered.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Reader
    looks: Callable[[str], bool]


def starts(pattern: str) -> Callable[[str], bool]:
    """A test whether a text starts like the pattern, after blanks, XML declarations and comments."""
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda text: bool(compiled.match(PREAMBLE.sub("", text)))


PREAMBLE = re.compile(r"\A(?:\s+|<\?[^>]{0,2000}\?>|<!--.{0,4000}?-->)+", re.DOTALL)
PARQUET: Final = Kind("parquet", (".parquet", ".pq"), read_parquet, lambda text: False)
KINDS: Final = (
    Kind("warc", (".warc",), read_warc, starts(r"WARC/\d")),
    Kind("feed", (".rss", ".atom", ".rdf"), read_feed, starts(r"<(?:rss|feed|(?:\w+:)?rdf)\b")),
    Kind("html", (".html", ".htm", ".xhtml", ".shtml"), read_html,
         starts(r"<(?:!doctype\s+html|html|head|body|title|meta|div|article|h1|p)\b")),
    Kind("jsonl", (".jsonl", ".ndjson", ".jl"), read_jsonl, starts(r'\{\s*"[^\n]{0,60000}\}\s*(?:\n\s*\{|\Z)')),
    Kind("json", (".json",), read_json, starts(r'\[\s*\{\s*"|\{\s*(?:"|\})')),
    Kind("table", (".csv", ".tsv", ".tab", ".psv"), read_table, lambda text: False),
    Kind("text", (".txt", ".text", ".md", ".rst", ".asc"), read_text, lambda text: True),
)  # fmt: skip


def kind_of(suffix: str, head: bytes) -> Kind:
    """The kind of an input.

    Raises:
        SourceError: the bytes are neither text nor Parquet.
    """
    if head.startswith(MAGIC):
        return PARQUET
    # A WARC holds pages as they were sent, compressed ones too.
    if not head.startswith(b"WARC/") and (reason := binary(head)):
        raise SourceError(reason)
    text = head.decode(guess_encoding(head[:4096], declared=declared_encoding(head)), errors="replace")
    text = text.lstrip("\ufeff")
    by_suffix = next((kind for kind in KINDS if suffix in kind.suffixes), None)
    if by_suffix:
        # Servers and browsers save feeds as .html and pages as .txt; both start in a way that text does not.
        return by_content(text) if by_suffix.name in ("html", "text") and text.lstrip()[:1] == "<" else by_suffix
    return by_content(text)


def by_content(text: str) -> Kind:
    """The first kind that the text looks like; plain text looks like none of the others."""
    return next(kind for kind in KINDS if kind.looks(text))
