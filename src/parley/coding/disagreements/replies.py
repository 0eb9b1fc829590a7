"""How whoever is charged, or hears another's claim, says that it is not so."""

from __future__ import annotations

from parley.coding.acts.status import negated
from parley.coding.disagreements.scene import Scene
from parley.coding.layers import Entity

# Sectors of those who are no arm of the state.
_APART = frozenset({"REB", "UAF", "OPP", "CRM", "CVL", "SEP", "INS", "IMG", "NGO", "MED", "PTY"})
_NOBODY = frozenset({"none", "nobody", "nothing"})


class Replies(Scene):
    """What disagreements about doers and about occurrence ask of a denial."""

    def disowns(self, i: int) -> bool:
        """Whether the predicate says that its subject did not do it: "had no hand in", "was not behind"."""
        tree = self.tree
        things = self.words["disown"].get(tree.base[i])
        if things is None:
            return False
        objects = [k for k in self.slots.verb(i).get("obj", ()) if tree.base[k] in things]
        return any(tree.lower[k] in _NOBODY or negated(tree, k) or negated(tree, i) for k in objects)

    def belies(self, i: int) -> bool:
        """Whether the predicate calls what another said untrue: "called the accusation baseless"."""
        tree, untrue = self.tree, self.words["untrue"]
        if tree.base[i] not in untrue["verbs"]:
            return False
        start, end = tree.left[i], tree.right[i] + 1
        told = {tree.base[k] for k in self.slots.verb(i).get("obj", ())}
        return bool(told & set(self.words["claim"])) and any(
            tree.lower[k] in untrue["words"] or tree.base[k] in untrue["words"] for k in range(start, end)
        )

    def denies(self, i: int) -> bool:
        """Whether the verb is one of denial, and stands."""
        return (
            self.tree.pos[i] == "VERB"
            and self.tree.lemma[i] in self.words["deny"]["verbs"]
            and not negated(self.tree, i)
        )

    def denied_nouns(self, i: int) -> list[int]:
        """Subjects and objects of the predicate that the words say to be nobody: "no soldiers", "none of them"."""
        tree = self.tree
        slots = self.slots.verb(i)
        return [k for s in ("subj", "obj") for k in slots.get(s, ()) if tree.lower[k] in _NOBODY or negated(tree, k)]

    def negates(self, i: int) -> bool:
        """Whether the clause says that what its verb tells was not so."""
        return negated(self.tree, i) or bool(self.denied_nouns(i))

    def under_denial(self, i: int) -> bool:
        """Whether what the predicate tells is what somebody denies."""
        tree = self.tree
        while tree.head[i] != i:
            if tree.dep[i] == "conj" and tree.child(i, "nsubj", "nsubj:pass") is not None:
                return False
            i = tree.head[i]
            if tree.lemma[i] in self.words["deny"]["verbs"]:
                return True
        return False

    def one_voice(self, a: int | None, b: int | None) -> bool:
        """Whether two who speak are one, or offices of one state."""
        if a is None or b is None or a == b:
            return a is not None and a == b
        x, y = self.entities.entities[a], self.entities.entities[b]
        offices = all("GOV" in e.sectors or e.code == e.country for e in (x, y))
        return offices and bool(x.country) and x.country == y.country

    def speaks_for(self, token: int, entity: int | None) -> bool:
        """Whether the speaker is the entity, or one of theirs."""
        if entity is None:
            return False
        accused = self.entities.entities[entity]
        tokens = [token, *(k for s in ("of", "for", "poss", "mod") for k in self.slots.noun(token).get(s, ()))]
        for k in tokens:
            n = self.entities.at.get(k)
            if n is not None and n in self.entities.of and self._kin(self.entities.of[n], entity, accused):
                return True
        if self.tree.pos[token] == "PRON":
            # "said it had no part in it": who says so.
            source = self.source_entity(token)
            return source is not None and self._kin(source, entity, accused)
        return False

    def _kin(self, speaker: int, entity: int, accused: Entity) -> bool:
        if speaker == entity:
            return True
        # A state answers for its forces, and they for it; an armed group for its own, and for no other's.
        mine = self.entities.entities[speaker]
        if accused.type == "person" or not accused.country or mine.country != accused.country:
            return False
        apart = [_APART & set(e.sectors) for e in (mine, accused)]
        named = mine.key and accused.key and mine.key != accused.key
        return apart[0] == apart[1] and not (apart[0] and named)
