"""One report as the decider sees it: who is in each sentence, in which slots of whose predicates."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from parley.coding.acts.attach import Nearby
from parley.coding.acts.predicates import is_actor
from parley.coding.acts.slots import SlotReader
from parley.coding.layers import Entities, Mention, Passage, Time
from parley.coding.mentions.common import ACTING
from parley.language.tree import Tree

# Kinds of actor that tell of acts more often than they do any, and the sectors of those who do them.
_TELLING = frozenset({"igo", "ngo", "media"})
_DOING = ACTING - {"OPP"}
# Mentions that can be a side of an act.
SIDES = frozenset({"person", "organization", "location", "nationality", "platform", "vehicle"})


class Candidate(NamedTuple):
    """A mention as a side of whatever act: what the features say of it alone.

    Attributes:
        n: its index.
        nested: it stands inside another mention of its sentence.
        noun: lemma of a nominal one's head, else None; `counted` tells of a number before it.
        entity, country: index and country of that entity.
        tells: it is a body or bystander that tells of acts more often than it does any.
    """

    n: int
    head: int
    kind: str
    form: str
    type: str
    nested: bool
    dep: str
    case: str
    pronoun: str
    noun: str | None
    counted: bool
    entity: int | None
    country: str | None
    tells: bool


@dataclass(slots=True)
class Setting:
    """One Doc as the features see it.

    Attributes:
        by_sentence: indexes of the mentions that can be a side, by sentence.
        known: share of the sentences that speak of somebody whom the codebook knows.
        timed: tokens that a time hangs on.
        published: ISO date of the report.
        near, contexts: times and places, and the contexts told of, by sentence.
    """

    tree: Tree
    mentions: list[Mention]
    entities: Entities
    slots: SlotReader
    passages: list[Passage]
    times: list[Time]
    by_sentence: dict[int, list[int]] = field(default_factory=dict)
    known: float = 0.0
    timed: set[int] = field(default_factory=set)
    published: str | None = None
    near: dict[int, Nearby] = field(default_factory=dict)
    contexts: dict[int, list[str]] = field(default_factory=dict)
    _candidates: dict[int, list[Candidate]] = field(default_factory=dict)
    _people: dict[int, int] = field(default_factory=dict)
    _slots: dict[int, dict[int, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        sent = self.tree.sent
        political = set()
        for n, m in enumerate(self.mentions):
            if m.type in SIDES:
                s = sent[m.head]
                if s in self.by_sentence:
                    self.by_sentence[s].append(n)
                else:
                    self.by_sentence[s] = [n]
                if m.actor or m.role:
                    political.add(s)
        self.known = len(political) / max(1, len(self.tree.sents))
        self.timed = {self.tree.head[t.head] for t in self.times}

    def candidates(self, sentence: int) -> list[Candidate]:
        """The mentions of a sentence as sides, in text order."""
        known = self._candidates.get(sentence)
        if known is None:
            found = self.by_sentence.get(sentence, [])
            nested = _nested([(self.mentions[n].start, self.mentions[n].end) for n in found])
            known = self._candidates[sentence] = [
                self._candidate(n, inside) for n, inside in zip(found, nested, strict=True)
            ]
        return known

    def _candidate(self, n: int, nested: bool) -> Candidate:
        m, tree = self.mentions[n], self.tree
        head, form = m.head, m.form
        index = self.entities.of.get(n)
        entity = None if index is None else self.entities.entities[index]
        if m.actor is not None:
            tells = m.actor.kind in _TELLING
        else:
            tells = m.role is not None and _DOING.isdisjoint(m.role.sectors)
        return Candidate(
            n,
            head,
            kind_of(m),
            form,
            m.type,
            nested,
            tree.dep[head],
            tree.case(head) or "-",
            tree.lower[head] if form == "pronoun" else "-",
            tree.base[head] if form == "nominal" else None,
            form == "nominal" and tree.child(head, "nummod") is not None,
            index,
            None if entity is None else entity.country,
            tells,
        )

    def people(self, sentence: int) -> int:
        """How many of a sentence's mentions name somebody who can act."""
        known = self._people.get(sentence)
        if known is None:
            found = self.by_sentence.get(sentence, ())
            known = self._people[sentence] = sum([is_actor(self.mentions[n]) for n in found])
        return known

    def slots_of(self, predicate: int) -> dict[int, str]:
        """The first slot of a predicate in which each token stands that stands in one."""
        known = self._slots.get(predicate)
        if known is None:
            slots = self.slots.of(predicate)
            known = self._slots[predicate] = {token: slot for slot in reversed(slots) for token in slots[slot]}
        return known


def _nested(spans: list[tuple[int, int]]) -> list[bool]:
    """Of each token range, whether another one holds it; they stand in text order, the longer first."""
    out: list[bool] = []
    furthest = -1
    last = (-1, -1)
    for span in spans:
        out.append(span[1] <= furthest)
        if span == last:
            # Each of two alike holds the other.
            out[-2] = True
        furthest, last = max(furthest, span[1]), span
    return out


def kind_of(m: Mention) -> str:
    """What a mention is: the codebook's kind of actor, its role's sector, or form and type."""
    if m.actor is not None:
        return m.actor.kind
    if m.role is not None:
        return f"role:{m.role.sectors[0] if m.role.sectors else m.type}"
    return f"{m.form}:{m.type}{':country' if m.country else ''}"
