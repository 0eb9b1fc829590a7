"""Asking for a second opinion and taking from it what holds."""

from __future__ import annotations

from collections import Counter
from typing import Protocol

from parley.codebook.load import load_codebook
from parley.errors import ParleyError
from parley.model import Reading, Report, validate
from parley.second.ground import ground
from parley.second.proposal import Proposal

MAX_CHARS = 40_000
"""Code points of the longest report that is sent; about ten thousand tokens."""

GIVE_UP = 3
"""Failures in a row after which nobody is asked any more, so that a dead server costs no hours."""


class OpinionError(ParleyError):
    """No opinion could be had: the server is away, refuses, or answers what is none."""


class Opinion(Protocol):
    """Whatever reads a report and proposes: a language model behind a server, or a colleague's program."""

    name: str
    """Who it is; stands in the rule of everything that comes from it."""

    def propose(self, report: Report) -> Proposal:
        """What it finds in the report.

        Raises:
            OpinionError: nothing can be had.
        """
        ...


class Second:
    """Adds to readings what another proposes and the report bears out.

    Attributes:
        counts: over all readings: `asked`, `failed`, `events` and `relations` added, `known` (proposed, and in the
            reading already) and `dropped` (not verbatim in the report, or not what the reading may hold).
        failures: what went wrong, a line each.
    """

    def __init__(self, opinion: Opinion, *, codebook: str | None = None, max_chars: int = MAX_CHARS) -> None:
        """Ask this opinion.

        Args:
            codebook: folder that extends the codebook.
            max_chars: longer reports are not sent.
        """
        self.opinion = opinion
        self.ontology = load_codebook(codebook).ontology
        self.max_chars = max_chars
        self.counts: Counter[str] = Counter()
        self.failures: list[str] = []
        self._in_a_row = 0

    def add(self, reading: Reading) -> Reading:
        """The reading with what the second opinion adds; as it was where none can be had."""
        if self._in_a_row >= GIVE_UP:
            self.counts["failed"] += 1
            return reading
        if len(reading.report.text) > self.max_chars:
            return self._failed(reading, f"longer than {self.max_chars:,} characters, so nobody was asked")
        self.counts["asked"] += 1
        try:
            proposal = self.opinion.propose(reading.report)
        except OpinionError as error:
            self._in_a_row += 1
            end = "; nobody is asked any more" if self._in_a_row >= GIVE_UP else ""
            return self._failed(reading, f"{error}{end}")
        self._in_a_row = 0
        added, counts = ground(reading, proposal, f"second-opinion:{self.opinion.name}", self.ontology)
        validate(added)
        self.counts += counts
        return added

    def _failed(self, reading: Reading, why: str) -> Reading:
        self.counts["failed"] += 1
        self.failures.append(f"{reading.report.id}: {why}")
        return reading
