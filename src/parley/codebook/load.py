"""The whole codebook in one object, read once a process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from parley.codebook.actors import Actors, actors
from parley.codebook.acts import DATA, Acts, load_acts
from parley.codebook.ontology import Ontology, load_ontology
from parley.codebook.roles import Roles, roles
from parley.errors import CodebookError


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
    # A relative name means another folder elsewhere.
    return _load(None if extra is None else Path(extra).resolve())


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
