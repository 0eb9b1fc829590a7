"""Hand-made parses for tests that must not depend on a model."""

from __future__ import annotations

from functools import lru_cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc


@lru_cache(maxsize=1)
def blank() -> Language:
    return spacy.blank("en")


def parse(table: str) -> Doc:
    """A Doc from lines of `word lemma POS TAG head dep`, heads counted from 1 and 0 for the root."""
    rows = [line.split() for line in table.strip().splitlines()]
    heads = [int(row[4]) - 1 if row[4] != "0" else i for i, row in enumerate(rows)]
    return Doc(
        blank().vocab,
        words=[row[0] for row in rows],
        lemmas=[row[1] for row in rows],
        pos=[row[2] for row in rows],
        tags=[row[3] for row in rows],
        heads=heads,
        deps=[row[5] for row in rows],
        sent_starts=[i == 0 for i in range(len(rows))],
    )
