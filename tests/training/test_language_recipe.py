"""The parts of the language model's recipe that decide what it learns: reading, projecting, varying, lemma rules."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import spacy

RECIPE = Path(__file__).parents[2] / "training"
MODULES = ("treebank", "attribute", "augment", "project", "lemmas", "names")
CONLLU = """# newdoc id = own
# newpar_block = head (1 s)
# text = Truce holds
1	Truce	truce	NOUN	NN	_	2	nsubj	_	_
2	holds	hold	VERB	VBZ	_	0	root	_	_

# newpar
# text = The envoy didn't meet the rebel-backed council of elders on Monday.
1	The	the	DET	DT	_	2	det	_	_
2	envoy	envoy	NOUN	NN	_	5	nsubj:outer	_	_
3-4	didn't	_	_	_	_	_	_	_	_
3	did	do	AUX	VBD	_	5	aux	_	_
4	n't	not	PART	RB	_	5	advmod	_	_
5	meet	meet	VERB	VB	_	0	root	_	_
6	the	the	DET	DT	_	8	det	_	_
7	rebel-backed	rebel-backed	ADJ	JJ	_	8	amod	_	_
8	council	council	NOUN	NN	_	5	obj	_	_
9	of	of	ADP	IN	_	10	case	_	_
10	elders	elder	NOUN	NNS	_	8	nmod	_	_
11	on	on	ADP	IN	_	12	case	_	_
12	Monday	Monday	PROPN	NNP	_	5	obl	_	SpaceAfter=No
13	.	.	PUNCT	.	_	5	punct	_	_

"""


@pytest.fixture(scope="module")
def recipe() -> Iterator[dict[str, Any]]:
    """The recipe's modules, which import each other as scripts in one folder do."""
    before = {name: sys.modules.pop(name, None) for name in MODULES}
    sys.path.insert(0, str(RECIPE))
    try:
        found: dict[str, ModuleType] = {name: __import__(name) for name in MODULES}
        yield found
    finally:
        sys.path.remove(str(RECIPE))
        for name, module in before.items():
            sys.modules.pop(name, None)
            if module is not None:
                sys.modules[name] = module


@pytest.fixture
def sentences(recipe: dict[str, Any], tmp_path: Path) -> list[Any]:
    path = tmp_path / "own.conllu"
    path.write_text(CONLLU, encoding="utf-8")
    return list(recipe["treebank"].read_conllu(path))


def test_reading(sentences: list[Any]) -> None:
    headline, body = sentences
    assert (headline.block, headline.starts_document, body.starts_paragraph) == ("head", True, True)
    assert body.text == "The envoy didn't meet the rebel-backed council of elders on Monday."
    assert [w.dep for w in body.words[:2]] == ["det", "nsubj"]


def test_projection_over_spacys_tokens(recipe: dict[str, Any], sentences: list[Any]) -> None:
    doc = recipe["project"].to_doc(spacy.blank("en"), sentences, ["\n\n"])
    assert [s.text for s in doc.sents] == ["Truce holds\n\n", sentences[1].text]
    relations = {token.text: (token.dep_, token.head.text) for token in doc}
    assert relations["\n\n"] == ("dep", "holds")
    assert (relations["backed"], relations["rebel"]) == (("amod", "council"), ("compound", "backed"))
    assert relations["-"] == ("punct", "backed")


@pytest.mark.parametrize("seed", range(60))
def test_variants_stay_trees(recipe: dict[str, Any], sentences: list[Any], seed: int) -> None:
    rng = random.Random(seed)
    changes = [change for _, change in recipe["augment"]._CHANGES]
    for change in (*changes, recipe["augment"].variant):
        varied = change(sentences[1], rng)
        assert sum(w.head == i for i, w in enumerate(varied.words)) == 1
        for start in range(len(varied.words)):
            seen, at = set(), start
            while varied.words[at].head != at:
                assert at not in seen
                seen.add(at)
                at = varied.words[at].head
        assert "  " not in varied.text


def test_attribution_makes_the_statement_a_complement(recipe: dict[str, Any], sentences: list[Any]) -> None:
    for seed in range(40):
        varied = recipe["attribute"].attributed(sentences[1], random.Random(seed))
        meet = next(w for w in varied.words if w.form == "meet")
        told = "according" in {w.form for w in varied.words}
        assert meet.dep == ("root" if told else "ccomp")
        assert varied.text.endswith(".")
        assert not varied.text.endswith(",.")


def test_original_is_left_alone(recipe: dict[str, Any], sentences: list[Any]) -> None:
    before = [(w.form, w.head, w.dep) for w in sentences[1].words]
    for seed in range(40):
        recipe["augment"].variant(sentences[1], random.Random(seed))
    assert [(w.form, w.head, w.dep) for w in sentences[1].words] == before


def test_names_are_spaced_as_text_is(recipe: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "own.iob2"
    rows = [("Envoys", "O"), ("(", "O"), ("from", "O"), ("Port", "B-LOC"), ("Adel", "I-LOC"), (")", "O"), (".", "O")]
    path.write_text("\n".join("\t".join(row) for row in rows) + "\n", encoding="utf-8")
    (named,) = recipe["names"].read_iob(path)
    assert named.text == "Envoys (from Port Adel)."
    assert [(named.text[s:e], label) for s, e, label in named.names] == [("Port Adel", "LOC")]


def test_lemma_rules_are_learned(recipe: dict[str, Any]) -> None:
    words = {"raids": "raid", "bombs": "bomb", "talks": "talk", "allies": "ally", "cities": "city", "men": "man"}
    rules = recipe["lemmas"]._rules(words)
    assert recipe["lemmas"].apply(rules, "envoys") == "envoy"
    assert recipe["lemmas"].apply(rules, "treaties") == "treaty"
