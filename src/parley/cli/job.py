"""Coding a list of inputs: what `read`, `code` and `explain` share."""

from __future__ import annotations

import atexit
import functools
import gc
import inspect
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import typer

from parley.cli import options
from parley.cli.console import complain
from parley.settings import Settings
from parley.words import count

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from parley.coding.coder import Coder
    from parley.errors import ParleyError
    from parley.model import Reading, Report
    from parley.second import Second
    from parley.sources import Skipped

NOTHING_CODED = 1
SOME_SKIPPED = 3
LISTED = 20


def settings_from(
    model: str | None, codebook: Path | None, min_confidence: float = 0.0, screen: bool | None = None
) -> Settings:
    """The settings that the options give."""
    return Settings(
        model=model,
        codebook=str(codebook) if codebook else None,
        min_confidence=min_confidence,
        screen="off" if screen is None else "on" if screen else "check",
    )


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
        second: who is asked for a second opinion on each reading; nobody, unless it was asked for.
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
    second: Second | None = None

    def coder(self) -> Coder:
        """The coder, loaded; takes a second or two."""
        from parley.coding.coder import load

        coder = load(self.settings)
        # Every file is closed here, and the last collection of garbage takes a third of a second.
        atexit.unregister(gc.unfreeze)
        return coder

    def readings(self, coder: Coder | None = None) -> Iterator[Reading]:
        """Code the inputs one after another; what cannot be coded is noted and the others go on."""
        for reading in (coder or self.coder()).pipe(self.reports(), on_error=self.refused):
            if self.second:
                reading = self.second.add(reading)
            self.coded += 1
            self.events += len(reading.events)
            yield reading

    def opened(
        self, inputs: Iterable[str], on_bytes: Callable[[int], None] | None = None
    ) -> Iterator[Report | Skipped]:
        """What some inputs hold, with what was given about them."""
        from parley.sources import open_reports

        return open_reports(
            inputs,
            mapping=self.mapping,
            published=self.published,
            title=self.title,
            publisher=self.publisher,
            settings=self.settings,
            on_bytes=on_bytes,
        )

    def reports(self) -> Iterator[Report]:
        """The reports of the inputs; what gives none is noted."""
        from parley.model import Report

        for item in self.opened(self.inputs):
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
        if self.second:
            tell_second(self.second)
        ended(self.coded, self.skipped)


def second_from(url: str | None, model: str | None, codebook: Path | None) -> Second | None:
    """Who is asked for a second opinion, if anybody is.

    Raises:
        typer.BadParameter: only one of address and model is given.
        ParleyError: the address is none, or httpx is not installed.
    """
    if not url and not model:
        return None
    if not url or not model:
        raise typer.BadParameter("--second-opinion and --second-model go together", param_hint="--second-opinion")
    from parley.second import Endpoint, Second

    endpoint = Endpoint(url, model, key=os.environ.get("PARLEY_SECOND_KEY") or None)
    return Second(endpoint, codebook=str(codebook) if codebook else None)


def tell_second(second: Second) -> None:
    """Say on standard error what the second opinion came to, and why where it came to nothing."""
    counts = second.counts
    complain(
        f"second opinion of {second.opinion.name}: {count(counts['events'], 'event')} and "
        f"{count(counts['relations'], 'relation')} added, {counts['known']:,} known already, "
        f"{counts['dropped']:,} dropped as not in the report"
    )
    for line in second.failures[:LISTED]:
        complain(f"no second opinion on {line}")


def ended(coded: int, skipped: Sequence[str]) -> None:
    """List what was skipped on standard error and set the exit status.

    Raises:
        typer.Exit: something was skipped, or nothing was coded.
    """
    for line in skipped[:LISTED]:
        complain(f"skipped {line}")
    if len(skipped) > LISTED:
        complain(f"skipped {len(skipped) - LISTED:,} more")
    if not coded:
        complain("nothing could be coded")
        raise typer.Exit(NOTHING_CODED)
    if skipped:
        raise typer.Exit(SOME_SKIPPED)


def job_of(
    inputs: options.Inputs,
    published: options.Published = None,
    title: options.Title = None,
    publisher: options.Publisher = None,
    model: options.Model = None,
    codebook: options.Codebook = None,
    min_confidence: options.MinConfidence = 0.0,
    screen: options.Screen = None,
    column: options.Column = None,
    second_opinion: options.SecondOpinion = None,
    second_model: options.SecondModel = None,
) -> Job:
    """The job that the command line describes: the options of every command that codes a list of inputs."""
    return Job(
        inputs,
        settings_from(model, codebook, min_confidence, screen),
        mapping=mapping_from(column),
        published=published,
        title=title,
        publisher=publisher,
        second=second_from(second_opinion, second_model, codebook),
    )


def takes_job(command: Callable[..., None]) -> Callable[..., None]:
    """A command whose first parameter is a Job, as one that takes the arguments of `job_of` in its place."""
    shared = list(inspect.signature(job_of, eval_str=True).parameters.values())
    own = list(inspect.signature(command, eval_str=True).parameters.values())[1:]
    # Inputs first, then the command's own options, then those that it shares.
    parameters = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in (shared[0], *own, *shared[1:])]

    @functools.wraps(command)
    def with_job(**given: Any) -> None:
        job = job_of(**{p.name: given.pop(p.name) for p in shared})
        command(job, **given)

    with_job.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    with_job.__annotations__ = {p.name: p.annotation for p in parameters}
    return with_job
