"""One stance as words tell it: who takes it, and on what issue, be it named there or before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from parley.coding.acts.slots import SlotReader
from parley.coding.acts.status import negated
from parley.coding.layers import Time
from parley.coding.talks.positions.agreed import Agreed
from parley.coding.talks.positions.answers import Answers
from parley.coding.talks.positions.complements import Complements
from parley.coding.talks.positions.naming import Namer
from parley.coding.talks.positions.outright import PROMISE, VOICED, Outright
from parley.coding.talks.positions.pointing import Pointing
from parley.coding.talks.positions.spelled import Spelled
from parley.coding.talks.positions.subjects import Subjects
from parley.coding.talks.positions.wishes import Wishes
from parley.coding.talks.who.holders import EVERYONE, Holders
from parley.coding.talks.who.sides import Sides
from parley.coding.talks.words import Stance, Words
from parley.language.tree import Tree

_LIGHT = frozenset({"do", "take", "make", "accept", "grant", "give", "meet"})
_WHICH = frozenset({"which", "that", "who", "whom"})
_OF = frozenset({"on", "of", "for"})
_NO = frozenset({"no", "little", "any"})
_THAT = (["is", "that"], ["was", "that"], ["remains", "that"])
# Stances that do not show whether those who take them sit at the table.
_ASIDE = frozenset({"treats", "limit", "consensus", "lasts"})
WISH = Stance("wish", "demands", ())


@dataclass(slots=True)
class Position:
    """One position as one place states it.

    Attributes:
        holders: entity indexes of those who hold it, or EVERYONE.
        issue: token range that names the issue.
        span: token range that states the position.
        outside: those who are no parties often say so too.
        stance: None where the words name an issue and no stance on it.
        group: the entity of the words for everyone ("both sides"), where there is one.
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


class Telling:
    """What the reader of one Doc knows of what has been told, and how it makes positions of it."""

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

    def _who(self, tokens: list[int] | tuple[int, ...]) -> list[int]:
        """The holders; of "the other side" those of another side than who spoke last, who spoke before."""
        found = self.holders.of(tokens)
        if not found and len(tokens) == 1 and (same := self._going_on(tokens[0])):
            return same
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

    def _going_on(self, k: int) -> list[int]:
        """ "It also wants ...", "They ask that ...": who has spoken last, where nobody else is meant."""
        tree = self.tree
        if tree.plain[k] != "nsubj" or tree.lower[k] not in ("it", "they") or self.last is None or EVERYONE in self.by:
            return []
        if tree.sent[k] - tree.sent[self.last[0]] != 1 or self.sides.entities.at.get(k) is None:
            return []
        people = any(self.sides.entity(e).type == "person" for e in self.by)
        one = len(self.by) == 1 and not people
        return self.by if (one if tree.lower[k] == "it" else bool(self.by)) else []

    def _back(self, k: int) -> bool:
        return self.pointing.back(k, self.last)

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
            entry in (WISH, PROMISE) or entry.id in _ASIDE or entry.id in self.words.outside or self._absent(k, stance),
            self.holders.group if holders == [EVERYONE] else None,
        )

    def _absent(self, k: int, stance: str | None) -> bool:
        """ "refused to take part": who will not come has no seat by that."""
        return stance == "refuses" and self.words.attends.head(self.tree, k)

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

    def _on(self, i: int, holders: list[int], stance: str | None, k: int, entry: Stance) -> Iterator[Position]:
        """Positions on what the complement at k names."""
        tree, words = self.tree, self.words
        lemma = tree.base[k]
        meant = self.outright.hears_of(k) or self._vacant(k) or self._one(k) or self._given(k)
        if meant is None and tree.dep[k] == "xcomp" and tree.dep[i] == "acl:relcl" and tree.lower[i - 1] != "to":
            which = next((t for t in tree.children(k, "obj") if t < i and tree.lower[t] in _WHICH), None)
            bare = tree.base[k] in _LIGHT and not self._names(k)
            meant = None if which is None and not bare else tree.head[i]
        whole = k
        if meant is not None:
            k, lemma = meant, tree.base[meant]
        issue = self.pointing.summed(k, self.last) or self.pointing.cleft(k) or self._unsigned(k)
        if issue is not None:
            yield self._make(i, holders, stance, issue, entry, k)
            return
        if tree.base[i] == "ask" and tree.case(k) in ("whether", "if"):
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
                and not self._to_conclude(k, entry)
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
            inner = self.on.beside(k) if inner is None else inner
            clause = next((c for c in tree.children(k, "acl", "ccomp") if c != i), None)
            if clause is not None and tree.tag[clause] == "VBN" and tree.child(clause, "mark", "aux") is None:
                # "conditions set in advance"
                clause = k
            if inner is not None or clause is not None:
                k = inner if inner is not None else int(clause or 0)
            elif (meant := self.on.renamed(k)) is not None:
                k = meant
            elif any(tree.dep[c] == "compound" for c in tree.kids[k]):
                # "asked for security guarantees"
                pass
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
            elif whole != k:
                yield from self._named(i, holders, stance, whole, entry)
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

    def _names(self, k: int) -> bool:
        """Whether a verb says by its complements what is done, and not only when."""
        hung = self.tree.children(k, "obj", "xcomp", "ccomp", "obl")
        return any(not self.on.is_time(t) for t in hung)

    def _vacant(self, k: int) -> int | None:
        """ "is ready to consider it": the thing, where the verb over it says no more than the stance does."""
        if self.tree.base[k] not in self.words.vacant or not self.slots.is_verbal(k):
            return None
        so = next((t for t in self.tree.children(k, "advmod") if self.tree.lower[t] == "so" and t == k + 1), None)
        if so is not None and self.tree.base[k] == "do":
            return so
        things = self.tree.children(k, "obj", "nsubj:pass")
        return next((t for t in things if self._back(t)), None)

    def _given(self, k: int) -> int | None:
        """ "refused to give it up", "insists on having it": the thing, where the verb names nothing else."""
        tree = self.tree
        thing = tree.child(k, "obj")
        if thing is None or self.last is None or tree.lower[thing] not in ("it", "them", "this", "that"):
            return None
        inside = range(tree.left[k], tree.right[k] + 1)
        named = any(tree.pos[t] in ("NOUN", "PROPN", "NUM") and not self.on.is_time(t) for t in inside if t != k)
        return None if named or tree.sent[k] - tree.sent[self.last[0]] > 1 else thing

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

    def _several(self, k: int) -> list[tuple[int, int]]:
        """The issues that "both", "neither", "all three demands" mean."""
        n = self.pointing.how_many(k)
        if n is None:
            return []
        if n == 0 or len(self.together) >= n:
            return self.together
        return list(dict.fromkeys(self.run))[-n:]

    def _to_conclude(self, k: int, entry: Stance) -> bool:
        """ "promised to sign a final accord by May": the promise is of the accord itself."""
        thing = self.tree.child(k, "obj")
        deal = thing is not None and self.tree.base[thing] in self.words.agreements
        return entry.id == "pledge" and self.tree.base[k] in ("sign", "conclude") and deal

    def _of_talks(self, k: int, demands: bool) -> bool:
        """Whether a verb such as "hold" speaks of talking: whatever else there is to hold is an issue."""
        tree, words = self.tree, self.words
        subject = tree.child(k, "nsubj", "nsubj:pass", "csubj")
        if subject is not None and tree.base[subject] in words.nouns | words.weak:
            return True
        if subject is not None and tree.dep[k] == "ccomp" and tree.base[k] in words.telling.moving:
            # "insisted that a truce come first", "demanded that the troops go"
            return False
        undergone = subject is not None and tree.dep[subject] == "nsubj:pass"
        if subject is not None and tree.pos[subject] == "NOUN" and (undergone or not self._who([subject])):
            # "proposed that the status of the port be discussed"
            return False
        if tree.base[k] in ("begin", "start") and self.slots.verb(k).get("with"):
            # "offered to begin with the port"
            return False
        asked = tree.child(tree.head[k], "obj") if tree.dep[k] == "xcomp" else None
        if (
            asked is not None
            and tree.base[asked] not in words.nouns
            and tree.base[k] in words.telling.moving
            and demands
        ):
            # "wants the president to go"
            return False
        whom = tree.child(k, "obj")
        inner = tree.child(k, "xcomp")
        if inner is not None and not words.talking.head(tree, inner):
            # "promised to begin to disarm"
            return False
        if tree.base[k] in ("send", "leave", "help") and whom is not None and tree.pos[whom] == "PRON":
            return False
        met = tree.base[k] in ("meet", "see", "receive") and whom is not None and bool(self._who([whom]))
        return met or words.of_talks(tree, k)

    def _named(self, i: int, holders: list[int], stance: str | None, k: int, entry: Stance) -> Iterator[Position]:
        tree = self.tree
        for span in self.namer.spans(k):
            if self.last is not None and self.pointing.empty(span, self.last):
                # "refused to have it read", "demands that they stop": what they mean tells more.
                yield self._make(i, holders, stance, self.last, entry, k)
                continue
            yield self._make(i, holders, stance, self._whole(i, k, span), entry, k)
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

    def _whole(self, i: int, k: int, span: tuple[int, int]) -> tuple[int, int]:
        """ "accepted a law on home rule": parsers hang on the verb what follows the noun."""
        tree, end = self.tree, span[1]
        if tree.dep[k] != "obj" or end >= len(tree) or tree.dep[end] != "case" or tree.lower[end] not in _OF:
            return span
        after = tree.head[end]
        return (span[0], tree.right[after] + 1) if tree.head[after] == i and not self.on.is_time(after) else span

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
        on = self.on.beside(i) if on is None else on
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
        if holders and on is None and tree.lower[i + 1 : i + 3] in _THAT:
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
