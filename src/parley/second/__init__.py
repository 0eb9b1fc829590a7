"""A second opinion on a reading: a language model proposes, and only what stands verbatim in the report is kept.

    from parley.second import Endpoint, Second

    second = Second(Endpoint("http://localhost:8080/v1", "any-model"))
    reading = second.add(reading)

Off unless asked for. See docs/second-opinion.md.
"""

from __future__ import annotations

from parley.second.endpoint import Endpoint
from parley.second.opinion import Opinion, OpinionError, Second
from parley.second.proposal import Proposal, ProposedEvent, ProposedParty, ProposedRelation

__all__ = [
    "Endpoint",
    "Opinion",
    "OpinionError",
    "Proposal",
    "ProposedEvent",
    "ProposedParty",
    "ProposedRelation",
    "Second",
]
