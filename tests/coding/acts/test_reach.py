"""Who is out of an act's reach: sides that the decider picks from elsewhere in the sentence."""

from __future__ import annotations

import pytest

import parley


def sides(coder: parley.Coder, text: str, kind: str) -> tuple[list[str], list[str]]:
    """Names of the actors and of the recipients of the one act of a type."""
    reading = coder.read(text, published="2016-05-18")
    found = [e for e in reading.events if e.type == kind]
    assert len(found) == 1, [(e.type, e.actors, e.recipients) for e in reading.events]
    names = [[reading.entity(i).name for i in side] for side in (found[0].actors, found[0].recipients)]
    return names[0], names[1]


@pytest.mark.parametrize(
    "text",
    [
        "Brazil condemned the massacres, urged both sides to talk and asked the Security Council not to leave.",
        "Germany condemned the shelling and called on China to act.",
    ],
)
def test_who_speaks_of_a_deed_has_not_done_it(coder: parley.Coder, text: str) -> None:
    assert sides(coder, text, "ASSAULT") == ([], [])
    actors, recipients = sides(coder, text, "ACCUSE")
    assert actors == [text.split()[0]]
    assert "China" not in recipients


@pytest.mark.parametrize(
    "text",
    [
        "The Ukrainian military said six soldiers had been killed and 31 wounded.",
        "The aid agency suspended its work in Sudan after three of its drivers were killed on Saturday.",
    ],
)
def test_who_tells_of_the_dead_has_not_killed_them(coder: parley.Coder, text: str) -> None:
    assert sides(coder, text, "ASSAULT")[0] == []


def test_by_whom_is_heeded_wherever_it_stands(coder: parley.Coder) -> None:
    text = "Activists said 300 people had been killed in the suburb, most of them by Syrian troops."
    actors, _ = sides(coder, text, "ASSAULT")
    assert actors == ["Syrian Arab Army"] or actors == ["Syrian troops"]


def test_a_clause_that_only_follows_tells_of_something_else(coder: parley.Coder) -> None:
    text = "A truck bomb killed 54 people on Monday at a government building; the Kremlin linked the two attacks."
    actors, recipients = sides(coder, text, "ASSAULT")
    assert actors == []
    assert "54 people" in recipients


def test_two_bombs_in_a_sentence_are_two_attacks_with_their_own_dead_and_dates(coder: parley.Coder) -> None:
    text = "In November 1995 a car bomb in Riyadh killed seven people, and in June 1996 a truck bomb killed 19 airmen."
    reading = coder.read(text, published="2003-05-13")
    told = [(e.time and e.time.value, [reading.entity(i).name for i in e.recipients]) for e in reading.events]
    assert told == [("1995-11", ["seven people"]), ("1996-06", ["19 airmen"])]
    dead = {f.best: next(e.time.value for e in reading.events if e.id == f.event and e.time) for f in reading.figures}
    assert dead == {7: "1995-11", 19: "1996-06"}


def test_what_only_counts_the_deed_undergoes_nothing(coder: parley.Coder) -> None:
    reading = coder.read("Israel carried out hundreds of air strikes in Gaza.", published="2021-05-12")
    assert not any("air strikes" in reading.entity(i).name for e in reading.events for i in e.recipients)
    assert reading.figures == []


def test_those_who_accuse_each_other_accuse_nobody_else(coder: parley.Coder) -> None:
    text = "India and Pakistan accused each other of shelling villagers."
    actors, recipients = sides(coder, text, "ACCUSE")
    assert (sorted(actors), recipients) == (["India", "Pakistan"], [])


def test_a_town_that_fighters_captured_is_nobody_kidnapped(coder: parley.Coder) -> None:
    reading = coder.read("Taliban fighters captured Kunduz on Monday and freed 200 prisoners.", published="2015-10-05")
    assert [(f.measure, f.best) for f in reading.figures] == [("released", 200)]
