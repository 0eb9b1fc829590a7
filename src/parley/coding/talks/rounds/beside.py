"""Earlier rounds, and those to come, of which a sentence tells beside the news: the sides met, or are to meet again."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from parley.coding.acts.slots import SlotReader
from parley.coding.acts.status import TO_COME, modal, negated, perfect_past
from parley.coding.layers import Passage
from parley.coding.talks.rounds.negotiation import NEXT, NOW, OVER, PAST, Mention
from parley.coding.talks.rounds.stage import StageReader
from parley.coding.talks.rounds.venue import VenueReader
from parley.coding.talks.signals.reader import CODED
from parley.coding.talks.signals.signal import Signal
from parley.coding.talks.who.sides import Sides
from parley.coding.talks.words import Words
from parley.language.tree import Tree

_THESE = frozenset({"the", "these", "those", "same", "two", "both", "their", "rival", "warring"})
_FIRST = frozenset({"first", "opening", "initial", "earlier", "previous", "last", "second", "third", "fourth", "fifth"})
_STEPS = 4
# How many days before the report what sides did is no round of these talks any more.
_LONG = 400


class Rounds:
    """Finds such sentences in one Doc."""

    def __init__(
        self, tree: Tree, slots: SlotReader, words: Words, sides: Sides, stages: StageReader, venues: VenueReader
    ) -> None:
        self.tree, self.slots, self.words, self.sides = tree, slots, words, sides
        self.stages, self.venues = stages, venues

    def told(
        self, mentions: list[Mention], passages: list[Passage], opening: list[int], lower: Callable[[int], str]
    ) -> list[Mention]:
        """The mentions of a report, with those of rounds of which its later sentences tell set apart or added.

        Args:
            mentions: in text order, some of them of the opening.
            passages: of the report.
            opening: the sentences that tell the news.
            lower: a sentence's words in lower case.
        """
        out = list(mentions)
        for p in passages:
            s = self.tree.sent[p.start] if p.start < len(self.tree) else 0
            if p.kind not in CODED or s <= opening[-1]:
                continue
            found = next(self._rounds(s), None)
            if found is None:
                continue
            token, phase, time = found
            here = [m for m in out if m.sentence == s and m.signal.kind != "agreement"]
            if phase == PAST:
                sign = self.words.signs.of(lower(s))
                stage = sign if sign in OVER else "concluded"
            else:
                stage = "scheduled"
            signal = Signal(token, token, "verb", [(token, "verb")], named=True)
            venue = self.venues.venue(signal)
            for m in here:
                if m.phase in (None, NOW):
                    m.venue = m.venue or venue
                    m.phase, m.marked, m.old = phase, True, phase == PAST
                    m.stage = m.stage if m.stage in OVER and phase == PAST else stage
            if any(m.phase == phase for m in here):
                continue
            out.append(Mention(signal, stage, phase, time, venue, s, marked=True, old=phase == PAST))
        out = sorted(out, key=lambda m: m.signal.token)
        for m, before in zip(out[1:], out, strict=False):
            if m.phase == NOW and m.sentence > opening[-1] and before.phase == PAST and self._points_back(m, before):
                m.phase, m.marked, m.old = PAST, True, True
        return out

    def _points_back(self, m: Mention, before: Mention) -> bool:
        """ "The same teams met in May. That round closed without a text"."""
        near = m.sentence - before.sentence <= 1
        return near and any(self.tree.lower[k] in ("that", "those") for k in self.tree.children(m.signal.token, "det"))

    def _rounds(self, sentence: int) -> Iterator[tuple[int, str, int | None]]:
        tree, words = self.tree, self.words
        for i in range(*tree.sents[sentence]):
            if tree.pos[i] in ("VERB", "ADJ") and (words.sits.head(tree, i) or words.returns.head(tree, i)):
                if negated(tree, i) or not self._all(i):
                    continue
                time = self._time(i)
                if self._ahead(i):
                    # Of two by their names who are to meet, there is more to tell than of another round.
                    if self._unnamed(i):
                        yield i, NEXT, time
                elif words.sits.head(tree, i) and tree.tag[i] in ("VBD", "VBN") and self._before(i, time):
                    yield i, PAST, time
            elif tree.pos[i] == "VERB" and words.host.head(tree, i) and self._guests(i):
                # "when the president received the two in May"
                time = self._time(i) or self._time(tree.head[i])
                if tree.tag[i] in ("VBD", "VBN") and self._recent(time):
                    yield i, PAST, time
            elif tree.pos[i] == "VERB" and perfect_past(tree, i) and self._came_to_terms(i):
                # "In May the two delegations had settled on an agenda."
                yield i, PAST, self._time(i)
            elif tree.base[i] in words.rounds | words.later and tree.pos[i] == "NOUN":
                modifiers = {tree.lower[k] for k in tree.children(i, "amod")}
                verb = tree.head[i]
                time = self._time(i) if tree.pos[verb] != "VERB" else self._time(verb)
                held = tree.pos[verb] == "VERB" and tree.tag[verb] in ("VBD", "VBN") and not tree.children(verb, "aux")
                if modifiers & _FIRST and (self._recent(time) or (held and self.stages.later(time))):
                    yield i, PAST, time

    def _came_to_terms(self, verb: int) -> bool:
        """Whether all who sit at the table had agreed on something, well before the news."""
        words, time = self.words, self._time(verb)
        accepts = any(s.stance == "accepts" for s in words.stances.at(self.tree, verb))
        if negated(self.tree, verb) or not (accepts or words.sign.head(self.tree, verb)) or not self._all(verb):
            return False
        return self.tree.plain[verb] in ("root", "conj") and (self._recent(time) or self.stages.ago(verb))

    def _guests(self, verb: int) -> bool:
        """Whether those who sit at the table are the guests of somebody."""
        return any(self.sides.is_everyone(k) or self._people(k) for k in self.slots.verb(verb).get("obj", ()))

    def _all(self, verb: int) -> bool:
        """Whether those who sit at the table do what the verb says, by their names or not."""
        sides = self.sides
        who = [*self._subjects(verb), *self.slots.verb(verb).get("with", ())]
        return self._unnamed(verb) or len({sides.side(e) for e in sides.all(who) if sides.can_stand(e)}) > 1

    def _unnamed(self, verb: int) -> bool:
        return any(self.sides.is_everyone(k) or self._people(k) for k in self._subjects(verb))

    def _subjects(self, verb: int) -> list[int]:
        return self.slots.verb(verb).get("subj", []) or self.tree.children(verb, "nsubj", "nsubj:pass")

    def _people(self, noun: int) -> bool:
        """ "the same teams", "their delegations", "the negotiators"."""
        tree, words = self.tree, self.words
        if tree.tag[noun] != "NNS" or tree.base[noun] not in words.counterparts | words.paired | words.seated:
            return False
        return any(tree.lower[k] in _THESE for k in tree.kids[noun]) and not tree.children(noun, "nmod", "compound")

    def _time(self, token: int) -> int | None:
        """Index of the time that hangs on a token, no clause lying between."""
        tree = self.tree
        for n, t in enumerate(self.stages.times):
            if t.plain or t.type not in ("DATE", "TIME"):
                continue
            i = t.head
            for _ in range(_STEPS):
                i = tree.head[i]
                if i == token:
                    return n
                if tree.pos[i] == "VERB":
                    break
        return None

    def _before(self, verb: int, time: int | None) -> bool:
        """Whether the verb tells of a day well before the news, or of what had been done at a time or a place."""
        if self._recent(time) or self.stages.ago(verb):
            return True
        placed = self.venues.venue(Signal(verb, verb, "verb", [(verb, "verb")])) is not None
        return perfect_past(self.tree, verb) and (time is not None or placed)

    def _recent(self, time: int | None) -> bool:
        """Whether a time is of a round before this one, and not of long ago."""
        return time is not None and self.stages.old(time) and not self.stages.earlier(time, _LONG)

    def _ahead(self, verb: int) -> bool:
        tree = self.tree
        if tree.tag[verb] not in ("VB", "JJ", "VBP"):
            return False
        over = tree.head[verb] if tree.dep[verb] == "xcomp" else verb
        be = tree.child(verb, "cop") is not None or any(tree.lemma[k] == "be" for k in tree.children(verb, "aux"))
        due = tree.base[over] in ("be", "schedule", "due", "agree", "set", "plan", "expect") and over != verb
        if tree.tag[verb] == "VBP":
            return self.words.returns.head(tree, verb) and self._time(verb) is not None
        return modal(tree, verb) in TO_COME or be or due
