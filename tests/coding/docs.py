"""Docs of several sentences from compact hand-made parses, with the coding layers run on them."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from parley.codebook.actors import actors
from parley.codebook.roles import roles
from parley.coding.entities import EntityResolver
from parley.coding.layers import Entity
from parley.coding.mentions.component import Mentions
from parley.coding.passages import Passages
from parley.model import Report
from tests.parses import blank

POS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "JJ": "ADJ", "VBD": "VERB", "VBZ": "VERB", "VBP": "VERB",
    "VB": "VERB", "VBN": "VERB", "VBG": "VERB", "MD": "AUX", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON", "WDT": "PRON",
    "DT": "DET", "IN": "ADP", "TO": "PART", "POS": "PART", "CC": "CCONJ", "CD": "NUM", "RB": "ADV", "EX": "PRON",
}  # fmt: skip


def parsed(sentences: Iterable[str], names: Iterable[tuple[str, str]] = ()) -> Doc:
    """A Doc from sentences of `word|lemma/TAG/dep/head`, heads counted from 1 in each, 0 for the root.

    Args:
        names: (words, label) of entities; every occurrence of the words gets the label.
    """
    columns: dict[str, list] = {key: [] for key in ("words", "lemmas", "tags", "pos", "deps", "heads", "sent_starts")}
    for sentence in sentences:
        base = len(columns["words"])
        for k, item in enumerate(sentence.split()):
            word, tag, dep, head = item.rsplit("/", 3)
            word, _, lemma = word.partition("|")
            columns["words"].append(word)
            columns["lemmas"].append(lemma or word.lower())
            columns["tags"].append(tag)
            columns["pos"].append(POS.get(tag, "PUNCT"))
            columns["deps"].append(dep)
            columns["heads"].append(base + (int(head) - 1 if head != "0" else k))
            columns["sent_starts"].append(k == 0)
    doc = Doc(blank().vocab, **columns)
    spans = []
    for words, label in names:
        wanted = words.split()
        spans += [
            Span(doc, i, i + len(wanted), label)
            for i in range(len(doc))
            if [t.text for t in doc[i : i + len(wanted)]] == wanted
        ]
    if spans:
        doc.ents = filter_spans(spans)
    return doc


def coded(sentences: Iterable[str], names: Iterable[tuple[str, str]] = (), published: str | None = None) -> Doc:
    """The Doc of `parsed` with passages, mentions and entities."""
    doc = parsed(sentences, names)
    doc._.parley_report = Report(id="t", text=doc.text, published=published)
    for component in (Passages(), Mentions(actors(), roles()), EntityResolver(actors())):
        doc = component(doc)
    return doc


def mentioned(doc: Doc) -> dict[str, str]:
    """Words of every mention and its type."""
    return {doc[m.start : m.end].text: m.type for m in doc._.parley_mentions}


def entity(doc: Doc, words: str, occurrence: int = 1) -> Entity | None:
    """The entity of the n-th mention with these words; None where it has none."""
    for i, mention in enumerate(doc._.parley_mentions):
        if doc[mention.start : mention.end].text == words:
            occurrence -= 1
            if not occurrence:
                k = doc._.parley_entities.of.get(i)
                return None if k is None else doc._.parley_entities.entities[k]
    raise AssertionError(f"no mention {words!r} in {list(mentioned(doc))}")


def members(doc: Doc, words: str) -> list[str]:
    """Names of the entities that a plural mention stands for."""
    layer = doc._.parley_entities
    for i, mention in enumerate(doc._.parley_mentions):
        if doc[mention.start : mention.end].text == words:
            return [layer.entities[k].name for k in layer.members.get(i, [])]
    raise AssertionError(f"no mention {words!r} in {list(mentioned(doc))}")
