"""Noun phrases of a dependency parse: what belongs to a head, without the clauses that hang on it."""

from __future__ import annotations

from parley.codebook.words import context
from parley.language.tree import Tree

# What stands before a noun and belongs to its phrase; clauses, conjunctions and prepositions end it.
BEFORE = frozenset(
    {
        "det",
        "det:predet",
        "amod",
        "compound",
        "nummod",
        "nmod:poss",
        "nmod:desc",
        "nmod:unmarked",
        "flat",
        "advmod",
        "nmod",
    }
)
AFTER = frozenset({"flat", "compound", "nummod", "fixed", "goeswith", "nmod:desc", "flat:name"})
CLAUSES = frozenset({"nsubj", "nsubj:pass", "aux", "cop", "mark", "expl", "advcl", "aux:pass"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
# Dependents of a noun that is itself the predicate of a clause.
CLAUSAL = frozenset(
    {
        "nsubj",
        "nsubj:pass",
        "nsubj:outer",
        "cop",
        "aux",
        "mark",
        "expl",
        "csubj",
        "advcl",
        "aux:pass",
        "case",
        "cc",
        "cc:preconj",
    }
)


def phrase(tree: Tree, head: int, of: tuple[str, ...] = ("of",), depth: int = 0) -> tuple[int, int]:
    """Token range [start, end) of the noun phrase of `head`.

    Titles, determiners, modifiers and possessors belong to it; relative clauses, appositions with a comma and
    conjuncts do not. Of what follows with a preposition only that with one of `of` belongs.
    """
    start, end = head, head + 1
    kids = tree.kids[head]
    if not kids:
        return start, end
    dep, sent = tree.dep, tree.sent
    for k in reversed(kids):
        if k > head or sent[k] != sent[head]:
            continue
        what = dep[k]
        if what == "punct":
            continue
        if what not in BEFORE:
            break
        if what == "advmod" and (
            CLAUSAL & {dep[j] for j in tree.kids[head]} - {"case", "cc"} or tree.lower[k] in _LOOSE
        ):
            break
        if what == "nmod" and tree.case(k) and not (tree.right[k] + 1 == start and tree.pos[k] == "NUM"):
            break
        if what == "nmod:unmarked" and tree.lower[k] in context("calendar"):
            break
        if tree.right[k] + 2 < start or (tree.kids[k] and any(dep[j] in CLAUSES for j in tree.kids[k])):
            break
        start = min(start, tree.left[k])
    for k in kids:
        if k < head or sent[k] != sent[head]:
            continue
        what = dep[k]
        if what in AFTER and k <= end + 1 and tree.lower[k] not in context("calendar"):
            end = max(end, tree.right[k] + 1 if what != "nummod" else k + 1)
        elif what == "nmod" and depth < 3 and tree.case(k) in of and tree.left[k] <= end:
            end = max(end, phrase(tree, k, of, depth + 1)[1])
            end = max(end, _name_conjuncts(tree, k, end))
        elif what in ("punct", "case"):
            if tree.lower[k] not in POSSESSIVE and tree.words[k] not in "-–()’'" and what == "punct":
                break
        elif what == "appos" and k == end and tree.pos[k] == "PROPN":
            end = phrase(tree, k, of, depth + 1)[1]
        else:
            break
    while start < head and (
        (tree.dep[start] in ("case", "mark", "cc", "punct") and tree.dep[tree.head[start]] != "advmod")
        or (tree.tag[start] == "IN" and tree.lower[start] == "that")
        or tree.lower[start] in context("calendar")
    ):
        start += 1
    return start, end


def _name_conjuncts(tree: Tree, i: int, end: int) -> int:
    """Further names that one preposition governs: "the governments of Iran, Turkey and Qatar"."""
    for k in tree.conjuncts(i)[1:]:
        if tree.pos[k] != "PROPN" or tree.case(k) or k > end + 4:
            break
        end = max(end, k + 1)
    return end


def head_of(tree: Tree, start: int, end: int) -> int:
    """The token of [start, end) that the others hang on."""
    best = end - 1
    for i in range(start, end):
        if not start <= tree.head[i] < end or tree.head[i] == i:
            if tree.dep[i] in ("punct", "case", "det"):
                continue
            return i
    return best


_LOOSE = frozenset(
    {
        "also",
        "even",
        "only",
        "just",
        "still",
        "now",
        "then",
        "not",
        "however",
        "too",
        "thus",
        "meanwhile",
        "already",
        "mainly",
        "including",
    }
)
