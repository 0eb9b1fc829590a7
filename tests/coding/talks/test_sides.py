"""For whom words stand: several states, parts of a land, leaders of people, and names that the parse loses."""

from __future__ import annotations

import pytest

import parley

DAY = "2016-03-10"


def parties(coder: parley.Coder, text: str) -> list[str]:
    reading = coder.read(text, published=DAY)
    return list(dict.fromkeys(reading.entity(i).name for t in reading.talks for i in t.parties))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "LIMA - The Peruvian and Chilean governments ended two days of talks on the border on Monday.",
            {"Peru", "Chile"},
        ),
        (
            "LIMA - The presidents of Peru, Chile and Bolivia met on Monday to save the talks on the border.",
            {"Peru", "Chile", "Bolivia"},
        ),
        (
            "SANAA - Yemen's warring parties agreed to a ceasefire on Monday after talks in Sweden.",
            {"Yemen's warring parties"},
        ),
        ("ALGIERS - Mali signed a peace deal with Tuareg rebels on Monday.", {"Mali", "Tuaregs"}),
        (
            "NAIROBI - President Mwai Kibaki and opposition leader Raila Odinga signed a power-sharing deal on Thursday.",
            {"Mwai Kibaki", "Raila Odinga"},
        ),
        ("ATHENS - Talks between Greece and its creditors broke down on Monday.", {"Greece", "its creditors"}),
        (
            "QUITO - Ecuador's government and indigenous leaders reached an agreement on Monday after two days of talks.",
            {"Ecuadorian government", "indigenous leaders"},
        ),
    ],
)
def test_whom_the_words_mean(coder: parley.Coder, text: str, wanted: set[str]) -> None:
    assert wanted == set(parties(coder, text))


def test_a_bare_government_is_that_of_the_land_with_foes(coder: parley.Coder) -> None:
    text = (
        "Chad's government and the rebels of the Movement for Justice in Chad reached a deal on Monday. It was completed in "
        "Nairobi, where envoys of the government and the movement held their third round of talks. The government "
        "accepted an amnesty."
    )
    assert "Kenya" not in parties(coder, text)


def test_a_house_is_no_party(coder: parley.Coder) -> None:
    text = "DOHA - Talks between Chad's government and rebels ended at a Doha hotel on Monday. The hotel refused to comment."
    assert not any("hotel" in name for name in parties(coder, text))


def test_a_people_that_negotiates_among_itself_is_no_side(coder: parley.Coder) -> None:
    text = (
        "The government of Chad will hold talks with the Northern Front in Rome. "
        "They should prepare a forum at which Chadians would negotiate among themselves."
    )
    reading = coder.read(text, published="2014-05-05")
    people = {e.id for e in reading.entities if e.name == "Chadians"}
    assert not any(people & set(t.parties) for t in reading.talks)
