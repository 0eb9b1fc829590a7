"""Somebody whom reports name by a role alone is called by words, not by a code."""

from __future__ import annotations

import pytest

from parley.desk.called import called, in_words
from parley.record.views import EntityRef


def ref(key: str, name: str) -> EntityRef:
    return EntityRef(key=key, name=name, type="organization", code=None, country=None)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("ETHMIL", "armed forces (Ethiopia)"),
        ("CVL", "civilians"),
        ("SYR", "somebody of Syria"),
        ("XYZ", "XYZ"),
        ("", ""),
    ],
)
def test_a_code_in_words(code: str, words: str) -> None:
    assert in_words(code) == words


def test_a_name_stays_a_name() -> None:
    assert called(ref("media-syr-sana", "SANA")) == "SANA"
    assert called(ref("code:MIL", "military coalition")) == "military coalition"
    assert called(ref("code:MIL", "MIL")) == "armed forces"
    assert called({"key": "code:OPP", "name": "OPP"}) == "opposition"
    assert called({"key": None, "name": "OPP"}) == "OPP"
