"""Verbs and adjectives that state a relation of their subject and objects ("has long backed", "loyal to")."""

from __future__ import annotations

from collections.abc import Iterator

from parley.codebook.acts import PREPOSITIONS
from parley.codebook.relations import SYMMETRIC, Words
from parley.coding.acts.slots import Slots
from parley.coding.relations.ground import Ground, Proposal

# How many tokens before a "who" its antecedent's head is to be trusted.
_NEAR = 7


def predicates(here: Ground) -> Iterator[Proposal]:
    """Every relation verb and adjective with its parties."""
    tree, words = here.tree, here.words
    copular = tree.over("cop")
    for i in here.cued:
        if tree.base[i] in words.verbs and (tree.pos[i] in ("VERB", "AUX", "ADJ") or i in copular):
            yield from _verb(here, i)
        if tree.lower[i] in words.adjectives and tree.pos[i] in ("ADJ", "VERB"):
            yield from _adjective(here, i, words.adjectives[tree.lower[i]])


def _verb(here: Ground, i: int) -> Iterator[Proposal]:
    tree = here.tree
    beside = [j for k in tree.kids[i] for j in (k, *tree.kids[k])]
    near = {tree.base[j] for j in beside} | {tree.lower[j] for j in beside}
    slots = here.slots.verb(i)
    objects = {tree.base[k] for k in slots.get("obj", ())}
    for others, entry in here.words.verbs[tree.base[i]]:
        if not near.issuperset(others) or (entry.when_obj and not objects & entry.when_obj):
            continue
        if (objects & entry.unless_obj).difference(others) or not entry.unless_to.isdisjoint(slots):
            return
        found = list(_ends(here, i, entry, _with_phrase(here, i, entry, others, slots)))
        yield from found
        if found or entry.to_type is None:
            return


def _with_phrase(here: Ground, i: int, entry: Words, others: tuple[str, ...], slots: Slots) -> Slots:
    """The slots of a verb and of the words that make a phrase of it ("stand shoulder to shoulder with")."""
    if not others:
        return slots
    out = dict(slots)
    tree = here.tree
    for k in (k for j in tree.kids[i] for k in (j, *tree.kids[j])):
        if tree.base[k] in others:
            for slot, tokens in here.slots.noun(k).items():
                if slot in entry.to and slot not in slots:
                    out[slot] = tokens
    return out


def _ends(here: Ground, i: int, entry: Words, slots: Slots) -> Iterator[Proposal]:
    passive = here.slots.is_passive(i)
    # In a passive "by" is who does it; in an active clause it is no end at all.
    if (who := _antecedent(here, i)) is not None:
        slots = {**slots, "obj" if passive and "obj" in slots else "subj": [who]}
    sources = {s: list(slots[s]) for s in entry.from_ if s in slots and (s != "by" or passive)}
    targets = {s: _past(here, entry, slots[s]) for s in entry.to if s in slots and (s != "by" or not passive)}
    if passive and "obj" in targets and "by" not in sources:
        sources |= {"with": slots["with"]} if entry.type == "allied-with" and "with" in slots else {}
    if not passive:
        # "received weapons from Libya", "brokered a truce between": the preposition may hang on the object.
        for k in slots.get("obj", ()):
            noun = here.slots.noun(k)
            for slot in sorted(PREPOSITIONS.intersection(noun)):
                if slot in entry.from_ and slot not in slots:
                    sources.setdefault(slot, []).extend(noun[slot])
                if slot in entry.to and slot not in slots:
                    targets.setdefault(slot, []).extend(noun[slot])
    if entry.type in SYMMETRIC and not any(here.parties(ends) for ends in targets.values()):
        yield from _each_other(here, i, entry, slots)
    for a_slot, starts in sources.items():
        for b_slot, ends in targets.items():
            if a_slot == b_slot:
                continue
            for a in here.parties(starts):
                for b in here.parties([t for t in ends if t not in starts]):
                    if entry.to_type in (None, here.mentions[b].type) and not here.same(a, b):
                        yield Proposal(entry, a, b, i, f"{'passive' if passive else 'verb'}/{a_slot}/{b_slot}")


def _antecedent(here: Ground, i: int) -> int | None:
    """Whom a "who" stands for where the parse hangs its clause on no party or far away: the party named just before."""
    tree = here.tree
    who = next((k for k in tree.kids[i] if tree.lower[k] == "who" and tree.dep[k] in ("nsubj", "nsubj:pass")), None)
    if tree.dep[i] != "acl:relcl" or who is None:
        return None
    if tree.head[i] in here.at and who - tree.head[i] <= _NEAR:
        return None
    before = who - 1
    while before > tree.head[i] and tree.pos[before] == "PUNCT":
        before -= 1
    ending = [here.mentions[n] for n in here.inside.get(before, ()) if here.mentions[n].end == before + 1]
    people = [m for m in ending if m.type in ("person", "organization")]
    return min(people, key=lambda m: m.start).head if people else None


def _each_other(here: Ground, i: int, entry: Words, slots: Slots) -> Iterator[Proposal]:
    """Those who stand together as the subject of what is mutual ("A and B are at war", "fight each other")."""
    sides = here.parties(slots.get("subj", ()))
    for x, a in enumerate(sides):
        for b in sides[x + 1 :]:
            if not here.same(a, b):
                yield Proposal(entry, a, b, i, "verb/subj/each other")


def _past(here: Ground, entry: Words, tokens: list[int]) -> list[int]:
    """The tokens without things that are no party ("sells missiles")."""
    return [t for t in tokens if here.tree.base[t] not in entry.things]


def _adjective(here: Ground, i: int, entry: Words) -> Iterator[Proposal]:
    tree = here.tree
    slots = here.slots.verb(i)
    ends = [t for s in entry.to for t in slots.get(s, ())]
    starts = slots.get("subj") or slots.get("obj") or []
    if not starts and tree.head[i] != i and tree.dep[i] in ("amod", "acl", "acl:relcl"):
        starts = [tree.head[i]]
    for a in here.parties(starts):
        for b in here.parties(ends):
            if not here.same(a, b):
                yield Proposal(entry, a, b, i, f"adjective/{tree.lower[i]}")
