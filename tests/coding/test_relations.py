"""Standing relations: the codebook's examples, direction, status, since when, and what must stay unsaid."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import parley
from parley.codebook.acts import DATA
from parley.codebook.relations import Words, load_relations
from parley.coding.linear import Linear, names
from parley.coding.relations.component import Relater
from parley.coding.relations.decide import Decider, decide
from parley.coding.relations.ground import Claim, Ground
from parley.errors import CodebookError
from parley.model import Relation, Report

ENTRIES = [entry for entry in load_relations().entries() if entry.example is not None]
Relations = Callable[[str], dict[tuple[str, str, str], Relation]]


@pytest.fixture
def rules(coder: parley.Coder, monkeypatch: pytest.MonkeyPatch) -> Relations:
    """Relations by the rules alone, by type and the words of both ends."""
    component = coder.nlp.get_pipe("parley_relations")
    monkeypatch.setattr(component, "decider", None)

    def read(text: str) -> dict[tuple[str, str, str], Relation]:
        reading = coder.read(Report(id="r", text=text, published="2015-03-04", language="en"))
        return {
            (r.type, text[e.from_.start : e.from_.end], text[e.to.start : e.to.end]): r
            for r in reading.relations
            for e in r.evidence
        }

    return read


def claimed(coder: parley.Coder, text: str) -> tuple[Ground, list[Claim]]:
    component = coder.nlp.get_pipe("parley_relations")
    assert isinstance(component, Relater)
    return component.propose(coder.doc(Report(id="r", text=text, language="en")))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.id}-{entry.type}")
def test_example_is_proposed(coder: parley.Coder, entry: Words) -> None:
    assert entry.example is not None
    text, from_, to = entry.example
    here, claims = claimed(coder, text)

    def covers(mention: int, words: str) -> bool:
        start, end = here.tree.text(here.mentions[mention].start, here.mentions[mention].end)
        at = text.index(words)
        return start < at + len(words) and at < end

    assert any(
        p.entry.id == entry.id and covers(p.from_, from_) and covers(p.to, to) for c in claims for p in c.proposals
    )


@pytest.mark.parametrize(
    ("text", "kind", "from_", "to"),
    [
        ("The rebels have been armed by Libya.", "arms", "Libya", "The rebels"),
        ("Russia arms Syria.", "arms", "Russia", "Syria"),
        ("The government is backed by Ethiopia.", "supports", "Ethiopia", "The government"),
        ("The government has the backing of Ethiopia.", "supports", "Ethiopia", "The government"),
        ("Ethiopia sent advisers in support of the Kosen government.", "supports", "Ethiopia", "the Kosen government"),
        ("Kenyan President Juma Okello flew home.", "leads", "Kenyan President Juma Okello", "Kenyan"),
        ("Minsk is an ally of Moscow.", "allied-with", "Minsk", "Moscow"),
    ],
)
def test_direction(rules: Relations, text: str, kind: str, from_: str, to: str) -> None:
    found = rules(text)
    assert (kind, from_, to) in found
    assert (kind, to, from_) not in found


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Albania is a former ally of China.", ["ended"]),
        ("Chad no longer supports the rebels.", ["ended"]),
        ("Chad denied backing the rebels.", ["denied"]),
        ("Sudan accused Chad of backing the rebels.", ["alleged"]),
        ("Chad backs the rebels.", []),
    ],
)
def test_status(rules: Relations, text: str, status: list[str]) -> None:
    kept = [r for (kind, _, _), r in rules(text).items() if kind in ("allied-with", "supports")]
    assert [r.status for r in kept] == [status]


@pytest.mark.parametrize(
    "text",
    [
        "Chad does not support the rebels.",
        "Norway may support the rebels.",
        "Norway urged Chad to support the rebels.",
        "The ministry is fighting corruption.",
        "Firefighters battled the blaze all night.",
    ],
)
def test_nothing_stands(rules: Relations, text: str) -> None:
    assert not [key for key in rules(text) if key[0] in ("supports", "fights")]


def test_since_is_dated(rules: Relations) -> None:
    found = rules("The army has fought the Red Banner rebels since 2011.")
    assert {r.since for (kind, _, _), r in found.items() if kind == "fights"} == {"2011"}


def test_joining_dates_a_membership(rules: Relations) -> None:
    assert rules("Estonia joined NATO in 2004.")["member-of", "Estonia", "NATO"].since == "2004"


def test_possessive_is_named(rules: Relations) -> None:
    assert ("represents", "its envoy", "Chad") in rules("Chad said its envoy would travel on.")


def test_decider_drops_and_keeps(coder: parley.Coder) -> None:
    here, claims = claimed(coder, "Kenyan President Juma Okello flew home.")
    weights = Linear({"kind=leads": 2.0})
    never = decide(here, claims, Decider(Linear({}), {"leads": 1.0}))
    always = decide(here, claims, Decider(weights, {"leads": 1.0}))
    assert not [c for c in never if c.kind == "leads"]
    features = next(c.features for c in always if c.kind == "leads")
    assert weights.heaviest(names(features)) == [("kind=leads", 2.0)]


def test_certain_rule_stands_without_weight(coder: parley.Coder) -> None:
    here, claims = claimed(coder, "Colonel Adan heads the Desert Brigade.")
    kept = decide(here, claims, Decider(Linear({}), {"leads": 1.0}))
    assert [c.first.entry.id for c in kept if c.kind == "leads"] == ["head"]


def test_unknown_field_is_told(tmp_path: Path) -> None:
    text = (DATA / "relations.yaml").read_text(encoding="utf-8").replace("{id: back,", "{id: back, colour: red,")
    broken = tmp_path / "relations.yaml"
    broken.write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError, match="colour"):
        load_relations(tmp_path)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Norway is working to defeat al-Shabab.", ("fights", "Norway", "al-Shabab")),
        ("Norway helps the Kenyan army in its campaign against al-Shabab.", ("fights", "the Kenyan army", "al-Shabab")),
        ("Al-Shabab has killed dozens of villagers.", ("fights", "Al-Shabab", "dozens of villagers")),
        ("Kenya, as part of the Coast Force, sent troops.", ("member-of", "Kenya", "the Coast Force")),
        ("Norway condemns al-Shabab.", ("opposes", "Norway", "al-Shabab")),
        ("Norway stands shoulder to shoulder with Kenya.", ("supports", "Norway", "Kenya")),
    ],
)
def test_what_is_told_of_a_will_a_whole_or_a_stand(rules: Relations, text: str, wanted: tuple[str, str, str]) -> None:
    assert wanted in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "Kenya is working to defeat corruption.",
        "Police shot two men in Mombasa.",
        "Norway condemned Kenya on Tuesday.",
    ],
)
def test_what_states_no_enmity(rules: Relations, text: str) -> None:
    assert not [k for k in rules(text) if k[0] in ("fights", "opposes")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Norway stands by Mali to defeat al-Shabab.", ("fights", "Mali", "al-Shabab")),
        ("Norway stands by Mali to defeat al-Shabab.", ("allied-with", "Norway", "Mali")),
        ("Norway renewed its support for Mali in the fight against al-Shabab.", ("fights", "Mali", "al-Shabab")),
        ("Danish efforts to help Mali create jobs go on.", ("supports", "Danish", "Mali")),
        ("Norway supports Mali's unity.", ("supports", "Norway", "Mali")),
        ("Norway provides the Malian army with medical assistance.", ("supports", "Norway", "the Malian army")),
        ("Norway will continue to support Mali.", ("supports", "Norway", "Mali")),
        ("French and Malian forces battled al-Shabab.", ("fights", "French", "al-Shabab")),
        ("Villagers in the hills have united against al-Shabab.", ("fights", "Villagers", "al-Shabab")),
        ("Attacks by hill gunmen against French forces go on.", ("fights", "hill gunmen", "French forces")),
        ("Rwandan troops stood beside Malian soldiers backed by France.", ("supports", "France", "Malian soldiers")),
        ("The mission is a force led by Kenya.", ("leads", "Kenya", "The mission")),
        ("The rebels said that they fight the Togolese army.", ("fights", "The rebels", "the Togolese army")),
        ("Its partners in the regional bloc met in Oslo.", ("member-of", "Its partners", "the regional bloc")),
        ("Kenya acts as part of the coalition to defeat al-Shabab.", ("fights", "Kenya", "al-Shabab")),
        ("Survivors told of raids that al-Shabab has carried out on Kenyans.", ("fights", "al-Shabab", "Kenyans")),
        ("Norway told al-Shabab to stop raids on Kenyan villagers.", ("fights", "al-Shabab", "Kenyan villagers")),
        ("Troops caught a Taliban commander named Hamid Karim.", ("leads", "Hamid Karim", "Taliban")),
        ("Police blamed the Lion Army, an al-Shabab-linked group.", ("allied-with", "the Lion Army", "al-Shabab")),
    ],
)
def test_stated_in_other_ways(rules: Relations, text: str, wanted: tuple[str, str, str]) -> None:
    kind, a, b = wanted
    assert {wanted, (kind, b, a)} & set(rules(text)), rules(text).keys()


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        # Whose partners they are is nobody that the words name.
        ("Our partners were late.", ("allied-with", "Our partners", "Our")),
        # The supporter does not fight by supporting.
        ("Norway renewed its support for Mali in the fight against al-Shabab.", ("fights", "Norway", "al-Shabab")),
        # Both sides of one army.
        ("French and Malian forces fought all night.", ("fights", "French", "Malian forces")),
        # A minister for a region is no part of it.
        ("The minister for Central Asia flew home.", ("member-of", "The minister for Central Asia", "Central Asia")),
        # One raid is an act.
        ("Kosen police carried out a raid on the rebels.", ("fights", "Kosen police", "the rebels")),
        # A past word of thanks is a deed.
        ("Norway thanked Mali.", ("supports", "Norway", "Mali")),
    ],
)
def test_said_of_nobody(rules: Relations, text: str, unwanted: tuple[str, str, str]) -> None:
    kind, a, b = unwanted
    assert not {unwanted, (kind, b, a)} & set(rules(text))


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("The Secretary-General spoke with President Olusegun Obasanjo of Nigeria and the Libyan leader.", ("leads", "Libya")),
        ("Russia's U.N. ambassador, Vitaly Churkin, spoke.", ("represents", "U.N.")),
        ("Uganda's army chief, Muhoozi Kainerugaba, spoke.", ("leads", "Uganda")),
        ("French soldiers fired on a compound.", ("fights", "compound")),
    ],
)  # fmt: skip
def test_what_nobody_leads_stands_for_or_fights(coder: parley.Coder, text: str, relation: tuple[str, str]) -> None:
    reading = coder.read(text, published="2014-03-03")
    assert relation not in {(r.type, reading.entity(r.to).name) for r in reading.relations}
