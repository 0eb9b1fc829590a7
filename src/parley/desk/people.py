"""Who is at the desk, and what they may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse

from parley.desk import accounts
from parley.desk.errors import answer_error, wants_json
from parley.desk.render import address
from parley.desk.state import Desk, DeskError, Person

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from parley.desk.state import Role

SESSION = "parley_session"
OPEN = (
    "/static/",
    "/login",
    "/api/v1/login",
    "/logout",
    "/invitation/",
    "/api/v1/session",
    "/healthz",
    "/openapi.json",
)


class Door:
    """ASGI middleware: finds out who asks; of a team's desk nothing is shown to strangers."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self.app = app
        self.desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through who may come in."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        static = scope["path"].startswith("/static/")
        request.state.person = (
            self.desk.owner
            if not self.desk.team
            else None
            if static
            else await run_in_threadpool(accounts.whose, self.desk, _token(request))
        )
        # A note sent after a login ran out gets to its own handler, which keeps the words.
        carries_words = scope["method"] == "POST" and scope["path"] == "/notes"
        if request.state.person is not None or carries_words or scope["path"].startswith(OPEN):
            await self.app(scope, receive, send)
        elif wants_json(request) or scope["method"] != "GET":
            error = DeskError("log in first; what you wrote stays where it is", 401)
            await answer_error(request, error, {"login": "/login"})(scope, receive, send)
        else:
            whole = scope["path"] + (f"?{request.url.query}" if request.url.query else "")
            await RedirectResponse(address("/login", {"to": whole}), 303)(scope, receive, send)


def _token(request: Request) -> str:
    kind, _, given = request.headers.get("authorization", "").partition(" ")
    return given.strip() if kind.lower() == "bearer" else request.cookies.get(SESSION, "")


def person(request: Request) -> Person | None:
    """Who asks; None for a stranger."""
    found: Person | None = getattr(request.state, "person", None)
    return found


def require(request: Request, role: Role) -> Person:
    """Who asks, where they may do what `role` may.

    Raises:
        DeskError: they may not.
    """
    who = person(request)
    if who is None:
        raise DeskError("log in first; what you wrote stays where it is", 401)
    if not who.may(role):
        raise DeskError(f"this takes the role of {role}; yours is {who.role}. Ask an editor", 403)
    return who
