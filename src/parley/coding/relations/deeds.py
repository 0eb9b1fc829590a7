"""Coded acts that show a relation: an attack between two parties is evidence that they fight."""

from __future__ import annotations

from collections.abc import Iterator

from parley.coding.layers import Act, layer
from parley.coding.relations.ground import Ground, Proposal

_BYSTANDERS = frozenset({"CVL", "REF", "MED", "HLH", "EDU", "REL", "NGO"})
_SILENT = frozenset({"negated", "hypothetical", "future"})


def deeds(here: Ground) -> Iterator[Proposal]:
    """A proposal for every pair of sides of an act that is told as fact."""
    acts: list[Act] = layer(here.doc, "parley_acts") or []
    for act in acts:
        entry = here.words.deeds.get(act.type)
        if entry is None or not _SILENT.isdisjoint(act.status):
            continue
        sides = [(a, b) for a in act.actors for b in act.recipients]
        if entry.type == "fights" and not act.recipients:
            sides = [(a, b) for x, a in enumerate(act.actors) for b in act.actors[x + 1 :]]
        for a, b in sides:
            if _town(here, b) or (entry.type == "fights" and _no_foe(here, a, b)):
                continue
            if here.mentions[a].type in entry.from_ and here.mentions[b].type in entry.to and not here.same(a, b):
                how = f"act/{act.type}"
                if entry.groups and here.armed(a):
                    how = f"group/{act.type}"
                elif entry.declared and here.declares(act.trigger) and (entry.type != "opposes" or here.armed(b)):
                    how = f"declared/{act.type}"
                yield Proposal(entry, a, b, act.trigger, how)


def _no_foe(here: Ground, a: int, b: int) -> bool:
    """Whether nobody fights back: what was hit, and civilians, whom only armed groups make war on."""
    entity = here.entity(b)
    m = here.mentions[b]
    if m.form == "name" or entity is None:
        return False
    return m.type == "location" or (not here.armed(a) and bool(entity.sectors) and set(entity.sectors) <= _BYSTANDERS)


def _town(here: Ground, n: int) -> bool:
    """Whether the mention is of a place by name, which is where it was done rather than to whom."""
    m = here.mentions[n]
    within = (here.mentions[k] for t in range(m.start, m.end) for k in here.inside.get(t, ()))
    return m.type == "location" and any(k.form == "name" and k.type == "location" for k in within)
