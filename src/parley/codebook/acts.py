"""Base acts and operators: their predicates, frames and conditions, and the table of what operators do.

The format of the data files is described in `docs/codebook.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from parley.codebook.safe_yaml import parse
from parley.errors import CodebookError

DATA = Path(str(files("parley.codebook") / "data"))
CLAUSES = ("ccomp", "xcomp", "acl", "csubj", "parataxis")
VERB, NOUN, ADJECTIVE = "verb", "noun", "adjective"
PREPOSITIONS = frozenset(
    "about against among as at before between by for from in into of off on onto out over through to toward towards "
    "under upon with within without".split()
)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of the codebook's own and what must be coded from it; `type` None: nothing may be."""

    text: str
    type: str | None
    mode: str | None = None
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A base act or an operator.

    Attributes:
        op: the operator's row of the operations table; None for a base act.
        type: PLOVER type, or NONE for an idiom that is no act. Of an operator: what it is without an inner act.
        verb, noun: slot -> actor | recipient | both | thing.
        when, unless: slot -> lemmas and @classes that must, or must not, head it; "*" stands for anything.
        weak: coded only where both sides are known actors.
        harm: tells what an attack did to people ("killed"), so that it joins the attack's own words.
        control: who does the inner act of an operator where its words do not say: subj or obj.
        complements: an operator's slots where the inner act may stand, besides clauses.
        clauses: relations of the clauses in which the inner act may stand.
    """

    id: str
    op: str | None
    type: str | None
    mode: str | None
    cameo: str | None
    verb: Mapping[str, str]
    noun: Mapping[str, str]
    when: Mapping[str, frozenset[str]]
    unless: Mapping[str, frozenset[str]]
    weak: bool
    harm: bool
    control: str
    complements: tuple[str, ...]
    clauses: tuple[str, ...]
    examples: tuple[Example, ...]


# Words of a phrase that need not be found: they carry no sense of their own.
FILLER = frozenset({"a", "an", "the", "its", "his", "their", "one", "'s", "be"})


@dataclass(frozen=True, slots=True)
class Pattern:
    """A predicate: the lemma of its head, the lemmas that must stand among its dependents, and its entry.

    Attributes:
        needed: those of the other words without which it cannot stand.
        telling: of each condition that only words of a list fulfil, that list; empty for an operator with acts in it,
            which no condition binds.
    """

    head: str
    others: tuple[str, ...]
    entry: Entry
    needed: frozenset[str] = frozenset()
    telling: tuple[frozenset[str], ...] = ()

    @property
    def codes(self) -> bool:
        """Whether it codes an act by itself, as neither an idiom does nor an operator that needs an act."""
        return self.entry.type is not None and (self.entry.op is not None or self.entry.type != "NONE")

    @property
    def rank(self) -> tuple[int, bool, int, int, bool]:
        """How specific it is: the highest rank is tried first, and an idiom before the act that it looks like."""
        entry = self.entry
        return len(self.others), entry.type == "NONE", len(entry.when), len(entry.unless), entry.op is None


class Patterns(list[Pattern]):
    """The patterns of one head, most specific first, and which of them may stand at all in a sentence.

    Attributes:
        free: those that ask for no other word.
        signs: words of which each of the others has one at least wherever it stands.
        code: whether any codes an act by itself; the others only act on what another word codes, or code none.
    """

    __slots__ = ("code", "free", "signs")

    def order(self) -> None:
        """Sort them; to be done once all are there."""
        self.sort(key=lambda p: p.rank, reverse=True)
        self.code = any(p.codes for p in self)
        self.free = [p for p in self if not p.needed and not p.telling]
        self.signs = frozenset().union(
            # Of the words that it needs, the longest is the rarest by and large.
            *({max(p.needed, key=len)} if p.needed else min(p.telling, key=len) for p in self if p not in self.free)
        )

    def possible(self, words: set[str]) -> list[Pattern]:
        """Those whose words a sentence with these words and lemmas has."""
        if self.signs.isdisjoint(words):
            return self.free
        return [p for p in self if p.needed <= words and not any(map(words.isdisjoint, p.telling))]


@dataclass(slots=True)
class Acts:
    """All predicates by part of speech and head lemma, most specific first; the operations; the word classes.

    `instruments` gives, for a type, the mode that a noun tells as the means of the act.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    verbs: dict[str, Patterns] = field(default_factory=dict)
    nouns: dict[str, Patterns] = field(default_factory=dict)
    adjectives: dict[str, Patterns] = field(default_factory=dict)
    operations: dict[str, dict[str, str]] = field(default_factory=dict)
    classes: dict[str, frozenset[str]] = field(default_factory=dict)
    transparent: frozenset[str] = frozenset()
    instruments: dict[str, dict[str, str]] = field(default_factory=dict)

    def operate(self, op: str, inner: str) -> str:
        """The cell of the operations table: "TYPE", "TYPE/mode", "same", "same+status" or "none"."""
        row = self.operations[op]
        return row.get(inner) or row.get("else", "none")


def load_acts(*folders: Path) -> Acts:
    """Read acts, operators, frames, operations and classes; later folders add to and override earlier ones.

    Raises:
        CodebookError: a file is no YAML, or an entry names an unknown frame, operation or class.
    """
    acts = Acts()
    frames: dict[str, Any] = {}
    for folder in folders or (DATA,):
        frames |= _mapping(folder / "frames.yaml")
        acts.operations |= _mapping(folder / "operations.yaml")
        for kind, modes in _mapping(folder / "instruments.yaml").items():
            acts.instruments.setdefault(kind, {}).update(
                {noun: mode for mode, nouns in modes.items() for noun in nouns}
            )
        for path in sorted(folder.glob("classes*.yaml")):
            for name, lemmas in _mapping(path).items():
                acts.classes[name] = acts.classes.get(name, frozenset()) | frozenset(map(str, lemmas))
    for folder in folders or (DATA,):
        for path in [folder / "operators.yaml", *sorted((folder / "acts").glob("*.yaml"))]:
            for raw in read_yaml(path) or []:
                entry = _entry(raw, frames, acts, path)
                acts.entries[entry.id] = entry
                for key, index in ((VERB, acts.verbs), (NOUN, acts.nouns), (ADJECTIVE, acts.adjectives)):
                    for phrase in raw.get(key + "s") or []:
                        pattern = _pattern(str(phrase), key, entry)
                        index.setdefault(pattern.head, Patterns()).append(pattern)
    for index in (acts.verbs, acts.nouns, acts.adjectives):
        for patterns in index.values():
            patterns[:] = [p for p in patterns if acts.entries[p.entry.id] is p.entry]
            patterns.order()
    acts.transparent = acts.classes.get("transparent", frozenset())
    return acts


def read_yaml(path: Path) -> Any:
    """The content of a YAML file, None where there is no such file.

    Raises:
        CodebookError: the file is no YAML.
    """
    if not path.exists():
        return None
    try:
        return parse(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise CodebookError(f"{path.name} is not YAML: {error}") from error


def read_merged(name: str, folders: Iterable[Path]) -> dict[str, Any]:
    """A table of the same name from several folders: lists are joined, of entries with one id the later one counts.

    Raises:
        CodebookError: a file is no YAML, or holds no mapping.
    """
    merged: dict[str, Any] = {}
    for folder in folders:
        _merge(merged, _mapping(folder / name), name)
    return merged


def _merge(into: dict[str, Any], more: dict[str, Any], where: str) -> None:
    for key, value in more.items():
        known = into.get(key)
        if known is None:
            into[key] = value
        elif isinstance(known, dict) and isinstance(value, dict):
            into[key] = dict(known)
            _merge(into[key], value, f"{where}: {key}")
        elif isinstance(known, list) and isinstance(value, list):
            ids = {entry["id"] for entry in value if isinstance(entry, dict) and "id" in entry}
            into[key] = [e for e in known if not (isinstance(e, dict) and e.get("id") in ids)] + value
        elif type(known) is type(value):
            into[key] = value
        else:
            raise CodebookError(f"{where}: {key} is a {type(known).__name__} in Parley's own file, and must be here")


def _mapping(path: Path) -> dict[str, Any]:
    content = read_yaml(path) or {}
    if not isinstance(content, dict):
        raise CodebookError(f"{path.name} must hold names with values, not a list")
    return content


def _entry(raw: dict[str, Any], frames: dict[str, Any], acts: Acts, path: Path) -> Entry:
    where = f"{path.name}: {raw.get('id', '(no id)')}"
    op = raw.get("op")
    frame = frames.get(raw.get("frame") or ("speak" if op else ""))
    if frame is None and raw.get("type") != "NONE":
        raise CodebookError(f"{where} names the frame {raw.get('frame')!r}, which frames.yaml does not have")
    if op is not None and op not in acts.operations:
        raise CodebookError(f"{where} names the operation {op!r}, which operations.yaml does not have")
    args = raw.get("args") or {}
    frame = frame or {}
    return Entry(
        id=str(raw["id"]),
        op=op,
        type=raw.get("type"),
        mode=raw.get("mode"),
        cameo=str(raw["cameo"]) if raw.get("cameo") else None,
        verb={k: v for k, v in ({**frame.get("verb", {}), **args}).items() if v},
        noun={k: v for k, v in ({**frame.get("noun", {}), **args}).items() if v},
        when=dict(_conditions(raw.get("when"), acts, where)),
        unless=dict(_conditions(raw.get("unless"), acts, where)),
        weak=bool(raw.get("weak")),
        harm=bool(raw.get("harm")),
        control=raw.get("control", "subj"),
        complements=tuple(sorted(raw.get("complements") or ("obj",))),
        clauses=tuple(raw.get("clauses") or CLAUSES),
        examples=tuple(_example(e, raw) for e in raw.get("examples") or []),
    )


def _conditions(raw: dict[str, Any] | None, acts: Acts, where: str) -> Iterator[tuple[str, frozenset[str]]]:
    for slot, words in (raw or {}).items():
        out: set[str] = set()
        for word in [words] if isinstance(words, str) else words:
            word = str(word)
            if word.startswith("@") and word[1:] not in BUILT_IN:
                if word[1:] not in acts.classes:
                    raise CodebookError(f"{where} names the class {word}, which no classes file has")
                out |= acts.classes[word[1:]]
            else:
                out.add(word)
        yield str(slot), frozenset(out)


BUILT_IN = frozenset({"actor", "state", "person", "organization", "location", "time", "number"})
# What fulfils a condition without a word of its list.
_OPEN = frozenset({"*", *(f"@{name}" for name in BUILT_IN)})
# Slots that only a clause has: conditions on them do not bind a noun.
CLAUSAL = frozenset({"subj", "obj", "iobj"})


def _example(raw: dict[str, Any], entry: dict[str, Any]) -> Example:
    kind = raw.get("type", entry.get("type") if entry.get("type") != "NONE" else None)
    return Example(
        text=raw["text"],
        type=kind,
        mode=raw.get("mode", entry.get("mode") if kind == entry.get("type") else None),
        actors=tuple(raw.get("actors") or ()),
        recipients=tuple(raw.get("recipients") or ()),
    )


def _pattern(phrase: str, kind: str, entry: Entry) -> Pattern:
    # The tokenizer splits hyphens: "cease-fire" is two words and a dash.
    words = phrase.lower().replace("-", " ").split()
    at = 0
    if kind == NOUN:
        at = next((i for i, w in enumerate(words) if i and w in PREPOSITIONS), len(words)) - 1
    others = tuple(w for i, w in enumerate(words) if i != at)
    return Pattern(words[at], others, entry, frozenset(others) - FILLER, tuple(_telling(kind, entry)))


def _telling(kind: str, entry: Entry) -> Iterator[frozenset[str]]:
    if entry.op is None or entry.op == "light":
        for slot, words in entry.when.items():
            if not (kind == NOUN and slot in CLAUSAL) and words.isdisjoint(_OPEN):
                yield words
