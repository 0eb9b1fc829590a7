"""The gold of talks quotes its own texts, and a second annotator's file can be scored against it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import talks_score
from scoring import by_report, lines

FOLDER = Path(talks_score.__file__).parent / "talks"
STAGES = {"proposed", "scheduled", "under-way", "stalled", "collapsed", "concluded"}
STANCES = {"demands", "accepts", "offers", "refuses"}


def marks(talks: dict[str, Any]) -> list[dict[str, str]]:
    """What tells a stage or a stance, where the set says so."""
    positions = [p for issue in talks["issues"] for p in issue["positions"] if "q" in p]
    return [*talks.get("told", ()), *positions]


def quotes(talks: dict[str, Any]) -> list[str]:
    names = [name for issue in talks["issues"] for name in (issue["name"], *issue["also"])]
    holders = [p["party"] for issue in talks["issues"] for p in issue["positions"]]
    venue = [talks["venue"]] if talks["venue"] else []
    told = [m[k] for m in marks(talks) for k in ("q", "near") if m.get(k)]
    return [*talks["parties"], *talks["mediators"], *talks["documents"], *venue, *names, *holders, *told]


@pytest.mark.parametrize("file", sorted(FOLDER.glob("reports*.jsonl")), ids=lambda f: f.stem)
def test_what_is_annotated_stands_in_the_text(file: Path) -> None:
    for report in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
        assert report["half"] in talks_score.HALVES
        for talks in report["talks"]:
            assert talks["stage"] in STAGES
            assert {p["stance"] for issue in talks["issues"] for p in issue["positions"]} <= STANCES
            assert [q for q in quotes(talks) if q not in report["text"]] == []
            for mark in marks(talks):
                assert mark["q"] in mark.get("near", mark["q"])


@pytest.mark.parametrize("name", ["annotator_a", "annotator_b", "adjudicated", "adjudicator_second"])
def test_what_another_hand_annotated_stands_in_the_text(name: str) -> None:
    texts = {r["id"]: r["text"] for file in FOLDER.glob("reports*.jsonl") for r in lines(file)}
    others = list(lines(FOLDER / f"{name}.jsonl"))
    assert len({other["report"]["id"] for other in others}) == len(others) == 52
    for other in others:
        for talks in other["talks"]:
            assert talks["stage"] in STAGES
            assert {p["stance"] for issue in talks["issues"] for p in issue["positions"]} <= STANCES
            assert [q for q in quotes(talks) if q not in texts[other["report"]["id"]]] == []


def test_an_annotator_who_says_the_same_agrees_fully(tmp_path: Path) -> None:
    report = {
        "id": "a",
        "text": "The envoy of Peru met the rebels in Quito. The rebels asked for an amnesty.",
        "talks": [
            {
                "parties": ["Peru", "rebels"],
                "mediators": [],
                "venue": "Quito",
                "stage": "under-way",
                "issues": [{"name": "amnesty", "also": [], "positions": [{"party": "rebels", "stance": "demands"}]}],
                "documents": [],
            }
        ],
    }
    counts = talks_score.score([report], {"a": {"report": {"id": "a"}, "talks": report["talks"]}}, False)
    assert {kind: (c["tp"], c["fp"], c["fn"]) for kind, c in counts.items() if c} == {
        "party": (2, 0, 0), "venue": (1, 0, 0), "stage": (1, 0, 0), "position": (1, 0, 0),
    }  # fmt: skip


def agreement(half: str, gold: str | None, other: str) -> float:
    """F1 over the slots of a half, of one annotation by another."""
    reports = [g for file in FOLDER.glob("reports*.jsonl") for g in lines(file) if g["half"] == half]
    if gold is not None:
        reports = talks_score.annotated(reports, by_report(lines(FOLDER / f"{gold}.jsonl")))
    counts = talks_score.score(reports, by_report(lines(FOLDER / f"{other}.jsonl")), False)
    right = sum(c["tp"] for c in counts.values())
    return 2 * right / sum(2 * c["tp"] + c["fp"] + c["fn"] for c in counts.values())


def test_the_adjudicators_agree_on_the_unseen_half() -> None:
    assert agreement("unseen", "adjudicated", "adjudicator_second") == pytest.approx(0.989, abs=0.001)


@pytest.mark.parametrize("who", ["a", "b"])
def test_the_annotators_agree_with_the_unseen_half(who: str) -> None:
    assert agreement("unseen", None, f"annotator_{who}") == pytest.approx(0.835, abs=0.01)
