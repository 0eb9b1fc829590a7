from __future__ import annotations

import pytest

from parley.errors import LanguageError
from parley.language.tree import Tree
from tests.parses import blank, parse

UNIVERSAL = """
Envoys  envoy  NOUN NNS 2 nsubj
met     meet   VERB VBD 0 root
rebels  rebel  NOUN NNS 2 obj
in      in     ADP  IN  5 case
Juba    Juba   PROPN NNP 2 obl
"""

CLEARNLP = """
Envoys  envoy  NOUN NNS 2 nsubj
met     meet   VERB VBD 0 ROOT
rebels  rebel  NOUN NNS 2 dobj
in      in     ADP  IN  2 prep
Juba    Juba   PROPN NNP 4 pobj
"""


def test_subtrees_and_sentences() -> None:
    tree = Tree(parse(UNIVERSAL))
    assert tree.sents == [(0, 5)]
    assert (tree.left[1], tree.right[1]) == (0, 4)
    assert (tree.left[4], tree.right[4]) == (3, 4)
    assert tree.case(4) == "in"
    assert tree.text(2, 5) == (11, 25)


def test_clearnlp_labels_come_out_universal() -> None:
    a, b = Tree(parse(UNIVERSAL)), Tree(parse(CLEARNLP))
    assert (a.dep, a.head) == (b.dep, b.head)


def test_clearnlp_passive_with_agent_and_copula() -> None:
    passive = Tree(
        parse("""
        Posts post NOUN NNS 3 nsubjpass
        were be AUX VBD 3 auxpass
        shelled shell VERB VBN 0 ROOT
        by by ADP IN 3 agent
        troops troop NOUN NNS 4 pobj
        """)
    )
    assert passive.dep == ["nsubj:pass", "aux:pass", "root", "case", "obl:agent"]
    copula = Tree(
        parse("""
        Moscow Moscow PROPN NNP 2 nsubj
        is be AUX VBZ 0 ROOT
        an a DET DT 4 det
        ally ally NOUN NN 2 attr
        """)
    )
    assert copula.dep == ["nsubj", "cop", "det", "root"]
    assert copula.head == [3, 3, 3, 3]


def test_a_pipeline_without_a_parser_is_refused() -> None:
    with pytest.raises(LanguageError, match="no parser"):
        Tree(blank()("No parse here."))


def test_the_words_of_a_sentence_are_those_that_hang_together() -> None:
    apart, joined = (Tree(parse(TWO_SENTENCES)) for _ in range(2))
    assert apart.sents == [(0, 2), (2, 4)]
    assert apart.vocabulary(1) == {"rebels", "rebel", "attacked", "attack"}
    # A parse may go on over the end of a sentence.
    joined.head[3] = 1
    assert joined.vocabulary(1) == {*apart.vocabulary(1), "they", "fled", "flee"}


TWO_SENTENCES = """
Rebels   rebel  NOUN NNS 2 nsubj
attacked attack VERB VBD 0 root
They     they   PRON PRP 4 nsubj
fled     flee   VERB VBD 0 root
"""


ROW = """
Envoys  envoy  NOUN  NNS 2 nsubj
met     meet   VERB  VBD 0 root
Chad    Chad   PROPN NNP 2 obj
Togo    Togo   PROPN NNP 3 conj
and     and    CCONJ CC  6 cc
Mali    Mali   PROPN NNP 4 conj
"""


def test_the_first_of_a_row_is_found_from_any_of_it() -> None:
    tree = Tree(parse(ROW))
    assert [tree.first_conjunct(i) for i in (2, 3, 5)] == [2, 2, 2]
    assert tree.first_conjunct(0) == 0
