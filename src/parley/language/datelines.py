"""Datelines: where a report opens with the place that it was sent from ("LOMÉ, 3 May (Agency) - The president ...").

They are told by the words alone, before the parse: a parser that sees them as part of the first sentence takes the town
for its subject.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Doc, Token

from parley.codebook.places import gazetteer
from parley.codebook.tables import table
from parley.language.tree import Tree

# Tokens from the first of a paragraph to the sign that closes the dateline, and those of a sentence that may follow.
_LONGEST, _SENTENCE = 16, 6
_DASHES = frozenset({"-", "–", "—", "--"})
# Words in small letters that may stand in the name of a place or of an office.
_SMALL = frozenset("of and de del la las el al en da do du di the near via sur upon".split())


def datelines(doc: Doc, starts: Iterable[int]) -> Iterator[int]:
    """The first token after each dateline.

    Args:
        starts: the first tokens of paragraphs.
    """
    for start in starts:
        at = _closed(doc, start)
        if at is not None:
            yield at


def is_dateline(tree: Tree, sentence: int) -> bool:
    """Whether a sentence of a parse is a dateline and nothing else."""
    start, end = tree.sents[sentence]
    while end - 1 > start and tree.words[end - 1].isspace():
        end -= 1
    return (tree.words[end - 1] in _DASHES or tree.words[end - 1] == ":") and "VERB" not in tree.pos[start:end]


def _closed(doc: Doc, start: int) -> int | None:
    """The token after the sign that closes a dateline that starts here."""
    if not doc[start].text[:1].isupper():
        return None
    inside = False
    for i in range(start, min(start + _LONGEST, len(doc) - _SENTENCE)):
        token = doc[i]
        if token.text in "([":
            inside = True
        elif token.text in ")]":
            inside = False
        elif i > start and not inside and _closes(token):
            return i + 1 if _follows(doc[i + 1]) and _is_dateline(doc, start, i) else None
        elif token.is_space or not (inside or _may_stand(token)):
            return None
    return None


def _closes(token: Token) -> bool:
    """A colon right after a word, or a dash that joins no two words."""
    if token.text == ":":
        return bool(token.whitespace_)
    spaced = token.nbor(-1).whitespace_ and token.whitespace_
    return token.text in _DASHES and (bool(spaced) or token.text in ("—", "--"))


def _follows(token: Token) -> bool:
    return token.text[:1].isupper() or token.text[:1].isdigit() or token.text[:1] in "\"“'‘"


def _may_stand(token: Token) -> bool:
    word = token.text
    return word[:1].isupper() or word[:1].isdigit() or word in ",/.'’-" or word in _SMALL


def _is_dateline(doc: Doc, start: int, end: int) -> bool:
    """Whether the words before the sign name a place or a day, as the openings of reports do."""
    words = [t.text for t in doc[start:end]]
    first = next((i for i, w in enumerate(words) if not (w[0].isupper() or w in _SMALL or w in "-'’/.")), len(words))
    town = words[:first]
    loud = all(w.isupper() for w in town if w[0].isalpha() and w not in _SMALL) and len("".join(town)) > 3
    if doc[end].text == ":":
        # "Moscow: sanctions will not work" names who speaks.
        # In capitals it may be one in a transcript, too.
        parts = " ".join(words).split(" , ")
        return any(_is_town(part.split(), seats=loud) for part in (parts if loud else parts[:1]))
    return loud or any(w.lower() in _days() and w[0].isupper() for w in words) or _is_town(town, seats=True)


@cache
def _days() -> frozenset[str]:
    """Names of months and of days of the week."""
    words = table("times/words.yaml")["capital"]
    return frozenset(words["month"]) | frozenset(words["weekday"]) | frozenset(words["wshort"])


def _is_town(words: list[str], *, seats: bool = False) -> bool:
    """Whether the words are a place of the gazetteer and no state; nor the seat of one's government without `seats`."""
    book = gazetteer()
    found = book.named(" ".join(words))
    if not found or found[0].kind == "country":
        return False
    state = book.country(found[0].country) if found[0].country else None
    return seats or state is None or not (state.note or "").endswith(f"capital {found[0].name}")
