"""The linter of acts and operators: what is wrong with the entries of a codebook, told in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from parley.codebook.acts import BUILT_IN, CLAUSES
from parley.codebook.safe_yaml import parse

_KEYS = frozenset(
    {"id", "type", "mode", "cameo", "frame", "verbs", "nouns", "adjectives"}
    | {"args", "when", "unless", "weak", "harm", "examples", "origin"}
)
_OPERATOR_KEYS = (_KEYS - {"frame"}) | {"op", "control", "complements", "clauses"}
_STATUSES = frozenset({"future", "hypothetical", "negated"})
_EXAMPLE_KEYS = frozenset({"text", "actors", "recipients", "type", "mode"})
_ROLES = frozenset({"actor", "recipient", "both", "thing", None})
_VERB_SLOTS = frozenset({"subj", "obj", "iobj"})
_NOUN_SLOTS = frozenset({"poss", "mod"})
_PREPOSITIONS = frozenset(
    {"about", "above", "across", "after", "against", "along", "alongside", "amid", "among", "amongst"}
    | {"around", "as", "at", "because", "before", "behind", "below", "beneath", "beside", "besides"}
    | {"between", "beyond", "by", "concerning", "despite", "down", "during", "except", "for", "from", "in"}
    | {"inside", "into", "like", "near", "of", "off", "on", "onto", "out", "outside", "over", "past"}
    | {"regarding", "since", "than", "through", "throughout", "to", "toward", "towards", "under", "unlike"}
    | {"until", "unto", "up", "upon", "via", "with", "within", "without"}
)
_SLOTS = _VERB_SLOTS | _NOUN_SLOTS | _PREPOSITIONS
_CLAUSES = frozenset({"ccomp", "xcomp"})
_LONGEST_EXAMPLE = 25  # words; a longer example tests the parser rather than the entry


@dataclass(frozen=True, slots=True)
class _Known:
    """What an entry may refer to; `frames` is empty where the data hold no frames.yaml."""

    modes: dict[str, frozenset[str]]
    frames: frozenset[str]
    classes: frozenset[str]
    operations: frozenset[str]


_Check = Callable[[dict[str, Any], _Known], Iterator[str]]


def check_acts(data_dir: Path | str, *extra: Path) -> list[str]:
    """Check every act and operator of a codebook against its ontology, frames, operations and word classes.

    Args:
        data_dir: a codebook's data folder: `ontology.yaml`, `acts/*.yaml`, `classes*.yaml` and, where there
            are any, `frames.yaml`, `operators.yaml` and `operations.yaml`. Names of frames and operations are not
            checked where their file is not there.
        extra: folders that extend it; what they hold is checked as well, against both.

    Returns:
        One problem a string, beginning with the file and the entry's id; empty when all is well.
    """
    data = Path(data_dir)
    folders = (data, *extra)
    problems: list[str] = []
    ontology = _read(data / "ontology.yaml", problems)
    if not isinstance(ontology, dict) or not isinstance(ontology.get("types"), dict):
        return [*problems, "ontology.yaml: holds no mapping `types`; add it"]
    operations = [path for f in folders if (path := f / "operations.yaml").exists()]
    known = _Known(
        modes={name: frozenset((body or {}).get("modes") or ()) for name, body in ontology["types"].items()},
        frames=_names([path for f in folders if (path := f / "frames.yaml").exists()], problems),
        classes=_names([path for f in folders for path in sorted(f.glob("classes*.yaml"))], problems),
        operations=_names(operations, problems),
    )
    for path in operations:
        problems += (f"{path.name}: {problem}" for problem in _operations(_read(path, []), known))
    for folder in folders:
        # An entry of a folder replaces the entry of the same id in the folders before it.
        home: dict[str, str] = {}
        for path in sorted((folder / "acts").glob("*.yaml")):
            problems += _entries(path, known, home, problems, _entry)
        if (folder / "operators.yaml").exists():
            problems += _entries(folder / "operators.yaml", known, home, problems, _operator)
    return problems


def _entries(path: Path, known: _Known, home: dict[str, str], problems: list[str], check: _Check) -> list[str]:
    """The problems of a file's entries; `home` has the file of each id seen so far."""
    entries = _read(path, problems)
    if entries is None:
        return []
    if not isinstance(entries, list):
        return [f"{path.name}: is no list of entries"]
    found: list[str] = []
    for number, entry in enumerate(entries, 1):
        name = entry.get("id") if isinstance(entry, dict) else None
        where = f"{path.name}: {name or f'entry {number}'}"
        if not isinstance(entry, dict):
            found.append(f"{where}: is no mapping")
            continue
        found += (f"{where}: {problem}" for problem in check(entry, known))
        if name in home:
            found.append(f"{where}: the id stands in {home[name]} already")
        elif isinstance(name, str):
            home[name] = path.name
    return found


def _read(path: Path, problems: list[str]) -> Any:
    """The file's YAML, or None with the problem noted."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        problems.append(f"{path.name}: cannot be read: {' '.join(str(error).split())}")
        return None


def _names(paths: list[Path], problems: list[str]) -> frozenset[str]:
    """The top-level keys of mappings."""
    found: set[str] = set()
    for path in paths:
        body = _read(path, problems)
        if isinstance(body, dict):
            found.update(body)
        elif body is not None:
            problems.append(f"{path.name}: is no mapping")
    return frozenset(found)


def _entry(entry: dict[str, Any], known: _Known) -> Iterator[str]:
    yield from (f"unknown key `{key}`" for key in entry if key not in _KEYS)
    if not isinstance(entry.get("id"), str):
        yield "has no id"
    yield from _kind(entry, known)
    frame = entry.get("frame")
    if frame is None:
        if entry.get("type") != "NONE":
            yield "has no frame"
    elif known.frames and frame not in known.frames:
        yield f"unknown frame `{frame}`"
    cameo = entry.get("cameo")
    if cameo is not None and not (isinstance(cameo, str) and cameo.isdigit() and 2 <= len(cameo) <= 4):
        yield f"cameo {cameo!r} is no quoted code of 2 to 4 digits"
    yield from _predicates(entry)
    yield from _parts(entry)
    yield from _conditions(entry, known, _SLOTS | _CLAUSES)
    # What comes of another program's dictionary names the file and line instead.
    if not entry.get("examples") and not entry.get("origin"):
        yield "has no examples"
    yield from _examples(entry, known)


def _operator(entry: dict[str, Any], known: _Known) -> Iterator[str]:
    yield from (f"unknown key `{key}`" for key in entry if key not in _OPERATOR_KEYS)
    if not isinstance(entry.get("id"), str):
        yield "has no id"
    if known.operations and entry.get("op") not in known.operations:
        yield f"unknown operation `{entry.get('op')}`"
    if "type" in entry:
        yield from _kind(entry, known)
    if entry.get("control", "subj") not in ("subj", "obj"):
        yield f"control is subj or obj, not `{entry['control']}`"
    for slot in entry.get("complements") or ():
        if slot not in _SLOTS:
            yield f"complements: unknown slot `{_named(slot)}`"
    for clause in entry.get("clauses") or ():
        if clause not in (*CLAUSES, "advcl"):
            yield f"clauses: unknown relation `{clause}`"
    yield from _predicates(entry)
    yield from _parts(entry)
    yield from _conditions(entry, known, _SLOTS | _CLAUSES)
    yield from _examples(entry, known)


def _operations(body: Any, known: _Known) -> Iterator[str]:
    """Whether every cell of the operations table is one that the walk over the parse understands."""
    for op, row in body.items() if isinstance(body, dict) else ():
        if not isinstance(row, dict):
            yield f"{op}: is no mapping of types to results"
            continue
        for kind, cell in row.items():
            if kind != "else" and kind not in known.modes:
                yield f"{op}: unknown type `{kind}`"
            name, _, mode = str(cell).partition("/")
            name, _, status = name.partition("+")
            if name in ("same", "none"):
                if mode or (status and (name == "none" or status not in _STATUSES)):
                    yield f"{op}: unknown result `{cell}` of {kind}"
            elif name not in known.modes or status or (mode and mode not in known.modes[name]):
                yield f"{op}: unknown result `{cell}` of {kind}"


def _parts(entry: dict[str, Any]) -> Iterator[str]:
    for slot, role in _mapping(entry, "args"):
        if slot not in _SLOTS:
            yield f"args: unknown slot `{slot}`"
        if role not in _ROLES:
            yield f"args: unknown role `{role}` of `{slot}`"


def _kind(item: dict[str, Any], known: _Known, fallback: Any = None) -> Iterator[str]:
    """Whether type and mode (of an entry or of an example that has its own) are the ontology's."""
    kind, mode = item.get("type", fallback), item.get("mode")
    if kind == "NONE":
        if mode is not None:
            yield "NONE takes no mode"
    elif kind not in known.modes:
        yield f"unknown type `{kind}`"
    elif mode is not None and mode not in known.modes[kind]:
        yield f"`{mode}` is no mode of {kind}"


def _predicates(entry: dict[str, Any]) -> Iterator[str]:
    total = 0
    for key in ("verbs", "nouns", "adjectives"):
        words = entry.get(key, [])
        if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() for word in words):
            yield f"{key}: is no list of words; quote what YAML reads otherwise (no, on, 12)"
            continue
        total += len(words)
        yield from (f"{key}: `{word}` stands twice" for word in sorted({w for w in words if words.count(w) > 1}))
        yield from (f"{key}: `{word}` is not in lower case" for word in words if word != word.lower())
    if not total:
        yield "has neither verbs, nouns nor adjectives"


def _conditions(entry: dict[str, Any], known: _Known, slots: frozenset[str] = _SLOTS) -> Iterator[str]:
    for key in ("when", "unless"):
        for slot, words in _mapping(entry, key):
            if not slots.issuperset(slot.split("|")):
                yield f"{key}: unknown slot `{slot}`"
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                yield f"{key}: {slot} is no list of words"
                continue
            for word in words:
                name = word.removeprefix("@")
                if name != word and name not in known.classes | BUILT_IN:
                    yield f"{key}: unknown class `{word}`"
    needed = {slot for slot, _ in _mapping(entry, "when")}
    # A verb has no possessor: such a condition can never hold, so the words would be dead.
    if entry.get("verbs") and needed & _NOUN_SLOTS:
        yield "when: asks for a noun's slot, which its verbs never fill; give the verbs their own entry"


def _examples(entry: dict[str, Any], known: _Known) -> Iterator[str]:
    examples = entry.get("examples") or []
    if not isinstance(examples, list):
        yield "examples are no list"
        return
    for number, example in enumerate(examples, 1):
        if not isinstance(example, dict) or not isinstance(example.get("text"), str):
            yield f"example {number}: has no text"
            continue
        yield from (f"example {number}: unknown key `{key}`" for key in example if key not in _EXAMPLE_KEYS)
        text = example["text"]
        if len(text.split()) > _LONGEST_EXAMPLE:
            yield f"example {number}: has more than {_LONGEST_EXAMPLE} words"
        if example.get("type", entry.get("type")) is not None:
            yield from (f"example {number}: {problem}" for problem in _kind(example, known, entry.get("type")))
        for side in ("actors", "recipients"):
            quotes = example.get(side, [])
            if not isinstance(quotes, list):
                yield f"example {number}: {side} is no list"
                continue
            missing = [quote for quote in quotes if str(quote) not in text]
            yield from (f"example {number}: `{quote}` does not stand in its text" for quote in missing)


def _mapping(entry: dict[str, Any], key: str) -> list[tuple[str, Any]]:
    """The items under `key`; nothing where it is absent or no mapping."""
    body = entry.get(key)
    if not isinstance(body, dict):
        return []
    return [(_named(slot), value) for slot, value in body.items()]


def _named(slot: Any) -> str:
    """A slot's name; YAML reads a bare `on` as true and a bare `off` as false."""
    if isinstance(slot, bool):
        return 'bare on; write "on"' if slot else 'bare off; write "off"'
    return str(slot)
