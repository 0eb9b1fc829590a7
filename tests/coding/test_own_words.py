"""A folder of the user's adds words of relations and talks to those that ship."""

from __future__ import annotations

from pathlib import Path

import pytest

import parley
from parley.codebook.acts import read_merged
from parley.codebook.lint import check_codebook
from parley.codebook.relations import load_relations
from parley.coding.talks.words import load_words
from parley.errors import CodebookError

RELATIONS = """\
verbs:
  - {id: own-bankroll-boats, type: supports, verbs: [mollycoddle], from: [subj], to: [obj], certain: true,
     example: ["Kenya mollycoddles Uganda.", "Kenya", "Uganda"]}
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    (tmp_path / "relations.yaml").write_text(RELATIONS, encoding="utf-8")
    (tmp_path / "talks.yaml").write_text("nouns: [palaver-of-reeds]\n", encoding="utf-8")
    return tmp_path


def test_words_are_added(mine: Path) -> None:
    assert check_codebook(mine) == []
    assert "mollycoddle" in load_relations(mine).verbs
    assert "mollycoddle" not in load_relations().verbs
    assert load_words(mine).nouns - load_words().nouns == {"palaver-of-reeds"}


def test_a_relation_of_ones_own_is_read(mine: Path, coder: parley.Coder) -> None:
    own = parley.load(model=coder.settings.model, codebook=str(mine))
    text = "Kenya has long mollycoddled Uganda."
    assert [r.type for r in own.read(text).relations] == ["supports"]
    assert coder.read(text).relations == []


def test_lists_are_joined_and_an_id_replaced(tmp_path: Path) -> None:
    for name, words in (
        ("a", "x: [{id: p, v: 1}, {id: q}]\ny: {z: [1]}\n"),
        ("b", "x: [{id: p, v: 2}]\ny: {z: [2]}\n"),
    ):
        (tmp_path / name).mkdir()
        (tmp_path / name / "t.yaml").write_text(words)
    merged = read_merged("t.yaml", (tmp_path / "a", tmp_path / "b"))
    assert merged == {"x": [{"id": "q"}, {"id": "p", "v": 2}], "y": {"z": [1, 2]}}


def test_a_key_of_another_form_is_told(tmp_path: Path) -> None:
    (tmp_path / "relations.yaml").write_text("verbs: {id: x}\n")
    assert check_codebook(tmp_path)[0].startswith("relations.yaml: verbs is a list")
    (tmp_path / "relations.yaml").write_text("verbs: [{id: x, type: adores, verbs: [dote]}]\n")
    with pytest.raises(CodebookError, match="adores"):
        load_relations(tmp_path)


OWN = {
    "attribution.yaml": "saying: [grumble]\n",
    "figures.yaml": "verbs: {injured: {object: [trample]}}\n",
    "disagreements.yaml": "deny: {verbs: [rubbish]}\n",
    "times/words.yaml": "capital: {holiday: {tatishe: 03-04}}\n",
}


@pytest.fixture
def own(tmp_path: Path, coder: parley.Coder) -> parley.Coder:
    for name, words in OWN.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(words, encoding="utf-8")
    assert check_codebook(tmp_path) == []
    return parley.load(model=coder.settings.model, codebook=str(tmp_path))


def test_words_of_figures_and_sources_are_added(own: parley.Coder, coder: parley.Coder) -> None:
    text = "Elders in Garsen grumbled that gunmen had trampled 14 herders in Kenya."
    figure = own.read(text).figures[0]
    assert (figure.measure, figure.best, figure.attribution[0].cue) == ("injured", 14, "grumbled")
    assert coder.read(text).figures == []


def test_words_of_times_are_added(own: parley.Coder, coder: parley.Coder) -> None:
    text = "Kenya and Uganda signed an accord on Tatishe."
    assert [m.value for m in own.read(text, published="2021-05-01").mentions if m.type == "time"] == ["2021-03-04"]
    assert [m.value for m in coder.read(text, published="2021-05-01").mentions if m.type == "time"] == []


def test_words_of_disagreements_are_added(own: parley.Coder, coder: parley.Coder) -> None:
    text = "Kenya blamed Uganda for the raid on a village near Garsen. Uganda rubbished any involvement."
    assert [d.about.kind for d in own.read(text).disagreements] == ["responsibility"]
    assert coder.read(text).disagreements == []


def test_a_file_that_no_folder_extends_is_told(tmp_path: Path, coder: parley.Coder) -> None:
    (tmp_path / "furniture.yaml").write_text("[]\n")
    assert check_codebook(tmp_path)[0].startswith("furniture.yaml: a folder of yours cannot extend this file")
    with pytest.raises(CodebookError, match="take it out"):
        parley.load(model=coder.settings.model, codebook=str(tmp_path))


def test_a_list_that_nothing_asks_for_is_told(tmp_path: Path) -> None:
    (tmp_path / "attribution.yaml").write_text("mumbling: [mumble]\n")
    assert "attribution.yaml: mumbling" in check_codebook(tmp_path)[0]
