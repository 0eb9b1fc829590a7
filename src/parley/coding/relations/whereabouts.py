"""Where a party is: "civilians in Madaya", "Tikrit, Iraq", "the Baghdad-based channel"."""

from __future__ import annotations

from collections.abc import Iterator

from parley.codebook.relations import Words
from parley.coding.relations.ground import Ground, Proposal

_PLACE = Words("place", "located-in", ())
_DASHES = frozenset({"-", "–", "‑"})


def whereabouts(here: Ground) -> Iterator[Proposal]:
    """Every mention with the place that its own words, or the verb of staying over it, give."""
    tree, words = here.tree, here.words.places
    prepositions, modifiers, verbs = words["prepositions"], words["modifiers"], words["verbs"]
    at, cued, kids = here.at, set(here.cued), tree.kids
    for i in [i for i in here.told if i in at or i in cued]:
        n = at.get(i)
        # A place hangs on what it is the place of.
        if n is not None and kids[i] and here.mentions[n].head == i:
            slots = here.slots.noun(i)
            for slot in sorted(prepositions.intersection(slots)) if slots else ():
                yield from _pairs(here, [n], slots[slot], i, slot)
            if _is_place(here, n):
                yield from _pairs(here, [n], tree.children(i, "appos"), i, "comma")
        if i not in cued:
            continue
        if tree.base[i] in verbs and here.slots.is_verbal(i):
            slots = here.slots.verb(i)
            who = here.parties(slots.get("obj") or slots.get("subj", []))
            for slot in sorted(prepositions.intersection(slots)):
                yield from _pairs(here, who, slots[slot], i, tree.base[i])
        if tree.lower[i] in modifiers and i > 1 and tree.words[i - 1] in _DASHES:
            noun = next((here.at[j] for j in tree.ancestors(i) if j in here.at), None)
            if noun is not None:
                yield from _pairs(here, [noun], [i - 2], i, tree.lower[i])


def _pairs(here: Ground, who: list[int], where: list[int], trigger: int, how: str) -> Iterator[Proposal]:
    for place in here.parties(where):
        for n in who:
            if _is_place(here, place) and not here.same(n, place) and not _is_state(here, n):
                yield Proposal(_PLACE, n, place, trigger, how)


def _is_state(here: Ground, n: int) -> bool:
    """A state that acts somewhere ("Colombia signs in Havana") is not located there."""
    m = here.mentions[n]
    return m.type != "location" and m.actor is not None and m.actor.kind == "state"


def _is_place(here: Ground, n: int) -> bool:
    m = here.mentions[n]
    return m.type == "location" or (m.actor is not None and m.actor.type == "location" and m.type != "nationality")
