"""PLOVER's auxiliary modes of an act, read off its clause: negated, hypothetical, future; and tense for the rest."""

from __future__ import annotations

from parley.language.tree import Tree

NEGATORS = frozenset({"not", "n't", "n’t", "never", "no", "neither", "nor", "without", "hardly"})
POSSIBLE = frozenset({"may", "might", "could", "can"})
FUTURE = frozenset({"will", "wo", "'ll", "’ll", "shall"})
TO_COME = FUTURE | {"would"}
CONDITION = frozenset({"if", "unless", "whether", "lest"})
SUPPOSING = frozenset({"provided", "providing", "assuming", "supposing"})
_NOBODY = frozenset({"nobody", "none", "nothing"})
_PARTIES = frozenset({"nsubj", "nsubj:pass", "obj"})
_CONDITIONAL = CONDITION | SUPPOSING
OBLIGATION = frozenset({"should", "must", "ought", "need"})


def negated(tree: Tree, i: int) -> bool:
    """Whether the words deny the predicate at token i ("did not attack", "no attack", "without attacking")."""
    for k in tree.kids[i]:
        if tree.lower[k] in NEGATORS and tree.dep[k] in ("advmod", "det", "neg", "mark", "case", "cc"):
            return True
    return False


def of_nobody(tree: Tree, i: int) -> bool:
    """Whether the words deny that there was anybody to do it or undergo it ("no troops were sent", "killed nobody")."""
    for k in tree.kids[i]:
        if tree.dep[k] not in _PARTIES:
            continue
        if tree.lower[k] in _NOBODY:
            return True
        for j in tree.kids[k]:
            # "no fewer than 12" are some.
            if tree.lower[j] == "no" and tree.dep[j] == "det" and tree.tag[j + 1] not in ("JJR", "RBR"):
                return True
    return False


def modal(tree: Tree, i: int) -> str | None:
    """The modal auxiliary of the predicate at token i, lower case, or None."""
    for k in tree.kids[i]:
        if tree.dep[k] == "aux" and tree.tag[k] == "MD":
            return tree.lower[k]
    return None


def conditional(tree: Tree, i: int) -> bool:
    """Whether the clause is a condition or hangs in one."""
    if _CONDITIONAL.isdisjoint(tree.vocabulary(i)):
        return False
    j = i
    for _ in range(12):
        for k in tree.kids[j]:
            if tree.dep[k] == "mark" and tree.lower[k] in CONDITION:
                return True
        if tree.dep[j] == "ccomp" and tree.lower[tree.head[j]] in SUPPOSING:
            return True
        if tree.head[j] == j or tree.dep[j] in ("acl:relcl", "parataxis"):
            return False
        j = tree.head[j]
    return False


def volitional(tree: Tree, i: int) -> bool:
    """Whether the clause tells of a will, present or to come ("will not sign", "does not recognize")."""
    return any(
        tree.dep[k] == "aux" and (tree.lower[k] in TO_COME or tree.lower[k] in ("do", "does")) for k in tree.kids[i]
    )


def with_condition(tree: Tree, i: int) -> bool:
    """Whether the clause states a condition for what it tells ("will leave unless ...")."""
    return any(
        tree.dep[k] == "advcl" and any(tree.dep[m] == "mark" and tree.lower[m] in CONDITION for m in tree.kids[k])
        for k in tree.kids[i]
    )


def purpose(tree: Tree, i: int) -> bool:
    """Whether the verb is a purpose clause ("met to discuss", "in order to attack")."""
    return tree.dep[i] in ("advcl", "acl") and any(
        tree.lower[k] == "to" and tree.dep[k] == "mark" and tree.tag[i] == "VB" for k in tree.kids[i]
    )


def status_of(tree: Tree, i: int) -> list[str]:
    """What the clause of token i says of its reality: some of future, hypothetical, negated, purpose.

    A purpose is no fact by itself; beside an act of the same kind it is only how that act is told.
    """
    out = []
    if negated(tree, i) or of_nobody(tree, i):
        out.append("negated")
    aux = modal(tree, i)
    if aux in POSSIBLE or (aux == "would" and not _reported(tree, i)) or conditional(tree, i):
        out.append("hypothetical")
    elif purpose(tree, i):
        out.append("purpose")
    elif aux in TO_COME or _going_to(tree, i):
        out.append("future")
    return out


def perfect_past(tree: Tree, i: int) -> bool:
    """Whether the verb is a pluperfect, which in news tells background."""
    return tree.tag[i] == "VBN" and any(tree.lower[k] == "had" and tree.dep[k] == "aux" for k in tree.kids[i])


def _reported(tree: Tree, i: int) -> bool:
    """Whether a "would" is the future of reported speech ("said it would leave")."""
    return tree.dep[i] == "ccomp"


def _going_to(tree: Tree, i: int) -> bool:
    head = tree.head[i]
    return tree.dep[i] == "xcomp" and tree.lower[head] == "going"
