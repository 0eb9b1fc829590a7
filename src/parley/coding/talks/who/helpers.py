"""Who helps the parties to talk: mediators and hosts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from parley.coding.acts.slots import SlotReader
from parley.coding.talks.who.aides import Aides
from parley.coding.talks.who.deeds import Deeds
from parley.coding.talks.who.sides import Side, Sides
from parley.coding.talks.who.titles import Titles
from parley.coding.talks.words import Words, noun_of
from parley.language.tree import Tree

_HELP = frozenset({"help", "support", "assistance", "backing", "aid"})
_ARRANGES = frozenset({"arrange", "organize", "organise", "negotiate", "broker", "mediate"})
_LAY = frozenset({"NGO", "REL", "EDU"})
_DASHES = frozenset({"-", "–", "‑"})
# How many words may stand between what is brokered and the word for who did it.
_NEAR = 5
_HEADS = frozenset({"lead", "head"})


class Helpers:
    """Finds mediators and hosts in one Doc."""

    def __init__(self, tree: Tree, slots: SlotReader, words: Words, sides: Sides) -> None:
        self.tree, self.slots, self.words, self.sides = tree, slots, words, sides
        self.laying = Deeds(tree, slots, words, sides).lays
        self.titles = Titles(tree, slots, words, sides)
        self.aides = Aides(tree, slots, words, sides)

    def of(self, nouns: set[int], home: set[int], parties: list[int]) -> list[int]:
        """Who mediates, in text order.

        Args:
            nouns: tokens of the talks and of the agreements.
            home: the sentences that are about these talks.
            parties: entity indexes that are parties by the words around the talks; without any, envoys of states are
                no mediators yet.
        """
        found: dict[int, None] = {}
        for r in self.sides.relations:
            if (
                r.type == "mediates"
                and self.tree.sent[r.trigger] in home
                and (e := self.sides.entities.of.get(r.from_)) is not None
            ):
                found[e] = None
        for e in self._by_verb(home, nouns, parties):
            found[e] = None
        for e in self._by_deed(home, parties):
            found[e] = None
        for e in (*self._by_aegis(home), *self._by_team(home, parties)):
            found[e] = None
        for n in sorted(nouns):
            # "a first attempt under the bishops"
            found |= dict.fromkeys(self.sides.all(self.slots.noun(n).get("under", ())))
        for n in sorted(nouns):
            if self.words.goes_between.head(self.tree, n):
                found |= dict.fromkeys(self._before(n) or self.sides.all(self.slots.verb(n).get("subj", ())))
        for e in self.titles.find(home, {self.tree.sent[n] for n in nouns}, parties):
            found[e] = None
        for e in self._by_text(home, parties):
            found[e] = None
        for e in self._in_the_middle(home):
            found[e] = None
        sent = any(self.sides.is_worldwide(e) for e in found if self.sides.entity(e).type == "person")
        # "UN-led talks" are those of its envoy, where he is named.
        found |= dict.fromkeys(e for e in self._by_prefix(home, nouns) if not (sent and self.sides.is_worldwide(e)))
        for e in (*self._by_seat(home), *self.aides.find(home, parties)):
            found[e] = None
        found |= dict.fromkeys(self.aides.senders(list(found), home))
        return self.named(self.ordered(e for e in found if self.sides.can_help(e) and self._told(e)))

    def ordered(self, found: Iterable[int]) -> list[int]:
        """Entities in text order, a state before the people of whom its name tells ("Norway's envoy")."""
        people = {e: self.sides.entity(e).type == "person" for e in found}
        first = {e: self.sides.mentions[self.sides.entity(e).mentions[0]] for e in people}
        return sorted(people, key=lambda e: (first[e].start, people[e], first[e].end))

    def named(self, found: list[int]) -> list[int]:
        """Those of whom a name is known, or one of each kind where none is."""
        found = [e for e in found if self.sides.entity(e).type != "person" or not self._looks_on(e)]
        found = [e for e in found if not self._for_another(e)]
        named = [e for e in found if not self.generic(e)]
        return named or list({self.tree.lemma[self._head(e)]: e for e in reversed(found)}.values())

    def _for_another(self, e: int) -> bool:
        """Whether the words call somebody a spokesman."""
        spans = (self.sides.mentions[n] for n in self.sides.entity(e).mentions)
        return any(self.tree.base[t] in self.words.voices for m in spans for t in range(m.start, m.end))

    def _head(self, e: int) -> int:
        return self.sides.mentions[self.sides.entity(e).mentions[0]].head

    def generic(self, e: int) -> bool:
        """Whether no name is known of a mediator ("the mediators")."""
        return not (self.sides.called(e) or self._own_name(e) or self._body(e)) and self.sides.entity(e).actor is None

    def _body(self, e: int) -> bool:
        """Whether the words tell of a body that mediates, or of clergy and laity ("the community of Saint Anne")."""
        entity = self.sides.entity(e)
        if entity.type != "organization":
            return False
        head = self._head(e)
        owned = self.tree.children(head, "nmod:poss")
        if (
            self.tree.base[head] in self.words.panels
            and not self.sides.mentions[entity.mentions[0]].plural
            and not owned
        ):
            # "an international contact group", "the conciliation board"
            return True
        if self.tree.base[head] in self.words.missions and self.sides.mentions[entity.mentions[0]].country:
            # "the American consulate", "Egyptian intelligence"
            return True
        lay = not _LAY.isdisjoint(entity.sectors)
        return lay and self.sides.holds_name(e) and self.tree.base[self._head(e)] not in self.words.nobody

    def _own_name(self, e: int) -> bool:
        """Whether a proper noun of the entity's own stands in the words for it ("the former head of state Ann Roe")."""
        sides = self.sides
        spans = ((n, sides.mentions[n]) for n in sides.entity(e).mentions)
        return any(
            self.tree.pos[t] == "PROPN" and sides.inside.get(t) == n for n, m in spans for t in range(m.head + 1, m.end)
        )

    def _told(self, e: int) -> bool:
        """Whether somebody is there at all, as "no outside mediator" is not."""
        heads = [self.sides.mentions[n].head for n in self.sides.entity(e).mentions]
        return not any(self.tree.lower[k] == "no" for h in heads for k in self.tree.children(h, "det"))

    def _looks_on(self, e: int) -> bool:
        """Whether somebody is there as an observer, or speaks for a side ("who negotiates for the six")."""
        tree = self.tree
        for m in (self.sides.mentions[n] for n in self.sides.entity(e).mentions):
            head = tree.first_conjunct(m.head)
            verb = tree.head[head]
            if not tree.dep[head].startswith("nsubj") or not self.slots.is_verbal(verb):
                continue
            aims = (k for k in tree.children(verb, "advcl", "xcomp") if tree.tag[k] == "VB")
            if any(self.words.watching.head(tree, k) for k in (verb, *aims)):
                return True
            own = self.slots.verb(verb)
            if any(tree.base[k] in self.words.observers for k in own.get("as", ())):
                return True
            # "led the talks for the six"
            sent = [*own.get("for", ()), *(t for k in own.get("obj", ()) for t in self.slots.noun(k).get("for", ()))]
            speaks = tree.base[verb] in self.words.speaking or self.words.mediate.head(tree, verb)
            if speaks and any(tree.pos[k] == "NUM" for k in sent):
                return True
        return False

    def _by_verb(self, sentences: set[int], nouns: set[int], parties: list[int]) -> Iterator[int]:
        tree, words = self.tree, self.words
        seated = {self.sides.side(p) for p in parties}
        for s in sorted(sentences):
            for i in range(*tree.sents[s]):
                if tree.pos[i] != "VERB" or not self._helps(i):
                    continue
                slots = self.slots.verb(i)
                objects = [*slots.get("obj", ()), *slots.get("between", ()), *slots.get("over", ())]
                if tree.dep[i] == "acl" and tree.base[i] in _HEADS and objects and all(map(self._sent, objects)):
                    # "the negotiators, led by the minister"
                    continue
                if tree.dep[i] == "acl" and self.slots.is_passive(i):
                    # "negotiators led by Ann Roe" are those of a side.
                    objects = [tree.head[i]] if tree.base[tree.head[i]] not in words.bargainers else []
                brokered = words.talked if words.watches.head(tree, i) else words.brokered
                about = bool(set(objects) & nouns) or any(tree.lemma[k] in brokered for k in objects)
                about = about or (tree.base[i] in _ARRANGES and any(tree.base[k] in words.arranged for k in objects))
                # "the man who brokered it"
                about = about or (tree.base[i] in words.mediating and any(tree.pos[k] == "PRON" for k in objects))
                if self.slots.is_passive(i):
                    if about and words.mediated.head(tree, i):
                        yield from self.sides.all(slots.get("by", ()))
                        yield from self._for_whom(i)
                elif (words.mediate.head(tree, i) or tree.base[i] in _ARRANGES) and (
                    about or "between" in slots or tree.lemma[i] in words.alone
                ):
                    yield from self._before(i) or self._helping(i, slots.get("subj", ()))
                    joined = [k for k in slots.get("with", ()) if tree.lemma[i] == "mediate" or self._beside_others(k)]
                    led = [t for k in objects for t in self.slots.noun(k).get("with", ())]
                    joined += [t for t in led if self._beside_others(t)]
                    yield from self.sides.all(joined)
                    beside = self.sides.all([*slots.get("with", ()), *led])
                    yield from (e for e in beside if self._joins(e, seated))
                    yield from self._for_whom(i)

    def _sent(self, k: int) -> bool:
        """Whether a noun is of those whom a side sends to talks."""
        return self.tree.base[k] in self.words.bargainers | self.words.counterparts

    def _joins(self, e: int, seated: set[Side]) -> bool:
        """ "leads the effort with Ann Roe of Chad": somebody of a third side, where two are known."""
        third = self.sides.entity(e).country is None or self._outside(e, seated)
        return len(seated) > 1 and self.sides.entity(e).type == "person" and third and self.sides.side(e) not in seated

    def _helps(self, i: int) -> bool:
        """Whether the verb is one of help for talks at all."""
        tree, words = self.tree, self.words
        lists = (words.mediate, words.watches, words.mediated, words.goes_between)
        return tree.base[i] in _ARRANGES or any(phrases.head(tree, i) for phrases in lists)

    def _all(self, token: int) -> bool:
        """Whether the token stands for those who talk ("them", "both delegations")."""
        return self.tree.lower[token] in ("them", "both", "two") or self.sides.is_everyone(token)

    def _before(self, verb: int) -> list[int]:
        """ "after Peru mediated between them": the name before a verb that parsers take for a participle."""
        tree = self.tree
        if tree.tag[verb] != "VBD":
            return []
        if (person := self._whose(verb)) is not None:
            return [person]
        n = self.sides.inside.get(verb - 1)
        # "Chad hosted the talks and the envoy Ann Roe presided": her name hangs on the talks.
        lost = tree.dep[verb] == "conj" and tree.child(verb, "nsubj", "nsubj:pass") is None
        name = n is not None and self.sides.mentions[n].form == "name" and self.sides.mentions[n].type == "person"
        if n is None or not (tree.dep[verb] == "acl" or (lost and name)):
            return []
        found = self.sides.at(self.sides.mentions[n].head)
        return found if found or n not in self.sides.entities.of else [self.sides.entities.of[n]]

    def _whose(self, verb: int) -> int | None:
        """ "the president of Chad, whose foreign minister, Ann Roe, mediated the talks"."""
        tree, sides = self.tree, self.sides
        n = sides.inside.get(verb - 2) if verb > 2 and tree.words[verb - 1] == "," else None
        if n is None or sides.mentions[n].type != "person" or sides.mentions[n].form != "name":
            return None
        start = sides.mentions[n].start
        return sides.entities.of.get(n) if "whose" in tree.lower[max(0, start - _NEAR) : start] else None

    def _beside_others(self, token: int) -> bool:
        """ "chairs the meetings together with diplomats of the union"."""
        case = self.tree.child(token, "case")
        return case is not None and case > 0 and self.tree.lower[case - 1] in ("together", "along", "jointly")

    def _for_whom(self, verb: int) -> Iterator[int]:
        """ "led the talks on behalf of the union, with help from Qatar"."""
        tree = self.tree
        for k in range(verb + 1, tree.right[verb] + 1):
            if tree.lower[k] == "behalf":
                found = self.sides.all(self.slots.noun(k).get("of", ()))
                yield from (e for e in found if self.sides.is_international(e))
            elif tree.lower[k] in _HELP and tree.case(k) == "with":
                own = self.slots.noun(k)
                yield from self.sides.all([*own.get("from", ()), *own.get("of", ())])

    def _first_noun(self, verb: int) -> int | None:
        """ "A group led by Ann Roe mediated between them": the noun under which parsers hang both verbs."""
        tree = self.tree
        top = verb
        while tree.head[top] != top:
            top = tree.head[top]
        return top if top < verb and tree.pos[top] in ("NOUN", "PROPN") else None

    def _helping(self, verb: int, subjects: list[int] | tuple[int, ...]) -> list[int]:
        """Whom the subjects of a verb of helping stand for, the two states among them that "the two countries" mean."""
        if not subjects and self.tree.tag[verb] == "VBD" and (first := self._first_noun(verb)) is not None:
            subjects = [first]
        tree = self.tree
        if tree.dep[verb] == "acl:relcl" and tree.tag[verb] == "VBP" and tree.dep[tree.head[verb]] == "conj":
            # "Chad and Togo, which mediate,"
            subjects = [*self.titles.row(tree.head[verb]), *subjects]
        if tree.dep[verb] == "acl:relcl" and (told := self._told_after(verb)) is not None:
            return [told]
        found = self.sides.helping(subjects)
        pair = next((k for k in subjects if self.sides.is_pair(k)), None)
        if found or pair is None or self.tree.lemma[pair] not in self.words.states:
            return found
        return self.sides.pair_before(pair, states=True)

    def _told_after(self, verb: int) -> int | None:
        """ "in front of the man who brokered it, President Ann Roe": who the man is, whatever the parse."""
        tree, sides = self.tree, self.sides
        noun = tree.head[verb]
        if tree.tag[noun] != "NN" or tree.base[noun] not in self.words.nobody:
            return None
        comma = next((k for k in range(verb, tree.sents[tree.sent[verb]][1] - 1) if tree.words[k] == ","), None)
        n = None if comma is None else sides.inside.get(comma + 1)
        e = None if n is None or sides.mentions[n].form != "name" else sides.entities.of.get(n)
        return e if e is not None and sides.entity(e).type == "person" else None

    def _by_deed(self, sentences: set[int], parties: list[int]) -> Iterator[int]:
        """Third sides that lay a text before the parties or try to get them over a hurdle."""
        tree, words = self.tree, self.words
        seated = {self.sides.side(p) for p in parties}
        for s in sorted(sentences):
            for i in range(*tree.sents[s]):
                if tree.pos[i] != "VERB":
                    continue
                laid = self.laying(i)
                eased = words.eases.head(tree, i) or self.aides.comes(i) or self._opens(i, seated)
                presents = words.presents.head(tree, i) and (len(seated) > 1 or tree.base[i] != "negotiate")
                if not (laid or eased or presents):
                    continue
                slots = self.slots.verb(i)
                texts = any(noun_of(tree, k) in words.documents | words.agreements for k in slots.get("obj", ()))
                if laid or eased or (texts and presents):
                    who = slots.get("by" if self.slots.is_passive(i) else "subj", ())
                    found = self.sides.helping(who)
                    yield from (e for e in found if (laid and not seated) or self._outside(e, seated))

    def _opens(self, i: int, seated: set[Side]) -> bool:
        """Whether talks are called together by somebody, or both sides to him, where two are known."""
        if len(seated) < 2 or not self.words.opens.head(self.tree, i):
            return False
        slots = self.slots.verb(i)
        called = [k for slot in ("obj", "on", "with") for k in slots.get(slot, ())]
        if any(self.tree.base[k] in self.words.talked or self.sides.is_everyone(k) for k in called):
            return True
        # "received Ms. Roe and Mr. Poe", each of whom leads a side
        return len({self.sides.side(e) for e in self.sides.all(called)} & seated) > 1

    def _by_text(self, sentences: set[int], parties: list[int]) -> Iterator[int]:
        """Organizations of states that have laid down a plan for the parties ("an African Union roadmap")."""
        tree = self.tree
        seated = {self.sides.side(p) for p in parties}
        for s in sorted(sentences):
            for i in range(*tree.sents[s]):
                if tree.base[i] in self.words.authored and tree.pos[i] == "NOUN":
                    own = self.slots.noun(i)
                    owners = self.sides.all([t for slot in ("poss", "mod") for t in own.get(slot, ())])
                    yield from (e for e in owners if self.sides.is_international(e) and e not in parties)
                    # "a map offered by the union"
                    laid = [t for k in tree.children(i, "acl") for t in self.slots.verb(k).get("by", ())]
                    yield from (e for e in self.sides.all(laid) if self.sides.is_international(e) and e not in parties)
                    authors = self.sides.all([t for slot in ("of", "by") for t in own.get(slot, ())])
                    people = (e for e in authors if self.sides.entity(e).type == "person")
                    yield from (e for e in people if self._outside(e, seated))

    def _by_team(self, sentences: set[int], parties: list[int]) -> Iterator[int]:
        """ "A team led by Algeria, and including the union, flew to the camp": who leads it and who is of it."""
        tree = self.tree
        seated = {self.sides.side(p) for p in parties}
        for i in (i for s in sorted(sentences) for i in range(*tree.sents[s])):
            if tree.base[i] not in self.words.teams or not tree.dep[i].startswith("nsubj"):
                continue
            leads = [k for k in tree.children(i, "acl") if self.words.watches.head(tree, k)]
            led = [t for k in leads for t in self.slots.verb(k).get("by", ())]
            of_it = [k for k in range(i + 1, tree.right[i] + 1) if tree.case(k) == "including"] if led else []
            row = self.sides.row(i)[1:] if of_it else []
            yield from (e for e in self.sides.all([*led, *of_it, *row]) if self._outside(e, seated))

    def _in_the_middle(self, sentences: set[int]) -> Iterator[int]:
        """ "sat together for four days, with Mr. Poe between them"."""
        tree = self.tree
        for s in sorted(sentences):
            for i in range(*tree.sents[s]):
                if tree.lower[i] in ("them", "two") and tree.case(i) == "between" and tree.case(tree.head[i]) == "with":
                    found = self.sides.all([tree.head[i]])
                    yield from (e for e in found if self.sides.entity(e).type == "person")

    def _by_seat(self, sentences: set[int]) -> Iterator[int]:
        """ "where the envoy has been in the chair", "Ms. Roe, the host": people in the place of who leads the talks."""
        tree, words = self.tree, self.words
        for i in (i for s in sorted(sentences) for i in range(*tree.sents[s])):
            if tree.base[i] in words.chairs and tree.case(i) == "in" and tree.pos[i] == "NOUN":
                held = [*tree.children(i, "nsubj"), *([tree.head[i]] if tree.dep[i] == "nmod" else ())]
            elif tree.base[i] in words.hosting and tree.pos[i] == "NOUN" and tree.dep[i] == "appos":
                held = [tree.head[i]]
            else:
                continue
            yield from (e for e in self.sides.all(held) if self.sides.entity(e).type == "person")

    def _outside(self, e: int, seated: set[Side]) -> bool:
        """Whether an entity is a third side: an organization of states, or of a state that no party is of."""
        if self.sides.is_international(e):
            return True
        entity = self.sides.entity(e)
        countries = {side[1] for side in seated if side[0] == "gov"}
        countries |= {self.sides.entity(int(side[1])).country or "" for side in seated if side[0] == "entity"}
        return bool(seated) and entity.country is not None and entity.country not in countries

    def _by_aegis(self, sentences: set[int]) -> Iterator[int]:
        """ "under the auspices of the union", "with Qatari mediation"."""
        tree = self.tree
        for s in sorted(sentences):
            for i in range(*tree.sents[s]):
                under = tree.base[i] in self.words.umbrellas and tree.case(i) == "under"
                offered = tree.dep[i] == "obj" and tree.base[tree.head[i]] in self.words.proposed
                if tree.pos[i] in ("NOUN", "PROPN") and not offered and (under or self.words.aegis.head(tree, i)):
                    own = self.slots.noun(i)
                    found = self.sides.all([t for slot in ("of", "poss", "mod", "by") for t in own.get(slot, ())])
                    # Arms are put under the eye of bodies.
                    yield from (e for e in found if not under or self.sides.entity(e).type == "person")

    def owners(self, mediators: list[int], home: set[int], parties: list[int]) -> list[int]:
        """Whose people mediate, where the words say so ("Peru's envoy Ann Roe")."""
        tree, sides = self.tree, self.sides
        seated = {sides.side(p) for p in parties}
        found: dict[int, None] = {}
        people = [e for e in mediators if sides.entity(e).type == "person"]
        for m in (sides.mentions[n] for e in people for n in sides.entity(e).mentions):
            if m.form != "name" or tree.sent[m.head] not in home:
                continue
            titles = [
                *tree.children(m.head, "nmod:desc", "appos"),
                *([tree.head[m.head]] if tree.dep[m.head] == "appos" else ()),
            ]
            sent = [k for k in titles if tree.base[k] in self.words.sent | self.words.titles]
            for owner in (k for h in sent for k in tree.children(h, "nmod:poss")):
                for e in (e for e in sides.at(owner) if sides.entity(e).type != "person"):
                    if (sides.named_state(owner) or sides.is_international(e)) and sides.side(e) not in seated:
                        found[e] = None
        return [e for e in found if e not in parties]

    def beside(self, mediators: list[int], home: set[int], parties: list[int]) -> list[int]:
        """People who are named with somebody who mediates ("Ms. Roe and Mr. Poe of Kenya sat between")."""
        tree, sides = self.tree, self.sides
        seated = {sides.side(p) for p in parties}
        found: dict[int, None] = {}
        people = [e for e in mediators if sides.entity(e).type == "person"]
        for m in (sides.mentions[n] for e in people for n in sides.entity(e).mentions):
            row = self.titles.row(m.head) if tree.sent[m.head] in home else []
            for e in sides.all(k for k in row if k != m.head) if len(row) > 1 else ():
                if sides.entity(e).type == "person" and sides.called(e) and sides.side(e) not in seated:
                    found[e] = None
        return [e for e in found if e not in parties]

    def _by_prefix(self, sentences: set[int], nouns: set[int]) -> Iterator[int]:
        """ "the Norwegian-brokered talks", "a Qatari-mediated deal"."""
        tree, sides = self.tree, self.sides
        for i in (i for s in sorted(sentences) for i in range(*tree.sents[s])):
            if tree.lower[i] not in self.words.prefixes or i < 2 or tree.words[i - 1] not in _DASHES:
                continue
            e = sides.entities.of.get(sides.inside.get(i - 2, -1))
            # "the Islamic-led front" is led by nobody.
            helps = e is not None and (sides.entity(e).country or sides.is_international(e))
            near = range(i + 1, min(i + _NEAR, tree.sents[tree.sent[i]][1]))
            if e is not None and helps and any(k in nouns or noun_of(tree, k) in self.words.brokered for k in near):
                yield e

    def hosts(self, sentences: set[int], nouns: set[int]) -> list[int]:
        """Who hosts the talks."""
        tree = self.tree
        out: dict[int, None] = {}
        for s in sorted(sentences):
            for i in range(*tree.sents[s]):
                if tree.pos[i] == "VERB" and self.words.host.head(tree, i):
                    slots = self.slots.verb(i)
                    if set(slots.get("obj", ())) & nouns:
                        for e in self.sides.all(slots.get("by" if self.slots.is_passive(i) else "subj", ())):
                            if self.sides.can_stand(e):
                                out[e] = None
        return list(out)
