"""What is said: the token ranges that a cue of attribution vouches for.

The parser is followed where it gives a clause; quotation marks and the order of words decide where it gives none, as
parsers trained on other text often hang a report's clause on the wrong word.
"""

from __future__ import annotations

from parley.coding.acts.slots import Slots
from parley.coding.layers import Entities
from parley.language.tree import Tree

Range = tuple[int, int]
OPENING = frozenset('"“«„')
CLOSING = frozenset('"”»“')
_MARKED = OPENING | {"``"}
_MARKS = frozenset('"“”«»„,.;:!?-–—()')
_WHEN = frozenset({"after", "before", "while", "because", "until"})
_CLAUSAL = ("ccomp", "xcomp", "csubj")


class Speech:
    """The content of cues in one Doc.

    Args:
        entities: who is addressed ("told reporters") is no content.
        times: tokens of time expressions.
    """

    def __init__(self, tree: Tree, entities: Entities, ends: dict[int, int], times: set[int]) -> None:
        self.tree, self.entities, self.ends, self.times = tree, entities, ends, times
        self.quotes = quotations(tree)

    def clause(self, k: int) -> Range:
        """All that hangs on token k."""
        return self.tree.left[k], self.tree.right[k] + 1

    def of_clause(self, i: int) -> list[Range]:
        """The clauses that are complements of the verb at i."""
        clauses = [self.clause(k) for k in self.tree.children(i, *_CLAUSAL)]
        # "recalled its envoy after the president insulted": a clause that says when is not what is said.
        return [(a, b) for a, b in clauses if self.tree.lower[a] not in _WHEN]

    def of_saying(self, i: int, source: Range) -> list[Range]:
        """What a verb of saying says: quotation beside it, clause, the clause it stands in, or what follows it."""
        return self.quoted(i, source) or self.of_clause(i) or self.around(i, source) or self.following(i, source)

    def of_object(self, i: int) -> list[Range]:
        """The object of a verb that reports it: "reported clashes near the border"."""
        k = self.tree.child(i, "obj")
        if k is None or k in self.times or self.tree.pos[k] == "PRON":
            return []
        return [(self.tree.left[k], self.tree.right[k] + 1)]

    def of_charge(self, i: int, slots: Slots) -> list[Range]:
        """Whom and of what a verb of charging charges, to the end of its phrase."""
        tree = self.tree
        charged = slots.get("obj") or slots.get("iobj")
        if not charged or charged[0] < i:
            return self.under(i, "of") or self.under(i, "for")
        first, last = tree.left[charged[0]], tree.right[i] + 1
        mark = next((k for k in range(first, last) if tree.lower[k] in ("of", "for")), None)
        return [self.trim(first, last)] if mark is not None else []

    def under(self, i: int, preposition: str) -> list[Range]:
        """What hangs on the verb at i under a preposition."""
        tree = self.tree
        kids = [k for k in tree.kids[i] if k > i and tree.case(k) == preposition]
        return [self.clause(k) for k in kids if tree.plain[k] in ("obl", "advcl", "nmod", "xcomp")]

    def of_noun(self, i: int) -> list[Range]:
        """The clause that hangs on the verb's object: "expressed hope that the talks would succeed"."""
        tree = self.tree
        noun = tree.child(i, "obj")
        if noun is None:
            return []
        return [self.clause(k) for k in tree.children(noun, "acl", "ccomp") if k > noun] or self.of_clause(i)

    def quoted(self, i: int, source: Range) -> list[Range]:
        """The quotations of the sentence, if one of them stands right beside source and verb."""
        tree = self.tree
        a, b = tree.sents[tree.sent[i]]
        here = [(s, e) for s, e in self.quotes if a <= s < b and not s <= i < e and e - s > 1]
        first, last = min(i, source[0]), max(i + 1, source[1])
        beside = any(self._beside(e, first) or self._beside(last, s) for s, e in here)
        return here if beside else []

    def _beside(self, end: int, start: int) -> bool:
        """Whether only marks and an addressee or a time stand between."""
        if not 0 <= start - end <= 6:
            return False
        return all(self.tree.words[k] in _MARKS or self.tree.words[k].isspace() for k in range(end, start))

    def around(self, i: int, source: Range) -> list[Range]:
        """The clause that a parenthetical "officials said" stands in, on both its sides."""
        tree = self.tree
        if tree.dep[i] == "parataxis" and tree.head[i] != i:
            a, b = self.clause(tree.head[i])
            c, d = self.clause(i)
        else:
            # "Two men were hurt, the ministry said": source and verb close the sentence.
            a, d = tree.sents[tree.sent[i]][0], max(i + 1, source[1])
            b, c = d, min(i, source[0])
            rest = range(d, tree.sents[tree.sent[i]][1])
            closing = self._closes(rest) and c - a > 2 and tree.words[c - 1] in _MARKS
            if not closing or self._verbless(range(a, c)):
                return []
        parts = (self.trim(a, c), self.trim(d, b))
        return [(x, y) for x, y in parts if y - x > 1 or (y > x and self.tree.pos[x] != "PUNCT")]

    def _closes(self, rest: range) -> bool:
        """Whether what follows the verb adds no statement: nothing, an adjunct, a participle ("said, quoting ...")."""
        words = [k for k in rest if self.tree.words[k] not in _MARKS]
        return self._verbless(rest) or self.tree.tag[words[0]] == "VBG"

    def following(self, i: int, source: Range) -> list[Range]:
        """What follows a verb of saying, addressee and time left out, if there is a verb in it."""
        tree = self.tree
        end = tree.sents[tree.sent[i]][1]
        start = self._after_addressee(max(i + 1, source[1] if source[0] == i + 1 else 0), end)
        that = next((k for k in range(start, min(end, start + 9)) if tree.lower[k] == "that"), None)
        if that is not None and self._verbless(range(start, that)):
            start = that
        a, b = self.trim(start, end)
        return [(a, b)] if b - a > 1 and not self._verbless(range(a, b)) else []

    def _after_addressee(self, start: int, end: int) -> int:
        """Past whom is told and when: "told reporters on Monday that"."""
        k = start
        while k < end:
            if k in self.times or (self.tree.lower[k] in ("on", "in", "late", "early") and k + 1 in self.times):
                k += 1
            elif k == start and self._tells(k - 1) and k in self.ends:
                k = self.ends[k]
            else:
                break
        return k

    def _tells(self, i: int) -> bool:
        return self.tree.base[i] == "tell"

    def _verbless(self, tokens: range) -> bool:
        return not any(self.tree.pos[k] in ("VERB", "AUX") for k in tokens)

    def trim(self, a: int, b: int) -> Range:
        """Without the marks at both ends."""
        words = self.tree.words
        while a < b and (words[a] in _MARKS or words[a].isspace()):
            a += 1
        while b > a and (words[b - 1] in _MARKS or words[b - 1].isspace()):
            b -= 1
        return a, b


def quotations(tree: Tree) -> list[Range]:
    """Token ranges between quotation marks, marks excluded; an unclosed one ends with its sentence."""
    out: list[Range] = []
    if _MARKED.isdisjoint(tree.words):
        return out
    opened: int | None = None
    for i, word in enumerate(tree.words):
        if opened is None:
            if word in OPENING or word == "``":
                opened = i + 1
        elif word in CLOSING or word == "''":
            if i > opened:
                out.append((opened, i))
            opened = None
        elif "\n\n" in word:
            out.append((opened, tree.sents[tree.sent[opened]][1] if opened < len(tree) else i))
            opened = None
    return out
