"""Components that code a batch of Docs before the next component gets one.

spaCy hands a Doc through all components that have no `pipe` before it takes the next. An interpreter is quickest at
what it just did: one component over 64 Docs takes a tenth less time than 64 Docs through all components.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from spacy.tokens import Doc


class Batched:
    """Gives a component its `pipe`."""

    def __call__(self, doc: Doc) -> Doc:
        """Code one Doc."""
        raise NotImplementedError

    def batch(self, docs: list[Doc]) -> list[Doc]:
        """Code some Docs."""
        return [self(doc) for doc in docs]

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Code a stream of Docs, as `nlp.pipe` asks for it."""
        rest = iter(stream)
        while docs := list(islice(rest, batch_size)):
            yield from self.batch(docs)
