"""A PETRARCH verb dictionary put into a codebook folder as a file of acts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from parley.codebook.acts import DATA, load_acts
from parley.codebook.check import check_acts
from parley.codebook.petrarch_verbs import Left, import_verbs
from parley.errors import CodebookError


@dataclass(frozen=True, slots=True)
class Added:
    """What an import did.

    Attributes:
        left: lines that did not carry over, each with the reason.
        known: verbs that Parley's own acts or operators have in another sense; those are tried first.
    """

    path: Path
    entries: int
    phrases: int
    left: list[Left]
    known: list[str]


def add_verbs(source: Path, folder: Path) -> Added:
    """Write the acts of a verb dictionary to `folder/acts/petrarch-NAME.yaml`.

    Raises:
        CodebookError: the file cannot be read, or holds no verbs that carry over.
    """
    try:
        found = import_verbs(source)
    except OSError as error:
        raise CodebookError(f"{source} cannot be read: {error.strerror or error}") from error
    target = folder / "acts" / f"petrarch-{source.name.split('.')[0].lower()}.yaml"
    target.parent.mkdir(parents=True, exist_ok=True)
    before = target.read_bytes() if target.exists() else None
    text = yaml.safe_dump(found.entries, sort_keys=False, allow_unicode=True, width=110)
    target.write_text(f"# Imported from {source.name}; import it again rather than change this file.\n{text}", "utf-8")
    problems = [p for p in check_acts(DATA, folder) if p.startswith(f"{target.name}: ")]
    if problems:
        target.unlink() if before is None else target.write_bytes(before)
        raise CodebookError(f"{source} was not imported: {problems[0]}")
    phrases = sum(len(entry["verbs"]) for entry in found.entries)
    return Added(target, len(found.entries), phrases, found.left, list(_known(found.entries)))


def _known(entries: list[dict[str, Any]]) -> dict[str, None]:
    """Single verbs that the shipped codebook codes otherwise, each with what it takes them for."""
    shipped = load_acts(DATA).verbs
    out: dict[str, None] = {}
    for entry in entries:
        for verb in entry["verbs"]:
            own = [p.entry for p in shipped.get(verb, ()) if not p.others]
            if own and all(e.type != entry["type"] for e in own):
                senses = dict.fromkeys(f"{e.id} ({e.type or 'operator'})" for e in own)
                out[f"{verb}: {entry['type']} in the dictionary, {', '.join(senses)} in Parley"] = None
    return out
