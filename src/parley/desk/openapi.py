"""The API described as OpenAPI 3.1, from the very types that check what is sent."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.responses import Response
from starlette.routing import Route

from parley import __version__
from parley.desk import add, api, asked, login, notes
from parley.desk.render import json_response, render

if TYPE_CHECKING:
    from starlette.requests import Request

UUID = {"type": "string", "format": "uuid"}
TEXT = {"type": "string", "maxLength": asked.LONGEST}
DAY = {"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"}
FILTERS: dict[str, dict[str, Any]] = {
    **dict.fromkeys(
        ("actor", "recipient", "party", "other", "context", "place", "country", "publisher", "said_by", "text"), TEXT
    ),
    "since": DAY,
    "until": DAY,
    "type": {"type": "array", "items": {"enum": list(asked.TYPES)}},
    "quad": {"type": "array", "items": {"enum": ["1", "2", "3", "4"]}},
    "status": {"enum": list(asked.STATUSES)},
}  # fmt: skip
PAGES: dict[str, dict[str, Any]] = {
    "page": {"type": "integer", "minimum": 1, "maximum": 200},
    "size": {"type": "integer", "minimum": 1, "maximum": 500},
}
# The twins of pages that programs read most: path, what it gives, what may be asked.
READ: dict[str, tuple[str, dict[str, dict[str, Any]]]] = {
    "/reports.json": ("Reports, the latest published first", {"publisher": TEXT, "since": DAY, "until": DAY, **PAGES}),
    "/reports/{key}.json": ("A report with its reading, notes and tellings", {}),
    "/events.json": ("Events", {**FILTERS, **PAGES}),
    "/events/{key}.json": ("An event with all its tellings", {}),
    "/entities.json": ("Entities", {"text": TEXT, "country": TEXT, "code": TEXT, **PAGES}),
    "/entities/{key}.json": ("An entity", {}),
    "/relations.json": ("Standing relations", {"entity": TEXT, "since": DAY, **PAGES}),
    "/talks.json": ("Talks", {"text": TEXT, "country": TEXT, "since": DAY, **PAGES}),
    "/talks/{key}.json": ("Talks with stages and positions", {}),
    "/disagreements.json": ("Disagreements", {"since": DAY, "until": DAY, **PAGES}),
    "/figures.json": ("Figures", {"since": DAY, "until": DAY, **PAGES}),
    "/timeline.json": ("Events over time", FILTERS),
    "/network.json": ("Who acts on whom", FILTERS),
    "/map.json": ("Where events were", FILTERS),
    "/search.json": ("Reports that hold words", {"q": TEXT, **PAGES}),
}
WRITE: tuple[tuple[str, str, str, Any, tuple[int, ...]], ...] = (
    ("put", "/api/v1/notes/{id}", "Write a note under an id of your own; sent again, it is there once",
     notes.Written, (200, 201, 409)),
    ("put", "/api/v1/notes/{id}/revisions/{revision}", "Other words for a note, resolve it, take it back",
     notes.Revised, (200,)),
    ("put", "/api/v1/joins/{id}", "Judge two events to be one", api.Join, (200,)),
    ("put", "/api/v1/splits/{id}", "Judge some tellings to be of another event", api.Split, (200,)),
    ("put", "/api/v1/drafts/{id}", "Keep a draft", api.Draft, (200,)),
    ("post", "/api/v1/jobs", "Have a text, feed or page read", add.ToRead, (202,)),
    ("post", "/api/v1/login", "A token for programs, sent as Authorization: Bearer", login.Login, (200,)),
)  # fmt: skip
MEANING = {
    200: "Done, and on the disk", 201: "New, and on the disk", 202: "It will be read", 400: "Not to be understood",
    401: "Log in first", 403: "Not allowed", 404: "Not there", 409: "The id belongs to other words", 413: "Too large",
    415: "Send JSON", 422: "Something in it is wrong", 429: "Too often; wait as retry-after says",
    503: "The record cannot be reached; try again",
}  # fmt: skip


@cache
def description() -> dict[str, Any]:
    """The OpenAPI document."""
    types = [kind for *_, kind, _ in WRITE]
    schemas, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    paths: dict[str, dict[str, Any]] = {}
    for path, (summary, params) in READ.items():
        paths[path] = {"get": _operation(path, summary, params, (200, 400, 401, 404, 422, 503))}
    for path, summary, params in (
        ("/api/v1/session", "Who is logged in", {}),
        ("/api/v1/notes", "Notes", {**dict.fromkeys(("report", "event", "key", "author", "mentions"), TEXT), **PAGES}),
        ("/api/v1/notes/{id}", "A note with history and thread", {}),
        ("/api/v1/drafts", "Your drafts", {"page": {"type": "string"}}),
        ("/api/v1/jobs/{id}", "What became of something to read", {}),
    ):
        paths[path] = {"get": _operation(path, summary, params, (200, 400, 401, 404, 422, 503))}
    for (method, path, summary, _, codes), schema in zip(WRITE, schemas, strict=True):
        operation = _operation(path, summary, {}, (*codes, 400, 401, 403, 404, 409, 413, 415, 422, 429, 503))
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
        paths.setdefault(path, {})[method] = operation
    paths["/api/v1/drafts/{id}"]["delete"] = _operation(
        "/api/v1/drafts/{id}", "Throw a draft away", {}, (200, 401, 403, 404, 422, 429, 503)
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Parley's desk",
            "version": __version__,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": paths,
        "components": {
            "schemas": {**components, "Error": _ERROR},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }


_ERROR = {
    "type": "object",
    "properties": {"error": {"type": "string"}, "note": {"type": "object"}, "login": {"type": "string"}},
    "required": ["error"],
}


def _operation(path: str, summary: str, params: dict[str, Any], codes: tuple[int, ...]) -> dict[str, Any]:
    import re

    parameters = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": UUID if name in ("id", "revision") else {"type": "string", "minLength": 1},
        }
        for name in re.findall(r"{(\w+)}", path)
    ]
    parameters += [{"name": name, "in": "query", "schema": schema} for name, schema in params.items()]
    responses = {}
    for code in dict.fromkeys(codes):
        schema = {"type": "object"} if code < 300 else {"$ref": "#/components/schemas/Error"}
        responses[str(code)] = {"description": MEANING[code], "content": {"application/json": {"schema": schema}}}
    return {"summary": summary, "parameters": parameters, "responses": responses}


def document(_: Request) -> Response:
    """The document."""
    return json_response(description())


def shown(request: Request) -> Response:
    """The document as a page to read."""
    return render(request, "api.html", {"document": description(), "page": "api"})


def job(request: Request) -> Response:
    """A job as JSON."""
    return json_response(add._job(request.app.state.desk, request).to_dict())


def routes() -> list[Route]:
    """The description, and what is in it alone."""
    return [Route("/openapi.json", document), Route("/api", shown), Route("/api/v1/jobs/{id}", job)]
