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
