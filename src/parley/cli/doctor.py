"""`parley doctor`: what is installed, whether it is whole, what is missing and how to get it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib import import_module, metadata
from pathlib import Path
from typing import Annotated, Literal

import typer

from parley.cli import options
from parley.cli.console import complain
from parley.errors import ParleyError
from parley.words import count

Verdict = Literal["ok", "missing", "broken"]

PURPOSES = {
    "tables": "data frames of pandas, and Parquet",
    "polars": "data frames of polars",
    "zst": "inputs compressed with Zstandard (.zst)",
    "record": "many readings in one database",
    "desk": "the record in the browser",
    "postgres": "a record on a PostgreSQL server",
    "ray": "work spread over the machines of a Ray cluster",
    "llm": "a second opinion from a language model of your choice",
}
DEVELOPING = frozenset({"dev", "docs"})
"""Extras that nobody needs who only uses Parley."""

AGAIN = "reinstall with pip install --force-reinstall parley"
SAMPLE = "Kenyan police arrested three opposition leaders in Nairobi on Monday."


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at.

    Attributes:
        verdict: `missing` is something optional; `broken` something that Parley needs.
    """

    what: str
    verdict: Verdict
    words: str


def doctor(
    model: options.Model = None,
    codebook: options.Codebook = None,
    record: Annotated[
        str | None,
        typer.Option(metavar="WHERE", help="A record to open: a file, or the address of a PostgreSQL database."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The findings as JSON.")] = False,
) -> None:
    """Look whether this installation is whole: versions, model, codebook, entry points, extras, a record of yours.

    Exit status 1 when something that Parley needs is broken; what is merely not installed is listed with how to get it.
    """
    findings = list(examine(model, codebook, record))
    if as_json:
        print(json.dumps([asdict(f) for f in findings], indent=1))
    else:
        width = max(len(f.what) for f in findings)
        for f in findings:
            print(f"{f.verdict:8} {f.what:{width}}  {f.words}")
    broken = sum(f.verdict == "broken" for f in findings)
    if broken:
        complain(f"{count(broken, 'thing')} broken")
        raise typer.Exit(1)


def examine(model: str | None, codebook: Path | None, record: str | None) -> Iterator[Finding]:
    """Every finding; one that fails does not keep the next from being looked at."""
    yield looked_at("python", lambda: ".".join(map(str, sys.version_info[:3])))
    yield from packages()
    yield looked_at("spaCy components", entry_points)
    if model is None:
        yield looked_at("model files", model_files)
    yield looked_at("codebook", lambda: codebook_counts(codebook))
    yield looked_at("reading", lambda: read_sample(model, codebook))
    if record is not None:
        yield looked_at("your record", lambda: record_counts(record))
    yield from extras()


def looked_at(what: str, look: Callable[[], str]) -> Finding:
    """A finding whose words the look gives, and which is broken if it fails, whatever it is that fails."""
    try:
        return Finding(what, "ok", look())
    except Exception as fault:
        words = " ".join(str(fault).split()) or type(fault).__name__
        return Finding(what, "broken", words if isinstance(fault, ParleyError) else f"{type(fault).__name__}: {words}")


def required(extra: str | None = None) -> list[tuple[str, str]]:
    """Names and version ranges of what Parley asks for, of itself or for an extra."""
    from packaging.requirements import Requirement

    out = []
    for line in metadata.requires("parley") or ():
        asked = Requirement(line)
        here = asked.marker is None or asked.marker.evaluate({"extra": extra or ""})
        plain = asked.marker is None or asked.marker.evaluate({"extra": ""})
        if here and (extra is None or not plain):
            out.append((asked.name, str(asked.specifier)))
    return out


def packages() -> Iterator[Finding]:
    """Parley itself and what it cannot do without, each in the version asked for."""
    try:
        yield Finding("parley", "ok", metadata.version("parley"))
        asked = required()
    except (metadata.PackageNotFoundError, ImportError) as fault:
        yield Finding("parley", "broken", f"not installed as a package ({fault}): pip install parley")
        return
    for name, versions in asked:
        yield looked_at(name, lambda name=name, versions=versions: in_range(name, versions))  # type: ignore[misc]


def in_range(name: str, versions: str) -> str:
    """The installed version of a package.

    Raises:
        ParleyError: it is not installed, or not in the range.
    """
    from packaging.specifiers import SpecifierSet

    try:
        have = metadata.version(name)
    except metadata.PackageNotFoundError:
        raise ParleyError(f'not installed; pip install "{name}{versions}"') from None
    if not SpecifierSet(versions).contains(have, prereleases=True):
        raise ParleyError(f'{have} is installed; pip install "{name}{versions}"')
    return have


def entry_points() -> str:
    """How many of Parley's components spaCy finds by itself.

    Raises:
        ParleyError: one is not registered.
    """
    from parley.coding.registry import COMPONENTS

    found = {point.name for point in metadata.entry_points(group="spacy_factories")}
    if absent := [name for name in COMPONENTS if name not in found]:
        raise ParleyError(
            f"spaCy does not find {', '.join(absent)}: reinstall with pip install --force-reinstall parley"
        )
    return f"{count(len(COMPONENTS), 'component')} registered"


def model_files() -> str:
    """Whether the shipped model is the one that its manifest names.

    Raises:
        ParleyError: a file is missing, changed or one too many.
    """
    from parley.language.pipeline import SHIPPED

    manifest = json.loads((SHIPPED / "manifest.json").read_text(encoding="utf-8"))
    for name, expected in manifest["files"].items():
        path = SHIPPED / name
        if not path.is_file():
            raise ParleyError(f"{name} is missing from {SHIPPED}: {AGAIN}")
        if sha256(path.read_bytes()).hexdigest() != expected:
            raise ParleyError(
                f"{name} in {SHIPPED} is not the file that was shipped: reinstall, or name yours with --model"
            )
    size = sum((SHIPPED / name).stat().st_size for name in manifest["files"]) / 1_000_000
    return f"{manifest['name']} {manifest['version']}, {len(manifest['files'])} files as shipped, {size:.1f} MB"


def codebook_counts(folder: Path | None) -> str:
    """What the codebook holds."""
    from parley.codebook.load import load_codebook
    from parley.codebook.places import gazetteer

    book = load_codebook(str(folder) if folder else None)
    gazetteer()
    where = f", with {folder}" if folder else ""
    return f"{len(book.acts.entries):,} acts and operators, {len(book.actors):,} actors{where}"


def read_sample(model: str | None, folder: Path | None) -> str:
    """What is coded of a sentence that every installation must be able to read.

    Raises:
        ParleyError: nothing is.
    """
    from parley.coding.coder import load

    reading = load(model=model, codebook=str(folder) if folder else None).read(SAMPLE, published="2017-10-31")
    if not reading.events:
        raise ParleyError(f"nothing was coded in {SAMPLE!r}; does the model fit?")
    event = reading.events[0]
    return f"{event.type} {event.mode or ''} in a sample sentence".replace("  ", " ")


def record_counts(where: str) -> str:
    """What a record holds.

    Raises:
        ParleyError: it cannot be opened.
    """
    # A file that is not there would be made, which is not what somebody asks who asks after it.
    if "://" not in where and not Path(where).is_file():
        raise ParleyError(f"{where}: no such file")
    with import_module("parley.record").open_record(where) as record:
        counts: dict[str, int] = record.counts()
    return ", ".join(f"{n:,} {what.replace('_', ' ')}" for what, n in counts.items())


def extras() -> Iterator[Finding]:
    """What more Parley can do, and how to get it where it is not installed."""
    try:
        names = metadata.metadata("parley").get_all("Provides-Extra") or []
    except metadata.PackageNotFoundError:
        return
    for extra in sorted(set(names) - DEVELOPING):
        have, absent = [], []
        for name, versions in required(extra):
            try:
                have.append(f"{name} {in_range(name, versions)}")
            except ParleyError:
                absent.append(name)
        purpose = PURPOSES.get(extra, "")
        words = f"{purpose}: {', '.join(have)}" if not absent else f'{purpose}; pip install "parley[{extra}]"'
        yield Finding(extra, "missing" if absent else "ok", words.removeprefix(": ").removeprefix("; "))
