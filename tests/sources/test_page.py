"""What pages say of themselves."""

from __future__ import annotations

import pytest
from lxml.html import document_fromstring

from parley.sources.page import headline, page_date, page_language


@pytest.mark.parametrize(
    "markup",
    [
        '<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "datePublished": "2001-01-01"},'
        '{"@type": "NewsArticle", "datePublished": "2015-03-09T08:00:00Z", "dateModified": "2016-01-01"}]}</script>',
        '<meta name="dc.date" content="2015-03-09"><meta property="article:modified_time" content="2016-01-01">',
        '<meta itemprop="datePublished" content="2015-03-09">',
        '<span itemprop="datePublished" content="2015-03-09">Monday</span>',
        '<time datetime="2015-03-09T08:00">last week</time>',
        "<time>9 March 2015</time>",
        '<p class="article-date">Published on 9 March 2015, 08:00</p>',
        '<div id="dateline">March 9, 2015</div>',
    ],
)
def test_stated_dates(markup: str) -> None:
    assert page_date(
        document_fromstring(f"<html><body>{markup}<p>On 3 May 2011 war began</p></body></html>"), None
    ) == ("2015-03-09")


@pytest.mark.parametrize(
    "markup",
    [
        "<p>On 3 May 2011 war began</p>",
        '<meta property="article:modified_time" content="2016-01-01">',
        '<p class="update">' + "long " * 40 + "3 May 2011</p>",
        "<footer>Copyright 2011</footer>",
        '<script type="application/ld+json">{"dateModified": "2016-01-01"}</script>',
        '<script type="application/ld+json">{broken</script>',
    ],
)
def test_other_dates_are_not_taken(markup: str) -> None:
    assert page_date(document_fromstring(f"<html><body>{markup}</body></html>"), "https://a.example/2015/talks") is None


def test_date_in_the_address() -> None:
    tree = document_fromstring("<html><body><p>x</p></body></html>")
    assert page_date(tree, "https://a.example/2015/03/09/talks") == "2015-03-09"
    assert page_date(tree, "https://a.example/2015/33/09/talks") is None


def test_headline() -> None:
    tree = document_fromstring("<html><body><h1>The Courier</h1><h1>Envoys  return\nto Bern</h1></body></html>")
    assert headline(tree, "Envoys return to Bern - The Courier") == "Envoys return to Bern"
    assert headline(tree, "Something else entirely") is None
    assert headline(tree, None) is None
    assert headline(document_fromstring("<html><body><h1>Envoys return</h1></body></html>"), None) == "Envoys return"


def test_language() -> None:
    assert page_language(document_fromstring('<html lang="en-GB"><body></body></html>')) == "en-GB"
    assert page_language(document_fromstring('<html><meta property="og:locale" content="fr_FR"></html>')) == "fr_FR"
    assert page_language(document_fromstring("<html><body><p>x</p></body></html>")) is None
