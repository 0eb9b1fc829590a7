"""The components are registered in one place, say what they need and give, and fit into anybody's pipeline."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

import parley
from parley.coding.layers import LAYERS
from parley.coding.registry import COMPONENTS, MODULES, add_all
from parley.language.pipeline import load_pipeline
from parley.model import Report
from tests.parses import parse

PROJECT = Path(__file__).parents[2] / "pyproject.toml"
PARSE = """
Rebels rebel NOUN NNS 2 nsubj
attacked attack VERB VBD 0 root
Russia Russia PROPN NNP 2 obj
. . PUNCT . 2 punct
"""


def test_there_is_a_module_for_each_component() -> None:
    assert len(MODULES) == len(COMPONENTS)


@pytest.mark.parametrize("name", COMPONENTS)
def test_each_assigns_a_layer_of_its_own_and_requires_only_earlier_ones(name: str) -> None:
    meta = Language.get_factory_meta(name)
    assert meta.assigns
    given: set[str] = set()
    for earlier in COMPONENTS[: COMPONENTS.index(name)]:
        given.update(Language.get_factory_meta(earlier).assigns)
    layers = {a.removeprefix("doc._.") for a in meta.assigns}
    assert layers <= set(LAYERS)
    assert not given & set(meta.assigns)
    assert {r for r in meta.requires if r.startswith("doc._.parley")} <= given | {"doc._.parley_report"}


def test_each_can_be_added_by_name_to_a_pipeline() -> None:
    nlp = spacy.blank("en")
    for name in COMPONENTS:
        nlp.add_pipe(name)
    assert tuple(nlp.pipe_names) == COMPONENTS
    doc = parse(PARSE)
    doc._.parley_report = Report(id="r", text=doc.text)
    for name in COMPONENTS:
        doc = nlp.get_pipe(name)(doc)
    assert [act.type for act in doc._.parley_acts] == ["ASSAULT"]


@pytest.mark.parametrize("name", COMPONENTS)
def test_one_alone_works_in_anybodys_pipeline(name: str) -> None:
    """Without a report and without the layers under it a component finds less, and does not fail."""
    doc = spacy.blank("en").create_pipe(name)(parse(PARSE))
    assert all(getattr(doc._, a.removeprefix("doc._.")) is not None for a in Language.get_factory_meta(name).assigns)


def test_add_all_keeps_what_is_there() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("parley_passages")
    assert add_all(nlp).pipe_names == list(COMPONENTS)
    assert add_all(nlp).pipe_names == list(COMPONENTS)


def entry_points() -> dict[str, str]:
    points: dict[str, str] = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["entry-points"]["spacy_factories"]
    return points


def test_every_factory_has_its_entry_point() -> None:
    assert set(COMPONENTS) <= set(entry_points())
    for name, target in entry_points().items():
        module, _, attribute = target.partition(":")
        assert callable(getattr(import_module(module), attribute))
        assert Language.get_factory_meta(name).factory == name


def test_after_install_spacy_finds_the_factories_by_itself(tmp_path: Path) -> None:
    """What an installer writes is written by hand here; nothing but spaCy is imported in the other process."""
    info = tmp_path / "parley-0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: parley\nVersion: 0\n")
    points = "\n".join(f"{name} = {target}" for name, target in entry_points().items())
    (info / "entry_points.txt").write_text(f"[spacy_factories]\n{points}\n")
    code = "import spacy; nlp = spacy.blank('en'); [nlp.add_pipe(n) for n in ('parley_acts', 'parley')]; print(nlp.pipe_names)"
    path = os.pathsep.join([str(PROJECT.parent / "src"), str(tmp_path)])
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "['parley_acts', 'parley']\n", done.stderr


def test_all_of_parley_as_one_component_reads_as_the_coder_does(coder: parley.Coder) -> None:
    nlp = load_pipeline()
    nlp.add_pipe("parley")
    text = "Kenyan police arrested three opposition leaders in Nairobi on Monday."
    doc = nlp(text)
    assert doc._.parley_reading == coder.read(text, id="doc")
    dated = nlp.make_doc(text)
    dated._.parley_report = Report(id="r", text=text, published="2017-10-31")
    assert [e.time.value for e in nlp(dated)._.parley_reading.events] == ["2017-10-30"]
