from __future__ import annotations

import pytest

import parley
from parley.model import Entity
from tests.coding.docs import coded, entity, members, mentioned

LAVROV = (
    "Russian|Russian/JJ/amod/3 Foreign/JJ/amod/3 Minister|Minister/NNP/nmod:desc/4 Sergei|Sergei/NNP/nsubj/6 Lavrov|Lavrov/NNP/flat/4 "
    "spoke|speak/VBD/root/0 ././punct/6"
)
LAVROV_AGAIN = "But/CC/cc/3 Lavrov|Lavrov/NNP/nsubj/3 said|say/VBD/root/0 he/PRP/nsubj/6 would/MD/aux/6 stay/VB/ccomp/3 ././punct/3"
ALLY = (
    "Moscow|Moscow/NNP/nsubj/8 ,/,/punct/4 an/DT/det/4 ally/NN/appos/1 of/IN/case/6 Assad|Assad/NNP/nmod/4 ,/,/punct/1 "
    "sent|send/VBD/root/0 aid/NN/obj/8 to/IN/case/11 Syria|Syria/NNP/obl/8 ././punct/8"
)
VENUE = "The/DT/det/2 envoys|envoy/NNS/nsubj/3 met|meet/VBD/root/0 in/IN/case/5 Moscow|Moscow/NNP/obl/3 ././punct/3"
AGENCY = (
    "The/DT/det/4 Harbour|Harbour/NNP/compound/4 Relief|Relief/NNP/compound/4 Agency|Agency/NNP/nsubj/8 (/-LRB-/punct/6 HRA|HRA/NNP/appos/4 "
    ")/-RRB-/punct/6 sent|send/VBD/root/0 trucks|truck/NNS/obj/8 ././punct/8"
)
AGENCY_AGAIN = (
    "The/DT/det/2 agency/NN/nsubj/3 said|say/VBD/root/0 rebels|rebel/NNS/nsubj/6 had|have/VBD/aux/6 stopped|stop/VBN/ccomp/3 "
    "its/PRP$/nmod:poss/8 convoy/NN/obj/6 ././punct/3"
)
GOVERNMENT = "Syria|Syria/NNP/nmod:poss/3 's/POS/case/1 government/NN/nsubj/4 rejected|reject/VBD/root/0 the/DT/det/6 plan/NN/obj/4 ././punct/4"
DAMASCUS = (
    "The/DT/det/3 Damascus|Damascus/NNP/compound/3 government/NN/nsubj/4 said|say/VBD/root/0 the/DT/det/6 regime/NN/nmod:poss/8 "
    "'s/POS/case/6 foes|foe/NNS/nsubj/9 attacked|attack/VBD/ccomp/4 government/NN/compound/11 warplanes|warplane/NNS/obj/9 ././punct/4"
)
SIGNED = "Peru|Peru/NNP/nsubj/4 and/CC/cc/3 Chile|Chile/NNP/conj/1 signed|sign/VBD/root/0 a/DT/det/6 treaty/NN/obj/4 ././punct/4"
BOTH = "Both/DT/nsubj/2 praised|praise/VBD/root/0 it/PRP/obj/2 ././punct/2"
TWO = "The/DT/det/3 two/CD/nummod/3 countries|country/NNS/nsubj/4 share|share/VBP/root/0 a/DT/det/6 border/NN/obj/4 ././punct/4"
PRESIDENT = "The/DT/det/3 French|French/JJ/amod/3 president/NN/nsubj/4 arrived|arrive/VBD/root/0 in/IN/case/6 Accra|Accra/NNP/obl/4 ././punct/4"
SPEECH = (
    "In/IN/case/3 her/PRP$/nmod:poss/3 speech/NN/obl/7 ,/,/punct/7 Angela|Angela/NNP/nsubj/7 Merkel|Merkel/NNP/flat/5 thanked|thank/VBD/root/0 "
    "the/DT/det/9 troops|troop/NNS/obj/7 ././punct/7"
)
HELD = (
    "Ankara|Ankara/NNP/nsubj/2 backed|back/VBD/root/0 the/DT/det/4 rebels|rebel/NNS/obj/2 who/WP/nsubj/6 hold|hold/VBP/acl:relcl/4 "
    "Idlib|Idlib/NNP/obj/6 ././punct/2"
)
UNION = "The/DT/det/3 African|African/NNP/amod/3 Union|Union/NNP/nsubj/4 sent|send/VBD/root/0 envoys|envoy/NNS/obj/4 ././punct/4"
UNION_AGAIN = "The/DT/det/2 Union|Union/NNP/nsubj/3 said|say/VBD/root/0 so/RB/advmod/3 ././punct/3"
ARMIES = "Peru|Peru/NNP/nmod:poss/3 's/POS/case/1 army/NN/nsubj/4 fought|fight/VBD/root/0 the/DT/det/7 Chilean|Chilean/JJ/amod/7 army/NN/obj/4 ././punct/4"
MEN = "Police/NN/nsubj/2 said|say/VBD/root/0 the/DT/det/4 gunmen|gunman/NNS/nsubj/5 accused|accuse/VBD/ccomp/2 them/PRP/obj/5 ././punct/2"
REIS = "Ana|Ana/NNP/nsubj/3 Reis|Reis/NNP/flat/1 met|meet/VBD/root/0 Paulo|Paulo/NNP/obj/3 Reis|Reis/NNP/flat/4 ././punct/3"
PLACES = [(name, "LOC") for name in ("Moscow", "Syria", "Damascus", "Peru", "Chile", "Accra", "Ankara", "Idlib")]


def test_surname_and_pronoun_follow_the_full_name():
    doc = coded([LAVROV, LAVROV_AGAIN], [("Sergei Lavrov", "PER"), ("Lavrov", "PER")], "2014-12-27")
    found = entity(doc, "Lavrov")
    assert found is entity(doc, "Russian Foreign Minister Sergei Lavrov") is entity(doc, "he")
    assert (found.code, found.country, found.type, found.description) == (
        "RUSGOV",
        "RUS",
        "person",
        "foreign minister of Russia",
    )


def test_an_unknown_surname_of_two_people_is_the_one_named_last():
    doc = coded(
        [REIS, "Reis|Reis/NNP/nsubj/2 left|leave/VBD/root/0"],
        [("Ana Reis", "PER"), ("Paulo Reis", "PER"), ("Reis", "PER")],
    )
    assert entity(doc, "Ana Reis") is not entity(doc, "Paulo Reis")
    assert entity(doc, "Reis") is entity(doc, "Paulo Reis")


def test_a_capital_that_acts_is_its_state_and_the_city_is_itself():
    doc = coded([ALLY, VENUE], [*PLACES, ("Assad", "PER")])
    acting, venue = entity(doc, "Moscow"), entity(doc, "Moscow", 2)
    assert (acting.code, acting.key, acting.type) == ("RUS", "state-rus", "organization")
    assert (venue.type, venue.country, venue.name) == ("location", "RUS", "Moscow")
    assert acting is entity(doc, "an ally of Assad")


def test_acronym_in_brackets_and_the_agency():
    doc = coded([AGENCY, AGENCY_AGAIN], [("Harbour Relief Agency", "ORG"), ("HRA", "ORG")])
    found = entity(doc, "The Harbour Relief Agency")
    assert found is entity(doc, "HRA") is entity(doc, "The agency") is entity(doc, "its")
    assert (found.name, found.key) == ("Harbour Relief Agency", "harbour relief agency")


def test_a_government_is_one_under_all_its_names():
    doc = coded([GOVERNMENT, DAMASCUS], PLACES)
    found = entity(doc, "Syria 's government")
    assert found is entity(doc, "The Damascus government") is entity(doc, "the regime")
    assert (found.code, found.key, found.sectors) == ("SYRGOV", "gov-syr", ("GOV",))
    assert entity(doc, "Syria") is not found
    assert entity(doc, "government warplanes").code == "SYRMIL"


def test_both_and_the_two_countries_are_those_named_together():
    doc = coded([SIGNED, BOTH, TWO], PLACES)
    assert members(doc, "Both") == members(doc, "The two countries") == ["Peru", "Chile"]


@pytest.mark.parametrize(("published", "name"), [("2006-05-01", "Jacques Chirac"), ("2010-05-01", "Nicolas Sarkozy")])
def test_an_office_is_held_by_whoever_held_it_then(published, name):
    found = entity(coded([PRESIDENT], [*PLACES, ("French", "NORP")], published), "The French president")
    assert (found.name, found.country, found.code) == (name, "FRA", "FRAGOV")


def test_without_a_date_an_office_has_no_name():
    found = entity(coded([PRESIDENT], [*PLACES, ("French", "NORP")]), "The French president")
    assert (found.name, found.code, found.actor) == ("French president", "FRAGOV", None)


def test_a_possessive_may_look_ahead():
    doc = coded([SPEECH], [("Angela Merkel", "PER")])
    assert entity(doc, "her") is entity(doc, "Angela Merkel")


def test_relative_pronouns_are_what_they_hang_on():
    doc = coded([HELD], PLACES)
    assert entity(doc, "who") is entity(doc, "the rebels")
    assert entity(doc, "Ankara").code == "TUR"


def test_the_union_is_the_one_named_before():
    doc = coded([UNION, UNION_AGAIN], [("African Union", "ORG"), ("Union", "ORG")])
    assert entity(doc, "The Union") is entity(doc, "The African Union")
    assert entity(doc, "The Union").code.startswith("IGO")


def test_a_union_by_itself_is_unknown():
    assert entity(coded([UNION_AGAIN], [("Union", "ORG")]), "The Union").actor is None


def test_armies_of_two_states_are_two():
    doc = coded([ARMIES], [*PLACES, ("Chilean", "NORP")])
    one, two = entity(doc, "Peru 's army"), entity(doc, "the Chilean army")
    assert (one.code, two.code) == ("PERMIL", "CHLMIL")


def test_an_object_is_not_its_subject():
    doc = coded([MEN])
    assert entity(doc, "them") is not entity(doc, "the gunmen")


def test_indefinite_nouns_are_new_each_time():
    table = "A/DT/det/2 soldier/NN/nsubj/3 shot|shoot/VBD/root/0 a/DT/det/5 soldier/NN/obj/3"
    doc = coded([table])
    assert entity(doc, "A soldier") is not entity(doc, "a soldier")


def test_every_mention_of_an_entity_leads_back_to_it():
    doc = coded(
        [LAVROV, LAVROV_AGAIN, ALLY, GOVERNMENT, DAMASCUS], [*PLACES, ("Sergei Lavrov", "PER"), ("Lavrov", "PER")]
    )
    layer = doc._.parley_entities
    for k, found in enumerate(layer.entities):
        assert found.mentions == sorted(found.mentions)
        assert all(layer.of[i] == k for i in found.mentions)
    assert sum(len(e.mentions) for e in layer.entities) == len(layer.of)
    assert len(mentioned(doc)) > 8


def says(name: str, tag: str = "NNP") -> str:
    """A sentence in which a one-word name says something."""
    return f"{name}|{name}/{tag}/nsubj/2 said|say/VBD/root/0 so/RB/advmod/2 ././punct/2"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Chad", "TCD"), ("Turkey", "TUR"), ("Jordan", "JOR"), ("Georgia", "GEO"), ("Niger", "NER"), ("Nigeria", "NGA"),
        ("Guinea", "GIN"), ("Washington", "USA"), ("Seoul", "KOR"), ("Pyongyang", "PRK"), ("Khartoum", "SDN"), ("Juba", "SSD"),
    ],
)  # fmt: skip
def test_names_that_are_ambiguous_elsewhere_are_states_when_they_act(name, code):
    doc = coded([says(name)], [(name, "LOC")])
    assert (entity(doc, name).code, entity(doc, name).type) == (code, "organization")


@pytest.mark.parametrize(
    ("name", "full"), [("Jordan", "Mina Jordan"), ("Washington", "Kerry Washington"), ("Chad", "Chad Reyes")]
)
def test_a_person_named_like_a_state_is_a_person(name, full):
    first, last = full.split()
    table = f"{first}|{first}/NNP/nsubj/3 {last}|{last}/NNP/flat/1 sang|sing/VBD/root/0 ././punct/3"
    doc = coded([table, says(last)], [(full, "PER"), (last, "PER")])
    assert entity(doc, full).type == "person"
    assert entity(doc, last) is entity(doc, full)
    assert entity(doc, full).country is None


def test_a_state_after_a_city_is_in_the_citys_country():
    table = "They/PRP/nsubj/2 met|meet/VBD/root/0 in/IN/case/4 Atlanta|Atlanta/NNP/obl/2 ,/,/punct/6 Georgia|Georgia/NNP/appos/4 ././punct/2"
    doc = coded([table, says("Georgia")], [("Atlanta", "LOC"), ("Georgia", "LOC")])
    assert (entity(doc, "Georgia").country, entity(doc, "Georgia", 2).country) == ("USA", "GEO")


@pytest.mark.parametrize(
    ("adjective", "code"),
    [("Nigerien", "NERMIL"), ("Nigerian", "NGAMIL"), ("Sudanese", "SDNMIL"), ("Congolese", "CODMIL")],
)
def test_soldiers_of_a_demonym(adjective, code):
    table = f"{adjective}|{adjective}/JJ/amod/2 soldiers|soldier/NNS/nsubj/3 fled|flee/VBD/root/0 ././punct/3"
    assert entity(coded([table], [(adjective, "NORP")]), f"{adjective} soldiers").code == code


def test_a_leader_of_a_movement_is_no_head_of_its_country():
    table = "Hamas|Hamas/NNP/nmod:poss/3 's/POS/case/1 leader/NN/nsubj/4 left|leave/VBD/root/0 ././punct/4"
    found = entity(coded([table], [("Hamas", "ORG")], "2008-08-01"), "Hamas 's leader")
    assert (found.actor, found.code) == (None, "PSEREB")


def test_labels_of_other_recognizers_do_as_well():
    doc = coded([VENUE, REIS], [("Moscow", "GPE"), ("Ana Reis", "PERSON"), ("Paulo Reis", "PERSON")])
    assert entity(doc, "Moscow").type == "location"
    assert entity(doc, "Ana Reis").type == "person"


def test_without_a_recognizer_names_still_count():
    doc = coded(
        ["The/DT/det/2 Zandu|Zandu/NNP/nsubj/3 attacked|attack/VBD/root/0 Velbury|Velbury/NNP/obj/3 ././punct/3"]
    )
    assert set(mentioned(doc)) == {"The Zandu", "Velbury"}


def test_ethnic_names_say_no_country():
    table = "ethnic/JJ/amod/2 Albanians|Albanian/NNPS/nsubj/3 fled|flee/VBD/root/0 ././punct/3"
    assert entity(coded([table], [("Albanians", "NORP")]), "ethnic Albanians").country is None


def test_an_envoy_of_two_bodies_is_of_both_and_of_neither_alone():
    table = (
        "United|United/NNP/compound/2 Nations|Nations/NNP/compound/5 Arab|Arab/NNP/compound/4 League|League/NNP/compound/5 "
        "Envoy|Envoy/NNP/nmod:desc/6 Lakhdar|Lakhdar/NNP/nsubj/8 Brahimi|Brahimi/NNP/flat/6 left|leave/VBD/root/0 ././punct/8"
    )
    doc = coded([table], [("United Nations Arab League", "ORG"), ("Lakhdar Brahimi", "PER")])
    assert entity(doc, "United Nations").code == "IGOUNO"
    assert entity(doc, "Arab League").code.startswith("IGO")
    envoy = entity(doc, "United Nations Arab League Envoy Lakhdar Brahimi")
    assert (envoy.type, envoy.code[:3]) == ("person", "IGO")


def test_who_is_where_others_are_to_meet_is_not_of_there():
    before = "Juba|Juba/NNP/nsubj/2 waits|wait/VBZ/root/0 ././punct/2"
    table = (
        "Rebels|Rebel/NNS/nsubj/2 attacked|attack/VBD/root/0 government/NN/compound/4 troops/NNS/obj/2 before/IN/case/6 "
        "talks/NNS/obl/2 resume|resume/VBP/acl/6 in/IN/case/9 Geneva|Geneva/NNP/obl/7 ././punct/2"
    )
    assert entity(coded([before, table], [("Juba", "LOC"), ("Geneva", "LOC")]), "government troops").country != "CHE"


def test_a_coast_guard_is_no_navy():
    table = (
        "The/DT/det/4 Philippine|Philippine/JJ/amod/4 coast/NN/compound/4 guard/NN/nsubj/5 called|call/VBD/root/0 "
        "the/DT/det/8 Philippine|Philippine/JJ/amod/8 navy/NN/obj/5 ././punct/5"
    )
    doc = coded([table], [("Philippine", "NORP")])
    assert entity(doc, "The Philippine coast guard").actor.id == "coastguard-phl"
    assert entity(doc, "the Philippine navy").actor.id == "navy-phl"


def codes(coder: parley.Coder, text: str) -> dict[str, str | None]:
    return {e.name: e.code for e in coder.read(text).entities}


def test_whose_allies_they_are(coder: parley.Coder) -> None:
    found = codes(
        coder, "The United States and its allies bombed Tripoli. The president and his allies accused the army."
    )
    assert {"its allies", "his allies"} <= set(found)
    assert found["its allies"] is None


def test_a_date_is_no_group_and_a_mine_of_gold_no_weapon(coder: parley.Coder) -> None:
    reading = coder.read(
        "Between November 17 and December 13 gunmen attacked three gold mines. On Monday a mine killed a herder."
    )
    assert "GRCUAF" not in {e.code for e in reading.entities}
    kinds = {reading.report.text[m.start : m.end]: m.type for m in reading.mentions}
    assert (kinds["three gold mines"], kinds["a mine"]) == ("location", "weapon")


def test_indians_of_the_amazon_are_of_no_state(coder: parley.Coder) -> None:
    assert codes(coder, "Amazon Indians blocked a road.")["Amazon Indians"] is None


def test_we_of_a_statement_is_whoever_issued_it(coder: parley.Coder) -> None:
    text = 'Press note of the aid group Garsen Care. We call on all armed groups to respect nurses. "We hope so," an elder said.'
    reading = coder.read(text)
    owner = next(e.id for e in reading.entities if e.name.endswith("Garsen Care"))
    first, second = (m.entity for m in reading.mentions if text[m.start : m.end] == "We")
    assert (first, second == owner) == (owner, False)


def test_a_place_has_the_country_that_it_lies_in(coder: parley.Coder) -> None:
    place = next(
        e for e in coder.read("Gunmen killed two nurses in Karachi on Monday.").entities if e.name == "Karachi"
    )
    assert (place.country, place.code) == ("PAK", "PAK")


def test_the_place_of_a_dateline_is_that_of_the_sentence_after_it(coder: parley.Coder) -> None:
    found = codes(coder, "NAIROBI, Monday - Police clashed with attackers. Uganda and Tanzania offered help.")
    assert {"KENCOP", "KENUAF"} <= set(found.values())


def standing_for(coder: parley.Coder, text: str, words: str, published: str | None = None) -> Entity:
    """Whom the first mention with these words stands for."""
    reading = coder.read(text, published=published)
    mention = next(m for m in reading.mentions if text[m.start : m.end] == words and m.entity is not None)
    return reading.entity(mention.entity)


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Hezbollah fired on a post. Israel's envoy to the United Nations said the group must stop.", "the group", "Hezbollah"),
        ("Saudi Arabia was hit, Kuwait said. The kingdom said nothing.", "The kingdom", "Saudi Arabia"),
        ("The Houthis denied it. The Saudi-led coalition fought on, and the coalition lost a ship.", "the coalition", "Saudi-led coalition"),
    ],
)  # fmt: skip
def test_who_may_be_called_a_group_a_kingdom_a_coalition(coder: parley.Coder, text: str, words: str, name: str) -> None:
    assert standing_for(coder, text, words).name == name


def test_a_ministry_is_no_court(coder: parley.Coder) -> None:
    text = "The Harbour Court of Norland heard the case. The interior ministry said that he was ill."
    assert "Court" not in standing_for(coder, text, "The interior ministry").name


def test_a_phrase_is_not_whose_it_says_it_is(coder: parley.Coder) -> None:
    text = "President Ilham Aliyev vowed revenge. His aide Tural Guliev said the rocket came from the west."
    assert standing_for(coder, text, "His").name == "Ilham Aliyev"
    assert standing_for(coder, text, "Tural Guliev").name == "Tural Guliev"


def test_a_counterpart_holds_the_same_office(coder: parley.Coder) -> None:
    text = "Foreign Minister Ann Borg arrived. Her Chadian counterpart, Ali Dago, met her."
    assert standing_for(coder, text, "Her Chadian counterpart").code == "TCDGOV"


def test_a_report_says_what_somebody_was_before_the_codebook_knows_him(coder: parley.Coder) -> None:
    text = "Defence Minister Fidel Ramos spoke to the troops of the Philippines."
    assert standing_for(coder, text, "Defence Minister Fidel Ramos", "1991-12-01").code == "PHLGOVMIL"
    text = "Former Defence Minister Fidel Ramos spoke to the troops of the Philippines."
    assert standing_for(coder, text, "Former Defence Minister Fidel Ramos", "2010-12-01").code == "PHLELI"


@pytest.mark.parametrize(("day", "name"), [("1986-02-24", "Ferdinand Marcos"), ("2023-02-24", "Ferdinand Marcos Jr.")])
def test_a_name_is_of_whoever_held_an_office_then(coder: parley.Coder, day: str, name: str) -> None:
    text = "Marcos refused to resign. President Ferdinand Marcos of the Philippines spoke on television."
    assert standing_for(coder, text, "Marcos", day).name == name


def test_who_never_held_an_office_of_a_state_is_not_out_of_one(coder: parley.Coder) -> None:
    assert (
        standing_for(coder, "Velupillai Prabhakaran is dead.", "Velupillai Prabhakaran", "2009-06-01").code == "LKAREB"
    )


def test_a_president_who_commands_the_forces_is_the_president(coder: parley.Coder) -> None:
    found = standing_for(coder, "Vladimir Putin met the envoys.", "Vladimir Putin", "2014-03-03")
    assert found.description == "president of Russia"


def test_an_ambassador_to_a_body_is_his_states(coder: parley.Coder) -> None:
    text = "Israel's ambassador to the United Nations accused Iran on Friday."
    assert standing_for(coder, text, "Israel's ambassador to the United Nations").code == "ISRGOV"


def test_a_region_has_organs_of_its_own(coder: parley.Coder) -> None:
    text = "Azerbaijan's army advanced. Karabakh's military lost ten men."
    assert standing_for(coder, text, "Karabakh's military").key != "mil-aze"


def test_a_surname_that_looks_like_a_place_is_the_persons(coder: parley.Coder) -> None:
    text = "Officers loyal to Traore said Captain Ibrahim Traore had left."
    assert standing_for(coder, text, "Traore", "2022-10-01").name == "Ibrahim Traoré"


def test_a_dateline_does_not_shout(coder: parley.Coder) -> None:
    assert standing_for(coder, "NICOSIA, Aug 20 - Envoys met the president.", "NICOSIA").name == "Nicosia"


def test_the_kingdom_is_a_state_that_has_a_king(coder: parley.Coder) -> None:
    text = "Saudi Arabia broke with Iran. Crowds in Tehran stormed its embassy after the kingdom executed a cleric."
    reading = coder.read(text, published="2016-01-04")
    kingdom = next(m for m in reading.mentions if "kingdom" in text[m.start : m.end])
    assert kingdom.entity is not None
    assert reading.entity(kingdom.entity).name == "Saudi Arabia"


def test_police_are_of_the_country_that_the_sentence_opens_in(coder: parley.Coder) -> None:
    text = "Iranian police arrested 50 people. In eastern Saudi Arabia, gunmen opened fire on police on Sunday."
    reading = coder.read(text, published="2016-01-04")
    fired = next(e for e in reading.events if e.type == "ASSAULT")
    assert [reading.entity(i).code for i in fired.recipients] == ["SAUCOP"]


def test_a_tribunal_is_no_alliance_named_before(coder: parley.Coder) -> None:
    text = "NATO struck Serb positions near Pristina. The war crimes tribunal in The Hague indicted the general."
    reading = coder.read(text, published="1999-06-04")
    indicted = next(e for e in reading.events if e.type == "ACCUSE")
    assert [reading.entity(i).name for i in indicted.actors] != ["NATO"]


def test_a_people_is_nobody_who_bears_its_name(coder: parley.Coder) -> None:
    text = "The Dinka agreed to let herds through."
    assert standing_for(coder, text, "The Dinka", "2016-03-10").code == "SSDCVL"
