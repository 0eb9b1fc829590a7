from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from parley.codebook import lint
from parley.codebook.acts import Example
from parley.coding.examples import fault_of
from parley.model import Entity, Event, Evidence, Mention, Reading, Report, Span
from tests.cli.conftest import Ran

Run = Callable[..., Ran]


def test_problems_are_listed_and_fail(parley_: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lint, "check_codebook", lambda folder: ["assault.yaml: bombard: has no examples"])
    ran = parley_("codebook", "check")
    assert ran.status == 1
    assert ran.out == "assault.yaml: bombard: has no examples\n"
    assert ran.err == "parley: 1 problem in the codebook\n"


def test_the_shipped_codebook_has_no_problems(parley_: Run) -> None:
    ran = parley_("codebook", "check")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("The codebook has no problems: ")


def test_a_folder_of_ones_own_is_checked_as_well(parley_: Run, tmp_path: Path) -> None:
    (tmp_path / "acts").mkdir()
    (tmp_path / "acts" / "mine.yaml").write_text("- {id: jab, type: ASSAULT, frame: nonsense, verbs: [jab]}\n")
    ran = parley_("codebook", "check", tmp_path)
    assert ran.status == 1
    assert ran.out == "mine.yaml: jab: unknown frame `nonsense`\nmine.yaml: jab: has no examples\n"
    assert ran.err == "parley: 2 problems in the codebook\n"


def test_lookup_gives_the_code_and_the_office_of_the_date(parley_: Run) -> None:
    ran = parley_("actors", "lookup", "Lavrov", "--on", "2014-12-27")
    assert ran.status == 0
    assert ran.out.startswith("Sergei Lavrov  RUSGOV  person\n")
    assert "foreign minister RUS 2004-03-09 to now RUSGOV (at that date)" in ran.out


def test_lookup_of_nobody(parley_: Run) -> None:
    ran = parley_("actors", "lookup", "Qqqq")
    assert ran.status == 1
    assert ran.err == "parley: no actor of the codebook is called 'Qqqq'\n"


def test_lookup_wants_an_iso_date(parley_: Run) -> None:
    ran = parley_("actors", "lookup", "Lavrov", "--on", "27/12/2014")
    assert ran.status == 1
    assert "2014-12-27" in ran.err


TEXT = "Gunmen shelled Idlib."


def coded(type_: str = "ASSAULT", mode: str | None = "heavy-weapons") -> Reading:
    sentence = Span(start=0, end=21)
    event = Event(
        id="ev1",
        type=type_,  # type: ignore[arg-type]
        mode=mode,
        quad=4,
        score=-10,
        actors=["e1"],
        recipients=["e2"],
        evidence=[Evidence(start=7, end=14, sentence=sentence)],
    )
    return Reading(
        report=Report(id="bombard", text=TEXT),
        mentions=[
            Mention(start=0, end=6, type="person", entity="e1"),
            Mention(start=15, end=20, type="location", entity="e2"),
        ],
        entities=[Entity(id="e1", name="Gunmen", type="person"), Entity(id="e2", name="Idlib", type="location")],
        events=[event],
    )


@pytest.mark.parametrize(
    ("example", "fault"),
    [
        (Example(TEXT, "ASSAULT", "heavy-weapons", ("Gunmen",), ("Idlib",)), None),
        (Example(TEXT, "ASSAULT"), None),
        (Example(TEXT, None), "nothing should be coded, not ASSAULT heavy-weapons"),
        (Example(TEXT, "COERCE"), "should be COERCE, and is ASSAULT heavy-weapons"),
        (Example(TEXT, "ASSAULT", "aerial"), "should be ASSAULT aerial, and is ASSAULT heavy-weapons"),
        (Example(TEXT, "ASSAULT", None, ("Idlib",)), "ASSAULT without the actor 'Idlib'"),
        (Example(TEXT, "ASSAULT", None, (), ("Gunmen",)), "ASSAULT without the recipient 'Gunmen'"),
    ],
)
def test_faults_of_examples(example: Example, fault: str | None) -> None:
    assert fault_of(example, coded()) == fault
