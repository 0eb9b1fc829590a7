"""Logging in and out, invitations, and the editors' page of accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse
from starlette.routing import Route

from parley.desk import accounts, limits, note_forms
from parley.desk.errors import status_of, words_of
from parley.desk.people import SESSION, person, require
from parley.desk.render import Shown, json_response, page, render
from parley.desk.security import form
from parley.desk.state import RANK, DeskError
from parley.errors import ParleyError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from parley.desk.state import Desk


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def login_page(request: Request) -> Response:
    """The form."""
    desk: Desk = request.app.state.desk
    if not desk.team:
        return RedirectResponse("/", 303)
    return render(request, "login.html", {"to": request.query_params.get("to", "/"), "problem": "", "given": {}})


async def _logged_in(desk: Desk, request: Request, name: str, password: str) -> tuple[Any, str]:
    who = f"{name.strip().lower()[:60]}@{_address(request)}"
    limits.LOGINS.take(who)
    found = await run_in_threadpool(accounts.log_in, desk, name, password)
    if found is None:
        await run_in_threadpool(accounts.audit, desk, name[:60], "login refused", "", _address(request))
        raise DeskError("name or password is wrong", 401)
    limits.LOGINS.give_back(who)
    await run_in_threadpool(accounts.audit, desk, found[0].name, "login", "", _address(request))
    return found


async def log_in(request: Request) -> Response:
    """Log in; a note that was sent after the last login ran out is saved right away."""
    desk: Desk = request.app.state.desk
    fields = await form(desk, request)
    note = {name: str(fields.get(f"note_{name}") or "") for name in note_forms.FIELDS}
    to = str(fields.get("to") or "/")
    try:
        who, token = await _logged_in(desk, request, str(fields.get("name") or ""), str(fields.get("password") or ""))
    except ParleyError as error:
        data = {"to": to, "problem": words_of(error), "given": note if note["body"] or note["note"] else {}}
        return render(request, "login.html", data, status_of(error))
    request.state.person = who
    if note["body"] or note["note"]:
        answer = await note_forms.keep(request, fields, note)
    else:
        answer = RedirectResponse(note_forms.back(to) if to != "/" else "/", 303)
    _give(desk, answer, token)
    return answer


def _give(desk: Desk, answer: Response, token: str) -> None:
    answer.set_cookie(
        SESSION, token, max_age=int(desk.limits.session_days * 86400), httponly=True, samesite="lax", secure=desk.secure
    )


class Login(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Name and password."""

    name: str
    password: str


async def log_in_api(request: Request) -> Response:
    """A token for programs, to be sent as `Authorization: Bearer`."""
    desk: Desk = request.app.state.desk
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise DeskError("send JSON, with content-type: application/json", 415)
    try:
        sent = msgspec.json.decode(await request.body(), type=Login)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise DeskError(f"not as it should be: {error}", 422) from error
    if not desk.team:
        raise DeskError("this desk has one user and no logins", 404)
    who, token = await _logged_in(desk, request, sent.name, sent.password)
    return json_response({"token": token, "name": who.name, "role": who.role})


async def log_out(request: Request) -> Response:
    """End the session."""
    desk: Desk = request.app.state.desk
    await form(desk, request)
    await run_in_threadpool(accounts.log_out, desk, request.cookies.get(SESSION, ""))
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(SESSION)
    return answer


def invitation_page(request: Request) -> Response:
    """The form by which somebody who was invited makes an account."""
    desk: Desk = request.app.state.desk
    role = accounts.invited(desk, request.path_params["token"])
    data = {"role": role, "problem": "", "given": {}, "token": request.path_params["token"]}
    return render(request, "invitation.html", data)


async def accept(request: Request) -> Response:
    """Make the account and log in."""
    desk: Desk = request.app.state.desk
    fields = await form(desk, request)
    token = request.path_params["token"]
    name, shown, password = (str(fields.get(f) or "") for f in ("name", "shown", "password"))
    limits.LOGINS.take(_address(request))
    role = await run_in_threadpool(accounts.invited, desk, token)
    try:
        who = await run_in_threadpool(accounts.accept, desk, token, name, password, shown)
    except DeskError as error:
        data = {"role": role, "problem": str(error), "given": {"name": name, "shown": shown}, "token": token}
        return render(request, "invitation.html", data, error.status)
    await run_in_threadpool(accounts.audit, desk, who.name, "account made", who.role, _address(request))
    answer = RedirectResponse("/", 303)
    _give(desk, answer, await run_in_threadpool(accounts.open_session, desk, who.name))
    return answer


def team_page(desk: Desk, request: Request) -> Shown:
    """Accounts and the audit log."""
    require(request, "editor")
    if not desk.team:
        raise DeskError("this desk has one user; start it with --team for accounts", 404)
    people, log = accounts.everybody(desk), accounts.log(desk)
    return Shown(data={"people": people, "log": log}, extra={"roles": list(RANK), "link": "", "problem": ""}, rows=log)


async def change_team(request: Request) -> Response:
    """Invite, change a role, shut an account."""
    desk: Desk = request.app.state.desk
    fields = await form(desk, request)
    who = require(request, "editor")
    act, name, role = (str(fields.get(f) or "") for f in ("act", "name", "role"))
    link = problem = ""
    try:
        if act == "invite":
            token = await run_in_threadpool(accounts.invite, desk, role, who.name)
            link = f"{request.url.scheme}://{request.url.netloc}/invitation/{token}"
        elif act == "role":
            await run_in_threadpool(lambda: accounts.change(desk, name, role=role))
        elif act in ("shut", "open"):
            await run_in_threadpool(lambda: accounts.change(desk, name, active=act == "open"))
        else:
            raise DeskError("say what to do", 422)
        await run_in_threadpool(accounts.audit, desk, who.name, act, f"{name} {role}".strip(), _address(request))
    except ParleyError as error:
        problem = words_of(error)
    shown = await run_in_threadpool(team_page, desk, request)
    data = {**shown.data, **shown.extra, "link": link, "problem": problem, "page": "team"}
    return render(request, "team.html", data, 422 if problem else 200)


def me_page(desk: Desk, request: Request) -> Shown:
    """One's own account."""
    who = require(request, "reader")
    return Shown(data={"name": who.name, "shown": who.shown, "role": who.role}, extra={"problem": "", "done": ""})


async def change_me(request: Request) -> Response:
    """Another password."""
    desk: Desk = request.app.state.desk
    fields = await form(desk, request)
    who = person(request)
    if who is None or not desk.team:
        raise DeskError("there is no account to change", 404)
    old, new = str(fields.get("old") or ""), str(fields.get("password") or "")
    data = {"name": who.name, "shown": who.shown, "role": who.role, "problem": "", "done": "", "page": "me"}
    try:
        await _logged_in(desk, request, who.name, old)
        await run_in_threadpool(accounts.change_password, desk, who.name, new)
    except ParleyError as error:
        problem = "the old password is wrong" if status_of(error) == 401 else words_of(error)
        return render(request, "me.html", {**data, "problem": problem}, 422)
    await run_in_threadpool(accounts.audit, desk, who.name, "password changed", "", _address(request))
    answer = render(request, "me.html", {**data, "done": "The password is changed; other browsers are logged out."})
    _give(desk, answer, await run_in_threadpool(accounts.open_session, desk, who.name))
    return answer


def routes() -> list[Route]:
    """The addresses of accounts."""
    return [
        Route("/login", login_page),
        Route("/login", log_in, methods=["POST"]),
        Route("/api/v1/login", log_in_api, methods=["POST"]),
        Route("/logout", log_out, methods=["POST"]),
        Route("/invitation/{token}", invitation_page),
        Route("/invitation/{token}", accept, methods=["POST"]),
        Route("/team", change_team, methods=["POST"]),
        *page("/team", "team.html", team_page, "team"),
        Route("/me", change_me, methods=["POST"]),
        *page("/me", "me.html", me_page, "me"),
    ]
