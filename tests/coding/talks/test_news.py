"""Texts that the news tells of as made just now, and pauses of its talks."""

from __future__ import annotations

import pytest

import parley

DAY = "2016-03-10"


def stages(coder: parley.Coder, text: str) -> list[tuple[str, str | None]]:
    return [(t.stage, t.venue and t.venue.name) for t in coder.read(text, published=DAY).talks]


@pytest.mark.parametrize(
    "lead",
    [
        "The army of Chad will leave the rebel-held town of Faya under an agreement signed here on Tuesday.",
        "The rebels of the Northern Front gave up their war on Tuesday in a peace agreement with the government of Chad.",
        "Chad will free all prisoners of the Northern Front under an accord that ends four weeks of haggling.",
    ],
)
def test_a_text_of_the_news(coder: parley.Coder, lead: str) -> None:
    text = (
        f"NAIROBI, Kenya - {lead} The front accepted a truce. Kenya led the mediation. Negotiations on the north are to "
        "open sixty days later in Muscat."
    )
    told = stages(coder, text)
    assert [stage for stage, _ in told] == ["concluded", "scheduled"]
    assert told[1][1] == "Muscat"


def test_a_text_of_old(coder: parley.Coder) -> None:
    text = (
        "NAIROBI, Kenya - Peace talks between Chad and the Northern Front went on on Tuesday. The army will leave Faya "
        "under the agreement signed in 2009."
    )
    assert [stage for stage, _ in stages(coder, text)] == ["under-way"]


def test_a_pause_is_no_round(coder: parley.Coder) -> None:
    text = (
        "NAIROBI, Kenya - Chad and the Northern Front signed a peace agreement on Tuesday. The front has promised to "
        "disband.\n\nTalks had been interrupted in November, when shells fell on Faya."
    )
    assert stages(coder, text) == [("concluded", "Nairobi")]


def test_all_sides_of_one_land(coder: parley.Coder) -> None:
    text = "MUSCAT, Oman - Chad's rival camps reached a deal on Tuesday that gives both a share in the cabinet."
    assert stages(coder, text) == [("concluded", "Muscat")]


def test_two_leaders_who_take_position_after_position(coder: parley.Coder) -> None:
    text = (
        "MUSCAT, Oman - The president of Chad and the Libyan leader parted without a smile on Sunday. The two men had met "
        "four times in a villa by the sea. Chad proposed that the border be drawn anew, and Libya suggested a joint "
        "patrol. But Libya insisted that the wells stay open to its herders. Chad said no to that. It offered to sell "
        "the water."
    )
    assert [venue for _, venue in stages(coder, text)] == ["Muscat"]
