"""Words that depend on who bears them: titles, appositions, predicate nouns ("Syrian President X", "X, an envoy")."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from parley.codebook.relations import Words
from parley.coding.relations.ground import Ground, Proposal
from parley.language.tree import NOMINAL

# Between what a title belongs to and the title ("Iraq's outgoing prime minister").
_PREMODIFIERS = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "PART", "PUNCT", "ADV", "DET"})
_REACH = 5
# What a title phrase is made of up to the comma before a name ("Georgia's ambassador to Turkey, X").
_INSIDE = frozenset({"ADP", "DET", "PROPN", "NOUN", "ADJ", "PART"})
_MARKS = frozenset({",", "(", "-", "--"})
_LONG = 14
# Relations that groups and states have as people do.
_BETWEEN_GROUPS = frozenset({"allied-with", "opposes", "supports", "arms", "mediates"})
# What a name may hang on a title by, or the title on it.
_BESIDE = frozenset({"appos", "flat", "parataxis", "conj", "acl"})
_ORGANS = frozenset({"army", "navy", "police"})
_JOINED = frozenset({"appos", "compound", "flat", "nmod", "nmod:desc"})
_BREAKS = frozenset({",", "(", ")", ":", ";", "--", '"'})
_POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
# First tokens of names after a mark, in order, and where names before one end.
Apart = tuple[list[int], set[int]]
# Slots in which several are listed ("the presidents of A, B and C").
_LISTED = frozenset({"of", "from", "name of"})


def titles(here: Ground) -> Iterator[Proposal]:
    """Every holder word with whoever bears it and whatever it may belong to."""
    shared: dict[int, list[int]] = {}
    apart = _apart(here)
    for start, i, entry in _phrases(here):
        for bearer, joined in _bearers(here, start, i, entry, apart):
            targets = [t for t in _targets(here, start, i, bearer, entry) if _fits(here, i, bearer, *t, entry)]
            if targets:
                shared[here.mentions[bearer].head] = [n for n, _ in targets]
            else:
                found = _shared(here, bearer, shared)
                targets = [(n, "shared") for n in found if _fits(here, i, bearer, n, "shared", entry)]
            for target, slot in targets or [(n, "country") for n in _countrymen(here, start, bearer)]:
                ends = (target, bearer) if entry.turned else (bearer, target)
                yield Proposal(entry, *ends, i, f"{joined}/{slot}")
                if entry.also is not None:
                    yield Proposal(entry.also, *ends, i, f"{joined}/{slot}")


def _fits(here: Ground, i: int, bearer: int, target: int, slot: str, entry: Words) -> bool:
    """Whether the target can be the other end: no part of the bearer's own name, and nobody's leader is a person."""
    a, b = here.mentions[bearer], here.mentions[target]
    if here.same(bearer, target):
        return False
    if entry.turned and entry.type == "leads":
        return b.type == "person" and a.type == "organization"
    if b.type == "person" and entry.type in ("leads", "member-of") and b.form == "name":
        return False
    if entry.type == "leads" and b.actor is not None and b.actor.kind == "state" and _of_organ(here, i):
        return False
    if entry.type in ("leads", "member-of") and _abroad(here, bearer, target):
        return False
    sent = entry.type == "represents" and here.tree.base[i] == "ambassador" and here.country(bearer) is not None
    if sent and slot != "poss" and b.actor is not None and b.actor.kind == "igo":
        # "Russia's U.N. ambassador" is Russia's.
        return False
    if slot == "for" and b.type == "location" and entry.type == "member-of":
        # A minister for a region is no part of it.
        return False
    # Part of the bearer's own name is nobody else.
    return not (a.form == "name" and a.start <= b.start and b.end <= a.end and b.type == "person")


def _of_organ(here: Ground, i: int) -> bool:
    """ "Uganda's army chief" leads its army: the word before the title says what of a state is led."""
    return i > 0 and here.tree.base[i - 1] in _ORGANS


def _abroad(here: Ground, bearer: int, target: int) -> bool:
    """Whether the target is another state than the bearer's, or one that fights his, as far as both are known."""
    b, own, other = here.mentions[target], here.entity(bearer), here.entity(target)
    if own is None or other is None or not own.country or not other.country:
        return False
    if b.actor is not None and b.actor.kind == "state":
        return own.country != other.country
    forces, group = set(own.sectors) & {"MIL", "COP", "GOV"}, set(other.sectors) & {"REB", "UAF"}
    return bool(forces and group and b.form == "name" and here.mentions[bearer].form == "nominal")


def _phrases(here: Ground) -> Iterator[tuple[int, int, Words]]:
    """(first token, head token, entry) of each holder phrase, the longest that starts at a token."""
    tree, holders, openings = here.tree, here.words.holders, here.words.openings
    lower, base = tree.lower, tree.base
    done = -1
    for i in here.cued:
        if lower[i] not in openings and base[i] not in openings:
            continue
        if i < done or (tree.pos[i] not in NOMINAL and tree.pos[i] != "ADJ"):
            continue
        longest = min(here.words.longest + 1, openings.get(lower[i], 1), tree.sents[tree.sent[i]][1] - i)
        for length in range(longest, 0, -1):
            last = i + length - 1
            words = [*lower[i:last], base[last]]
            entry = holders.get(" ".join(words).replace(" - ", "-"))
            if entry is None and length == 1:
                entry = holders.get(tree.lower[i])
            if entry is not None and (length > 1 or tree.pos[last] in NOMINAL or tree.words[last][:1].isupper()):
                head = next((t for t in range(i, last + 1) if not i <= tree.head[t] <= last or tree.head[t] == t), last)
                yield i, head, entry
                done = last + 1
                break


def _apart(here: Ground) -> Apart:
    """Where names stand after or before a mark."""
    lower, last = here.tree.lower, len(here.tree) - 1
    names = [m for m in here.mentions if m.form == "name"]
    after = {m.start for m in names if m.start and lower[m.start - 1] in _MARKS}
    return sorted(after), {m.end for m in names if m.end <= last and lower[m.end] in _MARKS}


def _bearers(here: Ground, start: int, i: int, entry: Words, apart: Apart) -> list[tuple[int, str]]:
    """Whom the words stand for, and how: the name they title, a subject, an apposition, or the words themselves."""
    tree = here.tree
    for n in here.inside.get(i, ()):
        m = here.mentions[n]
        if m.form == "name" and m.type in ("person", "organization") and m.end > i + 1 and m.start <= start:
            others = [o for o in here.parties([m.head]) if o != n and here.mentions[o].form == "name"]
            plural = tree.tag[i] in ("NNS", "NNPS")
            return [(n, "title"), *((o, "title") for o in others if plural)]
    out: list[tuple[int, str]] = []
    if tree.kids[i] and i in tree.over("cop"):
        subject = here.slots.verb(i).get("subj") or [k for k in tree.kids[i] if tree.dep[k] == "nsubj"]
        out += [(n, "copula") for n in here.parties(subject)]
    head = tree.head[i]
    if not out and tree.lemma[head] in here.words.naming and tree.dep[i] in ("obl", "xcomp", "obj", "advcl"):
        slots = here.slots.verb(head)
        for slot in ("obj", "subj"):
            named = [t for t in slots.get(slot, ()) if t != i]
            out = [(n, "named") for n in here.parties(named)]
            if out:
                break
    if not out:
        near = _near(here, i, head) if tree.kids[i] or tree.dep[i] in _JOINED else ()
        for k in near:
            for n in here.parties([k]):
                if here.mentions[n].form == "name" and here.mentions[n].type in ("person", "organization"):
                    out.append((n, "apposition"))
    if not out and (beside := _beside(here, i, entry, apart)) is not None:
        out.append((beside, "beside"))
    if not out:
        own = here.at.get(i)
        if own is not None:
            out.append((own, "itself"))
    return out


def _near(here: Ground, i: int, head: int) -> list[int]:
    """The tokens that stand for the same as the noun at i, as far as the parse tells."""
    tree, kids, plain = here.tree, here.tree.kids[i], here.tree.plain
    near: list[int] = []
    if not _BESIDE.isdisjoint([plain[k] for k in kids]):
        near += [k for k in kids if plain[k] in ("appos", "flat")]
        near += [k for k in kids if plain[k] == "parataxis" and tree.pos[k] == "PROPN"]
        # A name after a comma, without "and", is no second party, whatever the parse says.
        near += [
            k
            for k in kids
            if tree.dep[k] == "conj" and tree.pos[k] == "PROPN" and tree.tag[i] == "NN" and _set_off(here, k)
        ]
        called = [k for k in kids if plain[k] == "acl" and tree.lower[k] in here.words.calling]
        near += [t for k in called for t in tree.children(k, "xcomp", "obj", "obl")]
    if tree.dep[i] in _JOINED and tree.pos[head] in ("PROPN", "NOUN") and not tree.case(i):
        near.append(head)
    return near


def _set_off(here: Ground, k: int) -> bool:
    """Whether what stands at k comes after a comma, and nothing coordinates it."""
    tree = here.tree
    return tree.child(k, "cc") is None and tree.lower[max(0, tree.left[k] - 1)] == ","


def _beside(here: Ground, i: int, entry: Words, apart: Apart) -> int | None:
    """Who is named just before or after a title phrase, a comma or bracket between, whatever the parse says."""
    kinds = ("person", "organization", "location") if entry.type in _BETWEEN_GROUPS else ("person",)
    tree, own = here.tree, here.entities.at.get(i)
    if own is not None and here.mentions[own].plural:
        return None
    # "Kenya's envoy Juma Okello": the name may be a mention of its own.
    for n in here.inside.get(i + 1, ()):
        m = here.mentions[n]
        if m.start == i + 1 and m.form == "name" and m.type == "person":
            return n
    start = i if own is None else here.mentions[own].start
    after, before = apart
    next_name = bisect_left(after, i + 2)
    if start - 1 not in before and (next_name == len(after) or after[next_name] > i + _LONG + 1):
        return None
    end = i + 1
    while end < len(tree) and end - i < _LONG and tree.pos[end] in _INSIDE and tree.sent[end] == tree.sent[i]:
        end += 1
    if end + 1 < len(tree) and tree.lower[end] in _MARKS:
        for n in here.inside.get(end + 1, ()):
            m = here.mentions[n]
            if m.start == end + 1 and m.form == "name" and m.type in kinds:
                return n
    if start > 1 and tree.lower[start - 1] in _MARKS and (end >= len(tree) or tree.pos[end] == "PUNCT"):
        for n in here.inside.get(start - 2, ()):
            m = here.mentions[n]
            if m.end == start - 1 and m.form == "name" and m.type in kinds:
                return n
    return None


def _targets(here: Ground, start: int, i: int, bearer: int, entry: Words) -> list[tuple[int, str]]:
    """What the bearer leads, belongs to or stands for, with the slot that says so; nearest construction first."""
    tree, m = here.tree, here.mentions[bearer]
    found: dict[int, str] = {}

    def add(tokens: Iterable[int], slot: str) -> None:
        for n in here.parties(tokens):
            for other in here.listed(n) if slot in _LISTED else (n,):
                if other != bearer:
                    found.setdefault(other, slot)

    noun = here.slots.noun
    heads = [i] if m.head == i or not m.start <= i < m.end else [i, m.head]
    bare = m.end <= i + 1 and not noun(i) and (m.head == i or not noun(m.head))
    if bare and (not start or tree.pos[start - 1] not in _PREMODIFIERS or tree.lower[start - 1] in _BREAKS):
        # Nothing hangs on it, and nothing that could stands before it.
        return []
    for head in heads:
        for slot, tokens in noun(head).items():
            if slot in entry.to and (slot in ("poss", "mod") or head == i or head < i):
                add(tokens, slot)
    # Names within the phrase after a preposition, wherever the parse hangs them.
    for n in here.by_sentence.get(tree.sent[i], ()) if m.end > i + 1 else ():
        o = here.mentions[n]
        if i < o.start <= i + _REACH and o.end <= m.end and n != bearer and n not in found:
            before = tree.lower[o.start - 1]
            if before in entry.to and all(tree.pos[t] in _INSIDE for t in range(i + 1, o.start)):
                add([o.head], before)
    if "mod" in entry.to:
        # What stands before the title in the same phrase, wherever the parse hangs it.
        low = tree.sents[tree.sent[i]][0]
        for t in range(start - 1, max(low, start - _REACH) - 1, -1):
            if tree.pos[t] not in _PREMODIFIERS or tree.lower[t] in _BREAKS:
                break
            possessive = tree.lower[t] in _POSSESSIVES
            owner = t - 1 if possessive and t > low else t
            if here.may_name(owner):
                add([owner], "poss" if possessive else "before")
    if m.head != i and (m.end <= i or m.start <= i < m.end):
        # "the leader of the front, X": the preposition may hang on the name.
        own = noun(m.head)
        for slot in ("of", "for", "from"):
            if slot in entry.to and slot in own:
                add(own[slot], f"name {slot}")
    return list(found.items())


def _shared(here: Ground, bearer: int, told: dict[int, list[int]]) -> list[int]:
    """Coordinated titles share what stands before the first ("Pakistani President X and Prime Minister Y")."""
    head = here.mentions[bearer].head
    if here.tree.dep[head] == "conj":
        return told.get(here.tree.head[head], [])
    return []


def _countrymen(here: Ground, start: int, bearer: int) -> list[int]:
    """The nearest mention of the bearer's country in the sentence, of any country where his is not known."""
    country = here.country(bearer)
    near = []
    for n in here.by_sentence.get(here.tree.sent[start], ()):
        m = here.mentions[n]
        if m.actor is None or m.actor.kind not in ("state", "people") or here.same(n, bearer):
            continue
        if country is None or m.country == country:
            near.append(n)
    return sorted(near, key=lambda n: abs(here.mentions[n].head - start))[:1]
