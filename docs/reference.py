"""The reference pages that come from the code and its data: types, acts, operators, actors, the schema of a reading.

`write(folder)` makes them when the documentation is built; they are not kept under version control.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from parley.codebook.actors import actors
from parley.codebook.acts import DATA, read_yaml
from parley.codebook.load import load_codebook
from parley.codebook.ontology import load_ontology
from parley.model import schema

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


def write(folder: Path) -> None:
    """Write the pages into a folder; one that says the same already is left alone, so that it is not built again."""
    folder.mkdir(exist_ok=True)
    for name, page in pages().items():
        text = "\n".join(page()) + "\n"
        path = folder / f"{name}.md"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def pages() -> dict[str, Callable[[], Iterator[str]]]:
    """The pages by name."""
    return {"types": types, "acts": acts, "operators": operators, "actors": actor_statistics, "schema": reading_schema}


def types() -> Iterator[str]:
    """PLOVER's types and modes."""
    yield "# Types and modes\n"
    yield "The 16 types of PLOVER (codebook of 2021), each with its modes, the CAMEO code that corresponds, and a score"
    yield "from -10 (worst conflict) to 10 (fullest cooperation).\n"
    ontology = load_ontology()
    for name, kind in ontology.kinds.items():
        yield f"## {name}\n"
        yield f"{kind.definition} Quad class {kind.quad}, {QUADS[kind.quad]}.\n"
        yield "| mode | CAMEO | score |\n|---|---|---|"
        for mode in (None, *kind.modes):
            yield f"| {mode or '(none)'} | {ontology.cameo(name, mode)} | {ontology.score(name, mode):g} |"
        yield ""
    yield "## Contexts\n"
    yield "What an event is about, told by words of its sentence and the ones beside it.\n"
    yield "| context | words |\n|---|---|"
    for context, words in read_yaml(DATA / "ontology.yaml")["contexts"].items():
        yield f"| {context} | {plain(', '.join(map(str, words)))} |"


def acts() -> Iterator[str]:
    """Every base act with its words and examples, by type."""
    files = [(path.stem, read_yaml(path) or []) for path in sorted((DATA / "acts").glob("*.yaml"))]
    number = sum(len(entries) for _, entries in files)
    words = sum(len(e.get(k) or []) for _, entries in files for e in entries for k in ("verbs", "nouns", "adjectives"))
    yield "# Acts\n"
    yield f"{number:,} base acts with {words:,} verbs, nouns and adjectives. Each example is a test."
    yield "What the keys mean: [The codebook](../codebook.md).\n"
    for name, entries in files:
        yield f"## {name.capitalize()}\n"
        for entry in entries:
            yield from entry_of(entry)


def operators() -> Iterator[str]:
    """Every operator, and the table of what operators make of acts."""
    entries = read_yaml(DATA / "operators.yaml")
    yield "# Operators\n"
    yield f"{len(entries)} entries whose complement is another act. The tables at the end say what each makes of it.\n"
    yield "## Entries\n"
    for entry in entries:
        yield from entry_of(entry)
    yield "## What operators make of acts\n"
    yield "`same`: the act stands; `none`: nothing is coded; what follows `+` is a status.\n"
    for op, row in read_yaml(DATA / "operations.yaml").items():
        yield f"### The operation {op}\n"
        yield "| act | becomes |\n|---|---|"
        for kind, cell in row.items():
            yield f"| {'all others' if kind == 'else' else kind} | {cell} |"
        yield ""


def entry_of(entry: dict[str, Any]) -> Iterator[str]:
    """An entry of the codebook in words."""
    kind = f"{entry.get('type') or ''} {entry.get('mode') or ''}".strip()
    what = [kind] if kind else []
    what += [f"operation `{entry['op']}`"] if entry.get("op") else []
    what += [f"CAMEO {entry['cameo']}"] if entry.get("cameo") else []
    what += [f"frame `{entry['frame']}`"] if entry.get("frame") else []
    what += [word for word in ("weak", "harm") if entry.get(word)]
    yield f"### {entry['id']}\n"
    yield f"{', '.join(what)}\n"
    for key in ("verbs", "nouns", "adjectives"):
        if entry.get(key):
            yield f"- {key}: {plain(', '.join(map(str, entry[key])))}"
    for key, said in (("args", "parts"), ("when", "only when"), ("unless", "never when")):
        if entry.get(key):
            parts = (
                f"{slot} {'is ' if key == 'args' else 'in '}{' '.join(v) if isinstance(v, list) else v or 'nobody'}"
                for slot, v in entry[key].items()
            )
            yield f"- {said}: {plain('; '.join(parts))}"
    for example in entry.get("examples") or []:
        sides = [f"{side}: {', '.join(example[side])}" for side in ("actors", "recipients") if example.get(side)]
        note = "nothing is coded" if "type" in example and example["type"] is None else "; ".join(sides)
        other = example.get("type")
        note = f"{other}; {note}" if other and other != entry.get("type") else note
        yield f"- example: “{plain(example['text'])}”{f' ({plain(note)})' if note else ''}"
    yield ""


def actor_statistics() -> Iterator[str]:
    """How many actors of which kind, from which files."""
    known = actors()
    everyone = list(known)
    kinds = Counter(actor.kind for actor in everyone)
    names = {actor.id: len(known.aliases(actor)) for actor in everyone}
    yield "# Actors\n"
    yield f"{len(everyone):,} actors with {sum(names.values()):,} names. `parley actors lookup NAME` shows one.\n"
    yield "## By kind\n"
    yield "| kind | actors | names | with an office | with dates | uncertain |\n|---|---|---|---|---|---|"
    for kind, number in kinds.most_common():
        of_kind = [actor for actor in everyone if actor.kind == kind]
        cells = (
            number,
            sum(names[a.id] for a in of_kind),
            sum(bool(a.offices) for a in of_kind),
            sum(bool(a.since or a.until) for a in of_kind),
            sum(a.uncertain for a in of_kind),
        )
        yield f"| {kind} | {' | '.join(f'{cell:,}' for cell in cells)} |"
    yield "\n## By file\n"
    yield "| file | actors |\n|---|---|"
    for path in sorted((DATA / "actors").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            yield f"| `actors/{path.name}` | {sum(1 for _ in csv.reader(file)) - 1:,} |"
    roles = load_codebook().roles
    yield f"\nBesides these, {len(roles):,} nouns (`roles/`) make an actor, alone or with a country beside them.\n"
    yield "## Countries with the most actors\n"
    yield "| country | actors |\n|---|---|"
    for country, number in Counter(a.country for a in everyone if a.country).most_common(25):
        yield f"| {country} | {number:,} |"


def reading_schema() -> Iterator[str]:
    """The JSON Schema of a reading as tables, and whole."""
    whole = schema()
    yield "# Schema of a reading\n"
    yield f"Version {whole['version']}. `parley schema` prints it as JSON Schema."
    yield "In words: [The reading](../reading.md).\n"
    for name, definition in whole["$defs"].items():
        if "properties" not in definition:
            continue
        yield f"## {name}\n"
        yield "| key | type |\n|---|---|"
        for key, value in definition["properties"].items():
            yield f"| `{key}` | {kind_of(value)} |"
        yield ""
    yield "## The whole\n"
    yield f"```json\n{json.dumps(whole, indent=1)}\n```"


def kind_of(value: dict[str, Any]) -> str:
    """The type of a key in words."""
    if "$ref" in value:
        name = value["$ref"].rsplit("/", 1)[-1]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in value:
        return " or ".join(dict.fromkeys(kind_of(option) for option in value["anyOf"]))
    if "enum" in value:
        return "one of " + ", ".join(f"`{option}`" for option in value["enum"])
    if value.get("type") == "array":
        return f"list of {kind_of(value.get('items') or {})}"
    return str(value.get("type") or "anything")


def plain(text: str) -> str:
    """Text in which nothing is markup."""
    for sign in "\\|*_<>@`$[]":
        text = text.replace(sign, f"\\{sign}")
    return text
