"""Sentence starts at the lines of a report, set before the parser so that it never joins a headline to what follows.

A blank line ends a paragraph. A single line break does so unless the text is wrapped to a width: there a break says
nothing when the next word would not have fitted on the line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token

from parley.language.datelines import datelines

MIN_WIDTH, MAX_WIDTH = 40, 130
# Tokens of the longest run without the end of a sentence, and how far before its end it may be cut at a pause.
LONGEST, _BACK = 300, 100
_LONG_LINES = 0.2
_FINAL = frozenset(".?!…")
_PAUSES = frozenset(",;:–—")
_CLOSING = frozenset("\"'”’»)]}")
_BULLETS = frozenset("•·▪◦‣●■*")
_DASHES = frozenset("–—-")
_LEADING = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "into", "of", "on", "or", "that", "the", "their", "to", "with")
)
_CONTINUING = frozenset(",;)")


@dataclass(frozen=True, slots=True)
class Break:
    """The white space between two lines that hold words.

    Attributes:
        last: The last token of the line before.
        first: The first token of the line after.
        blank: Whether a blank line lies between.
        length: Length of the line before, in characters.
    """

    last: Token
    first: Token
    blank: bool
    length: int


@Language.component("parley_lines", assigns=["token.is_sent_start"])
def mark_lines(doc: Doc) -> Doc:
    """Marks the first token after each line break that ends a paragraph, a headline or an item of a list.

    So it does the first after a dateline.
    """
    breaks = find_breaks(doc)
    width = wrap_width(doc, breaks)
    starts = [next((t.i for t in doc if not t.is_space), 0)] if len(doc) else []
    for found in breaks:
        if _ends(found, width):
            found.first.is_sent_start = True
            starts.append(found.first.i)
    for i in datelines(doc, starts):
        doc[i].is_sent_start = True
    if len(doc) > LONGEST:
        for i in overlong(doc):
            doc[i].is_sent_start = True
    return doc


def overlong(doc: Doc) -> Iterator[int]:
    """Where a run of words without any end of a sentence is cut, so that no sentence grows without bound.

    No writer asks for so long a sentence: such a run is a table, a list or a transcript without stops.
    """
    start = mark = 0
    for i, token in enumerate(doc):
        if token.is_sent_start or token.text in _FINAL:
            start = mark = i + 1 if token.text in _FINAL else i
        elif i - start >= LONGEST:
            start = mark = mark + 1 if mark > i - _BACK else i
            yield start
        elif token.text in _PAUSES:
            mark = i


def find_breaks(doc: Doc) -> list[Break]:
    """Finds the breaks between lines that hold words, in order."""
    breaks: list[Break] = []
    last: Token | None = None
    newlines = line_start = 0
    for token in doc:
        if token.is_space:
            newlines += token.text.count("\n")
            continue
        if newlines and last is not None:
            breaks.append(Break(last, token, newlines > 1, last.idx + len(last) - line_start))
        if newlines or last is None:
            line_start = token.idx
        newlines = 0
        last = token
    return breaks


def wrap_width(doc: Doc, breaks: list[Break]) -> int | None:
    """The width that the text is wrapped to; None where each line is a paragraph of its own."""
    single = [b.length for b in breaks if not b.blank]
    if not single:
        return None
    end = doc[-1].idx + len(doc[-1]) - breaks[-1].first.idx
    lengths = [*(b.length for b in breaks), end]
    if sum(n > MAX_WIDTH for n in lengths) > _LONG_LINES * len(lengths):
        return None
    width = max((n for n in lengths if n <= MAX_WIDTH), default=0)
    return width if width >= MIN_WIDTH else None


def _ends(found: Break, width: int | None) -> bool:
    first, last = found.first, found.last
    if found.blank or first.text in _BULLETS:
        return True
    fitted = width is None or found.length + 1 + _word_length(first) <= width
    if first.text in _DASHES and first.whitespace_:
        return fitted or last.text == ":" or _final(last)
    if first.is_lower or first.text[0] in _CONTINUING or last.text == "," or last.text in _LEADING:
        return False
    return fitted or _final(last)


def _final(token: Token) -> bool:
    """Whether a line ends a sentence at this token. An abbreviation keeps its stop, so it is no such token."""
    while token.i and token.text[0] in _CLOSING and not token.nbor(-1).is_space:
        token = token.nbor(-1)
    return token.text[-1] in _FINAL and not any(c.isalnum() for c in token.text)


def _word_length(token: Token) -> int:
    """Length of the word that starts here, up to white space: what a wrapping program would move."""
    length = len(token)
    while not token.whitespace_ and token.i + 1 < len(token.doc) and not token.nbor(1).is_space:
        token = token.nbor(1)
        length += len(token)
    return length
