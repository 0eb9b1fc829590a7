"""Silver names: free text with the names that several models see in it.

What all but one of them see is a name, and what one alone sees is none. In between nothing is said, and a model that
learns from the text is neither right nor wrong there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import spacy
from names import ATTRS
from silver import chunks
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span


def label(teachers: Sequence[Path], texts: list[str], folder: Path, files: int) -> None:
    """Reads texts with every names model and writes the votes as numbered DocBins; those that lie there are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    pipelines = [spacy.load(path) for path in teachers]
    for number, chunk in enumerate(islice(chunks(texts), files)):
        path = folder / f"silver-{number:03d}.spacy"
        if not path.exists():
            readings = zip(*(nlp.pipe(chunk) for nlp in pipelines), strict=True)
            DocBin(attrs=ATTRS, docs=[voted(docs) for docs in readings]).to_disk(path)


def voted(docs: Sequence[Doc]) -> Doc:
    """Makes the Doc that has the names which all readings but one have, most backed and longest first."""
    votes = Counter((e.start, e.end, e.label_) for doc in docs for e in doc.ents)
    names: list[tuple[int, int, str]] = []
    open_tokens: set[int] = set()
    for (start, end, name), backers in sorted(votes.items(), key=lambda i: (-i[1], i[0][0] - i[0][1], i[0])):
        if backers < len(docs) - 1:
            open_tokens.update(range(start, end) if backers > 1 else ())
        elif not any(start < e and s < end for s, e, _ in names):
            names.append((start, end, name))
    open_tokens.difference_update(i for start, end, _ in names for i in range(start, end))
    first = docs[0]
    doc = Doc(first.vocab, words=[t.text for t in first], spaces=[bool(t.whitespace_) for t in first])
    spans = [Span(doc, start, end, label=name) for start, end, name in names]
    doc.set_ents(spans, missing=[Span(doc, i, i + 1) for i in sorted(open_tokens)], default="outside")
    return doc


def read(nlp: Language, folder: Path) -> Iterator[Doc]:
    """Yields the Docs that `label` wrote to a folder."""
    for path in sorted(folder.glob("silver-*.spacy")):
        yield from DocBin().from_disk(path).get_docs(nlp.vocab)
