"""What the documentation says is what happens: commands run, Python blocks run, shown output is current."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "src" / "parley" / "language" / "en" / "config.cfg"
needs_model = pytest.mark.skipif(not MODEL.exists(), reason="the language model has not been built")


def load_regenerate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("regenerate", ROOT / "docs" / "regenerate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


regenerate = load_regenerate()
PAGES = [str(p.relative_to(ROOT)) for p in regenerate.documents()]


def test_there_are_commands_to_run() -> None:
    shell = [found["shell"] for page in PAGES for found in regenerate.MARKS.finditer((ROOT / page).read_text("utf-8"))]
    assert len([line for block in shell for line in (block or "").splitlines() if line.startswith("parley ")]) >= 5


def test_a_failing_command_or_one_that_writes_nothing_fails_its_page(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="ends with status"):
        regenerate.regenerated("```sh\nparley read nowhere.txt\n```\n")
    with pytest.raises(SystemExit, match="wrote nothing"):
        regenerate.regenerated("```sh\nparley schema > /dev/null; touch x # -o x\n```\n")
    regenerate.regenerated("<!-- not run: no such machine -->\n```sh\nparley read nowhere.txt\n```\n")


def test_a_page_is_one_session() -> None:
    regenerate.regenerated(
        "<!-- file: mine/a.csv -->\n```csv\nid,name,kind,type\ngroup-x,Xenon League,group,organization\n```\n\n"
        "```sh\n# its folder\nparley actors add mine/a.csv --into own > said.txt\n```\n\n"
        "```python\nassert open('said.txt').read().startswith('1 actor')\n```\n"
    )


@needs_model
@pytest.mark.parametrize("page", PAGES)
def test_shown_output_is_current(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    assert regenerate.regenerated(text) == text, "run: python docs/regenerate.py"


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / page).read_text("utf-8")):
        # Pages that the build makes from the code are not there before it.
        if "://" not in target and "generated/" not in target:
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
