"""Where output goes: colour and the terminal's width on a terminal, plain text of a fixed width in a pipe."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

PIPE_WIDTH = 100
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def console(*, stderr: bool = False) -> Console:
    """A console for standard output or standard error."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else PIPE_WIDTH
    return Console(stderr=stderr, width=width, highlight=False, markup=False, emoji=False)


def page(draw: Callable[[Console], None]) -> None:
    """Draw on standard output; in a pipe lines end where their words do, not where their column does."""
    out = console()
    if out.is_terminal:
        draw(out)
        return
    with out.capture() as captured:
        draw(out)
    print("\n".join(line.rstrip() for line in captured.get().splitlines()))


def harmless(text: str) -> str:
    """Words of a report without the control characters by which a terminal could be told to do something."""
    return CONTROL.sub("", text)


def complain(message: str) -> None:
    """One line on standard error."""
    print(f"parley: {harmless(' '.join(message.split()))}", file=sys.stderr)
