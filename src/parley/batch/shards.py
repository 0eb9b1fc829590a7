"""Shards: reports that are coded and stored together, named by the hash of everything that their readings depend on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

import parley
from parley.model import SCHEMA_VERSION, Report

if TYPE_CHECKING:
    from parley.settings import Settings

SIZE = 200
"""Reports of a shard: a few seconds of work, which is what a crash can cost a worker."""

CHARS = 1_000_000
"""Characters of different texts after which a shard is closed early."""

WINDOW = 16_384
WINDOW_CHARS = 32_000_000
"""Reports read ahead and sorted, and their characters: copies of a report meet within a window."""

_NAME_LENGTH = 32


@dataclass(frozen=True, slots=True)
class Shard:
    """Some reports of one input.

    Attributes:
        name: hash of the reports and of what codes them; the same name means the same bytes.
        size: reports in it.
        packed: the reports, for `unpacked`.
    """

    name: str
    size: int
    packed: bytes

    @property
    def reports(self) -> list[Report]:
        """The reports in the order in which they are coded."""
        return unpacked(self.packed)


def unpacked(packed: bytes) -> list[Report]:
    """The reports of a shard."""
    return msgspec.msgpack.decode(packed, type=list[Report])


def cut(reports: Iterable[Report], fingerprint: str, size: int = SIZE) -> Iterator[Shard]:
    """Cut the reports of one input into shards.

    Within a window reports are sorted by the hash of their text, so that copies stand in one shard and are coded once,
    and so that the order of the lines in a file makes no difference until the file is longer than a window.

    Args:
        reports: from one input only, so that the order of inputs makes no difference.
        fingerprint: from `fingerprint`.
    """
    for window in _windows(reports):
        shard: list[Report] = []
        chars, last = 0, b""
        for key, report in sorted(((_key(report), report) for report in window), key=lambda pair: pair[0]):
            if shard and key[:16] != last and (len(shard) >= size or chars >= CHARS):
                yield _shard(shard, fingerprint)
                shard, chars = [], 0
            chars += len(report.text) if key[:16] != last else 0
            last = key[:16]
            shard.append(report)
        if shard:
            yield _shard(shard, fingerprint)


def _windows(reports: Iterable[Report]) -> Iterator[list[Report]]:
    window: list[Report] = []
    chars = 0
    for report in reports:
        window.append(report)
        chars += len(report.text)
        if len(window) >= WINDOW or chars >= WINDOW_CHARS:
            yield window
            window, chars = [], 0
    if window:
        yield window


def _key(report: Report) -> bytes:
    """The text first, so that copies stand together; then all the rest, so that the order is always the same."""
    text = hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).digest()[:16]
    return text + report.id.encode("utf-8", "surrogatepass") + b"\0" + msgspec.json.encode(report)


def _shard(reports: list[Report], fingerprint: str) -> Shard:
    packed = msgspec.msgpack.encode(reports)
    name = hashlib.sha256(fingerprint.encode() + packed).hexdigest()[:_NAME_LENGTH]
    return Shard(name, len(reports), packed)


def fingerprint(settings: Settings) -> str:
    """A hash of everything besides a report that its reading depends on: Parley itself, model, codebook, settings."""
    told = hashlib.sha256(msgspec.json.encode([SCHEMA_VERSION, asdict(settings)], order="deterministic"))
    told.update(_of_folder(Path(parley.__file__).parent).encode())
    if settings.codebook:
        told.update(_of_folder(Path(settings.codebook)).encode())
    if settings.model:
        told.update(_of_model(settings.model).encode())
    return told.hexdigest()


@cache
def _of_folder(folder: Path) -> str:
    """A hash of the files under a folder and their names; bytecode does not count."""
    told = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            told.update(str(path.relative_to(folder)).encode() + b"\0")
            with path.open("rb") as file:
                told.update(hashlib.file_digest(file, "sha256").digest())
    return told.hexdigest()


def _of_model(model: str) -> str:
    """A hash of a pipeline: its files if it is a folder, otherwise those of the package."""
    from importlib.util import find_spec

    if Path(model).is_dir():
        return _of_folder(Path(model))
    spec = find_spec(model)
    return _of_folder(Path(spec.origin).parent) if spec and spec.origin else model
