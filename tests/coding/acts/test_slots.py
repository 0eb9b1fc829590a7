"""Slots read off hand-made parses: passives, relatives, control, shared subjects, nouns."""

from __future__ import annotations

import pytest

from parley.coding.acts.slots import SlotReader
from parley.language.tree import Tree
from tests.coding.docs import parsed


def reader(sentence: str, control: str = "subj", stative: tuple[str, ...] = ()) -> SlotReader:
    return SlotReader(Tree(parsed([sentence])), lambda i: control, stative)


def slots(sentence: str, word: str, control: str = "subj", stative: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """The slots of a word of the sentence, as words."""
    read = reader(sentence, control, stative)
    at = read.tree.words.index(word)
    return {slot: [read.tree.words[k] for k in tokens] for slot, tokens in read.of(at).items() if tokens}


ACTIVE = "Troops/NNS/nsubj/2 shelled|shell/VBD/root/0 rebels/NNS/obj/2 with/IN/case/5 mortars/NNS/obl/2"
PASSIVE = "Rebels/NNS/nsubj:pass/3 were/VBD/aux:pass/3 shelled|shell/VBN/root/0 by/IN/case/5 troops/NNS/obl:agent/3"
BARE = "Rebels/NNS/nsubj/4 shelled|shell/VBN/acl/1 by/IN/case/4 troops/NNS/obl:agent/2 fled/VBD/root/0"
RELATIVE = "Rebels/NNS/nsubj/5 who/WP/nsubj/3 shelled|shell/VBD/acl:relcl/1 troops/NNS/obj/3 fled|flee/VBD/root/0"
WITHOUT_PRONOUN = "Rebels/NNS/nsubj/4 troops/NNS/nsubj/3 shelled|shell/VBD/acl:relcl/1 fled|flee/VBD/root/0"
CONTROL = "Paris/NNP/nsubj/2 urged|urge/VBD/root/0 rebels/NNS/obj/2 to/TO/mark/5 leave/VB/xcomp/2"
SHARED = "Police/NNS/nsubj/2 stopped|stop/VBD/root/0 and/CC/cc/4 searched|search/VBD/conj/2 cars/NNS/obj/4"
CLAUSE = "Chad/NNP/nsubj/2 accused|accuse/VBD/root/0 Sudan/NNP/obj/2 of/IN/mark/5 shelling|shell/VBG/advcl/2"
NOUN = "Israel/NNP/nmod:poss/3 's/POS/case/1 raid/NN/nsubj/6 on/IN/case/5 Gaza/NNP/nmod/3 failed|fail/VBD/root/0"
COMPOUND = "army/NN/compound/2 raids/NNS/root/0"


@pytest.mark.parametrize(
    ("sentence", "word", "found"),
    [
        (ACTIVE, "shelled", {"subj": ["Troops"], "obj": ["rebels"], "with": ["mortars"]}),
        (PASSIVE, "shelled", {"obj": ["Rebels"], "by": ["troops"]}),
        (BARE, "shelled", {"obj": ["Rebels"], "by": ["troops"]}),
        (RELATIVE, "shelled", {"subj": ["Rebels"], "obj": ["troops"]}),
        (WITHOUT_PRONOUN, "shelled", {"subj": ["troops"], "obj": ["Rebels"]}),
        (SHARED, "searched", {"subj": ["Police"], "obj": ["cars"]}),
        (NOUN, "raid", {"poss": ["Israel"], "on": ["Gaza"]}),
        (COMPOUND, "raids", {"mod": ["army"]}),
    ],
)
def test_slots_of_a_predicate(sentence: str, word: str, found: dict[str, list[str]]) -> None:
    assert slots(sentence, word) == found


def test_control_says_who_does_the_complement() -> None:
    assert slots(CONTROL, "leave", control="obj") == {"subj": ["rebels"]}
    without = CONTROL.replace("rebels/NNS/obj/2", "rebels/NNS/obl/2")
    assert slots(without, "leave", control="subj") == {"subj": ["Paris"]}


def test_a_clause_after_a_preposition_is_a_slot_and_takes_the_object_for_subject() -> None:
    assert slots(CLAUSE, "accused")["of"] == ["shelling"]
    assert slots(CLAUSE, "shelling", control="obj") == {"subj": ["Sudan"]}


def test_a_state_is_no_passive_unless_somebody_did_it() -> None:
    state = "Rebels/NNS/nsubj/3 are/VBP/cop/3 opposed|oppose/VBN/root/0 to/IN/case/5 talks/NNS/obl/3"
    read = reader(state, stative=("opposed",))
    assert read.is_stative(2)
    assert not read.is_passive(2)
    assert slots(state, "opposed", stative=("opposed",)) == {"subj": ["Rebels"], "to": ["talks"]}
    assert "obj" in slots(PASSIVE, "shelled", stative=("shelled",))


def test_a_by_phrase_of_an_active_verb_is_no_agent() -> None:
    sentence = "Troops/NNS/nsubj/2 advanced|advance/VBD/root/0 by/IN/case/4 night/NN/obl:agent/2"
    assert "by" not in slots(sentence, "advanced")
