"""A reading together with why each event stands and what was looked at and dropped, for `parley explain`."""

from __future__ import annotations

from dataclasses import dataclass, field

from parley.coding.acts.component import ActCoder
from parley.coding.coder import Coder
from parley.coding.layers import Act, Rejected, tree_of
from parley.coding.linear import Part, names
from parley.coding.reading import to_reading
from parley.model import Evidence, Reading, Report, Span

Weighed = list[tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Why:
    """What decided on one piece of evidence.

    Attributes:
        dropped: what else its words could have been, in words.
        weighed: the decider's heaviest features with their weights (log odds), heaviest first.
    """

    dropped: list[str] = field(default_factory=list)
    weighed: Weighed = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Turned:
    """What the codebook proposed and the decider turned down; `words` are the offsets of what would have told it."""

    words: Span
    type: str
    mode: str | None
    rule: str
    confidence: float
    weighed: Weighed


@dataclass(frozen=True, slots=True)
class Explanation:
    """A reading, why its events stand (by offsets and rule of their evidence), and what does not stand in it."""

    reading: Reading
    reasons: dict[tuple[int, int, str | None], Why]
    turned: list[Turned]

    def why(self, evidence: Evidence) -> Why:
        """What decided on a piece of an event's evidence."""
        return self.reasons.get((evidence.start, evidence.end, evidence.rule), Why())


def explained(coder: Coder, report: Report) -> Explanation:
    """Code a report and keep the reasons.

    Raises:
        LanguageError: the report is in another language than English.
        ParleyError: it is too long.
    """
    doc = coder.doc(report)
    tree = tree_of(doc)
    acts: list[Act] = doc._.parley_acts or []
    reasons: dict[tuple[int, int, str | None], Why] = {}
    for act in acts:
        why = reasons.setdefault((*tree.text(*act.span), act.rule), Why())
        why.dropped.extend(act.considered)
        why.weighed.extend(_weighed(coder, act.features))
    rejected: list[Rejected] = doc._.parley_rejected or []
    turned = []
    for no in rejected:
        start, end = tree.text(*no.span)
        weighed = _weighed(coder, no.features)
        turned.append(Turned(Span(start=start, end=end), no.type, no.mode, no.rule, no.confidence, weighed))
    return Explanation(to_reading(doc, coder.ontology), reasons, turned)


def _weighed(coder: Coder, features: list[Part]) -> Weighed:
    """The heaviest of what the decider weighed: worked out when somebody asks, as most readings never say it."""
    coding = coder.nlp.get_pipe("parley_acts")
    decider = coding.decider if isinstance(coding, ActCoder) else None
    return [] if decider is None else list(dict(decider.act.heaviest(names(features))).items())
