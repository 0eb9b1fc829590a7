"""When: two times for the end of one round of talks, or for one act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from parley.coding.acts.status import modal, negated
from parley.coding.disagreements.scene import NEAR, Scene
from parley.coding.layers import Act, Clash, Variant
from parley.coding.talks.rounds.days import day_range

_BROKEN = "(collapsed)"
_HOUR = 60
_DAY = 24 * _HOUR
_CLOCK = re.compile(r"T(\d\d):(\d\d)")
_OVER = ("collapsed", "stalled", "concluded")


class Dates(Scene):
    """Disagreements about time."""

    def clashes(self) -> Iterator[Clash]:
        """All of them, those of talks first."""
        found = [*self._talk_times(), *self._act_times()]
        yield from found
        if not found:
            yield from self._told_times()

    def _talk_times(self) -> Iterator[Clash]:
        """Two times at which one round of talks is said to have ended."""
        for n, talk in enumerate(self.talks):
            dated: dict[int, tuple[int, int]] = {}
            broken = True
            for start, end, rule in talk.evidence:
                if not rule.rstrip(")").endswith(_OVER) or self.is_apart(start, end):
                    continue
                for t in self.times_at(range(start, end)):
                    dated.setdefault(t, (start, end))
                    broken = broken and rule.endswith(_BROKEN)
            sources = {self.source(span[0]) for span in dated.values()}
            # One voice may tell of several endings, but talks break down once.
            if len(sources) > 1 or broken:
                yield from self._clashing("talks", n, talk.name, dated)

    def _act_times(self) -> Iterator[Clash]:
        """Two sources that date one act apart."""
        for n, act in enumerate(self.acts):
            if act.time is None:
                continue
            for other in self._later(n):
                if other.time is None or other.type != act.type or not self._same_act(n, act, other):
                    continue
                dated = {act.time: act.span, other.time: other.span}
                found = list(self._clashing("acts", n, self.text(*act.span), dated))
                if found:
                    yield found[0]
                    break

    def _later(self, n: int) -> Iterator[Act]:
        """The later acts that may be act n once more: those of the next sentences, and those known to tell it again."""
        last = self.tree.sent[self.acts[n].trigger] + NEAR
        for other in self.acts[n + 1 :]:
            if self.tree.sent[other.trigger] > last:
                break
            yield other
        yield from (a for a in self._again.get(n, ()) if self.tree.sent[a.trigger] > last)

    @cached_property
    def _again(self) -> dict[int, list[Act]]:
        out: dict[int, list[Act]] = {}
        for act in self.acts:
            if act.same is not None:
                out.setdefault(act.same, []).append(act)
        return out

    def _told_times(self) -> Iterator[Clash]:
        """Two sources that say of one thing that it happened, each at another time."""
        tree = self.tree
        told: list[tuple[int, int, str | int]] = []
        for n, t in enumerate(self.times):
            verb = self._dated(t.head)
            source = None if verb is None else self.source(verb)
            if t.value is None or t.plain or t.type not in ("DATE", "TIME") or verb is None or source is None:
                continue
            if self.sets_apart(verb) or self._other(verb):
                continue
            told = [one for one in told if tree.sent[verb] - tree.sent[one[0]] <= NEAR]
            for earlier, time, other in told:
                if other != source and self._tells_again(verb, earlier):
                    dated = {time: (earlier, earlier + 1), n: (verb, verb + 1)}
                    yield from self._clashing("acts", self.act_near(earlier), self.text(earlier, earlier + 1), dated)
            told.append((verb, n, source))

    def _dated(self, head: int) -> int | None:
        """The verb that a time hangs on, through another time: "at six on Monday"."""
        at: int = self.tree.head[head]
        for _ in range(2):
            if self.tree.pos[at] == "VERB":
                return at
            at = self.tree.head[at]
        return None

    def _other(self, verb: int) -> bool:
        """Whether the clause of a verb tells of another thing than the one before it: "another 300 were arrested"."""
        slots = self.slots.verb(verb)
        parties = [k for s in ("subj", "obj") for k in slots.get(s, ())]
        return any(self.tree.lower[t] in self.words["apart"] for k in parties for t in (k, *self.tree.kids[k]))

    def _tells_again(self, verb: int, earlier: int) -> bool:
        """Whether two clauses tell one thing: the same verb or sort of act, and who takes part does not differ."""
        tree = self.tree
        if modal(tree, verb) != modal(tree, earlier) or negated(tree, verb) or negated(tree, earlier):
            return False
        sorts = [{(a.type, a.mode) for a in self.acts if a.trigger == k and a.mode} for k in (verb, earlier)]
        if tree.lemma[verb] != tree.lemma[earlier] and not sorts[0] & sorts[1]:
            return False
        alike, refers = False, False
        slots = [self.slots.verb(k) for k in (earlier, verb)]
        for slot in ("subj", "obj", "by"):
            first, second = (s.get(slot, []) for s in slots)
            if not first or not second:
                continue
            if any(tree.pos[k] == "PRON" for k in second):
                refers = refers or tree.sent[verb] - tree.sent[earlier] <= 1
                continue
            words = [frozenset(w for k in found for w in self.content(k)) for found in (first, second)]
            if not words[0] & words[1] and not {self.entities.at.get(k) for k in first} & set(second):
                return False
            alike = True
        rest = self.content(verb) & self.content(earlier) - {tree.base[verb], tree.base[earlier]}
        return alike or refers or bool(rest)

    def _same_act(self, n: int, a: Act, b: Act) -> bool:
        if self.is_apart(*a.span) or self.is_apart(*b.span):
            return False
        if b.same == n:
            return True
        if self.source(a.trigger) == self.source(b.trigger):
            return False
        shared = {self.who(m) for m in a.recipients} & {self.who(m) for m in b.recipients}
        return bool(shared) and self.tree.sent[b.trigger] - self.tree.sent[a.trigger] <= NEAR

    def _clashing(self, layer: str, index: int, text: str, dated: dict[int, tuple[int, int]]) -> Iterator[Clash]:
        """A clash of the first time with each later one that cannot be the same."""
        order = sorted(dated, key=lambda t: self.times[t].start)
        kept: list[int] = []
        for t in order:
            value = self.times[t].value
            if day_range(value) is None and _minutes(value or "") is None:
                continue
            if all(self._apart(k, t) for k in kept):
                kept.append(t)
        if len(kept) > 1:
            values = [Variant(str(self.times[t].value), self._with(t, dated[t]), dated[t][0]) for t in kept]
            yield Clash("time", layer, index, text, values)

    def _apart(self, a: int, b: int) -> bool:
        """Whether two times cannot be one: other days, or hours of one day that lie apart."""
        values = [self.times[t].value or "" for t in (a, b)]
        clocks = [_minutes(v) for v in values]
        if clocks[0] is not None and clocks[1] is not None and any(v.startswith("T") for v in values):
            # One of them names no day: the hours alone tell, and midnight is as near to one as to eleven.
            gap = abs(clocks[0] - clocks[1])
            return min(gap, _DAY - gap) > _HOUR
        x, y = (day_range(v) for v in values)
        if x is None or y is None:
            return False
        if x == y and clocks[0] is not None and clocks[1] is not None:
            return abs(clocks[0] - clocks[1]) > _HOUR
        return x[1] < y[0] or y[1] < x[0]

    def _with(self, t: int, span: tuple[int, int]) -> tuple[int, int]:
        time = self.times[t]
        if self.tree.sent[time.head] != self.tree.sent[span[0]]:
            return span
        return min(span[0], time.start), max(span[1], time.end)


def _minutes(value: str) -> int | None:
    """Minutes after midnight of a TIMEX3 time, None where it gives no hour."""
    found = _CLOCK.search(value)
    return int(found[1]) * 60 + int(found[2]) if found else None
