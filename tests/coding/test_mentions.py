from __future__ import annotations

import pytest
from spacy.tokens import Doc

from parley.codebook.actors import actors
from parley.codebook.roles import roles
from parley.coding.entities import EntityResolver
from parley.coding.layers import Passage
from parley.coding.mentions.component import Mentions
from parley.coding.phrases import phrase
from parley.language.tree import Tree
from tests.coding.docs import coded, mentioned, parsed
from tests.parses import blank

SUBJECTS = (
    "Two/CD/nummod/2 convoys|convoy/NNS/nsubj:pass/10 ,/,/punct/5 a/DT/det/5 palace/NN/conj/2 and/CC/cc/8 several/JJ/amod/8 "
    "villages|village/NNS/conj/2 were|be/VBD/aux:pass/10 attacked|attack/VBN/root/0 ././punct/10"
)
ABSTRACT = (
    "The/DT/det/2 decision/NN/nsubj/5 on/IN/case/4 talks|talk/NNS/nmod/2 surprised|surprise/VBD/root/0 Kurdish|Kurdish/JJ/amod/7 "
    "villagers|villager/NNS/obj/5 and/CC/cc/12 the/DT/det/12 Norwegian|Norwegian/JJ/amod/12 foreign/JJ/amod/12 minister/NN/conj/7 ././punct/5"
)
CROWD = (
    "Hundreds|hundred/NNS/nsubj/4 of/IN/case/3 protesters|protester/NNS/nmod/1 threw|throw/VBD/root/0 stones|stone/NNS/obj/4 "
    "at/IN/case/7 police/NNS/obl/4 near/IN/case/10 the/DT/det/10 embassy/NN/obl/4 ././punct/4"
)
ATTACKS = (
    "Insurgent/JJ/amod/2 attacks|attack/NNS/nsubj/3 killed|kill/VBD/root/0 Malta|Malta/NNP/nmod:poss/7 's/POS/case/4 police/NN/compound/7 "
    "chief/NN/obj/3 and/CC/cc/9 wounded|wound/VBD/conj/3 others|other/NNS/obj/9 ././punct/3"
)
TITLED = (
    "Former/JJ/amod/4 Secretary|Secretary/NNP/compound/4 -/HYPH/punct/4 General|General/NNP/nmod:desc/5 Marta|Marta/NNP/nsubj/7 "
    "Lund|Lund/NNP/flat/5 visited|visit/VBD/root/0 Malta|Malta/NNP/obj/7 ././punct/7"
)
MINISTER = (
    "Foreign/JJ/amod/2 Minister|Minister/NNP/nsubj/5 Viktor|Viktor/NNP/flat/2 Orlov|Orlov/NNP/flat/2 met|meet/VBD/root/0 rebels|rebel/NNS/obj/5 "
    "who/WP/nsubj/8 hold|hold/VBP/acl:relcl/6 the/DT/det/10 port/NN/obj/8 ././punct/5"
)
CLEAR = "It/PRP/nsubj/3 is|be/VBZ/cop/3 clear/JJ/root/0 that/IN/mark/7 the/DT/det/6 troops|troop/NNS/nsubj/7 left|leave/VBD/ccomp/3 ././punct/3"


def test_whatever_fills_a_place_and_can_be_attacked_is_a_mention():
    assert mentioned(coded([SUBJECTS])) == {
        "Two convoys": "organization", "a palace": "location", "several villages": "location",
    }  # fmt: skip


def test_abstract_nouns_are_none():
    found = mentioned(coded([ABSTRACT], [("Kurdish", "NORP"), ("Norwegian", "NORP")]))
    assert found == {
        "Kurdish villagers": "organization", "Kurdish": "nationality",
        "the Norwegian foreign minister": "person", "Norwegian": "nationality",
    }  # fmt: skip


def test_measure_and_measured_are_one_mention_found_by_both_heads():
    doc = coded([CROWD])
    assert list(mentioned(doc)) == ["Hundreds of protesters", "stones", "police", "the embassy"]
    mention = next(m for m in doc._.parley_mentions if m.start == 0)
    assert (mention.head, mention.end, mention.role.sectors) == (0, 3, ("OPP",))


def test_adjectives_of_armed_groups_act_and_others_are_pronouns():
    doc = coded([ATTACKS], [("Malta", "LOC")])
    found = mentioned(doc)
    assert found["Insurgent"] == "organization"
    assert found["Malta 's police chief"] == "person"
    assert {m.form for m in doc._.parley_mentions if doc[m.start].text == "others"} == {"pronoun"}


def test_a_title_belongs_to_the_name_and_the_name_to_its_head():
    doc = coded([TITLED], [("Marta Lund", "PER"), ("Malta", "LOC")])
    mention = next(m for m in doc._.parley_mentions if m.type == "person")
    assert doc[mention.start : mention.end].text == "Former Secretary - General Marta Lund"
    assert doc[slice(*mention.name)].text == "Marta Lund"
    assert mention.role.office == "secretary-general"
    assert [m.type for m in doc._.parley_mentions] == ["person", "location"]


def test_a_title_that_the_parser_made_the_head_takes_the_name_in():
    doc = coded([MINISTER], [("Viktor Orlov", "PER")])
    first = doc._.parley_mentions[0]
    assert (doc[first.start : first.end].text, doc[first.head].text) == ("Foreign Minister Viktor Orlov", "Minister")
    assert doc._.parley_entities.at[2] == doc._.parley_entities.at[1] == 0


def test_relative_clauses_are_no_part_of_the_phrase():
    found = mentioned(coded([MINISTER], [("Viktor Orlov", "PER")]))
    assert "rebels" in found
    assert found["who"] == "organization"


def test_an_empty_it_is_no_mention():
    assert list(mentioned(coded([CLEAR]))) == ["the troops"]


def test_furniture_has_no_mentions():
    doc = parsed(["Police/NNP/nsubj/2 said|say/VBD/root/0 so/RB/advmod/2 ././punct/2"])
    doc._.parley_passages = [Passage(0, len(doc), "furniture")]
    assert Mentions(actors(), roles())(doc)._.parley_mentions == []


def test_head_on_collisions_have_no_head():
    table = "A/DT/det/5 head/NN/compound/4 -/HYPH/punct/4 on/IN/compound/5 collision/NN/nsubj/6 killed|kill/VBD/root/0 him/PRP/obj/6 ././punct/6"
    assert list(mentioned(coded([table]))) == ["him"]


def test_every_head_leads_to_its_mention():
    doc = coded([ABSTRACT, CROWD, ATTACKS], [("Kurdish", "NORP"), ("Malta", "LOC")])
    layer = doc._.parley_entities
    for i, mention in enumerate(doc._.parley_mentions):
        assert mention.start <= mention.head < mention.end
        assert layer.at[mention.head] == i


def test_mentions_of_an_empty_doc():
    doc = Doc(blank().vocab)
    doc = EntityResolver(actors())(Mentions(actors(), roles())(doc))
    assert (doc._.parley_mentions, doc._.parley_entities.entities) == ([], [])


@pytest.mark.parametrize(
    ("table", "head", "words"),
    [
        (MINISTER, 5, "rebels"),
        (
            "All/DT/det/3 the/DT/det/3 people/NNS/root/0 of/IN/case/6 coastal/JJ/amod/6 Peru|Peru/NNP/nmod/3",
            2,
            "All the people of coastal Peru",
        ),
        ("aid/NN/root/0 for/IN/case/3 Peru|Peru/NNP/nmod/1", 0, "aid"),
        ("They/PRP/nsubj/5 are|be/VBP/cop/5 now/RB/advmod/5 the/DT/det/5 rulers|ruler/NNS/root/0", 4, "the rulers"),
        ("hurt/VBD/root/0 at/IN/case/3 least/JJS/nmod/4 six/CD/nummod/5 nurses/NNS/obj/1", 4, "at least six nurses"),
        ("as/IN/mark/3 armed/JJ/amod/3 men|man/NNS/root/0", 2, "armed men"),
    ],
)
def test_noun_phrases(table, head, words):
    doc = parsed([table])
    start, end = phrase(Tree(doc), head)
    assert doc[start:end].text == words
