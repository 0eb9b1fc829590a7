"""Notes are Markdown; what comes out is clean HTML whatever went in."""

from __future__ import annotations

import re
from functools import cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

TAGS = {
    "p", "br", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "hr", "table", "thead", "tbody",
    "tr", "th", "td", "h3", "h4", "h5", "h6",
}  # fmt: skip
# A name of a colleague: not inside a word or an address.
MENTION = re.compile(r"(?<![\w@./])@([\w][\w.-]{0,62}[\w]|\w)")


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])


def safe(text: str) -> Markup:
    """A note as HTML: no raw HTML, no images, links to the web alone."""
    html = _markdown().render(text)
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer nofollow ugc",
    )
    return Markup(clean)  # nosec B704: nh3 cleaned it


def mentioned(text: str) -> list[str]:
    """The colleagues whom a note names with @."""
    return list(dict.fromkeys(name.lower() for name in MENTION.findall(text)))
