"""Files made to break out, to blow up or to mislead: refused or read, in bounded time and memory, and nothing written."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from parley.settings import Settings
from parley.sources import Skipped
from tests.contract import within
from tests.strategies import SCRIPTS

from .samples import BERN, PAGE, read, report, skipped, write
from .test_warc import HTML, warc


def test_ten_million_brackets(tmp_path: Path) -> None:
    with within(10):
        assert (
            "more than 1,000,000 (the setting max_chars)" in skipped(write(tmp_path, "r.txt", "(" * 10_000_000)).reason
        )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("r.json", "[" * 200_000),
        ("r.jsonl", '{"text": ' * 50_000 + "\n"),
        ("r.json", '{"text": "x", "a": ' + "[" * 100_000 + "]" * 100_000 + "}"),
        ("r.html", "<html><body>" + "<div>" * 100_000 + BERN),
        ("r.html", "<html><body>" + "<b><i>" * 50_000 + BERN),
        ("r.html", "<html><body>" + "<table><tr><td>" * 20_000 + BERN),
        ("r.html", "<html><body>" + "<p a='" * 50_000 + BERN),
        ("r.html", "<html><body><p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">" + BERN),
        ("r.html", "<html><body>" + "&lt;" * 200_000 + BERN),
        ("r.html", "<html><body>" + "<!--" * 100_000 + BERN),
        ("r.rss", "<rss><channel>" + "<item>" * 100_000),
        ("r.csv", "text\n" + '"' * 300_001),
        ("r.csv", ",".join(["text"] * 100_000) + "\n" + ",".join(["x"] * 100_000)),
        ("r.tsv", "text\t" + "\t" * 200_000),
    ],
)  # fmt: skip
def test_nesting_and_repetition_without_end(tmp_path: Path, name: str, content: str) -> None:
    with within(20):
        found = read(write(tmp_path, name, content))
    assert found
    assert all(not isinstance(item, Skipped) or "\n" not in item.reason for item in found)


def test_gzip_in_gzip_is_undone_once(tmp_path: Path) -> None:
    data = BERN.encode()
    for _ in range(3):
        data = gzip.compress(data)
    assert "binary" in skipped(write(tmp_path, "r.txt.gz", data)).reason


def test_a_small_bomb_inside_a_warc_answer_is_held_to_the_limit(tmp_path: Path) -> None:
    body = gzip.compress(b"<html><body>" + b" " * 50_000_000)
    path = write(tmp_path, "c.warc", warc(("200 OK", HTML, body, {"Content-Encoding": "gzip"})))
    with within(10):
        assert "larger than 1,000,000 bytes" in skipped(path, settings=Settings(max_bytes=1_000_000)).reason


@pytest.mark.parametrize("name", ["../../escape.txt", "/tmp/escape.txt", "a\\..\\..\\escape.txt"])
def test_archives_are_refused_and_not_unpacked(tmp_path: Path, name: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, BERN)
    (tmp_path / "in").mkdir()
    path = write(tmp_path / "in", "reports.zip", out.getvalue())
    assert "unpack it" in skipped(path).reason
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["reports.zip"]


def test_an_address_that_climbs_is_only_an_address(tmp_path: Path) -> None:
    data = warc(("200 OK", HTML, PAGE.encode(), {})).replace(b"http://", b"file:///../../")
    found = report(write(tmp_path, "c.warc", data))
    assert found.id == "c-1"


@pytest.mark.parametrize("line", SCRIPTS)
def test_orders_and_programs_are_words(tmp_path: Path, line: str) -> None:
    line = line.strip()
    assert report(write(tmp_path, "r.jsonl", json.dumps({"text": f"{BERN} {line}"}))).text == f"{BERN} {line}"
    assert report(write(tmp_path, "r.txt", f"{BERN} {line}")).text == f"{BERN} {line}"


def test_scripts_of_a_page_are_no_text(tmp_path: Path) -> None:
    page = PAGE.replace("</article>", "<script>alert('shelled Homs')</script><style>.shelled{}</style></article>")
    assert "shelled Homs" not in report(write(tmp_path, "r.html", page)).text


def test_ids_and_titles_stay_on_one_line(tmp_path: Path) -> None:
    found = report(
        write(tmp_path, "r.jsonl", json.dumps({"text": BERN, "id": "../../etc/passwd\x00", "title": " A\ud800 "}))
    )
    assert (found.id, found.title) == ("../../etc/passwd", "A\ufffd")


def test_two_encodings_in_one_file(tmp_path: Path) -> None:
    lines = [
        json.dumps({"text": f"{BERN} Café {n}."}, ensure_ascii=False).encode(code)
        for n, code in enumerate(("utf-8", "cp1252"))
    ]
    found = read(write(tmp_path, "r.jsonl", b"\n".join(lines)))
    assert [item.text[-8:] for item in found if not isinstance(item, Skipped)] == [" Café 0.", " Café 1."]
