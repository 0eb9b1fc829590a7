"""The words of standing relations: `relations.yaml`, indexed by what each construction hangs on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from parley.codebook.acts import DATA, read_merged
from parley.errors import CodebookError

TYPES = (
    "fights", "allied-with", "supports", "arms", "opposes", "member-of", "leads", "represents", "mediates", "located-in"
)  # fmt: skip
SYMMETRIC = frozenset({"fights", "allied-with"})
_FIELDS = frozenset(
    "id type verbs nouns words act from to example among unless_obj unless_to when_obj to_type things taker over "
    "with in starts ended turned also weak certain intent aim groups declared besides behind armed".split()
)


@dataclass(frozen=True, slots=True)
class Words:
    """One entry: words that state a relation of `type` between the slots `from_` and `to`.

    Attributes:
        among: slots that hold both ends ("between").
        when_obj, unless_obj: lemmas that must, or must not, be the object.
        things: objects that are never an end ("sells missiles to").
        taker: verbs whose subject is the `to` end of a noun ("has the backing of").
        over: the verbs whose subject may be the missing end of a noun; empty for any.
        roles: what the subject of the clause is where the noun stands after a preposition: "from" or "to".
        starts, ended: the words say that the relation begins, or is over.
        turned: the noun after a modifier is `from`, not the name before it.
        weak: stands only where a decider says so.
        certain: stands whatever a decider says.
        intent: to mean to do it is to stand in the relation ("seeks to overthrow").
        aim: whoever is said to do it, to help with it or to own it does it to an armed foe ("efforts to defeat").
        groups: an act of an armed group known by name is enough, without a decider; a verb or noun needs one at an end.
        besides: a verb's other entries count as well.
        behind: where the `to` words name nobody, whose they are is the end ("the policies of X").
        declared: an act told in the simple present is enough, without a decider ("condemns").
        armed: what the words state instead where an end is an armed group ("unite against").
        also: what the words may state besides, for a decider to weigh.
        to_type: the mention type that the `to` end must have.
        example: a sentence with the words of both ends.
    """

    id: str
    type: str
    words: tuple[str, ...]
    from_: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    when_obj: frozenset[str] = frozenset()
    unless_obj: frozenset[str] = frozenset()
    unless_to: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    taker: frozenset[str] = frozenset()
    over: frozenset[str] = frozenset()
    roles: Mapping[str, str] = field(default_factory=dict)
    starts: bool = False
    ended: bool = False
    turned: bool = False
    weak: bool = False
    certain: bool = False
    intent: bool = False
    aim: bool = False
    groups: bool = False
    declared: bool = False
    besides: bool = False
    behind: bool = False
    to_type: str | None = None
    also: Words | None = None
    armed: Words | None = None
    example: tuple[str, str, str] | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """What says that a relation is over, denied or alleged: words beside the statement, verbs and nouns over it."""

    words: frozenset[str]
    over: frozenset[str]


@dataclass(slots=True)
class Relations:
    """All entries, by the lemma of a verb (with the lemmas that must stand around it), or by word.

    Attributes:
        longest: words of the longest phrase.
        openings: what a holder's phrase may begin with, and the most tokens that it may have then.
        stated: the words of every status together.
        cues: every word, as it stands or as a lemma, that a relation may be read from; of phrases one that decides.
    """

    verbs: dict[str, list[tuple[tuple[str, ...], Words]]] = field(default_factory=dict)
    holders: dict[str, Words] = field(default_factory=dict)
    ties: dict[str, Words] = field(default_factory=dict)
    modifiers: dict[str, Words] = field(default_factory=dict)
    prefixes: dict[str, Words] = field(default_factory=dict)
    adjectives: dict[str, Words] = field(default_factory=dict)
    deeds: dict[str, Words] = field(default_factory=dict)
    naming: frozenset[str] = frozenset()
    calling: frozenset[str] = frozenset()
    places: Mapping[str, frozenset[str]] = field(default_factory=dict)
    status: Mapping[str, Status] = field(default_factory=dict)
    lasting: frozenset[str] = frozenset()
    foes: frozenset[str] = frozenset()
    helping: frozenset[str] = frozenset()
    violent: frozenset[str] = frozenset()
    bound: frozenset[str] = frozenset()
    continuing: frozenset[str] = frozenset()
    longest: int = 1
    openings: Mapping[str, int] = field(default_factory=dict)
    stated: Status = field(default_factory=lambda: Status(frozenset(), frozenset()))
    cues: frozenset[str] = frozenset()

    def entries(self) -> Iterator[Words]:
        """Every entry once."""
        seen: set[int] = set()
        verbs = (entry for patterns in self.verbs.values() for _, entry in patterns)
        tables = (self.holders, self.ties, self.modifiers, self.prefixes, self.adjectives, self.deeds)
        for entry in (*verbs, *(entry for table in tables for entry in table.values())):
            if id(entry) not in seen:
                seen.add(id(entry))
                yield entry


@lru_cache(maxsize=4)
def load_relations(*folders: Path) -> Relations:
    """The relation words that ship, with those of each folder's `relations.yaml` added or put over them.

    Raises:
        CodebookError: an entry has an unknown field or type.
    """
    raw = read_merged("relations.yaml", (DATA, *folders))
    out = Relations(
        naming=frozenset(raw["naming"]),
        calling=frozenset(raw["calling"]),
        places={key: frozenset(words) for key, words in raw["places"].items()},
        status={key: Status(frozenset(s["words"]), frozenset(s["over"])) for key, s in raw["status"].items()},
        lasting=frozenset(raw["lasting"]),
        foes=frozenset(raw["foes"]),
        helping=frozenset(raw["helping"]),
        violent=frozenset(raw["violent"]),
        bound=frozenset(raw["bound"]),
        continuing=frozenset(raw["continuing"]),
    )
    status = out.status.values()
    out.stated = Status(
        frozenset().union(*(s.words for s in status)), frozenset().union(*(s.over for s in status))
    )
    for entry in map(_entry, raw["verbs"]):
        for phrase in entry.words:
            head, *others = phrase.split()
            if head == "be":
                head, others = others[-1], others[:-1]
            out.verbs.setdefault(head, []).append((tuple(others), entry))
    for patterns in out.verbs.values():
        patterns.sort(key=lambda p: (not p[1].besides, -len(p[0]), not p[1].when_obj))
    for name in ("holders", "ties", "modifiers", "prefixes", "adjectives", "deeds"):
        table: dict[str, Words] = getattr(out, name)
        for entry in map(_entry, raw[name]):
            table.update(dict.fromkeys(entry.words, entry))
    out.longest = max(key.count(" ") + 1 for key in (*out.holders, *out.ties))
    openings: dict[str, int] = {}
    for key in out.holders:
        for opening in _openings(key):
            # A hyphen may be a token of its own.
            openings[opening] = max(openings.get(opening, 1), 1 + key.count(" ") + 2 * key.count("-"))
    out.openings = openings
    ties = (phrase.rsplit(" ", 1)[-1] for phrase in out.ties)
    found = (out.verbs, out.adjectives, ties, out.modifiers, out.prefixes, out.openings)
    out.cues = frozenset().union(*found, out.places["verbs"], out.places["modifiers"])
    return out


def _openings(phrase: str) -> Iterator[str]:
    """What the first token of a phrase can be, however a tokenizer treats its hyphens."""
    yield phrase
    for i, letter in enumerate(phrase):
        if letter in " -":
            yield phrase[:i]


def _entry(raw: dict[str, Any]) -> Words:
    unknown = raw.keys() - _FIELDS
    if unknown or raw.get("type") not in TYPES:
        raise CodebookError(f"relations.yaml: {raw.get('id')}: unknown {', '.join(unknown) or raw.get('type')}")
    also = {**raw, "type": raw["also"], "weak": True, "id": f"{raw['id']}-{raw['also']}"} if "also" in raw else None
    armed = {**raw, "type": raw["armed"], "id": f"{raw['id']}-{raw['armed']}"} if "armed" in raw else None
    flags: dict[str, Any] = {
        key: raw.get(key, False)
        for key in ("starts", "ended", "turned", "weak", "certain", "intent", "aim", "groups", "declared")
    } | {key: raw.get(key, False) for key in ("besides", "behind")}
    sets: dict[str, Any] = {
        key: frozenset(raw.get(key, ())) for key in ("when_obj", "unless_obj", "unless_to", "things", "taker", "over")
    }
    words = raw.get("verbs") or raw.get("nouns") or raw.get("words") or [raw["act"]]
    return Words(
        id=raw["id"],
        type=raw["type"],
        words=tuple(words),
        from_=tuple(raw.get("from", ())),
        to=tuple(raw.get("to", ())),
        among=tuple(raw.get("among", ())),
        roles={key: raw[key] for key in ("with", "in") if key in raw},
        to_type=raw.get("to_type"),
        also=None if also is None else _entry({k: v for k, v in also.items() if k != "also"}),
        armed=None if armed is None else _entry({k: v for k, v in armed.items() if k != "armed"}),
        example=tuple(raw["example"]) if "example" in raw else None,
        **flags,
        **sets,
    )
