"""One act told again in the report is one event with more evidence."""

from __future__ import annotations

from parley.coding.layers import Act, Entities, Time
from parley.language.tree import Tree


def mark_same(tree: Tree, acts: list[Act], entities: Entities, times: list[Time]) -> None:
    """Set `same` on acts that an earlier act of the report already told.

    Two tell one act where type and mode agree, both sides agree as far as they are named, they share at least one
    side, and neither time nor status sets them apart.
    """
    sides = [(_entities(a.actors, entities), _entities(a.recipients, entities)) for a in acts]
    # Acts told for the first time, by what a later telling must share with them.
    told: dict[tuple[str, int, int], list[int]] = {}
    for n, act in enumerate(acts):
        keys = [(act.type, side, entity) for side, found in enumerate(sides[n]) for entity in found]
        for m in sorted({m for key in keys for m in told.get(key, ())}):
            first = acts[m]
            if _one(tree, first, act, sides[m], sides[n]) and _dated_alike(tree, first, act, times):
                act.same = m
                break
        if act.same is None:
            for key in keys:
                told.setdefault(key, []).append(n)


def _one(tree: Tree, first: Act, again: Act, a: tuple[set[int], set[int]], b: tuple[set[int], set[int]]) -> bool:
    if first.type != again.type or (first.mode and again.mode and first.mode != again.mode):
        return False
    if tree.sent[first.trigger] == tree.sent[again.trigger]:
        return False
    if set(first.status) - {"future"} != set(again.status) - {"future"}:
        return False
    if tree.lemma[first.trigger] != tree.lemma[again.trigger] and first.rule != again.rule:
        return False
    shared = 0
    for x, y in zip(a, b, strict=True):
        if x and y:
            if not (x <= y or y <= x):
                return False
            shared += 1
    return shared == 2 or (shared == 1 and (not b[0] or not b[1]))


def _dated_alike(tree: Tree, first: Act, again: Act, times: list[Time]) -> bool:
    """Whether no two different times set the acts apart: by value where both have one, else by their words."""
    if first.time is None or again.time is None:
        return True
    a, b = times[first.time], times[again.time]
    if a.value is not None and b.value is not None:
        return a.value == b.value
    return tree.lower[a.start : a.end] == tree.lower[b.start : b.end]


def _entities(indexes: list[int], entities: Entities) -> set[int]:
    return {entities.of[i] for i in indexes if i in entities.of}
