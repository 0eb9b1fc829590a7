"""Readings made from templates, with the truth about them: which are wire copies, and which tell one event.

The world is invented (countries that carry codes, armies, rebels and people; towns with coordinates); the noise is that
of newsrooms: a day is left out or is that of the next time zone, a town is left out or only its country is named, "the
army" stands for a state, a wire is cut and edited. A few wars make most of the events, several a day, so that type, day
and sides alone do not tell events apart.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count

from parley.model import (
    Attribution,
    Entity,
    Event,
    Evidence,
    Figure,
    Issue,
    Passage,
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
)

FIRST_DAY = date(2020, 1, 1)
REPORTS_A_DAY = 60
# Type, mode, CAMEO code, quad class, score, and ways to say it: actor, recipient, place, time.
KINDS = [
    ("ASSAULT", "aerial", "195", 4, -10.0, [
        "Planes of {A} struck {R} positions{P}{T}, witnesses said",
        "{A} carried out air raids against {R}{P}{T}",
        "Bombs dropped by {A} fell on {R} quarters{P}{T}",
    ]),
    ("ASSAULT", "heavy-weapons", "194", 4, -10.0, [
        "{A} shelled {R} lines{P}{T} with mortars and rockets",
        "Artillery of {A} opened fire on {R}{P}{T}",
        "Rockets launched by {A} hit depots of {R}{P}{T}",
    ]),
    ("ASSAULT", "firearms", "193", 4, -9.5, [
        "Gunmen of {A} ambushed a convoy of {R}{P}{T}",
        "{A} fighters exchanged fire with {R}{P}{T}",
        "A clash between {A} and {R} broke out{P}{T}",
    ]),
    ("COERCE", "seize", "171", 4, -7.0, [
        "{A} seized trucks that belong to {R}{P}{T}",
        "Property of {R} was taken over by {A}{P}{T}",
    ]),
    ("CONSULT", "visit", "042", 1, 1.9, [
        "Envoys of {A} travelled to see {R}{P}{T}",
        "A delegation from {A} paid a visit to {R}{P}{T}",
        "{R} received ministers of {A}{P}{T}",
    ]),
    ("ACCUSE", "allege", "112", 3, -3.0, [
        "{A} accused {R} of breaking the truce{P}{T}",
        "In a statement {A} blamed {R} for the latest losses{P}{T}",
    ]),
    ("REQUEST", "yield", "105", 3, -4.0, [
        "{A} called on {R} to pull back{P}{T}",
        "{A} urged {R} to stop firing{P}{T}",
    ]),
    ("AID", None, "07", 2, 7.4, [
        "Trucks with flour from {A} reached {R}{P}{T}",
        "{A} delivered medicine and tents to {R}{P}{T}",
    ]),
    ("PROTEST", "demo", "141", 4, -6.5, [
        "Supporters of {A} marched against {R}{P}{T}",
        "A rally called by {A} denounced {R}{P}{T}",
    ]),
    ("THREATEN", "violence", "138", 3, -7.0, [
        "{A} warned {R} of a harsh answer{P}{T}",
        "{A} vowed to hit back at {R}{P}{T}",
    ]),
    ("RETREAT", "withdraw", "0874", 2, 7.5, [
        "{A} pulled its men back from {R} ground{P}{T}",
        "Columns of {A} left areas claimed by {R}{P}{T}",
    ]),
]  # fmt: skip
WARLIKE, REST = KINDS[:4], KINDS[4:]
PUBLISHERS = [f"{name} {kind}" for name in (
    "Northern", "Harbour", "Capital", "Valley", "River", "Lakeside", "Eastern", "Island", "Border", "Summit",
) for kind in ("Post", "Tribune", "Courier", "Observer", "Wire")]  # fmt: skip
NOUNS = (
    "harvest bridge market school clinic railway council budget ferry drought festival museum tariff pipeline ministry "
    "envoy shelter convoy factory orchard airport union referee archive warehouse canal ballot lawyer teacher pharmacy "
    "satellite quarry vineyard parliament courier mayor nurse driver farmer broker sailor engineer printer baker guard "
    "surgeon pilot poet treasurer auditor mason plumber tailor gardener painter boatman translator librarian witness"
).split()
VERBS = "visited delayed praised measured repaired questioned inspected rented ordered counted painted moved".split()
ENDS = (
    "before the rains came", "despite a shortage of fuel", "as prices went up again", "as wages were discussed",
    "after years of neglect", "under a plan drawn up in spring", "with help from neighbours", "to general surprise",
    "according to the town hall", "without giving a reason", "on the advice of doctors", "for the second time",
)  # fmt: skip
SYLLABLES = (
    "ba ke lo mi ra su ta ve zo ni dar gol hem jur kal len mar nor pel qas ros sim tor ulm vas wen yar zin".split()
)


@dataclass(slots=True)
class World:
    """Countries with those who act for them, and towns."""

    states: list[dict[str, Entity]] = field(default_factory=list)
    towns: list[Place] = field(default_factory=list)
    wars: list[tuple[int, int]] = field(default_factory=list)
    rounds: list[tuple[str, int, int, str]] = field(default_factory=list)


def world(seed: int) -> World:
    """The same world for the same seed: 40 countries, 1,200 towns, 12 wars, 25 negotiations."""
    random_ = random.Random(seed)
    out = World()

    def name() -> str:
        return "".join(random_.choice(SYLLABLES) for _ in range(3)).capitalize()

    for n in range(40):
        code = f"{chr(65 + n // 26)}{chr(65 + n % 26)}X"
        land = name() + "ia"
        sides = {
            "state": ("organization", land, code, []),
            "gov": ("organization", f"government of {land}", f"{code}GOV", ["GOV"]),
            "mil": ("organization", f"army of {land}", f"{code}MIL", ["MIL"]),
            "reb": ("organization", f"{name()} Front", f"{code}REB", ["REB"]),
            "person": ("person", f"{name()} {name()}", f"{code}GOV", ["GOV"]),
        }
        out.states.append({
            side: Entity(
                id="", name=full, type=type_, code=actor, country=code, sectors=sectors, key=f"{side}-{code.lower()}"
            )
            for side, (type_, full, actor, sectors) in sides.items()
        })  # fmt: skip
    for n in range(1200):
        out.towns.append(
            Place(
                name=name(),
                country=out.states[n % 40]["state"].country,
                latitude=round(random_.uniform(-60, 70), 3),
                longitude=round(random_.uniform(-170, 170), 3),
                geonames_id=900_000 + n,
            )
        )
    while len(out.wars) < 12:
        one, other = random_.sample(range(40), 2)
        out.wars.append((one, other))
    for _ in range(25):
        one, other = random_.sample(range(40), 2)
        town = random_.choice(out.towns)
        out.rounds.append((f"{town.name} talks", one, other, town.name))
    return out


@dataclass(slots=True)
class Act:
    """A true event."""

    number: int
    kind: tuple[str, str | None, str, int, float, list[str]]
    actor: tuple[int, str]
    recipient: tuple[int, str]
    town: Place
    day: date
    killed: int | None


@dataclass(slots=True)
class Made:
    """A reading with the truth: the wire that it is a copy of, and the true event of each of its events."""

    reading: Reading
    wire: int
    truth: dict[str, int]


def readings(number: int, *, seed: int = 7) -> Iterator[Made]:
    """So many readings in the order of their publication, the same for the same seed."""
    random_ = random.Random(seed)
    lands = world(seed)
    acts, wires, ids = count(), count(), count()
    waiting: dict[date, list[Made]] = {}
    day = FIRST_DAY
    out = 0
    while out < number:
        made = 0
        while made < REPORTS_A_DAY:
            story = [_act(random_, lands, next(acts), day) for _ in range(random_.choice((1, 1, 2, 2, 3, 4)))]
            for _ in range(random_.choices((1, 2, 3, 4, 6), (50, 22, 14, 9, 5))[0]):
                told = [a for a in story if random_.random() < 0.75] or story[:1]
                late = random_.choices((0, 1, 2), (60, 32, 8))[0]
                wire = next(wires)
                first = _report(random_, lands, told, day + timedelta(late), wire, next(ids))
                waiting.setdefault(day + timedelta(late), []).append(first)
                made += 1
                for _ in range(random_.choice((1, 1, 2, 3, 5)) if random_.random() < 0.2 else 0):
                    later = day + timedelta(late + random_.choice((0, 0, 1)))
                    waiting.setdefault(later, []).append(_copy(random_, first, later, next(ids)))
                    made += 1
        today = waiting.pop(day, [])
        random_.shuffle(today)
        for item in today:
            yield item
            out += 1
            if out == number:
                return
        day += timedelta(1)


def _act(random_: random.Random, lands: World, number: int, day: date) -> Act:
    if random_.random() < 0.6:
        one, other = random_.choice(lands.wars)
        kind = random_.choice(WARLIKE if random_.random() < 0.75 else REST)
        sides = random_.choice((("mil", "reb"), ("mil", "mil"), ("reb", "mil"), ("state", "state")))
    else:
        one, other = random_.sample(range(len(lands.states)), 2)
        kind = random_.choice(REST if random_.random() < 0.8 else WARLIKE)
        sides = random_.choice((("gov", "gov"), ("state", "state"), ("person", "gov"), ("reb", "gov"), ("mil", "reb")))
    home = lands.towns[other :: len(lands.states)]
    killed = random_.choice((None, random_.randint(2, 90))) if kind[0] == "ASSAULT" else None
    before = random_.choice((0, 0, 1))
    return Act(number, kind, (one, sides[0]), (other, sides[1]), random_.choice(home), day - timedelta(before), killed)


_KIN = {"mil": ("state", "gov"), "gov": ("state", "person"), "state": ("gov", "mil"), "person": ("gov",), "reb": ()}


def _named(random_: random.Random, lands: World, who: tuple[int, str]) -> Entity:
    """Who it is, sometimes under another name: the state for its army."""
    land, side = who
    if _KIN[side] and random_.random() < 0.2:
        side = random_.choice(_KIN[side])
    return lands.states[land][side]


class _Page:
    """A report that is being written, with the entities that it has named."""

    def __init__(self) -> None:
        self.text = ""
        self.entities: dict[str, Entity] = {}
        self.passages: list[Passage] = []

    def say(self, sentence: str) -> Span:
        if self.text:
            self.text += " "
        span = Span(start=len(self.text), end=len(self.text) + len(sentence))
        self.text += sentence
        self.passages.append(Passage(start=span.start, end=span.end, kind="body"))
        return span

    def local(self, entity: Entity) -> str:
        key = entity.key or ""
        if key not in self.entities:
            fields = {f: getattr(entity, f) for f in entity.__struct_fields__}
            self.entities[key] = Entity(**{**fields, "id": f"E{len(self.entities) + 1}"})
        return self.entities[key].id


def _report(random_: random.Random, lands: World, acts: list[Act], day: date, wire: int, number: int) -> Made:
    page, truth = _Page(), {}
    events: list[Event] = []
    figures: list[Figure] = []
    relations: list[Relation] = []
    for n, act in enumerate(acts):
        if n or random_.random() < 0.3:
            page.say(_filler(random_))
        event = _event(random_, lands, page, act, day, f"e{n + 1}")
        events.append(event)
        truth[event.id] = act.number
        if act.killed is not None and random_.random() < 0.7:
            figures.append(_figure(random_, page, act, event))
    for _ in range(random_.randint(5, 11)):
        page.say(_filler(random_))
    if random_.random() < 0.3:
        relations.append(_relation(random_, lands, page, acts[0]))
    talks = [_talks(random_, lands, page)] if random_.random() < 0.06 else []
    report = Report(
        id=f"made-{number}",
        url=f"https://news.example/{number}",
        title=f"{random_.choice(NOUNS).capitalize()} report {number}",
        publisher=random_.choice(PUBLISHERS),
        published=day.isoformat(),
        language="en",
        text=page.text,
    )
    reading = Reading(
        report=report,
        passages=page.passages,
        entities=list(page.entities.values()),
        events=events,
        figures=figures,
        relations=relations,
        talks=talks,
    )
    return Made(reading, wire, truth)


def _filler(random_: random.Random) -> str:
    one, two, three, four = random_.sample(NOUNS, 4)
    return (
        f"The {one} {random_.choice(VERBS)} {random_.randint(2, 900)} {two}s near the {three} of the {four} "
        f"{random_.choice(ENDS)}."
    )


def _event(random_: random.Random, lands: World, page: _Page, act: Act, published: date, local: str) -> Event:
    kind, mode, cameo, quad, score, ways = act.kind
    actor, recipient = (_named(random_, lands, who) for who in (act.actor, act.recipient))
    where = random_.choices(("town", "country", "none"), (72, 10, 18))[0]
    when = random_.choices(("day", "beside", "none"), (74, 3, 23))[0]
    named = act.town.name if where == "town" else lands.states[act.recipient[0]]["state"].name
    place = "" if where == "none" else f" in {named}"
    told = act.day + timedelta(random_.choice((-1, 1)) if when == "beside" else 0)
    time = "" if when == "none" else f" on {told:%d %B}"
    words = random_.choice(ways).format(A=actor.name, R=recipient.name, P=place, T=time)
    source = random_.choice(list(lands.states[act.actor[0]].values())) if random_.random() < 0.4 else None
    tail = f", {source.name} said." if source else "."
    span = page.say(words + tail)
    at = None
    if time:
        start = page.text.index(time.strip(), span.start)
        at = Time(start=start, end=start + len(time.strip()), text=time.strip(), value=told.isoformat())
    stands: Place | None = None
    if where == "town":
        stands = act.town
    elif where == "country":
        state = lands.states[act.recipient[0]]["state"]
        stands = Place(name=state.name, country=state.country)
    has_recipient = random_.random() < 0.87
    return Event(
        id=local,
        type=kind,  # type: ignore[arg-type]
        mode=mode if random_.random() < 0.75 else None,
        contexts=["military"] if quad == 4 else ["diplomatic"],
        cameo=cameo,
        quad=quad,
        score=score,
        actors=[page.local(actor)],
        recipients=[page.local(recipient)] if has_recipient else [],
        time=at,
        place=stands,
        attribution=[Attribution(source=page.local(source), text=source.name, cue="said")] if source else [],
        evidence=[Evidence(start=span.start, end=span.start + len(words), sentence=span, rule="made")],
        confidence=round(random_.uniform(0.4, 0.99), 3),
    )


def _figure(random_: random.Random, page: _Page, act: Act, event: Event) -> Figure:
    n = act.killed or 0
    if random_.random() < 0.15:
        n += random_.choice((1, 2, 5, 12))
    words = random_.choice((f"The fighting left {n} people dead", f"It killed {n} people", f"{n} people were killed"))
    span = page.say(words + ".")
    start = page.text.index(str(n), span.start)
    evidence = Evidence(start=start, end=start + len(str(n)), sentence=span, rule="killed")
    return Figure(
        id=f"f{event.id[1:]}", measure="killed", low=n, best=n, high=n, qualifier="exact", who="people",
        event=event.id, evidence=[evidence],
    )  # fmt: skip


def _relation(random_: random.Random, lands: World, page: _Page, act: Act) -> Relation:
    one, other = lands.states[act.actor[0]]["state"], lands.states[act.recipient[0]]["state"]
    verb, type_ = random_.choice((("at war with", "fights"), ("an ally of", "allied-with"), ("backed by", "supports")))
    span = page.say(f"{one.name} has long been {verb} {other.name}.")
    return Relation(
        type=type_,  # type: ignore[arg-type]
        from_=page.local(one),
        to=page.local(other),
        evidence=[
            RelationEvidence(
                start=span.start,
                end=span.end,
                from_=Span(start=span.start, end=span.start + len(one.name)),
                to=Span(start=span.end - 1 - len(other.name), end=span.end - 1),
                sentence=span,
            )
        ],
    )


def _talks(random_: random.Random, lands: World, page: _Page) -> Talks:
    name, one, other, town = random_.choice(lands.rounds)
    parties = [lands.states[one]["gov"], lands.states[other]["reb"]]
    stage = random_.choice(("proposed", "scheduled", "under-way", "stalled", "collapsed", "concluded"))
    span = page.say(f"The {name} between {parties[0].name} and {parties[1].name} are {stage.replace('-', ' ')}.")
    stance = random_.choice(("demands", "accepts", "offers", "refuses"))
    words = page.say(f"{parties[0].name} {stance} a ceasefire.")
    evidence = Evidence(start=span.start, end=span.end, sentence=span)
    return Talks(
        id="t1",
        name=name,
        parties=[page.local(p) for p in parties],
        venue=Venue(name=town),
        stage=stage,  # type: ignore[arg-type]
        issues=[
            Issue(
                name="ceasefire",
                positions=[
                    Position(
                        party=page.local(parties[0]),
                        stance=stance,  # type: ignore[arg-type]
                        evidence=[Evidence(start=words.start, end=words.end, sentence=words)],
                    )
                ],
            )
        ],
        evidence=[evidence],
    )


def _copy(random_: random.Random, first: Made, day: date, number: int) -> Made:
    """The wire in another paper: cut at the end, a few words of the filler changed, another title and date."""
    old = first.reading
    keep = len(old.passages) if random_.random() < 0.4 else max(3, int(len(old.passages) * random_.uniform(0.55, 1.0)))
    last = max([old.passages[keep - 1].end, *(e.evidence[0].sentence.end for e in old.events[:1])])
    text = list(old.report.text[:last])
    told = [(e.evidence[0].sentence.start, e.evidence[0].sentence.end) for e in old.events]
    for passage in old.passages[:keep]:
        inside = any(s <= passage.start < e for s, e in told)
        if not inside and random_.random() < 0.25:
            # One word for another of the same length keeps every offset.
            words = old.report.text[passage.start : passage.end].split(" ")
            n = random_.randrange(len(words))
            start = passage.start + sum(len(w) + 1 for w in words[:n])
            if words[n].isalpha():
                text[start : start + len(words[n])] = random_.choice("aeiou") * len(words[n])
    events = [e for e in old.events if e.evidence[0].sentence.end <= last]
    stay = {e.id for e in events}
    report = Report(
        id=f"made-{number}",
        url=f"https://news.example/{number}",
        title=f"{random_.choice(NOUNS).capitalize()} digest {number}",
        publisher=random_.choice(PUBLISHERS),
        published=day.isoformat(),
        language="en",
        text="".join(text),
    )
    reading = Reading(
        report=report,
        passages=[p for p in old.passages if p.end <= last],
        entities=old.entities,
        events=events,
        figures=[f for f in old.figures if f.event in stay and f.evidence[0].sentence.end <= last],
        relations=[r for r in old.relations if r.evidence[0].sentence.end <= last],
        talks=[t for t in old.talks if t.evidence[0].sentence.end <= last and not t.issues],
    )
    return Made(reading, first.wire, {k: v for k, v in first.truth.items() if k in stay})
