"""Earlier rounds of which a sentence tells beside the news: the sides met before, or agreed on a text elsewhere."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from parley.coding.acts.status import modal, negated, perfect_past
from parley.coding.talks.rounds.gatherings import Gatherings
from parley.coding.talks.rounds.negotiation import Venue
from parley.coding.talks.who.sides import Side
from parley.coding.talks.words import noun_of

_FIRST = frozenset({"first", "opening", "initial", "earlier", "previous", "last", "second", "third", "fourth", "fifth"})
# Adverbs that say so of a verb ("they last met in May").
_LAST = frozenset({"last", "first", "previously", "earlier", "already", "before"})
_CLAUSES = ("acl", "acl:relcl")
_DONE = ("VBD", "VBN")
# How many days before the report a text was agreed on that is still told of as a round of these talks.
_YEARS = 800
# How many days before it a text was agreed on elsewhere that is none of the news.
_DAYS = 5
# How many days before it sides met elsewhere.
_SINCE = 1


class Earlier:
    """Finds them in one Doc."""

    def __init__(self, gatherings: Gatherings) -> None:
        self.gatherings = gatherings
        self.tree, self.words, self.stages = gatherings.tree, gatherings.words, gatherings.stages

    def rounds(self, sentence: int, here: Container[str], *, futile: bool) -> Iterator[tuple[int, int | None]]:
        """Tokens that tell of an earlier round, each with the index of its time.

        Args:
            sentence: after the news.
            here: the places of the talks of the news, lower case.
            futile: whether a phrase of the sentence tells of an end without result.
        """
        tree, words, g = self.tree, self.words, self.gatherings
        for i in range(*tree.sents[sentence]):
            if tree.pos[i] in ("VERB", "ADJ") and (words.sits.head(tree, i) or words.returns.head(tree, i)):
                time = g.time(i)
                done = words.sits.head(tree, i) and tree.tag[i] in _DONE and not modal(tree, i)
                if done and not negated(tree, i) and g.together(i) and self._before(i, time, here):
                    yield i, time
            elif tree.pos[i] == "VERB" and (words.host.head(tree, i) or words.opens.head(tree, i)) and g.guests(i):
                # "when the president received the two in May"
                time = g.time(i) or g.time(tree.head[i])
                after = {tree.lower[k] for k in range(i, tree.sents[sentence][1])}
                if tree.tag[i] in _DONE and not negated(tree, i) and g.recent(time) and after.isdisjoint(words.next):
                    yield i, time
            elif tree.pos[i] == "VERB" and (perfect_past(tree, i) or g.unnamed(i)) and self._came_to_terms(i):
                # "In May the two delegations had settled on an agenda."
                yield i, g.time(i)
            elif tree.base[i] in words.rounds | words.later and tree.pos[i] == "NOUN":
                modifiers = {tree.lower[k] for k in tree.children(i, "amod")}
                verb = tree.head[i]
                time = g.time(i) if tree.pos[verb] != "VERB" else g.time(verb)
                time = g.only_time(i) if time is None else time
                held = tree.pos[verb] == "VERB" and tree.tag[verb] in _DONE and not tree.children(verb, "aux")
                if modifiers & _FIRST and (
                    g.recent(time) or (held and self.stages.later(time)) or (futile and g.place(i) is not None)
                ):
                    yield i, time

    def sides(self, opening: Iterable[int]) -> set[Side]:
        """The sides of all whom the news names."""
        sides, within = self.gatherings.sides, set(opening)
        named = {n for n, m in enumerate(sides.mentions) if self.tree.sent[m.head] in within}
        return {sides.side(sides.entities.of[n]) for n in named if n in sides.entities.of}

    def text(
        self, sentence: int, here: Container[str], known: Container[Side]
    ) -> tuple[int, int, int | None, Venue | None] | None:
        """A text that was agreed on before, elsewhere: the verb, the noun, the index of the time, the place.

        Args:
            sentence: after the news.
            here: the places of the talks of the news, lower case.
            known: the sides that the news names.
        """
        tree, g = self.tree, self.gatherings
        for i in range(*tree.sents[sentence]):
            if tree.pos[i] not in ("NOUN", "PROPN") or noun_of(tree, i) not in self.words.agreements:
                continue
            first = bool({tree.lower[k] for k in tree.children(i, "amod")} & _FIRST)
            for verb in self._makers(i):
                time, place = self._time(verb), g.place(verb) or self._town(i)
                elsewhere = place is not None and place[0].lower() not in here
                old = time is not None and (self.stages.old(time) or (elsewhere and self.stages.earlier(time, _DAYS)))
                before = old and time is not None and not self.stages.earlier(time, _YEARS)
                if not (before or (first and not (place is not None and place[0].lower() in here))):
                    continue
                if (place is not None or self._somewhere(verb)) and not self._of_others(verb, i, known):
                    return verb, i, time, place
        return None

    def _time(self, verb: int) -> int | None:
        """The time of a verb, or the one whose clause it is in ("back in May, when both signed a truce")."""
        tree, time = self.tree, self.gatherings.time(verb)
        if time is None and tree.dep[verb] in ("acl:relcl", "advcl"):
            return next((n for n, t in enumerate(self.stages.times) if t.head == tree.head[verb]), None)
        return time

    def _town(self, noun: int) -> Venue | None:
        """ "the accord of Lima", "the Lima truce"."""
        tree, venues = self.tree, self.gatherings.venues
        beside = [k for k in tree.children(noun, "nmod", "compound") if tree.case(k) in (None, "of")]
        return next((v for k in beside if (v := venues.town(k)) is not None), None)

    def _of_others(self, verb: int, noun: int, known: Container[Side]) -> bool:
        """Whether somebody agreed with a side of which the news does not tell."""
        g = self.gatherings
        both = (g.slots.verb(verb), g.slots.noun(noun))
        who = g.sides.all(k for own in both for slot in ("with", "between") for k in own.get(slot, ()))
        return any(g.sides.can_stand(e) and g.sides.side(e) not in known for e in who)

    def _somewhere(self, verb: int) -> bool:
        """Whether a place without a name is told ("struck in the same town")."""
        tree = self.tree
        here = any(tree.lower[k] in ("here", "there") for k in tree.children(verb, "advmod"))
        return here or any(
            tree.case(k) in ("in", "at") and tree.base[k] in self.words.grounds for k in tree.children(verb, "obl")
        )

    def _makers(self, noun: int) -> Iterator[int]:
        """Verbs that say that a text was made ("a truce agreed in Oslo", "the accord was signed in May")."""
        tree = self.tree
        found = tree.children(noun, *_CLAUSES)
        if tree.plain[noun] in ("nsubj", "obj"):
            found.append(tree.head[noun])
        for verb in found:
            done = tree.tag[verb] in _DONE and modal(tree, verb) is None and not negated(tree, verb)
            if done and tree.pos[verb] == "VERB" and tree.base[verb] in self.words.makes:
                yield verb

    def _came_to_terms(self, verb: int) -> bool:
        """Whether all who sit at the table had agreed on something, well before the news."""
        words, g = self.words, self.gatherings
        accepts = any(s.stance == "accepts" for s in words.stances.at(self.tree, verb))
        if negated(self.tree, verb) or not (accepts or words.sign.head(self.tree, verb)) or not g.together(verb):
            return False
        return self.tree.plain[verb] in ("root", "conj") and (g.recent(g.time(verb)) or self.stages.ago(verb))

    def _before(self, verb: int, time: int | None, here: Container[str]) -> bool:
        """Whether the verb tells of a day well before the news, or of what was done elsewhere."""
        if self.gatherings.recent(time) or self.stages.ago(verb):
            return True
        place = self.gatherings.place(verb)
        if (time is not None or place is not None) and perfect_past(self.tree, verb):
            return True
        placed = place is not None or self._somewhere(verb)
        if placed and any(self.tree.lower[k] in _LAST for k in self.tree.kids[verb]):
            return True
        # Of what the sides did in these days, news dated elsewhere tells late.
        days = time is not None and self.stages.earlier(time, _SINCE) and not self.stages.later(time)
        return days and place is not None and place[0].lower() not in here
