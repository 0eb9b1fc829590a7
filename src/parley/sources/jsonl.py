"""JSON Lines, one report a line; also one JSON array or object, which is read whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from parley.errors import SourceError
from parley.sources.decode import SURROGATE, clean, decode, text_lines
from parley.sources.fields import FIELDS, draft_from
from parley.sources.outcome import Draft, Input, Skipped
from parley.sources.streams import read_whole


def read_jsonl(source: Input) -> Iterator[Draft | Skipped]:
    """One draft a line; a broken line is skipped and the next one read."""
    number = 0
    for position, line in enumerate(text_lines(source.stream, source.head, source.settings.max_bytes), start=1):
        place = f"line {position}"
        if line is None:
            number += 1
            yield source.skip(f"longer than {source.settings.max_bytes:,} bytes (the setting max_bytes)", place)
        elif line.strip(" \t\r\n\0"):
            number += 1
            yield from from_line(source, line, place, number)


def read_json(source: Input) -> Iterator[Draft | Skipped]:
    """A JSON file: an array of reports or one report; if it is neither but its lines are, JSON Lines."""
    data = read_whole(source.stream, source.settings.max_bytes)
    text = decode(data)
    try:
        whole = parse(text)
    except SourceError:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) < 2 or not lines[0].strip().endswith("}"):
            raise
        for number, line in enumerate(lines, start=1):
            yield from from_line(source, line, f"record {number}", number)
        return
    if isinstance(whole, list):
        for number, record in enumerate(whole, start=1):
            yield from from_record(source, record, f"record {number}", number)
    else:
        yield from from_record(source, whole, "", None)


def from_line(source: Input, line: str, place: str, number: int) -> Iterator[Draft | Skipped]:
    """The report of one line, or why there is none."""
    try:
        record = parse(line)
    except SourceError as error:
        yield source.skip(str(error), place)
    else:
        yield from from_record(source, record, place, number)


def from_record(source: Input, record: object, place: str, number: int | None) -> Iterator[Draft | Skipped]:
    """The report of one JSON value, or why there is none."""
    if not isinstance(record, dict):
        yield source.skip(f'a JSON {type(record).__name__}, not an object with a "text"', place)
        return
    columns = {name: source.mapping.get(name, name) for name in FIELDS}
    try:
        yield draft_from(record, columns, place, number)
    except SourceError as error:
        yield source.skip(str(error), place)


def parse(text: str) -> Any:
    """A JSON value that can be written again.

    Raises:
        SourceError: it is no JSON, or nests deeper than can be read.
    """
    try:
        return msgspec.json.decode(text)
    except RecursionError:
        raise SourceError("JSON nested too deep to read") from None
    except (msgspec.MsgspecError, UnicodeError, ValueError) as error:
        first = str(error)
    # The standard reader takes what others write: lone surrogates, NaN, numbers beyond a float.
    try:
        return writable(json.loads(text.replace("\0", "")))
    except RecursionError:
        raise SourceError("JSON nested too deep to read") from None
    except ValueError:
        raise SourceError(f"broken JSON: {first}") from None


def writable(value: Any) -> Any:
    """The value with lone surrogates replaced, as UTF-8 has no form for them."""
    if isinstance(value, str):
        return clean(value) if SURROGATE.search(value) else value
    if isinstance(value, list):
        return [writable(item) for item in value]
    if isinstance(value, dict):
        return {writable(key): writable(item) for key, item in value.items()}
    return value
