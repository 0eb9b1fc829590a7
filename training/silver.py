"""Silver sentences: free text as the vote of several trained parsers reads it.

Parsers that were trained apart err apart: their vote is better than any of them, and a parser taught with it takes
over some of that. Only sentences are kept whose ends all of them see, and on which they are mostly of one mind.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import spacy
import zstandard
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span, Token
from treebank import Sentence, Word

_ATTRS = ("ORTH", "SPACY", "TAG", "POS", "HEAD", "DEP", "SENT_START")
_WHOLE = re.compile(r"[.?!][\"”'’)]?$")
_MARKUP = re.compile(r"[|{}=<>\[\]]")
_TOLD = re.compile(r"\?|\b(?:I|my|you|your)\b")
LONGEST = 90
SHORTEST = 3
AGREEMENT = 0.85
CHUNK_WORDS = 100_000
TOLD_WORDS = 70
TOLD_SHARE = 0.15


def sample(folder: Path, words: dict[str, int], rng: random.Random, *, told: int = 0) -> list[str]:
    """Draws paragraphs of free text, mixed so that any part of them has every source.

    Args:
        folder: Holds zstd files with a paragraph a line; `voa` has a sentence a line, and a few are joined.
        words: How many words to take of each file.
        told: How many words to take of short paragraphs of UN speeches that ask, or speak in the first or second
            person, which news hardly has.
    """
    drawn: list[tuple[float, str]] = []
    for name, wanted in words.items():
        texts = list(_lines(folder, name))
        if name == "voa":
            texts = list(_joined(texts, rng))
        drawn += _spread(_some([text for text in texts if _is_prose(text)], wanted, rng))
    if told:
        short = (t for t in _lines(folder, "ungdc") if _TOLD.search(t) and t.count(" ") < TOLD_WORDS and _is_prose(t))
        drawn += _spread(_some([text for text in short if rng.random() < TOLD_SHARE], told, rng))
    return [text for _, text in sorted(drawn)]


def _lines(folder: Path, name: str) -> Iterator[str]:
    with zstandard.open(folder / f"{name}.txt.zst", "rt", encoding="utf-8") as lines:
        for line in lines:
            yield " ".join(line.split())


def _some(texts: list[str], wanted: int, rng: random.Random) -> list[str]:
    rng.shuffle(texts)
    taken: list[str] = []
    count = 0
    while texts and count < wanted:
        taken.append(texts.pop())
        count += taken[-1].count(" ") + 1
    return taken


def _spread(texts: list[str]) -> list[tuple[float, str]]:
    return [(i / len(texts), text) for i, text in enumerate(texts)]


def _joined(lines: list[str], rng: random.Random) -> Iterator[str]:
    at = 0
    while at < len(lines):
        size = rng.randint(1, 5)
        yield " ".join(lines[at : at + size])
        at += size


def _is_prose(text: str) -> bool:
    return 8 <= text.count(" ") <= 150 and bool(_WHOLE.search(text)) and not _MARKUP.search(text)


def label(teachers: Sequence[Path], texts: list[str], folder: Path, files: int) -> None:
    """Parses texts with every teacher and writes the votes as numbered DocBins; those that lie there are kept.

    Args:
        teachers: Trained parse pipelines; where all of them differ the first is right.
        files: How many DocBins to write, each of some 100,000 words.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pipelines = [spacy.load(path) for path in teachers]
    for number, chunk in enumerate(islice(chunks(texts), files)):
        path = folder / f"silver-{number:03d}.spacy"
        if path.exists():
            continue
        readings = zip(*(nlp.pipe(chunk) for nlp in pipelines), strict=True)
        runs = [run for docs in readings for run in voted(docs)]
        DocBin(attrs=_ATTRS, docs=runs).to_disk(path)


def chunks(texts: Iterable[str]) -> Iterator[list[str]]:
    """Parts texts into lists of some 100,000 words."""
    chunk: list[str] = []
    count = 0
    for text in texts:
        chunk.append(text)
        count += text.count(" ") + 1
        if count >= CHUNK_WORDS:
            yield chunk
            chunk, count = [], 0
    if chunk:
        yield chunk


def voted(docs: Sequence[Doc]) -> Iterator[Doc]:
    """Yields runs of neighbouring sentences as the vote has them, without those that the readings disagree on."""
    ends = set.intersection(*({s.end for s in doc.sents} for doc in docs))
    starts = {0, *ends}
    run: list[_Voted] = []
    for span in docs[0].sents:
        alone = span.start in starts and span.end in ends
        alone = alone and all(not any(t.is_sent_start for t in doc[span.start + 1 : span.end]) for doc in docs)
        sentence = _Voted(span, docs) if alone and SHORTEST <= len(span) <= LONGEST else None
        if sentence and sentence.agreement >= AGREEMENT:
            run.append(sentence)
            continue
        if run:
            yield _doc(run)
        run = []
    if run:
        yield _doc(run)


class _Voted:
    """One sentence as most of the readings have it."""

    def __init__(self, span: Span, docs: Sequence[Doc]) -> None:
        self.span = span
        rows = [[doc[i] for doc in docs] for i in range(span.start, span.end)]
        trees = [[t.head.i - span.start for t in doc[span.start : span.end]] for doc in docs]
        heads = [_most(tree[i] for tree in trees) for i in range(len(span))]
        if not _is_tree(heads):
            heads = max(trees, key=lambda tree: sum(a == b for a, b in zip(tree, heads, strict=True)))
        backers = [[t for t in row if t.head.i - span.start == h] for row, h in zip(rows, heads, strict=True)]
        self.heads = heads
        self.deps = [_most(t.dep_ for t in group) for group in backers]
        self.tags = [_most(t.tag_ for t in row) for row in rows]
        self.pos = [_most(t.pos_ for t in row) for row in rows]
        same = sum(_count(group, dep) for group, dep in zip(backers, self.deps, strict=True))
        self.agreement = same / (len(rows) * len(docs))


def _most(votes: Iterable[Any]) -> Any:
    return Counter(votes).most_common(1)[0][0]


def _count(group: list[Token], dep: str) -> int:
    return sum(t.dep_ == dep for t in group)


def _is_tree(heads: list[int]) -> bool:
    if sum(i == head for i, head in enumerate(heads)) != 1:
        return False
    for start in range(len(heads)):
        at, steps = start, 0
        while heads[at] != at:
            at, steps = heads[at], steps + 1
            if steps > len(heads):
                return False
    return True


def _doc(run: list[_Voted]) -> Doc:
    tokens = [t for sentence in run for t in sentence.span]
    first = run[0].span.start
    heads = [sentence.span.start - first + h for sentence in run for h in sentence.heads]
    return Doc(
        run[0].span.doc.vocab,
        words=[t.text for t in tokens],
        spaces=[bool(t.whitespace_) for t in tokens],
        tags=[tag for sentence in run for tag in sentence.tags],
        pos=[pos for sentence in run for pos in sentence.pos],
        heads=heads,
        deps=[dep for sentence in run for dep in sentence.deps],
    )


def read(nlp: Language, folder: Path, files: slice) -> Iterator[Sentence]:
    """Yields the silver sentences of some files as a treebank has them; each run of neighbours is a document."""
    for path in sorted(folder.glob("silver-*.spacy"))[files]:
        for doc in DocBin().from_disk(path).get_docs(nlp.vocab):
            for span in doc.sents:
                words = [_word(token, span.start) for token in span]
                yield Sentence(words, span.start == 0, span.start == 0, source="silver")


def _word(token: Token, start: int) -> Word:
    root = token.dep_ == "ROOT"
    head = token.i if root else token.head.i
    dep = "root" if root else token.dep_
    return Word(token.text, bool(token.whitespace_), token.text, token.pos_, token.tag_, head - start, dep)
