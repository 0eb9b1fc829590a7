"""Readings in other programs' columns: the pairs, the columns, what is left out."""

from __future__ import annotations

from typing import get_args

from parley import model
from parley.codebook.places import gazetteer
from parley.formats.dyads import dyads
from parley.formats.followthemoney import to_followthemoney
from parley.formats.gdelt import GDELT, gdelt_rows
from parley.formats.phoenix import PETRARCH, PHOENIX, petrarch_rows, phoenix_rows
from parley.model import Entity, Event, Evidence, Place, Reading, Relation, RelationEvidence, Report, Span, Time

TEXT = "On 3 May 2014 Ruritanian and Zubaran troops clashed near Tell Amra. The UN may send an envoy."


def reading() -> Reading:
    """A clash of two armies, and an act that is still to come."""
    first, second = Span(start=0, end=67), Span(start=68, end=len(TEXT))
    return Reading(
        report=Report(id="r1", text=TEXT, published="2014-05-05", url="https://example.org/1", publisher="Gazette"),
        entities=[
            Entity(id="e1", name="Ruritanian troops", type="organization", code="RUSMIL", country="RUS", sectors=["MIL"]),
            Entity(id="e2", name="Zubaran troops", type="organization", code="SYRMIL", country="SYR", sectors=["MIL"]),
            Entity(id="e3", name="UN", type="organization", code="IGOUNO", sectors=["IGO"]),
        ],
        events=[
            Event(
                id="v1", type="ASSAULT", cameo="190", quad=4, score=-9.5, actors=["e1", "e2"],
                contexts=["military"],
                time=Time(start=3, end=13, text="3 May 2014", value="2014-05-03"),
                place=Place(name="Tell Amra", country="SYR", latitude=-35.5, longitude=36.25, geonames_id=7),
                evidence=[Evidence(start=44, end=51, sentence=first)],
            ),
            Event(
                id="v2", type="AID", cameo="070", quad=2, score=7.4, actors=["e3"], status=["hypothetical"],
                evidence=[Evidence(start=79, end=83, sentence=second)],
            ),
        ],
    )  # fmt: skip


def test_a_symmetric_act_is_a_pair_each_way() -> None:
    pairs = [(d.source and d.source.id, d.target and d.target.id) for d in dyads(reading())]
    assert pairs == [("e1", "e2"), ("e2", "e1")]


def test_what_is_not_reported_as_fact_is_left_out_unless_asked_for() -> None:
    assert {d.event.id for d in dyads(reading())} == {"v1"}
    every = list(dyads(reading(), every=True))
    assert every[-1].event.id == "v2"
    assert every[-1].target is None
    assert every[-1].date == "2014-05-05"


def test_petrarch() -> None:
    model.validate(reading())
    first, *_, last = petrarch_rows(reading(), every=True)
    assert tuple(first) == PETRARCH
    assert list(first.values())[:5] == ["20140503", "RUSMIL", "SYRMIL", "190", "military"]
    assert (last["Source"], last["Target"]) == ("IGOUNO", "---")


def test_phoenix() -> None:
    row, *_, last = phoenix_rows(reading(), every=True)
    assert tuple(row) == PHOENIX
    assert (row["Year"], row["Month"], row["Day"]) == ("2014", "05", "03")
    assert (row["SourceActorEntity"], row["SourceActorRole"], row["EventRootCode"]) == ("RUS", "MIL", "19")
    assert (row["Lat"], row["Lon"], row["CountryName"]) == ("-35.5", "36.25", "SYR")
    assert last["SourceActorEntity"] == "IGO"
    assert last["TargetActorFull"] == ""


def test_gdelt() -> None:
    first, second = gdelt_rows(reading())
    assert tuple(first) == GDELT
    assert len(GDELT) == 61
    assert (first["SQLDATE"], first["DATEADDED"], first["FractionDate"]) == ("20140503", "20140505000000", "2014.3361")
    assert (first["Actor1Code"], first["Actor2Code"], first["Actor1Type1Code"]) == ("RUSMIL", "SYRMIL", "MIL")
    assert (first["EventBaseCode"], first["QuadClass"], first["ActionGeo_Lat"]) == ("190", "4", "-35.5000")
    assert first["GLOBALEVENTID"] != second["GLOBALEVENTID"]
    assert first["GLOBALEVENTID"] == next(gdelt_rows(reading()))["GLOBALEVENTID"]


def test_gdelt_places_of_actors_and_their_types() -> None:
    one = reading()
    one.events[0].actors = ["e4", "e1"]
    one.entities.append(Entity(id="e4", name="Kenya", type="organization", code="KEN", country="KEN"))
    first, second = gdelt_rows(one)
    geo = ("Type", "Fullname", "CountryCode", "Lat")
    assert [first[f"Actor1Geo_{name}"] for name in geo] == ["1", "Kenya", "KEN", "-1.2830"]
    assert [second[f"Actor1Geo_{name}"] for name in geo] == ["", "", "", ""]
    assert (first["ActionGeo_Type"], second["Actor2Geo_Type"]) == ("4", "1")


def test_where_somebody_is_said_to_be_is_his_place() -> None:
    one = reading()
    assert one.events[0].place is not None
    one.events[0].place.entity = "e4"
    one.entities.append(Entity(id="e4", name="Tell Amra", type="location"))
    here = RelationEvidence(
        start=0, end=67, from_=Span(start=0, end=3), to=Span(start=0, end=3), sentence=Span(start=0, end=67)
    )
    one.relations.append(Relation(type="located-in", from_="e2", to="e4", evidence=[here]))
    first, second = gdelt_rows(one)
    assert (first["Actor1Geo_Fullname"], first["Actor2Geo_Fullname"]) == ("", "Tell Amra")
    assert second["Actor1Geo_Lat"] == "-35.5000"


def test_a_state_of_the_united_states_and_a_province_have_their_types() -> None:
    one = reading()
    for name, country, kind in (("Montana", "USA", "2"), ("Kunduz Province", "AFG", "5"), ("Kabul", "AFG", "4")):
        known = gazetteer().named(name)[0]
        one.events[0].place = Place(name=name, country=country, geonames_id=known.geonames_id)
        assert next(gdelt_rows(one))["ActionGeo_Type"] == kind


def test_a_category_alone_has_three_digits() -> None:
    one = reading()
    one.events[0].cameo = "03"
    row = next(gdelt_rows(one))
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"]) == ("030", "030", "03")
    assert next(petrarch_rows(one))["EventCode"] == next(phoenix_rows(one))["EventCode"] == "030"


def test_followthemoney() -> None:
    made = list(to_followthemoney(reading()))
    ids = {entity["id"] for entity in made}
    assert len(ids) == len(made)
    assert [e["schema"] for e in made] == ["Article", *["Organization"] * 3, "Event", "Event"]
    clash = made[4]["properties"]
    assert set(clash["organizer"]) <= ids
    assert clash["date"] == ["2014-05-03"]
    assert "involved" not in clash
    assert "hypothetical" in made[5]["properties"]["keywords"]


def test_every_type_of_entity_has_a_schema() -> None:
    one = reading()
    for kind in get_args(model.EntityType):
        one.entities[0].type = kind
        assert len(list(to_followthemoney(one))) == 6
