"""Words to characters: what is kept of them never changes what a report's words are."""

from __future__ import annotations

import pytest

from parley.coding.timex import lexicon
from parley.coding.timex.lexicon import Lexicon


def test_a_full_memory_is_emptied_and_no_word_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    words = ["published", "in", "1933", "on", "Monday"]
    whole = Lexicon().encode(words)
    monkeypatch.setattr(lexicon, "_KEPT", 2)
    kept = Lexicon()
    kept.encode(words[:3])
    assert kept.encode(words) == whole
    assert kept.encode(words) == whole
