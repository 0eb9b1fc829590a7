"""Several words for one act in one sentence become one proposal."""

from __future__ import annotations

from parley.codebook.acts import Acts
from parley.codebook.load import load_codebook
from parley.coding.acts.compose import Composer
from parley.coding.acts.merge import merge
from parley.coding.acts.proposal import Proposal
from parley.coding.layers import Entities
from parley.language.tree import Tree
from tests.coding.docs import coded

ATTACK_KILLED = (
    "A/DT/det/2 bombing/NN/nsubj/5 in/IN/case/4 Harar/NNP/nmod/2 killed|kill/VBD/root/0 five/CD/nummod/7"
    " soldiers|soldier/NNS/obj/5"
)
PARTICIPLE = (
    "Rebels|rebel/NNS/nsubj/2 attacked|attack/VBD/root/0 a/DT/det/4 garrison/NN/obj/2 killing|kill/VBG/advcl/2"
    " five/CD/nummod/7 soldiers|soldier/NNS/obj/5"
)
TWO_ACTS = (
    "Rebels|rebel/NNS/nsubj/2 attacked|attack/VBD/root/0 soldiers|soldier/NNS/obj/2 and/CC/cc/6"
    " police/NNS/nsubj/6 killed|kill/VBD/conj/2 monks|monk/NNS/obj/6"
)


def proposals(sentence: str) -> tuple[Tree, list[Proposal]]:
    doc = coded([sentence], [("Harar", "GPE")])
    tree = Tree(doc)
    entities: Entities = doc._.parley_entities
    composer = Composer(tree, load_codebook().acts, doc._.parley_mentions, entities, keep_weak=True)
    return tree, composer.sentence(0, len(tree))


def merged(sentence: str) -> tuple[Tree, list[Proposal]]:
    tree, found = proposals(sentence)
    return tree, [p for p in merge(tree, found, Acts()) if p.type == "ASSAULT"]


def words(tree: Tree, tokens: list[int]) -> list[str]:
    return [tree.words[t] for t in sorted(tokens)]


def test_an_attack_and_what_it_did_are_one() -> None:
    tree, found = merged(ATTACK_KILLED)
    assert len(found) == 1
    assert words(tree, found[0].words) == ["bombing", "killed"]
    assert words(tree, found[0].recipients) == ["soldiers"]
    assert found[0].mode == "explosives"


def test_the_outcome_in_a_participle_joins_and_is_named_among_what_was_dropped() -> None:
    tree, found = merged(PARTICIPLE)
    assert len(found) == 1
    assert tree.words[found[0].trigger] == "attacked"
    assert words(tree, found[0].actors) == ["Rebels"]
    assert any("'killing': the same act" in line for line in found[0].dropped)


def test_acts_of_different_people_stay_apart() -> None:
    tree, found = merged(TWO_ACTS)
    assert [words(tree, p.actors) for p in found] == [["Rebels"], ["police"]]


def test_nothing_is_lost_where_nothing_joins() -> None:
    tree, found = proposals(TWO_ACTS)
    assert len(merge(tree, list(found), Acts())) == len(found)
