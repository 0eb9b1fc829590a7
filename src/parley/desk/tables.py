"""What the desk itself keeps, in the record's database: drafts, what was seen, accounts, sessions, the audit log."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Index, Integer, MetaData, Table, Text

metadata = MetaData()

# Words that somebody is typing and has not sent. One row a draft; its id is that of the note that it will be.
draft = Table(
    "desk_draft",
    metadata,
    Column("id", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("page", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("parent", Text),
    Column("body", Text, nullable=False),
    # The browser's own clock: of two tries to keep one draft that cross on the way, the later typed wins.
    Column("typed_at", Text, nullable=False),
    Column("kept_at", Text, nullable=False),
    Index("desk_draft_by_owner", "owner", "page"),
)

seen = Table(
    "desk_seen",
    metadata,
    Column("owner", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("before", Text),
)

account = Table(
    "desk_account",
    metadata,
    Column("name", Text, primary_key=True),
    Column("shown", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("made_at", Text, nullable=False),
)

# Of a session's and an invitation's token only the hash is kept: who reads the database cannot log in with it.
session = Table(
    "desk_session",
    metadata,
    Column("token", Text, primary_key=True),
    Column("account", Text, nullable=False, index=True),
    Column("made_at", Text, nullable=False),
    Column("until", Float, nullable=False),
)

invitation = Table(
    "desk_invitation",
    metadata,
    Column("token", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("until", Float, nullable=False),
    Column("used_by", Text),
)

audit = Table(
    "desk_audit",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("address", Text, nullable=False),
)

secret = Table("desk_secret", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))
