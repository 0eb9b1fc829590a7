"""Who sits at the table: parties, mediators and hosts, and which names stand for the same side."""

from __future__ import annotations

from collections.abc import Iterable

from parley.coding.acts.slots import SlotReader
from parley.coding.layers import Entities, Mention, Relation
from parley.coding.talks.who.serving import FOES, LED, Serving
from parley.coding.talks.who.standing import ARMED, Standing
from parley.coding.talks.words import Words
from parley.language.tree import Tree

Side = tuple[str, str]

_GOVERNMENT = ("gov", "")
_OTHER = ("other", "")
# Sectors of bodies of people that a government negotiates with.
_BODIES = frozenset({"LAB", "BUS", "CVL", "EDU", "AGR"})
# Sectors of those who speak for a state.
_STATE = frozenset({"GOV", "MIL"})
# Places of a noun in a clause, in which "the two" stands for two who were named before.
_ALONE = frozenset({"nsubj", "obj", "obl", "iobj"})
# What guarantors of a state stand for.
_STATEHOOD = frozenset({"independence", "sovereignty", "constitution", "statehood"})
_LANDS = frozenset({"island", "country", "republic", "state", "nation"})
_FOLLOW = (("of", "from", "poss"), ("mod",))


class Sides(Standing):
    """What the entities of one report are to its talks: for whom words stand, and to which side who belongs."""

    def __init__(
        self,
        tree: Tree,
        slots: SlotReader,
        words: Words,
        mentions: list[Mention],
        entities: Entities,
        relations: list[Relation],
    ) -> None:
        super().__init__(tree, words, mentions, entities)
        self.slots, self.relations = slots, relations
        pairs = Serving(tree, slots, words, mentions, entities, relations).pairs()
        self.serves = {person: body for person, body in pairs if not self._mediates(body)}
        self._torn = self._foes_home()
        # The tokens that are being followed to whom they mean.
        self._asked: set[int] = set()

    def at(self, token: int) -> list[int]:
        """The entities that the phrase headed by the token stands for; a title that names nobody is followed to
        whom it belongs ("delegates of the front", "Israeli and Palestinian negotiators"); none, where the words lead
        back to the token ("their governments" may be whom "their" means)."""
        if token in self._asked:
            return []
        self._asked.add(token)
        try:
            return self._at(token)
        finally:
            self._asked.discard(token)

    def _at(self, token: int) -> list[int]:
        twins = [self.state(country) for country in self.words.twins.get(self.tree.lower[token], ())]
        if twins and None not in twins:
            return [e for e in twins if e is not None]
        n = self.entities.at.get(token, self._named_at(token))
        if n is not None and n == self.dated:
            return []
        if (several := self._several(token)) or (several := self._most_of(token)):
            return several
        found: list[int] = []
        if n is not None:
            found = self.entities.members.get(n) or ([self.entities.of[n]] if n in self.entities.of else [])
            if len(found) == 1 and self.tree.pos[token] == "PRON" and (meant := self._antecedent(token, found[0])):
                return meant
            if self.tree.pos[token] == "PRON" and self.is_everyone(token):
                # "a draft between them", the two delegations
                return []
            # "Ann Roe's Party of Unity" is the party.
            body = self.mentions[n].form == "name" and self.mentions[n].type == "organization" and len(found) == 1
            plain = self.mentions[n].form != "nominal" and self.tree.base[token] not in self.words.nobody
            if found and (plain or body):
                return found
            named_after = self.tree.children(token, "appos") or self._named_later(token)
            if not named_after and (told := self._called_after(n, token)) is not None:
                return [told]
            if self.tree.tag[token] == "NNS":
                # "two judges, Ann Roe and Jan Poe"
                named_after = [c for k in named_after for c in self.tree.conjuncts(k)]
            beside = [self.entities.at[k] for k in named_after if k in self.entities.at]
            named = [self.entities.of[k] for k in beside if self.mentions[k].form == "name" and k in self.entities.of]
            if named:
                return named
        if found and (person := self._described(token)) is not None:
            return [person]
        if n is None and self.tree.pos[token] == "NOUN":
            # "her colleague Ann Roe"
            named = [k for k in self.tree.children(token, "appos") if self.tree.pos[k] == "PROPN"]
            if beside := [e for k in named for e in self.at(k)]:
                return beside
        within = self._within(token)
        if found and not within and (self._partisans(token) or self.heads_many(token)):
            return found
        if self.tree.base[token] in self.words.nobody or not found or within:
            own = self.slots.noun(token)
            for where in _FOLLOW:
                followed = [e for slot in where for t in own.get(slot, ()) for e in self.all([t]) if self.can_stand(e)]
                if within and all(map(self._is_state, followed)) and len(followed) < 2:
                    # "Yemen's warring parties" are all of them.
                    return []
                described = where == ("mod",) and any(map(self.fights, found)) and not any(map(self.fights, followed))
                if followed:
                    # "the largest Muslim rebel group" is the group, not its people.
                    return found if described else followed
            if within:
                return []
        return [e for e in found if not self._is_nobody(n)]

    def _several(self, token: int) -> list[int]:
        """The states whose governments or people a plural means ("the Peruvian and Chilean governments")."""
        tree = self.tree
        if tree.tag[token] != "NNS" or tree.base[token] not in self.words.counterparts | self.words.states:
            return []
        own = self.slots.noun(token)
        for slot in ("poss", "of", "from", "mod"):
            found = [e for e in self.all(k for k in own.get(slot, ()) if k != token) if self._is_state(e)]
            if len({self.side(e) for e in found}) > 1:
                return [] if slot == "mod" and tree.base[token] == "party" else found
        return []

    def row_before(self, token: int) -> list[int]:
        """ "Ann Roe and Jan Poe met in Lima. They signed ...": those of the row that did what the sentence before
        tells."""
        tree = self.tree
        if tree.lower[token] != "they" or tree.plain[token] != "nsubj" or not tree.sent[token]:
            return []
        before = range(*tree.sents[tree.sent[token] - 1])
        root = next((k for k in before if tree.head[k] == k), None)
        subject = None if root is None else tree.child(root, "nsubj")
        row = [] if subject is None or tree.pos[subject] != "PROPN" else self.row(subject)
        return list(dict.fromkeys(e for t in row for e in self.at(t))) if len(row) > 1 else []

    def _most_of(self, token: int) -> list[int]:
        """ "most of the opposition", "a majority of the factions": those of whom it is so many."""
        tree = self.tree
        if tree.base[token] not in self.words.shares:
            return []
        return self.all(k for k in tree.children(token, "nmod", "obl") if tree.case(k) == "of")

    def _partisans(self, token: int) -> bool:
        """Whether a word before "parties" says which they are ("the ruling parties"), and not only whose."""
        tree = self.tree
        if tree.base[token] != "party" or tree.tag[token] != "NNS":
            return False
        kin = [k for k in tree.children(token, "amod", "compound") if tree.lower[k] not in self.words.pairing]
        # "the province's parties" are not the province.
        return bool(kin) or any(
            self._kind(k) == "location" or self.named_state(k) for k in tree.children(token, "nmod:poss")
        )

    def has_a_say(self, i: int) -> bool:
        """Whether guarantors are those of a state, who bargain, rather than of talks ("the guarantor powers")."""
        tree = self.tree
        if tree.base[i] == "power":
            return any(tree.base[k] == "guarantor" for k in tree.children(i, "compound", "amod"))
        things = [k for k in tree.children(i, "nmod") if tree.case(k) == "of"]
        # "the island's guarantors"
        owners = tree.children(i, "nmod:poss")
        lands = any(tree.base[k] in _LANDS or self.named_state(k) for k in owners)
        return tree.base[i] == "guarantor" and (lands or any(tree.base[k] in _STATEHOOD for k in things))

    def _antecedent(self, token: int, e: int) -> list[int]:
        """Whom a pronoun for people of a side stands for ("Ms. Roe's envoys came. They refused ..."): the side."""
        if self.called(e) or self.entity(e).type != "organization":
            return []
        heads = [self.mentions[n].head for n in self.entity(e).mentions if self.mentions[n].form == "nominal"]
        heads = [h for h in heads if self.tree.tag[h] == "NNS" and self.tree.base[h] in self.words.nobody]
        meant = self.at(heads[0]) if heads else []
        return meant if len(meant) == 1 and self.entity(meant[0]).type == "person" else []

    def _described(self, token: int) -> int | None:
        """The person whom a title behind the name describes ("Ann Roe, the Peruvian minister who came")."""
        n, over = self.entities.at.get(token), self.tree.head[token]
        if n is None or self.mentions[n].type != "person" or self.tree.dep[token] != "appos":
            return None
        named = self.entities.at.get(over) if self._kind(over) == "person" else None
        return None if named is None else self.entities.of.get(named)

    def helping(self, tokens: Iterable[int]) -> list[int]:
        """Whom tokens stand for in deeds of helpers: not the land of somebody ("the former Peruvian president") but the
        one whom the report names of it."""
        found: list[int] = []
        for t in tokens:
            n = self.entities.at.get(t)
            e = self.entities.of.get(n) if n is not None and self.tree.tag[t] == "NN" else None
            one = None if e is None or self.entity(e).type != "person" else self._only_one(e)
            one = self._of_a_nation(t) if one is None else one
            found += self.all([t]) if one is None else [one]
        return list(dict.fromkeys(found))

    def _of_a_nation(self, token: int) -> int | None:
        """ "Ann Roe, the Peruvian who chaired the talks": the person, and not the state."""
        tree = self.tree
        if tree.dep[token] != "appos" or not any(tree.lower[k] in ("the", "a", "an") for k in tree.kids[token]):
            return None
        n = self.inside.get(tree.head[token])
        e = None if n is None else self.entities.of.get(n)
        return e if e is not None and self.entity(e).type == "person" else None

    def _only_one(self, e: int) -> int | None:
        country = self.entity(e).country
        if country is None or self.called(e):
            return None
        people = (k for k, other in enumerate(self.entities.entities) if other.type == "person" and self.called(k))
        kin = [k for k in people if self.entity(k).country == country]
        return kin[0] if len(kin) == 1 else None

    def _named_later(self, token: int) -> list[int]:
        """ "the head of its delegation, Ann Roe, refused": parsers hang the name on the body that she heads."""
        tree, n = self.tree, self.entities.at.get(token)
        if n is None or self.mentions[n].type != "person" or tree.tag[token] != "NN":
            return []
        bodies = [k for k in tree.children(token, "nmod") if tree.case(k) == "of"]
        names = [k for body in bodies for k in tree.children(body, "appos") if k in self.entities.at]
        return [k for k in names if self.mentions[self.entities.at[k]].type == "person"]

    def all(self, tokens: Iterable[int]) -> list[int]:
        """The entities of the tokens and their conjuncts, in text order."""
        return list(dict.fromkeys(e for t in tokens for c in self.row(t) for e in self.at(c)))

    def row(self, token: int) -> list[int]:
        """A token and its conjuncts, with those that parsers join to the name before them."""
        tree = self.tree
        row = list(tree.conjuncts(token))
        row += [k for k in (*self._parted(token), *self._in_line(token)) if k not in row]
        for t in row:
            if self._kind(t) == "person":
                # "Ann Roe of the union and Jan Poe of Peru": people stand in a row with people.
                after = [c for k in tree.children(t, "nmod", "flat") for c in tree.conjuncts(k)[1:]]
                row += [c for c in after if self._kind(c) == "person" and c not in row]
                # "Ann Roe of Peru, Jan Poe of Chile and Ida Moe": the second may hang on the first as her other name.
                others = (k for k in tree.children(t, "appos") if self._kind(k) == "person")
                row += [k for k in others if self.at(k) != self.at(t) and k not in row]
            elif len(row) > 1 and self.named_state(t):
                # "Peru, Chile, Cuba and Spain"
                row += [k for k in tree.children(t, "nmod:unmarked", "appos") if self.named_state(k) and k not in row]
        return row

    def _parted(self, token: int) -> list[int]:
        """Those whom "and" joins to a subject where parsers make two subjects of them, or an apposition of the first
        ("the government, its allied parties and the rebels signed")."""
        tree = self.tree
        joined: list[int] = []
        if tree.plain[token] == "nsubj":
            beside = (k for k in tree.children(tree.head[token], "nsubj", "nsubj:pass") if k > token)
            joined += [c for k in beside if self._and(k) for c in tree.conjuncts(k)]
        if tree.tag[token] == "NN":
            # "the government of Peru and the Northern Front": parsers join the front to Peru.
            of = (k for k in tree.children(token, "nmod") if tree.case(k) == "of" and self.named_state(k))
            inner = (c for k in of for c in tree.conjuncts(k)[1:] if not tree.case(c))
            joined += [c for c in inner if any(map(self.fights, self.at(c)))]
        n = self.entities.at.get(token)
        own = None if n is None else self.entities.of.get(n)
        for k in tree.children(token, "appos"):
            listed = tree.conjuncts(k)
            m = self.entities.at.get(k)
            other = None if m is None else self.entities.of.get(m)
            if (
                len(listed) > 1
                and own is not None
                and other not in (None, own)
                and tree.tag[k] in ("NNS", "NNPS", "NNP")
            ):
                joined += [c for c in listed if tree.tag[c] != "NN" or self._and(c)]
        return joined

    def _and(self, token: int) -> bool:
        return any(self.tree.lower[c] == "and" for c in self.tree.children(token, "cc"))

    def _kind(self, token: int) -> str | None:
        n = self.entities.at.get(token)
        return None if n is None or self.mentions[n].form != "name" else self.mentions[n].type

    def named_state(self, token: int) -> bool:
        """Whether the token is the name of a state."""
        n = self.entities.at.get(token)
        e = None if n is None or self.mentions[n].form != "name" else self.entities.of.get(n)
        return e is not None and self._is_state(e)

    def _is_nobody(self, n: int | None) -> bool:
        if n is None:
            return True
        m = self.mentions[n]
        e = self.entities.of.get(n)
        if (m.form != "nominal" and m.end - m.start > 1) or m.actor or (e is not None and self.called(e)):
            return False
        if any(self.tree.lower[k] in self.words.foes for k in range(m.start, m.head)):
            return False
        if e is not None and not m.plural and self.is_international(e):
            return False
        kin = [
            k
            for k in self.tree.kids[m.head]
            if self.tree.dep[k] in ("amod", "compound", "nmod:poss", "nmod", "acl") and self.tree.lower[k] != "other"
        ]
        counted = m.plural and not kin
        if counted and self.tree.base[m.head] in self.words.counted and "other" in self.tree.lower[m.start : m.head]:
            # "other parties"
            return True
        e = self.entities.of.get(n) if n is not None else None
        armed = e is not None and self.tree.base[m.head] == "group" and self.fights(e)
        return (self.tree.base[m.head] in self.words.nobody and not m.country and not armed) or (
            counted and self.tree.base[m.head] in self.words.counted
        )

    def may_face(self, e: int, others: list[int]) -> bool:
        """Whether it is a body of people such as strikers or creditors, who are named together with a government."""
        return self.is_body(e) and any(self.stately(other) for other in others if other != e)

    def is_body(self, e: int) -> bool:
        """Whether the entity is a body of people such as strikers or creditors."""
        entity = self.entity(e)
        return entity.type == "organization" and not _BODIES.isdisjoint(entity.sectors)

    def calls_all(self, verb: int) -> bool:
        """ "The ministers summoned both to Lima": whoever calls all who sit there is none of them."""
        called = self.slots.verb(verb).get("obj", ()) if self.words.opens.head(self.tree, verb) else ()
        return any(self.is_everyone(k) or self.tree.lower[k] == "both" for k in called)

    def is_union(self, e: int) -> bool:
        """Whether the entity is a union or those who strike."""
        entity = self.entity(e)
        return entity.type == "organization" and "LAB" in entity.sectors

    def contends(self, e: int) -> bool:
        """Whether the entity fights a state, or bargains for those who work."""
        return self.fights(e) or self.is_union(e)

    def armed(self, token: int) -> bool:
        """Whether the token stands for somebody who fights or opposes a state."""
        if self.tree.base[token] in self.words.foes:
            return True
        return any(set(self.entity(e).sectors) & FOES for e in self.at(token))

    def is_pair(self, i: int) -> bool:
        """Whether the words mean two who were named before ("both sides", "the two governments")."""
        tree, words = self.tree, self.words
        if tree.lower[i] == "two" and tree.plain[i] in _ALONE and any(tree.lower[k] == "the" for k in tree.kids[i]):
            return True
        return tree.base[i] in words.paired and any(tree.lower[k] in words.pairing for k in tree.kids[i])

    def is_everyone(self, i: int) -> bool:
        """Whether the words mean all who sit at the table, or a pronoun stands for such words."""
        if self.is_pair(i) or self._seated(i):
            return True
        n = self.entities.at.get(i)
        e = self.entities.of.get(n) if n is not None and self.tree.pos[i] == "PRON" else None
        heads = [] if e is None else [m.head for k in self.entity(e).mentions if (m := self.mentions[k]).head != i]
        return bool(heads) and all(self.tree.pos[h] == "PRON" or self.is_pair(h) or self._seated(h) for h in heads)

    def _seated(self, i: int) -> bool:
        tree = self.tree
        kin = [k for k in tree.kids[i] if tree.dep[k].split(":")[0] in ("amod", "compound", "nmod", "acl")]
        if self._within(i):
            return True
        return tree.base[i] in self.words.seated and tree.tag[i] == "NNS" and not kin

    def _within(self, i: int) -> bool:
        tree = self.tree
        feuding = any(tree.lower[k] in self.words.pairing for k in tree.kids[i])
        return tree.tag[i] == "NNS" and tree.base[i] in self.words.within and feuding

    def collective(self, sentences: Iterable[int]) -> list[int]:
        """The first words in the sentences for all sides of one land ("Chad's warring parties")."""
        tokens = (i for s in sorted(sentences) for i in range(*self.tree.sents[s]) if self._within(i))
        found = (self.entities.headed_by(i) for i in tokens)
        return next(([e] for e in found if e is not None and self.can_stand(e)), [])

    def pair_before(self, i: int, *, states: bool = False) -> list[int]:
        """The entities of two sides, or of two states only, joined by "and" nearest before a token."""
        tree = self.tree
        for k in range(i - 1, -1, -1):
            if tree.dep[k] == "conj" and len(tree.conjuncts(tree.head[k])) == 2:
                found = [e for e in self.all([tree.head[k]]) if self.can_stand(e)]
                if len({self.side(e) for e in found}) == 2 and not (states and not all(map(self._is_state, found))):
                    return found
        return []

    def national(self, token: int) -> bool:
        """Whether the token is of a word for a state or a people."""
        n = self.inside.get(token)
        return n is not None and self.mentions[n].country is not None

    def side(self, e: int) -> Side:
        """The side that the entity belongs to; the empty name is a side that the words leave open."""
        served = self.serves.get(e)
        if served is None or (self._rebel(e) and self._is_state(served)):
            served = self._front(e)
        if served is not None and served != e:
            return self.side(served) if self.serves.get(served) != e else (self._own(served))
        return self._own(e)

    def _rebel(self, e: int) -> bool:
        return self.entity(e).type == "person" and not ARMED.isdisjoint(self.entity(e).sectors)

    def stately(self, e: int) -> bool:
        """Whether the entity is a state or speaks for one."""
        return self.side(e)[0] == "gov"

    def _front(self, e: int) -> int | None:
        """The group of a person who is coded as fighting or opposing a state, where the report names just one."""
        person = self.entity(e)
        if (people := self._namesake(e)) is not None:
            return people
        if person.type != "person" or not set(person.sectors) & FOES or not (person.country or not self.called(e)):
            return None
        kin = [
            n
            for n, other in enumerate(self.entities.entities)
            if other.type == "organization"
            and person.country in (None, other.country)
            and set(other.sectors) & set(person.sectors) & FOES
            and (self.called(n) or any(self.mentions[k].form == "name" for k in other.mentions))
        ]
        return kin[0] if len(kin) == 1 else None

    def group(self, e: int) -> int | None:
        """The named group, in arms or in opposition, for which a person stands."""
        if self.entity(e).type != "person":
            return None
        served = self.serves.get(e)
        served = self._front(e) if served is None else served
        if served is None or not self.called(served) or not set(self.entity(served).sectors) & LED:
            return None
        return served

    def speaks_for_one(self, e: int, seated: list[int]) -> bool:
        """Whether somebody of whom no group is known is of the land of those who have two seats or more, or a group of
        the land of two people who sit there themselves."""
        person = self.entity(e)
        if len(seated) < 2 or self.group(e) is not None:
            return False
        homes = {self.entity(s).country for s in seated}
        if person.type != "person":
            people = all(self.entity(s).type == "person" for s in seated) and homes == {person.country}
            return people and person.country is not None and not LED.isdisjoint(person.sectors)
        return not person.country or person.country in homes

    def from_abroad(self, e: int, seated: list[int]) -> bool:
        """Whether somebody of a third land takes a stance on what two states, or the sides of one land, deal with."""
        kinds = {self.side(s) for s in seated}
        home = self.entity(e).country
        lands = {side[1] if side[0] == "gov" else self.entity(s).country for s in seated for side in [self.side(s)]}
        if len(kinds) < 2 or home is None or home in lands or self.entity(e).type != "person":
            return False
        if all(map(self.stately, seated)):
            return not self.stately(e)
        return len(lands) == 1 and None not in lands and self.stately(e)

    def _owner(self, e: int) -> int | None:
        """ "his government": whose it is, where he speaks for it."""
        for m in (self.mentions[n] for n in self.entity(e).mentions):
            for k in self.tree.children(m.head, "nmod:poss"):
                owner = self.entities.headed_by(k)
                if owner is not None and owner != e and self.entity(owner).type == "person":
                    return owner if "GOV" in self.entity(owner).sectors else None
        return None

    def _own(self, e: int) -> Side:
        entity = self.entity(e)
        people = entity.type == "organization" and "CVL" in entity.sectors and self._people(entity)
        if people and self._in_arms(e):
            # "Tuareg rebels" have been taken for the people.
            return "entity", str(e)
        if self._torn is not None and entity.country not in (None, self._torn) and self._is_bare(e):
            # "the government" where a land has foes is its own, not that of the place of the talks.
            return "gov", self._torn
        if entity.country and (entity.code == entity.country or _STATE & set(entity.sectors) or people):
            return "gov", entity.country
        if "GOV" in entity.sectors and not entity.country and (owner := self._owner(e)) is not None:
            return self.side(owner)
        heads = {self.tree.base[self.mentions[n].head] for n in entity.mentions if self.mentions[n].form != "pronoun"}
        named = self.called(e) or entity.actor is not None
        if heads and heads <= self.words.foes and not named:
            return _OTHER
        if not named and entity.type == "organization":
            return _GOVERNMENT if "GOV" in entity.sectors else _OTHER
        return "entity", str(e)
