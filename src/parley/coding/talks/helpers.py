"""Who helps the parties to talk: mediators and hosts."""

from __future__ import annotations

from collections.abc import Iterator

from parley.coding.acts.slots import SlotReader
from parley.coding.talks.sides import LEADS, Side, Sides
from parley.coding.talks.words import Words
from parley.language.tree import Tree

_DASHES = frozenset({"-", "–", "‑"})


class Helpers:
    """Finds mediators and hosts in one Doc."""

    def __init__(self, tree: Tree, slots: SlotReader, words: Words, sides: Sides) -> None:
        self.tree, self.slots, self.words, self.sides = tree, slots, words, sides

    def of(self, nouns: set[int], home: set[int], parties: list[int]) -> list[int]:
        """Who mediates, in text order.

        Args:
            nouns: tokens of the talks and of the agreements.
            home: the sentences that are about these talks.
            parties: entity indexes that are parties by the words around the talks; without any, envoys of states are
                no mediators yet.
        """
        found: dict[int, None] = {}
        for r in self.sides.relations:
            if (
                r.type == "mediates"
                and self.tree.sent[r.trigger] in home
                and (e := self.sides.entities.of.get(r.from_)) is not None
            ):
                found[e] = None
        for e in self._by_verb(home, nouns):
            found[e] = None
        for n in sorted(nouns):
            if self.words.goes_between.head(self.tree, n):
                found |= dict.fromkeys(self.sides.all(self.slots.verb(n).get("subj", ())))
        for e in self._by_title(home, {self.tree.sent[n] for n in nouns}, parties):
            found[e] = None
        for e in self._by_prefix(nouns):
            found[e] = None
        ordered = sorted(
            (e for e in found if self.sides.can_stand(e)),
            key=lambda e: self.sides.mentions[self.sides.entity(e).mentions[0]].start,
        )
        named = [e for e in ordered if not self._generic(e)]
        return named or ordered

    def _generic(self, e: int) -> bool:
        return not self.sides.called(e) and self.sides.entity(e).actor is None

    def _by_verb(self, sentences: set[int], nouns: set[int]) -> Iterator[int]:
        tree, words = self.tree, self.words
        for s in sorted(sentences):
            for i in range(*tree.sents[s]):
                if tree.pos[i] != "VERB":
                    continue
                slots = self.slots.verb(i)
                objects = [*slots.get("obj", ()), *slots.get("between", ()), *slots.get("over", ())]
                about = bool(set(objects) & nouns) or any(tree.lemma[k] in words.brokered for k in objects)
                if self.slots.is_passive(i):
                    if about and words.mediated.head(tree, i):
                        yield from self.sides.all(slots.get("by", ()))
                elif words.mediate.head(tree, i) and (
                    about or "between" in slots or tree.lemma[i] in ("mediate", "shuttle", "bring")
                ):
                    yield from self.sides.all(slots.get("subj", ()))

    def _by_title(self, home: set[int], told: set[int], parties: list[int]) -> Iterator[int]:
        tree, words = self.tree, self.words
        for i, lemma in enumerate(tree.lemma):
            lemma = lemma.lower()
            if lemma == "general" and i > 1 and tree.lower[i - 2] == "secretary":
                lemma = "secretary-general"
            if tree.sent[i] not in home or tree.pos[i] not in ("NOUN", "PROPN", "ADJ"):
                continue
            if lemma in words.titles:
                for e in self._titled(i):
                    if self.sides.side(e) not in {self.sides.side(p) for p in parties if p != e}:
                        yield e
            elif lemma in words.envoys and (lemma not in words.chiefs or tree.sent[i] in told):
                for e in self._titled(i):
                    others = {self.sides.side(p) for p in parties if p != e}
                    if self.sides.entity(e).type == "person" and self._third(i, e, others):
                        yield e

    def _titled(self, i: int) -> list[int]:
        """Whom a title at token i is given to: in one phrase, in apposition, or by "X is the mediator"."""
        tree, sides = self.tree, self.sides
        if tree.case(i) == "as" and tree.head[i] != i:
            # "took part as a mediator", "Russia and Iran as mediators"
            head = tree.head[i]
            subjects = self.slots.verb(head).get("subj", ()) if self.slots.is_verbal(head) else tree.conjuncts(head)
            named = [n for k in subjects if (n := sides.entities.at.get(k)) is not None]
            return [sides.entities.of[n] for n in named if n in sides.entities.of]
        near = [tree.head[i]] if tree.dep[i] in ("appos", "compound", "nmod:desc", "flat") else []
        for k in tree.children(i, "appos", "flat", "nmod:desc", "compound"):
            near += tree.conjuncts(k)
        if tree.child(i, "cop") is not None:
            near += [c for k in tree.children(i, "nsubj") for c in tree.conjuncts(k)]
        named = [n for k in near if (n := sides.entities.at.get(k)) is not None and self._is_name(n)]
        if not named and (n := sides.inside.get(i)) is not None:
            named = [self._beside(n) or n]
        return [sides.entities.of[n] for n in named if n in sides.entities.of]

    def _beside(self, n: int) -> int | None:
        """The name that only a comma parts from a title ("its facilitator, Ali Hamid"), whatever the parse."""
        tree, mentions = self.tree, self.sides.mentions
        start, end = mentions[n].start, mentions[n].end
        for k, other in enumerate(mentions):
            after = other.start == end + 1 and tree.words[end] == ","
            before = other.end == start - 1 and tree.words[start - 1] == ","
            if (after or before) and self._is_name(k):
                return k
        return None

    def _is_name(self, n: int) -> bool:
        m = self.sides.mentions[n]
        return m.form == "name" and m.type != "location"

    def _third(self, i: int, e: int, parties: set[Side]) -> bool:
        """Whether an envoy speaks for an international organization or a state that is no party."""
        tree, sides = self.tree, self.sides
        of = sides.entities.of
        before = range(max(tree.sents[tree.sent[i]][0], i - 5), i)
        near = [of[n] for t in before if (n := sides.inside.get(t)) is not None and n in of]
        near += [of[r.to] for r in sides.relations if r.type in LEADS and of.get(r.from_) == e and r.to in of]
        if any(sides.is_international(x) for x in (*near, e)) or any(
            tree.lower[t] in self.words.international for t in before
        ):
            return True
        if not parties or tree.base[i] not in ("envoy", "emissary"):
            return False
        country = sides.entity(e).country
        own = {sides.side(x) for x in near} | ({("gov", country)} if country else set())
        return bool(own) and not own & parties

    def between(self, sentences: set[int], parties: list[int]) -> list[int]:
        """Who meets the parties, being of neither side, in the sentences that tell of their talks.

        Args:
            parties: entity indexes of at least two sides.
        """
        sides = {self.sides.side(p) for p in parties}
        found: dict[int, None] = {}
        for s in sorted(sentences):
            for i in range(*self.tree.sents[s]):
                if self.tree.pos[i] != "VERB" or not self.words.consults.head(self.tree, i):
                    continue
                slots = self.slots.verb(i)
                met = self.sides.all(
                    [*slots.get("with", ()), *slots.get("obj", ())]
                    + [t for k in slots.get("obj", ()) for t in self.slots.noun(k).get("with", ())]
                )
                if not any(self.sides.side(e) in sides for e in met):
                    continue
                for e in self.sides.all(slots.get("subj", ())):
                    if e not in parties and self.sides.side(e) not in sides and self.sides.can_stand(e):
                        found[e] = None
        return list(found)

    def _by_prefix(self, nouns: set[int]) -> Iterator[int]:
        """ "the Norwegian-brokered talks"."""
        tree = self.tree
        for noun in nouns:
            for i in range(max(tree.left[noun] + 2, noun - 6), noun):
                if tree.lower[i] in self.words.prefixes and tree.words[i - 1] in _DASHES:
                    n = self.sides.inside.get(i - 2)
                    if n is not None and n in self.sides.entities.of:
                        yield self.sides.entities.of[n]

    def hosts(self, sentences: set[int], nouns: set[int]) -> list[int]:
        """Who hosts the talks."""
        tree = self.tree
        out: dict[int, None] = {}
        for s in sorted(sentences):
            for i in range(*tree.sents[s]):
                if tree.pos[i] == "VERB" and self.words.host.head(tree, i):
                    slots = self.slots.verb(i)
                    if set(slots.get("obj", ())) & nouns:
                        for e in self.sides.all(slots.get("by" if self.slots.is_passive(i) else "subj", ())):
                            if self.sides.can_stand(e):
                                out[e] = None
        return list(out)
