"""The record: many reports, one memory.

    from parley.record import Events, open_record

    record = open_record("conflict.db")               # or postgresql://user@host/name
    record.keep_all(readings, made=made())             # Kept for each, once it is on the disk
    record.events(Events(party="state-rus", since="2022-02-24", types=("ASSAULT",)))
    record.notes.correct(record.notes.event(key), "type", "COERCE", author="mina")

`Record` holds all queries, `Record.notes` all that people write. See docs/record.md.
"""

from __future__ import annotations

from parley.errors import RecordError

try:
    import rensa  # noqa: F401
    import sqlalchemy  # noqa: F401
except ModuleNotFoundError as error:
    raise RecordError(f'a record needs {error.name}; install it with: pip install "parley[record]"') from error

from parley.record.anchors import Target
from parley.record.filters import Events
from parley.record.frames import frame
from parley.record.keep import Kept, Made
from parley.record.notes import Note
from parley.record.record import Record, open_record

__all__ = ["Events", "Kept", "Made", "Note", "Record", "Target", "frame", "open_record"]
