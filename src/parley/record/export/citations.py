"""The sources of an export as citations: RIS and BibTeX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from parley.record.export import rows

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.engine import Connection

    from parley.record.filters import Events

_SPECIAL = re.compile(r"([\\{}$&%#_^~])")
_SPELT = {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\~{}"}


def write_ris(connection: Connection, asked: Events, folder: Path) -> None:
    """`sources.ris`: one reference of type NEWS a report."""
    with (folder / "sources.ris").open("w", encoding="utf-8", newline="\r\n") as file:
        for source in rows.sources(connection, asked):
            fields = {
                "TY": "NEWS",
                "ID": source["key"],
                "TI": source["title"] or source["source_id"],
                "T2": source["publisher"],
                "PY": (source["published"] or "")[:4],
                "DA": (source["published"] or "")[:10].replace("-", "/"),
                "UR": source["url"],
                "LA": source["language"],
                "N1": f"SHA-256 of the text: {source['hash']}",
            }
            file.writelines(f"{tag}  - {_line(value)}\n" for tag, value in fields.items() if value)
            file.write("ER  - \n\n")


def write_bibtex(connection: Connection, asked: Events, folder: Path) -> None:
    """`sources.bib`: one `@misc` a report."""
    with (folder / "sources.bib").open("w", encoding="utf-8", newline="\n") as file:
        for source in rows.sources(connection, asked):
            fields = {
                "title": source["title"] or source["source_id"],
                "howpublished": source["publisher"],
                "year": (source["published"] or "")[:4],
                "date": (source["published"] or "")[:10],
                "note": f"SHA-256 of the text: {source['hash']}",
            }
            file.write(f"@misc{{parley-{source['key']},\n")
            file.writelines(f"  {name} = {{{_tex(value)}}},\n" for name, value in fields.items() if value)
            if source["url"]:
                # A URL is taken as it stands; braces alone would end the field.
                file.write(f"  url = {{{_line(source['url']).replace('{', '%7B').replace('}', '%7D')}}},\n")
            file.write("}\n\n")


def _line(value: Any) -> str:
    return " ".join(str(value).split())


def _tex(value: Any) -> str:
    return _SPECIAL.sub(lambda m: _SPELT.get(m[1], "\\" + m[1]), _line(value))
