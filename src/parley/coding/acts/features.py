"""What the decider weighs, as names that a person can read: of an act, and of somebody as a side of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from parley.coding.acts.attach import Nearby
from parley.coding.acts.compose import Proposal
from parley.coding.acts.predicates import is_actor
from parley.coding.acts.slots import SlotReader
from parley.coding.acts.status import modal, negated, perfect_past
from parley.coding.layers import Entities, Mention, Passage, Time
from parley.language.tree import Tree

_PATH = 5
# Mentions that can be a side of an act.
SIDES = frozenset({"person", "organization", "location", "nationality", "platform", "vehicle"})


@dataclass(slots=True)
class Setting:
    """One Doc as the features see it.

    Attributes:
        by_sentence: indexes of the mentions that can be a side, by sentence.
        known: share of the sentences that speak of somebody whom the codebook knows.
        timed: tokens that a time hangs on.
        near, contexts: times and places, and the contexts told of, by sentence.
    """

    tree: Tree
    mentions: list[Mention]
    entities: Entities
    slots: SlotReader
    passages: list[Passage]
    times: list[Time]
    by_sentence: dict[int, list[int]] = field(default_factory=dict)
    known: float = 0.0
    timed: set[int] = field(default_factory=set)
    near: dict[int, Nearby] = field(default_factory=dict)
    contexts: dict[int, list[str]] = field(default_factory=dict)
    _kinds: dict[int, str] = field(default_factory=dict)
    _slots: dict[int, dict[int, str]] = field(default_factory=dict)
    _nested: dict[int, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for n, m in enumerate(self.mentions):
            if m.type in SIDES:
                self.by_sentence.setdefault(self.tree.sent[m.head], []).append(n)
        sentences = max(1, len(self.tree.sents))
        political = {
            s
            for s, found in self.by_sentence.items()
            if any(self.mentions[n].actor or self.mentions[n].role for n in found)
        }
        self.known = len(political) / sentences
        self.timed = {self.tree.head[t.head] for t in self.times}

    def kind(self, n: int) -> str:
        """What mention n is: the codebook's kind of actor, its role's sector, or form and type."""
        known = self._kinds.get(n)
        if known is None:
            known = self._kinds[n] = _kind_of(self.mentions[n])
        return known

    def slot(self, predicate: int, head: int) -> str:
        """The first slot of a predicate in which a token stands, "-" where there is none."""
        known = self._slots.get(predicate)
        if known is None:
            known = self._slots[predicate] = {}
            for slot, tokens in self.slots.of(predicate).items():
                for token in tokens:
                    known.setdefault(token, slot)
        return known.get(head, "-")

    def nested(self, n: int) -> bool:
        """Whether mention n stands inside another of its sentence."""
        sent = self.tree.sent[self.mentions[n].head]
        known = self._nested.get(sent)
        if known is None:
            found = [(k, self.mentions[k]) for k in self.by_sentence.get(sent, ())]
            known = self._nested[sent] = {
                k for k, m in found if any(o is not m and o.start <= m.start and m.end <= o.end for _, o in found)
            }
        return n in known


def of_act(here: Setting, p: Proposal, order: int, beside: list[Proposal], told: set[tuple[str, str]]) -> list[str]:
    """Names of what holds of a proposed act.

    Args:
        order: its place among the proposals of its sentence; `beside` are all of them.
        told: (type, base lemma) of the acts proposed earlier in the report.
    """
    tree, i = here.tree, p.trigger
    pos, dep, lemma = tree.pos[i], tree.dep[i], tree.lemma[i].lower()
    base = tree.lemma[p.base].lower()
    chain = ">".join(p.chain) or "-"
    sides = f"{min(2, len(p.actors))}{min(2, len(p.recipients))}"
    det = _determiner(tree, p.base)
    head = tree.lemma[tree.head[i]].lower() if tree.head[i] != i else "^"
    sent = tree.sent[i]
    out = [
        "bias",
        f"entry={p.entry.id}", f"type={p.type}", f"chain={chain}", f"chain|type={chain}|{p.type}",
        f"word={lemma}/{pos}", f"base={base}", f"dep={dep}", f"pos={pos}", f"tag={tree.tag[i]}",
        f"pos|dep={pos}|{dep}", f"type|pos|dep={p.type}|{pos}|{dep}", f"entry|pos={p.entry.id}|{pos}",
        f"head={head}", f"sides={sides}", f"type|sides={p.type}|{sides}", f"pos|sides={pos}|{sides}",
        f"det={det}", f"type|det={p.type}|{det}", f"entry|sides={p.entry.id}|{sides}",
        f"sentence={min(sent, 4)}", f"order={min(order, 3)}", f"beside={min(len(beside), 4)}",
        f"known={int(here.known * 4)}", f"mode={p.mode}", f"up={_upward(tree, i)}",
    ]  # fmt: skip
    if p.weak:
        out += ["weak", f"weak|type={p.type}"]
    if p.mode:
        out.append(f"type|mode={p.type}|{p.mode}")
    out += [f"status={s}" for s in sorted(p.status)]
    out += [f"status|type={s}|{p.type}" for s in sorted(p.status)]
    if (aux := modal(tree, i)) is not None:
        out.append(f"modal={aux}")
    if perfect_past(tree, i):
        out.append("pluperfect")
    if negated(tree, i):
        out.append("negated")
    if i in here.timed or p.base in here.timed:
        out.append("timed")
        out.append(f"timed|pos={pos}")
    if (p.type, base) in told:
        out.append("told")
        out.append(f"told|pos|det={pos}|{det}")
    for other in beside:
        if other is not p:
            out.append(f"near={other.type}|{p.type}")
            if tree.left[other.trigger] <= i <= tree.right[other.trigger]:
                out.append(f"under={other.type}")
                out.append(f"under|type={other.type}|{p.type}|{pos}")
    for side, tokens in (("actor", p.actors), ("recipient", p.recipients)):
        kinds = {_kind(here, t) for t in tokens}
        out += [f"{side}={k}" for k in sorted(kinds)]
        out += [f"{side}|type={k}|{p.type}" for k in sorted(kinds)]
    people = here.by_sentence.get(sent, ())
    out.append(f"people={min(4, sum(is_actor(here.mentions[n]) for n in people))}")
    if pos == "NOUN":
        out += [f"nounslot={s}" for s in here.slots.noun(i)]
        for k in tree.kids[p.base]:
            if tree.dep[k] in ("compound", "amod"):
                out.append(f"modifier={tree.lower[k]}")
    else:
        slots = here.slots.verb(i)
        out += [f"slot={s}" for s in slots]
        for k in slots.get("obj", ())[:2]:
            out.append(f"object={tree.lemma[k].lower()}")
            out.append(f"entry|object={p.entry.id}|{tree.lemma[k].lower()}")
        out.append(f"passive={here.slots.is_passive(i)}|{p.type}")
    return out


def of_side(here: Setting, p: Proposal, n: int, beside: list[Proposal], ranks: dict[int, int]) -> list[str]:
    """Names of what holds of mention n as a side of a proposed act."""
    tree, m = here.tree, here.mentions[n]
    head = m.head
    rule = "actor" if head in p.actors else "recipient" if head in p.recipients else "none"
    path = route(tree, p.trigger, head)
    other = route(tree, p.base, head) if p.base != p.trigger else path
    case = tree.case(head) or "-"
    kind = here.kind(n)
    pos = tree.pos[p.trigger]
    voice = "passive" if pos == "VERB" and here.slots.is_passive(p.trigger) else "active"
    filled = f"{bool(p.actors):d}{bool(p.recipients):d}"
    slot = here.slot(p.base, head)
    outer = here.slot(p.trigger, head) if p.trigger != p.base else slot
    chain = ">".join(p.chain) or "-"
    order = "before" if head < p.trigger else "after"
    far = min(5, abs(head - p.trigger) // 3)
    nested = here.nested(n)
    out = [
        "bias", f"rule={rule}", f"rule|type={rule}|{p.type}", f"rule|entry={rule}|{p.entry.id}",
        f"rule|kind={rule}|{kind}",
        f"rule|chain={rule}|{chain}", f"path={path}", f"path|type={path}|{p.type}",
        f"path|pos|voice={path}|{pos}|{voice}",
        f"base path={other}", f"base path|type={other}|{p.type}", f"case={case}|{p.type}", f"case|path={case}|{path}",
        f"kind={kind}", f"kind|type={kind}|{p.type}", f"form={m.form}|{m.type}", f"filled|rule={filled}|{rule}",
        f"filled|rule|path={filled}|{rule}|{path}", f"slot={slot}|{p.type}", f"slot|entry={slot}|{p.entry.id}",
        f"outer={outer}|{chain}", f"outer|type={outer}|{p.type}", f"order={order}|{far}",
        f"order|type={order}|{p.type}",
        f"nested={nested}", f"nested|rule={nested}|{rule}", f"slot|kind={slot}|{kind}|{p.type}",
        f"symmetric={p.symmetric}|{order}|{rule}",
        f"filled|order|kind={filled}|{order}|{kind}", f"dep={tree.dep[head]}|{pos}|{filled}",
        f"pron={tree.lower[head] if m.form == 'pronoun' else '-'}|{slot}|{p.type}",
    ]  # fmt: skip
    if m.form == "nominal":
        word = tree.lemma[head].lower()
        counted = tree.child(head, "nummod") is not None
        out += [f"noun={word}|{p.type}", f"counted={counted}|{p.type}|{rule}", f"noun|slot={word}|{slot}|{p.type}"]
    rank = ranks[n]
    out += [
        f"rank={min(rank, 4)}|{filled}",
        f"rank|kind={min(rank, 4)}|{kind}|{p.type}",
        f"alone={len(ranks) == 1}|{p.type}",
    ]
    clause = _clause(tree, p.trigger)
    subject = tree.child(clause, "nsubj", "nsubj:pass")
    if subject is not None and head in tree.conjuncts(subject):
        out += [f"subject of clause|{p.type}|{pos}", f"subject of clause|{filled}|{tree.dep[p.trigger]}"]
    index = here.entities.of.get(n)
    if index is not None:
        out.append(f"salience={min(4, len(here.entities.entities[index].mentions))}|{filled}")
    for q in beside:
        if q is p:
            continue
        part = "actor" if head in q.actors else "recipient" if head in q.recipients else None
        if part:
            out.append(f"elsewhere={part}|{q.type}|{p.type}")
            out.append(f"elsewhere|rule={part}|{rule}|{filled}")
            if head in q.actors and tree.left[q.trigger] <= p.trigger <= tree.right[q.trigger]:
                out.append(f"actor above={rule}|{filled}")
    return out


def candidates(here: Setting, p: Proposal) -> list[int]:
    """The mentions that may be a side of the act: those of its sentence."""
    words = set(p.words)
    return [n for n in here.by_sentence.get(here.tree.sent[p.trigger], ()) if here.mentions[n].head not in words]


def _clause(tree: Tree, i: int) -> int:
    while tree.pos[i] not in ("VERB", "AUX") and tree.head[i] != i:
        i = tree.head[i]
    return i


def ranked(here: Setting, p: Proposal) -> dict[int, int]:
    """The candidates with their ranks by their distance from the act in the parse, nearest first."""
    found = sorted((_steps(here.tree, p.trigger, here.mentions[n].head), n) for n in candidates(here, p))
    return {n: rank for rank, (_, n) in enumerate(found)}


def _steps(tree: Tree, a: int, b: int) -> int:
    """Length of the way through the parse between two tokens of a sentence."""
    up = {a: 0}
    while tree.head[a] != a:
        up[tree.head[a]] = up[a] + 1
        a = tree.head[a]
    down = 0
    while b not in up:
        if tree.head[b] == b:
            return 99
        b = tree.head[b]
        down += 1
    return up[b] + down


def _kind(here: Setting, token: int) -> str:
    index = here.entities.at.get(token)
    return "nobody" if index is None else here.kind(index)


def _kind_of(m: Mention) -> str:
    if m.actor is not None:
        return m.actor.kind
    if m.role is not None:
        return f"role:{m.role.sectors[0] if m.role.sectors else m.type}"
    return f"{m.form}:{m.type}{':country' if m.country else ''}"


def _determiner(tree: Tree, i: int) -> str:
    if tree.pos[i] != "NOUN":
        return "-"
    for k in tree.kids[i]:
        if tree.dep[k] == "det":
            return tree.lower[k]
        if tree.dep[k] == "nmod:poss":
            return "poss"
        if tree.dep[k] == "nummod":
            return "num"
    return "bare-plural" if tree.tag[i] == "NNS" else "bare"


def _upward(tree: Tree, i: int) -> str:
    steps = []
    for _ in range(3):
        steps.append(tree.dep[i])
        if tree.head[i] == i:
            break
        i = tree.head[i]
    return ">".join(steps)


def route(tree: Tree, start: int, end: int) -> str:
    """The way through the parse from one token to another: ^dep up, _dep down; "far" beyond five steps."""
    if start == end:
        return "="
    up = {start: 0}
    chain = [start]
    i = start
    while tree.head[i] != i and len(chain) <= _PATH:
        i = tree.head[i]
        up[i] = len(chain)
        chain.append(i)
    down: list[str] = []
    j = end
    while j not in up:
        if tree.head[j] == j or len(down) >= _PATH:
            return "far"
        down.append(tree.dep[j])
        j = tree.head[j]
    climb = [tree.dep[k] for k in chain[: up[j]]]
    if len(climb) + len(down) > _PATH:
        return "far"
    return "".join(f"^{d}" for d in climb) + "".join(f"_{d}" for d in reversed(down))

