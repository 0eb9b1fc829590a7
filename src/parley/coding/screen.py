"""The screen before the parse: which reports can be left unread because no sentence of theirs can tell a political act.

A report is silent where no stretch of it between two sure ends of sentences holds both a word that may tell an act and
somebody who may do it: an actor of the codebook, or a role noun of politics or war. All that is known about words comes
from the codebook; nothing here is a list of its own, so that a codebook of one's own screens for what it codes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from spacy.vocab import Vocab

from parley.codebook.actors import Actors, actors
from parley.codebook.acts import Acts
from parley.codebook.load import load_codebook
from parley.codebook.roles import Roles, roles
from parley.language.lemmas import Lemmatizer
from parley.language.pipeline import SHIPPED

# A full stop before a capital, or a blank line; a single line break may stand within a sentence.
_ENDS = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[\"“‘(\[]?[A-Z])|\n\s*\n")
_WORD = re.compile(r"[^\W_]+")
_TAGS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "NN", "NNS")
# Kinds of alias that name nobody by themselves, and kinds of actor that do nothing in politics by themselves.
_WEAK = frozenset({"surname", "weak"})
_BYSTANDERS = frozenset({"people", "media", "ngo", "company"})
# Sectors of role nouns whose bearers act in politics and war; civilians, journalists and students are everywhere.
_POLITICAL = frozenset(
    {"GOV", "MIL", "REB", "UAF", "SEP", "INS", "COP", "OPP", "SPY", "LEG", "JUD", "PTY", "REF"}
)  # fmt: skip


class Screen:
    """Tells silent reports from others by their words alone.

    Args:
        acts, actor_book, role_book: the codebook.
        lemmatizer: gives the lemmas that a form may have.
    """

    def __init__(self, acts: Acts, actor_book: Actors, role_book: Roles, lemmatizer: Lemmatizer) -> None:
        self._acts, self._actors, self._roles, self._lemmatizer = acts, actor_book, role_book, lemmatizer
        self._lemmas = lru_cache(maxsize=100_000)(self._lemmas_of)
        self._asked = lru_cache(maxsize=100_000)(self._asked_by)
        self._is_role = lru_cache(maxsize=100_000)(self._names_role)

    @classmethod
    def load(cls, codebook: str | None = None) -> Screen:
        """The screen of the shipped codebook, or of one that extends it."""
        folders = (Path(codebook),) if codebook else ()
        lemmatizer = Lemmatizer(Vocab()).from_disk(SHIPPED / "parley_lemmatizer")
        return cls(load_codebook(codebook).acts, actors(*folders), roles(*folders), lemmatizer)

    def silent(self, text: str) -> bool:
        """Whether no stretch of a report can tell a political act."""
        return not any(self._tells(stretch) for stretch in _ENDS.split(text))

    def _tells(self, stretch: str) -> bool:
        words = _WORD.findall(stretch)
        return self._may_act(words) and (any(map(self._is_role, words)) or self._has_actor(stretch))

    def _may_act(self, words: list[str]) -> bool:
        """Whether some predicate of the codebook, operators apart, has all its words here."""
        asked = {needed for word in words for needed in self._asked(word)}
        if not asked or frozenset() in asked:
            return bool(asked)
        have = frozenset().union(*map(self._lemmas, words))
        return any(needed <= have for needed in asked)

    def _has_actor(self, stretch: str) -> bool:
        return any(
            actor.kind not in _BYSTANDERS and alias not in _WEAK
            for hit in self._actors.scan(stretch)
            for actor, alias in hit.candidates[:1]
        )

    def _lemmas_of(self, form: str) -> frozenset[str]:
        lower = form.lower()
        return frozenset((lower, *(self._lemmatizer.lemma(f, tag) for f in {form, lower} for tag in _TAGS)))

    def _asked_by(self, form: str) -> tuple[frozenset[str], ...]:
        """For each act that the form may head, the other words that it needs."""
        tables = (self._acts.verbs, self._acts.nouns, self._acts.adjectives)
        return tuple(
            {
                pattern.needed
                for lemma in self._lemmas(form)
                for table in tables
                for pattern in table.get(lemma, ())
                if pattern.entry.op is None and pattern.entry.type not in (None, "NONE")
            }
        )

    def _names_role(self, word: str) -> bool:
        role = self._roles.of(word.lower())
        return role is not None and not _POLITICAL.isdisjoint(role.sectors)
