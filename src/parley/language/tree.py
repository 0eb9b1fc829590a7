"""A parse as plain lists, in Universal Dependencies, whatever scheme the pipeline's parser speaks.

The coding components walk this and never spaCy tokens: a list index costs a tenth of a Token attribute, and the
labels mean one thing. Token indexes are those of the Doc.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import add

from spacy.attrs import DEP, HEAD, IDX, LEMMA, ORTH, POS, SENT_START, TAG
from spacy.strings import StringStore
from spacy.tokens import Doc

from parley.errors import LanguageError
from parley.language.clearnlp import to_universal
from parley.language.slips import mend, where

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})


class Tree:
    """One Doc's parse.

    Attributes:
        words, lower, lemma, pos, tag, dep: one string a token; `pos` is UPOS, `tag` Penn, `dep` UD with subtypes.
        base: each token's lemma in lower case.
        plain: each token's `dep` without its subtype.
        head: index of each token's head; a sentence root is its own head.
        kids: indexes of each token's dependents, in text order.
        sent: index of each token's sentence in `sents`.
        sents: (start, end) token ranges, end exclusive.
        left, right: first and last token of each token's subtree (right is inclusive).
        nouns, verbs: what hangs on each noun and verb, by slot, for the reader of slots to fill.
        start: code point offset of each token in the text; a token ends at `start[i] + len(words[i])`.
    """

    __slots__ = (
        "_apart", "_cases", "_joined", "_over", "_vocabulary", "base", "dep", "head", "kids", "left", "lemma", "lower",
        "nouns", "plain", "pos", "right", "sent", "sents", "start", "tag", "verbs", "words"
    )  # fmt: skip

    def __init__(self, doc: Doc) -> None:
        columns = doc.to_array([LEMMA, POS, TAG, DEP, HEAD, SENT_START, ORTH, IDX]).view("int64").T.tolist()
        lemmas, pos, tags, deps, offsets, marks, words, starts_at = columns
        self.start: list[int] = starts_at
        if len(doc) and not any(deps):
            raise LanguageError(
                "the pipeline has no parser: give --model a spaCy English pipeline with tagger and parser"
            )
        self.words = _spelled(words, doc.vocab.strings)
        self.tag = _spelled(tags, doc.vocab.strings)
        self.dep = _spelled(deps, doc.vocab.strings)
        lemma = _spelled(lemmas, doc.vocab.strings)
        self.lower = _each(_low, str.lower, self.words)
        self.lemma = [word or low for word, low in zip(lemma, self.lower, strict=True)] if "" in lemma else lemma
        self.base = _each(_low, str.lower, self.lemma)
        self.pos = [_POS.get(key, "X") for key in pos]
        # spaCy gives the head as an offset.
        self.head = list(map(add, range(len(words)), offsets))
        starts = [i for i, mark in enumerate(marks) if mark == 1 or i == 0]
        self.sents = list(zip(starts, [*starts[1:], len(doc)], strict=False))
        self.sent: list[int] = []
        for k, (a, b) in enumerate(self.sents):
            self.sent += [k] * (b - a)
        if not UNIVERSAL.isdisjoint(self.dep):
            self.dep = _each(_labels, _renamed, self.dep)
        elif not CLEARNLP.isdisjoint(self.dep):
            to_universal(self.words, self.pos, self.tag, self.dep, self.head)
        mend(self.sents, self.lower, self.lemma, self.pos, self.tag, self.dep, self.head)
        self.plain = _each(_stems, _without_subtype, self.dep)
        self._link()
        self._joined = {self.head[i] for i in where(self.dep, "conj")}
        self._cases = self._marked()
        self.nouns: dict[int, dict[str, list[int]]] = {}
        self.verbs: dict[int, dict[str, list[int]]] = {}
        self._over: dict[str, set[int]] = {}
        self._vocabulary: dict[int, set[str]] = {}
        # Whether no sentence hangs on another, None while nobody asked.
        self._apart: bool | None = None

    def _link(self) -> None:
        """Find kids and spans: each token is told to those over it, until one knows of another as far out."""
        heads = self.head
        n = len(heads)
        kids = [_NONE] * n
        left, right = list(range(n)), list(range(n))
        for i, head in enumerate(heads):
            if head != i:
                if kids[head]:
                    kids[head].append(i)
                else:
                    kids[head] = [i]
                while left[head] > i:
                    left[head] = i
                    head = heads[head]
        for i in range(n - 1, -1, -1):
            head = heads[i]
            while right[head] < i:
                right[head] = i
                head = heads[head]
        self.kids, self.left, self.right = kids, left, right

    def __len__(self) -> int:
        return len(self.words)

    def end(self, i: int) -> int:
        """Code point offset just after token i."""
        return self.start[i] + len(self.words[i])

    def children(self, i: int, *deps: str) -> list[int]:
        """Dependents of i whose relation is one of `deps`; a plain relation also takes its subtypes."""
        dep, plain = self.dep, self.plain
        return [k for k in self.kids[i] if dep[k] in deps or plain[k] in deps]

    def child(self, i: int, *deps: str) -> int | None:
        """The first such dependent, or None."""
        dep, plain = self.dep, self.plain
        for k in self.kids[i]:
            if dep[k] in deps or plain[k] in deps:
                return k
        return None

    def over(self, dep: str) -> set[int]:
        """All tokens that have a dependent of this relation or a subtype of it."""
        if dep not in self._over:
            self._over[dep] = {
                head for i, head in enumerate(self.head) if (self.dep[i] == dep or self.plain[i] == dep) and head != i
            }
        return self._over[dep]

    def conjuncts(self, i: int) -> list[int]:
        """i and the conjuncts that hang on it, in text order ("A, B and C" from A)."""
        out = [i]
        if i in self._joined:
            for k in self.kids[i]:
                if self.dep[k] == "conj":
                    out += self.conjuncts(k)
        return out

    def first_conjunct(self, i: int) -> int:
        """The first of those that i is joined with ("A" from any of "A, B and C"), i where it stands alone."""
        while self.dep[i] == "conj":
            i = self.head[i]
        return i

    def case(self, i: int) -> str:
        """Preposition of a nominal or marker of a clause, lower case, fixed ones joined ("because of"); or ''."""
        return self._cases.get(i, "")

    def _marked(self) -> dict[int, str]:
        """The first preposition or marker of each token that has one."""
        out: dict[int, str] = {}
        lower, dep = self.lower, self.dep
        for k in sorted([*where(dep, "case"), *where(dep, "mark")]):
            head = self.head[k]
            if head not in out and head != k and lower[k] not in _POSSESSIVE:
                fixed = [lower[j] for j in self.kids[k] if dep[j] == "fixed"]
                out[head] = " ".join([lower[k], *fixed]) if fixed else lower[k]
        return out

    def ancestors(self, i: int) -> Iterator[int]:
        """Heads of i, nearest first, up to the root of its sentence."""
        while self.head[i] != i:
            i = self.head[i]
            yield i

    def vocabulary(self, i: int) -> set[str]:
        """The lemmas and the words in lower case of the sentence of token i: of whatever hangs together with it.

        Where a parse goes on over the end of a sentence, they are those of the report.
        """
        sent = self.sent[i]
        found = self._vocabulary.get(sent)
        if found is None:
            if self._apart is None:
                self._apart = list(map(self.sent.__getitem__, self.head)) == self.sent
            a, b = self.sents[sent] if self._apart else (0, len(self.words))
            found = self._vocabulary[sent] = {*self.lemma[a:b], *self.lower[a:b]}
        return found

    def depth(self, i: int) -> int:
        """How many tokens stand over i, up to the root of its sentence."""
        head, depth = self.head, 0
        while head[i] != i:
            i = head[i]
            depth += 1
        return depth

    def text(self, start: int, end: int) -> tuple[int, int]:
        """Code point offsets of the token range [start, end)."""
        return self.start[start], self.end(end - 1)


# What every token has on which nothing hangs: one for all, never to be added to.
_NONE: list[int] = []

_KEPT = 50_000
_known: dict[int, str] = {}
_low: dict[str, str] = {}
_labels: dict[str, str] = {}
_stems: dict[str, str] = {}


def _each(known: dict[str, str], make: Callable[[str], str], words: list[str]) -> list[str]:
    """What is made of each word; of the same word it is the same, and is kept."""
    try:
        return list(map(known.__getitem__, words))
    except KeyError:
        if len(known) > _KEPT:
            known.clear()
        # Other threads may empty what is kept meanwhile.
        made = {word: make(word) for word in words}
        known.update(made)
        return [made[word] for word in words]


def _spelled(keys: list[int], strings: StringStore) -> list[str]:
    """The strings of spaCy's keys. A key is the string's hash: what is known of it holds of every pipeline."""
    try:
        return list(map(_known.__getitem__, keys))
    except KeyError:
        # Signed here, unsigned in spaCy. Other threads may empty what is kept meanwhile.
        spelled = {key: _known.get(key) or strings[key % 2**64] for key in set(keys)}
        if len(_known) > _KEPT:
            _known.clear()
        _known.update(spelled)
        return [spelled[key] for key in keys]


def _renamed(dep: str) -> str:
    return _RENAMED.get(dep, dep)


def _without_subtype(dep: str) -> str:
    return dep.partition(":")[0]


# Labels that only one of the two schemes has.
UNIVERSAL = frozenset({"obj", "obl", "nmod", "case", "nsubj:pass", "advcl:relcl", "acl:relcl", "flat", "root", "cop"})
CLEARNLP = frozenset({"pobj", "dobj", "nsubjpass", "prep", "auxpass", "npadvmod", "agent", "attr", "poss"})

_RENAMED = {
    "ROOT": "root",
    "obl:npmod": "obl:unmarked",
    "obl:tmod": "obl:unmarked",
    "nmod:npmod": "nmod:unmarked",
    "nmod:tmod": "nmod:unmarked",
}


def _pos_names() -> dict[int, str]:
    from spacy.parts_of_speech import IDS

    return {value: name for name, value in IDS.items() if name}


_POS = _pos_names()
