"""The desk's state: one record, and what the desk keeps beside it."""

from __future__ import annotations

import getpass
import secrets
import threading
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import msgspec
import sqlalchemy as sa

from parley.desk import tables as t
from parley.desk.cache import Cache
from parley.desk.jobs import Jobs
from parley.errors import ParleyError
from parley.settings import Settings

if TYPE_CHECKING:
    from parley.coding.coder import Coder
    from parley.record import Made, Record

Role = Literal["reader", "analyst", "editor"]
RANK: dict[str, int] = {"reader": 0, "analyst": 1, "editor": 2}


class DeskError(ParleyError):
    """Something that the reader asked for and the desk cannot do; `status` is HTTP's code for it."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.status = status


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Who is at the desk: `name` signs notes, `role` says what may be done."""

    name: str
    shown: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether this person may do what `role` may."""
        return RANK[self.role] >= RANK[role]


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """Bounds on what comes in; bytes, characters, seconds.

    Attributes:
        upload: bytes of one request.
        note: characters of one note.
        reports: reports that one paste, upload or feed may hold.
        fetch_seconds: how long an address may take.
        session_days: how long a login lasts.
        private: whether addresses in private networks may be fetched.
    """

    upload: int = 25_000_000
    note: int = 100_000
    reports: int = 5_000
    fetch_seconds: float = 20.0
    session_days: float = 14.0
    private: bool = False


class Desk:
    """One record on the desk.

    Attributes:
        team: whether people log in; without it whoever reaches the address is the one user.
        secure: whether it is reached over TLS, so that cookies may say so.
    """

    def __init__(
        self,
        record: Record,
        *,
        name: str | None = None,
        team: bool = False,
        secure: bool = False,
        hosts: tuple[str, ...] = (),
        demo: bool = False,
        settings: Settings | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.record = record
        self.team = team
        self.secure = secure
        self.hosts = hosts
        self.demo = demo
        self.settings = settings or Settings()
        self.limits = limits or Limits()
        self.cache = Cache()
        self.jobs = Jobs(self)
        self._coding = threading.Lock()
        shown = name or _user()
        self.owner = Person(name=shown, shown=shown, role="editor")
        with record.store.write() as connection:
            t.metadata.create_all(connection)

    @cached_property
    def secret(self) -> bytes:
        """The key of form tokens; kept, so that a page loaded before a restart can still be sent after it."""
        with self.record.store.write() as connection:
            found = connection.execute(sa.select(t.secret.c.value).where(t.secret.c.name == "forms")).scalar()
            if found is None:
                found = secrets.token_hex(32)
                connection.execute(sa.insert(t.secret).values(name="forms", value=found))
        return bytes.fromhex(found)

    @cached_property
    def _coder(self) -> Coder:
        import parley

        return parley.load(model=self.settings.model, codebook=self.settings.codebook)

    def coding(self, work: Any) -> Any:
        """Do something with the coder, alone: it is made at the first call and serves one at a time."""
        with self._coding:
            return work(self._coder)

    @cached_property
    def made(self) -> Made:
        """What the desk's coder is, for the readings that it makes."""
        from parley.desk.demo import made

        return made(self.settings)

    def close(self) -> None:
        """Stop what runs and let go of the record."""
        self.jobs.close()
        self.cache.close()
        self.record.close()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "analyst"
