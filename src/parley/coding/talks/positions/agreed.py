"""What sides accept without a verb of accepting: what they are to do in return, what a consensus is on, a truce that
they prolong."""

from __future__ import annotations

from collections.abc import Iterator

from parley.coding.acts.slots import SlotReader
from parley.coding.acts.status import TO_COME, conditional, modal, negated
from parley.coding.talks.clauses import is_to
from parley.coding.talks.positions.outright import Told
from parley.coding.talks.words import Stance, Words, noun_of
from parley.language.tree import Tree

_ON = ("on", "over", "about")
_DEALS = frozenset({"sign", "strike", "reach", "seal", "clinch", "initial", "make"})
_ENDS = frozenset({"end", "close", "conclude", "finish", "emerge"})
# Ends of a deal that name nothing ("signed a pact to end the war").
_AIMS = frozenset({"end", "settle", "resolve", "bring", "restore", "pave", "regulate", "govern", "promote", "work"})
_ANNOUNCES = frozenset({"announce", "declare", "proclaim"})
_TERMS = Stance("in-return", "accepts", ())
_CONSENSUS = Stance("consensus", "accepts", ())
_LASTS = Stance("lasts", "accepts", ())
_UNDER = Stance("under", "accepts", ())
_TOLD = frozenset({"root", "conj", "ccomp", "parataxis"})


class Agreed:
    """Finds it in one Doc."""

    def __init__(self, tree: Tree, slots: SlotReader, words: Words) -> None:
        self.tree, self.slots, self.words = tree, slots, words
        self.exchanging = not words.exchange.isdisjoint(tree.lower)
        # Sentences that say what a text, or a bargain, has sides do ("under the accord", "in return").
        heads = ((i, tree.head[i]) for i, word in enumerate(tree.lower) if word in ("under", "in"))
        self.under = {
            tree.sent[i] for i, k in heads if noun_of(tree, k) in words.agreements or tree.lower[k] in words.exchange
        }

    def at(self, i: int) -> Iterator[Told]:
        """What token i tells, if anything; no subjects where all who sit there have agreed."""
        found = self._in_return(i) or self._dealt(i) or self._prolongs(i) or self._consensus(i) or self._bound(i)
        if found is not None and not conditional(self.tree, i):
            yield found

    def _in_return(self, i: int) -> Told | None:
        """ "the army, in return, is to leave the port": what a side is to do for what another does."""
        tree = self.tree
        if not self.exchanging or tree.pos[i] != "VERB" or negated(tree, i) or self.slots.is_passive(i):
            return None
        bound = modal(tree, i) in TO_COME or is_to(tree, i)
        subject = next(iter(self.slots.verb(i).get("subj", ())), None)
        if not bound or subject is None or tree.base[i] in self.words.gaining:
            return None
        beside = (*tree.children(i, "obl"), *tree.children(subject, "nmod"))
        return Told([subject], "accepts", i, _TERMS) if any(map(self._returns, beside)) else None

    def _bound(self, i: int) -> Told | None:
        """ "under the deal the army will leave the port": what a side does for what another does, or for peace."""
        tree = self.tree
        if tree.sent[i] not in self.under or tree.pos[i] != "VERB" or tree.dep[i] not in _TOLD:
            return None
        if negated(tree, i) or self.slots.is_passive(i):
            return None
        due = modal(tree, i) in ("will", "shall") or is_to(tree, i)
        thing = next((k for k in self.slots.verb(i).get("obj", ()) if k > i), None)
        words = self.words
        told = words.talking.head(tree, i) or words.stances.head(tree, i) or tree.base[i] in words.gaining
        if told or thing is None or tree.pos[thing] == "PRON" or (not due and tree.base[thing] in words.stance_nouns):
            return None
        if not (due or tree.tag[i] in ("VBZ", "VBP")):
            return None
        return Told(list(self.slots.verb(i).get("subj", ())), "accepts", i, _UNDER)

    def _dealt(self, i: int) -> Told | None:
        """ "signed a pact to stop the war", "have struck a deal to share power": what those who do so will do."""
        tree = self.tree
        done = tree.tag[i] in ("VBD", "VBN") and modal(tree, i) is None and not negated(tree, i)
        ends = tree.base[i] in _ENDS
        if not (ends or tree.base[i] in _DEALS) or not done or self.slots.is_passive(i):
            return None
        own = self.slots.verb(i)
        # "concluded a pact to free the men", "concluded with an agreement to free the men"
        given = [*own.get("obj", ()), *(own.get("with", ()) if ends else ())]
        deal = next((k for k in given if noun_of(tree, k) in self.words.agreements and k > i), None)
        if deal is None:
            return None
        near = (*tree.children(deal, "acl"), *own.get("xcomp", ()), *tree.children(i, "advcl"))
        deed = next((k for k in near if k > deal and tree.tag[k] == "VB" and tree.case(k) in ("to", None)), None)
        vain = deed is None or tree.base[deed] in _AIMS or self.words.talking.head(tree, deed)
        # "The meeting ended with an agreement to free the men": all who met will do so.
        met = deal in own.get("with", ())
        subjects = [k for k in own.get("subj", ()) if not met or tree.base[k] in self.words.seated]
        return None if vain else Told(subjects, "accepts", int(deed or 0), _TERMS)

    def _returns(self, k: int) -> bool:
        tree = self.tree
        bare = not any(tree.dep[d] in ("det", "nmod", "nmod:poss") for d in tree.kids[k])
        return tree.case(k) == "in" and tree.lower[k] in self.words.exchange and bare

    def _prolongs(self, i: int) -> Told | None:
        """ "prolonged their truce"."""
        tree = self.tree
        announced, prolonged = tree.base[i] in _ANNOUNCES, tree.base[i] in self.words.prolonging
        if tree.pos[i] != "VERB" or not (announced or prolonged):
            return None
        if negated(tree, i) or self.slots.is_passive(i) or modal(tree, i) is not None:
            return None
        own = self.slots.verb(i)
        subjects = own.get("subj", ())
        one = any(tree.tag[k] == "NN" for k in tree.children(i, "obj"))
        together = one and any(len(tree.conjuncts(k)) > 1 for k in subjects)
        if not (prolonged or together):
            # "The army announced a truce" is no more than its own.
            return None
        truce = next((k for k in own.get("obj", ()) if noun_of(tree, k) in self.words.truces), None)
        return None if truce is None else Told(list(subjects), "accepts", truce, _LASTS)

    def _consensus(self, i: int) -> Told | None:
        """ "a consensus had been reached on a council"."""
        tree = self.tree
        done = tree.pos[i] == "VERB" and tree.tag[i] in ("VBD", "VBN") and modal(tree, i) is None
        if tree.base[i] not in self.words.finding or not done or negated(tree, i) or tree.dep[i] == "acl":
            return None
        own = self.slots.verb(i)
        noun = next((k for k in own.get("obj", ()) if tree.base[k] in self.words.consensus), None)
        if noun is None or any(tree.lower[d] == "no" for d in tree.kids[noun]):
            return None
        inner = self.slots.noun(noun)
        about = next((k for slot in _ON for slots in (own, inner) for k in slots.get(slot, ())), None)
        if about is None:
            return None
        if tree.tag[about] == "NNP" and tree.child(about, "nmod", "det", "compound") is None:
            # "was reached on Thursday"
            return None
        passive = self.slots.is_passive(i)
        return Told([] if passive else list(own.get("subj", ())), "accepts", about, _CONSENSUS)
