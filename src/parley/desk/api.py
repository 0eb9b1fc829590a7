"""`/api/v1`: notes, drafts and judgements, for the desk's own pages and for programs. Described in /openapi.json."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from parley.desk import drafts, limits, notes
from parley.desk.errors import answer_error
from parley.desk.people import person, require
from parley.desk.render import json_response
from parley.desk.state import DeskError
from parley.desk.tokens import check_token, token
from parley.record.notes import checked

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from parley.desk.state import Desk, Person

T = TypeVar("T")


class Draft(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A draft; `typed_at` is the browser's clock in ISO 8601."""

    page: str = ""
    target: notes.Where | None = None
    parent: str | None = None
    body: str
    typed_at: str = ""


class Join(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Two events are one."""

    one: str
    other: str
    body: str = ""


class Split(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Some tellings of an event are of another one."""

    event: str
    apart: list[str]
    body: str = ""


async def body(request: Request, kind: type[T]) -> T:
    """The JSON that was sent.

    Raises:
        DeskError: it is no JSON, or not such as is asked for.
    """
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise DeskError("send JSON, with content-type: application/json", 415)
    _own_page(request)
    try:
        return msgspec.json.decode(await request.body(), type=kind)
    except msgspec.ValidationError as error:
        raise DeskError(f"not as it should be: {error}", 422) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DeskError(f"no JSON: {error}", 400) from error


def _own_page(request: Request) -> None:
    desk: Desk = request.app.state.desk
    if desk.team and not request.headers.get("authorization", "").lower().startswith("bearer "):
        check_token(desk, request, request.headers.get("x-csrf-token"))


async def session(request: Request) -> Response:
    """Who is at the desk, and the token that writing takes."""
    desk: Desk = request.app.state.desk
    who = person(request)
    name = None if who is None else who.name
    role = None if who is None else who.role
    return json_response({"team": desk.team, "name": name, "role": role, "csrf": token(desk, request)})


async def put_note(request: Request) -> Response:
    """Write a note under the writer's own id: sent again, it is there once."""
    desk, who = _writer(request)
    written = await body(request, notes.Written)
    written.body = _clean(written.body)
    try:
        note, new = await run_in_threadpool(notes.write, desk, request.path_params["id"], written, who)
    except notes.Clash as clash:
        return answer_error(request, clash, {"note": notes.shown(clash.note)})
    return json_response({"saved": True, "note": notes.shown(note)}, 201 if new else 200)


async def put_revision(request: Request) -> Response:
    """Add a revision to a note under the writer's own id."""
    desk, who = _writer(request)
    revised = await body(request, notes.Revised)
    revised.body = None if revised.body is None else _clean(revised.body)
    id, revision = request.path_params["id"], request.path_params["revision"]
    note, between = await run_in_threadpool(notes.revise, desk, id, revision, revised, who)
    return json_response({"saved": True, "between": between, "note": notes.shown(note)})


def get_note(request: Request) -> Response:
    """A note with its history and thread."""
    desk: Desk = request.app.state.desk
    book = desk.record.notes
    note = book.get(checked(request.path_params["id"]))
    history = book.history(note.id)
    return json_response(
        {
            "note": notes.shown(note, history),
            "history": [msgspec.to_builtins(n) for n in history],
            "thread": [notes.shown(n) for n in book.thread(note.id)],
        }
    )


def get_notes(request: Request) -> Response:
    """Notes, the latest first; those of one report, event or other thing of the record in the order of its text."""
    from parley.desk.views.notes import listed

    return json_response(listed(request.app.state.desk, request).data)


async def put_join(request: Request) -> Response:
    """Judge two events to be one."""
    desk, who = _writer(request)
    join = await body(request, Join)
    book = desk.record.notes
    note = await run_in_threadpool(
        _once, desk, request.path_params["id"],
        lambda id: book.join(join.one, join.other, author=who.name, body=_clean(join.body), uuid=id),
    )  # fmt: skip
    return json_response({"saved": True, "note": notes.shown(note)})


async def put_split(request: Request) -> Response:
    """Judge some tellings to be of another event."""
    desk, who = _writer(request)
    split = await body(request, Split)
    book = desk.record.notes
    note = await run_in_threadpool(
        _once, desk, request.path_params["id"],
        lambda id: book.split(split.event, split.apart, author=who.name, body=_clean(split.body), uuid=id),
    )  # fmt: skip
    return json_response({"saved": True, "note": notes.shown(note)})


def _once(desk: Desk, id: str, write: Any) -> Any:
    id = checked(id)
    found = notes.found(desk, id)
    if found is not None:
        return found
    out = write(id)
    desk.cache.forget()
    return out


async def put_draft(request: Request) -> Response:
    """Keep what somebody is typing."""
    desk, who = _writer(request)
    sent = await body(request, Draft)
    id = checked(request.path_params["id"])
    if len(sent.body) > desk.limits.note or len(sent.page) > 2000 or len(sent.typed_at) > 40:
        raise DeskError(f"a draft has {desk.limits.note:,} characters at most", 413)
    target = {} if sent.target is None else msgspec.to_builtins(sent.target)
    kept = await run_in_threadpool(
        lambda: drafts.keep(
            desk, id, who.name, page=sent.page, target=target, parent=sent.parent, body=_clean(sent.body),
            typed_at=sent.typed_at,
        )
    )  # fmt: skip
    return json_response({"kept": kept})


def get_drafts(request: Request) -> Response:
    """One's own drafts; of one page with `page`."""
    who = require(request, "reader")
    return json_response({"drafts": drafts.of(request.app.state.desk, who.name, request.query_params.get("page"))})


async def delete_draft(request: Request) -> Response:
    """Throw a draft away."""
    desk, who = _writer(request)
    _own_page(request)
    await run_in_threadpool(drafts.drop, desk, checked(request.path_params["id"]), who.name)
    return json_response({"dropped": True})


def _writer(request: Request) -> tuple[Desk, Person]:
    desk: Desk = request.app.state.desk
    who = require(request, "analyst")
    limits.WRITES.take(who.name)
    return desk, who


def _clean(text: str) -> str:
    # PostgreSQL holds no NUL; nothing that anybody typed is one.
    return text.replace("\x00", "")


Method = Literal["GET", "PUT", "POST", "DELETE"]


def routes() -> list[Route]:
    """The addresses of the API that are not twins of pages."""
    table: list[tuple[Method, str, Any]] = [
        ("GET", "/session", session),
        ("GET", "/notes", get_notes),
        ("GET", "/notes/{id}", get_note),
        ("PUT", "/notes/{id}", put_note),
        ("PUT", "/notes/{id}/revisions/{revision}", put_revision),
        ("PUT", "/joins/{id}", put_join),
        ("PUT", "/splits/{id}", put_split),
        ("GET", "/drafts", get_drafts),
        ("PUT", "/drafts/{id}", put_draft),
        ("DELETE", "/drafts/{id}", delete_draft),
    ]
    grouped: dict[str, dict[str, Any]] = {}
    for method, path, handler in table:
        grouped.setdefault(path, {})[method] = handler
    return [Route(f"/api/v1{path}", _by_method(handlers), methods=list(handlers)) for path, handlers in grouped.items()]


def _by_method(handlers: dict[str, Any]) -> Any:
    import inspect

    async def dispatch(request: Request) -> Response:
        handler = handlers["GET" if request.method == "HEAD" else request.method]
        if inspect.iscoroutinefunction(handler):
            found: Response = await handler(request)
            return found
        answered: Response = await run_in_threadpool(handler, request)
        return answered

    return dispatch
