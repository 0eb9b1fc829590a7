"""According to whom: direct and indirect speech, "according to", sources behind sources, hearsay.

What a source says is attributed and not asserted; the chain runs from the innermost source to the one who speaks
to the reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

from parley.codebook.acts import DATA, read_yaml
from parley.coding.acts.slots import SlotReader
from parley.coding.layers import Entities, Mention, Said, tree_of
from parley.language.tree import Tree

OPENING = frozenset('"“«„')
CLOSING = frozenset('"”»“')


@dataclass(frozen=True, slots=True)
class Cues:
    """The cue words of `attribution.yaml`, by kind, as lemmas (adverbs and prepositions as words)."""

    verbs: frozenset[str]
    quoting: frozenset[str]
    prepositions: frozenset[str]
    adverbs: frozenset[str]
    passives: frozenset[str]
    responsibility: frozenset[str]


@lru_cache(maxsize=1)
def load_cues() -> Cues:
    """The shipped cues."""
    raw = read_yaml(DATA / "attribution.yaml")
    return Cues(**{name: frozenset(words) for name, words in raw.items()})


@Language.factory(
    "parley_attribution",
    default_config={"codebook": None},
    assigns=["doc._.parley_attribution"],
    requires=["doc._.parley_passages", "doc._.parley_mentions", "doc._.parley_entities"],
)
def make(nlp: Language, name: str, codebook: str | None) -> Attributor:
    """The factory."""
    return Attributor()


class Attributor:
    """Writes `doc._.parley_attribution`, a list of `layers.Said` in text order."""

    def __init__(self) -> None:
        self.cues = load_cues()

    def __call__(self, doc: Doc) -> Doc:
        doc._.parley_attribution = _Reader(doc, self.cues).read()
        return doc


class _Reader:
    def __init__(self, doc: Doc, cues: Cues) -> None:
        self.doc, self.cues = doc, cues
        self.tree: Tree = tree_of(doc)
        self.mentions: list[Mention] = doc._.parley_mentions or []
        self.entities: Entities = doc._.parley_entities or Entities()
        self.slots = SlotReader(self.tree, lambda i: "subj")
        self.out: list[Said] = []

    def read(self) -> list[Said]:
        tree, cues = self.tree, self.cues
        verbal = cues.verbs | cues.quoting
        quotes = quotations(tree)
        for passage in self.doc._.parley_passages or []:
            if passage.kind not in ("headline", "body"):
                continue
            for i in range(passage.start, passage.end):
                if tree.pos[i] in ("VERB", "AUX") and tree.lemma[i] in verbal:
                    self._verb(i)
                elif tree.lower[i] in cues.adverbs:
                    self._adverb(i)
                elif tree.dep[i] in ("obl", "nmod", "obl:unmarked", "parataxis") and tree.case(i) in cues.prepositions:
                    self._preposition(i)
        self._running_quotes(quotes)
        return self.out

    # -- cues ------------------------------------------------------------------------------------------------------

    def _verb(self, i: int) -> None:
        tree = self.tree
        slots = self.slots.verb(i)
        if self.slots.is_passive(i) and "by" not in slots:
            if tree.lemma[i] in self.cues.passives and (inner := tree.child(i, "xcomp", "ccomp")) is not None:
                self.out.append(Said(None, (i, i + 1), (i, i + 1), [self._clause(inner), *self._subject_range(i)]))
            return
        source = (slots.get("by") if self.slots.is_passive(i) else slots.get("subj")) or []
        if tree.lemma[i] in self.cues.quoting and tree.dep[i] == "advcl":
            self._behind(i, slots.get("obj") or [])
            return
        if self._claims_responsibility(i, slots):
            content = [self._clause(k) for k in slots.get("for", [])]
        else:
            content = self._content(i)
        if not source or not content:
            return
        self.out.append(Said(self._mention(source[0]), self._phrase(source[0]), (i, i + 1), content))

    def _content(self, i: int) -> list[tuple[int, int]]:
        tree = self.tree
        out = [self._clause(k) for k in tree.children(i, "ccomp", "xcomp")]
        if not out and tree.dep[i] == "parataxis" and tree.head[i] != i:
            out = self._around(i)
        if not out:
            # `"...", he said`: the parser may hang the quotation on the verb in other ways.
            out = [self._clause(k) for k in tree.children(i, "parataxis", "dep", "obj") if self._full(k)]
        if not out:
            out = [self._clause(k) for k in tree.children(i, "advcl") if tree.case(k) in ("of", "for", "that")]
        if not out and (obj := tree.child(i, "obj")) is not None and obj not in self.entities.at:
            out = [self._clause(obj)]
        return out

    def _full(self, k: int) -> bool:
        return self.tree.pos[k] in ("VERB", "AUX") or self.tree.child(k, "cop", "nsubj") is not None

    def _clause(self, k: int) -> tuple[int, int]:
        return self.tree.left[k], self.tree.right[k] + 1

    def _around(self, i: int) -> list[tuple[int, int]]:
        """The clause that a parenthetical "officials said" stands in, on both its sides."""
        tree = self.tree
        a, b = self._clause(tree.head[i])
        c, d = self._clause(i)
        return [(x, y) for x, y in ((a, c), (d, b)) if y > x]

    def _subject_range(self, i: int) -> list[tuple[int, int]]:
        k = self.tree.child(i, "nsubj:pass", "nsubj")
        return [] if k is None else [self._clause(k)]

    def _behind(self, i: int, tokens: list[int]) -> None:
        """ "television said, quoting a source": the source stands behind the one who speaks."""
        if not tokens:
            return
        speaker = next((n for n in range(len(self.out) - 1, -1, -1) if self.out[n].cue[0] == self.tree.head[i]), None)
        if speaker is not None:
            content = self.out[speaker].content
        elif self.tree.head[i] != i:
            content = self._around(i)
        else:
            return
        self.out.append(Said(self._mention(tokens[0]), self._phrase(tokens[0]), (i, i + 1), content, outer=speaker))

    def _claims_responsibility(self, i: int, slots: dict[str, list[int]]) -> bool:
        return any(self.tree.lemma[k] in self.cues.responsibility for k in slots.get("obj", ()))

    def _adverb(self, i: int) -> None:
        head = self.tree.head[i]
        if head != i:
            self.out.append(Said(None, (i, i + 1), (i, i + 1), [self._clause(head)]))

    def _preposition(self, i: int) -> None:
        tree = self.tree
        content = self._around(i) if tree.head[i] != i else []
        if not content:
            return
        case = next(k for k in tree.kids[i] if tree.dep[k] == "case" or tree.dep[k] == "mark")
        first = min([case, *tree.kids[case]])
        last = max([case, *tree.kids[case]])
        start, end = self._phrase(i)
        self.out.append(Said(self._mention(i), (max(start, last + 1), end), (first, last + 1), content))

    # -- quotations over several sentences -------------------------------------------------------------------------

    def _running_quotes(self, quotes: list[tuple[int, int]]) -> None:
        """A quotation that no cue covers belongs to the speaker of the sentence before."""
        tree = self.tree
        for start, end in quotes:
            if end - start < 6 or any(a <= start + 1 < b for s in self.out for a, b in s.content):
                continue
            first = tree.sent[start]
            before = [s for s in self.out if s.source is not None and tree.sent[s.cue[0]] in (first, first - 1)]
            if before:
                speaker = before[-1]
                speaker.content.append((start, end))

    # -- sources ---------------------------------------------------------------------------------------------------

    def _mention(self, token: int) -> int | None:
        return self.entities.at.get(token)

    def _phrase(self, token: int) -> tuple[int, int]:
        index = self.entities.at.get(token)
        if index is not None:
            return self.mentions[index].start, self.mentions[index].end
        tree = self.tree
        clause = tree.child(token, "acl:relcl", "acl", "appos")
        end = tree.left[clause] if clause is not None and tree.left[clause] > token else tree.right[token] + 1
        return tree.left[token], max(end, token + 1)


def quotations(tree: Tree) -> list[tuple[int, int]]:
    """Token ranges between quotation marks, marks excluded; an unclosed one ends with its sentence."""
    out: list[tuple[int, int]] = []
    opened: int | None = None
    for i, word in enumerate(tree.words):
        if opened is None:
            if word in OPENING or word == "``":
                opened = i + 1
        elif word in CLOSING or word == "''":
            if i > opened:
                out.append((opened, i))
            opened = None
        elif "\n\n" in word:
            out.append((opened, tree.sents[tree.sent[opened]][1] if opened < len(tree) else i))
            opened = None
    return out
