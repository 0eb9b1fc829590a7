"""Stances that no verb or noun of demanding, refusing or accepting tells: what a side will not do or says that it will
do, what it is against, what it calls unacceptable, and the nouns of a stance that it voices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from parley.coding.acts.slots import SlotReader
from parley.coding.acts.status import TO_COME, conditional, modal, negated
from parley.coding.talks.words import Stance, Words, noun_of
from parley.language.tree import Tree

_FINITE = frozenset({"root", "ccomp", "conj", "parataxis", "acl:relcl"})
# What opens a clause that tells what is so ("walked out because the army would not give up the town").
_GROUNDS = frozenset({"because", "as", "since", "though", "although", "while", "whereas"})
_SELF = frozenset({"it", "they", "he", "she", "we", "i"})
_NONE = frozenset({"no", "neither", "none", "nothing"})
# Nouns that name an issue, or stand for one, where words hang on them.
_SOMETIMES = frozenset({"place", "help", "suggestion"})
_IT = frozenset({"it", "this", "that", "which"})
_WEIGHS = frozenset({"consider", "study", "examine", "weigh"})
PROMISE = Stance("promise", "accepts", ())
# What others than the parties voice as well.
VOICED = "voiced"
_WILL_NOT = Stance("will-not", "refuses", ())
_LIMIT = Stance("limit", "offers", ())
_LEAST = frozenset({("less", "than"), ("short", "of")})
# How many tokens after its verb a limit may start.
_NEAR = 4
_SHALL = TO_COME | {"can", "could"}
_PRICE = Stance("price", "demands", ())
_BARS = frozenset({("out", "question"), ("off", "table"), ("beyond", "discussion")})
# Who says so grants what others say.
_GRANTS = frozenset({"acknowledge", "admit", "concede", "agree"})
_COPULAR = frozenset({"remain", "stay", "be"})
_TO_WHOM = frozenset({"to", "for"})
_VERDICT = Stance("verdict", "refuses", ())


@dataclass(frozen=True, slots=True)
class Told:
    """Tokens of those whose stance it is, the stance, and the token that says on what."""

    subjects: list[int]
    stance: str
    about: int
    entry: Stance


class Outright:
    """Finds such stances in one Doc."""

    def __init__(self, tree: Tree, slots: SlotReader, words: Words) -> None:
        self.tree, self.slots, self.words = tree, slots, words
        self._prices = not words.prices.isdisjoint(tree.base)

    def at(self, i: int) -> Iterator[Told]:
        """What stands in a side's way at token i: "was against a referendum", "called the plan unacceptable"."""
        tree = self.tree
        stance = self.words.standing.get(tree.case(i) or "")
        stands = stance is not None and tree.child(i, "cop") is not None
        if stance is not None and stands and not negated(tree, i) and not conditional(tree, i):
            yield Told(tree.children(i, "nsubj"), stance, i, Stance("stands", stance, ()))
        if tree.lower[i] in ("favor", "favour") and tree.case(i) == "in" and not negated(tree, i):
            yield from self._in_favor(i)
        if tree.base[i] in self.words.telling.treating and tree.pos[i] == "VERB" and not negated(tree, i):
            yield from self._treated(i)
        if tree.base[i] in self.words.judging and tree.pos[i] == "VERB" and not negated(tree, i):
            yield from self._verdict(i)
        if tree.base[i] == "have" and modal(tree, i) == "would" and not conditional(tree, i):
            yield from self._would_have(i)
        if (barred := self._barred(i)) is not None:
            yield barred
        if (priced := self._priced(i)) is not None:
            yield priced

    def _would_have(self, i: int) -> Iterator[Told]:
        """ "would have the rules run on for ten years": what somebody wants others to do."""
        done = next((k for k in self.tree.children(i, "xcomp", "ccomp") if k > i + 1), None)
        if done is not None and not negated(self.tree, i):
            yield Told(list(self.slots.verb(i).get("subj", ())), "demands", done, Stance("have", "demands", ()))

    def _treated(self, i: int) -> Iterator[Told]:
        """ "presented a plan for home rule", "took the deal", "denounced the pact"."""
        tree = self.tree
        stance, things = self.words.telling.treating[tree.base[i]]
        thing = next((k for k in tree.children(i, "obj") if tree.base[k] in things and k > i), None)
        if thing is None or self.slots.is_passive(i) or conditional(tree, i) or tree.dep[i] not in _FINITE:
            return
        if tree.base[i] == "take" and any(tree.lower[k] == "to" for k in range(thing, tree.right[i])):
            # "will take the plan to the other side"
            return
        yield Told(list(self.slots.verb(i).get("subj", ())), stance, thing, Stance("treats", stance, ()))

    def _in_favor(self, i: int) -> Iterator[Told]:
        """ "is in favor of a vote", "came out in favor of a vote"."""
        tree = self.tree
        about = tree.child(i, "nmod")
        over: int = i if tree.child(i, "cop") is not None else tree.head[i]
        told = over == i or tree.base[over] in ("be", "come", "speak", "argue", "stand", "remain")
        if about is not None and told and tree.case(about) == "of" and not conditional(tree, i):
            subjects = tree.children(i, "nsubj") if over == i else list(self.slots.verb(over).get("subj", ()))
            yield Told(subjects, "demands", about, Stance("stands", "demands", ()))

    def _barred(self, i: int) -> Told | None:
        """ "said that a vote was out of the question", "is not negotiable", "remains taboo for the army"."""
        tree = self.tree
        cases = (tree.lower[k] for k in tree.children(i, "case"))
        bars = any((case, tree.lower[i]) in _BARS for case in cases) or tree.lower[i] in self.words.unacceptable
        bars = bars or (tree.base[i] == "line" and tree.lower[i - 1] == "red")
        denied = negated(tree, i)
        if not (tree.base[i] in self.words.acceptable if denied else bars) or conditional(tree, i):
            return None
        clause = tree.head[i] if tree.dep[i] == "xcomp" and tree.base[tree.head[i]] in _COPULAR else i
        thing = tree.child(clause, "nsubj", "csubj")
        if thing is None or (clause == i and tree.child(i, "cop") is None):
            return None
        whose = [
            k for k in (*tree.children(i, "obl", "nmod"), *tree.children(clause, "obl")) if tree.case(k) in _TO_WHOM
        ]
        if whose:
            return Told(whose, "refuses", thing, _VERDICT)
        says: int = tree.head[clause]
        clear = tree.base[says] == "make" or tree.base[says] in self.words.tells | self.words.obliging
        told = tree.dep[clause] == "ccomp" and clear and tree.base[says] not in _GRANTS
        return Told(list(self.slots.verb(says).get("subj", ())), "refuses", thing, _VERDICT) if told else None

    def _priced(self, i: int) -> Told | None:
        """ "named a pullout as the price of peace", "set a pullout as its condition"."""
        tree = self.tree
        if not self._prices or tree.pos[i] != "VERB" or negated(tree, i) or self.words.stances.head(tree, i):
            return None
        if conditional(tree, i):
            return None
        own = self.slots.verb(i)
        given = own.get("as", ()) if tree.base[i] != "make" else own.get("obj", ())[1:]
        # "named a pullout as its price", "made a pullout a condition"
        price = next((k for k in given if tree.base[k] in self.words.prices), None)
        thing = next((k for k in own.get("obj", ()) if k != price), None)
        if price is None or thing is None:
            return None
        return Told(list(own.get("by" if self.slots.is_passive(i) else "subj", ())), "demands", thing, _PRICE)

    def _verdict(self, i: int) -> Iterator[Told]:
        """What is called unacceptable: the object, or the subject of what parsers make a clause of it."""
        tree = self.tree
        word = next((k for k in range(i + 1, tree.right[i] + 1) if tree.lower[k] in self.words.unacceptable), None)
        if word is None or conditional(tree, i):
            return
        own = self.slots.verb(i)
        subjects = list(own.get("subj", ())) or tree.children(word, "nsubj")
        things = (*own.get("obj", ()), *tree.children(word, "nsubj"))
        thing = next((k for k in things if k not in (word, *subjects)), None)
        if thing is None and tree.lower[i + 1] in _IT and i + 1 < word:
            # "calls that impossible": parsers take the pronoun for a mark.
            thing = i + 1
        if thing is None and tree.plain[i] == "acl" and tree.head[i] < i:
            # "an offer that the front found unacceptable"
            thing = tree.head[i]
        if thing is not None:
            yield Told(subjects, "refuses", thing, _VERDICT)

    def voices(self, noun: int) -> list[int]:
        """Tokens of those who voice a stance that a noun names ("expressed readiness for a truce")."""
        verb = self.tree.head[noun]
        brings = self.tree.dep[noun] == "obl" and self.tree.case(noun) == "with"
        if not (brings or self.tree.dep[noun] == "obj") or negated(self.tree, verb):
            return []
        if self.tree.base[verb] not in self.words.voicing:
            return []
        return [] if self.slots.is_passive(verb) else list(self.slots.verb(verb).get("subj", ()))

    def deed(self, i: int) -> Told | None:
        """What a side will not do, or says that it will do itself."""
        return (
            self._will_not(i)
            or self._not_going_to(i)
            or self._would_if(i)
            or self._unbent(i)
            or self._unmeant(i)
            or self._ruled_out(i)
            or self._promised(i)
        )

    def _will_not(self, i: int) -> Told | None:
        """ "would not give up the town"."""
        tree = self.tree
        if not (
            (self.words.withheld.head(tree, i) or self._has_it(i) or self._does_to(i))
            and (negated(tree, i) or self.denied(i) or (self.neither(i) and self._withheld(i) != i))
            and modal(tree, i) in _SHALL
            and (tree.dep[i] in _FINITE or (tree.dep[i] == "advcl" and tree.case(i) in _GROUNDS))
        ):
            return None
        if self.slots.is_passive(i) or conditional(tree, i) or any(map(self.nothing, tree.children(i, "obj"))):
            return None
        return Told(list(self.slots.verb(i).get("subj", ())), "refuses", self._withheld(i), _WILL_NOT)

    def _does_to(self, i: int) -> bool:
        """ "would not strip the chief of his power": a deed done to a thing, be it what it may, that is no text."""
        tree, words = self.tree, self.words
        thing = next((k for k in tree.children(i, "obj") if tree.pos[k] in ("NOUN", "PROPN") and k > i), None)
        if thing is None or not negated(tree, i) or tree.base[i] in words.gaining or self.denied(i):
            return False
        return noun_of(tree, thing) not in words.documents | words.nouns | words.weak | words.nothing

    def withholds(self, i: int) -> bool:
        """ "will not return", "would sign nothing"."""
        if self.tree.pos[i] != "VERB" or modal(self.tree, i) not in _SHALL:
            return False
        return (negated(self.tree, i) or self.denied(i)) and not conditional(self.tree, i)

    def _not_going_to(self, i: int) -> Told | None:
        """ "is not going to give up the town"."""
        tree = self.tree
        over = tree.head[i]
        going = tree.dep[i] == "xcomp" and tree.lower[over] == "going" and negated(tree, over)
        if not going or not self.words.withheld.head(tree, i) or conditional(tree, over):
            return None
        return Told(list(self.slots.verb(over).get("subj", ())), "refuses", self._withheld(i), _WILL_NOT)

    def _would_if(self, i: int) -> Told | None:
        """ "would hand over the port if the army freed its men": what a side gives for something."""
        tree = self.tree
        if modal(tree, i) not in ("would", "could", "will") or negated(tree, i) or self.slots.is_passive(i):
            return None
        given = self.words.withheld.head(tree, i) and not self.words.talking.head(tree, i)
        if not given or conditional(tree, i) or tree.dep[i] not in _FINITE or not self.conditions(i):
            return None
        return Told(list(self.slots.verb(i).get("subj", ())), "offers", i, _LIMIT)

    def conditions(self, i: int) -> list[int]:
        """The clauses with "if" and "provided that" beside a verb."""
        marks = ("if", "provided", "providing")
        return [k for k in self.tree.children(i, "advcl") if k > i and self.tree.case(k) in marks]

    def _unbent(self, i: int) -> Told | None:
        """ "would not be bullied into a truce"."""
        tree = self.tree
        if tree.base[i] not in self.words.bending or not self.slots.is_passive(i) or conditional(tree, i):
            return None
        own = self.slots.verb(i)
        into = next((k for k in own.get("into", ()) if not self.nothing(k)), None)
        if into is None or not negated(tree, i) or modal(tree, i) not in _SHALL:
            return None
        return Told(list(own.get("obj", ())), "refuses", into, _WILL_NOT)

    def _unmeant(self, i: int) -> Told | None:
        """ "showed no sign of giving up the port", "had no intention of leaving"."""
        tree = self.tree
        noun = next((k for k in tree.children(i, "obj") if tree.base[k] in self.words.intents), None)
        if tree.base[i] not in ("have", "show", "see", "give") or noun is None or conditional(tree, i):
            return None
        if not any(tree.lower[d] == "no" for d in tree.children(noun, "det")):
            return None
        deed = next((k for k in tree.children(noun, "acl") if self.words.withheld.head(tree, k)), None)
        return None if deed is None else Told(list(self.slots.verb(i).get("subj", ())), "refuses", deed, _WILL_NOT)

    def _ruled_out(self, i: int) -> Told | None:
        """ "said there would be no new vote", "said no vote would be held"."""
        tree = self.tree
        says = tree.head[i]
        told = tree.dep[i] == "ccomp" and tree.base[says] in self.words.tells | self.words.obliging
        if not told or modal(tree, i) not in _SHALL or conditional(tree, i):
            return None
        thing = tree.child(i, "nsubj", "nsubj:pass")
        if thing is not None and tree.base[i] == "do" and tree.lower[thing] in _IT and negated(tree, i):
            # "said that would not do"
            return Told(list(self.slots.verb(says).get("subj", ())), "refuses", thing, _WILL_NOT)
        undone = thing is not None and tree.dep[thing] == "nsubj:pass" and negated(tree, i)
        if undone and tree.pos[thing or 0] == "NOUN" and modal(tree, i) in ("can", "could"):
            # "said the men could not be pardoned"
            return Told(list(self.slots.verb(says).get("subj", ())), "refuses", int(thing or i), _WILL_NOT)
        if thing is None or not (
            tree.lower[thing] == "none" or any(tree.lower[k] == "no" and tree.dep[k] == "det" for k in tree.kids[thing])
        ):
            return None
        deal = tree.base[thing] in self.words.agreements | self.words.peace - self.words.truces
        first = ("without", *self.words.unless) if deal else ("without",)
        without = next((k for k in range(i + 1, tree.right[i] + 1) if tree.case(k) in first), None)
        if without is not None and tree.base[i] in ("be", "come"):
            # "said there could be no truce without an amnesty"
            return Told(list(self.slots.verb(says).get("subj", ())), "demands", without, _PRICE)
        # "said no minister would wear it"
        thing = next((k for k in self.slots.verb(i).get("obj", ()) if tree.lower[k] in _IT), thing)
        return Told(list(self.slots.verb(says).get("subj", ())), "refuses", thing, _WILL_NOT)

    def _has_it(self, i: int) -> bool:
        """ "will not have it", "will not do that": whatever else somebody will not have may be what he lacks."""
        tree = self.tree
        given = self.slots.verb(i).get("obj", ())
        if tree.base[i] == "do":
            return any(tree.lower[k] in _IT for k in given)
        return tree.base[i] == "have" and any(tree.lower[k] in _IT or self._relative(k, i) for k in given)

    def _relative(self, k: int, i: int) -> bool:
        """ "a post which the army will not have": whether the object of i is what its clause is about."""
        return k < i and self.tree.head[k] != i

    def _such(self, k: int) -> bool:
        """ "no such thing", which names nothing, as "no such conference" does."""
        return self.tree.base[k] in self.words.sums and any(self.tree.lower[d] == "such" for d in self.tree.kids[k])

    def limit(self, i: int) -> Told | None:
        """ "would go no further than a truce", "would take nothing short of a truce": the most or least for a side."""
        tree = self.tree
        if tree.pos[i] != "VERB" or (modal(tree, i) not in _SHALL and tree.tag[i] != "VBD"):
            return None
        for k in range(i + 1, min(i + _NEAR, len(tree) - 2)):
            all_but = tree.lower[k] == "nothing" or (tree.lower[k] == "anything" and negated(tree, i))
            least = all_but and (tree.lower[k + 1], tree.lower[k + 2]) in _LEAST
            most = tree.lower[k] == "no" and tree.tag[k + 1] in ("JJR", "RBR") and tree.lower[k + 2] == "than"
            if least and modal(tree, i) is None:
                continue
            if (least or most) and tree.head[k + 2] > k + 2:
                offers = self.words.stances.head(tree, i)
                told = next(self.words.stances.at(tree, i), None)
                stance = "demands" if least else "accepts" if offers and told and told.stance != "offers" else "offers"
                return Told(list(self.slots.verb(i).get("subj", ())), stance, tree.head[k + 2], _LIMIT)
        return None

    def _withheld(self, i: int) -> int:
        """What a side will not do, will not hear of, or will not grant ("a freeze, which he will not grant")."""
        if (meant := self.hears_of(i)) is not None:
            return meant
        tree = self.tree
        given = self.slots.verb(i).get("obj", ())
        pointing = next((k for k in given if tree.lower[k] in _IT or self._such(k)), None)
        if pointing is not None:
            return pointing
        return next((k for k in given if self._relative(k, i)), i)

    def _promised(self, i: int) -> Told | None:
        """ "said it would free its captives": what a side says that it will do itself."""
        tree = self.tree
        says, subject = self._saying(i), tree.child(i, "nsubj")
        own = subject is not None and tree.lower[subject] in _SELF
        # "told the envoy that the camps would be closed"
        undergone = subject is not None and tree.dep[subject] == "nsubj:pass" and tree.pos[subject] == "NOUN"
        undergone = undergone and says is not None and tree.child(says, "iobj", "obj") is not None
        if not (own or undergone) or says is None or tree.base[says] not in self.words.promising:
            return None
        if negated(tree, i) or modal(tree, i) not in TO_COME or conditional(tree, i):
            return None
        if tree.base[i] in _WEIGHS and (thing := tree.child(i, "obj")) is not None:
            # "said it would consider an amnesty"
            return Told(list(self.slots.verb(says).get("subj", ())), "offers", thing, PROMISE)
        if not self.words.withheld.head(tree, i) or self.words.talking.head(tree, i):
            return None
        return Told(list(self.slots.verb(says).get("subj", ())), "accepts", i, PROMISE)

    def _saying(self, i: int) -> int | None:
        """The verb whose clause a verb is; parsers hang it on whoever is told ("told him that it would leave")."""
        tree = self.tree
        over = tree.head[i]
        that = any(tree.lower[k] == "that" for k in tree.children(i, "mark"))
        if tree.dep[i] == "acl:relcl" and that and tree.dep[over] in ("iobj", "obj"):
            return int(tree.head[over])
        return int(over) if tree.dep[i] == "ccomp" else None

    def _heard(self, i: int) -> list[int]:
        return [] if (of := self.hears_of(i)) is None else [of]

    def hears_of(self, k: int) -> int | None:
        """ "refused to hear of it": what somebody will not hear of."""
        if self.tree.base[k] not in ("hear", "talk", "speak"):
            return None
        return next(iter(self.slots.verb(k).get("of", ())), None)

    def own_words(self, i: int, entry: Stance) -> bool:
        """ "said it could accept the text": what those say of themselves who might."""
        tree = self.tree
        subject = tree.child(i, "nsubj")
        told = tree.dep[i] == "ccomp" and tree.base[tree.head[i]] in self.words.tells | self.words.promising
        own = subject is not None and tree.lower[subject] in _SELF
        return told and own and entry.stance == "accepts" and modal(tree, i) == "could"

    def unsure(self, i: int) -> bool:
        """What is waited or hoped for, or denied: "until the rebels accept it", "hopes that they agree on rules",
        "dismissed reports that it was ready to leave"."""
        tree, words = self.tree, self.words
        while tree.dep[i] == "xcomp" and tree.head[i] < i:
            i = tree.head[i]
        over = tree.head[i]
        if tree.plain[i] == "advcl":
            return tree.case(i) in words.unless and tree.tag[i] != "VBG"
        if tree.dep[i] == "ccomp":
            return tree.base[over] in words.hoping or tree.base[over] == "deny"
        denies = next(words.stances.at(tree, tree.head[over]), None)
        told = tree.plain[i] == "acl" and tree.dep[over] == "obj" and tree.base[over] in words.nothing
        return told and (tree.base[tree.head[over]] == "deny" or (denies is not None and denies.stance == "refuses"))

    def stance_of(self, i: int) -> Stance | None:
        """The stance of a verb; "held out money for clearing mines" gives, as it has an object of its own."""
        found = list(self.words.stances.at(self.tree, i))
        given = (s for s in found if s.stance == "offers" and self.tree.child(i, "obj") is not None)
        return next(given, None) or next(iter(found), None)

    def aimed(self, i: int) -> bool:
        """Whether it is a purpose, or what is waited for ("on condition that the assembly approves")."""
        tree = self.tree
        awaited = tree.plain[i] == "acl" and tree.base[tree.head[i]] == "condition"
        return awaited or (tree.dep[i] == "advcl" and tree.tag[i] == "VB")

    def denies(self, i: int) -> bool:
        """Whether the words deny the verb at i: not "agreed to a truce but not to monitors", but "stopped short of
        accepting a truce"."""
        tree = self.tree
        nots = [k for k in tree.kids[i] if tree.lower[k] in ("not", "n't", "never")]
        if nots and all(k > i and tree.lower[k - 1] == "but" for k in nots):
            return False
        first = tree.left[i]
        short = tree.lower[first] == "of" and first > 0 and tree.lower[first - 1] == "short"
        return short or negated(tree, i)

    def no_longer(self, i: int) -> bool:
        """ "no longer insists", "will no longer block"."""
        tree = self.tree
        return any(tree.lower[k] == "longer" and tree.lower[k - 1] == "no" and i - k < _NEAR for k in tree.kids[i] if k)

    def neither(self, i: int) -> bool:
        """ "neither camp would have it": the subject denies the verb."""
        tree = self.tree
        return any(
            tree.lower[k] == "neither" or any(tree.lower[d] == "neither" for d in tree.children(k, "det"))
            for k in tree.children(i, "nsubj")
        )

    def denied(self, i: int) -> bool:
        """ "will accept no conditions", "will grant it neither": the object denies the verb."""
        tree = self.tree
        return any(
            tree.lower[k] in _NONE or any(tree.dep[d] == "det" and tree.lower[d] in _NONE for d in tree.kids[k])
            for k in (*tree.children(i, "obj", "advmod"), *self._heard(i))
        )

    def nothing(self, k: int) -> bool:
        """ "would offer no more"."""
        tree = self.tree
        if tree.base[k] in _SOMETIMES and (tree.child(k, "nmod") is not None or tree.child(k, "acl") is not None):
            # "places in the police", "a suggestion for an office"
            return False
        none = tree.pos[k] in ("ADJ", "ADV") and any(tree.lower[j] == "no" for j in tree.kids[k])
        return none or not self.words.nothing.isdisjoint((tree.lower[k], tree.base[k]))
