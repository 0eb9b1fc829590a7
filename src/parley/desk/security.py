"""What every request passes: whose host and origin it names, how large it is, and the headers of every answer."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request

from parley.desk.errors import answer_error
from parley.desk.state import Desk, DeskError
from parley.desk.tokens import check_token

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "parley_browser"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
YEAR = 365 * 24 * 3600
LOOPBACK = ("localhost", "127.0.0.1", "::1", "[::1]")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class Guard:
    """ASGI middleware around everything."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self.app = app
        self.desk = desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what does not belong here; give the browser its cookie, and the answer its headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        request = Request(scope)
        browser = request.cookies.get(COOKIE, "")
        new = not (len(browser) == 43 and browser.isascii())
        scope.setdefault("state", {})["browser"] = secrets.token_urlsafe(32) if new else browser
        cookie = self._cookie(scope["state"]["browser"]) if new else None

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    out.setdefault(name, value)
                if self.desk.secure:
                    out.setdefault("strict-transport-security", f"max-age={YEAR}")
                if not scope["path"].startswith("/static/"):
                    out.setdefault("cache-control", "no-store" if self.desk.team else "no-cache")
                    if cookie:
                        out.append("set-cookie", cookie)
            await send(message)

        problem = self._problem(scope, headers)
        if problem is not None:
            await answer_error(request, problem)(scope, receive, answer)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.desk.limits.upload:
                raise DeskError(self._too_large(), 413)
            return message

        await self.app(scope, counted, answer)

    def _problem(self, scope: Scope, headers: Headers) -> DeskError | None:
        host = headers.get("host", "")
        name = (urlsplit(f"//{host}").hostname or "") if _sound(host) else ""
        # A page elsewhere can point its own name at 127.0.0.1; a desk without a login answers to its own names alone.
        if not self.desk.team and name not in (*LOOPBACK, *self.desk.hosts):
            return DeskError("this desk answers to localhost alone; a team's desk is started with --team", 421)
        if scope["method"] not in SAFE:
            site = headers.get("sec-fetch-site")
            origin = headers.get("origin")
            if site not in (None, "same-origin", "none") or (origin is not None and not _same(origin, host)):
                return DeskError("this came from a page of another site, and was not done", 403)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > self.desk.limits.upload:
            return DeskError(self._too_large(), 413)
        return None

    def _too_large(self) -> str:
        return f"more than {self.desk.limits.upload // 1_000_000} MB at once; send it in parts"

    def _cookie(self, value: str) -> str:
        secure = "; Secure" if self.desk.secure else ""
        return f"{COOKIE}={value}; Path=/; Max-Age={YEAR}; HttpOnly; SameSite=Lax{secure}"


def _sound(host: str) -> bool:
    try:
        urlsplit(f"//{host}").port  # noqa: B018
    except ValueError:
        return False
    return True


def _same(origin: str, host: str) -> bool:
    return origin != "null" and urlsplit(origin).netloc.lower() == host.lower()


async def form(desk: Desk, request: Request) -> FormData:
    """The fields of a form, its token checked.

    Raises:
        DeskError: no form, or its token is wrong.
    """
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise DeskError("send the fields of a form", 415)
    fields = await request.form(max_files=200, max_fields=500, max_part_size=desk.limits.upload)
    try:
        check_token(desk, request, fields.get("csrf"))
    except DeskError:
        await fields.close()
        raise
    return fields
