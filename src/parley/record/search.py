"""Full-text search over reports: FTS5 in SQLite, tsvector in PostgreSQL, asked in the same words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from parley.record import tables as t
from parley.record.migrations import SEARCHED, WORDS

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

_TERM = re.compile(r'(-?)"([^"]+)"|(-?)(\S+)')
_WORD = re.compile(r"[^\W_]+")
OPEN, CLOSE = "\x02", "\x03"
_SNIPPET = 30
# Of the reports found the latest so many stand for a search within events.
MATCHES = 20_000


def asked(text: str) -> tuple[list[list[str]], list[list[str]]]:
    """What to find and what not: phrases as lists of words. Words are joined by and; `"..."` is a phrase, `-` a not."""
    wanted: list[list[str]] = []
    unwanted: list[list[str]] = []
    for found in _TERM.finditer(text):
        minus, words = found[1] or found[3] or "", _WORD.findall(found[2] or found[4] or "")
        if words:
            (unwanted if minus else wanted).append(words)
    return wanted, unwanted


def _fts5(text: str) -> str | None:
    wanted, unwanted = asked(text)
    if not wanted:
        return None
    phrases = [" AND ".join('"' + " ".join(words) + '"' for words in wanted)]
    phrases += ['"' + " ".join(words) + '"' for words in unwanted]
    return " NOT ".join(f"({p})" for p in phrases)


def _tsquery(text: str) -> str | None:
    wanted, unwanted = asked(text)
    if not wanted:
        return None
    return " ".join([*(f'"{" ".join(w)}"' for w in wanted), *(f'-"{" ".join(w)}"' for w in unwanted)])


def matching(connection: Connection, text: str) -> Any:
    """A select of the ids of reports that hold the words."""
    if connection.dialect.name == "sqlite":
        query = _fts5(text)
        if query is None:
            return sa.select(t.report.c.id).where(sa.false())
        return (
            sa.text("SELECT rowid FROM report_words WHERE report_words MATCH :match ORDER BY rowid DESC LIMIT :most")
            .bindparams(match=query, most=MATCHES)
            .columns(t.report.c.id)
        )
    query = _tsquery(text)
    if query is None:
        return sa.select(t.report.c.id).where(sa.false())
    found = sa.text(f"{WORDS} @@ websearch_to_tsquery('english', :match)").bindparams(match=query)
    return sa.select(t.report.c.id).where(found).order_by(t.report.c.id.desc()).limit(MATCHES)


def search(connection: Connection, text: str, *, limit: int, offset: int) -> list[tuple[int, str]]:
    """Ids of the reports that fit best, with a snippet in which the words found stand between marks."""
    if connection.dialect.name == "sqlite":
        query = _fts5(text)
        if query is None:
            return []
        statement = sa.text(
            f"SELECT rowid, snippet(report_words, -1, '{OPEN}', '{CLOSE}', ' … ', {_SNIPPET}) FROM report_words "  # nosec B608
            "WHERE report_words MATCH :match AND rank MATCH 'bm25(4.0, 1.0)' ORDER BY rank LIMIT :limit OFFSET :offset"
        )
    else:
        query = _tsquery(text)
        if query is None:
            return []
        statement = sa.text(
            "WITH q AS (SELECT websearch_to_tsquery('english', :match) AS q), "  # nosec B608
            # Ranking reads the text of each report found: of very many only the latest are ranked.
            f"latest AS (SELECT id, title, text FROM report, q WHERE {WORDS} @@ q.q ORDER BY id DESC LIMIT 300), "
            f"best AS (SELECT id, title, text, ts_rank({WORDS}, q.q) AS points FROM latest, q "
            "ORDER BY points DESC, id LIMIT :limit OFFSET :offset) "
            f"SELECT id, ts_headline('english', coalesce(title, '') || ' ' || left(text, {SEARCHED}), q.q, "
            f"'StartSel={OPEN}, StopSel={CLOSE}, MaxWords={_SNIPPET}, MinWords=12') FROM best, q "
            "ORDER BY points DESC, id"
        )
    rows = connection.execute(statement, {"match": query, "limit": limit, "offset": offset})
    return [(row[0], row[1]) for row in rows]
