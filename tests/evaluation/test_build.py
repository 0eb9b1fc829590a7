"""Quotes to offsets, and the sets that the project holds."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

EVALUATION = Path(__file__).parents[2] / "evaluation"
sys.path.insert(0, str(EVALUATION))
try:
    import build
finally:
    sys.path.pop(0)

SENTENCES = ["The heir met her there.", "He left."]


def line(**changes):
    event = {"q": "met", "type": "CONSULT", "actors": ["The heir", {"q": "her"}]}
    return {"id": "a", "published": "2001-02-03", "text": SENTENCES, "events": [{**event, **changes}]}


def test_quotes_become_offsets_of_whole_words() -> None:
    item = build.build(line())
    event = item["events"][0]
    assert item["text"] == "The heir met her there. He left."
    assert item["sentences"] == [{"start": 0, "end": 23}, {"start": 24, "end": 32}]
    assert event["q"] == {"start": 9, "end": 12}
    assert [p["spans"] for p in event["actors"]] == [[{"start": 0, "end": 8}], [{"start": 13, "end": 16}]]
    assert event["mode"] is None
    assert event["required"] is True
    assert event["recipients"] == event["status"] == []


def test_a_party_has_the_places_of_its_fuller_name_too() -> None:
    written = line(s=2, q="left", type="RETREAT", mode="withdraw", actors=[{"q": "He", "of": "The heir"}])
    spans = build.build(written)["events"][0]["actors"][0]["spans"]
    assert spans == [{"start": 24, "end": 26}, {"start": 0, "end": 8}]


def test_the_second_occurrence_is_the_one_named() -> None:
    report = build.Report(["No, no and no."])
    assert report.find("no", 1) == {"start": 4, "end": 6}
    assert report.find("no", 1, 2) == {"start": 11, "end": 13}


@pytest.mark.parametrize("status", ["negated", "hypothetical"])
def test_what_did_not_happen_is_not_required_unless_said(status: str) -> None:
    assert build.build(line(status=[status]))["events"][0]["required"] is False
    assert build.build(line(status=[status], required=True))["events"][0]["required"] is True


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"q": "eir"}, "sentence 1 has 'eir' 0 times"),
        ({"q": "met", "n": 2}, "sentence 1 has 'met' 1 times, not 2"),
        ({"s": 3}, "there is no sentence 3"),
        ({"type": "MEET"}, "'MEET' is no type"),
        ({"mode": "arrest"}, "'arrest' is no mode of CONSULT"),
        ({"alt": ["MEET"]}, "'MEET' is no type"),
        ({"status": ["past"]}, "'past' is no status"),
        ({"by": "the king"}, "'the king' stands nowhere"),
        ({"actors": ["The heirs"]}, "'The heirs' 0 times"),
        ({"actors": [{"q": "her", "of": "the queen"}]}, "'the queen' stands nowhere"),
        ({"q": " "}, "a quote is empty"),
    ],
)
def test_a_wrong_annotation_is_named_with_file_and_line(tmp_path: Path, changes, message: str) -> None:
    source = tmp_path / "annotated.jsonl"
    source.write_text(f"{json.dumps(line())}\n{json.dumps({**line(**changes), 'id': 'b'})}\n", encoding="utf-8")
    with pytest.raises(build.GoldError, match=r"annotated.jsonl:2: ") as caught:
        list(build.built(source))
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("second", "message"), [("{", "no JSON"), ('{"id": "b"}', "'text' is missing"), (None, "twice")]
)
def test_broken_lines_are_named(tmp_path: Path, second: str | None, message: str) -> None:
    source = tmp_path / "annotated.jsonl"
    source.write_text(f"{json.dumps(line())}\n{second or json.dumps(line())}\n", encoding="utf-8")
    with pytest.raises(build.GoldError, match=rf"annotated.jsonl:2: .*{message}"):
        list(build.built(source))


@pytest.mark.parametrize(
    ("qualifier", "bounds", "fits"),
    [
        ("exact", (3, 3, 3), True),
        ("exact", (3, 3, 4), False),
        ("about", (None, 3, None), True),
        ("at-least", (3, 3, None), True),
        ("at-least", (24, None, None), True),
        ("at-least", (3, 4, None), False),
        ("more-than", (3, 3, None), False),
        ("up-to", (None, None, 3), True),
        ("fewer-than", (3, None, None), False),
        ("range", (3, None, 4), True),
    ],
)
def test_bounds_are_as_the_qualifier_has_them(qualifier: str, bounds, fits: bool) -> None:
    low, best, high = bounds
    written = {"q": "The heir", "measure": "killed", "low": low, "best": best, "high": high, "qualifier": qualifier}
    text = {"id": "a", "text": SENTENCES, "figures": [written]}
    if fits:
        assert build.build(text)["figures"][0]["q"] == {"start": 0, "end": 8}
    else:
        with pytest.raises(build.GoldError, match=qualifier):
            build.build(text)


def test_chains_are_in_the_order_of_the_text_and_hold_a_mention_once() -> None:
    mentions = [{"s": 2, "q": "He", "form": "pronoun"}, {"s": 1, "q": "The heir", "form": "nominal"}]
    chain = {"id": "c1", "type": "person", "mentions": mentions}
    built = build.build({"id": "a", "text": SENTENCES, "chains": [chain]})["chains"][0]["mentions"]
    assert [(m["start"], m["form"]) for m in built] == [(0, "nominal"), (24, "pronoun")]
    chain["mentions"] = [*mentions, mentions[0]]
    with pytest.raises(build.GoldError, match="twice"):
        build.build({"id": "a", "text": SENTENCES, "chains": [chain]})


@pytest.mark.parametrize("name", build.SETS)
def test_the_built_files_are_what_the_annotations_say(name: str) -> None:
    target = EVALUATION / name / build.SETS[name]
    lines = [json.loads(text) for text in target.read_text(encoding="utf-8").splitlines()]
    assert lines == list(build.built(EVALUATION / name / "annotated.jsonl"))


def test_the_sets_are_as_large_as_their_guideline_says() -> None:
    lines = {name: list(build.built(EVALUATION / name / "annotated.jsonl")) for name in build.SETS}
    events = [e for r in lines["acts"] for e in r["events"] if e["required"]]
    assert len(lines["acts"]) >= 300
    assert sum(r["trap"] is not None for r in lines["acts"]) >= 100
    assert {e["type"] for e in events} == set(build.MODES)
    assert sum(len(r["figures"]) for r in lines["figures"]) >= 150
    assert sum(len(c["mentions"]) > 1 for r in lines["coref"] for c in r["chains"]) >= 100


def test_check_finds_a_file_that_is_out_of_date(tmp_path: Path, monkeypatch, capsys) -> None:
    monkeypatch.setattr(build, "HERE", tmp_path)
    (tmp_path / "acts").mkdir()
    (tmp_path / "acts" / "annotated.jsonl").write_text(json.dumps(line()), encoding="utf-8")
    assert build.main(["acts", "--check"]) == 1
    assert build.main(["acts"]) == 0
    assert build.main(["acts", "--check"]) == 0
    (tmp_path / "acts" / "annotated.jsonl").write_text(json.dumps(line(mode="phone")), encoding="utf-8")
    assert build.main(["acts", "--check"]) == 1
    assert "out of date" in capsys.readouterr().err
