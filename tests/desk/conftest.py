"""A desk on a record of the example reports, asked as ASGI."""

from __future__ import annotations

import re
import shutil
import uuid
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import parley
from parley.desk import Desk, build
from parley.desk.demo import demo_record
from parley.record import open_record
from tests.desk.browsers import Server, desk_server

BASE = "http://localhost"


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory, coder: parley.Coder) -> Path:
    """A file with the example reports read."""
    path = tmp_path_factory.mktemp("desk") / "examples.db"
    demo_record(path).close()
    return path


@pytest.fixture
def own(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copy(kept, tmp_path_factory.mktemp("desk") / "record.db"))


@pytest.fixture
def desk(own: Path, coder: parley.Coder) -> Iterator[Desk]:
    """A desk of one user."""
    made = Desk(open_record(str(own)), name="mina")
    made.__dict__["_coder"] = coder
    yield made
    made.close()


@pytest.fixture
def server(own: Path) -> Iterator[Server]:
    """A desk of one user in a process of its own, for browsers."""
    made = desk_server(own, "--name", "mina")
    try:
        made.start()
        yield made
    finally:
        made.kill()


@pytest.fixture
def client(desk: Desk) -> TestClient:
    """A browser at it."""
    return TestClient(build(desk), base_url=BASE, follow_redirects=False, raise_server_exceptions=False)


@pytest.fixture
def team(own: Path, coder: parley.Coder) -> Iterator[Desk]:
    """A team's desk."""
    made = Desk(open_record(str(own)), team=True)
    made.__dict__["_coder"] = coder
    yield made
    made.close()


@pytest.fixture(scope="session")
def sanaa(kept: Path) -> str:
    """The key of one report."""
    with open_record(str(kept)) as record:
        return next(r.key for r in record.reports() if r.id == "sanaa-2016")


def fresh() -> str:
    """An id as a browser makes it."""
    return str(uuid.uuid4())


def csrf(page: str) -> str:
    """The token of a page's forms."""
    found = re.search(r'data-csrf="([0-9a-f]+)"', page)
    assert found, page[:300]
    return found[1]


def on(report: str, start: int = 0, end: int = 10) -> dict[str, Any]:
    """A target."""
    return {"kind": "span", "report": report, "start": start, "end": end}


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """How many tests ran in which browser, so that nobody takes those that skipped for passed."""
    ran: Counter[str] = Counter()
    told = []
    for outcome in ("passed", "failed", "skipped"):
        for report in terminalreporter.stats.get(outcome, ()):
            used = dict(getattr(report, "user_properties", ()))
            names = str(used.get("browsers", "")).split()
            ran.update(f"{name} {outcome}" for name in names)
            if "storm" in used:
                told.append(used["storm"])
    for line in told:
        terminalreporter.write_line(f"lost-comment trial: {line}")
    terminalreporter.write_line(
        "browser tests: " + (", ".join(f"{n} {what}" for what, n in sorted(ran.items())) or "none")
    )
