"""The process and the round that a mention of talks and a sentence belong to: the news, or talks of others."""

from __future__ import annotations

from collections.abc import Iterable

from parley.coding.acts.slots import SlotReader
from parley.coding.layers import Passage
from parley.coding.talks.rounds.negotiation import NEXT, NOW, PAST, Mention, Negotiation
from parley.coding.talks.rounds.tracks import Track
from parley.coding.talks.signals.opening import CODED
from parley.coding.talks.who.sides import Sides
from parley.language.tree import Tree

# Words that set a matter apart, within how many from the start of its paragraph.
_ELSE = frozenset({"separate", "separately", "elsewhere"})
_NEAR = 6
_PARTNERS = ("between", "among", "with", "poss")


class Processes:
    """Parts the mentions and the sentences of one report."""

    def __init__(self, tree: Tree, slots: SlotReader, sides: Sides, passages: list[Passage], text: str) -> None:
        self.tree, self.slots, self.sides = tree, slots, sides
        self.passages, self.text = passages, text
        self.tracks: list[Track] = []

    @property
    def paragraphs(self) -> list[list[int]]:
        """The sentences of each paragraph."""
        out: list[list[int]] = []
        for p in self.passages:
            if p.kind not in CODED or p.start >= len(self.tree):
                continue
            sentence = self.tree.sent[p.start]
            if not out or self._paragraph(sentence):
                out.append([])
            if sentence not in out[-1]:
                out[-1].append(sentence)
        return out

    def part(self, mentions: list[Mention], opening: Iterable[int]) -> list[list[Mention]]:
        """The mentions of each process, that of the news first.

        A mention is of the process of those whom its own words set at the table. One that names no two sides belongs
        with one of its sentence that does, or with one just before it; elsewhere it is of the news.

        Args:
            mentions: in text order.
            opening: the sentences that tell the news.
        """
        if self.tracks:
            return [[m for m in mentions if m.sentence in t.sentences] for t in self.tracks]
        news = {home for s in opening for home in self._homes(range(*self.tree.sents[s]))}
        parts: list[tuple[set[str], list[Mention]]] = [(news, [])]
        said: dict[int, set[tuple[object, str]]] = {}
        for m in mentions:
            if m.sentence not in said or len(said[m.sentence]) < 2:
                said[m.sentence] = self._told(m)
                if self._set_apart(m.sentence) and len(said[m.sentence]) < 2:
                    said[m.sentence] = self._joined(m.sentence)
        last, current = -1, 0
        for m in mentions:
            own = self._told(m)
            own = own if len(own) > 1 else said[m.sentence]
            if len(own) > 1 and not (current == 0 and self._points_back(m)):
                homes = {home for _, home in own}
                found = (k for k, (known, _) in enumerate(parts) if not known or known & homes)
                apart = bool(parts[0][1]) and m.signal.kind != "weak" and self._set_apart(m.sentence)
                current = len(parts) if apart else next(found, len(parts))
                if current == len(parts):
                    parts.append((set(), []))
                parts[current][0].update(homes)
            elif m.sentence != last and m.sentence != last + 1:
                current = 0
            last = m.sentence
            parts[current][1].append(m)
        return [told for _, told in parts if told]

    def _told(self, m: Mention) -> set[tuple[object, str]]:
        """The sides, with their lands, that the words around a mention set at the table."""
        tokens = [t for noun in {m.signal.token, m.signal.top} for t in self._partners(self.slots.noun(noun))]
        words = self.sides.words
        for verb, _ in m.signal.governors:
            if words.mediate.head(self.tree, verb) or words.host.head(self.tree, verb):
                continue
            own = self.slots.verb(verb)
            if self.sides.calls_all(verb):
                continue
            tokens += [*own.get("subj", ()), *own.get("with", ())]
        return self._parties(tokens)

    def _joined(self, sentence: int) -> set[tuple[object, str]]:
        """Those whom a sentence joins as the subject of what it tells."""
        subjects = (k for k in range(*self.tree.sents[sentence]) if self.tree.plain[k] == "nsubj")
        return next((found for k in subjects if len(found := self._parties([k])) > 1), set())

    def _parties(self, tokens: list[int]) -> set[tuple[object, str]]:
        found = [e for e in self.sides.all(tokens) if self.sides.can_stand(e)]
        return {(self.sides.side(e), home) for e in found if (home := self._home(e))}

    def _set_apart(self, sentence: int) -> bool:
        """Whether the first words of a paragraph after the news say that it tells of something else."""
        tree = self.tree
        start, end = tree.sents[sentence]
        return bool(sentence and self._paragraph(sentence)) and any(
            w in _ELSE for w in tree.lower[start : min(end, start + _NEAR)]
        )

    def _points_back(self, m: Mention) -> bool:
        """ "Peru, Chile and Cuba take part in the talks": talks that have been told of, whoever joins them."""
        tree, s = self.tree, m.signal
        if tree.pos[s.token] != "NOUN" or not any(tree.lower[k] == "the" for k in tree.kids[s.token]):
            return False
        hung = [k for k in tree.kids[s.token] if tree.dep[k] not in ("det", "case", "punct")]
        return not hung and any(self.sides.words.attends.head(tree, v) for v, _ in s.governors)

    @staticmethod
    def _partners(own: dict[str, list[int]]) -> list[int]:
        return [t for slot in _PARTNERS for t in own.get(slot, ())]

    def _homes(self, tokens: Iterable[int]) -> set[str]:
        named = {
            self.sides.entities.of[n] for t in tokens if (n := self.sides.entities.at.get(t)) in self.sides.entities.of
        }
        return {home for e in named if (home := self._home(e))}

    def _home(self, e: int) -> str | None:
        """The land of somebody, or the organization of states itself."""
        entity = self.sides.entity(e)
        return entity.code if self.sides.is_international(e) else entity.country

    def homes(self, negotiations: list[Negotiation]) -> dict[int, Negotiation]:
        """The negotiation that each sentence is about: the one it tells of, or the one that its paragraph does."""
        told: dict[int, Negotiation] = {}
        for n in sorted(negotiations, key=lambda n: (NEXT, PAST, NOW).index(n.phase)):
            told |= dict.fromkeys(n.sentences, n)
        main = next((n for n in negotiations if n.phase == NOW), negotiations[0])
        out: dict[int, Negotiation] = {}
        broken = "\n" in self.text.strip()
        last: Negotiation | None = None
        for passage in self.passages:
            if passage.kind not in CODED or passage.start >= len(self.tree):
                continue
            sentence = self.tree.sent[passage.start]
            if sentence in told:
                # Without paragraphs, background is told in its own sentence, and what follows is news again.
                last = main if told[sentence].phase == PAST and not broken else told[sentence]
                out[sentence] = told[sentence]
                continue
            if last is None or self._paragraph(sentence):
                last = self._at_table(sentence, negotiations) or main
            out[sentence] = last
        return out

    def _at_table(self, sentence: int, negotiations: list[Negotiation]) -> Negotiation | None:
        """The negotiation going on at the table that the sentence is about, where the report tells of several."""
        k = next((k for k, t in enumerate(self.tracks) if sentence in t.sentences), None)
        return next((n for n in negotiations if n.process == k and n.phase == NOW), None)

    def around(self, n: Negotiation, home: dict[int, Negotiation]) -> set[int]:
        """The sentences in which helpers of a negotiation may be named: its own, and for the one going on all but those
        of earlier rounds."""
        if n.phase == NOW:
            kin = {s for s, other in home.items() if other.process == n.process and other.phase != PAST}
            return kin | {s for s, other in home.items() if other is n} | n.sentences
        return {s for s, other in home.items() if other is n} | n.sentences

    def _paragraph(self, sentence: int) -> bool:
        start = self.tree.sents[sentence][0]
        return (
            start > 0
            and "\n" in self.text[self.tree.start[start - 1] : self.tree.start[start]] + self.tree.words[start - 1]
        )
