"""Which definite nouns may stand for what was named before: "the group", "the war-torn country", "the coalition"."""

from __future__ import annotations

from functools import lru_cache

from parley.codebook.words import context
from parley.coding.coref.board import Board, Chain
from parley.coding.layers import Mention


def is_described(board: Board, mention: Mention) -> bool:
    """ "The war-torn country": only adjectives that tell it from no other stand between."""
    tree = board.tree
    if mention.end != mention.head + 1 or tree.lower[mention.start] not in ("the", "this", "that"):
        return False
    between = range(mention.start + 1, mention.head)
    return all(tree.pos[t] in ("ADJ", "VERB", "PUNCT", "ADV", "NOUN", "NUM") for t in between) and not any(
        tree.lower[t] in context("telling_apart") or tree.pos[t] == "PROPN" or (t in board.at) for t in between
    )


def may_be_called(board: Board, chain: Chain, lemma: str) -> bool:
    """A town is not called an island: any place is a city or town unless its own name says what it is."""
    return lemma in ("city", "town", "village", "capital", "area", "region", "camp", "base", "port") or any(
        lemma in board.tree.lower[board.mentions[m].start : board.mentions[m].end] for m in chain.mentions
    )


def is_aside(board: Board, i: int) -> bool:
    """ "An enemy of the West and the Taliban": who is named only to say what another organization is."""
    mention = board.mentions[i]
    return any(
        other.form == "nominal" and other.type == "organization" and other.start <= mention.start < other.end
        for k in board.within[board.sentence(i)]
        if k != i and board.of.get(k) != board.of.get(i)
        for other in (board.mentions[k],)
    )


def group_fits(board: Board, chain: Chain, lemma: str) -> bool:
    """Whether an organization may be called by the noun: a state's organ is no movement, a firm no militia."""
    words = {
        board.tree.lower[t]
        for m in chain.mentions
        if board.mentions[m].form == "name" and (name := board.mentions[m].name)
        for t in range(*name)
    }
    if lemma in words:
        return True
    if lemma in context("called_by_name"):
        return False
    if chain.actor is not None:
        return chain.actor.kind in _group_kinds(lemma)
    return words.isdisjoint(context("offices_named")) or lemma in context("called_office")


@lru_cache(maxsize=2_000)
def _group_kinds(lemma: str) -> frozenset[str]:
    """The codebook's kinds of actor that the noun may stand for."""
    return frozenset(
        kind
        for kind in ("group", "party", "igo", "ngo", "organ", "media", "company")
        if lemma in context(f"called_{kind}")
    )


def of_region(board: Board, i: int) -> bool:
    """ "Karabakh's military", "the leader of Chechnya": of a part of a state, whatever state it is held to be of."""
    return any(
        actor is not None and actor.kind == "region" and board.mentions[k].type != "nationality"
        for k in board.modifiers(i)
        for actor in (board.mentions[k].actor,)
    )
