"""Where a report speaks of a negotiation: by a noun, by a verb of negotiating, or by the signing of an agreement."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Container, Iterable, Iterator

from parley.coding.acts.slots import SlotReader
from parley.coding.acts.status import TO_COME, modal, negated, perfect_past
from parley.coding.layers import Passage
from parley.coding.talks.clauses import bereft
from parley.coding.talks.signals.governors import Governors
from parley.coding.talks.signals.news import NewsTexts
from parley.coding.talks.signals.opening import CODED
from parley.coding.talks.signals.signal import Signal
from parley.coding.talks.signals.striving import Striving
from parley.coding.talks.who.deeds import Deeds
from parley.coding.talks.who.sides import Sides
from parley.coding.talks.words import Words, noun_of
from parley.language.tree import Tree

_NOUN = frozenset({"NOUN", "PROPN"})
# Tags of a verb that tells of negotiating as done ("negotiated a truce").
_DONE = frozenset({"VBD", "VBN"})
_DASHES = frozenset({"-", "–", "‑"})
_MAIN = frozenset({"root", "ccomp", "conj", "parataxis"})
# What parsers take for a time's a text that follows one.
_HUNG = frozenset({"nmod", "appos", "obl", "obj", "compound", "dep"})
# Tags of a noun in the plural, and of the verb that it may be taken for.
_PLURAL = frozenset({"VBZ", "NNS"})
# "a great deal of work"
_MUCH = frozenset({"great", "good"})
# How close after a noun its place stands.
_NEAR = 9
_SIGNALS = frozenset({*_NOUN, "VERB"})

_MONTHS = frozenset(month.lower() for month in month_name[1:])
# Before which sentence the news is told, a dateline being one of them.
_LEAD = 2


class SignalFinder:
    """Finds the signals of one Doc."""

    def __init__(
        self,
        tree: Tree,
        slots: SlotReader,
        words: Words,
        passages: list[Passage],
        opening: Container[int],
        sides: Sides,
    ) -> None:
        self.tree, self.slots, self.words, self.passages = tree, slots, words, passages
        self.sides = sides
        self.deeds = Deeds(tree, slots, words, sides)
        self.governors = Governors(tree, slots, words)
        self.striving = Striving(tree, slots, words, sides)
        self.news = NewsTexts(tree, slots, words, opening)
        self.helped = self._helped()

    def find(self) -> list[Signal]:
        """All signals in text order; weak ones only where something else speaks of talks."""
        out = []
        for passage in self.passages:
            if passage.kind in CODED:
                out += [s for i in self._worth(passage) if (s := self._at(i)) is not None]
        for s in out:
            s.named = s.named or self.striving.strove(s)
        helped, tree = self.helped, self.tree
        strong = [s for s in out if s.kind != "agreement" and not s.routine and self._strong(s, helped)]
        peace = [s for s in out if s.kind == "agreement" and (s.named or helped or self._closes(s))]
        if not strong and not peace:
            return []
        kept = []
        for s in out:
            verbal = tree.pos[s.token] == "VERB"
            weak = s.kind == "weak" and not (verbal or s.named or self._refers(s) or self._broken(s))
            if weak and not (helped and self._staged(s)):
                continue
            if s.kind == "agreement" and not s.named and not strong and not helped and not self._closes(s):
                continue
            kept.append(s)
        return kept

    def loose(self) -> list[Signal]:
        """Nouns of meetings and texts, mediators, signings to come: signs of talks where much else is."""
        out = []
        told = self.words.weak | self.words.authored | self.words.titles | self.words.agreements
        for passage in self.passages:
            for i in range(passage.start, passage.end) if passage.kind in CODED else ():
                if self.tree.pos[i] == "VERB":
                    if self.words.closing.head(self.tree, i) and self._text(i) is not None:
                        done = self.tree.tag[i] in _DONE and not negated(self.tree, i)
                        kind = "agreement" if done else "verb"
                        out.append(Signal(i, i, kind, [(i, "verb")], named=True, text=done))
                    continue
                if self.tree.pos[i] not in _NOUN:
                    continue
                noun = noun_of(self.tree, i)
                if noun not in told or any(self.tree.lower[k] == "no" for k in self.tree.kids[i]):
                    continue
                if noun in self.words.weak or noun in self.words.authored or noun in self.words.titles:
                    # Of meetings the verbs tell how they stand, of plans that they are wanted.
                    met = noun in self.words.weak
                    out.append(self._noun(i, "weak") if met else Signal(i, i, "weak"))
                elif noun in self.words.agreements:
                    out.append(Signal(i, i, "agreement", list(self.governors.of(i)), named=True, by_noun=True))
        return out

    def _strong(self, s: Signal, helped: bool) -> bool:
        if s.kind in ("talks", "verb", "mediation", "answer") or s.named:
            return True
        return not s.alone and (self._broken(s) or (helped and self._staged(s)))

    def _closes(self, s: Signal) -> bool:
        """Whether the verb says that the sides themselves came to terms, as a parliament that ratifies does not."""
        tree = self.tree
        if not self.words.closing.head(tree, s.token):
            return False
        return tree.plain[s.token] in _MAIN or self._fails(s.token)

    def _fails(self, verb: int) -> bool:
        """Whether it did not come to what the verb says ("the two fronts failed to reach a deal")."""
        tree = self.tree
        above = tree.base[tree.head[verb]]
        return tree.dep[verb] == "xcomp" and above in self.words.failing and self._mutual(verb)

    def _helped(self) -> bool:
        """Whether the report speaks of a mediator: then what the sides hold are talks, whatever they are called."""
        tree, words = self.tree, self.words
        if words.helped.isdisjoint(tree.base) and _DASHES.isdisjoint(tree.words):
            return False
        base, text = tree.base, tree.words
        return any(
            base[i] in words.helped or (text[i - 1] in _DASHES and noun_of(tree, i) in words.helped)
            for p in self.passages
            if p.kind in CODED
            for i in range(p.start, p.end)
        )

    def _staged(self, s: Signal) -> bool:
        """Whether a verb tells the stage of what the noun names."""
        return any(
            slot in self.words.stages and self.words.stages[slot].head(self.tree, verb) for verb, slot in s.governors
        )

    def _worth(self, passage: Passage) -> list[int]:
        """The tokens that may signal something: of a word that any list names; most are not, and are passed over."""
        tree, told, ordinals = self.tree, self.words.all, self.words.ordinals
        base, lower, words, pos, tag = tree.base, tree.lower, tree.words, tree.pos, tree.tag
        return [
            i
            for i in range(passage.start, passage.end)
            if (base[i] in told or lower[i] in told or words[i - 1] in _DASHES or lower[i] == "one")
            and (pos[i] in _SIGNALS or tag[i] in _PLURAL or lower[i] == "one" or lower[i] in ordinals)
        ]

    def _at(self, i: int) -> Signal | None:
        tree, words = self.tree, self.words
        lemma = tree.base[i]
        if tree.pos[i] in _NOUN or self._misread(i) or self._next_one(i):
            if self._is_name(i, lemma, words.nouns) or (lemma in words.summits and self._paired(i)):
                return self._noun(i, "talks")
            if (lemma in words.bargainers and self._opposed(i)) or self.deeds.verges(i):
                return Signal(i, i, "talks", list(self.governors.of(i)), named=True, by_noun=True)
            if self._next_one(i):
                return self._noun(i, "weak")
            # "round-table talks"
            part = tree.dep[i] == "compound" and tree.words[i + 1] in _DASHES
            if lemma in words.weak and not part and not any(tree.lower[k] == "no" for k in tree.kids[i]):
                return self._noun(i, "weak")
            if lemma in words.strives and lemma not in words.weak:
                strove = self._noun(i, "weak")
                return strove if self.striving.strove(strove) else None
            if self.news.told(i) or (noun_of(tree, i) in words.agreements and self.deeds.under(i)):
                return Signal(i, i, "agreement", list(self.governors.of(i)), named=True, by_noun=True)
        elif tree.pos[i] == "VERB":
            if words.negotiate.head(tree, i) and tree.dep[i] != "amod":
                if lemma == "negotiate" and tree.tag[i] in _DONE and self._text(i) is not None:
                    return self._agreement(i)
                if lemma != "negotiate" and not self._mutual(i):
                    return None
                return Signal(i, i, "verb", [(i, "verb")], named=True)
            if words.speaks.head(tree, i) and self._with_foes(i):
                return Signal(i, i, "verb", [(i, "verb")], named=True)
            if self.deeds.escorts(i) or self.deeds.mediates(i) or self.deeds.lays(i) or self.deeds.receives(i):
                return Signal(i, i, "mediation", [(i, "verb")], named=True)
            if self.deeds.settles(i) or self.deeds.faces(i) or self.deeds.through(i) or self.deeds.nears(i):
                return Signal(i, i, "verb", [(i, "verb")], named=True)
            if self.deeds.secluded(i) or (tree.sent[i] <= _LEAD and self.deeds.sent(i)):
                return Signal(i, i, "verb", [(i, "verb")], named=True)
            if self.deeds.gathers(i) or self.deeds.resumes(i):
                return Signal(i, i, "weak", [(i, "verb")])
            if self.deeds.answers(i):
                return Signal(i, i, "answer", [(i, "verb")], named=True)
            if self.deeds.resolves(i) or self.deeds.parts(i) or self.deeds.agrees(i, helped=self.helped):
                # "inched closer to a deal when they agreed on the border"
                partial = any(tree.base[v] in words.approaches for v in self._over(i)) or self.deeds.on_a_part(i)
                return Signal(i, i, "agreement", [(i, "verb")], named=True, partial=partial)
            if words.sign.head(tree, i) and (signed := self._agreement(i)) is not None:
                return signed
            if self.deeds.signs(i):
                return Signal(
                    i, i, "agreement", [(i, "verb")], named=self._foes(self.slots.verb(i).get("subj", ())), text=True
                )
        return None

    def _over(self, verb: int) -> Iterator[int]:
        """The verbs whose clause a verb's one is part of."""
        while self.tree.head[verb] != verb and self.tree.dep[verb] in ("advcl", "conj"):
            verb = self.tree.head[verb]
            yield verb

    def _next_one(self, i: int) -> bool:
        """ "The next one is due in May": a round that the words before have named."""
        tree = self.tree
        told = self.words.next | self.words.past
        counted = tree.lower[i] in self.words.ordinals
        if not (counted or tree.lower[i] == "one") or tree.plain[i] not in ("nsubj", "obj") or not tree.sent[i]:
            return False
        before = range(tree.sents[max(0, tree.sent[i] - (2 if counted else 1))][0], i)
        held = self.words.rounds | self.words.later
        named = any(tree.base[k] in held or tree.lower[k] in self.words.nouns for k in before)
        return named and (counted or any(tree.lower[k] in told for k in tree.children(i, "amod")))

    def _misread(self, i: int) -> bool:
        """Whether a noun in the plural was taken for a verb in the third person ("will start talks with Bosnia")."""
        tree = self.tree
        return (
            tree.lower[i] in self.words.nouns
            and tree.tag[i] in _PLURAL
            and tree.plain[i] in ("nsubj", "obj", "obl", "nmod")
        )

    def _with_foes(self, i: int) -> bool:
        """Whether one of those who speak to each other fights or opposes ("will not talk to rebels")."""
        slots = self.slots.verb(i)
        others = [*slots.get("to", ()), *slots.get("with", ())]
        return bool(others) and any(self.sides.armed(k) for k in (*others, *slots.get("subj", ())))

    def _mutual(self, i: int) -> bool:
        """Whether two do what the verb says: with another, or a subject of several."""
        slots = self.slots.verb(i)
        subjects = slots.get("subj", ())
        several = any(self.tree.tag[k] in ("NNS", "NNPS", "PRP") for k in subjects)
        return "with" in slots or several or any(len(self.tree.conjuncts(k)) > 1 for k in subjects)

    def _paired(self, i: int) -> bool:
        """Whether two sides stand before the noun, joined by a dash ("an Anglo-Irish summit")."""
        tree = self.tree
        return any(
            tree.words[k] in _DASHES
            and tree.pos[k - 1] in ("PROPN", "ADJ")
            and tree.pos[k + 1] in ("PROPN", "ADJ")
            and self.sides.national(k - 1)
            and self.sides.national(k + 1)
            for k in range(max(tree.left[i] + 1, i - 4), i - 1)
        )

    def _opposed(self, i: int) -> bool:
        """Whether the people at the noun are of two sides ("Hutu and Tutsi negotiators")."""
        tree = self.tree
        own = self.slots.noun(i)
        names = [k for slot in ("mod", "of", "from", "for") for t in own.get(slot, ()) for k in tree.conjuncts(t)]
        names += [k for c in tree.children(i, "conj") for k in range(tree.left[c], c + 1) if self.sides.at(k)]
        before = tree.head[i]
        if tree.dep[i] == "conj" and tree.pos[before] in ("PROPN", "ADJ"):
            # "Ossetian and Georgian negotiators": parsers take the first name for a noun of its own.
            names += [k for k in tree.conjuncts(before) if k != i]
            before = tree.head[before]
        doing = before != i and self.words.bargaining.head(tree, before)
        if not doing:
            return False
        sides = {self.sides.side(e) for e in self.sides.all(names) if self.sides.can_stand(e)}
        return len(sides) > 1 or len({k for k in names if tree.words[k][:1].isupper()}) > 1

    def _is_name(self, i: int, lemma: str, nouns: frozenset[str]) -> bool:
        """Whether the noun is one of `nouns`; of those in two words the first must stand before it."""
        tree = self.tree
        if (
            tree.dep[i] == "compound"
            and tree.pos[tree.head[i]] in _NOUN
            and tree.lemma[tree.head[i]] not in self.words.weak
        ):
            return False
        if lemma in nouns or tree.lower[i] in nouns or noun_of(tree, i) in nouns:
            return True
        return i > 0 and f"{tree.lower[i - 1]} {lemma}" in nouns

    def _noun(self, i: int, kind: str) -> Signal:
        tree, words = self.tree, self.words
        before = [tree.lower[k] for k in range(max(tree.left[i], i - 5), i)]
        kinds = [w for w in before if w in words.kinds]
        named = bool([k for k in kinds if k not in words.routine_kinds])
        named = named or (kind == "weak" and any(w in words.helping for w in before))
        governors = list(self.governors.of(i))
        own = self.slots.noun(i)
        routine = (
            kind == "talks"
            and tree.base[i] in self.words.loose_nouns
            and not named
            and not own.get("between")
            and (
                any(
                    tree.lemma[v] in words.routine and not (slot == "subj" and words.stages[slot].head(tree, v))
                    for v, slot in governors[:1]
                )
                or tree.case(i) == "during"
            )
            and not any(
                self.sides.armed(c)
                for slot in ("with", "subj", "obj")
                for k in self._sides(i, governors, slot)
                for c in tree.conjuncts(k)
            )
        )
        return Signal(i, self.governors.top(i), kind, governors, named, routine, by_noun=kind == "talks")

    def _sides(self, i: int, governors: list[tuple[int, str]], slot: str) -> Iterator[int]:
        yield from self.slots.noun(i).get(slot, ())
        for verb, _ in governors[:1]:
            yield from self.slots.verb(verb).get(slot, ())

    def _text(self, verb: int) -> int | None:
        """The agreement that a verb of signing has as its object (or a passive as its subject)."""
        tree = self.tree
        slots = self.slots.verb(verb)
        if any(
            tree.lower[k] == "deal" and tree.lower[k - 1] in _MUCH
            for k in range(verb + 1, verb + _NEAR)
            if k < len(tree)
        ):
            return None
        for slot in ("with",) if self.words.emerges.head(tree, verb) else ("obj", "on", "to", "with", "at"):
            for k in slots.get(slot, ()):
                for noun in (n for c in tree.conjuncts(k) for n in self._counted(c)):
                    if noun_of(tree, noun) in self.words.agreements and tree.pos[noun] in _NOUN:
                        return noun
        if (signer := bereft(tree, verb)) is not None and noun_of(tree, tree.head[signer]) in self.words.agreements:
            return int(tree.head[signer])
        if not self.words.emerges.head(tree, verb):
            # "signed in Lima last night an agreement": parsers hang the text on the time.
            near = (k for k in range(verb + 1, tree.right[verb] + 1) if tree.head[k] != verb and not tree.case(k))
            lone = not slots.get("obj") and self.words.closing.head(tree, verb)
            found = (k for k in near if noun_of(tree, k) in self.words.agreements and tree.plain[k] in _HUNG)
            return next(found, None) if lone else None
        after = (k for k in range(verb + 1, tree.right[verb] + 1) if tree.case(k) == "with")
        return next((k for k in after if noun_of(tree, k) in self.words.agreements), None)

    def _counted(self, noun: int) -> Iterator[int]:
        """The noun, and what it counts ("a set of accords", "the first of six agreements")."""
        yield noun
        if self.tree.base[noun] in self.words.measures:
            yield from range(noun + 1, self.tree.right[noun] + 1)

    def _agreement(self, verb: int) -> Signal | None:
        tree = self.tree
        noun = self._text(verb)
        aside = tree.dep[verb] in ("acl", "amod", "advcl") and not self._just_done(verb)
        if noun is None or (aside and bereft(tree, verb) is None):
            return None
        if any(tree.dep[k] == "acl" and self.words.talking.head(tree, k) for k in tree.kids[noun]):
            return None
        span = range(tree.left[noun], tree.right[noun] + 1)
        near = {tree.lower[k] for k in span}
        near |= {"".join(tree.lower[k - 1 : k + 2]) for k in span if tree.words[k] in _DASHES}
        named = bool(near & self.words.peace) or noun_of(tree, noun) in self.words.peace
        named = named or self._foes(self.slots.verb(verb).get("subj", ()))
        return Signal(
            verb,
            verb,
            "agreement",
            [(verb, "verb")],
            named=named,
            text=True,
            partial=noun_of(tree, noun) in self.words.partial,
        )

    def _just_done(self, verb: int) -> bool:
        """Whether the news is what was done after the verb ("embraced after putting their names to a treaty")."""
        tree = self.tree
        after = tree.dep[verb] == "advcl" and tree.tag[verb] == "VBG" and tree.case(verb) == "after"
        # "buried their quarrel on Monday when the presidents signed a treaty"
        when = tree.dep[verb] == "advcl" and tree.tag[verb] == "VBD" and verb > tree.head[verb]
        when = when and any(tree.lower[k] == "when" for k in tree.kids[verb])
        return (after and not tree.sent[verb]) or (when and tree.sent[verb] < _LEAD)

    def _broken(self, s: Signal) -> bool:
        """A meeting between sides that collapsed was a negotiation."""
        if s.kind == "weak" and self.deeds.walked_out(s.token, s.governors):
            return True
        return (
            s.kind == "weak"
            and (bool(self.slots.noun(s.token).get("between")) or self._of_two(s.token))
            and any(
                stage == "collapsed"
                for v, slot in s.governors
                if slot in ("subj", "obj")
                for stage in self.words.stages[slot].at(self.tree, v)
            )
        ) or (
            s.kind == "weak"
            and (
                (self.tree.base[s.token] in self.words.rounds and self._without_result(s))
                or (self._staged(s) and self._of_foes(s))
            )
        )

    def _of_foes(self, s: Signal) -> bool:
        """Whether a state and who fights it hold what the noun names ("they resumed meetings with the rebels")."""
        own = self.slots.noun(s.token)
        tokens = [t for slot in ("with", "between", "among") for t in own.get(slot, ()) for t in self.tree.conjuncts(t)]
        for verb, slot in s.governors:
            own = self.slots.verb(verb)
            tokens += own.get("with", ())
            tokens += own.get("subj", ()) if slot != "subj" else ()
        found = {self.sides.side(e): e for e in self.sides.all(tokens) if self.sides.can_stand(e)}
        return len(found) > 1 and any(self.sides.fights(e) for e in found.values())

    def _of_two(self, noun: int) -> bool:
        """ "the summit of the president and the general"."""
        tokens = self.slots.noun(noun).get("of", ())
        return len({self.sides.side(e) for e in self.sides.all(tokens) if self.sides.can_stand(e)}) > 1

    def _without_result(self, s: Signal) -> bool:
        """Whether the noun's verb says that it ended, and "without an agreement" beside it how."""
        tree = self.tree
        return any(
            tree.case(k) == "without" and noun_of(tree, k) in self.words.agreements
            for verb, slot in s.governors
            if slot in self.words.stages and self.words.stages[slot].head(tree, verb)
            for k in tree.kids[verb]
        )

    def _foes(self, subjects: Iterable[int]) -> bool:
        """Whether two sides sign of which one bears arms or opposes."""
        tokens = [c for k in subjects for c in self.sides.row(k)]
        if len(tokens) > 1 and any(map(self.sides.contends, self.sides.all(tokens))):
            return True
        return len(tokens) > 1 and any(
            self.tree.base[j] in self.words.foes for k in tokens for j in range(self.tree.left[k], k + 1)
        )

    def _refers(self, s: Signal) -> bool:
        """Whether a weak noun is told as talks: it collapses, is mediated, is a round, or lies between parties."""
        tree, words = self.tree, self.words
        if tree.lemma[s.token] == "round" or self.slots.noun(s.token).get("between"):
            return True
        for verb, slot in s.governors:
            for stage in words.stages[slot].at(tree, verb) if slot in words.stages else ():
                if stage in ("collapsed", "stalled"):
                    return True
            if slot == "obj" and words.mediated.head(tree, verb) and "by" in self.slots.verb(verb):
                return True
            invited = tree.base[verb] == "invite" and tree.base[s.token] in words.bargainers
            if slot == "obj" and (invited or self.words.helps(self.tree, verb)):
                return True
        if self._next_one(s.token):
            return True
        if tree.lemma[s.token] not in words.rounds | words.later:
            return False
        modifiers = {tree.lower[k] for k in tree.children(s.token, "amod")}
        due = any(modal(tree, verb) in TO_COME or tree.base[verb] in words.scheduled for verb, _ in s.governors)
        if due and any(tree.lower[k] in _MONTHS for k in tree.children(s.token, "compound")):
            # "The May meeting will be held in Lima."
            return True
        if tree.lemma[s.token] in words.rounds and modifiers & (words.past | words.next):
            return True
        # Meetings are many: one to come is a round, and one before that something was done at.
        had = any(perfect_past(tree, verb) for verb, _ in s.governors)
        earlier = had and bool(tree.sent[s.token]) and self._is_placed(s.token)
        return bool(
            modifiers & {"next"}
            or (due and modifiers & (words.next | words.ordinals))
            # "Discussions on the north are to open in May."
            or (due and tree.base[s.token] in words.loose_nouns and tree.tag[s.token] == "NNS" and self._staged(s))
            # "The second meeting, which closed on Thursday, was drier."
            or (modifiers & words.ordinals and self._staged(s))
            or (earlier and modifiers & (words.past | words.ordinals | {"first"}))
        )

    def _is_placed(self, noun: int) -> bool:
        """Whether a place is named close after a noun."""
        near = range(noun + 1, min(noun + _NEAR, self.tree.sents[self.tree.sent[noun]][1]))
        return any(self.tree.case(k) in ("in", "at") and self.tree.pos[k] == "PROPN" for k in near)
