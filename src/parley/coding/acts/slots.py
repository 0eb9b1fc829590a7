"""The slots of a predicate: which tokens stand as its subject, object, agent and obliques, however the clause is built.

Passives, relative and participial clauses, control, raising and shared subjects all end in the same slots, so that
a frame of the codebook is written once. Relations are those of Universal Dependencies.
"""

from __future__ import annotations

from collections.abc import Callable, Container

from parley.language.tree import Tree

Slots = dict[str, list[int]]

_PREDICATES = frozenset({"VERB", "AUX", "ADJ"})
# Prepositions before those who are asked to do something.
_ADDRESSED = frozenset({"on", "upon", "to", "with"})
RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
_DEPTH = 8
# Dependents that show a passive, and those that show that a participle is none.
_UNDERGONE = frozenset({"nsubj:pass", "aux:pass", "csubj:pass"})
_ACTIVE = frozenset({"aux", "nsubj", "cop"})
# Where a bare participle stands for a passive.
_BARE = frozenset({"acl", "amod", "root", "advcl", "parataxis", "ccomp", "xcomp"})
# Dependents of a noun that modify it or hang on it by a preposition.
_MODIFYING = frozenset({"compound", "amod", "nmod:unmarked", "flat"})
_HANGING = frozenset({"nmod", "obl", "nmod:desc", "obl:agent"})
# Dependents of a verb that stand in its slots.
_FILLING = frozenset(
    {
        *("nsubj", "csubj", "nsubj:pass", "csubj:pass", "obj", "iobj"),
        *("xcomp", "ccomp", "advcl", "obl", "obl:agent", "nmod"),
    }
)
# Prepositions that mark the clause of what somebody does: "accused of killing".
_MARKING = frozenset("of for from in to against with by about on at into".split())
# Relations by which a clause is relative itself, or part of one that is.
_RELATIVE_LINKS = frozenset({"acl:relcl", "conj", "xcomp", "ccomp"})


class SlotReader:
    """Slots of the predicates of one Doc, each worked out once.

    Args:
        tree: the parse.
        control: tells of a verb with an open complement whether its object does the complement ("urged X to leave");
            without it the subject always does.
        stative: participles that name a state when no agent is told ("is opposed to"), not an act undergone.
    """

    def __init__(self, tree: Tree, control: Callable[[int], str] | None = None, stative: Container[str] = ()) -> None:
        self.tree = tree
        self._control = control or (lambda i: "subj")
        self._stative = stative
        self._passive: dict[int, bool] = {}
        # Readers that ask for nothing of their own share what they find.
        self._verbs: dict[int, Slots] = tree.verbs if control is None and not stative else {}
        # What hangs on a noun is the same whoever asks.
        self._nouns: dict[int, Slots] = tree.nouns

    def of(self, i: int) -> Slots:
        """The slots of the predicate at token i."""
        if self.tree.pos[i] in _PREDICATES:
            known = self._verbs.get(i)
            return self.verb(i) if known is None else known
        known = self._nouns.get(i)
        return self.noun(i) if known is None else known

    def is_verbal(self, i: int) -> bool:
        """Whether token i heads a clause: a verb, or an adjective or noun with a copula."""
        return self.tree.pos[i] in _PREDICATES

    def is_stative(self, i: int) -> bool:
        """Whether the participle at i tells a state of its subject: no agent, and the codebook has it as adjective."""
        tree = self.tree
        return (
            tree.tag[i] == "VBN"
            and tree.lower[i] in self._stative
            and tree.child(i, "obl:agent", "aux") is None
            and tree.child(i, "aux:pass", "cop") is not None
        )

    def is_passive(self, i: int) -> bool:
        """Whether the verb at i is a passive, a bare participle after its noun included."""
        known = self._passive.get(i)
        if known is None:
            known = self._passive[i] = self._is_passive(i)
        return known

    def _is_passive(self, i: int) -> bool:
        tree = self.tree
        participle = tree.tag[i] == "VBN"
        if participle and self.is_stative(i):
            return False
        kids = tree.kids[i]
        if not _UNDERGONE.isdisjoint([tree.dep[k] for k in kids]):
            return True
        if not participle:
            return False
        below = [tree.plain[k] for k in kids]
        if not _ACTIVE.isdisjoint(below):
            return False
        dep, head = tree.dep[i], tree.head[i]
        if dep == "conj" and head != i and self.is_verbal(head):
            return self.is_passive(head) and "obj" not in below
        return dep in _BARE and "obj" not in below

    def verb(self, i: int) -> Slots:
        """Slots of the clause that token i heads."""
        known = self._verbs.get(i)
        if known is None:
            # Who asks for it meanwhile, in a parse that goes round, finds nothing.
            self._verbs[i] = {}
            known = self._verbs[i] = self._read_verb(i)
        return known

    def noun(self, i: int) -> Slots:
        """Slots of the noun at i: poss, mod (compounds and adjectives) and prepositions."""
        known = self._nouns.get(i)
        if known is None:
            known = self._nouns[i] = self._read_noun(i)
        return known

    def _read_noun(self, i: int) -> Slots:
        out: Slots = {}
        tree = self.tree
        for k in tree.kids[i]:
            dep = tree.dep[k]
            if dep == "nmod:unmarked" and any(k < c for c in tree.children(i, "case")):
                # "two days before the strikes"
                continue
            if dep in _MODIFYING:
                out.setdefault("mod", []).extend(tree.conjuncts(k))
                if k - 2 in tree.kids[k] and tree.words[k - 1] == "-":
                    # "an Israeli-Palestinian summit"
                    out["mod"].append(k - 2)
            elif dep in _HANGING:
                out.setdefault(tree.case(k) or "mod", []).append(k)
            elif dep == "nmod:poss":
                out.setdefault("poss", []).append(k)
        return out

    def _read_verb(self, i: int) -> Slots:
        tree = self.tree
        out: Slots = {}
        passive = self.is_passive(i)
        for k in tree.kids[i]:
            dep = tree.dep[k]
            if dep not in _FILLING:
                continue
            if dep in ("nsubj", "csubj"):
                if dep == "csubj" and tree.child(i, "expl") is not None:
                    slot = "xcomp"
                elif passive and dep == "nsubj" and tree.tag[i] == "VBN" and tree.child(i, "aux:pass") is not None:
                    slot = "obj"
                else:
                    slot = "subj"
                out.setdefault(slot, []).append(k)
            elif dep in ("obj", "ccomp", "iobj"):
                out.setdefault(dep, []).append(k)
            elif dep in ("obl", "nmod"):
                prep = tree.case(k)
                if prep:
                    out.setdefault(prep, []).append(k)
            elif dep == "xcomp":
                if tree.tag[k] in ("VB", "VBG"):
                    out.setdefault(dep, []).append(k)
            elif dep == "obl:agent":
                out.setdefault("by", []).append(k)
            elif dep == "advcl":
                mark = tree.case(k)
                if (
                    mark == "to"
                    and tree.tag[k] == "VB"
                    and (
                        tree.child(i, "obj", "nsubj:pass") is not None
                        or any(tree.case(c) in _ADDRESSED for c in tree.children(i, "obl"))
                    )
                ):
                    # "asked the panel to look into it", "called on them to stop": parsers waver between complement
                    # and purpose.
                    out.setdefault("xcomp", []).append(k)
                # "accused of killing": a preposition marks the clause.
                if mark in _MARKING and tree.tag[k] == "VBG":
                    out.setdefault(mark, []).append(k)
            else:
                # The subject of a passive.
                out.setdefault("obj" if passive else "subj", []).append(k)
                if passive and tree.child(i, "obj") is not None:
                    # "was denied entry": whom the active verb would have as its indirect object.
                    out.setdefault("iobj", []).append(k)
        if not passive:
            out.pop("by", None)
        elif "by" not in out:
            self._share_agent(i, out)
        if tree.dep[i] in _RELATIVE_LINKS:
            self._fill_relative(i, out, passive)
        if "subj" not in out and not (passive and "obj" in out):
            self._fill_subject(i, out, passive)
        return out

    def _share_agent(self, i: int, out: Slots) -> None:
        """ "Arrested and beaten by police": the agent of the last of coordinated passives is that of all."""
        tree = self.tree
        for k in tree.children(i, "conj"):
            if tree.tag[k] == "VBN" and tree.child(k, "nsubj", "aux", "obj") is None:
                agents = [
                    c
                    for c in tree.kids[k]
                    if tree.dep[c] == "obl:agent" or (tree.plain[c] == "obl" and tree.case(c) == "by")
                ]
                if agents:
                    out["by"] = agents

    def _fill_relative(self, i: int, out: Slots, passive: bool) -> None:
        """Put the antecedent where a relative pronoun stands, or where the reduced relative has its gap."""
        tree = self.tree
        clause = self._relative_clause(i)
        if clause is None:
            return
        antecedent = tree.head[clause]
        seen = False
        for slot, tokens in out.items():
            for n, k in enumerate(tokens):
                if tree.lower[k] in RELATIVE and tree.pos[k] in ("PRON", "DET", "SCONJ"):
                    out[slot][n] = antecedent
                    seen = True
        if not seen and clause == i and tree.dep[i] == "acl:relcl":
            if "subj" in out and "obj" not in out and not passive:
                out["obj"] = [antecedent]
            elif "subj" not in out and "obj" not in out:
                out["obj" if passive else "subj"] = [antecedent]

    def _relative_clause(self, i: int) -> int | None:
        tree = self.tree
        for _ in range(_DEPTH):
            dep = tree.dep[i]
            if dep == "acl:relcl":
                return i
            if dep not in _RELATIVE_LINKS or tree.head[i] == i:
                return None
            i = tree.head[i]
        return None

    def _fill_subject(self, i: int, out: Slots, passive: bool) -> None:
        """Find who does it where the clause itself does not say."""
        tree = self.tree
        head, dep = tree.head[i], tree.dep[i]
        if head == i:
            return
        slot = "obj" if passive else "subj"
        if slot in out:
            return
        if dep == "acl" and not self.is_verbal(head):
            if tree.tag[i] in ("VBG", "VBN"):
                out[slot] = [head]
            else:
                # "a plan to attack": whoever has the plan.
                owner = self.noun(head).get("poss") or self._owner(head)
                if owner:
                    out[slot] = list(owner)
        elif dep in ("conj", "parataxis") and self.is_verbal(head):
            self._inherit(head, slot, out)
        elif dep == "xcomp" and self.is_verbal(head):
            above = self.verb(head)
            if "obj" in above and (self.is_passive(head) or self._control(head) == "obj" or "subj" not in above):
                out[slot] = list(above["obj"])
            elif "iobj" in above and self._control(head) == "obj":
                out[slot] = list(above["iobj"])
            elif "subj" in above:
                out[slot] = list(above["subj"])
        elif dep in ("advcl", "ccomp", "obl") and self.is_verbal(head):
            above = self.verb(head)
            if self._control(head) == "obj" and "obj" in above and tree.case(i) in ("of", "for", "from", "to", "into"):
                out[slot] = list(above["obj"])
            elif tree.tag[i] in ("VBG", "VBN", "VB") or (dep == "ccomp" and tree.child(i, "expl") is not None):
                # "said it is willing": the parse may take "it" for an expletive; who says it is willing.
                self._inherit(head, slot, out)
        elif dep == "acl:relcl":
            out[slot] = [head]

    def _inherit(self, head: int, slot: str, out: Slots) -> None:
        above = self.verb(head)
        source = above.get("subj") or (above.get("obj") if self.is_passive(head) else None)
        if source:
            out[slot] = list(source)

    def _owner(self, noun: int) -> list[int] | None:
        """Subject of the verb whose object the noun is ("the army launched an operation to free them")."""
        head = self.tree.head[noun]
        if head != noun and self.tree.dep[noun] in ("obj", "obl") and self.is_verbal(head):
            return self.verb(head).get("subj")
        return None
