"""Who helps: by what words third sides bring two others to terms, and who only looks on."""

from __future__ import annotations

import pytest

import parley

DAY = "2016-03-10"
CHAD = "BRAZZAVILLE - The government of Chad and the rebels of the Free Front signed a truce on Monday after nine days of talks. "
GENEVA = "GENEVA - Talks between Armenia and Azerbaijan broke up on Tuesday without an agreement. "


def mediators(coder: parley.Coder, text: str) -> set[str]:
    reading = coder.read(text, published=DAY)
    return {reading.entity(i).name for t in reading.talks for i in t.mediators}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (CHAD + "Bishop Paul Roe, who heads the mediating commission, praised both sides.", "Roe"),
        (CHAD + "The Catholic community of Sant'Egidio and Bishop Paul Roe mediated the talks.", "Sant'Egidio"),
        (CHAD + "Gabon, which is the guarantor of the truce, promised to send monitors.", "Gabon"),
        (CHAD + "The talks were held under the watch of Gabon's foreign minister, Jean Ping.", "Ping"),
        (CHAD + "Both thanked Jean Ping, the Gabonese who chaired the talks.", "Ping"),
        (CHAD + "King Hassan of Morocco had summoned both sides to his residence in Rabat.", "Hassan"),
        (CHAD + "The truce was reached with the help of Norway.", "Norway"),
        (CHAD + "Jean Ping, a Gabonese diplomat, was the go-between.", "Ping"),
        (CHAD + "Jean Ping, the chief mediator of the African Union, called it a good day.", "African Union"),
        (CHAD + "Gabon hosted the talks and the Gabonese diplomat Jean Ping presided.", "Ping"),
        (CHAD + "The accord was brokered in a week by the bloc's envoy, Jean Ping, in a villa.", "Ping"),
        (CHAD + "They shook hands before the man who brokered it, President Ali Bongo of Gabon.", "Ali Bongo"),
        (CHAD + "Gabon and Togo, which mediate, promised to send monitors.", "Gabon"),
        (CHAD + "Messages went through several middlemen, among them Jean Ping of a bank in Gabon.", "Ping"),
        (CHAD + "The text bears the hand of the chairman of the talks, Jean Ping.", "Ping"),
        (CHAD + "Jean Ping, who led the effort with Paul Roe of Togo, praised both.", "Paul Roe"),
        (CHAD + "Qatar arranged the exchange of prisoners together with Egypt.", "Qatar"),
        (CHAD + "The union of churches, whose envoy to the talks is Jean Ping, mediated between them.", "Ping"),
        (
            GENEVA
            + "The co-chairmen, Russian Foreign Minister Sergei Lavrov and his French colleague, Alain Roe, said little.",
            "Roe",
        ),
    ],
)
def test_who_helps(coder: parley.Coder, text: str, name: str) -> None:
    assert any(name in found for found in mediators(coder, text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (CHAD + "Jean Ping of Gabon chaired the talks, with President Clinton looking on.", "Clinton"),
        (GENEVA + "UN envoy Ann Roe had come to Geneva to look on.", "Roe"),
        (GENEVA + "In Ankara, President Recep Tayyip Erdogan promised help.", "Erdo"),
        (GENEVA + "Turkey has offered its good offices.", "Turkey"),
        (GENEVA + "Peter Roe, Secretary-General Kofi Annan's envoy, chaired two days of meetings.", "Annan"),
    ],
)
def test_who_looks_on_or_is_elsewhere_does_not(coder: parley.Coder, text: str, name: str) -> None:
    assert not any(name in found for found in mediators(coder, text))


def test_guarantors_of_a_state_are_parties(coder: parley.Coder) -> None:
    text = (
        "GENEVA - Talks between the Greek Cypriots and the Turkish Cypriots broke up on Tuesday. The two leaders had bargained "
        "for a week beside the guarantor powers, Britain, Greece and Turkey."
    )
    reading = coder.read(text, published=DAY)
    seated = {reading.entity(i).name for i in reading.talks[0].parties}
    assert {"Greece", "Turkey", "United Kingdom"} <= seated
    assert not mediators(coder, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (CHAD + "The rebel negotiators, led by Idriss Roe, went home.", "Roe"),
        (CHAD + "Gabon mediated, said its spokesman, Jean Ping.", "Ping"),
        (GENEVA + "The UN-led talks will go on, said UN envoy Jan Poe, who mediates between them.", "United Nations"),
    ],
)
def test_who_does_not_help(coder: parley.Coder, text: str, name: str) -> None:
    assert not any(name in found for found in mediators(coder, text))
