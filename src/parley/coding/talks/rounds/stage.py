"""The stage of talks from the words around one mention of them."""

from __future__ import annotations

from collections.abc import Iterator

from parley.coding.acts.attach import clause_of
from parley.coding.acts.status import POSSIBLE, TO_COME, conditional, modal, negated
from parley.coding.talks.clauses import is_to
from parley.coding.talks.rounds.when import WhenReader
from parley.coding.talks.signals.signal import Signal
from parley.coding.talks.words import noun_of

# Of what stands before a text on the way to others, what does not keep it from being agreed ("an interim deal").
_REACHED = frozenset({"interim", "joint"})
_OVER = frozenset({"collapsed", "stalled", "concluded"})
_PARTICLES = frozenset({"off", "out", "down", "up", "away"})
_IF = frozenset({"unless", "if", "until"})
_AFTER = frozenset({"after", "following"})
_BEFORE = frozenset({"ahead of", "before", "prior to"})
# Adverbs with which "will not meet" tells of an end.
_ANEW = frozenset({"again", "anymore", "further"})
_BEGINS = frozenset({"open", "begin", "start", "resume", "reconvene"})
_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})


class StageReader(WhenReader):
    """Reads stage, round and time of signals."""

    def stage(self, s: Signal) -> str | None:
        """The stage that the words around the signal tell, or None."""
        if s.kind == "agreement":
            return self._agreement(s.token)
        if s.kind == "answer":
            stance = next(self.words.stances.at(self.tree, s.token), None)
            refused = stance is not None and (stance.stance == "refuses") != negated(self.tree, s.token)
            return "stalled" if refused else "under-way"
        if s.kind in ("verb", "mediation") or s.alone:
            met = self._meeting(s.token)
            if self._trade(s.token) or self._only_named(s.token):
                return None
            if self.words.returns.head(self.tree, met) and self.tree.tag[met] == "VBP" and not negated(self.tree, met):
                # "The delegations come back on Monday."
                return "scheduled"
            return self._refused(met) or self._lifted(met, "under-way", any_tense=False)
        if self.tree.base[s.token] in self.words.bargainers:
            if any(self.tree.base[verb] in self.words.urging and slot == "obj" for verb, slot in s.governors):
                # "invited both negotiators to Lima"
                return "proposed"
            meant = (self._refused(verb) or self._lifted(verb, "under-way") for verb, _ in s.governors)
            return next((f for f in meant if f), "under-way")
        if any(self._stays_away(verb) for verb, _ in s.governors):
            return "stalled"
        if (offer := self._offer(s)) is not None:
            taken = next(self.words.stances.at(self.tree, self.tree.head[offer]), None)
            return "scheduled" if taken is not None and taken.id == "accept" else "proposed"
        told = [f for verb, slot in s.governors if (f := self._by(verb, "obj" if slot in _PARTICLES else slot))]
        noun = self._by_noun(s)
        if told and not (noun in _OVER and set(told) == {"under-way"}):
            # A relative clause tells how talks ended, the main verb what comes of them.
            over = [f for f in told if f in _OVER]
            return (over or [f for f in told if f != "under-way"] or told)[0]
        if noun:
            return noun
        tree = self.tree
        for k in range(self.tree.left[s.token], s.token):
            if self.tree.lower[k] in self.words.stage_adjectives:
                return self.words.stage_adjectives[self.tree.lower[k]]
        case = tree.child(s.top, "case")
        ahead = case is not None and case > 0 and tree.lower[case - 1] == "ahead"
        if ahead or tree.case(s.top) in _BEFORE or tree.lower[tree.head[s.top]] == "ahead":
            return "scheduled"
        if tree.case(s.top) in _AFTER:
            return "concluded"
        return next(
            (
                f
                for verb, slot in s.governors
                if slot not in ("subj", "about")
                and not self.slots.is_passive(verb)
                and not self.words.furthers.head(tree, verb)
                and (f := self._lifted(verb, None))
            ),
            None,
        )

    def _refused(self, verb: int) -> str | None:
        """ "will not negotiate", "will not meet again"."""
        if not negated(self.tree, verb) or modal(self.tree, verb) not in TO_COME:
            return None
        return "collapsed" if any(self.tree.lower[k] in _ANEW for k in self.tree.kids[verb]) else "proposed"

    def _stays_away(self, verb: int) -> bool:
        """ "will not attend": who does not come to talks that were agreed holds them up."""
        tree = self.tree
        if not self.words.attends.head(tree, verb):
            return False
        failed = tree.dep[verb] == "xcomp" and tree.base[tree.head[verb]] == "fail"
        return failed or (negated(tree, verb) and modal(tree, verb) in TO_COME)

    def _trade(self, verb: int) -> bool:
        """Whether the verb says no more than what somebody is there for ("the front, which negotiates for them")."""
        return self.tree.dep[verb] == "acl:relcl" and self.tree.tag[verb] in ("VBZ", "VBP")

    def _only_named(self, verb: int) -> bool:
        """ "acknowledged sitting down with the rebels": a deed that is named, no matter when it is done."""
        tree = self.tree
        bare = tree.tag[verb] == "VBG" and not tree.children(verb, "aux")
        return bare and tree.plain[verb] in ("xcomp", "ccomp") and tree.base[tree.head[verb]] in self.words.tells

    def _meeting(self, verb: int) -> int:
        """The verb of meeting whose purpose is to negotiate ("are meeting to negotiate"), or the verb itself."""
        tree = self.tree
        above = tree.head[verb]
        met = tree.dep[verb] in ("advcl", "xcomp") and self.words.bargaining.head(tree, above)
        ahead = tree.base[above] in self.words.scheduled | self.words.proposed
        return above if met and tree.tag[above] != "VB" and not ahead else verb

    def _offer(self, s: Signal) -> int | None:
        """The noun of proposing that asks for talks ("an offer of mediation", "a plea that they return to them")."""
        tree = self.tree
        above = tree.head[s.top]
        for verb in (above, *(v for v, _ in s.governors)):
            that = tree.dep[verb] == "acl" and tree.tag[verb] != "VBD" and tree.child(verb, "mark") is not None
            if that and tree.tag[verb] != "VB" and tree.base[tree.head[verb]] in self.words.offers:
                return int(tree.head[verb])
        asked = tree.dep[s.top] == "nmod" and tree.case(s.top) in ("for", "of", "on", "to")
        return above if asked and tree.base[above] in self.words.offers else None

    def weak(self, s: Signal) -> bool:
        """Whether no more than a preposition tells that talks are over ("after talks"), or that somebody held them."""
        helps = (self.words.mediate, self.words.host)
        held = s.kind == "weak" and any(
            slot == "obj" and self.tree.tag[verb] in ("VBD", "VBN") and any(p.head(self.tree, verb) for p in helps)
            for verb, slot in s.governors
        )
        return held or self.tree.case(s.top) in _AFTER or any(self._until_now(verb) for verb, _ in s.governors)

    def _until_now(self, verb: int) -> bool:
        """ "mediation has been going on since March": what was under way before the news."""
        tree = self.tree
        perfect = any(tree.lower[k] in ("has", "have") for k in tree.children(verb, "aux"))
        return (
            perfect
            and tree.dep[verb] in ("acl:relcl", "advcl:relcl")
            and any(tree.head[t.head] == verb and self._since(n) for n, t in enumerate(self.times))
        )

    def _by(self, verb: int, slot: str) -> str | None:
        if slot == "for":
            # "a date was set for the talks", "pressed for talks"
            lemma = self.tree.base[verb]
            ahead = "scheduled" if lemma in self.words.scheduled else "proposed"
            return ahead if lemma in self.words.scheduled | self.words.proposed else None
        if slot in ("to", "in"):
            # "called a halt to the talks"
            halted = (self.words.stage_nouns.get(self.tree.base[k]) for k in self.slots.verb(verb).get("obj", ()))
            if "stalled" in halted and not modal(self.tree, verb) and not negated(self.tree, verb):
                return "stalled"
        if slot not in self.words.stages:
            return None
        if slot == "subj" and (come := self._yielded(verb)) is not None:
            return come
        base = next(self.words.stages[slot].at(self.tree, verb), None)
        if base is None or any(self.tree.lower[k] in self.words.almost for k in self.tree.kids[verb]):
            return None
        if base == "concluded" and slot == "obj" and self._breaks_off(verb):
            return "collapsed"
        if base in _OVER and self._threatened(verb):
            return "under-way"
        if negated(self.tree, verb):
            if base == "under-way" and modal(self.tree, verb) in TO_COME:
                # "The talks will not resume this month."
                return "stalled" if slot in ("subj", "to") else "proposed"
            return {"under-way": "collapsed", "concluded": "stalled"}.get(base)
        if any(self.words.lasting.head(self.tree, k) for k in self.tree.children(verb, "xcomp")):
            return "under-way"
        stage = self._lifted(verb, base)
        if stage == "scheduled" and base == "scheduled" and self._arranged(verb):
            return None
        if stage == "under-way" and self._took_place(verb, slot):
            return "concluded"
        if stage == "scheduled" and base == "concluded":
            # "The talks are to end on Friday."
            return "under-way"
        # What talks "will focus on" tells nothing of whether they have begun.
        return None if stage == "scheduled" and self.words.treats.head(self.tree, verb) else stage

    def _arranged(self, verb: int) -> bool:
        """ "the priest who arranged the meeting", "had convened it": what was arranged has been held."""
        tree = self.tree
        return tree.dep[verb] == "acl:relcl" and tree.tag[verb] in ("VBD", "VBN") and not self.slots.is_passive(verb)

    def _yielded(self, verb: int) -> str | None:
        """ "The talks produced a truce", "ended in agreement"."""
        tree, slots = self.tree, self.slots.verb(verb)
        if tree.base[verb] not in self.words.yields or modal(tree, verb) is not None or tree.tag[verb] == "VB":
            return None
        found = [k for slot in ("obj", "in", "to", "with") for k in slots.get(slot, ())]
        texts = [k for k in found if noun_of(tree, k) in self.words.agreements - self.words.partial]
        if not texts:
            return None
        none = negated(tree, verb) or any(tree.lower[c] in ("no", "little", "few") for k in texts for c in tree.kids[k])
        return "stalled" if none else "concluded"

    def _took_place(self, verb: int, slot: str) -> bool:
        """ "The talks took place in Lima", "were held in Lima"."""
        tree = self.tree
        if slot == "subj":
            return tree.base[verb] == "take" and tree.tag[verb] == "VBD"
        was = any(tree.lower[k] in ("was", "were") for k in tree.children(verb, "aux:pass"))
        return was and tree.base[verb] == "hold" and modal(tree, verb) is None

    def breaks_off(self, s: Signal) -> bool:
        """Whether both sides ended a sitting ("broke off the talks", "left the table")."""
        return any(self.tree.base[verb] in ("break", "leave") and slot == "obj" for verb, slot in s.governors)

    def _breaks_off(self, verb: int) -> bool:
        """Whether one side ends its talks with another ("said he was ending the talks with the front")."""
        tree, slots = self.tree, self.slots.verb(verb)
        if tree.base[verb] not in self.words.breaks or self.slots.is_passive(verb):
            return False
        who: list[int] = slots.get("subj", [])
        own = [k for n in slots.get("obj", ()) for k in tree.children(n, "nmod")]
        partner = any(tree.case(k) == "with" for k in own) or any(k for k in slots.get("with", ()))
        one = len(who) == 1 and len(tree.conjuncts(who[0])) == 1 and tree.tag[who[0]] in ("NN", "NNP", "PRP")
        return one and partner and not (tree.tag[who[0]] == "PRP" and tree.lower[who[0]] in ("they", "we"))

    def _threatened(self, verb: int) -> bool:
        """ "would pull out of the talks unless the men were freed", "threatened to quit"."""
        tree = self.tree
        if any(tree.base[above] == "threaten" for above in self._above(verb)):
            return True
        return modal(tree, verb) is not None and any(tree.case(k) in _IF for k in tree.children(verb, "advcl"))

    def _by_noun(self, s: Signal) -> str | None:
        """ "the collapse of talks", "a resumption of talks"."""
        tree = self.tree
        i = s.token
        while i != s.top and tree.head[i] != i:
            i = tree.head[i]
            stage = self.words.stage_nouns.get(tree.base[i])
            if stage:
                return self._lifted(clause_of(tree, s.top), stage)
        case = tree.child(s.top, "case")
        before = [] if case is None else [k for k in range(max(0, case - 2), case) if tree.pos[k] in ("NOUN", "PUNCT")]
        # "announced a pause in talks": parsers hang the talks on the verb.
        return next((f for k in reversed(before) if (f := self.words.stage_nouns.get(tree.base[k]))), None)

    def _lifted(self, verb: int, base: str | None, *, any_tense: bool = True) -> str | None:
        """A stage as tense, modals and the verbs above make it: what is to begin is scheduled or proposed."""
        tree = self.tree
        aux = modal(tree, verb)
        if conditional(tree, verb) or self._was_to_have(verb):
            return None
        if base in (None, "under-way") and self.words.lasting.head(tree, verb):
            return "under-way"
        for above in self._above(verb):
            lemma = tree.base[above]
            if lemma in self.words.offers and base not in _OVER and self._taken(above):
                return "scheduled"
            if lemma in self.words.proposed and base not in _OVER:
                return "proposed"
            if lemma in self.words.proposed and base == "concluded":
                return "under-way"
            if (
                lemma in self.words.scheduled
                and base in (None, "under-way", "concluded", "scheduled")
                and tree.tag[verb] in ("VB", "NN", "NNS")
            ):
                return "scheduled"
        due = any(tree.lower[k] == "due" for k in tree.children(verb, "mark"))
        if due or aux in TO_COME or is_to(tree, verb):
            return "scheduled" if base in (None, "under-way", "concluded", "scheduled") else base
        if aux in POSSIBLE or aux in ("should", "must"):
            return "proposed"
        if base == "under-way" and tree.tag[verb] in ("VBZ", "VBP", "VB", "JJ") and self._to_come(verb):
            return "scheduled"
        if tree.lemma[verb] in self.words.proposed and base is None:
            return "proposed"
        if not any_tense and (tree.tag[verb] == "VB" or negated(tree, verb)):
            return "proposed"
        return base

    def _was_to_have(self, verb: int) -> bool:
        """ "was to have opened": what was planned, and has not been done."""
        tree = self.tree
        before = [tree.lower[k] for k in tree.kids[verb] if k < verb]
        return tree.tag[verb] == "VBN" and "to" in before and "have" in before

    def _above(self, verb: int) -> Iterator[int]:
        """The predicates whose complement the verb is, nearest first, the adjectives and nouns among them."""
        tree = self.tree
        for _ in range(4):
            if (
                tree.plain[verb] not in ("xcomp", "ccomp", "acl", "advcl", "obl", "conj", "nmod")
                or tree.dep[verb] == "acl:relcl"
            ):
                return
            head = tree.head[verb]
            if tree.dep[verb] == "acl" and tree.tag[verb] != "VB":
                # "hoped for patience among those involved in the talks": the hope is not that they be involved.
                return
            if tree.dep[verb] == "acl" and tree.base[over := self._object_of(head)] in self.words.controls:
                # "urged Chad and the rebels to return": parsers hang the verb on the last of them.
                yield over
                return
            if tree.dep[verb] == "conj" and not (tree.tag[verb] == "VB" and tree.tag[head] == "VB"):
                return
            if tree.dep[verb] == "ccomp" and tree.lemma[head] not in self.words.proposed:
                return
            verb = head
            yield verb

    def _taken(self, offer: int) -> bool:
        """ "accepted an invitation to meet again": what was asked for has been agreed."""
        verb = self._object_of(offer)
        taken = next(self.words.stances.at(self.tree, verb), None) if verb != offer else None
        return taken is not None and taken.id == "accept" and not negated(self.tree, verb)

    def _object_of(self, noun: int) -> int:
        """The verb of which a noun is an object, or one of several, or else the noun."""
        tree = self.tree
        first = tree.first_conjunct(noun)
        return int(tree.head[first]) if tree.dep[first] == "obj" else noun

    def urging(self, verb: int) -> int | None:
        """The verb with which somebody proposes to others what the verb says ("pushed to restart talks"), or itself."""
        over = (verb, *self._above(verb))
        return next((above for above in over if self.tree.base[above] in self.words.urging), None)

    def _to_come(self, verb: int) -> bool:
        """Whether a time to come hangs on the verb ("resume next month")."""
        tree = self.tree
        own = [t for t in self.times if tree.head[t.head] == verb]
        # "open in Lima on Monday": of a day of this week nothing but the tense tells whether it is to come.
        begins = tree.tag[verb] in ("VBP", "VBZ", "JJ") and tree.base[verb] in _BEGINS
        return any(self._later(t) or (begins and tree.lower[t.head] in _DAYS) for t in own)

    def _agreement(self, verb: int) -> str | None:
        tree = self.tree
        if tree.pos[verb] != "VERB":
            return None if self._sought(verb) else "concluded"
        if negated(tree, verb) or tree.base[tree.head[verb]] in self.words.failing:
            return "stalled"
        if self.words.futile.head(tree, verb):
            return "stalled"
        found = self._lifted(verb, "concluded", any_tense=False)
        if tree.tag[verb] == "VB" and found == "concluded":
            return None
        return found if found == "concluded" else None

    def _sought(self, noun: int) -> bool:
        """Whether a text is hoped for, or still a draft ("the last details of a settlement", "expected a deal")."""
        tree, words = self.tree, self.words
        over = tree.head[noun]
        if tree.dep[noun] == "nmod" and tree.case(noun) in ("of", "on") and tree.base[over] in words.unfinished:
            return True
        if any(tree.lower[k] in words.drafts - _REACHED for k in tree.children(noun, "compound", "amod")):
            return True
        if tree.dep[noun] == "obj" and tree.base[over] in words.hoping | words.unfinished:
            return True
        told = next(words.stances.at(tree, over), None) if tree.dep[noun] == "obj" else None
        return told is not None and told.stance in ("demands", "offers")
