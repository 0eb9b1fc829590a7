"""The report's text with sentence numbers, its furniture greyed, and what was found in it marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from parley.cli.brief import Sentences
from parley.cli.brief_terminal import TONES
from parley.cli.console import CONTROL

if TYPE_CHECKING:
    from rich.console import Console

    from parley.model import Passage, Reading, Span

MENTION_STYLES = {
    "person": "cyan",
    "organization": "cyan",
    "nationality": "cyan",
    "location": "blue",
    "time": "magenta",
    "quantity": "magenta",
    "money": "magenta",
}


def show(reading: Reading, console: Console) -> None:
    """Print a report a passage a line.

    Without colour, the words that tell an event stand in [brackets] followed by the event's type, and
    furniture is marked by a `-` in place of its number.
    """
    sentences = Sentences.of(reading)
    width = len(str(len(sentences))) + 2
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=width, justify="right")
    table.add_column(ratio=1)
    for passage in sorted(reading.passages, key=lambda p: p.start):
        number = sentences.at(passage.start)
        text = _plain(reading, passage) if console.color_system is None else _coloured(reading, passage)
        if number is None:
            text.style = "bright_black"
        elif passage.kind == "headline":
            text.style = "bold"
        table.add_row(Text("-" if number is None else f"[{number}]", style="dim"), text)
    console.print(table)


def _coloured(reading: Reading, passage: Passage) -> Text:
    text = Text(CONTROL.sub(" ", reading.quote(passage)).replace("\n", " "))
    for mention in reading.mentions:
        if _inside(mention, passage):
            text.stylize(MENTION_STYLES.get(mention.type, ""), *_from(passage, mention))
    for event in reading.events:
        for evidence in event.evidence:
            if _inside(evidence, passage):
                text.stylize(f"underline {TONES[f'quad{event.quad}']}", *_from(passage, evidence))
    text.rstrip()
    return text


def _plain(reading: Reading, passage: Passage) -> Text:
    """Brackets put in from the end on, so that offsets still to come stay true."""
    text = CONTROL.sub(" ", reading.quote(passage))
    marks: dict[tuple[int, int], list[str]] = {}
    for event in reading.events:
        for evidence in event.evidence:
            if _inside(evidence, passage):
                kinds = marks.setdefault(_from(passage, evidence), [])
                kinds.append(" ".join(filter(None, (event.type, event.mode))))
    before = len(text)
    for (start, end), kinds in sorted(marks.items(), reverse=True):
        if end <= before:
            text = f"{text[:start]}[{text[start:end]}]({', '.join(dict.fromkeys(kinds))}){text[end:]}"
            before = start
    return Text(text.replace("\n", " ").rstrip())


def _inside(span: Span, passage: Passage) -> bool:
    return passage.start <= span.start and span.end <= passage.end


def _from(passage: Passage, span: Span) -> tuple[int, int]:
    return span.start - passage.start, span.end - passage.start
