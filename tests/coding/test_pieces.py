"""Long reports are parsed in pieces that end where a parse does not mind."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import parley
from parley.coding import pieces
from parley.coding.coder import tokenized
from parley.coding.pieces import cut, parsed
from parley.model import Report

WORDS = st.lists(st.sampled_from(["word", "Word", ".", "\n", "\n\n"]), max_size=60)


@given(WORDS)
def test_pieces_cover_every_word_once_and_none_is_longer(words: list[str]) -> None:
    found = cut(words, most=10, reach=4)
    assert [i for a, b in found for i in range(a, b)] == list(range(len(words)))
    assert all(b - a <= 10 for a, b in found)


def test_a_piece_ends_with_a_paragraph_before_a_sentence() -> None:
    assert cut(["a", "\n\n", "B", ".", "C", "d"], most=5, reach=4) == [(0, 2), (2, 6)]


def test_a_piece_ends_with_a_sentence_where_there_is_no_line() -> None:
    assert cut(["a", "b", ".", "C", "d", "e"], most=5, reach=4) == [(0, 3), (3, 6)]


def test_a_report_in_pieces_reads_as_a_whole(coder: parley.Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Kenya accused Chad of arming rebels.\n\n" * 12
    report = Report(id="r", text=text)
    whole = coder.read(report)
    monkeypatch.setattr(pieces, "PIECE", 40)
    doc = tokenized(coder.nlp, text)
    doc._.parley_report = report
    doc = parsed(coder.nlp, doc)
    assert doc.text == text
    assert [e.text for e in doc.ents] == ["Kenya", "Chad"] * 12
    assert len(doc._.parley_acts) == sum(len(e.evidence) for e in whole.events)
