"""Arguments that several commands take, each described once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="IN",
        help="Files (text, HTML, JSONL, CSV, feeds, WARC), folders of them, or - for standard input.",
        show_default=False,
    ),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Publication date, YYYY-MM-DD; without one, relative dates get no value."),
]
Title = Annotated[str | None, typer.Option(metavar="TEXT", help="Title of the report, where the input has none.")]
Publisher = Annotated[str | None, typer.Option(metavar="NAME", help="Who published it, where the input does not say.")]
Model = Annotated[
    str | None, typer.Option(metavar="NAME", help="An installed spaCy English pipeline in place of the shipped one.")
]
Codebook = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="A folder that extends the codebook.", exists=True, file_okay=False),
]
MinConfidence = Annotated[
    float, typer.Option(metavar="N", min=0.0, max=1.0, help="Leave out events under this confidence (0 to 1).")
]
Screen = Annotated[
    bool,
    typer.Option(
        "--screen/--no-screen",
        help="Skip reports whose words cannot tell a political act; with --no-screen they are parsed, to the same "
        "readings.",
    ),
]
Column = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FIELD=NAME",
        help="Which column of a CSV or key of a JSONL holds a field: text=body, published=date; "
        "fields are id, text, title, publisher, published, url, language. May be given many times.",
        show_default=False,
    ),
]
SecondOpinion = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="Ask a language model too: the address of a server that speaks the chat-completions protocol. "
        "Off without it. The report is sent there, with the key in PARLEY_SECOND_KEY if there is one.",
        rich_help_panel="A second opinion",
    ),
]
SecondModel = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="The name of the model there.", rich_help_panel="A second opinion"),
]
