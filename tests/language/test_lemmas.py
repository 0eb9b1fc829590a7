"""Lemmas of the words that news is made of, by the shipped tables."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from parley.language.lemmas import Lemmatizer
from parley.language.pipeline import SHIPPED

VOCAB = spacy.blank("en").vocab


@pytest.fixture(scope="module")
def lemmatizer() -> Lemmatizer:
    return Lemmatizer(VOCAB).from_disk(SHIPPED / "parley_lemmatizer")


@pytest.mark.parametrize(
    ("form", "tag", "lemma"),
    [
        ("shelled", "VBD", "shell"),
        ("shelling", "VBG", "shell"),
        ("bombed", "VBN", "bomb"),
        ("fled", "VBD", "flee"),
        ("slain", "VBN", "slay"),
        ("massacred", "VBD", "massacre"),
        ("besieged", "VBN", "besiege"),
        ("condemning", "VBG", "condemn"),
        ("vetoed", "VBD", "veto"),
        ("ratified", "VBD", "ratify"),
        ("agreeing", "VBG", "agree"),
        ("withdrew", "VBD", "withdraw"),
        ("swapped", "VBN", "swap"),
        ("denies", "VBZ", "deny"),
        ("allies", "NNS", "ally"),
        ("airstrikes", "NNS", "airstrike"),
        ("gunmen", "NNS", "gunman"),
        ("countries", "NNS", "country"),
        ("hostages", "NNS", "hostage"),
        ("Villages", "NNS", "village"),
        ("is", "VBZ", "be"),
        ("were", "VBD", "be"),
        ("has", "VBZ", "have"),
        ("better", "JJR", "good"),
        ("deadliest", "JJS", "deadly"),
        ("Syrian", "JJ", "Syrian"),
        ("British", "JJ", "British"),
        ("Heavy", "JJ", "heavy"),
        ("Damascus", "NNP", "Damascus"),
        ("I", "PRP", "I"),
        ("THE", "DT", "the"),
    ],
)
def test_lemma(lemmatizer: Lemmatizer, form: str, tag: str, lemma: str) -> None:
    assert lemmatizer.lemma(form, tag) == lemma


def test_no_tag_falls_back_on_the_part_of_speech(lemmatizer: Lemmatizer) -> None:
    doc = lemmatizer(Doc(VOCAB, words=["Towns", "fell"], pos=["PROPN", "VERB"]))
    assert [token.lemma_ for token in doc] == ["Towns", "fell"]


def test_no_tables_give_lower_case() -> None:
    assert Lemmatizer(VOCAB).lemma("Talks", "NNS") == "talks"


def test_the_longest_suffix_rules() -> None:
    rules = {"NNS": {"s": (1, ""), "ies": (3, "y")}}
    lemmatizer = Lemmatizer(VOCAB, {"NNS": {"news": "news"}}, rules)
    assert [lemmatizer.lemma(w, "NNS") for w in ("raids", "allies", "news", "is")] == ["raid", "ally", "news", "is"]


def test_tables_survive_disk_and_bytes(tmp_path: Path, lemmatizer: Lemmatizer) -> None:
    lemmatizer.to_disk(tmp_path)
    again = Lemmatizer(VOCAB).from_disk(tmp_path)
    twice = Lemmatizer(VOCAB).from_bytes(again.to_bytes())
    assert (twice.forms, twice.rules, twice.capitals) == (lemmatizer.forms, lemmatizer.rules, lemmatizer.capitals)
