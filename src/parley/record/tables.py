"""The tables of a record, the same in SQLite and PostgreSQL.

What came in is kept for good: reports with their texts, readings, notes. All the rest (tellings, events, relations,
talks, disagreements ...) is worked out from these and can be worked out again.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)

metadata = MetaData()

meta = Table("meta", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

# A report as it came. `key` is the same in every record: what a restore merges by.
report = Table(
    "report",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("source_id", Text, nullable=False, index=True),
    Column("hash", Text, nullable=False),
    Column("url", Text),
    Column("title", Text),
    Column("publisher", Text),
    Column("published", Text),
    Column("language", Text),
    Column("text", Text, nullable=False),
    Column("extra", Text, nullable=False),
    Column("kept_at", Text, nullable=False),
    # The first report of which this one is a near copy (itself where it is none), and the share of its shingles there.
    Column("cluster", Integer, nullable=False, index=True),
    Column("containment", Float, nullable=False),
    # A later text of the same report (an edited page, a better extraction) takes its place in every view.
    Column("replaced_by", Integer),
    Column("reading", Integer),
    Index("report_by_day", "published", "id"),
    # Few are replaced: an index of these alone does not tempt the planner where all others are asked for.
    Index(
        "report_by_heir",
        "replaced_by",
        sqlite_where=text("replaced_by IS NOT NULL"),
        postgresql_where=text("replaced_by IS NOT NULL"),
    ),
    Index("report_by_publisher", "publisher", "published"),
)

reading = Table(
    "reading",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("report", Integer, ForeignKey("report.id"), nullable=False, index=True),
    Column("digest", Text, nullable=False),
    Column("schema", Text, nullable=False),
    Column("parley", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("codebook", Text, nullable=False),
    Column("kept_at", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

# Bands of the MinHash signatures, by which near copies are found without a scan.
band = Table(
    "band",
    metadata,
    Column("hash", BigInteger, nullable=False),
    Column("report", Integer, nullable=False),
    PrimaryKeyConstraint("hash", "report"),
    sqlite_with_rowid=False,
)

entity = Table(
    "entity",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("code", Text, index=True),
    Column("country", Text, index=True),
    Column("sectors", Text, nullable=False),
    Column("description", Text),
    Column("reports", Integer, nullable=False),
    Index("entity_by_reports", "reports"),
)

appearance = Table(
    "appearance",
    metadata,
    Column("report", Integer, nullable=False),
    Column("local", Text, nullable=False),
    Column("entity", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("description", Text),
    PrimaryKeyConstraint("report", "local"),
    Index("appearance_by_entity", "entity", "report"),
    sqlite_with_rowid=False,
)

# One event as one report tells it. `coded` is the machine's type, by which tellings are matched whatever was corrected.
telling = Table(
    "telling",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("report", Integer, nullable=False),
    Column("event", Integer, nullable=False, index=True),
    Column("local", Text, nullable=False),
    Column("coded", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("contexts", Text, nullable=False),
    Column("cameo", Text),
    Column("quad", Integer, nullable=False),
    Column("score", Float, nullable=False),
    Column("status", Text, nullable=False),
    Column("day", Text),
    Column("day_to", Text),
    Column("time", Text),
    Column("place", Text),
    Column("place_key", Text),
    Column("country", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("geonames_id", Integer),
    Column("confidence", Float),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("rule", Text),
    Column("words", Text, nullable=False),
    Column("actor_names", Text, nullable=False),
    Column("recipient_names", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("source_entity", Integer),
    Column("why", Text, nullable=False),
    Column("corrected", Text, nullable=False),
    Column("rejected", Boolean, nullable=False),
    Index("telling_by_report", "report", "local"),
    Index("telling_by_source", "source_entity", "id"),
)

telling_party = Table(
    "telling_party",
    metadata,
    Column("telling", Integer, nullable=False),
    Column("side", Text, nullable=False),
    Column("entity", Integer, nullable=False),
    PrimaryKeyConstraint("telling", "side", "entity"),
    sqlite_with_rowid=False,
)

# Keys that tellings had in earlier readings: addresses and judgements made then still find them.
alias = Table(
    "alias",
    metadata,
    Column("key", Text, primary_key=True),
    Column("telling", Text, nullable=False, index=True),
)

# What the tellings come to together.
event = Table(
    "event",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("type", Text, nullable=False),
    Column("mode", Text),
    Column("contexts", Text, nullable=False),
    Column("cameo", Text),
    Column("quad", Integer, nullable=False),
    Column("score", Float, nullable=False),
    Column("status", Text, nullable=False),
    # Day of the act; of an undated one the first day that it was told, with `dated` false.
    Column("day", Text),
    Column("day_to", Text),
    Column("dated", Boolean, nullable=False),
    Column("place", Text),
    Column("place_key", Text),
    Column("country", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("geonames_id", Integer),
    Column("confidence", Float),
    Column("tellings", Integer, nullable=False),
    Column("independent", Integer, nullable=False),
    Column("denials", Integer, nullable=False),
    Column("first_told", Text),
    Column("last_told", Text),
    Column("profile", Text, nullable=False),
    Column("corrected", Text, nullable=False),
    # "Not an event", as an analyst judged: kept, and left out of every view that does not ask for it.
    Column("rejected", Boolean, nullable=False),
    Index("event_by_day", "day", "id"),
    Index("event_by_type", "type", "day", "id"),
    Index("event_by_country", "country", "day", "id"),
    Index("event_by_place", "place_key", "day"),
)

event_party = Table(
    "event_party",
    metadata,
    Column("event", Integer, nullable=False),
    Column("side", Text, nullable=False),
    Column("entity", Integer, nullable=False),
    Column("country", Text),
    Column("day", Text),
    PrimaryKeyConstraint("event", "side", "entity"),
    Index("event_party_by_entity", "entity", "side", "day", "event"),
    Index("event_party_by_country", "country", "side", "day", "event"),
    sqlite_with_rowid=False,
)

event_context = Table(
    "event_context",
    metadata,
    Column("context", Text, nullable=False),
    Column("day", Text),
    Column("event", Integer, nullable=False),
    PrimaryKeyConstraint("event", "context"),
    Index("event_context_by_day", "context", "day", "event"),
    sqlite_with_rowid=False,
)

# Where events that may be the same meet: a day, a type and a party in one number.
block = Table(
    "block",
    metadata,
    Column("slot", BigInteger, nullable=False),
    Column("event", Integer, nullable=False),
    PrimaryKeyConstraint("slot", "event"),
    Index("block_by_event", "event"),
    sqlite_with_rowid=False,
)

relation = Table(
    "relation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("type", Text, nullable=False),
    Column("from_entity", Integer, nullable=False),
    Column("to_entity", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("since", Text),
    Column("first_told", Text),
    Column("last_told", Text),
    Column("tellings", Integer, nullable=False),
    Column("independent", Integer, nullable=False),
    Index("relation_by_from", "from_entity", "type"),
    Index("relation_by_to", "to_entity", "type"),
)

relation_telling = Table(
    "relation_telling",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("relation", Integer, nullable=False),
    Column("report", Integer, nullable=False, index=True),
    Column("cluster", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("since", Text),
    Column("day", Text),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("corrected", Text, nullable=False),
    Index("relation_telling_by_cluster", "relation", "cluster"),
    Index("relation_telling_by_day", "relation", "day"),
)

talks = Table(
    "talks",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("name_key", Text, nullable=False, index=True),
    Column("stage", Text, nullable=False),
    Column("venue", Text),
    Column("country", Text),
    Column("first_told", Text),
    Column("last_told", Text),
    Column("tellings", Integer, nullable=False),
    Column("independent", Integer, nullable=False),
)

talks_party = Table(
    "talks_party",
    metadata,
    Column("talks", Integer, nullable=False),
    Column("role", Text, nullable=False),
    Column("entity", Integer, nullable=False),
    PrimaryKeyConstraint("talks", "role", "entity"),
    Index("talks_party_by_entity", "entity"),
    sqlite_with_rowid=False,
)

talks_telling = Table(
    "talks_telling",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("talks", Integer, nullable=False),
    Column("report", Integer, nullable=False, index=True),
    Column("cluster", Integer, nullable=False),
    Column("local", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("day", Text),
    Column("time", Text),
    Column("venue", Text),
    Column("country", Text),
    Column("documents", Text, nullable=False),
    Column("parties", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("why", Text, nullable=False),
    Column("corrected", Text, nullable=False),
    Index("talks_telling_by_cluster", "talks", "cluster"),
    Index("talks_telling_by_day", "talks", "day"),
)

position = Table(
    "position",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("telling", Integer, nullable=False, index=True),
    Column("talks", Integer, nullable=False, index=True),
    Column("report", Integer, nullable=False),
    Column("issue", Text, nullable=False),
    Column("issue_key", Text, nullable=False),
    Column("party", Integer),
    Column("party_name", Text),
    Column("stance", Text, nullable=False),
    Column("qualifier", Text),
    Column("day", Text),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
)

figure = Table(
    "figure",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("report", Integer, nullable=False, index=True),
    Column("telling", Integer, index=True),
    Column("local", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("low", Float),
    Column("best", Float),
    Column("high", Float),
    Column("qualifier", Text, nullable=False),
    Column("who", Text),
    Column("day", Text),
    Column("place", Text),
    Column("country", Text),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("sentence_start", Integer, nullable=False),
    Column("sentence_end", Integer, nullable=False),
    Column("source", Text, nullable=False),
    Column("corrected", Text, nullable=False),
)

# Inside one report (`report` set), or between the reports that tell one event or one round of talks.
disagreement = Table(
    "disagreement",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("key", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("report", Integer, index=True),
    Column("event", Integer, index=True),
    Column("talks", Integer, index=True),
    Column("day", Text),
    Column("contents", Text, nullable=False),
    Index("disagreement_by_day", "day"),
)

# One revision of a note a row; triggers forbid update and delete. `revision` is the client's own UUID.
note = Table(
    "note",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("revision", Text, nullable=False, unique=True),
    Column("note", Text, nullable=False, index=True),
    Column("kind", Text, nullable=False, index=True),
    Column("author", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("parent", Text, index=True),
    Column("report_key", Text, index=True),
    Column("target", Text, nullable=False),
    Column("field", Text),
    Column("value", Text),
    Column("resolved", Boolean, nullable=False),
    Column("deleted", Boolean, nullable=False),
)

# Where a note stands in the current reading of its report: worked out, so it may be written again.
attachment = Table(
    "attachment",
    metadata,
    Column("note", Text, primary_key=True),
    Column("report", Integer, index=True),
    Column("item", Text),
    Column("start", Integer),
    Column("end", Integer),
    Column("state", Text, nullable=False, index=True),
    Column("reason", Text, nullable=False),
)
