from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from parley.errors import RecordError
from parley.model import from_json
from parley.record import Events, Record
from parley.record.export import FORMATS
from tests.record.made import MADE, Writer


@pytest.fixture
def filled(record: Record) -> Record:
    record.keep_all(
        [
            Writer("a", title="=SUM(A1) & {x}_%", url="https://news.example/a?b={c}&d")
            .event("Planes bombed the Front near Tesk.", day="2023-05-03", place="Tesk")
            .fill(0)
            .done(),
            Writer("b", publisher="<Post> & Co").event("=cmd| The army shelled the Front.", day="2023-07-01").fill(1).done(),
        ],
        MADE,
    )  # fmt: skip
    record.notes.correct(record.notes.event(record.events()[0].key), "type", "ACCUSE", author="mina")
    return record


@pytest.mark.parametrize("format", FORMATS)
def test_every_export_has_its_readme_with_versions(filled: Record, tmp_path: Path, format: str) -> None:
    files = filled.export(tmp_path / "out", format)
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == files
    readme = (tmp_path / "out" / "README.md").read_text()
    assert "| 2 | 1 | 0.1.0 | parley_en 0.1.0 | test |" in readme
    assert "1 corrected by analysts" in readme
    assert all(f"`{name}`" in readme for name in files if name != "README.md")
    with pytest.raises(RecordError, match="there already"):
        filled.export(tmp_path / "out", format)


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_tables_hold_corrections_and_no_formula(filled: Record, tmp_path: Path) -> None:
    filled.export(tmp_path / "out", "csv")
    events = _rows(tmp_path / "out" / "events.csv")
    assert sorted(e["type"] for e in events) == ["ACCUSE", "ASSAULT"]
    corrected = next(e for e in events if e["type"] == "ACCUSE")
    assert corrected["corrected_by"].startswith("type:mina:")
    assert corrected["sentence"].startswith("'=cmd|")
    tellings = _rows(tmp_path / "out" / "tellings.csv")
    assert {t["event"] for t in tellings} == {e["event"] for e in events}


def test_parquet_is_typed(filled: Record, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    filled.export(tmp_path / "out", "parquet", Events(types=("ASSAULT",)))
    table = parquet.read_table(tmp_path / "out" / "events.parquet")
    assert table.num_rows == 1
    assert table.to_pylist()[0]["latitude"] == 10.0
    assert table.to_pylist()[0]["dated"] is True


def test_readings_are_parleys_own_with_corrections(filled: Record, tmp_path: Path) -> None:
    filled.export(tmp_path / "out", "readings")
    lines = (tmp_path / "out" / "readings.jsonl").read_text().splitlines()
    assert sorted(e.type for line in lines for e in from_json(line).events) == ["ACCUSE", "ASSAULT"]


def test_graphs_are_well_formed(filled: Record, tmp_path: Path) -> None:
    filled.export(tmp_path / "g", "graphml")
    graph = ElementTree.parse(tmp_path / "g" / "network.graphml").getroot()
    space = "{http://graphml.graphdrawing.org/xmlns}"
    assert {n.get("id") for n in graph.iter(f"{space}node")} == {"mil-ard", "front"}
    (edge,) = graph.iter(f"{space}edge")
    assert next(d.text for d in edge if d.get("key") == "edge.events") == "2"
    filled.export(tmp_path / "x", "gexf")
    gexf = ElementTree.parse(tmp_path / "x" / "network.gexf").getroot()
    (edge,) = gexf.iter("{http://gexf.net/1.3}edge")
    assert (edge.get("source"), edge.get("weight")) == ("mil-ard", "2")


def test_phoenix_lines_have_all_columns(filled: Record, tmp_path: Path) -> None:
    filled.export(tmp_path / "out", "phoenix")
    columns = (tmp_path / "out" / "phoenix_columns.txt").read_text().split()
    rows = [line.split("\t") for line in (tmp_path / "out" / "events.tsv").read_text().splitlines()]
    assert len(rows) == 2
    assert all(len(row) == len(columns) for row in rows)
    first = dict(zip(columns, rows[0], strict=True))
    assert (first["SourceActorFull"], first["TargetActorRole"], first["Date"]) == ("ARDMIL", "REB", "20230503")


def test_annotations_quote_the_words_at_their_offsets(filled: Record, tmp_path: Path) -> None:
    filled.notes.add(filled.notes.report(filled.reports()[0].key), "odd", author="mina")
    filled.export(tmp_path / "out", "annotations")
    page = json.loads((tmp_path / "out" / "annotations.jsonld").read_text())
    texts = {r.url or f"urn:parley:report:{r.key}": filled.reading(r.key).report.text for r in filled.reports()}
    motives = [item["motivation"] for item in page["items"]]
    assert sorted(motives) == ["classifying", "classifying", "commenting", "editing"]
    for item in page["items"]:
        if item["motivation"] == "classifying":
            quote, position = item["target"]["selector"]
            text = texts[item["target"]["source"]]
            assert text[position["start"] : position["end"]] == quote["exact"]


def test_citations_escape_what_would_break_them(filled: Record, tmp_path: Path) -> None:
    filled.export(tmp_path / "out", "bibtex")
    bib = (tmp_path / "out" / "sources.bib").read_text()
    assert r"=SUM(A1) \& \{x\}\_\%" in bib
    assert "https://news.example/a?b=%7Bc%7D&d" in bib
    filled.export(tmp_path / "ris", "ris")
    ris = (tmp_path / "ris" / "sources.ris").read_text()
    assert ris.count("TY  - NEWS") == ris.count("ER  - ") == 2
    assert "DA  - 2023/05/04" in ris


def test_a_zip_holds_one_folder(filled: Record, tmp_path: Path) -> None:
    filled.export(tmp_path / "raids.zip", "csv")
    with zipfile.ZipFile(tmp_path / "raids.zip") as file:
        assert sorted(file.namelist()) == [
            f"raids/{n}" for n in ("README.md", "events.csv", "sources.bib", "tellings.csv")
        ]
    assert [p.name for p in tmp_path.glob("*raids*")] == ["raids.zip"]


def test_an_unknown_format_is_refused(filled: Record, tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="no format"):
        filled.export(tmp_path / "out", "docx")
