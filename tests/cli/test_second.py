from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Ran
from tests.second.server import chat, says, serving

Run = Callable[..., Ran]

EVENT = {
    "words": "ready", "type": "SUPPORT", "mode": None, "actors": [{"words": "Zubara", "type": "organization"}],
    "recipients": [], "status": [],
}  # fmt: skip


@pytest.fixture(autouse=True)
def nokey(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARLEY_SECOND_KEY", raising=False)


def test_what_a_second_opinion_adds_is_marked_and_told(parley_: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_SECOND_KEY", "secret")
    with serving(says(chat({"events": [EVENT, {**EVENT, "words": "not there"}], "relations": []}))) as server:
        ran = parley_("read", "a.txt", "--json", "--second-opinion", server.url, "--second-model", "small")
    assert ran.status == 0
    rules = [e["evidence"][0]["rule"] for e in json.loads(ran.out)["events"]]
    assert rules.count("second-opinion:small") == 1
    assert ran.err == (
        "parley: second opinion of small: 1 event and 0 relations added, 0 known already, 1 dropped as not in the report\n"
    )
    assert server.headers[0]["Authorization"] == "Bearer secret"


def test_a_server_that_refuses_costs_no_reading(parley_: Run, tmp_path: Path) -> None:
    with serving(says(b"", 403)) as server:
        out = tmp_path / "out.jsonl"
        ran = parley_("code", "a.txt", "b.txt", "-o", out, "--second-opinion", server.url, "--second-model", "small")
    assert ran.status == 0
    assert len(out.read_text(encoding="utf-8").splitlines()) == 2
    assert "no second opinion on a.txt: no second opinion from small" in ran.err


def test_without_the_options_nobody_is_asked(parley_: Run) -> None:
    with serving(says(b"")) as server:
        assert parley_("read", "a.txt", "--json").status == 0
    assert server.asked == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--second-model", "small"), "go together"),
        (("--second-opinion", "http://localhost:1"), "go together"),
    ],
)
def test_half_of_it_is_a_usage_error(parley_: Run, arguments: tuple[str, ...], words: str) -> None:
    ran = parley_("read", "a.txt", *arguments)
    assert ran.status == 2
    assert words in " ".join(ran.err.replace("│", " ").split())


def test_into_a_folder_there_is_none(parley_: Run, tmp_path: Path) -> None:
    ran = parley_(
        "code", "a.txt", "-o", tmp_path / "folder", "--second-opinion", "http://localhost:1", "--second-model", "m"
    )
    assert ran.status == 2
    assert "not into a folder" in " ".join(ran.err.replace("│", " ").split())
