"""Every event explains itself, and so does what was turned down."""

from __future__ import annotations

import msgspec
import pytest

import parley
from parley.coding.explain import explained
from parley.model import Report

TEXT = (
    "Kenyan police arrested three opposition leaders in Nairobi on Monday. The government of Uganda refused to meet "
    "the rebels. Farmers fear that an attack on the harvest of the season may come."
)


def test_every_event_has_its_reasons(coder: parley.Coder) -> None:
    found = explained(coder, Report(id="r", text=TEXT))
    assert found.reading.events
    for event in found.reading.events:
        for evidence in event.evidence:
            why = found.why(evidence)
            assert why.weighed
            assert [abs(w) for _, w in why.weighed] == sorted((abs(w) for _, w in why.weighed), reverse=True)


def test_what_the_decider_turned_down_is_kept_with_its_words(
    coder: parley.Coder, monkeypatch: pytest.MonkeyPatch
) -> None:
    acts = coder.nlp.get_pipe("parley_acts")
    monkeypatch.setattr(acts, "decider", msgspec.structs.replace(acts.decider, act_over=99.0))
    found = explained(coder, Report(id="r", text=TEXT))
    assert found.reading.events == []
    assert {no.type for no in found.turned} >= {"COERCE", "REJECT"}
    for no in found.turned:
        assert found.reading.quote(no.words)
        assert 0 <= no.confidence <= 1
        assert no.weighed


def test_without_a_decider_rules_alone_decide(coder: parley.Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coder.nlp.get_pipe("parley_acts"), "decider", None)
    found = explained(coder, Report(id="r", text=TEXT))
    assert found.reading.events
    assert found.turned == []
    assert all(event.confidence is None for event in found.reading.events)
