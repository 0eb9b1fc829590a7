"""What must be true of whatever Parley makes of an input, however it came about."""

from __future__ import annotations

import json
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import jsonschema
import msgspec

import parley
from parley.errors import ParleyError
from parley.model import Reading, Report, from_json, schema, validate
from parley.settings import Settings
from parley.sources import Skipped, open_reports

VALIDATOR = jsonschema.Draft202012Validator(schema())
SMALL = Settings(max_bytes=100_000, max_chars=20_000)
"""Limits that make large inputs out of small ones."""


class TooSlowError(BaseException):
    """Something took longer than it may. Not an Exception, as code that guards against faults would catch it."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail when the block takes longer. Only a call that never comes back from C is not broken off."""

    def late(*_: object) -> None:
        raise TooSlowError(f"not done after {seconds:g} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def keeps_the_contract(reading: Reading) -> None:
    """The reading is valid by the code, by the published schema and after a round trip; its words are whole."""
    validate(reading)
    line = reading.to_json()
    assert "\n" not in line
    assert from_json(line) == reading
    VALIDATOR.validate(json.loads(line))
    for event in reading.events:
        assert event.evidence
        assert all(e.sentence.start <= e.start < e.end <= e.sentence.end for e in event.evidence)
    assert all(mention.start < mention.end for mention in reading.mentions)
    assert len(list(reading.event_rows())) == len(reading.events)


def reads_or_refuses(coder: parley.Coder, text: str, published: str | None, seconds: float = 20) -> Reading | None:
    """The reading of a text, checked; None where the coder refuses it in one line. Any other error is a fault."""
    try:
        with within(seconds):
            reading = coder.read(text, published=published)
    except ParleyError as refusal:
        message = str(refusal)
        assert "\n" not in message
        return None
    keeps_the_contract(reading)
    return reading


def opens_or_skips(data: bytes, suffix: str, settings: Settings = SMALL, seconds: float = 20) -> list[Report | Skipped]:
    """What an input of these bytes gives: reports that can be written, or reasons of one line."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"input{suffix}"
        path.write_bytes(data)
        with within(seconds):
            found = list(open_reports(path, settings=settings))
    assert found
    for item in found:
        if isinstance(item, Skipped):
            assert item.reason
            assert "\n" not in item.reason
            continue
        assert item.text.strip()
        assert len(item.text) <= settings.max_chars
        assert msgspec.json.decode(msgspec.json.encode(item), type=Report).text == item.text
    ids = [item.id for item in found if isinstance(item, Report)]
    assert len(ids) == len(set(ids))
    return found
