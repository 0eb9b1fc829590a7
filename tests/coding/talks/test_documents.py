"""The texts that talks turn on."""

from __future__ import annotations

import pytest

import parley

TALKS = "Peace talks between Chad and the rebels of the Free Front opened in Nairobi on Tuesday. "


def texts(coder: parley.Coder, text: str) -> list[str]:
    reading = coder.read(TALKS + text, published="2016-03-10")
    return [d.name for t in reading.talks for d in t.documents]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The mediators handed out a draft accord.", "draft accord"),
        ("The sides issued a joint declaration.", "joint declaration"),
        ("By the six-point deal the army will leave.", "six-point deal"),
        ("By the terms of the Agreement for Lasting Peace the army will leave.", "Agreement for Lasting Peace"),
        ("Both sides initialled the Act of Nairobi.", "Act of Nairobi"),
        ("Under the Arusha Accords the army will leave.", "Arusha Accords"),
        ("The round ended with a deal to let the sailors go.", "deal"),
        ("The army will leave under an agreement reached on the eve.", "agreement"),
        ("The rebels studied an Egyptian paper.", "Egyptian paper"),
        ("The envoy laid seven points before them.", "seven points"),
        ("The envoy presented a plan of three stages.", "plan of three stages"),
        ("On the table is a draft on land reform.", "draft on land reform"),
        ("They went through the draft of a police law.", "draft of a police law"),
        ("They went through the draft law on the police.", "draft law on the police"),
        ("Under the Disengagement of Forces Agreement the army will leave.", "Disengagement of Forces Agreement"),
    ],
)
def test_a_text_has_a_name(coder: parley.Coder, text: str, name: str) -> None:
    assert name in texts(coder, text)


@pytest.mark.parametrize(
    "text",
    [
        "Both sides hope to sign a final accord.",
        "Chad called for a joint statement.",
        "They failed to reach an agreement.",
        "Chad agreed in principle.",
        "No accord was signed.",
    ],
)
def test_what_is_only_hoped_for_is_no_text(coder: parley.Coder, text: str) -> None:
    assert not texts(coder, text)


def test_a_text_that_is_spoken_of_as_known(coder: parley.Coder) -> None:
    assert texts(coder, "The paper is about the rights of farmers.") == ["paper"]
