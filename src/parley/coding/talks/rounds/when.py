"""Which round a mention of talks speaks of: the one going on, an earlier one, one to come; and when it is."""

from __future__ import annotations

from collections.abc import Collection

from parley.coding.acts.slots import SlotReader
from parley.coding.acts.status import perfect_past
from parley.coding.layers import Time
from parley.coding.talks.rounds.days import day
from parley.coding.talks.signals.signal import Signal
from parley.coding.talks.words import Words
from parley.language.tree import Tree

# How many days before publication a round must have been to be an earlier one.
_EARLIER = 40
_LATELY = 12
# How many where the tense says so too ("had been cut short on May 3").
_DAYS = 5
# Lengths of time that lie between two rounds.
_SPANS = frozenset({"week", "fortnight", "month", "year"})
_OVER = frozenset({"collapsed", "stalled", "concluded"})
_FIRST = frozenset({"first", "opening", "initial"})
_AGAIN = frozenset({"resume", "reconvene", "return", "come"})
_ARTICLES = frozenset({"a", "an", "one"})
_AHEAD = frozenset({"scheduled", "proposed"})


class WhenReader:
    """Reads round and time of signals."""

    def __init__(self, tree: Tree, slots: SlotReader, words: Words, times: list[Time], published: str | None) -> None:
        self.tree, self.slots, self.words, self.times = tree, slots, words, times
        self.published = day(published)

    def background(self, s: Signal) -> bool:
        """Whether the words tell of talks as of something before the news ("had boycotted", "a year ago")."""
        if self.long_past(s, self.time(s)):
            return True
        return any(
            perfect_past(self.tree, verb) and self.tree.plain[verb] not in ("ccomp", "xcomp") for verb, _ in s.governors
        )

    def long_past(self, s: Signal, time: int | None) -> bool:
        """Whether a time, or what hangs on the verbs, sets the signal well before the report."""
        before = time is not None and self.earlier(time) and not self._since(time)
        return before or any(self._ago(verb) for verb, _ in s.governors)

    def ago(self, verb: int) -> bool:
        """Whether the words set a verb weeks back ("met a fortnight ago")."""
        tree = self.tree
        marks = [k for k in tree.kids[verb] if tree.lower[k] in ("ago", "earlier")]
        return any(tree.base[k] in _SPANS for j in marks for k in tree.kids[j])

    def _ago(self, verb: int) -> bool:
        """Whether a time long before hangs on the verb, whether or not the report is dated ("over a year ago")."""
        return any(self.tree.head[t.head] == verb and self._long_ago(t) for t in self.times)

    def _long_ago(self, t: Time) -> bool:
        lemmas = self.tree.lemma[t.start : t.end + 1]
        near = {lemma.lower() for lemma in lemmas}
        return ("ago" in near and bool(near & {"year", "month"})) or {"last", "year"} <= near

    def later(self, time: int | None) -> bool:
        """Whether a time was read as one to come."""
        return time is not None and self._later(self.times[time])

    def _later(self, t: Time) -> bool:
        found = day(t.value)
        ahead = found is not None and self.published is not None and found > self.published
        return ahead or "next" in self.tree.lower[t.start : t.end]

    def phase(self, s: Signal, stage: str | None) -> str | None:
        """past, now or next: the round that the signal speaks of; None where the words leave it open."""
        tree = self.tree
        modifiers = {
            tree.lower[k]
            for noun in {s.token, s.top}
            for k in range(max(tree.left[noun], noun - 6), noun)
            if tree.head[k] in (s.token, s.top) and tree.pos[noun] != "VERB"
        }
        if modifiers & _ARTICLES and modifiers & self.words.past <= {"last"}:
            # "a last attempt" is the one that the news is of.
            modifiers -= {"last"}
        when = self.time(s)
        if modifiers & self.words.past and stage not in _AHEAD and not self._inside(s, modifiers & self.words.past):
            return "past"
        if modifiers & _FIRST and tree.sent[s.token]:
            told = s.kind == "weak" and any(perfect_past(tree, verb) for verb, _ in s.governors)
            if told or (tree.sent[s.token] > 1 and (stage in _OVER or self.old(when))):
                return "past"
        long_ago = when is not None and self.earlier(when) and not self._since(when)
        if long_ago and stage in _OVER and s.kind != "agreement":
            return "past"
        if stage in _AHEAD:
            return "next"
        if modifiers & {"next"}:
            return "next"
        if (
            any(perfect_past(tree, verb) and tree.dep[verb] != "ccomp" for verb, _ in s.governors[:1])
            and stage in _OVER
            and tree.sent[s.token] > 0
            and when is not None
            and (self.published is None or self.times[when].value is None or self._before(s, when))
        ):
            return "past"
        return "now" if stage is not None else None

    def _before(self, s: Signal, time: int) -> bool:
        """Whether a time is of an earlier round where the tense says so too."""
        return self.old(time) if s.kind == "agreement" else self.earlier(time, _DAYS)

    def _since(self, time: int) -> bool:
        t = self.times[time]
        return self.tree.case(t.head) == "since" or (t.start > 0 and self.tree.lower[t.start - 1] == "since")

    def old(self, time: int | None) -> bool:
        """Whether a time lies far enough back to be of an earlier round, where the words leave that open."""
        return time is not None and not self._since(time) and self.earlier(time, _LATELY)

    def marked(self, s: Signal) -> bool:
        """Whether the words say themselves that it is another round than the one going on."""
        tree = self.tree
        near = range(max(tree.left[s.top], s.top - 6), s.token + 1)
        told = self.words.next | self.words.past
        found = {tree.lower[k] for k in near if tree.lower[k] in told and tree.head[k] in (s.token, s.top)}
        if found and not self._inside(s, found):
            return True
        if tree.lower[s.token] in self.words.ordinals:
            return True
        return any(
            tree.lemma[v] in _AGAIN or any(tree.lower[k] == "again" for k in tree.kids[v]) for v, _ in s.governors
        )

    def _inside(self, s: Signal, modifiers: Collection[str]) -> bool:
        """Whether the noun is of a part of a round, whose last one is no other round."""
        named = {self.tree.base[s.token], self.tree.base[s.top]} & self.words.inside
        return bool(named) and set(modifiers) <= {"last"}

    def time(self, s: Signal) -> int | None:
        """Index of the time that dates the signal."""
        tree = self.tree
        verbs = [v for v, _ in s.governors]
        heads = {s.token, s.top, *verbs}
        sent = tree.sent[s.token]
        best: tuple[int, int] | None = None
        for n, t in enumerate(self.times):
            if t.plain or t.value is None or tree.sent[t.head] != sent or t.type not in ("DATE", "TIME"):
                continue
            governor = tree.head[t.head]
            near = governor in (s.token, s.top)
            if near or governor in heads or (tree.head[governor] in heads and tree.pos[governor] != "VERB"):
                rank = 0 if near else 1 + verbs.index(governor) if governor in verbs else 9
                best = min(best or (rank, n), (rank, n))
        return None if best is None else best[1]

    def earlier(self, time: int, days: int = _EARLIER) -> bool:
        """Whether a time lies more than so many days before the report."""
        value = self.times[time].value
        found = day(value, last=True)
        return found is not None and self.published is not None and (self.published - found).days > days
