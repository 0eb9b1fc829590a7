"""`parley actors add|import|export`, `parley codebook import-verbs`, `parley export`."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran
from tests.cli.sample import sample

HEADER = "id,name,kind,type,code,country\n"


def test_actors_are_added_and_found(parley_: Callable[..., Ran], tmp_path: Path) -> None:
    table, mine = tmp_path / "boats.csv", tmp_path / "mine"
    table.write_text(f"{HEADER}group-ken-boat,Lamu Boat League,group,organization,KENREB,KEN\n")
    ran = parley_("actors", "add", table, "--into", mine)
    assert ran.status == 0
    assert ran.out.startswith("1 actor added")
    assert parley_("actors", "lookup", "Lamu Boat League", "--codebook", mine).out.startswith(
        "Lamu Boat League  KENREB"
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (f"{HEADER}Group 1,Lamu Boat League,group,organization,KENREB,KEN\n", "only lower-case letters"),
        (f"{HEADER}g-1,Lamu Boat League,gang,organization,KENREB,KEN\n", "unknown kind 'gang'"),
        ("id,name,colour\n", "unknown columns ['colour']"),
        (HEADER, "no actors under its header"),
        (f"{HEADER}g-1,Lamu\n", "2 cells, the header has 6"),
    ],
)
def test_a_bad_table_is_refused_in_words(parley_: Callable[..., Ran], tmp_path: Path, content: str, words: str) -> None:
    table = tmp_path / "bad.csv"
    table.write_text(content)
    ran = parley_("actors", "add", table, "--into", tmp_path / "mine")
    assert ran.status == 1
    assert words in ran.err
    assert not list(tmp_path.glob("mine/actors/*"))


def test_a_table_in_another_encoding_is_refused_in_words(parley_: Callable[..., Ran], tmp_path: Path) -> None:
    table = tmp_path / "bad.csv"
    table.write_bytes(HEADER.encode() + "g-1,Señal,group,organization,KENREB,KEN\n".encode("latin-1"))
    ran = parley_("actors", "add", table, "--into", tmp_path / "mine")
    assert (ran.status, "UTF-8" in ran.err) == (1, True)


def test_petrarch_actors_and_agents(parley_: Callable[..., Ran], tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    people = tmp_path / "coast.actors.txt"
    people.write_text("LAMU_LEAGUE\n+LEAGUE_OF_LAMU\n\t[KENREB <200101]\n\t[KENGOV >200102]\nATLANTIS [XAT]\n")
    ran = parley_("actors", "import", people, "--into", mine)
    assert ran.out.startswith("2 actors in")
    assert "no state has the code XAT" in ran.out
    assert (
        parley_("actors", "lookup", "lamu league", "--codebook", mine, "--on", "2022-05-01").out.split()[2] == "KENGOV"
    )
    nouns = tmp_path / "coast.agents.txt"
    nouns.write_text(
        "!PERSON! = MAN, WOMAN\nFERRY!PERSON! [~CVL]\nREEF_WARDEN [~COP]\nODD [~GO]\nTOLL_!GIANT! [~CVL]\n"
    )
    ran = parley_("actors", "import", nouns, "--into", mine)
    assert ran.out.startswith("3 role nouns in")
    assert "ODD [~GO]: GO is not made" in ran.out
    assert "word set !GIANT! is not in the file" in ran.out
    assert "no problems" in parley_("codebook", "check", mine).out
    assert "ferry man" in (mine / "roles" / "petrarch-coast.csv").read_text()


def test_actors_are_exported(parley_: Callable[..., Ran], tmp_path: Path) -> None:
    out = tmp_path / "actors.ftm.json"
    assert parley_("actors", "export", "-o", out, "--kind", "group", "--country", "syr").status == 0
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert {line["schema"] for line in lines} == {"Organization"}
    assert all(line["properties"]["country"] == ["sy"] or line["properties"]["country"] == ["syr"] for line in lines)
    assert parley_("actors", "export", "--kind", "ghost").status == 1


def test_verbs_are_imported(parley_: Callable[..., Ran], tmp_path: Path) -> None:
    verbs = tmp_path / "coast.verbs.txt"
    verbs.write_text("--- ZAP [190] ---\nZAP\nMUMBLE [010]\nVISIT\n")
    ran = parley_("codebook", "import-verbs", verbs, "--into", tmp_path / "mine")
    assert ran.out.startswith("2 phrases in 1 act, in ")
    assert "coast.verbs.txt:3: MUMBLE: PLOVER has no type for CAMEO 010" in ran.out
    assert "visit: ASSAULT in the dictionary" in ran.out


@pytest.fixture
def readings(tmp_path: Path) -> Path:
    path = tmp_path / "readings.jsonl"
    path.write_text(sample().to_json() + "\n\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("to", ["petrarch", "phoenix", "gdelt"])
def test_tables(parley_: Callable[..., Ran], readings: Path, tmp_path: Path, to: str) -> None:
    out = tmp_path / "out.tsv"
    ran = parley_("export", readings, "-o", out, "--format", to, "--all")
    assert (ran.status, ran.err.strip()) == (0, f"parley: 1 reading in {out}")
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines(), delimiter="\t"))
    assert len(rows) >= len(sample().events)
    assert parley_("export", readings, "-o", "-", "--format", to, "--all").out == out.read_text(encoding="utf-8")


def test_all_is_more_than_facts(parley_: Callable[..., Ran], readings: Path) -> None:
    facts = parley_("export", readings, "-o", "-", "--format", "petrarch").out
    assert len(facts) < len(parley_("export", readings, "-o", "-", "--format", "petrarch", "--all").out)


def test_csv_parquet_and_entities(parley_: Callable[..., Ran], readings: Path, tmp_path: Path) -> None:
    for name in ("csv", "parquet"):
        assert parley_("export", readings, "-o", tmp_path / f"out.{name}", "--format", name).status == 0
    assert parley_("export", readings, "-o", "-", "--format", "csv").out == (tmp_path / "out.csv").read_text("utf-8")
    out = parley_("export", readings, "-o", "-", "--format", "ftm").out
    assert {"Article", "Event"} <= {json.loads(line)["schema"] for line in out.splitlines()}
    assert parley_("export", readings, "-o", "-", "--format", "parquet").status == 2
    assert parley_("export", readings, "-o", tmp_path / "out.txt", "--format", "csv").status == 2
    assert parley_("export", readings, "-o", readings, "--format", "ftm").status == 2


def test_no_cell_is_a_formula(parley_: Callable[..., Ran], tmp_path: Path) -> None:
    reading = sample()
    reading.report.url = '=HYPERLINK("http://example.org")'
    reading.report.publisher = "@Gazette"
    path = tmp_path / "hostile.jsonl"
    path.write_text(reading.to_json() + "\n", encoding="utf-8")
    for to in ("csv", "petrarch", "phoenix", "gdelt"):
        out = parley_("export", path, "-o", "-", "--format", to, "--all").out
        cells = [c for row in csv.reader(out.splitlines(), delimiter="," if to == "csv" else "\t") for c in row]
        assert any(c.startswith("'=HYPER") for c in cells)
        assert not any(c.startswith(("=", "@", "+")) for c in cells)


def test_what_is_no_reading_is_named_by_its_line(parley_: Callable[..., Ran], readings: Path, tmp_path: Path) -> None:
    readings.write_text(readings.read_text("utf-8") + "{}\n", encoding="utf-8")
    ran = parley_("export", readings, "-o", tmp_path / "out.tsv", "--format", "gdelt")
    assert (ran.status, "line 3" in ran.err) == (1, True)
    assert not (tmp_path / "out.tsv").exists()
    assert parley_("export", tmp_path / "none.jsonl", "-o", "-", "--format", "ftm").status == 1
