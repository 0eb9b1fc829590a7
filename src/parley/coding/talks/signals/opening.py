"""The opening of a report: the sentences that tell its news."""

from __future__ import annotations

from parley.coding.layers import Passage
from parley.language.tree import Tree

CODED = frozenset({"headline", "body"})
# How many words a sentence without a verb but "be" must have to tell something ("This is the news").
_GREETING = 8


def opening_of(tree: Tree, passages: list[Passage]) -> list[int]:
    """The first two sentences that tell something, which a dateline, a greeting or a question does not.

    Where a headline tells the news too, it is one more.
    """
    coded = [p for p in passages if p.kind in CODED and p.start < len(tree)]
    found: list[Passage] = []
    for p in coded:
        if _tells(tree, p):
            found.append(p)
            if len(found) == (3 if found[0].kind == "headline" else 2):
                break
    found = found or coded[: 3 if coded and coded[0].kind == "headline" else 2]
    return [tree.sent[p.start] for p in found]


def _tells(tree: Tree, p: Passage) -> bool:
    if "?" in tree.words[p.start : p.end]:
        return False
    said = {tree.pos[k] for k in range(p.start, p.end)}
    return "VERB" in said or ("AUX" in said and ("PROPN" in said or "PRON" in said or p.end - p.start > _GREETING))
