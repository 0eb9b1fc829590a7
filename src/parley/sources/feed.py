"""RSS and Atom files: one report an entry, read as the file goes by."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Final

from lxml import etree

from parley.errors import SourceError
from parley.sources.decode import declared_encoding, guess_encoding
from parley.sources.markup import plain_text
from parley.sources.outcome import Draft, Input, Skipped
from parley.sources.streams import HEAD

BODIES: Final = ("encoded", "content", "description", "summary")
DATES: Final = ("pubdate", "published", "issued", "date")
"""The elements that give the publication date; Atom's `updated` and `modified` do not."""

CHANNELS: Final = ("channel", "feed")
NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30});")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_feed(source: Input) -> Iterator[Draft | Skipped]:
    """One draft an entry, its text what the feed carries of the body; an entry with a title alone has that for text."""
    parser = etree.XMLPullParser(
        events=("start", "end"), recover=True, resolve_entities=False, no_network=True, remove_comments=True
    )
    state = _Channel()
    number = 0
    since_entry = 0
    for chunk in xml_chunks(source):
        since_entry += len(chunk)
        try:
            parser.feed(chunk)
            events = list(parser.read_events())
        except etree.XMLSyntaxError as error:
            yield source.skip(f"broken XML after entry {number}, the rest is left out: {one(str(error))}")
            return
        for event, element in events:
            name = local(element)
            if event == "end" and name in ("item", "entry"):
                number += 1
                since_entry = 0
                yield entry_draft(element, state, number)
                forget(element)
            elif event == "end":
                state.see(element, name)
        if since_entry > source.settings.max_bytes:
            raise SourceError(f"an entry larger than {source.settings.max_bytes:,} bytes (the setting max_bytes)")
    if number == 0:
        yield source.skip("a feed without entries")


class _Channel:
    """What the feed says of itself, as far as it has been read."""

    def __init__(self) -> None:
        self.title: str | None = None
        self.language: str | None = None

    def see(self, element: etree._Element, name: str) -> None:
        parent = element.getparent()
        if parent is None or local(parent) not in CHANNELS:
            return
        if name == "title":
            self.title = self.title or text_of(element)
        elif name == "language":
            self.language = self.language or text_of(element)
        self.language = self.language or parent.get("{http://www.w3.org/XML/1998/namespace}lang")


def entry_draft(entry: etree._Element, channel: _Channel, number: int) -> Draft:
    """The draft of one entry."""
    fields: dict[str, str] = {}
    link = None
    for child in entry:
        name = local(child)
        if name == "link" and child.get("rel", "alternate") == "alternate":
            link = link or child.get("href") or text_of(child)
        elif name == "content" and not text_of(child):
            continue  # Media RSS's <media:content> has an address and no text
        elif name:
            fields.setdefault(name, text_of(child) or "")
    title = plain_text(fields.get("title", "")) or None
    text = next((text for name in BODIES if (text := plain_text(fields.get(name, "")))), None)
    guid = fields.get("guid") or fields.get("id")
    kept = {"guid": guid, "author": fields.get("creator") or fields.get("author"), "updated": fields.get("updated")}
    return Draft(
        text=text or title or "",
        place=f"entry {number}",
        number=number,
        url=link or (guid if guid and guid.startswith(("http://", "https://")) else None),
        title=title,
        publisher=plain_text(fields.get("source") or fields.get("publisher") or channel.title or "") or None,
        published=next((fields[name] for name in DATES if fields.get(name)), None),
        page_language=fields.get("language") or channel.language,
        extra={key: value for key, value in kept.items() if value},
    )


def local(element: etree._Element) -> str:
    """The element's name without namespace and prefix, lower case; empty for what is no element."""
    # A prefix that the feed never declares stays in the tag.
    return element.tag.rsplit("}", 1)[-1].rsplit(":", 1)[-1].lower() if isinstance(element.tag, str) else ""


def text_of(element: etree._Element) -> str | None:
    """The text in an element; the markup of XHTML content is kept, for `plain_text` to read its blocks."""
    if len(element):
        return escape(element.text or "") + "".join(etree.tostring(child, encoding="unicode") for child in element)
    return (element.text or "").strip() or None


def forget(entry: etree._Element) -> None:
    """Free an entry that has been read and what stands before it, so that memory stays flat."""
    entry.clear()
    parent = entry.getparent()
    if parent is not None:
        while entry.getprevious() is not None:
            del parent[0]


def xml_chunks(source: Input) -> Iterator[str]:
    """The file as text in pieces, HTML's named entities (which XML does not know) written as characters."""
    encoding = guess_encoding(source.head, declared=declared_encoding(source.head))
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    first, pending = True, ""
    while True:
        data = source.stream.read(HEAD)
        try:
            text = pending + decoder.decode(data, final=not data)
        except UnicodeError as error:
            raise SourceError(f"cannot be decoded as {encoding}: {one(str(error))}") from error
        text, pending = text, ""
        if data and (cut := text.rfind("&", max(0, len(text) - 32))) >= 0:
            text, pending = text[:cut], text[cut:]
        if first and text:
            text, first = DECLARATION.sub("", text.lstrip("\ufeff \t\r\n")), False
        if text:
            yield NAMED.sub(named, text.replace("\0", ""))
        if not data:
            return


def named(found: re.Match[str]) -> str:
    """The character of an HTML entity, or the words of it if there is no such entity."""
    character = unescape(found[0])
    return character if character != found[0] else f"&amp;{found[1]};"


def one(message: str) -> str:
    """A message as one line."""
    return " ".join(message.split())[:200]
