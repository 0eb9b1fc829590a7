"""A brief as Markdown, for notes, mail and issue trackers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from parley.cli.brief import cite

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parley.cli.brief import Brief, Entry, Grid, Section

# What Markdown would take for markup in the midst of a line, brackets of sentence numbers excepted.
MARKUP = re.compile(r"([\\`*_<>|#~])")


def markdown(brief: Brief) -> str:
    """The whole brief; ends with a newline."""
    lines = [f"# {_escape(brief.title)}", "", _escape(" · ".join(brief.about))]
    for section in brief.sections:
        lines += ["", f"## {section.title}", "", *_section(section)]
    return "\n".join([*lines, "", f"*{brief.counts}*", ""])


def _section(section: Section) -> Iterator[str]:
    if not section.entries and section.grid is None:
        yield section.empty
    for i, entry in enumerate(section.entries):
        if i and section.entries[i - 1].grid:
            yield ""
        yield from _entry(entry)
    if section.grid:
        yield from _grid(section.grid)
    if section.foot:
        yield ""
        yield _escape(section.foot)


def _entry(entry: Entry) -> Iterator[str]:
    line = f"- **{_escape(entry.head)}**"
    if entry.kind:
        line += f": {_escape(entry.kind)}"
    for status in entry.status:
        line += f" *({_escape(status)})*"
    for detail in entry.details:
        line += f" · {_escape(detail)}"
    yield f"{line} {cite(entry.sentences)}".rstrip()
    for note in entry.notes:
        yield f"  - {_escape(note)}"
    if entry.grid:
        yield ""
        yield from (f"  {line}" for line in _grid(entry.grid))


def _grid(grid: Grid) -> Iterator[str]:
    yield _row(grid.columns)
    yield _row(("---",) * len(grid.columns))
    for row in grid.rows:
        yield _row(tuple(map(_escape, row)))


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _escape(text: str) -> str:
    return MARKUP.sub(r"\\\1", text)
