"""PLOVER's types with quad classes, scores, modes and contexts, and the CAMEO codes that correspond."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from parley.codebook.acts import DATA, read_yaml
from parley.errors import CodebookError


@dataclass(frozen=True, slots=True)
class Kind:
    """One PLOVER type. `modes` maps a mode to its CAMEO code and score where they differ from the type's."""

    name: str
    quad: int
    score: float
    cameo: str
    definition: str
    modes: dict[str, dict[str, Any]]


@dataclass(slots=True)
class Ontology:
    """All types, and the words that tell each context.

    Attributes:
        opening: first words of those that are pairs.
    """

    kinds: dict[str, Kind] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    opening: frozenset[str] = frozenset()

    def mode(self, kind: str, mode: str | None) -> str | None:
        """The mode if the type has it, else None."""
        return mode if mode in self.kinds[kind].modes else None

    def cameo(self, kind: str, mode: str | None) -> str:
        """The CAMEO code of a type and mode."""
        found = self.kinds[kind]
        return str((found.modes.get(mode or "") or {}).get("cameo") or found.cameo)

    def score(self, kind: str, mode: str | None) -> float:
        """The cooperation score, -10 to 10."""
        found = self.kinds[kind]
        return float((found.modes.get(mode or "") or {}).get("score", found.score))

    def contexts(self, lemmas: Iterable[str]) -> list[str]:
        """The contexts that the lemmas of a sentence tell of, sorted."""
        lemmas = list(lemmas)
        out: set[str] = set()
        for word in self.words.keys() & lemmas:
            out.update(self.words[word])
        if not self.opening.isdisjoint(lemmas):
            for a, b in pairwise(lemmas):
                if a in self.opening:
                    out.update(self.words.get(f"{a} {b}", ()))
        return sorted(out)


def load_ontology(folder: Path = DATA) -> Ontology:
    """Read `ontology.yaml`.

    Raises:
        CodebookError: the file is missing or a type lacks a field.
    """
    raw = read_yaml(folder / "ontology.yaml")
    if not raw:
        raise CodebookError(f"{folder} has no ontology.yaml")
    out = Ontology()
    try:
        for name, item in raw["types"].items():
            modes = {str(m): dict(v or {}) for m, v in (item.get("modes") or {}).items()}
            out.kinds[name] = Kind(name, item["quad"], item["score"], str(item["cameo"]), item["definition"], modes)
        words: dict[str, set[str]] = {}
        for context, lemmas in raw["contexts"].items():
            for lemma in lemmas:
                words.setdefault(str(lemma), set()).add(context)
    except (KeyError, AttributeError, TypeError) as error:
        raise CodebookError(f"ontology.yaml: {error!r} is missing or of the wrong form") from error
    out.words = {w: tuple(sorted(c)) for w, c in words.items()}
    out.opening = frozenset(w.partition(" ")[0] for w in out.words if " " in w)
    return out
