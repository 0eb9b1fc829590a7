"""What a second opinion may say: the reading's own types of events and relations, with words in place of offsets.

A language model cannot count characters, so it quotes. `schema` is what its answer is constrained to.
"""

from __future__ import annotations

from typing import Any

import msgspec

from parley.model import EntityType, EventStatus, EventType, RelationStatus, RelationType


class ProposedParty(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """Somebody, by words of the report."""

    words: str
    type: EntityType


class ProposedEvent(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """An act: the words that tell it, its type, who did it and to whom."""

    words: str
    type: EventType
    mode: str | None
    actors: list[ProposedParty]
    recipients: list[ProposedParty]
    status: list[EventStatus]


class ProposedRelation(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What stands between two parties: the words that say so, its type, both ends."""

    words: str
    type: RelationType
    from_: ProposedParty = msgspec.field(name="from")
    to: ProposedParty
    status: list[RelationStatus]


class Proposal(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """One whole answer."""

    events: list[ProposedEvent]
    relations: list[ProposedRelation]


def schema() -> dict[str, Any]:
    """The JSON Schema of a proposal, every key required and no other allowed, as strict endpoints ask for."""
    (out,), components = msgspec.json.schema_components([Proposal], ref_template="#/$defs/{name}")
    return {**out, "$defs": components}
