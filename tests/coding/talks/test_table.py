"""Who has a seat: groups for those who lead them, governments for states, nobody twice."""

from __future__ import annotations

import parley
from tests.coding.talks.told import only


def parties(coder: parley.Coder, text: str) -> list[str]:
    reading, talks = only(coder, text)
    return [reading.entity(i).name for i in talks.parties]


def test_a_group_sits_there_for_the_one_whose_it_is(coder: parley.Coder) -> None:
    text = (
        "Peace talks between Chad's government and rebels were suspended in Nairobi on Tuesday. Idriss Saleh's Patriotic "
        "Salvation Front asked for seats in parliament. Mr. Saleh refused to disarm."
    )
    found = parties(coder, text)
    assert any(name.endswith("Patriotic Salvation Front") for name in found)
    assert not any(name.endswith("Saleh") for name in found)


def test_a_rebel_leader_without_a_name_is_of_the_group_that_is_there(coder: parley.Coder) -> None:
    text = (
        "Peace talks between Chad's government and the Chadian Liberation Front were suspended in Nairobi on Tuesday. The "
        "rebel leader demanded guarantees for his men."
    )
    found = parties(coder, text)
    assert len(found) == 2
    assert "Chadian Liberation Front" in found


def test_an_initiative_sits_nowhere(coder: parley.Coder) -> None:
    text = (
        "Talks between Russia and Ukraine on the Black Sea Grain Initiative stalled in Istanbul on Tuesday. Ukraine "
        "rejected a shorter term."
    )
    assert parties(coder, text) == ["Russia", "Ukraine"]


def test_an_envoy_of_an_organization_who_suspends_the_talks_is_no_side(coder: parley.Coder) -> None:
    text = (
        "NAIROBI - Kofi Annan suspended the peace talks on Tuesday. The government of Kenya refused to share power with "
        "the Orange Democratic Movement. The Orange Democratic Movement demanded half of the posts."
    )
    assert not any("Annan" in name for name in parties(coder, text))


def test_of_six_nations_all_that_act_have_a_seat(coder: parley.Coder) -> None:
    text = (
        "BEIJING - Envoys of six nations ended their talks on Tuesday without agreement. The United States, South Korea "
        "and Japan demanded inspections. North Korea refused. China called for patience. Russia rejected the draft."
    )
    assert {"North Korea", "China", "Russia", "Japan"} <= set(parties(coder, text))


def test_strikers_sit_with_the_government_that_they_are_named_with(coder: parley.Coder) -> None:
    text = "Bolivia's government and miners ended three days of talks in La Paz on Tuesday without agreement."
    assert "miners" in " | ".join(parties(coder, text))


def test_who_is_called_on_to_negotiate_is_a_side(coder: parley.Coder) -> None:
    text = "The Basque separatist group ETA called on the Spanish government on Tuesday to open negotiations."
    assert "Spanish government" in parties(coder, text)


def test_states_that_take_stances_among_states_sit_there(coder: parley.Coder) -> None:
    text = (
        "Talks between Chad and Niger on the lake opened in Nairobi on Tuesday. Niger demanded a new map and Chad refused. "
        "Sudan offered a port. Libya promised to pay for the canal."
    )
    assert set(parties(coder, text)) >= {"Chad", "Niger", "Sudan", "Libya"}


def test_the_leader_of_the_opposition_is_not_of_the_ruling_party(coder: parley.Coder) -> None:
    text = (
        "Zimbabwe's power-sharing talks were suspended in Harare on Tuesday. ZANU-PF refused to give up the army. "
        "Opposition leader Morgan Tsvangirai demanded the police."
    )
    assert len(parties(coder, text)) == 2
