"""CoNLL-U treebanks as plain sentences over raw text, with one label scheme for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

_OUTER = re.compile(r":outer$")
_PREDICATES = {"VERB", "AUX", "ADJ", "ADV"}
_COLUMNS = 10
_CLITICS = {"n't", "n’t", "not", "na", "ta"}


@dataclass(slots=True)
class Word:
    """One syntactic word of the treebank.

    Attributes:
        form: The letters that stand in the text; empty for a word that the text does not show.
        space: Whether a space follows.
        head: Index of the head in the sentence; a root is its own head.
    """

    form: str
    space: bool
    lemma: str
    pos: str
    tag: str
    head: int
    dep: str


@dataclass(slots=True)
class Sentence:
    """A treebank sentence, with where it stood in its document."""

    words: list[Word]
    starts_document: bool = False
    starts_paragraph: bool = False
    block: str = "p"
    source: str = ""
    names: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The raw text of the sentence, without the space after it."""
        return "".join(w.form + (" " if w.space else "") for w in self.words).rstrip()


def read_files(paths: list[Path]) -> list[Sentence]:
    """Reads CoNLL-U files in order."""
    return [s for path in paths for s in read_conllu(path)]


def read_conllu(path: Path) -> Iterator[Sentence]:
    """Yields the sentences of one file, relabelled by `unify`; a sentence with a cut line is left out."""
    new_document, new_paragraph, block = True, True, "p"
    comments: list[str] = []
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("#"):
            new_document = new_document or line.startswith("# newdoc")
            new_paragraph = new_paragraph or line.startswith("# newpar")
            if line.startswith("# newpar_block"):
                block = "head" if re.search(r"\bhead\b", line) else "p"
            comments.append(line)
        elif line.strip():
            rows.append(line.split("\t"))
        elif rows:
            if any(len(row) < _COLUMNS for row in rows):
                rows = []
                continue
            words = _words(rows)
            unify(words)
            yield Sentence(words, new_document, new_paragraph or new_document, block, path.stem)
            new_document = new_paragraph = False
            comments, rows = [], []


def _words(rows: list[list[str]]) -> list[Word]:
    """Makes words of CoNLL-U rows, dividing the letters of multiword tokens among their words."""
    words: list[Word] = []
    surface: dict[int, tuple[str, bool]] = {}
    for row in rows:
        number = row[0]
        space = "SpaceAfter=No" not in row[9]
        if "-" in number:
            first, last = (int(n) for n in number.split("-"))
            forms = [r[1] for r in rows if r[0].isdigit() and first <= int(r[0]) <= last]
            pieces = _divide(row[1], forms)
            for offset, piece in enumerate(pieces):
                surface[first + offset] = (piece, space and offset == len(pieces) - 1)
        elif number.isdigit():
            form, after = surface.get(int(number), (row[1], space))
            head = int(row[6]) - 1
            words.append(Word(form, after, row[2], row[3], row[4], head if head >= 0 else len(words), row[7]))
    return words


def _divide(text: str, forms: list[str]) -> list[str]:
    """Cuts a multiword token's letters into as many pieces as it has words."""
    if "".join(forms) == text:
        return forms
    pieces, rest = [], text
    for form in forms[:-1]:
        size = min(len(form), max(0, len(rest) - 1))
        if forms[-1].lower() in _CLITICS and len(forms) == 2:
            size = max(1, len(rest) - len(forms[-1]))
        pieces.append(rest[:size])
        rest = rest[size:]
    return [*pieces, rest]


def unify(words: list[Word]) -> None:
    """Brings the treebanks' relations to the set that EWT and GUM share.

    `nsubj:outer` says something of the predicate and not of the subject, so it is cut. Unmarked nominals are `obl`
    of predicates and `nmod` of nominals. PUD has no `obl:agent`: "by" with a passive predicate is one everywhere.
    """
    for i, word in enumerate(words):
        word.dep = _OUTER.sub("", word.dep)
        head = words[word.head]
        if word.dep in {"nmod:unmarked", "obl:unmarked"} and head.pos in _PREDICATES:
            word.dep = "obl:unmarked"
        elif word.dep == "obl" and head.tag == "VBN":
            kids = [w for w in words if w.head == i and w is not word]
            passive = head.dep == "acl" or any(
                w.dep in {"nsubj:pass", "aux:pass", "csubj:pass"} for w in words if words[w.head] is head
            )
            if passive and word.pos in {"NOUN", "PROPN", "PRON"}:
                by = any(k.dep == "case" and k.form.lower() == "by" for k in kids)
                if by and word.tag != "CD" and not any(k.dep == "case" and k.form.lower() != "by" for k in kids):
                    word.dep = "obl:agent"
