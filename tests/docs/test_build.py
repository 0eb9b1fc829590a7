"""The documentation builds without a warning, with the reference pages that come from the code."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.test_documented import ROOT


def test_it_builds_without_a_warning(tmp_path: Path) -> None:
    for package in ("sphinx", "myst_parser", "furo"):
        pytest.importorskip(package)
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "html", "docs", str(tmp_path / "html")],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    built = {path.name: path.read_text("utf-8") for path in (tmp_path / "html" / "generated").glob("*.html")}
    assert {"acts.html", "operators.html", "types.html", "actors.html", "schema.html"} <= built.keys()
    assert "Rebels attacked an army post near the border on Sunday." in built["acts.html"]
    assert 'id="event"' in built["schema.html"]
