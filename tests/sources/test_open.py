"""The entrance: inputs, ids, overrides, limits, and that one bad input never stops the others."""

from __future__ import annotations

import gc
import gzip
import io
import sys
from pathlib import Path

import pytest

from parley.errors import SourceError
from parley.model import Report
from parley.settings import Settings
from parley.sources import Skipped, open_reports

from .samples import BERN, PAGE, read, report, skipped, write


def test_plain_text_is_kept_verbatim(tmp_path: Path) -> None:
    text = "  Talks\r\nin\tBern \u200b\u202eabc\u2066 cafe\u0301\r\n\r\nAn army  left. "
    found = report(write(tmp_path, "bern.txt", text))
    assert found.text == text.replace("\r\n", "\n")
    assert (found.id, found.title, found.published, found.extra) == ("bern", None, None, {})


def test_nul_and_lone_surrogates_go(tmp_path: Path) -> None:
    assert report(write(tmp_path, "a.txt", BERN + "\0 end")).text == BERN + " end"
    line = b'{"text": "An army \\ud83d left \\ud83d\\ude00 the city"}'
    assert report(write(tmp_path, "b.jsonl", line)).text == "An army \ufffd left \U0001f600 the city"


def test_missing_empty_and_binary_inputs_are_skipped_and_the_others_read(tmp_path: Path) -> None:
    inputs = [
        tmp_path / "nowhere.txt",
        write(tmp_path, "empty.txt", b""),
        write(tmp_path, "blank.txt", b" \r\n\t"),
        write(tmp_path, "signs.txt", b"--- *** ---"),
        write(tmp_path, "image.txt", b"\x89PNG\r\n\x1a\n" + bytes(200)),
        write(tmp_path, "scan.pdf", b"%PDF-1.7 whatever"),
        write(tmp_path, "random", bytes(range(256)) * 8),
        write(tmp_path, "good.txt", BERN),
    ]
    *bad, good = read(*inputs)
    assert [Path(s.source).name for s in bad if isinstance(s, Skipped)] == [p.name for p in inputs[:-1]]
    reasons = [s.reason for s in bad if isinstance(s, Skipped)]
    for reason, words in zip(
        reasons, ("no such file", "empty", "empty", "no words", "PNG", "pdftotext", "binary"), strict=True
    ):
        assert words in reason
    assert isinstance(good, Report)
    assert good.text == BERN


def test_a_file_that_may_not_be_read_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "locked.txt", BERN)

    def refuse(*args: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert skipped(path).reason == "cannot be opened: Permission denied"


def test_too_large_in_bytes_or_characters(tmp_path: Path) -> None:
    path = write(tmp_path, "long.txt", BERN)
    assert "max_bytes" in skipped(path, settings=Settings(max_bytes=50)).reason
    assert "max_chars" in skipped(path, settings=Settings(max_chars=50)).reason
    assert report(path, settings=Settings(max_bytes=len(BERN), max_chars=len(BERN))).text == BERN


def test_folder_is_read_in_order_of_names_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b.txt", ".hidden.txt", ".git/config.txt", "c.html"):
        write(tmp_path, name, PAGE if name.endswith("html") else f"{BERN} {name}")
    found = read(tmp_path)
    assert [r.id for r in found if isinstance(r, Report)] == ["b", "c", "b-2", "z"]
    assert found == read(tmp_path)


def test_folder_without_files(tmp_path: Path) -> None:
    assert "folder" in skipped(tmp_path).reason


def test_address_is_not_fetched() -> None:
    assert "offline" in skipped("https://lake-courier.example/world").reason


def test_names_with_nul_are_skipped() -> None:
    assert skipped("a\0b").reason


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for content, kind in ((BERN, "text"), (PAGE, "page"), ('{"text": "The army left"}\n', "jsonl")):
        raw = io.BytesIO(content.encode())
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(raw))
        found = report("-")
        assert found.id.startswith("stdin"), kind
        assert not raw.closed
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert skipped("-") == Skipped("-", "empty")


def test_one_input_may_stand_alone(tmp_path: Path) -> None:
    path = write(tmp_path, "bern.txt", BERN)
    assert list(open_reports(path)) == list(open_reports(str(path))) == list(open_reports([path]))


def test_overrides(tmp_path: Path) -> None:
    found = report(
        write(tmp_path, "page.html", PAGE),
        id="x1",
        title="T",
        publisher="P",
        published="2014-12-27",
        url="https://a.example/",
    )
    assert (found.id, found.title, found.publisher) == ("x1", "T", "P")
    assert (found.published, found.url) == ("2014-12-27", "https://a.example/")


@pytest.mark.parametrize("value", ["27 December 2014", "2014-13-01", "2014-02-30", "20141227", "yesterday", ""])
def test_published_must_be_an_iso_date_and_is_refused_at_once(value: str) -> None:
    with pytest.raises(SourceError, match="YYYY-MM-DD"):
        open_reports([], published=value)


def test_published_error_suggests_the_date_that_was_meant() -> None:
    with pytest.raises(SourceError, match="you may mean 2014-12-27"):
        open_reports([], published="27 December 2014")


@pytest.mark.parametrize("mapping", [{"txt": "body"}, {"text": ""}, {"text": 3}])
def test_mapping_of_what_is_no_field_is_refused_at_once(mapping: dict[str, str]) -> None:
    with pytest.raises(SourceError):
        open_reports([], mapping=mapping)


def test_ids_are_unique_and_the_same_every_time(tmp_path: Path) -> None:
    lines = [f'{{"id": "{i}", "text": "The army left city {i}"}}\n' for i in ("a", "a", "a-2", "a", "b")]
    path = write(tmp_path, "r.jsonl", "".join(lines))
    ids = [r.id for r in read(path, path) if isinstance(r, Report)]
    assert ids[:5] == ["a", "a-2", "a-2-2", "a-3", "b"]
    assert len(set(ids)) == len(ids) == 10
    assert ids == [r.id for r in read(path, path) if isinstance(r, Report)]
    assert [r.id for r in read(path, id="x") if isinstance(r, Report)] == ["x", "x-2", "x-3", "x-4", "x-5"]


def test_reports_without_ids_are_numbered_after_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, "march.jsonl", '{"text": "One army"}\nbroken\n{"text": "Two armies"}\n')
    first, broken, last = read(path)
    assert isinstance(first, Report)
    assert isinstance(broken, Skipped)
    assert isinstance(last, Report)
    assert (first.id, last.id) == ("march-1", "march-3")
    assert broken.source == f"{path}, line 2"


def test_language_comes_from_the_data_then_the_text_then_the_page(tmp_path: Path) -> None:
    spanish = "El ejército bombardea la ciudad y los rebeldes piden un alto el fuego"
    assert report(write(tmp_path, "a.jsonl", f'{{"language": "en-GB", "text": "{spanish}"}}')).language == "en"
    assert report(write(tmp_path, "b.jsonl", f'{{"text": "{spanish}"}}')).language == "es"
    page = PAGE.replace('lang="en-GB"', 'lang="fr"')
    assert report(write(tmp_path, "c.html", page)).language == "en"
    assert report(write(tmp_path, "d.html", '<html lang="fr-FR"><body><p>Kaboul</p></body></html>')).language == "fr"


def test_files_are_closed_when_the_caller_stops_early(tmp_path: Path) -> None:
    path = write(tmp_path, "r.jsonl.gz", gzip.compress(b'{"text": "The army left"}\n' * 50))
    reports = open_reports(path)
    next(reports)
    reports.close()  # type: ignore[attr-defined]
    gc.collect()  # an unclosed file would warn here, and warnings are errors


def test_a_pattern_stands_for_the_files_that_fit(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/1.txt", "a/1.csv", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(BERN)
    found = list(open_reports(str(tmp_path / "?" / "*.txt")))
    assert [item.id for item in found if isinstance(item, Report)] == ["1", "2"]
    assert len(list(open_reports(str(tmp_path / "**" / "*.txt")))) == 3
    (none,) = open_reports(str(tmp_path / "*.pdf"))
    assert isinstance(none, Skipped)
    assert "no file fits" in none.reason


def test_a_file_whose_name_looks_like_a_pattern_is_itself(tmp_path: Path) -> None:
    write(tmp_path, "talks[1].txt", BERN)
    (found,) = open_reports(str(tmp_path / "talks[1].txt"))
    assert isinstance(found, Report)


def test_how_far_a_file_is_read_is_told_in_bytes_on_the_disk(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", "".join(f'{{"text": "The army left city {i}"}}\n' for i in range(9_000)))
    told: list[int] = []
    assert len(list(open_reports(path, on_bytes=told.append))) == 9_000
    assert told == sorted(told)
    assert len(told) > 2
    assert told[-1] == path.stat().st_size
