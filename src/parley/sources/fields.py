"""Which key or column holds which field of a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from parley.errors import SourceError
from parley.sources.outcome import Draft

FIELDS: Final = ("id", "text", "title", "publisher", "published", "url", "language")

GUESSES: Final[dict[str, tuple[str, ...]]] = {
    "id": ("id", "reportid", "docid", "documentid", "articleid", "storyid", "uid", "uuid"),
    "text": ("text", "fulltext", "body", "articletext", "articlebody", "bodytext", "content", "maintext", "article",
             "story", "document", "sentence"),
    "title": ("title", "headline", "heading"),
    "publisher": ("publisher", "outlet", "newspaper", "sitename", "sourcename", "publication", "source"),
    "published": ("published", "publishedat", "publicationdate", "datepublished", "publisheddate", "publishdate",
                  "pubdate", "date", "articledate", "datetime"),
    "url": ("url", "link", "sourceurl", "articleurl", "webpage", "address"),
    "language": ("language", "lang", "languagecode"),
}  # fmt: skip
"""Column names that tables use for each field, best first; case, blanks, "_", "-" and "." do not count."""


def check_mapping(mapping: Mapping[str, str]) -> None:
    """Refuse a mapping that names fields which a report does not have.

    Raises:
        SourceError: it does, or says nothing sensible of them.
    """
    for name, column in mapping.items():
        if name not in FIELDS:
            raise SourceError(f"a column mapping gives {', '.join(FIELDS)}, and not {name!r}; write text=COLUMN")
        if not isinstance(column, str):
            raise SourceError(f"the mapping of {name!r} must be the name of a column, not {column!r}")
    if mapping.get("text") == "":
        raise SourceError("the mapping leaves out the text; name the column that holds it")


def choose_columns(header: list[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """The column for each field: as the mapping says, otherwise by the names that tables use.

    Raises:
        SourceError: a mapped column is not there, or no column looks like the text; names the columns there are.
    """
    for name, column in mapping.items():
        if column and column not in header:
            raise SourceError(f"there is no column {column!r} for {name}; {described(header)}")
    plain: dict[str, str] = {}
    for column in header:
        plain.setdefault("".join(c for c in column.lower() if c.isalnum()), column)
    taken = set(mapping.values())
    columns: dict[str, str] = {}
    for name in FIELDS:
        if name in mapping:
            columns[name] = mapping[name]
        else:
            columns[name] = next((plain[g] for g in GUESSES[name] if g in plain and plain[g] not in taken), "")
    if not columns["text"]:
        raise SourceError(f"no column looks like the text of a report; {described(header)}; say which: text=COLUMN")
    return columns


def described(names: Iterable[Any]) -> str:
    """The columns or keys there are, as a message shows them."""
    shown = [" ".join(str(name)[:40].split()) for name in names]
    more = f" and {len(shown) - 30} more" if len(shown) > 30 else ""
    return f"it has: {', '.join(shown[:30])}{more}" if shown else "it has none"


def draft_from(record: Mapping[str, Any], columns: Mapping[str, str], place: str, number: int | None) -> Draft:
    """The draft of one record; what is no field, or no usable value of one, is passed through in `extra`.

    Raises:
        SourceError: there is no text in it.
    """
    column = columns["text"]
    if column not in record:
        raise SourceError(f"no {column!r} in it; {described(record)}; say which one holds the text: text=NAME")
    text = record[column]
    if text is None or text == "":
        raise SourceError(f"{column!r} is empty")
    if not isinstance(text, str):
        raise SourceError(f"{column!r} is a {type(text).__name__}, not text")
    draft = Draft(text=text, place=place, number=number)
    used = {column}
    for name in FIELDS:
        value = record.get(columns[name]) if name != "text" and columns[name] else None
        if name == "id" and isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        elif name == "published" and isinstance(value, int) and len(str(value)) == 8:
            value = str(value)  # 20141227 is a date that lost its quotation marks
        if value is None or isinstance(value, str):
            used.add(columns[name])
            if name != "text":
                setattr(draft, name, (value or "").strip() or None)
    draft.extra = {key: value for key, value in record.items() if key not in used}
    return draft
