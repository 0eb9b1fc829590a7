"""The texts of talks, by which of their names they go, and those that are none yet."""

from __future__ import annotations

import pytest

import parley

DAY = "2016-03-10"
NEWS = "GENEVA - The government of Chad and the rebels of the Northern Front "


@pytest.mark.parametrize(
    ("told", "names"),
    [
        ("promised at peace talks on Tuesday to sign a final accord by May.", []),
        ("signed a peace agreement on aid on Tuesday.", ["peace agreement on aid"]),
        ("signed a peace accord on Tuesday. A general truce begins on Friday.", ["peace accord"]),
        ("agreed in peace talks on Tuesday on a three-page code.", ["three-page code"]),
        ("struck a deal in peace talks on Tuesday. The accord lets the rebels go home.", ["accord"]),
        ("signed a peace accord on Tuesday. Officials handed out identity papers.", ["peace accord"]),
    ],
)
def test_the_texts(coder: parley.Coder, told: str, names: list[str]) -> None:
    talks = coder.read(NEWS + told, published=DAY).talks
    assert [d.name for t in talks for d in t.documents] == names


def test_a_headline_is_no_name_of_a_text(coder: parley.Coder) -> None:
    text = (
        "Norland and ULF sign truce accord in Rome\n\n"
        "The government of Chad and the Northern Front signed an accord on a truce on Tuesday in Rome, where they have "
        "negotiated since May."
    )
    (talks,) = coder.read(text, published=DAY).talks
    assert not any("sign" in d.name for d in talks.documents)
