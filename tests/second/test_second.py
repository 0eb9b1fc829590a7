"""Only what stands verbatim in the report is taken, its origin is marked, and nothing that was read before changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import parley
from parley.model import Event, Reading, Report
from parley.second import OpinionError, Proposal, ProposedEvent, ProposedParty, ProposedRelation, Second
from tests.contract import keeps_the_contract
from tests.strategies import SCRIPTS

TEXT = (
    "Kenyan police arrested three opposition leaders in Nairobi on Monday.\n\n"
    "Aldo Brenta, who heads the Harbour Union, sat down with shopkeepers that night. Share this article."
)


class Fixed:
    """An opinion that always says the same."""

    name = "fixed"

    def __init__(self, proposal: Proposal | Callable[[], Proposal]) -> None:
        self.proposal = proposal
        self.asked = 0

    def propose(self, report: Report) -> Proposal:
        self.asked += 1
        return self.proposal() if callable(self.proposal) else self.proposal


def party(words: str, type_: str = "person") -> ProposedParty:
    return ProposedParty(words=words, type=type_)  # type: ignore[arg-type]


def event(words: str, type_: str = "CONSULT", **changes: Any) -> ProposedEvent:
    given = {"mode": None, "actors": [party("Aldo Brenta")], "recipients": [party("shopkeepers")], "status": []}
    return ProposedEvent(words=words, type=type_, **(given | changes))  # type: ignore[arg-type]


def relation(words: str, from_: str, to: str, type_: str = "leads") -> ProposedRelation:
    return ProposedRelation(words=words, type=type_, from_=party(from_), to=party(to, "organization"), status=[])  # type: ignore[arg-type]


def proposal(*events: ProposedEvent, relations: tuple[ProposedRelation, ...] = ()) -> Proposal:
    return Proposal(events=list(events), relations=list(relations))


@pytest.fixture(scope="module")
def reading(coder: parley.Coder) -> Reading:
    found = coder.read(TEXT, published="2017-10-31")
    # What the coder finds in the second paragraph is not the matter here.
    found.events = [e for e in found.events if e.evidence[0].start < TEXT.index("Aldo")]
    found.relations = []
    return found


def seconded(reading: Reading, what: Proposal) -> tuple[Reading, Second]:
    second = Second(Fixed(what))
    added = second.add(reading)
    keeps_the_contract(added)
    return added, second


def new(reading: Reading) -> list[Event]:
    return [e for e in reading.events if (e.evidence[0].rule or "").startswith("second-opinion:")]


def test_an_event_whose_words_are_there_is_added_and_marked(reading: Reading) -> None:
    before = msgspec.json.encode(reading)
    added, second = seconded(reading, proposal(event("sat down with shopkeepers")))
    (found,) = new(added)
    assert found.evidence[0].rule == "second-opinion:fixed"
    assert added.quote(found.evidence[0]) == "sat down with shopkeepers"
    assert [added.entity(i).name for i in found.actors] == ["Aldo Brenta"]
    assert (found.id, found.quad, found.cameo, found.confidence) == ("s1", 1, "04", None)
    assert second.counts == {"asked": 1, "events": 1}
    assert msgspec.json.encode(reading) == before
    assert [e for e in added.events if e not in new(added)] == reading.events


@pytest.mark.parametrize(
    "bad",
    [
        event("met with shopkeepers"),
        event("sat  down with shopkeepers"),
        event("Sat down with shopkeepers"),
        event(""), event(" "), event("."), event(".*"), event(TEXT), event("at down with shopkeeper"),
        event("sat down with shopkeepers", actors=[party("Bruno Aldi")]),
        event("sat down with shopkeepers", recipients=[party("")]),
        event("sat down with shopkeepers", actors=[], recipients=[]),
        event("Monday.\n\nAldo Brenta"),
        *(event(line) for line in SCRIPTS[:6]),
    ],
)  # fmt: skip
def test_what_is_not_verbatim_in_the_report_is_dropped(reading: Reading, bad: ProposedEvent) -> None:
    added, second = seconded(reading, proposal(bad))
    assert added == reading
    assert second.counts == {"asked": 1, "dropped": 1}


def test_furniture_is_no_evidence(reading: Reading) -> None:
    changed = msgspec.structs.replace(
        reading, passages=[msgspec.structs.replace(p, kind="furniture") for p in reading.passages]
    )
    _, second = seconded(changed, proposal(event("sat down with shopkeepers")))
    assert second.counts["dropped"] == 1


def test_what_the_reading_has_already_is_left_as_it_is(reading: Reading) -> None:
    again = event("arrested three opposition leaders", "COERCE", actors=[party("Kenyan police")], recipients=[])
    added, second = seconded(reading, proposal(again))
    assert added == reading
    assert second.counts["known"] == 1


def test_a_mode_that_the_type_does_not_have_is_left_out(reading: Reading) -> None:
    added, _ = seconded(reading, proposal(event("sat down with shopkeepers", mode="aerial")))
    assert new(added)[0].mode is None


def test_a_relation_between_parties_some_of_them_new(reading: Reading) -> None:
    stripped = msgspec.structs.replace(reading, entities=reading.entities, mentions=reading.mentions)
    added, second = seconded(
        stripped, proposal(relations=(relation("heads the Harbour Union", "Aldo Brenta", "Harbour Union"),))
    )
    assert second.counts["relations"] == 1
    (found,) = [r for r in added.relations if r.evidence[0].rule == "second-opinion:fixed"]
    assert added.quote(found.evidence[0].from_) == "Aldo Brenta"
    assert added.quote(found.evidence[0].to) == "Harbour Union"


def test_a_party_that_the_reading_lacks_becomes_an_entity(reading: Reading) -> None:
    added, _ = seconded(
        reading, proposal(event("sat down with shopkeepers", recipients=[party("night", "organization")]))
    )
    (made,) = [e for e in added.entities if e.id not in {x.id for x in reading.entities}]
    assert (made.id, made.name, made.type) == ("S1", "night", "organization")
    assert [added.quote(m) for m in added.mentions if m.entity == "S1"] == ["night"]


def test_a_relation_with_itself_is_dropped(reading: Reading) -> None:
    _, second = seconded(reading, proposal(relations=(relation("heads the Harbour Union", "Aldo Brenta", "Brenta"),)))
    assert second.counts["dropped"] == 1


def test_a_flood_of_proposals_is_cut(reading: Reading) -> None:
    added, second = seconded(reading, proposal(*[event("sat down with shopkeepers")] * 5000))
    assert len(new(added)) == 1
    assert second.counts["dropped"] == 4900


def test_a_report_too_long_is_not_sent(reading: Reading) -> None:
    opinion = Fixed(proposal())
    second = Second(opinion, max_chars=20)
    assert second.add(reading) is reading
    assert opinion.asked == 0
    assert second.failures == ["report: longer than 20 characters, so nobody was asked"]


def test_after_failures_in_a_row_nobody_is_asked_any_more(reading: Reading) -> None:
    def fail() -> Proposal:
        raise OpinionError("no second opinion from fixed: away")

    opinion = Fixed(fail)
    second = Second(opinion)
    assert all(second.add(reading) is reading for _ in range(10))
    assert opinion.asked == 3
    assert second.counts == {"asked": 3, "failed": 10}
    assert second.failures[-1] == "report: no second opinion from fixed: away; nobody is asked any more"


WORDS = st.one_of(
    st.sampled_from(["sat down", "Aldo Brenta", "Nairobi", "arrested", "Harbour Union", "\ud800", "(", ".*", "a" * 300, "\x00", "é"]),
    st.text(max_size=12),
    st.tuples(st.integers(0, len(TEXT)), st.integers(0, 40)).map(lambda t: TEXT[t[0] : t[0] + t[1]]),
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_is_proposed_the_reading_keeps_the_contract(reading: Reading, data: st.DataObject) -> None:
    def some(kind: type) -> list[Any]:
        parties = st.builds(ProposedParty, words=WORDS, type=st.sampled_from(["person", "organization", "location"]))
        fields: dict[str, st.SearchStrategy[Any]] = {"words": WORDS, "status": st.just([])}
        if kind is ProposedEvent:
            fields |= {"type": st.sampled_from(["ASSAULT", "CONSULT"]), "mode": st.none() | WORDS}
            fields |= {"actors": st.lists(parties, max_size=3), "recipients": st.lists(parties, max_size=3)}
        else:
            fields |= {"type": st.sampled_from(["leads", "fights"]), "from_": parties, "to": parties}
        return data.draw(st.lists(st.builds(kind, **fields), max_size=4))

    added, _ = seconded(reading, Proposal(events=some(ProposedEvent), relations=some(ProposedRelation)))
    for item in new(added):
        assert added.quote(item.evidence[0]) in TEXT
