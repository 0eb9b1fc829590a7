"""The shipped model is the one that the recipe's manifest names, and reads news as well as it should."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from parley.language.pipeline import SHIPPED, load_pipeline

SAMPLE = Path(__file__).with_name("news_sample.txt")
FLOORS = {"tag": 0.96, "head": 0.93, "relation": 0.91}
MAX_BYTES = 25_000_000


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


def gold() -> list[list[tuple[str, str, int, str]]]:
    """Our own sentences: form, Penn tag, head (1-based, 0 for the root) and relation of each token."""
    sentences = []
    for line in SAMPLE.read_text(encoding="utf-8").splitlines():
        fields = [token.rsplit("/", 3) for token in line.split(" ")]
        sentences.append([(form, tag, int(head), relation) for form, tag, head, relation in fields])
    return sentences


def plain(sentence: list[tuple[str, str, int, str]], nlp: Language) -> Doc:
    """Parses the sentence with the sample's own tokens and the spaces of running text."""
    words = [form for form, *_ in sentence]
    spaces = [after not in {".", ",", '"'} for i, after in enumerate([*words[1:], "."])]
    if words[0] == '"':
        spaces = [False, *spaces[1:]]
        spaces[words.index('"', 1)] = True
    return nlp(Doc(nlp.vocab, words=words, spaces=spaces))


def test_files_are_those_of_the_manifest() -> None:
    manifest = json.loads((SHIPPED / "manifest.json").read_text(encoding="utf-8"))
    found = {
        path.relative_to(SHIPPED).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in SHIPPED.rglob("*")
        if path.is_file() and path.name != "manifest.json" and "__pycache__" not in path.parts
    }
    assert found == manifest["files"]


def test_size_and_name() -> None:
    meta = json.loads((SHIPPED / "meta.json").read_text(encoding="utf-8"))
    assert (meta["lang"], meta["name"], meta["license"]) == ("en", "parley_en", "CC BY-SA 4.0")
    assert sum(path.stat().st_size for path in SHIPPED.rglob("*") if path.is_file()) < MAX_BYTES


def test_config_names_no_files_of_the_training_machine() -> None:
    config = (SHIPPED / "config.cfg").read_text(encoding="utf-8")
    assert "/" not in config


def test_parse_of_the_sample(nlp: Language) -> None:
    right = dict.fromkeys(FLOORS, 0)
    total = 0
    for sentence in gold():
        doc = plain(sentence, nlp)
        for token, (_, tag, head, relation) in zip(doc, sentence, strict=True):
            if relation == "punct":
                continue
            total += 1
            same_head = (0 if token.dep_ == "ROOT" else token.head.i + 1) == head
            right["tag"] += token.tag_ == tag
            right["head"] += same_head
            right["relation"] += same_head and token.dep_ == relation
    scores = {name: count / total for name, count in right.items()}
    assert {name: score for name, score in scores.items() if score < FLOORS[name]} == {}


def test_each_sample_sentence_is_one_sentence(nlp: Language) -> None:
    split = [doc.text for doc in nlp.pipe(" ".join(f for f, *_ in s) for s in gold()) if len(list(doc.sents)) > 1]
    assert len(split) <= 1


def test_sentences_of_a_report(nlp: Language) -> None:
    text = (
        "Talks resume in Vienna\n\nVIENNA (Reuters) - Envoys from the two countries met on Monday. "
        '"We are close to a deal," Mr. Weiss said. The U.S. delegation left early.\n\n'
        "No date was set for a third round."
    )
    assert [sent.text.strip() for sent in nlp(text).sents][:1] == ["Talks resume in Vienna"]
    assert [sent.text.strip() for sent in nlp(text).sents][-2:] == [
        "The U.S. delegation left early.",
        "No date was set for a third round.",
    ]
    assert len(list(nlp(text).sents)) == 6


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("The talks in Geneva were led by Maria Keller of the United Nations.", "Geneva", "LOC"),
        ("The talks in Geneva were led by Maria Keller of the United Nations.", "Maria Keller", "PER"),
        ("The talks in Geneva were led by Maria Keller of the United Nations.", "United Nations", "ORG"),
        ("Turkish soldiers crossed into northern Iraq on Friday.", "Turkish", "NORP"),
        ("Turkish soldiers crossed into northern Iraq on Friday.", "Iraq", "LOC"),
    ],
)
def test_names(nlp: Language, text: str, name: str, label: str) -> None:
    assert (name, label) in {(ent.text.removeprefix("the "), ent.label_) for ent in nlp(text).ents}


def test_passive_has_its_agent(nlp: Language) -> None:
    doc = nlp("Three villages were shelled by government forces on Sunday.")
    relations = {token.text: token.dep_ for token in doc}
    assert (relations["villages"], relations["forces"]) == ("nsubj:pass", "obl:agent")


def test_white_space_hangs_on_what_comes_before(nlp: Language) -> None:
    doc = nlp("The border is closed.\n\nTrade has stopped.")
    space = next(token for token in doc if token.is_space)
    assert (space.dep_, space.head.i < space.i) == ("dep", True)


def test_reading_again_gives_the_same(nlp: Language) -> None:
    text = "The army said it had retaken the bridge from the rebels."
    first = [(t.tag_, t.dep_, t.head.i) for t in nlp(text)]
    list(nlp.pipe(["Other words come between: sorghum, locusts and a harbour."] * 3))
    assert [(t.tag_, t.dep_, t.head.i) for t in nlp(text)] == first
