from __future__ import annotations

from typing import get_args

import pytest

from parley import model, words
from tests.cli.sample import sample


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2014-12-27", "27 Dec 2014"),
        ("2014-12-27T09:00", "27 Dec 2014"),
        ("2014-12", "Dec 2014"),
        ("2014-W52", "week 52 of 2014"),
        ("2014-SU", "summer 2014"),
        ("2014", "2014"),
        ("201", "2010s"),
        ("PRESENT_REF", None),
        ("P3D", None),
    ],
)
def test_dates(value: str, text: str | None) -> None:
    assert words.date(value) == text


@pytest.mark.parametrize(
    ("qualifier", "low", "best", "high", "text"),
    [
        ("exact", 12, 12, 12, "12 killed"),
        ("about", None, 1200, None, "about 1,200 killed"),
        ("at-least", 30, 30, None, "at least 30 killed"),
        ("up-to", None, None, 40, "up to 40 killed"),
        ("more-than", 80_000, None, None, "more than 80,000 killed"),
        ("fewer-than", None, None, 5, "fewer than 5 killed"),
        ("range", 20, None, 30, "20 to 30 killed"),
    ],
)
def test_amounts(
    qualifier: model.Qualifier, low: float | None, best: float | None, high: float | None, text: str
) -> None:
    figure = model.Figure(id="f", measure="killed", qualifier=qualifier, low=low, best=best, high=high, evidence=[])
    assert words.amount(figure) == text


def test_what_is_counted_is_said_once() -> None:
    figure = model.Figure(id="f", measure="troops", qualifier="exact", best=2000, who="Kenyan troops", evidence=[])
    assert words.amount(figure).endswith("2,000 Kenyan troops")


def test_every_type_relation_status_and_qualifier_of_the_contract_has_words() -> None:
    tables = words.tables()
    for table, kinds in (
        ("types", model.EventType),
        ("event_status", model.EventStatus),
        ("relations", model.RelationType),
        ("relation_status", model.RelationStatus),
        ("qualifiers", model.Qualifier),
        ("disagreements", model.DisagreementKind),
    ):
        assert set(tables[table]) == set(get_args(kinds))


def test_names_of_many_are_cut() -> None:
    entities = {e.id: e for e in sample().entities}
    assert words.names(["e1", "e3"], entities) == "Zubara and the rebels"
    assert words.names(["e1", "e3", "e5", "e6", "e7"], entities) == "Zubara, the rebels, Karim Daoud and 2 others"
    assert words.names([], entities) == ""


def test_long_quotes_lose_their_middle() -> None:
    text = " ".join(f"word{i}" for i in range(100))
    short = words.quote(text)
    assert len(short) <= 95
    assert short.startswith("“word0 ")
    assert short.endswith("word99”")
    assert " … " in short


def test_counts() -> None:
    assert [words.count(n, "entity") for n in (0, 1, 2)] == ["0 entities", "1 entity", "2 entities"]
    assert words.count(1200, "event") == "1,200 events"


@pytest.mark.parametrize(
    ("words_", "quoted"),
    [
        ("attack", "“… accused the army of the attack on the market of the old …”"),
        ("The", "“The Houthis accused the army of …”"),
        ("Sanaa", "“… market of the old town of Sanaa.”"),
    ],
)
def test_few_words_are_quoted_with_those_around_them(words_: str, quoted: str) -> None:
    text = "Yes. The Houthis accused the army of the attack on the market of the old town of Sanaa. No."
    start = text.index(words_)
    sentence = model.Span(start=5, end=text.index(" No."))
    assert words.in_context(text, start, start + len(words_), sentence, least=64) == quoted


def test_a_short_sentence_is_quoted_whole() -> None:
    text = "They attacked."
    assert words.in_context(text, 5, 13, model.Span(start=0, end=14)) == "“They attacked.”"
