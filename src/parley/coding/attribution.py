"""According to whom: direct and indirect speech, "according to", sources behind sources, hearsay.

What a source says is attributed and not asserted; the chain runs from the innermost source to the one who speaks
to the reader.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from parley.codebook.tables import folder_of, table
from parley.coding.acts.slots import SlotReader, Slots
from parley.coding.layers import Entities, Mention, Said, layer, tree_of
from parley.coding.speech import Range, Speech
from parley.errors import CodebookError
from parley.language.tree import FINITE, Tree

_SPEAKERS = frozenset({"person", "organization"})
_LANDS = frozenset({"state", "region", "people"})
_VERBAL = frozenset({"VERB", "AUX"})
_BESIDE = frozenset({"obl", "nmod", "obl:unmarked", "parataxis"})


@dataclass(frozen=True)
class Cues:
    """The cue words of `attribution.yaml`, as lemmas (adverbs, prepositions and phrases as words)."""

    saying: frozenset[str]
    clause: frozenset[str]
    object: frozenset[str]
    charging: frozenset[str]
    under: dict[str, str]
    voicing: frozenset[str]
    feelings: frozenset[str]
    counting: dict[str, list[str]]
    quoting: frozenset[str]
    prepositions: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    adverbs: frozenset[str]
    passives: frozenset[str]
    responsibility: frozenset[str]
    anonymity: frozenset[str]
    silent: frozenset[str]
    mute: dict[str, list[str]]

    @cached_property
    def speaking(self) -> frozenset[str]:
        """The verbs that can hand a statement to their subject."""
        kinds = (self.saying, self.clause, self.object, self.charging, self.under, self.voicing, self.counting)
        return frozenset().union(*kinds)

    @cached_property
    def heard(self) -> frozenset[str]:
        """Those verbs, and the ones that quote another."""
        return self.speaking | self.quoting

    @cached_property
    def openings(self) -> frozenset[str]:
        """What a phrase may begin with."""
        return frozenset(phrase[0] for phrase in self.phrases)


@lru_cache(maxsize=4)
def load_cues(folder: Path | None = None) -> Cues:
    """The cues; `folder` extends the shipped ones.

    Raises:
        CodebookError: the folder's file is no YAML, or has a key that there is not.
    """
    raw = table("attribution.yaml", folder)
    if unknown := sorted(raw.keys() - {field.name for field in fields(Cues)}):
        raise CodebookError(f"attribution.yaml: there is no list {unknown[0]!r} of cues")
    words: dict[str, Any] = {
        name: value if isinstance(value, dict) else frozenset(value) for name, value in raw.items() if name != "phrases"
    }
    return Cues(**words, phrases=tuple(tuple(phrase.split()) for phrase in raw["phrases"]))


@Language.factory(
    "parley_attribution",
    default_config={"codebook": None},
    assigns=["doc._.parley_attribution"],
    requires=["doc._.parley_passages", "doc._.parley_mentions", "doc._.parley_entities"],
)
def make(nlp: Language, name: str, codebook: str | None) -> Attributor:
    """The factory; `codebook` is a folder that extends the shipped one."""
    return Attributor(folder_of(codebook))


class Attributor:
    """Writes `doc._.parley_attribution`, a list of `layers.Said` in text order."""

    def __init__(self, codebook: Path | None = None) -> None:
        self.cues = load_cues(codebook)

    def __call__(self, doc: Doc) -> Doc:
        doc._.parley_attribution = _Reader(doc, self.cues).read()
        return doc


class _Reader:
    def __init__(self, doc: Doc, cues: Cues) -> None:
        self.doc, self.cues = doc, cues
        self.tree: Tree = tree_of(doc)
        self.mentions: list[Mention] = layer(doc, "parley_mentions") or []
        self.entities: Entities = layer(doc, "parley_entities") or Entities()
        self.slots = SlotReader(self.tree)
        self.times = {i for t in layer(doc, "parley_times") or [] for i in range(t.start, t.end)}
        # Backwards, so that of several that start or end together the first counts.
        speakers = [m for m in self.mentions[::-1] if m.type in _SPEAKERS]
        self.before = {m.end: m for m in speakers}
        self.after = {m.start: m for m in speakers}
        self.speech = Speech(self.tree, self.entities, {m.start: m.end for m in speakers}, self.times)
        self.out: list[Said] = []

    def read(self) -> list[Said]:
        """Every link of the report; sources behind others once all who speak are known."""
        tree, cues = self.tree, self.cues
        base, pos, lower, dep = tree.base, tree.pos, tree.lower, tree.dep
        quoting, heard, adverbs, openings = cues.quoting, cues.heard, cues.adverbs, cues.openings
        behind: list[int] = []
        for passage in layer(self.doc, "parley_passages") or []:
            if passage.kind not in ("headline", "body"):
                continue
            self._before_colon(passage.start, passage.end)
            for i in range(passage.start, passage.end):
                if pos[i] in _VERBAL and (lemma := base[i]) in heard:
                    if lemma in quoting:
                        behind.append(i)
                    else:
                        self._verb(i, lemma)
                elif lower[i] in adverbs:
                    self._adverb(i)
                elif dep[i] in _BESIDE and tree.case(i) in cues.prepositions:
                    self._preposition(i)
                elif lower[i] in openings:
                    self._phrase_cue(i, passage.end)
        for i in behind:
            self._behind(i)
        self._running_quotes()
        return self._in_order()

    def _add(
        self, source: int | None, words: Range, cue: Range, content: list[Range], outer: int | None = None
    ) -> None:
        """One more link, marks at the ends of its content left out."""
        inside = [(a, b) for a, b in (self.speech.trim(*part) for part in content) if b > a]
        if inside:
            self.out.append(Said(source, words, cue, inside, outer=outer))

    def _in_order(self) -> list[Said]:
        order = sorted(range(len(self.out)), key=lambda n: self.out[n].cue[0])
        place = {n: k for k, n in enumerate(order)}
        for said in self.out:
            said.outer = None if said.outer is None else place[said.outer]
        return [self.out[n] for n in order]

    def _before_colon(self, start: int, end: int) -> None:
        """ "UN: most victims were executed": a headline's speaker; a land or town there is where it happens."""
        m = self.after.get(start)
        tree = self.tree
        if m is None or m.end + 2 >= end or tree.words[m.end] != ":" or m.type not in _SPEAKERS:
            return
        if m.actor is not None and m.actor.kind in _LANDS:
            return
        if any(tree.tag[k] in FINITE for k in range(m.end + 1, end)):
            self._add(self._mention(m.head), (m.start, m.end), (m.end, m.end + 1), [(m.end + 1, end)])

    # -- verbs -----------------------------------------------------------------------------------------------------

    def _verb(self, i: int, lemma: str) -> None:
        slots = self.slots.verb(i)
        if self._silent(i) or self._of_somebody(i, lemma):
            return
        if self.slots.is_passive(i) and "by" not in slots:
            self._hearsay(i, lemma)
            return
        source = self._source(i, slots, passive=self.slots.is_passive(i))
        if source is None or self._reported_by_another(i):
            return
        content = self._content(i, lemma, slots, self._words(source))
        content = [(a, b) for a, b in content if not self._anonymous(a, b)]
        if content:
            self._add(self._mention(source), self._words(source), (i, i + 1), content)

    def _content(self, i: int, lemma: str, slots: Slots, source: Range) -> list[Range]:
        """What the cue vouches for, by the kind of cue."""
        cues, speech, tree = self.cues, self.speech, self.tree
        obj = tree.child(i, "obj")
        noun = tree.base[obj] if obj is not None else ""
        if noun in cues.responsibility:
            found = [speech.clause(k) for k in (*slots.get("for", ()), *self.slots.noun(obj or i).get("for", ()))]
            return found or self._to_the_end("for", i)
        if lemma in cues.voicing and noun in cues.feelings:
            return speech.of_noun(i)
        if lemma in cues.counting:
            return [(tree.left[obj], tree.right[i] + 1)] if obj is not None and noun in cues.counting[lemma] else []
        if lemma in cues.charging:
            return speech.of_charge(i, slots)
        if lemma in cues.saying:
            found = speech.of_saying(i, source)
        elif lemma in cues.clause:
            found = speech.quoted(i, source) or speech.of_clause(i)
        else:
            found = []
        if not found and lemma in cues.under:
            found = speech.under(i, cues.under[lemma])
        if not found and lemma in cues.object:
            found = speech.of_object(i)
        return found

    def _to_the_end(self, preposition: str, i: int) -> list[Range]:
        """From the preposition to the end of what hangs on the verb."""
        end = self.tree.right[i] + 1
        first = next((k for k in range(i + 1, end) if self.tree.lower[k] == preposition), None)
        return [] if first is None or first + 1 >= end else [(first + 1, end)]

    def _hearsay(self, i: int, lemma: str) -> None:
        """ "Is said to have fled": somebody says so."""
        tree = self.tree
        inner = tree.child(i, "xcomp", "ccomp")
        if lemma not in self.cues.passives or inner is None:
            return
        subject = tree.child(i, "nsubj:pass", "nsubj")
        content = [self.speech.clause(inner)]
        if subject is not None:
            content.insert(0, self.speech.clause(subject))
        self._add(None, (i, i + 1), (i, i + 1), content)

    def _silent(self, i: int) -> bool:
        """ "Did not say when", "declined to say who": nothing is said."""
        tree = self.tree
        if tree.base[tree.head[i]] in self.cues.silent and tree.dep[i] in ("xcomp", "ccomp"):
            return True
        silent, lower = self.cues.silent, tree.lower
        subject = tree.child(i, "nsubj")
        if subject is not None and not silent.isdisjoint([lower[k] for k in (subject, *tree.kids[subject])]):
            return True
        return not silent.isdisjoint([lower[k] for k in tree.kids[i] if tree.plain[k] == "advmod"])

    def _of_somebody(self, i: int, lemma: str) -> bool:
        """ "Recalled its ambassador": with such an object the verb says nothing."""
        objects = self.cues.mute.get(lemma)
        return objects is not None and any(self.tree.base[k] in objects for k in self.tree.children(i, "obj"))

    def _anonymous(self, a: int, b: int) -> bool:
        """ "Asked not to be named"."""
        return b - a <= 4 and any(self.tree.base[k] in self.cues.anonymity for k in range(a, b))

    # -- sources ---------------------------------------------------------------------------------------------------

    def _source(self, i: int, slots: Slots, *, passive: bool) -> int | None:
        """The head of the source: the subject, or who stands right beside the verb where the parser gave none."""
        found = [k for k in slots.get("by" if passive else "subj", ()) if k not in self.times]
        if found:
            return found[0]
        tree = self.tree
        last = i
        while last > 0 and tree.pos[last - 1] in ("AUX", "ADV", "PART"):
            last -= 1
        beside = self.before.get(last) or (self.before.get(last - 1) if tree.words[last - 1] == "," else None)
        if beside is None and i and tree.words[i - 1] in (",", '"', "”", "''", "?", "!"):
            # `"...," declared the president`
            beside = self.after.get(i + 1)
        return beside.head if beside is not None and beside.head != i else None

    def _mention(self, token: int) -> int | None:
        return self.entities.at.get(token)

    def _words(self, token: int) -> Range:
        """The source's words: its mention, or its phrase up to a clause of its own."""
        index = self.entities.at.get(token)
        if index is not None:
            return self.mentions[index].start, self.mentions[index].end
        tree = self.tree
        clause = tree.child(token, "acl:relcl", "acl", "appos")
        end = tree.left[clause] if clause is not None and tree.left[clause] > token else tree.right[token] + 1
        return tree.left[token], max(end, token + 1)

    # -- sources behind sources ------------------------------------------------------------------------------------

    def _reported_by_another(self, i: int) -> bool:
        """ "Quoted X as saying": the link is made where "quoted" is read."""
        return i > 0 and self.tree.tag[i] == "VBG" and self.tree.lower[i - 1] == "as"

    def _behind(self, i: int) -> None:
        """ "Quoted a source as saying", "was quoted as saying", "television said, quoting a source"."""
        slots = self.slots.verb(i)
        saying = next(
            (k for k in range(i + 1, self.tree.sents[self.tree.sent[i]][1]) if self._reported_by_another(k)), None
        )
        if saying is not None:
            self._quoted_as_saying(i, saying, slots)
            return
        quoted = [k for k in slots.get("obj", ()) if k > i and self._can_speak(k)]
        if not quoted:
            return
        speaker = self._speaker_over(i)
        if speaker is not None:
            content = self.out[speaker].content
        elif self.tree.head[i] != i:
            content = self.speech.around(i, self._words(quoted[0]))
        else:
            return
        if content:
            self._add(self._mention(quoted[0]), self._words(quoted[0]), (i, i + 1), content, outer=speaker)

    def _can_speak(self, k: int) -> bool:
        """A person, an organization, or a paper ("a report"); "citing differences" names no source."""
        index = self.entities.at.get(k)
        if index is not None:
            return self.mentions[index].type in _SPEAKERS
        return self.tree.pos[k] == "PROPN" or self.tree.base[k] in _PAPERS

    def _quoted_as_saying(self, i: int, saying: int, slots: Slots) -> None:
        tree = self.tree
        passive = tree.child(i, "aux:pass", "nsubj:pass") is not None
        inner = slots.get("obj", [])
        if not inner:
            found = next((m for k in range(i + 1, saying) if (m := self.after.get(k)) is not None), None)
            inner = [found.head] if found is not None else []
        outer = [] if passive else [k for k in slots.get("subj", ()) if k not in self.times]
        if not inner:
            return
        words = self._words(inner[0])
        content = self.speech.of_clause(saying) or self.speech.following(saying, (saying, saying))
        if not content:
            return
        if outer:
            self._add(self._mention(outer[0]), self._words(outer[0]), (i, i + 1), content)
        above = len(self.out) - 1 if outer else None
        self._add(self._mention(inner[0]), words, (saying, saying + 1), content, outer=above)

    def _speaker_over(self, i: int) -> int | None:
        """The link of the one who quotes: whose verb or whose name the participle hangs on."""
        up = self.tree.head[i]
        for n in range(len(self.out) - 1, -1, -1):
            said = self.out[n]
            if said.cue[0] == up or (
                said.words[0] <= up < said.words[1] and self.tree.sent[said.cue[0]] == self.tree.sent[i]
            ):
                return n
        return None

    # -- other cues ------------------------------------------------------------------------------------------------

    def _adverb(self, i: int) -> None:
        head = self.tree.head[i]
        if head != i:
            self._add(None, (i, i + 1), (i, i + 1), [self.speech.clause(head)])

    def _preposition(self, i: int) -> None:
        tree = self.tree
        case = next((k for k in tree.kids[i] if tree.dep[k] in ("case", "mark")), None)
        if case is None or tree.head[i] == i:
            return
        first, last = min([case, *tree.kids[case]]), max([case, *tree.kids[case]])
        start, end = self._words(i)
        self._parenthesis((max(start, last + 1), end), (first, last + 1), self._mention(i))

    def _phrase_cue(self, i: int, end: int) -> None:
        """ "In the words of one diplomat"."""
        for phrase in self.cues.phrases:
            stop = i + len(phrase)
            if tuple(self.tree.lower[i:stop]) == phrase and (source := self.after.get(stop)) is not None and stop < end:
                self._parenthesis((source.start, source.end), (i, stop), self._mention(source.head))

    def _parenthesis(self, source: Range, cue: Range, mention: int | None) -> None:
        """A source beside a statement: the rest of the sentence is what it says."""
        a, b = self.tree.sents[self.tree.sent[cue[0]]]
        parts = [self.speech.trim(a, min(cue[0], source[0])), self.speech.trim(max(cue[1], source[1]), b)]
        content = [(x, y) for x, y in parts if y > x]
        if content:
            self._add(mention, source, cue, content)

    def _running_quotes(self) -> None:
        """A quotation that no cue covers belongs to the speaker of the sentence before."""
        tree = self.tree
        for start, end in self.speech.quotes:
            if end - start < 4 or any(a <= start + 1 < b for s in self.out for a, b in s.content):
                continue
            first = tree.sent[start]
            before = [s for s in self.out if s.source is not None and tree.sent[s.cue[0]] in (first, first - 1)]
            if before:
                before[-1].content.append((start, end))


_PAPERS = frozenset(
    {"report", "source", "document", "statement", "medium", "media", "record", "witness", "testimony", "intelligence"}
)
