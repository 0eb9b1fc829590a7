"""The spaCy component that codes acts."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from parley.codebook.load import Codebook, load_codebook
from parley.coding.acts.around import Around
from parley.coding.acts.attach import nearby, place_of, time_of
from parley.coding.acts.compose import Composer
from parley.coding.acts.decide import Decider, Verdict, choose_sides, judge, load_decider
from parley.coding.acts.history import is_historical
from parley.coding.acts.merge import merge
from parley.coding.acts.proposal import Proposal
from parley.coding.acts.reach import within_reach
from parley.coding.acts.same import mark_same
from parley.coding.acts.setting import Setting
from parley.coding.batches import Batched
from parley.coding.layers import Act, Entities, Mention, Passage, Rejected, layer, tree_of

_Standing = tuple[Proposal, list[Proposal], Verdict | None]

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


class ActCoder(Batched):
    """Report text to acts: `doc._.parley_acts`, a list of `layers.Act` in text order.

    What the decider does not let stand goes to `doc._.parley_rejected`, a list of `layers.Rejected`.
    """

    def __init__(self, *, codebook: Codebook | None = None, decider: Decider | None = None) -> None:
        self.codebook = codebook or load_codebook()
        self.decider = decider
        # Set while a decider is being learned: proposals are made as for one.
        self.proposing = False

    def __call__(self, doc: Doc) -> Doc:
        return self.batch([doc])[0]

    def batch(self, docs: list[Doc]) -> list[Doc]:
        """Code some Docs: each kind of work is done for all of them before the next."""
        proposed = [self.propose(doc) for doc in docs]
        asked = [self._standing(here, groups) for here, groups in proposed]
        sides = [self._sides(here, standing) for (here, _), (standing, _) in zip(proposed, asked, strict=True)]
        for doc, (here, _), (standing, rejected), found in zip(docs, proposed, asked, sides, strict=True):
            acts = [self._act(here, p, side, verdict) for (p, _, verdict), side in zip(standing, found, strict=True)]
            here.near = nearby(here.tree, here.mentions, here.times, layer(doc, "parley_places") or [])
            here.published = report.published if (report := layer(doc, "parley_report")) else None
            for act, (p, group, _) in zip(acts, standing, strict=True):
                self._place(here, act, p, group)
            mark_same(here.tree, acts, here.entities, here.times)
            doc._.parley_acts, doc._.parley_rejected = acts, rejected
        return docs

    def _sides(self, here: Setting, standing: list[_Standing]) -> list[tuple[list[int], list[int]]]:
        """Head tokens of the actors and recipients of each proposal."""
        if self.decider is None:
            return [(p.actors, p.recipients) for p, _, _ in standing]
        weighed = choose_sides(self.decider, here, [(p, group) for p, group, _ in standing])
        chosen = [within_reach(here, p, group, sides) for (p, group, _), sides in zip(standing, weighed, strict=True)]
        return [
            (_without_own(here, *sides), sides[1]) if p.type == "ASSAULT" else sides
            for (p, _, _), sides in zip(standing, chosen, strict=True)
        ]

    def propose(self, doc: Doc) -> tuple[Setting, list[list[Proposal]]]:
        """What codebook and parse propose, a list for each passage with any, before anything is decided."""
        tree = tree_of(doc)
        mentions: list[Mention] = layer(doc, "parley_mentions") or []
        entities: Entities = layer(doc, "parley_entities") or Entities()
        composer = Composer(
            tree, self.codebook.acts, mentions, entities, keep_weak=self.decider is not None or self.proposing
        )
        passages: list[Passage] = layer(doc, "parley_passages") or []
        here = Setting(tree, mentions, entities, composer.slots, passages, layer(doc, "parley_times") or [])
        coded = [(passage.start, passage.end) for passage in passages if passage.kind in CODED]
        groups = [merge(tree, found, self.codebook.acts) for found in composer.sentences(coded) if found]
        around = Around(composer)
        for group in groups:
            around.complete(group)
        return here, groups

    def _standing(self, here: Setting, groups: list[list[Proposal]]) -> tuple[list[_Standing], list[Rejected]]:
        """The proposals that stand, each with those of its passage and what the decider says, and the others."""
        if self.decider is None:
            return [(p, group, None) for group in groups for p in group], []
        standing: list[_Standing] = []
        rejected: list[Rejected] = []
        told: set[tuple[str, str]] = set()
        for group in groups:
            for order, p in enumerate(group):
                verdict = judge(self.decider, here, p, order, group, told)
                if verdict.stands:
                    standing.append((p, group, verdict))
                else:
                    rejected.append(_rejected(p, verdict))
            told.update(told_by(here, group))
        return standing, rejected

    def _act(
        self, here: Setting, proposal: Proposal, sides: tuple[list[int], list[int]], verdict: Verdict | None
    ) -> Act:
        """What was done by whom to whom."""
        ontology = self.codebook.ontology
        type_, words = proposal.type, sorted({proposal.trigger, proposal.base, *proposal.words})
        mode = self._by_means(here, proposal, sides[0]) or proposal.mode
        cameo = proposal.cameo if mode == proposal.mode else None
        return Act(
            trigger=proposal.trigger,
            span=(words[0], words[-1] + 1),
            words=tuple(words),
            type=type_,
            mode=ontology.mode(type_, mode),
            cameo=cameo or ontology.cameo(type_, mode),
            actors=_mentions(here, sides[0]),
            recipients=_mentions(here, sides[1]),
            status=sorted({"hypothetical" if s == "purpose" else s for s in proposal.status}),
            rule=proposal.rule,
            considered=proposal.dropped,
            features=[] if verdict is None else verdict.features,
            confidence=None if verdict is None else round(verdict.confidence, 3),
        )

    def _place(self, here: Setting, act: Act, proposal: Proposal, group: list[Proposal]) -> None:
        """When and where it was done, and in what context."""
        tree, sent = here.tree, here.tree.sent[act.trigger]
        near = here.near.get(sent)
        if near is not None:
            words = set(act.words)
            others = {w for p in group if p is not proposal for w in (p.trigger, p.base, *p.words)} - words
            act.time = time_of(tree, act, words, near, others, here.published)
            act.place = place_of(tree, act, words, near, others)
            if is_historical(tree, act, here.times, here.published):
                act.status.append("historical")
        if sent not in here.contexts:
            here.contexts[sent] = self.codebook.ontology.contexts(tree.lemma[slice(*tree.sents[sent])])
        act.contexts = list(here.contexts[sent])

    def _by_means(self, here: Setting, proposal: Proposal, actors: list[int]) -> str | None:
        """The mode that the means of an act tell: who acts with wings bombs from the air."""
        modes = self.codebook.acts.instruments.get(proposal.type)
        if not modes or (proposal.mode not in (None, "heavy-weapons") and proposal.chain == ()):
            return None
        slots = here.slots.of(proposal.base)
        means = [*actors, *(t for s in ("subj", "with", "by", "from") for t in slots.get(s, ()))]
        return next((m for t in means if (m := modes.get(here.tree.base[t]))), None)


def _rejected(proposal: Proposal, verdict: Verdict) -> Rejected:
    return Rejected(
        trigger=proposal.trigger,
        span=_span(proposal),
        type=proposal.type,
        mode=proposal.mode,
        rule=proposal.rule,
        confidence=round(verdict.confidence, 3),
        features=verdict.features,
    )


def _span(proposal: Proposal) -> tuple[int, int]:
    """Tokens [start, end) from the first to the last of the words that decided."""
    words = (proposal.trigger, proposal.base, *proposal.words)
    return min(words), max(words) + 1


def _without_own(here: Setting, actors: list[int], recipients: list[int]) -> list[int]:
    """The actors without whoever's the recipients are: he who says that his fighters were killed did not kill them."""
    tree, at, of = here.tree, here.entities.at, here.entities.of
    owners = {
        of.get(at.get(k, -1))
        for r in recipients
        for noun in (r, *tree.children(r, "nmod"))
        for k in tree.children(noun, "nmod:poss")
        if tree.pos[k] == "PRON"
    } - {None}
    return [a for a in actors if of.get(at.get(a, -1)) not in owners] if owners else actors


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
            if case not in _EXAMPLES and case not in _MEMBERS:
                continue
            for named in _names_beside(here, k):
                if case in _EXAMPLES or (named.actor is not None and named.actor.kind == "group"):
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
    if out and (joined := _name_joined(here, out[-1])) is not None and joined not in out:
        out.append(joined)
    return out


def _name_joined(here: Setting, name: Mention) -> Mention | None:
    """The name that "and" joins to one by its place, whatever the parse makes it a conjunct of."""
    tree, at = here.tree, name.end
    # A shorter form in brackets belongs to the name.
    if at + 2 < len(tree.words) and tree.words[at] == "(" and tree.words[at + 2] == ")":
        at += 3
    if at + 1 >= len(tree.words) or tree.lower[at] not in ("and", "or"):
        return None
    joined = _name_over(here, at + 1)
    return joined if joined is not None and tree.dep[joined.head] == "conj" else None


def _name_over(here: Setting, token: int) -> Mention | None:
    """The name that a token is part of: the parse may hang a long one on any of its words."""
    found = here.by_sentence.get(here.tree.sent[token], ())
    return next((m for n in found if (m := here.mentions[n]).form == "name" and m.start <= token < m.end), None)


def told_by(here: Setting, group: list[Proposal]) -> set[tuple[str, str]]:
    """What later sentences may be telling again: type and base word of each proposal."""
    return {(p.type, here.tree.base[p.base]) for p in group}


def _mentions(here: Setting, heads: list[int]) -> list[int]:
    """The mentions of a side, with those that its words name."""
    at = here.entities.at
    return list(dict.fromkeys([at[t] for t in with_named(here, heads) if t in at]))
