"""The whole codebook in one object, read once a process."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path

from parley.codebook.actors import Actors, actors
from parley.codebook.acts import DATA, Acts, load_acts
from parley.codebook.ontology import Ontology, load_ontology
from parley.codebook.roles import Roles, roles
from parley.errors import CodebookError

EXTENDED = (
    "acts/*.yaml", "actors/*.csv", "roles/*", "classes*.yaml", "frames.yaml", "operators.yaml", "operations.yaml",
    "instruments.yaml", "relations.yaml", "talks.yaml", "times/*.yaml", "figures.yaml", "attribution.yaml",
    "disagreements.yaml",
)  # fmt: skip
"""The files of the codebook that a folder may extend, as patterns of their names."""


@dataclass(frozen=True, slots=True)
class Codebook:
    """Everything known before a report is read."""

    acts: Acts
    ontology: Ontology
    actors: Actors
    roles: Roles
    folders: tuple[Path, ...]


def load_codebook(extra: str | None = None) -> Codebook:
    """The shipped codebook, extended by the folder `extra` where one is given.

    Raises:
        CodebookError: the folder is not there, or a file of the codebook is malformed.
    """
    if extra is not None and not Path(extra).is_dir():
        raise CodebookError(f"--codebook {extra}: no such folder")
    if extra is not None and (unread := not_extended(Path(extra))):
        raise CodebookError(unread[0])
    # A relative name means another folder elsewhere.
    return _load(None if extra is None else Path(extra).resolve())


def not_extended(folder: Path) -> list[str]:
    """A message for each file of a folder that has the name of one of the codebook's which no folder extends."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))
    return [
        f"{name}: a folder of yours cannot extend this file, and it would not be read; take it out"
        for name in names
        if (DATA / name).is_file() and not any(fnmatch(name, pattern) for pattern in EXTENDED)
    ]


@lru_cache(maxsize=4)
def _load(extra: Path | None) -> Codebook:
    added = () if extra is None else (extra,)
    folders = (DATA, *added)
    return Codebook(
        acts=load_acts(*folders),
        ontology=load_ontology(),
        actors=actors(*added),
        roles=roles(*added),
        folders=folders,
    )
