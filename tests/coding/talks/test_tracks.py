"""Two tables in one report."""

from __future__ import annotations

import parley

DAY = "2016-03-10"
LEAD = "Colombia sat at two tables this week.\n\n"
HAVANA = "In Havana, negotiators of Colombia and the FARC met for a third day of peace talks.\n\n"


def test_another_group_at_another_place_has_a_table_of_its_own(coder: parley.Coder) -> None:
    text = (
        f"{LEAD}{HAVANA}With the other rebel army, the ELN, things go better. Its commanders and the government of "
        "Colombia have been discussing a truce in Quito since Monday."
    )
    reading = coder.read(text, published=DAY)
    names = {e.id: e.name for e in reading.entities}
    assert [t.venue.name if t.venue else None for t in reading.talks] == ["Havana", "Quito"]
    assert ["ELN" in {names[p] for p in t.parties} for t in reading.talks] == [False, True]


def test_one_group_has_one_table(coder: parley.Coder) -> None:
    text = f"{LEAD}{HAVANA}In Oslo, envoys of the FARC said that the talks would go on."
    assert len(coder.read(text, published=DAY).talks) == 1


def test_a_group_that_is_not_said_to_talk_has_none(coder: parley.Coder) -> None:
    text = f"{LEAD}{HAVANA}The ELN, which has no seat, shelled a barracks near the border on Tuesday."
    assert len(coder.read(text, published=DAY).talks) == 1
