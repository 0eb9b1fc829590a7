"""HTML: the article of a page, by trafilatura, and what the page says of itself."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import trafilatura
from lxml.etree import LxmlError
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from parley.errors import SourceError
from parley.sources.decode import clean, declared_encoding, decode
from parley.sources.markup import most_attributes, plain_text
from parley.sources.outcome import Draft, Input, Skipped
from parley.sources.page import headline, page_date, page_language
from parley.sources.streams import HEAD, read_whole

MAX_MARKUP = 3_000_000
MAX_ELEMENTS = 30_000
"""Over these, in code points and elements, a page is read without trafilatura, whose passes take minutes on such."""

MAX_ATTRIBUTES = 1_000
"""Over these in one tag no tree is built at all, as that takes the square of their number."""

LIBRARIES = ("trafilatura", "htmldate", "courlan", "justext")


def read_html(source: Input) -> Iterator[Draft | Skipped]:
    """One draft, its text the article's; offsets refer to that text."""
    yield draft_of_page(read_whole(source.stream, source.settings.max_bytes))


def draft_of_page(data: bytes, *, url: str | None = None, charset: str | None = None) -> Draft:
    """The draft of one page.

    Args:
        data: the page as it was saved or sent.
        url: its address, if known from outside the page.
        charset: the encoding that the server declared.

    Raises:
        SourceError: the bytes are no text, or the page has no text.
    """
    markup = clean(decode(data, declared=charset or declared_encoding(data[:HEAD])))
    try:
        tree = None if most_attributes(markup) > MAX_ATTRIBUTES else parse(markup)
    except (LxmlError, ValueError, AssertionError):
        tree = None
    if tree is None:
        return fallback(markup, url)
    # Where the parser gives up (a nesting bomb), it drops what follows; so the fallback looks at everything.
    small = len(markup) <= MAX_MARKUP and sum(1 for _ in tree.iter()) <= MAX_ELEMENTS
    text, about = extract(tree, url) if small else ("", None)
    if not text.strip():
        draft = fallback(markup, url)
        text = draft.text
    title = one_line(getattr(about, "title", None)) or one_line(tree.findtext(".//title"))
    own = headline(tree, title)
    if own and not contains_line(text, own):
        # The headline is the report's own words; extraction loses it where it stands outside the article element.
        text = f"{own}\n{text}"
    return Draft(
        text=text,
        title=title or own,
        url=url or one_line(getattr(about, "url", None)),
        publisher=one_line(getattr(about, "sitename", None)),
        published=page_date(tree, url or getattr(about, "url", None)),
        page_language=page_language(tree),
    )


def parse(markup: str) -> HtmlElement:
    """The tree of a page, without comments and processing instructions."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    return document_fromstring(markup.encode("utf-8"), parser=parser)


def extract(tree: HtmlElement, url: str | None) -> tuple[str, Any]:
    """The article's text and trafilatura's metadata; empty text and None where it fails."""
    # A library that trips over a page must not take the run with it, whatever it raises.
    with quiet():
        try:
            document = trafilatura.bare_extraction(tree, url=url, include_comments=False, include_tables=True)
            text = getattr(document, "text", None) or ""
        except Exception:
            text = ""
        try:
            # The date is read by `page_date`; htmldate's last resort takes any date that stands in the text.
            about = trafilatura.extract_metadata(tree, url, {"original_date": True, "extensive_search": False})
        except Exception:
            about = None
    return clean(text), about


@contextmanager
def quiet() -> Iterator[None]:
    """Neither logs nor warnings from the libraries: what they give up on shows in what comes back."""
    loggers = [logging.getLogger(name) for name in LIBRARIES]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def fallback(markup: str, url: str | None) -> Draft:
    """The draft of a page that trafilatura finds nothing in: all of its visible text.

    Raises:
        SourceError: there is none.
    """
    text = plain_text(markup)
    if not text:
        raise SourceError("the page has no text; was it saved before its scripts ran?")
    return Draft(text=text, url=url)


def one_line(value: str | None) -> str | None:
    """The value with blanks collapsed, None if nothing is left."""
    return " ".join(value.split()) or None if isinstance(value, str) else None


def contains_line(text: str, line: str) -> bool:
    """Whether the text has the words of the line, whatever the blanks and case."""
    return squeezed(line) in squeezed(text)


def squeezed(text: str) -> str:
    """Letters and digits alone, in lower case."""
    return re.sub(r"[\W_]+", "", text.casefold())
