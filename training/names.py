"""Name-annotated corpora (IOB2) as Docs over raw text."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from augment import AGENCIES, CITIES
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from treebank import Sentence

_CLOSING = re.compile(r"^([.,;:?!%)\]}…”]|\.\.\.|n['’]t|['’](s|re|ve|ll|d|m|S)?)$")
_OPENING = re.compile(r"^[(\[{“$£€#]$")
ATTRS = ("ORTH", "SPACY", "ENT_IOB", "ENT_TYPE")
_SPLIT_HYPHENS = ("gum_", "uner_")
# Share of sentences written in small letters, half of them the names only.
SMALL = 0.08


@dataclass(slots=True)
class Named:
    """A sentence with its names: raw text and (start, end, label) in characters.

    Attributes:
        starts_paragraph: Whether the treebank says that a paragraph starts here.
    """

    text: str
    names: list[tuple[int, int, str]]
    starts_paragraph: bool = False


def read_iob(path: Path, treebank: Sequence[Sentence] = ()) -> list[Named]:
    """Reads one IOB2 file; spaces and paragraphs are the treebank's where it has the sentence, else spaces by rules."""
    known = {tuple(w.form for w in s.words): s for s in treebank}
    hyphens = path.name.startswith(_SPLIT_HYPHENS)
    found = []
    for rows in _blocks(path):
        forms = [form for form, _ in rows]
        same = known.get(tuple(forms))
        named = _named(rows, [w.space for w in same.words] if same else _spaces(forms, hyphens=hyphens))
        named.starts_paragraph = same is not None and (same.starts_paragraph or same.block == "head")
        found.append(named)
    return found


def _blocks(path: Path) -> Iterator[list[tuple[str, str]]]:
    rows: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.strip():
            form, tag = line.split("\t")[:2]
            rows.append((form, tag))
        elif rows:
            yield rows
            rows = []


def _spaces(forms: list[str], *, hyphens: bool) -> list[bool]:
    spaces, quoted = [True] * len(forms), False
    for i, form in enumerate(forms):
        if _CLOSING.match(form) and i:
            spaces[i - 1] = False
        if _OPENING.match(form):
            spaces[i] = False
        if form in {'"', "``", "''"}:
            quoted = not quoted
            if quoted:
                spaces[i] = False
            elif i:
                spaces[i - 1] = False
        if form == "-" and hyphens and i:
            spaces[i - 1] = spaces[i] = False
    return spaces


def _named(rows: list[tuple[str, str]], spaces: list[bool]) -> Named:
    text, names = "", []
    for (form, tag), space in zip(rows, spaces, strict=True):
        start = len(text)
        text += {"``": '"', "''": '"'}.get(form, form)
        if tag.startswith("B-") or (tag.startswith("I-") and not names):
            names.append((start, len(text), tag[2:]))
        elif tag.startswith("I-"):
            names[-1] = (names[-1][0], len(text), names[-1][2])
        text += " " if space else ""
    return Named(text.rstrip(), names)


def write_passes(nlp: Language, named: list[Named], folder: Path, *, count: int, seed: int) -> None:
    """Writes `count` shuffled and varied passes as DocBins."""
    for number in range(count):
        rng = random.Random(seed * 1000 + number)
        write_docs(one_pass(nlp, named, rng), folder / f"pass-{number:03d}.spacy", rng)


def write_docs(docs: list[Doc], path: Path, rng: random.Random) -> None:
    """Writes Docs to train on as one DocBin, shuffled."""
    rng.shuffle(docs)
    path.parent.mkdir(parents=True, exist_ok=True)
    DocBin(attrs=ATTRS, docs=docs).to_disk(path)


def write_gold(nlp: Language, named: list[Named], path: Path) -> None:
    """Writes a set to measure on, five sentences a Doc."""
    docs = [to_doc(nlp, named[i : i + 5]) for i in range(0, len(named), 5)]
    DocBin(attrs=ATTRS, docs=docs).to_disk(path)


def one_pass(nlp: Language, named: list[Named], rng: random.Random) -> list[Doc]:
    """Makes the Docs of one pass: one to three neighbouring sentences each, some varied."""
    docs, at = [], 0
    while at < len(named):
        group = named[at : at + rng.choice((1, 1, 2, 3))]
        at += len(group)
        docs.append(to_doc(nlp, [_variant(n, rng) for n in group], rng.choice((" ", " ", "\n", "\n\n"))))
    return docs


def to_doc(nlp: Language, group: Sequence[Named], line: str = " ", paragraph: str | None = None) -> Doc:
    """Joins sentences to a Doc; a name that cuts a token takes the whole token.

    Args:
        line: What to put between sentences.
        paragraph: What to put between paragraphs, if not that.
    """
    text, names = "", []
    for named in group:
        between = paragraph if named.starts_paragraph and paragraph else line
        text += between if text else ""
        names += [(len(text) + s, len(text) + e, label) for s, e, label in named.names]
        text += named.text
    doc = nlp.make_doc(text)
    spans: list[Span] = []
    for start, end, label in names:
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        if span is not None and (not spans or spans[-1].end <= span.start):
            spans.append(span)
    doc.set_ents(spans)
    return doc


def _variant(named: Named, rng: random.Random) -> Named:
    draw = rng.random()
    if draw > 1 - SMALL:
        return _in_small_letters(named, whole=draw > 1 - SMALL / 2)
    if draw < 0.04 and len(named.text) < 160:
        return Named(named.text.upper(), named.names) if len(named.text.upper()) == len(named.text) else named
    if draw < 0.10 and len(named.text) < 140:
        titled = re.sub(r"(?<![\w'’])[a-z](?=\w{3})", lambda m: m.group().upper(), named.text)
        return Named(titled.rstrip("."), named.names)
    if draw < 0.13:
        return _dateline(named, rng)
    if draw < 0.20:
        return Named(named.text.replace("'", "’"), named.names)
    return named


def _in_small_letters(named: Named, *, whole: bool) -> Named:
    """Writes a sentence, or its names only, as hurried people do."""
    text = named.text
    for start, end in [(0, len(text))] if whole else [(s, e) for s, e, _ in named.names]:
        text = text[:start] + text[start:end].lower() + text[end:]
    return Named(text, named.names, named.starts_paragraph) if len(text) == len(named.text) else named


def _dateline(named: Named, rng: random.Random) -> Named:
    city = rng.choice(CITIES)
    head, names = city, [(0, len(city), "LOC")]
    if rng.random() < 0.6:
        agency = rng.choice(AGENCIES)
        names.append((len(head) + 2, len(head) + 2 + len(agency), "ORG"))
        head += f" ({agency})"
    head += rng.choice((" - ", " — ", " – ", " -- "))
    moved = [(s + len(head), e + len(head), label) for s, e, label in named.names]
    return Named(head + named.text, [n for n in names if n[1] <= len(head)] + moved)
