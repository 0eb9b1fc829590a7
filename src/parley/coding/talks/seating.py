"""Who is seated as a party by the words around the talks, the surest words first."""

from __future__ import annotations

from collections.abc import Iterable

from parley.coding.acts.slots import SlotReader
from parley.coding.layers import Act
from parley.coding.talks.rounds.negotiation import Mention
from parley.coding.talks.rounds.stage import StageReader
from parley.coding.talks.signals.signal import Signal, split_verb
from parley.coding.talks.who.deeds import Deeds
from parley.coding.talks.who.sides import Sides
from parley.coding.talks.who.table import Table
from parley.coding.talks.words import noun_of
from parley.language.tree import Tree

_BETWEEN = ("between", "among")
_DURING = frozenset({"after", "at", "in", "during", "from", "following"})
# More than so many who meet are a conference of guests as well as parties.
_FEW = 4
# Within how many tokens after "and" the second of two stands.
_NEAR = 6
# Of how many words, and of which kinds, is what joins two names ("and the").
_JOINT = 2
_BARE = frozenset({"CCONJ", "DET"})
# How many words after "counterpart" his name starts, a comma among them.
_COMMA = 3
_DIALOGUE = frozenset({"CONSULT", "AGREE", "REJECT"})


class Seating:
    """Seats the parties of one negotiation at its table.

    Who is said to sit on both sides leaves no seat for others who come to the talks: each step is taken only while
    fewer than two sides have a seat.
    """

    def __init__(
        self, tree: Tree, slots: SlotReader, sides: Sides, stages: StageReader, table: Table, aside: set[int]
    ) -> None:
        self.tree, self.slots, self.sides, self.stages = tree, slots, sides, stages
        self.words, self.table, self.aside = sides.words, table, aside
        self.deeds = Deeds(tree, slots, sides.words, sides)

    @property
    def _full(self) -> bool:
        return len(self.table.entities) > 1

    def seat(self, mentions: list[Mention], acts: list[Act], opening: int | None, first: int = 0) -> None:
        """Seat whom the mentions of the talks name, then whom the opening and the acts that tell of them do.

        Args:
            opening: the last sentence of the opening, None where the talks are not its news.
            first: the sentence that it begins with.
        """
        for m in mentions:
            for noun in dict.fromkeys((m.signal.token, m.signal.top)):
                between = self._between(noun)
                verb = split_verb(self.tree, self.slots, noun)
                if verb is not None and m.signal.kind != "mediation":
                    between += self.tree.children(verb, "nsubj", "nsubj:pass")
                helping = self.slots.verb(noun).get("subj", ()) if m.signal.kind == "mediation" else ()
                # "They went back and forth between them": those between whom somebody goes are others.
                found = self.sides.all(between)
                if set(found).isdisjoint(self.sides.all(helping)) and not (helping and self._towns(found)):
                    self.table.seat(found, together=True)
            if m.signal.kind == "mediation":
                helped = self.sides.all(self.deeds.helped(m.signal.token))
                self.table.seat([] if self._towns(helped) else helped, together=True)
            if m.signal.kind == "verb":
                self.table.seat(self.sides.all(self.deeds.inside(m.signal.token)), together=True)
            for verb, slot in m.signal.governors:
                if slot == "subj" and self.words.includes.head(self.tree, verb):
                    listed = self.sides.all(self.slots.verb(verb).get("obj", ()))
                    self.table.seat(listed if len(listed) > 1 else (), together=True)
        for sentence in sorted({m.sentence for m in mentions}):
            # "met the envoy for talks on a deal between the two fronts"
            for i in range(*self.tree.sents[sentence]):
                if noun_of(self.tree, i) in self.words.agreements:
                    self.table.seat(self.sides.all(self._between(i)), together=True)
        if not self._full and opening is not None:
            self._lead(first, opening, {m.sentence for m in mentions})
        # An organization of states negotiates where the words set it against the one side that there is.
        for international in (False, True):
            for m in mentions:
                if not self._full:
                    self._around(m, international=international)
                elif m.stage is not None and not m.weak:
                    self._said(m.signal)
                self._joining(m.signal)
        if not self._full:
            tokens = {t for m in mentions for t in (m.signal.token, m.signal.top)}
            for act in acts:
                members = {*act.actors, *act.recipients}
                told = any(self.sides.is_everyone(self.sides.mentions[n].head) for n in act.recipients)
                if act.type in _DIALOGUE and not tokens.isdisjoint(act.words) and len(members) <= _FEW and not told:
                    people = [n for n in members if self.sides.mentions[n].type != "location"]
                    self._those([self.sides.mentions[n].head for n in sorted(people)])

    def named_beside(self, opening: Iterable[int]) -> None:
        """Put the state or government that the opening joins by "and" with another party ("envoys of Chad and the
        Northern Front met") in the place of somebody else of its side."""
        tree, sides = self.tree, self.sides
        within, of = set(opening), sides.entities.of
        near = [
            (m.start, m.end, of[n]) for n, m in enumerate(sides.mentions) if n in of and tree.sent[m.start] in within
        ]
        for start, end, first in near:
            for begin, _, second in near:
                joint = range(end, begin)
                joined = 1 <= len(joint) <= _JOINT and tree.lower[end] == "and"
                if start < begin and joined and all(tree.pos[k] in _BARE for k in joint):
                    self._name(first, second)
                    self._name(second, first)

    def _name(self, named: int, other: int) -> None:
        sides, seated = self.sides, self.table.entities
        official = sides.entity(named).type == "organization" and sides.side(named)[0] == "gov"
        if not official or other not in seated or named in seated or named in self.aside:
            return
        kin = [e for e in seated if e != other and sides.side(e) == sides.side(named)]
        vague = [e for e in kin if sides.entity(e).type == "person" or not (sides.holds_name(e) or sides.called(e))]
        if len(kin) == 1 and vague and sides.side(other) != sides.side(named):
            self.table.replace({kin[0]: named})

    def rest(self, sentences: set[int]) -> None:
        """Seat whom the sentences mean by "both sides", where neither the words nor a position have named two."""
        for sentence in sorted(sentences):
            if not self._full:
                self._both(sentence)

    def _lead(self, first: int, opening: int, told: set[int]) -> None:
        """Seat a government and its foe, or two states, that the opening joins as its subject, and parties of one land
        in the sentences that tell of the talks."""
        tree, sides = self.tree, self.sides
        away = {sides.side(e) for e in self.aside}
        end = tree.sents[min(opening, len(tree.sents) - 1)][1]
        subjects = [i for i in range(tree.sents[first][0], end) if tree.dep[i] == "nsubj"]
        # "The presidents of Peru and Chile met" says who they are where no two subjects do.
        rows = [i for i in subjects if len(sides.row(i)) > 1]
        for i in dict.fromkeys([*rows, *subjects]):
            if self._full:
                return
            if i in rows or (tree.tag[i] == "NNS" and not self.words.stages["of"].head(tree, tree.head[i])):
                found = [e for e in sides.all([i]) if sides.can_stand(e) and sides.side(e) not in away]
                kinds = {sides.side(e) for e in found}
                foes = any(map(sides.fights, found)) or all(k[0] == "gov" for k in kinds)
                if len(kinds) > 1 and (foes or (tree.sent[i] in told and self._deal(i, found))):
                    self.table.seat(found, together=True)

    def _deal(self, subject: int, found: list[int]) -> bool:
        """Whether those joined as the subject of a sentence that tells of the talks deal with each other: parties, or
        any two that do more than to speak or look on."""
        tree, words, sides = self.tree, self.words, self.sides
        verb = tree.head[subject]
        speaks = tree.base[verb] in words.tells or words.onlooks.head(tree, verb)
        states = any(map(sides.stately, found)) and not all(map(sides.is_international, found))
        return sides.partisans(found) or (states and not speaks)

    def foes(self) -> None:
        """Where the words around peace talks name no two sides, the sides are those between which the report says that
        there is a war or a truce."""
        if self._full:
            return
        for i in range(len(self.tree)):
            noun = noun_of(self.tree, i)
            if noun in self.words.agreements or noun in self.words.wars:
                self._those(self._between(i), together=True)

    def _between(self, noun: int) -> list[int]:
        own = self.slots.noun(noun)
        found = [t for slot in _BETWEEN for t in own.get(slot, ())]
        if len(found) == 1 and self.tree.lower[found[0]] == "themselves" and len(self.sides.all(found)) < 2:
            # "a forum at which Norlanders would negotiate among themselves"
            return []
        if len(found) == 1 and len(self.tree.conjuncts(found[0])) == 1:
            # "between the government of Peru and the rebels": parsers join the last to the name before it.
            inner = range(found[0] + 1, self.tree.right[found[0]] + 1)
            found += [k for k in inner if self.tree.dep[k] == "conj" and not self.tree.case(k)][:1]
        if len(found) == 1 and len(self.tree.conjuncts(found[0])) == 1:
            found += self._beyond(found[0])
        return found

    def _beyond(self, first: int) -> list[int]:
        """ "A deal between Chad and the rebels was signed": parsers take the second for the subject."""
        tree = self.tree
        joint = tree.right[first] + 1
        if joint >= len(tree) or tree.lower[joint] != "and":
            return []
        near = range(joint + 1, min(joint + _NEAR, len(tree)))
        return [k for k in near if tree.left[k] <= joint + 1 and tree.dep[k].startswith("nsubj")][:1]

    def _around(self, m: Mention, *, international: bool = False) -> None:
        tree, slots = self.tree, self.slots
        s = m.signal
        if tree.pos[s.token] != "VERB" or s.kind in ("talks", "weak"):
            for noun in dict.fromkeys((s.token, s.top)):
                own = slots.noun(noun)
                self._those(own.get("with", ()), international=international, facing=True)
                self._those((k for k in own.get("poss", ()) if not self._torn(k)), international=international)
                if international:
                    # "talks about its reactors with the union": the topic may take the partner along.
                    for about in [slot for slot in own if slot in self.words.about]:
                        for topic in own[about]:
                            self._those(slots.noun(topic).get("with", ()), international=True)
                beside = own.get("mod", ())
                bargainers = tree.base[noun] in self.words.bargainers
                if bargainers:
                    # "negotiators for both fronts"
                    sent = [t for slot in ("for", "of", "from") for t in own.get(slot, ())]
                    self._those(sent, together=True)
                self._those(k for k in beside if bargainers or self._adjectival(k))
                if international and tree.base[noun] not in self.words.titles:
                    self._organizations(beside)
        partnered = self._partnered(s)
        for verb, slot in s.governors:
            passive = slots.is_passive(verb)
            own = slots.verb(verb)
            if self.sides.calls_all(verb) and not self.slots.is_passive(verb):
                continue
            joins = slot != "subj" and (
                self.words.takes_part.head(tree, verb)
                or (slot == "pred" and tree.case(s.top) == "in")
                or (partnered and not self.words.helps(self.tree, verb))
            )
            signs = s.kind == "agreement" and not self._full and not self.words.brings(tree, verb)
            if joins or signs or s.kind in ("verb", "answer"):
                who = own.get("by", ()) if passive else self._comers(verb, partnered)
                meant = international or (partnered and self.stages.urging(verb) is None)
                self._those(who, together=True, international=meant, people=partnered)
                texts = [k for k in own.get("obj", ()) if s.text and noun_of(tree, k) in self.words.agreements]
                partners = [t for k in texts for t in slots.noun(k).get("with", ())]
                beside = [k for k in own.get("with", ()) if not self._looks_on(k)]
                self._those([*beside, *partners], international=international, facing=True)
                if s.kind == "verb":
                    self._those(own.get("to", ()), international=international)
            elif slot in _DURING and not passive:
                subjects = self.sides.all(own.get("subj", ()))
                if len(subjects) > 1:
                    self._those(own.get("subj", ()), together=True)

    def _looks_on(self, token: int) -> bool:
        """ "with the president looking on"."""
        tree = self.tree
        return any(self.words.watching.head(tree, k) for k in (tree.head[token], *tree.kids[token]))

    def _torn(self, token: int) -> bool:
        """Whether a land has parties, so that its talks may be theirs ("Kenya's talks")."""
        homes = {self.sides.entity(e).code for e in self.sides.at(token) if self.sides.named_state(token)}
        kin = [
            e for e in self.sides.entities.entities if e.country in homes and "PTY" in e.sectors and e.type != "person"
        ]
        return len(kin) > 1

    def _towns(self, found: list[int]) -> bool:
        """ "shuttled between the capital and Gbarnga": towns of one land, where the sides sit."""
        entities = [self.sides.entity(e) for e in found]
        lands = {e.country for e in entities}
        return len(found) > 1 and len(lands) == 1 and any(e.type == "location" for e in entities)

    def _said(self, s: Signal) -> None:
        """Seat those with whom the talks themselves are said to be."""
        if s.kind == "talks":
            for noun in dict.fromkeys((s.token, s.top)):
                self._those(self.slots.noun(noun).get("with", ()))

    def _joining(self, s: Signal) -> None:
        """Seat the states that "take part in the talks", whoever else sits there."""
        for verb, _ in s.governors if s.kind == "talks" else ():
            own = self.slots.verb(verb)
            if not self.words.attends.head(self.tree, verb) or self.slots.is_passive(verb):
                continue
            if any(self.tree.base[k] in self.words.observers | self.words.titles for k in own.get("as", ())):
                continue
            found = [e for e in self.sides.all(own.get("subj", ())) if self.sides.stately(e)]
            self._those(own.get("subj", ()) if len(found) > 1 else ())

    def _partnered(self, s: Signal) -> bool:
        """Whether the noun says with whom the talks are: whoever calls for them or opens them is the other side."""
        if s.kind not in ("talks", "weak"):
            return False
        found = [e for noun in (s.token, s.top) for e in self.sides.all(self.slots.noun(noun).get("with", ()))]
        return any(self.sides.can_stand(e) for e in found)

    def counterparts(self, sentences: Iterable[int]) -> None:
        """Seat the other of two who meet as equals ("Ann Roe and her northern counterpart, Jan Poe, met"), where one
        has a seat."""
        tree, sides = self.tree, self.sides
        for i in (i for s in sorted(sentences) for i in range(*tree.sents[s])):
            if tree.base[i] != "counterpart" or tree.dep[i] != "conj":
                continue
            whose = sides.all(tree.children(i, "nmod:poss"))
            after = range(i + 1, min(i + _COMMA, tree.sents[tree.sent[i]][1]))
            n = next((sides.inside[k] for k in after if k in sides.inside), None)
            other = None if n is None or sides.mentions[n].type != "person" else sides.entities.of.get(n)
            if other is None or other in self.aside or other in whose or not set(whose) & set(self.table.entities):
                continue
            alike = any(sides.side(e) == sides.side(other) for e in whose)
            if alike or self.table.place(sides.side(other)) is None:
                self.table.face(other)

    def _both(self, sentence: int) -> None:
        """Seat the two whom the sentence means by "both sides": those joined by "and" nearest before it."""
        start, end = self.tree.sents[sentence]
        counted = next((i for i in range(start, end) if self.sides.is_pair(i)), None)
        if counted is not None:
            found = self.sides.pair_before(counted)
            self.table.seat([e for e in found if e not in self.aside], together=True)

    def _comers(self, verb: int, partnered: bool) -> list[int]:
        """Who comes to the talks that are the verb's: its subject, but not who only urges others to come."""
        own, urges = self.slots.verb(verb), self.stages.urging(verb)
        if urges == verb:
            asked = [k for k in own.get("obj", ()) if self.sides.at(k)]
            return asked or (own.get("subj", []) if partnered else [])
        subjects = own.get("subj", [])
        if urges is None or partnered:
            return subjects
        over = self.slots.verb(urges)
        others = [k for k in subjects if k not in over.get("subj", ())]
        # "urged the rebels, or called on them, to open talks"
        return others or [k for slot in ("obj", "on", "to") for k in over.get(slot, ()) if self.sides.at(k)]

    def _adjectival(self, k: int) -> bool:
        """Whether a name before the talks tells whose they are ("Israeli", "Serbia-Kosovo"), not where."""
        tree = self.tree
        hyphens = [j for j in (k - 1, k + 1) if 0 <= j < len(tree) and tree.words[j] in ("-", "–")]
        return tree.pos[k] == "ADJ" or bool(hyphens)

    def _organizations(self, tokens: Iterable[int]) -> None:
        """Seat the organizations of states among those named ("EU membership talks")."""
        sides = self.sides
        # "UN talks" are held there by others.
        found = [e for e in sides.all(tokens) if sides.is_international(e) and not sides.is_worldwide(e)]
        self.table.seat([e for e in found if e not in self.aside])

    def _those(
        self,
        tokens: Iterable[int],
        *,
        together: bool = False,
        international: bool = False,
        people: bool = True,
        facing: bool = False,
    ) -> None:
        """Seat those that the tokens stand for; organizations of states only where that is asked for, and with their
        people (`people`), who else open and suspend the talks of others."""
        sides = self.sides
        tokens = list(tokens)
        named = sides.all(tokens) or [e for k in tokens for e in sides.row_before(k)]
        found = [e for e in named if international or not sides.is_international(e)]
        if not people:
            found = [e for e in found if sides.entity(e).type != "person" or not sides.is_international(e)]
        self.table.seat([e for e in found if e not in self.aside], together=together, facing=facing)
