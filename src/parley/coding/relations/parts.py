"""Parts of a whole beside its members by title: "acts as part of the force", "the community, including X and Y"."""

from __future__ import annotations

from collections.abc import Iterator

from parley.codebook.relations import Words
from parley.coding.relations.ground import Ground, Proposal

_PART = Words("part", "member-of", (), certain=True)
_NOUNS = frozenset({"part", "member"})
_EXAMPLES = ("including", "notably")


def parts(here: Ground) -> Iterator[Proposal]:
    """Every such part with its whole, where both are organizations or states."""
    tree = here.tree
    at, base = here.at, tree.base
    for i in [i for i in here.told if i in at or base[i] in _NOUNS]:
        if tree.base[i] in _NOUNS and tree.case(i) == "as":
            head = tree.head[i]
            who = here.slots.verb(head).get("subj", []) if here.slots.is_verbal(head) else [head]
            yield from _pairs(here, who, here.slots.noun(i).get("of", []), i, "part/as")
        elif (n := here.at.get(i)) is not None and here.mentions[n].head == i and here.mentions[n].form == "nominal":
            own = here.slots.noun(i)
            if not own:
                continue
            inside = [t for t in own.get("in", ()) if _collective(here, t) and t in here.at]
            if inside and not _collective(here, i):
                yield from _pairs(here, [i], inside, i, "part/in", form="nominal")
            for case in _EXAMPLES:
                if case in own and _collective(here, i):
                    yield from _pairs(here, own[case], [i], i, f"part/{case}")


def _collective(here: Ground, i: int) -> bool:
    """Whether the noun is one that members make up ("coalition"), as the codebook's holders have them."""
    entry = here.words.holders.get(here.tree.base[i])
    return entry is not None and entry.type == "member-of" and entry.turned


def _pairs(here: Ground, who: list[int], wholes: list[int], i: int, how: str, form: str = "name") -> Iterator[Proposal]:
    for whole in [here.at[t] for t in wholes if t in here.at]:
        for n in here.parties(who):
            m = here.mentions[n]
            body = m.type == "organization" or (m.actor is not None and m.actor.kind == "state")
            named = m.form != "nominal" or form == "nominal"
            if body and named and here.mentions[whole].type == "organization" and not here.same(n, whole):
                yield Proposal(_PART, n, whole, i, how)
