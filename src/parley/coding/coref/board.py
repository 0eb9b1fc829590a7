"""The working state of coreference: chains of mentions, and what is known of each."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from parley.codebook.words import context, singulars
from parley.coding.layers import Mention
from parley.language.tree import Tree

if TYPE_CHECKING:
    from parley.codebook.actors import Actor, Actors
    from parley.codebook.roles import Role

# How many persons, and how many mentions, before and after a description its bearer is looked for among.
PERSONS = 250
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubj:outer"})


@dataclass(slots=True)
class Chain:
    """Mentions of one thing so far.

    Attributes:
        type: person, organization or location.
        key: what makes it one: ("state", "SYR"), ("organ", "gov", "SYR"), ("actor", id), ("name", normalized) ...
        roles: roles its mentions have, first one first.
        countries: ISO codes that its mentions' words say.
        affiliation: an organization of the codebook that its words say it belongs to ("UN envoy").
        gender: m, f or None.
        plural: its mentions are grammatically plural.
        heads: lemmas of its nominal heads.
    """

    type: str
    key: tuple[str, ...]
    actor: Actor | None = None
    roles: list[Role] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    affiliation: Actor | None = None
    gender: str | None = None
    plural: bool = False
    named: bool = False
    heads: set[str] = field(default_factory=set)
    mentions: list[int] = field(default_factory=list)
    description: tuple[int, int] | None = None

    @property
    def governs(self) -> str | None:
        """The country whose government this is."""
        if self.key[0] == "organ" and self.key[1] == "gov":
            return self.key[2]
        return None

    @property
    def state(self) -> str | None:
        """The country that this is."""
        return self.key[1] if self.key[0] == "state" else None


class Board:
    """The mentions of a report and the chains they have been given to.

    Attributes:
        headed: the chains that hold a nominal with this head.
        persons: the chains of persons, in the order in which they are first told of.
        organs: the chains of each organ of a state, whatever the state.
        within: the mentions of each sentence.
    """

    def __init__(self, tree: Tree, mentions: list[Mention], actors: Actors, on: str | None) -> None:
        self.tree = tree
        self.mentions = mentions
        self.actors = actors
        self.on = on
        self.chains: list[Chain] = []
        self.by_key: dict[tuple[str, ...], int] = {}
        self.of: dict[int, int] = {}
        self.members: dict[int, list[int]] = {}
        self.at: dict[int, int] = {}
        self.headed: dict[str, set[int]] = {}
        self.persons: list[int] = []
        self._first: list[int] = []
        self.organs: dict[str, list[Chain]] = {}
        self.within: dict[int, list[int]] = {}
        self._sentences = [tree.sent[mention.head] for mention in mentions]
        for i, sentence in enumerate(self._sentences):
            if sentence in self.within:
                self.within[sentence].append(i)
            else:
                self.within[sentence] = [i]
        for i, mention in enumerate(mentions):
            self.at[mention.head] = i
        for i, mention in enumerate(mentions):
            if mention.name:
                for token in range(*mention.name):
                    self.at.setdefault(token, i)

    def text(self, start: int, end: int) -> str:
        """The words of a token range as they stand, one space between tokens that are apart."""
        tree = self.tree
        if end - start == 1:
            return tree.words[start]
        out = []
        for i in range(start, end):
            if i > start and tree.start[i] > tree.end(i - 1):
                out.append(" ")
            out.append(tree.words[i])
        return "".join(out)

    def lemma(self, i: int) -> str:
        """The singular of the noun at token i, also where the pipeline has no lemmatizer."""
        lemma = self.tree.base[i]
        if lemma != self.tree.lower[i] or self.tree.tag[i] not in ("NNS", "NNPS"):
            return lemma
        return singulars(lemma)[-1]

    def chain_of(self, i: int) -> Chain | None:
        """The chain of mention i."""
        k = self.of.get(i)
        return None if k is None else self.chains[k]

    def put(self, i: int, key: tuple[str, ...], type_: str) -> Chain:
        """Give mention i to the chain with this key, which is made if there is none."""
        k = self.by_key.get(key)
        if k is None:
            k = self.by_key[key] = len(self.chains)
            self.chains.append(Chain(type_, key))
            if type_ == "person":
                at = bisect(self._first, i)
                self._first.insert(at, i)
                self.persons.insert(at, k)
            if key[0] == "organ":
                self.organs.setdefault(key[1], []).append(self.chains[k])
        self.join(i, k)
        return self.chains[k]

    def alone(self, i: int) -> Chain:
        """Give mention i a chain of its own."""
        mention = self.mentions[i]
        return self.put(i, ("mention", str(i)), entity_type(mention))

    def join(self, i: int, k: int) -> None:
        """Give mention i to chain k and let the chain learn from it."""
        mention = self.mentions[i]
        chain = self.chains[k]
        self.of[i] = k
        chain.mentions.append(i)
        if mention.form == "pronoun":
            return
        if mention.role is not None and mention.role not in chain.roles:
            chain.roles.append(mention.role)
        if mention.country and mention.country not in chain.countries:
            chain.countries.append(mention.country)
        if mention.form == "name":
            chain.named = chain.named or mention.type != "nationality"
        else:
            lemma = self.lemma(mention.head)
            chain.heads.add(lemma)
            self.headed.setdefault(lemma, set()).add(k)
        chain.plural = chain.plural or (mention.plural and not chain.named)

    def persons_around(self, i: int) -> list[int]:
        """The chains of the persons first told of around mention i, and of those told of again shortly before it.

        No report of ordinary length tells of more persons; in a long one somebody named so long ago is not meant.
        """
        at = bisect(self._first, i)
        around = self.persons[max(0, at - PERSONS) : at + PERSONS]
        if len(around) == len(self.persons):
            return around
        again = (self.of[m] for m in range(max(0, i - PERSONS), i) if m in self.of)
        return list(dict.fromkeys([*around, *(k for k in again if self.chains[k].type == "person")]))

    def merge(self, a: int, b: int) -> None:
        """Let chain b's mentions be chain a's; b stays, empty."""
        if a == b:
            return
        one, two = self.chains[a], self.chains[b]
        for i in two.mentions:
            self.of[i] = a
        one.mentions = sorted(one.mentions + two.mentions)
        one.roles += [r for r in two.roles if r not in one.roles]
        one.countries += [c for c in two.countries if c not in one.countries]
        one.heads |= two.heads
        for lemma in two.heads:
            self.headed[lemma].add(a)
        one.gender = one.gender or two.gender
        one.actor = one.actor or two.actor
        one.named = one.named or two.named
        one.affiliation = one.affiliation or two.affiliation
        one.description = one.description or two.description
        one.plural = one.plural and two.plural
        two.mentions = []
        for key, k in self.by_key.items():
            if k == b:
                self.by_key[key] = a

    def modifiers(self, i: int) -> list[int]:
        """Name mentions inside mention i's phrase, nearest before the head first, then those after it."""
        mention = self.mentions[i]
        if mention.end - mention.start == 1 and self.at.get(mention.start) in (None, i):
            return []
        before: list[int] = []
        after: list[int] = []
        for token in range(mention.start, mention.end):
            k = self.at.get(token)
            if k is None or k == i or (before and before[-1] == k) or (after and after[-1] == k):
                continue
            other = self.mentions[k]
            if other.form != "name" or other.start < mention.start or other.end > mention.end:
                continue
            if self.opposed(other):
                continue
            (before if token < mention.head else after).append(k)
        return before[::-1] + after

    def opposed(self, mention: Mention) -> bool:
        """Whether a prefix says that a name is not whose its noun is: "anti-Syrian protesters" are not Syria's."""
        i = mention.start
        return i > 1 and self.tree.words[i - 1] == "-" and self.tree.lower[i - 2] in context("not_home")

    def definite(self, i: int) -> bool:
        """Whether the phrase has "the", "this", "that" or a possessor, or a name's force."""
        mention = self.mentions[i]
        first = self.tree.lower[mention.start]
        if first in ("the", "this", "that", "these", "those"):
            return True
        dep = self.tree.dep
        return "nmod:poss" in [dep[k] for k in self.tree.kids[mention.head]]

    def bare(self, i: int) -> bool:
        """Whether nothing but a determiner stands before and after the head."""
        mention = self.mentions[i]
        words = mention.end - mention.start
        return words == 1 or (
            words == 2 and self.tree.lower[mention.start] in ("the", "this", "that", "these", "those")
        )

    def sentence(self, i: int) -> int:
        """The sentence that mention i stands in."""
        return self._sentences[i]

    def subject(self, i: int) -> bool:
        """Whether mention i, or the coordination it belongs to, is a subject."""
        tree = self.tree
        head = self.mentions[i].head
        while tree.dep[head] == "conj" and tree.head[head] != head:
            head = tree.head[head]
        return tree.dep[head] in SUBJECTS


def entity_type(mention: Mention) -> str:
    """The entity type of a mention's type: whoever mans a vehicle counts as an organization."""
    if mention.type in ("person", "location"):
        return mention.type
    return "organization"


def together(board: Board, i: int, *, subject: bool = False, states: bool = False, reach: int = 1) -> list[int]:
    """The chains of the nearest "A and B" before mention i, at most `reach` sentences back; empty if there is none.

    Args:
        subject: only a coordination that is a subject counts.
        states: only one of states.
    """
    tree = board.tree
    here = board.sentence(i)
    for j in range(i - 1, -1, -1):
        if here - board.sentence(j) > reach:
            break
        if j in board.members and (board.subject(j) or not subject):
            return board.members[j]
        head = board.mentions[j].head
        if tree.dep[head] == "conj" or not any(tree.dep[k] == "conj" for k in tree.kids[head]):
            continue
        if subject and not board.subject(j):
            continue
        tokens = [t for t in tree.conjuncts(head) if t in board.at and board.at[t] < i and board.at[t] in board.of]
        found = list(dict.fromkeys(board.of[board.at[t]] for t in tokens))
        if len(found) > 1 and not (states and any(board.chains[k].state is None for k in found)):
            return found
    return []
