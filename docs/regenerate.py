#!/usr/bin/env python3
"""Run the blocks of README.md, examples/README.md and docs/**/*.md; fill the marked ones with what is printed.

    python docs/regenerate.py            rewrite what is out of date
    python docs/regenerate.py --check    change nothing; name what is out of date, exit status 1 if anything is

A page is one session, from top to bottom, in a folder of its own that has `examples/` in it: the lines of its `sh`
blocks that begin with `parley` are run, and so are its `python` blocks. Whatever fails, fails the page. Marks, each on
a line of its own:

    <!-- file: mine/actors/a.csv -->     the block after it is written to that file first
    <!-- output: parley read ... -->     the text block after it holds what the command prints
    <!-- printed -->                     the text block after it holds what the Python block before it prints
    <!-- not run: REASON -->             the sh block after it is shown only (a server, another machine)
    <!-- commands -->                    up to <!-- end -->: the reference of the command line
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 88
MARKS = re.compile(
    r"^<!-- file: (?P<path>\S+) -->\n+```\w*\n(?P<content>.*?)^```$"
    r"|^<!-- not run: (?P<reason>.+?) -->\n+```sh\n.*?^```$"
    r"|^```sh\n(?P<shell>.*?)^```$"
    r"|^<!-- output: (?P<command>.+?) -->\n+```text\n(?P<output>.*?)^```$"
    r"|^```python\n(?P<code>.*?)^```$(?:\n+<!-- printed -->\n+```text\n(?P<printed>.*?)^```$)?"
    r"|^<!-- commands -->\n(?P<commands>.*?)^<!-- end -->$",
    re.MULTILINE | re.DOTALL,
)


def documents() -> list[Path]:
    """The files that have blocks."""
    pages = (path for path in (ROOT / "docs").rglob("*.md") if path.parent != ROOT / "docs" / "generated")
    return [ROOT / "README.md", ROOT / "examples" / "README.md", *sorted(pages)]


def regenerated(text: str) -> str:
    """A document with its blocks as they should be."""
    with tempfile.TemporaryDirectory() as name:
        shutil.copytree(ROOT / "examples", Path(name, "examples"))
        return _regenerated(text, Path(name))


def _regenerated(text: str, folder: Path) -> str:
    session: dict[str, Any] = {"__name__": "__main__"}

    def block(found: re.Match[str]) -> str:
        if found["path"]:
            path = folder / found["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(found["content"], encoding="utf-8")
        for line in (found["shell"] or "").splitlines():
            if line.startswith("parley "):
                succeed(line, folder)
        for group, content in (
            ("output", lambda: run(found["command"], folder)),
            ("code", lambda: None),
            ("commands", lambda: "\n" + "\n".join(reference()) + "\n"),
        ):
            if found[group] is None:
                continue
            if group == "code":
                printed = execute(found["code"], session, folder)
                return found[0] if found["printed"] is None else replaced(found, "printed", printed)
            return replaced(found, group, content() or "")
        return found[0]

    return MARKS.sub(block, text)


def replaced(found: re.Match[str], group: str, content: str) -> str:
    """The match with one group's text replaced."""
    start, end = (at - found.start() for at in found.span(group))
    return found[0][:start] + content + found[0][end:]


def run(command: str, folder: Path = ROOT) -> str:
    """What a `parley` command prints, standard error included, as in a pipe."""
    program, *arguments = shlex.split(command)
    if program != "parley":
        raise SystemExit(f"only parley commands can be shown, not {command!r}")
    done = subprocess.run(
        [sys.executable, "-m", "parley.cli", *arguments],
        cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
    )  # fmt: skip
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def succeed(line: str, folder: Path) -> None:
    """Run a line of a shell block in the page's folder."""
    program = f"{shlex.quote(sys.executable)} -m parley.cli"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", f'parley() {{ {program} "$@"; }}\n{line}'],
        cwd=folder, env=environment(), stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{line}\nends with status {done.returncode}: {done.stderr[-2000:]}")
    for out in re.findall(r"(?:-o|--out) (\S+)", line):
        if out != "-" and not (folder / out).stat().st_size:
            raise SystemExit(f"{line}\nwrote nothing to {out}")


def environment() -> dict[str, str]:
    """Where commands run: no colour, a fixed width, this project's source first."""
    path = os.pathsep.join(filter(None, (str(ROOT / "src"), os.environ.get("PYTHONPATH"))))
    return {**os.environ, "COLUMNS": str(WIDTH), "NO_COLOR": "1", "TERM": "dumb", "PYTHONPATH": path}


def execute(code: str, session: dict[str, Any], folder: Path) -> str:
    """What a block of Python prints, run in the page's folder."""
    out, before = io.StringIO(), Path.cwd()
    os.chdir(folder)
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
