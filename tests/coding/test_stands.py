from __future__ import annotations

import pytest

from tests.coding.docs import coded

NAMES = [("Moscow", "LOC"), ("Russia", "LOC"), ("Peru", "LOC"), ("Lima", "LOC"), ("Idlib", "LOC")]


@pytest.mark.parametrize(
    ("table", "word", "type_"),
    [
        ("Moscow|Moscow/NNP/nsubj/2 said|say/VBD/root/0 no/RB/obj/2", "Moscow", "organization"),
        ("Envoys|envoy/NNS/nsubj/2 met|meet/VBD/root/0 in/IN/case/4 Moscow|Moscow/NNP/obl/2", "Moscow", "location"),
        ("Moscow|Moscow/NNP/nsubj/5 is|be/VBZ/cop/5 a/DT/det/5 firm/JJ/amod/5 ally/NN/root/0", "Moscow", "organization"),
        ("Moscow|Moscow/NNP/nsubj/4 is|be/VBZ/cop/4 very/RB/advmod/4 large/JJ/root/0", "Moscow", "location"),
        ("Talks|talk/NNS/nsubj/4 with/IN/case/3 Moscow|Moscow/NNP/nmod/1 failed|fail/VBD/root/0", "Moscow", "organization"),
        ("They/PRP/nsubj/2 visited|visit/VBD/root/0 Russia|Russia/NNP/obj/2", "Russia", "location"),
        ("They/PRP/nsubj/2 accused|accuse/VBD/root/0 Russia|Russia/NNP/obj/2", "Russia", "organization"),
        ("They/PRP/nsubj/2 fled|flee/VBD/root/0 to/IN/case/4 Russia|Russia/NNP/obl/2", "Russia", "location"),
        ("They/PRP/nsubj/2 gave|give/VBD/root/0 aid/NN/obj/2 to/IN/case/5 Russia|Russia/NNP/obl/2", "Russia", "organization"),
        ("Russia|Russia/NNP/nmod:poss/3 's/POS/case/1 envoy/NN/nsubj/4 left|leave/VBD/root/0", "Russia", "organization"),
        ("the/DT/det/2 north/NN/nsubj/5 of/IN/case/4 Peru|Peru/NNP/nmod/2 flooded|flood/VBD/root/0", "Peru", "location"),
        ("Idlib|Idlib/NNP/nsubj/2 said|say/VBD/root/0 no/RB/obj/2", "Idlib", "location"),
        ("Moscow|Moscow/NNP/nmod:poss/3 's/POS/case/1 streets|street/NNS/nsubj/4 emptied|empty/VBD/root/0", "Moscow", "location"),
        ("Moscow|Moscow/NNP/nmod:poss/3 's/POS/case/1 offer/NN/nsubj/4 failed|fail/VBD/root/0", "Moscow", "organization"),
        ("They/PRP/nsubj/2 met|meet/VBD/root/0 in/IN/case/4 Peru|Peru/NNP/obl/2 and/CC/cc/6 Russia|Russia/NNP/conj/4", "Russia", "location"),
    ],
)  # fmt: skip
def test_place_or_those_who_act_in_its_name(table, word, type_):
    doc = coded([table], NAMES)
    assert [m.type for m in doc._.parley_mentions if doc[m.head].text == word] == [type_]
