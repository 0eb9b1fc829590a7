"""Mentions of nouns, numerals and pronouns that stand for somebody or something."""

from __future__ import annotations

from dataclasses import replace

from parley.codebook.actors import ARMED
from parley.codebook.words import context
from parley.coding.layers import Mention
from parley.coding.mentions.book import CROWDS, OTHERS
from parley.coding.mentions.named import SUBJECTS, TITLE_PREPOSITIONS, Named
from parley.coding.names import Name
from parley.coding.phrases import phrase
from parley.language.tree import Tree

# Places of a noun in its clause where somebody or something can be meant.
_ARGUMENTS = frozenset(
    {
        *("nsubj", "obj", "iobj", "obl", "nmod", "conj", "appos", "root", "vocative", "dislocated"),
        *("parataxis", "xcomp", "ccomp", "advcl", "list", "orphan", "acl", "dep"),
    }
)
_TYPE_OF_NOUN = {
    "group": "organization",
    "place": "location",
    "vehicle": "vehicle",
    "platform": "platform",
    "weapon": "weapon",
}
# Of persons' nouns before another noun only these act in it: "police raid", "rebel attack", not "refugee crisis".
ACTING = frozenset({"REB", "UAF", "SEP", "INS", "MIL", "COP", "OPP", "GOV", "SPY", "CRM"})
_PROPER = frozenset({"NNP", "NNPS"})
NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
# Prepositions before a bare noun that tells a state and nobody.
_STATES = frozenset({"in", "into"})
_POSSESSIVES = frozenset({"nmod:poss"})
_GROUNDS = frozenset({"settlement", "settlements", "market", "markets", "position", "positions"})


class Finder(Named):
    """Adds to the names what stands for somebody without one."""

    def common(self, i: int) -> None:
        """A noun, numeral or pronoun that stands for somebody or something, if token i is one."""
        tree = self.tree
        pos = tree.pos[i]
        if i in self.by_head:
            return
        word = tree.lower[i]
        if word in ("one", "another") and ["one", "another"] in (tree.lower[i : i + 2], tree.lower[i - 1 : i + 1]):
            return
        if (pos in ("NOUN", "PROPN") and word not in OTHERS) or (word == "mine" and tree.child(i, "det") is not None):
            if i not in self.name_at:
                self._noun(i)
            return
        if (
            pos in ("PRON", "DET")
            or word in OTHERS
            or (word in self.book.pronouns and pos not in ("SCONJ", "ADP", "CCONJ", "VERB", "AUX"))
        ):
            self._pronoun(i, word)
            return
        if i in self.name_at:
            return
        if tree.tag[i] in NOUN_TAGS:
            self._noun(i)
        elif pos == "ADJ" and tree.dep[i] == "amod":
            self._adjective(i)
        elif pos == "ADJ" and word in self.book.nouns.adjectival:
            if any(tree.lower[k] == "the" for k in tree.kids[i]) and tree.plain[i] in _ARGUMENTS:
                start, end = phrase(tree, i)
                self._add(
                    Mention(
                        start,
                        end,
                        i,
                        "organization",
                        "nominal",
                        None,
                        self.role(i)[0],
                        self._country(start, end, i),
                        True,
                    )
                )
        elif pos == "NUM" and tree.dep[i] in SUBJECTS | {"obj"}:
            self._numeral(i)

    def _noun(self, i: int) -> None:
        tree = self.tree
        if i + 2 < len(tree) and tree.lower[i + 1] == "-" and tree.end(i) == tree.start[i + 1]:
            # "head-on collision" is no head, "secretary-general" is one word.
            whole = self.book.role_of("".join(tree.lower[i : i + 3]))
            head = i + 2 if tree.head[i] == i + 2 else i
            if whole is not None and head not in self.by_head:
                self.roles_at[head] = (whole, i)
                self._nominal(head)
            return
        if i > 1 and tree.lower[i - 1] == "-" and i - 2 in self.by_head and tree.end(i - 1) == tree.start[i]:
            return
        if not self.book.is_dull(tree.lower[i], tree.base[i]) or (tree.tag[i] in _PROPER and self._may_be_unseen(i)):
            self._nominal(i)

    def _nominal(self, i: int) -> None:
        tree = self.tree
        dep = tree.dep[i]
        modifier = dep in ("compound", "nmod:desc", "amod", "flat")
        if not modifier and tree.plain[i] not in _ARGUMENTS and dep not in _POSSESSIVES:
            return
        if dep in ("obl:unmarked", "nmod:unmarked") and self.kind(i) is None:
            return
        if i and tree.lower[i - 1] in _STATES and tree.tag[i] == "NN":
            alone = self.book.role_of(tree.lower[i])
            if alone is not None and alone.type == "person":
                # "a group in exile"
                return
        measured = None
        if tree.base[i] in self.book.nouns.partitive or tree.lower[i] in self.book.nouns.partitive:
            measured = next((k for k in tree.kids[i] if k > i and tree.dep[k] == "nmod" and tree.case(k) == "of"), None)
        source = i if measured is None else measured
        if measured is not None and (measured in self.name_at or tree.pos[measured] == "PRON"):
            measured = None
        role, _ = self.role(source)
        if role is None and tree.tag[i] in ("NNP", "NNPS") and not modifier and self.kind(i) is None:
            if self._may_be_unseen(i):
                self._unseen(i)
            return
        if (
            role is not None
            and tree.lower[source] in context("kin")
            and any(tree.dep[k] == "nmod:poss" for k in tree.kids[source])
        ):
            # "his father" is no priest.
            role = None
        kind = self.kind(source)
        if tree.lower[i] in context("never_alone") and not any(tree.dep[k] != "case" for k in tree.kids[i] if k < i):
            return
        if self._undertaking(i, modifier):
            return
        if kind == "group" and role is not None and role.type == "person" and tree.lower[source] != "guard":
            # A family is no person, though each of them has the role.
            role = replace(role, type="organization")
        if role is None and kind is None:
            if tree.lower[i] in CROWDS and dep in SUBJECTS | {"obj"}:
                kind = "group"
            else:
                return
        if modifier:
            # "police raid": a modifier acts only where what it modifies is no actor or thing itself; "government
            # spokesman" names the body with who speaks for it.
            up = tree.head[i]
            if (
                role is None
                or not role.alone
                or tree.lower[i] in context("of_a_kind")
                or (role.type == "person" and not ACTING & set(role.sectors))
                or (kind is not None and kind not in ("person", "group"))
                or (self._is_something(up) and not (role.collective and self._is_staff(up)))
            ):
                return
            start, _ = phrase(tree, i)
            end = i + 1
        else:
            start, end = phrase(tree, i, TITLE_PREPOSITIONS if role is not None and role.type == "person" else ("of",))
        plural = (
            tree.tag[source] in ("NNS", "NNPS")
            or (source != i)
            or tree.lower[source] in ("police", "people", "personnel")
        )
        if role is not None:
            type_ = role.type
        elif kind == "person":
            type_ = "person"
        else:
            type_ = _TYPE_OF_NOUN[kind or "group"]
        if type_ == "person" and (plural or modifier):
            type_ = "organization"
        mention = Mention(start, end, i, type_, "nominal", None, role, self._country(start, end, i), plural)
        self._add(mention)
        if measured is not None:
            self.by_head.setdefault(measured, mention)

    def _may_be_unseen(self, i: int) -> bool:
        """Whether a name may be here that nobody saw: a recognizer is mostly right, but for acronyms."""
        word = self.tree.words[i]
        return self.blind or (word.isupper() and len(word) > 2)

    def _unseen(self, i: int) -> None:
        """A name that neither the codebook nor the recognizer knows: words with capitals in a place of their own."""
        tree = self.tree
        start = i
        while start and tree.head[start - 1] == i and tree.tag[start - 1] == "NNP" and start - 1 not in self.name_at:
            start -= 1
        end = i + 1
        while end < len(tree) and tree.dep[end] == "flat" and tree.head[end] == i and end not in self.name_at:
            end += 1
        words = tree.words[start:end]
        if not all(w[0].isupper() and len(w) > 1 for w in words) or not context("calendar").isdisjoint(
            tree.lower[start:end]
        ):
            return
        if start == tree.sents[tree.sent[i]][0] and end - start == 1 and not words[0].isupper():
            # A capital at the start of a sentence says nothing.
            return
        name = Name(start, end, self._guess(start, i))
        for k in range(start, end):
            self.name_at[k] = name
        self.name(name)

    def _guess(self, start: int, head: int) -> str:
        tree = self.tree
        before = tree.lower[start - 1] if start else ""
        if before in context("titles") and before != "the":
            return "person"
        if before != "the" and not tree.words[head].isupper() and tree.case(head) in context("place_prepositions"):
            return "location"
        return "organization"

    def _adjective(self, i: int) -> None:
        """ "Insurgent attack": an adjective that is also a role's noun acts where the noun it modifies does not."""
        role = self.role(i)[0]
        if (
            role is not None
            and self.tree.lower[i] not in context("of_a_kind")
            and role.type == "person"
            and ARMED & set(role.sectors)
            and not self._is_something(self.tree.head[i])
        ):
            self._add(Mention(i, i + 1, i, "organization", "nominal", None, role, None, True))

    def _undertaking(self, i: int, modifier: bool) -> bool:
        """ "The campaign", "a political settlement", "our position": no group and no place."""
        tree = self.tree
        if modifier or tree.tag[i] not in ("NN", "NNS"):
            return False
        word = tree.lower[i]
        undertaking = word in context("undertakings")
        if not undertaking and word not in _GROUNDS:
            return False
        apart = any(tree.lower[k] in context("no_place") for k in tree.kids[i] if k < i)
        if undertaking:
            return apart or word not in ("settlement", "position") or tree.tag[i] == "NN"
        return apart and self.kind(i) == "place"

    def _is_something(self, i: int) -> bool:
        return i in self.name_at or (
            self.tree.pos[i] in ("NOUN", "PROPN") and (self.kind(i) is not None or self.role(i)[0] is not None)
        )

    def _is_staff(self, i: int) -> bool:
        """Whether the noun or name at i is a person, who may have a body before the title ("army General X")."""
        if i in self.name_at:
            return self.name_at[i].kind == "person"
        role = self.role(i)[0]
        return role is not None and role.type == "person"

    def _numeral(self, i: int) -> None:
        """ "Two were killed"."""
        tree = self.tree
        word = tree.lower[i]
        if (
            (len(word) == 4 and word.isdigit())
            or "%" in word
            or any(tree.lower[k] in ("%", "$", "percent") for k in tree.kids[i])
        ):
            return
        if tree.dep[i] == "obj" and not any(tree.dep[k] == "nmod" for k in tree.kids[i]):
            return
        start, end = phrase(tree, i)
        plural = word not in ("one", "1")
        self._add(Mention(start, end, i, "organization" if plural else "person", "nominal", plural=plural))

    def _pronoun(self, i: int, word: str) -> None:
        tree = self.tree
        what = self.book.pronouns.get(word)
        dep = tree.dep[i]
        if what is None or dep in ("expl", "det", "det:predet", "cc:preconj", "mark", "advmod", "discourse", "amod"):
            return
        if word in ("that", "which") and not any(
            tree.dep[k] in ("acl:relcl", "advcl:relcl") for k in (tree.head[i], *tree.ancestors(tree.head[i]))
        ):
            return
        if word == "it" and _empty_it(tree, i):
            return
        if what.kind == "group":
            if tree.plain[i] not in _ARGUMENTS or tree.dep[i] == "nmod:poss":
                return
            of = next((k for k in tree.kids[i] if k > i and tree.dep[k] == "nmod" and tree.case(k) == "of"), None)
            if of is not None and not (self._is_something(of) or tree.pos[of] == "PRON"):
                # "one of the biggest disputes"
                return
            start, end = phrase(tree, i)
        else:
            start, end = i, i + 1
        self._add(Mention(start, end, i, what.type, "pronoun", plural=what.number == "p"))


def _empty_it(tree: Tree, i: int) -> bool:
    """ "It is clear that", "it took a year to": an it that stands for a clause to come, or for nothing."""
    verb = tree.head[i]
    if tree.dep[i] not in SUBJECTS or tree.lower[verb] in context("disposed"):
        return False
    if any(tree.dep[k] in ("csubj", "csubj:outer") or tree.dep[k] == "expl" for k in tree.kids[verb]):
        return True
    copula = any(tree.dep[k] == "cop" for k in tree.kids[verb])
    clause = any(
        k > verb and tree.dep[k] in ("ccomp", "xcomp", "advcl", "acl:relcl") and tree.pos[k] in ("VERB", "AUX")
        for k in tree.kids[verb]
    )
    return copula and clause and tree.pos[verb] in ("ADJ", "NOUN")
