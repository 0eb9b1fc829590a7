"""Word tables from free text: positional vectors, and clusters of them at four sizes.

A word is known by its neighbours at each offset apart, so the vectors tell parts of speech and frames from each other
better than a bag of neighbours would. Counts against the commonest words are turned into positive pointwise mutual
information and reduced by a randomized singular value decomposition.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import zstandard
from scipy import sparse
from sklearn.cluster import MiniBatchKMeans
from sklearn.utils.extmath import randomized_svd
from spacy.attrs import ORTH
from spacy.language import Language
from spacy.strings import hash_string

_NUMBER = re.compile(r"^[^\W_a-zA-Z]*d[d\W]*$|^[d\W]*d[d\W]*$")
_OFFSETS = ((-2, 0.5), (-1, 1.0), (1, 1.0), (2, 0.5))
_CHUNK = 4_000_000
_EDGE = 0
CLUSTERS = (64, 256, 1024, 4096)


@dataclass(slots=True)
class WordTable:
    """Vectors and cluster numbers of the commonest words.

    Attributes:
        keys: Sorted string hashes of the words; a number goes by its shape.
        vectors: int8, one row a word, each about 32 for one standard deviation.
        clusters: uint16, one row a word, one column a clustering.
        counts: How often the text has each of the commonest forms.
    """

    keys: np.ndarray
    vectors: np.ndarray
    clusters: np.ndarray
    counts: dict[str, int]

    def save(self, path: Path) -> None:
        """Writes what the model needs to an npz file, and the counts beside it."""
        np.savez(path, keys=self.keys, vectors=self.vectors, clusters=self.clusters)
        path.with_suffix(".json").write_text(json.dumps(self.counts), encoding="utf-8")


def read_counts(path: Path) -> dict[str, int]:
    """Reads the counts that `WordTable.save` wrote beside the npz file of this path."""
    counts: dict[str, int] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return counts


def build(nlp: Language, files: list[Path], *, seed: int, vocabulary: int = 60_000, contexts: int = 1500) -> WordTable:
    """Makes the word table of a set of zstd texts with one line a paragraph."""
    ids, forms = _read(nlp, files)
    counts = np.bincount(ids, minlength=len(forms))
    counts[_EDGE] = 0
    order = np.argsort(-counts, kind="stable")[:vocabulary]
    rank = np.full(len(forms), -1, dtype=np.int32)
    rank[order] = np.arange(len(order))
    context = np.full(len(forms), -1, dtype=np.int32)
    context[order[:contexts]] = np.arange(min(contexts, len(order)))
    context[_EDGE] = contexts
    vectors = _vectors(rank[ids], context[ids], len(order), contexts + 1, seed)
    return _table({forms[i]: int(counts[i]) for i in order}, vectors, seed)


def _read(nlp: Language, files: list[Path]) -> tuple[np.ndarray, list[str]]:
    """Turns the texts into one row of word numbers, with the edge between lines."""
    forms, number = ["\n"], {}
    parts: list[np.ndarray] = []
    for lines in _batches(_lines(files), 2000):
        arrays = []
        for doc in nlp.tokenizer.pipe(lines):
            arrays += [doc.to_array(ORTH), np.zeros(1, dtype=np.uint64)]
        orths, inverse = np.unique(np.concatenate(arrays), return_inverse=True)
        local = np.zeros(len(orths), dtype=np.int32)
        for i, orth in enumerate(orths.tolist()):
            if orth and orth not in number:
                word = _form(nlp, orth)
                number[orth] = number[word] = number.get(word, len(forms))
                if number[orth] == len(forms):
                    forms.append(word)
            local[i] = number[orth] if orth else _EDGE
        parts.append(local[inverse])
    return np.concatenate(parts), forms


def _form(nlp: Language, orth: int) -> str:
    lexeme = nlp.vocab[orth]
    return lexeme.shape_ if any(c.isdigit() for c in lexeme.text) and _NUMBER.match(lexeme.shape_) else lexeme.text


def _lines(files: Iterable[Path]) -> Iterator[str]:
    for path in files:
        with zstandard.open(path, "rt", encoding="utf-8") as lines:
            yield from (line.strip() for line in lines)


def _batches(lines: Iterator[str], size: int) -> Iterator[list[str]]:
    while batch := list(islice(lines, size)):
        yield batch


def _vectors(rows: np.ndarray, columns: np.ndarray, words: int, contexts: int, seed: int) -> np.ndarray:
    blocks = []
    for offset, weight in _OFFSETS:
        total = sparse.csr_matrix((words, contexts), dtype=np.float32)
        for start in range(0, len(rows), _CHUNK):
            at = np.arange(max(start, -offset), min(start + _CHUNK, len(rows) - max(offset, 0)))
            r, c = rows[at], columns[at + offset]
            keep = (r >= 0) & (c >= 0)
            ones = np.ones(int(keep.sum()), dtype=np.float32)
            total = total + sparse.csr_matrix((ones, (r[keep], c[keep])), shape=total.shape)
        blocks.append(_pmi(total) * weight)
    u, s, _ = randomized_svd(sparse.hstack(blocks).tocsr(), n_components=100, n_iter=4, random_state=seed)
    return np.asarray(u * np.sqrt(s), dtype=np.float32)


def _pmi(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    """Positive PMI, context probabilities raised to 0.75 so that rare contexts do not rule."""
    word = np.asarray(counts.sum(axis=1)).ravel()
    context = np.asarray(counts.sum(axis=0)).ravel() ** 0.75
    coo = counts.tocoo()
    value = np.log(coo.data * context.sum() / (np.maximum(word[coo.row], 1) * np.maximum(context[coo.col], 1e-9)))
    keep = value > 0
    return sparse.csr_matrix((value[keep].astype(np.float32), (coo.row[keep], coo.col[keep])), shape=counts.shape)


def _table(
    counts: dict[str, int], vectors: np.ndarray, seed: int, *, words: int = 40_000, width: int = 64
) -> WordTable:
    forms = list(counts)
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    columns = []
    for size in CLUSTERS:
        means = MiniBatchKMeans(size, random_state=seed, batch_size=4096, n_init=1, max_iter=30)
        columns.append(means.fit_predict(unit[:words]).astype(np.uint16))
    dense = vectors[:words, :width]
    scaled = dense / dense.std(axis=0, keepdims=True)
    table = np.clip(np.round(scaled * 32), -127, 127).astype(np.int8)
    keys = np.array([hash_string(f) for f in forms[:words]], dtype=np.uint64)
    order = np.argsort(keys)
    return WordTable(keys[order], table[order], np.stack(columns, axis=1)[order], counts)
