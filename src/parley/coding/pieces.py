"""Long reports: parsed in pieces, so that time and memory grow with the length and no faster.

A model's working memory is a matrix of rows for all tokens of a Doc: a report of a million characters would ask for
gigabytes. Pieces end where a paragraph does, or a sentence surely does; what stands beyond tells a parse nothing.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from parley.coding.registry import COMPONENTS

# Tokens of a piece: most, and how far before that its end is looked for. No report under 10,000 characters is cut.
PIECE, REACH = 4000, 1000
_FINAL = frozenset(".!?")


def parsed(nlp: Language, doc: Doc) -> Doc:
    """The Doc of a tokenized report with every layer on it."""
    if len(doc) <= PIECE:
        return nlp(doc)
    report = doc._.parley_report
    pieces = [doc[a:b].as_doc() for a, b in cut([token.text for token in doc], PIECE, REACH)]
    doc = Doc.from_docs(list(nlp.pipe(pieces, batch_size=1, disable=COMPONENTS)), ensure_whitespace=False)
    doc._.parley_report = report
    for name in COMPONENTS:
        doc = nlp.get_pipe(name)(doc)
    return doc


def cut(words: list[str], most: int, reach: int) -> list[tuple[int, int]]:
    """Ranges of at most so many words that end, as far as can be, with a paragraph, else with a line or a sentence.

    Args:
        most: words of the longest piece.
        reach: how many of its last words may go to the next one.
    """
    out = []
    start = 0
    while len(words) - start > most:
        last = range(start + most, max(start, start + most - reach), -1)
        end = next((i for i in last if words[i - 1].count("\n") > 1), None)
        end = end or next((i for i in last if "\n" in words[i - 1]), None)
        end = end or next((i for i in last if words[i - 1] in _FINAL and words[i][:1].isupper()), None)
        out.append((start, end or start + most))
        start = end or start + most
    return [*out, (start, len(words))]
