"""Whether a place's name stands for the place or for those who act in its name: "in Moscow", "Moscow said"."""

from __future__ import annotations

from parley.codebook.words import context, noun_kind
from parley.coding.names import Name
from parley.language.tree import Tree

SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})
STATE_ALIASES = frozenset({"name", "short", "acronym", "metonym"})


def stands_for(tree: Tree, name: Name, head: int) -> str:
    """`location` or `organization` for the name of a place whose phrase hangs on `head`.

    A state acts unless a preposition, verb or noun makes it a place; its capital is a place unless something makes
    it an actor; every other place is a place.
    """
    actor = name.actor
    if actor is None or (actor.kind != "state" and name.alias != "capital"):
        return "location"
    state = name.alias in STATE_ALIASES
    head = _first_conjunct(tree, head)
    dep = tree.dep[head]
    up = tree.head[head]
    case = tree.case(head)
    if not state and any(
        tree.dep[k] in ("appos", "nmod:unmarked") and k > head and tree.pos[k] == "PROPN" for k in tree.kids[head]
    ):
        # "Moscow, Russia"
        return "location"
    if case:
        return _with_preposition(tree, case, dep, up, state)
    if dep in SUBJECTS:
        return _subject(tree, dep, up, state)
    if dep == "nmod:poss":
        return "organization" if state or _acts(tree, up) else "location"
    if dep in ("obj", "iobj"):
        return "location" if tree.base[up] in context("place_verbs") else "organization"
    if dep in ("appos", "nmod:unmarked", "list", "flat"):
        return "location"
    if dep in ("compound", "nmod:desc", "amod", "nmod"):
        if state:
            return "location" if tree.lower[up] in context("place_parts") else "organization"
        return "organization" if tree.base[up] in context("government") else "location"
    return "organization" if state else "location"


def _with_preposition(tree: Tree, case: str, dep: str, up: int, state: bool) -> str:
    if case in context("place_prepositions"):
        return "location"
    lemma = tree.base[up]
    if case == "on":
        return "organization" if dep == "obl" or lemma in context("on_actor") else "location"
    if case in context("motion_prepositions") and lemma in context("motion_words"):
        return "location"
    if case in context("motion_prepositions") and lemma in context("actor_predicates"):
        return "organization"
    if case == "of":
        return "location" if not state or lemma in context("place_parts") else "organization"
    if dep == "obl:agent" or case in context("actor_prepositions"):
        return "organization"
    return "organization" if state else "location"


def _subject(tree: Tree, dep: str, up: int, state: bool) -> str:
    lemma = tree.base[up]
    copula = any(tree.dep[k] == "cop" for k in tree.kids[up])
    if state:
        return "organization"
    if dep == "nsubj:pass":
        return "location"
    if copula:
        return "organization" if lemma in context("actor_predicates") else "location"
    return "location" if lemma in context("place_subject_verbs") else "organization"


def _acts(tree: Tree, noun: int) -> bool:
    """What a capital possesses as an actor: "Moscow's offer", not "Moscow's streets"."""
    lemma = tree.base[noun]
    if lemma in context("capital_possessions"):
        return True
    common = tree.pos[noun] == "NOUN" and noun_kind(tree.lower[noun], lemma) is None
    return common and lemma not in context("place_possessions")


def _first_conjunct(tree: Tree, i: int) -> int:
    while tree.dep[i] == "conj" and tree.head[i] < i:
        if tree.case(i):
            break
        i = tree.head[i]
    return i
