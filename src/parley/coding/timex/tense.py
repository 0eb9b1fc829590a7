"""Whether the verb over a time speaks of the past or of what is to come."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from parley.codebook.tables import table
from parley.language.tree import Tree


@dataclass(frozen=True)
class Tenses:
    """The words of `times/tense.yaml`, its keys."""

    will: frozenset[str]
    past: frozenset[str]
    ahead: frozenset[str]
    say: frozenset[str]
    plan: frozenset[str]


@lru_cache(maxsize=4)
def tenses(folder: Path | None = None) -> Tenses:
    """The words, loaded once; `folder` extends the shipped ones."""
    data = table("times/tense.yaml", folder)
    return Tenses(*(frozenset(data[key]) for key in ("will", "past", "ahead", "say", "plan")))


def tense(tree: Tree, i: int, words: Tenses) -> int:
    """+1 where the verb that token i hangs on speaks of what is to come, -1 of the past, 0 where nothing says.

    Args:
        tree: the parse.
        i: a token of the time expression.
        words: which words say so.
    """
    if i and (tree.tag[i - 1] == "VBD" or tree.lemma[i - 1] in words.say):
        # "said Sunday that the vote will ...": the nearest verb wins over a parse that reaches further.
        return -1
    if i and tree.lower[i - 1] == "for" and _appoints(tree, tree.head[i - 1]):
        return 1
    nominal = False
    for head in tree.ancestors(i):
        if tree.lemma[head] in words.ahead or tree.lower[head] in words.ahead:
            return 1
        tag = tree.tag[head]
        if not tag.startswith("V") and tree.pos[head] not in ("VERB", "AUX"):
            if any(tree.lower[k] in words.ahead for k in tree.children(head, "amod")):
                return 1
            cop = tree.child(head, "cop")
            if cop is None:
                nominal = nominal or i < head
                continue
            tag = tree.tag[cop]
        if tag == "VB" and head < i and tree.lemma[tree.head[head]] in words.plan and tree.case(head) == "to":
            # "agreed to meet again in August"; what was "agreed in July" is past.
            return 1
        said = _of_verb(tree, head, tag, nominal, words)
        if said is not None:
            return said
        # Infinitives and participles take the tense of what they hang on.
    return 0


def _appoints(tree: Tree, time: int) -> bool:
    """ "summoned both to Paris for March 15"."""
    return tree.dep[time] == "obl" and tree.pos[tree.head[time]] == "VERB"


def _of_verb(tree: Tree, verb: int, tag: str, nominal: bool, words: Tenses) -> int | None:
    """What a verb says with its auxiliaries, or None where its own head decides.

    `nominal`: the time stands before a noun under the verb ("Tuesday's raid follows"): a present tense says nothing.
    """
    helpers = tree.children(verb, "aux", "cop")
    present = any(tree.tag[k] in ("VBZ", "VBP") for k in helpers)
    if any(tree.lower[k] in words.will for k in helpers):
        return 1
    if present and any(tree.lower[k] == "to" for k in tree.kids[verb]):
        return 1
    if tag == "VBD" or any(tree.tag[k] == "VBD" or tree.lower[k] in words.past for k in helpers):
        return -1
    if tag in ("VBZ", "VBP"):
        return -1 if tree.lemma[verb] in words.say else 0 if nominal else 1
    if tag == "VBN" and present:
        return 0
    if tag == "VBN" and tree.dep[verb] in ("acl", "acl:relcl"):
        return -1
    return None
