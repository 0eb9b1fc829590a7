"""A reading made by hand that has something of everything: an invented country, its war and its talks."""

from __future__ import annotations

from parley.model import (
    About,
    Attribution,
    Disagreement,
    Document,
    Entity,
    Event,
    Evidence,
    Figure,
    Issue,
    Mention,
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
    Value,
    Venue,
    validate,
)

LINES = (
    ("headline", "Zubara says it is ready for talks in Geneva"),
    ("byline", "By our correspondent, 12 March 2019"),
    ("body", "Zubara's foreign ministry said on Monday that it was ready to attend talks with the rebels in Geneva."),
    ("body", "The United Nations envoy, Amina Okonkwo-Lindqvist, met President Karim Daoud in Qasr on Sunday."),
    ("furniture", "Share this article. We use cookies to make our site better."),
    (
        "body",
        "Warplanes bombed the market of Tell Amra on Saturday; at least 34 people died, the Red Crescent said.",
    ),
    ("body", "The army put the dead at twelve and denied that it had carried out the strike."),
    (
        "body",
        "The National Coordination Council for Peace, Reform and Democratic Transition in the Northern Governorates, "
        "which leads the Zubara Liberation Front, demands the release of about 1,200 detainees.",
    ),
    ("body", "The government refuses a ceasefire for now, and the front provisionally accepts one of thirty days."),
    (
        "body",
        "Neighbouring Maradia, which arms the front, urged both sides to accept the Geneva Communique of 2018.",
    ),
    ("body", "The front accused the army of blocking aid; state television, quoting an official, rejected the charge."),
    ("body", "More than 80,000 people have fled the north since January."),
    ("body", "An earlier round of talks collapsed in 2017."),
    ("furniture", "There was an error and your comment could not be posted."),
)

LONG = LINES[7][1].split(",")[0] + ", Reform and Democratic Transition in the Northern Governorates"


def sample() -> Reading:
    """The reading, valid by the contract."""
    text = "\n".join(line for _, line in LINES)
    passages, at = [], 0
    for kind, line in LINES:
        passages.append(Passage(start=at, end=at + len(line), kind=kind))  # type: ignore[arg-type]
        at += len(line) + 1

    def span(words: str, after: str = "") -> Span:
        start = text.index(words, text.index(after) if after else 0)
        return Span(start=start, end=start + len(words))

    def sentence(of: Span) -> Span:
        passage = next(p for p in passages if p.start <= of.start < p.end)
        return Span(start=passage.start, end=passage.end)

    def evidence(words: str, rule: str | None = None) -> list[Evidence]:
        found = span(words)
        return [Evidence(start=found.start, end=found.end, sentence=sentence(found), rule=rule)]

    def mention(entity: str, words: str, type_: str, form: str = "name", after: str = "") -> Mention:
        found = span(words, after)
        return Mention(start=found.start, end=found.end, type=type_, entity=entity, form=form)  # type: ignore[arg-type]

    def time(words: str, value: str | None) -> Time:
        found = span(words)
        return Time(start=found.start, end=found.end, text=words, value=value)

    def said(source: str | None, words: str, cue: str | None = "said") -> Attribution:
        return Attribution(source=source, text=words, cue=cue)

    def relation(type_: str, a: tuple[str, str], b: tuple[str, str], words: str, **more: object) -> Relation:
        whole, left, right = span(words), span(a[1]), span(b[1])
        at = RelationEvidence(
            start=whole.start, end=whole.end, from_=left, to=right, sentence=sentence(whole), rule=f"{type_}"
        )
        return Relation(type=type_, from_=a[0], to=b[0], evidence=[at], **more)  # type: ignore[arg-type]

    entities = [
        Entity(id="e1", name="Zubara", type="location", code="ZUBGOV", country="ZUB", sectors=["GOV"]),
        Entity(
            id="e2",
            name="Zubara's foreign ministry",
            type="organization",
            code="ZUBGOV",
            country="ZUB",
            sectors=["GOV"],
            description="foreign ministry of Zubara",
        ),
        Entity(id="e3", name="the rebels", type="organization", code="ZUBREB", country="ZUB", sectors=["REB"]),
        Entity(
            id="e4",
            name="Amina Okonkwo-Lindqvist",
            type="person",
            code="IGOUNO",
            description="envoy of the United Nations",
        ),
        Entity(
            id="e5",
            name="Karim Daoud",
            type="person",
            code="ZUBGOV",
            country="ZUB",
            sectors=["GOV"],
            description="president of Zubara",
        ),
        Entity(id="e6", name="the army", type="organization", code="ZUBMIL", country="ZUB", sectors=["MIL"]),
        Entity(id="e7", name="Tell Amra", type="location", country="ZUB"),
        Entity(id="e8", name="Red Crescent", type="organization", code="ZUBNGO", country="ZUB", sectors=["NGO"]),
        Entity(id="e9", name=LONG, type="organization", code="ZUBOPP", country="ZUB", sectors=["OPP"]),
        Entity(id="e10", name="Zubara Liberation Front", type="organization", code="ZUBREB", country="ZUB"),
        Entity(id="e11", name="Maradia", type="location", code="MRD", country="MRD"),
        Entity(id="e12", name="state television", type="organization", code="ZUBMED", country="ZUB", sectors=["MED"]),
        Entity(id="e13", name="Geneva", type="location", country="CHE"),
        Entity(id="e14", name="Qasr", type="location", country="ZUB", description="capital of Zubara"),
        Entity(id="e15", name="an official", type="person", code="ZUBGOV", country="ZUB"),
    ]
    mentions = [
        mention("e1", "Zubara", "location"),
        mention("e2", "Zubara's foreign ministry", "organization"),
        mention("e3", "the rebels", "organization", "nominal"),
        mention("e13", "Geneva", "location"),
        mention("e4", "Amina Okonkwo-Lindqvist", "person"),
        mention("e5", "Karim Daoud", "person"),
        mention("e14", "Qasr", "location"),
        mention("e6", "Warplanes", "organization", "nominal"),
        mention("e7", "Tell Amra", "location"),
        mention("e8", "Red Crescent", "organization"),
        mention("e6", "The army", "organization", "nominal"),
        mention("e6", "it", "organization", "pronoun", after="denied that"),
        mention("e9", LONG, "organization"),
        mention("e10", "Zubara Liberation Front", "organization"),
        mention("e1", "The government", "organization", "nominal"),
        mention("e10", "the front", "organization", "nominal"),
        mention("e11", "Maradia", "location"),
        mention("e10", "The front", "organization", "nominal"),
        mention("e12", "state television", "organization"),
        mention("e15", "an official", "person", "nominal"),
    ]
    events = [
        Event(
            id="ev1",
            type="AGREE",
            cameo="036",
            quad=1,
            score=4.0,
            actors=["e1"],
            recipients=["e3"],
            time=time("Monday", "2019-03-11"),
            place=Place(entity="e13", name="Geneva", country="CHE", latitude=46.2, longitude=6.1),
            status=["future"],
            attribution=[said("e2", "Zubara's foreign ministry")],
            evidence=evidence("ready to attend talks with the rebels", "agree(meet)"),
            confidence=0.82,
        ),
        Event(
            id="ev2",
            type="CONSULT",
            mode="visit",
            cameo="042",
            quad=1,
            score=1.9,
            actors=["e4"],
            recipients=["e5"],
            time=time("Sunday", "2019-03-10"),
            place=Place(entity="e14", name="Qasr", country="ZUB"),
            evidence=evidence("met President Karim Daoud", "meet"),
            confidence=0.97,
        ),
        Event(
            id="ev3",
            type="ASSAULT",
            mode="aerial",
            cameo="195",
            quad=4,
            score=-10.0,
            actors=["e6"],
            recipients=["e7"],
            time=time("Saturday", None),
            place=Place(entity="e7", name="Tell Amra", country="ZUB", note="a district, not a point"),
            attribution=[said("e8", "the Red Crescent")],
            evidence=evidence("bombed the market of Tell Amra", "bomb") + evidence("carried out the strike", "strike"),
            confidence=0.91,
        ),
        Event(
            id="ev4",
            type="ASSAULT",
            quad=4,
            score=-10.0,
            actors=["e6"],
            status=["negated"],
            attribution=[said("e6", "The army", "denied")],
            evidence=evidence("denied that it had carried out the strike", "deny(attack)"),
        ),
        Event(
            id="ev5",
            type="REQUEST",
            mode="yield",
            cameo="105",
            quad=3,
            score=-5.0,
            actors=["e9"],
            recipients=["e1"],
            evidence=evidence("demands the release of about 1,200 detainees", "request(release)"),
            confidence=0.66,
        ),
        Event(
            id="ev6",
            type="REQUEST",
            mode="meet",
            quad=3,
            score=-1.0,
            actors=["e11"],
            recipients=["e1", "e10", "e3", "e9", "e6"],
            status=["hypothetical"],
            evidence=evidence("urged both sides to accept", "request(agree)"),
        ),
        Event(
            id="ev7",
            type="REJECT",
            mode="uncharted",
            quad=3,
            score=-4.0,
            actors=["e12"],
            recipients=["e10"],
            attribution=[
                said("e15", "an official", "quoting"),
                said("e12", "state television"),
                said(None, "reportedly"),
            ],
            evidence=evidence("rejected the charge", "reject"),
        ),
        Event(
            id="ev8",
            type="CONSULT",
            quad=1,
            score=1.0,
            time=time("2017", "2017"),
            status=["historical"],
            evidence=evidence("An earlier round of talks collapsed", "stop(meet)"),
        ),
    ]
    relations = [
        relation("leads", ("e9", LONG), ("e10", "Zubara Liberation Front"), "which leads the Zubara Liberation Front"),
        relation("arms", ("e11", "Maradia"), ("e10", "the front"), "which arms the front", since="2018-06"),
        relation(
            "fights", ("e6", "the army"), ("e10", "The front"), "accused the army of blocking aid",
            status=["alleged"], attribution=[said("e10", "The front", "accused")],
        ),
    ]  # fmt: skip
    figures = [
        Figure(
            id="f1",
            measure="killed",
            low=34,
            best=34,
            qualifier="at-least",
            who="people",
            event="ev3",
            place=Place(entity="e7", name="Tell Amra"),
            attribution=[said("e8", "the Red Crescent")],
            evidence=evidence("at least 34 people"),
        ),
        Figure(
            id="f2",
            measure="killed",
            low=12,
            best=12,
            high=12,
            qualifier="exact",
            event="ev3",
            attribution=[said("e6", "The army", "put")],
            evidence=evidence("twelve"),
        ),
        Figure(
            id="f3",
            measure="displaced",
            low=80_000,
            qualifier="more-than",
            who="people",
            time=time("January", "2019-01"),
            evidence=evidence("More than 80,000 people"),
        ),
    ]
    talks = [
        Talks(
            id="t1",
            name="talks in Geneva",
            parties=["e1", "e10"],
            mediators=["e4"],
            hosts=[],
            venue=Venue(name="Geneva", country="CHE"),
            stage="proposed",
            issues=[
                Issue(
                    name="release of detainees",
                    positions=[Position(party="e9", stance="demands", evidence=evidence("demands the release"))],
                ),
                Issue(
                    name="ceasefire",
                    positions=[
                        Position(
                            party="e1", stance="refuses", qualifier="for now",
                            evidence=evidence("refuses a ceasefire"),
                        ),
                        Position(
                            party="e10", stance="accepts", qualifier="provisionally",
                            evidence=evidence("provisionally accepts one of thirty days"),
                        ),
                    ],
                ),
                Issue(
                    name="Geneva Communique",
                    positions=[
                        Position(party="e11", stance="demands", evidence=evidence("accept the Geneva Communique"))
                    ],
                ),
            ],
            documents=[Document(name="Geneva Communique", date="2018")],
            evidence=evidence("talks with the rebels in Geneva"),
        ),
        Talks(
            id="t2", name="an earlier round of talks", stage="collapsed",
            evidence=evidence("An earlier round of talks"),
        ),
    ]  # fmt: skip
    disagreements = [
        Disagreement(
            about=About(kind="figure", item="ev3", text="people killed in Tell Amra"),
            values=[
                Value(
                    value="at least 34",
                    attribution=[said("e8", "the Red Crescent")],
                    evidence=evidence("at least 34 people died"),
                ),
                Value(value="12", attribution=[said("e6", "The army")], evidence=evidence("put the dead at twelve")),
            ],
        ),
        Disagreement(
            about=About(kind="responsibility", item="ev3", text="the bombing of the market of Tell Amra"),
            values=[
                Value(value="the army", evidence=evidence("Warplanes bombed the market")),
                Value(
                    value="not the army",
                    attribution=[said("e6", "The army", "denied")],
                    evidence=evidence("denied that it had carried out the strike"),
                ),
            ],
        ),
    ]
    reading = Reading(
        report=Report(
            id="zubara-1",
            title="Zubara says it is ready for talks in Geneva",
            publisher="Parley examples",
            published="2019-03-12",
            url="https://example.org/zubara",
            language="en",
            text=text,
        ),
        passages=passages,
        mentions=mentions,
        entities=entities,
        events=events,
        relations=relations,
        figures=figures,
        talks=talks,
        disagreements=disagreements,
    )
    validate(reading)
    return reading


def bare() -> Reading:
    """A reading in which nothing was found."""
    text = "Nothing much was said."
    return Reading(report=Report(id="bare", text=text), passages=[Passage(start=0, end=len(text), kind="body")])
