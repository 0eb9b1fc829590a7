"""Whether the verb over a time speaks of the past or of what is to come."""

from __future__ import annotations

from dataclasses import dataclass, fields
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
    call: frozenset[str]
    call_for: frozenset[str]
    done: frozenset[str]
    plan: frozenset[str]


@lru_cache(maxsize=4)
def tenses(folder: Path | None = None) -> Tenses:
    """The words, loaded once; `folder` extends the shipped ones."""
    data = table("times/tense.yaml", folder)
    return Tenses(*(frozenset(data[field.name]) for field in fields(Tenses)))


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
    if _after_a_noun(tree, i, words):
        return -1
    if i and tree.lower[i - 1] == "for" and _appoints(tree, tree.head[i - 1]):
        return 1
    nominal = False
    if _deadline(tree, i):
        return 1
    below = i
    for head in tree.ancestors(i):
        if tree.lemma[head] in words.call and tree.case(below) in words.call_for:
            return 1
        below = head
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


def _deadline(tree: Tree, i: int) -> bool:
    """ "Told them to surrender by 5 a.m. on Tuesday": an infinitive, and "by" before the time."""
    verb = next((k for k in (tree.head[i], *tree.ancestors(i)) if tree.pos[k] == "VERB"), None)
    if verb is None or verb > i or tree.tag[verb] != "VB" or all(tree.lower[k] != "to" for k in tree.kids[verb]):
        return False
    before = tree.lower[max(verb, i - 5) : i]
    return "by" in before


def _after_a_noun(tree: Tree, i: int, words: Tenses) -> bool:
    """ "To halt drills after the summit on Tuesday": the time ends a phrase of what was before."""
    top = i
    while tree.left[tree.head[top]] == tree.left[top] and tree.head[top] != top:
        top = tree.head[top]
    start, over = tree.left[top], tree.head[top]
    return any(k < start and tree.right[k] == start - 1 and tree.case(k) in words.done for k in tree.kids[over])


def _appoints(tree: Tree, time: int) -> bool:
    """ "summoned both to Paris for March 15"."""
    return tree.dep[time] == "obl" and tree.pos[tree.head[time]] == "VERB"


def _of_verb(tree: Tree, verb: int, tag: str, nominal: bool, words: Tenses) -> int | None:
    """What a verb says with its auxiliaries, or None where its own head decides.

    `nominal`: the time stands before a noun under the verb ("Tuesday's raid follows"): a present tense says nothing.
    """
    helpers = tree.children(verb, "aux", "cop")
    present = any(tree.tag[k] in ("VBZ", "VBP") for k in helpers)
    lower = {tree.lower[k] for k in helpers}
    if "would" in lower and "have" not in lower and tree.dep[verb] == "ccomp":
        # "said he would host them on Wednesday"
        return 1
    if lower & {"was", "were"} and "been" not in lower and any(tree.lower[k] == "to" for k in tree.kids[verb]):
        # "were to meet on Tuesday"
        return 1
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
