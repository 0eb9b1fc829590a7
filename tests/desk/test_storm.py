"""No comment is lost and none is doubled: people in browsers and programs write while everything breaks.

`PARLEY_STORM=1000 pytest tests/desk/test_storm.py -s` is the full trial: 1,000 notes, 100 kills.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.desk.browsers import opened, there
from tests.desk.storm import Storm
from tests.desk.storm_desk import DeskSubject

NOTES = int(os.environ.get("PARLEY_STORM", "60"))
playwright = pytest.importorskip("playwright.async_api", reason="Playwright is not installed")


@contextlib.asynccontextmanager
async def launch(name: str) -> AsyncIterator[Any]:
    async with playwright.async_playwright() as play:
        browser = await opened(play, name)
        yield browser
        await browser.close()


@pytest.mark.skipif(not there(), reason="no browser; see PARLEY_CHROMIUM")
def test_nothing_is_lost_or_doubled(own: Path, record_property: Any) -> None:
    names = there() if NOTES >= 200 else there()[:1]
    share = NOTES * 3 // 10 // len(names)
    people = dict.fromkeys(names, share)
    storm = Storm(DeskSubject(own), kills=NOTES // 10, seed=9)
    outcome = asyncio.run(storm.blow(NOTES - share * len(names), people, launch))
    record_property("browsers", " ".join(names))
    record_property("storm", str(outcome))
    assert (outcome.lost, outcome.doubled, outcome.false) == ([], [], [])
    assert outcome.mishaps["kills"] == NOTES // 10
    assert outcome.mishaps["answers dropped after the commit"] > 0


def test_the_trial_finds_what_is_lost_and_what_is_doubled(own: Path) -> None:
    class Forgetful(DeskSubject):
        def stored(self) -> Counter[str]:
            found = super().stored()
            found[min(found)], found[max(found)] = 0, 2
            return found

    outcome = asyncio.run(Storm(Forgetful(own), kills=0, seed=1).blow(5, {}, launch))
    assert (len(outcome.lost), len(outcome.doubled), len(outcome.false)) == (1, 1, 1)
