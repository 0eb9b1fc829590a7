"""Adding reports: by pasting, by uploading, by the address of a feed or page; and watching them being read."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import RedirectResponse, StreamingResponse
from starlette.routing import Route

from parley.desk import accounts, limits
from parley.desk.errors import status_of, words_of
from parley.desk.fetch import fetch
from parley.desk.people import require
from parley.desk.render import Shown, json_response, page, render
from parley.desk.security import form
from parley.desk.state import DeskError
from parley.errors import ParleyError
from parley.sources.dates import checked_date

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from parley.desk.jobs import Job
    from parley.desk.state import Desk, Person

FIELDS = ("title", "publisher", "published", "url")
_UNFIT = re.compile(r"[^\w.-]+")


def add_page(desk: Desk, request: Request) -> Shown:
    """The forms, and what is being read."""
    require(request, "analyst")
    return Shown(
        data={"jobs": [job.to_dict() for job in desk.jobs.all()[:20]]},
        extra={"given": {}, "problem": "", "private": desk.limits.private, "most": desk.limits.upload // 1_000_000},
    )


async def post(request: Request) -> Response:
    """Take what is to be read; where something is wrong with it the form comes back as it was sent."""
    desk: Desk = request.app.state.desk
    fields = await form(desk, request)
    given = {name: str(v) for name, v in fields.items() if isinstance(v, str)}
    uploads = [f for f in fields.getlist("files") if isinstance(f, UploadFile) and f.filename]
    files = [(_fit(f.filename or ""), await f.read()) for f in uploads]
    await fields.close()
    who = require(request, "analyst")
    try:
        limits.READINGS.take(who.name)
        job = await run_in_threadpool(start, desk, who, given, files)
    except ParleyError as error:
        data = {
            "jobs": [job.to_dict() for job in desk.jobs.all()[:20]], "given": given, "problem": words_of(error),
            "private": desk.limits.private, "most": desk.limits.upload // 1_000_000, "page": "add",
        }  # fmt: skip
        return render(request, "add.html", data, status_of(error))
    return RedirectResponse(f"/jobs/{job.id}", 303)


class ToRead(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What a program asks to be read: a text, or the address of a feed or page."""

    text: str = ""
    address: str = ""
    title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""


async def post_api(request: Request) -> Response:
    """Have a text or an address read."""
    from parley.desk.api import body

    desk: Desk = request.app.state.desk
    who = require(request, "analyst")
    limits.READINGS.take(who.name)
    given = msgspec.to_builtins(await body(request, ToRead))
    job = await run_in_threadpool(start, desk, who, given, [])
    return json_response(job.to_dict(), 202, {"location": f"/api/v1/jobs/{job.id}"})


def start(desk: Desk, who: Person, given: dict[str, str], files: list[tuple[str, bytes]]) -> Job:
    """Queue a job.

    Raises:
        DeskError: there is nothing to read, or a date is none.
    """
    details = {name: given[name].strip() for name in FIELDS if given.get(name, "").strip()}
    if "published" in details:
        details["published"] = checked_date(details["published"])
    text, address = given.get("text", ""), given.get("address", "").strip()
    if files:
        details = {k: v for k, v in details.items() if k in ("publisher", "published")}
        names = ", ".join(name for name, _ in files[:3]) + (" …" if len(files) > 3 else "")
        inputs, what = _saving(files), names
    elif text.strip():
        inputs, what = _saving([("pasted.txt", text.encode("utf-8", "replace"))]), details.get("title") or "pasted text"
    elif address:
        details = {k: v for k, v in details.items() if k == "publisher"}
        inputs, what = _fetching(desk, address), address
    else:
        raise DeskError("paste a text, choose files or give an address", 422)
    if text.strip() and not files:
        details["id"] = _slug(details.get("title") or " ".join(text.split()[:8]))
    accounts.audit(desk, who.name, "add reports", what)
    return desk.jobs.add(what, who.name, inputs, details)


def _saving(files: list[tuple[str, bytes]]) -> Callable[[Path], list[Path]]:
    def save(folder: Path) -> list[Path]:
        out = []
        for n, (name, content) in enumerate(files):
            path = folder / str(n) / name
            path.parent.mkdir()
            path.write_bytes(content)
            out.append(path)
        return out

    return save


def _fetching(desk: Desk, address: str) -> Callable[[Path], list[Path]]:
    def get(folder: Path) -> list[Path]:
        content, kind = fetch(address, desk.limits)
        suffix = ".html" if "html" in kind else ".json" if "json" in kind else ".txt" if "plain" in kind else ".xml"
        path = folder / f"{_slug(address.split('://', 1)[-1]) or 'feed'}{suffix}"
        path.write_bytes(content)
        return [path]

    return get


def _fit(name: str) -> str:
    """A file's name without anything that leads elsewhere."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return _UNFIT.sub("-", last).lstrip(".-")[-100:] or "upload"


def _slug(text: str) -> str:
    return _UNFIT.sub("-", text.lower()).strip("-.")[:60]


def job_page(desk: Desk, request: Request) -> Shown:
    """One job."""
    return Shown(data={"job": _job(desk, request).to_dict()})


def _job(desk: Desk, request: Request) -> Job:
    job = desk.jobs.get(request.path_params["id"])
    if job is None:
        raise DeskError(
            "this job is not remembered any more (the desk was started again since); what it kept is among the reports",
            404,
        )
    return job


async def progress(request: Request) -> Response:
    """A job's progress as server-sent events, until it is over."""
    job = _job(request.app.state.desk, request)

    async def stream() -> AsyncIterator[bytes]:
        sent, quiet = -1, 0.0
        while True:
            if job.version != sent:
                sent, quiet = job.version, 0.0
                yield b"event: job\ndata: " + msgspec.json.encode(job.to_dict()) + b"\n\n"
                if job.over:
                    return
            elif quiet > 15:
                quiet = 0.0
                yield b": still here\n\n"
            await asyncio.sleep(0.3)
            quiet += 0.3

    return StreamingResponse(stream(), media_type="text/event-stream", headers={"cache-control": "no-store"})


def routes() -> list[Route]:
    """Adding and watching."""
    return [
        Route("/add", post, methods=["POST"]),
        Route("/api/v1/jobs", post_api, methods=["POST"]),
        Route("/jobs/{id}/progress", progress),
        *page("/add", "add.html", add_page, "add"),
        *page("/jobs/{id}", "job.html", job_page, "job"),
    ]
