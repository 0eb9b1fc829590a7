"""Phrases that give away how talks stand, whoever is the subject of the sentence ("without a deal")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

# Stands in a phrase for a few words, and how many characters they may have.
_SOME = "*"
_GAP = 36
_STOPS = frozenset(",;:")
# Words close before a phrase with which what it tells has not been done ("a bid to come to terms", "never had a deal").
_UNDONE = (" to ", " not ", "n't ", " never ", " without ", " no ", " nor ", " refus")
_BEFORE = 16
_WORD = re.compile(r"\w+")
_OPENING = re.compile(r"(\w+)(?=\W)")


class Signs:
    """The phrases of each stage."""

    def __init__(self, phrases: Mapping[str, Sequence[str]]) -> None:
        # By stage, those that a word opens which they say in full, and those that may open with any form of one.
        self.phrases: dict[str, tuple[dict[str, list[tuple[str, ...]]], list[tuple[str, ...]]]] = {}
        for stage, told in phrases.items():
            opened: dict[str, list[tuple[str, ...]]] = {}
            loose: list[tuple[str, ...]] = []
            for phrase in told:
                parts = tuple(part.strip(" ") if n else part for n, part in enumerate(phrase.split(_SOME)))
                word = _OPENING.match(parts[0])
                (opened.setdefault(word[1], []) if word else loose).append(parts)
            self.phrases[stage] = opened, loose

    def of(self, sentence: str) -> str | None:
        """The stage that a sentence in lower case gives away."""
        return next(self.stages(sentence), None)

    def stages(self, sentence: str) -> Iterator[str]:
        """The stages that it gives away, in the order of the list."""
        words = frozenset(_WORD.findall(sentence))
        for stage, (opened, loose) in self.phrases.items():
            unless = _UNDONE if stage == "concluded" else ()
            near = (phrase for word in opened.keys() & words for phrase in opened[word])
            if any(_says(sentence, phrase, unless) for phrase in chain(near, loose)):
                yield stage


def _says(sentence: str, phrase: Sequence[str], unless: Sequence[str]) -> bool:
    first, *rest = phrase
    at = sentence.find(first)
    while at >= 0:
        end = at + len(first)
        inside = at > 0 and sentence[at - 1].isalnum()
        if not inside and not any(word in sentence[max(0, at - _BEFORE) : at] for word in unless):
            if not rest:
                return True
            then = sentence.find(rest[0], end, end + _GAP + len(rest[0]))
            if then >= 0 and _STOPS.isdisjoint(sentence[end:then]):
                return True
        at = sentence.find(first, end)
    return False
