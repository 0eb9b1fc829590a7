"""The decider: which proposals stand, how sure, and who is on which side, weighed by a small linear model.

The model is learned by `training/decider/` from annotated bulletins and read here by plain arithmetic: a weight for
each named feature. Without its file the rules stand alone and no act has a confidence.
"""

from __future__ import annotations

import gzip
import math
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import msgspec

from parley.codebook.acts import DATA
from parley.coding.acts.features import of_act
from parley.coding.acts.proposal import Proposal
from parley.coding.acts.setting import Setting
from parley.coding.acts.sides import Sides
from parley.coding.linear import Linear, Part, Scorer

FILE = DATA / "decider.json.gz"


class Decider(msgspec.Struct, frozen=True, dict=True):
    """The models of acts, actors and recipients, with the log odds over which each says yes.

    Attributes:
        act_over: of an act, that it stands.
        side_over: of somebody, as a side of an act.
        sole_over: of the likeliest, where nobody else is on that side: acts have sides more often than not.
    """

    act: Linear
    actor: Linear
    recipient: Linear
    act_over: float
    side_over: float
    sole_over: float

    @cached_property
    def acts(self) -> Scorer:
        """Scores proposed acts."""
        return Scorer(self.act)

    @cached_property
    def sides(self) -> Scorer:
        """Scores somebody as an actor and as a recipient: both are asked of everybody."""
        return Scorer(self.actor, self.recipient)


@dataclass(slots=True)
class Verdict:
    """What the decider says of a proposal: confidence 0 to 1, and what it weighed."""

    stands: bool
    confidence: float
    features: list[Part]


@lru_cache(maxsize=2)
def load_decider(path: Path = FILE) -> Decider | None:
    """The shipped decider, None where the file is not there."""
    if not path.exists():
        return None
    return msgspec.json.decode(gzip.decompress(path.read_bytes()), type=Decider)


def judge(
    decider: Decider, here: Setting, p: Proposal, order: int, beside: list[Proposal], told: set[tuple[str, str]]
) -> Verdict:
    """Whether a proposal stands."""
    parts = of_act(here, p, order, beside, told)
    score, _ = decider.acts.score(parts)
    return Verdict(score > decider.act_over, 1 / (1 + math.exp(-score)), parts)


def choose_sides(
    decider: Decider, here: Setting, asked: list[tuple[Proposal, list[Proposal]]]
) -> list[tuple[list[int], list[int]]]:
    """Head tokens of the actors and of the recipients of proposals, as the model weighs them.

    Args:
        asked: the proposals, each with all those of its sentence.
    """
    score = decider.sides.score
    sides = [Sides(here, p, beside) for p, beside in asked]
    weighed = [one.each() for one in sides]
    scored = [[(*score(parts), c.head) for c, parts in each] for each in weighed]
    return [_chosen(decider, p, one, found) for (p, _), one, found in zip(asked, sides, scored, strict=True)]


def _chosen(
    decider: Decider, p: Proposal, sides: Sides, scored: list[tuple[float, float, int]]
) -> tuple[list[int], list[int]]:
    """Who is on which side, by the log odds of everybody as actor and as recipient."""
    over = decider.side_over
    actors = {h for a, r, h in scored if a > over and a >= r}
    recipients = {h for a, r, h in scored if r > over and h not in actors}
    if not actors:
        others = recipients | sides.tellers()
        actors = _likeliest([(a, h) for a, _, h in scored if h not in others], decider.sole_over)
    if not recipients and not (p.symmetric and len(actors) > 1):
        recipients = _likeliest([(r, h) for _, r, h in scored if h not in actors], decider.sole_over)
    return sorted(actors), sorted(recipients)


def _likeliest(scored: list[tuple[float, int]], over: float) -> set[int]:
    best = max(scored, default=None)
    return {best[1]} if best is not None and best[0] > over else set()
