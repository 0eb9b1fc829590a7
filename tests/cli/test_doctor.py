from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest

from parley.cli import doctor
from parley.errors import ParleyError
from parley.language import pipeline
from tests.cli.conftest import Ran

Run = Callable[..., Ran]


def installed() -> bool:
    try:
        return bool(metadata.version("parley"))
    except metadata.PackageNotFoundError:
        return False


pytestmark = pytest.mark.skipif(not installed(), reason="Parley is read from its source and not installed")


def findings(ran: Ran) -> dict[str, dict[str, str]]:
    return {f["what"]: f for f in json.loads(ran.out)}


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parts that take seconds answer at once."""
    monkeypatch.setattr(doctor, "read_sample", lambda model, folder: "COERCE arrest in a sample sentence")


def test_a_whole_installation() -> None:
    found = list(doctor.examine(None, None, None))
    assert [f for f in found if f.verdict == "broken"] == []
    words = {f.what: f.words for f in found}
    assert words["reading"] == "COERCE arrest in a sample sentence"
    assert "files as shipped" in words["model files"]
    assert "acts and operators" in words["codebook"]
    assert words["spaCy components"] == "11 components registered"


@pytest.mark.usefixtures("whole")
def test_lines_and_json_and_exit_status(parley_: Run) -> None:
    ran = parley_("doctor")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines()[0].split()[:2] == ["ok", "python"]
    assert findings(parley_("doctor", "--json"))["python"]["verdict"] == "ok"


@pytest.mark.usefixtures("whole")
def test_a_changed_model_is_broken(parley_: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(pipeline.SHIPPED, tmp_path / "en")
    (tmp_path / "en" / "tokenizer").write_bytes(b"changed")
    monkeypatch.setattr(pipeline, "SHIPPED", tmp_path / "en")
    ran = parley_("doctor", "--json")
    assert ran.status == 1
    assert ran.err == "parley: 1 thing broken\n"
    found = findings(ran)["model files"]
    assert found["verdict"] == "broken"
    assert "tokenizer" in found["words"]
    (tmp_path / "en" / "tokenizer").unlink()
    assert "tokenizer is missing" in findings(parley_("doctor", "--json"))["model files"]["words"]


@pytest.mark.usefixtures("whole")
def test_what_is_optional_is_missing_and_not_broken(parley_: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    version = metadata.version

    def without(name: str) -> str:
        if name == "pyarrow":
            raise metadata.PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr(metadata, "version", without)
    ran = parley_("doctor", "--json")
    assert ran.status == 0
    found = findings(ran)["tables"]
    assert (found["verdict"], found["words"]) == (
        "missing",
        'data frames of pandas, and Parquet; pip install "parley[tables]"',
    )


@pytest.mark.parametrize(("versions", "words"), [(">=1", None), (">=999", 'is installed; pip install "spacy>=999"')])
def test_a_version_out_of_range_is_told(versions: str, words: str | None) -> None:
    if words is None:
        assert doctor.in_range("spacy", versions) == metadata.version("spacy")
    else:
        with pytest.raises(ParleyError, match=words):
            doctor.in_range("spacy", versions)
    with pytest.raises(ParleyError, match='not installed; pip install "no-such-package"'):
        doctor.in_range("no-such-package", "")


@pytest.mark.usefixtures("whole")
def test_a_record_that_is_not_there_is_broken_and_not_made(parley_: Run, tmp_path: Path) -> None:
    ran = parley_("doctor", "--record", tmp_path / "none.db", "--json")
    assert ran.status == 1
    assert findings(ran)["your record"]["words"].endswith("none.db: no such file")
    assert not (tmp_path / "none.db").exists()


@pytest.mark.usefixtures("whole")
def test_a_fault_in_one_look_does_not_keep_the_others_from_being_told(
    parley_: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(folder: Path | None) -> str:
        raise RuntimeError("odd\nthing")

    monkeypatch.setattr(doctor, "codebook_counts", fail)
    ran = parley_("doctor", "--json")
    assert ran.status == 1
    assert findings(ran)["codebook"]["words"] == "RuntimeError: odd thing"
    assert findings(ran)["reading"]["verdict"] == "ok"
