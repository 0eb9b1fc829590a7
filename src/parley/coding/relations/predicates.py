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
    near: set[str] | None = None
    slots = here.slots.verb(i)
    objects = {tree.base[k] for k in slots.get("obj", ())}
    for others, entry in here.words.verbs[tree.base[i]]:
        if others and near is None:
            beside = [j for k in tree.kids[i] for j in (k, *tree.kids[k])]
            near = {tree.base[j] for j in beside} | {tree.lower[j] for j in beside}
        if (near is not None and not near.issuperset(others)) or (entry.when_obj and not objects & entry.when_obj):
            continue
        if (objects & entry.unless_obj).difference(others) or not entry.unless_to.isdisjoint(slots):
            return
        found = list(_ends(here, i, entry, _with_phrase(here, i, entry, others, slots)))
        yield from found
        if not entry.besides and (found or entry.to_type is None):
            return


def _with_phrase(here: Ground, i: int, entry: Words, others: tuple[str, ...], slots: Slots) -> Slots:
    """The slots of a verb and of the words that make a phrase of it ("stand shoulder to shoulder with")."""
    if not others:
        return slots
    tree = here.tree
    # "joined forces with": words of the phrase are no end.
    ends = {*entry.from_, *entry.to}
    out = {s: [t for t in tokens if s not in ends or tree.base[t] not in others] for s, tokens in slots.items()}
    for k in tree.kids[i]:
        if tree.case(k) in others and tree.case(k) in entry.to:
            out[tree.case(k)] = [k]
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
    elif passive and (who := _just_before(here, i)) is not None:
        slots = {**slots, "obj": [who]}
    elif not passive and (owner := _owner(here, i)):
        slots = {**slots, "subj": owner}
    sources = {s: list(slots[s]) for s in entry.from_ if s in slots and (s != "by" or passive)}
    targets = {s: _past(here, entry, slots[s]) for s in entry.to if s in slots and (s != "by" or not passive)}
    targets = {s: _told_of(here, tokens) for s, tokens in targets.items()}
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
    if entry.behind:
        targets = {s: here.behind(tokens) for s, tokens in targets.items()}
    if entry.type in SYMMETRIC and not entry.groups and not any(here.parties(ends) for ends in targets.values()):
        yield from _each_other(here, i, entry, slots)
    for a_slot, starts in sources.items():
        for b_slot, ends in targets.items():
            if a_slot == b_slot:
                continue
            for a in here.parties(starts):
                for b in here.parties([t for t in ends if t not in starts]):
                    if entry.declared and not here.declares(i):
                        continue
                    if entry.groups and not (here.armed(a) or here.armed(b)):
                        continue
                    if entry.to_type in (None, here.mentions[b].type) and not here.same(a, b):
                        stated = entry.armed if entry.armed and here.group(b) else entry
                        yield Proposal(stated, a, b, i, f"{'passive' if passive else 'verb'}/{a_slot}/{b_slot}")


def _antecedent(here: Ground, i: int) -> int | None:
    """Whom a "who" stands for where the parse hangs its clause on no party or far away: the party named just before."""
    tree = here.tree
    if tree.dep[i] != "acl:relcl":
        return None
    who = next((k for k in tree.kids[i] if tree.lower[k] == "who" and tree.dep[k] in ("nsubj", "nsubj:pass")), None)
    if who is None:
        return None
    if tree.head[i] in here.at and who - tree.head[i] <= _NEAR:
        return None
    before = who - 1
    while before > tree.head[i] and tree.pos[before] == "PUNCT":
        before -= 1
    ending = [here.mentions[n] for n in here.inside.get(before, ()) if here.mentions[n].end == before + 1]
    people = [m for m in ending if m.type in ("person", "organization")]
    return min(people, key=lambda m: m.start).head if people else None


def _just_before(here: Ground, i: int) -> int | None:
    """The party named just before a participle with its agent, whatever the parse hangs that on ("X, led by Y")."""
    tree = here.tree
    if tree.tag[i] != "VBN" or i + 1 >= len(tree) or tree.lower[i + 1] != "by" or tree.child(i, "aux", "aux:pass"):
        return None
    end = i - 1 if i and tree.lower[i - 1] == "," else i
    ending = [
        m for m in (here.mentions[n] for n in here.inside.get(end - 1, ())) if m.end == end and m.type != "location"
    ]
    return min(ending, key=lambda m: m.start).head if ending else None


def _owner(here: Ground, i: int) -> list[int]:
    """Whose the effort is that an infinitive hangs on ("Danish efforts to help the refugees")."""
    tree = here.tree
    if tree.dep[i] != "acl" or tree.tag[i] != "VB" or tree.head[i] in here.at:
        return []
    noun = here.slots.noun(tree.head[i])
    return next((noun[s] for s in ("poss", "by", "of", "mod") if here.parties(noun.get(s, ()))), [])


def _each_other(here: Ground, i: int, entry: Words, slots: Slots) -> Iterator[Proposal]:
    """Those who stand together as the subject of what is mutual ("A and B are at war", "fight each other")."""
    sides = here.apart(here.parties(slots.get("subj", ())))
    # Of three that "are fighting" nobody knows who fights whom.
    if len(sides) == 2 and not here.same(sides[0], sides[1]):
        yield Proposal(entry, sides[0], sides[1], i, "verb/subj/each other")


def _told_of(here: Ground, tokens: list[int]) -> list[int]:
    """The tokens, a predicate noun as its subject: "Konna is the largest town held by X" tells of Konna."""
    tree = here.tree
    return [subject if t in tree.over("cop") and (subject := tree.child(t, "nsubj")) in here.at else t for t in tokens]


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
