"""Whatever text comes in, a reading that keeps the contract comes out, or one line that says why not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import parley
from parley.errors import LanguageError, ParleyError
from parley.model import Reading, Report, from_json, schema, validate

VALIDATOR = jsonschema.Draft202012Validator(schema())

WORDS = (
    "Russia", "Syria's", "the", "rebels", "attacked", "on", "Monday", "killing", "at", "least", "34", "civilians", "UN",
    "envoy", "met", "President", "Karim", "Daoud", "and", "said", "it", "refused", "to", "negotiate", "in", "Geneva",
    "2014-02-30", "31", "February", "last", "year", "$5", "million", "who", "they", "between", "demanded", "a",
    "ceasefire", "denied", "accused", "of", "shelling", "Kobani", ".", ",", "\n", "\n\n", '"', "“", "”", "(", ")", "-",
    "😀", "👨‍👩‍👧", "Ale\u0301ppo", "مرحبا", "\u200f", "\x00", "\ud800", "\xa0", "Mr.", "U.S.", "7/7", "1,2", "%", "'s",
)  # fmt: skip
NEWS = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
ANY = st.text(st.characters(), max_size=120)


def keeps_the_contract(reading: Reading) -> None:
    validate(reading)
    line = reading.to_json()
    assert from_json(line) == reading
    VALIDATOR.validate(parsed(line))


def parsed(line: str | bytes) -> object:
    import json

    return json.loads(line)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=NEWS | ANY, published=st.none() | st.dates().map(str))
@example(text="", published=None)
@example(text=" \n\t ", published=None)
@example(text="\x00", published=None)
@example(text="Rebels attacked Russia on 2014-02-30 \ud83d\ude00.", published="0001-01-01")
def test_any_text_gives_a_reading_that_keeps_the_contract(
    coder: parley.Coder, text: str, published: str | None
) -> None:
    try:
        reading = coder.read(text, published=published)
    except LanguageError:
        return
    keeps_the_contract(reading)


@pytest.mark.parametrize("text", ["", "   \n\t\n "])
def test_nothing_to_read_gives_an_empty_reading(coder: parley.Coder, text: str) -> None:
    reading = coder.read(text)
    assert reading.report.text == text
    assert (reading.mentions, reading.entities, reading.events, reading.talks) == ([], [], [], [])


def test_offsets_count_code_points(coder: parley.Coder) -> None:
    text = "😀 👨‍👩‍👧 \u202bمرحبا\u202c\x00 Kenyan police arrested Ale\u0301x Musa in Nairobi."
    reading = coder.read(text)
    words = {reading.quote(m) for m in reading.mentions}
    assert {"Nairobi"} <= words
    assert all(reading.quote(e).startswith("arrested") for event in reading.events for e in event.evidence)
    assert reading.events


def test_lone_surrogates_are_replaced_one_for_one(coder: parley.Coder) -> None:
    reading = coder.read("Kenyan \ud800 police arrested two monks.")
    assert reading.report.text == "Kenyan \ufffd police arrested two monks."
    keeps_the_contract(reading)


SPANISH = "La policía detuvo el lunes a tres dirigentes de la oposición y los llevó a una cárcel del norte del país."


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (Report(id="r", text=SPANISH), "'es'"),
        (Report(id="r", text=SPANISH, language="und"), "'es'"),
        (Report(id="r", text="Police arrested two monks.", language="fr"), "'fr'"),
        (Report(id="r", text="Полиция задержала троих лидеров оппозиции."), "'ru'"),
    ],
)
def test_other_languages_are_refused(coder: parley.Coder, report: Report, words: str) -> None:
    with pytest.raises(LanguageError, match=f"^r: .*{words}.*English only"):
        coder.read(report)


def test_a_stated_language_goes_before_the_guess(coder: parley.Coder) -> None:
    assert coder.read(Report(id="r", text=SPANISH, language="en-GB")).report.text == SPANISH


def test_a_text_that_is_too_long_is_refused(coder: parley.Coder) -> None:
    with pytest.raises(ParleyError, match=r"1,000,001 characters is more than the limit of 1,000,000; split it"):
        coder.read("x" * 1_000_001)


def test_a_publication_date_must_be_one(coder: parley.Coder) -> None:
    with pytest.raises(ParleyError, match="'yesterday' is no ISO date such as 2014-12-27"):
        coder.read("Police arrested two monks.", published="yesterday")


def test_pipe_reads_the_others_and_tells_which_were_refused(coder: parley.Coder) -> None:
    reports = [Report(id="a", text="Police arrested two monks."), Report(id="b", text=SPANISH), Report(id="c", text="")]
    refused: list[str] = []
    readings = list(coder.pipe(reports, on_error=lambda report, error: refused.append(f"{report.id}|{error}")))
    assert [r.report.id for r in readings] == ["a", "c"]
    assert len(refused) == 1
    assert refused[0].startswith("b|b: the report is in 'es'")
    with pytest.raises(LanguageError):
        list(coder.pipe(reports))


def test_pipe_and_read_agree(coder: parley.Coder) -> None:
    reports = [Report(id=str(n), text=f"Kenyan police arrested {n} monks in Nairobi on Monday.") for n in range(2, 5)]
    assert list(coder.pipe(reports, batch=2)) == [coder.read(report) for report in reports]


def test_nothing_is_dated_without_a_publication_date(coder: parley.Coder) -> None:
    text = "Kenyan police arrested two monks in Nairobi on Monday."
    undated, dated = coder.read(text), coder.read(text, published="2017-10-31")
    assert [e.time.value for e in undated.events if e.time] == [None]
    assert [e.time.value for e in dated.events if e.time] == ["2017-10-30"]


def test_what_a_script_leaves_open_is_written_at_its_end(tmp_path: Path) -> None:
    script = (
        "import sys, parley\n"
        "class Holder: pass\n"
        "holder = Holder()\n"
        "holder.itself, holder.file = holder, open(sys.argv[1], 'w')\n"
        "parley.load()\n"
        "holder.file.write('coded')\n"
    )
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "out")], check=True)
    assert (tmp_path / "out").read_text() == "coded"
