"""Publication dates: stated in full, or none."""

from __future__ import annotations

from datetime import date, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parley.sources.dates import published_date


@pytest.mark.parametrize(
    "value",
    [
        "2014-12-27", "2014-12-27T23:59:00+14:00", "2014-12-27 08:00:00", "2014-12-27T08:00:00Z", "2014/12/27",
        "2014.12.27", "20141227", "20141227083000", "20141227T083000Z", "Sat, 27 Dec 2014 08:00:00 GMT",
        "27 Dec 2014", "27-Dec-2014", "27 December 2014", "27th of December 2014", "December 27, 2014",
        "Dec. 27, 2014", "Dec 27 2014", "DECEMBER 27 2014", "27/12/2014", "12/27/2014", "27.12.2014",
        "Sat Dec 27 08:00:00 2014", "Sat Dec 27 08:00:00 UTC 2014", "2014 December 27",
        "Published: 27 December 2014 at 08:00", "Saturday, December 27, 2014 8:00 am EST",
    ],
)  # fmt: skip
def test_forms(value: str) -> None:
    assert published_date(value) == "2014-12-27"


@pytest.mark.parametrize(
    "value",
    [
        None, "", "December 2014", "2014", "2014-12", "27 December", "yesterday", "03/04/2014", "2014-13-27",
        "2014-02-30", "1419638400", "31/31/2014", "27/12/14", "room 2014-12-271", "v3.2014.12.27.5",
    ],
)  # fmt: skip
def test_what_states_no_day_or_two_is_none(value: str | None) -> None:
    assert published_date(value) is None


def test_ambiguous_order_is_settled_where_both_ways_agree_or_one_is_no_day() -> None:
    assert published_date("04/04/2014") == "2014-04-04"
    assert published_date("03.04.2014") == "2014-04-03"
    assert published_date("13/04/2014") == "2014-04-13"


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)))
def test_every_day_survives_its_common_forms(day: date) -> None:
    stamp = datetime(day.year, day.month, day.day, 12)
    for form in (
        day.isoformat(),
        stamp.isoformat(),
        format_datetime(stamp),
        stamp.strftime("%B %d, %Y"),
        stamp.ctime(),
    ):
        assert published_date(form) == day.isoformat()


@given(st.text(max_size=300))
def test_never_fails(value: str) -> None:
    found = published_date(value)
    assert found is None or len(found) == 10
