"""Figures from hand-made parses: who counts, how many, and what counts nobody."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
import spacy

import parley
from parley.codebook.tables import table
from parley.coding.figures import Figures
from parley.coding.layers import Quantities
from parley.coding.people import triggers
from parley.coding.times import Times
from parley.errors import CodebookError
from parley.model import Measure
from tests.parses import blank, parse

Row = tuple[str, str | None, float | None, float | None, float | None]

# Each sentence, its parse, and the figures as measure, words, low, best, high.
CASES: list[tuple[str, str, list[Row]]] = [
    (
        "Shelling killed at least 12 villagers and wounded 20.",
        """
        Shelling shelling NOUN NN 2 nsubj
        killed kill VERB VBD 0 root
        at at ADP IN 4 case
        least least ADJ JJS 5 nmod
        12 12 NUM CD 6 nummod
        villagers villager NOUN NNS 2 obj
        and and CCONJ CC 8 cc
        wounded wound VERB VBD 2 conj
        20 20 NUM CD 8 obj
        """,
        [("killed", "villagers", 12, 12, None), ("injured", None, 20, 20, 20)],
    ),
    (
        "Some 400 people have died, including three nurses.",
        """
        Some some DET DT 3 det
        400 400 NUM CD 3 nummod
        people people NOUN NNS 5 nsubj
        have have AUX VBP 5 aux
        died die VERB VBN 0 root
        , , PUNCT , 9 punct
        including include VERB VBG 9 case
        three three NUM CD 9 nummod
        nurses nurse NOUN NNS 5 obl
        """,
        [("killed", "people", None, 400, None), ("killed", "nurses", 3, 3, 3)],
    ),
    (
        "A bomb killed two farmers and a teacher.",
        """
        A a DET DT 2 det
        bomb bomb NOUN NN 3 nsubj
        killed kill VERB VBD 0 root
        two two NUM CD 5 nummod
        farmers farmer NOUN NNS 3 obj
        and and CCONJ CC 8 cc
        a a DET DT 8 det
        teacher teacher NOUN NN 5 conj
        """,
        [("killed", "farmers", 2, 2, 2), ("killed", "teacher", 1, 1, 1)],
    ),
    (
        "No one was hurt.",
        """
        No no DET DT 2 det
        one one PRON NN 4 nsubj:pass
        was be AUX VBD 4 aux:pass
        hurt hurt VERB VBN 0 root
        """,
        [("injured", None, 0, 0, 0)],
    ),
    (
        "The raid left 24 miners dead.",
        """
        The the DET DT 2 det
        raid raid NOUN NN 3 nsubj
        left leave VERB VBD 0 root
        24 24 NUM CD 5 nummod
        miners miner NOUN NNS 3 obj
        dead dead ADJ JJ 3 xcomp
        """,
        [("killed", "miners", 24, 24, 24)],
    ),
    (
        "The death toll rose to 41.",
        """
        The the DET DT 3 det
        death death NOUN NN 3 compound
        toll toll NOUN NN 4 nsubj
        rose rise VERB VBD 0 root
        to to ADP IN 6 case
        41 41 NUM CD 4 obl
        """,
        [("killed", None, 41, 41, 41)],
    ),
    (
        "The crash killed three pilots, bringing the total to 60.",
        """
        The the DET DT 2 det
        crash crash NOUN NN 3 nsubj
        killed kill VERB VBD 0 root
        three three NUM CD 5 nummod
        pilots pilot NOUN NNS 3 obj
        , , PUNCT , 7 punct
        bringing bring VERB VBG 3 advcl
        the the DET DT 9 det
        total total NOUN NN 7 obj
        to to ADP IN 11 case
        60 60 NUM CD 7 obl
        """,
        [("killed", "pilots", 3, 3, 3), ("killed", None, 60, 60, 60)],
    ),
    (
        "Gunmen seized nine teachers.",
        """
        Gunmen gunman NOUN NNS 2 nsubj
        seized seize VERB VBD 0 root
        nine nine NUM CD 4 nummod
        teachers teacher NOUN NNS 2 obj
        """,
        [("kidnapped", "teachers", 9, 9, 9)],
    ),
    (
        "Police seized nine teachers.",
        """
        Police police NOUN NN 2 nsubj
        seized seize VERB VBD 0 root
        nine nine NUM CD 4 nummod
        teachers teacher NOUN NNS 2 obj
        """,
        [("detained", "teachers", 9, 9, 9)],
    ),
    (
        "Police seized nine tons of grain.",
        """
        Police police NOUN NN 2 nsubj
        seized seize VERB VBD 0 root
        nine nine NUM CD 4 nummod
        tons ton NOUN NNS 2 obj
        of of ADP IN 6 case
        grain grain NOUN NN 4 nmod
        """,
        [],
    ),
    (
        "Tens of thousands of residents fled.",
        """
        Tens ten NOUN NNS 6 nsubj
        of of ADP IN 3 case
        thousands thousand NOUN NNS 1 nmod
        of of ADP IN 5 case
        residents resident NOUN NNS 3 nmod
        fled flee VERB VBD 0 root
        """,
        [("displaced", "residents", 20000, None, None)],
    ),
    (
        "Officers arrested a poet and his brother.",
        """
        Officers officer NOUN NNS 2 nsubj
        arrested arrest VERB VBD 0 root
        a a DET DT 4 det
        poet poet NOUN NN 2 obj
        and and CCONJ CC 7 cc
        his his PRON PRP$ 7 nmod:poss
        brother brother NOUN NN 4 conj
        """,
        [("detained", "poet", 1, 1, 1), ("detained", "his brother", 1, 1, 1)],
    ),
    (
        "The virus killed 300 chickens.",
        """
        The the DET DT 2 det
        virus virus NOUN NN 3 nsubj
        killed kill VERB VBD 0 root
        300 300 NUM CD 5 nummod
        chickens chicken NOUN NNS 3 obj
        """,
        [],
    ),
    (
        "The guards did not kill two clerks.",
        """
        The the DET DT 2 det
        guards guard NOUN NNS 5 nsubj
        did do AUX VBD 5 aux
        not not PART RB 5 advmod
        kill kill VERB VB 0 root
        two two NUM CD 7 nummod
        clerks clerk NOUN NNS 5 obj
        """,
        [],
    ),
    (
        "Floods could kill hundreds of farmers.",
        """
        Floods flood NOUN NNS 3 nsubj
        could could AUX MD 3 aux
        kill kill VERB VB 0 root
        hundreds hundred NOUN NNS 3 obj
        of of ADP IN 6 case
        farmers farmer NOUN NNS 4 nmod
        """,
        [],
    ),
    (
        "Between 30 and 40 miners are missing.",
        """
        Between between ADP IN 2 case
        30 30 NUM CD 5 nummod
        and and CCONJ CC 4 cc
        40 40 NUM CD 2 conj
        miners miner NOUN NNS 7 nsubj
        are be AUX VBP 7 aux
        missing missing ADJ JJ 0 root
        """,
        [("missing", "miners", 30, None, 40)],
    ),
    (
        "About 2,000 teachers marched through the capital.",
        """
        About about ADV RB 2 advmod
        2,000 2000 NUM CD 3 nummod
        teachers teacher NOUN NNS 4 nsubj
        marched march VERB VBD 0 root
        through through ADP IN 7 case
        the the DET DT 7 det
        capital capital NOUN NN 4 obl
        """,
        [("participants", "teachers", None, 2000, None)],
    ),
    (
        "The army deployed 500 soldiers.",
        """
        The the DET DT 2 det
        army army NOUN NN 3 nsubj
        deployed deploy VERB VBD 0 root
        500 500 NUM CD 5 nummod
        soldiers soldier NOUN NNS 3 obj
        """,
        [("troops", "soldiers", 500, 500, 500)],
    ),
    (
        "The group released two hostages.",
        """
        The the DET DT 2 det
        group group NOUN NN 3 nsubj
        released release VERB VBD 0 root
        two two NUM CD 5 nummod
        hostages hostage NOUN NNS 3 obj
        """,
        [("released", "hostages", 2, 2, 2)],
    ),
    (
        "The massacre of 90 herders shocked the province.",
        """
        The the DET DT 2 det
        massacre massacre NOUN NN 6 nsubj
        of of ADP IN 5 case
        90 90 NUM CD 5 nummod
        herders herder NOUN NNS 2 nmod
        shocked shock VERB VBD 0 root
        the the DET DT 8 det
        province province NOUN NN 6 obj
        """,
        [("killed", "herders", 90, 90, 90)],
    ),
    (
        "Rebels took six engineers hostage.",
        """
        Rebels rebel NOUN NNS 2 nsubj
        took take VERB VBD 0 root
        six six NUM CD 4 nummod
        engineers engineer NOUN NNS 2 obj
        hostage hostage NOUN NN 2 xcomp
        """,
        [("kidnapped", "engineers", 6, 6, 6)],
    ),
    (
        "The man who was killed was a tailor.",
        """
        The the DET DT 2 det
        man man NOUN NN 8 nsubj
        who who PRON WP 5 nsubj:pass
        was be AUX VBD 5 aux:pass
        killed kill VERB VBN 2 acl:relcl
        was be AUX VBD 8 cop
        a a DET DT 8 det
        tailor tailor NOUN NN 0 root
        """,
        [("killed", "man", 1, 1, 1)],
    ),
]


def layer(rows: str) -> tuple[Quantities, list[str]]:
    doc = parse(rows)
    doc._.parley_report = SimpleNamespace(published=None)
    Times(blank())(doc)
    found: Quantities = Figures(blank())(doc)._.parley_quantities
    return found, [token.text for token in doc]


@pytest.mark.parametrize(("sentence", "rows", "expected"), CASES, ids=[case[0] for case in CASES])
def test_figures(sentence: str, rows: str, expected: list[Row]) -> None:
    found, words = layer(rows)
    assert " ".join(words).replace(" ,", ",") + "." == sentence
    got = [
        (f.measure, " ".join(words[slice(*f.who)]) if f.who else None, f.quantity.low, f.quantity.best, f.quantity.high)
        for f in found.figures
    ]
    assert got == expected


def test_a_figure_knows_the_word_that_says_what_happened() -> None:
    found, words = layer(CASES[0][1])
    assert [words[f.trigger] for f in found.figures] == ["killed", "wounded"]


def test_every_number_is_a_quantity_also_where_it_counts_nobody() -> None:
    found, _ = layer(CASES[9][1])
    assert [q.best for q in found.quantities] == [9]
    assert found.figures == []


def test_what_a_date_has_taken_is_no_quantity() -> None:
    found, _ = layer(
        """
        In in ADP IN 2 case
        2011 2011 NUM CD 5 obl
        40 40 NUM CD 4 nummod
        farmers farmer NOUN NNS 5 nsubj
        died die VERB VBD 0 root
        """
    )
    assert [q.best for q in found.quantities] == [40]
    assert [f.quantity.best for f in found.figures] == [40]


def test_measures_are_those_of_the_contract() -> None:
    words = triggers()
    measures = {entry.measure for entries in words.verbs.values() for entry in entries}
    measures |= {measure for measure, _ in words.nouns.values()} | set(words.adjectives.values())
    measures |= set(words.counted.values()) | set(words.says.values())
    assert measures == set(Measure.__args__)  # type: ignore[attr-defined]


def test_the_factory_is_registered() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("parley_times")
    nlp.add_pipe("parley_figures")
    assert nlp.analyze_pipes()["problems"]["parley_figures"] != ["doc._.parley_times"]


def test_a_table_that_is_not_there_is_refused_in_words() -> None:
    with pytest.raises(CodebookError, match="nonesuch"):
        table("nonesuch.yaml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine people were reported killed in the hospital.", [("killed", 9, "people")]),
        (
            "The governor was killed together with 22 others on Monday.",
            [("killed", 1, "governor"), ("killed", 22, None)],
        ),
        (
            "On Monday 119 people, 45 of them children, were killed by rebels.",
            [("killed", 119, "people"), ("killed", 45, "children")],
        ),
        (
            "The mayor gave the toll as 61 civilians and six soldiers.",
            [("killed", 61, "civilians"), ("killed", 6, "soldiers")],
        ),
        ("Their commander put the attackers' dead at 300.", [("killed", 300, None)]),
        ("The mission has 17,000 soldiers in Congo.", [("troops", 17000, "soldiers")]),
        ("Two thousand people defied a ban on marches in Lome.", [("participants", 2000, "people")]),
        ("Four people died, among them three monks.", [("killed", 4, "people"), ("killed", 3, "monks")]),
    ],
)
def test_counts_told_in_other_ways(
    coder: parley.Coder, text: str, expected: list[tuple[str, float, str | None]]
) -> None:
    assert [(f.measure, f.best, f.who) for f in coder.read(text).figures] == expected


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("It said dozens were killed. It put the number at 112.", [("killed", None), ("killed", 112)]),
        ("Medics counted 161 dead, including 41 civilians.", [("killed", 161), ("killed", 41)]),
        ("Some 37,000 people have crossed into Ethiopia.", [("displaced", 37_000)]),
        ("About 300 of its peacekeepers remain in the hands of the rebels.", [("kidnapped", 300)]),
        ("One person was killed in Quetta and six policemen were hurt.", [("killed", 1), ("injured", 6)]),
        ("The missing soldiers had lost their way.", []),
        ("The rebels captured Goma on Monday.", []),
        ("The minister gave a figure of 57 dead and 183 wounded.", [("killed", 57), ("injured", 183)]),
        ("The interior minister denied that the president had been killed.", []),
    ],
)
def test_figures_of_news(coder: parley.Coder, text: str, figures: list[tuple[str, int | None]]) -> None:
    assert [(f.measure, f.best) for f in coder.read(text).figures] == figures
