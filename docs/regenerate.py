#!/usr/bin/env python3
"""Fill the marked blocks of README.md and docs/*.md with what the commands and examples really print.

    python docs/regenerate.py            rewrite what is out of date
    python docs/regenerate.py --check    change nothing; name what is out of date, exit status 1 if anything is

Marks, each on a line of its own:

    <!-- output: parley read ... -->     the text block after it holds what the command prints
    <!-- printed -->                     the text block after it holds what the Python block before it prints;
                                         the Python blocks of a file are one session
    <!-- commands -->                    up to <!-- end -->: the reference of the command line
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 88
MARKS = re.compile(
    r"^<!-- output: (?P<command>.+?) -->\n+```text\n(?P<output>.*?)^```$"
    r"|^```python\n(?P<code>.*?)^```$(?:\n+<!-- printed -->\n+```text\n(?P<printed>.*?)^```$)?"
    r"|^<!-- commands -->\n(?P<commands>.*?)^<!-- end -->$",
    re.MULTILINE | re.DOTALL,
)


def documents() -> list[Path]:
    """The files that have blocks."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def regenerated(text: str) -> str:
    """A document with its blocks as they should be."""
    session: dict[str, Any] = {"__name__": "__main__"}

    def block(found: re.Match[str]) -> str:
        for group, content in (
            ("output", lambda: run(found["command"])),
            ("code", lambda: None),
            ("commands", lambda: "\n" + "\n".join(reference()) + "\n"),
        ):
            if found[group] is None:
                continue
            if group == "code":
                printed = execute(found["code"], session)
                return found[0] if found["printed"] is None else replaced(found, "printed", printed)
            return replaced(found, group, content() or "")
        return found[0]

    return MARKS.sub(block, text)


def replaced(found: re.Match[str], group: str, content: str) -> str:
    """The match with one group's text replaced."""
    start, end = (at - found.start() for at in found.span(group))
    return found[0][:start] + content + found[0][end:]


def run(command: str) -> str:
    """What a `parley` command prints, standard error included, as in a pipe."""
    program, *arguments = shlex.split(command)
    if program != "parley":
        raise SystemExit(f"only parley commands can be shown, not {command!r}")
    done = subprocess.run(
        [sys.executable, "-m", "parley.cli", *arguments],
        cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
    )  # fmt: skip
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def environment() -> dict[str, str]:
    """Where commands run: no colour, a fixed width, this project's source first."""
    path = os.pathsep.join(filter(None, (str(ROOT / "src"), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "COLUMNS": str(WIDTH), "NO_COLOR": "1", "TERM": "dumb", "PYTHONPATH": path}


def execute(code: str, session: dict[str, Any]) -> str:
    """What a block of Python prints, run in the project's root."""
    out, before = io.StringIO(), Path.cwd()
    os.chdir(ROOT)
    try:
        with contextlib.redirect_stdout(out):
            exec(compile(code, "<documentation>", "exec"), session)
    finally:
        os.chdir(before)
    return out.getvalue()


def reference() -> Iterator[str]:
    """The commands with their arguments and options, from the command line itself."""
    from typer.main import get_command

    from parley.cli import app

    yield from described("parley", get_command(app), 2)


def described(name: str, command: Any, level: int) -> Iterator[str]:
    """A command, its parameters, and the commands under it."""
    commands = getattr(command, "commands", {})
    if level > 2:
        yield f"{'#' * level} {name}"
        yield ""
        yield cleaned(command.help)
        yield ""
    parameters = [p for p in command.params if p.name != "help"]
    if parameters and not commands:
        yield "| | |"
        yield "|---|---|"
        for parameter in parameters:
            yield f"| {label(parameter)} | {cleaned(parameter.help)} |"
        yield ""
    for under, sub in commands.items():
        yield from described(f"{name} {under}", sub, level + 1 if not getattr(sub, "commands", {}) else level)


def label(parameter: Any) -> str:
    """How a parameter is written."""
    if parameter.param_type_name == "argument":
        return f"`{parameter.metavar}{'...' if parameter.nargs == -1 else ''}`"
    value = "" if parameter.is_flag else f" {parameter.metavar}"
    return ", ".join(f"`{option}{value}`" for option in sorted(parameter.opts, key=len, reverse=True))


def cleaned(text: str | None) -> str:
    """Help text with each paragraph on one line."""
    paragraphs = (text or "").strip().split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def main(arguments: list[str]) -> int:
    """Rewrite or check every document."""
    stale = []
    for path in documents():
        text = path.read_text(encoding="utf-8")
        new = regenerated(text)
        if new != text:
            stale.append(path)
            if "--check" not in arguments:
                path.write_text(new, encoding="utf-8")
    for path in stale:
        print(f"{path.relative_to(ROOT)}: {'out of date' if '--check' in arguments else 'rewritten'}")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
