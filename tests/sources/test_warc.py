"""WARC files."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from parley.model import Report
from parley.sources import Skipped

from .samples import BERN, PAGE, read, report, skipped, write


def record(kind: str, url: str, media: str, block: bytes) -> bytes:
    """One WARC record."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2019-01-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{len(url)}>\r\nContent-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def warc(*answers: tuple[str, str, bytes, dict[str, str]], packed: bool = False) -> bytes:
    """A WARC of answers (status, media type, body, further headers), each with its metadata."""
    pack = gzip.compress if packed else bytes
    out = pack(record("warcinfo", "", "application/warc-fields", b"software: none\r\n"))
    for number, (status, media, body, headers) in enumerate(answers, start=1):
        fields = "".join(f"{name}: {value}\r\n" for name, value in {"Content-Type": media, **headers}.items())
        block = f"HTTP/1.1 {status}\r\n{fields}\r\n".encode() + body
        url = f"https://crawl.example/2015/{number}"
        out += pack(record("response", url, "application/http; msgtype=response", block))
        out += pack(record("metadata", url, "application/warc-fields", b"fetchTimeMs: 3\r\n"))
    return out


HTML = "text/html; charset=utf-8"
CHUNKED = b"5\r\n<html\r\n" + b"%x\r\n>" % (len(PAGE.encode()) + 1) + PAGE.encode() + b"\r\n0\r\n\r\n"


@pytest.mark.parametrize("packed", [False, True])
def test_pages_are_read_and_the_rest_passed_over(tmp_path: Path, packed: bool) -> None:
    data = warc(
        ("200 OK", HTML, PAGE.encode(), {}),
        ("200 OK", "image/png", b"\x89PNG", {}),
        ("404 Not Found", HTML, PAGE.encode(), {}),
        ("200 OK", HTML, gzip.compress(PAGE.encode()), {"Content-Encoding": "gzip"}),
        ("200 OK", HTML, CHUNKED, {"Transfer-Encoding": "chunked"}),
        ("200 OK", HTML, b"", {}),
        ("200 OK", HTML, PAGE.encode(), {"Content-Encoding": "br"}),
        packed=packed,
    )
    found = read(write(tmp_path, "crawl.warc.gz" if packed else "crawl.warc", data))
    assert [r.id for r in found if isinstance(r, Report)] == ["crawl-1", "crawl-2", "crawl-3"]
    for r in found[:3]:
        assert isinstance(r, Report)
        assert BERN in r.text
        assert r.published == "2015-03-09"  # the page's own, not the day of the crawl
        assert r.url
        assert r.url.startswith("https://crawl.example/2015/")
    assert [s.source.rsplit(", ")[-1] for s in found[3:] if isinstance(s, Skipped)] == ["page 4", "page 5"]


def test_one_gzip_around_the_whole_file(tmp_path: Path) -> None:
    data = warc(("200 OK", HTML, PAGE.encode(), {}), ("200 OK", HTML, PAGE.encode(), {}))
    assert len(read(write(tmp_path, "crawl.warc.gz", gzip.compress(data)))) == 2


def test_charset_of_the_server(tmp_path: Path) -> None:
    page = PAGE.replace('<meta charset="utf-8">', "").replace("Bern", "Łódź").encode("cp1250")
    found = report(write(tmp_path, "c.warc", warc(("200 OK", "text/html; charset=windows-1250", page, {}))))
    assert "Łódź" in found.text


def test_broken_warcs(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    whole = warc(("200 OK", HTML, PAGE.encode(), {}), ("200 OK", HTML, PAGE.encode(), {}))
    assert "without HTML pages" in skipped(write(tmp_path, "none.warc", warc(("200 OK", "image/png", b"", {})))).reason
    assert skipped(write(tmp_path, "junk.warc", b"WARC/1.0\r\njunk\r\n\r\n" + b"x" * 99)).reason
    assert skipped(write(tmp_path, "text.warc", b"no archive at all\n")).reason
    for cut in range(100, len(whole), 331):
        assert read(write(tmp_path, "cut.warc", whole[:cut]))
    long = whole.replace(b"Content-Length: ", b"Content-Length: 1", 1)
    assert read(write(tmp_path, "length.warc", long))
    short = whole[:200] + whole[250:]
    assert read(write(tmp_path, "short.warc", short))
    assert capfd.readouterr() == ("", "")


def test_a_first_page_that_was_sent_compressed_does_not_make_a_warc_binary(tmp_path: Path) -> None:
    answer = ("200 OK", HTML, gzip.compress(PAGE.encode()), {"Content-Encoding": "gzip"})
    assert BERN in report(write(tmp_path, "c.warc", warc(answer))).text
