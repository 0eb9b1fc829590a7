"""Whose stance it is: the entities that a subject stands for, be it a pronoun or "both sides"."""

from __future__ import annotations

from parley.coding.talks.who.sides import Sides
from parley.coding.talks.words import Words
from parley.language.tree import Tree

# Stands among the holders of a position for all who sit at the table.
EVERYONE = -1

_THIRD = frozenset({"it", "they", "he", "she"})
# How many sentences back the subject may stand that a pronoun means.
_BACK = 1


class Holders:
    """Finds them in one Doc."""

    def __init__(self, tree: Tree, words: Words, sides: Sides) -> None:
        self.tree, self.words, self.sides = tree, words, sides
        # The entity of the words that stand for everyone, where there is one.
        self.group: int | None = None

    def of(self, tokens: list[int] | tuple[int, ...]) -> list[int]:
        """The entities of the tokens that may sit at a table, or EVERYONE."""
        tokens = [self._speaker(k) for k in tokens]
        # "Their refusal blocked progress": what somebody wants or refuses does nothing itself.
        wants = self.words.stance_nouns
        tokens = [k for k in tokens if self.tree.base[k] not in wants or k in self.sides.entities.at]
        if (parallel := self._parallel(tokens)) and any(self.sides.can_stand(e) for e in self.sides.all(tokens)):
            return parallel
        told = self.sides.all(tokens)
        found = [e for e in told if self.sides.can_stand(e)] or [e for e in told if self._body(e)]
        if found:
            return found
        if any(self.sides.is_everyone(k) or self.tree.lower[k] == "both" or self._neither(k) for k in tokens):
            self.group = next((e for k in tokens if (e := self._group(k)) is not None), None)
            return [EVERYONE]
        return [e for k in tokens for e in self._titled(k) or (self._meant(k) if self.tree.lower[k] in _THIRD else [])]

    def _group(self, k: int) -> int | None:
        """The entity of "both sides", "the two governments"; none of "both" alone, of "neither camp" and of the envoys
        of sides that have a name."""
        tree, n = self.tree, self.sides.entities.at.get(k)
        nobody = tree.pos[k] != "NOUN" or tree.base[k] in self.words.sent_to or self._neither(k)
        e = None if n is None or nobody else self.sides.entities.of.get(n)
        return e if e is not None and self.sides.entity(e).type == "organization" else None

    def _body(self, e: int) -> bool:
        """Whether it is a body of people that bargains without a name ("the tribes", "the strikers", "the Chinese")."""
        sides, tree = self.sides, self.tree
        entity = sides.entity(e)
        if entity.type != "organization":
            return False
        for n in entity.mentions:
            m = sides.mentions[n]
            if tree.base[m.head] in self.words.telling.bodies:
                return True
            nation = m.plural and entity.country is not None and tree.words[m.head][:1].isupper()
            if nation and tree.lower[m.start] == "the" and m.head == m.start + 1:
                return True
        return False

    def _parallel(self, tokens: list[int]) -> list[int]:
        """ "The army and the front agreed to ... They also agreed ...": the subject of the sentence before."""
        tree = self.tree
        if len(tokens) != 1 or tree.lower[tokens[0]] not in ("it", "they") or tree.dep[tokens[0]] != "nsubj":
            return []
        k = tokens[0]
        main, sentence = tree.head[k], tree.sent[k] - 1
        between = range(tree.sents[sentence + 1][0], k)
        if tree.head[main] != main or sentence < 0 or any(tree.plain[t] == "nsubj" for t in between):
            return []
        root = next((t for t in range(*tree.sents[sentence]) if tree.head[t] == t), None)
        mains = [] if root is None else [root, *(t for t in tree.children(root, "conj") if tree.child(t, "nsubj"))]
        # "In a statement put out on Monday, the front said ...": parsers take the first verb for the main one.
        subject = next((s for t in mains if (s := tree.child(t, "nsubj")) is not None), None)
        if subject is not None and tree.lower[subject] == tree.lower[k] == "it":
            return self._parallel([subject])
        if root is None or subject is None or tree.pos[subject] not in ("NOUN", "PROPN"):
            return []
        found = [e for e in self.sides.all([subject]) if self.sides.can_stand(e)]
        people = any(self.sides.entity(e).type == "person" for e in found)
        if tree.lower[k] == "it":
            return found if len(found) == 1 and not people and tree.tag[subject] in ("NN", "NNP") else []
        return found if len(found) > 1 else []

    def _neither(self, k: int) -> bool:
        """ "neither camp", "neither"."""
        tree = self.tree
        side = tree.base[k] in self.words.paired and any(tree.lower[d] == "neither" for d in tree.kids[k])
        return side or tree.lower[k] == "neither"

    def _titled(self, k: int) -> list[int]:
        """ "The prime minister": who speaks for a land by no more than the office."""
        tree = self.tree
        n = self.sides.entities.at.get(k)
        e = None if n is None else self.sides.entities.of.get(n)
        office = (
            tree.tag[k] in ("NN", "NNP") and tree.base[k] in self.words.offices and tree.child(k, "det") is not None
        )
        return [e] if office and e is not None and self.sides.can_stand(e) else []

    def _meant(self, k: int) -> list[int]:
        """Whom a pronoun means that nothing has been found for: the nearest subject before it that agrees with it."""
        tree, sides = self.tree, self.sides
        start = tree.sents[max(tree.sent[k] - _BACK, 0)][0]
        for t in range(k - 1, start - 1, -1):
            if tree.plain[t] != "nsubj" or tree.pos[t] not in ("NOUN", "PROPN"):
                continue
            many = tree.tag[t] in ("NNS", "NNPS") or len(tree.conjuncts(t)) > 1
            found = [e for e in sides.all([t]) if sides.can_stand(e)]
            people = bool(found) and all(sides.entity(e).type == "person" for e in found)
            agrees = (many or not people) if tree.lower[k] == "they" else not many
            if agrees and (tree.lower[k] in ("he", "she") or not people):
                return found
        return []

    def _speaker(self, k: int) -> int:
        """The subject of the verb of saying over "we" in what somebody is quoted with, or the token itself."""
        tree = self.tree
        if tree.lower[k] == "those" and (of := tree.child(k, "nmod")) is not None and tree.case(of) == "of":
            # "Those of the front wanted a vote": its delegates.
            return of
        if tree.lower[k] not in ("we", "i"):
            return k
        i = k
        while tree.head[i] != i:
            i = tree.head[i]
            if tree.base[i] in self.words.tells and (who := tree.child(i, "nsubj")) not in (None, k):
                return int(who or k)
        return k
