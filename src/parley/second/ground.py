"""From a proposal to the reading: every word is looked up in the report, and what is not there verbatim is dropped."""

from __future__ import annotations

import re
from collections import Counter

import msgspec

from parley.codebook.ontology import Ontology
from parley.model import (
    Entity,
    Event,
    Evidence,
    Mention,
    Passage,
    Reading,
    Relation,
    RelationEvidence,
    Span,
)
from parley.second.proposal import Proposal, ProposedEvent, ProposedParty, ProposedRelation

MOST = 100
"""Events, and relations, that are looked at; a report of news holds fewer."""

LONGEST = 200
"""Code points of words that are evidence; whoever quotes half the report has pointed at nothing."""


def ground(reading: Reading, proposal: Proposal, rule: str, ontology: Ontology) -> tuple[Reading, Counter[str]]:
    """The reading with what of the proposal stands in the report.

    Nothing that the reading holds is changed: an event of the same type in the same sentence, or a relation of the same
    type between the same two, is known already and left as it is.

    Args:
        rule: stands in the evidence of everything added.

    Returns:
        A new reading, and how many events and relations were added, known already and dropped.
    """
    work = _Work(reading, rule, ontology)
    for event in proposal.events[:MOST]:
        work.event(event)
    for relation in proposal.relations[:MOST]:
        work.relation(relation)
    beyond = max(0, len(proposal.events) - MOST) + max(0, len(proposal.relations) - MOST)
    work.counts["dropped"] += beyond
    return work.reading, +work.counts


class _Work:
    def __init__(self, reading: Reading, rule: str, ontology: Ontology) -> None:
        self.reading = msgspec.structs.replace(
            reading,
            mentions=list(reading.mentions),
            entities=list(reading.entities),
            events=list(reading.events),
            relations=list(reading.relations),
        )
        self.text, self.rule, self.ontology = reading.report.text, rule, ontology
        self.counts: Counter[str] = Counter()
        self.added = 0

    def event(self, proposed: ProposedEvent) -> None:
        """Add an event, if its words and those of all its parties are there and it is not known."""
        found = self._evidence(proposed.words)
        spans = [self._party_span(p, found[1]) if found else None for p in (*proposed.actors, *proposed.recipients)]
        if found is None or None in spans or not spans:
            self.counts["dropped"] += 1
            return
        evidence, passage = found
        if any(e.type == proposed.type and self._told_in(e, passage) for e in self.reading.events):
            self.counts["known"] += 1
            return
        mode = proposed.mode if proposed.mode in self.ontology.kinds[proposed.type].modes else None
        actors = self._entities(proposed.actors, passage)
        self.added += 1
        self.reading.events.append(
            Event(
                id=f"s{self.added}",
                type=proposed.type,
                mode=mode,
                cameo=self.ontology.cameo(proposed.type, mode),
                quad=self.ontology.kinds[proposed.type].quad,
                score=self.ontology.score(proposed.type, mode),
                actors=actors,
                recipients=[r for r in self._entities(proposed.recipients, passage) if r not in actors],
                status=list(dict.fromkeys(proposed.status)),
                evidence=[evidence],
            )
        )
        self.counts["events"] += 1

    def relation(self, proposed: ProposedRelation) -> None:
        """Add a relation, if its words and both its ends are there and it is not known."""
        found = self._evidence(proposed.words)
        ends = [self._party_span(p, found[1]) if found else None for p in (proposed.from_, proposed.to)]
        if found is None or ends[0] is None or ends[1] is None:
            self.counts["dropped"] += 1
            return
        evidence, passage = found
        a, b = (self._entities([p], passage)[0] for p in (proposed.from_, proposed.to))
        if a == b:
            self.counts["dropped"] += 1
            return
        if any(r.type == proposed.type and {r.from_, r.to} == {a, b} for r in self.reading.relations):
            self.counts["known"] += 1
            return
        self.reading.relations.append(
            Relation(
                type=proposed.type,
                from_=a,
                to=b,
                status=list(dict.fromkeys(proposed.status)),
                evidence=[
                    RelationEvidence(
                        from_=ends[0],
                        to=ends[1],
                        start=evidence.start,
                        end=evidence.end,
                        sentence=evidence.sentence,
                        rule=self.rule,
                    )
                ],
            )
        )
        self.counts["relations"] += 1

    def _evidence(self, words: str) -> tuple[Evidence, Passage] | None:
        """The words as evidence, with the passage that they stand in whole; furniture of a page is none."""
        if not 0 < len(words) <= LONGEST:
            return None
        for passage in self.reading.passages:
            if passage.kind == "furniture":
                continue
            span = self._find(words, passage.start, passage.end)
            if span is not None:
                sentence = Span(start=passage.start, end=passage.end)
                return Evidence(start=span.start, end=span.end, sentence=sentence, rule=self.rule), passage
        return None

    def _party_span(self, party: ProposedParty, passage: Passage) -> Span | None:
        """Where a party's words stand: in the passage of the act, else anywhere in the report."""
        if not 0 < len(party.words) <= LONGEST:
            return None
        return self._find(party.words, passage.start, passage.end) or self._find(party.words, 0, len(self.text))

    def _find(self, words: str, start: int, end: int) -> Span | None:
        # Whole words, and only where they hold a letter or digit: "." stands everywhere and says nothing.
        if words != words.strip() or not any(c.isalnum() for c in words):
            return None
        pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
        found = pattern.search(self.text, start, end)
        return Span(start=found.start(), end=found.end()) if found else None

    def _entities(self, parties: list[ProposedParty], passage: Passage) -> list[str]:
        """The entities that the parties' words stand for, made where the reading has none there."""
        out: dict[str, None] = {}
        for party in parties:
            span = self._party_span(party, passage)
            if span is not None:
                out[self._entity_at(span, party)] = None
        return list(out)

    def _entity_at(self, span: Span, party: ProposedParty) -> str:
        inside = [
            m
            for m in self.reading.mentions
            if m.entity is not None and m.start < span.end and span.start < m.end
        ]  # fmt: skip
        if inside:
            # The mention that fits best: "rebels" rather than "Syria" for "Syria's rebels".
            best = min(inside, key=lambda m: (abs(m.end - span.end), abs(m.start - span.start)))
            assert best.entity is not None
            return best.entity
        known = {e.id for e in self.reading.entities}
        name = next(f"S{n}" for n in range(1, len(known) + 2) if f"S{n}" not in known)
        self.reading.entities.append(Entity(id=name, name=party.words, type=party.type))
        form = "name" if party.words[:1].isupper() else "nominal"
        mention = Mention(start=span.start, end=span.end, type=party.type, entity=name, form=form)  # type: ignore[arg-type]
        self.reading.mentions.append(mention)
        self.reading.mentions.sort(key=lambda m: (m.start, -m.end, m.type))
        return name

    @staticmethod
    def _told_in(event: Event, passage: Passage) -> bool:
        return any(e.start < passage.end and passage.start < e.end for e in event.evidence)
