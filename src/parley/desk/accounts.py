"""Accounts of a team: passwords by argon2, sessions and invitations by hashed tokens, and an audit log."""

from __future__ import annotations

import re
import secrets
import time
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from parley.desk import tables as t
from parley.desk.state import RANK, DeskError, Person
from parley.record.notes import now

if TYPE_CHECKING:
    from argon2 import PasswordHasher

    from parley.desk.state import Desk

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,38}[a-z0-9]")
SHORTEST, LONGEST = 10, 1000
INVITATION_DAYS = 7


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobody() -> str:
    # Checked where there is no such account, so that the time taken does not tell which names exist.
    return _hasher().hash(secrets.token_hex(16))


def hashed(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()


def audit(desk: Desk, who: str, act: str, about: str = "", address: str = "") -> None:
    """Write down who did what."""
    with desk.record.store.write() as connection:
        connection.execute(sa.insert(t.audit).values(at=now(), who=who, act=act, about=about[:500], address=address))


def make(desk: Desk, name: str, password: str, role: str, *, shown: str = "") -> Person:
    """Make an account.

    Raises:
        DeskError: the name is taken or none, the password too short, the role unknown.
    """
    name = name.strip().lower()
    if not NAME.fullmatch(name):
        raise DeskError("a name has 2 to 40 small letters, digits, dots or hyphens, such as mina.k", 422)
    if role not in RANK:
        raise DeskError(f"{role!r} is no role; there are {', '.join(RANK)}", 422)
    _check(password)
    row = {
        "name": name, "shown": shown.strip()[:80] or name, "role": role, "password": _hasher().hash(password),
        "active": True, "made_at": now(),
    }  # fmt: skip
    with desk.record.store.write() as connection:
        if connection.execute(sa.select(t.account.c.name).where(t.account.c.name == name)).first():
            raise DeskError(f"the name {name} is taken", 409)
        connection.execute(sa.insert(t.account).values(**row))
    return Person(name=name, shown=row["shown"], role=role)  # type: ignore[arg-type]


def _check(password: str) -> None:
    if not SHORTEST <= len(password) <= LONGEST:
        raise DeskError(f"a password has {SHORTEST} to {LONGEST} characters", 422)


def log_in(desk: Desk, name: str, password: str) -> tuple[Person, str] | None:
    """A session's token, where name and password fit."""
    from argon2.exceptions import InvalidHashError, VerificationError

    with desk.record.store.read() as connection:
        row = connection.execute(sa.select(t.account).where(t.account.c.name == name.strip().lower())).first()
    try:
        _hasher().verify(row.password if row else _nobody(), password[:LONGEST])
    except (VerificationError, InvalidHashError):
        return None
    if row is None or not row.active:
        return None
    return Person(name=row.name, shown=row.shown, role=row.role), open_session(desk, row.name)


def open_session(desk: Desk, name: str) -> str:
    """A new session's token."""
    token = secrets.token_urlsafe(32)
    until = time.time() + desk.limits.session_days * 86400
    with desk.record.store.write() as connection:
        connection.execute(sa.delete(t.session).where(t.session.c.until < time.time()))
        connection.execute(sa.insert(t.session).values(token=hashed(token), account=name, made_at=now(), until=until))
    return token


def whose(desk: Desk, token: str) -> Person | None:
    """Whose session a token is."""
    if not token:
        return None
    found = (
        sa.select(t.account)
        .join(t.session, t.session.c.account == t.account.c.name)
        .where(t.session.c.token == hashed(token), t.session.c.until > time.time(), t.account.c.active)
    )
    with desk.record.store.read() as connection:
        row = connection.execute(found).first()
    return Person(name=row.name, shown=row.shown, role=row.role) if row else None


def log_out(desk: Desk, token: str) -> None:
    """End a session."""
    with desk.record.store.write() as connection:
        connection.execute(sa.delete(t.session).where(t.session.c.token == hashed(token)))


def change_password(desk: Desk, name: str, password: str) -> None:
    """Another password; every session of the account ends.

    Raises:
        DeskError: it is too short, or there is no such account.
    """
    _check(password)
    with desk.record.store.write() as connection:
        changed = connection.execute(
            sa.update(t.account).where(t.account.c.name == name).values(password=_hasher().hash(password))
        )
        if not changed.rowcount:
            raise DeskError(f"there is no account {name!r}", 404)
        connection.execute(sa.delete(t.session).where(t.session.c.account == name))


def change(desk: Desk, name: str, *, role: str | None = None, active: bool | None = None) -> None:
    """Another role, or shut an account and open it again. The last editor stays one.

    Raises:
        DeskError: there would be no editor any more, or there is no such account.
    """
    if role is not None and role not in RANK:
        raise DeskError(f"{role!r} is no role; there are {', '.join(RANK)}", 422)
    values: dict[str, Any] = {k: v for k, v in (("role", role), ("active", active)) if v is not None}
    with desk.record.store.write() as connection:
        if not connection.execute(sa.update(t.account).where(t.account.c.name == name).values(**values)).rowcount:
            raise DeskError(f"there is no account {name!r}", 404)
        editors = sa.select(sa.func.count()).where(t.account.c.role == "editor", t.account.c.active)
        if not connection.execute(editors).scalar_one():
            raise DeskError("a team keeps one editor; make another one first", 409)
        if active is False:
            connection.execute(sa.delete(t.session).where(t.session.c.account == name))


def invite(desk: Desk, role: str, by: str) -> str:
    """A token with which one person may make an account.

    Raises:
        DeskError: no such role.
    """
    if role not in RANK:
        raise DeskError(f"{role!r} is no role; there are {', '.join(RANK)}", 422)
    token = secrets.token_urlsafe(24)
    until = time.time() + INVITATION_DAYS * 86400
    with desk.record.store.write() as connection:
        connection.execute(
            sa.insert(t.invitation).values(token=hashed(token), role=role, made_by=by, made_at=now(), until=until)
        )
    return token


def invited(desk: Desk, token: str) -> str:
    """The role that an invitation gives.

    Raises:
        DeskError: it is none, used or too old.
    """
    with desk.record.store.read() as connection:
        row = connection.execute(sa.select(t.invitation).where(t.invitation.c.token == hashed(token))).first()
    if row is None or row.used_by or row.until < time.time():
        raise DeskError("this invitation was used or is too old; ask for another", 404)
    return str(row.role)


def accept(desk: Desk, token: str, name: str, password: str, shown: str) -> Person:
    """Make the account that an invitation allows; it serves once.

    Raises:
        DeskError: the invitation, name or password is no good.
    """
    role = invited(desk, token)
    mine = t.invitation.c.token == hashed(token)
    with desk.record.store.write() as connection:  # taken first: two people with one link are not both let in
        taken = sa.update(t.invitation).where(mine, t.invitation.c.used_by.is_(None)).values(used_by=name)
        if not connection.execute(taken).rowcount:
            raise DeskError("this invitation was used; ask for another", 404)
    try:
        return make(desk, name, password, role, shown=shown)
    except DeskError:
        with desk.record.store.write() as connection:
            connection.execute(sa.update(t.invitation).where(mine).values(used_by=None))
        raise


def everybody(desk: Desk) -> list[dict[str, Any]]:
    """All accounts, without their passwords."""
    columns = [t.account.c[c] for c in ("name", "shown", "role", "active", "made_at")]
    with desk.record.store.read() as connection:
        return [dict(r) for r in connection.execute(sa.select(*columns).order_by(t.account.c.name)).mappings()]


def log(desk: Desk, limit: int = 200) -> list[dict[str, Any]]:
    """The audit log, the latest first."""
    with desk.record.store.read() as connection:
        found = sa.select(t.audit).order_by(t.audit.c.id.desc()).limit(limit)
        return [dict(row) for row in connection.execute(found).mappings()]
