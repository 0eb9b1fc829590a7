"""Which reader an input gets."""

from __future__ import annotations

import pytest

from parley.errors import SourceError
from parley.sources.kinds import KINDS, kind_of

from .samples import BERN, PAGE


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (BERN, "text"), (PAGE, "html"), ("\ufeff <html>", "html"), ("<!-- saved -->\n<html>", "html"),
        ('<?xml version="1.0"?>\n<!DOCTYPE html><html>', "html"), ('<?xml version="1.0"?><rss version="2.0">', "feed"),
        ("<feed xmlns='x'>", "feed"), ("<rdf:RDF>", "feed"), ('{"text": "a"}\n{"text": "b"}\n', "jsonl"),
        ('{"text": "a"}', "jsonl"), ('{\n "text": "a"\n}', "json"), ('[{"text": "a"}]', "json"),
        ("[Bern] Talks", "text"),
        ("WARC/1.1\r\n", "warc"), ("<Reuters> Talks began", "text"), ("{Bern} Talks", "text"),
    ],
)  # fmt: skip
def test_by_content(content: str, kind: str) -> None:
    assert kind_of("", content.encode()).name == kind
    assert kind_of(".dat", content.encode()).name == kind


def test_by_ending() -> None:
    for kind in KINDS:
        for suffix in kind.suffixes:
            assert kind_of(suffix, BERN.encode()) is kind


def test_saved_under_the_wrong_ending() -> None:
    assert kind_of(".html", b"<?xml version='1.0'?><rss>").name == "feed"
    assert kind_of(".txt", PAGE.encode()).name == "html"
    assert kind_of(".csv", b"<text>,id\n").name == "table"


def test_binary_has_no_kind_whatever_its_ending() -> None:
    with pytest.raises(SourceError):
        kind_of(".txt", b"\x89PNG\r\n\x1a\n")


def test_utf16() -> None:
    assert kind_of("", PAGE.encode("utf-16")).name == "html"
