"""The spaCy component that finds standing relations."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from spacy.language import Language
from spacy.tokens import Doc

from parley.codebook.load import Codebook, load_codebook
from parley.codebook.relations import load_relations
from parley.coding.layers import Relation, layer
from parley.coding.relations.aims import aims
from parley.coding.relations.decide import Decider, decide, load_decider
from parley.coding.relations.deeds import deeds
from parley.coding.relations.ground import Claim, Ground, Proposal
from parley.coding.relations.modifiers import modifiers
from parley.coding.relations.parts import parts
from parley.coding.relations.predicates import predicates
from parley.coding.relations.standing import denies, leaves_open, settle
from parley.coding.relations.ties import ties
from parley.coding.relations.titles import titles
from parley.coding.relations.whereabouts import whereabouts

CONSTRUCTIONS = (titles, modifiers, predicates, ties, aims, parts, deeds, whereabouts)


@Language.factory(
    "parley_relations",
    default_config={"codebook": None},
    assigns=["doc._.parley_relations"],
    requires=["doc._.parley_passages", "doc._.parley_mentions", "doc._.parley_entities", "doc._.parley_acts"],
)
def make(nlp: Language, name: str, codebook: str | None) -> Relater:
    """The factory; `codebook` is a folder that extends the shipped one."""
    return Relater(codebook=load_codebook(codebook), decider=load_decider())


class Relater:
    """Writes `doc._.parley_relations`, a list of `layers.Relation` in text order."""

    def __init__(self, *, codebook: Codebook | None = None, decider: Decider | None = None) -> None:
        self.codebook = codebook or load_codebook()
        self.words = load_relations(*self.codebook.folders[1:])
        self.decider = decider

    def __call__(self, doc: Doc) -> Doc:
        here, claims = self.propose(doc)
        told: list[Proposal] = []
        seen: set[tuple[str, int, int, int]] = set()
        of = here.entities.of
        for claim in decide(here, claims, self.decider):
            p = claim.first
            kind, a, b = here.key(p)
            # The same said of the same two in one sentence is one piece of evidence.
            key = (kind, of.get(a, -1 - a), of.get(b, -1 - b), here.tree.sent[p.trigger])
            if key not in seen:
                seen.add(key)
                settle(here, p, layer(doc, "parley_times") or [])
                told.append(p)
        doc._.parley_relations = sorted((_relation(here, p) for p in told), key=lambda r: (r.span, r.type))
        return doc

    def propose(self, doc: Doc) -> tuple[Ground, list[Claim]]:
        """All that the constructions propose, before anything is decided, as claims."""
        here = Ground(doc, self.words, self.codebook.acts)
        found: Iterator[Proposal] = chain.from_iterable(construction(here) for construction in CONSTRUCTIONS)
        claims: dict[tuple[str, int, int], Claim] = {}
        for p in found:
            p.from_, p.to = here.named(p.from_), here.named(p.to)
            if not denies(here, p) and not here.same(p.from_, p.to) and not _vague(here, p):
                p.open = leaves_open(here, p)
                key = here.key(p)
                if key not in claims:
                    claims[key] = Claim(p.kind, p.from_, p.to)
                claims[key].proposals.append(p)
        return here, list(claims.values())


def _vague(here: Ground, p: Proposal) -> bool:
    """Whether one end is a phrase and the other the pronoun in it: "our partners" says of nobody whose they are."""
    forms = here.mentions[p.from_].form, here.mentions[p.to].form
    if "pronoun" not in forms:
        return False
    for n, other in ((p.from_, p.to), (p.to, p.from_)):
        a, b = here.mentions[n], here.mentions[other]
        if (
            a.form == "pronoun"
            and b.start <= a.start
            and a.end <= b.end
            and (b.form != "name" or n not in here.entities.of)
        ):
            return True
    return False


def _relation(here: Ground, p: Proposal) -> Relation:
    a, b = here.mentions[p.from_], here.mentions[p.to]
    return Relation(
        type=p.kind,
        from_=p.from_,
        to=p.to,
        span=(min(a.start, b.start, p.trigger), max(a.end, b.end, p.trigger + 1)),
        trigger=p.trigger,
        rule=p.rule,
        since=p.since,
        status=p.status,
    )
