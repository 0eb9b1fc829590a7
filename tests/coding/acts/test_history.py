"""Which acts are background: by the publication date, or by the words alone where there is none."""

from __future__ import annotations

import pytest

from parley.coding.acts.history import is_historical
from parley.coding.layers import Act, Time
from parley.language.tree import Tree
from tests.coding.docs import parsed

TREE = Tree(
    parsed(["They/PRP/nsubj/2 met|meet/VBD/root/0 last/JJ/amod/4 year/NN/obl/2 2009/CD/obl/2 Monday/NNP/obl/2"])
)


def act(time: int | None = 0, *status: str) -> Act:
    return Act(1, (1, 2), (1,), "CONSULT", None, "040", time=time, status=list(status))


def time(start: int, end: int, value: str | None) -> list[Time]:
    return [Time(start, end, end - 1, "DATE", value)]


@pytest.mark.parametrize(
    ("times", "published", "historical"),
    [
        (time(5, 6, "2016-05-16"), "2016-05-18", False),
        (time(5, 6, "2016-03-19"), "2016-05-18", False),
        (time(5, 6, "2016-03-18"), "2016-05-18", True),
        (time(4, 5, "2009"), "2016-05-18", True),
        (time(4, 5, "2016"), "2016-05-18", False),
        (time(5, 6, "2016-02"), "2016-05-18", True),
        (time(2, 4, "2015"), "2016-05-18", True),
        (time(2, 4, None), None, True),
        (time(4, 5, "2009"), None, True),
        (time(5, 6, None), None, False),
        (time(5, 6, "2009-01-05"), None, False),
    ],
)
def test_background(times: list[Time], published: str | None, historical: bool) -> None:
    assert is_historical(TREE, act(), times, published) is historical


def test_what_has_no_time_or_lies_ahead_is_no_background() -> None:
    assert not is_historical(TREE, act(None), time(4, 5, "2009"), "2016-05-18")
    assert not is_historical(TREE, act(0, "future"), time(4, 5, "2009"), "2016-05-18")


@pytest.mark.parametrize("value", ["2015-02-30", "2015-13", "2015-W07", "0000-01-01", "201", "PAST_REF", "XXXX-05"])
def test_odd_values_break_nothing(value: str) -> None:
    assert is_historical(TREE, act(), time(5, 6, value), "2016-05-18") in (True, False)
