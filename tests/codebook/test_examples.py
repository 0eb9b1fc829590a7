"""The example sentences of the codebook come out as they say, most of them."""

from __future__ import annotations

import parley
from parley.coding.examples import run

# The share that came out when this floor was set was 0.82. It is raised when the share rises and never lowered in
# silence: a change that lowers it says why in its changelog entry.
FLOOR = 0.78


def test_the_share_of_examples_that_come_out(coder: parley.Coder) -> None:
    outcomes = list(run(coder.settings, coder))
    faults = [f"{o.entry}: {o.fault}: {o.text}" for o in outcomes if o.fault]
    assert len(outcomes) > 500
    share = 1 - len(faults) / len(outcomes)
    assert share >= FLOOR, f"{share:.3f} of {len(outcomes)} come out:\n" + "\n".join(faults)
