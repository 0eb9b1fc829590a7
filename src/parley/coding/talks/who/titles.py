"""Who is called a mediator or an envoy: the titles that stand with a name, whatever the parse makes of them."""

from __future__ import annotations

from collections.abc import Iterator

from parley.coding.acts.slots import SlotReader
from parley.coding.numbers import read
from parley.coding.talks.who.serving import LEADS
from parley.coding.talks.who.sides import Side, Sides
from parley.coding.talks.words import Words, noun_of
from parley.language.tree import Tree

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_STOPS = frozenset({":", ";", "-", "–", "—", '"', "who", "which"})
_BESIDE = ("appos", "compound", "nmod:desc", "flat")


class Titles:
    """Finds those who have the title of a mediator in one Doc."""

    def __init__(self, tree: Tree, slots: SlotReader, words: Words, sides: Sides) -> None:
        self.tree, self.slots, self.words, self.sides = tree, slots, words, sides

    def find(self, home: set[int], told: set[int], parties: list[int]) -> Iterator[int]:
        tree, words = self.tree, self.words
        for i in (i for s in sorted(home) for i in range(*tree.sents[s])):
            if tree.pos[i] not in ("NOUN", "PROPN", "ADJ") and noun_of(tree, i) == tree.base[i]:
                continue
            lemma = tree.lemma[i].lower()
            if lemma == "general" and i > 1 and tree.lower[i - 2] == "secretary":
                lemma = "secretary-general"
            whole = noun_of(tree, i)
            if self.sides.has_a_say(i):
                continue
            if lemma in words.titles or whole in words.titles or self._of_talks(i):
                for e in self._titled(i):
                    if whole != tree.base[i] and not self.sides.called(e):
                        # "the co-chairs" are those whom the report names.
                        continue
                    # Who is said to mediate between those of a land may be of that land.
                    own = {self.sides.side(p) for p in parties if p != e}
                    if e not in parties if whole in words.neutral else self.sides.side(e) not in own:
                        yield e
            elif tree.lower[i + 1 : i + 3] == ["of", "staff"]:
                continue
            elif lemma in words.envoys and (lemma not in words.chiefs or tree.sent[i] in told):
                for e in self._titled(i):
                    others = {self.sides.side(p) for p in parties if p != e}
                    sends = tree.case(i) == "of" or tree.case(tree.head[i]) == "of"
                    if lemma in words.chiefs and (sends or self._owns(e, i)):
                        # "the envoy of Secretary-General Ann Roe", "Secretary-General Ann Roe's envoy"
                        continue
                    if self.sides.entity(e).type == "person" and self._third(i, e, others):
                        yield e

    def _of_talks(self, i: int) -> bool:
        """ "the chairman of the talks", "chairwoman of the peace conference"."""
        tree, words = self.tree, self.words
        if tree.base[i] not in words.presiding:
            return False
        over = [k for k in tree.children(i, "nmod") if tree.case(k) == "of"]
        return any({tree.base[k], tree.lower[k]} & words.talked for k in over)

    def _owns(self, e: int, i: int) -> bool:
        """Whether the name behind a title at token i tells whose somebody is."""
        spans = (self.sides.mentions[n] for n in self.sides.entity(e).mentions)
        near = (m for m in spans if m.start <= i + 1 and i < m.end)
        for end in (m.end for m in near):
            # Names of three words and more are found in part.
            while end < len(self.tree) - 1 and (
                self.tree.pos[end] == "PROPN" or self.tree.words[end - 1 : end + 1].count("-")
            ):
                end += 1
            if any(self.tree.lower[k] in _POSSESSIVE for k in (end - 1, end) if k < len(self.tree)):
                return True
        return False

    def given(self, i: int) -> list[int]:
        """Whom a title at token i is given to."""
        return self._titled(i)

    def _titled(self, i: int) -> list[int]:
        """Whom a title at token i is given to: in one phrase, in apposition, or by "X is the mediator"."""
        tree, sides = self.tree, self.sides
        if tree.case(i) == "as" and tree.head[i] != i:
            # "took part as a mediator", "Russia and Iran as mediators", "with Oman as go-between"
            head = tree.head[i]
            if tree.dep[head] in ("ccomp", "xcomp") and tree.base[tree.head[head]] in self.words.urging:
                # "proposed that Peru join them as a mediator"
                return []
            if (beside := self._with(i)) is not None:
                return sides.all([beside])
            if self.slots.is_verbal(head) and tree.base[head] in self.words.appoints:
                # "the text names Chad as facilitator"
                return sides.all(self.slots.verb(head).get("obj", ()))
            subjects = self.slots.verb(head).get("subj", ()) if self.slots.is_verbal(head) else tree.conjuncts(head)
            if tree.child(head, "cop") is not None:
                # "Officials of the union were in the room as go-betweens."
                return sides.all(tree.children(head, "nsubj"))
            named = [n for k in subjects if (n := sides.entities.at.get(k)) is not None]
            return [sides.entities.of[n] for n in named if n in sides.entities.of]
        heads = [k for k in tree.children(i, "acl") if self.words.watches.head(tree, k)]
        if led := [t for k in heads for t in self.slots.verb(k).get("by", ())]:
            # "mediators headed by the bishop"
            return self.sides.all(led)
        if tree.case(i) == "of" and tree.lower[tree.head[i]] == "one":
            # "Ms. Roe, one of the mediators"
            i = tree.head[i]
        if tree.tag[i] == "NNS" and (listed := self._listed(i) or self._among(i)):
            return listed
        beside = tree.dep[i] in _BESIDE
        # "its facilitator, the former president Ann Roe": parsers hang either on the other.
        beside = beside or (tree.dep[i] == "nmod" and not tree.case(i))
        near = [tree.head[i]] if beside else []
        if tree.dep[i] == "conj" and tree.dep[tree.head[i]] == "appos" and tree.tag[i] == "NN":
            # "Ali Hamid, the host and the go-between"
            near = [tree.head[tree.head[i]]]
        if near and tree.tag[i] == "NNS":
            # "Oslo, Bern and Vienna, the guarantors"
            near = self.row(near[0])
        for k in tree.children(i, "appos", "flat", "nmod:desc", "compound"):
            # "Ann Mary Roe's envoy": parsers hang the first of her names on the envoy.
            if _POSSESSIVE.isdisjoint(tree.lower[k:i]):
                near += tree.conjuncts(k)
        if not near and tree.dep[i] == "conj" and any(tree.lower[k] == "other" for k in tree.kids[i]):
            # "Norway, Cuba and the other guarantors"
            near = [k for k in self.row(i) if k != i]
        if near and tree.tag[i] == "NNS" and tree.words[i + 1] == ",":
            # "The mediators, Ann Roe, Jan Poe and Ida Moe, left": parsers hang the later names on the title.
            near += tree.conjuncts(i)[1:]
        # "which is host and guarantor"
        said = tree.head[i] if tree.dep[i] == "conj" else i
        if tree.child(said, "cop") is not None:
            subjects = [c for k in tree.children(said, "nsubj") for c in tree.conjuncts(k)]
            near += [*subjects, *(k for c in subjects for k in tree.children(c, "appos"))]
        if tree.dep[i] == "nsubj" and tree.child(tree.head[i], "cop") is not None and tree.tag[i] == "NN":
            # "the union, whose envoy is Ann Roe"
            near.append(tree.head[i])
        many = len(near) > 1
        named = [
            n
            for k in near
            if (n := sides.entities.at.get(k)) is not None
            and (self._is_name(n) or (many and sides.named_state(k)) or self._of_a_name(k, n))
        ]
        if not named and (n := sides.inside.get(i)) is not None:
            plural = tree.tag[i] == "NNS"
            next_to = self._beside(n)
            if plural and next_to is not None:
                row = self.row(sides.mentions[next_to].head)
                # "a conference with Oslo and Bern, the guarantors": there they are parties.
                facing = tree.case(row[0]) == "with" and tree.base[tree.head[row[0]]] in self.words.talked
                return [] if facing else sides.all(row)
            if plural and next_to is None and (meant := self._named_after(i) or sides.at(i)):
                return meant
            named = [next_to if next_to is not None else n]
        found = [sides.entities.of[n] for n in named if n in sides.entities.of]
        # "UN mediator Ann Roe"
        return [e for e in found if sides.entity(e).type == "person"] or found

    def _of_a_name(self, token: int, n: int) -> bool:
        """Whether a pronoun stands for a state or somebody known by name ("Ann Roe, who has been the mediator")."""
        e = self.sides.entities.of.get(n)
        if e is None or self.tree.pos[token] != "PRON" or not self.sides.called(e):
            return False
        return self.sides.stately(e) or self.sides.entity(e).type == "person"

    def _listed(self, title: int) -> list[int]:
        """The people whom a comma sets beside a plural title ("The mediators, Ann Roe and her colleague, Jan Poe,"),
        whatever the parse makes of the row."""
        tree, sides = self.tree, self.sides
        end = tree.sents[tree.sent[title]][1]
        if title + 1 >= end or tree.words[title + 1] != ",":
            return []
        found: dict[int, None] = {}
        k = title + 2
        while k < end and tree.pos[k] not in ("VERB", "AUX", "SCONJ") and tree.words[k] not in _STOPS:
            n = sides.inside.get(k)
            if n is not None and sides.mentions[n].form == "name" and sides.mentions[n].type == "person":
                found |= dict.fromkeys([sides.entities.of[n]] if n in sides.entities.of else [])
                k = max(k + 1, sides.mentions[n].end)
            else:
                k += 1
        return list(found) if len(found) > 1 else []

    def _among(self, title: int) -> list[int]:
        """ "went through several middlemen, among them Ann Roe of the bank": who is named as one of them."""
        tree, sides = self.tree, self.sides
        words = tree.lower[title + 1 : title + 5]
        if words[:3] == [",", "among", "them"] or words[:2] == [",", "including"]:
            near = title + 4 if words[1] == "among" else title + 3
            n = next((sides.inside[k] for k in range(near, near + 2) if k in sides.inside), None)
            return sides.all([sides.mentions[n].head]) if n is not None and self._is_name(n) else []
        return []

    def _named_after(self, title: int) -> list[int]:
        """Those whom the sentence names after a number of mediators ("Two mediators came: Ann Roe and Jan Poe")."""
        tree, sides = self.tree, self.sides
        count = next((read(tree.lower, k) for k in tree.children(title, "nummod")), None)
        if count is None:
            return []
        later = range(title + 1, tree.sents[tree.sent[title]][1])
        heads = (n for i in later if (n := sides.entities.at.get(i)) is not None)
        people = [n for n in heads if self._is_name(n) and sides.mentions[n].type == "person"]
        found = list(dict.fromkeys(sides.entities.of[n] for n in people if n in sides.entities.of))
        return found if 1 < len(found) <= count[0] else []

    def row(self, token: int) -> list[int]:
        """All that are named in a row with the token, whichever of them it is."""
        tree = self.tree
        while tree.dep[token] == "conj":
            token = tree.head[token]
        return self.sides.row(token)

    def _with(self, title: int) -> int | None:
        """The head of the name between "with" and "as" before a title, whatever the parse hangs it on."""
        tree = self.tree
        mark = tree.child(title, "case")
        n = self.sides.inside.get(mark - 1) if mark else None
        head = None if n is None else self.sides.mentions[n].head
        while head is not None and tree.dep[head] == "conj":
            head = tree.head[head]
        return head if head is not None and tree.case(head) == "with" else None

    def _beside(self, n: int) -> int | None:
        """The name that only a comma parts from a title ("its facilitator, Ali Hamid"), whatever the parse."""
        tree, mentions = self.tree, self.sides.mentions
        start, end = mentions[n].start, mentions[n].end
        for k, other in enumerate(mentions):
            after = other.start == end + 1 and tree.words[end] == ","
            before = other.end == start - 1 and tree.words[start - 1] == ","
            if (after or before) and self._is_name(k):
                return k
        return None

    def _is_name(self, n: int) -> bool:
        m = self.sides.mentions[n]
        return m.form == "name" and m.type != "location"

    def _third(self, i: int, e: int, parties: set[Side]) -> bool:
        """Whether an envoy speaks for an international organization or a state that is no party."""
        tree, sides = self.tree, self.sides
        of = sides.entities.of
        # "has invited the envoys, ...": whoever stands before the phrase has no part in it.
        before = range(max(tree.left[tree.head[i]] if tree.dep[i] in _BESIDE else tree.left[i], i - 5), i)
        near = [of[n] for t in before if (n := sides.inside.get(t)) is not None and n in of]
        near += [of[r.to] for r in sides.relations if r.type in LEADS and of.get(r.from_) == e and r.to in of]
        if any(sides.is_international(x) for x in (*near, e)) or any(
            tree.lower[t] in self.words.international for t in before
        ):
            return True
        if len(parties) < 2 or tree.base[i] not in self.words.sent:
            return False
        country = sides.entity(e).country
        own = {sides.side(x) for x in near} | ({("gov", country)} if country else set())
        return bool(own) and not own & parties
