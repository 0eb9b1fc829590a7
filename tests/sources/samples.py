"""Reports of our own for the tests of the readers, and small helpers to read them back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from parley.model import Report
from parley.sources import Skipped, open_reports

BERN = (
    "Negotiators from both sides of the northern conflict came back to Bern on Monday for a third round of talks on a "
    "prisoner exchange, the Swiss foreign ministry said."
)
LISTS = (
    "The government delegation arrived in the morning. The rebel coalition sent its political chief, who told "
    "reporters that nothing was agreed until the lists were complete."
)
SHELLS = "At least twelve people were killed in shelling near the border the night before, local doctors said."

PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8">
<title>Envoys return to Bern | The Lake Courier</title>
<meta property="og:title" content="Envoys return to Bern for a third round">
<meta property="og:site_name" content="The Lake Courier">
<meta property="article:published_time" content="2015-03-09T08:15:00+01:00">
<link rel="canonical" href="https://lake-courier.example/world/bern-round-three">
</head><body>
<header><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<h1>Envoys return to Bern for a third round</h1></header>
<article><p>{BERN}</p><p>{LISTS}</p><p>{SHELLS}</p></article>
<div id="comments" class="comments"><p>First reader comment, which is not part of the report at all.</p></div>
<footer><p>Copyright 2011 The Lake Courier</p></footer>
</body></html>
"""


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """A file with the content, text as UTF-8 with the line ends as they are."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return path


def read(*inputs: Path | str, **options: Any) -> list[Report | Skipped]:
    """Everything that the inputs give."""
    return list(open_reports(inputs, **options))


def report(*inputs: Path | str, **options: Any) -> Report:
    """The only thing that the inputs give, which must be a report."""
    (found,) = read(*inputs, **options)
    assert isinstance(found, Report), found
    return found


def skipped(*inputs: Path | str, **options: Any) -> Skipped:
    """The only thing that the inputs give, which must be skipped, for a reason of one line."""
    (found,) = read(*inputs, **options)
    assert isinstance(found, Skipped), found
    assert "\n" not in found.reason
    return found
