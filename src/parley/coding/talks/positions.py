"""What each side says on an issue: demands, accepts, offers, refuses."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from parley.coding.acts.slots import SlotReader
from parley.coding.acts.status import TO_COME, conditional, modal, negated
from parley.coding.layers import Passage, Time
from parley.coding.talks.clauses import misread, of_one_tense
from parley.coding.talks.naming import Namer
from parley.coding.talks.outright import PROMISE, VOICED, Outright
from parley.coding.talks.sides import Sides
from parley.coding.talks.signals import CODED
from parley.coding.talks.wishes import Wishes
from parley.coding.talks.words import Stance, Words
from parley.language.tree import Tree

# Parts of speech that hold no stance.
_MUTE = frozenset({"DET", "ADP", "PUNCT", "CCONJ", "SPACE"})
_OPEN = frozenset({"could", "might", "may", "should", "must"})
_FINITE = frozenset({"root", "ccomp", "conj", "parataxis", "acl:relcl"})
_BESIDE = frozenset({",", "-", "–", "—", "--"})
_OPPOSITE = {"accepts": "refuses"}

# Stands among the holders of a position for all who sit at the table.
EVERYONE = -1

_SELF = frozenset({"it", "they", "he", "she", "we", "i"})
# Of these, those after which the bare form is no plain present ("insists that it regain the town").
_SINGULAR = frozenset({"it", "he", "she"})
_TOWARDS = frozenset({"to", "with"})
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
        self.timed = {i for t in times for i in range(t.start, t.end)}
        self.last: tuple[int, int] | None = None
        # The issues that one verb has named, the last among them.
        self.together: list[tuple[int, int]] = []
        self.wishes = Wishes(tree, slots, words)
        self.outright = Outright(tree, slots, words)

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
                out += found
                # "That" before a condition does not mean what the condition says.
                own = [p for p in found if p.rule[-6:] != "(wish)" or p.issue[0] <= i]
                own += [p for p in out if p.issue[0] == i and p.rule[-6:] == "(wish)"]
                told = [p.issue for p in own]
                if told:
                    self.last, self.together = told[-1], told
        return out

    def _at(self, i: int) -> Iterator[Position]:
        tree, words = self.tree, self.words
        for tokens, k in self.wishes.at(i):
            holders = self._holders(tokens)
            for span in self.namer.spans(k) if holders else ():
                yield self._make(i, holders, "demands", span, _WISH, k)
        for told in self.outright.at(i):
            if holders := self._holders(told.subjects):
                yield from self._on(i, holders, told.stance, told.about, told.entry)
        lemma = tree.base[i]
        if tree.pos[i] in ("ADJ", "VERB") and tree.lower[i] in words.stance_adjectives:
            yield from self._verb(i, words.stance_adjectives[tree.lower[i]])
        elif tree.pos[i] == "VERB" or misread(tree, i):
            stance = next(words.stances.at(tree, i), None)
            if i in self.signing:
                return
            if stance is not None:
                yield from self._verb(i, stance)
            elif (done := self.outright.deed(i)) is not None and (holders := self._holders(done.subjects)):
                # What a side will not do starts with its verb, not with the side.
                start = i if done.about == i and done.stance == "refuses" else 0
                for first, last in self.namer.spans(done.about):
                    span = max(first, start), max(last, start + 1)
                    yield self._make(i, holders, done.stance, span, done.entry, i)
                    break
        elif tree.pos[i] == "NOUN" and lemma in words.stance_nouns:
            yield from self._noun(i, words.stance_nouns[lemma])

    def _verb(self, i: int, entry: Stance) -> Iterator[Position]:
        tree = self.tree
        if conditional(tree, i) or modal(tree, i) in _OPEN or self._aimed(i):
            return
        stance: str | None = entry.stance
        if tree.dep[i] == "xcomp" and tree.base[tree.head[i]] in self.words.failing and stance == "accepts":
            return
        if negated(tree, i):
            ready = tree.lower[i] in self.words.stance_adjectives and entry.stance == "offers"
            unwanted = tree.base[i] in self.words.unwanted
            stance = "refuses" if ready or unwanted else _OPPOSITE.get(entry.stance)
            if stance is None:
                return
        above = tree.head[i] if tree.dep[i] == "xcomp" else None
        outer = next(self.words.stances.at(tree, above), None) if above is not None else None
        if outer is not None and above is not None:
            if tree.child(above, "obj", "iobj") is not None and not self.slots.is_passive(above):
                # "wanted the others to agree": what is wanted of them is not their own stance.
                return
            if outer.stance == "refuses" and not negated(tree, above):
                # "refuses to commit itself to a date"
                stance = "refuses"
        if stance == "offers" and (signed := self._to_sign(i)) is not None:
            # "is ready to sign the text": who would accept it does.
            stance, i = "accepts", signed
            entry = next(self.words.stances.at(tree, signed), entry)
        slots = self.slots.verb(i)
        adjective = tree.lower[i] in self.words.stance_adjectives
        passive = self.slots.is_passive(i) and not adjective
        if passive:
            who: list[int] | tuple[int, ...] = slots.get("by", ())
        else:
            # "was prepared to sign": parsers take the adjective for a passive.
            who = self._subject(i, slots) or (slots.get("obj", ()) if "xcomp" in slots or adjective else ())
        holders = self._holders(who)
        if not holders:
            return
        complement = self._complement(i, entry, slots)
        if complement is None:
            if stance == "refuses" and self.last is not None and not slots.get("obj"):
                yield self._make(i, holders, stance, self.last, entry, i)
            return
        yield from self._on(i, holders, stance, complement, entry)
        for k in tree.children(i, "conj") if tree.dep[complement] == "ccomp" else ():
            if tree.lower[tree.child(k, "mark") or 0] == "that":
                # "demands that X be freed and that Y be heard": parsers hang the second clause on the verb.
                yield from self._on(i, holders, stance, k, entry)
        yield from self._exchanged(i, holders, stance, entry)

    def _exchanged(self, i: int, holders: list[int], stance: str | None, entry: Stance) -> Iterator[Position]:
        """ "offered a truce in exchange for aid": what a side wants for what it gives, and gives for what it wants."""
        tree = self.tree
        other = {"offers": "demands", "demands": "offers"}.get(stance or "")
        for k in range(i + 1, tree.right[i]):
            if other and tree.lower[k] in self.words.exchange and tree.lower[k + 1] == "for":
                for span in self.namer.spans(tree.head[k + 1]):
                    yield self._make(i, holders, other, span, entry, tree.head[k + 1])
                return

    def _to_sign(self, i: int) -> int | None:
        """The verb of accepting that a side is ready for."""
        tree = self.tree
        for k in tree.children(i, "xcomp"):
            inner = next(self.words.stances.at(tree, k), None)
            if (inner is not None and inner.stance == "accepts") or tree.lemma[k] == "sign":
                return k
        return None

    def _subject(self, i: int, slots: dict[str, list[int]]) -> list[int]:
        """The subject; a verb that shares one shares that of the clause just before it."""
        tree = self.tree
        if tree.dep[i] == "conj" and tree.child(i, "nsubj") is None:
            near = tree.children(tree.head[i], "conj", "parataxis")
            before = [k for k in near if k < i and tree.child(k, "nsubj") is not None]
            if before:
                return self.slots.verb(before[-1]).get("subj", [])
            if (over := of_one_tense(tree, i)) is not None:
                return self.slots.verb(over).get("subj", [])
        return slots.get("subj", [])

    def _complement(self, i: int, entry: Stance, slots: dict[str, list[int]]) -> int | None:
        tree = self.tree
        subjects = set(slots.get("subj", ())) if not self.slots.is_passive(i) else set()
        for slot in entry.on:
            for k in slots.get(slot, ()):
                # A semicolon parts a verb from what parsers hang on it ("asked for aid; Oslo refused").
                parted = ";" in tree.words[i + 1 : max(i + 1, k)]
                timed = k in self.timed and tree.child(k, "nmod") is None
                if k in subjects or k == i or timed or self.outright.nothing(k) or parted:
                    continue
                if (
                    slot == "obj"
                    and entry.stance == "demands"
                    and any(map(self.sides.can_stand, self.sides.at(k)))
                    and any(s in slots for s in entry.on if s != "obj")
                ):
                    continue
                after = tree.right[k] + 1
                if slot == "to" and after < len(tree) and tree.tag[after] == "VBG" and tree.head[after] == i:
                    # "agree to X leaving": parsers hang both on the verb.
                    return after
                if entry.stance == "accepts" and slot in _TOWARDS and self._somebody(k, slot):
                    continue
                return k
        small = next((k for k in tree.children(i, "xcomp") if k > i and tree.child(k, "nsubj", "nsubj:pass")), None)
        if small is not None and "xcomp" in entry.on:
            # "wants the men freed"
            return small
        gerund = next(
            (
                k
                for k in tree.children(i, "advcl", "ccomp")
                if tree.tag[k] == "VBG" and tree.lower[tree.left[k]] == "to"
            ),
            None,
        )
        if gerund is not None and "to" in entry.on:
            return gerund
        infinitive = next((k for k in tree.children(i, "advcl", "acl") if tree.tag[k] == "VB"), None)
        return infinitive if "xcomp" in entry.on else None

    def _vacant(self, k: int) -> int | None:
        """ "is ready to consider it": the thing, where the verb over it says no more than the stance does."""
        if self.tree.base[k] not in self.words.vacant or not self.slots.is_verbal(k):
            return None
        return next((t for t in self.tree.children(k, "obj") if self._points_back(t)), None)

    def _on(self, i: int, holders: list[int], stance: str | None, k: int, entry: Stance) -> Iterator[Position]:
        """Positions on what the complement at k names."""
        tree, words = self.tree, self.words
        lemma = tree.base[k]
        meant = self.outright.hears_of(k) or self._vacant(k)
        if meant is not None:
            k, lemma = meant, tree.base[meant]
        if self.slots.is_verbal(k):
            if words.asserts.head(tree, i) and self._told(k):
                return
            if words.stances.head(tree, k) and tree.dep[k] == "xcomp" and tree.child(i, "obj", "iobj") is None:
                return
            if words.talking.head(tree, k) and stance != "refuses" and not negated(tree, k):
                return
        elif lemma in words.nouns or lemma in words.weak or lemma == "talk":
            if stance != "refuses":
                return
        elif lemma in words.stance_nouns:
            own = self.slots.noun(k)
            inner = next((t for slot in ("for", "to", "of", "on", "that") for t in own.get(slot, ())), None)
            clause = next((c for c in tree.children(k, "acl", "ccomp") if c != i), None)
            if inner is not None or clause is not None:
                k = inner if inner is not None else int(clause or 0)
            elif (meant := self._renamed(k)) is not None:
                k = meant
            elif self.last is not None:
                yield self._make(i, holders, stance, self.last, entry, k)
                return
            elif lemma in words.backward:
                return
        elif self._points_back(k):
            if self.last is None and (text := self._text_before(i)) is not None:
                yield self._make(i, holders, stance, text, entry, k)
            elif self.last is not None:
                for issue in self.together if tree.lower[k] == "both" else [self.last]:
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

    def _text_before(self, i: int) -> tuple[int, int] | None:
        """The plan or deal that "it" means where nothing else has been at issue."""
        tree = self.tree
        start = tree.sents[max(tree.sent[i] - 1, 0)][0]
        texts = self.words.authored | self.words.agreements
        noun = next((k for k in range(i - 1, start - 1, -1) if tree.pos[k] == "NOUN" and tree.base[k] in texts), None)
        return None if noun is None else next(iter(self.namer.spans(noun)), None)

    def _renamed(self, k: int) -> int | None:
        """ "independence, a demand that the army opposes": what the noun of a stance stands beside."""
        tree = self.tree
        start: int = tree.left[k] + (tree.words[tree.left[k]] in _BESIDE)
        if start < 2 or tree.words[start - 1] not in _BESIDE:
            return None
        over = start - 2
        while tree.right[tree.head[over]] == start - 2 and tree.pos[tree.head[over]] in ("NOUN", "PROPN"):
            over = tree.head[over]
        return over if tree.pos[over] == "NOUN" else None

    def _told(self, k: int) -> bool:
        """Whether a clause says what is or will be ("insists that its plans are peaceful"), not what shall be."""
        tree, aux = self.tree, modal(self.tree, k)
        verbs = [k, *(j for j in tree.kids[k] if tree.plain[j] in ("aux", "cop"))]
        finite = aux is None and any(tree.tag[j] in ("VBZ", "VBD", "VBP") for j in verbs)
        return tree.dep[k] == "ccomp" and not self._subjunctive(k) and (finite or aux in TO_COME)

    def _subjunctive(self, k: int) -> bool:
        """ "insists that foreign troops leave": the bare form tells what somebody else shall do."""
        tree = self.tree
        subject = tree.child(k, "nsubj")
        plural = subject is not None and tree.lower[subject] in _SELF - _SINGULAR
        if subject is None or plural or tree.lower[k] != tree.base[k]:
            return False
        return tree.tag[k] in ("VB", "VBP") and tree.child(k, "aux", "cop") is None

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
                    target = self._complement(j, inner, self.slots.verb(j))
                    # Of "a truce sought by the rebels" the truce itself is what they want: that is told already.
                    if target is not None and k < tree.left[target]:
                        yield from self._named(i, holders, stance, target, entry)

    def _points_back(self, k: int) -> bool:
        tree = self.tree
        if tree.pos[k] in ("PRON", "DET", "SCONJ"):
            return tree.lower[k] in ("it", "that", "this", "them", "which", "both")
        return (
            tree.base[k] in self.words.backward
            and not [j for j in tree.kids[k] if tree.dep[j] not in ("det", "punct", "case", "cc")]
            and tree.child(k, "det") is not None
            and self.last is not None
            and tree.lower[tree.left[k]] in ("the", "that", "this")
        )

    def _noun(self, i: int, entry: Stance) -> Iterator[Position]:
        """ "the rebels' demand for amnesty"; "a demand of the opposition" beside what is demanded."""
        tree = self.tree
        own = self.slots.noun(i)
        holders = self._holders([*own.get("poss", ()), *own.get("by", ()), *own.get("from", ())])
        on: int | None = next((t for slot in ("for", "to", "on", "that") for t in own.get(slot, ())), None)
        clause = next(
            (
                k
                for k in tree.children(i, "acl", "ccomp")
                if tree.tag[k] == "VB" or tree.dep[k] == "ccomp" or tree.child(k, "mark") is not None
            ),
            None,
        )
        on = clause if on is None else on
        on = self._said_to_be(i) if on is None else on
        if not holders:
            holders = self._holders(own.get("mod", ()))
        if not holders and (holders := self._holders(self.outright.voices(i))):
            entry = Stance(VOICED, entry.stance, entry.on)
        stance: str | None = entry.stance
        if on is None and tree.dep[i] == "appos":
            holders = holders or self._holders(own.get("of", ()))
            on = tree.head[i]
        if on is None and entry.stance in ("refuses", "demands"):
            on = next(iter(own.get("of", ())), None)
        if not holders or on is None:
            return
        governor = tree.head[i]
        if tree.pos[governor] == "VERB" and self.words.dropped.head(tree, governor):
            stance = None
        yield from self._named(i, holders, stance, on, entry)

    def _said_to_be(self, i: int) -> int | None:
        """What a noun of demanding is said to be ("its first demand is an amnesty") or to hold."""
        tree = self.tree
        head: int = tree.head[i]
        if tree.dep[i] == "nsubj" and tree.child(head, "cop") is not None and tree.pos[head] in ("NOUN", "PROPN"):
            return head
        if tree.dep[i] == "nsubj" and tree.lemma[head] in self.words.lists:
            listed: int | None = tree.child(head, "obj")
            return listed
        after = i + 1
        if after < len(tree) and tree.lower[after] == "for" and tree.dep[after] == "case" and tree.head[after] > i:
            # "stood by its demand for a vote": parsers hang what is demanded on the verb.
            return int(tree.head[after])
        return None

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
            entry in (_WISH, PROMISE) or entry.id == VOICED or entry.id in self.words.outside,
        )

    def _holders(self, tokens: list[int] | tuple[int, ...]) -> list[int]:
        tokens = [self._speaker(k) for k in tokens]
        found = [e for e in self.sides.all(tokens) if self.sides.can_stand(e)]
        return found or ([EVERYONE] if any(self.sides.is_everyone(k) for k in tokens) else [])

    def _speaker(self, k: int) -> int:
        """The subject of the verb of saying over "we" in what somebody is quoted with, or the token itself."""
        tree = self.tree
        if tree.lower[k] not in ("we", "i"):
            return k
        i = k
        while tree.head[i] != i:
            i = tree.head[i]
            if tree.base[i] in self.words.tells and (who := tree.child(i, "nsubj")) not in (None, k):
                return int(who or k)
        return k

    def _somebody(self, k: int, slot: str) -> bool:
        """Whether the token stands for a person to whom somebody gives in, not for what he is to do."""
        if self.tree.child(k, "acl") is not None:
            return False
        n = self.sides.inside.get(k)
        return (
            n is not None
            and self.sides.mentions[n].head == k
            and (slot == "with" or self.sides.mentions[n].type == "person")
        )

    def _aimed(self, i: int) -> bool:
        """Whether it is a purpose, or what is waited for ("on condition that the assembly approves")."""
        tree = self.tree
        awaited = tree.plain[i] == "acl" and tree.base[tree.head[i]] == "condition"
        return awaited or (tree.dep[i] == "advcl" and tree.tag[i] == "VB")

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
