"""Which entry a predicate is: by the words of its phrase and by what fills its slots."""

from __future__ import annotations

import pytest

import parley


@pytest.mark.parametrize(
    ("text", "kind", "rule"),
    [
        # A condition may name several slots.
        ("Nepal sent soldiers to Haiti on a peacekeeping mission.", "AID", "send-peacekeeping"),
        ("Turkey deployed soldiers in Kosovo as a peacekeeping force.", "AID", "send-peacekeeping"),
        # A measure hands on what it measures.
        ("Dozens of peacekeepers deployed in Juba on Monday.", "AID", "peacekeepers"),
        # What dates the act is no part of its phrase: nobody is called on.
        ("The Finnish president called the Swedish king on Monday to congratulate him.", "SUPPORT", "congratulate"),
        ("The agency gave $3 million to Malawi's health ministry.", "AID", "give-goods"),
        # Who will not stop refuses.
        ("The army said on Friday that it will not halt its attacks on the rebels.", "REJECT", "stop(attack)"),
    ],
)
def test_the_entry_is_found(coder: parley.Coder, text: str, kind: str, rule: str) -> None:
    told = {(e.type, e.evidence[0].rule) for e in coder.read(text).events}
    assert (kind, rule) in told


def test_the_end_of_an_office_is_no_part_of_a_name(coder: parley.Coder) -> None:
    reading = coder.read("U.S. Secretary of State Antony Blinken flew to Rabat.")
    assert "Antony Blinken" in {e.name for e in reading.entities}


def test_a_state_is_nobody(coder: parley.Coder) -> None:
    reading = coder.read("The opposition group in exile rejected the invitation of the ministry.")
    assert "exile" not in {e.name for e in reading.entities}


def test_who_only_tells_of_an_act_did_not_do_it(coder: parley.Coder) -> None:
    (event,) = coder.read("The United Nations estimates that about 900 people have been killed.").events
    assert event.actors == []
    (event,) = coder.read("The African Union said it had sent soldiers to Somalia.").events
    assert event.actors
