#!/usr/bin/env python3
"""Score the entities of readings against chains of mentions: B-cubed, with "same string" beside it.

    parley code evaluation/coref/chains.jsonl -o coref.jsonl
    python evaluation/coref_score.py evaluation/coref/chains.jsonl coref.jsonl [--errors N]

    PARLEY_GOLD=FOLDER python evaluation/coref_score.py gum --texts gum.jsonl     writes GUM's texts, to be coded
    PARLEY_GOLD=FOLDER python evaluation/coref_score.py gum READINGS.jsonl        scores them

A mention of the reading is a gold mention's when the head of each lies in the other. B-cubed goes over the gold's
mentions: a system's chain is what it says about them, a mention that it does not have or leaves alone has none, and
chains of one mention count on neither side, as in CoNLL-2012; gold mentions that stand alone still spoil a chain
they are put in. The baseline joins gold mentions with the same words, an article apart, and leaves pronouns alone.
`gum` looks at people, organizations and places in FOLDER/treebank/gum/test (coref.py reads them, and scores the
system's own mentions rather than the gold's). Standard library only, `gum` apart.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from scoring import Item, by_report, lines

Clusters = dict[int, str]
Error = tuple[str, str, str, str]

FORMS = ("name", "definite", "nominal", "pronoun")
TYPES = {"person", "organization", "location", "place"}
# A head stands before the first of these: "the envoy | of the Union", "Brandt | , a former miner".
AFTER_HEAD = re.compile(r"\s(?:of|in|for|from|to|at|on|with|who|which|that|by)\s|,\s|\s\(|'s$|’s$")
INDEFINITE = re.compile(r"^(?:an?|one|two|some|other|another)\s", re.IGNORECASE)
ARTICLE = re.compile(r"^(?:the|a|an|this|that|these|those)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Mention:
    """A gold mention: its words' offsets, those of its head, its chain and form (name, nominal, pronoun)."""

    start: int
    end: int
    head: tuple[int, int]
    chain: str
    form: str
    text: str


@dataclass
class Document:
    """A text with its gold mentions in the order of the text."""

    id: str
    text: str
    mentions: list[Mention]


@dataclass
class Score:
    """Running sums.

    Attributes:
        precision, system: B-cubed precision summed over the mentions in a chain of the system, and their number.
        recall, gold: the same for the gold.
        links: for each form, mentions joined to the right nearest one before, joined to any, and having one;
            definite descriptions ("the envoy", "his deputy") are counted apart from other nominals.
        errors: form, text's id, words, what they stand for and were joined to.
    """

    precision: float = 0.0
    system: int = 0
    recall: float = 0.0
    gold: int = 0
    links: dict[str, list[int]] = field(default_factory=lambda: {f: [0, 0, 0] for f in FORMS})
    errors: list[Error] = field(default_factory=list)

    def b_cubed(self) -> tuple[float, float, float]:
        """Precision, recall and F1."""
        p = self.precision / self.system if self.system else 0.0
        r = self.recall / self.gold if self.gold else 0.0
        return p, r, 2 * p * r / (p + r) if p + r else 0.0


def head(text: str, start: int, end: int) -> tuple[int, int]:
    """Offsets of the head word of a noun phrase: the last word before what follows the noun."""
    words = text[start:end]
    core = AFTER_HEAD.split(words, maxsplit=1)[0].rstrip() or words
    last = re.search(r"\S+$", core)
    return (start + last.start(), start + last.end()) if last else (start, end)


def document(line: Item) -> Document:
    """A line of chains.jsonl."""
    text = line["text"]
    mentions = [
        Mention(m["start"], m["end"], head(text, m["start"], m["end"]), c["id"], m["form"], text[m["start"] : m["end"]])
        for c in line["chains"]
        for m in c["mentions"]
    ]
    return Document(line["id"], text, sorted(mentions, key=lambda m: (m.start, -m.end)))


def aligned(doc: Document, reading: Item) -> Clusters:
    """The entity in the reading of each gold mention that it has; each of its mentions serves once."""
    candidates = []
    for i, gold in enumerate(doc.mentions):
        for j, mention in enumerate(reading.get("mentions", [])):
            if mention.get("entity") is None or mention["type"] not in TYPES:
                continue
            a, b = mention["start"], mention["end"]
            first, last = head(doc.text, a, b)
            if a <= gold.head[0] < b and gold.start <= first < gold.end:
                apart = abs(a - gold.start) + abs(b - gold.end)
                candidates.append((first != gold.head[0] and last != gold.head[1], apart, i, j))
    clusters: Clusters = {}
    used: set[int] = set()
    for *_, i, j in sorted(candidates):
        if i not in clusters and j not in used:
            clusters[i] = str(reading["mentions"][j]["entity"])
            used.add(j)
    return clusters


def same_string(doc: Document) -> Clusters:
    """The baseline."""
    return {i: ARTICLE.sub("", m.text).lower() for i, m in enumerate(doc.mentions) if m.form != "pronoun"}


def add(score: Score, doc: Document, clusters: Clusters) -> None:
    """Score one text."""
    chains: dict[str, set[int]] = defaultdict(set)
    for i, m in enumerate(doc.mentions):
        chains[m.chain].add(i)
    together: dict[str, set[int]] = defaultdict(set)
    for i, cluster in clusters.items():
        together[cluster].add(i)
    for i, m in enumerate(doc.mentions):
        want = chains[m.chain]
        got = together[clusters[i]] if i in clusters else {i}
        if len(got) > 1:
            score.precision += len(got & want) / len(got)
            score.system += 1
        if len(want) > 1:
            score.recall += len(got & want) / len(want) if len(got) > 1 else 0.0
            score.gold += 1
        _link(score, doc, i, got, want)


def _link(score: Score, doc: Document, i: int, got: set[int], want: set[int]) -> None:
    m = doc.mentions[i]
    nearest = max((k for k in got if k < i), default=None)
    due = min(want) < i
    right = nearest is not None and nearest in want
    definite = m.form == "nominal" and not INDEFINITE.match(m.text)
    counts = score.links["definite" if definite else m.form]
    counts[0] += right
    counts[1] += nearest is not None
    counts[2] += due
    if not right and (due or nearest is not None):
        chain = doc.mentions[min(want)].text if due else "nobody before"
        joined = "alone" if nearest is None else doc.mentions[nearest].text
        score.errors.append((m.form, doc.id, m.text, f"{chain}, not {joined}"))


def scores(documents: Iterable[Document], readings: dict[str, Item]) -> dict[str, Score]:
    """The system's score and the baseline's."""
    out = {"parley": Score(), "same string": Score()}
    for doc in documents:
        add(out["parley"], doc, aligned(doc, readings.get(doc.id, {})))
        add(out["same string"], doc, same_string(doc))
    return out


def gum(folder: Path) -> Iterator[Document]:
    """GUM's documents; the form of a mention is told by its words, as GUM does not say it."""
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    try:
        import coref
    finally:
        sys.path.pop(0)
    for path in sorted((folder / "treebank" / "gum" / "test").glob("*.conllu")):
        source = coref.read(path)
        mentions = []
        for g in source.gold:
            if g.kind in coref.KINDS:
                words = source.text[g.start : g.end]
                pronoun = g.words == 1 and g.first in coref.pronouns()
                form = "pronoun" if pronoun else "name" if words[:1].isupper() else "nominal"
                mentions.append(Mention(g.start, g.end, head(source.text, g.start, g.end), g.entity, form, words))
        yield Document(source.name, source.text, mentions)


def measures(documents: Iterable[Document], readings: dict[str, Item]) -> dict[str, float]:
    """What the gate holds, the baseline beside it."""
    result = scores(documents, readings)
    return {"B-cubed F1": result["parley"].b_cubed()[2], "B-cubed F1, same string": result["same string"].b_cubed()[2]}


def main(arguments: list[str] | None = None) -> int:
    """Print the figures; the last line is the headline."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, help="chains.jsonl, or the word gum")
    parser.add_argument("readings", type=Path, nargs="?")
    parser.add_argument("--texts", type=Path, metavar="FILE", help="write the texts there and score nothing")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N mentions in the wrong chain")
    options = parser.parse_args(arguments)
    if str(options.gold) != "gum":
        documents = [document(line) for line in lines(options.gold)]
    elif "PARLEY_GOLD" in os.environ:
        documents = list(gum(Path(os.environ["PARLEY_GOLD"])))
    else:
        print("skipped: PARLEY_GOLD names no folder with treebank/gum/test", file=sys.stderr)
        return 0
    if options.texts:
        content = [json.dumps({"id": d.id, "text": d.text}, ensure_ascii=False) for d in documents]
        options.texts.write_text("\n".join(content) + "\n", encoding="utf-8")
        return 0
    if options.readings is None:
        parser.error("name the file of readings, or --texts FILE")
    _print(scores(documents, by_report(lines(options.readings))), documents, options.errors)
    return 0


def _print(result: dict[str, Score], documents: list[Document], limit: int) -> None:
    for error in result["parley"].errors[:limit]:
        print("  ".join(error))
    sizes: dict[tuple[str, str], int] = defaultdict(int)
    for doc in documents:
        for m in doc.mentions:
            sizes[doc.id, m.chain] += 1
    print(f"texts {len(documents)}  chains {sum(n > 1 for n in sizes.values())}  mentions {sum(sizes.values())}")
    for form, (right, joined, due) in result["parley"].links.items():
        p, r = right / max(joined, 1), right / max(due, 1)
        print(f"{form:12} with the right one before: precision {p:.3f} of {joined}, recall {r:.3f} of {due}")
    for name in ("same string", "parley"):
        p, r, f = result[name].b_cubed()
        print(f"{name:12} B-cubed precision {p:.3f}  recall {r:.3f}  F1 {f:.3f}")


if __name__ == "__main__":
    sys.exit(main())
