from __future__ import annotations

import pytest

from parley.codebook.words import context, noun_kind, nouns, pronouns, singulars
from parley.errors import CodebookError


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("women", "person"), ("gunmen", "person"), ("children", "person"), ("spokeswoman", "person"), ("charities", "group"),
        ("companies", "group"), ("villages", "place"), ("wives", "person"), ("churches", "place"), ("buses", "vehicle"),
        ("helicopters", "platform"), ("rifles", "weapon"), ("convoy", "group"), ("idea", None), ("decisions", None),
    ],
)  # fmt: skip
def test_what_a_noun_names(word, kind):
    assert noun_kind(word) == kind


def test_a_word_that_is_no_plural_stays():
    assert singulars("press") == ("press",)
    assert singulars("police") == ("police",)


def test_pronouns_know_number_and_gender():
    assert (pronouns()["her"].gender, pronouns()["her"].number) == ("f", "s")
    assert pronouns()["they"].number == "p"
    assert pronouns()["whose"].kind == "relative"


def test_gendered_nouns_are_persons():
    strange = [noun for noun in nouns().gender if nouns().kind.get(noun) not in ("person", None)]
    assert strange == []


def test_an_unknown_list_is_refused():
    with pytest.raises(CodebookError, match="no list 'colours'"):
        context("colours")
