"""Notes by plain forms: what the pages do where JavaScript is off or broken. No answer ever drops the words."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse
from starlette.routing import Route

from parley.desk import limits, notes
from parley.desk.errors import status_of, words_of
from parley.desk.people import person, require
from parley.desk.render import render
from parley.desk.security import form
from parley.desk.state import DeskError
from parley.desk.tokens import check_token
from parley.errors import ParleyError
from parley.record.notes import checked

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request
    from starlette.responses import Response

    from parley.desk.state import Desk, Person

FIELDS = ("id", "kind", "report", "start", "end", "exact", "item", "key", "parent", "note", "base", "body", "act", "to")


async def post(request: Request) -> Response:
    """A new note, an answer, other words for a note, resolve and open again, take back."""
    desk: Desk = request.app.state.desk
    fields = await request.form(max_files=0, max_fields=40, max_part_size=desk.limits.upload)
    given = {name: str(fields.get(name) or "") for name in FIELDS}
    return await keep(request, fields, given)


async def keep(request: Request, fields: FormData, given: dict[str, str]) -> Response:
    """Do what a form says; where that fails, the form comes back with its words."""
    desk: Desk = request.app.state.desk
    try:
        if person(request) is None:
            raise DeskError("your login ran out; log in and send it again: your words are here", 401)
        check_token(desk, request, fields.get("csrf"))
        who = require(request, "analyst")
        limits.WRITES.take(who.name)
        note = await run_in_threadpool(_do, desk, given, who)
    except (ParleyError, ValueError) as error:
        status = status_of(error) if isinstance(error, ParleyError) else 422
        words = words_of(error) if isinstance(error, ParleyError) else "the form is damaged; your words are here"
        if isinstance(error, notes.Clash):
            given["id"] = str(uuid.uuid4())
            words = "a note with this id and other words is kept already; send yours again to keep both"
        data = {"title": "Not saved", "words": words, "given": given, "expired": status == 401}
        return render(request, "not_saved.html", data, status)
    return RedirectResponse(back(given["to"]) + f"#note-{note}", 303)


def _do(desk: Desk, given: dict[str, str], who: Person) -> str:
    body, act = given["body"].replace("\r\n", "\n"), given["act"]
    id = given["id"] or str(uuid.uuid4())
    if given["note"]:
        known: dict[str, dict[str, Any]] = {
            "revise": {"body": body},
            "resolve": {"resolved": True},
            "reopen": {"resolved": False},
            "remove": {"deleted": True},
        }
        changes = known.get(act, {"body": body})
        revised = notes.Revised(base=given["base"] or None, **changes)
        return notes.revise(desk, given["note"], id, revised, who)[0].id
    where = None
    if given["kind"]:
        where = notes.Where(
            kind=given["kind"],  # type: ignore[arg-type]
            start=int(given["start"]) if given["start"] else None,
            end=int(given["end"]) if given["end"] else None,
            **{name: given[name] or None for name in ("report", "exact", "item", "key")},
        )
    written = notes.Written(target=where, body=body, parent=given["parent"] or None)
    return notes.write(desk, id, written, who)[0].id


def back(to: str) -> str:
    """A page of this desk to go on with."""
    sound = to.startswith("/") and not to.startswith(("//", "/\\")) and "\n" not in to and "\r" not in to
    return to.split("#")[0] if sound else "/notes"


async def judge(request: Request) -> Response:
    """Join two events or split one, by an analyst's judgement."""
    desk: Desk = request.app.state.desk
    fields = await form(desk, request)
    who = require(request, "analyst")
    limits.WRITES.take(who.name)
    event, other, body = (str(fields.get(f) or "").strip() for f in ("event", "other", "body"))
    id = checked(str(fields.get("id") or "") or None)
    other = other.split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1]
    apart = [str(key) for key in fields.getlist("apart")]
    await run_in_threadpool(_judge, desk, id, str(fields.get("act")), event, other, apart, body, who)
    return RedirectResponse(f"/events/{event}", 303)


def _judge(desk: Desk, id: str, act: str, event: str, other: str, apart: list[str], body: str, who: Person) -> None:
    book = desk.record.notes
    if notes.found(desk, id) is None:
        if act == "join":
            book.join(event, other, author=who.name, body=body, uuid=id)
        elif act == "split":
            book.split(event, apart, author=who.name, body=body, uuid=id)
        else:
            raise DeskError("say whether to join or to split", 422)
        desk.cache.forget()


def routes() -> list[Route]:
    """The addresses that forms go to."""
    return [Route("/notes", post, methods=["POST"]), Route("/judgements", judge, methods=["POST"])]
