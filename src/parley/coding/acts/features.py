"""What the decider weighs: of an act, and of somebody as a side of it.

Each function below that begins with an underscore and yields text names what holds together of some values, in words
that a person can read. The values go to the decider, which asks for the names where it has not seen them before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from parley.coding.acts.attach import Nearby
from parley.coding.acts.compose import Proposal
from parley.coding.acts.predicates import is_actor
from parley.coding.acts.slots import SlotReader
from parley.coding.acts.status import modal, negated, perfect_past
from parley.coding.layers import Entities, Mention, Passage, Time
from parley.coding.linear import Part
from parley.language.tree import Tree

# Kinds of actor that tell of acts more often than they do any, and the sectors of those who do.
_TELLING = frozenset({"igo", "ngo", "media"})
_DOING = frozenset({"REB", "UAF", "SEP", "INS", "MIL", "COP", "GOV", "SPY", "CRM"})
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
        published: ISO date of the report.
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
    published: str | None = None
    near: dict[int, Nearby] = field(default_factory=dict)
    contexts: dict[int, list[str]] = field(default_factory=dict)
    _candidates: dict[int, Candidate] = field(default_factory=dict)
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

    def candidate(self, n: int) -> Candidate:
        """Mention n as a side."""
        known = self._candidates.get(n)
        if known is None:
            known = self._candidates[n] = self._candidate(n)
        return known

    def _candidate(self, n: int) -> Candidate:
        m, tree = self.mentions[n], self.tree
        entity = self.entities.of.get(n)
        return Candidate(
            head=m.head,
            kind=_kind_of(m),
            form=m.form,
            type=m.type,
            nested=self.nested(n),
            dep=tree.dep[m.head],
            case=tree.case(m.head) or "-",
            pronoun=tree.lower[m.head] if m.form == "pronoun" else "-",
            noun=tree.base[m.head] if m.form == "nominal" else None,
            counted=m.form == "nominal" and tree.child(m.head, "nummod") is not None,
            salience=None if entity is None else min(4, len(self.entities.entities[entity].mentions)),
        )

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


def of_act(here: Setting, p: Proposal, order: int, beside: list[Proposal], told: set[tuple[str, str]]) -> list[Part]:
    """What holds of a proposed act; `linear.names` spells it out.

    Args:
        order: its place among the proposals of its sentence; `beside` are all of them.
        told: (type, base lemma) of the acts proposed earlier in the report.
    """
    tree, i = here.tree, p.trigger
    pos, dep, lemma, base = tree.pos[i], tree.dep[i], tree.base[i], tree.base[p.base]
    sides = f"{min(2, len(p.actors))}{min(2, len(p.recipients))}"
    det = _determiner(tree, p.base)
    head = tree.base[tree.head[i]] if tree.head[i] != i else "^"
    sent = tree.sent[i]
    people = here.by_sentence.get(sent, ())
    out: list[Part] = [
        (_act_entry, p.entry.id, p.type, p.chain, pos, p.mode, p.weak),
        (_act_words, lemma, base, pos, head),
        (_act_place, p.type, pos, dep, tree.tag[i], _upward(tree, i)),
        (_act_sides, sides, p.type, pos, p.entry.id, det),
        (
            _act_setting,
            min(sent, 4),
            min(order, 3),
            min(len(beside), 4),
            int(here.known * 4),
            min(4, sum([is_actor(here.mentions[n]) for n in people])),
        ),
    ]
    if p.status:
        out.append((_act_status, tuple(sorted(p.status)), p.type))
    if (aux := modal(tree, i)) is not None:
        out.append((_plain, f"modal={aux}"))
    if perfect_past(tree, i):
        out.append((_plain, "pluperfect"))
    if negated(tree, i):
        out.append((_plain, "negated"))
    if i in here.timed or p.base in here.timed:
        out.append((_plain, "timed", f"timed|pos={pos}"))
    if (p.type, base) in told:
        out.append((_plain, "told", f"told|pos|det={pos}|{det}"))
    for other in beside:
        if other is not p:
            under = tree.left[other.trigger] <= i <= tree.right[other.trigger]
            out.append((_act_beside, other.type, p.type, pos, _link(tree, i, other.trigger) if under else None))
    for side, tokens in (("actor", p.actors), ("recipient", p.recipients)):
        if tokens:
            out.append((_act_side, side, tuple(sorted({_kind(here, t) for t in tokens})), p.type))
    if pos == "NOUN":
        out.append((_act_noun, tuple(here.slots.noun(i))))
        out += [(_plain, f"modifier={tree.lower[k]}") for k in tree.kids[p.base] if tree.dep[k] in ("compound", "amod")]
    else:
        slots = here.slots.verb(i)
        out.append((_act_verb, tuple(slots), here.slots.is_passive(i), p.type))
        out += [(_act_object, tree.base[k], p.entry.id) for k in slots.get("obj", ())[:2]]
    return out


def _plain(*names: str) -> Iterable[str]:
    return names


def _act_entry(entry: str, type_: str, chain: tuple[str, ...], pos: str, mode: str | None, weak: bool) -> Iterable[str]:
    steps = ">".join(chain) or "-"
    yield from ("bias", f"entry={entry}", f"type={type_}", f"chain={steps}", f"chain|type={steps}|{type_}")
    yield from (f"entry|pos={entry}|{pos}", f"mode={mode}")
    if weak:
        yield from ("weak", f"weak|type={type_}")
    if mode:
        yield f"type|mode={type_}|{mode}"


def _act_words(lemma: str, base: str, pos: str, head: str) -> Iterable[str]:
    return f"word={lemma}/{pos}", f"base={base}", f"head={head}"


def _act_place(type_: str, pos: str, dep: str, tag: str, up: str) -> Iterable[str]:
    yield from (f"dep={dep}", f"pos={pos}", f"tag={tag}", f"pos|dep={pos}|{dep}", f"type|pos|dep={type_}|{pos}|{dep}")
    yield f"up={up}"


def _act_sides(sides: str, type_: str, pos: str, entry: str, det: str) -> Iterable[str]:
    yield from (f"sides={sides}", f"type|sides={type_}|{sides}", f"pos|sides={pos}|{sides}")
    yield from (f"entry|sides={entry}|{sides}", f"det={det}", f"type|det={type_}|{det}")


def _act_setting(sentence: int, order: int, beside: int, known: int, people: int) -> Iterable[str]:
    yield from (f"sentence={sentence}", f"order={order}", f"beside={beside}", f"known={known}", f"people={people}")


def _act_status(status: tuple[str, ...], type_: str) -> Iterable[str]:
    for s in status:
        yield from (f"status={s}", f"status|type={s}|{type_}")


def _act_beside(other: str, type_: str, pos: str, link: str | None) -> Iterable[str]:
    yield f"near={other}|{type_}"
    if link:
        yield from (f"under={other}|{link}", f"under|type={other}|{type_}|{pos}", f"link={link}|{pos}")


def _act_side(side: str, kinds: tuple[str, ...], type_: str) -> Iterable[str]:
    for k in kinds:
        yield from (f"{side}={k}", f"{side}|type={k}|{type_}")


def _act_noun(slots: tuple[str, ...]) -> Iterable[str]:
    return [f"nounslot={s}" for s in slots]


def _act_verb(slots: tuple[str, ...], passive: bool, type_: str) -> Iterable[str]:
    yield from (f"slot={s}" for s in slots)
    yield f"passive={passive}|{type_}"


def _act_object(lemma: str, entry: str) -> Iterable[str]:
    return f"object={lemma}", f"entry|object={entry}|{lemma}"


@dataclass(slots=True)
class Candidate:
    """A mention as a side of whatever act: what the features say of it alone.

    Attributes:
        noun: lemma of a nominal one's head, else None; `counted` tells of a number before it.
        salience: how often the report speaks of the entity, up to 4; None where there is none.
    """

    head: int
    kind: str
    form: str
    type: str
    nested: bool
    dep: str
    case: str
    pronoun: str
    noun: str | None
    counted: bool
    salience: int | None


class Sides:
    """What the features of a proposed act's sides share, whoever is asked about.

    Args:
        beside: all the proposals of its sentence.

    Attributes:
        ranks: the mentions that may be a side, with their ranks by their distance from the act in the parse.
    """

    def __init__(self, here: Setting, p: Proposal, beside: list[Proposal]) -> None:
        tree = here.tree
        self._here, self._p = here, p
        self._way = Ways(tree, p.trigger)
        self._base_way = Ways(tree, p.base) if p.base != p.trigger else self._way
        self._pos = tree.pos[p.trigger]
        self._passive = self._pos == "VERB" and here.slots.is_passive(p.trigger)
        self._filled = f"{bool(p.actors):d}{bool(p.recipients):d}"
        words = set(p.words)
        found = [n for n in here.by_sentence.get(tree.sent[p.trigger], ()) if here.mentions[n].head not in words]
        near = sorted((self._way.steps(here.mentions[n].head), n) for n in found)
        self.ranks = {n: rank for rank, (_, n) in enumerate(near)}
        self._over = _over(here, p)
        at, of = here.entities.at, here.entities.of
        # Whom the rules give a part: mention, entity and country.
        self._given = [
            (part, [(n, of.get(n), _country_of(here, n)) for t in tokens if (n := at.get(t)) is not None])
            for part, tokens in (("actor", p.actors), ("recipient", p.recipients))
        ]
        subject = tree.child(_clause(tree, p.trigger), "nsubj", "nsubj:pass")
        self._subjects = [] if subject is None else tree.conjuncts(subject)
        # What somebody is of the other proposals: part, type, and whether the act stands under one that he does.
        self._elsewhere: dict[int, list[tuple[str, str, bool]]] = {}
        for q in beside:
            if q is not p:
                over = tree.left[q.trigger] <= p.trigger <= tree.right[q.trigger]
                for head in set(q.actors):
                    self._elsewhere.setdefault(head, []).append(("actor", q.type, over))
                for head in set(q.recipients).difference(q.actors):
                    self._elsewhere.setdefault(head, []).append(("recipient", q.type, False))

    def of(self, n: int) -> list[Part]:
        """What holds of mention n as a side of the act; `linear.names` spells it out."""
        here, p, m = self._here, self._p, self._here.candidate(n)
        head, kind, filled, pos, type_ = m.head, m.kind, self._filled, self._pos, p.type
        rule = "actor" if head in p.actors else "recipient" if head in p.recipients else "none"
        slot = here.slot(p.base, head)
        outer = here.slot(p.trigger, head) if p.trigger != p.base else slot
        order = "before" if head < p.trigger else "after"
        far = min(5, abs(head - p.trigger) // 3)
        out: list[Part] = [
            (_side_rule, rule, type_, p.entry.id, kind, p.chain),
            (_side_path, self._way.to(head), type_, pos, self._passive, m.case, filled, rule),
            (_side_base, self._base_way.to(head), type_),
            (_side_slot, slot, outer, type_, p.entry.id, p.chain, kind, m.pronoun),
            (_side_order, order, far, type_, filled, kind, p.symmetric, rule),
            (_side_form, m.form, m.type, m.nested, rule, m.dep, pos, filled),
            (_side_rank, min(self.ranks[n], 4), len(self.ranks) == 1, filled, kind, type_),
            (_side_above, *self._above(head), type_, p.symmetric, filled, kind),
            (_side_again, self._again(n), rule, filled),
            (_side_home, self._home(n), kind, type_, m.case),
        ]
        if m.noun is not None:
            out.append((_side_noun, m.noun, type_, m.counted, rule, slot))
        if head in self._subjects:
            out.append((_side_subject, type_, pos, filled, here.tree.dep[p.trigger]))
        if m.salience is not None:
            out.append((_side_salience, m.salience, filled))
        for part, other, above in self._elsewhere.get(head, ()):
            out.append((_side_elsewhere, part, other, type_, rule, filled, above))
        return out

    def only_tells(self, n: int) -> bool:
        """Whether mention n is a body or bystander that says what was done, with nothing else to make it do it."""
        mention = self._here.mentions[n]
        slot, _, link = self._above(mention.head)
        if slot != "subj" or not link.startswith("ccomp"):
            return False
        if mention.actor is not None:
            return mention.actor.kind in _TELLING
        return mention.role is not None and _DOING.isdisjoint(mention.role.sectors)

    def _above(self, head: int) -> tuple[str, str, str]:
        """Where a token stands in the clause over the act, and how the act hangs on that clause."""
        tree, i = self._here.tree, self._p.trigger
        if not tree.left[i] <= head <= tree.right[i]:
            for over, link in self._over:
                slot, rest = _place(self._here, over, head)
                if slot != "-":
                    return slot, rest, link
        return "-", "", "-"

    def _again(self, n: int) -> str:
        """The part that the rules give another mention of the same one."""
        entity = self._here.entities.of.get(n)
        if entity is not None:
            for part, found in self._given:
                for other, index, _ in found:
                    if index == entity and other != n:
                        return part
        return "-"

    def _home(self, n: int) -> str:
        """Whether a mention is of the country of those who act by the rules, or of another."""
        own = _country_of(self._here, n)
        if own is None:
            return "-"
        acting = [country for other, _, country in self._given[0][1] if country and other != n]
        if not acting:
            return "-"
        return "same" if own in acting else "other"


def _side_rule(rule: str, type_: str, entry: str, kind: str, chain: tuple[str, ...]) -> Iterable[str]:
    yield from ("bias", f"rule={rule}", f"rule|type={rule}|{type_}", f"rule|entry={rule}|{entry}")
    yield from (f"rule|kind={rule}|{kind}", f"rule|chain={rule}|{'>'.join(chain) or '-'}")
    yield from (f"kind={kind}", f"kind|type={kind}|{type_}")


def _side_path(path: str, type_: str, pos: str, passive: bool, case: str, filled: str, rule: str) -> Iterable[str]:
    yield from (f"path={path}", f"path|type={path}|{type_}")
    yield f"path|pos|voice={path}|{pos}|{'passive' if passive else 'active'}"
    yield from (f"case={case}|{type_}", f"case|path={case}|{path}")
    yield from (f"filled|rule={filled}|{rule}", f"filled|rule|path={filled}|{rule}|{path}")


def _side_base(path: str, type_: str) -> Iterable[str]:
    return f"base path={path}", f"base path|type={path}|{type_}"


def _side_slot(
    slot: str, outer: str, type_: str, entry: str, chain: tuple[str, ...], kind: str, pronoun: str
) -> Iterable[str]:
    yield from (f"slot={slot}|{type_}", f"slot|entry={slot}|{entry}", f"slot|kind={slot}|{kind}|{type_}")
    yield from (f"outer={outer}|{'>'.join(chain) or '-'}", f"outer|type={outer}|{type_}")
    yield f"pron={pronoun}|{slot}|{type_}"


def _side_order(order: str, far: int, type_: str, filled: str, kind: str, symmetric: bool, rule: str) -> Iterable[str]:
    yield from (f"order={order}|{far}", f"order|type={order}|{type_}", f"filled|order|kind={filled}|{order}|{kind}")
    yield f"symmetric={symmetric}|{order}|{rule}"


def _side_form(form: str, type_: str, nested: bool, rule: str, dep: str, pos: str, filled: str) -> Iterable[str]:
    yield from (f"form={form}|{type_}", f"nested={nested}", f"nested|rule={nested}|{rule}", f"dep={dep}|{pos}|{filled}")


def _side_rank(rank: int, alone: bool, filled: str, kind: str, type_: str) -> Iterable[str]:
    return f"rank={rank}|{filled}", f"rank|kind={rank}|{kind}|{type_}", f"alone={alone}|{type_}"


def _side_noun(word: str, type_: str, counted: bool, rule: str, slot: str) -> Iterable[str]:
    return f"noun={word}|{type_}", f"counted={counted}|{type_}|{rule}", f"noun|slot={word}|{slot}|{type_}"


def _side_subject(type_: str, pos: str, filled: str, dep: str) -> Iterable[str]:
    return f"subject of clause|{type_}|{pos}", f"subject of clause|{filled}|{dep}"


def _side_salience(times: int, filled: str) -> Iterable[str]:
    return (f"salience={times}|{filled}",)


def _side_elsewhere(part: str, other: str, type_: str, rule: str, filled: str, above: bool) -> Iterable[str]:
    yield from (f"elsewhere={part}|{other}|{type_}", f"elsewhere|rule={part}|{rule}|{filled}")
    if above:
        yield f"actor above={rule}|{filled}"


def _side_above(slot: str, rest: str, link: str, type_: str, symmetric: bool, filled: str, kind: str) -> Iterable[str]:
    yield from (
        f"above={slot}{rest}|{link}",
        f"above|type={slot}{rest}|{link}|{type_}",
        f"above slot={slot}{rest}|{filled}",
    )
    yield from (f"above|symmetric={slot}{rest}|{symmetric}|{link}", f"above|kind={slot}{rest}|{kind}")


def _side_again(part: str, rule: str, filled: str) -> Iterable[str]:
    yield from (f"again={part}", f"again|rule={part}|{rule}|{filled}")


def _place(here: Setting, predicate: int, head: int) -> tuple[str, str]:
    """The slot of a predicate in whose phrase a token stands, and the way down to it; "-" where it stands in none."""
    tree = here.tree
    way: list[str] = []
    i = head
    while len(way) < 4:
        slot = here.slot(predicate, i)
        if slot != "-":
            return slot, "".join(f">{step}" for step in reversed(way))
        if tree.head[i] == i or i == predicate:
            break
        dep = tree.dep[i]
        if dep != "conj":
            way.append(f"{dep}:{tree.case(i)}" if dep == "nmod" else dep)
        i = tree.head[i]
    return "-", ""


def _side_home(home: str, kind: str, type_: str, case: str) -> Iterable[str]:
    return f"home={home}|{kind}|{type_}", f"home|case={home}|{case}|{type_}", f"home|kind={home}|{kind}|{case}"


def _country_of(here: Setting, n: int) -> str | None:
    index = here.entities.of.get(n)
    return here.entities.entities[index].country if index is not None else None


def _over(here: Setting, p: Proposal) -> list[tuple[int, str]]:
    """The predicates over an act, nearest first, and how the act hangs on each."""
    tree, i = here.tree, p.trigger
    out: list[tuple[int, str]] = []
    link: list[str] = []
    while tree.head[i] != i and len(link) < 3:
        dep = tree.dep[i]
        if dep != "conj":
            link.append(f"{dep}:{tree.case(i)}" if dep in ("nmod", "obl", "advcl") else dep)
        i = tree.head[i]
        if here.slots.is_verbal(i):
            out.append((i, "<".join(link)))
    return out


def _clause(tree: Tree, i: int) -> int:
    while tree.pos[i] not in ("VERB", "AUX") and tree.head[i] != i:
        i = tree.head[i]
    return i


def _kind(here: Setting, token: int) -> str:
    index = here.entities.at.get(token)
    return "nobody" if index is None else here.candidate(index).kind


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


def _link(tree: Tree, i: int, over: int) -> str:
    while tree.head[i] != over and tree.head[i] != i:
        i = tree.head[i]
    return tree.dep[i]


def _upward(tree: Tree, i: int) -> str:
    steps = []
    for _ in range(3):
        steps.append(tree.dep[i])
        if tree.head[i] == i:
            break
        i = tree.head[i]
    return ">".join(steps)


class Ways:
    """The ways through the parse from one token to others."""

    __slots__ = ("_climb", "_found", "_start", "_tree", "_up")

    def __init__(self, tree: Tree, start: int) -> None:
        self._tree, self._start = tree, start
        self._up = {start: 0}
        self._climb = [""]
        self._found: dict[int, tuple[int, str]] = {}
        head, i = tree.head, start
        while head[i] != i:
            if len(self._climb) <= _PATH:
                self._climb.append(f"{self._climb[-1]}^{tree.dep[i]}")
            i = head[i]
            self._up[i] = len(self._up)

    def to(self, end: int) -> str:
        """The way to a token: ^dep up, _dep down; "far" beyond five steps."""
        return self._way(end)[1]

    def steps(self, end: int) -> int:
        """How long it is; 99 where the parse joins the two nowhere."""
        return self._way(end)[0]

    def _way(self, end: int) -> tuple[int, str]:
        found = self._found.get(end)
        if found is None:
            found = self._found[end] = self._find(end)
        return found

    def _find(self, end: int) -> tuple[int, str]:
        if end == self._start:
            return 0, "="
        head, dep, up = self._tree.head, self._tree.dep, self._up
        words, down = "", 0
        while end not in up:
            if head[end] == end:
                return 99, "far"
            words = f"_{dep[end]}{words}"
            down += 1
            end = head[end]
        steps = up[end] + down
        return steps, "far" if steps > _PATH else self._climb[up[end]] + words
