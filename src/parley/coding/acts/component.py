"""The spaCy component that codes acts."""

from __future__ import annotations

from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from parley.codebook.load import Codebook, load_codebook
from parley.coding.acts.attach import place_of, time_of
from parley.coding.acts.compose import Composer, Proposal
from parley.coding.acts.decide import Decider, Verdict, choose_sides, judge, load_decider
from parley.coding.acts.features import Setting
from parley.coding.acts.history import is_historical
from parley.coding.acts.merge import merge
from parley.coding.acts.same import mark_same
from parley.coding.layers import Act, Entities, Mention, Passage, Rejected, tree_of

CODED = frozenset({"headline", "body"})
# Prepositions before the names of those that a common noun stands for, and before the group that they belong to.
_EXAMPLES = frozenset({"such as", "such", "like", "including"})
_MEMBERS = frozenset({"of", "from", "with"})


@Language.factory(
    "parley_acts",
    default_config={"codebook": None},
    assigns=["doc._.parley_acts", "doc._.parley_rejected"],
    requires=["doc._.parley_passages", "doc._.parley_mentions", "doc._.parley_entities"],
)
def make(nlp: Language, name: str, codebook: str | None) -> ActCoder:
    """The factory; `codebook` is a folder that extends the shipped one."""
    return ActCoder(codebook=load_codebook(codebook), decider=load_decider())


class ActCoder:
    """Report text to acts: `doc._.parley_acts`, a list of `layers.Act` in text order.

    What the decider does not let stand goes to `doc._.parley_rejected`, a list of `layers.Rejected`.
    """

    def __init__(self, *, codebook: Codebook | None = None, decider: Decider | None = None) -> None:
        self.codebook = codebook or load_codebook()
        self.decider = decider
        # Set while a decider is being learned: proposals are made as for one.
        self.proposing = False

    def __call__(self, doc: Doc) -> Doc:
        here, groups = self.propose(doc)
        out: list[Act] = []
        rejected: list[Rejected] = []
        told: set[tuple[str, str]] = set()
        for group in groups:
            for order, proposal in enumerate(group):
                act = self._decide(doc, here, proposal, order, group, told)
                if isinstance(act, Rejected):
                    rejected.append(act)
                else:
                    out.append(act)
            told.update(told_by(here, group))
        mark_same(here.tree, out, here.entities, doc._.parley_times or [])
        doc._.parley_acts = out
        doc._.parley_rejected = rejected
        return doc

    def propose(self, doc: Doc) -> tuple[Setting, list[list[Proposal]]]:
        """What codebook and parse propose, a list a passage, before anything is decided."""
        tree = tree_of(doc)
        mentions: list[Mention] = doc._.parley_mentions or []
        entities: Entities = doc._.parley_entities or Entities()
        composer = Composer(
            tree, self.codebook.acts, mentions, entities, keep_weak=self.decider is not None or self.proposing
        )
        passages: list[Passage] = doc._.parley_passages or []
        here = Setting(tree, mentions, entities, composer.slots, passages, doc._.parley_times or [])
        groups = [
            merge(tree, composer.sentence(passage.start, passage.end)) for passage in passages if passage.kind in CODED
        ]
        return here, groups

    def _decide(
        self, doc: Doc, here: Setting, proposal: Proposal, order: int, group: list[Proposal], told: set[tuple[str, str]]
    ) -> Act | Rejected:
        if self.decider is None:
            return self._act(doc, here, proposal, group)
        verdict = judge(self.decider, here, proposal, order, group, told)
        if not verdict.stands:
            return _rejected(proposal, verdict)
        sides = choose_sides(self.decider, here, proposal, group)
        act = self._act(doc, here, replace(proposal, actors=sides[0], recipients=sides[1]), group)
        act.confidence = round(verdict.confidence, 3)
        act.features = dict(verdict.weighed)
        return act

    def _act(self, doc: Doc, here: Setting, proposal: Proposal, group: list[Proposal]) -> Act:
        ontology, tree, entities = self.codebook.ontology, here.tree, here.entities
        words = {proposal.trigger, proposal.base, *proposal.words}
        mode = self._by_means(here, proposal) or proposal.mode
        if mode != proposal.mode:
            proposal = replace(proposal, mode=mode, cameo=None)
        act = Act(
            trigger=proposal.trigger,
            span=_span(proposal),
            words=tuple(sorted(words)),
            type=proposal.type,
            mode=ontology.mode(proposal.type, proposal.mode),
            cameo=proposal.cameo or ontology.cameo(proposal.type, proposal.mode),
            actors=_mentions(with_named(here, proposal.actors), entities),
            recipients=_mentions(with_named(here, proposal.recipients), entities),
            rule=proposal.rule,
            considered=proposal.dropped,
        )
        act.status = sorted({"hypothetical" if s == "purpose" else s for s in proposal.status})
        times = doc._.parley_times or []
        others = {w for p in group for w in (p.trigger, p.base, *p.words)} - words
        act.time = time_of(tree, act, words, times, others)
        act.place = place_of(tree, act, words, here.mentions, doc._.parley_places or [], others)
        report = doc._.parley_report
        if is_historical(tree, act, times, report.published if report else None):
            act.status.append("historical")
        act.contexts = ontology.contexts(tree.lemma[slice(*tree.sents[tree.sent[act.trigger]])])
        return act

    def _by_means(self, here: Setting, proposal: Proposal) -> str | None:
        """The mode that the means of an act tell: who acts with wings bombs from the air."""
        modes = self.codebook.acts.instruments.get(proposal.type)
        if not modes or (proposal.mode not in (None, "heavy-weapons") and proposal.chain == ()):
            return None
        slots = here.slots.of(proposal.base)
        means = [*proposal.actors, *(t for s in ("with", "by", "from") for t in slots.get(s, ()))]
        return next((m for t in means if (m := modes.get(here.tree.lemma[t].lower()))), None)


def _rejected(proposal: Proposal, verdict: Verdict) -> Rejected:
    return Rejected(
        trigger=proposal.trigger,
        span=_span(proposal),
        type=proposal.type,
        mode=proposal.mode,
        rule=proposal.rule,
        confidence=round(verdict.confidence, 3),
        features=dict(verdict.weighed),
    )


def _span(proposal: Proposal) -> tuple[int, int]:
    """Tokens [start, end) from the first to the last of the words that decided."""
    words = (proposal.trigger, proposal.base, *proposal.words)
    return min(words), max(words) + 1


def with_named(here: Setting, tokens: list[int]) -> list[int]:
    """The heads of a side, and the groups that its words name: "fighters of X", "groups such as X and Y"."""
    tree, at = here.tree, here.entities.at
    out = list(tokens)
    for token in tokens:
        index = at.get(token)
        if index is None or here.mentions[index].form != "nominal":
            continue
        for k in tree.children(token, "nmod", "appos"):
            case = tree.case(k)
            for named in _names_beside(here, k):
                if case in _EXAMPLES or (case in _MEMBERS and named.actor is not None and named.actor.kind == "group"):
                    out.append(named.head)
    return list(dict.fromkeys(out))


def _names_beside(here: Setting, token: int) -> list[Mention]:
    """The name over a token and those coordinated with it, whichever word of a long name the parse hangs them on."""
    out: list[Mention] = []
    first = _name_over(here, token)
    for word in range(first.start, first.end) if first is not None else (token,):
        for c in here.tree.conjuncts(word):
            named = _name_over(here, c)
            if named is not None and named not in out:
                out.append(named)
    return out


def _name_over(here: Setting, token: int) -> Mention | None:
    """The name that a token is part of: the parse may hang a long one on any of its words."""
    found = here.by_sentence.get(here.tree.sent[token], ())
    return next((m for n in found if (m := here.mentions[n]).form == "name" and m.start <= token < m.end), None)


def told_by(here: Setting, group: list[Proposal]) -> set[tuple[str, str]]:
    """What later sentences may be telling again: type and base word of each proposal."""
    return {(p.type, here.tree.lemma[p.base].lower()) for p in group}


def _mentions(tokens: list[int], entities: Entities) -> list[int]:
    return list(dict.fromkeys(entities.at[t] for t in tokens if t in entities.at))
