"""The gazetteer: what it has, how a name is looked up, what a user may add."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley.codebook.places import PLACES, Gazetteer, distance, gazetteer, plain_key, without_kind
from parley.errors import CodebookError


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        ("Kiev", "UKR", 50.45, 30.52),
        ("Kyiv", "UKR", 50.45, 30.52),
        ("Halab", "SYR", 36.2, 37.16),
        ("Sana'a", "YEM", 15.35, 44.21),
        ("Genève", "CHE", 46.2, 6.15),
        ("KANDAHAR", "AFG", 31.61, 65.71),
        ("Deir ez-Zor", "SYR", 35.34, 40.14),
        ("al-Hasakah", "SYR", 36.5, 40.75),
        ("Hasakah", "SYR", 36.5, 40.75),
        ("Golan Heights", "SYR", 33.0, 35.8),
        ("Khan Younis", "PSE", 31.34, 34.3),
        ("Texas", "USA", 31.0, -98.0),
    ],
)
def test_a_name_finds_its_place_however_it_is_spelled(
    name: str, country: str, latitude: float, longitude: float
) -> None:
    best = gazetteer().named(name)[0]
    assert best.country == country
    assert abs(best.latitude - latitude) < 1.5
    assert abs(best.longitude - longitude) < 1.5


def test_a_word_of_kind_chooses_between_a_town_and_its_region() -> None:
    book = gazetteer()
    assert book.named("Kunduz")[0].kind == "city"
    assert book.named("Kunduz province")[0].kind == "province"
    assert book.named("city of Mosul")[0].kind == "city"


def test_the_weightiest_namesake_comes_first() -> None:
    tripoli = gazetteer().named("Tripoli")
    assert [k.country for k in tripoli[:2]] == ["LBY", "LBN"]
    assert [k.weight for k in tripoli] == sorted((k.weight for k in tripoli), reverse=True)


def test_seas_and_straits_belong_to_no_country() -> None:
    assert gazetteer().named("Strait of Hormuz")[0].country is None


def test_a_country_has_its_capitals_point_and_says_so() -> None:
    iraq = gazetteer().country("IRQ")
    assert iraq is not None
    assert iraq.note == "the country; its point is the capital Baghdad"
    assert distance(iraq, gazetteer().named("Baghdad")[0]) < 15
    assert gazetteer().country("XYZ") is None


def test_unknown_names_find_nothing() -> None:
    assert gazetteer().named("Zzyzzyx Qoph") == ()
    assert gazetteer().named("") == ()


def test_distance_is_along_the_great_circle() -> None:
    london, paris = gazetteer().named("London")[0], gazetteer().named("Paris")[0]
    assert 330 < distance(london, paris) < 355
    assert distance(london, london) == 0


@pytest.mark.parametrize(
    ("key", "bare"),
    [("anbar province", "anbar"), ("city of mosul", "mosul"), ("homs", "homs"), ("bagram air base", "bagram")],
)
def test_words_of_kind_are_taken_off(key: str, bare: str) -> None:
    assert without_kind(key)[0] == bare


def test_plain_key_leaves_out_article_and_kind() -> None:
    assert plain_key("al-Anbar Governorate") == "anbar"


def test_the_table_is_sorted_and_small() -> None:
    import gzip

    lines = gzip.decompress(PLACES.read_bytes()).decode("utf-8").splitlines()[1:]
    assert lines == sorted(lines)
    assert all(line.count(",") == 8 for line in lines)
    assert PLACES.stat().st_size <= 2_000_000


def test_a_users_table_counts_beside_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text(
        "name,latitude,longitude,country\nCamp Marigold,12.5,30.25,SDN\n", encoding="utf-8"
    )
    book = Gazetteer.load(tmp_path)
    camp = book.named("Camp Marigold")[0]
    assert (camp.country, camp.latitude, camp.longitude) == ("SDN", 12.5, 30.25)
    assert book.named("Mosul")


@pytest.mark.parametrize(
    ("text", "says"),
    [("name,lat,lon\nA,1,2\n", "missing: latitude, longitude"), ("name,latitude,longitude\nA,north,2\n", ":2: ")],
)
def test_a_malformed_table_is_refused(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "places.csv").write_text(text, encoding="utf-8")
    with pytest.raises(CodebookError, match=says):
        Gazetteer.load(tmp_path)
