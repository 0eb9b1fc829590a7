"""A brief on a terminal: colour only there, plain when piped, whole at any width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from parley.cli.brief import cite
from parley.cli.console import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console, RenderableType

    from parley.cli.brief import Brief, Entry, Grid, Section

# PLOVER's quad classes run from cooperation in words to conflict in deeds.
TONES = {"neutral": "cyan", "quad1": "green", "quad2": "bold green", "quad3": "yellow", "quad4": "bold red"}
GUTTER = 8
GAP = 2


def show(brief: Brief, console: Console) -> None:
    """Print a brief."""
    console.print(_text(brief.title, style="bold"))
    console.print(_text(" · ".join(brief.about), style="dim"))
    gutter = min(GUTTER, max((len(cite(e.sentences)) for s in brief.sections for e in s.entries), default=0))
    for section in brief.sections:
        console.print()
        for part in _section(section, console.width, gutter):
            console.print(part)
    console.print()
    console.print(Text(brief.counts, style="dim"))


def _section(section: Section, width: int, gutter: int) -> Iterator[RenderableType]:
    yield Text(section.title.upper(), style="bold cyan")
    if not section.entries and section.grid is None:
        yield Text(section.empty, style="dim")
    for i, entry in enumerate(section.entries):
        if i and section.entries[i - 1].grid:
            yield ""
        yield _entry(entry, width, gutter)
    if section.grid:
        yield _grid(section.grid, width)
    if section.foot:
        yield _text(section.foot, style="dim")


def _entry(entry: Entry, width: int, gutter: int) -> RenderableType:
    line = _text(entry.head, style="bold")
    if entry.kind:
        line.append(": ").append(entry.kind, style=f"not bold {TONES[entry.tone]}")
    for status in entry.status:
        line.append(f" ({status})", style="not bold magenta")
    if entry.details:
        line.append(harmless(f" · {' · '.join(entry.details)}"), style="not bold")
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=gutter, no_wrap=False)
    table.add_column(ratio=1)
    table.add_row(Text(cite(entry.sentences), style="dim"), line)
    for note in entry.notes:
        table.add_row("", _text(note, style="dim"))
    if entry.grid:
        table.add_row("", _grid(entry.grid, width - gutter - 1))
    return table


def _text(text: str, style: str = "") -> Text:
    return Text(harmless(text), style=style)


def _grid(grid: Grid, width: int) -> RenderableType:
    """Columns where their longest words have room, else one row under the other with its cells named."""
    least = _least_widths(grid)
    if sum(least) + GAP * len(least) > width:
        return _stacked(grid)
    table = Table(box=None, padding=(0, GAP, 0, 0), pad_edge=False, header_style="dim")
    return _sideways(grid, table, least) if grid.sideways else _upright(grid, table, least)


def _least_widths(grid: Grid) -> list[int]:
    """The longest word of every column as it will stand."""
    rows = (grid.columns, *grid.rows)
    columns = rows if grid.sideways else zip(*rows, strict=True)
    return [max((len(word) for cell in column for word in cell.split()), default=1) for column in columns]


def _upright(grid: Grid, table: Table, least: list[int]) -> Table:
    for column, width in zip(grid.columns, least, strict=True):
        table.add_column(_text(column), min_width=width)
    for first, *others in grid.rows:
        table.add_row(_text(first, style="bold"), *map(_text, others))
    return table


def _sideways(grid: Grid, table: Table, least: list[int]) -> Table:
    table.add_column("", style="dim", min_width=least[0])
    for row, width in zip(grid.rows, least[1:], strict=True):
        table.add_column(_text(row[0], style="bold not dim"), ratio=1, min_width=width)
    for i, column in enumerate(grid.columns[1:], 1):
        table.add_row(column, *(_text(row[i]) for row in grid.rows))
    return table


def _stacked(grid: Grid) -> Text:
    lines = []
    for first, *others in grid.rows:
        lines.append(_text(first, style="bold"))
        cells = [
            Text.assemble((f"{harmless(column)}: ", "dim"), harmless(cell))
            for column, cell in zip(grid.columns[1:], others, strict=True)
            if cell
        ]
        if cells:
            lines.append(Text(" · ").join(cells))
    return Text("\n").join(lines)
