"""The application: every address of the desk, and what every request passes."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from parley.desk import sums
from parley.desk.errors import on_error
from parley.desk.people import Door
from parley.desk.routes import routes
from parley.desk.security import Guard
from parley.errors import ParleyError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

    from parley.desk.state import Desk


def build(desk: Desk) -> Starlette:
    """The ASGI application of a desk."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        sums.warm(desk)
        yield
        desk.close()

    app = Starlette(
        routes=[
            *routes(),
            Route("/healthz", health),
            Mount("/static", StaticFiles(packages=[("parley.desk", "static")]), name="static"),
        ],
        middleware=[
            Middleware(GZipMiddleware, minimum_size=1500, compresslevel=5),
            Middleware(Guard, desk=desk),
            Middleware(Door, desk=desk),
        ],
        exception_handlers={ParleyError: on_error, HTTPException: on_error, Exception: on_error},
        lifespan=lifespan,
    )
    app.state.desk = desk
    return app


def health(request: Request) -> PlainTextResponse:
    """Whether the record answers."""
    request.app.state.desk.record.reports(limit=1)
    return PlainTextResponse("ok\n")
