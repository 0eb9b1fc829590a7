"""What the decider weighs of a claimed relation, as names that a person can read."""

from __future__ import annotations

from parley.coding.acts.features import route
from parley.coding.acts.status import modal, status_of
from parley.coding.relations.ground import Claim, Ground
from parley.coding.relations.standing import said

_WORDS = 3


def of_claim(here: Ground, claim: Claim, beside: list[Claim]) -> list[str]:
    """Names of what holds of a claim.

    Args:
        beside: the other claims of its sentence.
    """
    tree, kind = here.tree, claim.kind
    a, b = here.mentions[claim.from_], here.mentions[claim.to]
    i = claim.first.trigger
    way = route(tree, a.head, b.head)
    ends = what(here, claim.from_), what(here, claim.to)
    gap = between(here, claim)
    nested = a.start <= b.start and b.end <= a.end
    role = a.role.id if a.role else "-"
    office = (a.role.office if a.role else None) or "-"
    same = "same" if here.country(claim.from_) and here.country(claim.from_) == here.country(claim.to) else "other"
    out = [
        "bias", f"kind={kind}", f"kind|path={kind}|{way}", f"kind|from={kind}|{ends[0]}", f"kind|to={kind}|{ends[1]}",
        f"kind|ends={kind}|{ends[0]}|{ends[1]}", f"kind|role={kind}|{role}", f"kind|office={kind}|{office}",
        f"kind|nested={kind}|{nested}", f"kind|country={kind}|{same}", f"kind|forms={kind}|{a.form}|{b.form}",
        f"kind|types={kind}|{a.type}|{b.type}", f"kind|plural={kind}|{a.plural}", f"kind|gap={kind}|{gap}",
        f"kind|far={kind}|{min(6, abs(a.head - b.head) // 3)}|{a.head < b.head}",
        f"kind|det={kind}|{tree.lower[a.start] if tree.pos[a.start] in ('DET', 'PRON', 'NUM') else '-'}|{a.form}",
        f"ways={len(claim.proposals)}", f"sentence={min(3, tree.sent[i])}",
        f"kind|dep={kind}|{tree.dep[a.head]}|{nested}",
        f"kind|over={kind}|{tree.lemma[tree.head[a.head]].lower()}", f"kind|told={kind}|{told(here, claim)}",
        f"kind|to known={kind}|{told(here, claim, 'to')}", f"kind|from known={kind}|{told(here, claim, 'from')}",
        f"kind|leader={kind}|{leads(here, claim.from_)}",
        f"kind|case={kind}|{tree.case(b.head) or '-'}|{tree.dep[b.head]}",
    ]  # fmt: skip
    for n, m in (("from", a), ("to", b)):
        if m.form != "name":
            word = tree.lemma[m.head].lower()
            out += [f"kind|{n} word={kind}|{word}", f"kind|{n} word|ends={kind}|{word}|{ends[0]}|{ends[1]}"]
            out.append(f"kind|{n} before={kind}|{tree.lower[m.head - 1] if m.head > m.start else '-'}")
        else:
            out.append(f"kind|{n} titled={kind}|{m.name is not None and m.name[0] > m.start}")
    for p in claim.proposals:
        word = tree.lemma[p.trigger].lower()
        slot = p.how.rsplit("/", 1)[-1]
        out += [
            f"rule={kind}|{p.rule}", f"how={kind}|{p.how}", f"entry={kind}|{p.entry.id}", f"word={kind}|{word}",
            f"word|how={kind}|{word}|{p.how}", f"slot|to={kind}|{slot}|{ends[1]}",
            f"rule|to={p.rule}|{b.type}|{b.form}", f"rule|from={p.rule}|{a.type}|{a.form}",
            f"rule|ends={p.rule}|{ends[0]}|{ends[1]}", f"word|to={kind}|{word}|{ends[1]}",
        ]  # fmt: skip
        out += [f"said={kind}|{s}" for s in said(here, p)]
        if p.how.startswith(("verb", "passive", "act", "tie")):
            out.append(f"tense={kind}|{tense(here, p.trigger)}")
            out += [f"status={kind}|{s}" for s in status_of(tree, p.trigger)]
            if aux := modal(tree, p.trigger):
                out.append(f"modal={kind}|{aux}")
    for other in beside:
        if other is claim:
            continue
        pair = {other.from_, other.to} == {claim.from_, claim.to}
        if pair:
            out += [f"rival={kind}|{p.entry.type}|{p.entry.id}" for p in other.proposals]
        elif other.kind == kind and other.from_ == claim.from_:
            nearer = abs(here.mentions[other.to].head - a.head) < abs(b.head - a.head)
            out.append(f"other to={kind}|{nearer}|{claim.first.how}|{other.first.how}")
        elif other.from_ == claim.from_:
            out.append(f"other kind={kind}|{other.kind}")
    return out


def what(here: Ground, n: int) -> str:
    """What a mention is: the codebook's kind of actor, its role's sector, or form and type."""
    m = here.mentions[n]
    if m.actor is not None:
        return m.actor.kind
    if m.role is not None:
        return f"role:{m.role.sectors[0] if m.role.sectors else m.type}"
    return f"{m.form}:{m.type}{':country' if m.country else ''}"


def told(here: Ground, claim: Claim, *ends: str) -> bool:
    """Whether an earlier sentence already speaks of the ends, each by itself."""
    of, first = here.entities.of, here.tree.sents[here.tree.sent[claim.first.trigger]][0]
    wanted = [claim.from_] if ends == ("from",) else [claim.to] if ends == ("to",) else [claim.from_, claim.to]
    return all(n in of and here.mentions[here.entities.entities[of[n]].mentions[0]].start < first for n in wanted)


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
