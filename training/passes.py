"""Training passes: every sentence once a pass, shuffled, varied, and grouped as reports group them."""

from __future__ import annotations

import random
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from augment import variant
from project import gold_doc, to_doc
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from treebank import Sentence

_FINAL = set(".?!:;\"'”’)")
_ATTRS = ("ORTH", "SPACY", "TAG", "POS", "HEAD", "DEP", "SENT_START", "LEMMA")


def write_passes(nlp: Language, sentences: list[Sentence], folder: Path, *, count: int, seed: int) -> None:
    """Writes `count` passes as DocBins; the first leaves the sentences as they are."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        rng = random.Random(seed * 1000 + number)
        docs = one_pass(nlp, sentences, rng, vary=number > 0)
        DocBin(attrs=_ATTRS, docs=docs).to_disk(folder / f"pass-{number:03d}.spacy")


def write_gold(nlp: Language, groups: Iterable[list[Sentence]], path: Path) -> None:
    """Writes a set to measure on, with the treebank's own tokens."""
    DocBin(attrs=_ATTRS, docs=[gold_doc(nlp, group) for group in groups]).to_disk(path)


def one_pass(nlp: Language, sentences: list[Sentence], rng: random.Random, *, vary: bool = True) -> list[Doc]:
    """Makes the Docs of one pass in random order.

    Sentences stay with their neighbours, one to eight together. Paragraphs and headlines end in a line break of one
    kind through the Doc, or a space, since extracted pages come in all three ways.
    """
    docs, at = [], 0
    while at < len(sentences):
        size = rng.choice((1, 1, 2, 3, 3, 4, 5, 6, 8))
        group = [sentences[at]]
        while len(group) < size and at + len(group) < len(sentences):
            following = sentences[at + len(group)]
            if following.starts_document:
                break
            group.append(following)
        at += len(group)
        if vary:
            group = [variant(s, rng) for s in group]
        line = rng.choice(("\n", "\n\n", " "))
        docs.append(to_doc(nlp, group, [_break(a, b, line, rng) for a, b in pairwise(group)]))
    rng.shuffle(docs)
    return docs


def _break(before: Sentence, after: Sentence, line: str, rng: random.Random) -> str:
    if before.block == "head":
        return line if line != " " else "\n"
    if after.block == "head" or after.starts_paragraph:
        return line
    stopped = before.text[-1:] in _FINAL
    return line if rng.random() < (0.05 if stopped else 0.6) else " "
