"""Whatever the text, a reading that keeps the contract comes out, or one line that says why not."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

import parley
from tests.contract import reads_or_refuses
from tests.strategies import dates, reports


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=reports, published=dates)
def test_any_report(coder: parley.Coder, text: str, published: str | None) -> None:
    reads_or_refuses(coder, text, published)
