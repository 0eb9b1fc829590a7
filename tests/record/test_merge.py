from __future__ import annotations

import pytest

from parley.record import Record
from tests.record.made import MADE, Writer


def _told(id: str, sentence: str, **more: object) -> Writer:
    return Writer(id, publisher=id).event(sentence, **more).fill()  # type: ignore[arg-type]


def test_one_event_told_by_two_reports_is_one_event_with_two_tellings(record: Record) -> None:
    record.keep_all(
        [
            Writer("a").event("Planes struck a bridge held by the Front in Tesk.", day="2023-05-03", place="Tesk").fill(0, 1).done(),
            Writer("b", published="2023-05-05").event("Wednesday saw an air raid on the Front at Tesk.", day="2023-05-03", place="Tesk").fill(2, 3).done(),
        ],
        MADE,
    )  # fmt: skip
    (event,) = record.events()
    assert (event.tellings, event.independent, event.day, event.place) == (2, 2, "2023-05-03", "Tesk")
    assert (event.first_told, event.last_told) == ("2023-05-04", "2023-05-05")
    one, other = record.tellings(event=event.key)
    assert one.why == "the first that tells of it"
    assert "same place" in other.why
    assert record.event(other.key) == record.event(one.key)
    assert record.verify() == []


def test_copies_of_a_wire_confirm_nothing(record: Record) -> None:
    first = _told("a", "Planes struck a bridge held by the Front in Tesk.", day="2023-05-03", place="Tesk").done()
    copy = _told("b", "Planes struck a bridge held by the Front in Tesk.", day="2023-05-03", place="Tesk")
    copy.say("Reporting by our own staff.")
    kept = record.keep_all([first, copy.done()], MADE)
    assert kept[1].copy_of == kept[0].report
    (event,) = record.events()
    assert (event.tellings, event.independent) == (2, 1)
    assert [r.key for r in record.copies(kept[0].report)] == [kept[1].report]
    assert len(record.reports(copies=False)) == 1


def test_reports_that_name_only_doers_or_only_victims_of_a_day_and_town_tell_one_event(lite: Record) -> None:
    day = {"day": "2023-05-03", "place": "Tesk"}
    lite.keep_all(
        [
            Writer("a").event("Dozens were killed in the market hall.", actor=None, **day).fill(0, 1).done(),  # type: ignore[arg-type]
            Writer("b").event("Gunmen carried out a massacre.", recipient=None, **day).fill(2, 3).done(),  # type: ignore[arg-type]
        ],
        MADE,
    )
    (event,) = lite.events()
    assert "no side told twice" in lite.tellings(event=event.key)[1].why


@pytest.mark.parametrize(
    ("other", "more"),
    [
        ("another day", {"day": "2023-05-06", "place": "Tesk"}),
        ("another place", {"day": "2023-05-03", "place": "Orlen"}),
        ("another type", {"day": "2023-05-03", "place": "Tesk", "type": "ACCUSE"}),
        ("planned", {"day": "2023-05-03", "place": "Tesk", "status": ("future",)}),
    ],
)
def test_what_speaks_against_one_event_keeps_two_apart(lite: Record, other: str, more: dict[str, object]) -> None:
    one = Writer("a").event("Planes struck a bridge held by the Front.", day="2023-05-03", place="Tesk").fill(0, 1)
    two = Writer("b").event("Planes struck a bridge held by the Front.", **more).fill(2, 3)  # type: ignore[arg-type]
    lite.keep_all([one.done(), two.done()], MADE)
    assert lite.count() == 2, other


def test_a_report_that_tells_two_acts_apart_is_believed(lite: Record) -> None:
    reading = (
        Writer("a")
        .event("Planes struck the Front in Tesk.", day="2023-05-03", place="Tesk")
        .event("Planes struck the Front in Tesk again.", day="2023-05-03", place="Tesk")
    )
    lite.keep_all([reading.done()], MADE)
    assert lite.count() == 2


def test_a_chain_of_daily_shellings_does_not_grow_into_one_event(lite: Record) -> None:
    readings = [
        Writer(f"d{n}", published=f"2023-05-{n:02}", publisher=f"p{n}")
        .event("Shells fell on the Front near Tesk.", day=f"2023-05-{n:02}", place="Tesk")
        .fill(n % 4)
        .done()
        for n in range(1, 10)
    ]
    lite.keep_all(readings, MADE)
    assert lite.count() > 4


def test_a_denial_is_a_telling_and_a_disagreement_and_no_confirmation(record: Record) -> None:
    record.keep_all(
        [
            Writer("a").event("Planes struck a bridge held by the Front in Tesk.", day="2023-05-03", place="Tesk").fill(0, 1).done(),
            Writer("b").event("No planes struck a bridge in Tesk, the army said.", day="2023-05-03", place="Tesk", status=("negated",)).fill(2, 3).done(),
        ],
        MADE,
    )  # fmt: skip
    (event,) = record.events()
    assert (event.tellings, event.denials, event.status) == (2, 1, [])
    (item,) = record.disagreements(event=event.key)
    assert (item.kind, item.between) == ("occurrence", True)
    assert {v["value"] for v in item.values} == {"happened", "did not happen"}


def test_tolls_of_two_reports_disagree_and_a_rising_toll_is_news(record: Record) -> None:
    def toll(id: str, killed: int, published: str, *fill: int) -> Writer:
        return (
            Writer(id, published=published, publisher=id)
            .event("Planes struck a bridge of the Front in Tesk.", day="2023-05-03", place="Tesk", killed=killed)
            .fill(*fill)
        )

    record.keep_all([toll("a", 10, "2023-05-04", 0, 1).done(), toll("b", 14, "2023-05-05", 2, 3).done()], MADE)
    (event,) = record.events()
    assert record.disagreements(event=event.key) == []
    record.keep_all([toll("c", 7, "2023-05-06", 0, 2).done()], MADE)
    (item,) = record.disagreements(event=event.key)
    assert item.kind == "figure"
    assert {v["value"] for v in item.values} == {"10", "14", "7"}
    assert all(v["sentence"].startswith("The number of dead") for v in item.values)
    assert len(record.figures(event=event.key)) == 3


def test_join_and_split_hold_through_reading_and_merging_again(record: Record) -> None:
    from tests.record.made import NEXT

    one = Writer("a").event("Planes struck a bridge of the Front.", day="2023-05-03", place="Tesk").fill(0, 1)
    two = Writer("b").event("Guns fired on men of the Front.", day="2023-05-09", place="Orlen").fill(2, 3)
    kept = record.keep_all([one.done(), two.done()], MADE)
    keys = [record.tellings(report=k.report)[0].key for k in kept]
    record.notes.join(*keys, author="mina", body="the same raid")
    assert record.count() == 1
    assert record.event(keys[1]).tellings == 2
    assert [t.why for t in record.tellings(event=keys[0])][-1] == "an analyst joined them"
    record.keep_all([two.done()], NEXT)
    assert record.count() == 1
    record.merge_again()
    assert record.count() == 1
    note = record.notes.split(keys[0], [keys[1]], author="omar")
    assert record.count() == 2
    record.keep_all([one.done()], NEXT)
    record.merge_again()
    assert record.count() == 2
    record.notes.remove(note.id, author="omar")
    record.merge_again()
    assert record.count() == 1
    assert record.verify() == []


def test_a_split_parts_what_the_machine_would_merge(record: Record) -> None:
    more = {"day": "2023-05-03", "place": "Tesk"}
    kept = record.keep_all(
        [
            Writer(id, publisher=id).event(f"{how} struck a bridge of the Front.", **more).fill(n, n + 1).done()  # type: ignore[arg-type]
            for n, (id, how) in enumerate((("a", "Planes"), ("b", "Jets"), ("c", "Bombers")))
        ],
        MADE,
    )
    keys = [record.tellings(report=k.report)[0].key for k in kept]
    assert record.count() == 1
    record.notes.split(keys[0], [keys[2]], author="mina")
    assert record.event(keys[0]).tellings == 2
    assert record.event(keys[2]).tellings == 1
    record.merge_again()
    assert record.event(keys[2]).tellings == 1
    assert record.verify() == []


def test_the_same_events_whatever_order_the_reports_came_in(tmp_path: object) -> None:
    from pathlib import Path

    from parley.record import open_record

    readings = [
        Writer(f"r{n}", published=f"2023-05-{4 + n % 3:02}", publisher=f"p{n}")
        .event(f"{how} the Front{where}.", day="2023-05-03", place=place)
        .fill(n % 4, (n + 1) % 4)
        .done()
        for n, (how, where, place) in enumerate(
            [("Planes struck", " in Tesk", "Tesk"), ("Guns hit", "", None), ("Shells fell on", " in Orlen", "Orlen"),
             ("Raids hit", " in Tesk", "Tesk"), ("Fire came down on", "", None), ("Planes hit", " in Orlen", "Orlen")]
        )
    ]  # fmt: skip
    found = []
    for n, some in enumerate((readings, readings[::-1])):
        with open_record(str(Path(str(tmp_path)) / f"{n}.db")) as record:
            record.keep_all(some, MADE)
            record.merge_again()
            found.append({frozenset(t.key for t in record.tellings(event=e.key)) for e in record.events()})
            assert record.verify() == []
    assert found[0] == found[1]


def test_relations_and_talks_gather_over_time(record: Record) -> None:
    record.keep_all(
        [
            Writer("a", published="2023-01-02").relation("Ardovia backs Belmark.", "supports", "Ardovia", "Belmark")
            .meet("Talks in Tesk are planned.", "scheduled", stance="demands").fill(0).done(),
            Writer("b", published="2023-02-02").meet("Talks in Tesk began.", "under-way", stance="accepts").fill(1).done(),
            Writer("c", published="2023-03-02").relation("Ardovia no longer backs Belmark.", "supports", "Ardovia", "Belmark", ("ended",))
            .meet("The parley broke down.", "collapsed", name="Sol round").fill(2).done(),
        ],
        MADE,
    )  # fmt: skip
    (relation,) = record.relations(entity="state-ard")
    assert (relation.status, relation.tellings, relation.first_told, relation.last_told) == (
        ["ended"],
        2,
        "2023-01-02",
        "2023-03-02",
    )
    assert [r.status for r in record.relation_tellings(relation.key)] == [[], ["ended"]]
    (talks,) = record.talks(entity="front")
    assert (talks.stage, talks.tellings) == ("collapsed", 3)
    assert [s.stage for s in record.stages(talks.key)] == ["scheduled", "under-way", "collapsed"]
    positions = record.positions(talks.key)
    assert [(p.stance, p.changed_from) for p in positions] == [("demands", None), ("accepts", "demands")]
    assert [e.name for e in talks.mediators] == ["Mina Sol"]
    assert [t.key for t in record.talks(text=talks.parties[0].name)] == [talks.key]
    assert record.rounds(talks.key) == []
    assert record.verify() == []


def test_reading_again_without_talks_takes_them_out(record: Record) -> None:
    from tests.record.made import NEXT

    writer = (
        Writer("a")
        .meet("Talks in Tesk began.", "under-way", stance="accepts")
        .relation("They fight.", "fights", "army", "Front")
    )
    reading = writer.done()
    record.keep_all([reading], MADE)
    reading.talks, reading.relations = [], []
    record.keep_all([reading], NEXT)
    assert record.talks() == record.relations() == []
    assert record.verify() == []
