"""What the decider weighs of a claimed relation, in parts that name what holds in words that a person can read."""

from __future__ import annotations

from collections.abc import Iterable

from parley.coding.acts.features import Ways
from parley.coding.acts.status import modal, status_of
from parley.coding.layers import Mention
from parley.coding.linear import Part
from parley.coding.relations.ground import Claim, Ground
from parley.coding.relations.standing import said

_WORDS = 3


def of_claim(here: Ground, claim: Claim, beside: list[Claim]) -> list[Part]:
    """What holds of a claim; `linear.names` spells it out.

    Args:
        beside: the other claims of its sentence.
    """
    tree, kind = here.tree, claim.kind
    from_, to, first = claim.from_, claim.to, claim.first
    a, b = here.mentions[from_], here.mentions[to]
    i = first.trigger
    ends = what(a), what(b)
    nested = a.start <= b.start and b.end <= a.end
    office = (a.role.office if a.role else None) or "-"
    country = here.country(from_)
    same = "same" if country and country == here.country(to) else "other"
    det = tree.lower[a.start] if tree.pos[a.start] in ("DET", "PRON", "NUM") else "-"
    start = tree.sents[tree.sent[i]][0]
    from_known, to_known = told(here, from_, start), told(here, to, start)
    out: list[Part] = [
        (_ends, kind, *ends, a.form, b.form, a.type, b.type, a.plural, same),
        (_bearer, kind, a.role.id if a.role else "-", office, leads(here, from_), det, a.form),
        (_joint, kind, Ways(tree, a.head).to(b.head), between(here, claim), nested, tree.dep[a.head]),
        (
            _around,
            kind,
            min(6, abs(a.head - b.head) // 3),
            a.head < b.head,
            tree.base[tree.head[a.head]],
            tree.case(b.head) or "-",
            tree.dep[b.head],
        ),
        (_setting, kind, len(claim.proposals), min(3, tree.sent[i]), from_known and to_known, to_known, from_known),
    ]
    for n, m in (("from", a), ("to", b)):
        if m.form != "name":
            before = tree.lower[m.head - 1] if m.head > m.start else "-"
            out.append((_noun, kind, n, tree.base[m.head], *ends, before))
        else:
            out.append((_name, kind, n, m.name is not None and m.name[0] > m.start))
    for p in claim.proposals:
        word = tree.base[p.trigger]
        out.append((_way, kind, p.entry.id, p.how, word, *ends, a.type, a.form, b.type, b.form))
        out += [(_plain, f"said={kind}|{s}") for s in said(here, p)]
        if p.how.startswith(("verb", "passive", "act", "tie")):
            out.append((_plain, f"tense={kind}|{tense(here, p.trigger)}"))
            out += [(_plain, f"status={kind}|{s}") for s in status_of(tree, p.trigger)]
            if aux := modal(tree, p.trigger):
                out.append((_plain, f"modal={kind}|{aux}"))
    for other in beside:
        if other is claim:
            continue
        its_from, its_to = other.from_, other.to
        if its_from == from_:
            if its_to == to:
                out += _rivals(kind, other)
            elif other.kind == kind:
                nearer = abs(here.mentions[its_to].head - a.head) < abs(b.head - a.head)
                out.append((_plain, f"other to={kind}|{nearer}|{first.how}|{other.first.how}"))
            else:
                out.append((_plain, f"other kind={kind}|{other.kind}"))
        elif its_from == to and its_to == from_:
            out += _rivals(kind, other)
    return out


def _rivals(kind: str, other: Claim) -> list[Part]:
    return [(_plain, f"rival={kind}|{p.entry.type}|{p.entry.id}") for p in other.proposals]


def _plain(*names: str) -> Iterable[str]:
    return names


def _ends(
    kind: str, from_: str, to: str, form: str, form_to: str, type_: str, type_to: str, plural: bool, same: str
) -> Iterable[str]:
    yield from ("bias", f"kind={kind}", f"kind|from={kind}|{from_}", f"kind|to={kind}|{to}")
    yield from (f"kind|ends={kind}|{from_}|{to}", f"kind|country={kind}|{same}", f"kind|forms={kind}|{form}|{form_to}")
    yield from (f"kind|types={kind}|{type_}|{type_to}", f"kind|plural={kind}|{plural}")


def _bearer(kind: str, role: str, office: str, leader: bool, det: str, form: str) -> Iterable[str]:
    yield from (f"kind|role={kind}|{role}", f"kind|office={kind}|{office}", f"kind|leader={kind}|{leader}")
    yield f"kind|det={kind}|{det}|{form}"


def _joint(kind: str, way: str, gap: str, nested: bool, dep: str) -> Iterable[str]:
    yield from (f"kind|path={kind}|{way}", f"kind|gap={kind}|{gap}", f"kind|nested={kind}|{nested}")
    yield f"kind|dep={kind}|{dep}|{nested}"


def _around(kind: str, far: int, before: bool, over: str, case: str, dep: str) -> Iterable[str]:
    return f"kind|far={kind}|{far}|{before}", f"kind|over={kind}|{over}", f"kind|case={kind}|{case}|{dep}"


def _setting(kind: str, ways: int, sentence: int, both: bool, to: bool, from_: bool) -> Iterable[str]:
    yield from (f"ways={ways}", f"sentence={sentence}", f"kind|told={kind}|{both}")
    yield from (f"kind|to known={kind}|{to}", f"kind|from known={kind}|{from_}")


def _noun(kind: str, end: str, word: str, from_: str, to: str, before: str) -> Iterable[str]:
    yield from (f"kind|{end} word={kind}|{word}", f"kind|{end} word|ends={kind}|{word}|{from_}|{to}")
    yield f"kind|{end} before={kind}|{before}"


def _name(kind: str, end: str, titled: bool) -> Iterable[str]:
    yield f"kind|{end} titled={kind}|{titled}"


def _way(
    kind: str, entry: str, how: str, word: str, from_: str, to: str, type_: str, form: str, type_to: str, form_to: str
) -> Iterable[str]:
    rule, slot = f"{entry}({how})", how.rsplit("/", 1)[-1]
    yield from (f"rule={kind}|{rule}", f"how={kind}|{how}", f"entry={kind}|{entry}", f"word={kind}|{word}")
    yield from (f"word|how={kind}|{word}|{how}", f"slot|to={kind}|{slot}|{to}", f"word|to={kind}|{word}|{to}")
    yield from (f"rule|to={rule}|{type_to}|{form_to}", f"rule|from={rule}|{type_}|{form}")
    yield f"rule|ends={rule}|{from_}|{to}"


def what(m: Mention) -> str:
    """What a mention is: the codebook's kind of actor, its role's sector, or form and type."""
    if m.actor is not None:
        return m.actor.kind
    if m.role is not None:
        return f"role:{m.role.sectors[0] if m.role.sectors else m.type}"
    return f"{m.form}:{m.type}{':country' if m.country else ''}"


def told(here: Ground, n: int, start: int) -> bool:
    """Whether the report speaks of an end before the sentence that starts at a token."""
    entity = here.entity(n)
    return entity is not None and here.mentions[entity.mentions[0]].start < start


def leads(here: Ground, n: int) -> bool:
    """Whether the codebook knows the mention as somebody who has led a state or an organization."""
    actor = here.mentions[n].actor
    holders = here.words.holders
    titles = (office.title.lower() for office in actor.offices) if actor is not None else ()
    return any(title in holders and holders[title].type == "leads" for title in titles)


def between(here: Ground, claim: Claim) -> str:
    """The words between the ends where they are few; where one holds the other, those that lead to its head."""
    a, b = here.mentions[claim.from_], here.mentions[claim.to]
    tree = here.tree
    if a.start <= b.start and b.end <= a.end:
        start, end = b.end, a.name[0] if a.name and a.name[0] >= b.end else a.head
    else:
        start, end = (a.end, b.start) if a.end <= b.start else (b.end, a.start)
    if end - start > _WORDS:
        return "long"
    return " ".join(tree.lower[start:end]) or ("overlap" if end < start else "")


def tense(here: Ground, i: int) -> str:
    """Tag of the verb over a token and of its auxiliaries: standing things are told in other tenses than deeds."""
    tree = here.tree
    j = i
    while not here.slots.is_verbal(j) and tree.head[j] != j:
        j = tree.head[j]
    return "+".join([*(tree.lower[k] for k in tree.kids[j] if tree.dep[k].startswith("aux")), tree.tag[j]])
