"""The gate: what falls under a floor fails, what rises is recorded, and nothing is lowered in silence."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import gate
import pytest
import report
from floors import SLACK, Floors, digest
from scoring import Tally
from sets import SETS, Bench, GoldSet

GOLD = {"gold.jsonl": "abc"}


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARLEY_GOLD", raising=False)


def floors(path: Path, **measures: float) -> Floors:
    found = Floors(path / "floors.json")
    found.update("set", measures, GOLD)
    found.save()
    return Floors(path / "floors.json")


def state(found: Floors, value: float, gold: dict[str, str] = GOLD, less: bool = False) -> str:
    (verdict,) = found.judge("set", {"F1": value}, gold, frozenset({"F1"} if less else ()))
    return verdict.state


def test_a_figure_is_held_under_or_above(tmp_path: Path) -> None:
    found = floors(tmp_path, F1=0.7)
    assert state(found, 0.7) == state(found, 0.7 - SLACK) == "held"
    assert state(found, 0.7 - SLACK - 0.001) == "under"
    assert state(found, 0.702) == "above"


def test_where_less_is_better_a_rise_fails(tmp_path: Path) -> None:
    found = floors(tmp_path, F1=10)
    assert [state(found, value, less=True) for value in (10, 11, 9)] == ["held", "under", "above"]


def test_an_update_raises_and_never_lowers(tmp_path: Path) -> None:
    found = floors(tmp_path, F1=0.7)
    found.update("set", {"F1": 0.6}, GOLD)
    assert found.sets["set"]["floors"] == {"F1": 0.7}
    found.update("set", {"F1": 0.7239}, GOLD)
    assert found.sets["set"]["floors"] == {"F1": 0.723}
    assert found.lowered == []


def test_a_floor_is_lowered_for_a_reason_that_is_kept(tmp_path: Path) -> None:
    found = floors(tmp_path, F1=0.7, mode=0.5)
    found.update("set", {"F1": 0.6, "mode": 0.5}, GOLD, reason="the gold was wrong", today=date(2026, 1, 2))
    found.save()
    again = Floors(tmp_path / "floors.json")
    assert again.sets["set"]["floors"] == {"F1": 0.6, "mode": 0.5}
    entry = {
        "date": "2026-01-02",
        "set": "set",
        "measure": "F1",
        "from": 0.7,
        "to": 0.6,
        "reason": "the gold was wrong",
    }
    assert again.lowered == [entry]


def test_a_figure_that_is_gone_is_told_until_a_reason_is_given(tmp_path: Path) -> None:
    found = floors(tmp_path, F1=0.7)
    (verdict,) = found.judge("set", {}, GOLD)
    assert verdict.state == "gone"
    found.update("set", {}, GOLD, reason="no longer measured")
    assert list(found.judge("set", {}, GOLD)) == []


def test_floors_say_nothing_about_other_gold(tmp_path: Path) -> None:
    found = floors(tmp_path, F1=0.7)
    assert found.changed("set", {"gold.jsonl": "xyz"}) == ["gold.jsonl"]
    assert state(found, 0.1, {"gold.jsonl": "xyz"}) == "other gold"


def test_the_hash_of_a_folder_is_that_of_its_files(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "a.txt").write_text("a")
    before = digest([tmp_path / "gold"])
    assert digest([tmp_path / "gold"]) == before
    (tmp_path / "gold" / "a.txt").write_text("b")
    assert digest([tmp_path / "gold"]) != before


class Rig:
    """A gate over one set whose figure can be set."""

    def __init__(self, folder: Path, own: bool = True) -> None:
        self.path = folder / "floors.json"
        self.value = 0.7
        self.gold = folder / "gold.jsonl"
        self.gold.write_text("{}\n")
        rig = self

        class Fixed(GoldSet):
            def paths(self, bench: Bench) -> list[Path]:
                return [rig.gold]

        self.sets = (Fixed("talks", ("gold.jsonl",), lambda bench: {"slots F1": rig.value}, own=own),)

    def run(self, *arguments: str) -> int:
        return gate.main(list(arguments), self.sets, self.path)


def test_breaking_a_floor_fails_the_gate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rig = Rig(tmp_path)
    assert rig.run("--update") == 0
    assert rig.run() == 0
    rig.value = 0.6
    assert rig.run() == 1
    told = capsys.readouterr().out.splitlines()
    assert told[-1] == "FAILED: talks: slots F1 0.600, under floor 0.7"
    assert rig.run("--update") == 1
    assert rig.run("--update", "--allow-regression", "fewer invented talks") == 0
    assert rig.run() == 0
    assert json.loads(rig.path.read_text())["lowered"][0]["reason"] == "fewer invented talks"


def test_changed_gold_of_our_own_fails_until_it_is_recorded(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rig = Rig(tmp_path)
    rig.run("--update")
    rig.gold.write_text('{"id": 1}\n')
    assert rig.run() == 1
    assert "gold.jsonl is not the gold that the floors were measured on; record" in capsys.readouterr().out
    assert rig.run("--update") == 0
    assert rig.run() == 0


def test_a_regression_is_allowed_only_with_a_reason_and_an_update(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    for arguments in (("--allow-regression", "why"), ("--update", "--allow-regression", " "), ("--report",)):
        with pytest.raises(SystemExit):
            rig.run(*arguments)


def test_sets_that_are_kept_apart_are_not_scored_without_their_folder(tmp_path: Path, capsys) -> None:
    rig = Rig(tmp_path, own=False)
    assert rig.run() == 0
    assert "PARLEY_GOLD names no folder" in capsys.readouterr().out


def test_every_set_of_our_own_has_floors_on_the_gold_that_is_here() -> None:
    found = Floors(gate.HERE / "floors.json")
    for item in SETS:
        if item.own:
            assert found.sets[item.name]["floors"], item.name
            assert found.changed(item.name, digest(item.paths(Bench()))) == [], "record it: evaluation/gate.py --update"


def test_every_figure_of_the_report_is_one_of_the_last_run() -> None:
    kept = json.loads(report.SCORES.read_text(encoding="utf-8"))
    assert report.render(kept["figures"], kept["coded"]) == report.REPORT.read_text(encoding="utf-8"), (
        "evaluation/REPORT.md is generated: edit report.template.md, then run python evaluation/report.py"
    )


def test_a_bar_that_is_not_reached_is_said() -> None:
    rows = [
        {"set": "s", "about": "S", "figures": [{"measure": "a", "asked": 0.7, "others": "X 0.5"}, {"measure": "b"}]}
    ]
    assert report.table(rows, {"s": {"a": 0.65, "b": 12}}).splitlines()[2:] == [
        "| S | a | 0.650 | 0.700 (not reached) | X 0.5 |",
        "|  | b | 12 |  |  |",
    ]


def test_tallies() -> None:
    total = Tally(1, 0, 1) + Tally(2, 1, 0)
    assert (total.precision, total.recall, total.f1) == (0.75, 0.75, 0.75)
    assert Tally().f1 == 0.0
