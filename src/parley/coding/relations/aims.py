"""Who means to fight whom: "their campaign to defeat X", "stands by Y to defeat X", "Y in the fight against X".

A will to fight is stated of all on the way up from the word of fighting: whose effort it is, who makes it, and whom
they help to make it. Only where the foe is known to fight: "the fight against corruption" pits nobody against others.
"""

from __future__ import annotations

from collections.abc import Iterator

from parley.codebook.relations import Words
from parley.coding.relations.ground import Ground, Proposal

_TOGETHER = Words("one-foe", "allied-with", ())
_CHAIN = 8
_UP = frozenset({"xcomp", "advcl", "acl", "conj", "nmod", "obl", "compound", "amod", "obj", "csubj", "appos"})
_OWN = ("poss", "mod", "of", "by")
_FIGHT = frozenset({"REB", "UAF", "INS", "SEP", "RAD", "CRM"})


def aims(here: Ground) -> Iterator[Proposal]:
    """Every word of fighting with its foe and all who fight."""
    verbs, ties, base = here.words.verbs, here.words.ties, here.tree.base
    for i in here.cued:
        if base[i] not in verbs and base[i] not in ties:
            continue
        entry, foes = _foes(here, i)
        if entry is None or not foes:
            continue
        fighters = [
            who
            for who in dict.fromkeys(_fighters(here, i))
            if not any(here.same(who, foe) or _within(here, who, foe) for foe in foes)
        ]
        for who in fighters:
            for foe in foes:
                yield Proposal(entry, who, foe, i, "aim")
        # Who are told in one breath to fight one foe stand together.
        for x, a in enumerate(fighters):
            for b in fighters[x + 1 :]:
                if not here.same(a, b) and not _within(here, a, b):
                    yield Proposal(_TOGETHER, a, b, i, "aim")


def _foes(here: Ground, i: int) -> tuple[Words | None, list[int]]:
    """The entry that the word at i belongs to, and the armed foes that its clause or phrase names."""
    tree, words = here.tree, here.words
    lemma = tree.base[i]
    if tree.pos[i] == "VERB":
        entry = next((e for others, e in words.verbs.get(lemma, ()) if e.intent and e.aim and not others), None)
        if entry is None or here.slots.is_passive(i):
            return None, []
        slots = here.slots.verb(i)
        tokens = [t for s in entry.to for t in slots.get(s, ())]
        tokens += [t for k in tree.children(i, "conj") if "obj" not in slots for t in here.slots.verb(k).get("obj", ())]
    elif tree.pos[i] == "NOUN" and (entry := words.ties.get(lemma)) is not None and entry.aim:
        slots = here.slots.noun(i)
        tokens = [t for s in entry.to for t in slots.get(s, ())]
    else:
        return None, []
    # "the scourge of X", "X's ideology": who is behind the thing fought.
    heads = [t for k in tokens for t in (k, *here.slots.noun(k).get("of", ()), *here.slots.noun(k).get("poss", ()))]
    return entry, [n for n in here.parties(heads) if _fights(here, n)]


def _fights(here: Ground, n: int) -> bool:
    m, entity = here.mentions[n], here.entity(n)
    if m.actor is not None and m.actor.kind == "group":
        return True
    sectors = set(entity.sectors) if entity else set()
    return bool(sectors & _FIGHT) or here.tree.base[m.head] in here.words.foes


def _fighters(here: Ground, i: int) -> Iterator[int]:
    tree = here.tree
    j = i
    for _ in range(_CHAIN):
        if here.slots.is_verbal(j):
            slots = here.slots.verb(j)
            helps = j != i and tree.base[j] in here.words.helping
            if helps:
                yield from _stand(here, [t for s in ("obj", "by", "with", "behind") for t in slots.get(s, ())])
            if not helps or not tree.case(i):
                yield from _stand(here, slots.get("by" if here.slots.is_passive(j) else "subj", []))
        else:
            own = here.slots.noun(j)
            if any(tree.tag[t] == "PRP$" for t in own.get("poss", ())):
                # "the people in their fight": whom the phrase hangs on.
                yield from _stand(here, _over(here, j))
                return
            owners = list(_stand(here, [t for s in _OWN for t in own.get(s, ())]))
            if j in here.at and j != i:
                owners += _stand(here, [j])
            yield from owners
            if owners:
                # Whose fight it is is said; who helps or hails it does not fight.
                return
        dep = tree.dep[j]
        if tree.head[j] == j or tree.plain[j] not in _UP or dep == "acl:relcl":
            return
        j = tree.head[j]


def _over(here: Ground, noun: int) -> list[int]:
    """The phrase that a noun with "their" hangs on, all that are coordinated in it, else the subject of its clause."""
    tree = here.tree
    j = tree.head[noun]
    if here.slots.is_verbal(j):
        slots = here.slots.verb(j)
        return slots.get("obj") or slots.get("subj", [])
    while tree.dep[j] == "conj":
        j = tree.head[j]
    return [j]


def _stand(here: Ground, tokens: list[int]) -> Iterator[int]:
    """The parties of the tokens that may fight: organizations, peoples, and "we"."""
    for n in here.parties(tokens):
        m = here.mentions[n]
        state = m.actor is not None and m.actor.kind == "state"
        if m.type in ("organization", "nationality") or state:
            yield n


def _within(here: Ground, a: int, b: int) -> bool:
    x, y = here.mentions[a], here.mentions[b]
    return x.start < y.end and y.start < x.end
