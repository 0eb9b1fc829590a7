"""Where talks are held."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from parley.coding.acts.slots import SlotReader
from parley.coding.layers import Mention, Place, Time
from parley.coding.talks.rounds.houses import Houses
from parley.coding.talks.rounds.negotiation import Venue
from parley.coding.talks.signals.signal import Signal
from parley.coding.talks.who.sides import Sides
from parley.coding.talks.words import noun_of
from parley.language.tree import Tree

_WHERE = ("in", "at", "near", "outside", "on", "to")
_FAR = 14
# Nouns that stand for the seat of a state's government.
_SEATS = frozenset({"capital"})
# How many tokens a dateline's town may be from the start of the report, and the dash from the town.
_OPENS = 6
_WITHIN = 12
_CLOSING = frozenset({"-", "–", "—", "--", ":"})
# A dateline whose town is followed by a comma or a bracket; an office may stand before it ("OAS - QUITO, 3 May - ").
_DATELINE = re.compile(
    r"^(?P<office>[A-Z][A-Z .]+ [-–—] )?(?P<town>[A-Z][A-Z'’.-]+(?: [A-Z'’.-]+){0,3})"
    r"(?=, |/[A-Z]| \()(?:/[A-Z][A-Z ]+)?(?:, [^\n:;()]{1,30}?)?(?: ?\([^)\n]{1,30}\))? ?(?:--?|[–—|\n])",
    re.M,
)
# One whose town is followed by a day ("Bonn, 13 June (Press note) -- ").
_DAYLINE = re.compile(
    r"^(?P<town>[^\W\d_][\w'’.-]+(?: [^\W\d_a-z][\w'’.-]+){0,3}), (?:\d{1,2} )?"
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?[^\n]{0,40}?(?:--|[–—]| - )",
    re.M,
)
_BYLINE = re.compile(
    r"^(?:By|From) (?:our|a)\b[^\n.]{0,30} (?:correspondent|reporter) in (?P<town>[^\W\d_][^\n.,]{2,30})$", re.M
)
_MOVING = frozenset({"return", "go", "come", "move", "travel", "adjourn", "shift"})


_LOWER = frozenset({"de", "del", "da", "do", "of", "the", "and", "am", "an", "sur", "les"})


def spelled(town: str) -> str:
    """The name of a town as prose has it, where a dateline has it in capitals ("RIO DE JANEIRO")."""
    if len(town) < 3 or not town.isupper():
        return town
    words = (m if m in _LOWER else m.capitalize() for m in re.split(r"(\W+)", town.lower()))
    name = "".join(words)
    return name[:1].upper() + name[1:]


class VenueReader:
    """Reads the venue around a signal."""

    def __init__(
        self,
        tree: Tree,
        slots: SlotReader,
        sides: Sides,
        times: list[Time],
        places: list[Place],
        text: str,
    ) -> None:
        self.tree, self.slots, self.sides, self.text = tree, slots, sides, text
        self.mentions: list[Mention] = sides.mentions
        self.houses = Houses(tree, sides)
        self._states: set[str] = set()
        self._unlisted = {p.mention for p in places if p.geonames_id is None}
        # Places that the gazetteer knows and GeoNames lists as no town: talks are often about these.
        unknown = {p.mention for p in places if p.note is not None and p.note.startswith("not in the gazetteer")}
        self._regions = self._unlisted - unknown
        self.timed = {i for t in times for i in range(t.start, t.end)}

    def venue(self, s: Signal) -> Venue | None:
        """Name and country of the place, or None."""
        if s.kind == "agreement" and s.by_noun and not any(w in self.sides.words.signing.index for w in self._bases(s)):
            # "will bless the deal in Rome": where it was made is another matter.
            return None
        if (there := self._there(s)) is not None:
            return there
        vague = noun_of(self.tree, s.token) in self.sides.words.vague
        for token in self._places(s):
            # "the peace process in Chad" is about it.
            about = vague and self.tree.head[token] in (s.token, s.top)
            if not about and (found := self._place(token)):
                return found
        return None

    def _there(self, s: Signal) -> Venue | None:
        """ "signed a protocol there": the last town before."""
        tree = self.tree
        verbs = [s.token, *(v for v, _ in s.governors)]
        near = [k for v in verbs for c in tree.kids[v] for k in (c, *tree.kids[c])]
        if not any(tree.lower[k] == "there" and tree.dep[k] == "advmod" for k in near):
            return None
        since = tree.sents[max(0, tree.sent[s.token] - 1)][0]
        here = tree.sents[tree.sent[s.token]][0]
        before = [n for n, m in enumerate(self.mentions) if since <= m.start < here and self._is_place(m.head)]
        towns = [n for n in before if not self._is_state(n) and n not in self._regions]
        return self._named(towns[-1]) if towns else None

    def ceremony(self, sentences: set[int]) -> Venue | None:
        """Where sentences say that a text was signed ("The ceremony in Lima was short")."""
        tree = self.tree
        for s in sorted(sentences):
            for i in range(*tree.sents[s]):
                if tree.base[i] not in self.sides.words.ceremonies or tree.pos[i] not in ("NOUN", "PROPN"):
                    continue
                for k in tree.children(i, "nmod"):
                    if tree.case(k) in ("in", "at") and (found := self._place(k)) is not None:
                        return found
        return None

    def same(self, sentences: Iterable[int]) -> bool:
        """Whether sentences say that something happens where the talks of the news do ("in the same town", "here")."""
        tree, words = self.tree, self.sides.words
        grounds = words.grounds | words.houses | words.premises
        return any(
            tree.lower[k] == "here" or (tree.lower[k] == "same" and not grounds.isdisjoint(tree.base[k + 1 : k + 3]))
            for s in sentences
            for k in range(*tree.sents[s])
        )

    def wanted(self, sentences: Iterable[int]) -> Venue | None:
        """The town that somebody wants for talks to come ("suggested Muscat as the venue")."""
        tree = self.tree
        for s in sentences:
            for i in range(*tree.sents[s]):
                if tree.base[i] not in self.sides.words.seats or tree.case(i) != "as":
                    continue
                for k in tree.children(tree.head[i], "obj", "nsubj:pass"):
                    if (found := self.town(k)) is not None:
                        return found
        return None

    def _bases(self, s: Signal) -> list[str]:
        return [self.tree.base[verb] for verb, _ in s.governors]

    def dateline(self) -> Venue | None:
        """The town that the report is dated from."""
        n = self.dated()
        told = None if n is None else self._named(n)
        shaped = self._by_shape()
        if shaped is not None and (told is None or shaped[1] is not None):
            # "OAS - QUITO, 3 May - " names an office first.
            return shaped
        return told or self._of_byline()

    def local(self, sentence: int) -> Venue | None:
        """The town that a paragraph is dated from, as each item of a round-up is ("LIMA: The envoys ...")."""
        starts = {self.tree.sents[s][0] for s in (sentence, sentence - 1) if s > 0}
        for n, m in enumerate(self.mentions):
            if m.start in starts and m.type == "location" and self._in_capitals(m) and self._dashed_or_colon(m.end):
                return self._named(n)
        return None

    def _dashed_or_colon(self, k: int) -> bool:
        return self._dashed(k) or self.tree.words[k : k + 1] == [":"]

    def _by_shape(self) -> Venue | None:
        """A town in capitals that no list has, before a comma or a bracket and a dash ("VELDEN, Austria - ")."""
        found = _DATELINE.search(self.text)
        if found is None:
            return None
        if not found["office"]:
            return spelled(found["town"]), None
        start = found.start("town")
        n = next((n for n, m in enumerate(self.mentions) if self.tree.start[m.start] == start), None)
        return (found["town"], None) if n is None else self._named(n)

    def _of_byline(self) -> Venue | None:
        """ "By our correspondent in Muscat"."""
        found = _DAYLINE.search(self.text) or _BYLINE.search(self.text)
        return None if found is None else (spelled(found["town"]), None)

    def dated(self) -> int | None:
        """The mention of that town: a name in capitals before anything else."""
        for n, m in enumerate(self.mentions):
            if self._lone(m) and not self._is_state(n) and n not in self._regions:
                return n
            before = self.tree.words[m.start - 1] if m.start else "\n"
            if (
                (m.start < _OPENS or "\n" in before)
                and (m.form == "name" or (m.form == "nominal" and m.type == "location"))
                and self._in_capitals(m)
                and m.end < len(self.tree)
                and (not self.tree.words[m.end][:1].isalnum() or self._town_end(m) < m.end)
                and (m.type == "location" or self._dated(m.end))
            ):
                return n
        return None

    def _lone(self, m: Mention) -> bool:
        """Whether the report opens with the name of a place alone ("Rome.", "DAYTON |", "Lima (Own report) - ")."""
        tree = self.tree
        if m.start and "\n" not in tree.words[m.start - 1]:
            return False
        after = tree.words[m.end : m.end + 1]
        dated = self._dashed(m.end) or (after == ["("] and any(map(self._dashed, range(m.end, m.end + _WITHIN))))
        return m.type == "location" and ((m.start == 0 and after in (["."], ["|"])) or dated)

    def _dashed(self, k: int) -> bool:
        words = self.tree.words
        return k < len(words) and (self._dash(k) or words[k] in _CLOSING - {"-", ":"})

    def _in_capitals(self, m: Mention) -> bool:
        words = self.tree.words[m.start : self._town_end(m)]
        return all(w.isupper() or not w[:1].isalpha() for w in words)

    def _town_end(self, m: Mention) -> int:
        """Where the town ends: before the dash, where the mention runs on over it ("LIMA - Peru")."""
        inside = range(m.start + 1, m.end)
        return next((k for k in inside if self.tree.words[k] in _CLOSING - {"-"} or self._dash(k)), m.end)

    def _dash(self, k: int) -> bool:
        tree = self.tree
        return tree.words[k] == "-" and tree.start[k] > tree.end(k - 1)

    def _dated(self, end: int) -> bool:
        """Whether the dash or colon that closes a dateline stands close after a token."""
        return any(w in _CLOSING for w in self.tree.words[end : end + _WITHIN])

    def first(self, *told: list[int]) -> Venue | None:
        """The first town in which sentences say that something happens, those of the first list before the next."""
        return next((v for sentences in told if (v := self._first(sentences))), None)

    def _first(self, sentences: list[int]) -> Venue | None:
        for n, m in enumerate(self.mentions):
            if (
                self.tree.sent[m.head] in sentences
                and m.form == "name"
                and m.type == "location"
                and self.tree.case(m.head) in ("in", "at", "near")
                and not self._is_state(n)
                and n not in self._regions
                and m.head not in self.timed
                and noun_of(self.tree, self.tree.head[m.head])
                not in self.sides.words.agreements | self.sides.words.wars | self.sides.words.vague
            ):
                return self._named(n)
        return None

    def _places(self, s: Signal) -> Iterator[int]:
        """Tokens that may head the place: before the noun, then by how near they hang to the talks or their verbs."""
        tree = self.tree
        anchors = {s.token: 0, s.top: 0} | {v: 1 for v, slot in s.governors if slot != "pred"}
        if s.kind == "agreement" and s.by_noun:
            # "will leave the port under a truce signed here"
            made = self.sides.words.makes | self.sides.words.signing.index.keys()
            anchors = {k: far for k, far in anchors.items() if not far or tree.base[k] in made}
        for verb in [s.token] if s.alone else []:
            over, words = tree.head[verb], self.sides.words
            if tree.plain[verb] in ("xcomp", "advcl") and (
                words.returns.head(tree, over) or words.sits.head(tree, over)
            ):
                # "are due in Oslo to negotiate a truce"
                anchors[over] = 1
        for verb in list(anchors):
            # "agreed in Oslo, the envoy said after the talks": what was said stands beside the saying.
            if tree.lemma[verb] == "say" and tree.pos[verb] == "VERB":
                anchors |= dict.fromkeys(
                    [*tree.children(verb, "ccomp"), *([tree.head[verb]] if tree.dep[verb] == "parataxis" else [])], 2
                )
        if s.kind in ("talks", "weak"):
            for noun in dict.fromkeys((s.token, s.top)):
                # "The Lima talks": parsers may take the noun for a verb.
                beside = [k for k in tree.children(noun, "nsubj") if k + 1 == noun]
                for k in (*tree.children(noun, "compound", "amod", "nmod:poss"), *beside):
                    # "the Camp David summit" was held there, "the Aceh talks" are about it.
                    held = tree.base[noun] == "summit" or self.sides.inside.get(k) not in self._regions
                    if tree.pos[k] == "PROPN" and self._is_place(k) and held:
                        yield k
        for verb, _ in s.governors[:1]:
            # "in Rome, Italy, where the envoys are gathered for talks", whatever the parse hangs the clause on.
            own = (verb, *tree.kids[verb])
            for where in [
                k for k in range(max(0, verb - 12), verb) if tree.lower[k] == "where" and tree.head[k] in own
            ]:
                yield from [
                    k for k in range(max(tree.sents[tree.sent[verb]][0], where - 4), where) if self._is_place(k)
                ]
        # "their next encounter: Lima, in May"
        yield from (k for noun in {s.token, s.top} for k in tree.children(noun, "appos") if self._is_place(k))
        if tree.case(s.top) == "for" and self._is_place(tree.head[s.top]):
            # "is in Rome for talks"
            yield tree.head[s.top]
        near = []
        for k in range(*tree.sents[tree.sent[s.token]]):
            if not self._where(k, s):
                continue
            over, words = noun_of(tree, tree.head[k]), self.sides.words
            ended = noun_of(tree, tree.head[tree.head[k]]) in words.agreements
            if (over in words.wars and not ended) or (over in words.agreements and tree.head[k] == s.token):
                # "the war in Chechnya", "the truce in Chechnya"
                continue
            if tree.case(k) == "on" and tree.head[k] in (s.token, s.top):
                # "talks on Cyprus" are about it.
                continue
            reach = self._reach(k, anchors)
            far = min(abs(k - a) for a in anchors)
            if reach and self.sides.inside.get(k) in self._regions and tree.case(k) not in ("at", "to"):
                continue
            # "At Varna, a resort on the coast, the front and the government signed"
            near_by = far < _FAR or (tree.head[k] in anchors and tree.case(k) in ("at", "in"))
            if reach is not None and near_by and (tree.case(k) != "on" or self._is_place(k)):
                # "at State House in Nairobi": the town before the house.
                near.append((self.sides.inside.get(k) in self._unlisted, reach, far, k))
        yield from (k for *_, k in sorted(near))

    def _where(self, k: int, s: Signal) -> bool:
        """Whether a phrase may tell where something is held, or where somebody goes for it."""
        tree, case = self.tree, self.tree.case(k)
        if tree.plain[k] == "obj" and tree.base[tree.head[k]] == "leave":
            # "left Lima without a deal"
            return self._is_place(k)
        if tree.plain[k] not in ("obl", "nmod"):
            return False
        if case == "for":
            # "pencilled in for Rome"
            dated = next(self.sides.words.stages["obj"].at(tree, tree.head[k]), None) == "scheduled"
            return dated and self._is_place(k)
        over = tree.head[k]
        moving = tree.lemma[tree.head[over] if tree.pos[over] == "ADV" else over] in _MOVING
        if case == "to" and not moving:
            # "invited both negotiators to Rome", "will send a delegation to Rome for talks"
            bound = tree.case(s.top) == "for" and tree.head[s.top] in (over, k, tree.child(over, "obj"))
            return self._is_place(k) and (bound or any(tree.base[v] == "invite" for v, _ in s.governors))
        return case in _WHERE

    def _reach(self, k: int, anchors: dict[int, int]) -> int | None:
        """How far above a place the talks or their verb stand, None where a clause or three phrases lie between."""
        tree = self.tree
        i = k
        for steps in range(3):
            i = tree.head[i]
            if i in anchors:
                return steps + anchors[i]
            if tree.case(i) == "to":
                # "protested against their expulsion to a hill in Chad"
                return None
            if tree.pos[i] == "VERB" and tree.dep[i] != "xcomp":
                return None
        return None

    def _is_place(self, token: int) -> bool:
        n = self.sides.inside.get(token)
        return (
            n is not None
            and self.mentions[n].type == "location"
            and (self.mentions[n].form == "name" or self.sides.holds(n))
            and not self._range(n)
        )

    def _range(self, n: int) -> bool:
        """ "the Alps": mountains and islands in the plural are no town."""
        m = self.mentions[n]
        plural = self.tree.lower[m.start] == "the" and self.tree.lower[m.head].endswith("s")
        return plural and m.end == m.start + 2 and not self._is_state(n)

    def town(self, token: int) -> Venue | None:
        """The town in the phrase of a token, no state and no region."""
        n = self.sides.inside.get(token)
        if n is None or n in self._regions or self.mentions[n].type != "location":
            return None
        found = self._place(token)
        return None if found is None or self.is_state(found) else found

    def _place(self, token: int) -> Venue | None:
        """The named place in the phrase of a token: the nearest one that is no country, or else the country."""
        tree = self.tree
        if token in self.timed or tree.base[token] in self.sides.words.brokered:
            return None
        if (n := self.sides.inside.get(token)) is not None and self._range(n):
            return None
        if (house := self.houses.venue(token)) is not None:
            return house
        if (named := self._called(token)) is not None:
            return named
        if tree.base[token] in self.sides.words.outskirts:
            # "the Caribbean coast", "a Red Sea resort"
            return self._town(token)
        end = tree.right[token] + 1
        clause = tree.child(token, "acl:relcl", "acl", "appos")
        if clause is not None and clause > token:
            end = tree.left[clause]
        names = dict.fromkeys(n for t in range(tree.left[token], end) if (n := self.sides.inside.get(t)) is not None)
        inside = [n for n in names if self.mentions[n].form == "name"]
        inside += [
            n
            for n, m in enumerate(self.mentions)
            if m.form == "name"
            and m.type == "location"
            and tree.left[token] <= m.start
            and m.end <= end
            and n not in inside
        ]
        inside = [n for n in inside if tree.dep[self.mentions[n].head] != "nmod:poss"]
        places = (n for n in inside if self.mentions[n].type == "location" and not self._range(n))
        towns = [n for n in places if not self._is_state(n)]
        states = [n for n in inside if self.mentions[n].head == token and self._is_state(n)]
        if towns or states:
            return self._named((towns or states)[0])
        if (town := self._town(token)) is not None:
            return town
        if tree.base[token] in _SEATS and (capital := self._capital(token)) is not None:
            return capital
        held = tree.case(token) in ("in", "at") and tree.dep[token] == "obl"
        unknown = held and self.mentions_type(token) == "person"
        if tree.pos[token] == "PROPN" and (unknown or self.mentions_type(token) in (None, "location")):
            a, b = tree.left[token], token + 1
            while a < token and tree.pos[a] != "PROPN":
                a += 1
            return " ".join(tree.words[a:b]), None
        return None

    def _called(self, token: int) -> Venue | None:
        """ "the Chadian capital, Quito", "the resort of Varna": the name behind what a town is said to be."""
        if self.tree.pos[token] != "NOUN":
            return None
        own = [k for k in self.tree.children(token, "appos", "nmod") if k > token and self._is_place(k)]
        named = (k for k in own if self.tree.dep[k] == "appos" or self.tree.case(k) == "of")
        k = next((k for k in named if k not in self.timed), None)
        n = None if k is None else self.sides.inside[k]
        if n is None or n in self._regions or self._is_state(n):
            return None
        return self._town(token) if n == self.sides.inside.get(token) else self._named(n)

    def _town(self, token: int) -> Venue | None:
        """ "the border town of Ruili", where no list of places has the town."""
        tree, inside = self.tree, self.sides.inside
        if self.mentions_type(token) != "location":
            return None
        for k in tree.children(token, "nmod", "appos"):
            named = tree.pos[k] == "PROPN" and k > token and inside.get(k) == inside.get(token)
            if named and (tree.dep[k] == "appos" or tree.case(k) == "of"):
                return " ".join(tree.words[tree.left[k] + (tree.case(k) == "of") : tree.right[k] + 1]), None
        return None

    def _capital(self, token: int) -> Venue | None:
        """ "the Norwegian capital", which counts as a place in its state until the town is named."""
        tree = self.tree
        inside = [self.sides.inside.get(k) for k in range(tree.left[token], token)]
        state = next((n for n in inside if n is not None and self._is_state(n)), None)
        if state is None:
            return None
        start = self.mentions[state].start
        name = " ".join(tree.words[k] for k in range(start, token + 1) if tree.lower[k] not in ("the", "'s", "’s"))
        self._states.add(name)
        return name, self._named(state)[1]

    def mentions_type(self, token: int) -> str | None:
        n = self.sides.inside.get(token)
        return None if n is None else self.mentions[n].type

    def _is_state(self, n: int) -> bool:
        e = self.sides.entities.of.get(n)
        if e is None:
            return False
        entity = self.sides.entity(e)
        return entity.type == "organization" and entity.country is not None

    def _named(self, n: int) -> Venue:
        m = self.mentions[n]
        start, end = m.name or (m.start, self._town_end(m))
        e = self.sides.entities.of.get(n)
        country = m.country or (self.sides.entity(e).country if e is not None else None)
        tree = self.tree
        kept = [k for k in range(start, end) if tree.lower[k] not in ("the", "'s", "’s")]
        spaced = [(" " if k > start and tree.start[k] > tree.end(k - 1) else "") + tree.words[k] for k in kept]
        name = spelled("".join(spaced).strip())
        if self._is_state(n):
            self._states.add(name)
        return name, country

    def seat_of(self, venue: Venue) -> Venue | None:
        """The town that the report names in the state of which it says that the talks are in its capital."""
        if _SEATS.isdisjoint(venue[0].lower().split()) or venue[1] is None:
            return None
        for n, m in enumerate(self.mentions):
            e = self.sides.entities.of.get(n)
            country = m.country or (self.sides.entity(e).country if e is not None else None)
            if m.type == "location" and m.form == "name" and country == venue[1] and n not in self._regions:
                return self._named(n)
        return None

    def is_state(self, venue: Venue) -> bool:
        """Whether a place that was read is a state."""
        return venue[0] in self._states
