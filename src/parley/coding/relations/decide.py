"""Which claims stand, weighed by a small linear model that `training/decider/relations.py` learns from annotated bulletins."""

from __future__ import annotations

import gzip
import math
from functools import lru_cache
from pathlib import Path

import msgspec

from parley.codebook.acts import DATA
from parley.coding.linear import Linear
from parley.coding.relations.features import of_claim
from parley.coding.relations.ground import Claim, Ground

FILE = DATA / "relations_decider.json.gz"


class Decider(msgspec.Struct, frozen=True):
    """The model and the log odds over which a claim stands.

    Attributes:
        kinds: types that it was learned for; on others the rules stand alone.
    """

    claim: Linear
    over: float
    kinds: frozenset[str]


@lru_cache(maxsize=2)
def load_decider(path: Path = FILE) -> Decider | None:
    """The shipped decider, None where the file is not there."""
    if not path.exists():
        return None
    return msgspec.json.decode(gzip.decompress(path.read_bytes()), type=Decider)


def decide(here: Ground, claims: list[Claim], decider: Decider | None) -> list[Claim]:
    """The claims that stand, the surest first: by the model, or without one those of a sure rule in their order."""
    if decider is None:
        return [c for c in claims if any(p.sure for p in c.proposals)]
    beside: dict[int, list[Claim]] = {}
    for claim in claims:
        beside.setdefault(here.tree.sent[claim.first.trigger], []).append(claim)
    out: list[tuple[float, int, Claim]] = []
    for n, claim in enumerate(claims):
        if claim.kind not in decider.kinds:
            if any(p.sure for p in claim.proposals):
                out.append((0.0, n, claim))
            continue
        names = of_claim(here, claim, beside[here.tree.sent[claim.first.trigger]])
        score = decider.claim.score(names)
        if score > decider.over:
            claim.confidence = round(1 / (1 + math.exp(-score)), 3)
            out.append((score, n, claim))
    return [claim for _, _, claim in sorted(out, key=lambda x: (-x[0], x[1]))]
