"""Whether the verb over a time speaks of the past or of what is to come."""

from __future__ import annotations

from parley.codebook.tables import table
from parley.language.tree import Tree

_WORDS = table("times/tense.yaml")
_WILL = frozenset(_WORDS["will"])
_AHEAD = frozenset(_WORDS["ahead"])
_PAST = frozenset(_WORDS["past"])
_SAY = frozenset(_WORDS["say"])


def tense(tree: Tree, i: int) -> int:
    """+1 where the verb that token i hangs on speaks of what is to come, -1 of the past, 0 where nothing says.

    Args:
        tree: the parse.
        i: a token of the time expression.
    """
    if i and (tree.tag[i - 1] == "VBD" or tree.lemma[i - 1] in _SAY):
        # "said Sunday that the vote will ...": the nearest verb wins over a parse that reaches further.
        return -1
    nominal = False
    for head in tree.ancestors(i):
        if tree.lemma[head] in _AHEAD or tree.lower[head] in _AHEAD:
            return 1
        tag = tree.tag[head]
        if not tag.startswith("V") and tree.pos[head] not in ("VERB", "AUX"):
            if any(tree.lower[k] in _AHEAD for k in tree.children(head, "amod")):
                return 1
            cop = tree.child(head, "cop")
            if cop is None:
                nominal = nominal or i < head
                continue
            tag = tree.tag[cop]
        said = _of_verb(tree, head, tag, nominal)
        if said is not None:
            return said
        # Infinitives and participles take the tense of what they hang on.
    return 0


def _of_verb(tree: Tree, verb: int, tag: str, nominal: bool) -> int | None:
    """What a verb says with its auxiliaries, or None where its own head decides.

    `nominal`: the time stands before a noun under the verb ("Tuesday's raid follows"): a present tense says nothing.
    """
    helpers = tree.children(verb, "aux", "cop")
    present = any(tree.tag[k] in ("VBZ", "VBP") for k in helpers)
    if any(tree.lower[k] in _WILL for k in helpers):
        return 1
    if present and any(tree.lower[k] == "to" for k in tree.kids[verb]):
        return 1
    if tag == "VBD" or any(tree.tag[k] == "VBD" or tree.lower[k] in _PAST for k in helpers):
        return -1
    if tag in ("VBZ", "VBP"):
        return -1 if tree.lemma[verb] in _SAY else 0 if nominal else 1
    if tag == "VBN" and present:
        return 0
    if tag == "VBN" and tree.dep[verb] in ("acl", "acl:relcl"):
        return -1
    return None
