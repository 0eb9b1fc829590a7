"""Verb dictionaries of PETRARCH and TABARI: what becomes of each line, and that none goes missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import parley
from parley.codebook.add_verbs import add_verbs
from parley.codebook.cameo import frame_of, plover_of
from parley.codebook.lint import check_codebook
from parley.codebook.ontology import load_ontology
from parley.codebook.petrarch_verbs import import_verbs
from parley.errors import CodebookError
from parley.formats.phoenix import petrarch_rows

VERBS = """\
# verbs of a country that is not on the map
&PACT
+CEASE_FIRE
+TREATIES ; two forms

--- FORSAKE [160] ---
FORSAKE {FORSOOK FORSAKEN}
+WALK_AWAY [125]
STONE_+WALL
- * THE &PACT [196]
- $ * SUPPORT FOR + [164]
- + WAS * BY $ [161]
- + * FROM $ [1823]
- * HABIT [---]
- WILL * + [130]
- NOT * + [120]
- * SAYING [010]
- * &NOWHERE [040]

--- PARLEY [040:040] ---
PARLEY
BARTER [061:062]

FLENSE [182]
- * WHALE [---]
FRUB [4A]
~ a rule
"""


@pytest.fixture
def dictionary(tmp_path: Path) -> Path:
    path = tmp_path / "coast.verbs.txt"
    path.write_text(VERBS, encoding="utf-8")
    return path


def test_verbs_and_patterns(dictionary: Path) -> None:
    by_verb: dict[str, dict[str, Any]] = {}
    for entry in import_verbs(dictionary).entries:
        for verb in entry["verbs"]:
            by_verb.setdefault(verb, entry)
    assert (by_verb["walk away"]["type"], by_verb["walk away"]["mode"]) == ("REJECT", "meet")
    assert by_verb["wall stone"]["cameo"] == "160"
    assert {"forsake cease fire", "forsake treaty", "walk away treaties"} <= by_verb.keys()
    assert by_verb["forsake support for"]["args"] == {"for": "recipient"}
    assert by_verb["forsake support for"]["cameo"] == "164"
    assert by_verb["forsake habit"]["type"] == "NONE"
    assert by_verb["parley"]["frame"] == "deal"
    assert by_verb["flense"]["origin"] == "coast.verbs.txt:20"
    assert by_verb["forsake from"]["args"] == {"subj": "recipient", "from": "actor"}
    passive = next(e for e in import_verbs(dictionary).entries if e.get("cameo") == "161")
    assert "args" not in passive


def test_no_line_goes_missing(dictionary: Path) -> None:
    left = {item.line: item.reason for item in import_verbs(dictionary).left}
    lines = VERBS.splitlines()
    texts = {lines[number - 1].strip(): reason for number, reason in left.items()}
    assert set(texts) == {
        "- WILL * + [130]",
        "- NOT * + [120]",
        "- * SAYING [010]",
        "- * &NOWHERE [040]",
        "BARTER [061:062]",
        "FRUB [4A]",
        "~ a rule",
    }
    assert "no type for CAMEO 010" in texts["- * SAYING [010]"]
    assert "&NOWHERE" in texts["- * &NOWHERE [040]"]


def test_a_folder_with_it_is_sound_and_codes_as_it_says(dictionary: Path, tmp_path: Path, coder: parley.Coder) -> None:
    added = add_verbs(dictionary, tmp_path / "mine")
    assert added.phrases == sum(len(e["verbs"]) for e in import_verbs(dictionary).entries)
    assert check_codebook(tmp_path / "mine") == []
    mine = parley.load(model=coder.settings.model, codebook=str(tmp_path / "mine"))
    text = "Rebels flensed a Kenyan policeman near Garsen on Monday."
    rows = list(petrarch_rows(mine.read(text, published="2017-10-31")))
    assert [(row["EventCode"], row["Target"]) for row in rows] == [("182", "KENCOP")]
    assert list(petrarch_rows(coder.read(text, published="2017-10-31"))) == []


def test_verbs_that_parley_takes_in_another_sense_are_told(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text("--- X [190] ---\nVISIT\nATTACK\n")
    (known,) = add_verbs(path, tmp_path / "mine").known
    assert known.startswith("visit: ASSAULT in the dictionary")


def test_a_file_without_verbs(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_text("USA_ [USA]\n")
    with pytest.raises(CodebookError, match="verb dictionary"):
        import_verbs(path)
    with pytest.raises(CodebookError, match="cannot be read"):
        add_verbs(tmp_path / "absent.txt", tmp_path / "mine")
    assert not (tmp_path / "mine").exists()


def test_synonym_sets_that_multiply_beyond_measure_are_left(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    members = "\n".join(f"+NOUN{letter}" for letter in "ABCDEFGHIJKLMN")
    path.write_text(f"&A\n{members}\n--- X [190] ---\nZAP\n- * &A &A TO &A [190]\n")
    found = import_verbs(path)
    assert [left.reason for left in found.left] == ["its synonym sets make 2,744 phrases, more than 2,000"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("040", ("CONSULT", None)),
        ("042", ("CONSULT", "visit")),
        ("0841", ("RETREAT", "release")),
        ("081", ("CONCEDE", None)),
        ("090", ("ACCUSE", "investigate")),
        ("150", ("MOBILIZE", None)),
        ("170", ("COERCE", None)),
        ("173", ("COERCE", "arrest")),
        ("195", ("ASSAULT", "aerial")),
        ("203", ("ASSAULT", None)),
        ("010", None),
        ("99", None),
    ],
)
def test_cameo_in_plovers_terms(code: str, expected: tuple[str, str | None] | None) -> None:
    assert plover_of(code) == expected


def test_every_type_and_mode_of_the_table_is_the_ontologys() -> None:
    kinds = load_ontology().kinds
    for root in range(2, 21):
        for rest in ("", *map(str, range(10))):
            found = plover_of(f"{root:02}{rest}")
            assert found is not None
            assert found[1] is None or found[1] in kinds[found[0]].modes
            assert frame_of(f"{root:02}{rest}")
