"""Sides that the words around an act tell, on sentences of our own; the rules are tried alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import parley


@pytest.fixture(scope="module")
def rules(coder: parley.Coder) -> Iterator[parley.Coder]:
    """The coder with its decider taken out."""
    acts = coder.nlp.get_pipe("parley_acts")
    decider, acts.decider = acts.decider, None
    yield coder
    acts.decider = decider


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        # by what means the subject acts
        ("The air force responded with airstrikes.", "ASSAULT", ["force"], []),
        ("Moscow has backed the general, including with arms supplies for Libya.", "AID", ["Moscow"], ["Libya"]),
        # what the subject undergoes
        ("The ambassador has come under criticism for his remarks.", "ACCUSE", [], ["ambassador"]),
        ("The senator is under investigation.", "ACCUSE", [], ["senator"]),
        ("Five former officers are on trial.", "ACCUSE", [], ["officers"]),
        ("The premier's remarks drew sharp criticism from lawmakers.", "ACCUSE", ["lawmakers"], ["premier"]),
        # whom a clause or a deed speaks of
        ("The trade minister charged that Qatar is a source of instability.", "ACCUSE", ["minister"], ["Qatar"]),
        ("Prisoners are protesting Sweden's decision.", "PROTEST", ["Prisoners"], ["Sweden"]),
        ("Miners protested the killing of 40 shepherds in a NATO strike.", "PROTEST", ["Miners"], ["NATO"]),
        # both sides of a meeting or a fight
        ("Envoy John Smith was in Oman for talks with Mr. Cohen.", "CONSULT", ["Cohen", "John"], []),
        ("An Israeli-Palestinian summit ended on Tuesday.", "CONSULT", ["Israeli", "Palestinian"], []),
        # who decides, and who stands before a hyphen
        ("Denmark announced a suspension of ferry links with Norway.", "SANCTION", ["Denmark"], ["Norway"]),
        # a passive with an object of its own; agents that coordinated passives share
        ("A group of lawmakers was denied entry into Venezuela.", "REJECT", [], ["group"]),
        ("The monks were arrested and beaten by soldiers.", "COERCE", ["soldiers"], ["monks"]),
    ],
)
def test_sides(rules: parley.Coder, text: str, kind: str, actors: list[str], recipients: list[str]) -> None:
    doc = rules.doc(parley.Report(id="r", text=text))
    mentions = doc._.parley_mentions
    told = [
        tuple(sorted(doc[mentions[m].head].text for m in side) for side in (a.actors, a.recipients))
        for a in doc._.parley_acts
        if a.type == kind
    ]
    assert (sorted(actors), sorted(recipients)) in told


@pytest.mark.parametrize(
    ("text", "against"),
    [("Crowds held anti-Japanese protests in Seoul.", True), ("Crowds held pro-Japanese protests in Seoul.", False)],
)
def test_a_prefix_says_on_which_side_a_name_is(rules: parley.Coder, text: str, against: bool) -> None:
    reading = rules.read(text)
    act = next(e for e in reading.events if e.type == "PROTEST")
    codes = {reading.entity(i).code for i in act.recipients}
    assert ("JPN" in codes) == against
    assert "JPN" not in {reading.entity(i).code for i in act.actors}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Troops retook a strategic village in Western Cambodia.", "village", "KHM"),
        ("Guerrillas operating in Macedonia laid down their arms.", "Guerrillas", "MKD"),
        ("Montenegro's prime minister met union leaders.", "prime minister", "MNE"),
        ("Inhabitants of the Syrian Golan Heights went on strike.", "Inhabitants", "SYR"),
        ("A prominent anti-Syria journalist was killed.", "journalist", None),
    ],
)
def test_where_somebody_is_at_home(coder: parley.Coder, text: str, name: str, country: str | None) -> None:
    reading = coder.read(text)
    assert country in {e.country for e in reading.entities if name in e.name}
