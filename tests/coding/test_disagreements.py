"""Disagreements: values that cannot both be true, each with its words and its source; and what is none."""

from __future__ import annotations

import pytest

import parley
from parley.model import Disagreement, Reading

DAY = "2016-10-20"


def find(coder: parley.Coder, text: str) -> tuple[Reading, list[Disagreement]]:
    reading = coder.read(text, published=DAY)
    return reading, reading.disagreements


def test_two_counts_of_one_attack(coder: parley.Coder) -> None:
    text = (
        "A bomb went off in Kano. The police said that 12 people were "
        "killed. Doctors said that 30 people had been killed."
    )
    reading, (found,) = find(coder, text)
    assert found.about.kind == "figure"
    assert [v.value for v in found.values] == ["12", "30"]
    assert ["police" in v.attribution[0].text for v in found.values] == [True, False]
    assert all(v.value in reading.quote(e) for v in found.values for e in v.evidence)


def test_two_are_blamed_for_one_deed(coder: parley.Coder) -> None:
    text = (
        "Shells hit a market in Juba. The army blamed the rebels for the "
        "shelling. The rebels blamed the army for the attack."
    )
    _, (found,) = find(coder, text)
    assert found.about.kind == "responsibility"
    assert [v.value.lower() for v in found.values] == ["the rebels", "the army"]


def test_what_one_says_happened_another_denies(coder: parley.Coder) -> None:
    text = "The army said that it had captured the town of Bama. The rebels denied that the army had captured the town."
    _, (found,) = find(coder, text)
    assert found.about.kind == "occurrence"
    assert found.values[1].value.startswith("denied")


def test_two_times_for_the_end_of_one_round(coder: parley.Coder) -> None:
    text = (
        "The opposition wants to revive peace talks that collapsed in Lome in June. "
        "The last round of talks between the government and the opposition broke down in May."
    )
    reading, (found,) = find(coder, text)
    assert found.about.kind == "time"
    assert [v.value for v in found.values] == ["2016-06", "2016-05"]
    assert found.about.item in [t.id for t in reading.talks]


@pytest.mark.parametrize(
    "text",
    [
        # A toll that rose, a count that holds the other, counts of different people or of different events.
        "The police said that 12 people were killed. Doctors said that the toll had risen to 30 people killed.",
        "The police said that at least 12 people were killed. Doctors said that 30 people had been killed.",
        "The police said that about 28 people were killed. Doctors said that 30 people had been killed.",
        "The army said that 12 soldiers were killed. Doctors said that 30 nurses had been killed.",
        "The police said that 12 people were killed in Kano. Doctors said that another 30 people were killed in Jos.",
        # Two who blame the same.
        "The army blamed the rebels for the shelling. The police also blamed the rebels for the attack.",
        # A coarser date.
        "The peace talks in Lome collapsed in May. The last round of the Lome talks broke down on May 3.",
        # What is denied is not what was said.
        "The army captured the town of Bama. The rebels denied that their leader was ill.",
    ],
)
def test_what_can_both_be_true_is_no_disagreement(coder: parley.Coder, text: str) -> None:
    assert find(coder, text)[1] == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Villagers said that 80 people were killed in the raid. The army put the number of dead at 25.", "figure"),
        (
            "Activists pointed the finger at the army after shells hit a market. "
            "The army said that rebels had shelled the market.",
            "responsibility",
        ),
        (
            "The army said that jets hit the airport at 3 a.m. on Monday. "
            "Residents said that the jets struck the airport at 6 a.m. that day.",
            "time",
        ),
        ("Rebels say the talks broke off on Monday. The government said they broke off on Thursday.", "time"),
        (
            "The general said that his men had withdrawn from the hill. "
            "The prime minister denied that any withdrawal had taken place.",
            "occurrence",
        ),
    ],
)
def test_other_ways_to_contradict(coder: parley.Coder, text: str, kind: str) -> None:
    assert [d.about.kind for d in find(coder, text)[1]] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        # Other events: the words go over to one.
        "Police said that 16 people were killed in the capital. Elsewhere, doctors said, 4 people were killed.",
        # A part of those whom the first count is of; somebody by himself.
        "Officials said that 16 people were killed. Police said that two nurses were killed in the blast.",
        "Officials said that 16 people were killed in the blast. Police said that a nurse was killed.",
        # One source, two deeds; a name for those whom another only describes.
        "The army said that troops killed two gunmen, and that militants killed a driver.",
        "Officials said that the Red Front killed 3 farmers. Police said that gunmen killed the farmers.",
    ],
)
def test_what_is_told_of_another_or_more_roughly_contradicts_nothing(coder: parley.Coder, text: str) -> None:
    assert find(coder, text)[1] == []


def test_one_denial_is_one_disagreement(coder: parley.Coder) -> None:
    text = "Kenya has accused Chad of shelling a village. Chad denied shelling the village."
    assert [d.about.kind for d in find(coder, text)[1]] == ["responsibility"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The army said that rebels had burned a church in Wau. The rebels said they had no hand in it.", "responsibility"),
        ("Chad accused Sudan of the raid on Adre. Sudan's foreign minister called the accusation untrue.", "responsibility"),
        ("The army laid the blame for the raid on the rebels. The rebels said the army was behind the raid.", "responsibility"),
        ("The rebels claimed the attack on the bridge. The police said that smugglers had carried it out.", "responsibility"),
        ("Kenya and Somalia blamed each other for the shelling of the border post.", "responsibility"),
        ("Rebels said that government troops had entered the town of Bor. A minister said no soldiers had entered the town.", "occurrence"),
        ("The envoy said that the talks had been suspended. The rebels said that they had not been suspended.", "occurrence"),
        ("State radio said the president had met the rebel leader. The rebels said no such meeting had taken place.", "occurrence"),
        ("The army said that rebels had taken 40 farmers hostage. The rebels dismissed the claim.", "responsibility"),
        ("Police said 900 demonstrators marched through Maseru. The unions said there were 4,000 of them.", "figure"),
        ("The navy said it killed 90 pirates near Eyl. The pirates put their losses at six.", "figure"),
        ("The police said the rally drew 2,000 people. The party said that no fewer than 9,000 people attended it.", "figure"),
    ],
)  # fmt: skip
def test_many_ways_to_disagree(coder: parley.Coder, text: str, kind: str) -> None:
    _, found = find(coder, text)
    assert [d.about.kind for d in found] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "The rebels said they had attacked the airport. The army said that the rebels had not taken the airport.",
        "The ministry said 40 people died across the country. Monks said that 12 people died in Prey Veng alone.",
        "State radio said 10 people had died on Saturday. Doctors reported 19 dead in a week of protests.",
        "Police said they arrested 45 people on Monday. Lawyers said another 300 people were arrested on Tuesday.",
        "The king said he met the envoy on Monday. An aide said the envoy met the prime minister on Tuesday.",
        "The commander said his men were attacked by rebels on Monday. "
        "The rebels said they were attacked by the army on Sunday.",
    ],
)
def test_what_only_looks_like_a_contradiction(coder: parley.Coder, text: str) -> None:
    _, found = find(coder, text)
    assert found == []


def told(coder: parley.Coder, text: str) -> list[tuple[str, list[str]]]:
    return [(d.about.text, [v.value for v in d.values]) for d in coder.read(text).disagreements]


def test_the_matter_is_told_without_what_hangs_it_on_the_rest(coder: parley.Coder) -> None:
    text = "A rights group accused government forces of shelling a market in Aleppo. Damascus denied it."
    assert told(coder, text) == [
        ("shelling a market in Aleppo", ["government forces", "not government forces: Damascus denies it"])
    ]
    text = "GARSEN, May 3 - Herders blamed the police for the raid on Monday. The police denied any role."
    assert told(coder, text) == [("the raid on Monday", ["the police", "the police denies it"])]


def test_no_armed_group_answers_for_another_of_its_country(coder: parley.Coder) -> None:
    text = (
        "Gunmen shot dead a nurse near Charsadda on Wednesday, police said. The Pakistani Taliban denied involvement."
    )
    assert told(coder, text) == []


def test_what_is_denied_in_other_words(coder: parley.Coder) -> None:
    text = "Kenyan artillery struck the church twice, Uganda's army said. Nairobi denied that its forces had targeted the building."
    assert [len(values) for _, values in told(coder, text)] == [2]


def test_one_attack_and_its_harm_are_disputed_once(coder: parley.Coder) -> None:
    text = (
        "A Russian missile hit a convoy of cars, killing 25 people and wounding 50, regional governor Pavlo Lund wrote on "
        "Telegram. A Russian-installed official blamed Ukrainian troops for the strike."
    )
    assert len(told(coder, text)) == 1
    assert [f.best for f in coder.read(text).figures if f.measure == "injured"] == [50]


def test_denying_the_weapon_denies_the_deed(coder: parley.Coder) -> None:
    text = (
        "A rights group accused government forces of dropping chlorine on Aleppo. Damascus denies ever having used "
        "chemical weapons and accused the rebels of staging the attacks."
    )
    assert [values[0] for _, values in told(coder, text)] == ["government forces"]


@pytest.mark.parametrize(
    "text",
    [
        "The Taliban said 28 of its own men died. A health official told reporters that the toll had reached 72.",
        "The army spokesman said 86 fighters were killed. The commissioner said that 41 civilians had died.",
        "The SPLA-IO said it had lost four men. The army spokesman said nine soldiers were killed.",
        "Syria said that terrorists had carried out the massacre on Friday. It said hundreds of armed terrorists had committed the massacre.",
        "The ministry said 45 people were injured in Ganja. Armenia said Stepanakert, where three civilians were wounded, was shelled.",
    ],
)  # fmt: skip
def test_counts_and_blames_of_other_things(coder: parley.Coder, text: str) -> None:
    assert coder.read(text).disagreements == []


def test_a_town_that_fell_was_captured(coder: parley.Coder) -> None:
    text = "Rebels said they had captured Goma. A government spokesman denied that the city had fallen."
    assert [d.about.kind for d in coder.read(text).disagreements] == ["occurrence"]
