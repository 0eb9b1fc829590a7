"""Short forms of organizations' names, and namesakes."""

from __future__ import annotations

import pytest

import parley


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("The Unitary Platform met the army in Caracas. The Platform rejects a vote.", "The Platform"),
        ("The Democratic Front for Renewal met the army. The Front will not disarm.", "The Front"),
        ("The Alliance for the Liberation of Somalia met the UN. The Alliance wants a vote.", "The Alliance"),
    ],
)
def test_the_head_of_a_name_stands_for_it(coder: parley.Coder, text: str, short: str) -> None:
    reading = coder.read(text)
    at = text.index(short)
    found = next(m for m in reading.mentions if m.start == at)
    first = next(m for m in reading.mentions if m.start <= 4 < m.end)
    assert found.entity == first.entity


def test_the_army_is_no_short_form(coder: parley.Coder) -> None:
    text = (
        "The Kachin Independence Army signed a truce with Myanmar. The Army of Myanmar stood by. The Army left Laiza."
    )
    reading = coder.read(text)
    at = text.rindex("The Army")
    rebels = next(m for m in reading.mentions if m.start <= 4 < m.end)
    assert all(m.entity != rebels.entity for m in reading.mentions if m.start == at)


def test_a_longer_name_is_another_body(coder: parley.Coder) -> None:
    """Bosnia has a Democratic Front, and it is not the National Democratic Front of the Philippines."""
    reading = coder.read("Leaders of the National Democratic Front met envoys of Norway in Utrecht on Monday.")
    assert not [e for e in reading.entities if e.country == "BIH"]


def test_the_town_of_a_dateline_is_no_person(coder: parley.Coder) -> None:
    reading = coder.read(
        "ZEMBOVILLE, Sept 18 - The secretary of the league was killed when rebels shelled the town on Sunday."
    )
    assert [e.type for e in reading.entities if e.name == "Zemboville"] == ["location"]
    assert reading.report.text[reading.passages[1].start :].startswith("The secretary")
    assert [reading.report.text[f.evidence[0].start : f.evidence[0].end] for f in reading.figures] == ["The secretary"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Judge Carol Putin fined the firm on Monday.", "Carol Putin"),
        ("Carol Putin sued the army. Putin asked for damages.", "Carol Putin"),
        ("Moise Tshombe declared the province independent.", "Moise Tshombe"),
        ("Yasir Arafat met envoys.", "Yasser Arafat"),
        ("Usama bin Laden called for war.", "Osama bin Laden"),
        ("Carol Putin met envoys of Vladimir V. Putin.", "Vladimir Putin"),
    ],
)
def test_a_namesake_is_not_the_one_known(coder: parley.Coder, text: str, name: str) -> None:
    people = [e.name for e in coder.read(text, published="2012-11-05").entities if e.type == "person"]
    assert name in people
    assert len(people) == (2 if " V. " in text else 1)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Chadian Liberation Front", "TCDREB"),
        ("Rwandan Liberation Army", "RWAREB"),
        ("Ivorian Workers' Party", "CIVPTY"),
        ("Malian Teachers' Union", "MLILAB"),
        ("Liberation Front of Norland", "REB"),
    ],
)
def test_an_unknown_body_is_what_it_calls_itself(coder: parley.Coder, name: str, code: str) -> None:
    """Neither Brazil's Workers' Party nor France's newspaper has to do with bodies that share a word with them."""
    reading = coder.read(f"The {name} attacked an army post on Monday.")
    assert [e.code for e in reading.entities if e.name == name] == [code]


@pytest.mark.parametrize(
    ("text", "published", "name", "code"),
    [
        ("French President Emmanuel Macron met the Turkish premier.", "2020-11-09", "Emmanuel Macron", "FRAGOV"),
        ("President Lee Myung-bak met Barack Obama.", "2010-11-24", "Lee Myung-bak", "KORGOV"),
        ("President Lee Myung Bak met Barack Obama.", "2010-11-24", "Lee Myung-bak", "KORGOV"),
        ("Honduras is in crisis. Congress condemned the army.", "2009-06-30", "Congress", "HNDLEG"),
        ("President Obama urged Congress to act. Congress rejected the plan.", "2010-11-24", "Congress", "USALEG"),
        ("North Korea shelled Yeonpyeong. Seoul cut its aid to the North.", "2010-11-24", "North Korea", "PRK"),
        ("Gunmen attacked a guest house in Kabul.", "2015-05-14", "guest house", "AFG"),
    ],
)
def test_who_is_who(coder: parley.Coder, text: str, published: str, name: str, code: str | None) -> None:
    reading = coder.read(text, published=published)
    assert {e.name: e.code for e in reading.entities}.get(name) == code
