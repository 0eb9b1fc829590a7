"""What the words around a verb or a noun tell of a gathering: who comes together, when, and where."""

from __future__ import annotations

from parley.coding.acts.slots import SlotReader
from parley.coding.talks.rounds.negotiation import Venue
from parley.coding.talks.rounds.stage import StageReader
from parley.coding.talks.rounds.venue import VenueReader
from parley.coding.talks.signals.signal import Signal
from parley.coding.talks.who.sides import Sides
from parley.coding.talks.words import Words
from parley.language.tree import Tree

_THESE = frozenset({"the", "these", "those", "same", "two", "both", "their", "rival", "warring"})
# Words that stand for all of them ("the trio had met in May", "all three are to return").
_COUNTS = frozenset({"pair", "duo", "trio", "three", "four", "both", "two"})
_STEPS = 4
# How many words after a verb the first time tells of it, and what stands between them then.
_CLOSE = 6
_STOPS = frozenset({",", ";", ":", ".", "and", "but"})
# How many days before the report what sides did is no round of these talks any more.
_LONG = 400


class Gatherings:
    """Reads them in one Doc."""

    def __init__(
        self, tree: Tree, slots: SlotReader, words: Words, sides: Sides, stages: StageReader, venues: VenueReader
    ) -> None:
        self.tree, self.slots, self.words, self.sides = tree, slots, words, sides
        self.stages, self.venues = stages, venues

    def together(self, verb: int) -> bool:
        """Whether those who sit at the table do what the verb says, by their names or not."""
        sides = self.sides
        who = [*self._subjects(verb), *self.slots.verb(verb).get("with", ())]
        if self.unnamed(verb) or len({sides.side(e) for e in sides.all(who) if sides.can_stand(e)}) > 1:
            return True
        # "He and his counterpart met": two by their names, whomever they speak for.
        people = {e for e in sides.all(who) if sides.entity(e).type == "person"}
        return len(people) > 1

    def unnamed(self, verb: int) -> bool:
        """Whether the subject is of all who sit there, by no name ("the two sides", "the negotiators", "they")."""
        tree = self.tree
        if any(tree.lower[k] in ("each", "another") and tree.plain[k] == "obj" for k in tree.kids[verb]):
            # "met each other", whatever parsers take for the subject.
            return True
        return any(
            self.sides.is_everyone(k) or self.people(k) or (tree.lower[k] == "they" and self._of_many(k))
            for k in self._subjects(verb)
        )

    def _of_many(self, pronoun: int) -> bool:
        """Whether a pronoun stands for several, or for nobody that is known."""
        found, sides = self.sides.at(pronoun), self.sides
        heads = [sides.mentions[n].head for e in found for n in sides.entity(e).mentions]
        return len(found) != 1 or any(self.tree.tag[h] == "NNS" for h in heads)

    def they(self, verb: int) -> bool:
        """Whether no more than "they" do what the verb says, which may be the talks themselves."""
        return all(self.tree.pos[k] == "PRON" for k in self._subjects(verb))

    def guests(self, verb: int) -> bool:
        """Whether those who sit at the table are the guests of somebody."""
        return any(self.sides.is_everyone(k) or self.people(k) for k in self.slots.verb(verb).get("obj", ()))

    def _subjects(self, verb: int) -> list[int]:
        return self.slots.verb(verb).get("subj", []) or self.tree.children(verb, "nsubj", "nsubj:pass")

    def people(self, noun: int) -> bool:
        """ "the same teams", "their delegations", "the negotiators", "officers of both camps"."""
        tree, words = self.tree, self.words
        if tree.lower[noun] in _COUNTS and not tree.children(noun, "nmod"):
            return True
        if tree.tag[noun] != "NNS" or tree.base[noun] not in words.counterparts | words.paired | words.seated:
            return False
        whose = [k for k in tree.children(noun, "nmod", "nmod:poss", "compound") if tree.case(k) not in ("in", "at")]
        if any(map(self.sides.is_pair, whose)):
            return True
        named = [k for k in whose if tree.dep[k] != "nmod:poss" or tree.pos[k] != "PRON"]
        return any(tree.lower[k] in _THESE for k in tree.kids[noun]) and not named

    def bare(self, verb: int) -> bool:
        """Whether people of nobody else do what the verb says ("Officers gather again on Monday")."""
        tree, words = self.tree, self.words
        return any(
            tree.tag[k] == "NNS"
            and tree.base[k] in words.counterparts | words.seated
            and not tree.children(k, "nmod", "nmod:poss", "compound", "det")
            # "Southern African leaders" are others.
            and not any(tree.words[c][:1].isupper() and c + 1 < k for c in tree.children(k, "amod"))
            and not any(self.sides.national(c) for c in tree.children(k, "amod"))
            for k in self._subjects(verb)
        )

    def time(self, token: int) -> int | None:
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
        return self._next_time(token) if tree.pos[token] == "VERB" else None

    def only_time(self, token: int) -> int | None:
        """The time of the token's sentence, where it has no more than one."""
        tree = self.tree
        found = [n for n, t in enumerate(self.stages.times) if tree.sent[t.head] == tree.sent[token]]
        one = len(found) == 1 and self.stages.times[found[0]].type in ("DATE", "TIME")
        return found[0] if one and not self.stages.times[found[0]].plain else None

    def _next_time(self, verb: int) -> int | None:
        """The time that stands close after a verb, before any other, wherever the parse hangs it."""
        for n, t in enumerate(self.stages.times):
            if verb < t.start <= verb + _CLOSE and not t.plain and t.type in ("DATE", "TIME"):
                between = range(verb + 1, t.start)
                return None if any(self.tree.pos[k] == "VERB" or self.tree.words[k] in _STOPS for k in between) else n
        return None

    def place(self, token: int) -> Venue | None:
        return self.venues.venue(Signal(token, token, "verb", [(token, "verb")]))

    def recent(self, time: int | None) -> bool:
        """Whether a time is of a round before this one, and not of long ago."""
        return time is not None and self.stages.old(time) and not self.stages.earlier(time, _LONG)
