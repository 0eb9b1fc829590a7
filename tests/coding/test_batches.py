"""A batch is coded as each Doc by itself."""

from __future__ import annotations

from spacy.tokens import Doc

import parley
from parley.coding.batches import Batched
from parley.model import Report
from tests.parses import blank

TEXTS = [
    "Gunmen killed two policemen in Basra on Monday.",
    "The weather was fine.",
    "Kenya and Sudan signed an accord in Nairobi. Police then arrested three protesters.",
]


class _Marking(Batched):
    def __init__(self) -> None:
        self.batches: list[list[str]] = []

    def batch(self, docs: list[Doc]) -> list[Doc]:
        self.batches.append([doc.text for doc in docs])
        return docs


def test_a_stream_is_cut_into_batches_and_keeps_its_order() -> None:
    component, nlp = _Marking(), blank()
    docs = list(component.pipe((nlp.make_doc(word) for word in "abcde"), batch_size=2))
    assert [doc.text for doc in docs] == list("abcde")
    assert component.batches == [["a", "b"], ["c", "d"], ["e"]]


def test_readings_do_not_depend_on_the_batch(coder: parley.Coder) -> None:
    reports = [Report(id=str(n), text=text) for n, text in enumerate(TEXTS)]
    alone = [coder.read(report).to_json() for report in reports]
    assert [reading.to_json() for reading in coder.pipe(reports)] == alone
    assert any('"ASSAULT"' in reading for reading in alone)
