"""CSV and TSV."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley.model import Report
from parley.settings import Settings
from parley.sources import Skipped

from .samples import BERN, read, report, skipped, write


def test_columns_are_guessed_by_name(tmp_path: Path) -> None:
    header = "Article ID,Headline,Body,Source,Publication Date,Link,Section"
    table = f'{header}\n7,Talks,"{BERN}",Courier,9 March 2015,u,World\n'
    found = report(write(tmp_path, "t.csv", table))
    assert (found.id, found.title, found.text, found.publisher) == ("7", "Talks", BERN, "Courier")
    assert (found.published, found.url, found.extra) == ("2015-03-09", "u", {"Section": "World"})


def test_mapping_goes_before_guesses_and_keeps_columns_apart(tmp_path: Path) -> None:
    table = "text,story,date\nshort text,The army left the city,2015-03-09\n"
    found = report(write(tmp_path, "t.csv", table), mapping={"text": "story", "title": "text", "published": ""})
    assert (found.text, found.title, found.published) == ("The army left the city", "short text", None)
    assert found.extra == {"date": "2015-03-09"}


def test_missing_columns_name_those_there_are(tmp_path: Path) -> None:
    path = write(tmp_path, "t.csv", "one,two\nThe army left,b\n")
    assert "it has: one, two" in skipped(path).reason
    assert "no column 'body'" in skipped(path, mapping={"text": "body"}).reason
    assert report(path, mapping={"text": "one"}).text == "The army left"


@pytest.mark.parametrize(
    ("name", "delimiter"), [("t.csv", ","), ("t.csv", ";"), ("t.csv", "\t"), ("t.tsv", "\t"), ("t.csv", "|")]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(tmp_path: Path, name: str, delimiter: str, end: str) -> None:
    rows = [["id", "text"], ["a", '"The army left;\nthen, at last, | peace"'], ["b", "Two armies"]]
    found = read(write(tmp_path, name, end.join(delimiter.join(row) for row in rows)))
    assert [(r.id, r.text) for r in found if isinstance(r, Report)] == [
        ("a", "The army left;\nthen, at last, | peace"),
        ("b", "Two armies"),
    ]


def test_bad_rows_are_skipped_and_the_next_read(tmp_path: Path) -> None:
    table = "id,text,date\na,The army left, said the mayor,2015-03-09\n,,\nb\nc,  ,\nd,Two armies\n"
    many, short, blank, good = read(write(tmp_path, "t.csv", table))
    assert isinstance(many, Skipped)
    assert "4 cells under 3 columns" in many.reason
    assert isinstance(short, Skipped)
    assert isinstance(blank, Skipped)
    assert isinstance(good, Report)
    assert good.id == "d"


def test_an_open_quotation_mark_does_not_fill_memory(tmp_path: Path) -> None:
    table = 'id,text\na,"The army left\n' + "b,Two armies\n" * 400_000
    found = skipped(write(tmp_path, "t.csv", table))
    assert "quotation mark" in found.reason


def test_long_cells_and_nul(tmp_path: Path) -> None:
    text = "The army left. " * 20_000
    assert report(write(tmp_path, "t.csv", f'text\n"{text}"\n')).text == text
    assert (
        report(
            write(tmp_path, "n.csv", "text\nThe ar\0my left the city, and then it came back\n".replace(",", ";"))
        ).text[:8]
        == "The army"
    )


def test_header_alone(tmp_path: Path) -> None:
    assert skipped(write(tmp_path, "t.csv", "id,text\n")).reason == "a table without rows"


def test_a_line_over_the_limit(tmp_path: Path) -> None:
    table = "text\n" + "a" * 50_000
    assert "max_bytes" in skipped(write(tmp_path, "t.csv", table), settings=Settings(max_bytes=9000)).reason


def test_a_column_with_a_line_end_in_its_name_is_told_in_one_line(tmp_path: Path) -> None:
    assert "it has: a b, c" in skipped(write(tmp_path, "r.csv", '"a\nb",c\n1,2\n')).reason


def test_bytes_that_only_look_like_a_table_are_told_in_one_line(tmp_path: Path) -> None:
    assert "\n" not in skipped(write(tmp_path, "r.csv", b"\\\xbd\xc7%\xc3")).reason
