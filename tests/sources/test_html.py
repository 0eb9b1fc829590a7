"""Saved pages."""

from __future__ import annotations

import logging
import time
from pathlib import Path

import pytest
import trafilatura

from .samples import BERN, LISTS, PAGE, SHELLS, read, report, skipped, write


def test_article_and_what_the_page_says_of_itself(tmp_path: Path) -> None:
    found = report(write(tmp_path, "page.html", PAGE))
    assert found.text.split("\n") == ["Envoys return to Bern for a third round", BERN, LISTS, SHELLS]
    assert found.title == "Envoys return to Bern for a third round"
    assert (found.publisher, found.published) == ("The Lake Courier", "2015-03-09")
    assert (found.url, found.language) == ("https://lake-courier.example/world/bern-round-three", "en")


def test_headline_inside_the_article_is_not_told_twice(tmp_path: Path) -> None:
    page = PAGE.replace("<h1>Envoys return to Bern for a third round</h1></header>", "</header>")
    page = page.replace("<article>", "<article><h1>Envoys return to Bern for a third round</h1>")
    assert report(write(tmp_path, "page.html", page)).text.count("Envoys return") == 1


def test_a_heading_that_is_not_the_headline_stays_out(tmp_path: Path) -> None:
    page = PAGE.replace("<h1>Envoys return to Bern for a third round</h1>", "<h1>The Lake Courier</h1>")
    assert report(write(tmp_path, "page.html", page)).text.startswith(BERN)


def test_no_date_is_invented(tmp_path: Path) -> None:
    page = PAGE.replace('<meta property="article:published_time" content="2015-03-09T08:15:00+01:00">', "")
    assert report(write(tmp_path, "page.html", page)).published is None
    page = page.replace(BERN, BERN + " The war began on 3 May 2011.")
    assert report(write(tmp_path, "page.html", page)).published is None


def test_page_in_another_encoding(tmp_path: Path) -> None:
    page = PAGE.replace("utf-8", "windows-1252").replace("Bern", "Zürich")
    assert (
        report(write(tmp_path, "page.html", page.encode("cp1252"))).title == "Envoys return to Zürich for a third round"
    )


def test_trafilatura_that_fails_leaves_the_visible_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **options: object) -> None:
        raise RuntimeError("as libraries do")

    monkeypatch.setattr(trafilatura, "bare_extraction", fail)
    monkeypatch.setattr(trafilatura, "extract_metadata", fail)
    found = report(write(tmp_path, "page.html", PAGE))
    assert BERN in found.text.split("\n")
    assert (found.published, found.title) == ("2015-03-09", "Envoys return to Bern | The Lake Courier")


@pytest.mark.parametrize(
    "page", ["<html></html>", "<!DOCTYPE html><html><body><script>let a = 1</script></body></html>"]
)
def test_pages_without_text(tmp_path: Path, page: str) -> None:
    assert "no text" in skipped(write(tmp_path, "page.html", page)).reason


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div>" * 100_000 + BERN + "</div>" * 100_000,
        "<html><body><p>" + BERN + "<" * 200_000,
        f"<html><body><p>{BERN}</p>" + "<a href='" * 100_000,
        f"<html><body><p>{BERN}</p>" + "<table><tr><td>" * 20_000,
        f"<html><body><p {'a=1 ' * 100_000}>{BERN}</p>",
        f"<html><script type='application/ld+json'>{'[' * 100_000}</script><p>{BERN}</p>",
        f"<html><body><p>{BERN}</p>" + "<p>x</p>" * 40_000,
    ],
    ids=["nesting", "angles", "broken tags", "tables", "attributes", "linked data", "elements"],
)
def test_bombs_are_read_in_bounded_time(tmp_path: Path, page: str) -> None:
    start = time.monotonic()
    assert BERN in report(write(tmp_path, "page.html", page)).text
    assert time.monotonic() - start < 20


def test_libraries_stay_silent(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        for content in ("<html></html>", PAGE, "<html><body><p>Kabul", "<html" * 500):
            read(write(tmp_path, "page.html", content))
    assert capfd.readouterr() == ("", "")
    assert not caplog.records
