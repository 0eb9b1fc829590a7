"""Encodings and what is no text."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from parley.errors import SourceError
from parley.settings import Settings
from parley.sources.decode import binary, clean, decode

from .samples import BERN, report, skipped, write

ACCENTS = "The envoy said in Zürich: “No deal — not before São Paulo’s café reopens”. "
RUSSIAN = "Переговоры в Женеве продолжились в понедельник, сообщили дипломаты. " * 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings_of_english(encoding: str) -> None:
    assert decode((ACCENTS * 3).encode(encoding)) == ACCENTS * 3


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_encodings_of_russian_are_guessed(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding)) == RUSSIAN


def test_declared_encoding_counts_where_the_bytes_are_not_utf8() -> None:
    greek = "Συνομιλίες στη Γενεύη"
    assert decode(greek.encode("iso8859-7"), declared="ISO-8859-7") == greek
    assert decode(ACCENTS.encode("utf-8"), declared="iso-8859-1") == ACCENTS
    assert decode(ACCENTS.encode("cp1252"), declared="iso-8859-1") == ACCENTS
    assert decode(ACCENTS.encode("cp1252"), declared="no-such-thing") == ACCENTS
    assert decode(ACCENTS.encode("cp1252"), declared="base64") == ACCENTS


def test_one_broken_character_does_not_spoil_utf8() -> None:
    data = (ACCENTS * 20).encode() + b"\xc3 end"
    assert decode(data) == ACCENTS * 20 + "\ufffd end"


def test_accents_after_a_long_ascii_start() -> None:
    assert decode(b"plain words " * 9000 + "café".encode("cp1252")).endswith("café")
    assert decode(b"plain words " * 9000 + "café".encode()).endswith("café")


@pytest.mark.parametrize(
    "data", [b"%PDF-1.4", b"PK\x03\x04abc", bytes(100), bytes(range(32)) * 9, b"SQLite format 3\0"]
)
def test_binary_is_refused(data: bytes) -> None:
    assert binary(data)
    with pytest.raises(SourceError):
        decode(data)


def test_clean() -> None:
    assert clean("a\r\nb\rc\0d\ud800e") == "a\nb\rcd\ufffde"
    assert clean("\u202eא\u200b") == "\u202eא\u200b"


def test_jsonl_and_tables_in_utf16_and_with_stray_lines(tmp_path: Path) -> None:
    line = '{"text": "The army left Zürich", "id": "z"}\n'
    assert report(write(tmp_path, "wide.jsonl", codecs.BOM_UTF16_LE + line.encode("utf-16-le"))).text.endswith("Zürich")
    assert report(write(tmp_path, "western.jsonl", line.encode("cp1252"))).text.endswith("Zürich")
    table = "text;id\nThe army left Zürich;z\n"
    assert report(write(tmp_path, "excel.csv", codecs.BOM_UTF8 + table.encode())).id == "z"
    assert report(write(tmp_path, "wide.csv", table.encode("utf-16"))).text.endswith("Zürich")


def test_a_long_line_in_utf16_is_skipped(tmp_path: Path) -> None:
    path = write(tmp_path, "wide.jsonl", ('{"text": "' + "a" * 90_000 + '"}').encode("utf-16"))
    assert "max_bytes" in skipped(path, settings=Settings(max_bytes=10_000)).reason
    assert report(write(tmp_path, "w.txt", BERN.encode("utf-16-be"))).text == BERN
