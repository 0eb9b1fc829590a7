"""What the audit of installed packages refuses. It reads only what is here."""

from __future__ import annotations

import importlib.util
import shutil
import tomllib
from email.message import Message
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("audit", ROOT / ".ci" / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def dist(**headers: Any) -> Any:
    data = Message()
    for name, values in headers.items():
        for value in values if isinstance(values, list) else [values]:
            data[name.replace("_", "-")] = value
    return SimpleNamespace(metadata=data)


@pytest.mark.parametrize(
    ("stated", "right"),
    [
        ("MIT", True), ("mit", True), ("BSD-3-Clause AND 0BSD AND MIT", True), ("GPL-3.0-only OR MIT", True), ("(MIT OR Apache-2.0)", True),
        ("ISC License (ISCL)", True), ("GPL-3.0-only", False), ("MIT AND GPL-3.0-only", False), ("unknown", False), ("", False),
    ],
)  # fmt: skip
def test_licences(audit: ModuleType, stated: str, right: bool) -> None:
    rules = tomllib.loads((ROOT / ".ci" / "licences.toml").read_text(encoding="utf-8"))
    assert audit.allowed(stated, {name.lower() for name in rules["allowed"]}) is right


def test_a_licence_is_read_where_it_is_stated_best(audit: ModuleType) -> None:
    classifiers = ["License :: OSI Approved :: MIT License", "Programming Language :: Python"]
    assert audit.licence(dist(License_Expression="MIT", Classifier=classifiers)) == "MIT"
    assert audit.licence(dist(Classifier=classifiers, License="see file")) == "MIT License"
    assert audit.licence(dist(License="BSD\nand more")) == "BSD and more"
    assert audit.licence(dist()) == "unknown"


@pytest.mark.parametrize(
    ("lock", "words"),
    [
        ("spacy==3.8.2\n", None),
        ("spacy==2.0.0\n", "holds spacy 2.0.0, and pyproject.toml asks for spacy<3.9,>=3.8"),
        ("msgspec==0.19.0\n", "does not hold spacy"),
        ("--index-url https://somewhere.example\nspacy==3.8.2\n", "names an address"),
    ],
)
def test_lock_files(
    audit: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lock: str, words: str | None
) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "some.lock").write_text(lock)
    monkeypatch.setattr(audit, "ROOT", tmp_path)
    problems = list(audit.lock_problems({"parley": None, "spacy": None}, "some.lock"))
    assert ([] if words is None else [True]) == [words in p for p in problems]


def test_the_lock_files_name_no_address_and_go_with_the_project(audit: ModuleType) -> None:
    for name in ("requirements.lock", "requirements-all.lock"):
        assert list(audit.lock_problems({"parley": None}, name)) == []
