"""The embedding of word forms: the table's look-up, the cache, stored tables."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import spacy
from spacy.strings import hash_string
from spacy.tokens import Doc
from thinc.api import Model

from parley.language.architectures import find, form_embed, store_rows

NLP = spacy.blank("en")
WORDS = ("the", "rebels", "dd,ddd", "city")


def embedding(*, stored: bool = False) -> Model[list[Doc], Any]:
    model = form_embed(32, ["NORM", "PREFIX"], [50, 20], [10, 10], stored=stored)
    order = np.argsort(np.array([hash_string(w) for w in WORDS], dtype=np.uint64))
    tables = {
        "keys": np.array([hash_string(w) for w in WORDS], dtype=np.uint64)[order],
        "vectors": np.arange(4 * 8, dtype=np.int8).reshape(4, 8),
        "clusters": np.arange(8, dtype=np.uint16).reshape(4, 2),
    }
    for node in model.walk():
        if node.name in {"word_vectors", "word_clusters"}:
            for name in node.attrs:
                node.attrs[name] = tables[name]
    return model


@pytest.fixture
def docs() -> list[Doc]:
    return [NLP("The 12,000 rebels entered the city."), NLP("The rebels left the City.")]


def test_find_takes_form_then_lower_case_then_shape() -> None:
    keys = np.sort(np.array([hash_string(w) for w in WORDS], dtype=np.uint64))
    rows = find(keys, NLP("Rebels 45,000 city xyz").to_array(["ORTH", "LOWER", "SHAPE"]).astype(np.uint64))
    wanted = [int(np.searchsorted(keys, np.uint64(hash_string(w)))) for w in ("rebels", "dd,ddd", "city")]
    assert rows.tolist() == [*wanted, -1]


def test_same_form_has_same_vector_and_cached_results_do_not_change(docs: list[Doc]) -> None:
    model = embedding()
    model.initialize(X=docs)
    trained, _ = model(docs, is_train=True)
    for _ in range(2):
        for mine, theirs in zip(model.predict(docs), trained, strict=True):
            np.testing.assert_allclose(mine, theirs, atol=1e-5)
    np.testing.assert_array_equal(trained[0][2], trained[1][1])


def test_new_weights_are_not_answered_from_the_cache(docs: list[Doc]) -> None:
    model = embedding()
    model.initialize(X=docs)
    before = model.predict(docs)[0]
    for node in model.walk():
        if node.name == "maxout":
            node.set_param("W", node.get_param("W") * -2 + 0.1)
    assert not np.allclose(model.predict(docs)[0], before)


def test_gradients_reach_the_tables(docs: list[Doc]) -> None:
    model = embedding()
    model.initialize(X=docs)
    output, backprop = model(docs, is_train=True)
    backprop([np.random.default_rng(0).normal(size=y.shape).astype(np.float32) for y in output])
    assert all(node.has_grad("E") for node in model.walk() if node.name == "hashembed")


def test_stored_tables_answer_as_the_trained_ones(docs: list[Doc]) -> None:
    model = embedding()
    model.initialize(X=docs)
    trained = model.predict(docs)
    store_rows(model)
    again = embedding(stored=True)
    again.from_bytes(model.to_bytes())
    for mine, theirs in zip(again.predict(docs), trained, strict=True):
        np.testing.assert_allclose(mine, theirs, atol=0.1)


def test_empty_input() -> None:
    model = embedding()
    model.initialize(X=[NLP("The city.")])
    assert [y.shape for y in model.predict([NLP(""), NLP("The city")])] == [(0, 32), (2, 32)]
