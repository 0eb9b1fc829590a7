"""Score attribution: `python evaluation/times_places/attributions.py [--model MODEL] [--misses]`.

A gold link is source, cue and content. It is found when a link of the coder's has a cue that overlaps the gold cue and
content that shares at least half of the characters (F1 of characters 0.5); precision, recall and F1 count links. Of the
found ones the source is right when its words overlap the gold source, or when neither has one; `mention` says for how
many of the sources with words the coder points at an entity.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

import parley
from parley.coding.layers import Said, tree_of
from parley.language.tree import Tree

GOLD = Path(__file__).with_suffix(".jsonl")


def characters(spans: list[tuple[int, int]]) -> set[int]:
    """Offsets that the spans cover."""
    return {i for a, b in spans for i in range(a, b)}


def agrees(tree: Tree, said: Said, gold: dict[str, Any]) -> bool:
    """Whether a link of the coder's is the gold link."""
    start, end = tree.text(*said.cue)
    if not (start < gold["cue"]["end"] and gold["cue"]["start"] < end):
        return False
    mine = characters([tree.text(a, b) for a, b in said.content])
    theirs = characters([(s["start"], s["end"]) for s in gold["content"]])
    return 2 * len(mine & theirs) >= 0.5 * (len(mine) + len(theirs))


def main() -> None:
    """Print the measures, a line each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model")
    parser.add_argument("--misses", action="store_true", help="print what is wrong")
    options = parser.parse_args()
    coder = parley.load(model=options.model)
    n: Counter[str] = Counter()
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        doc = coder.doc(parley.Report(id=item["id"], text=item["text"], language="en"))
        tree = tree_of(doc)
        links: list[Said] = list(doc._.parley_attribution)
        n["given"] += len(links)
        left = list(links)
        for gold in item["links"]:
            n["gold"] += 1
            said = next((s for s in left if agrees(tree, s, gold)), None)
            if said is None:
                if options.misses:
                    print(f"{item['id']} missed {words(item, gold)}; has {[told(doc, tree, s) for s in links]}")
                continue
            left.remove(said)
            n["found"] += 1
            start, end = tree.text(*said.words)
            source = gold["source"]
            right = start < source["end"] and source["start"] < end if source else said.source is None
            n["source"] += right
            n["sources"] += source is not None
            n["mention"] += source is not None and right and said.source is not None
            if not right and options.misses:
                print(f"{item['id']} source {item['text'][start:end]!r} for {words(item, gold)}")
        if options.misses:
            for said in left:
                print(f"{item['id']} extra {told(doc, tree, said)}: {item['text']}")
    precision, recall = n["found"] / max(n["given"], 1), n["found"] / n["gold"]
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"attribution precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} of {n['gold']}")
    print(f"attribution source right {n['source'] / max(n['found'], 1):.3f} of {n['found']}")
    print(f"attribution source a mention {n['mention'] / max(n['sources'], 1):.3f} of {n['sources']}")


def words(item: dict[str, Any], gold: dict[str, Any]) -> str:
    """A gold link in words."""
    spans = [*([gold["source"]] if gold["source"] else []), gold["cue"], *gold["content"]]
    return " | ".join(item["text"][s["start"] : s["end"]] for s in spans)


def told(doc: Any, tree: Tree, said: Said) -> str:
    """A link of the coder's in words."""
    return " | ".join(doc.text[slice(*tree.text(a, b))] for a, b in (said.words, said.cue, *said.content) if b > a)


if __name__ == "__main__":
    main()
