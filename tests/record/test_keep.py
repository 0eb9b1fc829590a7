from __future__ import annotations

from pathlib import Path

import pytest

from parley.errors import RecordError
from parley.record import Events, Record, open_record
from tests.record.made import MADE, NEXT, Writer


def _raid(id: str = "a", sentence: str = "Planes bombed the hill of the Front near Tesk.", **more: object) -> Writer:
    return Writer(id, **more).event(sentence, day="2023-05-03", place="Tesk")  # type: ignore[arg-type]


def test_a_reading_comes_back_as_it_was_kept(record: Record) -> None:
    reading = _raid(title="A raid", url="https://news.example/a", extra={"desk": "world", "n": 3}).fill().done()
    (kept,) = record.keep_all([reading], MADE)
    assert kept.new
    assert record.reading(kept.report) == reading
    (row,) = record.readings(kept.report)
    assert (row.parley, row.model, row.codebook, row.schema) == ("0.1.0", "parley_en 0.1.0", "test", "1")
    assert record.verify() == []


def test_keeping_twice_adds_nothing(record: Record) -> None:
    readings = [_raid("a").fill().done(), _raid("b", "Shells fell on Front men in Tesk.").fill(1, 3).done()]
    record.keep_all(readings, MADE)
    before = record.counts()
    again = record.keep_all([*readings, readings[0]], MADE)
    assert not any(k.new or k.read_again for k in again)
    assert record.counts() == before


def test_a_newer_version_reads_again_and_the_older_reading_stays(record: Record) -> None:
    old = _raid().fill().done()
    (first,) = record.keep_all([old], MADE)
    new = _raid().fill().done()
    new.events[0].type = "ACCUSE"
    new.events[0].recipients = []
    (second,) = record.keep_all([new], NEXT)
    assert second.read_again
    assert second.report == first.report
    assert record.reading(first.report) == new
    older, newer = record.readings(first.report)
    assert (older.current, newer.current) == (False, True)
    assert record.reading(first.report, number=older.id) == old
    (change,) = record.diff(first.report)
    assert change.change == "changed"
    assert change.fields["type"] == ("ASSAULT", "ACCUSE")
    assert change.fields["recipients"] == (["Belmark Front"], [])
    assert [e.type for e in record.events()] == ["ACCUSE"]
    assert record.verify() == []


def test_an_edited_text_replaces_the_older_one_and_addresses_still_lead_to_the_event(record: Record) -> None:
    (first,) = record.keep_all([_raid(url="https://news.example/a").fill().done()], MADE)
    key = record.tellings(report=first.report)[0].key
    edited = Writer("a", url="https://news.example/a").fill(0)
    edited.event("Planes bombed the hill of the Front near Tesk.", day="2023-05-03", place="Tesk").fill(1, 2, 3)
    (second,) = record.keep_all([edited.done()], MADE)
    assert second.replaces == first.report
    assert [r.key for r in record.reports()] == [second.report]
    assert [h.report.key for h in record.search("planes")] == [second.report]
    assert record.report(first.report).replaced_by == second.report
    assert record.event(key).key == record.event(record.tellings(report=second.report)[0].key).key
    assert record.count() == 1
    assert record.verify() == []


def test_another_text_under_the_same_id_is_another_report(record: Record) -> None:
    one = Writer("1").event("Planes bombed the hill of the Front near Tesk.").fill(0, 1).done()
    other = Writer("1").event("Mina Sol met the army in a tent.", "CONSULT", "Mina Sol", "army").fill(2, 3).done()
    kept = record.keep_all([one, other], MADE)
    assert [k.replaces for k in kept] == [None, None]
    assert len(record.reports()) == 2


def test_two_readings_of_one_report_in_one_call_are_both_kept(record: Record) -> None:
    old, new = _raid().fill().done(), _raid().fill().done()
    new.events[0].mode = "aerial"
    kept = record.keep_all([old, new], MADE)
    assert [k.new for k in kept] == [True, False]
    assert kept[1].read_again
    assert len(record.readings(kept[0].report)) == 2


def test_odd_texts_are_kept_as_they_are(lite: Record) -> None:
    text = "Ꮳ\u202e مرحبا 🕊 e\u0301 \u0000 'quoted' \"; DROP TABLE note; --"
    reading = Writer("odd'; --").done()
    reading.report.text = text
    (kept,) = lite.keep_all([reading], MADE)
    assert lite.reading(kept.report).report.text == text
    assert lite.verify() == []


def test_what_is_no_record_is_refused_in_words(tmp_path: Path) -> None:
    import sqlite3

    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE report (id INTEGER)")
    connection.close()
    with pytest.raises(RecordError, match="none that Parley made"):
        open_record(str(other))
    text = tmp_path / "text.db"
    text.write_text("no database at all, but long enough to look like one" * 40)
    with pytest.raises(RecordError, match="cannot be used"):
        open_record(str(text))
    with pytest.raises(RecordError, match="neither a file nor an address"):
        open_record("nosuch://host/name")
    with pytest.raises(RecordError, match="cannot be used"):
        open_record(str(tmp_path / "no" / "folder" / "record.db"))


def test_a_record_of_a_newer_parley_is_refused(lite: Record) -> None:
    import sqlalchemy as sa

    with lite.store.write() as connection:
        connection.execute(sa.text("UPDATE meta SET value = '99' WHERE name = 'version'"))
    with pytest.raises(RecordError, match="install a newer Parley"):
        open_record(lite.store.url)


def test_an_older_record_is_brought_up_step_by_step(lite: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlalchemy as sa

    from parley.record import migrations

    def step(connection: sa.Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE extra (id INTEGER)")

    monkeypatch.setattr(migrations, "STEPS", (step,))
    monkeypatch.setattr(migrations, "VERSION", 2)
    with open_record(lite.store.url) as record, record.store.read() as connection:
        assert sa.inspect(connection).has_table("extra")
        assert connection.execute(sa.text("SELECT value FROM meta WHERE name = 'version'")).scalar() == "2"
    # Opened again, nothing is left to do.
    open_record(lite.store.url).close()


def test_the_database_itself_refuses_to_change_what_was_kept(record: Record) -> None:
    import sqlalchemy as sa

    (kept,) = record.keep_all([_raid().fill().done()], MADE)
    record.notes.add(record.notes.report(kept.report), "first words", author="mina")
    for statement in (
        "UPDATE note SET body = 'other words'",
        "DELETE FROM note",
        "DELETE FROM reading",
        "DELETE FROM report",
        "UPDATE report SET text = ''",
    ):
        with pytest.raises(RecordError), record.store.write() as connection:
            connection.execute(sa.text(statement))
    assert record.notes.all()[0].body == "first words"


def test_filters_find_and_leave_out(record: Record) -> None:
    record.keep_all(
        [
            _raid("a").fill(0).done(),
            Writer("b", published="2023-06-02", publisher="Courier")
            .event("Mina Sol received ministers of Ardovia.", "CONSULT", "Mina Sol", "Ardovia", day="2023-06-01", said_by="Ardovia")
            .fill(1)
            .done(),
            Writer("c", published="2023-06-09").event("The army may strike the Front.", status=("hypothetical",)).fill(2).done(),
        ],
        MADE,
    )  # fmt: skip

    def types(**asked: object) -> list[str]:
        return sorted(e.type for e in record.events(Events(**asked)))  # type: ignore[arg-type]

    assert types() == ["ASSAULT", "ASSAULT", "CONSULT"]
    assert types(actor="person-sol") == ["CONSULT"]
    assert types(actor="state-ard") == []
    assert types(party="ARD", other="BEL", types=("CONSULT",)) == ["CONSULT"]
    assert types(party="front", other="mil-ard", status="fact") == ["ASSAULT"]
    assert types(party="front", other="person-sol") == []
    assert types(recipient="front", since="2023-06-01") == ["ASSAULT"]
    assert types(until="2023-05-31") == ["ASSAULT"]
    assert types(place="Tesk") == types(country="BEL") == types(place="geonames:1") == ["ASSAULT"]
    assert types(publisher="Courier") == types(said_by="state-ard") == types(quads=(1,)) == ["CONSULT"]
    assert types(context="military", since="2023-06-01") == ["ASSAULT", "CONSULT"]
    assert types(text='"received ministers"') == ["CONSULT"]
    assert types(text="ministers -ardovia") == []
    assert types(status="hypothetical") == ["ASSAULT"]
    assert record.count(Events(types=("ASSAULT",))) == 2


def test_sums(record: Record) -> None:
    record.keep_all(
        [
            _raid("a").fill(0).done(),
            Writer("b", published="2023-05-20").event("The army fired on the Front in Orlen.", day="2023-05-19", place="Orlen").done(),
            Writer("c", published="2023-06-20").event("The army will fire on the Front.", status=("future",)).done(),
        ],
        MADE,
    )  # fmt: skip
    (month,) = record.dyad_months()
    assert (month.month, month.actor, month.recipient, month.events, month.quads) == (
        "2023-05",
        "ARD",
        "BEL",
        2,
        [0, 0, 0, 2],
    )
    assert month.score == -9.5
    assert month.total == -19.0
    assert [(c.period, c.quad, c.events) for c in record.timeline()] == [("2023-05", 4, 2)]
    (edge,) = record.network()
    assert (edge.actor.key, edge.recipient.key, edge.events) == ("mil-ard", "front", 2)
    assert (edge.first, edge.last) == ("2023-05-03", "2023-05-19")
    (entity_month,) = record.dyad_months(by="entity")
    assert (entity_month.actor, entity_month.recipient) == ("mil-ard", "front")


def test_what_two_do_together_counts_for_each_with_the_other(record: Record) -> None:
    def together(id: str, type: str) -> Writer:
        writer = Writer(id).event("They did it in Orlen.", type, "army", None, day="2023-05-03")
        writer.events[-1].actors.append(writer.who("Front"))
        return writer

    record.keep_all([together("a", "CONSULT").fill(0).done(), together("b", "ACCUSE").fill(1).done()], MADE)
    pairs = [("ARD", "BEL", 1), ("BEL", "ARD", 1)]
    assert [(m.actor, m.recipient, m.events) for m in record.dyad_months()] == pairs
    assert sorted((e.actor.key, e.recipient.key, e.events) for e in record.network()) == [
        ("front", "mil-ard", 1),
        ("mil-ard", "front", 1),
    ]


def test_search(record: Record) -> None:
    record.keep_all([Writer("a", title="Ferry news").fill(0).done(), Writer("b").fill(1, 2).done()], MADE)
    assert [h.report.id for h in record.search("ferries")] == ["a"]
    assert "\x02" in record.search("barley")[0].snippet
    assert [h.report.id for h in record.search('"forty pupils" council')] == ["b"]
    assert record.search('"pupils forty"') == []
    assert record.search("pupils -council") == []
    for odd in ("", '"', "-", "AND OR NOT", "a* (b", "'; --", "near/3"):
        record.search(odd)
