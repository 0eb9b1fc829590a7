"""Opening an input as a stream of plain bytes: files, standard input, compression, all within bounds."""

from __future__ import annotations

import bz2
import gzip
import io
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

from parley.errors import SourceError

HEAD = 65_536
"""Bytes looked at to tell kind and encoding."""

MAX_RATIO = 300
"""Decompressed to compressed size over which a file is a bomb; text seldom passes 20, repetitive JSONL 100."""

BOMB_FLOOR = 10_000_000
"""Decompressed bytes from which on the ratio counts; a smaller bomb does no harm."""

COMPRESSED = {".gz": b"\x1f\x8b", ".bz2": b"BZh", ".zst": b"\x28\xb5\x2f\xfd"}
READ_ERRORS = (OSError, EOFError, zlib.error)
"""What a broken or truncated stream raises; `zstandard.ZstdError` is turned into OSError here."""


class Counted(io.RawIOBase):
    """A raw stream that fills every read, counts it, asks a check after each, and closes what it stands on."""

    def __init__(
        self, inner: BinaryIO, owned: tuple[BinaryIO, ...], check: Callable[[int], None] | None = None
    ) -> None:
        self.inner = inner
        self.owned = owned
        self.check = check
        self.count = 0

    def close(self) -> None:
        for stream in self.owned:
            stream.close()
        super().close()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer)).cast("B")
        filled = 0
        while filled < len(view):
            data = self.inner.read(len(view) - filled)
            if not data:
                break
            view[filled : filled + len(data)] = data
            filled += len(data)
        self.count += filled
        if self.check:
            self.check(self.count)
        return filled


def open_plain(source: Path | None, max_bytes: int, on_bytes: Callable[[int], None] | None = None) -> BinaryIO:
    """The bytes of a file (standard input if None), decompressed if they are compressed.

    Args:
        on_bytes: told after each read how many bytes of the file, as it lies on the disk, have been read.

    Raises:
        SourceError: the file is not there, is a folder, or its compression cannot be undone here.
    """
    try:
        raw = cast(BinaryIO, sys.stdin.buffer) if source is None else source.open("rb", buffering=0)
    except FileNotFoundError:
        raise SourceError("no such file or folder") from None
    except (OSError, ValueError) as error:
        raise SourceError(f"cannot be opened: {getattr(error, 'strerror', None) or error}") from error
    counted = Counted(raw, () if source is None else (raw,), on_bytes)
    outer = cast(BinaryIO, io.BufferedReader(counted, HEAD))
    try:
        kind = compression(peek(outer))
        if kind is None:
            return outer

        def check(count: int) -> None:
            if count > min(max_bytes, BOMB_FLOOR) and count > MAX_RATIO * max(counted.count, 1):
                raise SourceError(f"expands to more than {MAX_RATIO} times its size; unpack it first if you trust it")

        inner = decompressed(outer, kind)
        return cast(BinaryIO, io.BufferedReader(Counted(inner, (inner, outer), check), HEAD))
    except READ_ERRORS as error:
        outer.close()
        raise SourceError(f"cannot be read: {getattr(error, 'strerror', None) or error}") from error
    except SourceError:
        outer.close()
        raise


def compression(head: bytes) -> str | None:
    """The ending that stands for the compression the bytes show, or None."""
    return next((ending for ending, magic in COMPRESSED.items() if head.startswith(magic)), None)


def decompressed(stream: BinaryIO, kind: str) -> BinaryIO:
    """A stream over the decompressed bytes.

    Raises:
        SourceError: Zstandard without the `zstandard` package.
    """
    if kind == ".gz":
        return cast(BinaryIO, gzip.GzipFile(fileobj=stream, mode="rb"))
    if kind == ".bz2":
        return cast(BinaryIO, bz2.BZ2File(stream, "rb"))
    try:
        import zstandard
    except ImportError:
        raise SourceError('Zstandard-compressed; install the reader with: pip install "zstandard"') from None

    class Zst(io.RawIOBase):
        """Frame by frame, as the package's own reader takes a frame that is cut off for the end of the file."""

        frame: Any = None
        output = b""
        pending = b""

        def read(self, size: int = -1) -> bytes:
            while not self.output:
                # In small pieces: a few bytes of a bomb can stand for megabytes.
                data, self.pending = self.pending or stream.read(1024), b""
                if not data:
                    if self.frame is not None:
                        raise EOFError("Compressed file ended before the end of its last frame")
                    return b""
                self.frame = self.frame or zstandard.ZstdDecompressor().decompressobj()
                try:
                    self.output = self.frame.decompress(data)
                except zstandard.ZstdError as error:
                    raise OSError(str(error)) from error
                if self.frame.eof:
                    self.pending, self.frame = self.frame.unused_data, None
            taken, self.output = self.output[:size], self.output[size:]
            return taken

    return cast(BinaryIO, Zst())


def peek(stream: BinaryIO) -> bytes:
    """The first bytes of a buffered stream, which stay in it."""
    return cast(io.BufferedReader, stream).peek(HEAD)[:HEAD]


def read_whole(stream: BinaryIO, max_bytes: int) -> bytes:
    """Everything that is left.

    Raises:
        SourceError: there is more than `max_bytes`.
    """
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise SourceError(f"larger than {max_bytes:,} bytes (the setting max_bytes)")
    return data


def byte_lines(stream: BinaryIO, max_bytes: int) -> Iterator[bytes | None]:
    """Lines with their ends, one in memory at a time; None for a line over `max_bytes`, which is passed over."""
    while line := stream.readline(max_bytes + 1):
        if len(line) > max_bytes:
            while line and not line.endswith(b"\n"):
                line = stream.readline(HEAD)
            yield None
        else:
            yield line


def inflate(data: bytes, encoding: str, max_bytes: int) -> bytes:
    """The body of an HTTP response with its content encoding undone.

    Raises:
        SourceError: an encoding that cannot be undone here, broken data, or more than `max_bytes`.
    """
    for name in reversed([part.strip().lower() for part in encoding.split(",")]):
        if name in ("", "identity", "none"):
            continue
        if name not in ("gzip", "x-gzip", "deflate"):
            raise SourceError(f"the response is compressed with {name!r}, which Parley does not undo")
        out = b""
        for bits in (47, -zlib.MAX_WBITS):  # zlib or gzip by their headers, else bare deflate
            try:
                out = zlib.decompressobj(bits).decompress(data, max_bytes + 1)
                break
            except zlib.error as error:
                if bits < 0:
                    raise SourceError(f"the compressed response is broken: {error}") from error
        if len(out) > max_bytes:
            raise SourceError(f"larger than {max_bytes:,} bytes (the setting max_bytes)")
        data = out
    return data
