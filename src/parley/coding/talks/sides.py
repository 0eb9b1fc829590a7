"""Who sits at the table: parties, mediators and hosts, and which names stand for the same side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from parley.coding.acts.slots import SlotReader
from parley.coding.layers import Entities, Entity, Mention, Relation
from parley.coding.talks.words import Words
from parley.language.tree import Tree

Side = tuple[str, str]

_GOVERNMENT = ("gov", "")
_OTHER = ("other", "")
# Sectors that sit at a table; others (media, police, civilians, courts) do not.
_TABLE = frozenset({"GOV", "REB", "OPP", "UAF", "SEP", "INS", "RAD", "PTY", "IMG", "ELI", "MIL", "PAR", "LEG"})
_AWAY = frozenset({"MED", "COP", "JUD", "NGO", "CVL", "BUS", "EDU", "HLH", "REF", "CRM", "LAB"})
_DASHES = frozenset({"-", "–", "‑"})
_LEADS = frozenset({"leads", "member-of", "represents"})
_FOLLOW = ("of", "from", "poss", "mod")


class Sides:
    """What the entities of one report are to its talks."""

    def __init__(
        self,
        tree: Tree,
        slots: SlotReader,
        words: Words,
        mentions: list[Mention],
        entities: Entities,
        relations: list[Relation],
    ) -> None:
        self.tree, self.slots, self.words = tree, slots, words
        self.mentions, self.entities, self.relations = mentions, entities, relations
        self.serves = dict(self._serves())
        self.inside: dict[int, int] = {}
        for n, m in sorted(enumerate(mentions), key=lambda e: e[1].start - e[1].end):
            for t in range(m.start, m.end):
                self.inside[t] = n

    def entity(self, e: int) -> Entity:
        return self.entities.entities[e]

    def _serves(self) -> Iterator[tuple[int, int]]:
        """Person to the organization that he leads or belongs to, by what the relations say."""
        for r in reversed(self.relations):
            if r.type in _LEADS:
                a, b = self.entities.of.get(r.from_), self.entities.of.get(r.to)
                if a is not None and b is not None and a != b and self.entity(a).type == "person":
                    yield a, b

    # -- from tokens to entities -----------------------------------------------------------------------------------

    def at(self, token: int) -> list[int]:
        """The entities that the phrase headed by the token stands for; a title that names nobody is followed to
        whom it belongs ("delegates of the front", "Israeli and Palestinian negotiators")."""
        n = self.entities.at.get(token)
        found: list[int] = []
        if n is not None:
            found = self.entities.members.get(n) or ([self.entities.of[n]] if n in self.entities.of else [])
            if self.mentions[n].form != "nominal" and found and self.tree.lemma[token].lower() not in self.words.nobody:
                return found
            beside = [self.entities.at[k] for k in self.tree.children(token, "appos") if k in self.entities.at]
            named = [self.entities.of[k] for k in beside if self.mentions[k].form == "name" and k in self.entities.of]
            if named:
                return named
        if self.tree.lemma[token].lower() in self.words.nobody or not found:
            followed = [e for slot in _FOLLOW for t in self.slots.noun(token).get(slot, ()) for e in self.all([t])]
            followed = [e for e in followed if self.can_stand(e)]
            if followed:
                return followed
        return [e for e in found if not self._is_nobody(n)]

    def all(self, tokens: Iterable[int]) -> list[int]:
        """The entities of the tokens and their conjuncts, in text order."""
        return list(dict.fromkeys(e for t in tokens for c in self.tree.conjuncts(t) for e in self.at(c)))

    def _is_nobody(self, n: int | None) -> bool:
        if n is None:
            return True
        m = self.mentions[n]
        e = self.entities.of.get(n)
        if (m.form != "nominal" and m.end - m.start > 1) or m.actor or (e is not None and self._called(e)):
            return False
        if any(self.tree.lower[k] in self.words.foes for k in range(m.start, m.head)):
            return False
        kin = [k for k in self.tree.kids[m.head] if self.tree.dep[k] in ("amod", "compound", "nmod:poss", "nmod", "acl")]
        counted = m.plural and not kin
        return (self.tree.lemma[m.head].lower() in self.words.nobody and not m.country) or (counted and self.tree.lemma[m.head].lower() in self.words.counted)

    def can_stand(self, e: int) -> bool:
        """Whether the entity may be a party or a mediator at all."""
        entity = self.entity(e)
        sectors = set(entity.sectors)
        if sectors & _AWAY and not sectors & _TABLE and not self._people(entity):
            return False
        if entity.type == "location":
            return entity.country is not None and entity.code == entity.country
        return bool(entity.code or entity.actor or any(self.mentions[n].form == "name" for n in entity.mentions))

    def _called(self, e: int) -> bool:
        """Whether a name of the entity stands in the report."""
        named = (self.mentions[n] for n in self.entity(e).mentions if self.mentions[n].form == "name")
        return any(self.tree.pos[m.head] == "PROPN" and self.tree.lemma[m.head].lower() not in self.words.nobody for m in named)

    def holds_name(self, e: int) -> bool:
        """Whether a name stands in the words for the entity ("rebels of the front")."""
        return any(self.tree.pos[t] == "PROPN" for n in self.entity(e).mentions for t in range(self.mentions[n].start, self.mentions[n].end))

    def _people(self, entity: Entity) -> bool:
        """Whether the entity is a people by its bare name ("the Serbs"), which stands for its leaders."""
        return any(
            self.mentions[n].end - self.mentions[n].head == 1 and self.tree.pos[self.mentions[n].head] == "PROPN" for n in entity.mentions
        ) and entity.type == "organization"

    def is_international(self, e: int) -> bool:
        """Whether the entity is an organization of states."""
        entity = self.entity(e)
        if entity.name.lower() in self.words.international:
            return True
        return (entity.code or "").startswith("IGO") or (entity.actor is not None and entity.actor.kind == "igo")

    def state(self, country: str) -> int | None:
        """The entity of the state itself, None where the report does not name it."""
        return next((n for n, e in enumerate(self.entities.entities) if country and e.code == country and e.type != "person"), None)

    # -- sides -----------------------------------------------------------------------------------------------------

    def side(self, e: int) -> Side:
        """The side that the entity belongs to; the empty name is a side that the words leave open."""
        entity = self.entity(e)
        served = self.serves.get(e)
        if served is not None and served != e:
            return self.side(served) if self.serves.get(served) != e else (self._own(served))
        return self._own(e)

    def _own(self, e: int) -> Side:
        entity = self.entity(e)
        if entity.country and (entity.code == entity.country or "GOV" in entity.sectors):
            return "gov", entity.country
        named = self._called(e) or entity.actor is not None
        if not named and entity.type == "organization":
            return _GOVERNMENT if "GOV" in entity.sectors else _OTHER
        return "entity", str(e)

    # -- mediators and hosts ---------------------------------------------------------------------------------------

    def mediators(self, nouns: set[int], home: set[int], parties: list[int]) -> list[int]:
        """Who mediates, in text order.

        Args:
            nouns: tokens of the talks and of the agreements.
            home: the sentences that are about these talks.
            parties: entity indexes that are parties by the words around the talks; without any, envoys of states are
                no mediators yet.
        """
        found: dict[int, None] = {}
        for r in self.relations:
            if r.type == "mediates" and self.tree.sent[r.trigger] in home and (e := self.entities.of.get(r.from_)) is not None:
                found[e] = None
        for e in self._by_verb(home, nouns):
            found[e] = None
        for e in self._by_title(home, parties):
            found[e] = None
        for e in self._by_prefix(nouns):
            found[e] = None
        ordered = sorted((e for e in found if self.can_stand(e)), key=lambda e: self.mentions[self.entity(e).mentions[0]].start)
        named = [e for e in ordered if not self._generic(e)]
        return named or ordered

    def _generic(self, e: int) -> bool:
        return not self._called(e) and self.entity(e).actor is None

    def _by_verb(self, sentences: set[int], nouns: set[int]) -> Iterator[int]:
        tree, words = self.tree, self.words
        for s in sorted(sentences):
            for i in range(*tree.sents[s]):
                if tree.pos[i] != "VERB":
                    continue
                slots = self.slots.verb(i)
                objects = [*slots.get("obj", ()), *slots.get("between", ()), *slots.get("over", ())]
                about = bool(set(objects) & nouns) or any(tree.lemma[k] in words.brokered for k in objects)
                if self.slots.is_passive(i):
                    if about and words.mediated.head(tree, i):
                        yield from self.all(slots.get("by", ()))
                elif words.mediate.head(tree, i) and (about or "between" in slots or tree.lemma[i] in ("mediate", "shuttle", "bring")):
                    yield from self.all(slots.get("subj", ()))

    def _by_title(self, home: set[int], parties: list[int]) -> Iterator[int]:
        tree, words = self.tree, self.words
        for i, lemma in enumerate(tree.lemma):
            lemma = lemma.lower()
            if tree.sent[i] not in home or tree.pos[i] not in ("NOUN", "PROPN", "ADJ"):
                continue
            if lemma in words.titles:
                for e in self._titled(i):
                    if self.side(e) not in {self.side(p) for p in parties if p != e}:
                        yield e
            elif lemma in words.envoys:
                for e in self._titled(i):
                    others = {self.side(p) for p in parties if p != e}
                    if self.entity(e).type == "person" and self._third(i, e, others):
                        yield e

    def _titled(self, i: int) -> list[int]:
        """Whom a title at token i is given to: in one phrase, in apposition, or by "X is the mediator"."""
        tree = self.tree
        out: list[int] = []
        n = self.inside.get(i)
        near = [tree.head[i]] if tree.dep[i] in ("appos", "compound", "nmod:desc", "flat") else []
        near += tree.children(i, "appos", "flat", "nmod:desc", "compound")
        if tree.child(i, "cop") is not None:
            near += tree.children(i, "nsubj")
        for k in near:
            m = self.entities.at.get(k)
            if m is not None and self.mentions[m].form == "name" and self.mentions[m].type != "location" and m in self.entities.of:
                out += [self.entities.of[c] for t in tree.conjuncts(k) if (c := self.entities.at.get(t)) in self.entities.of] if k != tree.head[i] else [self.entities.of[m]]
        if not out and n is not None and n in self.entities.of:
            out.append(self.entities.of[n])
        return out

    def _third(self, i: int, e: int, parties: set[Side]) -> bool:
        """Whether an envoy speaks for an international organization or a state that is no party."""
        served = [b for a, b in ((r.from_, r.to) for r in self.relations if r.type in _LEADS) if self.entities.of.get(a) == e for b in [self.entities.of.get(b)] if b is not None]
        near = [self.entities.of[held] for t in range(max(0, i - 5), i) if (held := self.inside.get(t)) in self.entities.of and self.tree.sent[t] == self.tree.sent[i]]
        if any(self.is_international(x) for x in (*served, *near, e)) or any(
            self.tree.lower[t] in self.words.international for t in range(max(0, i - 5), i)
        ):
            return True
        if self.tree.lemma[i].lower() not in ("envoy", "emissary"):
            return False
        if not parties:
            return False
        sides = {self.side(x) for x in (*served, *near)} | ({("gov", c)} if (c := self.entity(e).country) else set())
        return bool(sides) and not sides & parties

    def _by_prefix(self, nouns: set[int]) -> Iterator[int]:
        """ "the Norwegian-brokered talks"."""
        tree = self.tree
        for noun in nouns:
            for i in range(max(tree.left[noun] + 2, noun - 6), noun):
                if tree.lower[i] in self.words.prefixes and tree.words[i - 1] in _DASHES:
                    n = self.inside.get(i - 2)
                    if n is not None and n in self.entities.of:
                        yield self.entities.of[n]

    def hosts(self, sentences: set[int], nouns: set[int]) -> list[int]:
        """Who hosts the talks."""
        tree = self.tree
        out: dict[int, None] = {}
        for s in sorted(sentences):
            for i in range(*tree.sents[s]):
                if tree.pos[i] == "VERB" and self.words.host.head(tree, i):
                    slots = self.slots.verb(i)
                    if set(slots.get("obj", ())) & nouns:
                        for e in self.all(slots.get("by" if self.slots.is_passive(i) else "subj", ())):
                            if self.can_stand(e):
                                out[e] = None
        return list(out)


class Table:
    """The parties of one negotiation, one entity a side."""

    def __init__(self, sides: Sides) -> None:
        self._sides = sides
        self._seats: list[tuple[Side, int]] = []

    @property
    def entities(self) -> list[int]:
        """Entity indexes of the parties."""
        return [e for _, e in self._seats]

    def seat(self, entities: Iterable[int], *, together: bool = False) -> None:
        """Add parties whose side has no seat yet; those named together as opposites are sides of their own."""
        before = len(self._seats)
        for e in entities:
            if any(e == other for _, other in self._seats) or not self._sides.can_stand(e):
                continue
            side = self._sides.side(e)
            if together and any(side == s for s, _ in self._seats[before:]):
                side = ("entity", str(e))
            taken = self.place(side)
            if taken is None:
                self._seats.append((side, e))
            elif self._seats[taken][0][1] == "" and side[1] != "":
                self._seats[taken] = (side, e)
            elif side[1] == "" and self._sides.holds_name(e) and not self._sides.holds_name(self._seats[taken][1]):
                self._seats[taken] = (side, e)
            elif side[0] == "gov" and self._personal(self._seats[taken][1]) and not self._personal(e):
                # A government, once named, stands for the side better than one of its people.
                self._seats[taken] = (side, e)

    def _personal(self, e: int) -> bool:
        return self._sides.entity(e).type == "person"

    def place(self, side: Side) -> int | None:
        """Index of the seat that a side has, None where it has none; a side left open has the one seat of its kind."""
        for n, (other, _) in enumerate(self._seats):
            if other == side:
                return n
        kin = [n for n, (other, _) in enumerate(self._seats) if (other[0] == "gov") == (side[0] == "gov")]
        if side[1] == "" and kin:
            return kin[0]
        left_open = [n for n in kin if self._seats[n][0][1] == ""]
        return left_open[0] if left_open else None

    def speak_for_states(self) -> None:
        """Between states, a state's officials and offices sit there for the state, where the report names it."""
        states = {side[1] for side, _ in self._seats if side[0] == "gov" and side[1]}
        if len(states) < 2:
            return
        for n, (side, e) in enumerate(self._seats):
            state = self._sides.state(side[1]) if side[0] == "gov" else None
            if state is not None and not any(state == other for _, other in self._seats):
                self._seats[n] = (side, state if self._sides.entity(e).code != side[1] else e)

    def remove(self, entities: Iterable[int]) -> None:
        """Take away seats of those who turn out to mediate."""
        gone = set(entities)
        self._seats = [(s, e) for s, e in self._seats if e not in gone]
