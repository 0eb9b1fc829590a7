"""Helpers that no title and no verb of mediating names."""

from __future__ import annotations

import pytest

import parley

DAY = "2016-03-10"
NEWS = "Chad and the rebels held a second day of peace talks in Geneva on Tuesday."


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ("The text was laid down by the two guarantor nations, Kenya and Norway.", {"Kenya", "Norway"}),
        ("Norway has acted as broker along with the World Bank.", {"Norway", "World Bank"}),
        ("The talks went on with Norway in the chair.", {"Norway"}),
        ("Officials of the African Union were in the room as go-betweens.", {"African Union"}),
        ("The agenda names Norway as facilitator.", {"Norway"}),
        (
            "Ann Roe, the joint mediator of the United Nations and the African Union, smiled.",
            {"Ann Roe", "United Nations", "African Union"},
        ),
        ("The sessions chaired by Ann Roe were long.", {"Ann Roe"}),
        ("Ann Roe is mediating for the African Union.", {"Ann Roe", "African Union"}),
        ("Ann Roe is mediating. Working with her are envoys of Kenya and Norway.", {"Ann Roe", "Kenya", "Norway"}),
        ("The African Union's attempt to end the conflict between Chad and the rebels goes on.", {"African Union"}),
    ],
)
def test_who_helps(coder: parley.Coder, more: str, names: set[str]) -> None:
    reading = coder.read(f"{NEWS} {more}", published=DAY)
    known = {e.id: e.name for e in reading.entities}
    assert names <= {known[m] for m in reading.talks[0].mediators}


def test_mediators_without_a_name_are_the_hosts(coder: parley.Coder) -> None:
    text = (
        "Kenya and Norway said on Tuesday that they were suspending the truce talks that they host in Geneva. "
        "The rebels and the army of Chad had asked the mediators for a pause."
    )
    reading = coder.read(text, published=DAY)
    known = {e.id: e.name for e in reading.entities}
    assert {known[m] for m in reading.talks[0].mediators} == {"Kenya", "Norway"}
