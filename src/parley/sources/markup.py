"""The visible text of any markup, however broken or deep: the plain way, when nothing better can be had."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from lxml.etree import HTMLParser, LxmlError, fromstring

from parley.sources.decode import clean

HIDDEN = frozenset({"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select", "textarea"})
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt", "figcaption", "figure",
     "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p",
     "pre", "section", "table", "td", "th", "title", "tr", "ul"}
)  # fmt: skip
BLANKS = re.compile(r"[^\S\n]+")
LINES = re.compile(r"\s*\n\s*")


class _Visible:
    """Takes parser events and collects character data outside hidden elements, with a line end at every block."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.hidden: str | None = None
        self.depth = 0

    def start(self, tag: str, attributes: object) -> None:
        if self.hidden is None and tag in HIDDEN:
            self.hidden, self.depth = tag, 0
        if tag == self.hidden:
            self.depth += 1
        if tag in BLOCKS:
            self.parts.append("\n")

    def end(self, tag: str) -> None:
        if tag == self.hidden:
            self.depth -= 1
            if self.depth == 0:
                self.hidden = None
        if tag in BLOCKS:
            self.parts.append("\n")

    def data(self, data: str) -> None:
        if self.hidden is None:
            self.parts.append(data.replace("\n", " "))

    def close(self) -> str:
        return "".join(self.parts)


class _Attributes:
    """Takes parser events and keeps the largest number of attributes of a tag."""

    def __init__(self) -> None:
        self.most = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.most = max(self.most, len(attributes))

    def close(self) -> int:
        return self.most


def most_attributes(markup: str) -> int:
    """The number of attributes of the tag that has most of them; time grows with length.

    A short page is not looked at, as it cannot hold enough of them to do harm.
    """
    if len(markup) < 20_000:
        return 0
    parser = HTMLParser(target=_Attributes(), huge_tree=True, encoding="utf-8")
    return int(fromstring(markup.encode("utf-8", "replace"), parser))


def plain_text(markup: str) -> str:
    """The visible text, one block a line, blanks collapsed; empty if there is none.

    Works on parser events, not on a tree: no nesting is too deep, and time grows with length (the parser of the
    standard library takes its square on broken tags).
    """
    if not markup.strip():
        return ""
    parser = HTMLParser(target=_Visible(), huge_tree=True, encoding="utf-8")
    try:
        text = str(fromstring(markup.encode("utf-8", "replace"), parser))
    except (LxmlError, ValueError):
        text = unescape(re.sub(r"<[^<>]{0,5000}>", "\n", markup))
    return LINES.sub("\n", BLANKS.sub(" ", clean(text))).strip()
