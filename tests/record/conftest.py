"""Records to test with: every test that takes `record` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from parley.record import Record, open_record
from tests.record import postgres

_number = count()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    reason = postgres.missing()
    if reason:
        pytest.skip(reason)
    with postgres.cluster() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a record that is not there yet."""
    if request.param == "sqlite":
        return str(tmp_path / "record.db")
    return postgres.create(request.getfixturevalue("postgresql"), f"t{next(_number)}")


@pytest.fixture
def record(where: str) -> Iterator[Record]:
    with open_record(where) as opened:
        yield opened


@pytest.fixture
def lite(tmp_path: Path) -> Iterator[Record]:
    with open_record(str(tmp_path / "lite.db")) as opened:
        yield opened
