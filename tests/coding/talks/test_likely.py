"""Who sits at a table, or helps, where no words around the talks say so."""

from __future__ import annotations

import parley
from tests.coding.talks.told import DAY, names, only


def test_the_state_and_the_rebels_of_whom_a_report_tells_sit_there(coder: parley.Coder) -> None:
    text = (
        "Leaders from both sides put their names to a truce in Nairobi on Tuesday. The truce commits Chad's soldiers "
        "and the Chadian Liberation Front to lay aside their weapons. The Chadian Liberation Front asked for seats in "
        "parliament."
    )
    reading, talks = only(coder, text)
    assert "Chad" in names(reading, talks.parties)
    assert "Chadian Liberation Front" in names(reading, talks.parties)


def test_insurgents_without_a_name_get_no_seat_by_likelihood(coder: parley.Coder) -> None:
    text = (
        "Iraq's prime minister named three ministers on Tuesday after weeks of negotiations over the posts. Insurgents "
        "attacked a market in Basra."
    )
    reading = coder.read(text, published=DAY)
    assert not any("nsurgents" in names(reading, t.parties) for t in reading.talks)


def test_a_third_states_minister_who_acts_helps(coder: parley.Coder) -> None:
    text = (
        "Peace talks between Ethiopia and Eritrea resumed in Geneva on Tuesday. Norwegian Foreign Minister Borge Brende "
        "told both delegations to bring answers by Friday."
    )
    reading, talks = only(coder, text)
    assert "Brende" in names(reading, talks.mediators)


def test_who_only_welcomes_the_talks_does_not_help(coder: parley.Coder) -> None:
    text = (
        "Peace talks between Ethiopia and Eritrea resumed in Geneva on Tuesday. Norwegian Foreign Minister Borge Brende "
        "welcomed the news."
    )
    reading, talks = only(coder, text)
    assert talks.mediators == []
    assert names(reading, talks.parties) == "Ethiopia | Eritrea"


def test_warring_parties_of_a_land_are_all_of_them_and_not_its_state(coder: parley.Coder) -> None:
    text = (
        "Yemen's warring parties agreed on Tuesday to open the airport. The peace talks between the government of Yemen "
        "and the Houthis were held in Muscat."
    )
    reading, talks = only(coder, text)
    assert "Houthis" in names(reading, talks.parties)
    assert len(talks.parties) == 2


def test_two_sides_that_take_stand_after_stand_negotiate(coder: parley.Coder) -> None:
    text = (
        "Serbia and Kosovo went home from Brussels with nothing on Tuesday. Serbia demanded a union of Serb towns. "
        "Kosovo rejected the union. Kosovo accepted a court for the north. It was their eighth meeting."
    )
    reading, talks = only(coder, text)
    assert names(reading, talks.parties) == "Serbia | Kosovo"


def test_stands_without_a_meeting_or_a_text_are_no_talks(coder: parley.Coder) -> None:
    text = "Serbia demanded an apology. Kosovo rejected the demand. Kosovo refused to close its schools."
    assert coder.read(text, published=DAY).talks == []


def test_an_envoy_sits_there_for_his_state(coder: parley.Coder) -> None:
    text = (
        "U.S. envoy Ann Roe and the Taliban held another round of peace talks in Doha on Tuesday. The United States "
        "offered to withdraw 2,000 troops."
    )
    reading, talks = only(coder, text)
    assert "United States" in names(reading, talks.parties)
    assert "Roe" not in names(reading, talks.parties)


def test_people_named_with_a_mediator_mediate(coder: parley.Coder) -> None:
    text = (
        "Peace talks between India and Pakistan opened in Muscat on Tuesday. The mediator, Kari Lund, and Kenyan minister "
        "Tom Obote sat with the delegations."
    )
    reading, talks = only(coder, text)
    assert "Lund" in names(reading, talks.mediators)
    assert "Obote" in names(reading, talks.mediators)


def test_who_sends_troops_or_prays_does_not_help(coder: parley.Coder) -> None:
    text = (
        "Peace talks between Ethiopia and Eritrea resumed in Geneva on Tuesday. Ethiopia demanded the return of the town. "
        "Ugandan President Yoweri Museveni sent troops to the border. Pope Francis prayed for the success of the talks."
    )
    _, talks = only(coder, text)
    assert talks.mediators == []
