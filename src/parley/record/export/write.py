"""Writing an export: beside its place first, so that it appears whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from parley.errors import RecordError
from parley.record.export import citations, graphs, lines, selectors, tables
from parley.record.export.readme import write_readme

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.engine import Connection

    from parley.codebook.ontology import Ontology
    from parley.record.filters import Events
    from parley.record.store import Store

    Writer = Callable[[Connection, Events, Path], None]

_WRITERS: dict[str, Writer] = {
    "csv": tables.write_csv,
    "parquet": tables.write_parquet,
    "jsonl": lines.write_events,
    "graphml": graphs.write_graphml,
    "gexf": graphs.write_gexf,
    "phoenix": tables.write_phoenix,
    "annotations": selectors.write_annotations,
    "ris": citations.write_ris,
    "bibtex": citations.write_bibtex,
}
FORMATS = (*_WRITERS, "readings")


def export(store: Store, ontology: Ontology, out: Path, format: str, asked: Events) -> list[str]:
    """Write an export into a new folder, or a new .zip; gives the names of its files.

    Raises:
        RecordError: no such format, `out` is there already, or it cannot be written.
    """
    if format not in FORMATS:
        raise RecordError(f"{format!r} is no format; write one of {', '.join(FORMATS)}")
    if out.exists() and (out.is_file() or any(out.iterdir())):
        raise RecordError(f"{out} is there already; name a new folder or a new .zip")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        part = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    except OSError as error:
        raise RecordError(f"{out} cannot be written: {error.strerror or error}") from error
    try:
        with store.read() as connection:
            if format == "readings":
                lines.write_readings(connection, asked, part, ontology)
            else:
                _WRITERS[format](connection, asked, part)
            if format not in ("ris", "bibtex"):
                citations.write_bibtex(connection, asked, part)
            files = sorted(p.name for p in part.iterdir())
            write_readme(connection, asked, part, format, files)
        _place(part, out)
        return sorted([*files, "README.md"])
    except OSError as error:
        raise RecordError(f"{out} cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _place(part: Path, out: Path) -> None:
    if out.suffix.lower() != ".zip":
        # mkdtemp's folder is its owner's alone; an export is for others.
        part.chmod(0o777 & ~_umask())
        if out.exists():
            out.rmdir()
        os.replace(part, out)
        return
    packed = part.with_name(part.name + ".zip")
    try:
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
            for path in sorted(part.iterdir()):
                file.write(path, f"{out.stem}/{path.name}")
        os.replace(packed, out)
    finally:
        packed.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
