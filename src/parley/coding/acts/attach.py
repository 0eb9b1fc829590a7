"""The time and the place that belong to an act, or none: never merely the nearest."""

from __future__ import annotations

from parley.coding.layers import Act, Mention, Place, Time
from parley.language.tree import Tree

_CLAUSE = frozenset({"VERB", "AUX"})
_WHERE = frozenset("in at near outside inside around across throughout within off along over on from between under north south east west".split())
# Acts of speech happen when they are said.
_VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


def clause_of(tree: Tree, i: int) -> int:
    """The token that heads the clause of token i."""
    if tree.pos[i] in _CLAUSE or tree.child(i, "cop", "nsubj") is not None:
        return i
    for j in tree.ancestors(i):
        if tree.pos[j] in _CLAUSE or tree.child(j, "cop", "nsubj") is not None:
            return j
        i = j
    return i


def time_of(tree: Tree, act: Act, words: set[int], times: list[Time]) -> int | None:
    """Index of the time that dates the act, None where none does."""
    sent = tree.sent[act.trigger]
    here = [n for n, t in enumerate(times) if tree.sent[t.head] == sent]
    if not here:
        return None
    for n in here:
        head = tree.head[times[n].head]
        if head in words or times[n].head in words:
            return n
    clauses = {clause_of(tree, w) for w in words if tree.pos[w] in ("VERB", "AUX", "NOUN", "ADJ")}
    for n in here:
        if times[n].type in ("DATE", "TIME") and clause_of(tree, times[n].head) in clauses and _free(tree, times[n].head, words):
            return n
    clause = clause_of(tree, act.trigger)
    if act.type in _VERBAL and tree.dep[clause] in ("ccomp", "parataxis", "conj", "xcomp"):
        above = tree.head[clause]
        for n in here:
            if times[n].type in ("DATE", "TIME") and clause_of(tree, times[n].head) == above:
                return n
    return None


def place_of(tree: Tree, act: Act, words: set[int], mentions: list[Mention], places: list[Place]) -> int | None:
    """Index of the place where the act happened, None where the words do not say."""
    sent = tree.sent[act.trigger]
    taken = {*act.actors, *act.recipients}
    clauses = {clause_of(tree, w) for w in words}
    best: tuple[int, int] | None = None
    for n, place in enumerate(places):
        head = mentions[place.mention].head
        if tree.sent[head] != sent or place.mention in taken or tree.case(head) not in _WHERE:
            continue
        governor = tree.head[head]
        if governor in words:
            rank = 0
        elif clause_of(tree, head) in clauses:
            rank = 1 if governor in clauses else 2
        else:
            continue
        if best is None or rank < best[0]:
            best = rank, n
    if best is not None:
        return best[1]
    # "the village of X was shelled": what is hit is also where.
    for n, place in enumerate(places):
        if place.mention in act.recipients and mentions[place.mention].type == "location" and act.type in ("ASSAULT", "COERCE", "MOBILIZE"):
            return n
    return None


def _free(tree: Tree, head: int, words: set[int]) -> bool:
    """Whether the time hangs on the clause itself, not on some other noun in it."""
    governor = tree.head[head]
    return governor in words or tree.pos[governor] in _CLAUSE or tree.dep[head] in ("obl", "obl:unmarked", "advmod")
