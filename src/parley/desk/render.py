"""Pages: one view gives the data, and the same data comes as HTML, JSON or CSV."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import jinja2
import msgspec
from markupsafe import Markup
from starlette.responses import Response
from starlette.routing import Route

import parley
from parley import words
from parley.desk.called import called
from parley.desk.markdown import safe
from parley.desk.tokens import token
from parley.model import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from starlette.requests import Request

    from parley.desk.state import Desk, Person

QUADS = {
    1: "cooperation in words",
    2: "cooperation in deeds",
    3: "conflict in words",
    4: "conflict in deeds",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a view found.

    Attributes:
        data: what the JSON twin holds.
        extra: what only the HTML needs (drawings, forms).
        rows: the main list as a flat table, for CSV.
    """

    data: dict[str, Any]
    extra: dict[str, Any] = field(default_factory=dict)
    rows: Sequence[dict[str, Any]] = ()


View = "Callable[[Desk, Request], Shown]"


def json_response(content: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """JSON of plain values and structs."""
    return Response(msgspec.json.encode(content), status, headers, "application/json")


def page(path: str, template: str, view: Callable[[Desk, Request], Shown], name: str) -> list[Route]:
    """The routes of a page: itself, and its `.json` and `.csv` twins."""

    def html(request: Request) -> Response:
        shown = view(request.app.state.desk, request)
        return render(request, template, {**shown.data, **shown.extra, "page": name})

    def as_json(request: Request) -> Response:
        return json_response(view(request.app.state.desk, request).data)

    def as_csv(request: Request) -> Response:
        rows = view(request.app.state.desk, request).rows
        headers = {"content-disposition": f'attachment; filename="parley-{name}.csv"'}
        return Response(to_csv(rows), 200, headers, "text/csv; charset=utf-8")

    twin = "/index" if path == "/" else path
    return [Route(f"{twin}.json", as_json), Route(f"{twin}.csv", as_csv), Route(path, html, name=name)]


def to_csv(rows: Sequence[dict[str, Any]]) -> str:
    """Rows as CSV. A cell that a spreadsheet would run as a formula gets an apostrophe before it."""
    out = io.StringIO()
    columns = list(rows[0]) if rows else []
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(c)) for c in columns])
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list | tuple):
        value = "; ".join(map(str, value))
    return harmless(value)


def render(
    request: Request, template: str, data: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    """A page of HTML."""
    desk: Desk = request.app.state.desk
    who: Person | None = getattr(request.state, "person", None)
    common = {
        "desk": desk,
        "request": request,
        "person": who,
        "may_write": who is not None and who.may("analyst"),
        "csrf": token(desk, request),
        "here": request.url.path,
        "query": dict(request.query_params),
        "page": "",
        "theme": request.cookies.get("parley_theme", ""),
        "twin": twin,
    }
    body = environment().get_template(template).render({**common, **data})
    return Response(body, status, headers, "text/html; charset=utf-8")


def twin(request: Request, kind: str, **changed: Any) -> str:
    """The address of a page's twin, with the filters that are in the address."""
    path = request.url.path
    return address(("/index" if path == "/" else path) + f".{kind}", {**dict(request.query_params), **changed})


def address(path: str, params: dict[str, Any] | None = None, **more: Any) -> str:
    """A path with what was asked, what is empty left out."""
    asked = {k: v for k, v in {**(params or {}), **more}.items() if v not in (None, "", ())}
    return path + ("?" + urlencode(asked, doseq=True) if asked else "")


@cache
def environment() -> jinja2.Environment:
    """The templates, with what they may call."""
    env = jinja2.Environment(
        loader=jinja2.PackageLoader("parley.desk"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(
        day=lambda value: words.date(value) or value if value else "",
        when=when,
        markdown=safe,
        path=lambda value: quote(str(value), safe=""),
        called=called,
        number=words.number,
        squeeze=words.squeeze,
        side=side,
        snippet=snippet,
        date=lambda value: value[:10] if value else "",
        sources=lambda value: (value or "").replace(" < ", ", via "),
    )
    env.globals.update(
        words=words, address=address, quads=QUADS, version=parley.__version__, count=words.count, min=min, max=max
    )
    return env


# Letters of the scripts that are written from the right: Hebrew, Arabic, Syriac, Thaana, N'Ko and their forms.
_FROM_RIGHT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")


def side(text: str | None) -> str:
    """Which way a passage runs: `rtl` where most of its letters do, for it may only begin with a quote."""
    right = len(_FROM_RIGHT.findall(text or ""))
    return "rtl" if right and right * 4 > len(_LETTER.findall(text or "")) * 3 else "ltr"


def when(value: str | None) -> Markup:
    """A moment: UTC in the source and on hover; the browser writes it in the reader's zone."""
    if not value:
        return Markup("")
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return Markup("{}").format(value)
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    shown = f"{moment.day} {words.MONTHS[moment.month - 1]} {moment.year}, {moment:%H:%M} UTC"
    return Markup('<time class="local" datetime="{}" title="{}">{}</time>').format(
        moment.isoformat(timespec="seconds"), shown, shown
    )


def snippet(text: str) -> Markup:
    """A search's snippet, the words found marked."""
    marked = str(Markup.escape(text)).replace("\x02", "<mark>").replace("\x03", "</mark>")
    return Markup(marked)  # nosec B704: escaped
