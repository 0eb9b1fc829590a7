"""What the components add to a Doc, each its own layer, in tokens; `reading.py` turns the layers into the contract.

A component reads the layers under it and writes its own: nothing that an earlier one wrote is changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc

from parley.coding.linear import Part

if TYPE_CHECKING:
    from parley.codebook.actors import Actor
    from parley.codebook.roles import Role
    from parley.language.tree import Tree


@dataclass(slots=True)
class Passage:
    """Tokens [start, end) and their kind: headline, byline, body or furniture."""

    start: int
    end: int
    kind: str


@dataclass(slots=True)
class Mention:
    """Tokens [start, end) that name something; `head` is the token that the phrase hangs on.

    Attributes:
        type: as in the contract, times and quantities excepted (those layers are their own).
        form: name, nominal or pronoun.
        actor: the codebook's actor where the words are one of its names.
        role: the codebook's role where the head noun is one ("rebels", "warplanes", "president").
        country: ISO 3166-1 alpha-3 where the words say it ("Syrian rebels").
        plural: the words stand for more than one.
        name: token range of the bare name, without title and determiner, where the mention is or holds one.
    """

    start: int
    end: int
    head: int
    type: str
    form: str
    actor: Actor | None = None
    role: Role | None = None
    country: str | None = None
    plural: bool = False
    name: tuple[int, int] | None = None


@dataclass(slots=True)
class Entity:
    """One person, organization or location and the indexes of its mentions.

    Attributes:
        mentions: indexes into the mentions layer, in text order.
        key: stable across reports: codebook id, or normalized name and country.
    """

    name: str
    type: str
    mentions: list[int] = field(default_factory=list)
    code: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    description: str | None = None
    actor: Actor | None = None
    key: str | None = None


@dataclass(slots=True)
class Entities:
    """The entities of a report and where each mention went.

    Attributes:
        of: entity index of each mention, by mention index; absent for words that stand for no entity.
        at: mention index by head token.
        members: entity indexes that a plural pronoun or a phrase like "both sides" stands for, by mention index.
    """

    entities: list[Entity] = field(default_factory=list)
    of: dict[int, int] = field(default_factory=dict)
    at: dict[int, int] = field(default_factory=dict)
    members: dict[int, list[int]] = field(default_factory=dict)

    def headed_by(self, token: int) -> int | None:
        """The entity of the mention that a token heads; None where it heads none, or one of nobody."""
        return self.of.get(self.at.get(token, -1))


@dataclass(slots=True)
class Time:
    """A time expression: tokens [start, end), head token, TIMEX3 type and value (None where nothing anchors it).

    `plain` ones name no time in particular (a length, a rate, "now") and are no mentions of the reading.
    """

    start: int
    end: int
    head: int
    type: str
    value: str | None
    plain: bool = False


@dataclass(slots=True)
class Place:
    """A resolved place of the report. Degrees in WGS 84."""

    mention: int
    name: str
    country: str | None
    latitude: float | None = None
    longitude: float | None = None
    geonames_id: int | None = None
    note: str | None = None


@dataclass(slots=True)
class Quantity:
    """A number in words or digits: tokens [start, end), low, best, high and the contract's qualifier."""

    start: int
    end: int
    low: float | None
    best: float | None
    high: float | None
    qualifier: str
    kind: str = "quantity"


@dataclass(slots=True)
class Figure:
    """A reported number of people.

    Attributes:
        quantity: the number with its qualifier.
        trigger: token that says what happened to them ("killed").
        who: token range of the noun phrase without its number and articles, or None.
    """

    quantity: Quantity
    measure: str
    trigger: int
    who: tuple[int, int] | None = None


@dataclass(slots=True)
class Quantities:
    """The figures layer: every number of the report, and those that count people."""

    quantities: list[Quantity] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)


@dataclass(slots=True)
class Act:
    """A coded act in one sentence.

    Attributes:
        trigger: token of the shortest head of the words that tell it.
        span: token range [start, end) of the words that decided (operators included).
        words: those words' tokens.
        type, mode, cameo: as in the ontology.
        actors, recipients: mention indexes.
        status: PLOVER's auxiliary modes.
        rule: codebook entry and operator chain, outermost first: "refuse(meet)".
        time, place: indexes into the times and places layers.
        considered: what was looked at and dropped, in words, for `parley explain`.
        features: what the decider weighed; `linear.names` spells it out.
        confidence: calibrated, or None where only rules decided.
        same: index of the act that this one tells again, or None.
    """

    trigger: int
    span: tuple[int, int]
    words: tuple[int, ...]
    type: str
    mode: str | None
    cameo: str | None
    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    status: list[str] = field(default_factory=list)
    rule: str = ""
    time: int | None = None
    place: int | None = None
    contexts: list[str] = field(default_factory=list)
    considered: list[str] = field(default_factory=list)
    features: list[Part] = field(default_factory=list)
    confidence: float | None = None
    same: int | None = None


@dataclass(slots=True)
class Rejected:
    """What codebook and parse proposed and the decider did not let stand, for `parley explain`; fields as in `Act`."""

    trigger: int
    span: tuple[int, int]
    type: str
    mode: str | None
    rule: str
    confidence: float
    features: list[Part]


@dataclass(slots=True)
class Said:
    """One link of attribution: who says, by which cue, about which tokens.

    Attributes:
        source: mention index, or None for words without a mention ("reportedly").
        words: token range of the source's words, or of the cue where there is no source.
        cue: token range of the cue.
        content: token ranges that the source vouches for.
        outer: index of the link that quotes this one ("television said, quoting a source"), or None.
    """

    source: int | None
    words: tuple[int, int]
    cue: tuple[int, int]
    content: list[tuple[int, int]]
    outer: int | None = None


@dataclass(slots=True)
class Relation:
    """A standing relation between two mentions, as one place in the text states it.

    Attributes:
        from_, to: mention indexes.
        span: token range that states it.
        trigger: token that the statement hangs on.
        since: TIMEX3 value or None.
    """

    type: str
    from_: int
    to: int
    span: tuple[int, int]
    trigger: int
    rule: str
    since: str | None = None
    status: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Stand:
    """One party's position on an issue: `party` is an entity index or None; tokens [start, end) state it."""

    party: int | None
    stance: str
    span: tuple[int, int]
    rule: str
    qualifier: str | None = None


@dataclass(slots=True)
class Talk:
    """One negotiation, or one round of it.

    Attributes:
        parties, mediators, hosts: entity indexes.
        venue: name and ISO 3166-1 alpha-3 country.
        time: index into the times layer.
        issues: name -> positions on it.
        documents: name and TIMEX3 date.
        evidence: (start, end, rule) in tokens, for each sentence that tells of it.
    """

    name: str
    stage: str
    parties: list[int] = field(default_factory=list)
    mediators: list[int] = field(default_factory=list)
    hosts: list[int] = field(default_factory=list)
    venue: tuple[str, str | None] | None = None
    time: int | None = None
    issues: dict[str, list[Stand]] = field(default_factory=dict)
    documents: list[tuple[str, str | None]] = field(default_factory=list)
    evidence: list[tuple[int, int, str]] = field(default_factory=list)


@dataclass(slots=True)
class Variant:
    """One of the incompatible values: its words' tokens [start, end) and the token whose attribution it has."""

    value: str
    span: tuple[int, int]
    trigger: int


@dataclass(slots=True)
class Clash:
    """Values for the same thing that cannot all be true.

    Attributes:
        kind: time, figure, responsibility or occurrence.
        layer, index: what it is about: "acts", "figures" or "talks", and the index there; -1 where no act was coded.
    """

    kind: str
    layer: str
    index: int
    text: str
    values: list[Variant]


# The layers in the order in which they are written: attribute of doc._ and what it holds before its component ran.
LAYERS = (
    "parley_report",
    "parley_tree",
    "parley_passages",
    "parley_mentions",
    "parley_entities",
    "parley_times",
    "parley_places",
    "parley_quantities",
    "parley_acts",
    "parley_rejected",
    "parley_attribution",
    "parley_relations",
    "parley_talks",
    "parley_disagreements",
)

for _name in LAYERS:
    if not Doc.has_extension(_name):
        Doc.set_extension(_name, default=None)


def vouching(said: list[Said]) -> dict[int, list[Said]]:
    """The links of attribution that vouch for each token, in their order; tokens that nobody vouches for are absent."""
    out: dict[int, list[Said]] = {}
    for link in said:
        alone = len(link.content) == 1
        for token in range(*link.content[0]) if alone else {i for a, b in link.content for i in range(a, b)}:
            if token in out:
                out[token].append(link)
            else:
                out[token] = [link]
    return out


def layer(doc: Doc, name: str) -> Any:
    """What `doc._` has under a name, None where nothing was written: without the object that spaCy makes each time."""
    written: dict[Any, Any] = doc.user_data
    return written.get(("._.", name, None, None))


def text_of(doc: Doc) -> str:
    """The Doc's text; of a report the string that it came with, since spaCy puts `doc.text` together each time."""
    report = layer(doc, "parley_report")
    return doc.text if report is None else str(report.text)


def tree_of(doc: Doc) -> Tree:
    """The Doc's parse as a Tree, made once."""
    from parley.language.tree import Tree

    tree: Tree | None = layer(doc, "parley_tree")
    if tree is None:
        tree = doc._.parley_tree = Tree(doc)
    return tree
