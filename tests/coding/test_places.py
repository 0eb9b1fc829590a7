"""Places of a report: which are meant, and what is said of those that stay open."""

from __future__ import annotations

import pytest

import parley
from parley.coding.layers import Place


def places(coder: parley.Coder, text: str) -> dict[str, Place]:
    """The named places by their words."""
    doc = coder.doc(parley.Report(id="test", text=text, language="en"))
    return {p.name: p for p in doc._.parley_places if doc._.parley_mentions[p.mention].name is not None}


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Lebanese soldiers set up roadblocks in Tripoli on Sunday.", "Tripoli", "LBN"),
        ("Libyan rebels set up roadblocks in Tripoli on Sunday.", "Tripoli", "LBY"),
        ("Troops set up roadblocks in Tripoli on Sunday.", "Tripoli", "LBY"),
        ("A fire broke out at a depot in Cordoba, Argentina.", "Cordoba", "ARG"),
        ("Spanish firefighters put out a blaze in Cordoba.", "Cordoba", "ESP"),
        ("Police in Springfield, Illinois, arrested the man.", "Springfield", "USA"),
        ("The envoy landed in London on Monday.", "London", "GBR"),
        ("The factory in London, Ontario, will close.", "London", "CAN"),
        ("Gunmen shot a judge in the Pakistani city of Hyderabad.", "Hyderabad", "PAK"),
    ],
)
def test_the_country_that_the_words_say_decides(coder: parley.Coder, text: str, name: str, country: str) -> None:
    assert places(coder, text)[name].country == country


def test_the_reports_other_places_decide(coder: parley.Coder) -> None:
    found = places(coder, "Shells fell in Zahle. Fighting was heavy in Tripoli and Sidon.")
    assert found["Tripoli"].country == "LBN"


def test_a_point_and_its_geonames_id(coder: parley.Coder) -> None:
    mosul = places(coder, "A bomb went off in Mosul.")["Mosul"]
    assert mosul.latitude == pytest.approx(36.34, abs=0.1)
    assert mosul.longitude == pytest.approx(43.12, abs=0.1)
    assert mosul.geonames_id == 99072


def test_a_part_of_a_country_is_an_area(coder: parley.Coder) -> None:
    syria = places(coder, "Jets bombed villages in northern Syria.")["Syria"]
    assert syria.country == "SYR"
    assert syria.note == "north of the country, an area"


def test_the_north_of_a_country_is_a_place_of_its_own(coder: parley.Coder) -> None:
    doc = coder.doc(parley.Report(id="test", text="Government helicopters have bombed Syria's north.", language="en"))
    assert [(p.country, p.note) for p in doc._.parley_places] == [("SYR", "north of the country, an area")]


def test_those_who_act_in_a_place_are_no_place(coder: parley.Coder) -> None:
    assert "Moscow" not in places(coder, "Moscow said it would answer the new sanctions.")


def test_a_small_town_is_seen_where_the_words_say_a_place(coder: parley.Coder) -> None:
    found = places(coder, "Rebels captured Musa Qala after a night of fighting.")
    assert found["Musa Qala"].country == "AFG"


def test_a_name_that_the_gazetteer_lacks_has_a_country_only_where_the_words_say_one(coder: parley.Coder) -> None:
    found = places(coder, "Two men were shot dead in Qarnavelos, Iraq.")
    assert found["Qarnavelos"].country == "IRQ"
    assert found["Qarnavelos"].latitude is None
    assert "not in the gazetteer" in (found["Qarnavelos"].note or "")


def test_the_place_of_an_event_is_in_the_reading(coder: parley.Coder) -> None:
    reading = coder.read("Gunmen attacked a convoy near Kandahar.")
    place = reading.events[0].place
    assert place is not None
    assert (place.name, place.country) == ("Kandahar", "AFG")
