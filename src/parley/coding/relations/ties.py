"""Nouns that tie two others: "the war between A and B", "A's support for B", "has the backing of A"."""

from __future__ import annotations

from collections.abc import Iterator

from parley.codebook.relations import SYMMETRIC, Words
from parley.coding.relations.ground import Ground, Proposal

# Nouns that stand between the tie and who has it ("began airstrikes as part of its fight", "efforts to support").
_DEPTH = 4


def ties(here: Ground) -> Iterator[Proposal]:
    """Every tie noun with both its ends."""
    tree = here.tree
    for i in here.cued:
        if tree.pos[i] != "NOUN" and tree.tag[i] != "VBG":
            continue
        lemma = tree.base[i]
        entry = here.words.ties.get(lemma)
        before = f"{tree.lower[i - 1]} {lemma}" if i else ""
        entry = here.words.ties.get(before, entry)
        if entry is not None:
            yield from _tie(here, i, entry)


def _tie(here: Ground, i: int, entry: Words) -> Iterator[Proposal]:
    slots = here.slots.noun(i)
    for slot in entry.among:
        sides = here.parties(slots.get(slot, ()))
        for x, a in enumerate(sides):
            for b in sides[x + 1 :]:
                if not here.same(a, b):
                    yield Proposal(entry, a, b, i, f"tie/{slot}")
    far = [(n, s) for s in entry.to if s in slots for n in here.parties(slots[s])]
    if not far:
        # "defended its sales to Damascus": the preposition right after the noun may hang on the verb.
        over = here.slots.of(here.tree.head[i])
        far = [
            (n, s) for s in entry.to for t in over.get(s, ()) if here.tree.left[t] == i + 1 for n in here.parties([t])
        ]
    near = [(n, s) for s in entry.from_ if s in slots for n in here.parties(slots[s])]
    verb, case = _over(here, i)
    owners = [(n, "subj") for n in _owner(here, i)] if not entry.over or here.tree.lemma[verb] in entry.over else []
    if owners and not far and near and (here.tree.lemma[verb] in entry.taker or entry.roles.get(case) == "to"):
        far = owners
    elif entry.roles.get(case) == "from" and "of" in slots:
        # "in support of": whoever does it supports.
        near, far = owners, [(n, "of") for n in here.parties(slots["of"])]
    elif not near:
        near = owners
    if entry.type in SYMMETRIC and not far and len(owners) > 1:
        # "Peru and Chile maintain friendly ties."
        near, far = owners[:1], owners[1:]
    for a, a_slot in near:
        for b, b_slot in far:
            if not here.same(a, b):
                yield Proposal(entry, a, b, i, f"tie/{a_slot}/{b_slot}")


def _over(here: Ground, i: int) -> tuple[int, str]:
    """The verb over a noun and the preposition that joins it, if any."""
    tree = here.tree
    case = tree.case(i)
    j = i
    for _ in range(_DEPTH):
        if tree.head[j] == j:
            break
        j = tree.head[j]
        if here.slots.is_verbal(j) or tree.child(j, "cop") is not None:
            break
    return j, case


def _owner(here: Ground, i: int) -> list[int]:
    """The parties that the clause gives a noun: the subject of its verb, a possessive on the way there."""
    tree = here.tree
    j = i
    for _ in range(_DEPTH):
        if tree.head[j] == j or tree.dep[j] in ("nsubj", "nsubj:pass", "acl:relcl", "parataxis"):
            return []
        j = tree.head[j]
        if here.slots.is_verbal(j):
            slots = here.slots.verb(j)
            return here.parties(slots.get("subj") or slots.get("obj", []))
        if found := here.slots.noun(j).get("poss"):
            return here.parties(found)
    return []
