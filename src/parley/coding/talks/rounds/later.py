"""Rounds to come of which a sentence tells beside the news: the sides are to meet again, or a matter waits for it."""

from __future__ import annotations

from collections.abc import Container, Iterator

from parley.coding.acts.status import TO_COME, modal, negated
from parley.coding.talks.rounds.gatherings import Gatherings
from parley.coding.talks.signals.signal import Signal

_DUE = frozenset({"be", "schedule", "due", "agree", "set", "plan", "expect"})
_AGAIN = frozenset({"again", "once"})
_SPANS = frozenset({"day", "week", "fortnight", "month"})
# Prepositions of a time that counts from the news ("within five days").
_WITHIN = frozenset({"in", "within"})
# How many words before a noun "another" or "further" stands.
_MODIFIERS = 3


class Later:
    """Finds them in one Doc."""

    def __init__(self, gatherings: Gatherings) -> None:
        self.gatherings = gatherings
        self.tree, self.words, self.stages = gatherings.tree, gatherings.words, gatherings.stages

    def rounds(self, sentence: int, here: Container[str]) -> Iterator[tuple[int, int | None]]:
        """Tokens that tell of a round to come, each with the index of its time.

        Args:
            sentence: after the news.
            here: the places of the talks of the news, lower case.
        """
        tree, words, g = self.tree, self.words, self.gatherings
        for i in range(*tree.sents[sentence]):
            noun = tree.pos[i] == "NOUN" and (tree.base[i] in words.rounds | words.later or self._talks(i))
            if tree.pos[i] in ("VERB", "ADJ", "ADV") and any(w.head(tree, i) for w in (words.sits, words.returns)):
                if negated(tree, i) or not self._ahead(i):
                    continue
                # Of two by their names who are to meet, there is more to tell than of another round.
                if g.unnamed(i) or (self.appointed(i) and (g.bare(i) or self._agreed(i))):
                    yield i, g.time(i)
            elif tree.pos[i] == "VERB" and tree.base[i] in words.resumes and g.unnamed(i):
                # "Both sides are to continue in Lima next month."
                if not negated(tree, i) and self._to_come(i) and self.appointed(i):
                    yield i, g.time(i)
            elif tree.pos[i] == "VERB" and words.works.head(tree, i) and (g.unnamed(i) or g.bare(i)) and not g.they(i):
                # "Technical teams will begin work in Lima on Monday.", "Both teams carry on next Monday."
                if not negated(tree, i) and self._to_come(i) and (self.appointed(i) or self._soon(i)):
                    yield i, g.time(i)
            elif tree.pos[i] == "VERB" and (words.opens.head(tree, i) or words.host.head(tree, i)) and g.guests(i):
                # "will call the parties together again in May", "will receive the rivals in Lima"
                if not negated(tree, i) and self._to_come(i) and (self._again(i) or self.appointed(i)):
                    yield i, g.time(i)
            elif tree.pos[i] == "VERB" and tree.base[i] in words.defers and (time := self._until(i)) is not None:
                yield i, time
            elif noun and (verb := self._announced(i)) is not None:
                yield verb, g.time(i) if g.time(i) is not None else g.time(verb)
            elif noun and (self._awaited(i) or self._moves(i, here) or (self._talks(i) and self._bare_date(i))):
                yield i, g.time(i)

    def _announced(self, noun: int) -> int | None:
        """The verb that says that another round is to come, with its day or its place, whatever the parse hangs it on
        ("Another meeting, the envoy told reporters, is to be held in Lima")."""
        tree = self.tree
        before = range(max(tree.sents[tree.sent[noun]][0], noun - _MODIFIERS), noun)
        if not any(tree.lower[k] in self.words.next for k in before) or any(tree.pos[k] == "VERB" for k in before):
            return None
        verb = next((k for k in range(noun + 1, tree.sents[tree.sent[noun]][1]) if self._due(k)), None)
        if verb is None or negated(tree, verb) or not (self._dated(noun) or self.appointed(verb)):
            return None
        return verb

    def _bare_date(self, noun: int) -> bool:
        """Whether talks are named with a place and a day to come where nothing is told as done ("Front and army
        open talks in Lima on May 4")."""
        tree = self.tree
        within = range(*tree.sents[tree.sent[noun]])
        if any(tree.tag[k] in ("VBD", "VBN") for k in within) or self.gatherings.place(noun) is None:
            return False
        return any(
            tree.sent[t.head] == tree.sent[noun] and self.stages.later(n) for n, t in enumerate(self.stages.times)
        )

    def _until(self, verb: int) -> int | None:
        """Index of the day for which talks wait ("were adjourned until May 4")."""
        tree, own = self.tree, self.gatherings.slots.verb(verb)
        names = self.words.rounds | self.words.later
        meant = [*own.get("subj", ()), *own.get("obj", ())]
        if not any(self._talks(k) or tree.base[k] in names for k in meant):
            return None
        return next(
            (
                n
                for n, t in enumerate(self.stages.times)
                if tree.case(t.head) in ("until", "till") and tree.head[t.head] == verb and t.type in ("DATE", "TIME")
            ),
            None,
        )

    def _talks(self, noun: int) -> bool:
        """Whether a noun names talks by itself."""
        return self.tree.lower[noun] in self.words.nouns or self.tree.base[noun] in self.words.nouns

    def _moves(self, noun: int, here: Container[str]) -> bool:
        """Whether the talks are to go on elsewhere ("Negotiations will continue in Lima next week")."""
        tree, verb = self.tree, self.tree.head[noun]
        if tree.plain[noun] != "nsubj" or not self._talks(noun) or negated(tree, verb):
            return False
        place = self.gatherings.venues.venue(Signal(noun, noun, "talks", [(verb, "subj")]))
        elsewhere = place is not None and place[0].lower() not in here
        return elsewhere and self._due(verb) and self.dated(tree.sent[noun])

    def _due(self, token: int) -> bool:
        """Whether a verb tells of what is to come."""
        tree = self.tree
        if tree.pos[token] != "VERB" or not (self.words.begins.head(tree, token)):
            return False
        over = tree.head[token]
        due = tree.dep[token] in ("xcomp", "advcl", "acl") and tree.base[over] in _DUE | self.words.scheduled
        return self._to_come(token) or due

    def appointed(self, token: int) -> bool:
        """Whether a place is told, or a day that is to come."""
        tree, g = self.tree, self.gatherings
        if g.place(token) is not None or self.stages.later(g.time(token)):
            return True
        return any(
            t.type == "DURATION" and tree.case(t.head) in _WITHIN and tree.head[t.head] == token
            for t in self.stages.times
        )

    def dated(self, sentence: int) -> bool:
        """Whether a sentence names a day to come, how long it is until then, or a town or house."""
        tree = self.tree
        for n, t in enumerate(self.stages.times):
            if tree.sent[t.head] == sentence and (
                self.stages.later(n) or (t.type == "DURATION" and tree.case(t.head) in _WITHIN)
            ):
                return True
        return any(
            (tree.base[k] in self.words.grounds and tree.case(k) in ("in", "at"))
            # "within weeks", "ten days after a ceasefire"
            or (tree.base[k] in _SPANS and (tree.case(k) == "within" or tree.lower[k + 1 : k + 2] == ["after"]))
            for k in range(*tree.sents[sentence])
        )

    def _soon(self, verb: int) -> bool:
        """Whether a day to come, or how long it is until then, makes the present one of what is to come ("meet within
        days")."""
        tree, time = self.tree, self.gatherings.time(verb)
        if time is not None and self.stages.later(time):
            return True
        spans = (t for t in self.stages.times if t.type == "DURATION" and tree.head[t.head] == verb)
        return any(tree.case(t.head) == "within" for t in spans)

    def _awaited(self, noun: int) -> bool:
        """Whether a matter waits for a meeting ("was deferred to a conference in May")."""
        tree = self.tree
        verb = tree.head[noun]
        if tree.plain[noun] != "obl" or tree.pos[verb] != "VERB" or negated(tree, verb):
            return False
        case = tree.case(noun)
        if case in ("for", "to", "until", "till"):
            waits = tree.base[verb] in self.words.defers
        else:
            waits = case in ("at", "in", "during") and self._to_come(verb) and self._of_all(noun)
        return waits and self._dated(noun)

    def _of_all(self, noun: int) -> bool:
        """ "a meeting of the four leaders", "the next session"."""
        tree, g = self.tree, self.gatherings
        if any(tree.lower[k] in self.words.next for k in tree.children(noun, "amod", "det")):
            return True
        return any(self.gatherings.sides.is_everyone(k) or g.people(k) for k in tree.children(noun, "nmod"))

    def _dated(self, noun: int) -> bool:
        """Whether a meeting has a day or a place, no more than its verb lying between."""
        g = self.gatherings
        return g.time(noun) is not None or g.place(noun) is not None or self.appointed(self.tree.head[noun])

    def _again(self, verb: int) -> bool:
        return any(self.tree.lower[k] in _AGAIN for c in self.tree.kids[verb] for k in (c, *self.tree.kids[c]))

    def _to_come(self, verb: int) -> bool:
        tree = self.tree
        be = tree.child(verb, "cop") is not None or any(tree.lower[k] in ("are", "is") for k in tree.kids[verb])
        to = any(tree.lower[k] == "to" and tree.dep[k] == "mark" for k in tree.kids[verb])
        return modal(tree, verb) in TO_COME or (be and to) or self._ahead(verb)

    def _agreed(self, verb: int) -> bool:
        """ "an undertaking to sit down in May"."""
        tree = self.tree
        over = tree.head[verb]
        return tree.dep[verb] == "acl" and tree.tag[verb] == "VB" and tree.base[over] in self.words.scheduled

    def _ahead(self, verb: int) -> bool:
        tree = self.tree
        if tree.tag[verb] not in ("VB", "JJ", "VBP", "RB"):
            return False
        over = tree.head[verb] if tree.dep[verb] == "xcomp" else verb
        be = tree.child(verb, "cop") is not None or any(tree.lemma[k] == "be" for k in tree.children(verb, "aux"))
        due = (tree.base[over] in _DUE and over != verb) or self._agreed(verb)
        if tree.tag[verb] == "VBP":
            comes = self.words.returns.head(tree, verb) or self._again(verb)
            return (comes and self.gatherings.time(verb) is not None) or self._soon(verb)
        return modal(tree, verb) in TO_COME or be or due
