"""When: two times for the end of one round of talks, or for one act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from parley.coding.disagreements.scene import NEAR, Scene
from parley.coding.layers import Act, Clash, Variant
from parley.coding.talks.stage import day_range

_BROKEN = "(collapsed)"
_HOUR = 60
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
        """Two sources that say of one thing in the same words that it happened, each at another time."""
        tree = self.tree
        told: list[tuple[int, int, str | int]] = []
        for n, t in enumerate(self.times):
            verb = tree.head[t.head]
            source = self.source(verb) if tree.pos[verb] == "VERB" else None
            if t.value is None or t.plain or t.type not in ("DATE", "TIME") or source is None or self.sets_apart(verb):
                continue
            told = [one for one in told if tree.sent[verb] - tree.sent[one[0]] <= NEAR]
            for earlier, time, other in told:
                shared = self.content(verb) & self.content(earlier) - {tree.lemma[verb].lower()}
                shared = shared or self._refers(verb, earlier)
                if other != source and tree.lemma[verb] == tree.lemma[earlier] and shared:
                    dated = {time: (earlier, earlier + 1), n: (verb, verb + 1)}
                    yield from self._clashing("acts", self.act_near(earlier), self.text(earlier, earlier + 1), dated)
            told.append((verb, n, source))

    def _refers(self, verb: int, earlier: int) -> frozenset[str]:
        """The pronoun that stands for what the sentence before said the same of."""
        tree = self.tree
        subjects = self.slots.verb(verb).get("subj", []) + self.slots.verb(verb).get("obj", [])
        if tree.sent[verb] - tree.sent[earlier] != 1:
            return frozenset()
        return frozenset(tree.lower[k] for k in subjects if tree.lower[k] in ("it", "they", "this"))

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
            mine = day_range(self.times[t].value)
            if mine is None:
                continue
            if all(self._apart(k, t) for k in kept):
                kept.append(t)
        if len(kept) > 1:
            values = [Variant(str(self.times[t].value), self._with(t, dated[t]), dated[t][0]) for t in kept]
            yield Clash("time", layer, index, text, values)

    def _apart(self, a: int, b: int) -> bool:
        """Whether two times cannot be one: other days, or hours of one day that lie apart."""
        values = [self.times[t].value or "" for t in (a, b)]
        x, y = (day_range(v) for v in values)
        if x is None or y is None:
            return False
        clocks = [_minutes(v) for v in values]
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
