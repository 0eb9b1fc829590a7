from __future__ import annotations

import pytest
from spacy.tokens import Doc

from parley.coding.passages import Passages
from tests.parses import blank

FINITE = {
    "said",
    "shelled",
    "was",
    "could",
    "is",
    "were",
    "met",
    "resigned",
    "has",
    "have",
    "will",
    "crossed",
    "called",
    "fled",
}


def kinds(text: str) -> list[tuple[str, str]]:
    """Kind and words of every passage; sentences end at stops and lines, a few verbs are finite."""
    tokens = blank()(text)
    words = [t.text for t in tokens]
    starts = []
    for i, word in enumerate(words):
        before = words[i - 1] if i else "\n"
        # A closing quotation mark stays with its sentence.
        ended = before in (".", "!", "?") or (before in ("”", '"') and i > 1 and words[i - 2] in (".", "!", "?"))
        starts.append("\n" in before or (ended and word not in ("”", '"') and "\n" not in word))
    doc = Doc(
        tokens.vocab,
        words=words,
        spaces=[bool(t.whitespace_) for t in tokens],
        sent_starts=starts,
        tags=["VBD" if w in FINITE else "NN" for w in words],
        deps=["dep"] * len(words),
        heads=[max(k for k in range(i + 1) if starts[k]) for i in range(len(words))],
    )
    Passages()(doc)
    return [(p.kind, doc[p.start : p.end].text.strip()) for p in doc._.parley_passages]


def of_kind(text: str, kind: str) -> list[str]:
    return [words for k, words in kinds(text) if k == kind]


REPORT = "Gunners shelled the port of Vardo on Friday, witnesses said. The mayor called for calm and met the envoys."


def test_every_sentence_is_one_passage():
    text = f"Shelling at Vardo\n{REPORT}"
    assert [words for _, words in kinds(text)] == [
        "Shelling at Vardo",
        *(s.strip() + "." for s in REPORT.split(".")[:2]),
    ]


def test_headline_is_the_first_line_without_a_stop():
    assert of_kind(f"Gunners shell port as envoys meet\n{REPORT}", "headline") == ["Gunners shell port as envoys meet"]


def test_a_lone_sentence_is_body_even_without_a_stop():
    assert kinds("Gunners shell port as envoys meet") == [("body", "Gunners shell port as envoys meet")]


@pytest.mark.parametrize(
    "line",
    ["By Marta Lindqvist", "BY OMAR HADDAD", "Al Jazeera and wire services", "Reuters", "Additional reporting by Omar Haddad in Valletta.",
     "Source: Harbour News Agency", "(AP)", "Omar Haddad contributed to this report."],
)  # fmt: skip
def test_bylines(line):
    assert of_kind(f"{REPORT}\n{line}", "byline") == [line]


@pytest.mark.parametrize(
    "foot",
    [
        "Error\nYour message could not be delivered. Please reload the page or use another browser.",
        "Sign up for our newsletter and get the week in your inbox.",
        "Share on Facebook\nRelated stories\nComments (14)",
        "We use cookies to remember you.\nAccept all cookies",
        "Copyright 2014 The Harbour Gazette. All rights reserved.",
        "Advertisement",
        "Photo: Lena Ortiz/Getty Images",
        "Follow us on Telegram for the latest.",
        "Click here to see the map of the port.",
    ],
)
def test_furniture_at_the_foot(foot):
    found = kinds(f"{REPORT}\n{foot}")
    assert [k for k, _ in found[:2]] == ["body", "body"]
    assert {k for k, _ in found[2:]} == {"furniture"}


def test_furniture_amid_the_report():
    text = f"{REPORT}\nREAD MORE: Ceasefire line redrawn after the winter talks\nThe envoys have left the city, officials said."
    assert of_kind(text, "furniture") == ["READ MORE: Ceasefire line redrawn after the winter talks"]
    assert len(of_kind(text, "body")) == 3


@pytest.mark.parametrize(
    "sentence",
    [
        "“You have crossed the line and your comment was noted,” the general said.",
        '"Sign up for the army," the poster said.',
        "The comments were called an insult by the opposition.",
        "Error and fear have ruled the border, the bishop said.",
        "Residents fled.",
        "The site is closed to visitors, the ministry said.",
        "The page was torn out of the treaty, the museum said.",
        "Get out of the city, leaflets said, or you will be shelled.",
        "Have the talks failed?",
    ],
)
def test_sentences_of_a_report_stay_body(sentence):
    text = f"{REPORT} {sentence}\n{REPORT}"
    assert {k for k, _ in kinds(text)} == {"body"}


def test_an_empty_doc_has_no_passages():
    doc = Doc(blank().vocab)
    Passages()(doc)
    assert doc._.parley_passages == []
