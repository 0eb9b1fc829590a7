"""How many: counts of the same people by different sources that cannot both be true."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property

from parley.coding.acts.attach import clause_of
from parley.coding.disagreements.scene import NEAR, Scene
from parley.coding.layers import Clash, Figure, Quantity, Variant
from parley.coding.talks.rounds.days import day_range

_FORCES, _ARMED = frozenset({"soldier", "policeman", "troop"}), frozenset({"REB", "UAF"})
_THERE = ("in", "at", "near", "on", "outside")
# "about n" covers n give or take this share; "up to n" claims at least half of n.
_ABOUT, _UP_TO = 0.2, 0.5


class Counts(Scene):
    """Disagreements about figures."""

    def clashes(self) -> Iterator[Clash]:
        """One for each count that others contradict."""
        used: set[int] = set()
        for n, f in enumerate(self.figures):
            values = [n]
            for k in range(n + 1, len(self.figures)):
                if k not in used and self._counts_clash(f, self.figures[k]):
                    values.append(k)
            told = [self.figures[k] for k in values]
            if len(told) == 1:
                told += self._bare(f)[:1]
            if len(told) > 1 and n not in used:
                used.update(values)
                yield Clash("figure", "figures", n, f.measure, [self._count(x) for x in told])

    def _bare(self, f: Figure) -> list[Figure]:
        """Numbers by which another source, just after, counts the same people without a word for them: "there were
        600 of them", "put the turnout at 600"."""
        tree, counting = self.tree, self.words["counting"]
        out = []
        for q in self._uncounted:
            if q.start < max(f.quantity.end, f.trigger) or tree.sent[q.start] - tree.sent[f.trigger] > 1:
                continue
            head = tree.head[q.end - 1]
            clause = clause_of(tree, q.end - 1)
            told = tree.base[clause] in counting["verbs"] or tree.child(q.end - 1, "expl", "cop") is not None
            if told or tree.base[head] in counting["nouns"]:
                bare = Figure(q, f.measure, clause, f.who)
                if self._voice(bare) is not None and self._counts_clash(f, bare):
                    out.append(bare)
        return out

    def _voice(self, f: Figure) -> str | int | None:
        """Whose count it is: who vouches for it, or puts it at that ("the army's estimate was", "the army put it")."""
        tree = self.tree
        found = self.source(f.trigger)
        clause = clause_of(tree, f.quantity.end - 1)
        if found is not None or tree.base[clause] not in self.words["counting"]["verbs"]:
            return found
        subjects = self.slots.verb(clause).get("subj", [])
        for k in (*(t for s in subjects for t in self.slots.noun(s).get("poss", ())), *subjects):
            n = self.entities.at.get(k)
            named = n is not None and self.mentions[n].type in ("person", "organization", "location")
            if n is not None and named and n in self.entities.of:
                return self.entities.of[n]
        return None

    @cached_property
    def _uncounted(self) -> list[Quantity]:
        """Numbers with no word after them for what they count, or only one for anybody."""
        tree = self.tree
        taken = {f.quantity.start for f in self.figures}
        named, people = ("NOUN", "PROPN", "ADJ", "NUM", "SYM"), self.words["people"]
        return [
            q
            for q in self.quantities
            if q.kind == "quantity"
            and q.start not in taken
            and (q.end >= len(tree) or tree.pos[q.end] not in named or tree.base[q.end] in people)
        ]

    def _count(self, f: Figure) -> Variant:
        q = f.quantity
        number = q.best if q.best is not None else q.low if q.low is not None else q.high
        start, end = q.start, q.end
        if self.tree.sent[f.trigger] == self.tree.sent[start]:
            start, end = min(start, f.trigger), max(end, f.trigger + 1)
        return Variant(f"{number:g}" if number is None or number < 1e6 else str(int(number)), (start, end), f.trigger)

    def _counts_clash(self, a: Figure, b: Figure) -> bool:
        tree = self.tree
        if a.measure != b.measure or tree.sent[b.trigger] - tree.sent[a.trigger] > NEAR:
            return False
        (low, high), (least, most) = _bounds(a.quantity), _bounds(b.quantity)
        if not (high < least or most < low):
            return False
        vouch = [self._voice(f) for f in (a, b)]
        if vouch[0] == vouch[1] or any(_single(f.quantity) or self.sets_apart(f.trigger) for f in (a, b)):
            return False
        if (None in vouch or self._abroad(*vouch)) and not (self._shared(a, b) or self._contrasted(a, b)):
            # What the report tells by itself and a source's count may be of two things; the words must join them. So
            # must they where the authorities of two states each count their own.
            return False
        if self._part(a, b) or self._part(b, a):
            return False
        if (self._within(a) and high < least) or (self._within(b) and most < low):
            return False
        if any(self._moves(f.trigger) or self.is_apart(f.quantity.start, f.quantity.end) for f in (a, b)):
            return False
        return self._same_people(a, b) and not self._other_day(a, b) and not self._elsewhere(a, b)

    def _same_people(self, a: Figure, b: Figure) -> bool:
        """Whether two counts may be of the same people: the same word, or a word for anybody; the same owner."""
        heads = [self._head(f) for f in (a, b)]
        people = self.words["people"]
        if heads[0] != heads[1] and not any(h in people for h in heads):
            return False
        apart = self.words["combatants"], self.words["bystanders"]
        if any(heads[0] in one and heads[1] in other for one, other in (apart, apart[::-1])):
            return False
        owners = [self._owner(f) for f in (a, b)]
        for f, loser, whom in ((a, owners[0], heads[1]), (b, owners[1], heads[0])):
            if loser is None or self.tree.base[f.trigger] != "lose":
                continue
            others = whom in _FORCES or whom in self.words["bystanders"]
            if others and _ARMED & set(self.entities.entities[loser].sectors):
                # The rebels' men are no soldiers, and no civilians.
                return False
        return owners[0] is None or owners[1] is None or owners[0] == owners[1]

    def _abroad(self, *sources: str | int | None) -> bool:
        found = {self.entities.entities[s].country for s in sources if isinstance(s, int)} - {None}
        return len(found) > 1

    def _shared(self, a: Figure, b: Figure) -> bool:
        """Whether the clauses of two counts have words in common that say of what deed or place they are, or one gives
        no more than a toll."""
        words = [self.content(clause_of(self.tree, f.trigger)) for f in (a, b)]
        plain = {self.tree.base[f.trigger] for f in (a, b)} | set(self.words["people"])
        return bool((words[0] & words[1]) - plain) or bool(words[1] & set(self.words["moving"]["counts"]))

    def _contrasted(self, a: Figure, b: Figure) -> bool:
        """Whether the words set one count against the other: "while X says four died, Y says fourteen did"."""
        tree = self.tree
        if tree.sent[b.trigger] - tree.sent[a.trigger] > 1 or self._head(a) != self._head(b):
            return False
        start, end = tree.sents[tree.sent[b.trigger]]
        return any(tree.lower[k] in self.words["contrast"] for k in range(start, end))

    def _within(self, f: Figure) -> bool:
        """Whether a count is said to be of one place alone."""
        tree = self.tree
        clause = clause_of(tree, f.trigger)
        return any(tree.lower[k] in self.words["within"] for k in range(tree.left[clause], tree.right[clause] + 1))

    def _part(self, a: Figure, b: Figure) -> bool:
        """Whether a may be some of those whom b counts: fewer, and of one sort where b is of people of any sort."""
        people = self.words["people"]
        (_, most), (least, _) = _bounds(a.quantity), _bounds(b.quantity)
        if most >= least:
            return False
        end = a.quantity.end
        if end < len(self.tree) and self.tree.lower[end] == "of" and a.quantity.start > b.quantity.start:
            # "three of the 20"
            return True
        if b.who is None and any(self.tree.lower[k] == "own" for k in range(*(a.who or (0, 0)))):
            # "28 of its own men died", of a toll of all.
            return True
        return self._head(a) not in people and self._head(b) in people

    def _head(self, f: Figure) -> str:
        span = f.who or (f.quantity.start, f.quantity.end)
        inside = [i for i in range(*span) if self.tree.pos[i] in ("NOUN", "PROPN")]
        return self.tree.base[inside[-1]] if inside else "people"

    def _owner(self, f: Figure) -> int | None:
        """The entity whose people they are: "its soldiers", "Turkish soldiers"."""
        tree = self.tree
        span = f.who or (f.quantity.start, f.quantity.end)
        near = range(max(0, min(span[0], f.quantity.start) - 1), min(len(tree), max(span[1], f.quantity.end) + 4))
        for i in near:
            if tree.dep[i] in ("nmod:poss", "amod", "compound") and tree.sent[i] == tree.sent[f.trigger]:
                n = self.entities.at.get(i)
                if n is not None and n in self.entities.of and self._owns(n, i):
                    return self.entities.of[n]
        if tree.base[f.trigger] == "lose":
            # "the army said it had lost four men"
            losers = (self.entities.at.get(k) for k in self.slots.verb(f.trigger).get("subj", ()))
            return next((self.entities.of[n] for n in losers if n is not None and n in self.entities.of), None)
        return None

    def _owns(self, n: int, i: int) -> bool:
        m = self.mentions[n]
        return bool(m.country) or self.tree.dep[i] == "nmod:poss" or (m.type == "organization" and m.form == "name")

    def _moves(self, i: int) -> bool:
        """Whether the sentence of a count says that it changed."""
        tree, moving = self.tree, self.words["moving"]
        start, end = tree.sents[tree.sent[i]]
        lower = " ".join(tree.lower[start:end])
        above = {i, *tree.ancestors(i)}
        return any(f" {w} " in f" {lower} " for w in moving["words"]) or any(
            tree.lemma[k] in moving["verbs"]
            and tree.pos[k] == "VERB"
            and (k in above or any(tree.lemma[s] in moving["counts"] for s in tree.children(k, "nsubj", "obj")))
            for k in range(start, end)
        )

    def _elsewhere(self, a: Figure, b: Figure) -> bool:
        """Whether both counts are told of named places, and of none in common; where a source sits is no such place."""
        places = []
        for f in (a, b):
            clauses = self._clauses(f.trigger)
            places.append(
                {
                    self.who(n)
                    for n in self._named.get(self.tree.sent[f.trigger], ())
                    if (m := self.mentions[n])
                    and clause_of(self.tree, m.head) in clauses
                    and (self.tree.case(m.head) or self.tree.case(self.tree.head[m.head])) in _THERE
                    and m.head not in self._timed
                }
                | {self.who(n) for n in self._where(f.trigger)}
            )
        return all(places) and not places[0] & places[1]

    def _clauses(self, i: int) -> set[int]:
        """The clause of a count, and the one over a participle that only says what came of it ("killing ten")."""
        tree = self.tree
        clause = clause_of(tree, i)
        out = {clause}
        while tree.dep[clause] in ("advcl", "conj") and tree.tag[clause] == "VBG" and tree.head[clause] != clause:
            clause = tree.head[clause]
            out.add(clause)
        return out

    def _where(self, i: int) -> list[int]:
        """ "Stepanakert, where three were wounded": the place that the clause of a count is about."""
        tree = self.tree
        for k in (i, *tree.ancestors(i)):
            if tree.dep[k] == "acl:relcl" and any(tree.lower[c] == "where" for c in range(tree.left[k], k)):
                n = self.entities.at.get(tree.head[k])
                return [] if n is None else [n]
        return []

    @cached_property
    def _named(self) -> dict[int, list[int]]:
        """The names of each sentence."""
        out: dict[int, list[int]] = {}
        for n, m in enumerate(self.mentions):
            if m.form == "name":
                out.setdefault(self.tree.sent[m.head], []).append(n)
        return out

    @cached_property
    def _timed(self) -> set[int]:
        return {i for t in self.times for i in range(t.start, t.end)}

    def _other_day(self, a: Figure, b: Figure) -> bool:
        """Whether both counts are dated, on days that cannot be one."""
        days = [self._weekdays(f) for f in (a, b)]
        if days[0] and days[1] and not days[0] & days[1]:
            return True
        spans = []
        for f in (a, b):
            found = [day_range(self.times[t].value) for t in self.times_at([f.trigger])]
            spans.append([r for r in found if r is not None])
        periods = [self._period(f) for f in (a, b)]
        dated = [bool(days[k] or spans[k]) for k in (0, 1)]
        if any(periods[k] and dated[1 - k] and not periods[1 - k] for k in (0, 1)):
            # A day's count and that of "a week of protests".
            return True
        return any(x[1] < y[0] or y[1] < x[0] for x in spans[0] for y in spans[1])

    def _period(self, f: Figure) -> bool:
        """Whether the sentence of a count tells of some days or weeks on end."""
        tree = self.tree
        start, end = tree.sents[tree.sent[f.trigger]]
        text = f" {' '.join(tree.lower[start:end])} "
        return any(f" {w} " in text for w in self.words["periods"])

    def _weekdays(self, f: Figure) -> set[str]:
        """The days of the week that the sentence of a count names; they tell days apart in reports without a date."""
        start, end = self.tree.sents[self.tree.sent[f.trigger]]
        inside = {self.tree.lower[i] for t in self.times if start <= t.start < end for i in range(t.start, t.end)}
        return inside & set(self.words["weekdays"])


def _single(q: Quantity) -> bool:
    """Whether the count is of somebody ("a soldier"), which others beside him do not contradict."""
    return q.best == 1


def _bounds(q: Quantity) -> tuple[float, float]:
    """The least and the most people that a count allows."""
    n = q.best if q.best is not None else q.low if q.low is not None else q.high or 0.0
    if q.qualifier == "about":
        return n * (1 - _ABOUT), n * (1 + _ABOUT)
    if q.qualifier in ("at-least", "more-than"):
        return q.low if q.low is not None else n, math.inf
    if q.qualifier == "up-to":
        return n * _UP_TO, n
    if q.qualifier == "fewer-than":
        return 0.0, q.high if q.high is not None else n
    return q.low if q.low is not None else n, q.high if q.high is not None else n
