"""Whether it happened: what one source says happened another denies."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from parley.coding.acts.status import POSSIBLE, conditional, modal, negated
from parley.coding.disagreements.replies import Replies
from parley.coding.disagreements.scene import NEAR
from parley.coding.layers import Clash, Variant
from parley.coding.talks.rounds.days import day_range

# Days after which a denial is of something that the news does not tell.
_AGO = 40
_STEM = 6
_AKIN = 4


class Denials(Replies):
    """Disagreements about occurrence."""

    def clashes(self) -> Iterator[Clash]:
        """ "said that they had shot down a helicopter"; "denied that one had been shot down", "said none had been"."""
        used: set[int] = set()
        for clash in self._all_denials():
            # A claim that is contradicted twice in a row is one disagreement.
            if clash.values[0].trigger not in used:
                used.add(clash.values[0].trigger)
                yield clash

    def _all_denials(self) -> Iterator[Clash]:
        tree, vouched, verbs = self.tree, self.vouching, self.words["untrue"]["verbs"]
        pos, sent, base, empty, answering = tree.pos, tree.sent, tree.base, self._empty, self._answering
        for passage in self.passages:
            for i in range(passage.start, passage.end):
                verbal = pos[i] == "VERB"
                if not (verbal or base[i] in answering or sent[i] in empty):
                    continue
                # The rest answers what a source says, or calls it untrue.
                if verbal and self.denies(i):
                    yield from self._denial(i)
                elif i not in vouched and base[i] not in verbs:
                    continue
                elif self.belies(i) or (i in vouched and (self._no_such(i) or self._none_came(i))):
                    yield from self._answer(i)
                elif verbal and i in vouched and self._contradicts(i):
                    yield from self._clash(i, i, self._claimed(i, i, {self.source_entity(i)} - {None}))

    @cached_property
    def _answering(self) -> frozenset[str]:
        """Words that may point at what another has said, whatever the tagger takes them for."""
        return frozenset({*self.words["untrue"]["verbs"], *(word.lower() for word in self.words["happen"])})

    @cached_property
    def _empty(self) -> frozenset[int]:
        """The sentences with words that say of a thing that there was nothing of the kind."""
        lower = self.tree.lower
        first = {w.split()[0] for w in self.words["nothing"] if " such " not in f" {w} "}
        if "such" not in lower and first.isdisjoint(lower):
            return frozenset()
        texts = [f" {' '.join(lower[a:b])} " for a, b in self.tree.sents]
        words = [" such ", *(f" {w} " for w in self.words["nothing"])]
        return frozenset(k for k, text in enumerate(texts) if any(w in text for w in words))

    def _denial(self, i: int) -> Iterator[Clash]:
        """A verb of denial, with a clause that says what is denied or a word for it."""
        slots = self.slots.verb(i)
        clause = next((k for s in ("ccomp", "xcomp", "obj") for k in slots.get(s, ()) if self._tells(k)), None)
        if self._long_ago(i):
            return
        if clause is not None:
            yield from self._clash(i, clause, self._claimed(i, clause, self._speaker(i)))
        elif any(self.tree.base[k] in self.words["claim"] for k in slots.get("obj", ())):
            yield from self._answer(i)

    def _clash(self, i: int, clause: int, claim: tuple[int, tuple[int, int]] | None) -> Iterator[Clash]:
        if claim is None:
            return
        told = (min(i, self.tree.left[clause]), self.tree.right[clause] + 1)
        denied = self.text(self.tree.left[clause], told[1])
        claimed = self.text(*claim[1]).removeprefix("that ")
        values = [Variant(claimed, claim[1], claim[0]), Variant(f"denied: {denied}", told, i)]
        yield Clash("occurrence", "acts", self.act_near(claim[0]), claimed, values)

    def _answer(self, i: int) -> Iterator[Clash]:
        """A denial that only points at what another has just said: "dismissed the claim"."""
        tree = self.tree
        said = self.source_entity(i)
        speaker: set[int | None] = self._speaker(i) if said is None else {said}
        nouns = frozenset() if self._no_such(i) else self._none_came(i)
        for j in range(tree.left[i] - 1, -1, -1):
            if tree.sent[i] - tree.sent[j] > 1:
                return
            if tree.pos[j] != "VERB" or self.source(j) is None or self._speaks(j, speaker):
                continue
            if nouns and not any(w[:_AKIN] in nouns for w in self.content(j)):
                continue
            if not self._past(j) or self.negates(j) or self.under_denial(j) or self._blames_another(j, speaker):
                continue
            if tree.dep[j] == "ccomp":
                yield from self._clash(i, i, (j, self._words(j)))
                return

    def _blames_another(self, j: int, speaker: set[int | None]) -> bool:
        """Whether the clause only holds somebody else than the one who denies responsible."""
        if self.tree.base[j] not in self.words["blame"]["verbs"]:
            return False
        blamed = {self.entities.headed_by(k) for k in self.slots.verb(j).get("obj", ())}
        return not blamed & (speaker - {None})

    def _no_such(self, i: int) -> bool:
        """ "no such meeting had taken place", "nothing of the kind"."""
        tree = self.tree
        if tree.sent[i] not in self._empty:
            return False
        text = f" {' '.join(tree.lower[tree.left[i] : tree.right[i] + 1])} "
        return any(tree.lower[t] == "such" for k in self.denied_nouns(i) for t in tree.kids[k]) or any(
            f" {w} " in text for w in self.words["nothing"]
        )

    def _none_came(self, i: int) -> frozenset[str]:
        """What the clause says did not come about: "no meeting took place"."""
        if self.tree.lemma[i] not in self.words["happen"]:
            return frozenset()
        return frozenset(self.tree.base[k][:_AKIN] for k in self.denied_nouns(i))

    def _speaks(self, j: int, speaker: set[int | None]) -> bool:
        """Whether the one who denies vouches for the clause himself, or an office of one state for another's."""
        source = self.source_entity(j)
        people = [e is not None and self.entities.entities[e].type == "person" for e in (source, *speaker)]
        return source in speaker or (not any(people) and any(self.one_voice(source, e) for e in speaker))

    def _past(self, j: int) -> bool:
        return not (conditional(self.tree, j) or modal(self.tree, j) or self.tree.tag[j] in ("VB", "VBG"))

    def _contradicts(self, i: int) -> bool:
        """Whether the clause says of something past that it was not so."""
        return self.negates(i) and self._past(i) and not self.under_denial(i) and not self._long_ago(i)

    def _speaker(self, i: int) -> set[int | None]:
        return {self.entities.headed_by(k) for k in self.slots.verb(i).get("subj", ())} - {None}

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

    def _both_violent(self, j: int, clause: int) -> bool:
        """Whether both tell of violence and those who deny it name it as told before ("targeted the building")."""
        tree, violence = self.tree, self.words["violence"]
        hit = [k for s in ("obj", "on", "at") for k in self.slots.verb(clause).get(s, ()) if tree.pos[k] == "NOUN"]
        known = any(tree.lower[t] in ("the", "this", "that") for k in hit for t in tree.kids[k])
        return tree.base[j] in violence and tree.base[clause] in violence and known

    def _both_taken(self, j: int, clause: int) -> bool:
        """ "Said they had captured Goma"; "denied that the city had fallen"."""
        tree, taken = self.tree, self.words["taken"]
        if tree.base[j] not in taken or tree.base[clause] not in taken:
            return False
        ends = [
            {self.entities.headed_by(k) for s in ("obj", "subj") for k in self.slots.verb(v).get(s, ())}
            for v in (j, clause)
        ]
        return bool(ends[0] & ends[1] - {None})

    def _next(self, j: int, deny: int) -> bool:
        """Whether what another source says stands in the sentence just before the denial."""
        return self.source(j) is not None and self.tree.sent[deny] - self.tree.sent[j] == 1

    def _own(self, j: int, speaker: set[int | None]) -> bool:
        """Whether the report tells by itself what the one who denies it did: that is news beside the denial."""
        countries = {self.entities.entities[e].country for e in speaker if e is not None} - {None}
        doers = [n for k in self.slots.verb(j).get("subj", ()) if (n := self.entities.at.get(k)) is not None]
        found = {self.entities.of.get(n) for n in doers}
        states = {self.entities.entities[e].country for e in found if e is not None}
        return self.source(j) is None and bool(found & speaker or states & countries)

    def _claimed(self, deny: int, clause: int, speaker: set[int | None]) -> tuple[int, tuple[int, int]] | None:
        """The clause before that says what is denied: its verb, and the words."""
        tree = self.tree
        wanted = self.stems(clause)
        for j in range(tree.left[deny] - 1, -1, -1):
            if tree.sent[deny] - tree.sent[j] > NEAR:
                return None
            if tree.pos[j] != "VERB" or negated(tree, j) or conditional(tree, j) or tree.tag[j] == "VB":
                continue
            if modal(tree, j) in POSSIBLE:
                continue
            if self._same_matter(j, deny, clause, wanted):
                if self._speaks(j, speaker) or self.under_denial(j) or self._own(j, speaker):
                    continue
                return j, self._words(j)
        return None

    def _same_matter(self, j: int, deny: int, clause: int, wanted: frozenset[str]) -> bool:
        """Whether an earlier clause tells what a later one denies."""
        tree = self.tree
        own = self.stems(j)
        same_verb = tree.lemma[j] == tree.lemma[clause] and tree.lemma[j] not in self.empty
        shared = own & wanted - ({tree.base[j][:_STEM]} if same_verb else set())
        bare = same_verb and not wanted - {tree.lemma[clause][:_STEM]}
        if deny == clause:
            # No verb of denial says that it answers anything: the same must be told, by another, of the same.
            return (
                (same_verb or self._same_sort(j, clause))
                and bool(shared or bare)
                and self.source(j) not in (None, self.source(clause))
                and not self.negates(j)
                and all(self._covers(own, k) for k in self.denied_nouns(clause))
            )
        akin = shared or self._same_sort(j, clause) or self._both_violent(j, clause) or self._both_taken(j, clause)
        near = bool(akin) and self._next(j, deny)
        return (same_verb and bool(shared)) or bare or len(shared) >= 2 or near

    def _covers(self, own: frozenset[str], k: int) -> bool:
        """Whether a clause tells of those of whom another says that there were none."""
        if self.tree.pos[k] == "PRON":
            whole = [t for t in self.slots.noun(k).get("of", ()) if self.tree.pos[t] != "PRON"]
            return all(self._covers(own, t) for t in whole)
        words = {self.tree.base[k]}
        for sort in self.words["sorts"]:
            words |= set(sort) if words & set(sort) else set()
        return bool(own & {w[:_STEM] for w in words})

    def _words(self, j: int) -> tuple[int, int]:
        start = self.tree.left[j] if self.tree.right[j] - self.tree.left[j] < 20 else j
        return start, min(self.tree.right[j] + 1, start + 20)
