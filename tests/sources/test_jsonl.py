"""JSON Lines and JSON."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from parley.model import Report
from parley.settings import Settings
from parley.sources import Skipped

from .samples import BERN, read, report, skipped, write


def test_fields_and_extra(tmp_path: Path) -> None:
    record = {
        "id": 17, "text": BERN, "title": " Talks ", "publisher": "Courier",
        "published": "Mon, 09 Mar 2015 08:00:00 GMT",
        "url": "https://a.example/1", "language": "eng", "section": {"name": "World", "tags": [1, None]}, "source": "x",
    }  # fmt: skip
    found = report(write(tmp_path, "r.jsonl", json.dumps(record)))
    assert (found.id, found.text, found.title, found.publisher) == ("17", BERN, "Talks", "Courier")
    assert (found.published, found.url, found.language) == ("2015-03-09", "https://a.example/1", "en")
    assert found.extra == {"section": {"name": "World", "tags": [1, None]}, "source": "x"}


def test_values_that_are_no_fields_are_kept_and_not_used(tmp_path: Path) -> None:
    record = {"text": BERN, "title": {"rendered": "T"}, "published": "last week", "id": ["a"], "url": None}
    found = report(write(tmp_path, "r.jsonl", json.dumps(record)))
    assert (found.id, found.title, found.published, found.url) == ("r-1", None, None, None)
    assert found.extra == {"title": {"rendered": "T"}, "published": "last week", "id": ["a"]}


def test_mapping(tmp_path: Path) -> None:
    path = write(tmp_path, "r.jsonl", json.dumps({"body": BERN, "day": "2015-03-09", "title": "T"}))
    found = report(path, mapping={"text": "body", "published": "day", "title": ""})
    assert (found.text, found.published, found.title, found.extra) == (BERN, "2015-03-09", None, {"title": "T"})


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "broken JSON"), ("[1]", "not an object"), ('"text"', "not an object"), ("null", "not an object"),
        ('{"body": "x"}', "it has: body"), ('{"text": null}', "empty"), ('{"text": ""}', "empty"),
        ('{"text": ["a"]}', "not text"), ('{"text": 3}', "not text"), ("{}", "it has none"),
        ('{"text": "  "}', "empty"),
        ('{"a":' * 50_000, "nested too deep"), ("\ufffd\ufffd", "broken JSON"),
    ],
)  # fmt: skip
def test_broken_lines_are_skipped_one_by_one(tmp_path: Path, line: str, words: str) -> None:
    first, bad, blank_passed = read(write(tmp_path, "r.jsonl", f'{{"text":"One army"}}\n{line}\n\n{{"text":"Two"}}'))
    assert isinstance(first, Report)
    assert isinstance(bad, Skipped)
    assert words in bad.reason
    assert bad.source.endswith("r.jsonl, line 2")
    assert isinstance(blank_passed, Report)


def test_long_line_is_passed_over(tmp_path: Path) -> None:
    long = '{"text":"' + "a" * 100_000 + '"}'
    path = write(tmp_path, "r.jsonl", f'{{"text":"One army"}}\n{long}\n{{"text":"Two armies"}}\n')
    first, bad, last = read(path, settings=Settings(max_bytes=5000))
    assert isinstance(bad, Skipped)
    assert "max_bytes" in bad.reason
    assert [r.id for r in (first, last) if isinstance(r, Report)] == ["r-1", "r-3"]


def test_a_line_of_a_megabyte_is_read(tmp_path: Path) -> None:
    text = "The army left. " * 60_000
    assert report(write(tmp_path, "r.jsonl", json.dumps({"text": text}))).text == text


@pytest.mark.parametrize("odd", ['"\\ud800"', "NaN", "-Infinity", "1" * 40, "1e999", '{"\\udc00": ["\\ud800"]}'])
def test_odd_json_passes_through_in_a_form_that_can_be_written(tmp_path: Path, odd: str) -> None:
    found = report(write(tmp_path, "r.jsonl", f'{{"text": "The army left", "odd": {odd}}}'))
    assert "odd" in found.extra
    msgspec.json.encode(found)


def test_json_array_object_and_lines(tmp_path: Path) -> None:
    records = [{"text": "One army", "id": "a"}, 3, {"text": "Two armies"}]
    found = read(write(tmp_path, "r.json", json.dumps(records, indent=1)))
    assert [getattr(r, "id", None) for r in found] == ["a", None, "r-3"]
    assert report(write(tmp_path, "one.json", json.dumps(records[0], indent=1))).id == "a"
    assert report(write(tmp_path, "two.json", json.dumps(records[2], indent=1))).id == "two"
    assert len(read(write(tmp_path, "lines.json", '{"text":"One army"}\n{"text":"Two armies"}\n'))) == 2
    assert "broken JSON" in skipped(write(tmp_path, "broken.json", '{"text": "One')).reason


@pytest.mark.parametrize(("name", "content"), [("r.jsonl", " \n\t\n"), ("r.json", "[]")])
def test_a_file_without_reports_is_told(tmp_path: Path, name: str, content: str) -> None:
    assert skipped(write(tmp_path, name, content)).reason == "no reports in it"
