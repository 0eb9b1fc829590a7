from __future__ import annotations

import pytest

from parley.codebook import furniture as module
from parley.codebook.furniture import any_of, bylines, furniture
from parley.errors import CodebookError


@pytest.mark.parametrize("phrase", [*furniture(), *bylines()], ids=lambda p: p.id)
def test_every_phrase_fits_its_example(phrase):
    assert phrase.matches(phrase.example)


def test_one_look_finds_what_any_line_phrase_fits_and_no_more():
    phrases = [*bylines(), *(p for p in furniture() if p.how != "anywhere")]
    examples = [p.example for p in (*furniture(), *bylines())]
    for text in (*examples, *(f"{example} More of it." for example in examples), *map(str.upper, examples)):
        assert bool(any_of(phrases).match(text)) == any(p.matches(text) for p in phrases)
    assert any_of([]).match("") is None


@pytest.mark.parametrize("phrase", [p for p in furniture() if p.how == "anywhere"], ids=lambda p: p.id)
def test_every_example_has_one_of_the_words_that_lead_to_the_phrase(phrase):
    words = phrase.example.lower().replace(".", " ").replace("'", " ").split()
    assert phrase.words & set(words)


@pytest.mark.parametrize(
    "sentence",
    [
        "Rebels shelled the port on Friday, witnesses said.",
        "By Monday the troops had reached the river.",
        "The minister shared the report with the council.",
        "Error margins in the poll were wide.",
        "Follow-up talks will begin in Oslo next week.",
        "The comments angered the opposition.",
        "Copyright law was debated in parliament.",
        "Live rounds were fired at the crowd.",
        "Print workers went on strike.",
        "Home Secretary Dana Cole resigned.",
        "The page of history has turned, the envoy said.",
    ],
)
def test_no_phrase_fits_a_sentence_of_a_report(sentence):
    assert [p.id for p in (*furniture(), *bylines()) if p.matches(sentence) and (p.strong or p in bylines())] == []


def test_strong_phrases_come_first():
    strengths = [p.strong for p in furniture()]
    assert strengths == sorted(strengths, reverse=True)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("- {id: a, example: b}", "needs line, opening or anywhere"),
        ("- {id: a, line: '(', example: b}", "no regular expression"),
    ],
)
def test_a_faulty_entry_is_named(tmp_path, entry, message):
    path = tmp_path / "furniture.yaml"
    path.write_text(entry, encoding="utf-8")
    with pytest.raises(CodebookError, match=message):
        module._load(path)
