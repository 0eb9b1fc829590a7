"""What each side says on an issue: demands, accepts, offers, refuses."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace

from parley.coding.acts.status import TO_COME, conditional, modal, negated
from parley.coding.layers import Passage
from parley.coding.talks.clauses import aside, misread
from parley.coding.talks.positions.answers import Answer
from parley.coding.talks.positions.telling import WISH, Position, Telling
from parley.coding.talks.signals.opening import CODED
from parley.coding.talks.who.holders import EVERYONE
from parley.coding.talks.words import Stance

# Parts of speech that hold no stance.
# Who undergoes this to do something has not done it.
_ASKED = frozenset({"expect", "ask", "urge", "tell", "call", "invite", "require", "order", "press", "want"})
_MUTE = frozenset({"DET", "ADP", "PUNCT", "CCONJ", "SPACE"})
_OPEN = frozenset({"could", "might", "may", "should", "must"})
_OPPOSITE = {"accepts": "refuses"}
# Words beside a verb that parsers take for its object ("refused point-blank").
_FLAT = frozenset({"no", "yes", "blank", "point-blank", "outright"})
_SIGN = Stance("sign", "accepts", ("obj",))


class PositionReader(Telling):
    """Reads the positions of one Doc."""

    def read(self, passages: list[Passage], only: Container[str] | None = None) -> list[Position]:
        """All positions in text order, whoever holds them.

        Args:
            passages: those of the report.
            only: lemmas to which tokens are kept, None for all.
        """
        out: list[Position] = []
        pos, base = self.tree.pos, self.tree.base
        for passage in passages:
            if passage.kind not in CODED:
                continue
            for i in range(passage.start, passage.end):
                if pos[i] in _MUTE or (only is not None and base[i] not in only):
                    continue
                found = list(self._at(i))
                found += list(self._ditto(i, found))
                out += found
                # "That" before a condition does not mean what the condition says.
                own = [p for p in found if p.rule[-6:] != "(wish)" or p.issue[0] <= i]
                own += [p for p in out if p.issue[0] == i and p.rule[-6:] == "(wish)"]
                told = [p.issue for p in own]
                if told:
                    alike = self.by == own[-1].holders and self.runs == own[-1].stance
                    told_so = [p.issue for p in own if p.stance == own[-1].stance]
                    self.run, self.runs = [*(self.run if alike else ()), *told_so], own[-1].stance
                    self.last, self.together, self.by = told[-1], told, own[-1].holders
                    self.speakers += self.by
                    self.told |= {p.stance: p.issue for p in own if p.stance is not None}
        return out

    def _ditto(self, i: int, found: list[Position]) -> Iterator[Position]:
        """ "rejected the plan, as did the rebels", "... and so did the rebels": the same said of others."""
        for tokens in self.pointing.others_too(i):
            holders = [e for e in self._who(tokens) if e != EVERYONE]
            for p in found if holders else ():
                yield replace(p, holders=holders)

    def _at(self, i: int) -> Iterator[Position]:
        tree, words = self.tree, self.words
        wanted = False
        for tokens, k in self.wishes.at(i):
            holders = self._who(tokens) or self._who(self.wishes.sayer(i, k))
            for span in self.namer.spans(k) if holders else ():
                wanted = True
                yield self._make(i, holders, "demands", span, WISH, k)
        if not wanted and self.outright.withholds(i) and (until := self.spelled.until(i)) is not None:
            holders = self._whose(i, self.slots.verb(i).get("subj", [])) or self._who(self.wishes.sayer(i, i))
            if holders:
                yield self._make(i, holders, "demands", until, WISH, i)
        if (most := self.outright.limit(i)) is not None:
            if holders := self._who(most.subjects):
                if most.stance == "offers" and self.last is not None and not set(holders) & set(self.by):
                    # Who goes no further does not go where the others want.
                    yield self._make(i, holders, "refuses", self.last, most.entry, i)
                yield from self._on(i, holders, most.stance, most.about, most.entry)
            return
        for told in self.agreed.at(i):
            self.holders.group = None
            if holders := self._who(told.subjects) if told.subjects else [EVERYONE]:
                # What a side is to do starts with its verb.
                start = i if told.about == i else 0
                for first, last in list(self.namer.spans(told.about))[: None if start else 1]:
                    yield self._make(i, holders, told.stance, (max(first, start), max(last, start + 1)), told.entry, i)
        for told in self.outright.at(i):
            if (holders := self._whose(i, told.subjects)) and tree.base[told.about] not in words.nothing:
                yield from self._on(i, holders, told.stance, told.about, told.entry)
        if self.pointing.same(i) and self.runs is not None:
            holders = self._whose(i, self.slots.verb(i).get("subj", []))
            if holders and not set(holders) & set(self.by):
                for issue in self.together:
                    yield self._make(i, holders, self.runs, issue, Stance("answer", self.runs, ()), i)
            return
        if (answer := self.answers.at(i)) is not None:
            yield from self._answered(i, answer)
            return
        lemma = tree.base[i]
        if tree.pos[i] in ("ADJ", "VERB") and tree.lower[i] in words.stance_adjectives:
            yield from self._verb(i, words.stance_adjectives[tree.lower[i]])
        elif tree.pos[i] == "VERB" or misread(tree, i) or (tree.tag[i] == "VBG" and tree.child(i, "aux") is not None):
            stance = self.outright.stance_of(i)
            if i in self.signing:
                return
            if stance is not None:
                yield from self._verb(i, stance)
            elif (done := self.outright.deed(i)) is not None and (
                holders := self._whose(i, done.subjects) or self._who(self.wishes.sayer(i, i))
            ):
                meant = done.about if done.about != i else self._one(i)
                for k in self.outright.conditions(i) if done.stance == "offers" else ():
                    for span in self.namer.spans(k):
                        yield self._make(i, holders, "demands", span, WISH, k)
                if done.stance == "refuses" and words.talking.head(tree, i) and self.spelled.until(i) is not None:
                    # "will not return until the troops leave": not talking is no issue.
                    return
                if (text := self._unsigned(i)) is not None and done.about == i:
                    yield self._make(i, holders, done.stance, text, done.entry, i)
                    return
                if meant is not None and (self._back(meant) or self.pointing.cleft(meant)):
                    yield from self._on(i, holders, done.stance, meant, done.entry)
                    return
                # What a side will not do starts with its verb, not with the side.
                start = i if done.about == i and done.stance in ("refuses", "offers") else 0
                for first, last in self.namer.spans(done.about):
                    span = max(first, start), max(last, start + 1)
                    yield self._make(i, holders, done.stance, span, done.entry, i)
                    break
        elif tree.pos[i] == "NOUN" and lemma in words.stance_nouns:
            yield from self._noun(i, words.stance_nouns[lemma])

    def _answered(self, i: int, answer: Answer) -> Iterator[Position]:
        """Positions on what another side has said last."""
        tree = self.tree
        holders = self._whose(i, answer.subjects) if i not in answer.subjects else self._who(answer.subjects)
        entry = Stance("answer", answer.stance, ())
        about = None if answer.about is None or self.on.is_time(answer.about) else answer.about
        if about is not None and not self._back(about) and tree.lower[about] not in self.words.nothing:
            about = self.on.spelled_out(about)
            yield from self._named(i, holders, answer.stance, about, entry) if holders else ()
            return
        all_of_them = holders == [EVERYONE] and (answer.stance != "accepts" or about is None)
        if not holders or all_of_them or (set(holders) & set(self.by) and holders != [EVERYONE]):
            return
        meant = self.pointing.topic(i, self.last)
        for issue in self.together if meant == self.last and meant is not None else [meant]:
            if issue is not None:
                yield self._make(i, holders, answer.stance, issue, entry, i)

    def _verb(self, i: int, entry: Stance) -> Iterator[Position]:
        tree = self.tree
        if self.on.misread(tree.head[i]) == i or aside(tree, i) or self.on.asked_too(i):
            return
        over = tree.head[i]
        if (
            tree.dep[i] == "xcomp"
            and entry.stance == "accepts"
            and tree.base[over] in _ASKED
            and self.slots.is_passive(over)
        ):
            # "is expected to accept the map"
            return
        if self.outright.no_longer(i):
            if entry.stance in ("refuses", "demands") and self.on.of(i, entry, self.slots.verb(i)) is not None:
                yield from self._given_up(i, entry)
            return
        neither = self.outright.neither(i)
        denied = neither or self.outright.denies(i) or (entry.stance != "refuses" and self.outright.denied(i))
        if (
            conditional(tree, i)
            or self.outright.aimed(i)
            or self.outright.unsure(i)
            or (modal(tree, i) in _OPEN and not (denied or self.outright.own_words(i, entry)))
        ):
            return
        stance: str | None = entry.stance
        if tree.dep[i] == "xcomp" and stance == "accepts":
            over = tree.head[i]
            if tree.base[over] in self.words.failing or "yet" in tree.lower[over:i]:
                # "has yet to accept the map"
                return
        if denied:
            ready = tree.lower[i] in self.words.stance_adjectives and entry.stance == "offers"
            unwanted = tree.base[i] in self.words.unwanted
            unopposed = entry.stance == "refuses" and tree.base[i] in self.words.telling.unopposed
            stance = "refuses" if ready or unwanted else "accepts" if unopposed else _OPPOSITE.get(entry.stance)
            if stance is None:
                return
        elif entry.id in self.words.telling.denied and modal(tree, i) not in TO_COME:
            return
        above = tree.head[i] if tree.dep[i] == "xcomp" else None
        outer = None if above is None else next(self.words.stances.at(tree, above), None)
        if above is not None and outer is None:
            outer = self.words.stance_adjectives.get(tree.lower[above])
        if outer is not None and above is not None:
            if tree.child(above, "obj", "iobj") is not None and not self.slots.is_passive(above):
                # "wanted the others to agree": what is wanted of them is not their own stance.
                return
            if (outer.stance == "refuses") != negated(tree, above):
                # "refuses to commit itself to a date", "was not prepared to commit itself to a date"
                stance = "refuses"
            elif outer.id == "offer" or (outer.id == "ready" and self.on.to_sign(above) is None):
                # "offered to accept monitors", "is ready to grant an amnesty"
                stance = "offers"
        if self._not_agreed(i, entry, stance):
            return
        if stance == "offers" and entry.id == "ready" and (signed := self.on.to_sign(i)) is not None:
            # "is ready to sign the text": who would accept it does.
            stance, i = "accepts", signed
            entry = next(self.words.stances.at(tree, signed), _SIGN)
        slots = self.slots.verb(i)
        adjective = tree.lower[i] in self.words.stance_adjectives
        passive = self.slots.is_passive(i) and not adjective
        if passive:
            who: list[int] | tuple[int, ...] = slots.get("by", ())
        else:
            # "was prepared to sign": parsers take the adjective for a passive.
            if adjective and tree.dep[i] == "xcomp" and "subj" not in slots:
                # "remain opposed to a vote"
                slots = {**slots, "subj": self.slots.verb(tree.head[i]).get("subj", [])}
            who = self.on.subject(i, slots) or (slots.get("obj", ()) if "xcomp" in slots or adjective else ())
        told = passive and (who or tree.child(i, "aux:pass", "aux") is not None)
        holders = self._who(who) if told else self._whose(i, who)
        if not holders and stance == "accepts" and tree.base[i] == "agree" and [tree.lower[k] for k in who] == ["they"]:
            # "By noon they had agreed to free the men": who else does so than those at the table.
            self.holders.group, holders = None, [EVERYONE]
        if not holders:
            self._overhear(i, entry, slots)
        if holders == [EVERYONE] and stance == "demands" and tree.base[i] in self.words.favoring and not denied:
            # "both favored more visits"
            stance = "accepts"
        asked = tree.child(i, "obj", "iobj") is not None and "xcomp" in slots and entry.stance == "demands"
        if not holders or (holders == [EVERYONE] and not neither and not asked and (denied or stance == "demands")):
            # Sides that did not agree have refused one another nothing that the words name, and what all of them want
            # is at issue with nobody at the table.
            return
        if (
            not told
            and slots.get("obj", [i + 1])[0] < i
            and not set(slots["obj"]) & set(slots.get("subj", ()))
            and passive
        ):
            # Whom parsers take for the object is the subject.
            slots = {**slots, "obj": []}
        complement = self.on.of(i, entry, slots)
        if complement is not None and self._idle(entry, complement):
            return
        opening = " ".join(tree.lower[tree.left[i] : i])
        behind = tree.dep[i] == "advcl" and opening.startswith((", as ", "- as ")) and " as soon " not in opening
        if complement is None and behind and tree.head[i] < i:
            # "gave up the port, as the army had demanded"
            spans = list(self.namer.spans(tree.head[i]))
            for first, last in spans[:1]:
                yield self._make(i, holders, stance, (first, min(last, tree.left[i])), entry, tree.head[i])
            return
        texts = (self.words.documents | self.words.agreements) - self.words.truces
        text = complement is not None and tree.base[complement] in texts
        if holders == [EVERYONE] and stance == "accepts" and text:
            # What both sides agreed on is the text of their talks.
            return
        if self.pointing.that_alone(i) and self.last is not None:
            # "accepts that only after a vote"
            complement = i + 1
        if complement is not None and tree.lower[complement] == "what" and self.pointing.cleft(complement) is None:
            # "got what it had asked for"
            return
        if (complement is None or self.spelled.nested(i, complement)) and (spans := self.spelled.at(i, entry)):
            for span in spans:
                yield self._make(i, holders, stance, span, entry, i)
            return
        others = bool(self.by) and not set(holders) & set(self.by)
        if self.last is not None and others and self.pointing.amount(i, complement, self.last):
            # "They asked for ten years; Oslo offered two."
            yield self._make(i, holders, stance, self.last, entry, i)
            return
        if complement is None:
            bare = all(tree.lower[k] in _FLAT for k in slots.get("obj", ()))
            if (
                stance in ("refuses", "accepts")
                and entry is not _SIGN
                and self.last is not None
                and bare
                and not set(holders) & set(self.by)
            ):
                yield self._make(i, holders, stance, self.last, entry, i)
            return
        if tree.lower[complement + 1 : complement + 4] == ["the", "other", "way"]:
            # "wants it the other way round"
            return
        if self._again(i, holders, stance, complement):
            return
        clause: tuple[int, int] | None = None
        for p in self._on(i, holders, stance, complement, entry):
            p.issue = self.spelled.clipped(i, p.issue)
            yield p
            infinitive = tree.tag[complement] == "VB" and tree.lower[p.issue[0] - 1] == "to"
            clause = p.issue if infinitive or tree.dep[complement] == "ccomp" else None
        for span in self.spelled.further(i, clause) if clause is not None else ():
            yield self._make(i, holders, stance, span, entry, i)
        if stance == "accepts":
            for k in filter(self.namer.excepted, (*tree.conjuncts(complement)[1:], *tree.children(i, "conj"))):
                yield from self._named(i, holders, "refuses", k, entry)
        for k in tree.children(i, "conj"):
            # "wanted the troops gone and the bases closed": parsers join the second to the verb.
            if self._thing(k, i):
                yield from self._named(i, holders, stance, k, entry)
        yield from self._exchanged(i, holders, stance, entry)

    def _again(self, i: int, holders: list[int], stance: str | None, k: int) -> bool:
        """ "object to the base. They want it closed": who refuses a thing does not demand it by what shall be done
        with it."""
        tree = self.tree
        done = any(tree.tag[c] in ("VBN", "VBD", "JJ") for c in (*tree.children(i, "xcomp"), *tree.children(k, "acl")))
        refused = self.runs == "refuses" and set(holders) == set(self.by)
        return done and refused and stance == "demands" and tree.lower[k] in ("it", "them")

    def _thing(self, k: int, i: int) -> bool:
        """Whether a noun behind the verb at i names a thing, and nobody who does something."""
        tree = self.tree
        bare = tree.child(k, "nsubj", "nsubj:pass", "cop", "orphan", "aux") is None
        return k > i and tree.pos[k] == "NOUN" and bare and not self._who([k]) and not self.on.is_time(k)

    def _idle(self, entry: Stance, k: int) -> bool:
        """ "welcomed the news", "supports the president", "is ready to fight on": no stance on a matter at issue."""
        tree, words = self.tree, self.words
        if entry.id == "back":
            somebody = tree.base[k] not in words.authored and bool(self._who([k]))
            return somebody or tree.base[k] in words.telling.tidings
        noun = tree.base[k]
        if entry.stance == "refuses" and noun in words.telling.muted:
            return True
        if entry.id == "accept" and noun in words.telling.outlines:
            of = tree.child(k, "nmod")
            return of is not None and tree.base[of] in words.agreements | words.peace
        return entry.id in ("ready", "pledge", "offer") and noun in words.telling.fighting

    def _given_up(self, i: int, entry: Stance) -> Iterator[Position]:
        """ "no longer insists on a vote", "will no longer block the talks": what was in the way is no more."""
        slots = self.slots.verb(i)
        about = self.on.of(i, entry, slots)
        holders = self._whose(i, self.on.subject(i, slots))
        insists = entry.stance == "refuses" or self.words.asserts.head(self.tree, i)
        if about is not None and holders and holders != [EVERYONE] and insists:
            yield from self._on(i, holders, "accepts", about, entry)

    def _not_agreed(self, i: int, entry: Stance, stance: str | None) -> bool:
        """Sides that did not agree have refused one another nothing that the words name."""
        several = entry.id == "accept" and stance == "refuses" and self.tree.base[i] in ("agree", "settle")
        return several and len(self._whose(i, self.on.subject(i, self.slots.verb(i)))) > 1

    def _overhear(self, i: int, entry: Stance, slots: dict[str, list[int]]) -> None:
        """What others than the sides want, or the words do not tell who, is what the sides may answer to."""
        about = self.on.of(i, entry, slots)
        if about is not None and not self._back(about) and self.tree.pos[about] in ("NOUN", "VERB"):
            spans = list(self.namer.spans(about))
            if spans:
                self.last, self.together, self.by = spans[-1], spans, []

    def _exchanged(self, i: int, holders: list[int], stance: str | None, entry: Stance) -> Iterator[Position]:
        """ "offered a truce in exchange for aid": what a side wants for what it gives, and gives for what it wants."""
        tree = self.tree
        other = {"offers": "demands", "demands": "offers"}.get(stance or "")
        for k in range(i + 1, tree.right[i]):
            if tree.words[k] == ";":
                return
            if other and tree.lower[k] in self.words.exchange and tree.lower[k + 1] == "for":
                for span in self.namer.spans(tree.head[k + 1]):
                    yield self._make(i, holders, other, span, entry, tree.head[k + 1])
                return
