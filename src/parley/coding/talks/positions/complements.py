"""What a stance is on: the subject, the complement and the words around it, where parsers of news copy go astray."""

from __future__ import annotations

from collections.abc import Container

from parley.coding.acts.slots import SlotReader
from parley.coding.acts.status import TO_COME, modal
from parley.coding.talks.clauses import of_one_tense
from parley.coding.talks.positions.outright import Outright
from parley.coding.talks.who.sides import Sides
from parley.coding.talks.words import Stance, Words
from parley.language.tree import Tree

_BESIDE = frozenset({",", "-", "–", "—", "--"})
_TOWARDS = frozenset({"to", "with"})
_STANDS_IN = frozenset({"one", "either", "neither", "none"})
_BARE = frozenset({"VB", "VBP"})
_PREPOSED = frozenset({"on", "to", "for", "of", "at"})
_FIRST = frozenset({"first", "last", "once", "least", "present", "all"})
_PLURAL = frozenset({"they", "we", "i"})
# How many tokens after its noun a colon may stand.
_NEAR = 6
_TAKES = frozenset({"accept", "offer"})


class Complements:
    """Finds them in one Doc; `timed` are the tokens of times, which are no issue."""

    def __init__(
        self, tree: Tree, slots: SlotReader, words: Words, sides: Sides, outright: Outright, timed: Container[int]
    ) -> None:
        self.tree, self.slots, self.words, self.sides = tree, slots, words, sides
        self.outright, self.timed = outright, timed

    def subject(self, i: int, slots: dict[str, list[int]]) -> list[int]:
        """The subject; a verb that shares one shares that of the clause just before it."""
        tree = self.tree
        if tree.pos[i] == "NOUN" and tree.dep[i] == "obj":
            # "did consent"
            return self.slots.verb(tree.head[i]).get("subj", [])
        if tree.dep[i] == "conj" and tree.child(i, "nsubj") is None:
            near = tree.children(tree.head[i], "conj", "parataxis")
            before = [k for k in near if k < i and tree.child(k, "nsubj") is not None]
            if before:
                return self.slots.verb(before[-1]).get("subj", [])
            if (over := of_one_tense(tree, i)) is not None:
                return self.slots.verb(over).get("subj", [])
        return slots.get("subj", [])

    def of(self, i: int, entry: Stance, slots: dict[str, list[int]]) -> int | None:
        tree = self.tree
        subjects = set(slots.get("subj", ())) if not self.slots.is_passive(i) else set()
        if tree.lower[i] in self.words.stance_adjectives:
            # "is opposed to a vote": parsers take the adjective for a passive.
            subjects |= {*tree.children(i, "nsubj:pass"), *(k for k in slots.get("obj", ()) if k < i)}
        for k in slots.get("obj", ()):
            if tree.base[k] == "claim" and (to := tree.child(k, "nmod", "obl")) is not None and tree.case(to) == "to":
                # "lays claim to the port"
                return to
        particle = [p for p in self.words.stances.parts(tree, i)[-1:] if p in entry.on and "obj" not in slots]
        particle = [] if "ccomp" in slots or "xcomp" in slots else particle
        for slot in (*particle, *entry.on):
            for k in slots.get(slot, ()):
                # A semicolon parts a verb from what parsers hang on it ("asked for aid; Oslo refused").
                parted = ";" in tree.words[i + 1 : max(i + 1, k)]
                # "accepted 27 months"
                length = slot == "obj" and tree.base[i] in _TAKES and tree.child(k, "nummod") is not None
                timed = (self.is_time(k) and not length) or self._part(k)
                matter = tree.base[k] in self.words.backward and tree.base[k] not in self.words.stance_nouns
                if matter and (of := tree.child(k, "nmod")) is not None and tree.case(of) == "of":
                    # "yielded on the question of language"
                    return of
                nothing = self.outright.nothing(k) and not self.stands_in(k) and not self._one_like_it(k)
                if tree.lower[k] == "firm" or (slot in ("at", "to") and tree.lower[k] in _FIRST):
                    # "refused at first to leave"
                    continue
                if slot == "on" and tree.base[k] == "condition":
                    # "accepted on condition that the army leave"
                    continue
                if slot == "xcomp" and (before := self._through(k, entry, slots)) is not None:
                    return before
                if k in subjects or k == i or timed or nothing or parted:
                    continue
                if slot == "obj" and len(slots["obj"]) > 1 and k != slots["obj"][-1] and self._side(k):
                    # "granted the rebels an amnesty": parsers take both for objects.
                    continue
                if (
                    slot == "obj"
                    and entry.stance == "demands"
                    and self._side(k)
                    and any(not self.is_time(t) for s in entry.on if s != "obj" for t in slots.get(s, ()))
                ):
                    continue
                after = tree.right[k] + 1
                if slot == "to" and after < len(tree) and tree.tag[after] == "VBG" and tree.head[after] == i:
                    # "agree to X leaving": parsers hang both on the verb.
                    return after
                if entry.stance == "accepts" and slot in _TOWARDS and self._somebody(k, slot):
                    continue
                return k
        if "obj" not in entry.on:
            # "tied an amnesty to the return of the guns": parsers hang the phrase on the object.
            hung = (t for k in slots.get("obj", ()) for t in tree.children(k, "nmod") if tree.case(t) in entry.on)
            if (under := next(hung, None)) is not None:
                return under
        marks = _PREPOSED & set(entry.on)
        marked = (k for k in tree.children(i, "advcl") if tree.case(k) in marks or tree.lower[k - 1] in marks)
        if (gerund := next((k for k in marked if tree.lower[k].endswith("ing")), None)) is not None:
            # "insists on keeping the port"
            return gerund
        if (noun := self.misread(i)) is not None:
            return tree.child(noun, "ccomp", "obj") or noun
        for k in slots.get("in", ()):
            if tree.lower[k] == "principle" and (under := tree.child(k, "nmod")) and tree.case(under) in entry.on:
                # "agreed in principle to a truce"
                return under
        own = ("nsubj", "nsubj:pass", "aux:pass")
        small = next((k for k in tree.children(i, "xcomp") if k > i and tree.child(k, *own)), None)
        if small is not None and "xcomp" in entry.on:
            # "wants the men freed", "wants to be freed"
            return small
        told = tree.head[i] if tree.dep[i] == "ccomp" and tree.base[tree.head[i]] in self.words.tells else None
        if told is not None and i < told:
            # "would settle, it said, for a vote": parsers hang what follows on the verb of saying.
            for k in tree.children(told, "obl"):
                if k > told and tree.case(k) in entry.on and tree.words[tree.left[k] - 1] == ",":
                    return k
        gerund = next(
            (
                k
                for k in tree.children(i, "advcl", "ccomp")
                if tree.tag[k] == "VBG" and tree.lower[tree.left[k]] == "to"
            ),
            None,
        )
        if gerund is not None and "to" in entry.on:
            return gerund
        behind = i + 1 + (tree.child(i, "compound:prt") == i + 1)
        if "xcomp" in entry.on and behind < len(tree) and tree.tag[behind] == "VBG" and tree.head[behind] == i:
            # "rules out becoming a police force": parsers make an adjunct of it.
            return behind
        infinitive = next((k for k in tree.children(i, "advcl", "acl") if tree.tag[k] == "VB"), None)
        return infinitive if "xcomp" in entry.on else None

    def _one_like_it(self, k: int) -> bool:
        """ "a new and longer one", "something that Peru had always ruled out"."""
        tree = self.tree
        like = tree.base[k] == "one" and tree.child(k, "amod", "acl:relcl") is not None
        return like or (tree.lower[k] == "something" and tree.words[tree.left[k] - 1] in _BESIDE)

    def _through(self, k: int, entry: Stance, slots: dict[str, list[int]]) -> int | None:
        """ "agreed on a committee to choose a premier": parsers hang the infinitive on the verb."""
        tree = self.tree
        to = tree.child(k, "mark")
        for slot in entry.on:
            for t in slots.get(slot, ()) if slot in ("on", "to", "for") else ():
                noun = tree.pos[t] in ("NOUN", "PROPN") and not self.is_time(t)
                if noun and to is not None and tree.right[t] == to - 1 and t < k:
                    return t
        return None

    def asked_too(self, i: int) -> bool:
        """ "demanded that the front leave, accept a vote and disarm": whether another wants it of whoever does it."""
        tree = self.tree
        over = tree.head[i]
        if (
            tree.dep[i] != "conj"
            or tree.tag[i] not in _BARE
            or tree.tag[over] not in _BARE
            or tree.child(i, "aux", "nsubj")
        ):
            return False
        asks = next(self.words.stances.at(tree, tree.head[over]), None)
        return tree.dep[over] == "ccomp" and asks is not None and asks.stance == "demands"

    def _side(self, k: int) -> bool:
        return k in self.sides.entities.at and any(map(self.sides.can_stand, self.sides.at(k)))

    def misread(self, i: int) -> int | None:
        """ "wants guarantees that it will be safe": parsers make a verb of the noun behind the one that wants it."""
        tree = self.tree
        k = i + 1
        behind = k < len(tree) and tree.head[k] == i and tree.dep[k] in ("xcomp", "ccomp")
        return k if behind and tree.tag[k] == "VBZ" and tree.child(k, "nsubj") is None else None

    def is_time(self, k: int) -> bool:
        """Whether it says when or for how long, and of what nothing."""
        return k in self.timed and self.tree.child(k, "nmod") is None

    def _part(self, k: int) -> bool:
        """ "the front, for its part, wants ..."."""
        return (
            self.tree.base[k] == "part" and self.tree.case(k) == "for" and self.tree.child(k, "nmod:poss") is not None
        )

    def _somebody(self, k: int, slot: str) -> bool:
        """Whether the token stands for a person to whom somebody gives in, not for what he is to do."""
        if self.tree.child(k, "acl") is not None:
            return False
        n = self.sides.inside.get(k)
        return (
            n is not None
            and self.sides.mentions[n].head == k
            and (slot == "with" or self.sides.mentions[n].type == "person")
        )

    def to_sign(self, i: int) -> int | None:
        """The verb of accepting that a side is ready for; who is ready to grant what the words name offers it."""
        tree = self.tree
        for k in tree.children(i, "xcomp"):
            if tree.base[k] in self.words.granting and any(tree.pos[t] != "PRON" for t in tree.children(k, "obj")):
                continue
            inner = next(self.words.stances.at(tree, k), None)
            if (inner is not None and inner.stance == "accepts") or tree.lemma[k] == "sign":
                return k
        return None

    def stands_in(self, k: int) -> bool:
        tree = self.tree
        bare = tree.child(k, "nmod", "acl", "amod", "nmod:poss") is None and tree.plain[k] != "nummod"
        return tree.lower[k] in _STANDS_IN and bare

    def told(self, k: int) -> bool:
        """Whether a clause says what is or will be ("insists that its plans are peaceful"), not what shall be."""
        return self.tree.dep[k] == "ccomp" and self.tells(k)

    def tells(self, k: int) -> bool:
        """Whether the verb of a clause is finite and tells what is, or will be."""
        tree, aux = self.tree, modal(self.tree, k)
        verbs = [k, *(j for j in tree.kids[k] if tree.plain[j] in ("aux", "cop"))]
        finite = aux is None and any(tree.tag[j] in ("VBZ", "VBD", "VBP") for j in verbs)
        return not self._subjunctive(k) and (finite or aux in TO_COME)

    def _subjunctive(self, k: int) -> bool:
        """ "insists that foreign troops leave": the bare form tells what somebody else shall do."""
        tree = self.tree
        subject = tree.child(k, "nsubj")
        # "insisted that they leave": what is so would be told in the past.
        shifted = tree.tag[tree.head[k]] in ("VBD", "VBN") and tree.tag[k] == "VBP"
        plural = subject is not None and tree.lower[subject] in _PLURAL and not shifted
        if subject is None or plural or tree.lower[k] != tree.base[k]:
            return False
        return tree.tag[k] in ("VB", "VBP") and tree.child(k, "aux", "cop") is None

    def said_to_be(self, i: int) -> int | None:
        """What a noun of demanding is said to be ("its first demand is an amnesty") or to hold."""
        tree = self.tree
        head: int = tree.head[i]
        thing = tree.child(i, "nsubj")
        if thing is not None and tree.child(i, "cop") is not None and tree.pos[thing] == "NOUN":
            # "an amnesty has been their first demand"
            return thing
        if tree.dep[i] == "nsubj" and tree.child(head, "cop") is not None and tree.pos[head] in ("NOUN", "PROPN"):
            return head
        if tree.case(i) == "among" and tree.child(head, "cop") is not None and tree.pos[head] == "NOUN" and head > i:
            return head
        if tree.case(i) in ("among", "of") and tree.base[head] in ("be", "figure", "rank", "chief", "first", "top"):
            # "Among the demands of the front are an amnesty and a vote"
            top: int = head if tree.base[head] in ("be", "figure", "rank") else tree.head[head]
            named = tree.child(top, "nsubj") if tree.base[top] in ("be", "figure", "rank") else None
            if named is not None and named > i:
                return named
        if tree.dep[i] == "nsubj" and tree.lemma[head] in self.words.lists:
            listed: int | None = tree.child(head, "obj")
            return listed
        told = tree.child(head, "ccomp") if tree.dep[i] == "obj" and tree.base[head] in self.words.voicing else None
        if told is not None and told > i:
            # "gave assurances that it would stay": parsers hang the clause on the verb.
            return told
        after = i + 1
        if (listed := self._listed(i)) is not None:
            return listed
        colon = next((k for k in range(after, min(after + _NEAR, len(tree))) if tree.words[k] == ":"), None)
        if colon is not None:
            # "came with one demand: free the prisoners"
            said = [k for k in tree.children(i, "appos", "acl", "parataxis", "ccomp") if k > colon]
            over: int = tree.head[head]
            said += [k for v in (head, over) for k in tree.children(v, "parataxis", "ccomp", "conj") if k > colon]
            return min(said, default=None)
        if after < len(tree) and tree.lower[after] == "for" and tree.dep[after] == "case" and tree.head[after] > i:
            # "stood by its demand for a vote": parsers hang what is demanded on the verb.
            return int(tree.head[after])
        return None

    def _listed(self, i: int) -> int | None:
        """ "sets fourteen demands, among them an amnesty and a vote", "brought two requests, an amnesty and a vote"."""
        tree = self.tree
        k = i + 1
        if tree.words[k : k + 1] != [","]:
            return None
        if tree.lower[k + 1 : k + 3] in (
            ["among", "them"],
            ["including", "the"],
            ["including", "a"],
            ["including", "an"],
        ):
            k += 1 if tree.lower[k + 1] == "including" else 2
        elif not any(tree.plain[d] == "nummod" for d in tree.kids[i]):
            return None
        last = tree.sents[tree.sent[i]][1]
        return next(
            (t for t in range(k + 1, min(k + 8, last)) if tree.pos[t] == "NOUN" and tree.left[t] == k + 1), None
        )

    def beside(self, i: int) -> int | None:
        """ "Its first condition, an amnesty, was met": what the noun of a stance is explained by."""
        tree = self.tree
        k = next((k for k in tree.children(i, "appos") if k > i and tree.pos[k] == "NOUN"), None)
        return None if k is None or k in self.sides.entities.at else k

    def of_somebody(self, k: int) -> int | None:
        """ "a proposal by the envoys for a joint force": parsers hang the force on the envoys."""
        tree = self.tree
        by = next((t for t in tree.children(k, "nmod") if tree.case(t) in ("by", "from", "of")), None)
        if by is None:
            return None
        return next((t for t in tree.children(by, "nmod") if tree.case(t) in ("for", "on")), None)

    def spelled_out(self, k: int) -> int:
        """ "gave way on one point: the vote": what follows the colon, else the token itself."""
        return (self.said_to_be(k) or k) if self.tree.base[k] in self.words.sums else k

    def renamed(self, k: int) -> int | None:
        """ "independence, a demand that the army opposes": what the noun of a stance stands beside."""
        tree = self.tree
        start: int = tree.left[k] + (tree.words[tree.left[k]] in _BESIDE)
        if start < 2 or tree.words[start - 1] not in _BESIDE:
            return None
        over = start - 2
        while tree.right[tree.head[over]] == start - 2 and tree.pos[tree.head[over]] in ("NOUN", "PROPN"):
            over = tree.head[over]
        return over if tree.pos[over] == "NOUN" else None
