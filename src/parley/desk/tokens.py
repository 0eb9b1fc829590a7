"""What a form must carry, so that only a page of this desk can have made it."""

from __future__ import annotations

import hmac
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from parley.desk.state import DeskError

if TYPE_CHECKING:
    from starlette.requests import Request

    from parley.desk.state import Desk


def token(desk: Desk, request: Request) -> str:
    """What a form of this browser must carry: nobody can make it who does not see the page."""
    return hmac.new(desk.secret, request.state.browser.encode(), sha256).hexdigest()


def check_token(desk: Desk, request: Request, given: Any) -> None:
    """Refuse a form that was not made by a page of this desk.

    Raises:
        DeskError: the token is missing or another browser's.
    """
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), token(desk, request).encode()):
        raise DeskError(
            "this form is of another browser or an old page; load the page again and send it once more", 403
        )
