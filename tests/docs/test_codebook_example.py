"""The worked example of docs/codebook.md is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import parley
from parley.codebook.lint import check_codebook

PAGE = (Path(__file__).parents[2] / "docs" / "codebook.md").read_text("utf-8")


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """The folder that the page shows."""
    files = re.findall(r"^<!-- file: (\S+) -->\n```\w+\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert len(files) == 3
    for name, text in files:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "mine"


def test_the_folder_is_sound(mine: Path) -> None:
    assert check_codebook(mine) == []


def test_it_is_coded_as_the_page_says(
    mine: Path, coder: parley.Coder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (code,) = (
        block for block in re.findall(r"^```py\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL) if "filmed" in block
    )
    stated = re.search(r"It prints `(.+)`\.", PAGE)
    assert stated is not None
    monkeypatch.chdir(mine.parent)
    load = parley.load
    monkeypatch.setattr(parley, "load", lambda codebook: load(model=coder.settings.model, codebook=codebook))
    exec(compile(code, "docs/codebook.md", "exec"), {})
    assert capsys.readouterr().out.strip() == stated[1]


def test_without_the_folder_nothing_of_it_is_known(coder: parley.Coder) -> None:
    reading = coder.read("River wardens in Kenya filmed the Tana Boatmen's League near Garsen on Monday.")
    assert not any(e.evidence[0].rule == "film" for e in reading.events)
