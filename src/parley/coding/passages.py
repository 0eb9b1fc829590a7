"""Passages: what each sentence is on its page - headline, byline, body or furniture."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from parley.codebook.furniture import Phrase, any_of, bylines, furniture
from parley.coding.batches import Batched
from parley.coding.layers import Passage, text_of, tree_of
from parley.language.tree import FINITE, Tree

# A line longer than this is prose, whatever it looks like; in tokens.
LONGEST_LINE = 28
LONGEST_HEADLINE = 24
# A sentence this long with a finite verb and a final stop is the report's unless a strong phrase says otherwise.
BODY_WORDS = 8

STOPS = frozenset({".", "!", "?", "…", '"', "”", "’", "'", ")", ":", ";"})
READER = frozenset({"you", "your", "yours", "yourself"})
OPENING_QUOTES = frozenset({"“", "«", "„"})
CLOSING_QUOTES = frozenset({"”", "»"})
QUOTES = OPENING_QUOTES | CLOSING_QUOTES | {'"'}


@dataclass(slots=True)
class _Unit:
    """A sentence with what its look and place say about it."""

    start: int
    end: int
    text: str
    words: frozenset[str]
    count: int
    whole_line: bool
    stopped: bool
    finite: bool
    quoted: bool
    reader: bool


class Passages(Batched):
    """The component. Requires the parse; assigns `doc._.parley_passages`, one passage a sentence."""

    def __init__(self) -> None:
        self.phrases = furniture()
        self.lines = tuple(p for p in self.phrases if p.how != "anywhere")
        self.inner = tuple(p for p in self.phrases if p.how == "anywhere")
        self.cues = frozenset().union(*(p.words for p in self.inner))
        self.opening = any_of(p for p in self.lines if p.how == "opening")
        self.line = any_of(self.lines)
        self.byline = any_of(bylines())

    def __call__(self, doc: Doc) -> Doc:
        tree = tree_of(doc)
        units = _units(text_of(doc), tree)
        kinds = [self._kind(unit) for unit in units]
        self._foot(units, kinds)
        _headline(units, kinds)
        doc._.parley_passages = [
            Passage(unit.start, unit.end, kind or "body") for unit, kind in zip(units, kinds, strict=True)
        ]
        return doc

    def _kind(self, unit: _Unit) -> str | None:
        """Byline or furniture where the words decide, `maybe` where they only hint at furniture, else None."""
        if not unit.count:
            return "furniture"
        if unit.quoted:
            return None
        if unit.whole_line and unit.count <= LONGEST_LINE and self.byline.match(unit.text):
            return "byline"
        found = self._phrase(unit)
        if found is None:
            return None
        if found.strong or unit.reader or (unit.whole_line and not unit.finite and unit.count <= LONGEST_LINE):
            return "furniture"
        return "maybe"

    def _phrase(self, unit: _Unit) -> Phrase | None:
        if unit.count <= LONGEST_LINE and (self.line if unit.whole_line else self.opening).match(unit.text):
            for phrase in self.lines:
                # A line phrase fits a sentence of a line too only where it is short: "Error." and "Try again."
                if (unit.whole_line or phrase.how == "opening") and phrase.matches(unit.text):
                    return phrase
        if not self.cues.isdisjoint(unit.words):
            for phrase in self.inner:
                if not phrase.words.isdisjoint(unit.words) and phrase.matches(unit.text):
                    return phrase
        return None

    def _foot(self, units: list[_Unit], kinds: list[str | None]) -> None:
        """A hint is furniture next to furniture; so is a stub of a line under it at the foot of the page."""
        last_body = max((i for i, k in enumerate(kinds) if k is None and _prose(units[i])), default=-1)
        for i, unit in enumerate(units):
            near = kinds[i - 1] == "furniture" if i else False
            near = near or (i + 1 < len(kinds) and kinds[i + 1] == "furniture")
            if kinds[i] == "maybe":
                kinds[i] = "furniture" if near or i > last_body else None
            elif kinds[i] is None and i > last_body and not unit.quoted and not _prose(unit):
                under = "furniture" in kinds[last_body + 1 : i] or "byline" in kinds[last_body + 1 : i]
                if under and (unit.whole_line or unit.reader):
                    kinds[i] = "furniture"


def _units(text: str, tree: Tree) -> list[_Unit]:
    units = []
    inside = False
    for a, stop in tree.sents:
        b = stop
        while b > a + 1 and tree.words[b - 1].isspace():
            b -= 1
        start, end = tree.text(a, b)
        words = tree.lower[a:b]
        known = frozenset(words)
        begun = inside
        quoted = inside
        if not known.isdisjoint(QUOTES):
            for word in words:
                if word in OPENING_QUOTES or (word == '"' and not inside):
                    inside = True
                elif word in CLOSING_QUOTES or word == '"':
                    inside = False
            quoted = begun or bool(known & OPENING_QUOTES) or '"' in known
        line_start = text.rfind("\n", 0, start) + 1
        line_end = text.find("\n", end)
        line = text[line_start : line_end if line_end >= 0 else len(text)].strip()
        if inside and line_end >= 0 and text[end:line_end].strip() == "" and text[line_end:].lstrip()[:1] not in '"“':
            # A quotation that nobody closed ends with its paragraph.
            inside = False
        own = text[start:end].strip()
        units.append(
            _Unit(
                start=a,
                end=stop,
                text=own,
                words=known,
                count=sum([w[0].isalnum() for w in words]),
                whole_line=len(line) <= len(own) + 1,
                stopped=words[-1] in STOPS,
                finite=not FINITE.isdisjoint(tree.tag[a:b]),
                quoted=quoted,
                reader=not READER.isdisjoint(known),
            )
        )
    return units


def _prose(unit: _Unit) -> bool:
    return unit.finite and unit.stopped and unit.count >= BODY_WORDS and not (unit.reader and not unit.quoted)


def _headline(units: list[_Unit], kinds: list[str | None]) -> None:
    """The first line that is neither byline nor furniture, if it looks like a headline and prose comes after it."""
    for i, unit in enumerate(units):
        if kinds[i] is not None:
            continue
        short = unit.count <= LONGEST_HEADLINE and not unit.stopped and unit.whole_line
        if short and any(kinds[k] is None for k in range(i + 1, len(units))):
            kinds[i] = "headline"
        return


@Language.factory("parley_passages", requires=["token.dep", "doc.sents"], assigns=["doc._.parley_passages"])
def make_passages(nlp: Language, name: str) -> Passages:
    """Registered as `parley_passages`; takes no options."""
    return Passages()
