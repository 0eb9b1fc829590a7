"""Who most likely sits at a table, or helps those who do, where no words around the talks say so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from parley.coding.acts.slots import SlotReader
from parley.coding.numbers import read
from parley.coding.talks.who.serving import FOES
from parley.coding.talks.who.sides import Side, Sides
from parley.coding.talks.words import Words
from parley.language.tree import Tree

_SUBJECTS = ("nsubj", "nsubj:pass")
_DOERS = ("nsubj", "obl:agent")
_FACING = ("with", "against")
_CONCERNED = ("nmod:poss", "obj", "iobj")
# More than so many who are counted are a conference ("six nations").
_FEW = 3
# How often a side must be told of that no words set against another.
_OFTEN = 2
_PARTISAN = frozenset({"PTY", "ELI"})


class Likely:
    """Reads likelihoods from how a report tells of those it names."""

    def __init__(self, tree: Tree, slots: SlotReader, words: Words, sides: Sides) -> None:
        self.tree, self.slots, self.words, self.sides = tree, slots, words, sides

    def sides_of(self, sentences: set[int], told: Iterable[int], seated: list[int], aside: Iterable[int]) -> list[int]:
        """The two sides that the report tells of most, or else the parties of one land; see `_sides_of`."""
        away, near = list(aside), set(told)
        found = self._sides_of(sentences, near, seated, away)
        if len(found) + len(seated) > 1:
            return found
        return self._parties(sentences, {self.sides.side(e) for e in away}) or found

    def _parties(self, sentences: set[int], away: set[Side]) -> list[int]:
        """The parties of one land, where the report names two of them and more than once."""
        sides = self.sides
        ranked = dict.fromkeys(sides.serves.get(e, e) for e in self._ranked(sentences, away))
        named = [e for e in ranked if sides.entity(e).type == "organization" and sides.called(e)]
        found = [e for e in named if set(sides.entity(e).sectors) & {"PTY", "OPP"} and self._count(e, sentences) > 1]
        homes = {sides.entity(e).country for e in found}
        return found[:2] if len(found) > 1 and len(homes) == 1 else []

    def _sides_of(self, sentences: set[int], told: set[int], seated: list[int], aside: list[int]) -> list[int]:
        """The two sides that the report tells of most: a state and who opposes it, or else two states.

        Args:
            sentences: those that are about the talks.
            told: those that tell of the talks themselves, and the opening.
            seated: entity indexes of the sides that are known already, one at most.
            aside: entity indexes of those who help and of the places.
        """
        away = {self.sides.side(e) for e in aside}
        seated = [e for e in seated if not self.loose(e)]
        ranked = self._ranked(sentences, away)
        near = told
        foes = [e for e in ranked if self.opposes(e) and self._known(e) and self._count(e, near)]
        states = [e for e in ranked if not self.opposes(e) and self.sides.stately(e) and self._governed(e)]
        known = {self.sides.side(e) for e in seated}
        if any(self.opposes(e) for e in seated):
            return self._first(states, known)
        if any(self.sides.stately(e) for e in seated):
            often = self._often(states, sentences)
            # Who fights another state is no side of this one's talks.
            homes = {self.sides.side(e)[1] for e in seated}
            own = [e for e in foes if self.sides.entity(e).country in homes or self.together([e, *seated], near)]
            return self._first(own, known) or self._first([e for e in often if self._count(e, near)], known)
        if seated:
            return []
        if foes:
            home = self.sides.entity(foes[0]).country
            at_home = [e for e in states if self.sides.side(e)[1] in (home, "")] if home else states
            at_home.sort(key=lambda e: self.sides.side(e)[1] != home)
            found = [foes[0], *self._first(at_home, known)]
            return found if home or self.together(found, near) else []
        often = self._often(states, sentences)[:2]
        return often if len(often) > 1 and self.together(often, sentences) else []

    def at_table(self, groups: Iterable[int], here: set[int], lead: set[int], seated: list[int]) -> list[int]:
        """The groups of one of several tables, and the state that they face there where none is seated.

        Args:
            groups: entity indexes of the groups of the table.
            here: the sentences that tell of it.
            lead: the sentences that tell of all tables.
            seated: entity indexes of the sides that are known already.
        """
        held = [e for e in sorted(groups) if self._count(e, here) and self.sides.can_stand(e)]
        found = [e for e in held if self.opposes(e) or self.partisan(e)] or held[:1]
        if any(map(self.sides.stately, seated)):
            return found
        homes = {self.sides.entity(e).country for e in found} - {None}
        ranked = self._ranked(here | lead, set())
        states = [e for e in ranked if self.sides.stately(e) and self._governed(e) and not self.sides.is_people(e)]
        at_home = [e for e in states if self.sides.side(e)[1] in homes]
        named = [e for e in states if self._count(e, lead)]
        return [*(at_home or named or states)[:1], *found]

    def oppose(self) -> bool:
        """Whether the report names two states, or a state and somebody who opposes one."""
        entities = self.sides.entities.entities
        states = {e.code for e in entities if e.code and e.code == e.country}
        return len(states) > 1 or any(set(e.sectors) & FOES for e in entities)

    def bodies(self) -> bool:
        """Whether the report names a union, which bargains with who employs its people."""
        return any(map(self.sides.is_union, range(len(self.sides.entities.entities))))

    def together(self, entities: list[int], sentences: Iterable[int]) -> bool:
        """Whether one of the sentences names two of the sides."""
        sides, tree = self.sides, self.tree
        heads = [(sides.side(e), sides.mentions[n].head) for e in entities for n in sides.entity(e).mentions]
        return any(len({side for side, head in heads if tree.sent[head] == s}) > 1 for s in sentences)

    def _governed(self, e: int) -> bool:
        """Whether it is a state, its government or its people, and no part of its land."""
        return self.sides.entity(e).type != "location"

    def _known(self, e: int) -> bool:
        """Whether those who oppose are more than some: they have a name, or are the opposition."""
        return self.sides.called(e) or self.sides.holds_name(e) or "OPP" in self.sides.entity(e).sectors

    def loose(self, e: int) -> bool:
        """Whether no words tell whose somebody is: a person of no state or group, a body without a name."""
        entity = self.sides.entity(e)
        if entity.type == "person":
            known = not set(entity.sectors) <= {"GOV"} or entity.actor is not None
            return entity.country is None and self.sides.side(e)[0] == "entity" and not known
        named = self.sides.called(e) or self.sides.holds_name(e) or entity.actor is not None
        # "six world powers", "its creditors"
        many = self.sides.counted(e) or self.sides.is_body(e)
        return not named and not many and not self.opposes(e) and not self.sides.stately(e)

    def _first(self, ranked: list[int], known: set[Side]) -> list[int]:
        return next(([e] for e in ranked if self.sides.side(e) not in known), [])

    def _often(self, ranked: list[int], sentences: set[int]) -> list[int]:
        return [e for e in ranked if self._count(e, sentences) >= _OFTEN]

    def opposes(self, e: int) -> bool:
        """Whether the entity bears arms against a state or is in opposition to it."""
        return bool(set(self.sides.entity(e).sectors) & FOES)

    def partisan(self, e: int) -> bool:
        """Whether the entity is a political party, or a leader known by name."""
        return bool(set(self.sides.entity(e).sectors) & _PARTISAN) and self.sides.called(e)

    def _ranked(self, sentences: set[int], away: set[Side]) -> list[int]:
        """One entity for each side that acts in the sentences, the one told of most first."""
        sides = self.sides
        found: dict[Side, int] = {}
        entities = [e for e in range(len(sides.entities.entities)) if self._may(e, sentences)]
        for e in sorted(entities, key=lambda e: -self._count(e, sentences)):
            side = sides.side(e)
            if side not in away and not sides.is_international(e):
                found.setdefault(side, e)
        return list(found.values())

    def _may(self, e: int, sentences: set[int]) -> bool:
        sides = self.sides
        entity = sides.entity(e)
        if not sides.can_stand(e) or not (sides.called(e) or entity.code):
            return False
        if not sides.called(e) and not self.opposes(e) and "GOV" not in entity.sectors:
            return False
        told = [n for n in entity.mentions if self._in(n, sentences)]
        return any(self._acts(n) for n in told) or (
            bool(told) and (self.opposes(e) or any(self._owns(n) for n in told))
        )

    def _owns(self, n: int) -> bool:
        """Whether a mention is whose somebody is, or whom a deed is done to ("Peru's soldiers", "told the rebels")."""
        tree, m = self.tree, self.sides.mentions[n]
        return any(tree.dep[t] in _CONCERNED or tree.case(t) in _FACING for t in range(m.start, m.end))

    def _in(self, n: int, sentences: set[int]) -> bool:
        return self.tree.sent[self.sides.mentions[n].head] in sentences

    def _acts(self, n: int) -> bool:
        return self.tree.dep[self.tree.first_conjunct(self.sides.mentions[n].head)] in _SUBJECTS

    def _count(self, e: int, sentences: set[int]) -> int:
        """How often the sentences tell of an entity, twice where it acts."""
        told = [n for n in self.sides.entity(e).mentions if self._in(n, sentences)]
        return len(told) + sum(1 for n in told if self._acts(n))

    def governments(self, sentences: set[int], seated: list[int]) -> dict[int, int]:
        """States that sit with their own opponents, and their governments, where the report tells of these."""
        out = {}
        for e in seated:
            state = self.sides.entity(e)
            at_home = any(self.opposes(f) and self.sides.entity(f).country in (state.country, None) for f in seated)
            heads = {self.tree.base[self.sides.mentions[n].head] for n in state.mentions}
            person = state.type == "person" and state.code == f"{state.country}GOV"
            if not at_home or not (person or state.code == state.country) or "government" in heads:
                continue
            for g, other in enumerate(self.sides.entities.entities):
                told = other.type == "organization" and other.code == f"{state.country}GOV" and g not in seated
                # "the government" is of whoever leads it, "the Peruvian government" is a side by its name.
                by_name = not person or self._by_land(g) or self.sides.is_sent(e)
                if told and by_name and self._count(g, sentences) and self._by_title(g):
                    out[e] = g
        return out

    def _by_land(self, e: int) -> bool:
        told = self.sides.entity(e).mentions
        return any(self.sides.mentions[n].country or self.sides.holds(n) for n in told)

    def _by_title(self, e: int) -> bool:
        """Whether the words call the entity a government, and that of a land ("the government", no "new one")."""
        tree = self.tree
        heads = (self.sides.mentions[n].head for n in self.sides.entity(e).mentions)
        return any(
            tree.base[h] == "government" and not any(tree.lower[k] in ("a", "an") for k in tree.children(h, "det"))
            for h in heads
        )

    def numbered(self, noun: int) -> bool:
        """Whether the words before a noun count who talks ("six-party talks")."""
        tree = self.tree
        before = range(max(tree.left[noun], noun - 5) + 2, noun)
        if any(tree.lower[k] in self.words.counting and tree.words[k - 1] == "-" for k in before):
            return True
        # "envoys of six nations went home from the talks"
        here = range(*tree.sents[tree.sent[noun]])
        counted = (k for k in here if tree.base[k] in self.words.states and tree.tag[k] == "NNS")
        counts = (read(tree.lower, j) for k in counted for j in tree.children(k, "nummod"))
        return any(count is not None and count[0] > _FEW for count in counts)

    # -- who helps -------------------------------------------------------------------------------------------------

    def helpers(self, sentences: set[int], parties: list[int]) -> Iterator[int]:
        """People of third sides who act in what is told of talks between two: they help, unless they only look on.

        Args:
            sentences: those that are about the talks.
            parties: entity indexes of both sides.
        """
        sides = self.sides
        seated = {sides.side(p) for p in parties}
        homes = {self._country(p) for p in parties}
        if len(seated) < 2 or any(map(sides.is_international, parties)):
            return
        about = {s for s in sentences if self._of_talks(s, parties)}
        for e, entity in enumerate(sides.entities.entities):
            if entity.type != "person" or not sides.called(e) or sides.side(e) in seated:
                continue
            sent = self._sent(e)
            if entity.country in homes or not (sent or (entity.country and any(homes))):
                continue
            near = sentences if sent else about
            hands = (
                self._takes_a_hand(n, near, judge=sent) or self._takes_a_hand(n, sentences, judge=False, speak=False)
                for n in entity.mentions
            )
            if any(hands):
                yield e

    def _sent(self, e: int) -> bool:
        """Whether somebody speaks for an organization of states."""
        served = self.sides.serves.get(e)
        return self.sides.is_international(e) or (served is not None and self.sides.is_international(served))

    def _country(self, e: int) -> str | None:
        side = self.sides.side(e)
        if side[0] == "gov":
            return side[1] or None
        return self.sides.entity(e).country

    def _of_talks(self, sentence: int, parties: list[int]) -> bool:
        """Whether a sentence names a side, all of them, the talks or a text."""
        tree, words = self.tree, self.words
        here = slice(*tree.sents[sentence])
        told = tree.base[here]
        if any(not names.isdisjoint(told) for names in (words.talked, words.titles, words.agreements)):
            return True
        if any(map(self.sides.is_everyone, range(here.start, here.stop))):
            return True
        heads = (self.sides.mentions[n].head for p in parties for n in self.sides.entity(p).mentions)
        return any(tree.sent[h] == sentence for h in heads)

    def _speaks_only(self, n: int) -> bool:
        m = self.sides.mentions[n]
        return any(self.tree.base[t] in self.words.voices for t in range(m.start, m.end))

    def _elsewhere(self, sentence: int) -> bool:
        """Whether the sentence begins with another place than that of the dateline ("In Ankara, she said ...")."""
        tree, sides = self.tree, self.sides
        start, end = tree.sents[sentence]
        while start < end and not tree.words[start].strip():
            start += 1
        n = sides.inside.get(start + 1)
        if start + 2 >= end or tree.lower[start] not in ("in", "from") or n is None:
            return False
        m = sides.mentions[n]
        dated = None if sides.dated is None else sides.mentions[sides.dated]
        there = dated is not None and tree.lower[m.head] == tree.lower[dated.head]
        return m.type == "location" and m.form == "name" and tree.words[m.end : m.end + 1] == [","] and not there

    def _takes_a_hand(self, n: int, sentences: set[int], *, judge: bool, speak: bool = True) -> bool:
        """Whether a mention is the subject of a deed in the sentences, other than one of onlookers."""
        tree = self.tree
        head = self.sides.mentions[n].head
        if not self._in(n, sentences) or self._elsewhere(self.tree.sent[head]):
            return False
        head = tree.first_conjunct(head)
        verb = tree.head[head]
        if tree.dep[head] not in _DOERS or not self.slots.is_verbal(verb) or tree.dep[verb] == "acl":
            return False
        if not judge and tree.base[verb] in self.words.judging:
            return False
        if not speak and (tree.base[verb] in self.words.tells or tree.dep[verb] == "ccomp"):
            # What somebody says, of himself or others, is no deed of his in the talks.
            return False
        if self._speaks_only(n):
            return False
        given = (tree.base[k] for j in tree.children(verb, "obj") for k in (j, *tree.children(j, "nmod")))
        return not self.words.onlooks.head(tree, verb) and self.words.supplies.isdisjoint(given)
