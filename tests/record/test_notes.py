from __future__ import annotations

import uuid

import pytest

from parley.errors import RecordError
from parley.record import Events, Record
from tests.record.made import MADE, NEXT, Writer


def _kept(record: Record, writer: Writer | None = None) -> str:
    writer = writer or Writer("a").fill(0).event(
        "Planes bombed the Front near Tesk.", day="2023-05-03", place="Tesk", killed=9
    )
    (kept,) = record.keep_all([writer.fill(1, 2).done()], MADE)
    return kept.report


def test_a_note_sent_again_is_written_once(record: Record) -> None:
    report = _kept(record)
    id = str(uuid.uuid4())
    for _ in range(3):
        note = record.notes.add(record.notes.span(report, 4, 9), "Which ferry?", author="mina", uuid=id)
    assert note.id == note.revision == id
    assert len(record.notes.of_report(report)) == 1
    revision = str(uuid.uuid4())
    for _ in range(2):
        record.notes.revise(id, "Which of the ferries?", author="mina", uuid=revision)
    assert [n.body for n in record.notes.history(id)] == ["Which ferry?", "Which of the ferries?"]
    with pytest.raises(RecordError, match="belongs to another"):
        record.notes.add(record.notes.report(report), "other words", author="omar", uuid=id)
    with pytest.raises(RecordError, match="no UUID"):
        record.notes.add(record.notes.report(report), "words", author="omar", uuid="7")


def test_a_deletion_is_a_tombstone(record: Record) -> None:
    report = _kept(record)
    note = record.notes.add(record.notes.report(report), "words", author="mina")
    answer = record.notes.add(record.notes.report(report), "yes", author="omar", parent=note.id)
    record.notes.resolve(note.id, author="omar")
    assert record.notes.get(note.id).resolved
    record.notes.remove(note.id, author="mina")
    assert [n.id for n in record.notes.of_report(report)] == [answer.id]
    assert [n.body for n in record.notes.history(note.id)] == ["words"] * 3
    assert [n.id for n in record.notes.thread(note.id)] == [note.id, answer.id]
    with pytest.raises(RecordError, match="to answer"):
        record.notes.add(record.notes.report(report), "words", author="mina", parent=str(uuid.uuid4()))


def test_a_correction_overrides_in_every_view(record: Record) -> None:
    report = _kept(record)
    key = record.events()[0].key
    event = record.notes.event(key)
    record.notes.correct(event, "type", "AID", author="mina", body="they brought flour")
    record.notes.correct(event, "actors", [{"name": "Belmark", "key": "state-bel"}], author="mina")
    record.notes.correct(event, "day", "2023-05-01", author="mina")
    record.notes.correct(record.notes.item(report, "f1"), "best", 4, author="mina")
    view = record.event(key)
    assert (view.type, view.quad, view.score, view.cameo, view.day) == ("AID", 2, 7.4, "07", "2023-05-01")
    assert [e.key for e in view.actors] == ["state-bel"]
    assert next((c["field"], c["was"], c["author"]) for c in view.corrected) == ("type", "ASSAULT", "mina")
    reading = record.reading(report)
    assert reading.events[0].type == "AID"
    assert reading.figures[0].best == 4
    assert record.reading(report, corrected=False).events[0].type == "ASSAULT"
    assert record.count(Events(types=("AID",), actor="state-bel")) == 1
    assert record.figures(event=key)[0].best == 4
    assert record.verify() == []
    record.notes.remove(record.notes.all(kind="correction")[-1].id, author="mina")
    assert record.event(key).type == "ASSAULT"


def test_no_event_is_left_out_of_views_and_sums(record: Record) -> None:
    report = _kept(record)
    key = record.events()[0].key
    note = record.notes.correct(record.notes.event(key), "rejected", True, author="mina")
    assert record.events() == record.timeline() == record.dyad_months() == []
    assert record.reading(report).events == []
    (event,) = record.events(Events(rejected=True))
    assert event.rejected
    record.notes.remove(note.id, author="mina")
    assert record.count() == 1
    assert record.verify() == []


def test_a_correction_of_the_event_holds_for_those_who_tell_it_later(record: Record) -> None:
    more = {"day": "2023-05-03", "place": "Tesk"}
    _kept(record, Writer("a").event("Planes bombed the Front near Tesk.", **more))  # type: ignore[arg-type]
    key = record.events()[0].key
    record.notes.correct(record.notes.event(key), "type", "AID", author="mina", scope="event")
    later = Writer("b", publisher="b").event("Jets hit the Front near Tesk.", **more).fill(3)  # type: ignore[arg-type]
    (kept,) = record.keep_all([later.done()], MADE)
    (event,) = record.events()
    assert (event.type, event.tellings) == ("AID", 2)
    assert record.reading(kept.report).events[0].type == "AID"
    assert record.verify() == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type", "WAR"),
        ("mode", "loud"),
        ("status", ["sad"]),
        ("day", "soon"),
        ("actors", ["x"]),
        ("place", 3),
        ("colour", 1),
    ],
)
def test_what_no_reading_can_hold_is_refused(lite: Record, field: str, value: object) -> None:
    _kept(lite)
    with pytest.raises(RecordError):
        lite.notes.correct(lite.notes.event(lite.events()[0].key), field, value, author="mina")


def test_notes_find_their_place_in_a_later_reading(record: Record) -> None:
    report = _kept(record)
    on_event = record.notes.add(record.notes.item(report, "e1"), "sure?", author="mina")
    on_words = record.notes.add(record.notes.span(report, 4, 9), "which?", author="mina")
    reading = record.reading(report)
    before = Writer("a").fill(0)
    first = before.event("x y z.", "CONSULT").done().events[0]
    # The newer version finds another event first, so that e1 is e2 now.
    again = record.reading(report)
    moved = reading.events[0]
    moved.id = "e2"
    again.figures = []
    first.evidence[0].start, first.evidence[0].end = 0, 10
    first.evidence[0].sentence.start, first.evidence[0].sentence.end = 0, 20
    first.actors, first.recipients = [], []
    again.events = [first, moved]
    record.keep_all([again], NEXT)
    note = record.notes.get(on_event.id)
    assert (note.state, note.item) == ("moved", "e2")
    assert record.notes.get(on_words.id).state == "attached"
    again.events = [first]
    record.keep_all([again], NEXT)
    lost = record.notes.get(on_event.id)
    assert lost.state == "orphan"
    assert "no event at its words" in lost.reason
    assert [n.id for n in record.notes.orphans()] == [on_event.id]
    assert on_event.id in [n.id for n in record.notes.of_report(report)]
    record.keep_all([reading], NEXT)
    assert record.notes.get(on_event.id).state == "moved"


def test_notes_follow_their_words_into_an_edited_text(record: Record) -> None:
    report = _kept(record)
    text = record.reading(report).report.text
    at = text.index("barley")
    note = record.notes.add(record.notes.span(report, at, at + 6), "check", author="mina")
    gone = record.notes.add(
        record.notes.span(report, text.index("pupils"), text.index("pupils") + 6), "who?", author="mina"
    )
    edited = Writer("a").fill(3, 0).event("Planes bombed the Front near Tesk.", day="2023-05-03", place="Tesk").fill(1)
    (kept,) = record.keep_all([edited.done()], MADE)
    assert kept.replaces == report
    moved = record.notes.get(note.id)
    new = record.reading(kept.report).report.text
    assert moved.state == "moved"
    assert new[moved.start : moved.end] == "barley"
    assert record.notes.get(gone.id).state == "orphan"
    assert {n.id for n in record.notes.of_report(kept.report)} == {note.id, gone.id}
    assert record.verify() == []


def test_notes_on_an_entity_a_relation_and_talks(record: Record) -> None:
    writer = Writer("a").meet("Talks in Tesk began.", "under-way").relation("They fight.", "fights", "army", "Front")
    _kept(record, writer)
    for kind, key in (("entity", "front"), ("relation", record.relations()[0].key), ("talks", record.talks()[0].key)):
        note = record.notes.add(getattr(record.notes, kind)(key), f"on {kind}", author="mina")
        assert [n.id for n in record.notes.of(key)] == [note.id]
    record.notes.correct(record.notes.talks(record.talks()[0].key), "stage", "stalled", author="mina")
    assert record.talks()[0].stage == "stalled"
    record.notes.correct(record.notes.relation(record.relations()[0].key), "rejected", True, author="mina")
    assert record.relations() == []
    assert record.verify() == []
