"""Sides that the words around an act tell where its own frame leaves them open.

"Came under criticism", "died from a roadside bomb", "anti-government protests", "was in town for talks with": who did
it, or who underwent it, stands in the clause over the act or beside it. The words are data (`classes-sides.yaml`).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from parley.coding.acts.compose import Composer
from parley.coding.acts.proposal import Proposal

# Acts that are done to somebody.
_DONE_TO = frozenset({"ACCUSE", "SANCTION", "COERCE", "ASSAULT", "SUPPORT", "REQUEST", "PROTEST"})
_STATES = frozenset({"ACCUSE", "SANCTION", "COERCE", "ASSAULT"})
_VIOLENT = frozenset({"ASSAULT", "COERCE"})
# Acts that are done by being announced.
_DECIDED = frozenset(
    {"ACCUSE", "AGREE", "AID", "COERCE", "CONCEDE", "MOBILIZE", "PROTEST", "RETREAT", "SANCTION", "ASSAULT", "THREATEN"}
)
# Acts that are aimed at whoever did the act that they speak of.
_ABOUT = frozenset({"ACCUSE", "PROTEST"})
# Prepositions over an act that name what it happened in, and those that place one meeting by another clause.
_WITHIN = ("in", "during", "by", "through", "after")
_OCCASION = frozenset(
    {*"for after following during before at in on ahead amid upon to".split(), "ahead of", "prior to", "on the eve of"}
)
# What one demonstrates to do to somebody.
_AGAINST = frozenset({"REQUEST", "ACCUSE", "REJECT", "PROTEST"})
_DEMONSTRATIVE = ("advcl", "xcomp", "acl", "conj")


class Around:
    """Completes the sides of the proposals of one sentence."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer
        self.tree, self.slots, self.classes = composer.tree, composer.slots, composer.acts.classes

    def complete(self, proposals: list[Proposal]) -> None:
        """Fill what is open; what a frame has bound stays, but for prefixes and those who only suffered."""
        by_word = {w: p for p in proposals for w in (p.base, p.trigger)}
        for p in proposals:
            self._prefixed(p)
            if not p.actors and self.tree.pos[p.base] == "NOUN":
                self._by(p, by_word)
            if not p.actors and p.type in _VIOLENT:
                self._within(p, by_word)
            if p.symmetric:
                self._between(p)
        for p in proposals:
            if p.type in _DONE_TO:
                self._undergone(p)
            if p.type in _ABOUT:
                self._aimed(p, by_word)
            if p.symmetric and len(p.actors) < 2 and not p.recipients:
                self._occasion(p)
            if not p.recipients:
                if p.entry.op in ("accuse", "warn") and not p.chain:
                    self._told_of(p)
                elif p.type == "PROTEST":
                    self._purpose(p, by_word)

    # -- one kind each ---------------------------------------------------------------------------------------------

    def _prefixed(self, p: Proposal) -> None:
        """ "Anti-Japanese protests": Japan is protested against; "pro-government rallies" name no side."""
        for token in list(p.actors):
            before = self._prefix(token)
            if before is None:
                continue
            if before in self._against:
                p.actors.remove(token)
                p.recipients.append(token)
            elif before in self._apart and self.tree.dep[token] in ("amod", "compound"):
                p.actors.remove(token)
        for word in p.words:
            if self.tree.pos[word] == "NOUN":
                for token in self.tree.children(word, "amod", "compound"):
                    if self._prefix(token) in self._against and token not in p.recipients:
                        p.recipients += [t for t in self.composer.parties(token, word) if t not in p.actors]

    def _by(self, p: Proposal, by_word: dict[int, Proposal]) -> None:
        """ "A NATO-led operation", "announced an embargo", "responded with airstrikes", and where the parse errs."""
        tree = self.tree
        p.actors = [t for t in self._leading(p.base) if t not in p.recipients]
        verb, token = self._verb_over(p.base), self._top(p.base)
        if p.actors or verb is None or verb == p.base:
            return
        for k in tree.children(verb, "obl"):
            if tree.case(k) != "by" or k < p.base or self.slots.is_passive(verb):
                continue
            if not any(p.base < w < k and tree.pos[w] == "NOUN" for w in by_word):
                p.actors = [t for t in self._named(k) if t not in p.recipients]
        if (
            not p.actors
            and p.trigger == p.base
            and tree.plain[token] == "obj"
            and p.type in _DECIDED
            and tree.lemma[verb] in self.classes["announcing"]
        ):
            p.actors = [t for t in self._subject(verb) if t not in p.recipients]
        if (
            not p.actors
            and tree.plain[token] in ("obl", "nmod")
            and self._means(token)
            and tree.lemma[verb] in self.classes["acting_with"]
            and not self.slots.is_passive(verb)
        ):
            p.actors = [t for t in self._subject(verb) if t not in p.recipients]

    def _between(self, p: Proposal) -> None:
        """ "Fighting between a militia and rebels has": both, though the parse gives the second to the verb."""
        tree, mentions = self.tree, self.composer.mentions
        mention_at = self.composer.predicates.mention_at
        for k in self._hanging(p.base, ("between",)):
            index = mention_at(k)
            if index is None or len(tree.conjuncts(k)) > 1:
                continue
            after = mentions[index].end
            if after + 1 < len(tree) and tree.lower[after] == "and" and tree.sent[after + 1] == tree.sent[k]:
                found = [
                    m.head
                    for m in mentions[index + 1 : index + 6]
                    if m.start == after + 1 and self.composer.names_actor(m.head)
                ]
                p.actors += [t for t in found[:1] if t not in p.actors and t not in p.recipients]

    def _within(self, p: Proposal, by_word: dict[int, Proposal]) -> None:
        """ "The killing of shepherds in a NATO strike", "died during a raid by police": who did what it happened in."""
        over = self._verb_over(p.base)
        places = [p.base] if over is None else [p.base, over]
        for place in places:
            for token in self._hanging(place, _WITHIN):
                q = by_word.get(token)
                if token < p.base or q is p:
                    continue
                found = q.actors if q is not None and q.type in _VIOLENT else self._leading(token)
                if found:
                    p.actors = [t for t in found if t not in p.recipients]
                    return

    def _undergone(self, p: Proposal) -> None:
        """ "Came under criticism", "is on trial", "drew praise", "died of torture": the subject underwent it."""
        tree = self.tree
        if p.recipients or tree.pos[p.base] != "NOUN":
            return
        verb, token = self._verb_over(p.base), self._top(p.base)
        case = tree.case(token)
        if verb is None:
            return
        if verb == p.base:
            undergoes = case in self._states and p.type in _STATES and self._bare(p.base)
        elif case == "under" and p.type in _DONE_TO:
            undergoes = True
        elif case in self._states and p.type in _STATES and self._bare(token) and token == p.base:
            undergoes = not self._verbal_agent(verb)
        elif case in self.classes["dying_of"] and tree.lemma[verb] in self.classes["dying"]:
            undergoes = p.type == "ASSAULT"
        else:
            undergoes = not case and tree.plain[token] == "obj" and tree.lemma[verb] in self.classes["undergoing"]
        if not undergoes:
            return
        found = self._subject(verb)
        if not found and tree.lemma[verb] in self.classes["prompting"]:
            found = [t for k in self.slots.verb(verb).get("subj", ()) for t in self.composer.parties(k, verb)]
        if not found:
            return
        by = [
            t
            for place in (p.base, verb)
            for k in self._hanging(place, ("from", "by", "among", "in"))
            for t in self.composer.parties(k, verb)
            if self.composer.names_actor(t) and t not in found and t not in p.words
        ]
        p.recipients = found
        p.actors = [t for t in dict.fromkeys([*p.actors, *by]) if t not in found]

    def _aimed(self, p: Proposal, by_word: dict[int, Proposal]) -> None:
        """ "Protested the killing of shepherds in a NATO strike": against NATO, never against the shepherds."""
        if self.tree.pos[p.base] not in ("VERB", "AUX"):
            return
        for k in self.slots.verb(p.base).get("obj", ()):
            q = by_word.get(k)
            if q is None or q is p or q.type not in _VIOLENT or not set(p.recipients) <= {*q.actors, *q.recipients}:
                continue
            p.recipients = [t for t in q.actors if t not in p.actors] or p.recipients

    def _occasion(self, p: Proposal) -> None:
        """ "Was in Cairo for talks with the emir": the subject takes part."""
        if self.tree.pos[p.base] != "NOUN" or p.trigger != p.base:
            return
        verb, token = self._verb_over(p.base), self._top(p.base)
        if verb is None or verb == p.base or self.tree.case(token) not in _OCCASION:
            return
        found = [t for t in self._subject(verb) if t not in p.actors]
        p.actors = [*p.actors, *found]

    def _told_of(self, p: Proposal) -> None:
        """ "Charged that the governor takes bribes": the governor is accused."""
        tree = self.tree
        for clause in tree.children(p.base, "ccomp"):
            slots = self.slots.verb(clause)
            found = slots.get("subj") or (slots.get("obj", []) if self.slots.is_passive(clause) else [])
            p.recipients = [
                t for k in found for t in self._named(k) if t not in p.actors and not self._same(t, p.actors)
            ]

    def _purpose(self, p: Proposal, by_word: dict[int, Proposal]) -> None:
        """ "Blocked roads to demand reforms of the government", "in defiance of the army": against whom."""
        tree = self.tree
        for k in tree.children(p.trigger, "obl"):
            if tree.case(k) == "in" and tree.lemma[k] in self.classes["defying"]:
                p.recipients = [t for c in tree.children(k, "nmod") for t in self._named(c) if t not in p.actors]
        for clause in tree.children(p.trigger, *_DEMONSTRATIVE):
            if p.recipients:
                return
            words = (clause, *self.slots.verb(clause).get("obj", ()))
            q = next((by_word[w] for w in words if w in by_word), None)
            if q is None and tree.lemma[clause] not in self.classes["protesting_for"]:
                continue
            found = q.recipients if q is not None and q.type in _AGAINST else []
            found = found or self._opponents(clause)
            p.recipients = [t for t in dict.fromkeys(found) if t not in p.actors and not self._same(t, p.actors)]

    def _opponents(self, clause: int) -> list[int]:
        """Whom a clause of protest is against: behind "against" or "from", or whose deeds it speaks of."""
        tree = self.tree
        for k in range(clause + 1, tree.right[clause] + 1):
            against = tree.plain[k] in ("obl", "nmod") and tree.case(k) in self.classes["opposing"]
            if against or tree.dep[k] == "nmod:poss":
                found = self.composer.parties(k, clause)
                found = [t for t in found if self.composer.names_actor(t) and tree.pos[t] != "PRON"]
                if found:
                    return found
        return []

    # -- the words around ------------------------------------------------------------------------------------------

    @cached_property
    def _against(self) -> frozenset[str]:
        return self.classes["prefix_against"]

    @cached_property
    def _apart(self) -> frozenset[str]:
        return self.classes["prefix_apart"]

    @cached_property
    def _states(self) -> frozenset[str]:
        return self.classes["states_of"]

    def _leading(self, noun: int) -> list[int]:
        """ "A NATO-led operation": whoever stands before the hyphen."""
        tree = self.tree
        return [
            t
            for led in tree.children(noun, "amod")
            if tree.lower[led] in self.classes["led_by"]
            for k in tree.children(led, "compound", "obl", "nsubj", "nmod", "obj", "amod")
            for t in self._named(k)
        ]

    def _prefix(self, token: int) -> str | None:
        index = self.composer.predicates.mention_at(token)
        start = token if index is None else min(token, self.composer.mentions[index].start)
        tree = self.tree
        for first in (token, start):
            if first >= 2 and tree.words[first - 1] == "-":
                return tree.lower[first - 2]
        return None

    def _means(self, token: int) -> bool:
        """Whether a phrase tells by what means something is done: "with airstrikes", "including with loans"."""
        tree = self.tree
        return any(tree.lower[k] in self.classes["means"] for k in tree.children(token, "case"))

    def _top(self, token: int) -> int:
        """The nominal that a noun hangs on a verb by: itself, or what it is coordinated with or part of."""
        tree = self.tree
        for _ in range(3):
            if tree.plain[token] in ("conj", "nmod") and tree.pos[tree.head[token]] == "NOUN":
                if tree.plain[token] == "nmod" and tree.lemma[tree.head[token]] not in self.composer.acts.transparent:
                    break
                token = tree.head[token]
            else:
                break
        return token

    def _verb_over(self, token: int) -> int | None:
        """The verb that a noun's phrase hangs on; the noun itself where it is the predicate."""
        tree = self.tree
        token = self._top(token)
        if tree.child(token, "cop") is not None:
            return token
        if tree.plain[token] in ("nmod", "obl") and tree.plain[tree.head[token]] in ("obl", "root"):
            # "is in the region for talks": the parse hangs the second phrase on the first.
            over: int = tree.head[token]
            if tree.child(over, "cop") is not None:
                return over
            token = over if tree.plain[token] == "nmod" else token
        up: int = tree.head[token]
        return up if up != token and tree.pos[up] in ("VERB", "AUX") else None

    def _subject(self, verb: int) -> list[int]:
        """Mentions that are the subject of a clause, or what a passive is done to."""
        slots = self.slots.verb(verb)
        found = slots.get("subj", ()) or (slots.get("obj", ()) if self.slots.is_passive(verb) else ())
        return [t for k in found for t in self._named(k)]

    def _named(self, token: int) -> list[int]:
        """The mentions that a token and its conjuncts head."""
        mention_at = self.composer.predicates.mention_at
        return [
            self.composer.mentions[index].head
            for c in self.tree.conjuncts(token)
            if (index := mention_at(c)) is not None and self.composer.names_actor(c)
        ]

    def _hanging(self, place: int, prepositions: Iterable[str]) -> list[int]:
        tree = self.tree
        return [
            c for k in tree.children(place, "obl", "nmod") if tree.case(k) in prepositions for c in tree.conjuncts(k)
        ]

    def _bare(self, token: int) -> bool:
        return self.tree.child(token, "det", "nmod:poss", "nummod") is None

    def _verbal_agent(self, verb: int) -> bool:
        """Whether a transitive verb stands over the act: "they hold him in detention"."""
        return not self.slots.is_passive(verb) and "obj" in self.slots.verb(verb)

    def _same(self, token: int, others: list[int]) -> bool:
        """Whether a token is a mention of one of the others."""
        entities = self.composer.entities
        whose = entities.headed_by(token)
        return whose is not None and any(entities.headed_by(o) == whose for o in others)
