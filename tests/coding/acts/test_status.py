"""How real an act is, read off hand-made parses."""

from __future__ import annotations

import pytest

from parley.coding.acts.status import conditional, modal, negated, perfect_past, status_of, with_condition
from parley.language.tree import Tree
from tests.coding.docs import parsed


def at(sentence: str, word: str = "attack") -> tuple[Tree, int]:
    tree = Tree(parsed([sentence]))
    return tree, tree.lemma.index(word)


FACT = "Rebels/NNS/nsubj/2 attacked|attack/VBD/root/0"
NOT = "Rebels/NNS/nsubj/4 did/VBD/aux/4 not/RB/advmod/4 attack/VB/root/0"
NO_NOUN = "No/DT/det/2 attack/NN/nsubj/3 followed|follow/VBD/root/0"
MAY = "Rebels/NNS/nsubj/3 may/MD/aux/3 attack/VB/root/0"
WILL = "Rebels/NNS/nsubj/3 will/MD/aux/3 attack/VB/root/0"
WOULD = "Rebels/NNS/nsubj/3 would/MD/aux/3 attack/VB/root/0"
SAID_WOULD = "They/PRP/nsubj/2 said|say/VBD/root/0 rebels/NNS/nsubj/5 would/MD/aux/5 attack/VB/ccomp/2"
IF = "If/IN/mark/3 rebels/NNS/nsubj/3 attack/VBP/advcl/4 flee/VB/root/0"
PURPOSE = "They/PRP/nsubj/2 met|meet/VBD/root/0 to/TO/mark/4 attack/VB/advcl/2"
GOING = "Rebels/NNS/nsubj/3 are/VBP/aux/3 going|go/VBG/root/0 to/TO/mark/5 attack/VB/xcomp/3"
HAD = "Rebels/NNS/nsubj/3 had/VBD/aux/3 attacked|attack/VBN/root/0"
UNLESS = "Rebels/NNS/nsubj/3 will/MD/aux/3 attack/VB/root/0 unless/IN/mark/6 troops/NNS/nsubj/6 leave/VBP/advcl/3"
PROVIDED = "Flee/VB/root/0 provided/VBN/advcl/1 that/IN/mark/5 rebels/NNS/nsubj/5 attack/VBP/ccomp/2"


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        (FACT, []),
        (NOT, ["negated"]),
        (NO_NOUN, ["negated"]),
        (MAY, ["hypothetical"]),
        (WILL, ["future"]),
        (WOULD, ["hypothetical"]),
        (SAID_WOULD, ["future"]),
        (IF, ["hypothetical"]),
        (PURPOSE, ["purpose"]),
        (GOING, ["future"]),
        (HAD, []),
    ],
)
def test_status(sentence: str, status: list[str]) -> None:
    assert status_of(*at(sentence)) == status


def test_the_parts() -> None:
    assert negated(*at(NOT))
    assert not negated(*at(FACT))
    assert modal(*at(MAY)) == "may"
    assert modal(*at(NOT)) is None
    assert conditional(*at(IF))
    assert not conditional(*at(UNLESS))
    assert conditional(*at(PROVIDED))
    assert with_condition(*at(UNLESS))
    assert not with_condition(*at(IF))
    assert perfect_past(*at(HAD))
    assert not perfect_past(*at(FACT))
