"""Verb phrases of the codebook, found in a sentence by the lemma that each hangs on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from parley.language.tree import Tree

# Prepositions that a phrase has before its noun ("end in failure").
_CASES = frozenset({"to", "in"})
_DEEP = frozenset({"make", "bring", "pass", "carry", "relay"})
# Clauses before a verb, whose prepositions are none of its own ("while he was on his way, he settled the dispute").
_BEFORE = frozenset({"advcl", "conj", "parataxis"})


@dataclass(frozen=True, slots=True)
class Phrases:
    """Verb phrases by head lemma: the other lemmas that must stand among the head's dependents, and a value."""

    index: dict[str, list[tuple[tuple[str, ...], Any]]]

    def at(self, tree: Tree, i: int) -> Iterator[Any]:
        """The values of the phrases that token i heads, the longest first."""
        found = self.index.get(tree.base[i])
        return iter(()) if found is None else (value for others, value in found if not others or _has(tree, i, others))

    def parts(self, tree: Tree, i: int) -> tuple[str, ...]:
        """The other words of the longest phrase that token i heads."""
        found = self.index.get(tree.base[i], [])
        return next((others for others, _ in found if not others or _has(tree, i, others)), ())

    def head(self, tree: Tree, i: int) -> bool:
        """Whether token i heads any of them."""
        found = self.index.get(tree.base[i])
        return found is not None and any(not others or _has(tree, i, others) for others, _ in found)


def phrases(entries: Iterable[tuple[str, Any]]) -> Phrases:
    """Index verb phrases such as "fall apart"."""
    index: dict[str, list[tuple[tuple[str, ...], Any]]] = {}
    for phrase, value in entries:
        head, *others = phrase.split()
        if head == "be":
            head, others = others[-1], []
        index.setdefault(head, []).append((tuple(others), value))
    for found in index.values():
        found.sort(key=lambda entry: -len(entry[0]))
    return Phrases(index)


def _has(tree: Tree, i: int, others: tuple[str, ...]) -> bool:
    # The "to" before an infinitive ("promised to hold a vote") is no particle of it ("hold to a vote").
    own = [k for k in tree.kids[i] if k > i or tree.dep[k] != "mark"]
    inner = (c for c in tree.kids[i] if c > i or tree.plain[c] not in _BEFORE)
    near = [*own, *(k for c in inner for k in tree.kids[c] if tree.dep[k] != "mark")]
    if tree.lemma[i] in _DEEP:
        # "made the withdrawal of all troops a condition", "brought a round of talks to a close": the noun hangs deep.
        near += range(i + 1, tree.right[i] + 1)
    if others == ("in",):
        # "gave in" is not "gave it back in return".
        near = [k for k in own if tree.dep[k] != "case"]
    if len(others) > 1 and others[0] in _CASES:
        # "came to an end with nothing signed" is not "came to nothing".
        near = [k for k in near if tree.lemma[k] != others[1] or tree.case(k) in (None, others[0])]
    return all(any(tree.lemma[k] == w or tree.lower[k] == w for k in near) for w in others)
