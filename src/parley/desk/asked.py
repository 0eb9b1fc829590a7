"""What an address asks for: filters and the place in a list. What is wrong in it is said in words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from parley.desk.state import DeskError
from parley.model import EventStatus, EventType
from parley.record import Events

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request

DAY = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
TYPES: tuple[str, ...] = get_args(EventType)
STATUSES = ("fact", *get_args(EventStatus))
LONGEST = 500
DEEPEST = 100_000


@dataclass(frozen=True, slots=True)
class Listing:
    """A stretch of a list."""

    page: int
    size: int

    @property
    def offset(self) -> int:
        """How many come before."""
        return (self.page - 1) * self.size

    def cut(self, found: Sequence[Any]) -> tuple[list[Any], dict[str, Any]]:
        """The stretch of what was found with one more, and whether there is a next one."""
        more = len(found) > self.size
        return list(found[: self.size]), {"number": self.page, "size": self.size, "more": more}


def listing(request: Request, size: int = 40) -> Listing:
    """The stretch of a list that is asked for by `page` and `size`."""
    return Listing(whole(request, "page", 1, 1, DEEPEST // size), whole(request, "size", size, 1, 500))


def whole(request: Request, name: str, default: int, least: int, most: int) -> int:
    """A whole number of the address.

    Raises:
        DeskError: it is none, or outside the bounds.
    """
    given = request.query_params.get(name, "")
    if not given:
        return default
    if not (given.isascii() and given.isdecimal() and len(given) < 10) or not least <= int(given) <= most:
        raise DeskError(f"{name} is a whole number from {least} to {most}", 422)
    return int(given)


def text(request: Request, name: str) -> str | None:
    """Words of the address; days are checked.

    Raises:
        DeskError: they are too long, or no day where one belongs.
    """
    given = request.query_params.get(name, "").replace("\x00", "").strip()
    if len(given) > LONGEST:
        raise DeskError(f"{name} is longer than {LONGEST} characters", 422)
    if given and name in ("since", "until") and not DAY.fullmatch(given):
        raise DeskError(f"{name} is a day, written YYYY-MM-DD", 422)
    return given or None


def several(request: Request, name: str, known: Sequence[str]) -> tuple[str, ...]:
    """Values of a closed list; an unknown one is an error.

    Raises:
        DeskError: says what there is.
    """
    given = tuple(dict.fromkeys(v for v in request.query_params.getlist(name) if v))
    for value in given:
        if value not in known:
            raise DeskError(f"there is no {name} {value[:40]!r}; there are {', '.join(known)}", 422)
    return given


def events(request: Request) -> Events:
    """The conditions on events in an address."""
    words: dict[str, Any] = {
        name: text(request, name)
        for name in ("actor", "recipient", "party", "other", "context", "place", "country", "since", "until",
                     "publisher", "said_by", "text", "report")
    }  # fmt: skip
    status = several(request, "status", STATUSES)
    sure = request.query_params.get("sure", "")
    if sure and not re.fullmatch(r"0?\.\d{1,4}|[01](\.0)?", sure):
        raise DeskError("sure is a number from 0 to 1, such as 0.7", 422)
    return Events(
        **words,
        types=several(request, "type", TYPES),
        quads=tuple(int(q) for q in several(request, "quad", ("1", "2", "3", "4"))),
        status=status[0] if status else None,
        min_confidence=float(sure) if sure else None,
        independent=whole(request, "independent", 0, 0, 1000) or None,
        rejected=request.query_params.get("rejected") == "yes",
    )
