"""`parley record correct` and `parley record dyads`."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from parley.record import Events, open_record
from tests.cli.conftest import Ran
from tests.record.made import MADE, Writer


@pytest.fixture
def record(tmp_path: Path) -> str:
    """A record with two events, in May and July."""
    where = str(tmp_path / "record.db")
    with open_record(where) as kept:
        kept.keep_all(
            [
                Writer("a").event("Planes bombed the Front near Tesk.", day="2023-05-03", place="Tesk").fill(0).done(),
                Writer("b").event("The army shelled the Front.", day="2023-07-01").fill(1).done(),
            ],
            MADE,
        )
    return where


def key_of(record: str) -> str:
    with open_record(record) as kept:
        return kept.events(Events(), order="day")[0].key


def test_a_correction_holds(parley_: Callable[..., Ran], record: str) -> None:
    key = key_of(record)
    ran = parley_("record", "correct", key, "type", "ACCUSE", "--record", record, "--author", "mina", "--why", "words")
    assert (ran.status, ran.out.split(": ")[0]) == (0, key)
    assert "type set to ACCUSE (was ASSAULT) by mina" in ran.out
    parley_("record", "correct", key, "status", "future|negated", "--record", record, "--author", "mina")
    parley_("record", "correct", key, "recipients", "The Front|Somebody New", "--record", record, "--author", "mina")
    parley_("record", "correct", key, "place", "none", "--record", record, "--author", "mina")
    with open_record(record) as kept:
        event = kept.event(key)
        assert (event.type, sorted(event.status), event.place) == ("ACCUSE", ["future", "negated"], None)
        assert "Somebody New" in [r.name for r in event.recipients]
    ran = parley_("record", "correct", key, "rejected", "yes", "--record", record, "--author", "omar")
    assert ran.status == 0
    with open_record(record) as kept:
        assert key not in [event.key for event in kept.events(Events())]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("type", "ROBBERY", "no type of event"),
        ("colour", "red", "cannot be corrected"),
        ("rejected", "perhaps", "true or false"),
        ("day", "Monday", "no day"),
    ],
)
def test_what_cannot_be_is_told(parley_: Callable[..., Ran], record: str, field: str, value: str, words: str) -> None:
    ran = parley_("record", "correct", key_of(record), field, value, "--record", record, "--author", "mina")
    assert (ran.status, words in ran.err) == (1, True)


def test_dyads(parley_: Callable[..., Ran], record: str, tmp_path: Path) -> None:
    out = tmp_path / "dyads.csv"
    assert parley_("record", "dyads", out, "--record", record, "--by", "entity").status == 0
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert {row["month"] for row in rows} == {"2023-05", "2023-07"}
    for row in rows:
        assert int(row["events"]) == sum(int(row[f"quad{n}"]) for n in (1, 2, 3, 4))
    later = parley_(
        "record", "dyads", "-", "--record", record, "--by", "entity", "--since", "2023-06-01", "--facts"
    ).out
    assert {row["month"] for row in csv.DictReader(later.splitlines())} == {"2023-07"}
    assert parley_("record", "dyads", "-", "--record", record, "--by", "moon").status == 2
