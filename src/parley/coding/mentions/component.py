"""The component `parley_mentions`."""

from __future__ import annotations

from itertools import compress
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from parley.codebook.actors import Actors, actors
from parley.codebook.places import Gazetteer, gazetteer
from parley.codebook.roles import Roles, roles
from parley.coding.batches import Batched
from parley.coding.gazetted import with_places
from parley.coding.layers import layer, tree_of
from parley.coding.mentions.book import Book
from parley.coding.mentions.common import NOUN_TAGS, Finder
from parley.coding.names import names

if TYPE_CHECKING:
    from parley.model import Report

# Parts of speech of what can stand for somebody or something by itself. A determiner that can is a pronoun's word.
_STANDING = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})


class Mentions(Batched):
    """Requires the parse and passages; reads entities if the pipeline has a recognizer."""

    def __init__(self, actor_book: Actors, role_book: Roles, place_book: Gazetteer | None = None) -> None:
        self.book = Book(actor_book, role_book, place_book)

    def __call__(self, doc: Doc) -> Doc:
        tree = tree_of(doc)
        report: Report | None = layer(doc, "parley_report")
        skip = [False] * len(tree)
        byline = [False] * len(tree)
        for passage in layer(doc, "parley_passages") or ():
            if passage.kind in ("furniture", "byline"):
                marks = skip if passage.kind == "furniture" else byline
                marks[passage.start : passage.end] = [True] * (passage.end - passage.start)
        found = names(doc, tree, self.book.actors, report.published if report else None, skip)
        found = with_places(found, tree, self.book.places, skip)
        finder = Finder(tree, self.book, found, blind=not doc.has_annotation("ENT_IOB"))
        finder.named()
        standing = map(
            or_,
            map(_STANDING.__contains__, tree.pos),
            map(or_, map(NOUN_TAGS.__contains__, tree.tag), map(self.book.others.__contains__, tree.lower)),
        )
        for i in compress(range(len(skip)), standing):
            if i not in finder.by_head and not skip[i] and not byline[i]:
                finder.common(i)
        doc._.parley_mentions = finder.finish()
        return doc


@Language.factory(
    "parley_mentions",
    default_config={"codebook": None},
    requires=["token.dep", "token.tag", "doc._.parley_passages"],
    assigns=["doc._.parley_mentions"],
)
def make_mentions(nlp: Language, name: str, *, codebook: str | None) -> Mentions:
    """Registered as `parley_mentions`.

    Args:
        codebook: folder that extends the shipped codebook, or None.
    """
    folders = (Path(codebook),) if codebook else ()
    return Mentions(actors(*folders), roles(*folders), gazetteer(*folders))
