"""From bytes to text: byte order marks, declared and guessed encodings, and what is no text at all."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from charset_normalizer import from_bytes

from parley.errors import SourceError
from parley.sources.streams import HEAD, byte_lines

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MAGIC = (
    (b"%PDF-", "a PDF; save its text first (pdftotext)"),
    (b"PK\x03\x04", "a zip archive or an office document; unpack it or save it as text first"),
    (b"\xd0\xcf\x11\xe0", "an old office document; save it as text first"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"\xfd7zXZ", "xz-compressed; unpack it first"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "an image, sound or video file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "an SQLite database"),
)
CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
SURROGATE = re.compile("[\ud800-\udfff]")


def binary(head: bytes) -> str | None:
    """Why these bytes are no text, or None if they may be."""
    for magic, what in MAGIC:
        if head.startswith(magic):
            return f"not text but {what}"
    if not head or any(head.startswith(bom) for bom, _ in BOMS) or wide(head):
        return None
    control = len(head) - len(head.translate(None, CONTROL))
    # Text with stray NULs exists, and is UTF-8; bytes that are not UTF-8 get less patience.
    if control > len(head) * (0.1 if is_utf8(head) else 0.02):
        return "binary data, not text"
    return None


def wide(head: bytes) -> str | None:
    """UTF-16 without its mark: in Western text every other byte is zero."""
    if len(head) < 16:
        return None
    even, odd = head[0::2].count(0) / len(head) * 2, head[1::2].count(0) / len(head) * 2
    if odd > 0.7 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 and odd < 0.1 else None


def is_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8, give or take a broken character in twenty that are not ASCII."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd") - data.count(b"\xef\xbf\xbd") - (len(data) == HEAD)  # a sample may cut one
    return broken <= 0 or 20 * broken <= sum(1 for c in text if c > "\x7f")


def guess_encoding(head: bytes, *, declared: str | None = None) -> str:
    """The most likely encoding, a name that Python can decode.

    Order: byte order mark, UTF-16 by its zeros, UTF-8 if the bytes are valid, the declared one, a statistical guess.
    UTF-8 goes before a declaration because valid UTF-8 with non-ASCII characters is hardly ever anything else.
    """
    for bom, marked in BOMS:
        if head.startswith(bom):
            return marked
    if zeros := wide(head):
        return zeros
    ascii_bytes = len(head.translate(None, bytes(range(128, 256))))
    stated = usable(declared) or ""
    if is_utf8(head):
        escapes = stated.startswith(("iso2022", "hz")) and ascii_bytes == len(head)
        return stated if escapes else "utf-8"
    if stated and not stated.startswith(("utf", "ascii")):
        # Browsers read Latin-1 as Windows-1252, and pages rely on it for quotation marks.
        return "cp1252" if stated == "iso8859-1" else stated
    # Statistics need material: a few odd bytes in English are Windows quotation marks and accents.
    if ascii_bytes >= 0.9 * len(head):
        return "cp1252"
    best = from_bytes(head[:HEAD]).best()
    return (usable(best.encoding) if best else None) or "cp1252"


def usable(name: str | None) -> str | None:
    """The canonical name of an encoding that yields text, or None."""
    try:
        found = codecs.lookup(name or "")
    except (LookupError, ValueError):
        return None
    text = getattr(found, "_is_text_encoding", True) and found.name not in ("idna", "punycode", "undefined")
    return found.name if text else None


def declared_encoding(head: bytes) -> str | None:
    """What an HTML or XML head declares."""
    found = DECLARED.search(head[:4096])
    return found[1].decode("ascii") if found else None


def decode(data: bytes, *, declared: str | None = None) -> str:
    """All of the bytes as text; what cannot be decoded becomes U+FFFD.

    Raises:
        SourceError: the bytes are no text.
    """
    if reason := binary(data[:HEAD]):
        raise SourceError(reason)
    encoding = guess_encoding(data[:HEAD], declared=declared)
    if encoding == "utf-8" and not is_utf8(data):  # the sample was ASCII and told nothing
        encoding = guess_encoding(data, declared=declared)
    return decode_loosely(data, encoding)


def decode_loosely(data: bytes, encoding: str) -> str:
    """The bytes as text, in Windows-1252 if the encoding has no way to go on after an error."""
    try:
        return data.decode(encoding, errors="replace")
    except (UnicodeError, ValueError):
        return data.decode("cp1252", errors="replace")


def text_lines(stream: BinaryIO, head: bytes, max_bytes: int) -> Iterator[str | None]:
    """Lines as text with their ends, one in memory at a time; None for a line over `max_bytes`.

    Every line that is not UTF-8 is decoded with one encoding guessed for the input, so that a stray line of another
    encoding far down does not spoil the rest.
    """
    encoding = guess_encoding(head)
    if encoding.startswith(("utf-16", "utf-32")):
        yield from wide_lines(stream, encoding, max_bytes)
        return
    fallback = None if encoding.startswith("utf-8") else encoding
    first = True
    for line in byte_lines(stream, max_bytes):
        if line is None:
            yield None
            continue
        if first:
            line, first = line.removeprefix(codecs.BOM_UTF8), False
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError:
            guess = fallback or guess_encoding(line)
            if guess != "utf-8":
                fallback = guess
            yield decode_loosely(line, guess)


def wide_lines(stream: BinaryIO, encoding: str, max_bytes: int) -> Iterator[str | None]:
    """`text_lines` for encodings whose line ends are wider than a byte."""
    reader = codecs.getreader(encoding)(stream, "replace")
    limit = max_bytes // 2
    pending = ""
    skipping = False
    while chunk := reader.read(HEAD):
        *lines, pending = (pending + chunk).split("\n")
        for line in lines:
            yield None if skipping or len(line) > limit else line + "\n"
            skipping = False
        if len(pending) > limit:
            pending, skipping = "", True
    if skipping:
        yield None
    elif pending:
        yield pending


def clean(text: str) -> str:
    """The text as it is coded: line ends as "\\n", no NUL, no lone surrogates, otherwise as it came."""
    return encodable(text.replace("\r\n", "\n").replace("\0", ""))


def encodable(text: str) -> str:
    """The text without lone surrogates, for which UTF-8 has no form."""
    if SURROGATE.search(text):
        # Halves of a pair that were escaped apart belong together; halves alone stand for nothing.
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text
