"""Times: every rule's example, what is no time, and what stays without a value."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
import spacy
from spacy.tokens import Doc

import parley
from parley.codebook.tables import table
from parley.coding.layers import Time
from parley.coding.times import Times
from parley.coding.timex import calendar
from parley.coding.timex.grammar import grammar
from parley.coding.timex.lexicon import lexicon
from parley.coding.timex.patterns import Compiler
from parley.coding.timex.resolve import MAKERS
from parley.errors import CodebookError
from tests.parses import parse

NLP = spacy.blank("en")
TIMES = Times(NLP)
EXAMPLES = table("times/examples.yaml")["examples"]


def times(text: str | Doc, published: str | None = "2016-05-18") -> list[tuple[str, str | None]]:
    doc = NLP(text) if isinstance(text, str) else text
    doc._.parley_report = SimpleNamespace(published=published)
    return [(doc[t.start : t.end].text, t.value) for t in TIMES(doc)._.parley_times]


def layer(text: str) -> list[Time]:
    doc = NLP(text)
    doc._.parley_report = SimpleNamespace(published="2016-05-18")
    found: list[Time] = TIMES(doc)._.parley_times
    return found


@pytest.mark.parametrize(("rule", "published", "text", "words", "value"), EXAMPLES)
def test_example(rule: str, published: date, text: str, words: object, value: str | None) -> None:
    found = times(text, str(published))
    assert (str(words), value) in found
    # Some tokenizers keep "2015-11-03" whole, some do not: the rule is found in one way or the other.
    for tokens in ([token.text for token in NLP(text)], text.rstrip(".").split()):
        if rule in {match.rule.id for match in grammar().matches(lexicon().encode(tokens))}:
            return
    pytest.fail(f"no rule {rule} in {text!r}")


def test_every_rule_has_an_example_and_every_value_a_maker() -> None:
    assert {rule.id for rule in grammar().rules} == {example[0] for example in EXAMPLES}
    assert {rule.value for rule in grammar().rules} == set(MAKERS)


@pytest.mark.parametrize(
    "text",
    [
        "The army may march on the capital.",
        "They may march again.",
        "May he rest in peace.",
        "The March on the capital failed.",
        "Nobody works on a Monday.",
        "March on, he told them.",
        "Some 1500 police and 2000 soldiers came.",
        "Resolution 2254 and Rule 2016 apply.",
        "It cost $ 1950 and weighed 1990 kg.",
        "A 1,600-member force left, 2000-strong once.",
        "The 55-year-old general is 40 years old.",
        "She sang into her 80s.",
        "They won 3:2 in the final.",
        "A second man fell and was sat up in the sun.",
        "The Winter Palace was stormed by Robin Christmas.",
        "The file was numbered 99/99/99 and 31/02/2014.",
        "The council discussed the fall of the enclave.",
    ],
)
def test_no_time(text: str) -> None:
    assert times(text) == []


def test_a_number_after_in_and_a_month_is_not_its_day() -> None:
    assert times("In May 20 villagers fled.") == [("May", "2016-05")]


def test_both_ends_of_a_range_share_their_year() -> None:
    assert times("The truce held from May to July 2013.") == [("May", "2013-05"), ("July 2013", "2013-07")]
    assert times("It ran from November 20 to January 11.", "2016-11-25") == [
        ("November 20", "2016-11-20"),
        ("January 11", "2017-01-11"),
    ]


def test_a_year_told_before_dates_what_follows_where_the_report_tells_of_the_past() -> None:
    assert times("The king fell on 17 January 1831. On 4 June his son fled.")[1] == ("4 June", "1831-06-04")
    assert times("The war began in 2011. Talks failed in February.")[1] == ("February", "2016-02")


@pytest.mark.parametrize(
    "text",
    ["He left on Saturday.", "He left last week.", "He left in February.", "He left two days ago.", "He left today."],
)
def test_without_a_publication_date_what_needs_it_has_no_value(text: str) -> None:
    (found,) = times(text, None)
    assert found[1] is None


@pytest.mark.parametrize(("published", "words"), [("0001-01-01", "last Sunday"), ("9999-12-31", "next Sunday")])
def test_beyond_the_ends_of_the_calendar_there_is_no_value(published: str, words: str) -> None:
    assert times(f"He left {words}.", published) == [(words, None)]


def test_the_day_itself_stands_for_what_leads_up_to_it() -> None:
    assert times("The court sat on 7 May. Two weeks earlier, on 20 April, it had met.")[1:] == [
        ("20 April", "2016-04-20")
    ]


def test_without_a_publication_date_the_rest_keeps_its_value() -> None:
    assert times("He left in March 2011 and that month war began. Now, for two years, all is quiet.", None) == [
        ("March 2011", "2011-03"),
        ("that month", "2011-03"),
        ("Now", "PRESENT_REF"),
        ("two years", "P2Y"),
    ]


def test_what_counts_from_a_date_of_the_text_has_no_value_where_there_is_none() -> None:
    assert times("The following day the bridge fell.") == [("The following day", None)]


def test_a_publication_time_counts_as_its_day_and_nonsense_as_none() -> None:
    assert calendar.parse("2016-05-18T23:59:00Z") == date(2016, 5, 18)
    assert calendar.parse("May 2016") is None
    assert calendar.parse(None) is None


def test_lengths_and_rates_are_plain_and_dates_are_not() -> None:
    found = layer("He left on Monday, after two weeks; flights leave daily.")
    assert [(t.type, t.plain) for t in found] == [("DATE", False), ("DURATION", True), ("SET", True)]


def test_types_are_timex3() -> None:
    assert [t.type for t in layer("At noon on Friday, for a week, every year since 2011.")] == [
        "TIME",
        "DURATION",
        "SET",
        "DATE",
    ]


FUTURE = """
The the DET DT 2 det
envoy envoy NOUN NN 4 nsubj
will will AUX MD 4 aux
arrive arrive VERB VB 0 root
Saturday Saturday PROPN NNP 4 obl:unmarked
"""
PAST = """
The the DET DT 2 det
envoy envoy NOUN NN 3 nsubj
arrived arrive VERB VBD 0 root
Saturday Saturday PROPN NNP 3 obl:unmarked
"""
DUE = """
The the DET DT 2 det
vote vote NOUN NN 4 nsubj
is be AUX VBZ 4 cop
due due ADJ JJ 0 root
in in ADP IN 6 case
March March PROPN NNP 4 obl
"""
SAID = """
Police police NOUN NNS 2 nsubj
say say VERB VBP 0 root
Saturday Saturday PROPN NNP 2 obl:unmarked
nobody nobody PRON NN 5 nsubj
fled flee VERB VBD 2 ccomp
"""


CALLED = """
The the DET DT 2 det
unions union NOUN NNS 3 nsubj
announced announce VERB VBD 0 root
a a DET DT 5 det
stoppage stoppage NOUN NN 3 obj
for for ADP IN 7 case
Saturday Saturday PROPN NNP 3 obl
"""
URGED = """
Officials official NOUN NNS 2 nsubj
urged urge VERB VBD 0 root
miners miner NOUN NNS 2 obj
to to PART TO 5 mark
return return VERB VB 2 xcomp
on on ADP IN 7 case
Saturday Saturday PROPN NNP 5 obl
"""


@pytest.mark.parametrize(
    ("table_", "value"),
    [
        (CALLED, "2016-05-21"),
        (URGED, "2016-05-21"),
        (FUTURE, "2016-05-21"),
        (PAST, "2016-05-14"),
        (DUE, "2017-03"),
        (SAID, "2016-05-14"),
    ],
)
def test_tense_decides_past_or_future(table_: str, value: str) -> None:
    ((_, found),) = times(parse(table_))
    assert found == value


def test_the_head_is_the_token_that_hangs_on_the_rest() -> None:
    doc = parse(PAST)
    doc._.parley_report = SimpleNamespace(published="2016-05-18")
    assert [t.head for t in TIMES(doc)._.parley_times] == [3]


def test_a_shipped_pipeline_can_name_the_component() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("parley_times")
    doc = nlp.make_doc("He left in 2011.")
    doc._.parley_report = SimpleNamespace(published=None)
    assert [t.value for t in nlp(doc)._.parley_times] == ["2011"]


@pytest.mark.parametrize("text", ["month (day", "month day)", "nonesuch", "$nothing", "? month", "month & day"])
def test_a_pattern_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(CodebookError, match="time pattern"):
        Compiler(lexicon(), {}).compile(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The foreign ministers were to meet in Moscow on Tuesday.", "2016-12-20"),
        ("The president said he would host them on Tuesday.", "2016-12-20"),
        ("The fleet told them to surrender by Tuesday.", "2016-12-20"),
        ("The foreign ministers met in Moscow on Tuesday.", "2016-12-13"),
    ],
)
def test_what_was_to_come_lies_ahead(coder: parley.Coder, text: str, day: str) -> None:
    reading = coder.read(text, published="2016-12-19")
    assert [m.value for m in reading.mentions if m.type == "time"] == [day]


def test_months_of_what_was_agreed_or_called_for_lie_ahead(coder: parley.Coder) -> None:
    for text, value in (
        ("Morocco and Algeria agreed on Tuesday to meet again in August.", "2007-08"),
        ("The ministers summoned both leaders to Paris for March 15.", "2008-03-15"),
    ):
        reading = coder.read(text, published="2007-06-20")
        assert value in {m.value for m in reading.mentions if m.type == "time"}
