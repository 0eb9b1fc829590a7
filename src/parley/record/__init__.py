"""The record: many reports, one memory.

    from parley.record import Events, open_record

    record = open_record("conflict.db")               # or postgresql://user@host/name
    record.keep_all(readings, made=made())             # Kept for each, once it is on the disk
    record.events(Events(party="state-rus", since="2022-02-24", types=("ASSAULT",)))
    record.notes.correct(record.notes.event(key), "type", "COERCE", author="mina")

`Record` holds all queries, `Record.notes` all that people write. See docs/record.md.
"""

from __future__ import annotations

from parley.record.anchors import Target
from parley.record.filters import Events
from parley.record.frames import frame
from parley.record.keep import Kept, Made
from parley.record.notes import Note
from parley.record.record import Record, open_record

__all__ = ["Events", "Kept", "Made", "Note", "Record", "Target", "frame", "open_record"]
