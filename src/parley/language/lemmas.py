"""Lemmas from the form and the Penn tag: a table of exceptions, then the longest suffix rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import srsly
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

# Tags without inflection share the rules of their open class.
_CASED = frozenset({"NNP", "NNPS", "ADD", "FW", "SYM"})
_OPEN = frozenset({"JJ", "NN"})
_TAG_OF_POS = {"NOUN": "NN", "PROPN": "NNP", "VERB": "VB", "AUX": "VB", "ADJ": "JJ", "ADV": "RB"}

Rules = dict[str, dict[str, tuple[int, str]]]
Forms = dict[str, dict[str, str]]

_KEPT = 20_000
"""Forms whose lemmas are remembered."""


class Lemmatizer:
    """Sets `token.lemma_` from the word's form and `token.tag_`.

    Attributes:
        forms: By tag, the lemmas of lower-case forms that no rule gets right.
        rules: By tag and suffix, how many letters to cut and what to add.
        capitals: Lemmas that keep their capital though they are no names ("Syrian").
    """

    def __init__(self, vocab: Vocab, forms: Forms | None = None, rules: Rules | None = None) -> None:
        self.vocab = vocab
        self.forms: Forms = forms or {}
        self.rules: Rules = rules or {}
        self.capitals: frozenset[str] = frozenset()
        self._known: dict[tuple[int, int], str] = {}

    def __call__(self, doc: Doc) -> Doc:
        known, strings = self._known, self.vocab.strings
        for token in doc:
            key = (token.orth, token.tag or token.pos)
            lemma = known.get(key)
            if lemma is None:
                tag = token.tag_ or _TAG_OF_POS.get(token.pos_, "")
                # A long run over many reports meets endless new words: forget them all now and then.
                if len(known) >= _KEPT:
                    known.clear()
                lemma = known[key] = self.lemma(token.text, tag)
            # Added each time: in a memory zone the store forgets what it was told.
            token.lemma = strings.add(lemma)
        return doc

    def lemma(self, form: str, tag: str) -> str:
        """Returns the lemma of a form with a Penn tag; a form with no rule is its own lemma, in lower case."""
        if tag in _CASED:
            exact = self.forms.get(tag, {}).get(form)
            return exact if exact is not None else self._by_rule(form, tag)
        lower = form.lower()
        listed = self.forms.get(tag, {}).get(lower)
        if listed is not None:
            return listed
        lemma = self._by_rule(lower, tag)
        titled = form[0].isupper() and tag[:2] in _OPEN and lemma.capitalize() in self.capitals
        return lemma.capitalize() if titled else lemma

    def _by_rule(self, form: str, tag: str) -> str:
        rules = self.rules.get(tag)
        if not rules:
            return form
        for start in range(max(1, len(form) - 6), len(form) + 1):
            rule = rules.get(form[start:])
            if rule is not None and len(form) - rule[0] > 1:
                return form[: len(form) - rule[0]] + rule[1]
        return form

    def to_bytes(self, *, exclude: Any = ()) -> bytes:
        """Returns the tables as MessagePack."""
        data = {"forms": self.forms, "rules": self.rules, "capitals": sorted(self.capitals)}
        return bytes(srsly.msgpack_dumps(data))

    def from_bytes(self, data: bytes, *, exclude: Any = ()) -> Lemmatizer:
        """Takes the tables that `to_bytes` gave."""
        return self._fill(srsly.msgpack_loads(data))

    def to_disk(self, path: Path | str, *, exclude: Any = ()) -> None:
        """Writes the tables as one JSON file in the folder `path`."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        data = {"forms": self.forms, "rules": self.rules, "capitals": sorted(self.capitals)}
        srsly.write_json(folder / "lemmas.json", data, indent=0)

    def from_disk(self, path: Path | str, *, exclude: Any = ()) -> Lemmatizer:
        """Reads the tables that `to_disk` wrote."""
        return self._fill(srsly.read_json(Path(path) / "lemmas.json"))

    def _fill(self, data: dict[str, Any]) -> Lemmatizer:
        self.forms = data["forms"]
        self.rules = {tag: {s: (r[0], r[1]) for s, r in rules.items()} for tag, rules in data["rules"].items()}
        self.capitals = frozenset(data["capitals"])
        self._known.clear()
        return self


@Language.factory("parley_lemmatizer", requires=["token.tag"], assigns=["token.lemma"])
def make_lemmatizer(nlp: Language, name: str) -> Lemmatizer:
    """Makes the lemmatizer; its tables come from the pipeline's folder."""
    return Lemmatizer(nlp.vocab)
