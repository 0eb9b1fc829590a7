"""Search: reports by their words, and who and which talks bear such a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parley.desk import asked
from parley.desk.render import Shown

if TYPE_CHECKING:
    from starlette.requests import Request

    from parley.desk.state import Desk


def search(desk: Desk, request: Request) -> Shown:
    """What fits the words."""
    words = asked.text(request, "q")
    pages = asked.listing(request, 20)
    if not words:
        return Shown(data={"q": "", "hits": [], "entities": [], "talks": [], "number": 1, "size": 20, "more": False})
    found = desk.record.search(words, limit=pages.size + 1, offset=pages.offset)
    shown, more = pages.cut(found)
    first = pages.page == 1
    return Shown(
        data={
            "q": words,
            "hits": shown,
            "entities": desk.record.entities(text=words, limit=8) if first else [],
            "talks": desk.record.talks(text=words, limit=5) if first else [],
            **more,
        },
        rows=[{**h.report.to_dict(), "snippet": h.snippet.replace("\x02", "").replace("\x03", "")} for h in shown],
    )
