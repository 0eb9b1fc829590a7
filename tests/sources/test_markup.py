"""The visible text of any markup."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from parley.sources.markup import plain_text


def test_blocks_are_lines_and_hidden_parts_are_gone() -> None:
    markup = (
        "<head><title>T</title></head><p>One\n two</p><script>x</script><ul><li>a &amp; b<li>c</ul>"
        "<svg><text>s</text></svg>"
    )
    assert plain_text(markup) == "One two\na & b\nc"


def test_text_without_markup_stays() -> None:
    assert plain_text("AT&T says 3 < 4") == "AT&T says 3 < 4"
    assert plain_text(" \n ") == ""


def test_no_nesting_is_too_deep() -> None:
    assert plain_text("<div>" * 100_000 + "deep") == "deep"


@given(st.text(alphabet="<>/!-ap&;\"' \0\ud800x[]?", max_size=200))
def test_never_fails(markup: str) -> None:
    assert isinstance(plain_text(markup), str)
