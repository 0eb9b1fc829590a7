"""Coreference against GUM: B-cubed over people, organizations and places, with the "same string" baseline beside it.

    python evaluation/coref.py FOLDER [--model NAME]

FOLDER holds GUM's .conllu files (gold in the `Entity=` field of MISC). The pipeline reads the plain text; a mention
is found when its head lies in the gold mention's minimal span. Chains of one mention count on neither side, as in
CoNLL-2012; mentions that GUM gives another type (objects, events, abstract things) are left out on both sides.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from spacy.language import Language

from parley.codebook.words import pronouns
from parley.coding import entities, mentions, passages  # noqa: F401  (registers the factories)
from parley.coding.layers import tree_of
from parley.language.pipeline import load_pipeline

KINDS = {"person", "organization", "place"}


@dataclass
class Gold:
    """A gold mention: code point range of its minimal span, its first word and its entity."""

    start: int
    end: int
    entity: str
    kind: str
    first: str
    words: int


@dataclass
class Document:
    """A GUM document as plain text with its gold mentions."""

    name: str
    text: str
    gold: list[Gold] = field(default_factory=list)


@dataclass
class Found:
    """A mention of the system: head's offset, chain, form, text and the gold mention it is, if any."""

    head: int
    chain: int
    form: str
    text: str
    gold: int | None = None


def read(path: Path) -> Document:
    """One .conllu file: sentences joined by spaces, paragraphs by line breaks."""
    text = ""
    spans: list[tuple[int, int]] = []
    fields: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar") and text:
            text = text.rstrip() + "\n"
        columns = line.split("\t")
        if len(columns) < 10 or not columns[0].isdigit():
            continue
        spans.append((len(text), len(text) + len(columns[1])))
        text += columns[1] + ("" if "SpaceAfter=No" in columns[9] else " ")
        entity = next((f for f in columns[9].split("|") if f.startswith("Entity=")), "Entity=")
        fields.append(entity[7:])
    document = Document(path.stem, text)
    begun: dict[str, list[tuple[int, list[str]]]] = defaultdict(list)
    for i, value in enumerate(fields):
        for piece in re.findall(r"\([^()]+\)?|[^()]+\)", value):
            parts = piece.strip("()").split("-")
            if piece.startswith("("):
                begun[parts[0]].append((i, parts))
            if piece.endswith(")") and begun[parts[0]]:
                document.gold.append(_mention(*begun[parts[0]].pop(), i, spans, text))
    document.gold.sort(key=lambda g: (g.start, -g.end))
    return document


def _mention(start: int, parts: list[str], end: int, spans: list[tuple[int, int]], text: str) -> Gold:
    least = [int(n) for n in parts[5].split(",") if n.isdigit()] if len(parts) > 5 else []
    first, last = (start + min(least) - 1, start + max(least) - 1) if least else (start, end)
    return Gold(
        spans[first][0], spans[last][1], parts[0], parts[1], text[slice(*spans[start])].lower(), end - start + 1
    )


def found(nlp: Language, document: Document) -> list[Found]:
    """The system's mentions that stand for an entity, aligned with the gold."""
    doc = nlp(document.text)
    tree = tree_of(doc)
    layer = doc._.parley_entities
    out = []
    taken: set[int] = set()
    for i, mention in enumerate(doc._.parley_mentions):
        if mention.type in ("nationality", "weapon"):
            continue
        head = tree.start[mention.head]
        match = [
            (g.end - g.start, k) for k, g in enumerate(document.gold) if g.start <= head < g.end and k not in taken
        ]
        gold = min(match)[1] if match else None
        if gold is not None:
            taken.add(gold)
        a, b = tree.text(mention.start, mention.end)
        out.append(Found(head, layer.of.get(i, -1 - i), mention.form, doc.text[a:b], gold))
    return out


def same_string(mentions_: Iterable[Found]) -> list[Found]:
    """The baseline: mentions with the same words, a determiner apart, are one; pronouns are alone."""
    chains: dict[str, int] = {}
    out = []
    for i, m in enumerate(mentions_):
        words = re.sub(r"^(the|a|an|this|that) ", "", m.text.lower())
        chain = -1 - i if m.form == "pronoun" else chains.setdefault(words, len(chains))
        out.append(Found(m.head, chain, m.form, m.text, m.gold))
    return out


@dataclass
class Sums:
    """Running sums of B-cubed, and of antecedents by form of mention: right, proposed, in the gold."""

    precision: float = 0.0
    system: int = 0
    recall: float = 0.0
    gold: int = 0
    links: dict[str, list[int]] = field(default_factory=lambda: {"pronoun": [0, 0, 0], "definite": [0, 0, 0]})

    def b3(self) -> tuple[float, float, float]:
        """Precision, recall and F1."""
        p = self.precision / self.system if self.system else 0.0
        r = self.recall / self.gold if self.gold else 0.0
        return p, r, 2 * p * r / (p + r) if p + r else 0.0


def add(sums: Sums, document: Document, system: list[Found]) -> None:
    """Score one document."""
    out_of_scope = {k for k, g in enumerate(document.gold) if g.kind not in KINDS}
    system = [m for m in system if m.gold not in out_of_scope]
    chains: dict[int, list[Found]] = defaultdict(list)
    for m in system:
        chains[m.chain].append(m)
    of_gold = {m.gold: m for m in system if m.gold is not None}
    entity = [g.entity for g in document.gold]
    golds: dict[str, list[int]] = defaultdict(list)
    for k, g in enumerate(document.gold):
        if g.kind in KINDS:
            golds[g.entity].append(k)
    for members in chains.values():
        if len(members) < 2:
            continue
        for m in members:
            sums.system += 1
            if m.gold is not None:
                same = sum(o.gold is not None and entity[o.gold] == entity[m.gold] for o in members)
                sums.precision += same / len(members)
    for keys in golds.values():
        if len(keys) < 2:
            continue
        for k in keys:
            sums.gold += 1
            if k in of_gold:
                same = sum(o in of_gold and of_gold[o].chain == of_gold[k].chain for o in keys)
                sums.recall += same / len(keys)
        for k in keys[1:]:
            form = _form(document.gold[k])
            if form:
                sums.links[form][2] += 1
    for m in system:
        form = _form(document.gold[m.gold]) if m.gold is not None else None
        before = [o for o in chains[m.chain] if o.head < m.head and o.form != "pronoun"]
        if form and before and m.gold is not None:
            nearest = before[-1]
            sums.links[form][1] += 1
            sums.links[form][0] += nearest.gold is not None and entity[nearest.gold] == entity[m.gold]


def _form(gold: Gold) -> str | None:
    if gold.words == 1 and gold.first in pronouns():
        return "pronoun" if pronouns()[gold.first].kind == "personal" else None
    return "definite" if gold.words > 1 and gold.first == "the" else None


def pipeline(model: str | None) -> Language:
    """A parsing pipeline with Parley's first three components."""
    nlp = load_pipeline(model)
    for name in ("parley_passages", "parley_mentions", "parley_entities"):
        if name not in nlp.pipe_names:
            nlp.add_pipe(name)
    return nlp


def main() -> None:
    """Read the folder, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--model", help="name or path of a spaCy pipeline; the shipped one if left out")
    options = parser.parse_args()
    nlp = pipeline(options.model)
    systems: dict[str, Callable[[list[Found]], list[Found]]] = {"parley": list, "same string": same_string}
    sums = {name: Sums() for name in systems}
    for path in sorted(options.folder.glob("*.conllu")):
        document = read(path)
        mentions_ = found(nlp, document)
        for name, system in systems.items():
            add(sums[name], document, system(mentions_))
    for name, total in sums.items():
        p, r, f = total.b3()
        print(f"{name:12} B-cubed precision {p:.3f}  recall {r:.3f}  F1 {f:.3f}")
    for form, (right, proposed, gold) in sums["parley"].links.items():
        print(
            f"{form:12} antecedents: precision {right / max(proposed, 1):.3f} of {proposed}, "
            f"recall {right / max(gold, 1):.3f} of {gold}"
        )


if __name__ == "__main__":
    main()
