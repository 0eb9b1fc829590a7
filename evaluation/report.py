#!/usr/bin/env python3
"""REPORT.md: the figures of one run in tables, the bars that others set beside them, and what people wrote around them.

    python evaluation/report.py            REPORT.md from scores.json and report.template.md
    python evaluation/report.py --check    fail if it is not what they give

`gate.py --report` measures and writes `scores.json`. The words are in `report.template.md`: a line
`<!-- table NAME -->` stands for a table of `bars.yaml`, `<!-- weaknesses -->` for the kinds of error in
`weaknesses.yaml` with what the coder made of their examples, and `{SET: MEASURE}` for a figure.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from parley import Coder, Reading

HERE = Path(__file__).resolve().parent
SCORES, REPORT = HERE / "scores.json", HERE / "REPORT.md"
Scores = dict[str, dict[str, float]]
TABLE = re.compile(r"^<!-- table (\w+) -->$", re.MULTILINE)
FIGURE = re.compile(r"\{([^{}:\n]+): ([^{}\n]+)\}")


def render(scores: Scores, coded: dict[str, str]) -> str:
    """The report with these figures.

    Args:
        coded: what the coder made of each sentence of `weaknesses.yaml`.

    Raises:
        KeyError: the template or the bars name a figure that there is not.
    """
    bars = yaml.safe_load((HERE / "bars.yaml").read_text(encoding="utf-8"))
    text = (HERE / "report.template.md").read_text(encoding="utf-8")
    text = TABLE.sub(lambda found: table(bars[found[1]], scores), text)
    text = text.replace("<!-- weaknesses -->", weaknesses(coded))
    return FIGURE.sub(lambda found: shown(scores[found[1]][found[2]]), text)


def table(rows: list[dict[str, Any]], scores: Scores) -> str:
    """One table: a row a figure, with what was asked for and what others reach."""
    out = ["| set | measure | Parley | asked for | others |", "|---|---|---|---|---|"]
    for row in rows:
        title = row["about"]
        for line in row["figures"]:
            value = scores[row["set"]][line["measure"]]
            asked = line.get("asked", "")
            missed = isinstance(asked, (int, float)) and (value > asked if line.get("less") else value < asked)
            mark = " (not reached)" if missed else ""
            out.append(
                f"| {title} | {line.get('name', line['measure'])} | {shown(value)} "
                f"| {shown(asked) if asked != '' else ''}{mark} | {line.get('others', '')} |"
            )
            title = ""
    return "\n".join(out)


def kinds() -> list[dict[str, Any]]:
    """The known kinds of error."""
    found: list[dict[str, Any]] = yaml.safe_load((HERE / "weaknesses.yaml").read_text(encoding="utf-8"))
    return found


def weaknesses(coded: dict[str, str]) -> str:
    """The kinds of error, each with its examples."""
    out = []
    for kind in kinds():
        out += [f"**{kind['kind']}.** {kind['why']}", ""]
        for example in kind["examples"]:
            out.append(f"- “{example['text']}” Wanted: {example['wanted']}. Coded: {coded[example['text']]}.")
        out.append("")
    return "\n".join(out).rstrip()


def summary(reading: Reading) -> str:
    """What was coded, in a line."""
    out = []
    for event in reading.events:
        sides = (", ".join(reading.entity(i).name for i in ids) for ids in (event.actors, event.recipients))
        actors, recipients = (side or "nobody" for side in sides)
        status = f" ({', '.join(event.status)})" if event.status else ""
        out.append(f"{' '.join(filter(None, (event.type, event.mode)))}{status}: {actors} → {recipients}")
    for relation in reading.relations:
        out.append(f"{relation.type}: {reading.entity(relation.from_).name} → {reading.entity(relation.to).name}")
    for figure in reading.figures:
        out.append(f"{figure.best or figure.low or figure.high or 0:g} {figure.measure} ({figure.who})")
    for talks in reading.talks:
        mediators = ", ".join(reading.entity(i).name for i in talks.mediators) or "none"
        out.append(f"talks {talks.stage}, mediators: {mediators}")
    return "; ".join(out) or "nothing"


def shown(value: float) -> str:
    """A share to three places, a count or a percentage as it is."""
    return f"{value:.3f}" if 0 <= value <= 1 and value != int(value) else f"{value:g}"


def write(scores: Scores, coder: Coder) -> None:
    """Keep the figures and what the examples came to, and write the report."""
    rounded = {name: {m: round(v, 4) for m, v in figures.items()} for name, figures in scores.items()}
    texts = [example["text"] for kind in kinds() for example in kind["examples"]]
    coded = {text: summary(coder.read(text, published="2015-05-05")) for text in texts}
    SCORES.write_text(json.dumps({"figures": rounded, "coded": coded}, indent=1, ensure_ascii=False) + "\n", "utf-8")
    REPORT.write_text(render(rounded, coded), encoding="utf-8")


def main() -> int:
    """Write the report, or say whether it is current."""
    kept = json.loads(SCORES.read_text(encoding="utf-8"))
    text = render(kept["figures"], kept["coded"])
    if "--check" in sys.argv[1:]:
        if REPORT.read_text(encoding="utf-8") == text:
            return 0
        print("evaluation/REPORT.md is out of date: python evaluation/report.py")
        return 1
    REPORT.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
