"""Where deeds are a negotiation though no noun names one: somebody mediates, two sides meet to settle a matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from parley.coding.acts.slots import SlotReader
from parley.coding.acts.status import POSSIBLE, TO_COME, modal, negated
from parley.coding.talks.clauses import is_to
from parley.coding.talks.who.sides import Sides
from parley.coding.talks.words import Words, noun_of
from parley.language.tree import Tree

# Tags of what a body is there for, rather than does now ("the format brings together both parties").
_STANDING = frozenset({"VBZ", "VBP"})
_STEPS = 8
# Within how many words before a deal stands how near it is.
_NEAR = 7
_ALL = frozenset({"two", "both", "them"})
_CLAUSES = ("advcl", "xcomp", "acl", "conj")
_BACK = frozenset({"they", "them", "it", "these"})
_LEFT = frozenset({"of", "out", "from"})
_TEAMS = frozenset({"team", "delegation", "negotiator"})
_WAYS = frozenset({"through", "via"})


class Deeds:
    """Finds such deeds in one Doc."""

    def __init__(self, tree: Tree, slots: SlotReader, words: Words, sides: Sides) -> None:
        self.tree, self.slots, self.words, self.sides = tree, slots, words, sides
        self._by_way = not _WAYS.isdisjoint(tree.lower)

    def mediates(self, verb: int) -> bool:
        """Whether somebody helps two sides to talk ("offered to mediate between the clans")."""
        if not self.words.goes_between.head(self.tree, verb):
            return False
        between = [*self.slots.verb(verb).get("between", ()), *self._forth(verb)]
        return (
            bool(self.helped(verb) and not between)
            or (self.tree.tag[verb] not in _STANDING and any(self._seat(k) for k in self._objects(verb)))
            or any(self.sides.at(k) or self._seat(k) for k in between)
            or (self.tree.tag[verb] not in _STANDING and self._two(self._objects(verb), armed=True))
            or any(noun_of(self.tree, k) in self.words.nouns for k in self._objects(verb))
        )

    def _forth(self, verb: int) -> Iterator[int]:
        """ "went back and forth between them": what stands close after a verb of going, whatever the parse."""
        near = range(verb + 1, min(verb + _STEPS, self.tree.right[verb] + 1))
        return (k for k in near if self.tree.case(k) == "between")

    def _seat(self, token: int) -> bool:
        """ "shuttled between the capitals": where the sides sit stands for them."""
        tree = self.tree
        if any(tree.lower[k] == "their" for k in tree.children(token, "nmod:poss")):
            return True
        noun = tree.base[token]
        return noun in self.words.paired or noun == "capital" or tree.lower[token] in _ALL

    def lays(self, verb: int) -> bool:
        """Whether somebody lays a text before those who negotiate ("put a draft to both delegations")."""
        if not self.words.lays.head(self.tree, verb):
            return False
        slots = self.slots.verb(verb)
        given = [k for slot in ("obj", "with") for k in slots.get(slot, ())]
        before = [k for slot in ("obj", "iobj", "to", "before") for k in slots.get(slot, ())]
        texts = self.words.documents | self.words.agreements
        return any(noun_of(self.tree, k) in texts for k in given) and any(map(self.sides.is_everyone, before))

    def helped(self, verb: int) -> list[int]:
        """Tokens of those between whom somebody mediates."""
        slots = self.slots.verb(verb)
        out = [*slots.get("between", ()), *slots.get("among", ())]
        if self.words.host.head(self.tree, verb):
            out += self._guests(verb)
        joins = self.words.goes_between.head(self.tree, verb) and self.tree.tag[verb] not in _STANDING
        if self._two(self._objects(verb), armed=not joins):
            # "brought the ministers of Peru and Chile together"
            out += self._objects(verb)
        for slot in ("obj", "in"):
            for k in slots.get(slot, ()):
                matter = noun_of(self.tree, k) in self.words.brokered | self.words.wars
                if matter:
                    own = self.slots.noun(k)
                    out += [t for s in ("between", "among", "mod") for t in own.get(s, ()) if self.sides.at(t)]
        return out

    def _objects(self, verb: int) -> list[int]:
        return self.slots.verb(verb).get("obj", [])

    def walked_out(self, noun: int, governors: Iterable[tuple[int, str]]) -> bool:
        """Whether a side left what the noun names, which it held with another ("walked out of a meeting with the
        ministry")."""
        others = self.sides.all(self.slots.noun(noun).get("with", ()))
        stages = self.words.stages
        left = [(v, slot) for v, slot in governors if slot in _LEFT and slot in stages]
        ends = any(stage == "collapsed" for v, slot in left for stage in stages[slot].at(self.tree, v))
        return ends and any(map(self.sides.can_stand, others))

    def settles(self, verb: int) -> bool:
        """Whether two sides meet to settle a matter ("met to discuss the border", "sat down to work out a truce")."""
        tree = self.tree
        if not self.words.sits.head(tree, verb):
            return False
        met = self._met(verb)
        if len({self.sides.side(e) for e in self.sides.all(met) if self.sides.can_stand(e)}) < 2:
            return False
        aims = [k for k in tree.children(verb, *_CLAUSES) if tree.tag[k] in ("VB", "VBG")]
        # "to try to save the truce"
        aims += [t for k in aims for t in tree.children(k, "xcomp")]
        return any(self.words.settles.head(tree, k) and self._on_a_matter(k) for k in aims)

    def _met(self, verb: int) -> list[int]:
        """Tokens of those who meet, and of those whose leaders do ("the leaders of Chad and the front met")."""
        slots = self.slots.verb(verb)
        met = [*slots.get("subj", ()), *slots.get("with", ()), *slots.get("obj", ())]
        sent = [k for k in met if self.tree.tag[k] == "NNS" and self.tree.base[k] in self.words.counterparts]
        return met + [t for k in sent for slot in ("of", "from", "for") for t in self.slots.noun(k).get(slot, ())]

    def under(self, noun: int) -> bool:
        """Whether an agreement is told as what sides do or will do under it: they agree to something in a deal with
        another side, or act under one that somebody brokered for them."""
        tree = self.tree
        top = noun
        if tree.case(noun) == "of" and tree.lower[tree.head[noun]] == "part":
            top = tree.head[noun]
        if tree.case(top) not in ("under", "in", "as") or not self.slots.is_verbal(tree.head[top]):
            return False
        if self._brokered(noun) or (tree.case(top) == "under" and self._reached(noun)):
            return True
        verb = tree.head[top]
        while tree.dep[verb] == "xcomp":
            verb = tree.head[verb]
        stance = next(self.words.stances.at(tree, verb), None)
        partners = self.sides.all(self.slots.noun(noun).get("with", ()))
        return stance is not None and stance.stance == "accepts" and any(self.sides.can_stand(e) for e in partners)

    def _reached(self, noun: int) -> bool:
        """ "a deal reached on Monday with the union", "a truce between the army and the front"."""
        slots = self.slots
        made = [k for k in self.tree.children(noun, "acl") if self.tree.base[k] in self.words.makes]
        own = [slots.noun(noun), *map(slots.verb, made)]
        between = self.sides.all(t for o in own for t in o.get("between", ()))
        if len({self.sides.side(e) for e in between if self.sides.can_stand(e)}) > 1:
            return True
        partners = self.sides.all(t for o in own[1:] for t in o.get("with", ()))
        return any(map(self.sides.can_stand, partners))

    def _brokered(self, noun: int) -> bool:
        """ "a Saudi-brokered agreement", "a pact hammered out in three days", "a pact with the tribe brokered by a
        sheikh"."""
        tree = self.tree
        with_whom = [k for k in tree.children(noun, "nmod") if tree.case(k) in ("with", "between")]
        if any(self.words.made.head(tree, k) for n in (noun, *with_whom) for k in tree.children(n, "acl")):
            return True
        return any(tree.lower[k] in self.words.prefixes for k in range(tree.left[noun], noun) if tree.head[k] == noun)

    def resolves(self, verb: int) -> bool:
        """Whether two sides end what was between them ("settled their dispute over gas")."""
        tree = self.tree
        if not self.words.resolves.head(tree, verb) or tree.tag[verb] not in ("VBD", "VBN") or tree.dep[verb] == "acl":
            return False
        slots = self.slots.verb(verb)
        sides = {self.sides.side(e) for e in self.sides.all(slots.get("subj", ())) if self.sides.can_stand(e)}
        return len(sides) > 1 and any(noun_of(tree, k) in self.words.matters for k in slots.get("obj", ()))

    def signs(self, verb: int) -> bool:
        """Whether two sides put their names to something that no word calls an agreement ("signed the Act of Quito"),
        or that the parse parts from the verb."""
        tree = self.tree
        if not self.words.signing.head(tree, verb) or tree.tag[verb] not in ("VBD", "VBN") or negated(tree, verb):
            return False
        if tree.dep[verb] in ("acl", "acl:relcl", "amod", "advcl") or self.slots.is_passive(verb):
            return False
        slots = self.slots.verb(verb)
        if any(tree.pos[k] != "PROPN" and noun_of(tree, k) not in self.words.documents for k in slots.get("obj", ())):
            return False
        return self._two([*slots.get("subj", ()), *slots.get("with", ())], armed=False)

    def parts(self, verb: int) -> bool:
        """Whether two sides are said not to have come to terms ("the two failed to agree on a cabinet")."""
        tree = self.tree
        if self.words.futile.head(tree, verb) and tree.tag[verb] != "VB":
            return self._two(self.slots.verb(verb).get("subj", ()), armed=False)
        if not self.words.terms.head(tree, verb) or tree.pos[verb] != "VERB":
            return False
        # "failed again on Tuesday to agree": parsers take it for the purpose.
        infinitive = tree.dep[verb] == "xcomp" or (tree.dep[verb] == "advcl" and tree.tag[verb] == "VB")
        failed = infinitive and tree.base[tree.head[verb]] in self.words.failing
        if not failed and not (negated(tree, verb) and modal(tree, verb) in (None, "can", "could")):
            return False
        subjects = self.slots.verb(verb).get("subj", ())
        # "the unions and their employer failed to bridge a dispute"
        return self._several(verb, subjects) or self._two(subjects, armed=False)

    def agrees(self, verb: int, *, helped: bool = False) -> bool:
        """Whether a state and its foe have come to terms ("the army and the rebels agreed to open the road"), or any
        two sides in a report that tells of a mediator or of what was between them ("buried their feud")."""
        tree = self.tree
        if not self.words.terms.head(tree, verb) or tree.tag[verb] not in ("VBD", "VBN") or negated(tree, verb):
            return False
        later = [k for k in tree.children(verb, "xcomp", "advcl") if self.words.talking.head(tree, k)]
        if any(self.words.of_talks(tree, k) for k in later):
            # "agreed to meet in May"
            return False
        slots = self.slots.verb(verb)
        if any(tree.base[k] in self.words.formalities for slot in ("obj", "on", "to") for k in slots.get(slot, ())):
            return False
        plain = not self.words.terms.parts(tree, verb)
        if "with" not in slots and self._several(verb, slots.get("subj", ())):
            return True
        return self._two([*slots.get("subj", ()), *slots.get("with", ())], armed=plain and not helped)

    def on_a_part(self, verb: int) -> bool:
        """Whether what two agree on is one matter among those they deal with ("agreed on a review of the vote")."""
        things = self.slots.verb(verb).get("on", ())
        return self.tree.base[verb] == "agree" and bool(things) and not any(map(self._ends_talks, things))

    def _ends_talks(self, k: int) -> bool:
        return noun_of(self.tree, k) in self.words.agreements | self.words.peace

    def _several(self, verb: int, subjects: Iterable[int]) -> bool:
        """Whether several end what was between them ("the two clans buried the hatchet", "the union and the company
        came to terms")."""
        tree = self.tree
        many = any(len(tree.conjuncts(k)) > 1 or tree.tag[k] == "NNS" for k in subjects)
        return many and bool(self.words.terms.parts(tree, verb))

    def _two(self, tokens: Iterable[int], *, armed: bool) -> bool:
        """Whether tokens stand for two sides, one of them armed where that is asked for, or for "both sides"."""
        sides = self.sides
        found = {sides.side(e): e for e in sides.all(tokens) if sides.can_stand(e)}
        if armed:
            return len(found) > 1 and any(map(sides.contends, found.values()))
        return len(found) > 1 or any(sides.is_pair(k) for k in tokens)

    def answers(self, verb: int) -> bool:
        """Whether a side accepts or refuses a plan of an organization of states or of its envoy."""
        stance = next(self.words.stances.at(self.tree, verb), None)
        if stance is None or stance.stance not in ("accepts", "refuses"):
            return False
        slots = self.slots.verb(verb)
        if not any(self.sides.can_stand(e) for e in self.sides.all(slots.get("subj", ()))):
            return False
        return any(
            self.tree.base[k] in self.words.authored and self._by_others(k)
            for slot in ("obj", "to", "with")
            for k in slots.get(slot, ())
        )

    def _by_others(self, noun: int) -> bool:
        own = self.slots.noun(noun)
        tokens = [t for slot in ("poss", "mod", "by", "from") for t in own.get(slot, ())]
        # "a map offered by the union"
        tokens += [t for k in self.tree.children(noun, "acl") for t in self.slots.verb(k).get("by", ())]
        # "a map that the union had put to them"
        tokens += [t for k in self.tree.children(noun, "acl:relcl") for t in self.slots.verb(k).get("subj", ())]
        owners = self.sides.all(tokens)
        return any(map(self.sides.is_international, owners))

    def through(self, verb: int) -> bool:
        """Whether two sides deal with each other by way of somebody ("have been in touch through intermediaries")."""
        if not self._by_way:
            return False
        slots = self.slots.of(verb)
        means = [*slots.get("through", ()), *slots.get("via", ())]
        if not any(self.tree.base[k] in self.words.titles for k in means):
            return False
        return self._two([*slots.get("subj", ()), *slots.get("with", ())], armed=False)

    def nears(self, verb: int) -> bool:
        """Whether two sides come nearer to a deal ("moved closer to a settlement")."""
        tree = self.tree
        if tree.base[verb] not in self.words.approaches or tree.pos[verb] != "VERB":
            return False
        near = next((k for k in tree.kids[verb] if tree.lower[k] in self.words.nearing), tree.right[verb])
        texts = [k for k in range(near + 1, tree.right[verb] + 1) if tree.case(k) == "to"]
        texts += [k for k in tree.kids[verb] if tree.case(k) in ("towards", "toward")]
        if not any(noun_of(tree, k) in self.words.agreements for k in texts):
            return False
        return self._two(self.slots.verb(verb).get("subj", ()), armed=False)

    def verges(self, noun: int) -> bool:
        """Whether two sides, one of them a state, who fights one or a union, are near what the noun names ("are close
        to a truce", "put the finishing touches to a fishing deal")."""
        tree, sides = self.tree, self.sides
        if noun_of(tree, noun) not in self.words.agreements or noun == 0:
            return False
        start = tree.sents[tree.sent[noun]][0]
        before = " ".join(tree.lower[max(start, noun - _NEAR) : noun])
        if not any(f"{phrase} " in f"{before} " for phrase in self.words.verging):
            return False
        told = sides.all([*range(start, noun), *self.slots.noun(noun).get("with", ())])
        found = {sides.side(e): e for e in told if sides.can_stand(e) or sides.is_body(e)}
        return len(found) > 1 and any(sides.stately(e) or sides.contends(e) for e in found.values())

    def faces(self, verb: int) -> bool:
        """Whether a government's people sit down with those who fight it ("met with envoys of the rebels")."""
        tree = self.tree
        if not self.words.sits.head(tree, verb) or tree.pos[verb] != "VERB":
            return False
        met = self._met(verb)
        seated = {self.sides.side(e): e for e in self.sides.all(met) if self.sides.can_stand(e)}
        return len(seated) > 1 and any(self.sides.fights(e) for e in seated.values())

    def secluded(self, verb: int) -> bool:
        """Whether two sides have shut themselves up ("have been closeted at a hotel with the bishop")."""
        inside = self.inside(verb)
        many = len(inside) > 1 or any(len(self.tree.conjuncts(k)) > 1 or self.sides.is_everyone(k) for k in inside)
        return many and any(self.sides.can_stand(e) for e in self.sides.all(inside))

    def inside(self, verb: int) -> list[int]:
        """Those who have shut themselves up."""
        if not self.words.secludes.head(self.tree, verb):
            return []
        return self.slots.verb(verb).get("obj" if self.slots.is_passive(verb) else "subj", [])

    def receives(self, verb: int) -> bool:
        """Whether a state and its foe are somebody's guests ("will play host to the government and the rebels")."""
        return self.words.host.head(self.tree, verb) and self._two(self._guests(verb), armed=True)

    def escorts(self, verb: int) -> bool:
        """Whether somebody takes both sides where they are to come to terms ("took the two to a lodge to hammer out a
        truce")."""
        tree = self.tree
        if not self.words.opens.head(tree, verb) or tree.tag[verb] not in ("VBD", "VBZ", "VBN"):
            return False
        aims = [k for k in tree.children(verb, "advcl", "xcomp") if tree.tag[k] == "VB"]
        if not any(self.words.settles.head(tree, k) for k in aims):
            return False
        objects = [*self._objects(verb), *(t for k in self._objects(verb) for t in self.slots.noun(k).get("of", ()))]
        return any(map(self.sides.is_everyone, objects)) or self._two(objects, armed=False)

    def sent(self, verb: int) -> bool:
        """Whether a side's people are told to have come to where a truce is dealt with ("A Chadian team flew to Lima in
        search of a truce")."""
        tree = self.tree
        if tree.base[verb] not in self.words.coming or negated(tree, verb) or tree.tag[verb] not in ("VBD", "VBZ"):
            return False
        subjects = self.slots.verb(verb).get("subj", ())
        team = any(tree.base[k] in _TEAMS and any(map(self.sides.can_stand, self.sides.at(k))) for k in subjects)
        after = range(verb + 1, tree.right[verb] + 1)
        return team and any(noun_of(tree, k) in self.words.truces and tree.pos[k] == "NOUN" for k in after)

    def _guests(self, verb: int) -> list[int]:
        slots = self.slots.verb(verb)
        guests = [*slots.get("obj", ()), *slots.get("to", ())]
        # "the government of Peru and the rebels": parsers join the last to the name before it.
        return [*guests, *(k for g in guests for k in range(g, self.tree.right[g] + 1) if self.tree.dep[k] == "conj")]

    def gathers(self, verb: int) -> bool:
        """Whether those who meet for the sides are to meet ("the commanders will gather in Doha in May")."""
        tree = self.tree
        back = self.words.returns.head(tree, verb)
        if not (back or self.words.sits.head(tree, verb)) or tree.pos[verb] != "VERB" or negated(tree, verb):
            return False
        over = tree.head[verb] if tree.dep[verb] == "xcomp" else verb
        copula = tree.child(verb, "cop") is not None or any(tree.lemma[k] == "be" for k in tree.children(verb, "aux"))
        ahead = modal(tree, verb) in TO_COME or tree.base[over] in self.words.scheduled or copula
        if back:
            # "come back on Monday": of those who left, it tells what they will do.
            # "a proposal that they return to the table" tells of no plan of theirs.
            asked = tree.dep[verb] == "acl" or tree.base[tree.head[verb]] in self.words.proposed
            ahead = ahead or modal(tree, verb) in POSSIBLE or (tree.tag[verb] == "VBP" and not asked)
        elif tree.tag[verb] != "VB" and modal(tree, verb) is None:
            return False
        if not ahead:
            return False
        subjects = self.slots.verb(verb).get("subj", ())
        meet = any(
            tree.tag[k] == "NNS" and tree.base[k] in self.words.counterparts and self._for_both(k) for k in subjects
        )
        return meet or self._two(subjects, armed=False)

    def resumes(self, verb: int) -> bool:
        """Whether words that point back tell of another round ("plans to resume them", "they are to resume")."""
        tree = self.tree
        if tree.base[verb] not in self.words.resumes or tree.pos[verb] != "VERB" or negated(tree, verb):
            return False
        slots = self.slots.verb(verb)
        if (meant := slots.get("obj")) is None:
            meant = slots.get("subj", [])
        over = tree.base[tree.head[verb]] in self.words.scheduled | self.words.proposed
        ahead = modal(tree, verb) in TO_COME or (tree.tag[verb] == "VB" and (over or is_to(tree, verb)))
        return ahead and any(tree.lower[k] in _BACK or self.sides.is_pair(k) for k in meant)

    def _for_both(self, noun: int) -> bool:
        """Whether people are of the sides told of: of nobody else, or of both ("commanders of the two armies")."""
        whose = self.tree.children(noun, "nmod", "nmod:poss", "amod", "compound")
        named = [k for k in whose if self.tree.pos[k] in ("NOUN", "PROPN")]
        return not named or any(map(self.sides.is_pair, named))

    def _on_a_matter(self, verb: int) -> bool:
        tree = self.tree
        return any(
            noun_of(tree, k) in self.words.matters and tree.pos[k] in ("NOUN", "PROPN")
            for k in range(verb + 1, tree.right[verb] + 1)
        )
