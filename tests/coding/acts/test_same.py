"""When an act is one that the report has told before."""

from __future__ import annotations

import pytest

from parley.coding.acts.same import mark_same
from parley.coding.layers import Act, Entities, Entity, Time
from parley.language.tree import Tree
from tests.coding.docs import parsed

# Two sentences of the same words: mentions 0 and 1 in the first, 2 and 3 in the second, 4 somebody else.
SENTENCE = "Rebels/NNS/nsubj/2 attacked|attack/VBD/root/0 Harar/NNP/obj/2 Monday/NNP/obl/2"
TREE = Tree(parsed([SENTENCE, SENTENCE]))
ENTITIES = Entities([Entity("rebels", "organization"), Entity("Harar", "location"), Entity("army", "organization")])
ENTITIES.of.update({0: 0, 1: 1, 2: 0, 3: 1, 4: 2})


def act(trigger: int, actors: list[int], recipients: list[int], **given: object) -> Act:
    made = Act(trigger, (trigger, trigger + 1), (trigger,), "ASSAULT", None, "190", actors, recipients, rule="attack")
    for name, value in given.items():
        setattr(made, name, value)
    return made


def same(first: Act, again: Act, times: list[Time] | None = None) -> bool:
    mark_same(TREE, [first, again], ENTITIES, times or [])
    assert first.same is None
    return again.same == 0


def test_told_again_with_the_same_sides() -> None:
    assert same(act(1, [0], [1]), act(5, [2], [3]))


def test_told_again_without_one_side() -> None:
    assert same(act(1, [0], [1]), act(5, [], [3]))
    assert not same(act(1, [0], [1]), act(5, [], []))


@pytest.mark.parametrize(
    "again",
    [
        act(5, [4], [3]),
        act(5, [2], [3], type="COERCE"),
        act(5, [2], [3], status=["negated"]),
        act(3, [2], [3]),
    ],
)
def test_another_act(again: Act) -> None:
    assert not same(act(1, [0], [1]), again)


def test_modes_that_differ_are_two_acts_and_a_missing_one_is_none() -> None:
    assert not same(act(1, [0], [1], mode="aerial"), act(5, [2], [3], mode="beat"))
    assert same(act(1, [0], [1], mode="aerial"), act(5, [2], [3]))


@pytest.mark.parametrize(
    ("values", "one"),
    [
        (("2016-05-16", "2016-05-16"), True),
        (("2016-05-16", "2016-05-17"), False),
        ((None, None), True),
        ((None, "2016-05-16"), True),
    ],
)
def test_times_count_by_their_value_and_else_by_their_words(values: tuple[str | None, str | None], one: bool) -> None:
    times = [Time(3, 4, 3, "DATE", values[0]), Time(7, 8, 7, "DATE", values[1])]
    assert same(act(1, [0], [1], time=0), act(5, [2], [3], time=1), times) is one


def test_another_word_is_another_act_unless_the_entry_is_the_same() -> None:
    tree = Tree(parsed([SENTENCE, SENTENCE.replace("attacked|attack", "stormed|storm")]))
    for rule, one in (("attack", 0), ("storm", None)):
        acts = [act(1, [0], [1]), act(5, [2], [3], rule=rule)]
        mark_same(tree, acts, ENTITIES, [])
        assert acts[1].same == one
