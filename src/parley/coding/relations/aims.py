"""Who means to fight whom: "their campaign to defeat X", "stands by Y to defeat X", "Y in the fight against X".

A will to fight is stated of all on the way up from the word of fighting: whose effort it is, who makes it, and whom
they help to make it. Only where the foe is known to fight: "the fight against corruption" pits nobody against others.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations

from parley.codebook.relations import Words
from parley.coding.relations.ground import Ground, Proposal

_TOGETHER = Words("one-foe", "allied-with", ())
_ANYBODY = frozenset({"DT", "NNS", "NN", "CD"})
_CHAIN = 8
_UP = frozenset({"xcomp", "advcl", "acl", "conj", "nmod", "obl", "compound", "amod", "obj", "csubj", "appos"})
_OWN = ("poss", "mod", "of", "by")
_FOR = ("for", "to", "of", "behind")
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
        sides = [
            [who for who in side if not any(here.same(who, foe) or _within(here, who, foe) for foe in foes)]
            for side in _fighters(here, i)
        ]
        fighters = list(dict.fromkeys(chain.from_iterable(sides)))
        for who in fighters:
            for foe in foes:
                yield Proposal(entry, who, foe, i, "aim")
        together = [pair for side in sides for pair in combinations(side, 2)]
        together += [(helper, who) for who in fighters for helper in _helpers(here, who) if helper not in foes]
        for a, b in dict.fromkeys(together):
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
        tokens = tokens or _next(here, i)
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
    sectors = set(entity.sectors) if entity else set()
    words = here.tree.base[m.start : m.end] if m.form == "nominal" else [here.tree.base[m.head]]
    return here.group(n) or bool(sectors & _FIGHT) or not here.words.foes.isdisjoint(words)


def _next(here: Ground, i: int) -> list[int]:
    """The head of what is named right after a verb, or after one coordinated with it, wherever the parse hangs that."""
    t = i + 1
    if t + 1 < len(here.tree) and here.tree.lower[t] == "and" and here.tree.pos[t + 1] == "VERB":
        t += 2
    return [here.mentions[n].head for n in here.inside.get(t, ()) if here.mentions[n].start == t]


def _fighters(here: Ground, i: int) -> Iterator[list[int]]:
    """Who fights, each list those who are told in one breath."""
    tree = here.tree
    j = _effort(here, i)
    for _ in range(_CHAIN):
        if here.slots.is_verbal(j):
            slots = here.slots.verb(j)
            helped = _helped(here, j) if j != i else []
            yield _stand(here, helped)
            if helped and tree.case(i) not in ("", "to"):
                # "supports X in the fight": it is X that fights.
                return
            yield _stand(here, slots.get("by" if here.slots.is_passive(j) else "subj", []))
        else:
            own = here.slots.noun(j)
            if any(tree.tag[t] == "PRP$" for t in own.get("poss", ())):
                # "the people in their fight": whom the phrase hangs on.
                yield _stand(here, _over(here, j))
                return
            helped = _helped(here, j) if j != i else []
            whose = [t for s in _OWN for t in own.get(s, ())]
            owners = _stand(here, helped or whose)
            if not owners and any(tree.base[t] in here.words.holders and tree.pos[t] == "NOUN" for t in whose):
                # Whose it is is said by a word for no party in particular.
                return
            if j in here.at and j != i:
                owners += _stand(here, [j])
                yield _stand(here, _members(here, j))
            yield owners
            if owners:
                # Whose fight it is is said; who helps or hails it does not fight.
                return
        dep = tree.dep[j]
        if tree.plain[j] == "advcl" and tree.child(j, "nsubj", "nsubj:pass") is not None:
            # "as they confront X": a clause with a subject of its own.
            return
        if tree.head[j] == j or tree.plain[j] not in _UP or dep == "acl:relcl":
            return
        j = tree.head[j]


def _members(here: Ground, j: int) -> list[int]:
    """Who acts as part of what the noun at j names ("works as part of the coalition")."""
    tree = here.tree
    part = tree.head[j]
    if tree.base[part] != "part" or tree.case(part) != "as":
        return []
    return (
        here.slots.verb(tree.head[part]).get("subj", []) if here.slots.is_verbal(tree.head[part]) else [tree.head[part]]
    )


def _effort(here: Ground, i: int) -> int:
    """The noun with "their" just before an infinitive, wherever the parse hangs that ("their campaign to defeat X")."""
    tree = here.tree
    infinitive = i > 1 and tree.tag[i] == "VB" and tree.lower[i - 1] == "to" and tree.pos[i - 2] == "NOUN"
    return i - 2 if infinitive and any(tree.tag[k] == "PRP$" for k in tree.kids[i - 2]) else i


def _helped(here: Ground, j: int) -> list[int]:
    """Tokens of whom a verb or a noun of help is for ("stands by X", "renews its support for X", "backing of X")."""
    tree = here.tree
    if not here.slots.is_verbal(j):
        own = here.slots.noun(j) if tree.base[j] in here.words.helping else {}
        return [t for s in _FOR for t in own.get(s, ())]
    slots = here.slots.verb(j)
    if tree.base[j] in here.words.helping:
        beside = [k for k in tree.kids[j] if tree.case(k) == "by" and tree.dep[k] == "obl"]
        return [t for s in ("obj", "with", "behind") for t in slots.get(s, ())] + beside
    return [t for k in slots.get("obj", ()) if not here.slots.is_verbal(k) for t in _helped(here, k)]


def _helpers(here: Ground, who: int) -> list[int]:
    """Who is said to help a party: the subject of the verb of help that it hangs on, whose help it is."""
    tree = here.tree
    token = here.mentions[who].head
    while tree.dep[token] == "conj" and tree.base[token] not in here.words.helping:
        token = tree.head[token]
    # A coordinated one may hang on the help itself.
    mixed = tree.base[token] in here.words.helping and tree.pos[token] == "NOUN"
    j = token if mixed else tree.head[token]
    if not mixed and (tree.base[j] not in here.words.helping or token not in _helped(here, j)):
        return []
    if here.slots.is_verbal(j):
        slots = here.slots.verb(j)
        return _stand(here, slots.get("by" if here.slots.is_passive(j) else "subj", []))
    own = _stand(here, [t for s in ("poss", "mod", "by", "from") for t in here.slots.noun(j).get(s, ())])
    over = next((k for k in tree.ancestors(j) if here.slots.is_verbal(k)), None)
    if own or over is None:
        return [here.named(n) for n in own]
    return _stand(here, here.slots.verb(over).get("subj", []))


def _over(here: Ground, noun: int) -> list[int]:
    """The phrase that a noun with "their" hangs on, all that are coordinated in it, else the subject of its clause."""
    tree = here.tree
    j = tree.head[noun]
    if here.slots.is_verbal(j):
        slots = here.slots.verb(j)
        return slots.get("obj") or slots.get("subj", [])
    while tree.dep[j] == "conj":
        j = tree.head[j]
    return [j, *_helped(here, j)] if tree.base[j] in here.words.helping else [j]


def _stand(here: Ground, tokens: list[int]) -> list[int]:
    """The parties of the tokens that may fight: organizations, peoples, and "we"."""
    out = []
    for n in here.parties(tokens):
        m = here.mentions[n]
        if m.form == "pronoun" and here.tree.tag[m.head] in _ANYBODY:
            continue
        state = m.actor is not None and m.actor.kind == "state"
        if m.type in ("organization", "nationality") or state:
            out.append(n)
    return out


def _within(here: Ground, a: int, b: int) -> bool:
    x, y = here.mentions[a], here.mentions[b]
    return x.start < y.end and y.start < x.end
