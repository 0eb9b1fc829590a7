"""Entities: one person, organization or place under all its names, with code, country and key."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from parley.codebook.actors import Actors, actors
from parley.codebook.words import context
from parley.coding.coref.board import Board
from parley.coding.coref.codes import entity
from parley.coding.coref.named import affiliate_owned, resolve_names
from parley.coding.coref.nominal import main_country, resolve_appositions, resolve_nominal
from parley.coding.coref.pronoun import resolve_pronoun
from parley.coding.layers import Entities, Mention, layer, tree_of
from parley.language.datelines import is_dateline

if TYPE_CHECKING:
    from parley.model import Report


class EntityResolver:
    """The component. Requires the mentions layer; assigns `doc._.parley_entities`."""

    def __init__(self, actor_book: Actors) -> None:
        self.actors = actor_book

    def __call__(self, doc: Doc) -> Doc:
        report: Report | None = layer(doc, "parley_report")
        mentions: list[Mention] = layer(doc, "parley_mentions") or []
        board = Board(tree_of(doc), mentions, self.actors, report.published if report else None)
        resolve_names(board)
        resolve_appositions(board)
        for i, mention in enumerate(board.mentions):
            if i in board.of:
                continue
            if mention.form == "pronoun":
                resolve_pronoun(board, i)
            elif mention.form == "nominal" and mention.type != "weapon":
                resolve_nominal(board, i)
        affiliate_owned(board)
        doc._.parley_entities = _layer(board)
        return doc


def _layer(board: Board) -> Entities:
    out = Entities(at=board.at)
    index: dict[int, int] = {}
    only = main_country(board)
    nearby = _countries_by_sentence(board)
    for k, chain in enumerate(board.chains):
        if chain.mentions:
            index[k] = len(out.entities)
            sentence = nearby.get(board.sentence(chain.mentions[0]), set())
            inferred = next(iter(sentence)) if len(sentence) == 1 else only
            out.entities.append(entity(board, chain, inferred))
    out.of = {i: index[k] for i, k in board.of.items()}
    out.members = {i: [index[k] for k in ks if k in index] for i, ks in board.members.items()}
    return out


def _countries_by_sentence(board: Board) -> dict[int, set[str]]:
    """The countries of the places that each sentence names: an act happens there, and the police are of there.

    Not so where somebody is to meet, or goes.
    """
    out: dict[int, set[str]] = {}
    for i, mention in enumerate(board.mentions):
        if (
            mention.form == "name"
            and mention.country
            and mention.type == "location"
            and board.lemma(board.tree.head[mention.head]) not in context("away")
        ):
            here = board.sentence(i)
            out.setdefault(here, set()).add(mention.country)
            if is_dateline(board.tree, here):
                out.setdefault(here + 1, set()).add(mention.country)
    return out


@Language.factory(
    "parley_entities",
    default_config={"codebook": None},
    requires=["doc._.parley_mentions"],
    assigns=["doc._.parley_entities"],
)
def make_entities(nlp: Language, name: str, *, codebook: str | None) -> EntityResolver:
    """Registered as `parley_entities`.

    Args:
        codebook: folder that extends the shipped codebook, or None.
    """
    return EntityResolver(actors(*((Path(codebook),) if codebook else ())))
