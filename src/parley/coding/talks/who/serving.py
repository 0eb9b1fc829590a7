"""Whom people lead, belong to or speak for."""

from __future__ import annotations

from collections.abc import Iterator

from parley.coding.acts.slots import SlotReader
from parley.coding.layers import Entities, Entity, Mention, Relation
from parley.coding.talks.words import Words
from parley.language.tree import Tree

LEADS = frozenset({"leads", "member-of", "represents"})
# Sectors of those who fight or oppose a state, and of groups that are called by who leads them.
FOES = frozenset({"REB", "OPP", "UAF", "SEP", "INS", "RAD", "IMG"})
_LEADING = frozenset({"lead", "head", "represent"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
# Of how many words the name of a group may be.
_NAME = 8
LED = FOES | {"PTY"}


class Serving:
    """Pairs of a person and the group or state that he stands for, in one report."""

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

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Person to the organization that he leads or belongs to, by what the words and the relations say."""
        yield from self._heads()
        for r in reversed(self.relations):
            if r.type in LEADS:
                a, b = self.entities.of.get(r.from_), self.entities.of.get(r.to)
                if a is not None and b is not None and a != b and self._entity(a).type == "person":
                    home, away = self._entity(a), self._entity(b)
                    foreign = home.country and away.country and home.country != away.country
                    # "KEY WEST, Florida - President Ann Roe of Peru" leads nothing there.
                    if not (foreign and away.code == away.country):
                        yield a, b

    def _heads(self) -> Iterator[tuple[int, int]]:
        """ "Ann Roe's Liberal Party", "Jan Poe, who speaks for the front"."""
        tree = self.tree
        for e, entity in enumerate(self.entities.entities):
            led = entity.type == "organization" and not LED.isdisjoint(entity.sectors)
            for m in (self.mentions[n] for n in entity.mentions if led):
                # "its government" is whoever's; a name is that of one group.
                owners = tree.children(m.head, "nmod:poss") if m.form == "name" else []
                yield from ((p, e) for k in owners for p in self._people_at(k))
        for e, entity in enumerate(self.entities.entities):
            if entity.type == "person":
                bodies = dict.fromkeys(g for n in entity.mentions for g in self._whose(self.mentions[n]))
                yield from ((e, g) for g in bodies if not LED.isdisjoint(self._entity(g).sectors))
        for i in range(len(tree)):
            if tree.pos[i] == "VERB" and tree.base[i] in self.words.speaking:
                own = self.slots.verb(i)
                found = (self.entities.headed_by(k) for k in own.get("for", ()))
                groups = [g for g in found if g is not None and self._entity(g).type != "person"]
                yield from ((p, g) for g in groups[:1] for k in own.get("subj", ()) for p in self._people_at(k))
            if tree.tag[i] == "VBG" and tree.base[i] in _LEADING and tree.dep[i] in ("acl", "advcl"):
                # "replied Ann Roe, leading the Thais"
                own = self.slots.verb(i)
                led_by = (self.entities.headed_by(k) for k in own.get("obj", ()))
                groups = [g for g in led_by if g is not None and self._entity(g).type != "person"]
                yield from ((p, g) for g in groups[:1] for k in own.get("subj", ()) for p in self._people_at(k))

    def _whose(self, m: Mention) -> Iterator[int]:
        """ "Its negotiator, Ann Roe", "the front's Jan Poe", "Ida Moe of the Liberal Party", whatever the parse."""
        tree = self.tree
        for k in tree.children(m.head, "nmod:poss"):
            yield from self._group_at(k)
        if m.form != "name":
            return
        if m.start > 1 and tree.lower[m.start - 1] in _POSSESSIVE:
            yield from self._group_at(m.start - 2)
        end = m.head
        while end + 1 < len(tree) and tree.pos[end + 1] == "PROPN":
            end += 1
        if tree.lower[end + 1 : end + 2] == ["of"]:
            near = range(end + 2, min(end + 2 + _NAME, len(tree)))
            head = next((k for k in near if k in self.entities.at and tree.case(k) == "of"), None)
            yield from self._group_at(head)

    def _group_at(self, token: int | None) -> list[int]:
        e = None if token is None else self.entities.headed_by(token)
        return [e] if e is not None and self._entity(e).type == "organization" else []

    def _people_at(self, token: int) -> list[int]:
        e = self.entities.headed_by(token)
        return [e] if e is not None and self._entity(e).type == "person" else []

    def _entity(self, e: int) -> Entity:
        return self.entities.entities[e]
