"""Make the codebook's actor tables from the fact tables: `python training/codebook/build.py --facts DIR`.

Each step writes one file into `src/parley/codebook/data/actors`; what stands in the hand-made tables there is kept, and
a step leaves out what they hold already. Two runs over the same facts write the same bytes.
"""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(HERE), str(ROOT / "src")]

import groups  # noqa: E402
import igos  # noqa: E402
import organs  # noqa: E402
import own  # noqa: E402
import parties  # noqa: E402
import people  # noqa: E402
import states  # noqa: E402

STEPS = {
    "states": states.build,
    "organs_generated": organs.build,
    **{table: partial(lambda table, _: own.build(table), table) for table in own.TABLES},
    "igos_listed": igos.build,
    "groups_ucdp": groups.build,
    "parties": parties.build,
    "persons": people.build,
}


def main() -> None:
    """Run the steps in order and print how many actors each wrote."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=Path, required=True, help="folder with the fact tables")
    parser.add_argument("--only", choices=sorted(STEPS), help="run one step")
    options = parser.parse_args()
    for name, build in STEPS.items():
        if options.only in (None, name):
            print(f"{name}: {build(options.facts)} actors")


if __name__ == "__main__":
    main()
