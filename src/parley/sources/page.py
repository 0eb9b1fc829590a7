"""What a page says of itself: headline, publication date, language. Stated, or None: nothing is inferred."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from lxml.html import HtmlElement

from parley.sources.dates import iso, published_date

META_DATES: Final = (
    "article:published_time", "og:article:published_time", "datepublished", "date.published", "publish_date",
    "publish-date", "publishdate", "published_time", "publication_date", "pubdate", "pub_date", "parsely-pub-date",
    "sailthru.date", "article.published", "article_date_original", "citation_publication_date", "dc.date.issued",
    "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "originalpublicationdate",
    "cxenseparse:recs:publishtime", "rnews:datepublished", "og:pubdate", "og:published_time", "date",
)  # fmt: skip
"""Names under which pages give the date of publication in <meta>, the most explicit first; none of modification."""

DATED = re.compile(r"(?:^|[-_ ])(?:date|dateline|published?|pubdate|timestamp|time|posted)(?:$|[-_ ])", re.IGNORECASE)
URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=/|-|$)")
MAX_DATE_TEXT = 80
"""Longest text, in code points, of an element that is a date and not a paragraph with a date in it."""


def page_date(tree: HtmlElement, url: str | None) -> str | None:
    """The page's publication date as an ISO date: metadata, then its address, then an element marked as its date."""
    return (
        next((day for value in linked_data(tree, "datePublished") if (day := published_date(str(value)))), None)
        or meta_date(tree)
        or url_date(url)
        or marked_date(tree)
    )


def meta_date(tree: HtmlElement) -> str | None:
    """The date in the page's <meta> elements or its microdata."""
    stated: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        stated.setdefault(name.strip().lower(), element.get("content") or "")
    for name in META_DATES:
        if day := published_date(stated.get(name)):
            return day
    for element in tree.xpath("//*[@itemprop='datePublished' or @property='datePublished' or @pubdate]")[:5]:
        if day := published_date(element.get("datetime") or element.get("content") or short_text(element)):
            return day
    return None


def url_date(url: str | None) -> str | None:
    """The date in an address such as /2014/12/27/talks."""
    found = URL_DATE.search(url or "")
    return iso(*(int(part) for part in found.groups())) if found else None


def marked_date(tree: HtmlElement) -> str | None:
    """The date of the first <time>, or else of the first short element that is named as a date."""
    for element in list(tree.iter("time"))[:3]:
        if day := published_date(element.get("datetime")) or published_date(short_text(element)):
            return day
    for element in tree.iter("span", "div", "p", "abbr", "li", "b", "i", "em", "small"):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if DATED.search(names) and (day := published_date(short_text(element))):
            return day
    return None


def short_text(element: HtmlElement) -> str:
    """The element's text if it is short enough to be a date only."""
    text = ""
    for part in element.itertext():
        text += part
        if len(text) > MAX_DATE_TEXT * 4:
            return ""
    text = " ".join(text.split())
    return text if len(text) <= MAX_DATE_TEXT else ""


def headline(tree: HtmlElement, title: str | None) -> str | None:
    """The page's own headline: the <h1> that its title repeats, or the only <h1> if the page has no title."""
    found = [text for element in list(tree.iter("h1"))[:20] if (text := " ".join(element.text_content().split()))]
    found = [text for text in found if len(text) <= 400]
    if not title:
        return found[0] if len(found) == 1 else None
    wanted = letters(title)
    for text in found:
        own = letters(text)
        if own and (own == wanted or (len(own) >= 12 and (own in wanted or wanted in own))):
            return text
    return None


def letters(text: str) -> str:
    """Letters and digits alone, in lower case."""
    return "".join(c for c in text.casefold() if c.isalnum())


def page_language(tree: HtmlElement) -> str | None:
    """The language that the page declares, as it is written there."""
    return tree.get("lang") or next(
        (e.get("content") for e in tree.iter("meta") if (e.get("property") or "").lower() == "og:locale"), None
    )


def linked_data(tree: HtmlElement, key: str) -> Iterator[Any]:
    """The values of a key in the page's JSON-LD, of articles before other things."""
    later: list[Any] = []
    for script in list(tree.iter("script"))[:200]:
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            stack: list[Any] = [json.loads(script.text_content())]
        except (ValueError, RecursionError):
            continue
        while stack:
            item = stack.pop(0) if len(stack) < 1000 else stack.pop()
            if isinstance(item, dict):
                if isinstance(item.get(key), str):
                    if re.search(r"Article|Posting|Report", str(item.get("@type"))):
                        yield item[key]
                    else:
                        later.append(item[key])
                stack.extend(item.values())
            elif isinstance(item, list):
                stack.extend(item)
    yield from later
