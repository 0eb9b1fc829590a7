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
from spacy.tokens import Doc, DocBin, Span

RECIPE = Path(__file__).parents[2] / "training"
MODULES = ("treebank", "attribute", "augment", "project", "lemmas", "names", "silver", "silver_names", "package")
SMALL = {
    "@architectures": "spacy.HashEmbedCNN.v2",
    "pretrained_vectors": None,
    "width": 8,
    "depth": 1,
    "embed_size": 20,
    "window_size": 1,
    "maxout_pieces": 2,
    "subword_features": False,
}
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


def reading(heads: list[int], deps: list[str], tags: list[str] | None = None) -> Doc:
    """One parser's reading of seven words, two sentences if there are two roots."""
    words = ["Rebels", "shelled", "Sirna", "today", "Talks", "failed", "."]
    return Doc(spacy.blank("en").vocab, words=words, heads=heads, deps=deps, tags=tags or ["NN"] * 7, pos=["NOUN"] * 7)


RIGHT = ([1, 1, 1, 1, 5, 5, 5], ["nsubj", "ROOT", "obj", "obl", "nsubj", "ROOT", "punct"])


def test_most_parsers_are_right(recipe: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recipe["silver"], "AGREEMENT", 0.5)
    other_head = ([1, 1, 1, 2, 5, 5, 5], ["nsubj", "ROOT", "obj", "nmod", "nsubj", "ROOT", "punct"])
    other_tag = reading(*RIGHT, tags=["NNS", *["NN"] * 6])
    (voted,) = recipe["silver"].voted([reading(*other_head), reading(*RIGHT), other_tag])
    assert [t.head.i for t in voted] == RIGHT[0]
    assert [t.dep_ for t in voted] == RIGHT[1]
    assert voted[0].tag_ == "NN"


def test_votes_that_make_no_tree_give_way_to_the_tree_nearest_to_them(
    recipe: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recipe["silver"], "AGREEMENT", 0.0)
    # Head by head the most votes are 1, 2, 0: a circle that none of the three has.
    tail = [5, 5, 5]
    trees = [[1, 2, 2, 2, *tail], [1, 1, 0, 1, *tail], [0, 2, 0, 2, *tail]]
    docs = [reading(tree, ["ROOT" if i == h else "dep" for i, h in enumerate(tree)]) for tree in trees]
    (voted,) = recipe["silver"].voted(docs)
    assert [t.head.i for t in voted] in trees


def test_sentences_without_agreement_are_left_out(recipe: dict[str, Any]) -> None:
    silver = recipe["silver"]
    one = ([1, 1, 1, 1, 5, 1, 5], ["nsubj", "ROOT", "obj", "obl", "nsubj", "conj", "punct"])
    assert not list(silver.voted([reading(*RIGHT), reading(*RIGHT), reading(*one)]))
    apart = ([1, 1, 3, 1, 5, 5, 5], ["obj", "ROOT", "obl", "obl", "nsubj", "ROOT", "punct"])
    (kept,) = silver.voted([reading(*RIGHT), reading(*apart), reading(*RIGHT)])
    assert [t.text for t in kept] == ["Talks", "failed", "."]


def test_silver_sentences_come_back_as_a_treebank_has_them(recipe: dict[str, Any], tmp_path: Path) -> None:
    silver = recipe["silver"]
    docs = list(silver.voted([reading(*RIGHT)] * 3))
    DocBin(attrs=silver._ATTRS, docs=docs).to_disk(tmp_path / "silver-000.spacy")
    first, second = silver.read(spacy.blank("en"), tmp_path, slice(None))
    assert [w.head for w in first.words] == [1, 1, 1, 1]
    assert [w.dep for w in second.words] == ["nsubj", "root", "punct"]
    assert (first.starts_document, second.starts_document) == (True, False)


SEEN = ["Envoys", "of", "Port", "Adel", "met", "Sirna", "and", "Tolo", "."]


def named_reading(*found: tuple[int, int, str]) -> Doc:
    """One names model's reading of nine words."""
    doc = Doc(spacy.blank("en").vocab, words=SEEN)
    doc.set_ents([Span(doc, start, end, label=label) for start, end, label in found])
    return doc


def test_names_need_all_but_one_of_the_models(recipe: dict[str, Any]) -> None:
    whole, part, person, place, odd = (2, 4, "LOC"), (3, 4, "LOC"), (5, 6, "PER"), (5, 6, "LOC"), (7, 8, "ORG")
    readings = [(whole, person), (whole, person, odd), (whole, place), (part, place)]
    voted = recipe["silver_names"].voted([named_reading(*found) for found in readings])
    assert [(e.text, e.label_) for e in voted.ents] == [("Port Adel", "LOC")]
    assert [t.text for t in voted if not t.ent_iob_] == ["Sirna"]
    assert voted.text == named_reading().text


def test_silver_names_come_back_as_they_were_voted(recipe: dict[str, Any], tmp_path: Path) -> None:
    names, silver_names = recipe["names"], recipe["silver_names"]
    apart = [named_reading((2, 4, "LOC"), (5, 6, label)) for label in ("PER", "PER", "LOC", "LOC")]
    names.write_docs([silver_names.voted(apart)], tmp_path / "own" / "silver-000.spacy", random.Random(1))
    (doc,) = silver_names.read(spacy.blank("en"), tmp_path / "own")
    assert [(e.text, e.label_) for e in doc.ents] == [("Port Adel", "LOC")]
    assert [t.text for t in doc if not t.ent_iob_] == ["Sirna"]


def test_small_letters_leave_names_where_they_are(recipe: dict[str, Any]) -> None:
    names = recipe["names"]
    named = names.Named("Envoys of Port Adel met.", [(10, 19, "LOC")])
    assert names._in_small_letters(named, whole=True).text == "envoys of port adel met."
    assert names._in_small_letters(named, whole=False).text == "Envoys of port adel met."
    grows = names.Named("İzmir met.", [(0, 5, "LOC")])
    assert names._in_small_letters(grows, whole=True) is grows


def test_a_lent_convolution_reads_as_the_parsers(recipe: dict[str, Any], tmp_path: Path) -> None:
    lender, borrower = spacy.blank("en"), spacy.blank("en")
    lender.add_pipe("tok2vec", config={"model": SMALL})
    lender.initialize()
    lender.to_disk(tmp_path / "lender")
    ner = {"@architectures": "spacy.TransitionBasedParser.v2", "state_type": "ner", "hidden_width": 8}
    ner |= {"extra_state_tokens": False, "maxout_pieces": 2, "use_upper": True, "tok2vec": SMALL}
    component: Any = borrower.add_pipe("ner", config={"model": ner})
    component.add_label("LOC")
    borrower.initialize()
    recipe["package"].lend(tmp_path / "lender", component)
    doc = lender("Envoys met in Sirna .")
    own = component.model.get_ref("tok2vec").layers[0].predict([doc])[0]
    assert own == pytest.approx(doc.tensor)


def test_mean_of_weights(recipe: dict[str, Any], tmp_path: Path) -> None:
    weights = []
    for seed in (1, 2):
        nlp = spacy.blank("en")
        nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": SMALL}}).add_label(
            "NN"
        )  # type: ignore[attr-defined]
        spacy.util.fix_random_seed(seed)
        nlp.initialize()
        nlp.to_disk(tmp_path / str(seed))
        weights.append(nlp.get_pipe("tagger").model.get_ref("output_layer").get_param("W"))  # type: ignore[attr-defined]
    recipe["package"].mean([tmp_path / "1", tmp_path / "2"], tmp_path / "mean")
    mean = spacy.load(tmp_path / "mean").get_pipe("tagger").model.get_ref("output_layer").get_param("W")  # type: ignore[attr-defined]
    assert mean == pytest.approx((weights[0] + weights[1]) / 2)


def test_layers_added_change_nothing_before_they_learn(recipe: dict[str, Any], tmp_path: Path) -> None:
    embed = {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 8,
        "attrs": ["ORTH"],
        "rows": [20],
        "include_static_vectors": False,
    }
    encode = {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 8, "depth": 2, "window_size": 1}
    encode["maxout_pieces"] = 2
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}})
    nlp.initialize()
    nlp.to_disk(tmp_path / "two")
    recipe["package"].deepen(tmp_path / "two", tmp_path / "four", 2)
    two, four = (spacy.load(tmp_path / name) for name in ("two", "four"))
    assert four.config["components"]["tok2vec"]["model"]["encode"]["depth"] == 4
    vectors = [nlp("Envoys met in Sirna .").tensor for nlp in (two, four)]
    assert vectors[1] == pytest.approx(vectors[0])
    convolution = four.get_pipe("tok2vec").model.layers[1].layers[0]  # type: ignore[attr-defined]
    assert len(convolution.layers) == 4
