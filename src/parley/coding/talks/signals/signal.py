"""One place that speaks of talks, and the verb that a split parse leaves beside it."""

from __future__ import annotations

from dataclasses import dataclass, field

from parley.coding.acts.slots import SlotReader
from parley.language.tree import Tree

# What parsers take the subject for where they split "days of talks between A and B are over" before B.
UNMARKED = frozenset({"obl:unmarked", "nmod:unmarked", "parataxis", "dislocated"})


@dataclass(slots=True)
class Signal:
    """One place that speaks of talks.

    Attributes:
        token: the noun or verb.
        top: the outermost noun that stands for the same talks ("round of talks").
        governors: verbs that the talks depend on, with the slot that the talks fill, relative clauses first.
        kind: talks (they are named), verb (somebody negotiates), mediation (somebody helps others to), agreement (a
            text is signed), answer (somebody accepts or refuses the plan of a third side) or weak (a noun that is
            talks only beside others).
        named: a word such as "peace" says that it is a negotiation.
        routine: it may be no more than a meeting or a visit.
        by_noun: a noun says so: talks, or a deal under which something is done.
        text: a verb makes a text of an agreement, which takes no position on anything.
        partial: the text may be one on the way to others.
    """

    token: int
    top: int
    kind: str
    governors: list[tuple[int, str]] = field(default_factory=list)
    named: bool = False
    routine: bool = False
    by_noun: bool = False
    text: bool = False
    partial: bool = False

    @property
    def alone(self) -> bool:
        """Whether it is a verb that tells of talks by itself."""
        return self.governors == [(self.token, "verb")]


def split_verb(tree: Tree, slots: SlotReader, noun: int) -> int | None:
    """The verb beside a noun where the parse splits "talks between A and B resume": B becomes the verb's subject."""
    between = [t for slot in ("between", "among") for t in slots.noun(noun).get(slot, ())]
    if not between or any(len(tree.conjuncts(t)) > 1 for t in between):
        return None
    top = tree.head[noun] if tree.dep[noun] == "nmod" else noun
    over: int = tree.head[top]
    if tree.dep[top] in UNMARKED and any(k > between[-1] for k in tree.children(over, "nsubj", "nsubj:pass")):
        return over
    above = (noun, tree.head[noun]) if tree.dep[noun] == "nmod" else (noun,)
    return next(
        (
            k
            for top in above
            for k in tree.children(top, "conj")
            if slots.is_verbal(k) and tree.child(k, "nsubj", "nsubj:pass") is not None
        ),
        None,
    )
