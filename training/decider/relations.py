"""Learn the decider of standing relations from annotated bulletins.

    python training/decider/relations.py --gold GOLD.jsonl --out src/parley/codebook/data/relations_decider.json.gz
    python training/decider/relations.py --gold GOLD.jsonl --folds FILE   (readings of held-out folds, for news.py)

The gold's format is that of `tools/news.py`: whole reports whose `relations` have `type`, `from`, `to`, `required`.
A claim is worth making when its probability is more than half of the F1 that is reached (Lipton et al., 2014,
"Optimal Thresholding of Classifiers to Maximize F1 Measure"): about 0.31, log odds of -0.8. Types with a few dozen
examples are left to the rules.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec
from common import Gold, Row, fit, folds, overlap

import parley
from parley.codebook.relations import SYMMETRIC
from parley.coding.linear import names
from parley.coding.relations.component import Relater
from parley.coding.relations.decide import Decider, beside
from parley.coding.relations.features import Weighing
from parley.coding.relations.ground import Claim, Ground
from parley.model import Report

FOLDS = 5
Data = dict[str, list["Claimed"]]


@dataclass
class Claimed:
    """A claim of a report: its type, its features, whether the gold has it and requires it."""

    kind: str
    names: list[str]
    hit: bool
    required: bool


def collect(coder: parley.Coder, gold: Iterable[Gold]) -> Data:
    component = coder.nlp.get_pipe("parley_relations")
    assert isinstance(component, Relater)
    component.decider = None
    data: Data = {}
    for g in gold:
        doc = coder.doc(Report(id=g["id"], text=g["text"], published=g.get("published")))
        here, claims = component.propose(doc)
        near = beside(here, claims)
        weighing = Weighing(here)
        rows = data[g["id"]] = []
        for claim in claims:
            hits = [n for n, want in enumerate(g["relations"]) if says(here, claim, want)]
            required = any(g["relations"][n]["required"] for n in hits)
            rows.append(
                Claimed(claim.kind, names(weighing.of(claim, near[claim.sentence(here)])), bool(hits), required)
            )
    return data


def says(here: Ground, claim: Claim, want: Gold) -> bool:
    """Whether a claim is the gold's relation: type, both ends, and direction where it has one."""
    if claim.kind != want["type"]:
        return False
    a, b = (here.tree.text(here.mentions[n].start, here.mentions[n].end) for n in (claim.from_, claim.to))
    straight = overlap(a, want["from"]) and overlap(b, want["to"])
    turned = claim.kind in SYMMETRIC and overlap(a, want["to"]) and overlap(b, want["from"])
    return bool(straight or turned)


def rows(data: Data, reports: Iterable[str], kinds: frozenset[str]) -> Iterable[Row]:
    """What is learned from: optional relations teach neither way."""
    for report in sorted(reports):
        for c in data[report]:
            if c.kind in kinds and (c.required or not c.hit):
                yield c.names, int(c.hit)


def learn(data: Data, reports: set[str], args: argparse.Namespace) -> Decider:
    kinds = frozenset(args.kinds)
    return Decider(fit(rows(data, reports, kinds), args.strength), dict.fromkeys(sorted(kinds), args.over))


def read(coder: parley.Coder, gold: list[Gold], held: set[str], decider: Decider | None) -> Iterable[str]:
    component = coder.nlp.get_pipe("parley_relations")
    assert isinstance(component, Relater)
    component.decider = decider
    for g in gold:
        if g["id"] in held:
            yield coder.read(g["text"], published=g.get("published"), id=g["id"]).to_json() + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=Path, help="write out-of-fold readings to this file")
    parser.add_argument("--model")
    parser.add_argument("--strength", type=float, default=0.4)
    parser.add_argument("--over", type=float, default=-0.8, help="log odds over which a claim stands")
    parser.add_argument("--kinds", nargs="+", default=["leads", "member-of", "represents"])
    args = parser.parse_args()
    gold = [json.loads(line) for line in args.gold.open(encoding="utf-8")]
    coder = parley.load(model=args.model)
    data = collect(coder, gold)
    reports = {g["id"] for g in gold}
    if args.folds:
        with args.folds.open("w", encoding="utf-8") as out:
            for held in folds(sorted(reports), FOLDS):
                out.writelines(read(coder, gold, held, learn(data, reports - held, args)))
    if args.out:
        decider = learn(data, reports, args)
        args.out.write_bytes(gzip.compress(msgspec.json.encode(decider, order="deterministic"), mtime=0))
        print(f"{args.out}: {args.out.stat().st_size:,} bytes, weights {len(decider.claim.weights)}")


if __name__ == "__main__":
    main()
