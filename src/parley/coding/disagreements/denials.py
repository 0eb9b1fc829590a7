"""Whether it happened: what one source says happened another denies."""

from __future__ import annotations

from collections.abc import Iterator

from parley.coding.acts.status import conditional, negated
from parley.coding.disagreements.scene import NEAR, Scene
from parley.coding.layers import Clash, Variant
from parley.coding.talks.stage import day_range

# Days after which a denial is of something that the news does not tell.
_AGO = 40


class Denials(Scene):
    """Disagreements about occurrence."""

    def clashes(self) -> Iterator[Clash]:
        """ "said that they had shot down a helicopter"; "denied that one had been shot down"."""
        tree = self.tree
        for passage in self.passages:
            for i in range(passage.start, passage.end):
                if tree.pos[i] != "VERB" or tree.lemma[i] not in self.words["deny"]["verbs"] or negated(tree, i):
                    continue
                slots = self.slots.verb(i)
                clause = next((k for s in ("ccomp", "xcomp", "obj") for k in slots.get(s, ()) if self._tells(k)), None)
                if clause is None or self._long_ago(i):
                    continue
                claim = self._claimed(i, clause)
                if claim is not None:
                    values = [
                        Variant(self.text(*claim[1]), claim[1], claim[0]),
                        Variant(
                            f"denied: {self.text(tree.left[clause], tree.right[clause] + 1)}",
                            (i, tree.right[clause] + 1),
                            i,
                        ),
                    ]
                    yield Clash("occurrence", "acts", self.act_near(claim[0]), self.text(*claim[1]), values)

    def _tells(self, k: int) -> bool:
        return self.tree.pos[k] in ("VERB", "AUX") or self.tree.child(k, "cop") is not None

    def _long_ago(self, i: int) -> bool:
        """Whether the denial is dated while the rest of its surroundings is news: it was of something else."""
        spans = [day_range(self.times[t].value) for t in self.times_at([i])]
        return self.published is not None and any(r is not None and (self.published - r[1]).days > _AGO for r in spans)

    def _same_sort(self, j: int, clause: int) -> bool:
        """Whether both clauses tell an act of one type and mode ("arrested", "been detained")."""
        sorts = [{(a.type, a.mode) for a in self.acts if a.trigger == k and a.mode} for k in (j, clause)]
        return bool(sorts[0] & sorts[1])

    def _next(self, j: int, deny: int) -> bool:
        """Whether what another source says stands in the sentence just before the denial."""
        return self.source(j) is not None and self.tree.sent[deny] - self.tree.sent[j] == 1

    def _under_denial(self, j: int) -> bool:
        return any(self.tree.lemma[k] in self.words["deny"]["verbs"] for k in self.tree.ancestors(j))

    def _own(self, j: int, speaker: set[int | None]) -> bool:
        """Whether the report tells by itself what the one who denies it did: that is news beside the denial."""
        countries = {self.entities.entities[e].country for e in speaker if e is not None} - {None}
        doers = [n for k in self.slots.verb(j).get("subj", ()) if (n := self.entities.at.get(k)) is not None]
        found = {self.entities.of.get(n) for n in doers}
        states = {self.entities.entities[e].country for e in found if e is not None}
        return self.source(j) is None and bool(found & speaker or states & countries)

    def _claimed(self, deny: int, clause: int) -> tuple[int, tuple[int, int]] | None:
        """The clause before that says what is denied: its verb, and the words."""
        tree = self.tree
        wanted = self.stems(clause)
        speaker = {self.entities.of.get(self.entities.at.get(k, -1)) for k in self.slots.verb(deny).get("subj", ())} - {
            None
        }
        for j in range(tree.left[deny] - 1, -1, -1):
            if tree.sent[deny] - tree.sent[j] > NEAR:
                return None
            if tree.pos[j] != "VERB" or negated(tree, j) or conditional(tree, j) or tree.tag[j] == "VB":
                continue
            own = self.stems(j)
            same_verb = tree.lemma[j] == tree.lemma[clause] and tree.lemma[j] not in self.empty
            shared = own & wanted - ({tree.lemma[j].lower()[:6]} if same_verb else set())
            if (
                (same_verb and (shared or not wanted - {tree.lemma[clause][:6]}))
                or len(shared) >= 2
                or ((shared or self._same_sort(j, clause)) and self._next(j, deny))
            ):
                source = self.source_entity(j)
                if (source is not None and source in speaker) or self._under_denial(j) or self._own(j, speaker):
                    continue
                start = tree.left[j] if tree.right[j] - tree.left[j] < 20 else j
                return j, (start, min(tree.right[j] + 1, start + 20))
        return None
