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
    for verb in tree.ancestors(i):
        if tree.lemma[verb] in _AHEAD or tree.lower[verb] in _AHEAD:
            return 1
        tag = tree.tag[verb]
        if not tag.startswith("V") and tree.pos[verb] not in ("VERB", "AUX"):
            cop = tree.child(verb, "cop")
            if cop is None:
                continue
            tag = tree.tag[cop]
        helpers = [k for k in tree.kids[verb] if tree.dep[k].split(":")[0] in ("aux", "cop")]
        lowers = {tree.lower[k] for k in helpers}
        if lowers & _WILL:
            return 1
        if any(tree.lower[k] == "to" for k in tree.kids[verb]) and any(tree.tag[k] in ("VBZ", "VBP") for k in helpers):
            return 1
        if any(tree.tag[k] == "VBD" or tree.lower[k] in _PAST for k in helpers):
            return -1
        if tag == "VBD":
            return -1
        if tag in ("VBZ", "VBP"):
            return -1 if tree.lemma[verb] in _SAY else 1
        if tag == "VBN" and any(tree.tag[k] in ("VBZ", "VBP") for k in helpers):
            return 0
        if tree.dep[verb] in ("acl", "acl:relcl") and tag == "VBN":
            return -1
        # Infinitives and participles take the tense of what they hang on.
    return 0
