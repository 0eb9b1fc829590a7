from __future__ import annotations

from pathlib import Path

import pytest

from parley.errors import RecordError
from parley.record import Record, open_record
from tests.record.made import MADE, NEXT, Writer


def _raid(id: str, *fill: int, **more: object) -> Writer:
    return (
        Writer(id, publisher=id).event("Planes bombed the Front near Tesk.", day="2023-05-03", place="Tesk").fill(*fill)
    )


def test_a_restore_into_a_new_record_gives_the_same_one(record: Record, tmp_path: Path) -> None:
    kept = record.keep_all([_raid("a", 0, 1).done(), _raid("b", 2, 3).done()], MADE)
    record.keep_all([_raid("a", 0, 1).done()], NEXT)
    note = record.notes.add(record.notes.report(kept[0].report), "words", author="mina")
    record.notes.revise(note.id, "other words", author="mina")
    record.notes.correct(record.notes.event(record.events()[0].key), "type", "AID", author="mina")
    record.backup(tmp_path / "b.db")
    with open_record(str(tmp_path / "new.db")) as new:
        added = new.restore(tmp_path / "b.db")
        assert (added.reports, added.readings, added.notes) == (2, 3, 3)
        assert new.counts() == record.counts()
        assert new.events() == record.events()
        assert new.notes.history(note.id) == record.notes.history(note.id)
        assert new.readings(kept[0].report)[-1].parley == "0.2.0"
        assert new.verify() == []
        assert new.restore(tmp_path / "b.db").reports == 0


def test_a_restore_merges_and_never_wipes(record: Record, tmp_path: Path) -> None:
    (a,) = record.keep_all([_raid("a", 0, 1).done()], MADE)
    note = record.notes.add(record.notes.report(a.report), "before", author="mina")
    record.backup(tmp_path / "b.db")
    record.notes.revise(note.id, "after", author="mina")
    record.keep_all([_raid("b", 2, 3).done(), _raid("a", 0, 1).done()], NEXT)
    record.restore(tmp_path / "b.db")
    assert record.notes.get(note.id).body == "after"
    assert len(record.reports()) == 2
    assert record.readings(a.report)[-1].current
    assert record.verify() == []


def test_an_older_text_does_not_come_back_in_place_of_the_newer(tmp_path: Path) -> None:
    with open_record(str(tmp_path / "old.db")) as old:
        (first,) = old.keep_all([_raid("a", 0, 1).done()], MADE)
        key = old.events()[0].key
    with open_record(str(tmp_path / "new.db")) as new:
        (second,) = new.keep_all([_raid("a", 0, 1, 2).done()], MADE)
        new.restore(tmp_path / "old.db")
        assert [r.key for r in new.reports()] == [second.report]
        assert new.report(first.report).replaced_by == second.report
        assert new.verify() == []
        assert key


def test_backup_and_restore_refuse_in_words(lite: Record, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("x")
    with pytest.raises(RecordError, match="there already"):
        lite.backup(tmp_path / "there")
    with pytest.raises(RecordError, match="no file"):
        lite.restore(tmp_path / "nowhere.db")
    with pytest.raises(RecordError):
        lite.restore(tmp_path / "there")
    with pytest.raises(RecordError):
        lite.backup(tmp_path / "no" / "folder" / "b.db")


def test_verify_finds_what_is_wrong(lite: Record) -> None:
    import sqlalchemy as sa

    lite.keep_all([_raid("a", 0, 1).done(), _raid("b", 2, 3).done()], MADE)
    for statement, word in (
        ("UPDATE event SET tellings = 7", "tellings"),
        ("DELETE FROM telling_party", "parties"),
        ("UPDATE entity SET reports = 9", "count of reports"),
        ("DELETE FROM telling WHERE id = 1", "told by the record or the reading alone"),
    ):
        with lite.store.write() as connection:
            connection.execute(sa.text(statement))
        assert any(word in fault for fault in lite.verify()), word
    lite.merge_again()
    assert lite.verify() == []
    with lite.store.write() as connection:
        connection.execute(sa.text("DROP TRIGGER report_update"))
        connection.execute(sa.text("UPDATE report SET text = 'other words' WHERE id = 1"))
    faults = " ".join(lite.verify())
    assert "trigger report_update" in faults
    assert "its text is not the one" in faults
    assert "index of words" in faults
