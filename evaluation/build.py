#!/usr/bin/env python3
"""Turn the annotators' quotes into offsets: annotated.jsonl to what the scorers read. Standard library only.

    python evaluation/build.py [acts] [figures] [coref] [--check]

Annotators write words, never numbers (README.md has the forms). Every quote must stand in its sentence as whole
words; one that does not is an error that names file and line. `--check` writes nothing and fails if a built file is
out of date.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Item = dict[str, Any]
Span = dict[str, int]

HERE = Path(__file__).resolve().parent
SETS = {"acts": "sentences.jsonl", "figures": "sentences.jsonl", "coref": "chains.jsonl"}
MODES = {
    "AGREE": "",
    "CONSULT": "visit third-party multilateral phone",
    "SUPPORT": "",
    "CONCEDE": "",
    "COOPERATE": "",
    "AID": "",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control unconventional",
}
ANY_MODE = {mode for modes in MODES.values() for mode in modes.split()}
STATUSES = {"historical", "future", "hypothetical", "negated"}
SILENT = {"hypothetical", "negated"}
MEASURES = {
    "killed", "injured", "displaced", "detained", "kidnapped", "missing", "released", "participants", "troops",
}  # fmt: skip
# Which of low, best and high each qualifier fills.
QUALIFIERS = {
    "exact": ("low best high",),
    "about": ("best",),
    "at-least": ("low best", "low"),
    "more-than": ("low",),
    "up-to": ("high",),
    "fewer-than": ("high",),
    "range": ("low high",),
}
FORMS = {"name", "nominal", "pronoun"}
KINDS = {"person", "organization", "place"}


class GoldError(ValueError):
    """An annotation that cannot be built; the message says where and why."""


class Report:
    """The sentences of one annotated line as a text with offsets."""

    def __init__(self, sentences: list[str]) -> None:
        self.text = " ".join(sentences)
        self.sentences: list[Span] = []
        at = 0
        for sentence in sentences:
            self.sentences.append({"start": at, "end": at + len(sentence)})
            at += len(sentence) + 1

    def sentence(self, number: int) -> Span:
        """Offsets of a sentence; the first is number 1."""
        if not 1 <= number <= len(self.sentences):
            raise GoldError(f"there is no sentence {number}")
        return self.sentences[number - 1]

    def everywhere(self, quote: str) -> list[Span]:
        """All places where the words stand."""
        if not quote.strip():
            raise GoldError("a quote is empty")
        found = re.finditer(rf"(?<!\w){re.escape(quote)}(?!\w)", self.text)
        return [{"start": m.start(), "end": m.end()} for m in found]

    def find(self, quote: str, sentence: int, n: int = 1) -> Span:
        """The n-th place in a sentence where the words stand."""
        inside = self.sentence(sentence)
        spans = [s for s in self.everywhere(quote) if inside["start"] <= s["start"] and s["end"] <= inside["end"]]
        if len(spans) < n:
            raise GoldError(f"sentence {sentence} has {quote!r} {len(spans)} times, not {n}")
        return spans[n - 1]

    def somewhere(self, quote: str | None) -> str | None:
        """The words themselves, once they are known to stand in the report."""
        if quote is not None and not self.everywhere(quote):
            raise GoldError(f"{quote!r} stands nowhere in the report")
        return quote


def known(value: Any, values: set[str], what: str) -> Any:
    """The value, if it is one of those that may stand there."""
    if value not in values:
        raise GoldError(f"{value!r} is no {what}")
    return value


def party(report: Report, written: str | Item, sentence: int) -> Item:
    """An actor or recipient: its words near the trigger, and every place of the fuller name that it stands for."""
    item: Item = {"q": written} if isinstance(written, str) else written
    try:
        spans = [report.find(item["q"], sentence, item.get("n", 1))]
    except GoldError:
        spans = report.everywhere(item["q"])[:1]
        if not spans:
            raise
    if "of" in item:
        report.somewhere(item["of"])
        spans += [s for s in report.everywhere(item["of"]) if s not in spans]
    return {"text": item["q"], "spans": spans}


def event(report: Report, written: Item) -> Item:
    """One event with offsets."""
    status = sorted(known(s, STATUSES, "status") for s in written.get("status", []))
    kind = known(written["type"], set(MODES), "type")
    mode = written.get("mode")
    if mode is not None:
        known(mode, set(MODES[kind].split()), f"mode of {kind}")
    number = written.get("s", 1)
    return {
        "type": kind,
        "alt": [known(t, set(MODES), "type") for t in written.get("alt", [])],
        "mode": mode,
        "alt_modes": [known(m, ANY_MODE, "mode") for m in written.get("alt_modes", [])],
        "words": written["q"],
        "q": report.find(written["q"], number, written.get("n", 1)),
        "sentence": report.sentence(number),
        "actors": [party(report, p, number) for p in written.get("actors", [])],
        "recipients": [party(report, p, number) for p in written.get("recipients", [])],
        "status": status,
        "required": written.get("required", not SILENT & set(status)),
        "by": report.somewhere(written.get("by")),
        "time": report.somewhere(written.get("time")),
        "place": report.somewhere(written.get("place")),
    }


def bounds(qualifier: str, low: Any, best: Any, high: Any) -> bool:
    """Whether low, best and high are as the qualifier has them."""
    values = {"low": low, "best": best, "high": high}
    filled = " ".join(k for k, v in values.items() if v is not None)
    equal = qualifier == "range" or len({v for v in values.values() if v is not None}) == 1
    return filled in QUALIFIERS[qualifier] and equal


def figure(report: Report, written: Item) -> Item:
    """One figure with offsets."""
    low, best, high = (written[k] for k in ("low", "best", "high"))
    qualifier = known(written["qualifier"], set(QUALIFIERS), "qualifier")
    if not bounds(qualifier, low, best, high):
        raise GoldError(f"{written['q']!r}: {low}, {best}, {high} is not what {qualifier} means")
    number = written.get("s", 1)
    return {
        "q": report.find(written["q"], number, written.get("n", 1)),
        "sentence": report.sentence(number),
        "measure": known(written["measure"], MEASURES, "measure"),
        "low": low,
        "best": best,
        "high": high,
        "qualifier": qualifier,
        "who": report.somewhere(written.get("who")),
        "by": report.somewhere(written.get("by")),
        "required": written.get("required", True),
    }


def chain(report: Report, written: Item) -> Item:
    """One chain of mentions with offsets, in the order of the text."""
    mentions = [
        {**report.find(m["q"], m["s"], m.get("n", 1)), "form": known(m["form"], FORMS, "form")}
        for m in written["mentions"]
    ]
    spans = [(m["start"], m["end"]) for m in mentions]
    if len(set(spans)) < len(spans):
        raise GoldError(f"chain {written['id']} has a mention twice; say which is meant with n")
    kind = known(written["type"], KINDS, "type of chain")
    return {"id": written["id"], "type": kind, "mentions": sorted(mentions, key=lambda m: (m["start"], -m["end"]))}


def build(line: Item) -> Item:
    """One line of annotated.jsonl as a gold line."""
    report = Report(line["text"])
    out: Item = {"id": line["id"], "published": line.get("published"), "text": report.text}
    out["sentences"] = report.sentences
    if "chains" in line:
        out["chains"] = [chain(report, c) for c in line["chains"]]
        return out
    out["trap"] = line.get("trap")
    out["events"] = [event(report, e) for e in line.get("events", [])]
    out["figures"] = [figure(report, f) for f in line.get("figures", [])]
    return {**out, "relations": [], "talks": []}


def built(source: Path) -> Iterator[Item]:
    """The gold lines of one file of annotations."""
    seen: set[str] = set()
    with source.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                item = build(json.loads(line))
                if item["id"] in seen:
                    raise GoldError(f"the id {item['id']} is used twice")
            except json.JSONDecodeError as error:
                raise GoldError(f"{source}:{number}: no JSON: {error}") from None
            except GoldError as error:
                raise GoldError(f"{source}:{number}: {error}") from None
            except KeyError as error:
                raise GoldError(f"{source}:{number}: {error} is missing") from None
            seen.add(item["id"])
            yield item


def main(arguments: list[str] | None = None) -> int:
    """Build the sets that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"{', '.join(SETS)}; all without any")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file is out of date")
    options = parser.parse_args(arguments)
    if unknown := set(options.sets) - set(SETS):
        parser.error(f"no set is called {', '.join(sorted(unknown))}; there are {', '.join(SETS)}")
    status = 0
    for name in options.sets or SETS:
        target = HERE / name / SETS[name]
        try:
            items = list(built(HERE / name / "annotated.jsonl"))
        except GoldError as error:
            print(error, file=sys.stderr)
            status = 1
            continue
        content = "".join(f"{json.dumps(item, ensure_ascii=False)}\n" for item in items)
        if not options.check:
            target.write_text(content, encoding="utf-8")
            print(f"{target.relative_to(HERE)}: {len(items)} lines")
        elif not target.exists() or target.read_text(encoding="utf-8") != content:
            print(f"{target.relative_to(HERE)} is out of date: run evaluation/build.py", file=sys.stderr)
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
