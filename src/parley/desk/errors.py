"""Errors as answers: JSON for programs, a page for readers, always one line that says what to do."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from parley.desk.render import json_response, render
from parley.desk.state import DeskError
from parley.errors import ParleyError, RecordError

if TYPE_CHECKING:
    from starlette.requests import Request

LOG = logging.getLogger("parley.desk")
TITLES = {
    400: "That cannot be asked so",
    401: "Please log in",
    403: "Not allowed",
    404: "Not here",
    405: "Not so",
    413: "Too large",
    421: "Not this desk",
    429: "Too often",
    503: "The record cannot be reached",
}


def status_of(error: Exception) -> int:
    """HTTP's code for an error."""
    if isinstance(error, DeskError):
        return error.status
    if isinstance(error, HTTPException):
        return error.status_code
    if isinstance(error, RecordError):
        text = str(error)
        return 503 if "cannot be used" in text else 404 if text.startswith("the record has no") else 422
    return 422 if isinstance(error, ParleyError) else 500


def words_of(error: Exception) -> str:
    """An error in one line."""
    if isinstance(error, HTTPException):
        return "there is no such page" if error.status_code == 404 else str(error.detail)
    if isinstance(error, ParleyError):
        return str(error)
    return "something went wrong in Parley itself; nothing that was acknowledged is lost. Try again"


def wants_json(request: Request) -> bool:
    """Whether a program asks."""
    path = request.url.path
    return path.startswith("/api/") or path.endswith(".json") or request.headers.get("accept") == "application/json"


def answer_error(request: Request, error: Exception, more: dict[str, Any] | None = None) -> Response:
    """The answer to a request that failed."""
    status, words = status_of(error), words_of(error)
    if status >= 500 and not isinstance(error, ParleyError):
        LOG.error("%s %s", request.method, request.url.path, exc_info=error)
    headers = dict(getattr(error, "headers", None) or {})
    if wants_json(request):
        return json_response({"error": words, **(more or {})}, status, headers)
    title = TITLES.get(status, "That did not work")
    return render(request, "error.html", {"title": title, "words": words, "status": status}, status, headers)


async def on_error(request: Request, error: Exception) -> Response:
    """Starlette's handler."""
    return answer_error(request, error)
