"""Background: acts clearly before the news, which must not pass for news (PLOVER's status "historical")."""

from __future__ import annotations

import re
from datetime import date

from parley.coding.layers import Act, Time
from parley.language.tree import Tree

# Days before publication after which an act is background.
BACKGROUND_DAYS = 60
_YEAR = re.compile(r"^(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_PAST_UNITS = re.compile(r"\b(years?|months?|decades?|century|centuries)\b", re.I)


def is_historical(tree: Tree, act: Act, times: list[Time], published: str | None) -> bool:
    """Whether the time of the act puts it before the news.

    Args:
        published: ISO date or None; without it only words such as "last year" or a bare year tell.
    """
    if act.time is None or "future" in act.status:
        return False
    time = times[act.time]
    words = " ".join(tree.lower[time.start : time.end])
    found = _YEAR.match(time.value or "")
    if published and found:
        try:
            latest = date(int(found[1]), int(found[2] or 12), int(found[3] or 28))
        except ValueError:
            # A report may name a day that no calendar has.
            return False
        return (date.fromisoformat(published[:10]) - latest).days > BACKGROUND_DAYS
    if _PAST_UNITS.search(words) and ("last" in words or "ago" in words or "earlier" in words):
        return True
    return bool(found) and len(words) >= 4 and words.strip("'s ").isdigit()
