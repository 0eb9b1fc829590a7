"""Which claims stand, weighed by a small linear model; `training/decider/relations.py` learns it from bulletins."""

from __future__ import annotations

import gzip
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec

from parley.codebook.acts import DATA
from parley.coding.linear import Linear, Scorer
from parley.coding.relations.features import Weighing
from parley.coding.relations.ground import Claim, Ground

FILE = DATA / "relations_decider.json.gz"


class Decider(msgspec.Struct, frozen=True, dict=True):
    """The model, and for each type that it was learned for the log odds over which a claim stands."""

    claim: Linear
    over: dict[str, float]

    @cached_property
    def claims(self) -> Scorer:
        """Scores claims."""
        return Scorer(self.claim)


@lru_cache(maxsize=2)
def load_decider(path: Path = FILE) -> Decider | None:
    """The shipped decider, None where the file is not there."""
    if not path.exists():
        return None
    return msgspec.json.decode(gzip.decompress(path.read_bytes()), type=Decider)


def decide(here: Ground, claims: list[Claim], decider: Decider | None) -> list[Claim]:
    """The claims that stand, the surest first.

    By the model, for the types that it was learned for; of the others, and without a model, those of a sure rule stand
    in their order.
    """
    near = beside(here, claims)
    weighing = Weighing(here)
    scored: list[tuple[float, Claim]] = []
    for claim in claims:
        over = None if decider is None else decider.over.get(claim.kind)
        if decider is None or over is None:
            if claim.sure:
                scored.append((0.0, claim))
            continue
        claim.features = weighing.of(claim, near[claim.sentence(here)])
        score, _ = decider.claims.score(claim.features)
        if score > over or any(p.entry.certain and p.sure for p in claim.proposals):
            scored.append((score - over, claim))
    return [claim for _, claim in sorted(scored, key=lambda x: -x[0])]


def beside(here: Ground, claims: list[Claim]) -> dict[int, list[Claim]]:
    """The claims of each sentence."""
    out: dict[int, list[Claim]] = {}
    for claim in claims:
        out.setdefault(claim.sentence(here), []).append(claim)
    return out
