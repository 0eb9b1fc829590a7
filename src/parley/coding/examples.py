"""The example sentences of the codebook as tests: what is coded from them against what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from parley.codebook.acts import Example
from parley.codebook.load import load_codebook
from parley.coding.coder import Coder, load
from parley.model import Event, Reading, Report
from parley.settings import Settings


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one example.

    Attributes:
        entry: id of the entry that it stands under.
        fault: what came out otherwise than it says; None where nothing did.
    """

    entry: str
    text: str
    fault: str | None


def run(settings: Settings, coder: Coder | None = None) -> Iterator[Outcome]:
    """Code every example of the acts and operators of a codebook, the user's own included."""
    entries = load_codebook(settings.codebook).acts.entries.values()
    examples = [(entry, example) for entry in entries for example in entry.examples]
    reports = (Report(id=entry.id, text=example.text) for entry, example in examples)
    readings = (coder or load(settings)).pipe(reports)
    for (entry, example), reading in zip(examples, readings, strict=True):
        yield Outcome(entry.id, example.text, fault_of(example, reading))


def fault_of(example: Example, reading: Reading) -> str | None:
    """What is wrong with the reading of an example, in words; None where it is as the example says."""
    coded = ", ".join(f"{e.type} {e.mode or ''}".strip() for e in reading.events) or "nothing"
    if example.type is None:
        return f"nothing should be coded, not {coded}" if reading.events else None
    wanted = f"{example.type} {example.mode or ''}".strip()
    fitting = [e for e in reading.events if e.type == example.type and example.mode in (None, e.mode)]
    if not fitting:
        return f"should be {wanted}, and is {coded}"
    faults = [_missing(example, reading, event) for event in fitting]
    return None if None in faults else f"{wanted} without {faults[0]}"


def _missing(example: Example, reading: Reading, event: Event) -> str | None:
    """The first party of the example that the event does not have."""
    for side, phrases, ids in (
        ("actor", example.actors, event.actors),
        ("recipient", example.recipients, event.recipients),
    ):
        for phrase in phrases:
            start = reading.report.text.index(phrase)
            end = start + len(phrase)
            if not any(m.entity in ids and m.start < end and start < m.end for m in reading.mentions):
                return f"the {side} {phrase!r}"
    return None
