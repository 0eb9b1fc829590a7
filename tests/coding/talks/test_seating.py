"""Who is seated at the table: the names that the news joins."""

from __future__ import annotations

import pytest

import parley

DAY = "2016-03-10"


@pytest.mark.parametrize(
    "lead",
    [
        "Negotiators for Chad and the Northern Front ended three days of talks in Muscat on Tuesday.",
        "Chad and the Northern Front left Muscat on Tuesday after three days of talks.",
    ],
)
def test_the_state_that_the_news_joins_with_the_other_party(coder: parley.Coder, lead: str) -> None:
    text = f"{lead} N'Djamena's chief delegate, Jan Poe, rejected an amnesty."
    reading = coder.read(text, published=DAY)
    names = {reading.entity(e).name for e in reading.talks[0].parties}
    assert names == {"Chad", "Northern Front"}


def test_a_people_by_its_bare_name_has_a_seat(coder: parley.Coder) -> None:
    reading = coder.read(
        "Elders of the Dinka and of the Misseriya met in Abyei last week. The United Nations force brought them together. "
        "The Misseriya asked for grazing in the south. The Dinka agreed to let herds through.",
        published="2016-03-10",
    )
    assert {"Dinka", "Misseriya"} <= {reading.entity(e).name for t in reading.talks for e in t.parties}


def test_who_leads_the_negotiators_of_a_side_is_no_mediator(coder: parley.Coder) -> None:
    reading = coder.read(
        "Kofi Annan mediated talks between Kenya's government and the opposition in Tsavo on Tuesday. The government's "
        "negotiators, led by Justice Minister Martha Karua, refused a new vote.",
        published="2016-03-10",
    )
    assert not any("Karua" in reading.entity(e).name for t in reading.talks for e in t.mediators)


def test_who_takes_both_sides_to_where_they_settle_it_tells_of_talks(coder: parley.Coder) -> None:
    reading = coder.read(
        "Kofi Annan took the leaders of Chad and of the Free Front rebels to a lodge in Tsavo on Tuesday to hammer out a "
        "way of sharing power. Both want peace.",
        published="2016-03-10",
    )
    (talks,) = reading.talks
    assert talks.stage == "under-way"


@pytest.mark.parametrize(
    ("text", "seated", "away"),
    [
        # A group by its name beside a number of them.
        (
            "Sudan's government and three rebel movements signed a truce in Tripoli on Monday after talks. The Justice and "
            "Equality Movement had demanded new elections.",
            {"three rebel movements", "Justice and Equality Movement"},
            set(),
        ),
        # "The government" is of the leader who signed.
        (
            "Chad's President Idriss Deby and the rebels of the Free Front signed a truce on Monday after talks. The "
            "government accepted an amnesty. The government rejected a new vote. The government wants the guns first.",
            {"Idriss Déby"},
            {"government"},
        ),
        (
            "Two delegations signed a peace agreement in Tripoli on Monday after days of talks. Jan Poe signed for the "
            "Sudan Liberation Movement and Paul Roe, a lawyer, for the Justice and Equality Movement.",
            {"Sudan Liberation Movement", "Justice and Equality Movement"},
            set(),
        ),
        # An official of a third land.
        (
            "Talks between President Salva Kiir and his rival, Riek Machar, broke down on Friday. Ethiopian Prime Minister "
            "Hailemariam Desalegn rejected the excuses.",
            {"Salva Kiir", "Riek Machar"},
            {"Ethiopia", "Hailemariam Desalegn"},
        ),
        # Whoever is called by no office of his own.
        (
            "Colombia recalled its delegates from talks with the National Liberation Army on Monday. Gustavo Bell, who led "
            "them, rejected a truce.",
            {"Colombia"},
            {"Gustavo Bell"},
        ),
    ],
)
def test_who_sits_at_the_table(coder: parley.Coder, text: str, seated: set[str], away: set[str]) -> None:
    reading = coder.read(text, published=DAY)
    found = {reading.entity(e).name for t in reading.talks for e in t.parties}
    assert all(any(name in other for other in found) for name in seated), found
    assert not found & away


def test_the_opposition_of_a_government_is_no_part_of_it(coder: parley.Coder) -> None:
    reading = coder.read("Chad's government and its opposition met on Monday.", published=DAY)
    assert {e.code for e in reading.entities if "opposition" in e.name} == {"TCDOPP"}


def test_who_summons_both_sides_is_none_of_them(coder: parley.Coder) -> None:
    reading = coder.read(
        "The Lima conference on Kosovo ended on Tuesday with no signature. The Kosovo Liberation Army asked for two weeks. "
        "The Serbs accept autonomy but not a single soldier. Robin Cook and Hubert Vedrine, who chaired the talks, summoned "
        "both to Paris for March 15.",
        published="1999-02-24",
    )
    parties = {reading.entity(e).name for t in reading.talks for e in t.parties}
    assert parties.isdisjoint({"Robin Cook", "Hubert Védrine", "United Kingdom", "France"})
    assert reading.talks[0].stage == "stalled"
