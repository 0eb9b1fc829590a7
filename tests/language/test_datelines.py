"""Where a dateline ends, and that no speaker, headline or ordinary sentence is taken for one."""

from __future__ import annotations

import pytest
import spacy

from parley.language.datelines import datelines

NLP = spacy.blank("en")
REST = "The army said on Monday that its men had left the town."


@pytest.mark.parametrize(
    "opening",
    [
        "LOMÉ, 3 May (Agency) -",
        "GARSEN, Kenya (Coast News) —",
        "KAMPALA:",
        "NAIROBI, Feb. 2 --",
        "Peshawar, Monday -",
        "Peshawar:",
        "Nairobi -",
        "MINISTRY OF DEFENCE, NAIROBI:",
        "PORT-AU-PRINCE –",
    ],
)
def test_a_dateline_ends_after_its_sign(opening: str) -> None:
    doc = NLP(f"{opening} {REST}")
    assert [doc[i].text for i in datelines(doc, [0])] == ["The"]


@pytest.mark.parametrize(
    "text",
    [
        f"Nairobi: {REST}",
        f"Uganda: {REST}",
        f"OKORO: {REST}",
        f"Uganda - {REST}",
        f"The minister said on Monday: {REST}",
        f"Garsen-based {REST}",
        f"Monday's raid: {REST}",
        "Nairobi - and with it the whole coast - was without power on Monday night.",
        "NAIROBI - Rain.",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    doc = NLP(text)
    assert list(datelines(doc, [0])) == []
