from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa
import pytest

import parley
from parley.batch.engines.arrow import in_arrow
from parley.batch.kernel import EVENTS, FAILED, GROUP, READINGS, batch_of, code, join, reports_of
from parley.model import EVENT_COLUMNS, Report, from_json
from tests.batch.conftest import some

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports.jsonl"


def examples() -> list[Report]:
    return [msgspec.json.decode(line, type=Report) for line in EXAMPLES.read_bytes().splitlines()]


def test_reports_survive_the_batch() -> None:
    reports = [
        Report(id="a", text="Text.", title="T", published="2020-01-02", url="u", publisher="p", language="en"),
        Report(id="b", text="", extra={"n": [1, {"x": None}]}),
    ]
    assert reports_of(batch_of(reports)) == reports


def test_a_batch_may_leave_columns_out_and_have_others() -> None:
    batch = pa.RecordBatch.from_pylist([{"id": "a", "text": "Text.", "colour": "red"}])
    assert reports_of(batch) == [Report(id="a", text="Text.")]


def test_every_report_gets_a_reading_or_a_reason_in_order(fake: Any) -> None:
    coded = code(batch_of(some(3, bad="refuse this", more="More.")), fake)
    assert coded.readings.schema == READINGS
    assert coded.events.schema == EVENTS
    assert coded.failed.schema == FAILED
    assert coded.readings["id"].to_pylist() == ["r0", "r1", "r2", "more"]
    assert coded.failed.to_pylist() == [{"row": 3, "id": "bad", "reason": "refused, as it should be"}]
    assert coded.events["report"].to_pylist() == ["r0", "r1", "r2", "more"]
    assert tuple(coded.events.schema.names) == EVENT_COLUMNS


def test_nothing_in_nothing_out(fake: Any) -> None:
    coded = code(batch_of([]), fake)
    assert (coded.readings.num_rows, coded.events.num_rows, coded.failed.num_rows) == (0, 0, 0)
    assert coded.readings.schema == READINGS


def test_what_is_alike_is_coded_once_and_keeps_its_own_fields(fake: Any) -> None:
    same = [Report(id=f"copy{i}", text="Zubara met an envoy.", publisher=f"paper {i}") for i in range(3)]
    other_day = Report(id="later", text="Zubara met an envoy.", published="2020-01-02")
    coded = code(batch_of([*same, other_day]), fake)
    assert fake.seen == ["Zubara met an envoy."] * 2
    readings = [from_json(line) for line in coded.readings["reading"].to_pylist()]
    assert [r.report for r in readings] == [*same, other_day]
    for reading in readings[1:3]:
        assert msgspec.structs.replace(reading, report=same[0]) == readings[0]
    assert coded.events["publisher"].to_pylist() == ["paper 0", "paper 1", "paper 2", None]


def test_copies_of_what_fails_fail_as_well(fake: Any) -> None:
    coded = code(batch_of([Report(id=name, text="refuse") for name in "ab"]), fake)
    assert coded.failed["id"].to_pylist() == ["a", "b"]


def test_ids_need_not_be_unique(fake: Any) -> None:
    coded = code(batch_of([Report(id="same", text="One."), Report(id="same", text="Two.")]), fake)
    assert [from_json(line).report.text for line in coded.readings["reading"].to_pylist()] == ["One.", "Two."]


def test_groups_are_announced_and_bounded(fake: Any) -> None:
    groups: list[list[int]] = []
    reports = [*some(GROUP + 1), Report(id="long", text="x " * 60_000), Report(id="last", text="Last.")]
    code(batch_of(reports), fake, begin=lambda rows: groups.append(list(rows)))
    assert groups == [list(range(GROUP)), [GROUP], [GROUP + 1], [GROUP + 2]]
    groups.clear()
    code(batch_of(some(3)), fake, alone=True, begin=lambda rows: groups.append(list(rows)))
    assert groups == [[0], [1], [2]]


def test_parts_joined_are_the_whole(fake: Any) -> None:
    reports = some(4, bad="refuse this")
    parts = [[0, 2], [3, 4]]
    coded = [(rows, code(batch_of([reports[row] for row in rows]), fake)) for rows in parts]
    joined = join(coded, reports, {1: "lost"})
    assert joined.readings["id"].to_pylist() == ["r0", "r2", "r3"]
    assert [(row["row"], row["reason"]) for row in joined.failed.to_pylist()] == [
        (1, "lost"),
        (4, "refused, as it should be"),
    ]
    nothing = join([], reports[:1], {0: "lost"})
    assert nothing.readings.schema == READINGS
    assert nothing.events.num_rows == 0


def test_a_reading_is_the_same_however_its_report_is_batched(coder: parley.Coder) -> None:
    reports = examples()
    together = code(batch_of(reports), coder)
    alone = code(batch_of(reports), coder, alone=True)
    backwards = code(batch_of(reports[::-1]), coder)
    by_id = dict(zip(*(together.readings[name].to_pylist() for name in ("id", "reading")), strict=True))
    assert together.readings.equals(alone.readings)
    assert by_id == dict(zip(*(backwards.readings[name].to_pylist() for name in ("id", "reading")), strict=True))
    assert by_id == {report.id: coder.read(report).to_json() for report in reports}


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    script = (
        "import hashlib, sys, msgspec, parley; from parley.batch.kernel import *; from parley.model import Report;"
        f"reports = [msgspec.json.decode(line, type=Report) for line in open({str(EXAMPLES)!r}, 'rb')];"
        "coded = code(batch_of(reports), parley.load());"
        "print(hashlib.sha256(''.join(coded.readings['reading'].to_pylist()).encode()).hexdigest())"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(hashes) == 1


@pytest.mark.parametrize("what", ["readings", "events", "failed"])
def test_batches_as_spark_hands_them_over(coder: parley.Coder, monkeypatch: pytest.MonkeyPatch, what: Any) -> None:
    monkeypatch.setattr("parley.coding.coder.load", lambda settings: coder)
    reports = [*examples()[:1], Report(id="french", text="Le ministre a rencontré les rebelles à Genève hier soir.")]
    (found,) = in_arrow(what=what)(iter([batch_of(reports)]))
    rows = found.to_pylist()
    if what == "readings":
        assert [json.loads(row["reading"])["report"]["id"] for row in rows] == [reports[0].id]
    elif what == "events":
        assert {row["report"] for row in rows} == {reports[0].id}
    else:
        assert [row["id"] for row in rows] == ["french"]
