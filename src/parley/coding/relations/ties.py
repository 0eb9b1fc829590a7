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
        sides = here.apart(here.parties(slots.get(slot, ())))
        for x, a in enumerate(sides):
            for b in sides[x + 1 :]:
                if not here.same(a, b):
                    yield Proposal(entry, a, b, i, f"tie/{slot}")
    far = [(n, s) for s in entry.to if s in slots for n in _far(here, entry, slots[s])]
    if not far:
        # "defended its sales to Damascus": the preposition right after the noun may hang on the verb.
        over = here.slots.of(here.tree.head[i])
        far = [
            (n, s)
            for s in entry.to
            for t in over.get(s, ())
            if here.tree.left[t] == i + 1
            for n in _far(here, entry, [t])
        ]
    near = [(n, s) for s in entry.from_ if s in slots for n in here.parties(slots[s]) if not _nobody(here, n)]
    if not far and "against" in entry.to:
        # "attacks by X against Y": the preposition may hang on X.
        who = [here.mentions[n].head for n, _ in near]
        far = [(n, "against") for t in who for n in _far(here, entry, here.slots.noun(t).get("against", []))]
    for k in here.tree.children(i, "acl"):
        # "atrocities that X has committed against Y", "raids carried out by X on Y"
        if here.tree.lemma[k] in entry.over:
            told = here.slots.verb(k)
            near = near or [(n, "subj") for n in here.parties(told.get("by", told.get("subj", [])))]
            far = far or [(n, s) for s in entry.to for n in _far(here, entry, told.get(s, []))]
    verb, case = _over(here, i)
    owners = [(n, "subj") for n in _owner(here, i)] if not entry.over or here.tree.lemma[verb] in entry.over else []
    if owners and not far and near and (here.tree.lemma[verb] in entry.taker or entry.roles.get(case) == "to"):
        far = owners
    elif entry.roles.get(case) == "from" and "of" in slots:
        # "in support of": whoever does it supports.
        near, far = owners, [(n, "of") for n in here.parties(slots["of"])]
    elif not near:
        near = owners
    if entry.type in SYMMETRIC and entry.among and not far and len(owners) > 1:
        # "Peru and Chile maintain friendly ties."
        apart = [(n, "subj") for n in here.apart([n for n, _ in owners])]
        near, far = apart[:1], apart[1:]
    for a, a_slot in near:
        for b, b_slot in far:
            if here.same(a, b) or entry.to_type not in (None, here.mentions[b].type):
                continue
            # Many strikes are a fight, one is not.
            if (
                not entry.groups
                or here.tree.tag[i] == "NNS"
                or (not _single(here, i) and (here.armed(a) or here.armed(b)))
            ):
                yield Proposal(entry, a, b, i, f"tie/{a_slot}/{b_slot}")


def _single(here: Ground, i: int) -> bool:
    """Whether the noun counts one ("a raid")."""
    return any(here.tree.lower[k] in ("a", "an", "one") for k in here.tree.kids[i])


def _nobody(here: Ground, n: int) -> bool:
    """Whether the words name nobody: an adjective ("military support"), a "their" that stands for nobody known."""
    m = here.mentions[n]
    if m.form == "pronoun":
        return n not in here.entities.of and here.tree.lower[m.head] in ("their", "its", "his", "her")
    return m.form == "nominal" and here.tree.pos[m.head] == "ADJ"


def _far(here: Ground, entry: Words, tokens: list[int]) -> list[int]:
    return here.parties(here.behind(tokens) if entry.behind else tokens)


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
            if tree.dep[j] == "acl" and tree.tag[j] == "VB" and tree.head[j] in here.at:
                # "press the regime to cease its raids"
                return here.parties([tree.head[j]])
            slots = here.slots.verb(j)
            agent = slots.get("by") if here.slots.is_passive(j) else None
            return here.parties(agent or slots.get("subj") or slots.get("obj", []))
        if found := here.slots.noun(j).get("poss"):
            return here.parties(found)
    return []
