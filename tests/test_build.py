"""Wheels with compiled modules: what the build hook takes in, and that it does without where nothing can be compiled."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

pytest.importorskip("hatchling")
ROOT = Path(__file__).parent.parent


@pytest.fixture
def hook_file() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class _App:
    said = ""

    def display_warning(self, text: str) -> None:
        self.said = text


def _hook(module: ModuleType, root: Path, app: _App) -> Any:
    return module.CustomBuildHook(str(root), {}, None, None, str(root), "wheel", app)


def test_an_editable_install_stays_python(hook_file: ModuleType) -> None:
    data: dict[str, Any] = {"force_include": {}}
    _hook(hook_file, ROOT, _App()).initialize("editable", data)
    assert data == {"force_include": {}}


def test_where_nothing_compiles_the_wheel_is_python_and_says_so(
    hook_file: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(folder: Path) -> list[Path]:
        sys.exit("no compiler")

    (tmp_path / "src" / "parley").mkdir(parents=True)
    monkeypatch.setattr(hook_file, "compile_in", fail)
    app, data = _App(), {"force_include": {}, "pure_python": True}
    hook = _hook(hook_file, tmp_path, app)
    hook.initialize("standard", data)
    hook.finalize("standard", data, "")
    assert data == {"force_include": {}, "pure_python": True}
    assert "no compiler" in app.said


@pytest.mark.skipif(shutil.which("gcc") is None and shutil.which("clang") is None, reason="needs a C compiler")
def test_compiled_modules_lie_beside_their_sources_and_do_the_same(hook_file: ModuleType, tmp_path: Path) -> None:
    pytest.importorskip("mypyc.build")
    pytest.importorskip("setuptools")
    coding = tmp_path / "parley" / "coding"
    coding.mkdir(parents=True)
    for folder in (coding, coding.parent):
        (folder / "__init__.py").touch()
    (coding / "names.py").write_text(
        "from dataclasses import dataclass\n\n\n@dataclass(slots=True)\nclass Pair:\n    a: int\n    b: int\n\n"
        "    def total(self) -> int:\n        return self.a + self.b\n"
    )
    (coding / "examples.py").write_text("LEFT = 1\n")
    code = (
        "import sys; from pathlib import Path; import hatch_build as h; folder = Path(sys.argv[1])\n"
        "with h._inside(folder): found = h.compile_in(folder)\n"
        "print(sorted(p.relative_to(folder).as_posix().split('.')[0] for p in found), file=sys.stderr)"
    )
    built = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert built.stderr.splitlines()[-1] == "['parley/coding/names', 'parley__mypyc']"
    used = "from parley.coding import names; print(names.__file__.rpartition('.')[2], names.Pair(2, 3).total())"
    told = subprocess.run(
        [sys.executable, "-c", used], cwd=tmp_path, env={"PYTHONPATH": "."}, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() in (["so", "5"], ["pyd", "5"])
