"""What the decider weighs of a proposed act.

Each function below that begins with an underscore and yields text names what holds together of some values, in words
that a person can read. The values go to the decider, which asks for the names where it has not seen them before.
"""

from __future__ import annotations

from collections.abc import Iterable

from parley.coding.acts.proposal import Proposal
from parley.coding.acts.setting import Setting, kind_of
from parley.coding.acts.status import modal, negated, perfect_past
from parley.coding.linear import Part
from parley.language.tree import Tree

_PATH = 5


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
            min(4, here.people(sent)),
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


def _kind(here: Setting, token: int) -> str:
    index = here.entities.at.get(token)
    return "nobody" if index is None else kind_of(here.mentions[index])


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
    dep, one = tree.dep, tree.head[i]
    if one == i:
        return dep[i]
    two = tree.head[one]
    return f"{dep[i]}>{dep[one]}" if two == one else f"{dep[i]}>{dep[one]}>{dep[two]}"


class Ways:
    """The ways through the parse from one token to others."""

    __slots__ = ("_climb", "_start", "_tree", "_up")

    def __init__(self, tree: Tree, start: int) -> None:
        self._tree, self._start = tree, start
        self._up = up = {start: 0}
        self._climb = [climb := ""]
        head, dep = tree.head, tree.dep
        i, over, steps = start, head[start], 0
        while over != i:
            steps += 1
            if steps <= _PATH:
                climb = f"{climb}^{dep[i]}"
                self._climb.append(climb)
            up[over] = steps
            i, over = over, head[over]

    def to(self, end: int) -> str:
        """The way to a token: ^dep up, _dep down; "far" beyond five steps."""
        return self.way(end)[1]

    def way(self, end: int) -> tuple[int, str]:
        """How long the way to a token is, 99 where the parse joins the two nowhere, and the way."""
        if end == self._start:
            return 0, "="
        head, dep, up = self._tree.head, self._tree.dep, self._up
        words, down = "", 0
        while end not in up:
            over = head[end]
            if over == end:
                return 99, "far"
            words = f"_{dep[end]}{words}"
            down += 1
            end = over
        steps = up[end] + down
        return steps, "far" if steps > _PATH else self._climb[up[end]] + words
