"""Who is called a mediator, and by whom he is sent."""

from __future__ import annotations

import parley
from tests.coding.talks.told import only


def mediators(coder: parley.Coder, text: str) -> list[str]:
    reading, talks = only(coder, text)
    return [reading.entity(i).name for i in talks.mediators]


def test_an_envoy_and_the_state_that_sent_him_both_help(coder: parley.Coder) -> None:
    text = (
        "Peace talks between Ethiopia and Eritrea resumed in Geneva on Tuesday. Norway's envoy, Borge Brende, has been in "
        "the chair."
    )
    found = mediators(coder, text)
    assert "Norway" in found
    assert any("Brende" in name for name in found)


def test_the_envoy_of_somebody_is_named_and_who_sent_him_is_not(coder: parley.Coder) -> None:
    text = (
        "Peace talks between Ethiopia and Eritrea resumed in Geneva on Tuesday. Lakhdar Brahimi, the envoy of "
        "Secretary-General Kofi Annan, told reporters that both sides had given ground."
    )
    found = mediators(coder, text)
    assert any("Brahimi" in name for name in found)
    assert not any("Annan" in name for name in found)


def test_all_in_a_row_have_the_title(coder: parley.Coder) -> None:
    text = (
        "Peace talks between Ethiopia and Eritrea resumed in Geneva on Tuesday. The sides spoke through three mediators, "
        "from Algeria, Norway and Kenya."
    )
    assert set(mediators(coder, text)) == {"Algeria", "Norway", "Kenya"}


def test_who_is_only_proposed_as_a_mediator_is_none(coder: parley.Coder) -> None:
    text = (
        "Peace talks between Ethiopia and Eritrea resumed in Geneva on Tuesday under the chairmanship of Algeria. "
        "Eritrea proposed that Norway join as a mediator."
    )
    assert mediators(coder, text) == ["Algeria"]


def test_an_observer_is_no_mediator(coder: parley.Coder) -> None:
    text = (
        "Peace talks between Ethiopia and Eritrea resumed in Geneva on Tuesday, chaired by Algeria. Martin Griffiths, "
        "the UN envoy, attended as an observer."
    )
    assert mediators(coder, text) == ["Algeria"]


def test_who_chairs_together_with_others_has_them_beside_him(coder: parley.Coder) -> None:
    text = (
        "Peace talks between Ethiopia and Eritrea resumed in Geneva on Tuesday. Borge Brende of Norway chairs the talks "
        "together with the African Union."
    )
    found = mediators(coder, text)
    assert "African Union" in found
    assert any("Brende" in name for name in found)


def test_the_host_of_the_sides_helps_where_he_is_somebody(coder: parley.Coder) -> None:
    text = (
        "Peace talks between Ethiopia and Eritrea resumed in Nairobi on Tuesday. Uhuru Kenyatta, the host, sent word to "
        "both delegations twice."
    )
    assert any("Kenyatta" in name for name in mediators(coder, text))


def test_go_betweens_by_what_they_do(coder: parley.Coder) -> None:
    for text in (
        "Ethiopia and Eritrea agreed on Tuesday to a truce after Saudi Arabia mediated between them.",
        "Peace talks between Ethiopia and Eritrea resumed on Tuesday. A team led by Saudi Arabia met both delegations.",
        "A Saudi-brokered deal between Ethiopia and Eritrea was signed on Tuesday after four days of secret talks.",
    ):
        assert "Saudi Arabia" in mediators(coder, text)


def test_good_offices(coder: parley.Coder) -> None:
    text = (
        "Peace talks between Ethiopia and Eritrea resumed in Geneva on Tuesday. Both thanked Jan Eliasson for his good "
        "offices."
    )
    assert mediators(coder, text) == ["Jan Eliasson"]
