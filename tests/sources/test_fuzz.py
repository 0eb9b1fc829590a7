"""Whatever the bytes, there are reports or reasons, never a crash; and every report can be written."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contract import opens_or_skips
from tests.strategies import damaged, files

from .samples import PAGE
from .test_feed import ATOM, RSS
from .test_warc import HTML, warc

SUFFIXES = ("", ".txt", ".html", ".jsonl", ".json", ".csv", ".tsv", ".rss", ".xml", ".warc", ".gz", ".zst")
SEEDS = (
    PAGE.encode(), RSS.encode(), ATOM.encode("utf-16"), warc(("200 OK", HTML, PAGE.encode(), {})),
    b'{"text": "The army left", "id": 1}\n' * 5, b'text,id\n"The army, left",1\n' * 5, gzip.compress(PAGE.encode()),
)  # fmt: skip


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda t: t.encode("utf-8", "replace"))))
def test_random_bytes(suffix: str, data: bytes) -> None:
    opens_or_skips(data, suffix)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=damaged(st.sampled_from(SEEDS)), suffix=st.sampled_from(SUFFIXES))
def test_damaged_files(data: bytes, suffix: str) -> None:
    opens_or_skips(data, suffix)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(file=files())
def test_files_of_every_kind(file: tuple[str, bytes]) -> None:
    suffix, data = file
    opens_or_skips(data, suffix)
