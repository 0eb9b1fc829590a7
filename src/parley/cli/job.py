"""Coding a list of inputs: what `read`, `code` and `explain` share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import typer

from parley.cli.console import complain
from parley.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from parley.coding.coder import Coder
    from parley.errors import ParleyError
    from parley.model import Reading, Report

NOTHING_CODED = 1
SOME_SKIPPED = 3
LISTED = 20


def settings_from(model: str | None, codebook: Path | None, min_confidence: float = 0.0) -> Settings:
    """The settings that the options give."""
    return Settings(model=model, codebook=str(codebook) if codebook else None, min_confidence=min_confidence)


def mapping_from(columns: Sequence[str] | None) -> dict[str, str]:
    """Field to column, from `FIELD=NAME` options.

    Raises:
        typer.BadParameter: an option has no `=`.
    """
    mapping = {}
    for column in columns or ():
        name, separator, value = column.partition("=")
        if not separator:
            raise typer.BadParameter(f"{column!r} should be FIELD=NAME, such as text=body", param_hint="--column")
        mapping[name] = value
    return mapping


@dataclass(slots=True)
class Job:
    """Inputs to code with what was given about them.

    Attributes:
        coded: readings made so far.
        events: events in them.
        skipped: inputs, or parts of them, that gave no reading, each with the reason.
    """

    inputs: Sequence[str]
    settings: Settings
    mapping: dict[str, str] = field(default_factory=dict)
    published: str | None = None
    title: str | None = None
    publisher: str | None = None
    coded: int = 0
    events: int = 0
    skipped: list[str] = field(default_factory=list)

    def coder(self) -> Coder:
        """The coder, loaded; takes a second or two."""
        from parley.coding.coder import load

        return load(self.settings)

    def readings(self, coder: Coder | None = None) -> Iterator[Reading]:
        """Code the inputs one after another; what cannot be coded is noted and the others go on."""
        for reading in (coder or self.coder()).pipe(self.reports(), on_error=self.refused):
            self.coded += 1
            self.events += len(reading.events)
            yield reading

    def reports(self) -> Iterator[Report]:
        """The reports of the inputs; what gives none is noted."""
        from parley.model import Report
        from parley.sources import open_reports

        for item in open_reports(
            self.inputs,
            mapping=self.mapping,
            published=self.published,
            title=self.title,
            publisher=self.publisher,
            settings=self.settings,
        ):
            if isinstance(item, Report):
                yield item
            else:
                self.skipped.append(f"{item.source}: {item.reason}")

    def refused(self, report: Report, error: ParleyError) -> None:
        """Note a report that cannot be coded, and why."""
        reason = str(error)
        self.skipped.append(reason if reason.startswith(f"{report.id}:") else f"{report.id}: {reason}")

    def finish(self) -> None:
        """List what was skipped on standard error and set the exit status.

        Raises:
            typer.Exit: something was skipped, or nothing was coded.
        """
        for line in self.skipped[:LISTED]:
            complain(f"skipped {line}")
        if len(self.skipped) > LISTED:
            complain(f"skipped {len(self.skipped) - LISTED:,} more")
        if not self.coded:
            complain("nothing could be coded")
            raise typer.Exit(NOTHING_CODED)
        if self.skipped:
            raise typer.Exit(SOME_SKIPPED)
