"""One report as the search for disagreements sees it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from parley.codebook.tables import table
from parley.coding.acts.attach import clause_of
from parley.coding.acts.slots import SlotReader
from parley.coding.layers import (
    Act,
    Entities,
    Figure,
    Mention,
    Passage,
    Quantities,
    Quantity,
    Said,
    Talk,
    Time,
    layer,
    tree_of,
    vouching,
)
from parley.coding.talks.rounds.days import day_range

# In how many sentences after a claim its contradiction is looked for.
NEAR = 3
_STEM = 6
_MARKS = frozenset(",;:.-–—")
CODED = frozenset({"headline", "body"})


@lru_cache(maxsize=4)
def load_words(folder: Path | None = None) -> dict[str, Any]:
    """The words of disagreement; `folder` extends the shipped ones."""
    raw = dict(table("disagreements.yaml", folder))
    blame = raw["blame"]
    did = {phrase.split()[0] for phrase in raw["did"]}
    raw["all verbs"] = {*blame["verbs"], *blame["lay"], *raw["violence"], *raw["with"], *raw["claiming"], *did}
    return raw


class Scene:
    """The layers of one Doc, and what every kind of disagreement asks of them.

    Args:
        same: a scene of the same Doc, which the new one shares all that it holds with.
    """

    def __init__(self, doc: Doc, words: dict[str, Any], same: Scene | None = None) -> None:
        if same is not None:
            vars(self).update(vars(same))
            return
        self.tree, self.words = tree_of(doc), words
        report = layer(doc, "parley_report")
        span = day_range(report.published) if report else None
        self.published = span[0] if span else None
        self.raw: str = layer(doc, "parley_report").text if layer(doc, "parley_report") else doc.text
        self.passages: list[Passage] = [p for p in layer(doc, "parley_passages") or [] if p.kind in CODED]
        self.mentions: list[Mention] = layer(doc, "parley_mentions") or []
        self.entities: Entities = layer(doc, "parley_entities") or Entities()
        self.times: list[Time] = layer(doc, "parley_times") or []
        counted: Quantities = layer(doc, "parley_quantities") or Quantities()
        self.figures: list[Figure] = counted.figures
        self.quantities: list[Quantity] = counted.quantities
        self.acts: list[Act] = layer(doc, "parley_acts") or []
        self.said: list[Said] = layer(doc, "parley_attribution") or []
        self.talks: list[Talk] = layer(doc, "parley_talks") or []
        self.slots = SlotReader(self.tree)
        self.empty = frozenset(words["empty"])
        self.vouching = vouching(self.said)

    @cached_property
    def voices(self) -> frozenset[int]:
        """Tokens of the words that name who says something."""
        return frozenset(i for s in self.said if s.source is not None for i in range(*s.words))

    def times_at(self, tokens: Iterable[int]) -> list[int]:
        """The times that date a clause of the tokens."""
        tree = self.tree
        inside = set(tokens)
        clauses = {clause_of(tree, i) for i in inside}
        out = []
        for n, t in enumerate(self.times):
            if t.plain or t.value is None or t.type not in ("DATE", "TIME"):
                continue
            if tree.head[t.head] in inside or (clause_of(tree, t.head) in clauses and tree.head[t.head] in clauses):
                out.append(n)
        return out

    def content(self, k: int) -> frozenset[str]:
        """Lemmas of content in the phrase or clause at a token, its head's own among them."""
        tree = self.tree
        out = set()
        for j in range(tree.left[k], tree.right[k] + 1):
            lemma = tree.base[j]
            if tree.pos[j] in ("NOUN", "PROPN", "VERB", "ADJ") and lemma not in self.empty and len(lemma) > 2:
                out.add(lemma)
        return frozenset(out)

    def stems(self, k: int) -> frozenset[str]:
        """The words of content at a token, cut so that a verb and its noun are one ("withdraw", "withdrawal")."""
        return frozenset(w[:_STEM] for w in self.content(k))

    def source(self, token: int) -> str | int | None:
        """Who vouches for what is told at a token: entity, or words where the source is none; None for the report."""
        links = self.vouching.get(token)
        if links is None:
            return None
        link = links[0]
        if len(links) > 1:
            link = min(links, key=lambda s: min(b - a for a, b in s.content if a <= token < b))
        if link.source is not None and link.source in self.entities.of:
            return self.entities.of[link.source]
        return " ".join(self.tree.lower[slice(*link.words)])

    def source_entity(self, token: int) -> int | None:
        source = self.source(token)
        return source if isinstance(source, int) else None

    def who(self, mention: int) -> str:
        e = self.entities.of.get(mention)
        return f"E{e}" if e is not None else self.tree.base[self.mentions[mention].head]

    def is_apart(self, start: int, end: int) -> bool:
        """Whether the words around a span set it apart from another of its kind."""
        tree = self.tree
        a, b = tree.sents[tree.sent[start]]
        near = {tree.lower[k] for i in range(start, end) for k in (i, *tree.kids[i])} | set(
            tree.lower[max(a, start - 3) : min(b, end + 2)]
        )
        text = " ".join(tree.lower[a:b])
        return any(w in near if " " not in w else w in text for w in self.words["apart"])

    def sets_apart(self, token: int) -> bool:
        """Whether the sentence of a token tells of several events of a kind, or goes over to another."""
        start, end = self.tree.sents[self.tree.sent[token]]
        text = f" {' '.join(self.tree.lower[start:end])} "
        return any(f" {w} " in text for w in self.words["several"])

    def act_near(self, token: int) -> int:
        """Index of the act that the token belongs to, or that its sentence tells; -1 where there is none."""
        tree = self.tree
        same = [n for n, a in enumerate(self.acts) if tree.sent[a.trigger] == tree.sent[token]]
        return min(same, key=lambda n: abs(self.acts[n].trigger - token), default=-1)

    def name(self, token: int) -> str:
        n = self.entities.at.get(token)
        return self.text(self.mentions[n].start, self.mentions[n].end) if n is not None else self.tree.words[token]

    def text(self, start: int, end: int) -> str:
        """The words of some tokens, without the marks at their ends."""
        while end - start > 1 and self.tree.words[start] in _MARKS:
            start += 1
        while end - start > 1 and self.tree.words[end - 1] in _MARKS:
            end -= 1
        a, b = self.tree.text(start, end)
        return " ".join(self.raw[a:b].split())

    def deed(self, token: int) -> str:
        """The words of what was done, without the preposition or conjunction that hangs them on the rest."""
        start, end = self.tree.left[token], self.tree.right[token] + 1
        while start < token and (self.tree.head[start] == token and self.tree.dep[start] in ("case", "mark")):
            start += 1
        return self.text(start, end)
