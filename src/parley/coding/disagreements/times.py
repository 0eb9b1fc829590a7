"""When: two times for the end of one round of talks, or for one act."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from parley.coding.disagreements.scene import NEAR, Scene
from parley.coding.layers import Act, Clash, Variant
from parley.coding.talks.stage import day_range

_OVER = ("collapsed", "stalled", "concluded")


class Dates(Scene):
    """Disagreements about time."""

    def clashes(self) -> Iterator[Clash]:
        """All of them, those of talks first."""
        yield from self._talk_times()
        yield from self._act_times()

    def _talk_times(self) -> Iterator[Clash]:
        """Two times at which one round of talks is said to have ended."""
        for n, talk in enumerate(self.talks):
            dated: dict[int, tuple[int, int]] = {}
            for start, end, rule in talk.evidence:
                if not rule.rstrip(")").endswith(_OVER) or self.is_apart(start, end):
                    continue
                for t in self.times_at(range(start, end)):
                    dated.setdefault(t, (start, end))
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
            if all(
                (r := day_range(self.times[k].value)) is not None and (r[1] < mine[0] or mine[1] < r[0]) for k in kept
            ):
                kept.append(t)
        if len(kept) > 1:
            values = [Variant(str(self.times[t].value), self._with(t, dated[t]), dated[t][0]) for t in kept]
            yield Clash("time", layer, index, text, values)

    def _with(self, t: int, span: tuple[int, int]) -> tuple[int, int]:
        time = self.times[t]
        if self.tree.sent[time.head] != self.tree.sent[span[0]]:
            return span
        return min(span[0], time.start), max(span[1], time.end)
