from __future__ import annotations

import io

import pytest
from rich.console import Console

from parley.cli import annotated, brief_terminal
from parley.cli.brief import Entry, Sentences, brief, cite
from parley.cli.brief_markdown import markdown
from parley.model import Event, Reading
from tests.cli.sample import LINES, LONG, bare, sample


def section(reading: Reading, title: str) -> tuple[Entry, ...]:
    return next(s.entries for s in brief(reading).sections if s.title == title)


def rendered(reading: Reading, width: int, *, colour: bool = False) -> str:
    file = io.StringIO()
    system = "truecolor" if colour else None
    console = Console(file=file, width=width, force_terminal=colour, color_system=system, highlight=False)  # type: ignore[arg-type]
    brief_terminal.show(brief(reading), console)
    return file.getvalue()


def test_furniture_has_no_number_and_does_not_count() -> None:
    reading = sample()
    sentences = Sentences.of(reading)
    furniture = [p for p in reading.passages if p.kind == "furniture"]
    assert [sentences.at(p.start) for p in furniture] == [None, None]
    assert sentences.at(reading.report.text.index("Warplanes")) == 5
    assert len(sentences) == len(LINES) - 2


def test_events_say_who_what_status_when_where_and_source() -> None:
    planned = section(sample(), "What happened")[0]
    assert planned.sentences == (3,)
    assert planned.head == "Zubara → the rebels"
    assert planned.kind == "agreement or promise"
    assert planned.status == ("planned",)
    assert planned.details == ("11 Mar 2019", "Geneva")
    assert "source: Zubara's foreign ministry" in planned.notes[0]
    assert "CAMEO 036" in planned.notes[0]


def test_an_event_told_twice_cites_both_sentences() -> None:
    assert section(sample(), "What happened")[2].sentences == (5, 6)


def test_a_time_without_a_value_keeps_its_words() -> None:
    assert section(sample(), "What happened")[2].details[0] == "“Saturday”"


def test_statuses_are_words() -> None:
    statuses = [s for e in section(sample(), "What happened") for s in e.status]
    assert statuses == ["planned", "said not to have happened", "hypothetical", "background"]


def test_the_chain_of_sources_is_told_from_the_inside() -> None:
    assert "source: an official, via state television, “reportedly”" in section(sample(), "What happened")[6].notes[0]


def test_a_mode_without_words_is_shown_as_it_is() -> None:
    assert section(sample(), "What happened")[6].kind == "refusal (uncharted)"


def test_events_are_told_in_the_order_of_the_report() -> None:
    reading = sample()
    reading.events.reverse()
    firsts = [e.sentences[0] for e in section(reading, "What happened")]
    assert firsts == sorted(firsts)


def test_who_is_in_it_ranks_and_leaves_mere_places_out() -> None:
    reading = sample()
    who = brief(reading).sections[0]
    assert who.grid is not None
    names = [row[0] for row in who.grid.rows]
    assert names[0] == "Zubara Liberation Front"
    assert LONG in names
    assert "Geneva" not in names
    assert who.grid.rows[0][1:] == ("ZUBREB", "organization", "3", "[7]")
    assert who.foot == "Also an official."


def test_figures_read_as_words() -> None:
    heads = [e.head for e in section(sample(), "Figures")]
    assert heads == ["at least 34 people killed", "12 killed", "more than 80,000 people displaced"]


def test_the_matrix_of_talks_has_issues_by_parties() -> None:
    talks = section(sample(), "Talks")
    assert talks[0].kind == "proposed"
    assert talks[0].grid is not None
    assert talks[0].grid.columns == (
        "issue", "Zubara", "Zubara Liberation Front", "The National Coordination …", "Maradia",
    )  # fmt: skip
    assert talks[0].grid.rows[1] == ("ceasefire", "refuses for now [8]", "accepts provisionally [8]", "", "")
    assert talks[1].grid is None


def test_a_position_of_nobody_has_a_column_of_its_own() -> None:
    reading = sample()
    reading.talks[0].issues[1].positions[0].party = None
    grid = section(reading, "Talks")[0].grid
    assert grid is not None
    assert grid.columns[-1] == "not said who"


def test_disagreements_stand_side_by_side_with_their_sources() -> None:
    figure = section(sample(), "Disagreements")[0]
    assert figure.grid is not None
    assert figure.grid.sideways
    assert [row[:2] for row in figure.grid.rows] == [("at least 34", "Red Crescent"), ("12", "the army")]


def test_empty_sections_say_so() -> None:
    text = rendered(bare(), 80)
    for words in ("Nobody named.", "No events.", "No relations.", "No figures.", "No talks.", "No disagreements."):
        assert words in text
        assert words in markdown(brief(bare()))


def test_every_item_of_the_reading_is_in_the_brief() -> None:
    reading = sample()
    counts = [len(s.entries) for s in brief(reading).sections[1:]]
    assert counts == [8, 3, 3, 2, 2]
    assert brief(reading).counts == "15 entities, 8 events, 3 relations, 3 figures, 2 talks, 2 disagreements"


@pytest.mark.parametrize("width", [30, 50, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal_and_no_word_is_lost(width: int) -> None:
    text = rendered(sample(), width)
    assert max(len(line.rstrip()) for line in text.splitlines()) <= width
    squeezed = "".join(text.split())
    for name in ("Okonkwo-Lindqvist", "provisionally", "GenevaCommunique(2018)", "NorthernGovernorates"):
        assert name in squeezed


def test_colour_only_where_asked() -> None:
    assert "\x1b[" in rendered(sample(), 80, colour=True)
    assert "\x1b[" not in rendered(sample(), 80)


def test_a_report_cannot_send_control_characters_to_the_terminal() -> None:
    reading = sample()
    reading.report.title = "Calm\x1b]0;owned\x07 returns"
    reading.entities[0].name = "Zu\x1b[31mbara"
    assert "\x1b" not in rendered(reading, 80)
    file = io.StringIO()
    reading.report.text = reading.report.text.replace("Share this", "Share\x1bthis")
    annotated.show(reading, Console(file=file, width=80, color_system=None))
    assert "\x1b" not in file.getvalue()


def test_markdown_escapes_what_is_markup() -> None:
    reading = sample()
    reading.entities[0].name = "Zubara | *the* _state_"
    assert r"Zubara \| \*the\* \_state\_" in markdown(brief(reading))


def test_markdown_tables_are_whole() -> None:
    for line in markdown(brief(sample())).splitlines():
        if line.lstrip().startswith("|"):
            assert line.rstrip().endswith("|")


def test_many_sentences_are_cut_short() -> None:
    assert cite((1, 2, 3, 4)) == "[1, 2, 3, 4]"
    assert cite((1, 2, 3, 4, 5)) == "[1, 2, 3 …]"
    assert cite(()) == ""


def test_an_unnamed_actor_is_said_to_be_unnamed() -> None:
    reading = sample()
    event: Event = reading.events[2]
    event.actors = []
    assert section(reading, "What happened")[2].head == "unnamed → Tell Amra"


def test_columns_give_way_to_rows_only_where_a_word_would_break() -> None:
    assert "\nname " in rendered(sample(), 80)
    assert "code: ZUBREB" not in rendered(sample(), 80)
    assert "code: ZUBREB" in rendered(sample(), 50)


@pytest.mark.parametrize("width", range(40, 130, 3))
def test_no_cell_loses_letters(width: int) -> None:
    text = rendered(sample(), width)
    for word in ("provisionally", "detainees", "Okonkwo-Lindqvist", "Coordination", "according"):
        assert word in text
