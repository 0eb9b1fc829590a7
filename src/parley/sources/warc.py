"""WARC: one report for every HTML page that a crawl received."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed

from parley.errors import SourceError
from parley.sources.decode import DECLARED
from parley.sources.html import draft_of_page
from parley.sources.outcome import Draft, Input, Skipped
from parley.sources.streams import READ_ERRORS, inflate

PAGES = ("text/html", "application/xhtml+xml")


class Records(ArchiveIterator):  # type: ignore[misc]
    """warcio's iterator, which would write to standard error where a record's length is wrong."""

    INC_RECORD = ""


def read_warc(source: Input) -> Iterator[Draft | Skipped]:
    """One draft a page that was answered with 200; other records (images, redirects, requests) are passed over.

    The date of the crawl is not the date of publication: that comes from the page.
    """
    number = 0
    records = iter(Records(source.stream))
    while True:
        try:
            record = next(records)
        except StopIteration:
            break
        except (ArchiveLoadFailed, ValueError, AttributeError, TypeError, KeyError, *READ_ERRORS) as error:
            message = " ".join(str(error).split())[:200]
            yield source.skip(f"broken after page {number}, the rest is left out: {message}")
            return
        if not is_page(record):
            continue
        number += 1
        place = f"page {number}"
        try:
            draft = draft_of_record(record, source.settings.max_bytes)
        except (SourceError, *READ_ERRORS) as error:
            yield source.skip(str(error), place)
            continue
        draft.place, draft.number = place, number
        yield draft
    if number == 0:
        yield source.skip("a WARC without HTML pages")


def is_page(record: Any) -> bool:
    """Whether a record is an HTML page as a server sent it."""
    if record.rec_type not in ("response", "resource"):
        return False
    if record.http_headers is None:
        return content_type(record.content_type) in PAGES
    code = record.http_headers.get_statuscode()
    return code == "200" and content_type(record.http_headers.get_header("Content-Type")) in PAGES


def content_type(value: str | None) -> str:
    """The media type without its parameters."""
    return (value or "").split(";", 1)[0].strip().lower()


def draft_of_record(record: Any, max_bytes: int) -> Draft:
    """The draft of one page.

    Raises:
        SourceError: the page is too large, or its bytes cannot be made text.
    """
    headers = record.http_headers
    stream = record.raw_stream
    if headers and (headers.get_header("Transfer-Encoding") or "").lower() == "chunked":
        stream = ChunkedDataReader(stream)
    data = stream.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise SourceError(f"larger than {max_bytes:,} bytes (the setting max_bytes)")
    if headers and (encoding := headers.get_header("Content-Encoding")):
        data = inflate(data, encoding, max_bytes)
    declared = DECLARED.search(((headers and headers.get_header("Content-Type")) or "").encode("utf-8", "replace"))
    return draft_of_page(
        data,
        url=record.rec_headers.get_header("WARC-Target-URI"),
        charset=declared[1].decode("ascii") if declared else None,
    )
