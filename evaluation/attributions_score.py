"""Score attribution: `python evaluation/attributions_score.py [--model MODEL] [--misses]`.

A gold link is source, cue and content. It is found when a link of the coder's has a cue that overlaps the gold cue and
content that shares at least half of the characters (F1 of characters 0.5); precision, recall and F1 count links. Of the
found ones the source is right when its words overlap the gold source, or when neither has one; `mention` says for how
many of the sources with words the coder points at an entity.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from scoring import Item, Misses, Tally, lines, touches

import parley
from parley.coding.layers import Said, tree_of
from parley.language.tree import Tree

GOLD = Path(__file__).parent / "times_places" / "attributions.jsonl"


def characters(spans: list[tuple[int, int]]) -> set[int]:
    """Offsets that the spans cover."""
    return {i for a, b in spans for i in range(a, b)}


def agrees(tree: Tree, said: Said, gold: Item) -> bool:
    """Whether a link of the coder's is the gold link."""
    if not touches(tree.text(*said.cue), gold["cue"]):
        return False
    mine = characters([tree.text(a, b) for a, b in said.content])
    theirs = characters([(s["start"], s["end"]) for s in gold["content"]])
    return 2 * len(mine & theirs) >= 0.5 * (len(mine) + len(theirs))


def score(coder: parley.Coder) -> tuple[Tally, Counter[str], Misses]:
    """Links found; sources of those found; what is wrong."""
    links, n, misses = Tally(), Counter[str](), Misses()
    for item in lines(GOLD):
        doc = coder.doc(parley.Report(id=item["id"], text=item["text"], language="en"))
        tree = tree_of(doc)
        left: list[Said] = list(doc._.parley_attribution)
        has = [told(doc, tree, s) for s in left]
        for gold in item["links"]:
            said = next((s for s in left if agrees(tree, s, gold)), None)
            if said is None:
                links.fn += 1
                misses.add("missed", item["id"], words(item, gold), f"has {has}")
                continue
            left.remove(said)
            links.tp += 1
            span, source = tree.text(*said.words), gold["source"]
            right = touches(span, source) if source else said.source is None
            n["source"] += right
            n["sources"] += source is not None
            n["mention"] += source is not None and right and said.source is not None
            if not right:
                misses.add("source", item["id"], repr(item["text"][slice(*span)]), "for", words(item, gold))
        links.fp += len(left)
        for said in left:
            misses.add("extra", item["id"], told(doc, tree, said), "in", item["text"])
    return links, n, misses


def measures(coder: parley.Coder) -> dict[str, float]:
    """What the gate holds."""
    links, n, _ = score(coder)
    return {"attribution F1": links.f1, "source right": n["source"] / max(links.tp, 1)}


def main() -> None:
    """Print the measures, a line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model")
    parser.add_argument("--misses", action="store_true", help="print what is wrong")
    options = parser.parse_args()
    links, n, misses = score(parley.load(model=options.model))
    if options.misses:
        misses.show()
    print(f"attribution {links} of {links.tp + links.fn}")
    print(f"attribution source right {n['source'] / max(links.tp, 1):.3f} of {links.tp}")
    print(f"attribution source a mention {n['mention'] / max(n['sources'], 1):.3f} of {n['sources']}")


def words(item: Item, gold: Item) -> str:
    """A gold link in words."""
    spans = [*([gold["source"]] if gold["source"] else []), gold["cue"], *gold["content"]]
    return " | ".join(item["text"][s["start"] : s["end"]] for s in spans)


def told(doc: Any, tree: Tree, said: Said) -> str:
    """A link of the coder's in words."""
    return " | ".join(doc.text[slice(*tree.text(a, b))] for a, b in (said.words, said.cue, *said.content) if b > a)


if __name__ == "__main__":
    main()
