"""What the codebook says of words that may be mentions."""

from __future__ import annotations

from functools import lru_cache

from parley.codebook.actors import Actors
from parley.codebook.places import Gazetteer, gazetteer
from parley.codebook.roles import Roles
from parley.codebook.words import noun_kind, nouns, pronouns

OTHERS = frozenset({"others", "both"})
CROWDS = frozenset({"hundreds", "thousands", "dozens", "scores", "millions", "tens"})


class Book:
    """The tables by which mentions are found; what is asked of them again and again is kept."""

    def __init__(self, actor_book: Actors, role_book: Roles, place_book: Gazetteer | None = None) -> None:
        self.actors = actor_book
        self.places = place_book or gazetteer()
        self.roles = role_book
        self.role_of = lru_cache(maxsize=20_000)(role_book.of)
        self.may_be_role = lru_cache(maxsize=20_000)(role_book.opens_or_closes)
        self.is_dull = lru_cache(maxsize=20_000)(self._is_dull)
        self.nouns = nouns()
        self.pronouns = pronouns()
        self.others = frozenset({*self.pronouns, *OTHERS})

    def _is_dull(self, word: str, lemma: str) -> bool:
        """Whether a common noun of this form and lemma, in lower case, stands for nobody and nothing wherever it is."""
        return not (
            self.may_be_role(word)
            or noun_kind(word, lemma) is not None
            or not self.nouns.partitive.isdisjoint((word, lemma))
            or word in CROWDS
        )
