"""What the decider weighs of a claimed relation, in parts that name what holds in words that a person can read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from parley.coding.acts.features import Ways
from parley.coding.acts.setting import kind_of
from parley.coding.acts.status import modal, status_of
from parley.coding.layers import Mention
from parley.coding.linear import Part
from parley.coding.relations.ground import Claim, Ground
from parley.coding.relations.standing import said
from parley.language.tree import Tree

_WORDS = 3


class Weighing:
    """What holds of the claims of one Doc. What the claims of two ends share is worked out once."""

    def __init__(self, here: Ground) -> None:
        self._here = here
        self._ends: dict[int, _End] = {}
        self._pairs: dict[tuple[int, int], _Pair] = {}
        self._ways: dict[int, Ways] = {}

    def of(self, claim: Claim, beside: list[Claim]) -> list[Part]:
        """What holds of a claim; `linear.names` spells it out.

        Args:
            beside: the claims of its sentence.
        """
        here, kind, from_, to = self._here, claim.kind, claim.from_, claim.to
        tree, proposals = here.tree, claim.proposals
        first = claim.first
        sentence = tree.sent[first.trigger]
        start = tree.sents[sentence][0]
        pair = self._pairs.get((from_, to)) or self._pair(from_, to)
        from_known, to_known = pair.since[0] < start, pair.since[1] < start
        out: list[Part] = [
            (_ends, kind, *pair.ends),
            (_bearer, kind, *pair.bearer),
            (_joint, kind, *pair.joint),
            (_around, kind, *pair.around),
            (_setting, kind, len(proposals), min(3, sentence), from_known and to_known, to_known, from_known),
            (pair.from_words[0], kind, *pair.from_words[1:]),
            (pair.to_words[0], kind, *pair.to_words[1:]),
        ]
        for p in proposals:
            how = p.how
            out.append((_way, kind, p.entry.id, how, tree.base[p.trigger], *pair.way))
            out += [(_plain, f"said={kind}|{s}") for s in said(here, p)]
            if how.startswith(("verb", "passive", "act", "tie")):
                out.append((_plain, f"tense={kind}|{tense(here, p.trigger)}"))
                out += [(_plain, f"status={kind}|{s}") for s in status_of(tree, p.trigger)]
                if aux := modal(tree, p.trigger):
                    out.append((_plain, f"modal={kind}|{aux}"))
        mentions = here.mentions
        for other in beside:
            if other.from_ == from_:
                if other is claim:
                    continue
                if other.to == to:
                    out += _rivals(kind, other)
                elif other.kind == kind:
                    head = mentions[from_].head
                    nearer = abs(mentions[other.to].head - head) < abs(mentions[to].head - head)
                    out.append((_plain, f"other to={kind}|{nearer}|{first.how}|{other.first.how}"))
                else:
                    out.append((_plain, f"other kind={kind}|{other.kind}"))
            elif other.to == from_ and other.from_ == to:
                out += _rivals(kind, other)
        return out

    def _pair(self, from_: int, to: int) -> _Pair:
        here = self._here
        tree = here.tree
        a, b = here.mentions[from_], here.mentions[to]
        one, two = self._end(from_), self._end(to)
        ends = one.what, two.what
        nested = a.start <= b.start and b.end <= a.end
        country = one.country
        same = "same" if country and country == two.country else "other"
        ways = self._ways.get(a.head)
        if ways is None:
            ways = self._ways[a.head] = Ways(tree, a.head)
        found = self._pairs[from_, to] = _Pair(
            ends=(*ends, a.form, b.form, a.type, b.type, a.plural, same),
            bearer=one.bearer,
            joint=(ways.to(b.head), between(here, a, b), nested, tree.dep[a.head]),
            around=(
                min(6, abs(a.head - b.head) // 3),
                a.head < b.head,
                tree.base[tree.head[a.head]],
                tree.case(b.head) or "-",
                tree.dep[b.head],
            ),
            from_words=_words(tree, "from", a, ends),
            to_words=_words(tree, "to", b, ends),
            way=(*ends, a.type, a.form, b.type, b.form),
            since=(one.since, two.since),
        )
        return found

    def _end(self, n: int) -> _End:
        found = self._ends.get(n)
        if found is None:
            here, m = self._here, self._here.mentions[n]
            tree, entity = here.tree, here.entity(n)
            office = (m.role.office if m.role else None) or "-"
            det = tree.lower[m.start] if tree.pos[m.start] in ("DET", "PRON", "NUM") else "-"
            found = self._ends[n] = _End(
                what=kind_of(m),
                country=here.country(n),
                bearer=(m.role.id if m.role else "-", office, leads(here, n), det, m.form),
                since=len(tree) if entity is None else here.mentions[entity.mentions[0]].start,
            )
        return found


class _End(NamedTuple):
    """What claims ask of an end: what it is, its country, what it bears, where the report first names it."""

    what: str
    country: str | None
    bearer: tuple[Any, ...]
    since: int


class _Pair(NamedTuple):
    """The values of the parts below that two ends have in every claim of them."""

    ends: tuple[Any, ...]
    bearer: tuple[Any, ...]
    joint: tuple[Any, ...]
    around: tuple[Any, ...]
    from_words: Part
    to_words: Part
    way: tuple[Any, ...]
    since: tuple[int, int]


def _words(tree: Tree, end: str, m: Mention, ends: tuple[str, str]) -> Part:
    """A part, its type left out, of the words of an end."""
    if m.form == "name":
        return _name, end, m.name is not None and m.name[0] > m.start
    return _noun, end, tree.base[m.head], *ends, tree.lower[m.head - 1] if m.head > m.start else "-"


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


def leads(here: Ground, n: int) -> bool:
    """Whether the codebook knows the mention as somebody who has led a state or an organization."""
    actor = here.mentions[n].actor
    if actor is None or not actor.offices:
        return False
    holders = here.words.holders
    titles = (office.title.lower() for office in actor.offices)
    return any(title in holders and holders[title].type == "leads" for title in titles)


def between(here: Ground, a: Mention, b: Mention) -> str:
    """The words between the ends where they are few; where one holds the other, those that lead to its head."""
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
