"""Who the codebook knows: offices by date, ambiguous names, capitals and case, codes, speed and size."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

import pytest

from parley.codebook.actor_check import check_actors
from parley.codebook.actors import Actors, actors, sectors_of
from parley.codebook.exchange import add, lookup, to_followthemoney
from parley.codebook.names import fits, key_of
from parley.codebook.table import read_rows
from parley.errors import CodebookError

HOLDERS = """
president USA 1991-01-17 George H. W. Bush
president USA 1999-03-24 Bill Clinton
president USA 2003-03-20 George W. Bush
president USA 2014-12-27 Barack Obama
president USA 2019-06-01 Donald Trump
president USA 2022-02-24 Joe Biden
president USA 2025-06-01 Donald Trump
vice president USA 2005-01-01 Dick Cheney
secretary of state USA 1995-11-21 Warren Christopher
secretary of state USA 2004-06-01 Colin Powell
secretary of state USA 2006-06-01 Condoleezza Rice
secretary of state USA 2014-12-27 John Kerry
foreign minister USA 2014-12-27 John Kerry
defense secretary USA 2005-06-01 Donald Rumsfeld
president RUS 1995-01-01 Boris Yeltsin
president RUS 2009-01-01 Dmitry Medvedev
president RUS 2014-12-27 Vladimir Putin
prime minister RUS 1999-06-15 Sergei Stepashin
premier RUS 2009-01-01 Vladimir Putin
foreign minister RUS 2003-06-01 Igor Ivanov
foreign minister RUS 2010-06-01 Sergei Lavrov
minister of foreign affairs RUS 2024-06-01 Sergei Lavrov
president SYR 1995-01-01 Hafez al-Assad
president SYR 2014-12-27 Bashar al-Assad
president SYR 2025-06-01 Ahmed al-Sharaa
foreign minister SYR 2014-12-27 Walid al-Moallem
prime minister GBR 1995-01-01 John Major
prime minister GBR 2003-03-20 Tony Blair
prime minister GBR 2017-01-01 Theresa May
foreign secretary GBR 2004-01-01 Jack Straw
queen GBR 2000-01-01 Queen Elizabeth II
president FRA 2004-01-01 Jacques Chirac
foreign minister FRA 2004-01-01 Dominique de Villepin
chancellor DEU 1995-01-01 Helmut Kohl
chancellor DEU 2010-01-01 Angela Merkel
prime minister DEU 2010-01-01 Angela Merkel
prime minister ISR 1994-01-01 Yitzhak Rabin
prime minister ISR 2004-01-01 Ariel Sharon
prime minister ISR 2006-07-12 Ehud Olmert
foreign minister ISR 2004-06-01 Silvan Shalom
president PSE 2004-01-01 Yasser Arafat
president PSE 2006-01-01 Mahmoud Abbas
supreme leader IRN 2010-01-01 Ali Khamenei
president IRN 2006-01-01 Mahmoud Ahmadinejad
foreign minister IRN 2005-10-01 Manouchehr Mottaki
leader LBY 2005-01-01 Muammar Gaddafi
leader PRK 2005-01-01 Kim Jong Il
head of state JPN 2005-01-01 Akihito
prime minister JPN 2014-01-01 Shinzo Abe
premier CHN 2006-01-01 Wen Jiabao
president CHN 2016-01-01 Xi Jinping
president EGY 2013-01-01 Mohammed Morsi
president EGY 2016-01-01 Abdel Fattah el-Sissi
president UKR 2005-06-01 Viktor Yushchenko
president UKR 2022-02-24 Volodymyr Zelensky
president YUG 1999-04-01 Slobodan Milošević
president SRB 1995-01-01 Slobodan Milošević
president CSK 1991-01-01 Václav Havel
president NGA 1995-01-01 Sani Abacha
president SDN 2005-01-01 Omar al-Bashir
president ZWE 2005-01-01 Robert Mugabe
president HTI 2003-01-01 Jean-Bertrand Aristide
prime minister PAK 2009-01-01 Yousuf Raza Gilani
president AFG 2008-01-01 Hamid Karzai
prime minister IRQ 2007-01-01 Nouri al-Maliki
king JOR 2005-01-01 King Abdullah II
king SAU 2000-01-01 King Fahd
prime minister TUR 2005-01-01 Recep Tayyip Erdoğan
president TUR 2016-01-01 Recep Tayyip Erdoğan
president GEO 2008-08-08 Mikheil Saakashvili
president LKA 2008-01-01 Mahinda Rajapaksa
president CIV 2005-01-01 Laurent Gbagbo
president VEN 2005-01-01 Hugo Chávez
""".strip().splitlines()


@pytest.fixture(scope="module")
def known() -> Actors:
    return actors()


@pytest.mark.parametrize("probe", HOLDERS)
def test_office_at_date(known: Actors, probe: str) -> None:
    words = probe.split()
    at = next(i for i, word in enumerate(words) if len(word) == 3 and word.isupper())
    title, country, on, name = " ".join(words[:at]), words[at], words[at + 1], " ".join(words[at + 2 :])
    holder = known.holder(title, country, on)
    assert holder is not None
    assert holder.name == name
    assert known.code_on(holder, on) == f"{country}GOV"


def test_no_holder_before_the_office(known: Actors) -> None:
    assert known.holder("president", "SSD", "1995-01-01") is None
    assert known.holder("keeper of the bees", "USA", "1995-01-01") is None


def test_holder_of_an_organization(known: Actors) -> None:
    for on, name in (("2005-01-01", "Kofi Annan"), ("2014-12-27", "Ban Ki-moon"), ("2020-01-01", "António Guterres")):
        person = next(a for a, _ in known.named(name))
        assert known.code_on(person, on) == "IGOUNO"


def top(known: Actors, text: str, on: str | None = None) -> list[tuple[str, str, str]]:
    return [(text[h.start : h.end], h.candidates[0][0].id, h.candidates[0][1]) for h in known.scan(text, on)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Georgia asked Turkey for gas.", ["state-geo", "state-tur"]),
        ("They roasted a turkey in the china dish.", []),
        ("Let us see who may stand.", []),
        ("The US and the U.S. Senate agree.", ["state-usa", "organ-usa-us-senate"]),
        ("US AND RUSSIA AGREE ON SYRIA", ["state-usa", "state-rus", "state-syr"]),
        ("Niger and Nigeria met.", ["state-ner", "state-nga"]),
        ("Guinea-Bissau, Equatorial Guinea and Papua New Guinea", ["state-gnb", "state-gnq", "state-png"]),
        ("South Sudan and Sudan signed.", ["state-ssd", "state-sdn"]),
        ("North Korea and South Korea", ["state-prk", "state-kor"]),
        ("Chad's army crossed into Darfur", ["state-tcd", "region-sdn-darfur"]),
        ("The Kremlin warned Kiev.", ["gov-rus", "state-ukr"]),
        ("Downing Street and the Élysée", ["gov-gbr", "gov-fra"]),
        ("the Elysee and the Pentagon", ["gov-fra", "dm-usa"]),
        ("Hamas's fighters", ["group-pse-hamas"]),
        ("Jabhat al-Nusra, the Nusra Front and al-Nusra", ["group-syr-al-nusra-front"] * 3),
        ("JABHAT AL NUSRA said", ["group-syr-al-nusra-front"]),
        ("ISIL, ISIS, Daesh and the Islamic State", ["group-islamic-state"] * 4),
        ("Nato and NATO", ["igo-north-atlantic-treaty-organization"] * 2),
        ("the Qassam Brigades of Hamas", ["group-pse-izz-ad-din-al-qassam-brigades", "group-pse-hamas"]),
        ("Zimbabwean, Swiss and Dutch envoys", ["state-zwe", "state-che", "state-nld"]),
        ("U.S.-led talks", ["state-usa"]),
        ("Sana’a and Sanaa", ["state-yem"] * 2),
    ],
)
def test_scan(known: Actors, text: str, expected: list[str]) -> None:
    assert [i for _, i, _ in top(known, text)] == expected


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("Georgia", {"state-geo", "region-usa-georgia-us-state"}),
        ("Congo", {"state-cod", "state-cog"}),
        ("Korea", {"state-kor", "state-prk"}),
        ("Guinea", {"state-gin"}),
        ("Jordan", {"state-jor"}),
        ("Washington", {"state-usa"}),
        ("Damascus", {"state-syr"}),
        ("SLA", {"group-sdn-sudan-liberation-army"}),
        ("Islamic Jihad", {"group-pse-palestinian-islamic-jihad"}),
    ],
)
def test_names_that_several_bear(known: Actors, name: str, ids: set[str]) -> None:
    assert ids <= {actor.id for actor, _ in known.named(name)}


def test_the_date_puts_the_living_first(known: Actors) -> None:
    (hit,) = known.scan("President Assad", "1995-01-01")
    assert {a.id for a, _ in hit.candidates} >= {"person-syr-bashar-al-assad"}
    assert known.person("Assad", "president", "SYR", "1995-01-01") is known.get("person-syr-hafez-al-assad")
    assert known.person("Assad", "president", "SYR", "2012-01-01") is known.get("person-syr-bashar-al-assad")
    assert known.person("Bush", "president", "USA", "1991-01-01") is known.get("person-usa-george-h-w-bush")
    assert known.person("Lavrov", "foreign minister") is known.get("person-rus-sergei-lavrov")
    assert known.person("Lavrov", "pope") is None


def test_weak_names_say_that_they_are(known: Actors) -> None:
    assert [k for _, _, k in top(known, "Mr. May met Mr. Rice.")] == ["surname", "surname"]
    assert [k for _, _, k in top(known, "Theresa May met Condoleezza Rice.")] == ["name", "name"]


def test_the_front_and_the_union(known: Actors) -> None:
    for text, head, actor in (
        ("The Nusra Front said the Front would stay.", "Front", "group-syr-al-nusra-front"),
        ("The European Union met; the Union will send aid.", "Union", "igo-european-union"),
        ("The Muslim Brotherhood and the Brotherhood", "Brotherhood", "group-egy-muslim-brotherhood"),
    ):
        full, again = known.scan(text)
        assert full.candidates[0] == (known.get(actor), "name")
        assert text[again.start : again.end] == head
        assert (known.get(actor), "weak") in again.candidates
        assert {kind for _, kind in again.candidates} == {"weak"}
    assert known.scan("The front moved and the union struck.") == []


def test_demonyms(known: Actors) -> None:
    for word, iso3 in (("Syrians", "SYR"), ("Dutch", "NLD"), ("Briton", "GBR"), ("Filipinos", "PHL"), ("Danes", "DNK")):
        state = known.demonym(word)
        assert state is not None
        assert state.country == iso3
    assert known.demonym("Martian") is None


def test_codes(known: Actors) -> None:
    assert sectors_of("SYRREB") == ("REB",)
    assert sectors_of("USAGOVMIL") == ("GOV", "MIL")
    assert sectors_of("IGOUNO") == ("IGO",)
    assert sectors_of("SYR") == ()
    obama = known.get("person-usa-barack-obama")
    assert obama is not None
    assert known.code_on(obama, "2014-12-27") == "USAGOV"
    assert known.code_on(obama, "2020-01-01") == "USAELI"
    brahimi = known.named("Lakhdar Brahimi")[0][0]
    assert known.code_on(brahimi, "1992-01-01") == "DZAGOV"
    assert known.code_on(brahimi, "2013-06-01") == "IGOUNO"


def test_every_state_has_its_organs(known: Actors) -> None:
    for iso3 in ("SYR", "IRN", "FRA", "MLI", "TON"):
        assert known.state(iso3) is not None
        for organ in ("gov", "mil", "cop", "leg", "fm"):
            assert known.get(f"{organ}-{iso3.lower()}") is not None


def test_the_tables_are_sound() -> None:
    assert check_actors() == []


def test_the_linter_finds(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "mine.csv").write_text(
        "id,name,kind,type,code,country,since,until,names,offices\n"
        "a,A Group,group,organization,SYR,SYR,,,,\n"
        "a,A Group,band,thing,syrreb,XYZ,2010-13,2009,x,\n"
        "b,B,person,person,SYRGOV,SYR,2010,2009,,shah;SYR;;;\n"
    )
    found = "\n".join(check_actors(tmp_path))
    for words in ("used twice", "no sector", "unknown kind 'band'", "unknown type", "unknown country 'XYZ'"):
        assert words in found
    for words in ("'2010-13' is no ISO date", "until 2009 is before since 2010", "unknown office 'shah'", "too short"):
        assert words in found


def test_a_user_adds_and_overrides(tmp_path: Path) -> None:
    source = tmp_path / "mine.csv"
    source.write_text(
        "id,name,kind,type,code,country,names,acronyms\n"
        "group-tst-lantern-brigade,Lantern Brigade,group,organization,SYRREB,SYR,Liwa al-Fanous,LNB\n"
        "state-fra,Gaul,state,location,FRA,FRA,,\n",
        encoding="utf-8",
    )
    folder = tmp_path / "codebook"
    assert add(source, folder) == 2
    mine = Actors.load(folder)
    assert [i for _, i, _ in top(mine, "Liwa al-Fanous (LNB) fired.")] == ["group-tst-lantern-brigade"] * 2
    state = mine.state("FRA")
    assert state is not None
    assert state.name == "Gaul"
    assert mine.get("state-deu") is not None
    source.write_text("id,name,kind,type,code,country\nx,X,group,organization,SYRREB,SYX\n")
    with pytest.raises(CodebookError, match="unknown country 'SYX'"):
        add(source, folder)
    assert next(iter(read_rows(folder / "actors" / "mine.csv")))[0] == "group-tst-lantern-brigade"
    source.write_text("id,name,colour\nx,X,red\n")
    with pytest.raises(CodebookError, match="colour"):
        add(source, folder)


def test_lookup(known: Actors) -> None:
    first = lookup(known, "Nusra Front", "2014-12-27")[0]
    assert (first["id"], first["code"], first["exists"]) == ("group-syr-al-nusra-front", "SYRREB", True)
    assert lookup(known, "nusra front", "2020-01-01")[0]["exists"] is False
    assert lookup(known, "nobody at all") == []


def test_followthemoney(known: Actors) -> None:
    chosen = [a for a in map(known.get, ("person-rus-sergei-lavrov", "state-syr", "group-pse-hamas")) if a]
    person, state, group = to_followthemoney(known, chosen)
    assert person["schema"] == "Person"
    assert "Sergey Lavrov" in person["properties"]["alias"]
    assert person["properties"]["position"][-1] == "foreign minister (RUS), 2004-03-09 to now"
    assert state["schema"] == "Country"
    assert group["schema"] == "Organization"
    assert group["properties"]["country"] == ["pse"]


def test_keys_and_capitals() -> None:
    assert key_of("Jabhat al-Nusra") == key_of("JABHAT AL NUSRA") == "jabhat al nusra"
    assert key_of("U.S.") == key_of("US") == "us"
    assert key_of("Sana'a") == key_of("Sana’a") == "sanaa"
    assert key_of("Recep Tayyip Erdoğan") == "recep tayyip erdogan"
    assert fits("US", "US", acronym=True)
    assert not fits("US", "us", acronym=True)
    assert not fits("WHO", "Who", acronym=True)
    assert fits("UNESCO", "Unesco", acronym=True)
    assert not fits("Turkey", "turkey", acronym=False)
    assert fits("Syrian army", "Syrian Army", acronym=False)


def test_speed_and_memory(known: Actors) -> None:
    """A report of 3,000 characters takes under 1 ms on a free core; here ten times that would be a fault."""
    assert sum(1 for _ in known) > 4000
    text = (
        "Officials in the capital said that the foreign minister of Jordan would meet the Syrian delegation and the "
        "United Nations envoy before the Arab League gathers on Sunday to look at the proposals sent by Egypt. "
    ) * 14
    known.scan(text)
    start = time.process_time()
    for _ in range(20):
        known.scan(text)
    assert (time.process_time() - start) / 20 * 3000 / len(text) < 0.010
    tracemalloc.start()
    fresh = Actors.load()
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert len(fresh) == len(known)
    assert size < 60_000_000
