"""RSS and Atom files."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest

from parley.model import Report
from parley.settings import Settings
from parley.sources import Skipped, open_reports

from .samples import BERN, LISTS, read, report, skipped, write

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Lake Courier: World</title><language>en-gb</language>
<item><title>Envoys &amp; lists</title><link>https://a.example/1</link><guid>tag:1</guid>
<pubDate>Mon, 09 Mar 2015 08:00:00 GMT</pubDate><description>Short</description><dc:creator>A. Writer</dc:creator>
<media:content url="https://a.example/i.jpg"/>
<content:encoded><![CDATA[<p>{BERN}</p><p>{LISTS}</p>]]></content:encoded></item>
<item><title>Border&nbsp;closed</title><guid>https://a.example/2</guid><pubDate>soon</pubDate></item>
<item><title></title></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Courier</title>
<updated>2015-03-10T00:00:00Z</updated>
<entry><title type="html">Envoys &lt;b&gt;return&lt;/b&gt;</title><link rel="self" href="https://a.example/self"/>
<link href="https://a.example/3"/><id>urn:3</id><published>2015-03-09T08:00:00Z</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{BERN}</p><p>{LISTS}</p></div></content></entry>
<entry><title>Later</title><updated>2015-03-10T00:00:00Z</updated><summary>{BERN}</summary></entry></feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Courier</title></channel>
<item><title>Envoys</title><description>{BERN}</description><dc:date>2015-03-09</dc:date></item></rdf:RDF>"""


def test_rss(tmp_path: Path) -> None:
    first, second, third = read(write(tmp_path, "world.rss", RSS))
    assert isinstance(first, Report)
    assert (first.id, first.text, first.title) == ("world-1", f"{BERN}\n{LISTS}", "Envoys & lists")
    assert (first.url, first.published, first.publisher) == ("https://a.example/1", "2015-03-09", "Lake Courier: World")
    assert first.extra == {"guid": "tag:1", "author": "A. Writer"}
    assert first.language == "en"
    assert isinstance(second, Report)
    assert (second.text, second.url, second.published) == ("Border closed", "https://a.example/2", None)
    assert second.extra["published"] == "soon"
    assert third == Skipped(f"{tmp_path / 'world.rss'}, entry 3", "empty")


def test_atom(tmp_path: Path) -> None:
    first, second = read(write(tmp_path, "world.xml", ATOM))
    assert isinstance(first, Report)
    assert (first.text, first.title, first.url) == (f"{BERN}\n{LISTS}", "Envoys return", "https://a.example/3")
    assert first.published == "2015-03-09"
    assert isinstance(second, Report)
    assert second.published is None  # when it was changed is not when it was published
    assert second.extra == {"updated": "2015-03-10T00:00:00Z"}


def test_rdf_and_other_encodings(tmp_path: Path) -> None:
    assert report(write(tmp_path, "world", RDF)).published == "2015-03-09"
    western = '<?xml version="1.0" encoding="ISO-8859-1"?>' + RDF.replace("Bern", "Zürich")
    assert "Zürich" in report(write(tmp_path, "west.rdf", western.encode("iso-8859-1"))).text
    assert "Zürich" in report(write(tmp_path, "wide.rdf", western.encode("utf-16"))).text


@pytest.mark.parametrize("cut", [0.5, 0.7, 0.9])
def test_broken_feeds_give_what_is_whole(tmp_path: Path, cut: float) -> None:
    found = read(write(tmp_path, "world.rss", RSS[: int(len(RSS) * cut)]))
    assert found


def test_feed_without_entries_and_what_is_no_feed(tmp_path: Path) -> None:
    assert "without entries" in skipped(write(tmp_path, "a.rss", "<rss><channel></channel></rss>")).reason
    assert skipped(write(tmp_path, "b.rss", "& < >")).reason


def test_entity_bombs_are_not_expanded(tmp_path: Path) -> None:
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY a{i} "{f"&a{i - 1};" * 20 if i else "&a;" * 20}">' for i in range(12)
    )
    external = '<!ENTITY x SYSTEM "file:///etc/passwd">'
    feed = f"<!DOCTYPE r [{entities}{external}]><rss><item><title>The army &a11; &x; left</title></item>"
    found = report(write(tmp_path, "bomb.rss", feed))
    assert len(found.text) < 100
    assert "root" not in found.text


def test_an_endless_entry_is_given_up(tmp_path: Path) -> None:
    feed = "<rss><channel>" + "<a>x</a>" * 60_000
    assert "max_bytes" in skipped(write(tmp_path, "a.rss", feed), settings=Settings(max_bytes=200_000)).reason


def test_memory_is_flat(tmp_path: Path) -> None:
    item = f"<item><title>Talks</title><description>{BERN * 60}</description></item>"
    path = write(tmp_path, "big.rss", "<rss><channel><title>C</title>" + item * 150 + "</channel></rss>")
    tracemalloc.start()
    count = sum(isinstance(r, Report) for r in open_reports(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 150
    assert peak < 1_000_000 < path.stat().st_size


def test_a_prefix_that_is_never_declared_is_passed_over(tmp_path: Path) -> None:
    item = f"<dc:date>2015-03-09</dc:date><content:encoded>{BERN}</content:encoded>"
    found = report(write(tmp_path, "r.rss", f"<rss><channel><item>{item}</item></channel></rss>"))
    assert (found.text, found.published) == (BERN, "2015-03-09")
