"""Two tables in one report: paragraphs that tell of the talks of other sides at another place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from parley.coding.talks.rounds.negotiation import Mention, Venue
from parley.coding.talks.rounds.venue import VenueReader
from parley.coding.talks.signals.signal import Signal
from parley.coding.talks.who.serving import FOES
from parley.coding.talks.who.sides import Sides
from parley.coding.talks.words import Words
from parley.language.tree import Tree

_GROUPS = FOES | {"PTY"}
# How many words from the start of a paragraph a word of contrast stands.
_NEAR = 12
# A lead and two tables.
_PARAGRAPHS = 3


@dataclass(slots=True)
class Track:
    """The sentences of one table, the place, and a word that tells of talks there."""

    groups: set[int] = field(default_factory=set)
    sentences: list[int] = field(default_factory=list)
    venue: Venue | None = None
    token: int | None = None


class Tracks:
    """Finds the tables of one Doc."""

    def __init__(self, tree: Tree, words: Words, sides: Sides, venues: VenueReader) -> None:
        self.tree, self.words, self.sides, self.venues = tree, words, sides, venues

    def find(self, paragraphs: list[list[int]]) -> list[Track]:
        """The tables, that of the news first; empty where there is one table only.

        A paragraph tells of another table where it names other groups than those before it, tells of talks, and sets
        them apart: by a town of their own or by a word of contrast.

        Args:
            paragraphs: sentence indexes.
        """
        if len(paragraphs) < _PARAGRAPHS:
            return []
        lead, *rest = paragraphs
        news = Track(self._groups(lead, known=True), list(lead))
        out, current, places = [news], news, set(self._towns(lead))
        for p in rest:
            groups, towns = self._groups(p, known=False), list(self._towns(p[:1]))
            # Until a paragraph beside the lead has named a group, the table is that of the news.
            first = not (news.groups and len(news.sentences) > len(lead))
            kin = next((t for t in out if t.groups & groups), None)
            token = None if first or kin or not self._apart(p, groups, towns, places) else self._token(p)
            if kin is not None:
                current = kin
            elif groups and token is not None:
                current = Track(venue=towns[0] if towns else None, token=token)
                out.append(current)
            elif groups and not self._known(groups):
                current = news
            current.groups |= groups
            current.sentences += p
            if current is news and first and towns:
                news.venue = news.venue or towns[0]
            places |= set(self._towns(p))
        return out if len(out) > 1 else []

    def _apart(self, p: list[int], groups: set[int], towns: list[Venue], places: set[Venue]) -> bool:
        start, end = self.tree.sents[p[0]]
        if not self.words.elsewhere.isdisjoint(self.tree.lower[start : min(end, start + _NEAR)]):
            return True
        return self._known(groups) and any(t not in places for t in towns)

    def _known(self, groups: set[int]) -> bool:
        """Whether one of them is known to bear arms, to oppose a state or to be a party."""
        return any(_GROUPS & set(self.sides.entity(e).sectors) for e in groups)

    def _groups(self, sentences: list[int], *, known: bool) -> set[int]:
        """Groups that bear arms or oppose a state, parties, and what else may be such a group by its name."""
        sides, tree = self.sides, self.tree
        found = set()
        for e, entity in enumerate(sides.entities.entities):
            heads = (sides.mentions[n].head for n in entity.mentions if sides.mentions[n].form != "pronoun")
            if not any(tree.sent[h] in sentences for h in heads):
                continue
            group = sides.serves.get(e, e)
            other = sides.entity(group)
            if other.type != "organization":
                continue
            if not (sides.called(group) or other.actor is not None or sides.holds_name(group)):
                continue
            unknown = not other.sectors and not other.code and sides.called(group) and sides.can_stand(group)
            if _GROUPS & set(other.sectors) or (unknown and not known):
                found.add(group)
        return found

    def _towns(self, sentences: list[int]) -> Iterator[Venue]:
        for s in sentences:
            for k in range(*self.tree.sents[s]):
                if self.tree.case(k) in ("in", "at") and self.tree.plain[k] in ("obl", "nmod"):
                    town = self.venues.town(k)
                    if town is not None:
                        yield town

    def _token(self, sentences: list[int]) -> int | None:
        """The first word of talks in a paragraph."""
        tree, words = self.tree, self.words
        verbs = (words.negotiate, words.speaks, words.sits, words.discuss, words.goes_between)
        for i in (i for s in sentences for i in range(*tree.sents[s])):
            if tree.pos[i] == "VERB" and any(v.head(tree, i) for v in verbs):
                return i
            if tree.pos[i] == "NOUN" and (tree.lower[i] in words.nouns or tree.base[i] in words.weak):
                return i
        return None

    def signals(self, tracks: list[Track], mentions: list[Mention]) -> list[Signal]:
        """Signals for the tables of which no mention tells."""
        told = {m.sentence for m in mentions}
        lone = (t.token for t in tracks if t.token is not None and told.isdisjoint(t.sentences))
        return [
            Signal(k, k, "verb" if self.tree.pos[k] == "VERB" else "talks", [(k, "verb")], named=True) for k in lone
        ]
