"""The linter of the whole codebook: nothing shipped is at fault, and each kind of fault is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley.codebook import lint
from parley.codebook.lint import check_codebook


def test_the_shipped_codebook_is_sound() -> None:
    assert check_codebook() == []


def test_an_empty_folder_adds_no_problem(tmp_path: Path) -> None:
    assert check_codebook(tmp_path) == []


ROLES = "lemmas,type,sectors,office,number,alone,title\n"


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("classes.yaml", "food: [rice, no]\n", "classes.yaml: food: YAML reads a word there as False; quote it"),
        ("classes.yaml", "food: [rice, null]\n", "classes.yaml: food: YAML reads a word there as None; quote it"),
        ("classes.yaml", 'food: [rice, "no"]\n', None),
        ("classes.yaml", "food: [rice\n", "classes.yaml: cannot be read"),
        (
            "roles/mine.csv",
            ROLES + "baker|baker,person,CVL,,,,\n",
            "stands twice",
        ),
        ("roles/mine.csv", ROLES + "baker,bread,CVL,,,,\n", "unknown type 'bread'"),
        ("roles/mine.csv", ROLES + "baker,person,CVL,,,,\n", None),
        ("actors/mine.csv", "id,name\n", "mine.csv"),
        ("operators.yaml", "- {id: hush, op: silence, verbs: [hush]}\n", "hush: unknown operation `silence`"),
    ],
)
def test_a_folder_of_ones_own_is_checked(tmp_path: Path, name: str, text: str, problem: str | None) -> None:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    problems = check_codebook(tmp_path)
    assert problems == [] if problem is None else any(problem in found for found in problems), problems


def test_faults_of_the_shipped_files_are_told_and_the_others_still_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "times").mkdir()
    (tmp_path / "times" / "grammar.yaml").write_text("rules: [{id: a}, {id: a}, {id: b}]\n")
    (tmp_path / "times" / "examples.yaml").write_text(
        "examples: [[a, null, One day., two, x], [c, null, One., One, x]]\n"
    )
    (tmp_path / "talks.yaml").write_text("stages: [{stage: lost}]\nstances: [{id: d, stance: demands, example: E.}]\n")
    monkeypatch.setattr(lint, "DATA", tmp_path)
    assert list(lint._times(tmp_path)) == [
        "times/grammar.yaml: a: the id is used twice",
        "times/examples.yaml: a: 'two' does not stand in its sentence",
        "times/examples.yaml: c: the grammar has no such rule",
        "times/grammar.yaml: b: has no example",
    ]
    assert list(lint._talks(tmp_path)) == [
        "talks.yaml: stages 1: unknown stage 'lost'",
        "talks.yaml: stages 1: has no example",
    ]
