from __future__ import annotations

import json
import sys

import jsonschema
import msgspec
import pytest

from parley import model
from parley.errors import ReadingError

TEXT = "Envoys met rebels in Juba."


def reading() -> model.Reading:
    sentence = model.Span(start=0, end=26)
    return model.Reading(
        report=model.Report(id="r1", text=TEXT, extra={"desk": "Africa"}),
        passages=[model.Passage(start=0, end=26, kind="body")],
        mentions=[model.Mention(start=0, end=6, type="person", entity="E1", form="nominal")],
        entities=[model.Entity(id="E1", name="Envoys", type="person"), model.Entity(id="E2", name="rebels", type="organization")],
        events=[
            model.Event(
                id="e1", type="CONSULT", quad=1, score=1.5, actors=["E1", "E2"],
                evidence=[model.Evidence(start=7, end=10, sentence=sentence, rule="meet")],
            )
        ],
        relations=[
            model.Relation(
                type="opposes", from_="E1", to="E2",
                evidence=[
                    model.RelationEvidence(
                        start=0, end=17, sentence=sentence, from_=model.Span(start=0, end=6), to=model.Span(start=11, end=17)
                    )
                ],
            )
        ],
    )  # fmt: skip


def test_round_trip() -> None:
    first = reading()
    again = model.from_json(first.to_json())
    assert again == first
    assert json.loads(first.to_json())["relations"][0]["from"] == "E1"


def test_keys_that_do_not_apply_are_there() -> None:
    event = json.loads(reading().to_json())["events"][0]
    assert event["time"] is None
    assert event["status"] == []


def test_published_schema_accepts_a_reading_and_refuses_another_type() -> None:
    data = json.loads(reading().to_json())
    jsonschema.validate(data, model.schema())
    data["events"][0]["type"] = "QUARREL"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, model.schema())


@pytest.mark.parametrize("start_end", [(-1, 3), (5, 4), (0, 27)])
def test_offsets_outside_the_text_are_refused(start_end: tuple[int, int]) -> None:
    broken = reading()
    broken.mentions[0].start, broken.mentions[0].end = start_end
    with pytest.raises(ReadingError, match=r"mentions\[0\]"):
        model.validate(broken)


def test_an_unknown_entity_is_refused() -> None:
    broken = reading()
    broken.events[0].actors.append("E9")
    with pytest.raises(ReadingError, match="E9"):
        model.validate(broken)


def test_json_that_is_no_reading_is_refused() -> None:
    with pytest.raises(ReadingError, match="not a reading"):
        model.from_json(b'{"report": {}}')


def test_rows_name_both_sides() -> None:
    (row,) = reading().event_rows()
    assert row["actor_names"] == "Envoys|rebels"
    assert row["sentence"] == TEXT
    assert tuple(row) == model.EVENT_COLUMNS


def test_frame() -> None:
    pytest.importorskip("pandas")
    frame = reading().to_dataframe()
    assert frame.loc[0, "type"] == "CONSULT"


def test_frame_of_polars_where_pandas_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    polars = pytest.importorskip("polars")
    monkeypatch.setitem(sys.modules, "pandas", None)
    frame = reading().to_dataframe()
    assert isinstance(frame, polars.DataFrame)
    assert frame["type"].to_list() == ["CONSULT"]
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(ImportError, match="tables"):
        reading().to_dataframe()


def test_every_struct_refuses_positional_arguments() -> None:
    with pytest.raises(TypeError):
        model.Span(1, 2)  # type: ignore[misc]
    assert msgspec.structs.fields(model.Span)[0].name == "start"
