"""What the words around the talks leave open: who most likely sits there too, and what rounds of one process share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from parley.coding.layers import Stand
from parley.coding.talks.rounds.negotiation import NEXT, NOW, Negotiation
from parley.coding.talks.rounds.processes import Processes
from parley.coding.talks.rounds.tracks import Track
from parley.coding.talks.who.helpers import Helpers
from parley.coding.talks.who.likely import Likely
from parley.coding.talks.who.sides import Sides
from parley.coding.talks.who.table import Table
from parley.language.tree import Tree


class Draft(Protocol):
    """A negotiation on its way to a `layers.Talk`, as far as its seats go."""

    negotiation: Negotiation
    table: Table
    issues: dict[str, list[Stand]]
    mediators: list[int]
    hosts: list[int]
    aside: set[int]
    spoke: set[int]
    apart: bool


class Filling:
    """Fills the seats of the drafts of one Doc."""

    def __init__(
        self, tree: Tree, opening: list[int], sides: Sides, helpers: Helpers, likely: Likely, processes: Processes
    ) -> None:
        self.tree, self.opening, self.sides = tree, opening, sides
        self.helpers, self.likely, self.processes = helpers, likely, processes

    def at_table(self, draft: Draft, tracks: list[Track]) -> None:
        """Seat those of one of several tables, in the place of who sits at another."""
        k = draft.negotiation.process
        others = {e for n, t in enumerate(tracks) if n != k for e in t.groups} - tracks[k].groups
        if k:
            draft.table.remove(others)
        if k or len(draft.table.entities) < 2:
            here, lead = set(tracks[k].sentences), set(self.processes.paragraphs[0])
            found = self.likely.at_table(tracks[k].groups, here, lead, draft.table.entities)
            draft.table.seat([e for e in found if e not in draft.aside])
        draft.apart = True

    def seat_signers(self, draft: Draft, sentences: set[int]) -> None:
        """Seat those who are called signatories ("Ann Roe and Jan Poe were also among the signatories"), and those for
        whom somebody signed."""
        tree, titles = self.tree, self.helpers.titles
        for i in (i for s in sorted(sentences) for i in range(*tree.sents[s])):
            if titles.words.signing.head(tree, i) and tree.pos[i] == "VERB":
                held = [e for e in self.sides.all(self._signed_for(i)) if self.sides.can_stand(e)]
                draft.table.seat([e for e in held if e not in draft.aside], together=True)
            if tree.base[i] in titles.words.signers and tree.pos[i] == "NOUN":
                held = self.sides.all(tree.children(i, "nsubj")) or titles.given(i)
                draft.table.seat([e for e in held if e not in draft.aside], together=True)

    def _signed_for(self, verb: int) -> list[int]:
        """ "Ann Roe signed for the front and Jan Poe, a lawyer, for the union", "on behalf of the union"."""
        tree = self.tree
        near = range(verb + 1, tree.sents[tree.sent[verb]][1])
        found = [k for k in near if tree.case(k) == "for" and k in self.sides.entities.at]
        behalf = [k for k in near if tree.lower[k] == "behalf"]
        return found + [t for k in behalf for t in tree.children(k, "nmod") if tree.case(t) == "of"]

    def seat_likely(self, main: Draft, home: dict[int, Negotiation]) -> None:
        """Seat those of whom the report tells most, where nothing else has seated two."""
        around = self.processes.around(main.negotiation, home)
        early = any(m.sentence <= main.negotiation.opening and not m.background for m in main.negotiation.mentions)
        if len(main.table.entities) < 2 and (early or len(main.spoke) > 1):
            aside, told = [*main.mediators, *main.hosts], set(main.negotiation.sentences)
            if not main.negotiation.process:
                told |= set(self.opening)
            found = self.likely.sides_of(around, told, main.table.entities, aside)
            if len(found) > 1:
                # Who speaks for nobody that the words name speaks for one of these.
                main.table.remove(filter(self.likely.loose, main.table.entities))
            main.table.seat(found, together=True)
            if not main.table.entities:
                # "Chad's warring parties", of whom the report names none, are all who sit there.
                main.table.seat(self.sides.collective(told), together=True)

    def likely_helpers(self, main: Draft, around: set[int]) -> None:
        """Who else must help those who sit there."""
        speak = {s.party for stands in main.issues.values() for s in stands} | main.spoke
        helpers = self.likely.helpers(around, main.table.entities)
        main.mediators += [e for e in helpers if e not in main.mediators and e not in speak]
        main.mediators = self.helpers.named(main.mediators)
        if main.mediators and all(map(self.helpers.generic, main.mediators)):
            main.mediators = self.helpers.aides.behind(around, main.table.entities) or main.mediators
        beside = self.helpers.beside(main.mediators, around, main.table.entities)
        main.mediators += [e for e in beside if e not in main.mediators and e not in speak]
        joining = self.helpers.aides.joining(main.mediators, around, main.table.entities)
        main.mediators += [e for e in joining if e not in main.mediators and e not in speak]
        owners = self.helpers.owners(main.mediators, around, main.table.entities)
        main.mediators += [e for e in owners if e not in main.mediators and e not in speak]

    def name_helpers(self, drafts: Sequence[Draft]) -> None:
        """Those who help the talks going on help the rounds in whose sentences they are named."""
        now = next((d for d in drafts if d.negotiation.phase == NOW), None)
        if now is None:
            return
        for d in drafts:
            if d.negotiation.phase == NOW or d.mediators or d.negotiation.process != now.negotiation.process:
                continue
            told = d.negotiation.sentences
            heads = {e: [self.sides.mentions[n].head for n in self.sides.entity(e).mentions] for e in now.mediators}
            named = [e for e, found in heads.items() if any(self.tree.sent[h] in told for h in found)]
            d.mediators = [e for e in named if e not in d.hosts]
            d.table.remove(d.mediators)

    def seat_acting(self, draft: Draft, home: dict[int, Negotiation]) -> None:
        """Seat the states that act in what is told of talks among more than a few."""
        tree, sides = self.tree, self.sides
        around = sorted(self.processes.around(draft.negotiation, home))
        acting = [i for s in around for i in range(*tree.sents[s]) if tree.dep[i].startswith("nsubj")]
        aside = {*draft.mediators, *draft.hosts}
        draft.table.seat(e for e in sides.all(acting) if sides.stately(e) and e not in aside)

    def share_parties(self, drafts: Sequence[Draft]) -> None:
        """Rounds of one process have the same parties where the words of one leave them out."""
        for d in drafts:
            if d.negotiation.by_text:
                # Who agreed on a text elsewhere, the words tell or nobody does.
                continue
            kin = [other for other in drafts if other.negotiation.process == d.negotiation.process]
            now = next((k for k in kin if k.negotiation.phase == NOW), None)
            if now is not None and d.negotiation.phase != NOW and _of_the_same(d.table, now.table):
                d.table.take(now.table)
            if len(d.table.entities) < 2:
                d.table.seat(max(kin, key=lambda d: len(d.table.entities)).table.entities)

    def share_helpers(self, drafts: Sequence[Draft]) -> None:
        """Who is told to help the next round helps the talks going on."""
        now = next((d for d in drafts if d.negotiation.phase == NOW), None)
        for d in drafts:
            if now is not None and d.negotiation.phase == NEXT and d.negotiation.process == now.negotiation.process:
                now.mediators += [e for e in d.mediators if e not in now.mediators]
                now.hosts += [e for e in d.hosts if e not in now.hosts]
                now.table.remove([*now.mediators, *now.hosts])
        for d in drafts:
            same = now is not None and d is not now and d.negotiation.process == now.negotiation.process
            if now is not None and same and d.negotiation.phase == NOW and not now.mediators:
                now.mediators += d.mediators


def _of_the_same(table: Table, now: Table) -> bool:
    """Whether a seat of another round is one of those at the table now, which has two, and the rest are not."""
    own, seated = table.entities, now.entities
    if len(own) > 1 and set(own) <= set(seated):
        return False
    return len(seated) > 1 and bool(set(own) & set(seated)) and len(own) <= len(seated) + 1
