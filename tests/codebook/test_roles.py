"""Role nouns: what they are, what they attach to, their plurals, the titles before names."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley.codebook.roles import Roles, plural_of, roles
from parley.codebook.table import DATA, offices
from parley.errors import CodebookError


@pytest.fixture(scope="module")
def known() -> Roles:
    return roles()


@pytest.mark.parametrize(
    ("noun", "type_", "sectors"),
    [
        ("rebels", "organization", ("REB",)),
        ("rebel", "person", ("REB",)),
        ("warplanes", "platform", ("MIL",)),
        ("troops", "organization", ("MIL",)),
        ("security forces", "organization", ("MIL",)),
        ("police", "organization", ("COP",)),
        ("protesters", "person", ("OPP",)),
        ("opposition", "organization", ("OPP",)),
        ("regime", "organization", ("GOV",)),
        ("officials", "person", ("GOV",)),
        ("villagers", "person", ("CVL",)),
        ("refugees", "person", ("REF",)),
        ("human rights group", "organization", ("NGO",)),
        ("state television", "organization", ("MED",)),
        ("peacekeepers", "organization", ("IGO",)),
        ("gunmen", "person", ("UAF",)),
        ("spokeswoman", "person", ("GOV",)),
        ("supreme court", "organization", ("JUD",)),
        ("lawmakers", "person", ("LEG",)),
        ("car bomb", "weapon", ()),
        ("mortar", "weapon", ()),
        ("tanks", "vehicle", ("MIL",)),
        ("foreign ministry", "organization", ("GOV",)),
        ("ministry of defense", "organization", ("GOV", "MIL")),
    ],
)
def test_role(known: Roles, noun: str, type_: str, sectors: tuple[str, ...]) -> None:
    role = known.of(noun)
    assert role is not None
    assert (role.type, role.sectors) == (type_, sectors)


@pytest.mark.parametrize(
    ("phrase", "office"),
    [
        ("foreign minister", "foreign minister"),
        ("Foreign Ministers", "foreign minister"),
        ("premier", "prime minister"),
        ("ministers of foreign affairs", "foreign minister"),
        ("secretary of state", "secretary of state"),
        ("opposition leader", "opposition leader"),
        ("attorneys general", "justice minister"),
        ("defence secretary", "defence minister"),
        ("king", "king"),
    ],
)
def test_office(known: Roles, phrase: str, office: str) -> None:
    role = known.of(phrase)
    assert role is not None
    assert role.office == office


def test_every_office_is_known_to_the_actors(known: Roles) -> None:
    assert {role.office for role in known if role.office} <= set(offices())


def test_size_and_sectors(known: Roles) -> None:
    assert len(known) > 600
    sectors = {s for role in known for s in role.sectors}
    assert sectors >= {"GOV", "MIL", "REB", "OPP", "COP", "JUD", "LEG", "SPY", "CVL", "MED", "NGO", "BUS", "EDU", "REL"}
    assert sectors >= {"LAB", "CRM", "UAF", "REF", "ELI"}
    assert all(len(s) == 3 and s.isupper() for s in sectors)


def test_plurals(known: Roles) -> None:
    assert known.plural("rebels")
    assert known.plural("policemen")
    assert known.plural("women")
    assert known.plural("secretaries of state")
    assert not known.plural("rebel")
    assert not known.plural("foreign minister")
    assert [plural_of(w) for w in ("soldier", "policeman", "deputy", "boy", "coach", "human")] == [
        *("soldiers", "policemen", "deputies", "boys", "coaches", "humans")
    ]


def test_longest_tail(known: Roles) -> None:
    found = known.within(["senior", "army", "officer"])
    assert found is not None
    assert (found[0].id, found[1]) == ("army officer", 2)
    assert known.within(["stone", "soup"]) is None


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("President", "president"),
        ("Gen.", "general"),
        ("Lt. Gen.", "lieutenant general"),
        ("Sheikh", "sheikh"),
        ("Foreign Minister", "foreign minister"),
        ("Secretary of State", "secretary of state"),
        ("U.N. envoy", "un envoy"),
        ("Mr.", "person"),
    ],
)
def test_titles(known: Roles, title: str, role: str) -> None:
    found = known.title(title)
    assert found is not None
    assert found.id == role


def test_titles_are_not_any_noun(known: Roles) -> None:
    assert known.title("villager") is None
    found = known.titled(["the", "former", "Lt.", "Gen."])
    assert found is not None
    assert found[1] == 2


def test_what_stands_alone(known: Roles) -> None:
    alone = {
        noun: (role := known.of(noun)) is not None and role.alone
        for noun in ("rebels", "police", "woman", "member", "plane")
    }
    assert alone == {"rebels": True, "police": True, "woman": False, "member": False, "plane": False}


def test_kept_out(known: Roles) -> None:
    assert known.keeps_out("stronghold")
    assert known.of("stronghold") is None
    assert not known.keeps_out("rebels")


def test_a_user_adds_roles(tmp_path: Path) -> None:
    (tmp_path / "roles").mkdir()
    table = tmp_path / "roles" / "mine.csv"
    table.write_text("lemmas,type,sectors,office,number,alone,title\nbasij|rebel,person,MIL,,collective,yes,\n")
    mine = Roles((DATA, tmp_path))
    for noun in ("basij", "rebel"):
        role = mine.of(noun)
        assert role is not None
        assert role.sectors == ("MIL",)
    table.write_text("noun,code\nbasij,MIL\n")
    with pytest.raises(CodebookError, match="columns"):
        Roles((DATA, tmp_path))
