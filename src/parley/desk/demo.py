"""The demo record: the example reports, coded at the first start and kept in the user's cache."""

from __future__ import annotations

import json
import os
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import parley

if TYPE_CHECKING:
    from parley.record import Made, Record
    from parley.settings import Settings


def cache_folder() -> Path:
    """Where a program of this user may keep what it can make again."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "parley"


def made(settings: Settings | None = None) -> Made:
    """What readings made here are made with."""
    from parley.record import Made

    manifest = json.loads((files("parley.language") / "en" / "meta.json").read_text(encoding="utf-8"))
    try:
        own = version("parley")
    except PackageNotFoundError:
        own = parley.__version__
    model = (settings.model if settings else None) or f"{manifest['name']} {manifest['version']}"
    return Made(parley=own, model=model, codebook=own)


def demo_record(where: Path | None = None) -> Record:
    """The demo record, made where it is not there yet."""
    from parley.model import Report
    from parley.record import open_record
    from parley.sources import open_reports

    path = where or cache_folder() / f"demo-{parley.__version__}.db"
    path.parent.mkdir(parents=True, exist_ok=True)
    record = open_record(str(path))
    if not record.reports(limit=1):
        coder = parley.load()
        found = open_reports([os.fspath(examples())])
        record.keep_all(coder.pipe(item for item in found if isinstance(item, Report)), made())
    return record


def examples() -> Path:
    """The example reports: beside the code in a checkout, in the package where it is installed."""
    own = Path(str(files("parley.desk"))) / "data" / "examples.jsonl"
    return own if own.exists() else Path(__file__).parents[3] / "examples" / "reports.jsonl"
