"""What the decider weighs of somebody as a side of a proposed act: in parts, as `features` does of the act itself."""

from __future__ import annotations

from collections.abc import Iterable

from parley.codebook.actors import ARMED
from parley.codebook.words import context
from parley.coding.acts.features import Ways
from parley.coding.acts.proposal import Proposal
from parley.coding.acts.setting import Candidate, Setting
from parley.coding.linear import Part

# Acts that somebody does to somebody by force, and how what is said hangs on the verb of saying.
_VIOLENT = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "PROTEST"})
_TOLD = ("ccomp", "parataxis")
# "Condemned the murder": who judges what was done; "spoke before the strikes": who does something else.
_JUDGED = frozenset({"obj", "conj"})
_BEFORE = frozenset({"obl:before", "obl:since", "obl:until", "obl:despite"})
_DENYING = frozenset({"deny", "refute", "dispute"})
_FORCES = frozenset({"MIL", "COP"})


class Sides:
    """Those of a sentence who may be a side of a proposed act.

    Args:
        beside: all the proposals of its sentence.

    Attributes:
        candidates: they, in text order.
    """

    def __init__(self, here: Setting, p: Proposal, beside: list[Proposal]) -> None:
        tree = here.tree
        self._here, self._p = here, p
        words = p.words
        self.candidates = [
            c
            for c in here.candidates(tree.sent[p.trigger])
            if c.head not in words and not _measures(here, c.head, words)
        ]
        self._over = _over(here, p)
        # What somebody is of the other proposals: part, type, and whether the act stands under one that he does.
        self._elsewhere: dict[int, list[tuple[str, str, bool]]] = {}
        for q in beside:
            if q is not p:
                over = tree.left[q.trigger] <= p.trigger <= tree.right[q.trigger]
                for head in set(q.actors):
                    self._elsewhere.setdefault(head, []).append(("actor", q.type, over))
                for head in set(q.recipients).difference(q.actors):
                    self._elsewhere.setdefault(head, []).append(("recipient", q.type, False))

    def each(self) -> list[tuple[Candidate, list[Part]]]:
        """What holds of each as a side of the act; `linear.names` spells it out."""
        each: list[tuple[Candidate, list[Part]]] = []
        here, p, candidates = self._here, self._p, self.candidates
        tree, trigger, base, type_, actors, recipients = here.tree, p.trigger, p.base, p.type, p.actors, p.recipients
        entry, chain, symmetric = p.entry.id, p.chain, p.symmetric
        pos = tree.pos[trigger]
        passive = pos == "VERB" and here.slots.is_passive(trigger)
        filled = f"{bool(actors):d}{bool(recipients):d}"
        outers, slots = here.slots_of(trigger), here.slots_of(base)
        ways = list(map(Ways(tree, trigger).way, [c.head for c in candidates]))
        # How near each is to the act in the parse: its place among them.
        near = sorted([(steps, c.n) for c, (steps, _) in zip(candidates, ways, strict=True)])
        ranks = {mention: min(4, rank) for rank, (_, mention) in enumerate(near)}
        alone = len(candidates) == 1
        at, of, entities = here.entities.at, here.entities.of, here.entities.entities
        # Whom the rules give a part: that, the mention and its entity; and the countries of those who act.
        given = [
            (part, n, of.get(n))
            for part, tokens in (("actor", actors), ("recipient", recipients))
            for t in tokens
            if (n := at.get(t)) is not None
        ]
        acting = [
            (n, country)
            for part, n, index in given
            if part == "actor" and index is not None and (country := entities[index].country)
        ]
        over, left, right = self._over, tree.left[trigger], tree.right[trigger]
        for c, (_, path) in zip(candidates, ways, strict=True):
            n, head, kind, form, what, nested, on, case, pronoun, noun, counted, entity, country, _ = c
            rule = "actor" if head in actors else "recipient" if head in recipients else "none"
            order = "before" if head < trigger else "after"
            far = abs(head - trigger) // 3
            again = "-"
            if entity is not None:
                for part, other, index in given:
                    if index == entity and other != n:
                        again = part
                        break
            home = "-"
            if country is not None and acting:
                others = [its for other, its in acting if other != n]
                if others:
                    home = "same" if country in others else "other"
            slot = slots.get(head, "-")
            above = _NOWHERE if not over or left <= head <= right else self._above(head)
            out: list[Part] = [
                (_side_rule, rule, type_, entry, kind, chain),
                (_side_path, path, type_, pos, passive, case, filled, rule),
                (_side_slot, slot, outers.get(head, "-"), type_, entry, chain, kind, pronoun),
                (_side_order, order, far if far < 5 else 5, type_, filled, kind, symmetric, rule),
                (_side_form, form, what, nested, rule, on, pos, filled),
                (_side_rank, ranks[n], alone, filled, kind, type_),
                (_side_above, *above, type_, symmetric, filled, kind),
                (_side_again, again, rule, filled),
                (_side_home, home, kind, type_, case),
            ]
            if noun is not None:
                out.append((_side_noun, noun, type_, counted, rule, slot))
            if head in self._elsewhere:
                for part, other_type, under in self._elsewhere[head]:
                    out.append((_side_elsewhere, part, other_type, type_, rule, filled, under))
            each.append((c, out))
        return each

    def tellers(self) -> tuple[set[int], set[int]]:
        """Heads of those who only say what was done: who cannot have done it, and all, to whom it was not done.

        A body or a bystander tells of acts more often than it does any; of violence anybody may tell, and has done
        it by saying so only where he is armed and those who suffered are his foes. Who condemns it does not do it.
        """
        bystanders, everybody = set(), set()
        tree, act = self._here.tree, self._p.trigger
        violent = self._p.type in _VIOLENT
        hearsay = tree.dep[act] == "nmod" and tree.lemma[tree.head[act]] in context("hearsay")
        judged = any(("actor", "ACCUSE", True) in of for of in self._elsewhere.values())
        for c in self.candidates:
            if violent and c.case == "in":
                # Where it was done, be it a breakaway state, is not who did it.
                bystanders.add(c.head)
            if violent and c.dep.startswith("nsubj") and tree.lemma[tree.head[c.head]] in _DENYING:
                # "Shells fall on the town; the army denies firing"
                bystanders.add(c.head)
            if violent and c.head < act and tree.lower[c.head + 1] == ":":
                # "UN: most victims were executed"
                bystanders.add(c.head)
                everybody.add(c.head)
            if not tree.left[act] <= c.head <= tree.right[act]:
                slot, _, link = self._above(c.head)
                if violent and (link in _BEFORE or hearsay or (link in _JUDGED and slot == "subj" and judged)):
                    bystanders.add(c.head)
                    everybody.add(c.head)
                elif slot == "subj" and link.endswith(_TOLD):
                    everybody.add(c.head)
                    if c.tells or (violent and not self._foes(c)):
                        bystanders.add(c.head)
        return bystanders, everybody

    def _foes(self, c: Candidate) -> bool:
        """Whether somebody is armed for a state and a recipient against one, or the other way round."""
        entities = self._here.entities
        if c.entity is None:
            return False
        own = set(entities.entities[c.entity].sectors)
        theirs = {
            sector
            for t in self._p.recipients
            if (index := entities.headed_by(t)) is not None
            for sector in entities.entities[index].sectors
        }
        return bool((own & _FORCES and theirs & ARMED) or (own & ARMED and theirs & _FORCES))

    def _above(self, head: int) -> tuple[str, str, str]:
        """Where a token outside the act stands in the clause over it, and how the act hangs on that clause."""
        for over, link in self._over:
            found = _place(self._here, over, head)
            if found is not None:
                return (*found, link)
        return _NOWHERE


def _measures(here: Setting, head: int, words: list[int]) -> bool:
    """ "Hundreds of air strikes": whether a noun only counts the act's own words."""
    tree = here.tree
    return any(k in words and tree.case(k) == "of" for k in tree.children(head, "nmod"))


_NOWHERE = ("-", "", "-")


def _side_rule(rule: str, type_: str, entry: str, kind: str, chain: tuple[str, ...]) -> Iterable[str]:
    yield from ("bias", f"rule={rule}", f"rule|type={rule}|{type_}", f"rule|entry={rule}|{entry}")
    yield from (f"rule|kind={rule}|{kind}", f"rule|chain={rule}|{'>'.join(chain) or '-'}")
    yield from (f"kind={kind}", f"kind|type={kind}|{type_}")


def _side_path(path: str, type_: str, pos: str, passive: bool, case: str, filled: str, rule: str) -> Iterable[str]:
    yield from (f"path={path}", f"path|type={path}|{type_}")
    yield f"path|pos|voice={path}|{pos}|{'passive' if passive else 'active'}"
    yield from (f"case={case}|{type_}", f"case|path={case}|{path}")
    yield from (f"filled|rule={filled}|{rule}", f"filled|rule|path={filled}|{rule}|{path}")


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


def _side_home(home: str, kind: str, type_: str, case: str) -> Iterable[str]:
    return f"home={home}|{kind}|{type_}", f"home|case={home}|{case}|{type_}", f"home|kind={home}|{kind}|{case}"


def _place(here: Setting, predicate: int, head: int) -> tuple[str, str] | None:
    """The slot of a predicate in whose phrase a token stands, and the way down to it."""
    tree, slots = here.tree, here.slots_of(predicate)
    way = ""
    steps = 0
    i = head
    while steps < 4:
        if i in slots:
            return slots[i], way
        up = tree.head[i]
        if up == i or i == predicate:
            break
        dep = tree.dep[i]
        if dep != "conj":
            way = f">{dep}:{tree.case(i)}{way}" if dep == "nmod" else f">{dep}{way}"
            steps += 1
        i = up
    return None


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
