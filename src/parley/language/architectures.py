"""The embedding that the shipped model's config names: what a word form alone tells, computed once a form.

A token's vector before its context is read depends on the form only, so it is computed for the distinct forms of a
batch, and kept while the weights stay the same. That makes rich features nearly free when long runs are read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import LOWER, NORM, ORTH, PREFIX, SHAPE, SPACY, SUFFIX
from spacy.language import Language
from spacy.ml.featureextractor import FeatureExtractor
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import (
    HashEmbed,
    Maxout,
    Model,
    chain,
    concatenate,
    list2ragged,
    ragged2list,
    with_array,
)
from thinc.layers.array_getitem import ints_getitem
from thinc.types import Floats2d

# Thinc's layers are typed by hand only where a caller sees them: its own types know nothing of uint64 keys.
Layer = Model[Any, Any]
Keys = NDArray[np.uint64]

_COLUMNS = (ORTH, LOWER, SHAPE, NORM, PREFIX, SUFFIX, SPACY)
_HASHED = {"NORM": 3, "PREFIX": 4, "SUFFIX": 5, "SHAPE": 2, "SPACY": 6}
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F], dtype=np.uint64)
_CACHE_LIMIT = 20_000
_SCALE = np.float32(1 / 32)


@registry.architectures("parley.FormEmbed.v1")  # type: ignore[untyped-decorator]
def form_embed(
    width: int,
    attrs: list[str],
    rows: list[int],
    cluster_rows: list[int],
    unseen: float = 0.0,
    stored: bool = False,
) -> Model[list[Doc], list[Floats2d]]:
    """Builds the embedding of word forms.

    Args:
        width: Width of the result.
        attrs: Token attributes that get a hashed table: NORM, PREFIX, SUFFIX, SHAPE or SPACY.
        rows: Rows of each of those tables.
        cluster_rows: Rows of the hashed table of each clustering in the word table, coarsest first.
        unseen: Share of the forms of a training batch whose own table entry is hidden, so that the rest of the
            features learn to do for words that training has not seen.
        stored: Whether the hashed tables are those of a trained model, in one byte a number, and learn no more.
    """
    table = stored_rows if stored else HashEmbed
    hashed: list[Layer] = [
        table(width, size, column=_HASHED[attr], seed=7 + i)
        for i, (attr, size) in enumerate(zip(attrs, rows, strict=True))
    ]
    clustered: list[Layer] = [table(width, size, column=i, seed=70 + i) for i, size in enumerate(cluster_rows)]
    features: Layer = concatenate(*hashed, chain(word_clusters(), concatenate(*clustered)), word_vectors())
    mix: Layer = Maxout(width, nP=3, dropout=0.0, normalize=True)
    once: Any = once_a_form(chain(features, mix), unseen=unseen)
    extract: Layer = FeatureExtractor(list(_COLUMNS))
    return chain(extract, list2ragged(), with_array(once), ragged2list())


def stored_rows(width: int, rows: int, *, column: int, seed: int) -> Layer:
    """A trained hashed table in one byte a number: a quarter of the file, and as exact as the parse can tell."""
    layer = _stored(np.zeros((rows, width), dtype=np.float32), seed)
    pick: Layer = ints_getitem((slice(0, None), column))
    return chain(pick, layer)


def _stored(table: NDArray[np.float32], seed: int) -> Layer:
    scale = np.maximum(np.abs(table).max(axis=0), 1e-12) / 127
    rows = np.round(table / scale).astype(np.int8)
    attrs = {"seed": seed, "rows": rows, "scale": scale.astype(np.float32)}
    return Model("stored_rows", _forward_rows, attrs=attrs, dims={"nO": table.shape[1]})


def store_rows(model: Layer) -> None:
    """Puts one-byte tables in the place of a trained model's hashed ones; its config must then say `stored`."""
    for node in model.walk():
        for i, layer in enumerate(node.layers):
            if layer.name == "hashembed":
                node.layers[i] = _stored(np.asarray(layer.get_param("E")), layer.attrs["seed"])


def word_vectors() -> Layer:
    """A layer that looks words up in the dense part of the word table; it has nothing to learn."""
    attrs = {"keys": _NO_KEYS, "vectors": _NO_VECTORS}
    return Model("word_vectors", _forward_vectors, attrs=attrs, dims={"nO": None}, init=_init_vectors)


def word_clusters() -> Layer:
    """A layer that gives a word's cluster numbers plus one, or zeros; it has nothing to learn."""
    return Model("word_clusters", _forward_clusters, attrs={"keys": _NO_KEYS, "clusters": _NO_CLUSTERS})


_NO_KEYS: Keys = np.zeros(1, dtype=np.uint64)
_NO_VECTORS = np.zeros((1, 64), dtype=np.int8)
_NO_CLUSTERS = np.zeros((1, 4), dtype=np.uint16)


def find(keys: Keys, columns: Keys) -> NDArray[np.intp]:
    """Finds rows of the word table by form, then lower case, then shape (for numbers); -1 where nothing is."""
    found = np.full(len(columns), -1, dtype=np.intp)
    for column in range(3):
        wanted = columns[:, column]
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        hit = (keys[at] == wanted) & (found < 0)
        found[hit] = at[hit]
    return found


def _forward_rows(model: Layer, keys: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
    rows = model.attrs["rows"]
    ops: Any = model.ops
    at = ops.hash(ops.as_contig(keys, dtype="uint64"), model.attrs["seed"]) % len(rows)
    summed = rows[at].sum(axis=1, dtype=np.int32) * model.attrs["scale"]
    return summed.astype(np.float32), lambda _: np.zeros_like(keys)


def _forward_vectors(model: Layer, columns: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
    table = model.attrs["vectors"]
    rows = find(model.attrs["keys"], columns)
    vectors = table[rows].astype(np.float32) * _SCALE
    vectors[rows < 0] = 0.0
    return vectors, lambda _: np.zeros_like(columns)


def _init_vectors(model: Layer, X: Any = None, Y: Any = None) -> None:
    model.set_dim("nO", model.attrs["vectors"].shape[1])


def _forward_clusters(model: Layer, columns: Any, is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
    rows = find(model.attrs["keys"], columns)
    clusters = model.attrs["clusters"][rows].astype(np.uint64) + np.uint64(1)
    clusters[rows < 0] = 0
    return clusters, lambda _: np.zeros_like(columns)


@dataclass(frozen=True, slots=True)
class _Known:
    """Results of earlier predictions, with a sample of the weights they were computed with."""

    weights: NDArray[np.float32]
    forms: Keys
    values: NDArray[np.float32]


@dataclass(slots=True)
class _Cache:
    """Holds what is known; it is replaced as a whole, so that threads may share it."""

    known: _Known | None = None


def once_a_form(layer: Layer, *, unseen: float = 0.0) -> Layer:
    """Runs a layer on the distinct forms of its input only, and keeps the results between predictions."""
    forward = partial(_forward_once, cache=_Cache(), unseen=unseen)
    return Model("once_a_form", forward, layers=[layer], dims={"nO": None}, init=_init_once)


def _init_once(model: Layer, X: Any = None, Y: Any = None) -> None:
    model.layers[0].initialize(X=X, Y=Y)
    if model.layers[0].has_dim("nO"):
        model.set_dim("nO", model.layers[0].get_dim("nO"))


def _forward_once(
    model: Layer, columns: Any, is_train: bool, *, cache: _Cache, unseen: float
) -> tuple[Any, Callable[[Any], Any]]:
    layer = model.layers[0]
    forms = columns[:, 0] ^ (columns[:, 3] * _MIX[0]) ^ (columns[:, 6] * _MIX[1])
    distinct, first, inverse = np.unique(forms, return_index=True, return_inverse=True)
    if not is_train:
        return _recall(cache, layer, distinct, columns[first])[inverse], lambda _: np.zeros_like(columns)
    shown = columns[first]
    shown[np.random.random(len(shown)) < unseen, _HASHED["NORM"]] = 0
    values, backward = layer(shown, True)

    ops: Any = model.ops

    def backprop(d_values: Any) -> Any:
        gathered = ops.alloc2f(len(distinct), d_values.shape[1])
        ops.scatter_add(gathered, inverse.astype("i"), d_values)
        backward(gathered)
        return np.zeros_like(columns)

    return values[inverse], backprop


def _recall(cache: _Cache, layer: Layer, forms: Keys, columns: Keys) -> Any:
    """Returns the layer's result for sorted distinct forms, computing only those not seen before."""
    weights = _sample(layer)
    known = cache.known
    if known is None or not (0 < len(known.forms) <= _CACHE_LIMIT and np.array_equal(known.weights, weights)):
        values = layer.predict(columns)
        cache.known = _Known(weights, forms, values)
        return values
    at = np.minimum(np.searchsorted(known.forms, forms), len(known.forms) - 1)
    seen = known.forms[at] == forms
    values = known.values[at]
    if not seen.all():
        fresh = layer.predict(columns[~seen])
        values[~seen] = fresh
        merged = np.concatenate([known.forms, forms[~seen]])
        order = np.argsort(merged)
        cache.known = _Known(weights, merged[order], np.concatenate([known.values, fresh])[order])
    return values


def _sample(layer: Layer) -> NDArray[np.float32]:
    weights = [np.asarray(node.get_param("W")) for node in layer.layers[-1].walk() if node.has_param("W")]
    return np.concatenate([w.reshape(-1)[::997] for w in weights])


@registry.callbacks("parley.word_tables.v1")  # type: ignore[untyped-decorator]
def load_word_tables(path: Path) -> Callable[[Language], Language]:
    """Makes the callback that gives every embedding of a pipeline its word table before training.

    Args:
        path: An npz file with `keys`, `vectors` and `clusters`, as `training/words.py` writes it.
    """

    def put(nlp: Language) -> Language:
        with np.load(path) as tables:
            arrays = dict(tables)
        for _, component in nlp.pipeline:
            model = getattr(component, "model", None)
            for node in model.walk() if isinstance(model, Model) else ():
                if node.name in {"word_vectors", "word_clusters"}:
                    for name in node.attrs:
                        node.attrs[name] = arrays[name]
        return nlp

    return put
