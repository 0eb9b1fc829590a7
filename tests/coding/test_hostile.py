"""Texts made to overwhelm, to mislead or to be run: they are read as words, in bounded time, and nothing else happens."""

from __future__ import annotations

import pytest

import parley
from parley.errors import ParleyError
from tests.contract import reads_or_refuses
from tests.strategies import SCRIPTS, bombs

NEWS = "Kenyan police arrested three opposition leaders in Nairobi on Monday."


@pytest.mark.parametrize("name", bombs())
def test_a_bomb_is_read_or_refused_in_bounded_time(coder: parley.Coder, name: str) -> None:
    reads_or_refuses(coder, bombs()[name][:4000], "2014-12-27", seconds=20)


def test_ten_million_brackets_are_refused_at_once(coder: parley.Coder) -> None:
    with pytest.raises(ParleyError, match="10,000,000 characters is more than the limit of 1,000,000; split it"):
        coder.read("(" * 10_000_000)


@pytest.mark.parametrize("line", SCRIPTS)
def test_what_looks_like_an_order_or_a_program_changes_nothing_of_the_news(coder: parley.Coder, line: str) -> None:
    reading = reads_or_refuses(coder, f"{NEWS}\n\n{line}\n\n{NEWS.replace('Kenyan', 'Ugandan')}", "2017-10-31")
    assert reading is not None
    arrests = [e for e in reading.events if (e.type, e.mode) == ("COERCE", "arrest")]
    assert [reading.entity(i).name for e in arrests for i in e.actors] == ["Kenyan police", "Ugandan police"]
    others = [e.type for e in reading.events if e not in arrests]
    assert "AGREE" not in others


@pytest.mark.parametrize("mark", ["\u200b", "\u2060", "\u00ad", "\u200e", "\u202e", "\u2066", "\ufeff", "\u0301"])
def test_invisible_characters_keep_their_place_in_the_offsets(coder: parley.Coder, mark: str) -> None:
    text = NEWS.replace("police", f"po{mark}lice").replace("Nairobi", f"{mark}Nairobi{mark}")
    reading = reads_or_refuses(coder, text, "2017-10-31")
    assert reading is not None
    assert reading.report.text == text
    (time,) = [m for m in reading.mentions if m.type == "time"]
    assert reading.quote(time) == "Monday"


def test_a_text_of_marks_that_are_no_words_has_no_events(coder: parley.Coder) -> None:
    for mark in ("\u200b", "\ufffd", "\u202e", "\U0010ffff", "\x07"):
        reading = reads_or_refuses(coder, mark * 500, None)
        assert reading is None or reading.events == []
