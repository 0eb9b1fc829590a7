"""Places: each location of the report with its country and point, where its words and its neighbours settle them.

A name may be that of many places. What decides, from strong to weak: what the words say it lies in ("Hit, Iraq", "the
Anbar town of Hit"), the countries that the sentence and the report speak of, nearness to the report's other places, and
how many people live there. Names that stand for those who act in them ("Moscow said") are no places.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from parley.codebook.places import Gazetteer, Known, distance, gazetteer, place_words
from parley.codebook.words import context
from parley.coding.layers import Entities, Mention, Place, layer, text_of, tree_of

# What a sign adds to the logarithm of a place's weight: a factor of ten in inhabitants is worth 1.
INSIDE = 10.0
IN_SENTENCE = {"location": 2.2, "nationality": 1.8, "organization": 1.8, "person": 1.2}
IN_REPORT = 1.2
CAPITAL = 1.0
NEAR, NEAR_BESIDE, NEAR_KM = 1.5, 2.5, 300.0
REGION_KM = 500.0
# How many places told of before and after one speak for it: all those of any report of ordinary length.
NEIGHBOURS = 60
LEAST_WEIGHT = 100
_CONTAINERS = frozenset({"country", "region", "province", "area", "state", "islands"})
_BETWEEN_MOST = 7
_NAMING = frozenset({"compound", "nmod:desc", "flat", "amod", "appos", "nmod:unmarked"})


@Language.factory(
    "parley_places",
    default_config={"codebook": None},
    assigns=["doc._.parley_places"],
    requires=["doc._.parley_mentions", "doc._.parley_entities"],
)
def make(nlp: Language, name: str, codebook: str | None) -> PlaceResolver:
    """The factory; `codebook` is a folder whose `places.csv` adds to the shipped gazetteer."""
    return PlaceResolver(gazetteer(*((Path(codebook),) if codebook else ())))


class PlaceResolver:
    """Writes `doc._.parley_places`, a list of `layers.Place` in text order, at most one a mention."""

    def __init__(self, book: Gazetteer) -> None:
        self.book = book

    def __call__(self, doc: Doc) -> Doc:
        doc._.parley_places = _Resolver(doc, self.book).places()
        return doc


@dataclass(slots=True)
class _Name:
    """All mentions of one place under its names, and what may be meant.

    Attributes:
        mentions: indexes of the mentions.
        candidates: what the gazetteer has under the first of the names that it knows.
        inside: countries, regions that the words say it lies in.
        country: the country that is the place itself, where it is one.
        sentences: those that its mentions stand in, once asked for.
    """

    mentions: list[int]
    candidates: tuple[Known, ...]
    inside: list[Known]
    country: str | None = None
    chosen: Known | None = None
    sentences: set[int] = field(default_factory=set)


class _Resolver:
    def __init__(self, doc: Doc, book: Gazetteer) -> None:
        self.text, self.book = text_of(doc), book
        self.tree = tree_of(doc)
        self.mentions: list[Mention] = layer(doc, "parley_mentions") or []
        self.entities: Entities = layer(doc, "parley_entities") or Entities()
        self.words = place_words()
        self.starts = {m.start: n for n, m in enumerate(self.mentions)}
        self.starts |= {m.name[0]: n for n, m in enumerate(self.mentions) if m.name}
        self.spoken, self.whole = self._countries()
        self.most = max(self.whole.values(), default=1)

    def places(self) -> list[Place]:
        """The resolved places in text order."""
        names = self._names()
        for name in names:
            name.chosen = self._choose(name, [])
        # Now that each has a first reading, neighbours can speak for one another.
        for k, name in enumerate(names):
            around = names[max(0, k - NEIGHBOURS) : k + NEIGHBOURS + 1]
            name.chosen = self._choose(name, [n for n in around if n is not name and n.chosen])
        out: dict[int, Place] = {}
        for name in names:
            for index in name.mentions:
                out[index] = self._place(index, name)
        self._nominal(out)
        return [out[index] for index in sorted(out, key=lambda n: (self.mentions[n].start, n))]

    # -- which mentions --------------------------------------------------------------------------------------------

    def _names(self) -> list[_Name]:
        """The report's named places, mentions of one entity (or with one name) together."""
        groups: dict[object, list[int]] = defaultdict(list)
        for n, m in enumerate(self.mentions):
            if m.type == "location" and m.name is not None:
                groups[self.entities.of.get(n, self._text(n).casefold())].append(n)
        return [self._name(group) for group in groups.values()]

    def _name(self, group: list[int]) -> _Name:
        inside = [known for n in group for known in self._inside(n)]
        actor = next((a for n in group if (a := self.mentions[n].actor) is not None), None)
        if actor is not None and actor.kind == "state" and actor.country:
            regions = tuple(k for k in self.book.named(self._text(group[0])) if k.kind in _CONTAINERS)
            return _Name(group, regions, inside, actor.country)
        candidates = next((found for n in group if (found := self.book.named(self._text(n)))), ())
        country = actor.country if actor is not None and not candidates else None
        return _Name(group, candidates, inside, country)

    def _text(self, n: int) -> str:
        a, b = self.mentions[n].name or (self.mentions[n].start, self.mentions[n].end)
        start, end = self.tree.text(a, b)
        return self.text[start:end]

    # -- signs -----------------------------------------------------------------------------------------------------

    def _countries(self) -> tuple[dict[int, dict[str, float]], Counter[str]]:
        """What each sentence says of each country, and how often the report names it."""
        spoken: dict[int, dict[str, float]] = defaultdict(dict)
        whole: Counter[str] = Counter()
        for m in self.mentions:
            country = m.country or (m.actor.country if m.actor is not None else None)
            if country is None or m.form == "pronoun" or (m.type == "location" and m.actor is None):
                # A town's own country says nothing about which town it is.
                continue
            whole[country] += 1
            said = spoken[self.tree.sent[m.head]]
            said[country] = max(said.get(country, 0.0), IN_SENTENCE.get(m.type, 0.0))
        return spoken, whole

    def _inside(self, n: int) -> list[Known]:
        """What the words around a name say that it lies in."""
        return [known for k in (*self._after(n), *self._before(n)) if k != n and (known := self._container(k, n))]

    def _after(self, n: int) -> Iterator[int]:
        """ "Hit, Iraq", "Hit, in the western province of Anbar", "Hit in Anbar"."""
        tree, words = self.tree, self.words
        first = (self.mentions[n].name or (0, self.mentions[n].end))[1]
        last = tree.sents[tree.sent[self.mentions[n].head]][1]
        opened = False
        for i in range(first, min(last, first + _BETWEEN_MOST)):
            if opened and i in self.starts and self.mentions[self.starts[i]].type == "location":
                yield self.starts[i]
                return
            low = tree.words[i] if tree.words[i] in words.between else tree.lower[i]
            if low not in words.between and self._part(i) is None:
                return
            opened = opened or low in words.opening

    def _before(self, n: int) -> Iterator[int]:
        """ "The Anbar town of Hit", "the Iraqi city of Hit", "Iraq's Hit"."""
        tree = self.tree
        m = self.mentions[n]
        first = (m.name or (m.start, m.end))[0]
        start = min(m.start, first)
        head = m.head
        if tree.case(head) == "of" and tree.pos[tree.head[head]] in ("NOUN", "PROPN") and tree.head[head] < first:
            start = min(start, tree.left[tree.head[head]])
        for i in range(start, first):
            k = self.starts.get(i)
            if k is not None and k != n and self.mentions[k].country and self.mentions[k].end <= first:
                yield k

    def _container(self, k: int, n: int) -> Known | None:
        """The country or region that mention k names, None where it is a neighbour and holds nothing."""
        m = self.mentions[k]
        if m.actor is not None and m.actor.kind == "state" and m.actor.country:
            return self._region_of(k, n) or self.book.country(m.actor.country)
        if m.type == "location" and m.name is not None:
            return next((c for c in self.book.named(self._text(k)) if c.kind in _CONTAINERS), None)
        return self.book.country(m.country) if m.country else None

    def _region_of(self, k: int, n: int) -> Known | None:
        """ "Atlanta, Georgia": the region with the state's name, where the town lies in that and not in the state."""
        state = self.mentions[k].actor
        towns = self.book.named(self._text(n))
        if state is None or not towns or any(t.country == state.country for t in towns):
            return None
        regions = [r for r in self.book.named(self._text(k)) if r.kind in _CONTAINERS]
        return next((r for r in regions if any(lies_in(t, r) for t in towns)), None)

    def _part(self, i: int) -> str | None:
        """The part of a country that the word at i names ("northern"), hyphens left out."""
        return self.words.parts.get(self.tree.lower[i].replace("-", ""))

    # -- choice ----------------------------------------------------------------------------------------------------

    def _choose(self, name: _Name, others: list[_Name]) -> Known | None:
        """The likeliest of what a name may mean; `others` are the report's other places, as far as they are settled."""
        if name.country is not None:
            return self._region_meant(name, others) or self.book.country(name.country)
        if len(name.candidates) < 2:
            return name.candidates[0] if name.candidates else None
        return max(name.candidates, key=lambda c: self._score(c, name, others))

    def _region_meant(self, name: _Name, others: list[_Name]) -> Known | None:
        """ "Georgia" in a report of Atlanta: a region with a state's name, where the places lie in that alone."""
        towns = [o.chosen for o in others if o.chosen is not None and o.country is None]
        if not towns or any(t.country == name.country for t in towns):
            return None
        return next((r for r in name.candidates if any(lies_in(t, r) for t in towns)), None)

    def _score(self, place: Known, name: _Name, others: list[_Name]) -> float:
        score = math.log10(max(place.weight, LEAST_WEIGHT))
        if any(lies_in(place, holder) for holder in name.inside) or any(place in other.inside for other in others):
            score += INSIDE
        if self._is_capital(place):
            score += CAPITAL
        sentences = self._sentences(name)
        near = said = 0.0
        for other in others:
            there = other.chosen
            if there is None:
                continue
            beside = bool(sentences & self._sentences(other))
            if beside and there.country == place.country:
                said = IN_SENTENCE["location"]
            if there.kind != "country" and 0 < distance(place, there) < NEAR_KM:
                near = max(near, NEAR_BESIDE if beside else NEAR)
        if place.country:
            score += max(said, *(self.spoken[s].get(place.country, 0.0) for s in sentences))
            score += IN_REPORT * self.whole[place.country] / self.most
        return score + near

    def _sentences(self, name: _Name) -> set[int]:
        if not name.sentences:
            name.sentences = {self.tree.sent[self.mentions[n].head] for n in name.mentions}
        return name.sentences

    def _is_capital(self, place: Known) -> bool:
        country = self.book.country(place.country) if place.country and place.kind == "city" else None
        return country is not None and "capital" in (country.note or "") and distance(place, country) < 15

    # -- results ---------------------------------------------------------------------------------------------------

    def _place(self, index: int, name: _Name) -> Place:
        text = self._text(index)
        known = name.chosen
        if known is not None and name.inside and not any(lies_in(known, holder) for holder in name.inside):
            known = None
        if known is None:
            return self._unknown(index, name)
        note = known.note
        if known.kind in _CONTAINERS and (part := self._part_said(index)) is not None:
            what = "country" if known.kind == "country" else known.kind
            note = f"{part} of the {what}, an area"
        return Place(index, text, known.country, known.latitude, known.longitude, known.geonames_id, note)

    def _unknown(self, index: int, name: _Name) -> Place:
        """A name that the gazetteer lacks: the region that the words say it lies in, or only the country."""
        text = self._text(index)
        region = next((k for k in name.inside if k.kind != "country"), None)
        if region is not None:
            note = f"not in the gazetteer; the point is that of {region.name}"
            return Place(index, text, region.country, region.latitude, region.longitude, None, note)
        if name.country or name.inside:
            return Place(index, text, name.country or name.inside[0].country, note="not in the gazetteer")
        said = self.spoken.get(self.tree.sent[self.mentions[index].head], {})
        if len(said) == 1:
            return Place(index, text, next(iter(said)), note="not in the gazetteer; country from the sentence")
        return Place(index, text, None, note="not in the gazetteer")

    def _part_said(self, index: int) -> str | None:
        """ "Northern Syria", "the north of Syria", "Syria's north"."""
        tree = self.tree
        m = self.mentions[index]
        first, last = m.name or (m.start, m.end)
        head = tree.head[m.head]
        held = tree.dep[m.head] == "nmod:poss" or tree.case(m.head) == "of"
        around = [
            *range(m.start, first),
            *tree.kids[m.head],
            *([head] if held and tree.pos[head] in ("NOUN", "PROPN") else ()),
        ]
        return next((part for i in around if not first <= i < last and (part := self._part(i))), None)

    def _nominal(self, out: dict[int, Place]) -> None:
        """Places that common nouns name: "the city" told before, "Anbar province", "Syria's rebel-held north"."""
        by_entity = {self.entities.of[n]: p for n, p in out.items() if n in self.entities.of}
        at_head = {self.mentions[n].head: p for n, p in out.items()}
        for n, m in enumerate(self.mentions):
            if m.type != "location" or n in out:
                continue
            same = self._part_of_country(n) if self._part(m.head) is not None else None
            same = same or self._named_by(m, at_head) or by_entity.get(self.entities.of.get(n, -1))
            if same is not None:
                out[n] = replace(same, mention=n)

    def _named_by(self, m: Mention, at_head: dict[int, Place]) -> Place | None:
        """The place whose name the noun only introduces: "the town of Hit", "Anbar province"."""
        for k in self.tree.kids[m.head]:
            named = self.tree.dep[k] in _NAMING or (self.tree.dep[k] == "nmod" and self.tree.case(k) == "of")
            if named and k in at_head and self.tree.base[m.head] in context("place_anaphors"):
                return at_head[k]
        return None

    def _part_of_country(self, n: int) -> Place | None:
        """ "Syria's north", "the Yemeni border": an area of the country, which has the country's point."""
        head = self.mentions[n].head
        for k in self.tree.kids[head]:
            owner = self.entities.at.get(k)
            if owner is None or not self.mentions[owner].country or self.tree.dep[k] == "appos":
                continue
            actor = self.mentions[owner].actor
            state = self.book.country(self.mentions[owner].country or "")
            if state is not None and actor is not None and actor.kind == "state":
                part = self._part(head)
                return Place(
                    n,
                    state.name,
                    state.country,
                    state.latitude,
                    state.longitude,
                    state.geonames_id,
                    f"{part} of the country, an area",
                )
        return None


def lies_in(place: Known, holder: Known) -> bool:
    """Whether a place lies in a country or, as far as points can tell, in a region."""
    if holder.country is not None and place.country != holder.country:
        return False
    return holder.kind == "country" or distance(place, holder) < REGION_KM
