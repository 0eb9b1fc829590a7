"""Every number that can be written, in words or digits and with any qualifier, comes back as it went in."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from parley.coding.layers import Quantity
from parley.coding.numbers import bounds, digits, find, numerals, read

NLP = spacy.blank("en")

_NUMERALS = numerals()
UNITS = list(_NUMERALS.units)
TENS = ["", "", *(word for word in _NUMERALS.tens if word != "fourty")]


def words_of(n: int, joint: str = " and ", hyphen: str = "-") -> str:
    """The number in English words."""
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand")):
        if n >= size:
            rest = n % size
            tail = "" if not rest else (joint if rest < 100 else " ") + words_of(rest, joint, hyphen)
            return f"{words_of(n // size, joint, hyphen)} {name}{tail}"
    if n >= 100:
        return words_of(n // 100) + " hundred" + (joint + words_of(n % 100, joint, hyphen) if n % 100 else "")
    if n >= 20:
        return TENS[n // 10] + (hyphen + UNITS[n % 10] if n % 10 else "")
    return UNITS[n]


def quantities(text: str) -> list[Quantity]:
    return find([token.lower_ for token in NLP(text)])


counts = st.one_of(st.integers(1, 120), st.integers(1, 99_999), st.integers(1, 4_000_000_000))
styles = st.sampled_from(["words", "words without and", "words without hyphens", "digits", "commas", "millions"])


@st.composite
def written(draw: st.DrawFn) -> tuple[float, str]:
    """A number and one way to write it."""
    n, style = draw(counts), draw(styles)
    if style == "digits":
        return n, str(n)
    if style == "commas":
        return n, f"{n:,}"
    if style == "millions":
        tenths = draw(st.integers(1, 999))
        scale = draw(st.sampled_from([("thousand", 1000), ("million", 10**6), ("billion", 10**9)]))
        return tenths / 10 * scale[1], f"{tenths / 10:g} {scale[0]}"
    joint = " " if style == "words without and" else " and "
    return n, words_of(n, joint, " " if style == "words without hyphens" else "-")


QUALIFIERS = sorted((" ".join(phrase), name) for phrase, name in numerals().before.items())
AFTER = sorted((" ".join(phrase), name) for phrase, name in numerals().after.items() if phrase[0].isalpha())


def close(quantity: Quantity, expected: tuple[float | None, float | None, float | None]) -> bool:
    return [quantity.low, quantity.best, quantity.high] == [None if x is None else pytest.approx(x) for x in expected]


@settings(max_examples=300, deadline=None)
@given(written(), st.sampled_from([("", "exact"), *QUALIFIERS]))
def test_a_number_with_a_qualifier_before_it_comes_back(number: tuple[float, str], qualifier: tuple[str, str]) -> None:
    n, text = number
    phrase, name = qualifier
    found = quantities(f"They counted {phrase} {text} villagers.".replace("  ", " "))
    assert len(found) == 1
    assert found[0].qualifier == name
    assert close(found[0], bounds(name, n))


@settings(max_examples=150, deadline=None)
@given(written(), st.sampled_from(AFTER))
def test_a_number_with_a_qualifier_after_it_comes_back(number: tuple[float, str], qualifier: tuple[str, str]) -> None:
    n, text = number
    found = quantities(f"They counted {text} {qualifier[0]} in the valley.")
    assert found[0].qualifier == qualifier[1]
    assert close(found[0], bounds(qualifier[1], n))


@settings(max_examples=300, deadline=None)
@given(written(), written(), st.sampled_from(["between {} and {}", "from {} to {}", "{} to {}", "{} – {}"]))
def test_a_range_comes_back(one: tuple[float, str], two: tuple[float, str], form: str) -> None:
    assume(one[0] < two[0])
    # "five to ten million" is five million: a bare low end takes the unit of the high one.
    unit = numerals().scales.get(two[1].split()[-1].split("-")[-1], 1)
    assume(len(NLP(one[1])) > 1 or one[0] * unit >= two[0] or unit == 1)
    found = quantities(f"They counted {form.format(one[1], two[1])} villagers.")
    assert len(found) == 1
    assert found[0].qualifier == "range"
    assert close(found[0], (one[0], None, two[0]))


@settings(max_examples=100, deadline=None)
@given(written())
def test_read_takes_the_whole_number(number: tuple[float, str]) -> None:
    n, text = number
    words = [token.lower_ for token in NLP(text)]
    assert read(words, 0) == (pytest.approx(n), len(words))


@pytest.mark.parametrize(
    ("text", "low", "best", "high", "qualifier"),
    [
        ("dozens of families", 24, None, None, "at-least"),
        ("scores of shops", 40, None, None, "at-least"),
        ("hundreds of herders", 200, None, None, "at-least"),
        ("thousands more", 2000, None, None, "at-least"),
        ("tens of thousands of farmers", 20_000, None, None, "at-least"),
        ("hundreds of thousands", 200_000, None, None, "at-least"),
        ("several hundred marchers", 200, None, None, "at-least"),
        ("a few thousand marchers", 2000, None, None, "at-least"),
        ("a dozen boats", 12, 12, 12, "exact"),
        ("two dozen boats", 24, 24, 24, "exact"),
        ("more than a dozen boats", 12, None, None, "more-than"),
        ("half a million people", 500_000, 500_000, 500_000, "exact"),
        ("one and a half million people", 1_500_000, 1_500_000, 1_500_000, "exact"),
        ("several shopkeepers", None, None, None, "about"),
        ("20-30 million people", 20_000_000, None, 30_000_000, "range"),
        ("an estimated 40 boats", None, 40, None, "about"),
        ("at least some 40 boats", 40, 40, None, "at-least"),
    ],
)
def test_words_that_are_no_plain_number(
    text: str, low: float | None, best: float | None, high: float | None, qualifier: str
) -> None:
    found = quantities(text)
    assert [(q.low, q.best, q.high, q.qualifier) for q in found] == [(low, best, high, qualifier)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They paid $1.2 million for it.", "$1.2 million", 1_200_000),
        ("They paid US$ 20,000 for it.", "US$ 20,000", 20_000),
        ("They paid 20 million dollars for it.", "20 million dollars", 20_000_000),
        ("They paid 3 billion Egyptian pounds for it.", "3 billion Egyptian pounds", 3_000_000_000),
    ],
)
def test_money_is_told_from_other_quantities(text: str, words: str, value: float) -> None:
    doc = NLP(text)
    (found,) = find([token.lower_ for token in doc])
    assert (found.kind, found.best, doc[found.start : found.end].text) == ("money", value, words)


def test_a_percentage_takes_its_sign() -> None:
    doc = NLP("Turnout rose to 40 percent from 31%.")
    found = find([token.lower_ for token in doc])
    assert [doc[q.start : q.end].text for q in found] == ["40 percent", "31%"]


def test_what_a_date_has_taken_is_no_quantity() -> None:
    words = [token.lower_ for token in NLP("On 5 May 12 boats sank.")]
    assert [q.best for q in find(words, {1, 2})] == [12]


def test_many_after_as_is_part_of_a_qualifier() -> None:
    (found,) = quantities("as many as 40 boats")
    assert (found.high, found.qualifier) == (40, "up-to")


@pytest.mark.parametrize(
    ("word", "value"), [("1,200", 1200), ("5bn", 5e9), ("1.5m", 1.5e6), ("7", 7), ("7th", None), ("a7", None)]
)
def test_digits(word: str, value: float | None) -> None:
    assert digits(word) == value


def test_a_run_of_digits_too_long_for_a_count_is_none() -> None:
    assert quantities("Account 1234567890123456 and " + "9" * 5000 + " were closed.") == []
    assert quantities("They counted 123456789012345 stars.")[0].best == 123456789012345


@pytest.mark.parametrize(
    "text", ["Of the villages they took several", "It rose by 50 percent", "They counted 40 or more"]
)
def test_a_quantity_at_the_end_of_the_text_ends_there(text: str) -> None:
    doc = NLP(text)
    assert [q.end for q in find([token.lower_ for token in doc])] == [len(doc)]
