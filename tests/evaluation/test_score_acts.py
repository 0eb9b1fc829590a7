"""Events and figures against annotated sentences."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

EVALUATION = Path(__file__).parents[2] / "evaluation"
sys.path.insert(0, str(EVALUATION))
try:
    import build
    import score_acts
finally:
    sys.path.pop(0)

TEXT = "Rebels killed two guards. They fled."


def gold(*events, figures=(), trap=None):
    line = {"id": "r", "text": ["Rebels killed two guards.", "They fled."], "trap": trap}
    return build.build({**line, "events": list(events), "figures": list(figures)})


def killing(**changes):
    return {
        "q": "killed",
        "type": "ASSAULT",
        "mode": "firearms",
        "actors": ["Rebels"],
        "recipients": ["two guards"],
        **changes,
    }


def span(words: str) -> dict[str, int]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words)}


def coded(
    kind: str = "ASSAULT", words: str = "killed", actors=("e1",), recipients=("e2",), mode=None, status=(), id="v1"
):
    sentence = span("Rebels killed two guards.") if TEXT.index(words) < 25 else span("They fled.")
    evidence = [{**span(words), "sentence": sentence}]
    return {
        "id": id, "type": kind, "mode": mode, "actors": list(actors), "recipients": list(recipients),
        "status": list(status), "evidence": evidence,
    }  # fmt: skip


def reading(*events, figures=()):
    mentions = [
        {**span("Rebels"), "entity": "e1"},
        {**span("guards"), "entity": "e2"},
        {**span("They"), "entity": "e1"},
    ]
    return {"r": {"report": {"id": "r"}, "mentions": mentions, "events": list(events), "figures": list(figures)}}


def counts(tally) -> tuple[int, int, int]:
    return tally.tp, tally.fp, tally.fn


def test_type_and_parties_right() -> None:
    score = score_acts.score_events([gold(killing())], reading(coded(mode="firearms")))
    assert counts(score.event_class) == counts(score.full) == (1, 0, 0)
    assert score.modes == [1, 1]
    assert score.event_class.f1 == 1.0
    assert not score.errors


def test_a_report_without_a_reading_misses_everything() -> None:
    score = score_acts.score_events([gold(killing())], {})
    assert counts(score.event_class) == counts(score.full) == (0, 0, 1)
    assert score.event_class.f1 == 0.0


def test_actor_and_recipient_may_not_change_places() -> None:
    want = killing(type="ACCUSE", mode=None)
    swapped = coded("ACCUSE", actors=["e2"], recipients=["e1"])
    score = score_acts.score_events([gold(want)], reading(swapped))
    assert counts(score.event_class) == (1, 0, 0)
    assert counts(score.full) == (0, 1, 1)
    assert score.errors == [("sides", "r", "ACCUSE", "killed")]


def test_in_a_mutual_act_both_parties_may_stand_on_one_side() -> None:
    want = killing(type="CONSULT", mode=None, actors=["Rebels", "two guards"], recipients=[])
    both = score_acts.score_events([gold(want)], reading(coded("CONSULT", actors=["e1"], recipients=["e2"])))
    one = score_acts.score_events([gold(want)], reading(coded("CONSULT", actors=["e1"], recipients=[])))
    assert counts(both.full) == (1, 0, 0)
    assert counts(one.full) == (0, 1, 1)


def test_another_type_is_right_only_where_the_gold_allows_it() -> None:
    assert counts(score_acts.score_events([gold(killing())], reading(coded("COERCE"))).event_class) == (0, 1, 1)
    assert counts(score_acts.score_events([gold(killing(alt=["COERCE"]))], reading(coded("COERCE"))).event_class) == (
        1,
        0,
        0,
    )


def test_an_event_in_another_sentence_is_wrong() -> None:
    assert counts(score_acts.score_events([gold(killing())], reading(coded(words="fled"))).event_class) == (0, 1, 1)


def test_an_optional_event_counts_neither_way() -> None:
    want = gold(killing(required=False))
    assert counts(score_acts.score_events([want], reading(coded())).event_class) == (0, 0, 0)
    assert counts(score_acts.score_events([want], reading()).event_class) == (0, 0, 0)


@pytest.mark.parametrize("status", ["negated", "hypothetical"])
def test_what_the_reading_negates_is_no_claim_and_finds_nothing(status: str) -> None:
    score = score_acts.score_events([gold(killing())], reading(coded(status=[status])))
    assert counts(score.event_class) == (0, 0, 1)


def test_the_event_at_the_trigger_takes_the_gold_and_the_other_is_superfluous() -> None:
    first, second = coded(words="guards", actors=[], recipients=[], id="v1"), coded(id="v2")
    score = score_acts.score_events([gold(killing(), trap="idiom")], reading(first, second))
    assert counts(score.full) == (1, 1, 0)
    assert score.errors == [("mode", "r", "firearms not None", "killed"), ("extra", "r", "ASSAULT", "guards")]
    assert score.traps == {"idiom": [1, 1]}


def test_a_second_mode_may_be_allowed() -> None:
    score = score_acts.score_events([gold(killing(alt_modes=["explosives"]))], reading(coded(mode="explosives")))
    assert score.modes == [1, 1]


FIGURE = {"q": "two guards", "measure": "killed", "low": 2, "best": 2, "high": 2, "qualifier": "exact"}


def number(measure: str = "killed", low: int = 2, words: str = "two"):
    return {"measure": measure, "low": low, "best": 2, "high": 2, "evidence": [span(words)]}


def test_figures_by_measure_words_and_bounds() -> None:
    want = [gold(figures=[FIGURE])]
    tally, exact, _ = score_acts.score_figures(want, reading(figures=[number()]))
    assert (counts(tally), exact) == ((1, 0, 0), 1)
    tally, exact, errors = score_acts.score_figures(want, reading(figures=[number(low=1)]))
    assert (counts(tally), exact) == ((1, 0, 0), 0)
    assert errors[0][0] == "bounds"
    tally, exact, _ = score_acts.score_figures(want, reading(figures=[number("injured"), number(words="fled")]))
    assert (counts(tally), exact) == ((0, 2, 1), 0)


def test_an_optional_figure_counts_neither_way() -> None:
    want = [gold(figures=[{**FIGURE, "required": False}])]
    assert counts(score_acts.score_figures(want, reading(figures=[number()]))[0]) == (0, 0, 0)
    assert counts(score_acts.score_figures(want, reading())[0]) == (0, 0, 0)


def test_the_last_line_is_the_figure_of_the_bounds(tmp_path: Path, capsys) -> None:
    want, got = tmp_path / "gold.jsonl", tmp_path / "readings.jsonl"
    want.write_text(json.dumps(gold(killing(), figures=[FIGURE])), encoding="utf-8")
    got.write_text(json.dumps(reading(coded(), figures=[number(low=1)])["r"]), encoding="utf-8")
    assert score_acts.main([str(want), str(got), "--errors", "1"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert "event class             precision 1.000  recall 1.000  F1 1.000" in printed
    assert "mode  r  firearms not None  killed" in printed
    assert printed[-1] == "low, best and high right: 0.000 of those found, 0.000 of all"
