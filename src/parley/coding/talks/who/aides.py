"""Who helps beside the mediators that titles and verbs of mediating name: guarantors, chairs, hosts of both sides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from parley.coding.acts.slots import SlotReader
from parley.coding.talks.who.sides import Side, Sides
from parley.coding.talks.words import Words, noun_of
from parley.language.tree import Tree

_MAKES = frozenset({"make", "form", "constitute", "compose", "comprise"})
_JOINTLY = frozenset({"together", "along", "jointly"})
_SERVES = frozenset({"act", "serve"})
# Verbs of helping somebody who helps, and the noun of being with him.
_JOINS = frozenset({"work", "help", "assist", "aid", "join", "accompany", "flank", "back"})
_NEAR = 3
# Within how many tokens after "under" a name stands with its title.
_NAME = 5
_HELP = frozenset({"help", "assistance"})
_WORKS = frozenset({"work", "labor", "labour", "toil", "strive"})
_COMPANY = frozenset({"company"})


class Aides:
    """Finds such helpers in one Doc."""

    def __init__(self, tree: Tree, slots: SlotReader, words: Words, sides: Sides) -> None:
        self.tree, self.slots, self.words, self.sides = tree, slots, words, sides

    def find(self, sentences: set[int], parties: list[int]) -> Iterator[int]:
        """Who helps the parties by the words of the sentences."""
        seated = {self.sides.side(p) for p in parties}
        for i in (i for s in sorted(sentences) for i in range(*self.tree.sents[s])):
            found = [*self._guarantors(i), *self._presiding(i), *self._striving(i), *self._under(i, seated)]
            others = [*self._present(i), *self._helped(i)] if seated else []
            found += [e for e in others if self._third(e, seated)]
            if self.tree.pos[i] == "VERB":
                found += [
                    *self._making_up(i),
                    *self._serving(i),
                    *self._receiving(i),
                    *self._heading(i),
                    *self._leading(i),
                ]
                found += [e for e in self._working(i) if seated and self._third(e, seated)]
            yield from (e for e in found if self.sides.side(e) not in seated)

    def _guarantors(self, i: int) -> list[int]:
        """ "the four guarantor nations - Chad, Togo and Benin"."""
        tree = self.tree
        if tree.tag[i] != "NNS" or not any(tree.base[k] in self.words.titles for k in tree.children(i, "compound")):
            return []
        if self.sides.has_a_say(i):
            return []
        one = tree.head[i]
        if tree.case(i) == "of" and tree.lower[one] == "one" and tree.dep[one] == "appos":
            # "Chad, one of six guarantor countries"
            return self.sides.all([tree.head[one]])
        # Parsers may join the later names to the noun.
        return self.sides.all(
            [*(c for k in tree.children(i, "appos") for c in tree.conjuncts(k)), *tree.conjuncts(i)[1:]]
        )

    def powers(self, sentences: set[int]) -> list[int]:
        """States that have a say themselves ("the guarantor powers, Chad and Togo", "Chad, a guarantor power")."""
        tree, sides = self.tree, self.sides
        found: dict[int, None] = {}
        for i in (i for s in sorted(sentences) for i in range(*tree.sents[s]) if sides.has_a_say(i)):
            rows = [c for k in tree.children(i, "appos") for c in tree.conjuncts(k)]
            rows += tree.conjuncts(i)[1:]
            if tree.dep[i] == "appos":
                top = tree.head[i]
                while tree.dep[top] == "conj":
                    top = tree.head[top]
                rows += sides.row(top)
            elif tree.case(i) == "as" and self.slots.is_verbal(tree.head[i]):
                rows += self.slots.verb(tree.head[i]).get("subj", ())
            found |= dict.fromkeys(e for e in sides.all(rows) if sides.stately(e))
        return list(found)

    def _serving(self, i: int) -> list[int]:
        """ "has acted as broker along with the bank"."""
        tree = self.tree
        if tree.base[i] not in _SERVES:
            return []
        own = self.slots.verb(i)
        roles = [t for k in own.get("as", ()) for t in range(tree.left[k], tree.right[k] + 1)]
        if not any(noun_of(tree, t) in self.words.titles | self.words.brokers for t in roles):
            return []
        after = range(i + 1, tree.right[i] + 1)
        joined = [k for k in after if any(self._jointly(c) for c in tree.children(k, "case"))]
        return self.sides.all([*(own.get("subj", ()) or self._names_before(i)), *joined])

    def _names_before(self, verb: int) -> list[int]:
        """ "where Bishop Ann Roe and a politician, Jan Poe, acted as mediators": the names in front of a verb without a
        subject to this parse."""
        tree, found = self.tree, []
        for k in range(verb - 1, tree.sents[tree.sent[verb]][0] - 1, -1):
            if tree.pos[k] in ("VERB", "AUX", "SCONJ") or tree.tag[k] in ("WRB", "WDT", "WP"):
                break
            n = self.sides.entities.at.get(k)
            m = None if n is None else self.sides.mentions[n]
            if m is not None and m.form == "name" and m.type in ("person", "organization"):
                found.append(k)
        return found

    def _jointly(self, case: int) -> bool:
        return self.tree.lower[case] == "with" and self.tree.lower[case - 1] in _JOINTLY

    def _presiding(self, i: int) -> list[int]:
        """ "with Chad in the chair", "where Chad will be in the chair"."""
        tree = self.tree
        if tree.base[i] not in self.words.chairs or tree.case(i) != "in" or tree.pos[i] != "NOUN":
            return []
        over = tree.head[i]
        before = [k for k in range(max(0, i - 4), i) if tree.case(k) == "with"]
        held = [*tree.children(i, "nsubj", "nsubj:pass"), *before]
        if tree.dep[i] == "nmod" and tree.case(over) == "with":
            held.append(over)
        return self.sides.all(held)

    def _receiving(self, i: int) -> list[int]:
        """ "had hosted both camps at his office"."""
        if not self.words.host.head(self.tree, i):
            return []
        own = self.slots.verb(i)
        if not any(map(self.sides.is_everyone, (*own.get("obj", ()), *own.get("to", ())))):
            return []
        return [e for e in self.sides.all(own.get("subj", ())) if self.sides.entity(e).type == "person"]

    def _making_up(self, i: int) -> list[int]:
        """ "Ann Roe and Jan Poe make up a commission of guarantors": who is said to be a body of mediators."""
        tree, words = self.tree, self.words
        if tree.base[i] not in _MAKES:
            return []
        bodies = [k for k in tree.children(i, "obj") if tree.base[k] in words.panels]
        inner = (t for k in bodies for t in tree.children(k, "nmod", "compound", "amod"))
        helps = any(noun_of(tree, t) in words.titles or tree.base[t] in words.mediatory for t in inner)
        return self.sides.all(self.slots.verb(i).get("subj", ())) if helps else []

    def _heading(self, i: int) -> list[int]:
        """ "leading a joint team of the union and the league": who leads it, and who sent it."""
        tree, words = self.tree, self.words
        if not (words.watches.head(tree, i) or words.mediate.head(tree, i)):
            return []
        own = self.slots.verb(i)
        mediating = [k for k in own.get("obj", ()) if self.sides.is_mediating(k)]
        if mediating:
            # "who heads the mediating commission"
            return [e for e in self.sides.all(own.get("subj", ())) if self.sides.entity(e).type == "person"]
        teams = [k for k in own.get("obj", ()) if tree.base[k] in words.teams]
        whose = [t for k in teams for slot in ("mod", "of", "from", "poss") for t in self.slots.noun(k).get(slot, ())]
        # A mission of watchers is there for other ends.
        standing = words.watches.head(tree, i) and all(tree.base[k] == "mission" for k in teams)
        senders = [e for e in self.sides.all(whose) if self.sides.is_international(e)]
        if standing and tree.base[i] == "head":
            return self.sides.all(own.get("subj", ())) if senders else []
        return [*self.sides.all([*own.get("subj", ()), *own.get("with", ())]), *senders] if senders else []

    def _leading(self, i: int) -> list[int]:
        """ "closed sessions presided over by the bishop"."""
        tree, words = self.tree, self.words
        if tree.dep[i] != "acl" or not words.mediated.head(tree, i) or tree.base[tree.head[i]] in words.nobody:
            return []
        # Parsers may hang the participle on a noun before ("the fruit of sessions chaired by ...").
        near = [k for k in range(max(0, i - _NEAR), i) if tree.pos[k] == "NOUN"]
        led = any(tree.base[k] in words.weak | words.rounds or tree.lower[k] in words.nouns for k in near)
        return self.sides.all(k for k in tree.kids[i] if tree.case(k) == "by") if led else []

    def _third(self, e: int, seated: set[Side]) -> bool:
        """Whether somebody speaks for an organization of states, or for a state that has no seat."""
        if self.sides.is_international(e):
            return True
        homes = {side[1] if side[0] == "gov" else self._home(side) for side in seated}
        country = self.sides.entity(e).country
        return country is not None and country not in homes

    def _home(self, side: Side) -> str | None:
        return self.sides.entity(int(side[1])).country if side[0] == "entity" else None

    def _under(self, i: int, seated: set[Side]) -> list[int]:
        """ "months of mediation by the union, first under Ann Roe and then under Jan Poe"."""
        tree, sides = self.tree, self.sides
        if tree.lower[i] != "under":
            return []
        n = next((n for k in range(i + 1, min(i + _NAME, len(tree))) if (n := sides.inside.get(k)) is not None), None)
        e = None if n is None or sides.mentions[n].type != "person" else sides.entities.of.get(n)
        start, end = tree.sents[tree.sent[i]]
        helped = any(self.words.aegis.head(tree, k) or tree.base[k] in self.words.titles for k in range(start, end))
        return [e] if e is not None and helped and sides.called(e) and self._third(e, seated) else []

    def _present(self, i: int) -> list[int]:
        """ "faced each other in the presence of the union's envoy"."""
        if self.tree.base[i] != "presence" or self.tree.case(i) != "in":
            return []
        return self.sides.all(self.slots.noun(i).get("of", ()))

    def _helped(self, i: int) -> list[int]:
        """ "a truce that was reached with the help of Norway"."""
        tree, words = self.tree, self.words
        if tree.base[i] not in _HELP or tree.case(i) != "with":
            return []
        before = range(tree.sents[tree.sent[i]][0], i)
        if not any(noun_of(tree, k) in words.agreements | words.nouns or tree.lower[k] in words.nouns for k in before):
            return []
        own = self.slots.noun(i)
        return self.sides.all([*own.get("of", ()), *own.get("from", ())])

    def _working(self, i: int) -> list[int]:
        """ "the truce for which Qatar had worked", "Egypt has worked for a deal"."""
        tree, words = self.tree, self.words
        if tree.base[i] not in _WORKS:
            return []
        for k in tree.kids[i]:
            if tree.case(k) in ("for", "toward", "towards") and k != i:
                thing = tree.head[i] if tree.lower[k] == "which" and tree.dep[i].startswith("acl") else k
                if noun_of(tree, thing) in words.agreements | words.nouns | words.documents:
                    return self.sides.all(self.slots.verb(i).get("subj", ()) or tree.children(i, "nsubj"))
        return []

    def _striving(self, i: int) -> list[int]:
        """ "the union's attempt to settle the quarrel between Chad and Togo"."""
        tree, words = self.tree, self.words
        if tree.base[i] not in words.strives or tree.pos[i] != "NOUN":
            return []
        aims = [k for k in tree.children(i, "acl", "advcl", "xcomp") if tree.base[k] in words.ends | words.reaching]
        things = [t for k in aims for t in self.slots.verb(k).get("obj", ())]
        between = [t for k in (*things, *aims) for t in self.slots.noun(k).get("between", ())]
        if not self.sides.all(between):
            return []
        return self.sides.all(self.slots.noun(i).get("poss", ()))

    def comes(self, i: int) -> bool:
        """ "arrived to help", "flew in to mediate"."""
        tree = self.tree
        if tree.base[i] not in self.words.coming:
            return False
        aims = (k for k in tree.children(i, "advcl", "xcomp") if tree.tag[k] == "VB")
        return any(tree.base[k] in self.words.assisting or self.words.mediate.head(tree, k) for k in aims)

    def joining(self, mediators: list[int], sentences: set[int], parties: list[int]) -> list[int]:
        """Who works with those who mediate ("Working with him were envoys of Chad", "helped by diplomats of Togo")."""
        tree, sides = self.tree, self.sides
        seated = {sides.side(p) for p in parties}
        found: dict[int, None] = {}
        for i in (i for s in sorted(sentences) for i in range(*tree.sents[s])):
            if tree.pos[i] == "VERB" and tree.base[i] in _JOINS:
                told = list(self._joined(i))
            elif tree.base[i] in _COMPANY and tree.case(i) == "in":
                told = [[tree.head[i], *self._subjects(tree.head[i])], self.slots.noun(i).get("of", [])]
            else:
                continue
            groups = [sides.all(group) for group in told]
            if any(e in mediators for group in groups for e in group):
                found |= dict.fromkeys(e for group in groups for e in group if sides.side(e) not in seated)
        return [e for e in found if e not in mediators and e not in parties and self._may(e)]

    def _joined(self, verb: int) -> Iterator[list[int]]:
        tree, own = self.tree, self.slots.verb(verb)
        yield list(own.get("with", ()))
        yield list(own.get("by", ()))
        yield [*own.get("obj", ()), *own.get("subj", ())]
        if tree.dep[verb] == "csubj":
            # "Working with him were envoys of Chad."
            yield [tree.head[verb]]

    def _subjects(self, verb: int) -> list[int]:
        for _ in range(3):
            found = self.slots.verb(verb).get("subj", []) if self.slots.is_verbal(verb) else []
            if found or self.tree.head[verb] == verb:
                return list(found)
            verb = self.tree.head[verb]
        return []

    def _may(self, e: int) -> bool:
        return self.sides.can_help(e) and (self.sides.called(e) or self.sides.holds_name(e))

    def senders(self, mediators: list[int], sentences: set[int]) -> list[int]:
        """The organizations of states for which somebody mediates ("mediating for the union", "who acts for it")."""
        tree, sides = self.tree, self.sides
        found: dict[int, None] = {}
        for i in (i for s in sorted(sentences) for i in range(*tree.sents[s])):
            if tree.pos[i] != "VERB" or not (self.words.mediate.head(tree, i) or tree.base[i] in _SERVES):
                continue
            own = self.slots.verb(i)
            who = sides.all(own.get("subj", ())) or sides.all([tree.head[i]])
            if tree.dep[i] in ("acl", "advcl"):
                who += sides.all(self._subjects(tree.head[i]))
            if any(e in mediators for e in who):
                # "led the talks for the union": parsers hang the union on either.
                things = own.get("obj", ()) if tree.base[i] not in self.words.chairs else ()
                led = [t for k in things for t in self.slots.noun(k).get("for", ())]
                sent = sides.all([*own.get("for", ()), *led])
                found |= dict.fromkeys(e for e in sent if sides.is_international(e))
        people = [e for e in mediators if sides.entity(e).type == "person"]
        first = min((max(sides.mentions[n].end for n in sides.entity(e).mentions[:1]) for e in people), default=0)
        for m in (sides.mentions[n] for e in mediators for n in sides.entity(e).mentions):
            # "the Swiss diplomat sent by the union"
            titles = [*tree.children(m.head, "appos"), m.head]
            sent = [t for k in titles for v in tree.children(k, "acl") if tree.base[v] == "send" for t in self._by(v)]
            # "Ann Roe, the chief mediator of the union"
            of = [t for k in titles if tree.base[k] in self.words.titles for t in tree.children(k, "nmod")]
            sent += [t for t in of if tree.case(t) in ("of", "for")]
            # "Ann Roe, the head of the union", "Ann Roe, for the union"
            # Who comes to lend a hand to others does so for himself.
            heads = [k for k in titles if tree.base[k] in self.words.heads and m.start <= first]
            led = [t for k in heads for t in tree.children(k, "nmod")]
            sent += [t for t in led if tree.case(t) == "of"]
            sent += [t for t in tree.children(m.head, "nmod") if tree.case(t) == "for"]
            found |= dict.fromkeys(e for e in sides.all(sent) if sides.is_international(e))
        return [e for e in found if e not in mediators]

    def _by(self, verb: int) -> list[int]:
        return [k for k in self.tree.kids[verb] if self.tree.case(k) == "by"]

    def behind(self, sentences: set[int], parties: list[int]) -> list[int]:
        """The hosts of the talks, who are the mediators of whom no more is told ("the mediators hoped ...")."""
        tree, sides = self.tree, self.sides
        found: dict[int, None] = {}
        for i in (i for s in sorted(sentences) for i in range(*tree.sents[s])):
            if tree.pos[i] != "VERB" or not self.words.host.head(tree, i):
                continue
            own = self.slots.verb(i)
            if any({tree.base[k], tree.lower[k]} & self.words.talked for k in own.get("obj", ())):
                subjects = own.get("subj", ())
                who = sides.all(subjects) or (sides.all(self._speakers(i)) if self._they(subjects) else [])
                found |= dict.fromkeys(e for e in who if sides.stately(e) or sides.is_international(e))
        seated = {sides.side(p) for p in parties}
        return [e for e in found if sides.side(e) not in seated]

    def _they(self, subjects: Iterable[int]) -> bool:
        return any(self.tree.lower[k] == "they" for k in subjects)

    def _speakers(self, i: int) -> list[int]:
        """ "Chad and Togo said they were suspending the talks that they host"."""
        tree = self.tree
        while tree.head[i] != i:
            i = tree.head[i]
            if tree.base[i] in self.words.tells:
                return list(self.slots.verb(i).get("subj", ()))
        return []
