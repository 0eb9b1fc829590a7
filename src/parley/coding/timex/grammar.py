"""The rules of times, from `codebook/data/times/grammar.yaml`, and the search for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from parley.codebook.tables import table
from parley.coding.timex.lexicon import NOTHING, Lexicon, lexicon
from parley.coding.timex.patterns import Compiler, part_of


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to write a time.

    Attributes:
        id: its name, for explanations.
        type: DATE, TIME, DURATION or SET.
        value: the name of what makes its value, in `resolve.py`.
        regex: over the characters of `Lexicon.encode`.
        first: the characters that it can start with.
        plain: what it finds names no time in particular: a length, a rate, "now".
    """

    id: str
    type: str
    value: str
    regex: re.Pattern[str]
    first: frozenset[str]
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens [start, end) that a rule fits, and the token ranges of its named parts."""

    rule: Rule
    start: int
    end: int
    parts: dict[str, tuple[int, int]]


class Grammar:
    """The rules, and the search for them."""

    def __init__(self, words: Lexicon, folder: Path | None = None) -> None:
        data = table("times/grammar.yaml", folder)
        compiler = Compiler(words, data["macros"])
        self.rules = []
        for entry in data["rules"]:
            pattern = compiler.compile(entry["pattern"])
            self.rules.append(
                Rule(
                    entry["id"],
                    entry["type"],
                    entry["value"],
                    re.compile(pattern.regex),
                    pattern.first,
                    entry.get("plain", False),
                )
            )
        triggers = "".join(sorted({char for name in data["triggers"] for char in words.chars(name)}))
        # A rule fits within a run of tokens that have a class, and only runs with a trigger are looked at.
        self._run = re.compile(f"[^{NOTHING}]+")
        self._trigger = re.compile(f"[{triggers}]")
        self._first: dict[str, list[Rule]] = {}

    def matches(self, code: str) -> Iterator[Match]:
        """The longest rule at each place, left to right; the earlier rule where two are as long.

        Args:
            code: the report as `Lexicon.encode` gives it.
        """
        trigger = self._trigger.search(code)
        while trigger:
            # The run around the trigger.
            at = code.rfind(NOTHING, 0, trigger.start()) + 1
            end = code.find(NOTHING, trigger.start())
            end = len(code) if end < 0 else end
            while at < end:
                best: tuple[Rule, re.Match[str]] | None = None
                for rule in self._starting(code[at]):
                    found = rule.regex.match(code, at, end)
                    if found and (best is None or found.end() > best[1].end()):
                        best = rule, found
                if best is None or best[1].end() == at:
                    at += 1
                    continue
                rule, found = best
                yield Match(rule, found.start(), found.end(), part_of(found))
                at = found.end()
            trigger = self._trigger.search(code, end)

    def _starting(self, char: str) -> list[Rule]:
        rules = self._first.get(char)
        if rules is None:
            rules = self._first[char] = [rule for rule in self.rules if char in rule.first]
        return rules


@lru_cache(maxsize=4)
def grammar(folder: Path | None = None) -> Grammar:
    """The grammar, loaded once; `folder` extends the shipped one."""
    return Grammar(lexicon(folder), folder)
