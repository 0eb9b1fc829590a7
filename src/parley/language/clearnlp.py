"""ClearNLP dependencies (spaCy's OntoNotes pipelines) rewritten as Universal Dependencies, in place.

The rewriting follows the correspondences of de Marneffe et al. (2014, 2021) between Stanford-style and
universal relations: prepositions and copulas stop being heads, and labels get their universal names.
"""

from __future__ import annotations

_LABELS = {
    "ROOT": "root", "dobj": "obj", "dative": "iobj", "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass",
    "auxpass": "aux:pass", "prt": "compound:prt", "relcl": "acl:relcl", "poss": "nmod:poss", "nummod": "nummod",
    "npadvmod": "obl:unmarked", "neg": "advmod", "attr": "xcomp", "oprd": "xcomp", "acomp": "xcomp",
    "intj": "discourse",
    "predet": "det:predet", "preconj": "cc:preconj", "quantmod": "advmod", "meta": "dep", "nmod": "compound",
    "pcomp": "advcl", "case": "case", "expl": "expl",
}  # fmt: skip

_COPULAS = frozenset({"be", "is", "are", "was", "were", "been", "being", "am", "'s", "’s", "'re", "’re"})
_VERBAL = frozenset({"VERB", "AUX"})


def to_universal(words: list[str], pos: list[str], tag: list[str], dep: list[str], head: list[int]) -> None:
    """Rewrite `dep` and `head`.

    Args:
        words, pos, tag: one string a token.
        dep: ClearNLP labels on entry, universal ones on return.
        head: head indexes, a root its own.
    """
    _lift_prepositions(pos, dep, head)
    _lift_copulas(words, dep, head)
    for i, label in enumerate(dep):
        dep[i] = _LABELS.get(label, label)


def _lift_prepositions(pos: list[str], dep: list[str], head: list[int]) -> None:
    for i in range(len(dep)):
        if dep[i] not in ("prep", "agent", "dative"):
            continue
        inner = next((k for k in range(len(dep)) if head[k] == i and k != i and dep[k] in ("pobj", "pcomp")), None)
        if inner is None:
            if dep[i] == "prep":
                dep[i] = "advmod"
            continue
        outer, label = head[i], dep[i]
        verbal = pos[outer] in _VERBAL or pos[outer] in ("ADJ", "ADV")
        if dep[inner] == "pcomp":
            dep[inner], mark = ("advcl" if verbal else "acl"), "mark"
        else:
            dep[inner] = "obl:agent" if label == "agent" else "obl" if verbal else "nmod"
            mark = "case"
        # A preposition that is the root (headline "After the raid") leaves its place to its object.
        head[inner] = inner if outer == i else outer
        if outer == i:
            dep[inner] = "ROOT"
        head[i], dep[i] = inner, mark
        for k in range(len(dep)):
            if k not in (i, inner) and head[k] == i:
                head[k] = inner


def _lift_copulas(words: list[str], dep: list[str], head: list[int]) -> None:
    for i in range(len(dep)):
        if words[i].lower() not in _COPULAS:
            continue
        inner = next((k for k in range(len(dep)) if head[k] == i and dep[k] in ("attr", "acomp")), None)
        if inner is None:
            continue
        head[inner] = inner if head[i] == i else head[i]
        dep[inner] = dep[i]
        head[i], dep[i] = inner, "cop"
        for k in range(len(dep)):
            if k not in (i, inner) and head[k] == i:
                head[k] = inner
