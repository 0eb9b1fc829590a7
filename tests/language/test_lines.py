"""Which line breaks end a sentence."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from parley.language.lines import find_breaks, mark_lines, overlong, wrap_width

PARAGRAPH = "The delegates spent the whole of the afternoon on the wording of the second article, " * 3
NLP = spacy.blank("en")


def starts(text: str) -> list[str]:
    """The words that the guard made sentence starts, the first token of the text aside."""
    doc = mark_lines(NLP(text))
    return [token.text for token in doc if token.i and token.is_sent_start]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks fail again\n\nThe two sides left Geneva.", ["The"]),
        ("Talks fail again\n \nthe two sides left Geneva.", ["the"]),
        (f"Talks fail again\n{PARAGRAPH}", ["The"]),
        ("They signed.\nThe guns fell silent.", ["The"]),
        ("“They signed.”\nThe guns fell silent.", ["The"]),
        ("They signed.\r\nThe guns fell silent.", ["The"]),
        ("The demands are:\n- a ceasefire\n- a prisoner swap", ["-", "-"]),
        ("• a ceasefire\n• a prisoner swap", ["•"]),
        (f"{PARAGRAPH}\n— {PARAGRAPH}", ["—"]),
        ("He spoke to\nReuters, \nan agency, on Monday.", []),
        ("She met Gen.\nPaul Okoro in Juba.", ["Paul"]),
        ("One line only.", []),
        ("", []),
        ("\n\nLeading lines do not count.", []),
    ],
)
def test_breaks(text: str, expected: list[str]) -> None:
    assert starts(text) == expected


def test_wrapped_text_is_not_split_where_it_wraps() -> None:
    text = (
        "The foreign ministers of the two states met on Monday in the capital for\n"
        "Talks on the Border Treaty, which both parliaments have yet to ratify. The\n"
        "Commission that drew it up was not invited.\n"
        "\n"
        "A second meeting is planned."
    )
    assert starts(text) == ["A"]


def test_dash_at_the_start_of_a_wrapped_line_is_no_bullet() -> None:
    text = (
        "The foreign ministers of the two states met on Monday in the city of Port Adel\n"
        "- the first such meeting in nine years - and agreed to open the border again.\n"
    )
    assert starts(text) == []


def test_headline_over_wrapped_text_stands_alone() -> None:
    text = (
        "Ministers meet over treaty\n"
        "The foreign ministers of the two states met on Monday in the capital for\n"
        "talks on the border treaty, which both parliaments have yet to ratify."
    )
    assert starts(text) == ["The"]


def test_width_of_wrapped_and_of_unwrapped_text() -> None:
    wrapped = NLP("\n".join(["word " * 14 + "end"] * 4))
    unwrapped = NLP("\n".join([PARAGRAPH] * 4))
    assert wrap_width(wrapped, find_breaks(wrapped)) == 73
    assert wrap_width(unwrapped, find_breaks(unwrapped)) is None


@given(st.text(alphabet="aB .\n\r\t-•,“”)", max_size=60))
def test_any_text_is_read_and_only_words_after_breaks_start(text: str) -> None:
    doc = mark_lines(NLP(text))
    for token in doc:
        if token.i and token.is_sent_start:
            assert doc[token.i - 1].is_space
            assert not token.is_space


def test_pipe_is_registered() -> None:
    nlp: Language = spacy.blank("en")
    nlp.add_pipe("parley_lines")
    assert [t.text for t in nlp("Yes.\n\nNo.") if t.is_sent_start] == ["Yes", "No"]


def test_a_run_without_stops_is_cut_at_a_pause() -> None:
    doc = spacy.blank("en")(" ".join(["word"] * 250 + [","] + ["word"] * 100))
    assert list(overlong(doc)) == [251]


def test_a_run_without_pauses_is_cut_all_the_same() -> None:
    doc = spacy.blank("en")(" ".join(["word"] * 700))
    assert list(overlong(doc)) == [300, 600]


def test_text_with_stops_is_not_cut() -> None:
    doc = spacy.blank("en")("Kenya spoke to Chad about the war . " * 60)
    assert list(overlong(doc)) == []
