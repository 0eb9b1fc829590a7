"""Learn the decider from annotated bulletins.

    python training/decider/train.py --gold news_train.jsonl [--out src/parley/codebook/data/decider.json.gz]
    python training/decider/train.py --gold news_train.jsonl --folds DIR    (readings of held-out folds, for news.py)

The gold's format is that of `tools/news.py`: whole reports, events with `sentence`, `q`, `type`, `alt`, `actors`,
`recipients`, `required`. Folds go by block, the letters before the dash of a report's id.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from common import Gold, Row, fit, folds, overlap

import parley
from parley.coding.acts.component import ActCoder, told_by
from parley.coding.acts.compose import Proposal
from parley.coding.acts.decide import Decider
from parley.coding.acts.features import of_act
from parley.coding.acts.setting import Setting
from parley.coding.acts.sides import Sides
from parley.coding.linear import names
from parley.model import Report

MUTUAL = {"CONSULT", "COOPERATE", "AGREE", "SUPPORT", "ASSAULT"}


class Rows:
    """Features and labels of acts, actors and recipients, by report."""

    def __init__(self) -> None:
        self.act: dict[str, list[Row]] = defaultdict(list)
        self.actor: dict[str, list[Row]] = defaultdict(list)
        self.recipient: dict[str, list[Row]] = defaultdict(list)


def collect(coder: parley.Coder, gold: Iterable[Gold]) -> Rows:
    component = coder.nlp.get_pipe("parley_acts")
    assert isinstance(component, ActCoder)
    component.decider, component.proposing = None, True
    rows = Rows()
    for g in gold:
        doc = coder.doc(Report(id=g["id"], text=g["text"], published=g.get("published")))
        here, groups = component.propose(doc)
        told: set[tuple[str, str]] = set()
        for group in groups:
            matched = match(here, group, g)
            for order, p in enumerate(group):
                want = matched.get(id(p))
                if want is None or want["required"]:
                    rows.act[g["id"]].append((names(of_act(here, p, order, group, told)), int(want is not None)))
                if want is not None:
                    sides(rows, g["id"], here, p, group, want)
            told.update(told_by(here, group))
    return rows


def match(here: Setting, group: list[Proposal], g: Gold) -> dict[int, Gold]:
    """The gold event of each proposal: same sentence, type or alternative; the trigger's words first."""
    tree = here.tree
    pairs = []
    for n, p in enumerate(group):
        trigger = (tree.start[p.trigger], tree.end(p.trigger))
        words = [(tree.start[w], tree.end(w)) for w in p.words]
        for m, want in enumerate(g["events"]):
            if overlap(trigger, want["sentence"]) and p.type in [want["type"], *want["alt"]]:
                exact = any(overlap(w, want["q"]) for w in words)
                pairs.append((exact, p.type == want["type"], want["required"], -n, -m))
    out: dict[int, Gold] = {}
    taken = set()
    for *_, n, m in sorted(pairs, reverse=True):
        if id(group[-n]) not in out and m not in taken:
            out[id(group[-n])] = g["events"][-m]
            taken.add(m)
    return out


def sides(rows: Rows, report: str, here: Setting, p: Proposal, group: list[Proposal], want: Gold) -> None:
    asked = Sides(here, p, group).each()
    found = [c.n for c, _ in asked]
    parts = {
        side: set().union(*(best(here, found, party) for party in want[side])) for side in ("actors", "recipients")
    }
    for c, asked_of in asked:
        features = names(asked_of)
        rows.actor[report].append((features, int(c.n in parts["actors"])))
        rows.recipient[report].append((features, int(c.n in parts["recipients"])))


def best(here: Setting, found: list[int], party: Gold) -> set[int]:
    """The mention that fits a party's words best: most overlap, least beside it."""
    scored = []
    for n in found:
        m = here.mentions[n]
        span = here.tree.text(m.start, m.end)
        for words in party["spans"]:
            if common := overlap(span, words):
                scored.append((common / max(span[1] - span[0], words["end"] - words["start"]), n))
    return {max(scored)[1]} if scored else set()


def learn(rows: Rows, reports: set[str], args: argparse.Namespace) -> Decider:
    def of(part: dict[str, list[Row]]) -> list[Row]:
        return [row for report in sorted(part) if report in reports for row in part[report]]

    return Decider(
        act=fit(of(rows.act), args.act_strength),
        actor=fit(of(rows.actor), args.side_strength),
        recipient=fit(of(rows.recipient), args.side_strength),
        act_over=args.act_over,
        side_over=args.side_over,
        sole_over=args.sole_over,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=Path, help="write out-of-fold readings to this file")
    parser.add_argument("--model")
    parser.add_argument("--act-strength", type=float, default=0.1, help="inverse of the penalty on weights")
    parser.add_argument("--side-strength", type=float, default=0.1)
    parser.add_argument("--act-over", type=float, default=-0.05, help="log odds; see decide.Decider")
    parser.add_argument("--side-over", type=float, default=-1.0)
    parser.add_argument("--sole-over", type=float, default=-2.2)
    args = parser.parse_args()
    gold = [json.loads(line) for line in args.gold.open(encoding="utf-8")]
    coder = parley.load(model=args.model)
    rows = collect(coder, gold)
    reports = {g["id"] for g in gold}
    if args.folds:
        component = coder.nlp.get_pipe("parley_acts")
        assert isinstance(component, ActCoder)
        with args.folds.open("w", encoding="utf-8") as out:
            for held in folds(sorted(reports), 5):
                component.decider = learn(rows, reports - held, args)
                for g in gold:
                    if g["id"] in held:
                        out.write(coder.read(g["text"], published=g.get("published"), id=g["id"]).to_json() + "\n")
    if args.out:
        decider = learn(rows, reports, args)
        import msgspec

        args.out.write_bytes(gzip.compress(msgspec.json.encode(decider, order="deterministic"), mtime=0))
        sizes = {k: len(getattr(decider, k).weights) for k in ("act", "actor", "recipient")}
        print(f"{args.out}: {args.out.stat().st_size:,} bytes, weights {sizes}")


if __name__ == "__main__":
    main()
