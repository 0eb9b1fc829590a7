"""Text without spaces costs no more than its length, and keeps its offsets."""

from __future__ import annotations

import pytest

from parley.coding.coder import Coder, tokenized
from parley.model import validate


@pytest.mark.parametrize("text", ["(" * 3000, "Aid came. " + '"' * 1600 + " Envoys met.", "a" * 1000, "", "x" * 999])
def test_the_text_is_kept(coder: Coder, text: str) -> None:
    doc = tokenized(coder.nlp, text)
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t)] == t.text for t in doc)


def test_what_stands_beside_a_run_is_still_read(coder: Coder) -> None:
    reading = coder.read("Gunmen attacked a convoy near Kano.\n\n" + "(" * 20_000)
    validate(reading)
    assert [e.type for e in reading.events] == ["ASSAULT"]
