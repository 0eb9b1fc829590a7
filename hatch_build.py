"""Compiles the coding components when a wheel is built, where mypyc and a C compiler are at hand; else it is Python.

The wheel holds the Python modules either way; the same readings come of both. It takes some three minutes of one core,
so it is asked for: `HATCH_BUILD_HOOK_ENABLE_CUSTOM=1 pip install .`
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# What takes the time after the parse, folders and modules of `parley`; the rest gains little for as much compiling.
HOT = (
    *("language/tree", "language/clearnlp", "language/slips", "coding/layers"),
    *("coding/acts", "coding/relations", "coding/coref"),
    *("coding/mentions", "coding/names", "coding/gazetted", "coding/phrases", "coding/stands"),
    *("coding/passages", "coding/entities", "coding/attribution", "coding/speech"),
)
# msgspec must find its classes as plain Python.
PLAIN = frozenset({"__init__.py", "decide.py"})
# Compiled classes have slots of their own.
SLOTS = re.compile(r"@dataclass\((frozen=True, )?slots=True\)")
CONFIG = """[mypy]
follow_imports = silent
ignore_missing_imports = True
[mypy-spacy.*,numpy.*,msgspec.*,yaml.*,typer.*,rich.*]
follow_imports = skip
[mypy-parley.model,parley.language.*,parley.sources.*,parley.codebook.*]
ignore_errors = True
"""


class CustomBuildHook(BuildHookInterface[Any]):
    """Adds the compiled modules to an ordinary wheel; an editable install is left as it is."""

    def dependencies(self) -> list[str]:
        """What compiling needs while the wheel is built."""
        return ["mypy[mypyc]>=1.11,<3", "setuptools"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile into a folder of its own and say where the modules lie."""
        if version == "editable":
            return
        self._folder = Path(tempfile.mkdtemp())
        shutil.copytree(Path(self.root, "src"), self._folder, dirs_exist_ok=True)
        try:
            with _inside(self._folder):
                compiled = compile_in(self._folder)
        # mypyc ends the process where it finds a fault, and setuptools has errors of many kinds.
        except (Exception, SystemExit) as error:
            self.app.display_warning(f"Parley is built as plain Python, which codes at half the speed: {error!r}")
            return
        build_data["force_include"] |= {str(path): str(path.relative_to(self._folder)) for path in compiled}
        build_data["pure_python"], build_data["infer_tag"] = False, True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Take the folder away."""
        if version != "editable":
            shutil.rmtree(self._folder)


def compile_in(folder: Path) -> list[Path]:
    """Compile the hot modules of a copy of the sources, and return the compiled ones, beside their sources."""
    from mypyc.build import mypycify
    from setuptools import Distribution

    places = [folder / "parley" / name for name in HOT]
    found = [p for place in places for p in (place.with_suffix(".py"), *place.glob("*.py"))]
    hot = sorted(p for p in found if p.exists() and p.name not in PLAIN)
    for path in hot:
        text = path.read_text(encoding="utf-8")
        path.write_text(SLOTS.sub(lambda m: "@dataclass(frozen=True)" if m[1] else "@dataclass", text), "utf-8")
    config = folder / "mypy.ini"
    config.write_text(CONFIG, encoding="utf-8")
    names = [str(path.relative_to(folder)) for path in hot]
    extensions = mypycify(["--config-file", str(config), *names], opt_level="1", debug_level="0", group_name="parley")
    build = Distribution({"name": "parley", "ext_modules": extensions}).get_command_obj("build_ext")
    build.inplace = True
    build.ensure_finalized()
    build.run()
    return [p for p in folder.rglob("*") if p.suffix in (".so", ".pyd") and "build" not in p.relative_to(folder).parts]


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)
