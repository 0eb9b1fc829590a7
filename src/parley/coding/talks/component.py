"""The spaCy component that reads talks."""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from parley.coding.layers import Act, Entities, Passage, Stand, Talk, Time, layer, tree_of
from parley.coding.talks.clauses import ClauseReader
from parley.coding.talks.documents import DocumentReader, settled
from parley.coding.talks.filling import Filling
from parley.coding.talks.implied import Implied
from parley.coding.talks.positions.naming import Namer, alike
from parley.coding.talks.positions.reader import PositionReader
from parley.coding.talks.positions.telling import Position
from parley.coding.talks.rounds.beside import Rounds
from parley.coding.talks.rounds.closing import Closing
from parley.coding.talks.rounds.gatherings import Gatherings
from parley.coding.talks.rounds.leaving import Leaving
from parley.coding.talks.rounds.likeliest import likeliest
from parley.coding.talks.rounds.mentions import Mentions
from parley.coding.talks.rounds.negotiation import NEXT, NOW, OVER, PAST, Negotiation, Venue, ended, group
from parley.coding.talks.rounds.processes import Processes
from parley.coding.talks.rounds.stage import StageReader
from parley.coding.talks.rounds.tracks import Track, Tracks
from parley.coding.talks.rounds.venue import VenueReader
from parley.coding.talks.seating import Seating
from parley.coding.talks.signals.opening import CODED, opening_of
from parley.coding.talks.signals.reader import SignalFinder
from parley.coding.talks.signals.signal import Signal
from parley.coding.talks.who.helpers import Helpers
from parley.coding.talks.who.holders import EVERYONE
from parley.coding.talks.who.likely import Likely
from parley.coding.talks.who.sides import Sides
from parley.coding.talks.who.table import Table
from parley.coding.talks.words import Words, load_words

_SEATS = 3
# At a table of so many, who takes a position beside them does not sit there.
_MANY = 6
# Within how many sentences after talks to come are first told of the place for them is.
_NEAR = 5


@Language.factory(
    "parley_talks",
    default_config={"codebook": None},
    assigns=["doc._.parley_talks"],
    requires=["doc._.parley_passages", "doc._.parley_mentions", "doc._.parley_entities"],
)
def make(nlp: Language, name: str, codebook: str | None) -> TalksReader:
    """The factory; `codebook` is a folder that extends the shipped one."""
    return TalksReader(Path(codebook) if codebook else None)


class TalksReader:
    """Writes `doc._.parley_talks`, a list of `layers.Talk`: the talks going on, those to come, earlier rounds."""

    def __init__(self, codebook: Path | None = None) -> None:
        self.words = load_words(*([codebook] if codebook else []))

    def __call__(self, doc: Doc) -> Doc:
        said = set(tree_of(doc).base)
        meets = not (said.isdisjoint(self.words.foes) or said.isdisjoint(self.words.sits.index))
        strives = not (said.isdisjoint(self.words.strives) or said.isdisjoint(self.words.wars))
        speaks = meets or strives or not said.isdisjoint(self.words.triggers)
        doc._.parley_talks = _Reader(doc, self.words).read() if speaks else []
        return doc


class _Reader:
    def __init__(self, doc: Doc, words: Words) -> None:
        self.words, self.tree = words, tree_of(doc)
        self.text: str = layer(doc, "parley_report").text if layer(doc, "parley_report") else doc.text
        self.passages: list[Passage] = layer(doc, "parley_passages") or []
        self.opening = opening_of(self.tree, self.passages)
        self.times: list[Time] = layer(doc, "parley_times") or []
        self.acts: list[Act] = layer(doc, "parley_acts") or []
        entities: Entities = layer(doc, "parley_entities") or Entities()
        report = layer(doc, "parley_report")
        timed = {i for t in self.times for i in range(t.start, t.end)}
        self.slots = ClauseReader(self.tree, self._control, timed)
        mentions, relations = layer(doc, "parley_mentions") or [], layer(doc, "parley_relations") or []
        self.sides = Sides(self.tree, self.slots, words, mentions, entities, relations)
        self.helpers = Helpers(self.tree, self.slots, words, self.sides)
        self.processes = Processes(self.tree, self.slots, self.sides, self.passages, self.text)
        self.likely = Likely(self.tree, self.slots, words, self.sides)
        self.stages = StageReader(self.tree, self.slots, words, self.times, report.published if report else None)
        places = doc._.parley_places or []
        self.venues = VenueReader(self.tree, self.slots, self.sides, self.times, places, self.text)
        self.filling = Filling(self.tree, self.opening, self.sides, self.helpers, self.likely, self.processes)
        self.tracks = Tracks(self.tree, words, self.sides, self.venues)
        leaving = Leaving(self.tree, self.slots, words)
        self.mention = Mentions(words, self.stages, self.venues, leaving, self._lower).read
        self.rounds = Rounds(Gatherings(self.tree, self.slots, words, self.sides, self.stages, self.venues))
        self.closing = Closing(self.tree, self.slots, words, self.sides, self.stages)
        self.sides.dateline, self.sides.dated = self._dateline(entities), self.venues.dated()
        self.namer = Namer(self.tree, self.slots, words, self.text)
        self.documents = DocumentReader(self.tree, self.slots, words, self.times, self.text, mentions)

    def _dateline(self, entities: Entities) -> int | None:
        dated = self.venues.dated()
        e = None if dated is None else entities.of.get(dated)
        # "UN-led talks" are dated from nowhere.
        alone = e is not None and len(entities.entities[e].mentions) == 1 and not self.sides.is_international(e)
        return e if alone else None

    def _control(self, i: int) -> str:
        return "obj" if self.tree.lemma[i] in self.words.controls else "subj"

    def read(self) -> list[Talk]:
        opening = self.opening
        finder = SignalFinder(self.tree, self.slots, self.words, self.passages, opening, self.sides)
        signals = finder.find()
        implied = None
        mentions = [m for s in signals if (m := self.mention(s)) is not None]
        ahead = all(m.phase in (NEXT, PAST) and m.sentence not in opening for m in mentions)
        if ahead or all(s.routine for s in signals):
            # Of talks to come alone reports tell first, so that others must be their news.
            implied = Implied(self.tree, self.words, self.passages, opening, self.sides, self.likely, self._positions)
            loose = implied.signals(finder, self._lower, [self.words.signs.of(self._lower(o)) for o in opening])
            told = [m for s in loose if (m := self.mention(s)) is not None]
            for m in told:
                if mentions or m.sentence in opening:
                    m.phase = m.phase or NOW
            mentions = sorted([*(mentions if ahead else ()), *told], key=lambda m: m.signal.token)
        if any(m.phase != PAST for m in mentions):
            mentions = self.rounds.told(mentions, self.passages, opening, self._lower)
        # "Talks? What talks?"
        mentions = [m for m in mentions if m.stage or m.sentence >= opening[0]]
        if not mentions:
            return []
        self.processes.tracks = tracks = self.tracks.find(self.processes.paragraphs)
        lone = [m for s in self.tracks.signals(tracks, mentions) if (m := self.mention(s)) is not None]
        mentions = sorted([*mentions, *lone], key=lambda m: m.signal.token)
        negotiations: list[Negotiation] = []
        for k, told in enumerate(self.processes.part(mentions, opening)):
            # Other talks than those of the news are told of elsewhere than in its place.
            if not told:
                continue
            lead, place = (told[0].sentence, None) if k else (opening[-1], self.venues.dateline())
            rounds = group(told, lead, place, implied=implied is not None)
            if not k:
                ended(rounds, [self.words.signs.of(self._lower(o)) for o in opening], opening)
            for n in rounds:
                n.process = k
            negotiations += rounds
        for n in negotiations:
            self._locate(n, opening, tracks)
        home = self.processes.homes(negotiations)
        out = [Draft(n, self, self.processes.around(n, home)) for n in negotiations]
        for d in out:
            if tracks and d.negotiation.phase == NOW:
                self.filling.at_table(d, tracks)
        self.filling.share_parties(out)
        self.filling.share_helpers(out)
        drafts = {id(d.negotiation): d for d in out}
        for d in out:
            d.about()
        signing = {m.signal.token for m in mentions if m.signal.kind == "agreement" and m.signal.text}
        main = next((n for n in negotiations if n.phase == NOW), None)
        taken: list[tuple[Draft, Position]] = []
        for p in self._positions(signing):
            owner = home.get(self.tree.sent[p.trigger])
            if owner is None:
                continue
            if owner.phase == NEXT and main is not None and owner.process == main.process:
                # What a side wants before the next round begins is where it stands in this one.
                drafts[id(owner)].meet(p)
                owner = main
            drafts[id(owner)].spoke.update(() if p.outside else p.holders)
            taken.append((drafts[id(owner)], p))
        for draft, p in taken:
            if not p.outside:
                draft.take(p)
        self.filling.share_parties(out)
        # Who takes a position sits there; who fights may only do so.
        for draft in out:
            draft.seating.rest(draft.negotiation.sentences)
            if draft.mediators or any(m.signal.named for m in draft.negotiation.mentions):
                draft.seating.foes()
        tables = [d for d in out if d is out[0] or (tracks and d.negotiation.phase == NOW)]
        for draft in tables:
            self.filling.seat_likely(draft, home)
            draft.seating.counterparts(self.processes.around(draft.negotiation, home))
            self.filling.seat_signers(draft, self.processes.around(draft.negotiation, home))
        around = self.processes.around(out[0].negotiation, home)
        for draft in out:
            draft.table.replace(self.likely.governments(around, draft.table.entities))
            draft.seating.named_beside(opening)
        # Whether those count who say what others say too, shows when the rest have taken their seats.
        states = {
            id(d): d.table.unseated({e for q, p in taken if q is d for e in p.holders} - {*d.mediators, *d.hosts})
            for d in out
        }
        for draft, p in taken:
            if p.outside:
                draft.take(p, states[id(draft)])
        for draft in tables:
            self.filling.likely_helpers(draft, self.processes.around(draft.negotiation, home))
        self.filling.name_helpers(out)
        for draft in out:
            if draft.many and draft.negotiation.phase == NOW:
                self.filling.seat_acting(draft, home)
            draft.table.spell_out()
            if len(draft.table.entities) > 2:
                draft.table.remove(filter(self.likely.loose, draft.table.entities))
        self.filling.share_parties(out)
        for sentence, owner in home.items():
            drafts[id(owner)].read_documents(sentence)
        for sentence, owner in home.items():
            if not drafts[id(owner)].documents and owner.phase == NOW:
                drafts[id(owner)].documents |= dict.fromkeys(self.documents.bare(sentence))
        for draft in out:
            if len(draft.documents) == 1:
                around_it = sorted(self.processes.around(draft.negotiation, home))
                firmer = self.documents.firmer(next(iter(draft.documents)), around_it)
                draft.documents = {firmer: None} if firmer else draft.documents
        held = [d for d in out if d.substantial]
        here = next((d.venue for d in held if d.negotiation.phase == NOW and not d.negotiation.process), None)
        for d in held:
            if d.negotiation.phase != NOW and self.venues.same(d.negotiation.sentences):
                d.there = here
        first = min((min(d.negotiation.sentences) for d in held if d.negotiation.phase != NEXT), default=None)
        return [d.talk() for d in held if first is None or d.negotiation.phase != NEXT or d.appointed(first)]

    def _locate(self, n: Negotiation, opening: list[int], tracks: list[Track]) -> None:
        """Where a negotiation is told of, and what the words there say of its place and how it stands."""
        n.opening, n.lead = opening[-1], opening[0]
        now, to_come = n.phase == NOW, n.stage in ("scheduled", "proposed")
        if n.process:
            n.opening = n.lead = min(n.sentences)
            if now:
                n.dateline = tracks[n.process].venue if tracks else self.venues.local(n.opening)
            return
        if now:
            n.dateline = self.venues.dateline()
            told = n.sentences & set(opening)
            n.near = self.venues.first(sorted(told), opening)
            if not to_come:
                n.house = self.venues.houses.at(opening, n.sentences)
                n.inside = self.venues.houses.at(sorted(n.sentences), n.sentences)
            if n.stage == "concluded":
                n.signed_at = self.venues.ceremony(n.sentences | set(opening))
            n.signed = self.closing.signed(p for p in self._coded() if p >= opening[0])
            n.sign = next((s for o in opening if (s := self.words.signs.of(self._lower(o)))), None)
        if to_come:
            start = min(n.sentences)
            n.near = n.near or self.venues.wanted(range(start, min(start + _NEAR, len(self.tree.sents))))
        if now and tracks and tracks[0].venue is not None:
            n.dateline = tracks[0].venue
            for m in n.mentions:
                m.venue = None if m.sentence <= n.opening else m.venue

    def _positions(self, signing: set[int], only: Container[str] | None = None) -> list[Position]:
        reader = PositionReader(self.tree, self.slots, self.words, self.sides, self.namer, self.times, signing)
        return reader.read(self.passages, only)

    def _coded(self) -> Iterator[int]:
        return (self.tree.sent[p.start] for p in self.passages if p.kind in CODED and p.start < len(self.tree))

    def _lower(self, sentence: int) -> str:
        a, b = self.tree.text(*self.tree.sents[sentence])
        return self.text[a:b].lower()


class Draft:
    """A negotiation on its way to a `layers.Talk`."""

    def __init__(self, negotiation: Negotiation, reader: _Reader, home: set[int]) -> None:
        self.negotiation, self.reader = negotiation, reader
        self.table = Table(reader.sides)
        self.issues: dict[str, list[Stand]] = {}
        self.keys: dict[str, frozenset[str]] = {}
        self.documents: dict[str, str | None] = {}
        self.many = any(reader.likely.numbered(m.signal.token) for m in negotiation.mentions)
        # Whether a position that another round has got was told beside these talks.
        self.told = False
        # Where the talks of the news are, of a round that was or will be there too.
        self.there: Venue | None = None
        # Whether the report tells of other tables beside this one.
        self.apart = False
        # Those who take a position, whether or not they have a seat.
        self.spoke: set[int] = set()
        self.evidence: list[tuple[int, int, str]] = []
        self.nouns = {m.signal.token for m in negotiation.mentions} | {m.signal.top for m in negotiation.mentions}
        helpers = reader.helpers.of(self.nouns, home, [])
        self.hosts = reader.helpers.hosts(home, self.nouns)
        self.aside = {*helpers, *self.hosts}
        self.seating = Seating(reader.tree, reader.slots, reader.sides, reader.stages, self.table, self.aside)
        opening = negotiation.opening if negotiation.phase == NOW or negotiation.process else None
        first = negotiation.opening if negotiation.process else 0
        self.seating.seat(negotiation.mentions, reader.acts, opening, first)
        if self.table.entities and negotiation.phase == NOW:
            self.table.seat(reader.helpers.aides.powers(home), together=True)
        self.mediators = reader.helpers.of(self.nouns, home, self.table.entities)
        beside = reader.helpers.beside(self.mediators, home, self.table.entities)
        self.mediators += [e for e in beside if e not in self.mediators]
        self.mediators += [h for h in self.hosts if reader.sides.is_international(h) and h not in self.mediators]
        self.table.remove([*self.mediators, *self.hosts])

    @property
    def substantial(self) -> bool:
        """Whether more is known than that talks were spoken of: two sides, or talks as such with a side or issue."""
        mentions = self.negotiation.mentions
        if not self.mediators and self.reader.sides.trade(self.table.entities, self.spoke):
            return False
        if self.negotiation.by_text or self.negotiation.set_apart:
            return True
        sides, spoken = len(self.table.entities), self.told or any(self.issues.values())
        told = any(m.signal.kind in ("talks", "verb", "mediation", "answer") for m in mentions)
        # A conference that leads the news and has its mediator is a negotiation.
        lead = self.negotiation.phase == NOW and any(
            m.stage and m.sentence <= self.negotiation.opening for m in mentions
        )
        told = told or (lead and bool(self.mediators) and any(m.signal.kind == "weak" for m in mentions))
        by_name = any(m.signal.by_noun and (m.stage or m.signal.named) for m in mentions)
        staged = any(m.stage for m in mentions)
        signed = any(m.signal.kind == "agreement" for m in mentions)
        if self.mediators and staged and (told or (signed and sides > 0)):
            return True
        if signed and self.reader.sides.collective(
            self.negotiation.sentences & set(range(self.negotiation.opening + 1))
        ):
            # "Chad's rival camps reached a deal."
            return True
        tree, words = self.reader.tree, self.reader.words
        if not staged and all(tree.lemma[m.signal.token] in words.vague for m in mentions):
            # "a blow to the peace process": talks only where somebody is said to negotiate or to mediate.
            return not (words.bargainers | words.titles).isdisjoint(tree.base)
        named = ("talks", "weak")
        if any(
            m.stage in OVER and m.signal.kind in named and not m.weak and (m.signal.kind == "talks" or m.signal.named)
            for m in mentions
        ):
            return True
        if self.apart and sides > 0 and staged:
            return True
        return sides > 1 or (by_name and (sides > 0 or bool(self.issues))) or (told and sides > 0 and spoken)

    def appointed(self, others: int) -> bool:
        """Whether more is told of talks to come than that there may be some: when, where, on what, or that they are the
        news.

        Args:
            others: the first sentence that tells of other talks.
        """
        n, told = self.negotiation, self.reader.rounds.later
        if min(n.sentences) < others or n.time is not None or bool(n.venues) or bool(self.issues):
            return True
        sure = (m for m in n.mentions if m.stage == "scheduled" and (m.marked or m.signal.kind == "talks"))
        return any(told.dated(m.sentence) for m in sure)

    # -- issues ----------------------------------------------------------------------------------------------------

    def take(self, p: Position, open_to: Container[int] = ()) -> None:
        """Put a position on the agenda where its holder sits at the table, or may."""
        r = self.reader
        holders = []
        spoken = [self.table.own_government(e) for e in self._meant(p.holders)]
        known = {s.party for stands in self.issues.values() for s in stands}
        for e in spoken:
            if e in self.mediators or e in self.hosts:
                continue
            if r.sides.is_international(e) and e not in self.table.entities:
                continue
            # Who offers something at a table where a seat is free sits there.
            settled = p.stance != "offers" or len(self.table.entities) > 1
            outside = p.outside and settled and not self._domestic(e)
            outsider = (outside or len(self.table.entities) >= _MANY) and not (self.many and r.sides.stately(e))
            if outsider and e not in open_to and e not in known and self.table.place(r.sides.side(e)) is None:
                continue
            if r.sides.from_abroad(e, self.table.entities):
                continue
            if not r.sides.speaks_for_one(e, self.table.entities):
                self.table.seat([e])
            holders.append(e)
        if not holders and p.group is None:
            return
        name = self._issue(p.issue)
        if p.stance is not None:
            # Of "both sides" the report says no more than that it is they.
            for e in holders if p.group is None else [p.group]:
                if not any(s.party == e and s.stance == p.stance for s in self.issues[name]):
                    self.issues[name].append(Stand(e, p.stance, p.span, p.rule, p.qualifier))

    def _domestic(self, e: int) -> bool:
        """Whether it is a party or an opponent in the land of one that has the only seat."""
        sides, seated = self.reader.sides, self.table.entities
        entity = sides.entity(e)
        group = entity.type == "organization" and ("PTY" in entity.sectors or self.reader.likely.opposes(e))
        return group and len(seated) == 1 and entity.country == sides.entity(seated[0]).country is not None

    def meet(self, p: Position) -> None:
        """Seat those who take a position beside these talks, where fewer than two sides have a seat."""
        aside = {*self.mediators, *self.hosts}
        self.told = True
        if len(self.table.entities) < 2 and not p.outside:
            states = [e for e in self._meant(p.holders) if not self.reader.sides.is_international(e)]
            self.table.seat(e for e in states if e not in aside)

    def _meant(self, holders: list[int]) -> list[int]:
        """The holders, with those of a small table in place of "both sides"."""
        if holders != [EVERYONE]:
            return holders
        seated = self.table.entities
        return list(seated) if 1 < len(seated) <= _SEATS else []

    def _issue(self, span: tuple[int, int]) -> str:
        """The issue that the words name, one that is there already where they say the same."""
        namer = self.reader.namer
        keys = namer.keys(span)
        for name, known in self.keys.items():
            if alike(keys, known):
                return name
        name = namer.name(span)
        self.issues.setdefault(name, [])
        self.keys.setdefault(name, keys)
        return name

    def about(self) -> None:
        """What the talks are said to be about or stuck on, whether or not a party has spoken of it."""
        r = self.reader
        for m in self.negotiation.mentions:
            for k in self._topics(m.signal):
                noun = r.tree.base[k]
                if noun in r.words.stance_nouns:
                    own = r.slots.noun(k)
                    k = next((t for slot in ("for", "to", "of") for t in own.get(slot, ())), k)
                if k in r.venues.timed or r.tree.pos[k] not in ("NOUN", "PROPN", "VERB"):
                    continue
                if noun == "behalf" or noun in r.words.nouns:
                    continue
                n = r.sides.entities.at.get(k)
                if n is not None and r.sides.mentions[n].type in ("organization", "nationality", "person"):
                    continue
                for span in r.namer.spans(k):
                    self._issue(span)

    def _topics(self, s: Signal) -> Iterator[int]:
        """Heads of what follows "on", "over" or "about" after the talks, or "over" after their verb."""
        r = self.reader
        if s.kind in ("talks", "weak"):
            for noun in dict.fromkeys((s.token, s.top)):
                for slot, tokens in r.slots.noun(noun).items():
                    if slot in r.words.about:
                        yield from tokens
        for verb, _ in s.governors:
            for v in (verb, *r.tree.children(verb, "advcl", "xcomp", "conj")):
                for slot in ("over", "about"):
                    yield from r.slots.verb(v).get(slot, ())

    def read_documents(self, sentence: int) -> None:
        self.documents = self.reader.documents.added(self.documents, sentence)

    # -- the object ------------------------------------------------------------------------------------------------

    def talk(self) -> Talk:
        r, n = self.reader, self.negotiation
        evidence = []
        for m in n.mentions:
            tokens = [m.signal.token, m.signal.top, *(v for v, _ in m.signal.governors[:1])]
            same = [t for t in tokens if r.tree.sent[t] == m.sentence]
            evidence.append((min(same), max(same) + 1, f"{m.signal.kind}({m.stage or m.phase or 'named'})"))
        self.table.speak_for_states()
        venue = self.venue
        there = [e for e in self.table.entities if venue and r.sides.entity(e).name.lower() == venue[0].lower()]
        if len(self.table.entities) > 2:
            # "the Camp David summit": a third party that is the place.
            self.table.remove(there)
        return Talk(
            name=self._name(),
            stage=n.stage,
            parties=self.table.entities,
            mediators=r.helpers.ordered(self.mediators),
            hosts=self.hosts,
            venue=venue,
            time=n.time,
            issues=self.issues,
            documents=list(settled(self.documents).items()),
            evidence=evidence,
        )

    @property
    def venue(self) -> Venue | None:
        """The likeliest place."""
        return likeliest(self.negotiation, self.table.entities, self.reader.venues) or self.there

    def _name(self) -> str:
        if self.venue:
            return f"{self.venue[0]} talks"
        names = [self.reader.sides.entity(e).name for e in self.table.entities[:3]]
        return "-".join(names) + " talks" if names else "talks"
