"""Slots of clauses, with the subjects that parses of news copy lose beside datelines and relative clauses."""

from __future__ import annotations

from collections.abc import Callable, Container

from parley.coding.acts.slots import SlotReader, Slots
from parley.language.tree import Tree

_DASHES = frozenset({"-", "–", "—", "--", ":", "|"})
_PAST = frozenset({"VBN"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
# What parsers take those who follow the dash for, when they hang them on the town.
_BESIDE = ("appos", "nmod:unmarked", "conj", "list", "flat")
_TENSES = {"VBZ": "present", "VBP": "present", "VBD": "past"}
# How many tokens the dash of a dateline may stand after the name of its town.
_NEAR = 12


class ClauseReader(SlotReader):
    """A `SlotReader` that mends two readings that parsers of news copy often get wrong."""

    def __init__(self, tree: Tree, control: Callable[[int], str], timed: Container[int]) -> None:
        """As a `SlotReader`; `timed` are the tokens of times, which do nothing."""
        super().__init__(tree, control)
        self._timed = timed

    def _read_verb(self, i: int) -> Slots:
        out = super()._read_verb(i)
        if self.tree.child(i, "nsubj") is None and (parted := self._parted(i)) is not None:
            out["subj"] = [parted]
        if (asked := self._asked(i)) is not None:
            out["subj"] = [asked]
        elif self.tree.child(i, "nsubj", "csubj") is None and (hung := self._hung(i)):
            out["obj" if self.is_passive(i) else "subj"] = hung
        elif self.tree.child(i, "nsubj", "csubj") is None and (lone := self._alone(i)) is not None:
            out["subj"] = [lone]
        elif (signer := bereft(self.tree, i)) is not None:
            out["subj"] = [signer]
        elif self.tree.child(i, "nsubj", "csubj") is None and (left := self._stranded(i)) is not None:
            out["subj"] = [left]
        elif (first := self._split(i)) is not None:
            out["subj"] = [first, *(k for k in out.get("subj", ()) if k != first)]
        elif all(k in self._timed for k in out.get("subj", "-")) and (told := self._headless(i)) is not None:
            out["subj"] = [told]
        elif "subj" in out:
            out["subj"] = self._renamed([k for s in out["subj"] for k in self._after_dateline(s)])
        elif self.tree.tag[i] in _FINITE and not self.is_passive(i) and (name := self._left_alone(i)) is not None:
            out["subj"] = [name]
        elif self.tree.tag[i] in _FINITE and "subj" not in out and (before := self._foregoing(i)):
            out["subj"] = before
        if (called := self._called(i)) is not None and not self.is_passive(i):
            out["subj"] = [called]
        if "by" not in out and self.is_passive(i) and (doer := self._doer(i)) is not None:
            out["by"] = [doer]
        return out

    def _is_passive(self, i: int) -> bool:
        if self.tree.tag[i] == "VBN" and self.tree.child(i, "aux:pass", "nsubj:pass", "obl:agent") is None:
            # The past of most verbs looks like a participle.
            return super()._is_passive(i) and self._alone(i) is None and self._stranded(i) is None
        return super()._is_passive(i)

    def _asked(self, i: int) -> int | None:
        """ "urged Chad and the rebels to open talks": parsers hang the verb on the last of them."""
        tree = self.tree
        if tree.dep[i] != "acl" or tree.tag[i] != "VB":
            return None
        first = tree.first_conjunct(tree.head[i])
        over = tree.head[first]
        asks = tree.dep[first] == "obj" and first != tree.head[i] and self._control(over) == "obj"
        return int(first) if asks else None

    def _foregoing(self, i: int) -> list[int]:
        """ "In the hall of the palace, Peru's president and the rebel chief signed": parsers join them to the hall."""
        tree = self.tree
        if tree.dep[i] not in ("root", "conj", "ccomp", "parataxis") or self.is_passive(i):
            return []
        first = next((k for k in range(i - 1, tree.sents[tree.sent[i]][0], -1) if tree.words[k] == ","), None)
        if first is None or tree.pos[i - 1] not in ("NOUN", "PROPN"):
            return []
        inside = range(first + 1, i)
        found = [k for k in inside if tree.pos[k] in ("NOUN", "PROPN") and tree.head[k] < first]
        return [k for k in found if not tree.case(k) and tree.dep[k] == "conj"]

    def _called(self, i: int) -> int | None:
        """ "Chad, in return, is to open the road", "Chad, the broker, kept silent": parsers make a call of it."""
        tree = self.tree
        for k in tree.children(i, "vocative"):
            subject = tree.child(i, "nsubj")
            beside = subject is None or (tree.pos[subject] == "NOUN" and tree.words[tree.left[subject] - 1] == ",")
            if k < i and tree.pos[k] == "PROPN" and tree.words[k + 1] == "," and beside:
                return k
        return None

    def _parted(self, i: int) -> int | None:
        """ "had for weeks refused": parsers hang the subject on the auxiliary that words part from its verb."""
        aux = self.tree.child(i, "aux")
        return None if aux is None else self.tree.child(aux, "nsubj")

    def _doer(self, i: int) -> int | None:
        """ "was handed to both sides by Ann Roe": parsers hang her on the noun before, or take her for a means."""
        tree = self.tree
        for k in range(i + 1, tree.right[i] + 1):
            if tree.pos[k] == "VERB":
                return None
            by = tree.case(k) == "by" or tree.lower[tree.left[k]] == "by"
            if by and tree.pos[k] == "PROPN" and tree.plain[k] in ("obl", "nmod"):
                return None if k in self._timed else k
        return None

    def _renamed(self, subjects: list[int]) -> list[int]:
        """ "His party, the FPI, refused": parsers take both names for subjects, and it is the second that tells who."""
        tree = self.tree
        if len(subjects) != 2 or tree.words[tree.left[subjects[1]] - 1] != ",":
            return subjects
        return subjects[1:] if tree.head[subjects[0]] == tree.head[subjects[1]] else subjects

    def _after_dateline(self, subject: int) -> list[int]:
        """ "LOME - The president signed": parsers take the town for the subject and who follows for an apposition."""
        tree = self.tree
        dash = self._dash(subject)
        if dash is None:
            return [subject]
        others = [k for k in tree.children(tree.head[subject], "nsubj") if k > dash]
        return self._behind(subject, dash) or ([] if others else [subject])

    def _dash(self, town: int) -> int | None:
        """The dash after the town of a dateline, None where the token is no such town."""
        tree = self.tree
        if not tree.words[town].isupper() or tree.left[town] != tree.sents[tree.sent[town]][0]:
            return None
        near = range(town + 1, min(town + _NEAR, len(tree)))
        return next((k for k in near if tree.words[k] in _DASHES), None)

    def _behind(self, town: int, dash: int) -> list[int]:
        """Who follows the dash, where the parse hangs them on the town."""
        tree = self.tree
        return [k for k in tree.children(town, *_BESIDE) if tree.left[k] >= dash and not tree.case(k)]

    def _hung(self, i: int) -> list[int]:
        """The subject of a verb that the parse has put beneath the town of a dateline, itself no subject."""
        tree = self.tree
        for town in tree.children(i, "parataxis"):
            if town < i and (dash := self._dash(town)) is not None:
                return self._behind(town, dash)
        return []

    def _split(self, i: int) -> int | None:
        """ "Chad and the rebels signed a pact": parsers make a clause about the first of those who follow it."""
        tree = self.tree
        first, second = tree.head[i], tree.child(i, "nsubj")
        if tree.dep[i] != "acl:relcl" or tree.head[first] != first or second is None or tree.tag[i] not in _FINITE:
            return None
        beside = tree.child(second, "cc")
        return int(first) if beside is not None and tree.lower[beside] == "and" else None

    def _alone(self, i: int) -> int | None:
        """ "Mr. Poe, in his first speech, called for a vote": parsers hang the verb on the phrase before it."""
        tree = self.tree
        if tree.dep[i] != "acl" or tree.tag[i] not in ("VBD", "VBN") or tree.words[i - 1] != ",":
            return None
        over = tree.head[i]
        while tree.head[over] != over and tree.dep[over] in ("nmod", "obl", "appos"):
            over = tree.head[over]
        if tree.head[over] == over and tree.pos[over] == "NOUN" and tree.dep[tree.head[i]] == "appos":
            # "The front's chief delegate, Ann Roe, called for a vote"
            return over if tree.pos[tree.head[i]] == "PROPN" and tree.child(over, "nsubj", "cop") is None else None
        if tree.pos[over] == "VERB" and over > i and (cc := tree.child(over, "cc")) is not None and cc > i:
            # "and said": what follows has kept the subject.
            return tree.child(over, "nsubj")
        return over if tree.head[over] == over and tree.pos[over] == "PROPN" and over < i else None

    def _stranded(self, i: int) -> int | None:
        """ "Ann Roe, who speaks for the union, pressed for a vote": parsers end the clause about her with the verb."""
        tree = self.tree
        if tree.tag[i] not in _PAST | _FINITE or tree.words[i - 1] != "," or tree.child(i, "aux", "mark", "cc"):
            return None
        over, within = i, False
        while tree.head[over] != over:
            within = within or tree.dep[over] == "acl:relcl"
            over = tree.head[over]
        return over if within and tree.pos[over] in ("PROPN", "NOUN") and over < i else None

    def _headless(self, i: int) -> int | None:
        """ "The army that has held the port since May resumed talks": parsers leave the sentence without its verb."""
        tree = self.tree
        root = i
        while tree.head[root] != root:
            root = tree.head[root]
        return root if tree.pos[root] in ("NOUN", "PROPN") and root < i and tree.tag[i] in _FINITE else None

    def _left_alone(self, i: int) -> int | None:
        """ "Mr. Poe, who had flown in, proposed a truce": parsers take the name for the head of the sentence."""
        tree = self.tree
        head: int = tree.head[i]
        alone = tree.head[head] == head and tree.pos[head] == "PROPN" and head < i and not tree.words[head].isupper()
        return head if alone and tree.dep[i] in ("conj", "parataxis") else None


def of_one_tense(tree: Tree, i: int) -> int | None:
    """The verb above to which a second one belongs that the parse has joined to a clause of another tense ("objects
    that troops could stay and wants them to leave")."""
    over = tree.head[i]
    tense = _TENSES.get(tree.tag[i]) or ("past" if tree.tag[i] == "VBN" and tree.child(i, "aux") is None else None)
    if tense is None or _TENSES.get(tree.tag[over]) == tense or tree.plain[over] not in ("ccomp", "acl"):
        return None
    while tree.plain[over] in ("ccomp", "acl", "obj", "obl", "nmod"):
        over = tree.head[over]
    had = tree.tag[over] == "VBN" and any(tree.lower[k] == "had" for k in tree.kids[over])
    return over if ("past" if had else _TENSES.get(tree.tag[over])) == tense else None


def bereft(tree: Tree, i: int) -> int | None:
    """Who signs in "The front and the army, with the envoy, signed in Doha today a pact": the parse leaves the sentence
    without a verb, the one that it has on a name before it, and may take what is signed for the head of it all."""
    if tree.dep[i] != "acl" or tree.tag[i] not in ("VBD", "VBN"):
        return None
    who, root = tree.head[i], i
    while tree.head[root] != root:
        root = tree.head[root]
    if tree.pos[root] not in ("NOUN", "PROPN") or tree.child(root, "cop") is not None:
        return None
    if root < i and tree.child(i, "obj") is None:
        return None
    while tree.head[who] < i and tree.head[who] != who:
        who = tree.head[who]
    return int(who)


def aside(tree: Tree, i: int) -> bool:
    """ "Lima, pressed for land, gave way": a participle between commas that parsers take for what its subject did."""
    subject = tree.child(i, "nsubj")
    if tree.tag[i] not in ("VBN", "VBD") or subject is None or tree.words[i - 1] != "," or tree.right[subject] != i - 1:
        return False
    later = next((k for k in tree.children(i, "conj") if k > i), None)
    return later is not None and tree.words[tree.left[later] - 1] == "," and tree.child(later, "cc", "nsubj") is None


def misread(tree: Tree, i: int) -> bool:
    """Whether a verb with its subject was taken for a noun in the plural ("The union calls for a vote"), or for one
    after "do" ("the front did consent to a vote")."""
    if tree.pos[i] == "NOUN" and tree.dep[i] == "obj" and tree.base[tree.head[i]] == "do":
        return tree.head[i] == i - 1 and tree.lower[i] == tree.base[i]
    acts = tree.child(i, "nsubj") is not None and tree.child(i, "cop", "det", "case") is None
    return acts and tree.pos[i] == "NOUN" and tree.tag[i] in ("VBZ", "NNS")


def is_to(tree: Tree, verb: int) -> bool:
    """ "are to resume", "is to be signed": what has been settled on."""
    if tree.tag[verb] == "VBN" and any(tree.lower[k] == "be" for k in tree.children(verb, "aux:pass")):
        return any(tree.lower[k] == "to" and tree.dep[k] == "mark" for k in tree.kids[verb])
    return tree.tag[verb] == "VB" and (
        tree.child(verb, "cop") is not None
        or any(tree.dep[k] == "aux" and tree.lemma[k] == "be" for k in tree.kids[verb])
        or (tree.dep[verb] == "xcomp" and tree.lemma[tree.head[verb]] == "be")
    )
