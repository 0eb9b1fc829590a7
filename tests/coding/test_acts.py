"""The acts engine on sentences of our own: how clauses are built, and what operators make of the acts under them.

The rules are tried alone: what the decider thinks of a sentence by itself is another matter, and changes as it learns.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import parley
from parley.coding.layers import Act


@pytest.fixture(scope="module")
def rules(coder: parley.Coder) -> Iterator[parley.Coder]:
    """The coder with its decider taken out."""
    acts = coder.nlp.get_pipe("parley_acts")
    decider, acts.decider = acts.decider, None
    yield coder
    acts.decider = decider


class Told:
    """The acts of a text, with their sides as words."""

    def __init__(self, coder: parley.Coder, text: str) -> None:
        self.doc = coder.doc(parley.Report(id="r", text=text, published="2016-05-18"))
        self.acts: list[Act] = self.doc._.parley_acts

    def codes(self) -> list[str]:
        return [" ".join(filter(None, (a.type, a.mode))) for a in self.acts]

    def one(self, kind: str) -> Act:
        found = [a for a in self.acts if a.type == kind]
        assert len(found) == 1, self.codes()
        return found[0]

    def words(self, mentions: list[int]) -> list[str]:
        layer = self.doc._.parley_mentions
        return [self.doc[layer[m].head].text for m in mentions]

    def sides(self, kind: str) -> tuple[list[str], list[str]]:
        act = self.one(kind)
        return self.words(act.actors), self.words(act.recipients)


@pytest.mark.parametrize(
    ("text", "kind", "actors", "recipients"),
    [
        # active, passive with and without agent
        ("Government troops shelled the rebels near Harar.", "ASSAULT", ["troops"], ["rebels"]),
        ("The rebels were shelled by government troops near Harar.", "ASSAULT", ["troops"], ["rebels"]),
        ("Three journalists were arrested in Harar.", "COERCE", [], ["journalists"]),
        # relative clauses, reduced and full
        ("The rebels who attacked the garrison fled north.", "ASSAULT", ["rebels"], ["garrison"]),
        ("The minister praised the soldiers arrested by the police.", "COERCE", ["police"], ["soldiers"]),
        # coordination of subjects, objects and verbs
        ("The army and the militia attacked the rebels.", "ASSAULT", ["army", "militia"], ["rebels"]),
        ("Police arrested two lawyers and a journalist.", "COERCE", ["Police"], ["lawyers", "journalist"]),
        ("Gunmen stopped the bus and abducted two soldiers.", "ASSAULT", ["Gunmen"], ["soldiers"]),
        # nominal acts and light verbs
        ("The army's attack on the rebels lasted two days.", "ASSAULT", ["army"], ["rebels"]),
        ("The rebels launched an attack on the garrison.", "ASSAULT", ["rebels"], ["garrison"]),
        ("Troops carried out an attack on the rebels.", "ASSAULT", ["Troops"], ["rebels"]),
        # both sides of a meeting are actors
        ("The president met the rebel leader in Geneva.", "CONSULT", ["president", "leader"], []),
    ],
)
def test_who_is_who_however_the_clause_is_built(
    rules: parley.Coder, text: str, kind: str, actors: list[str], recipients: list[str]
) -> None:
    told = Told(rules, text)
    assert told.sides(kind) == (actors, recipients), told.codes()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        # promise
        ("Norway promised to send aid to Somalia.", "AGREE"),
        ("The rebels promised to withdraw from the port.", "AGREE"),
        ("The general vowed to attack the rebels.", "THREATEN violence"),
        # refuse
        ("The rebels refused to meet the mediator.", "REJECT meet"),
        ("The rebels refused to withdraw from the port.", "REJECT yield"),
        # request
        ("The United Nations urged the rebels to meet the president.", "REQUEST meet"),
        ("The United States urged the army to withdraw from the port.", "REQUEST yield"),
        # threaten
        ("The army threatened to attack the rebels.", "THREATEN violence"),
        ("The United States threatened to impose sanctions on Eritrea.", "THREATEN relations"),
        # accuse
        ("Chad accused Sudan of attacking the town.", "ACCUSE allege"),
        # stop
        ("Germany suspended talks with the junta.", "SANCTION discontinue"),
        ("The guerrillas halted their attacks on the army.", "RETREAT ceasefire"),
        # cancel
        ("The premier cancelled a meeting with the ambassador.", "REJECT meet"),
        # allow
        ("The junta allowed the Red Cross to visit the prisoners.", "RETREAT access"),
    ],
)
def test_what_operators_make_of_acts(rules: parley.Coder, text: str, code: str) -> None:
    assert code in Told(rules, text).codes()


def test_who_asks_and_who_is_asked(rules: parley.Coder) -> None:
    assert Told(rules, "The United States urged the army to withdraw from the port.").sides("REQUEST") == (
        ["States"],
        ["army"],
    )


def test_an_act_denied_by_whoever_is_blamed_is_none(rules: parley.Coder) -> None:
    assert Told(rules, "The army denied attacking the village.").codes() == []


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("The rebels did not attack the garrison.", "ASSAULT", ["negated"]),
        ("The rebels may attack the garrison.", "ASSAULT", ["hypothetical"]),
        ("If the rebels attack the garrison, the town will fall.", "ASSAULT", ["hypothetical"]),
        ("The army will attack the rebels.", "ASSAULT", ["future"]),
        ("The rebels attacked the garrison.", "ASSAULT", []),
        ("In 2009 the rebels attacked the garrison.", "ASSAULT", ["historical"]),
    ],
)
def test_how_real_an_act_is(rules: parley.Coder, text: str, kind: str, status: list[str]) -> None:
    assert Told(rules, text).one(kind).status == status


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The president will meet the rebel leader on Friday.", "AGREE"),
        ("The army will attack the rebels unless they leave the town.", "THREATEN violence"),
        ("The president said the rebels must leave the town.", "REQUEST"),
    ],
)
def test_tense_conditions_and_obligations_settle_the_type(rules: parley.Coder, text: str, code: str) -> None:
    assert any(found.startswith(code) for found in Told(rules, text).codes())


@pytest.mark.parametrize(
    "text",
    [
        "The striker attacked the goal after the break.",
        "Shares in the bank rallied on Monday.",
        "The storm hit the coast near the capital.",
        "The two sides struck a note of optimism.",
    ],
)
def test_idioms_and_other_worlds_are_no_acts(rules: parley.Coder, text: str) -> None:
    assert Told(rules, text).codes() == []


def test_an_act_told_twice_is_one_event(rules: parley.Coder) -> None:
    told = Told(
        rules,
        "Rebels attacked the garrison of Harar on Monday. The army sent tanks. Rebels attacked the garrison on Monday.",
    )
    attacks = [n for n, a in enumerate(told.acts) if a.type == "ASSAULT"]
    assert [told.acts[n].same for n in attacks] == [None, attacks[0]]


def test_the_rule_names_the_chain_and_the_entry(rules: parley.Coder) -> None:
    assert Told(rules, "The rebels refused to meet the mediator.").one("REJECT").rule == "refuse(meet)"


def sides(coder: parley.Coder, text: str) -> list[tuple[str, list[str], list[str]]]:
    reading = coder.read(text)
    name = reading.entity
    return [(e.type, [name(i).name for i in e.actors], [name(i).name for i in e.recipients]) for e in reading.events]


def test_whose_weapon_it_was_and_whose_report(coder: parley.Coder) -> None:
    text = "Two soldiers were killed by Azerbaijani mortar fire near the border."
    assert sides(coder, text) == [("ASSAULT", ["Azerbaijan"], ["Two soldiers"])]
    text = "An Amnesty International report accuses government forces of dropping chlorine on Garsen."
    assert ("ACCUSE", ["Amnesty International"], ["government forces"]) in sides(coder, text)


def test_who_adopts_a_paper_asks_what_it_demands(coder: parley.Coder) -> None:
    text = "The Security Council adopted a resolution calling on the rebels to disarm."
    assert ("REQUEST", ["Security Council"], ["rebels"]) in sides(coder, text)


def test_who_speaks_for_the_dead_did_not_kill_them(coder: parley.Coder) -> None:
    text = "The Houthis said five of their fighters had been killed on Monday."
    assert [(kind, actors) for kind, actors, _ in sides(coder, text)] == [("ASSAULT", [])]


def test_the_words_of_a_name_tell_no_act(coder: parley.Coder) -> None:
    text = "The Organisation for the Prohibition of Chemical Weapons has opened an inquiry."
    assert [kind for kind, _, _ in sides(coder, text)] == ["ACCUSE"]


def test_nobody_did_it(coder: parley.Coder) -> None:
    reading = coder.read("The inspector is investigating why no troops were sent to Garsen.")
    assert [e.status for e in reading.events if e.type == "MOBILIZE"] in ([], [["negated"]])
    assert [e.type for e in coder.read("Uganda and Kenya reached no agreement on the border.").events] == ["REJECT"]
    assert "negated" not in [
        s for e in coder.read("No fewer than 12 rebels were killed by police.").events for s in e.status
    ]


@pytest.mark.parametrize(
    "text",
    [
        "A bus overturned near Lusaka on Friday, killing 12 people.",
        "An army helicopter crashed in Mali, killing five soldiers.",
        "A gas explosion killed seven workers in Baku on Monday.",
        "A ferry sank off Manila and killed 30 passengers.",
    ],
)
def test_the_harm_of_an_accident_is_nobodys_act(coder: parley.Coder, text: str) -> None:
    assert coder.read(text).events == []


def test_an_explosion_that_is_none_stays_an_attack(coder: parley.Coder) -> None:
    reading = coder.read("An army helicopter bombed a camp in Mali, killing five soldiers.")
    assert "ASSAULT" in {e.type for e in reading.events}
