"""What each side says on an issue: demands, accepts, offers, refuses."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace

from parley.coding.acts.slots import SlotReader
from parley.coding.acts.status import TO_COME, conditional, modal, negated
from parley.coding.layers import Passage, Time
from parley.coding.talks.clauses import aside, misread
from parley.coding.talks.positions.agreed import Agreed
from parley.coding.talks.positions.answers import Answer, Answers
from parley.coding.talks.positions.complements import Complements
from parley.coding.talks.positions.naming import Namer
from parley.coding.talks.positions.outright import PROMISE, VOICED, Outright
from parley.coding.talks.positions.pointing import Pointing
from parley.coding.talks.positions.spelled import Spelled
from parley.coding.talks.positions.subjects import Subjects
from parley.coding.talks.positions.wishes import Wishes
from parley.coding.talks.signals.reader import CODED
from parley.coding.talks.who.holders import EVERYONE, Holders
from parley.coding.talks.who.sides import Sides
from parley.coding.talks.words import Stance, Words
from parley.language.tree import Tree

# Parts of speech that hold no stance.
_MUTE = frozenset({"DET", "ADP", "PUNCT", "CCONJ", "SPACE"})
_OPEN = frozenset({"could", "might", "may", "should", "must"})
_OPPOSITE = {"accepts": "refuses"}
_SELF = frozenset({"it", "they", "he", "she", "we", "i"})
# Words beside a verb that parsers take for its object ("refused point-blank").
_LIGHT = frozenset({"do", "take", "make", "accept", "grant", "give", "meet"})
_NO = frozenset({"no", "little", "any"})
_FLAT = frozenset({"no", "yes", "blank", "point-blank", "outright"})
# Stances that do not show whether those who take them sit at the table.
_ASIDE = frozenset({VOICED, "limit", "answer", "in-return", "consensus", "lasts"})
_SIGN = Stance("sign", "accepts", ("obj",))
_WISH = Stance("wish", "demands", ())


@dataclass(slots=True)
class Position:
    """One position as one place states it.

    Attributes:
        holders: entity indexes of those who hold it, or EVERYONE.
        issue: token range that names the issue.
        span: token range that states the position.
        outside: those who are no parties often say so too.
        stance: None where a demand is dropped: the issue stands without a position.
    """

    trigger: int
    holders: list[int]
    stance: str | None
    issue: tuple[int, int]
    span: tuple[int, int]
    rule: str
    qualifier: str | None
    outside: bool
    group: int | None = None


class PositionReader:
    """Reads the positions of one Doc."""

    def __init__(
        self,
        tree: Tree,
        slots: SlotReader,
        words: Words,
        sides: Sides,
        namer: Namer,
        times: list[Time],
        signing: set[int],
    ) -> None:
        self.tree, self.slots, self.words, self.sides, self.namer = tree, slots, words, sides, namer
        self.signing = signing
        self.last: tuple[int, int] | None = None
        # Who spoke of it, and the issues that one verb has named, the last among them.
        self.by: list[int] = []
        self.speakers: list[int] = []
        self.together: list[tuple[int, int]] = []
        # The issues of which the same have spoken one after another.
        self.run: list[tuple[int, int]] = []
        self.runs: str | None = None
        # The issue on which somebody has taken each stance last: what "the offer" means.
        self.told: dict[str, tuple[int, int]] = {}
        self.wishes = Wishes(tree, slots, words)
        self.outright = Outright(tree, slots, words)
        self.answers = Answers(tree, slots, words)
        self.agreed = Agreed(tree, slots, words)
        self.holders = Holders(tree, words, sides)
        timed = {i for t in times for i in range(t.start, t.end)}
        self.on = Complements(tree, slots, words, sides, self.outright, timed)
        self.spelled = Spelled(tree, words, timed)
        self.subjects = Subjects(tree, slots, sides, self._who)
        self.pointing = Pointing(tree, slots, words, sides, namer, self.on)

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

    def _who(self, tokens: list[int] | tuple[int, ...]) -> list[int]:
        """The holders; of "the other side" those of another side than who spoke last, who spoke before."""
        found = self.holders.of(tokens)
        if found in ([], [EVERYONE]) and any(map(self.pointing.other, tokens)):
            own = {self.sides.side(e) for e in self.by if e != EVERYONE}
            rest = (e for e in reversed(self.speakers) if e != EVERYONE and self.sides.side(e) not in own)
            return [e for e in [next(rest, None)] if e is not None and own]
        return found

    def _whose(self, i: int, tokens: list[int] | tuple[int, ...]) -> list[int]:
        """Who does what the verb at i tells, as its subject says or, where the parse has lost it, the words before."""
        if parted := self.subjects.parted(i):
            return self._who(parted)
        return self._who(tokens) or self._who(self.subjects.lost(i))

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
                yield self._make(i, holders, "demands", span, _WISH, k)
        if not wanted and self.outright.withholds(i) and (until := self.spelled.until(i)) is not None:
            holders = self._whose(i, self.slots.verb(i).get("subj", [])) or self._who(self.wishes.sayer(i, i))
            if holders:
                yield self._make(i, holders, "demands", until, _WISH, i)
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
                for first, last in list(self.namer.spans(told.about))[:1]:
                    yield self._make(i, holders, told.stance, (max(first, start), max(last, start + 1)), told.entry, i)
        for told in self.outright.at(i):
            if (holders := self._who(told.subjects)) and tree.base[told.about] not in words.nothing:
                yield from self._on(i, holders, told.stance, told.about, told.entry)
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
                        yield self._make(i, holders, "demands", span, _WISH, k)
                if done.stance == "refuses" and words.talking.head(tree, i) and self.spelled.until(i) is not None:
                    # "will not return until the troops leave": not talking is no issue.
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
        about = answer.about
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
            unopposed = entry.stance == "refuses" and tree.base[i] in self.words.unopposed
            stance = "refuses" if ready or unwanted else "accepts" if unopposed else _OPPOSITE.get(entry.stance)
            if stance is None:
                return
        elif entry.id in self.words.denied and modal(tree, i) not in TO_COME:
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
        if not holders:
            self._overhear(i, entry, slots)
        if holders == [EVERYONE] and stance == "demands" and tree.base[i] in self.words.favoring and not denied:
            # "both favored more visits"
            stance = "accepts"
        if not holders or (holders == [EVERYONE] and not neither and (denied or stance == "demands")):
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
        if self.pointing.that_alone(i) and self.last is not None:
            # "accepts that only after a vote"
            complement = i + 1
        if complement is not None and tree.lower[complement] == "what" and self.pointing.cleft(complement) is None:
            # "got what it had asked for"
            return
        if complement is None or self.spelled.nested(i, complement):
            if spans := self.spelled.at(i, entry):
                for span in spans:
                    yield self._make(i, holders, stance, span, entry, i)
                return
        if self.last is not None and not set(holders) & set(self.by) and self.pointing.amount(i, complement, self.last):
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
        clause: tuple[int, int] | None = None
        for p in self._on(i, holders, stance, complement, entry):
            p.issue = self.spelled.clipped(i, p.issue)
            yield p
            clause = p.issue if tree.dep[complement] in ("ccomp", "xcomp") else None
        for span in self.spelled.further(i, clause) if clause is not None else ():
            yield self._make(i, holders, stance, span, entry, i)
        if stance == "accepts":
            for k in filter(self.namer.excepted, (*tree.conjuncts(complement)[1:], *tree.children(i, "conj"))):
                yield from self._named(i, holders, "refuses", k, entry)
        yield from self._exchanged(i, holders, stance, entry)

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

    def _back(self, k: int) -> bool:
        return self.pointing.back(k, self.last)

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

    def _vacant(self, k: int) -> int | None:
        """ "is ready to consider it": the thing, where the verb over it says no more than the stance does."""
        if self.tree.base[k] not in self.words.vacant or not self.slots.is_verbal(k):
            return None
        so = next((t for t in self.tree.children(k, "advmod") if self.tree.lower[t] == "so" and t == k + 1), None)
        if so is not None and self.tree.base[k] == "do":
            return so
        things = self.tree.children(k, "obj", "nsubj:pass")
        return next((t for t in things if self._back(t)), None)

    def _unsigned(self, k: int) -> tuple[int, int] | None:
        """ "refused to sign": the text that has been told of last."""
        tree = self.tree
        bare = tree.child(k, "obj", "xcomp", "ccomp") is None
        return self.pointing.text_before(k) if tree.base[k] in ("sign", "initial") and bare else None

    def _one(self, k: int) -> int | None:
        """ "refused to set one": the thing is what has been spoken of last."""
        tree = self.tree
        thing = tree.child(k, "obj") if self.slots.is_verbal(k) else None
        return thing if thing is not None and self.last is not None and self.on.stands_in(thing) else None

    def _on(self, i: int, holders: list[int], stance: str | None, k: int, entry: Stance) -> Iterator[Position]:
        """Positions on what the complement at k names."""
        tree, words = self.tree, self.words
        lemma = tree.base[k]
        meant = self.outright.hears_of(k) or self._vacant(k) or self._one(k)
        if meant is None and tree.dep[k] == "xcomp" and tree.dep[i] == "acl:relcl" and tree.lower[i - 1] != "to":
            which = next((t for t in tree.children(k, "obj") if t < i and tree.lower[t] in ("which", "that")), None)
            bare = tree.base[k] in _LIGHT and tree.child(k, "obj", "xcomp", "ccomp", "obl") is None
            meant = None if which is None and not bare else tree.head[i]
        if meant is not None:
            k, lemma = meant, tree.base[meant]
        issue = self.pointing.summed(k, self.last) or self.pointing.cleft(k) or self._unsigned(k)
        if issue is not None:
            yield self._make(i, holders, stance, issue, entry, k)
            return
        if words.asserts.head(tree, i) and self.on.told(k) and (self.slots.is_verbal(k) or tree.child(k, "cop")):
            return
        if self.slots.is_verbal(k):
            if words.stances.head(tree, k) and tree.dep[k] == "xcomp" and tree.child(i, "obj", "iobj") is None:
                return
            if (
                words.talking.head(tree, k)
                and stance != "refuses"
                and not negated(tree, k)
                and self._of_talks(k, stance == "demands")
            ):
                return
        elif lemma in words.nouns or (lemma in words.weak and lemma not in words.stance_nouns) or lemma == "talk":
            if stance != "refuses":
                # Agreed or offered, talks are the stage and no issue; others may refuse them.
                self.together, self.by = list(self.namer.spans(k)), holders
                self.last = self.together[-1] if self.together else None
                return
        elif lemma in words.stance_nouns:
            own = self.slots.noun(k)
            inner = next((t for slot in ("for", "to", "of", "on", "that") for t in own.get(slot, ())), None)
            after = k + 1
            if (
                inner is None
                and tree.lower[after : after + 1] in (["to"], ["for"])
                and tree.head[tree.head[after]] == i
            ):
                # "dropped its objection to a vote": parsers hang the vote on the verb.
                inner = tree.head[after]
            inner = self.on.of_somebody(k) if inner is None else inner
            clause = next((c for c in tree.children(k, "acl", "ccomp") if c != i), None)
            if clause is not None and tree.tag[clause] == "VBN" and tree.child(clause, "mark", "aux") is None:
                # "conditions set in advance"
                clause = k
            if inner is not None or clause is not None:
                k = inner if inner is not None else int(clause or 0)
            elif (meant := self.on.renamed(k)) is not None:
                k = meant
            elif self.last is not None:
                meant_last = self.told.get(words.stance_nouns[lemma].stance, self.last)
                yield self._make(i, holders, stance, meant_last, entry, k)
                return
            elif lemma in words.backward:
                return
        elif self._back(k):
            last = self.pointing.topic(k, self.last)
            if last is None and (text := self.pointing.text_before(i)) is not None:
                yield self._make(i, holders, stance, text, entry, k)
            elif last is not None:
                for issue in self._several(k) or [last]:
                    yield self._make(i, holders, stance, issue, entry, k)
            return
        elif (
            lemma in words.empty
            and (
                clause := next((c for c in tree.children(k, "acl", "ccomp") if tree.child(c, "mark") is not None), None)
            )
            is not None
        ):
            k = clause
        yield from self._named(i, holders, stance, k, entry)

    def _several(self, k: int) -> list[tuple[int, int]]:
        """The issues that "both", "neither", "all three demands" mean."""
        n = self.pointing.how_many(k)
        if n is None:
            return []
        if n == 0 or len(self.together) >= n:
            return self.together
        return list(dict.fromkeys(self.run))[-n:]

    def _of_talks(self, k: int, demands: bool) -> bool:
        """Whether a verb such as "hold" speaks of talking: whatever else there is to hold is an issue."""
        tree, words = self.tree, self.words
        subject = tree.child(k, "nsubj", "nsubj:pass", "csubj")
        if subject is not None and tree.base[subject] in words.nouns | words.weak:
            return True
        if subject is not None and tree.dep[k] == "ccomp" and tree.base[k] in words.moving:
            # "insisted that a truce come first", "demanded that the troops go"
            return False
        if subject is not None and tree.pos[subject] == "NOUN" and not self._who([subject]):
            return False
        asked = tree.child(tree.head[k], "obj") if tree.dep[k] == "xcomp" else None
        if asked is not None and tree.base[asked] not in words.nouns and tree.base[k] in words.moving and demands:
            # "wants the president to go"
            return False
        return words.of_talks(tree, k)

    def _named(self, i: int, holders: list[int], stance: str | None, k: int, entry: Stance) -> Iterator[Position]:
        tree = self.tree
        for span in self.namer.spans(k):
            yield self._make(i, holders, stance, span, entry, k)
        for span in self.namer.absent(k):
            yield self._make(i, holders, stance, span, entry, k)
        # "honour a text that calls for X": whoever wants the text wants X.
        for j in range(tree.left[k] + 1, tree.right[k] + 1):
            if j != k and self.namer.calls_for(j):
                inner = next(self.words.stances.at(tree, j), None)
                if inner is not None and inner.stance == "demands":
                    target = self.on.of(j, inner, self.slots.verb(j))
                    # Of "a truce sought by the rebels" the truce itself is what they want: that is told already.
                    if target is not None and k < tree.left[target]:
                        yield from self._named(i, holders, stance, target, entry)

    def _noun(self, i: int, entry: Stance) -> Iterator[Position]:
        """ "the rebels' demand for amnesty"; "a demand of the opposition" beside what is demanded."""
        tree = self.tree
        own = self.slots.noun(i)
        voices = self.outright.voices(i)
        owners = [k for k in own.get("poss", ()) if tree.pos[k] != "PRON" or not voices]
        # "a condition set by the front"
        givers = [t for k in tree.children(i, "acl") for t in self.slots.verb(k).get("by", ())]
        holders = self._who([*owners, *own.get("by", ()), *own.get("from", ()), *givers])
        names = (t for slot in ("for", "to", "on", "that") for t in own.get(slot, ()) if not self.on.is_time(t))
        on: int | None = next(names, None)
        clause = next(
            (
                k
                for k in tree.children(i, "acl", "ccomp")
                if tree.tag[k] == "VB" or tree.dep[k] == "ccomp" or tree.child(k, "mark") is not None
            ),
            None,
        )
        denied = any(tree.lower[d] in _NO for d in tree.children(i, "det")) or (
            bool(voices) and negated(tree, tree.head[i])
        )
        if denied and (stance_if := {"refuses": "accepts", "offers": "refuses"}.get(entry.stance)) is None:
            return
        if clause is not None and on in (None, clause) and self.words.asserts.head(tree, i) and self.on.tells(clause):
            # "Peru's claim that the ship had crossed the line"
            return
        on = clause if on is None else on
        on = self.on.said_to_be(i) if on is None else on
        if on is not None and not holders and entry.stance == "demands":
            # "a key demand of the front is an amnesty"
            holders = self._who(own.get("of", ()))
        promise = entry.id in self.words.outside and entry.stance == "accepts"
        if promise and tree.lower[tree.head[i]] in self.words.exchange:
            # "in return for their pledge": what others want of them.
            holders = []
        if not holders and not promise:
            holders = self._who(own.get("mod", ()))
        if not holders and (holders := self._who(voices)):
            entry = Stance(VOICED, entry.stance, entry.on)
        stance: str | None = stance_if if denied else entry.stance
        if on is None and tree.dep[i] == "appos":
            holders = holders or self._who(own.get("of", ()))
            on = tree.head[i]
        if on is None and (entry.stance in ("refuses", "demands", "offers") or entry.id == VOICED):
            on = next((t for t in own.get("of", ()) if not self.on.is_time(t)), None)
        if holders and on is None and tree.lower[i + 1 : i + 3] in (["is", "that"], ["was", "that"], ["remains", "that"]):
            # "the front's condition is that the army leave"
            for span in self.spelled.clauses(i, i + 2):
                yield self._make(i, holders, stance, span, entry, i)
            return
        if not holders or on is None:
            return
        governor = tree.head[i]
        if tree.pos[governor] == "VERB" and self.words.dropped.head(tree, governor):
            # Who drops a refusal accepts what was refused; who drops a demand has made it.
            stance = "accepts" if stance == "refuses" else stance
        yield from self._named(i, holders, stance, on, entry)

    # -- parts -----------------------------------------------------------------------------------------------------

    def _make(
        self, i: int, holders: list[int], stance: str | None, issue: tuple[int, int], entry: Stance, k: int
    ) -> Position:
        tree = self.tree
        start, end = min(i, issue[0]), max(i + 1, issue[1])
        if tree.sent[issue[0]] != tree.sent[i]:
            start, end = min(i, k), max(i, k) + 1
        return Position(
            i,
            holders,
            stance,
            issue,
            (start, end),
            f"{stance or 'drops'}({entry.id})",
            self._qualifier(i),
            entry in (_WISH, PROMISE) or entry.id in _ASIDE or entry.id in self.words.outside,
            self.holders.group if holders == [EVERYONE] else None,
        )

    def _qualifier(self, i: int) -> str | None:
        tree = self.tree
        near = " ".join(tree.lower[max(tree.left[i], i - 3) : i + 12])
        for q in self.words.qualifiers:
            if " " in q:
                if q in near:
                    return q
            elif any(tree.lower[k] == q for k in tree.kids[i]):
                return q
        return None
