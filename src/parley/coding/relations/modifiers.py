"""Compounds: "U.S.-led coalition", "Iran-backed militia", "pro-Moscow separatists", with or without the hyphen."""

from __future__ import annotations

from collections.abc import Iterator

from parley.codebook.relations import Words
from parley.coding.relations.ground import Ground, Proposal

_DASHES = frozenset({"-", "–", "‑"})


def modifiers(here: Ground) -> Iterator[Proposal]:
    """Every such compound with the noun after it."""
    tree, words = here.tree, here.words
    for i in here.cued:
        word = tree.lower[i]
        # A tokenizer may leave the compound whole.
        name, _, last = word.rpartition("-") if "-" in word else ("", "", word)
        if last in words.modifiers:
            yield from _participle(here, i, words.modifiers[last], i if name else None)
        if word in words.prefixes and i + 2 < len(tree) and tree.words[i + 1] in _DASHES:
            yield from _prefix(here, i, words.prefixes[word])


def _participle(here: Ground, i: int, entry: Words, whole: int | None) -> Iterator[Proposal]:
    tree = here.tree
    dash = i > 0 and tree.words[i - 1] in _DASHES
    before = whole if whole is not None else i - 2 if dash else i - 1
    # Without a hyphen only a modifier counts, not a verb of its own ("U.S. backed the plan").
    if before < tree.sents[tree.sent[i]][0] or not (dash or whole is not None or tree.dep[i] in ("amod", "compound")):
        return
    ending = [n for n in here.inside.get(before, ()) if here.mentions[n].end == before + 1]
    name = max(ending, key=lambda n: here.mentions[n].end - here.mentions[n].start, default=None)
    noun = _modified(here, i)
    if name is not None and noun is not None and not here.same(name, noun):
        ends = (noun, name) if entry.turned else (name, noun)
        yield Proposal(entry, *ends, i, f"modifier/{entry.id}")


def _prefix(here: Ground, i: int, entry: Words) -> Iterator[Proposal]:
    starting = [n for n in here.inside.get(i + 2, ()) if here.mentions[n].start in (i + 2, i + 1)]
    name = min(starting, key=lambda n: here.mentions[n].end - here.mentions[n].start, default=None)
    noun = _modified(here, i + 2)
    if name is not None and noun is not None and not here.same(name, noun):
        yield Proposal(entry, noun, name, i, f"prefix/{here.tree.lower[i]}")


def _modified(here: Ground, i: int) -> int | None:
    """The mention that a modifier at token i belongs to: the first head after it in its phrase."""
    for j in here.tree.ancestors(i):
        if j < i:
            return None
        n = here.at.get(j)
        if n is not None and here.mentions[n].head == j:
            return n
    return None
