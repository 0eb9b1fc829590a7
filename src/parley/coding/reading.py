"""From the layers of a Doc to the reading: tokens become code points, indexes become ids."""

from __future__ import annotations

from typing import Any, TypedDict, cast

from spacy.tokens import Doc

from parley import model
from parley.codebook.ontology import Ontology
from parley.coding.layers import (
    Act,
    Clash,
    Entities,
    Entity,
    Figure,
    Mention,
    Place,
    Quantities,
    Quantity,
    Relation,
    Said,
    Stand,
    Talk,
    Time,
    layer,
    tree_of,
    vouching,
)


def to_reading(doc: Doc, ontology: Ontology) -> model.Reading:
    """The reading of a Doc that the coding components have gone over.

    Args:
        doc: its `doc._.parley_report` is the report.
        ontology: gives each event's quad class and score.
    """
    return _Assembler(doc, ontology).reading()


class _Offsets(TypedDict):
    """Code points into the report's text, end exclusive."""

    start: int
    end: int


# Labels come from data files whose linters hold them to the contract; the casts below only say so to the type checker.
class _Assembler:
    def __init__(self, doc: Doc, ontology: Ontology) -> None:
        self.doc, self.ontology = doc, ontology
        self.tree = tree_of(doc)
        self.report: model.Report = layer(doc, "parley_report")
        self.mentions: list[Mention] = layer(doc, "parley_mentions") or []
        self.entities: Entities = layer(doc, "parley_entities") or Entities()
        self.times: list[Time] = layer(doc, "parley_times") or []
        self.places: list[Place] = layer(doc, "parley_places") or []
        self.quantities: Quantities = layer(doc, "parley_quantities") or Quantities()
        self.acts: list[Act] = layer(doc, "parley_acts") or []
        self.said: list[Said] = layer(doc, "parley_attribution") or []
        self.relations: list[Relation] = layer(doc, "parley_relations") or []
        self.talks: list[Talk] = layer(doc, "parley_talks") or []
        self.clashes: list[Clash] = layer(doc, "parley_disagreements") or []
        self.vouching = vouching(self.said)
        self.ids = [f"E{n + 1}" for n in range(len(self.entities.entities))]
        # Earlier acts come last, so that theirs is what two share.
        self.act_of = {t: n for n, a in reversed([*enumerate(self.acts)]) for t in (a.trigger, *a.words)}
        self.event_ids = self._number_events()
        self.lies_in = self._countries()

    def reading(self) -> model.Reading:
        return model.Reading(
            report=self.report,
            passages=[
                model.Passage(kind=cast(model.PassageKind, p.kind), **self._offsets(p.start, p.end))
                for p in layer(self.doc, "parley_passages") or []
            ],
            mentions=self._all_mentions(),
            entities=[self._entity(n, e) for n, e in enumerate(self.entities.entities)],
            events=self._events(),
            relations=self._relations(),
            figures=[self._figure(n, f) for n, f in enumerate(self.quantities.figures)],
            talks=[self._talk(n, t) for n, t in enumerate(self.talks)],
            disagreements=[self._disagreement(c) for c in self.clashes],
        )

    # -- offsets ---------------------------------------------------------------------------------------------------

    def _offsets(self, start: int, end: int) -> _Offsets:
        tree = self.tree
        return {"start": tree.start[start], "end": tree.start[end - 1] + len(tree.words[end - 1])}

    def _sentence(self, token: int) -> model.Span:
        start, end = self.tree.sents[self.tree.sent[token]]
        while end - 1 > start and not self.tree.words[end - 1].strip():
            end -= 1
        while start < end - 1 and not self.tree.words[start].strip():
            start += 1
        return model.Span(**self._offsets(start, end))

    def _evidence(self, start: int, end: int, rule: str | None) -> model.Evidence:
        return model.Evidence(sentence=self._sentence(start), rule=rule, **self._offsets(start, end))

    # -- who -------------------------------------------------------------------------------------------------------

    def _entity_id(self, index: int) -> str:
        return self.ids[index]

    def _entities_of(self, mentions: list[int]) -> list[str]:
        of, members, ids = self.entities.of, self.entities.members, self.ids
        out: dict[str, None] = {}
        for m in mentions:
            if several := members.get(m):
                out |= dict.fromkeys(ids[index] for index in several)
            elif m in of:
                out[ids[of[m]]] = None
        return list(out)

    def _all_mentions(self) -> list[model.Mention]:
        of, ids, starts, words = self.entities.of, self.ids, self.tree.start, self.tree.words
        out = []
        for n, m in enumerate(self.mentions):
            kind_: Any = m.type
            form: Any = m.form
            out.append(
                model.Mention(
                    start=starts[m.start],
                    end=starts[m.end - 1] + len(words[m.end - 1]),
                    type=kind_,
                    form=form,
                    entity=ids[of[n]] if n in of else None,
                )
            )
        for t in self.times:
            # A length or a rate is no point in time to publish.
            if not t.plain:
                out.append(model.Mention(type="time", value=t.value, **self._offsets(t.start, t.end)))
        for q in self.quantities.quantities:
            kind: model.MentionType = "money" if q.kind == "money" else "quantity"
            out.append(model.Mention(type=kind, value=_number(q), **self._offsets(q.start, q.end)))
        return sorted(out, key=lambda m: (m.start, -m.end, m.type))

    def _countries(self) -> dict[int, str]:
        """The country of each entity that is a place, where all that the report tells of the place agrees on one."""
        found: dict[int, set[str | None]] = {}
        for p in self.places:
            entity = self.entities.of.get(p.mention)
            # Without a point a country is only what the sentence suggests.
            if p.latitude is not None and entity is not None and self.entities.entities[entity].type == "location":
                found.setdefault(entity, set()).add(p.country)
        return {e: country for e, known in found.items() if len(known) == 1 and (country := next(iter(known)))}

    def _entity(self, n: int, e: Entity) -> model.Entity:
        country = e.country or self.lies_in.get(n)
        return model.Entity(
            id=self._entity_id(n),
            name=e.name,
            type=cast(model.EntityType, e.type),
            code=e.code or (country if e.type == "location" else None),
            country=country,
            sectors=list(e.sectors),
            description=e.description,
            key=e.key,
        )

    # -- what ------------------------------------------------------------------------------------------------------

    def _number_events(self) -> dict[int, str]:
        """Event id by act index; an act told again has the id of the first."""
        ids: dict[int, str] = {}
        count = 0
        for n, act in enumerate(self.acts):
            if act.same is None:
                count += 1
                ids[n] = f"e{count}"
            else:
                ids[n] = ids[act.same]
        return ids

    def _events(self) -> list[model.Event]:
        out: dict[str, model.Event] = {}
        for n, act in enumerate(self.acts):
            evidence = self._evidence(*act.span, act.rule)
            event_id = self.event_ids[n]
            told = out.get(event_id)
            if told is None:
                out[event_id] = model.Event(
                    id=event_id,
                    type=cast(model.EventType, act.type),
                    mode=act.mode,
                    contexts=list(act.contexts),
                    cameo=act.cameo,
                    quad=self.ontology.kinds[act.type].quad,
                    score=self.ontology.score(act.type, act.mode),
                    actors=self._entities_of(act.actors),
                    recipients=self._entities_of(act.recipients),
                    time=self._time(act.time),
                    place=self._place(act.place),
                    status=cast(list[model.EventStatus], list(act.status)),
                    attribution=self._attribution(act.trigger),
                    evidence=[evidence],
                    confidence=act.confidence,
                )
                continue
            told.evidence.append(evidence)
            told.actors = told.actors or self._entities_of(act.actors)
            told.recipients = told.recipients or self._entities_of(act.recipients)
            told.time = told.time or self._time(act.time)
            told.place = told.place or self._place(act.place)
            told.mode = told.mode or act.mode
            told.contexts = sorted({*told.contexts, *act.contexts})
            if act.confidence is not None and told.confidence is not None:
                told.confidence = max(told.confidence, act.confidence)
        for event in out.values():
            event.recipients = [r for r in event.recipients if r not in event.actors]
        return list(out.values())

    def _relations(self) -> list[model.Relation]:
        out: dict[tuple[object, ...], model.Relation] = {}
        for r in self.relations:
            ends = self._entities_of([r.from_]), self._entities_of([r.to])
            for a in ends[0]:
                for b in ends[1]:
                    if a == b:
                        continue
                    key = (r.type, a, b, tuple(r.status))
                    evidence = self._relation_evidence(r)
                    if key in out:
                        out[key].evidence.append(evidence)
                        out[key].since = out[key].since or r.since
                        continue
                    out[key] = model.Relation(
                        type=cast(model.RelationType, r.type),
                        from_=a,
                        to=b,
                        since=r.since,
                        status=cast(list[model.RelationStatus], list(r.status)),
                        attribution=self._attribution(r.trigger),
                        evidence=[evidence],
                    )
        return list(out.values())

    def _relation_evidence(self, r: Relation) -> model.RelationEvidence:
        a, b = self.mentions[r.from_], self.mentions[r.to]
        return model.RelationEvidence(
            from_=model.Span(**self._offsets(a.start, a.end)),
            to=model.Span(**self._offsets(b.start, b.end)),
            sentence=self._sentence(r.trigger),
            rule=r.rule,
            **self._offsets(*r.span),
        )

    # -- when, where, how many, according to whom ------------------------------------------------------------------

    def _time(self, index: int | None) -> model.Time | None:
        if index is None:
            return None
        t = self.times[index]
        offsets = self._offsets(t.start, t.end)
        # "In the past 24 hours", "at midnight", "recently": no date, and a table of events has dates in that column.
        value = t.value if t.value and t.value[0].isdigit() else None
        return model.Time(text=self.report.text[offsets["start"] : offsets["end"]], value=value, **offsets)

    def _place(self, index: int | None) -> model.Place | None:
        if index is None:
            return None
        p = self.places[index]
        entity = self.entities.of.get(p.mention)
        return model.Place(
            entity=None if entity is None else self._entity_id(entity),
            name=p.name,
            country=p.country,
            latitude=p.latitude,
            longitude=p.longitude,
            geonames_id=p.geonames_id,
            note=p.note,
        )

    def _figure(self, n: int, f: Figure) -> model.Figure:
        q = f.quantity
        who = None
        if f.who is not None:
            a, b = self.tree.text(*f.who)
            who = self.report.text[a:b]
        act = self._act_at(f.trigger)
        return model.Figure(
            id=f"f{n + 1}",
            measure=cast(model.Measure, f.measure),
            low=q.low,
            best=q.best,
            high=q.high,
            qualifier=cast(model.Qualifier, q.qualifier),
            who=who,
            event=None if act is None else self.event_ids[act],
            place=None if act is None else self._place(self.acts[act].place),
            time=None if act is None else self._time(self.acts[act].time),
            attribution=self._attribution(f.trigger),
            evidence=[self._evidence(q.start, q.end, f.measure)],
        )

    def _act_at(self, trigger: int) -> int | None:
        """The act whose deciding words hold the figure's trigger."""
        return self.act_of.get(trigger)

    def _attribution(self, token: int) -> list[model.Attribution]:
        """The chain of sources for what is told at a token, innermost first."""
        if token not in self.vouching:
            return []
        links = sorted(
            self.vouching.get(token, ()),
            key=lambda s: (min(b - a for a, b in s.content if a <= token < b), s.outer is None),
        )
        chain: list[Said] = []
        for link in links:
            while link not in chain:
                chain.append(link)
                if link.outer is None:
                    break
                link = self.said[link.outer]
        out: list[model.Attribution] = []
        for s in chain:
            a, b = self.tree.text(*s.words)
            c, d = self.tree.text(*s.cue)
            ids = [] if s.source is None else self._entities_of([s.source])
            if ids and any(link.source == ids[0] for link in out):
                # "Syria acknowledged the loss and claimed that it had downed": one voice, heard once.
                continue
            out.append(
                model.Attribution(source=ids[0] if ids else None, text=self.report.text[a:b], cue=self.report.text[c:d])
            )
        return out

    # -- talks and disagreements -----------------------------------------------------------------------------------

    def _talk(self, n: int, t: Talk) -> model.Talks:
        return model.Talks(
            id=f"t{n + 1}",
            name=t.name,
            parties=[self._entity_id(e) for e in t.parties],
            mediators=[self._entity_id(e) for e in t.mediators],
            hosts=[self._entity_id(e) for e in t.hosts],
            venue=None if t.venue is None else model.Venue(name=t.venue[0], country=t.venue[1]),
            time=self._time(t.time),
            stage=cast(model.Stage, t.stage),
            issues=[
                model.Issue(name=name, positions=[self._position(s) for s in stands])
                for name, stands in t.issues.items()
            ],
            documents=[model.Document(name=name, date=date) for name, date in t.documents],
            evidence=[self._evidence(a, b, rule) for a, b, rule in t.evidence],
        )

    def _position(self, s: Stand) -> model.Position:
        return model.Position(
            party=None if s.party is None else self._entity_id(s.party),
            stance=cast(model.Stance, s.stance),
            qualifier=s.qualifier,
            evidence=[self._evidence(*s.span, s.rule)],
        )

    def _disagreement(self, c: Clash) -> model.Disagreement:
        item = None
        if c.index >= 0:
            item = {
                "acts": lambda: self.event_ids[c.index],
                "figures": lambda: f"f{c.index + 1}",
                "talks": lambda: f"t{c.index + 1}",
            }[c.layer]()
        return model.Disagreement(
            about=model.About(kind=cast(model.DisagreementKind, c.kind), item=item, text=c.text),
            values=[
                model.Value(
                    value=v.value,
                    attribution=self._attribution(v.trigger),
                    evidence=[self._evidence(*v.span, None)],
                )
                for v in c.values
            ],
        )


def _number(q: Quantity) -> float | None:
    return q.best if q.best is not None else q.low if q.low is not None else q.high
