"""What a demand, threat or protest is for is part of it, and no event of its own."""

from __future__ import annotations

import pytest

import parley


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Students blocked roads in the capital to demand new elections.", "PROTEST"),
        ("The rebels demanded a truce with the army.", "REQUEST"),
        ("The union repeated its demand that the government free the strikers.", "REQUEST"),
        ("The party threatened to leave the coalition unless the minister resigns.", "THREATEN"),
        ("The minister threatened today to impose restrictions on Polish goods.", "THREATEN"),
    ],
)
def test_an_aim_is_no_event(coder: parley.Coder, text: str, kind: str) -> None:
    assert [e.type for e in coder.read(text).events] == [kind]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The exiled general has been working to topple the king for years.", []),
        ("Rebels tried to topple the king in March.", ["ASSAULT"]),
        ("Norway is working to mediate between the guerrillas and Manila.", ["CONSULT"]),
    ],
)
def test_who_works_to_harm_somebody_has_not_done_it(coder: parley.Coder, text: str, kinds: list[str]) -> None:
    assert [e.type for e in coder.read(text).events] == kinds


def test_what_is_refused_was_asked_for(coder: parley.Coder) -> None:
    told = {e.type for e in coder.read("The rebels rejected an offer by the army to open talks.").events}
    assert {"REJECT"} <= told


def test_crimes_are_not_promised(coder: parley.Coder) -> None:
    reading = coder.read("Prosecutors investigated crimes committed by soldiers against villagers.")
    assert "AGREE" not in {e.type for e in reading.events}
