"""What the documentation says is what happens: commands run, Python blocks run, shown output is current."""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "src" / "parley" / "language" / "en" / "config.cfg"
needs_model = pytest.mark.skipif(not MODEL.exists(), reason="the language model has not been built")
PAGES = ["README.md", "examples/README.md", *(f"docs/{p.name}" for p in sorted((ROOT / "docs").glob("*.md")))]


def load_regenerate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("regenerate", ROOT / "docs" / "regenerate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


regenerate = load_regenerate()


def commands() -> list[str]:
    """The lines of the pages' shell blocks that call parley."""
    found = []
    for page in PAGES:
        for block in re.findall(r"^```sh\n(.*?)^```$", (ROOT / page).read_text("utf-8"), re.MULTILINE | re.DOTALL):
            found += [line for line in block.splitlines() if line.startswith("parley ")]
    return list(dict.fromkeys(found))


def test_there_are_commands_to_run() -> None:
    assert len(commands()) >= 5


@needs_model
@pytest.mark.parametrize("command", commands())
def test_a_documented_command_succeeds(command: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    arguments = shlex.split(command)[1:]
    done = subprocess.run(
        [sys.executable, "-m", "parley.cli", *arguments],
        cwd=tmp_path, env=regenerate.environment(), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for out in re.findall(r"-o (\S+)", command):
        assert (tmp_path / out).stat().st_size > 0


@needs_model
@pytest.mark.parametrize("page", [str(p.relative_to(ROOT)) for p in regenerate.documents()])
def test_shown_output_is_current(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    assert regenerate.regenerated(text) == text, "run: python docs/regenerate.py"


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / page).read_text("utf-8")):
        if "://" not in target:
            assert ((ROOT / page).parent / target).exists(), target


def test_the_marks_are_found_and_filled() -> None:
    text = "```python\nx = 2\n```\n\n```python\nprint(x)\n```\n\n<!-- printed -->\n```text\nold\n```\n"
    assert regenerate.regenerated(text) == text.replace("old", "2")
    text = "<!-- output: parley schema -->\n```text\n```\n"
    assert '"title": "Parley reading"' in regenerate.regenerated(text)


def test_the_reference_names_every_option() -> None:
    reference = "\n".join(regenerate.reference())
    for word in ("### parley read", "### parley actors lookup", "`--min-confidence N`", "`--out OUT`, `-o OUT`"):
        assert word in reference


def test_the_examples_table_holds_the_words_of_the_files() -> None:
    rows = [json.loads(line) for line in (ROOT / "examples" / "reports.jsonl").read_text("utf-8").splitlines()]
    files = {p.stem: p.read_text("utf-8") for p in (ROOT / "examples").iterdir() if p.suffix in (".txt", ".html")}
    assert {row["id"] for row in rows} == set(files)
    for row in rows:
        assert row["publisher"] == "Parley examples"
        for part in (row["title"], *row["text"].split("\n\n")):
            assert part in files[row["id"]]


def test_the_version_to_cite_is_the_version() -> None:
    version = re.search(r'^version = "(.+)"$', (ROOT / "pyproject.toml").read_text("utf-8"), re.MULTILINE)
    assert version is not None
    assert f"version: {version[1]}\n" in (ROOT / "CITATION.cff").read_text("utf-8")
