"""A text file that appears whole, or not at all."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from parley.errors import ParleyError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def whole(out: Path) -> Iterator[TextIO]:
    """Write beside the file's place and move it there at the end; `-` is standard output.

    Raises:
        ParleyError: the disk refuses.
    """
    if str(out) == "-":
        yield sys.stdout
        return
    part = out.with_name(f".{out.name}.{os.getpid()}.part")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            yield file
        os.replace(part, out)
    except OSError as error:
        raise ParleyError(f"{out} cannot be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)
