"""An act that may be one, before it is decided on."""

from __future__ import annotations

from dataclasses import dataclass, field

from parley.codebook.acts import Entry


@dataclass(slots=True)
class Proposal:
    """An act that the codebook and the parse propose, in tokens.

    Attributes:
        trigger: the word that the gold of a careful annotator would point at: the base act or the outermost operator.
        base: token of the innermost act.
        words: all tokens that decided.
        actors, recipients: head tokens of noun phrases.
        weak: an entry marked weak did not find known actors on both sides.
        things: what was given, moved or spoken of.
        entry: the innermost entry; chain: operators applied, outermost first.
        dropped: what was considered and dropped, in words.
    """

    trigger: int
    base: int
    words: list[int]
    type: str
    mode: str | None
    cameo: str | None
    entry: Entry
    actors: list[int] = field(default_factory=list)
    recipients: list[int] = field(default_factory=list)
    things: list[int] = field(default_factory=list)
    symmetric: bool = False
    weak: bool = False
    chain: tuple[str, ...] = ()
    status: set[str] = field(default_factory=set)
    dropped: list[str] = field(default_factory=list)

    @property
    def rule(self) -> str:
        """The operator chain over the entry, as `refuse(meet)`."""
        return "".join(f"{op}(" for op in self.chain) + self.entry.id + ")" * len(self.chain)
