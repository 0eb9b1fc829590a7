"""Who is on no side of an act, and who is though the parse says otherwise, as the decider chooses them."""

from __future__ import annotations

import pytest

import parley


def told(coder: parley.Coder, text: str) -> list[tuple[str, str | None, list[str], list[str]]]:
    """Type, mode, actors and recipients of each event."""
    reading = coder.read(text)
    names = {e.id: e.name for e in reading.entities}
    return [(e.type, e.mode, [names[i] for i in e.actors], [names[i] for i in e.recipients]) for e in reading.events]


@pytest.mark.parametrize(
    ("text", "teller"),
    [
        ("Thirteen U.S. service members were killed and 18 wounded, the Pentagon said.", "Pentagon"),
        ("In Lebanon, 61 people have been killed since Wednesday, Lebanese security sources said.", "Lebanese security sources"),
        ("The ministry, which is run by Hamas, says over 30,000 people have been killed since October.", "Hamas"),
        ("Fethullah Gulen condemned the murder and denied any link.", "Fethullah Gülen"),
        ("The spokesman of the Taliban condemned the bombing.", "Taliban"),
        ("Shells fall on Ganja; Yerevan denies firing", "Armenia"),
        ("UN: most Houla victims were executed", "UN"),
        ("Russian prosecutors said that 133 civilians had been killed in South Ossetia.", "South Ossetia"),
    ],
)  # fmt: skip
def test_who_only_tells_of_violence_is_no_side_of_it(coder: parley.Coder, text: str, teller: str) -> None:
    violent = [e for e in told(coder, text) if e[0] == "ASSAULT"]
    assert violent
    assert all(teller not in actors + recipients for _, _, actors, recipients in violent)


def test_an_army_that_tells_of_dead_rebels_may_have_killed_them(coder: parley.Coder) -> None:
    text = "The Sri Lankan military said 350 rebels had been killed in the final battle."
    assert told(coder, text)[0][2] != []


@pytest.mark.parametrize(
    ("text", "who", "whom"),
    [
        ("They counted 30 bodies, mostly villagers hacked to death by gunmen.", "gunmen", "villagers"),
        ("Kabila shot by bodyguard; fate unclear", "bodyguard", "Kabila"),
        ("Ex-premier arrested?", None, "Ex-premier"),
    ],
)
def test_participles_that_look_like_a_past_tense(coder: parley.Coder, text: str, who: str | None, whom: str) -> None:
    ((_, _, actors, recipients),) = [e for e in told(coder, text) if e[0] in ("ASSAULT", "COERCE")]
    assert actors == ([] if who is None else [who])
    assert any(whom in r for r in recipients)


@pytest.mark.parametrize(
    "text",
    [
        "President Ilham Aliyev called the strike a war crime.",
        "The prime minister telephoned the general two days before the strikes.",
    ],
)
def test_strikes_from_the_air_are_no_protest(coder: parley.Coder, text: str) -> None:
    assert "PROTEST" not in {e[0] for e in told(coder, text)}
