"""The name of an issue: the words of the report that say what it is about, without the clauses that hang on them."""

from __future__ import annotations

from collections.abc import Iterator

from parley.coding.acts.slots import SlotReader
from parley.coding.talks.words import Words
from parley.language.tree import Tree

_MOST = 14
# Tags between which taggers waver ("demanded that it halt the work and close the plant").
_BARE = frozenset({"VB", "VBP"})
_QUOTES = frozenset({'"', "“"})
_WHOLE = ("amod", "nmod", "nummod")
_OFF = frozenset({"det", "case", "mark", "cc", "cc:preconj", "punct", "aux", "expl"})
_CUT = frozenset({"acl:relcl", "advcl", "appos", "parataxis", "acl"})


class Namer:
    """Names of issues in one Doc."""

    def __init__(self, tree: Tree, slots: SlotReader, words: Words, text: str) -> None:
        self.tree, self.slots, self.words, self.text = tree, slots, words, text

    def spans(self, k: int) -> Iterator[tuple[int, int]]:
        """Token ranges of the issues that the complement at token k names: one, or one for each full conjunct."""
        tree = self.tree
        parts, cut = [k], []
        for c in tree.conjuncts(k)[1:]:
            verbal = self.slots.is_verbal(c)
            told = verbal and tree.child(c, "nsubj", "nsubj:pass") is not None
            bare = {tree.tag[k], tree.tag[c]} >= _BARE
            if self.excepted(c):
                cut.append(c)
                continue
            if verbal and (
                (tree.tag[c] != tree.tag[k] and not told and not bare)
                or (self.words.stances.head(tree, c) and not bare)
            ):
                cut.append(c)
                continue
            full = tree.child(c, "det", "nmod:poss", "mark", "case") is not None or self._plural(k, c)
            # "wants the men gone and a vote held": parsers make a noun of the second clause.
            clause = not verbal and self.slots.is_verbal(k) and tree.child(c, "acl") is not None
            if (verbal == self.slots.is_verbal(k) or clause) and (full or verbal):
                parts.append(c)
        parts += [c for c in self._again(k) if c not in parts]
        for part in parts:
            span = self._span(part, [p for p in (*parts, *cut) if p != part])
            if span is not None:
                yield span

    def excepted(self, c: int) -> bool:
        """ "agreed to a truce but not to monitors"."""
        tree = self.tree
        plain = tree.pos[c] == "NOUN" and tree.words[c - 1] not in _QUOTES
        return plain and any(tree.lower[d] == "not" for d in tree.kids[c])

    def _again(self, k: int) -> Iterator[int]:
        """ "called for a right of return to the land and for monitors": parsers join the second to a third. "An end to
        the raids and to the blockade": what a preposition said twice parts are two things."""
        tree = self.tree
        case = tree.case(k)
        over = tree.head[k]
        end = tree.right[over] if case and over < k else tree.right[k]
        for c in range(k + 1, end + 1):
            if tree.dep[c] != "conj" or tree.head[c] == k or not tree.case(c) or self.slots.is_verbal(c):
                continue
            own, first = tree.case(c), tree.case(tree.head[c])
            within = c <= tree.right[k] and tree.left[tree.head[c]] > k
            if (within and own == first) or own == case != first:
                yield c

    def _plural(self, k: int, c: int) -> bool:
        """Whether a second noun is a thing of its own: "a vote in May and foreign observers"."""
        tree = self.tree
        own = tree.child(c, "amod", "compound", "nmod") is not None
        mass = tree.tag[c] == "NN" and tree.child(c, "nmod") is not None
        plural = (tree.tag[c] == "NNS" or mass) and own and tree.child(k, "det", "nmod", "nummod") is not None
        # "free navigation and two posts on its rivers", "the rank of a general and command of the police"
        whole = tree.child(k, *_WHOLE) is not None and tree.child(c, *_WHOLE) is not None
        return plural or (whole and tree.pos[k] == tree.pos[c] == "NOUN")

    def _span(self, k: int, others: list[int]) -> tuple[int, int] | None:
        tree = self.tree
        start, end = tree.left[k], tree.right[k] + 1
        be, subject = tree.child(k, "cop"), tree.child(k, "nsubj")
        if be is not None and subject is not None and tree.base[subject] in self.words.stance_nouns and be < k:
            # "their demand is a new map": the issue is what it is said to be.
            start = be + 1
        for j in range(start, end):
            if j > k and self._cuts(j, k, others):
                end = min(end, self._from(j))
        if self.slots.is_verbal(k) and end == k + 1 < len(tree) and tree.dep[k + 1] == "case":
            # "declined to hand over the keys": parsers hang what follows on the verb above.
            behind = tree.head[k + 1]
            end = tree.right[behind] + 1 if tree.head[behind] == tree.head[k] and behind > k else end
        for o in others:
            if o > k:
                end = min(end, tree.left[o])
        copula = tree.child(k, "cop")
        if tree.head[k] == k and copula is not None and copula < k and tree.pos[k] in ("NOUN", "PROPN"):
            # "The sore point is the port": the port.
            start = max(start, copula + 1)
        while start < k and (
            tree.dep[start] in _OFF
            or (tree.lower[start] == "not" and tree.pos[k] == "NOUN")
            or (tree.tag[start] in ("TO", "PRP$") and tree.dep[start] == "mark")
        ):
            start += 1
        if self.slots.is_verbal(k):
            start = self._subject_or_verb(k, start)
        for j in range(k + 1, end):
            if tree.words[j] == '"' and tree.pos[k] == "VERB" and '"' in tree.words[j + 1 : end + 1]:
                # 'to start on "self-management"'
                continue
            if tree.words[j] in (",", ";", ":", "—", "–", '"', "”", "(") and not tree.words[j - 1][-1:].isdigit():
                end = j
                break
        end = min(end, start + _MOST)
        while end > start + 1 and (
            tree.pos[end - 1] in ("ADP", "PUNCT", "CCONJ", "DET", "SPACE", "SCONJ") or tree.tag[end - 1] == "TO"
        ):
            end -= 1
        return (start, end) if end > start else None

    def _subject_or_verb(self, k: int, start: int) -> int:
        tree = self.tree
        subject = tree.child(k, "nsubj")
        actor = self._asked(k) or self._kept(k)
        if actor is not None:
            return actor
        if (
            subject is None
            and tree.tag[k] == "VBG"
            and k > 0
            and tree.head[k - 1] == tree.head[k]
            and tree.pos[k - 1] in ("PROPN", "NOUN")
        ):
            return tree.left[k - 1] + (1 if tree.dep[tree.left[k - 1]] in ("case", "det") else 0)
        if subject is not None and subject < k:
            start = max(start, tree.left[subject])
            while start < subject and tree.dep[start] in ("det", "mark", "case"):
                start += 1
            return start
        while start < k and tree.head[start] == k and tree.dep[start] in ("mark", "aux", "advmod", "aux:pass"):
            start += 1
        return start

    def _asked(self, k: int) -> int | None:
        """Where the one starts who is called upon to do what an infinitive says ("called for the troops to leave")."""
        tree = self.tree
        to = tree.child(k, "mark")
        if tree.tag[k] != "VB" or to is None or to < 2 or tree.dep[k] != "xcomp":
            return None
        for j in tree.children(tree.head[k], "obl"):
            if tree.case(j) == "for" and tree.right[j] == to - 1:
                start = tree.left[j]
                while start < j and tree.dep[start] in _OFF:
                    start += 1
                return start
        return None

    def _kept(self, k: int) -> int | None:
        """Where the thing starts of which somebody wants what an infinitive says ("wants its posts to stay open")."""
        tree = self.tree
        over, to = tree.head[k], tree.child(k, "mark")
        thing = tree.child(over, "obj") if tree.dep[k] == "xcomp" and tree.base[over] in self.words.unwanted else None
        if thing is None or to is None or tree.tag[thing] not in ("NN", "NNS") or tree.right[thing] != to - 1:
            return None
        start = tree.left[thing]
        while start < thing and tree.dep[start] in _OFF:
            start += 1
        return start

    def calls_for(self, j: int) -> bool:
        """Whether the word at j opens what a text demands ("a communique calling for ...")."""
        tree = self.tree
        if tree.pos[j] != "VERB":
            return False
        text = tree.head[j] if tree.dep[j] in ("acl", "acl:relcl") else j - 1
        if tree.base[text] not in self.words.documents or (
            text == j - 1 and tree.tag[j] != "VBG" and text != tree.head[j]
        ):
            return False
        inner = next(self.words.stances.at(tree, j), None)
        return inner is not None and inner.stance == "demands"

    def _cuts(self, j: int, k: int, others: list[int]) -> bool:
        tree = self.tree
        if self.calls_for(j):
            return True
        if tree.dep[j] in _CUT:
            # "wants the two schools joined in one"
            wanted = (
                tree.tag[j] in ("VBN", "VBD")
                and tree.dep[k] == "obj"
                and tree.base[tree.head[k]] in self.words.unwanted
            )
            if tree.dep[j] != "acl:relcl" and tree.pos[tree.left[j] - 1] == "ADP" and tree.left[j] - 1 > k:
                # "a say over who commands the army"
                return False
            return tree.head[j] != k or tree.dep[j] != "acl" or (tree.tag[j] != "VB" and not wanted)
        exchanged = tree.lower[j] in self.words.exchange and tree.lower[j + 1 : j + 2] == ["for"]
        return exchanged or (tree.dep[j] == "case" and tree.lower[j] == "without")

    def _from(self, j: int) -> int:
        return j if self.tree.dep[j] == "case" or self.calls_for(j) else self.tree.left[j]

    def absent(self, k: int) -> Iterator[tuple[int, int]]:
        """ "a government without X": X's absence is an issue of its own."""
        tree = self.tree
        for j in range(tree.left[k], tree.right[k] + 1):
            if tree.lower[j] == "without" and tree.dep[j] == "case" and tree.pos[tree.head[j]] == "PROPN":
                yield j, tree.right[tree.head[j]] + 1

    def name(self, span: tuple[int, int]) -> str:
        """The words of the report, white space made plain."""
        a, b = self.tree.text(*span)
        return " ".join(self.text[a:b].split())

    def keys(self, span: tuple[int, int]) -> frozenset[str]:
        """What the issue is told apart by: lemmas of its words of content, and the concepts they stand for."""
        tree = self.tree
        out = set()
        for j in range(*span):
            lemma = tree.base[j]
            if lemma in self.words.concepts:
                out.add("@" + self.words.concepts[lemma])
            elif (
                tree.pos[j] in ("NOUN", "PROPN", "VERB", "ADJ", "NUM")
                and lemma not in self.words.generic
                and lemma not in self.words.telling.amounts
                and len(lemma) > 2
            ):
                out.add(lemma)
        return frozenset(out)


def alike(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two issues are one: most of the shorter one's words stand in the other, or a concept and a name do."""
    shared = a & b
    if not shared:
        return False
    if any(w.startswith("@") for w in shared):
        return len(shared) > 1 or len(a) == 1 or len(b) == 1
    return len(shared) >= 0.6 * min(len(a), len(b)) and min(len(a), len(b)) <= 4
