"""The desk: a web page of a record, where analysts read, check and correct, and where no comment is ever lost.

    from parley.desk import Desk, build

    app = build(Desk(open_record("conflict.db")))      # an ASGI application

`parley desk` serves it. See docs/desk.md.
"""

from __future__ import annotations

from parley.desk.app import build
from parley.desk.state import Desk

__all__ = ["Desk", "build"]
