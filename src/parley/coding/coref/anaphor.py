"""Nouns for who was named or told of before: "the group", "the rebels" again."""

from __future__ import annotations

from functools import lru_cache

from parley.codebook.actors import ARMED
from parley.codebook.words import context, nouns
from parley.coding.coref.board import Board, Chain, entity_type
from parley.coding.layers import Mention

# How many sentences back a bare description is looked for.
_REACH = 4
# Those of whom a report that speaks of "militants" again mostly means the same.
_AGAIN = frozenset({"REB", "UAF", "SEP", "INS", "COP"})


def named_before(board: Board, i: int, mention: Mention, lemma: str) -> int | None:
    """ "The group", "the country", "the man": a bare definite noun for something named shortly before."""
    if not board.bare(i) and not _described(board, mention):
        return None
    if not board.definite(i) or board.tree.lower[mention.start] == "those":
        return None
    here = board.sentence(i)

    def near(fits: set[int]) -> int | None:
        best, at = None, (False, -1)
        for k in fits:
            told = [(not _aside(board, m), m) for m in board.chains[k].mentions if m < i]
            last = max((t for t in told if here - board.sentence(t[1]) <= _REACH), default=at)
            if last > at:
                best, at = k, last
        return best

    chains = board.chains
    if mention.plural:
        # "The rebels" after "M23 rebels", where they are the only armed group named so far.
        if mention.role is None or not ARMED & set(mention.role.sectors):
            return None
        armed = {
            k
            for k, c in enumerate(chains)
            if c.actor is not None and c.actor.kind == "group" and any(m < i for m in c.mentions)
        }
        return near(armed) if len(armed) == 1 else None
    recent = [(k, chains[k]) for k in _told_near(board, i, here)]
    if lemma in context("country_anaphors"):
        states = {k for k, c in recent if c.key[0] == "state" and c.mentions}
        if lemma == "kingdom":
            states = {k for k in states if chains[k].state in context("kingdoms")}
        return near(states)
    if lemma in context("place_anaphors"):
        found = near({k for k, c in recent if c.type == "location" and c.named and c.key[0] != "state" and c.mentions})
        return found if found is not None and _called(board, chains[found], lemma) else None
    if lemma in context("anaphors") and mention.type == "organization":
        # "The war crimes tribunal" is no alliance named before; "the rebel group" may be.
        between = range(mention.start, mention.head)
        compound = sum(board.tree.pos[t] == "NOUN" for t in between) > 1
        fitting = {
            k
            for k, c in recent
            if c.named
            and c.type == "organization"
            and c.key[0] in ("actor", "name")
            and c.mentions
            and _group_fits(board, c, lemma)
            and (not compound or _bears(board, c, lemma))
        }
        return near(fitting)
    if mention.type == "person" and mention.role is not None:
        # "The ayatollah", "the general": whoever has that title.
        titled = near({k for k, c in recent if c.named and c.type == "person" and mention.role in c.roles})
        if titled is not None:
            return titled
    if lemma in context("person_anaphors") and mention.type == "person":
        gender = nouns().gender.get(lemma)
        fitting = {
            k
            for k, c in ((k, chains[k]) for k in board.persons)
            if c.named and c.mentions and (gender is None or c.gender in (None, gender))
        }
        if len({k for k in fitting if any(m < i for m in chains[k].mentions)}) == 1:
            return near(fitting)
    return None


def _bears(board: Board, chain: Chain, lemma: str) -> bool:
    """Whether a noun is part of a chain's own name."""
    spans = (board.mentions[m] for m in chain.mentions)
    return any(lemma in board.tree.lower[m.start : m.end] for m in spans)


def _told_near(board: Board, i: int, here: int) -> set[int]:
    """The chains told of shortly before mention i, which stands in the sentence `here`."""
    near = (m for s in range(here - _REACH, here + 1) for m in board.within.get(s, ()))
    return {board.of[m] for m in near if m < i and m in board.of}


def _described(board: Board, mention: Mention) -> bool:
    """ "The war-torn country": only adjectives that tell it from no other stand between."""
    tree = board.tree
    if mention.end != mention.head + 1 or tree.lower[mention.start] not in ("the", "this", "that"):
        return False
    between = range(mention.start + 1, mention.head)
    return all(tree.pos[t] in ("ADJ", "VERB", "PUNCT", "ADV", "NOUN", "NUM") for t in between) and not any(
        tree.lower[t] in context("telling_apart") or tree.pos[t] == "PROPN" or (t in board.at) for t in between
    )


def _called(board: Board, chain: Chain, lemma: str) -> bool:
    """A town is not called an island: any place is a city or town unless its own name says what it is."""
    return lemma in ("city", "town", "village", "capital", "area", "region", "camp", "base", "port") or _bears(
        board, chain, lemma
    )


def _aside(board: Board, i: int) -> bool:
    """ "An enemy of the West and the Taliban": who is named only to say what another organization is."""
    mention = board.mentions[i]
    return any(
        other.form == "nominal" and other.type == "organization" and other.start <= mention.start < other.end
        for k in board.within[board.sentence(i)]
        if k != i and board.of.get(k) != board.of.get(i)
        for other in (board.mentions[k],)
    )


def _group_fits(board: Board, chain: Chain, lemma: str) -> bool:
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


def told_again(board: Board, i: int, mention: Mention, lemma: str) -> int | None:
    """The same noun again: "Syrian rebels ... the rebels"; never where either counts or qualifies apart."""
    headed = board.headed.get(lemma)
    if not headed or board.tree.lower[mention.start] in context("indefinite"):
        return None
    if "NUM" in board.tree.pos[mention.start : mention.head]:
        return None
    definite = board.definite(i)
    role = mention.role
    if not definite and not (role is not None and _AGAIN & set(role.sectors) and mention.plural):
        return None
    if lemma in context("anybody") and board.bare(i):
        return None
    words, owner = _modifiers(board, mention), _owner(board, mention)
    for k in sorted(headed, reverse=True):
        chain = board.chains[k]
        if not chain.mentions or chain.type != entity_type(mention) or chain.named:
            continue
        if mention.country and chain.countries and mention.country not in chain.countries:
            continue
        if chain.key[0] in ("organ", "people"):
            continue
        first = [m for m in chain.mentions if m < i and board.lemma(board.mentions[m].head) == lemma]
        if not first:
            continue
        if owner is not None and any(_owner(board, board.mentions[m]) not in (None, owner) for m in first):
            # "its allies", "his allies": not the same where they are not one's.
            continue
        earlier = set().union(*(_modifiers(board, board.mentions[m]) for m in first))
        settled = any(board.definite(m) for m in first)
        counted = any(
            board.tree.lower[board.mentions[m].start] in context("indefinite") and board.mentions[m].plural
            for m in first
        )
        if (
            words <= earlier
            and (definite or (not counted and (settled or words == earlier)))
            and mention.plural == board.mentions[first[0]].plural
        ):
            return k
    return None


def _owner(board: Board, mention: Mention) -> int | None:
    """The chain of whose they are: "its allies", "Kenya's allies"."""
    for token in board.tree.kids[mention.head]:
        if board.tree.dep[token] == "nmod:poss" and token in board.at:
            return board.of.get(board.at[token])
    return None


def _modifiers(board: Board, mention: Mention) -> set[str]:
    """The content words of a phrase besides its head."""
    tree = board.tree
    return {
        tree.base[t]
        for t in range(mention.start, mention.end)
        if t != mention.head and tree.pos[t] in ("ADJ", "NOUN", "PROPN", "NUM", "VERB")
    }


def of_region(board: Board, i: int) -> bool:
    """ "Karabakh's military", "the leader of Chechnya": of a part of a state, whatever state it is held to be of."""
    return any(
        actor is not None and actor.kind == "region" and board.mentions[k].type != "nationality"
        for k in board.modifiers(i)
        for actor in (board.mentions[k].actor,)
    )
