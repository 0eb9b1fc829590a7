"""What every construction stands on: the parse, who is mentioned where, and how a relation is proposed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc

from parley.codebook.acts import Acts
from parley.codebook.relations import SYMMETRIC, Relations, Words
from parley.coding.acts.slots import SlotReader
from parley.coding.layers import Entities, Entity, Mention, layer, tree_of
from parley.coding.linear import Part

# Constructions that guess at an end which the words leave out.
WEAK = ("/country", "/shared")
_DEPENDENT = frozenset({"PRP$", "WP", "WDT", "WP$"})
_MANY = frozenset({"they", "them"})
_THIRD = _MANY | {"he", "she", "it", "him", "her"}
_EXAMPLES = ("like", "such as", "including")
_EXEMPLARY = frozenset({"like", "such", "including"})
_COMMAS = frozenset({",", "and", "the"})
ENDS = frozenset({"person", "organization", "location", "nationality"})


@dataclass(slots=True)
class Proposal:
    """A relation that words may state.

    Attributes:
        from_, to: mention indexes.
        trigger: token that the statement hangs on.
        how: the construction that joins the ends ("title/poss", "verb/subj/obj").
        open: the words leave open whether it holds: it may, should or is to.
    """

    entry: Words
    from_: int
    to: int
    trigger: int
    how: str
    status: list[str] = field(default_factory=list)
    since: str | None = None
    open: bool = False

    @property
    def kind(self) -> str:
        """The relation's type."""
        return self.entry.type

    @property
    def rule(self) -> str:
        """What `parley explain` names: entry and construction."""
        return f"{self.entry.id}({self.how})"

    @property
    def sure(self) -> bool:
        """Whether it may stand without a decider."""
        lasting = not self.entry.weak or self.how.startswith(("group/", "declared/"))
        return lasting and not self.open and not self.how.endswith(WEAK)


@dataclass(slots=True)
class Claim:
    """One relation between two mentions with all the ways in which the words state it, the first proposed first.

    Attributes:
        kind: the relation's type.
        from_, to: mention indexes of the end that holds the relation and of the other.
        features: what the decider weighed.
    """

    kind: str
    from_: int
    to: int
    proposals: list[Proposal] = field(default_factory=list)
    features: list[Part] = field(default_factory=list)

    def sentence(self, here: Ground) -> int:
        """Index of the sentence that states it."""
        return here.tree.sent[self.proposals[0].trigger]

    @property
    def sure(self) -> bool:
        """Whether one of the ways is sure by itself."""
        return any(p.sure for p in self.proposals)

    @property
    def first(self) -> Proposal:
        """The proposal that the claim is told by: a sure one before others."""
        proposals = self.proposals
        if len(proposals) > 1:
            for p in proposals:
                if p.sure:
                    return p
        return proposals[0]


class Ground:
    """One Doc as the constructions see it.

    Args:
        doc: with mentions and entities.
        words: the codebook's relation words.
        acts: tells who does the complement of a verb.

    Attributes:
        inside: the mentions that each token is part of; by_sentence: those of each sentence.
        at: the mention that a token heads; where the parse hangs a name on another of its words, the name.
        told: tokens of what is told in headlines and body, where it mentions two that a relation can hold between.
        cued: those of them that the codebook's relation words know.
    """

    def __init__(self, doc: Doc, words: Relations, acts: Acts) -> None:
        self.doc, self.words = doc, words
        self.tree = tree_of(doc)
        self.mentions: list[Mention] = layer(doc, "parley_mentions") or []
        self.entities: Entities = layer(doc, "parley_entities") or Entities()
        self._acts = acts
        self.slots = SlotReader(self.tree, self._control, acts.adjectives)
        self.inside: dict[int, list[int]] = {}
        self.by_sentence: dict[int, list[int]] = {}
        for n, m in enumerate(self.mentions):
            if m.type in ENDS:
                self.by_sentence.setdefault(self.tree.sent[m.head], []).append(n)
                for t in range(m.start, m.end):
                    if t in self.inside:
                        self.inside[t].append(n)
                    else:
                        self.inside[t] = [n]
        self.at = self._heads()
        self._headed: dict[int, tuple[list[int], list[int]]] = {}
        self._named: dict[int, int] = {}
        self._qualified: dict[int, bool] = {}
        # Both ends of a relation stand in one sentence: where fewer are mentioned there is nothing to look for.
        sent = self.tree.sent
        two = {k for k, found in self.by_sentence.items() if len(found) > 1}
        self.told: list[int] = []
        for passage in layer(doc, "parley_passages") or []:
            a, b = passage.start, passage.end
            if passage.kind in ("headline", "body") and a < b:
                if sent[a] != sent[b - 1]:
                    self.told += [i for i in range(a, b) if sent[i] in two]
                elif sent[a] in two:
                    self.told += range(a, b)
        cues, lower, base = words.cues, self.tree.lower, self.tree.base
        self.cued = [i for i in self.told if base[i] in cues or lower[i] in cues or "-" in lower[i]]
        head = self.tree.head
        # What a word of example can hang on, over the example.
        self._exampled = {head[head[i]] for i, word in enumerate(lower) if word in _EXEMPLARY}

    def _control(self, i: int) -> str:
        for pattern in self._acts.verbs.get(self.tree.lemma[i], ()):
            if pattern.entry.op is not None:
                return pattern.entry.control
        return "subj"

    def operator(self, i: int) -> str | None:
        """The operation on acts that the word at i stands for ("promise", "request"), if any."""
        table = self._acts.verbs if self.tree.pos[i] in ("VERB", "AUX") else self._acts.nouns
        found = (p.entry.op for p in table.get(self.tree.base[i], ()) if p.entry.op and not p.others)
        return next(found, None)

    def _heads(self) -> dict[int, int]:
        out: dict[int, int] = {}
        length = {n: m.end - m.start for n, m in enumerate(self.mentions) if m.form == "name" and m.type in ENDS}
        for n, long in length.items():
            for token in range(self.mentions[n].start, self.mentions[n].end):
                if long > length.get(out.get(token, -1), 0):
                    out[token] = n
        for token, n in self.entities.at.items():
            if self.mentions[n].type in ENDS:
                out[token] = n
            else:
                out.pop(token, None)
        return out

    def parties(self, tokens: Iterable[int]) -> list[int]:
        """The mentions that the tokens and what is coordinated with them head, in order."""
        out: list[int] = []
        examples: list[int] = []
        headed = self._headed
        for token in tokens:
            found = headed.get(token)
            if found is None:
                found = self._parties(token)
            out += found[0]
            examples += found[1]
        # "groups like X": what is said of the kind is said of its example.
        out += examples
        return list(dict.fromkeys(out)) if len(out) > 1 else out

    def _parties(self, token: int) -> tuple[list[int], list[int]]:
        """The mentions at a token and at what is coordinated with it, and those that are examples of them."""
        tree, at = self.tree, self.at
        named: list[int] = []
        examples: list[int] = []
        for head in tree.conjuncts(token):
            if head in at:
                named += self._before(head)
                named.append(at[head])
            if head in self._exampled:
                noun = self.slots.noun(head)
                examples += [c for case in _EXAMPLES if case in noun for t in noun[case] for c in tree.conjuncts(t)]
        found = self._headed[token] = named, [at[h] for h in examples if h in at]
        return found

    def qualifies(self, sentence: int) -> bool:
        """Whether a sentence has any word that says of a relation that it is over, denied or alleged."""
        known = self._qualified.get(sentence)
        if known is None:
            a, b = self.tree.sents[sentence]
            stated = self.words.stated
            known = self._qualified[sentence] = not (
                stated.words.isdisjoint(self.tree.lower[a:b]) and stated.over.isdisjoint(self.tree.base[a:b])
            )
        return known

    def may_name(self, token: int) -> bool:
        """Whether there can be parties at a token at all."""
        if token in self.at or token in self._exampled:
            return True
        kids = self.tree.kids[token]
        return bool(kids) and "conj" in [self.tree.plain[k] for k in kids]

    def _before(self, head: int) -> list[int]:
        """Those named before a noun that is theirs as well ("U.S. and Malian forces")."""
        tree, start = self.tree, self.mentions[self.at[head]].start
        kids = tree.kids[head]
        if not kids or kids[0] + 1 >= start:
            return []
        firsts = (k for k in kids if k + 1 < start and tree.dep[k] in ("compound", "amod"))
        found = [
            self.at[c] for k in firsts if tree.child(k, "conj") is not None for c in tree.conjuncts(k) if c in self.at
        ]
        return [n for n in found if self.mentions[n].end <= start and self.mentions[n].type != "person"]

    def apart(self, parties: list[int]) -> list[int]:
        """Without those named before another's noun: "U.S. and Malian forces" are one side."""
        out = []
        for n in parties:
            head = self.tree.first_conjunct(self.mentions[n].head)
            if self.tree.dep[head] not in ("compound", "amod"):
                out.append(n)
        return out

    def listed(self, n: int) -> list[int]:
        """A name and those that follow it in a list ("A, B and C"), whatever the parse makes of it."""
        out = [n]
        if self.mentions[n].form != "name":
            return out
        end = self.mentions[n].end
        while (at := self._after(end)) is not None:
            out.append(at)
            end = self.mentions[at].end
        return out

    def _after(self, end: int) -> int | None:
        t = end
        while t < min(end + 3, len(self.tree)) and self.tree.lower[t] in _COMMAS:
            t += 1
        if t == end:
            return None
        for n in self.inside.get(t, ()):
            m = self.mentions[n]
            if m.start == t and m.form == "name" and m.type in ("location", "organization", "nationality"):
                return n
        return None

    def named(self, n: int) -> int:
        """Who a mention stands for by name where the sentence tells: for a pronoun, or right after the noun.

        "Iran says its envoy", "the rebels say they", "the armed group Red Band".
        """
        known = self._named.get(n)
        if known is None:
            known = self._named[n] = self._name_of(n)
        return known

    def _name_of(self, n: int) -> int:
        m, tree = self.mentions[n], self.tree
        if m.form == "nominal":
            after = [k for k in self.inside.get(m.end, ()) if self.mentions[k].start == m.end]
            named = [k for k in after if self.mentions[k].form == "name" and self.mentions[k].type == "organization"]
            if named and m.type == "organization" and m.head == m.end - 1:
                return named[0]
            over = self.at.get(tree.head[m.head], n) if tree.dep[m.head] == "appos" else n
            return over if self.mentions[over].form == "name" and self.mentions[over].type == m.type else n
        if m.form != "pronoun" or n not in self.entities.of:
            return n
        third = tree.lower[m.head] in _THIRD
        if tree.tag[m.head] not in _DEPENDENT and not third:
            return n
        same = [
            k for k in self.by_sentence[tree.sent[m.head]] if self.mentions[k].form != "pronoun" and self.same(k, n)
        ]
        if third and tree.lower[m.head] not in _MANY:
            same = [k for k in same if self.mentions[k].form == "name"]
        same = [k for k in same if self.mentions[k].head < m.head] or same
        return max(same, key=lambda k: self.mentions[k].head, default=n)

    def entity(self, n: int) -> Entity | None:
        """The entity of a mention."""
        index = self.entities.of.get(n)
        return None if index is None else self.entities.entities[index]

    def country(self, n: int) -> str | None:
        """ISO country of a mention: its words', or its entity's."""
        found = self.mentions[n].country
        entity = self.entity(n)
        return found or (entity.country if entity else None)

    def armed(self, n: int) -> bool:
        """Whether a mention stands for an armed group, or a regime by the word: its violence is what it is for."""
        return self.tree.base[self.mentions[n].head] in self.words.violent or self.group(n)

    def group(self, n: int) -> bool:
        """Whether a mention stands for an armed group that the codebook knows."""
        m, entity = self.mentions[n], self.entity(n)
        actor = m.actor or (entity.actor if entity else None)
        return actor is not None and actor.kind == "group"

    def declares(self, i: int) -> bool:
        """Whether the verb at i is in the simple present, or wanted by who says it: who "condemns" states a stand."""
        tree = self.tree
        if any(tree.dep[k].startswith("aux") for k in tree.kids[i]):
            return False
        over = tree.head[i]
        wanted = tree.tag[i] == "VB" and tree.dep[i] == "xcomp" and self.operator(over) == "want"
        return tree.tag[over if wanted else i] in ("VBZ", "VBP")

    def behind(self, tokens: Iterable[int]) -> list[int]:
        """The tokens, and whose those are that name nobody ("the policies of X", "X's rule", "X control")."""
        out: list[int] = []
        for t in tokens:
            out.append(t)
            for k in self.tree.conjuncts(t):
                if k not in self.at:
                    noun = self.slots.noun(k)
                    out += [x for slot in ("poss", "of", "mod") for x in noun.get(slot, ()) if self._is_party(x)]
        return out

    def _is_party(self, token: int) -> bool:
        m = self.mentions[self.at[token]] if token in self.at else None
        return m is not None and m.type != "location" and m.form != "pronoun"

    def same(self, a: int, b: int) -> bool:
        """Whether two mentions are, or stand for, one and the same."""
        of = self.entities.of
        return a == b or (a in of and of[a] == of.get(b))

    def key(self, p: Proposal) -> tuple[str, int, int]:
        """Equal for proposals that say the same of the same mentions."""
        ends = sorted((p.from_, p.to)) if p.kind in SYMMETRIC else [p.from_, p.to]
        return p.kind, ends[0], ends[1]
