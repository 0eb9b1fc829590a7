"""Whatever the bytes, there are reports or reasons, never a crash; and every report can be written."""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parley.model import Report
from parley.settings import Settings
from parley.sources import Skipped, open_reports

from .samples import PAGE
from .test_feed import ATOM, RSS
from .test_warc import HTML, warc

SUFFIXES = ("", ".txt", ".html", ".jsonl", ".json", ".csv", ".tsv", ".rss", ".xml", ".warc", ".gz", ".zst")
SEEDS = (
    PAGE.encode(), RSS.encode(), ATOM.encode("utf-16"), warc(("200 OK", HTML, PAGE.encode(), {})),
    b'{"text": "The army left", "id": 1}\n' * 5, b'text,id\n"The army, left",1\n' * 5, gzip.compress(PAGE.encode()),
)  # fmt: skip


def check(data: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"input{suffix}"
        path.write_bytes(data)
        found = list(open_reports(path, settings=Settings(max_bytes=100_000, max_chars=20_000)))
    assert found
    for item in found:
        if isinstance(item, Skipped):
            assert item.reason
            assert "\n" not in item.reason
        else:
            assert item.text.strip()
            assert msgspec.json.decode(msgspec.json.encode(item), type=Report).text == item.text
    ids = [item.id for item in found if isinstance(item, Report)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda t: t.encode("utf-8", "replace"))))
def test_random_bytes(suffix: str, data: bytes) -> None:
    check(data, suffix)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.sampled_from(SEEDS),
    suffix=st.sampled_from(SUFFIXES),
    place=st.integers(0, 5000),
    length=st.integers(0, 40),
    insert=st.binary(max_size=40),
)
def test_damaged_files(seed: bytes, suffix: str, place: int, length: int, insert: bytes) -> None:
    place %= len(seed)
    check(seed[:place] + insert + seed[place + length :], suffix)
