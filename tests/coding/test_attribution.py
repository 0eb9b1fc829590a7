"""Who says so: sources, cues, what is said, and sources behind sources."""

from __future__ import annotations

import pytest

import parley
from parley.coding.layers import Said, tree_of


def links(coder: parley.Coder, text: str) -> list[tuple[str, str, str]]:
    """Source, cue and content of each link, in words; the source of hearsay is empty."""
    doc = coder.doc(parley.Report(id="test", text=text, language="en"))
    tree = tree_of(doc)

    def words(a: int, b: int) -> str:
        start, end = tree.text(a, b)
        return doc.text[start:end]

    def link(said: Said) -> tuple[str, str, str]:
        source = words(*said.words) if said.words != said.cue else ""
        return source, words(*said.cue), " ... ".join(words(a, b) for a, b in said.content)

    return [link(said) for said in doc._.parley_attribution]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Doctors said nine people were hurt.", ("Doctors", "said", "nine people were hurt")),
        (
            "The bridge was blown up, an army spokesman said.",
            ("an army spokesman", "said", "The bridge was blown up"),
        ),
        (
            "According to the Red Cross, 4,000 people have fled.",
            ("the Red Cross", "According to", "4,000 people have fled"),
        ),
        ('"We will not leave," the mayor told reporters.', ("the mayor", "told", "We will not leave")),
        (
            "The police blamed the rebels for the ambush.",
            ("The police", "blamed", "the rebels for the ambush"),
        ),
        ("The militia reportedly killed six men.", ("", "reportedly", "The militia reportedly killed six men")),
        ("The colonel is believed to have fled.", ("", "believed", "The colonel ... to have fled")),
        (
            "A group of students claimed responsibility for the arson.",
            ("A group of students", "claimed", "for the arson"),
        ),
    ],
)
def test_source_cue_and_content(coder: parley.Coder, text: str, expected: tuple[str, str, str]) -> None:
    assert links(coder, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The minister did not say when the talks would resume.",
        "The spokesman declined to say who fired first.",
        "Nobody claimed responsibility for the blast.",
        "The minister read the report on the train.",
    ],
)
def test_where_nothing_is_said_there_is_no_source(coder: parley.Coder, text: str) -> None:
    assert links(coder, text) == []


def test_a_source_behind_the_one_who_speaks(coder: parley.Coder) -> None:
    reading = coder.read("Rebels attacked the airport, state television said, quoting an army officer.")
    chain = [a.text for a in reading.events[0].attribution]
    assert chain == ["an army officer", "state television"]


def test_quoted_as_saying(coder: parley.Coder) -> None:
    found = links(coder, "The agency quoted a police officer as saying three men were arrested.")
    assert [f[0] for f in found] == ["The agency", "a police officer"]
    assert found[0][2] == found[1][2]


def test_a_quotation_goes_on_over_sentences(coder: parley.Coder) -> None:
    reading = coder.read(
        '"The rebels attacked our village at dawn," a teacher said. "They killed my brother and burned the school."'
    )
    assert [[a.text for a in e.attribution] for e in reading.events] == [["a teacher"]] * len(reading.events)
    assert len(reading.events) >= 2


def test_a_pronoun_speaks_for_its_entity(coder: parley.Coder) -> None:
    reading = coder.read("Foreign Minister Sergei Lavrov spoke in Moscow. He said rebels attacked a convoy in Aleppo.")
    (attack,) = [e for e in reading.events if e.type == "ASSAULT"]
    source = attack.attribution[0].source
    assert source is not None
    assert "Lavrov" in reading.entity(source).name


def test_what_is_told_as_fact_has_no_source(coder: parley.Coder) -> None:
    reading = coder.read("Rebels attacked a convoy in Aleppo. The minister said talks would go on.")
    (attack,) = [e for e in reading.events if e.type == "ASSAULT"]
    assert attack.attribution == []


def test_recalling_an_envoy_says_nothing(coder: parley.Coder) -> None:
    reading = coder.read(
        "Peru recalled its ambassador from La Paz after Bolivian President Evo Morales spoke of a coup."
    )
    told = [*reading.events, *reading.relations]
    assert "Peru" not in {a.text for one in told for a in one.attribution}


def test_one_voice_is_heard_once(coder: parley.Coder) -> None:
    reading = coder.read("Uganda acknowledged the loss of six men and claimed that it had shelled three Kenyan bases.")
    sources = [[a.source for a in e.attribution] for e in reading.events]
    assert all(len(chain) == len(set(chain)) for chain in sources)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("UN: most Houla victims were executed", "UN"),
        ("French planes destroyed at least 14 tanks near Benghazi overnight, rebels said.", "rebels"),
    ],
)
def test_who_speaks_before_a_colon_or_after_the_clause(coder: parley.Coder, text: str, source: str) -> None:
    (event,) = coder.read(text).events
    assert [a.text for a in event.attribution] == [source]
