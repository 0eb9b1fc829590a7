"""Readings for the tests, said in few words."""

from __future__ import annotations

from typing import Any

from parley.model import (
    Attribution,
    Entity,
    Event,
    Evidence,
    Figure,
    Issue,
    Place,
    Position,
    Reading,
    Relation,
    RelationEvidence,
    Report,
    Span,
    Talks,
    Time,
    Venue,
    validate,
)
from parley.record import Made

MADE = Made(parley="0.1.0", model="parley_en 0.1.0", codebook="test")
NEXT = Made(parley="0.2.0", model="parley_en 0.2.0", codebook="test")
WHO = {
    "Ardovia": Entity(id="", name="Ardovia", type="organization", code="ARD", country="ARD", key="state-ard"),
    "Belmark": Entity(id="", name="Belmark", type="organization", code="BEL", country="BEL", key="state-bel"),
    "army": Entity(id="", name="Ardovian army", type="organization", code="ARDMIL", country="ARD", key="mil-ard"),
    "Front": Entity(id="", name="Belmark Front", type="organization", code="BELREB", country="BEL", key="front"),
    "Mina Sol": Entity(id="", name="Mina Sol", type="person", code="BELGOV", country="BEL", key="person-sol"),
    "crowd": Entity(id="", name="crowd", type="organization"),
}
TOWNS = {
    "Tesk": Place(name="Tesk", country="BEL", latitude=10.0, longitude=20.0, geonames_id=1),
    "Orlen": Place(name="Orlen", country="BEL", latitude=14.0, longitude=25.0, geonames_id=2),
}
SCORES = {"ASSAULT": (4, -9.5, "190"), "CONSULT": (1, 1.5, "04"), "ACCUSE": (3, -2.5, "11"), "AID": (2, 7.4, "07")}
FILLER = (
    "The ferry to the islands was repaired before the rains came and the market opened late in the harbour.",
    "Farmers said that the price of barley had gone up again while the mayor spoke of a new road to the hills.",
    "A teacher counted forty pupils in a school that was built for ten and asked the council for more rooms.",
    "At the clinic nurses waited for a truck with bandages that had been promised for the end of the month.",
)


class Writer:
    """Writes a report and what is read in it."""

    def __init__(
        self, id: str, published: str | None = "2023-05-04", publisher: str | None = "Post", **more: Any
    ) -> None:
        self._report = {"id": id, "published": published, "publisher": publisher, **more}
        self.text = ""
        self._entities: dict[str, Entity] = {}
        self.events: list[Event] = []
        self.figures: list[Figure] = []
        self.talks: list[Talks] = []
        self.relations: list[Relation] = []

    def say(self, sentence: str) -> Span:
        start = len(self.text) + (1 if self.text else 0)
        self.text += (" " if self.text else "") + sentence
        return Span(start=start, end=start + len(sentence))

    def fill(self, *which: int) -> Writer:
        for n in which or range(len(FILLER)):
            self.say(FILLER[n])
        return self

    def who(self, name: str) -> str:
        if name not in self._entities:
            known = WHO[name]
            fields = {f: getattr(known, f) for f in known.__struct_fields__}
            self._entities[name] = Entity(**{**fields, "id": f"E{len(self._entities) + 1}"})
        return self._entities[name].id

    def event(
        self,
        sentence: str,
        type: str = "ASSAULT",
        actor: str | None = "army",
        recipient: str | None = "Front",
        day: str | None = None,
        place: str | None = None,
        said_by: str | None = None,
        status: tuple[str, ...] = (),
        killed: int | None = None,
    ) -> Writer:
        span = self.say(sentence)
        first = sentence.split()[0]
        quad, score, cameo = SCORES[type]
        evidence = Evidence(start=span.start, end=span.end - 1, sentence=span, rule="test")
        event = Event(
            id=f"e{len(self.events) + 1}", type=type, quad=quad, score=score, cameo=cameo, status=list(status),  # type: ignore[arg-type]
            contexts=["military"], confidence=0.8,
            actors=[self.who(actor)] if actor else [], recipients=[self.who(recipient)] if recipient else [],
            time=Time(start=span.start, end=span.start + len(first), text=first, value=day) if day else None,
            place=TOWNS[place] if place else None,
            attribution=[Attribution(source=self.who(said_by), text=said_by, cue="said")] if said_by else [],
            evidence=[evidence],
        )  # fmt: skip
        self.events.append(event)
        if killed is not None:
            words = self.say(f"The number of dead was {killed}.")
            start = self.text.index(str(killed), words.start)
            self.figures.append(
                Figure(
                    id=f"f{len(self.figures) + 1}", measure="killed", low=killed, best=killed, high=killed,
                    qualifier="exact", who="people", event=event.id,
                    evidence=[Evidence(start=start, end=start + len(str(killed)), sentence=words, rule="killed")],
                )
            )  # fmt: skip
        return self

    def relation(self, sentence: str, type: str, one: str, other: str, status: tuple[str, ...] = ()) -> Writer:
        span = self.say(sentence)
        evidence = RelationEvidence(start=span.start, end=span.end, from_=span, to=span, sentence=span)
        self.relations.append(
            Relation(type=type, from_=self.who(one), to=self.who(other), status=list(status), evidence=[evidence])  # type: ignore[arg-type]
        )
        return self

    def meet(self, sentence: str, stage: str, name: str = "Tesk talks", stance: str | None = None) -> Writer:
        span = self.say(sentence)
        evidence = Evidence(start=span.start, end=span.end, sentence=span)
        positions = [Position(party=self.who("Front"), stance=stance, evidence=[evidence])] if stance else []  # type: ignore[arg-type]
        self.talks.append(
            Talks(
                id=f"t{len(self.talks) + 1}", name=name, parties=[self.who("Ardovia"), self.who("Front")],
                mediators=[self.who("Mina Sol")], venue=Venue(name="Tesk", country="BEL"), stage=stage,  # type: ignore[arg-type]
                issues=[Issue(name="prisoners", positions=positions)] if stance else [], evidence=[evidence],
            )
        )  # fmt: skip
        return self

    def done(self) -> Reading:
        reading = Reading(
            report=Report(text=self.text, **self._report),
            entities=list(self._entities.values()),
            events=self.events,
            figures=self.figures,
            talks=self.talks,
            relations=self.relations,
        )
        validate(reading)
        return reading
