"""Compression, bounds and broken streams."""

from __future__ import annotations

import bz2
import gzip
import random
import sys
import tracemalloc
import zlib
from pathlib import Path

import pytest

from parley.errors import SourceError
from parley.model import Report
from parley.settings import Settings
from parley.sources import Skipped, open_reports
from parley.sources.streams import inflate

from .samples import BERN, PAGE, read, report, skipped, write

LINE = f'{{"text": "{BERN}"}}\n'.encode()


def test_gzip_and_bzip2_of_any_kind(tmp_path: Path) -> None:
    assert report(write(tmp_path, "bern.txt.gz", gzip.compress(BERN.encode()))).text == BERN
    assert report(write(tmp_path, "page.html.bz2", bz2.compress(PAGE.encode()))).published == "2015-03-09"
    several = gzip.compress(LINE) + gzip.compress(LINE)
    assert [r.id for r in read(write(tmp_path, "m.jsonl.gz", several)) if isinstance(r, Report)] == ["m-1", "m-2"]


def test_compression_is_told_by_content_and_not_by_name(tmp_path: Path) -> None:
    assert report(write(tmp_path, "bern.txt", gzip.compress(BERN.encode()))).text == BERN
    assert report(write(tmp_path, "plain.txt.gz", BERN)).text == BERN


def test_zstandard(tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard")
    packed = zstandard.ZstdCompressor().compress(LINE)
    assert len(read(write(tmp_path, "r.jsonl.zst", packed + packed))) == 2
    numbered = b"".join(LINE.replace(b"Bern", b"Bern %d" % i) for i in range(3000))
    long = zstandard.ZstdCompressor().compress(numbered)
    assert len(read(write(tmp_path, "l.jsonl.zst", long))) == 3000
    assert "before the end" in read(write(tmp_path, "cut.jsonl.zst", long[:-9]))[-1].reason  # type: ignore[union-attr]
    assert "cannot be read" in skipped(write(tmp_path, "b.jsonl.zst", packed[:5] + b"\xff" * 40)).reason


def test_zstandard_without_its_package_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)
    assert "pip install" in skipped(write(tmp_path, "r.zst", b"\x28\xb5\x2f\xfd" + bytes(20))).reason


def test_truncated_gzip_gives_what_came_before_the_break(tmp_path: Path) -> None:
    noise = random.Random(7)
    lines = b"".join(b'{"text": "Army %d left", "n": %d}\n' % (i, noise.getrandbits(60)) for i in range(20_000))
    packed = gzip.compress(lines)
    found = read(write(tmp_path, "cut.jsonl.gz", packed[: len(packed) // 2]))
    assert len(found) > 1000
    assert all(isinstance(r, Report) for r in found[:-1])
    assert isinstance(found[-1], Skipped)
    assert "cannot be read to its end" in found[-1].reason


def test_garbage_that_starts_like_gzip(tmp_path: Path) -> None:
    assert "cannot be read" in skipped(write(tmp_path, "x.gz", b"\x1f\x8b\x08" + bytes(range(200)))).reason


@pytest.mark.parametrize("name", ["bomb.txt.gz", "bomb.jsonl.gz", "bomb.csv.gz", "bomb.html.gz", "bomb.rss.gz"])
@pytest.mark.parametrize("filling", [b"\n", b"a", b"text,a\n"])
def test_gzip_bomb_is_stopped(tmp_path: Path, name: str, filling: bytes) -> None:
    size = 600_000
    path = write(tmp_path, name, gzip.compress(filling * (size // len(filling))))
    found = read(path, settings=Settings(max_bytes=100_000))
    assert isinstance(found[-1], Skipped)


def test_memory_is_flat_over_jsonl(tmp_path: Path) -> None:
    path = write(tmp_path, "many.jsonl", LINE * 3_000)
    tracemalloc.start()
    count = sum(isinstance(r, Report) for r in open_reports(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 3_000
    assert peak < path.stat().st_size  # the ids, and nothing of the texts


def test_inflate() -> None:
    body = PAGE.encode()
    bare = zlib.compressobj(wbits=-15)
    assert inflate(gzip.compress(body), "gzip", 10**6) == body
    assert inflate(zlib.compress(body), "deflate", 10**6) == body
    assert inflate(bare.compress(body) + bare.flush(), "deflate", 10**6) == body
    assert inflate(body, "identity", 10**6) == body
    for data, encoding, limit in ((body, "gzip", 10**6), (body, "br", 10**6), (gzip.compress(body), "gzip", 100)):
        with pytest.raises(SourceError):
            inflate(data, encoding, limit)
