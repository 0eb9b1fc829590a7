"""Figures: how many people were killed, injured, displaced, detained, kidnapped, missing, released, took part or serve.

Every number of the report is a quantity; a quantity is a figure where a word of `codebook/data/figures.yaml` says what
happened to the people that it counts. One named or indefinite person is 1.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from parley.codebook.tables import folder_of
from parley.coding import numbers
from parley.coding.layers import Figure, Quantities, Quantity, layer, tree_of
from parley.coding.people import People, Phrase, Triggers, triggers
from parley.language.tree import Tree


@Language.factory(
    "parley_figures",
    default_config={"codebook": None},
    requires=["token.dep", "token.head", "token.lemma", "doc._.parley_times"],
    assigns=["doc._.parley_quantities"],
)
class Figures:
    """Writes `doc._.parley_quantities`.

    Args:
        nlp: the pipeline.
        name: its name there.
        codebook: a folder that extends the shipped words.
    """

    def __init__(self, nlp: Language, name: str = "parley_figures", codebook: str | None = None) -> None:
        self.name = name
        self._triggers = triggers(folder_of(codebook))

    def __call__(self, doc: Doc) -> Doc:
        tree = tree_of(doc)
        taken = {i for time in layer(doc, "parley_times") or () for i in range(time.start, time.end)}
        quantities = numbers.find(tree.lower, taken)
        places = {
            i
            for m in layer(doc, "parley_mentions") or ()
            if m.type == "location" and m.form == "name"
            for i in range(m.start, m.end)
        }
        figures = Search(tree, quantities, self._triggers, taken, places).figures()
        doc._.parley_quantities = Quantities(quantities, figures)
        return doc


class Search:
    """One report's search for figures."""

    def __init__(
        self, tree: Tree, quantities: list[Quantity], words: Triggers, taken: set[int], places: Container[int] = ()
    ) -> None:
        self._tree = tree
        self._words = words
        self._people = People(tree, quantities, words, taken, places)
        self._figures: dict[int, Figure] = {}
        self._spans: dict[int, tuple[int, int]] = {}

    def figures(self) -> list[Figure]:
        """The figures in text order; the first trigger that takes a phrase keeps it."""
        tree, first = self._tree, self._words.first
        tolls: list[int] = []
        counted: list[int] = []
        words = zip(tree.lemma, tree.lower, strict=True)
        for i in [i for i, (lemma, lower) in enumerate(words) if lemma in first or lower in first]:
            kinds = first.get(tree.lemma[i]) or first.get(tree.lower[i]) or set()
            if "verb" in kinds and tree.pos[i] in ("VERB", "AUX", "ADJ"):
                self._verb(i)
            if "adjective" in kinds:
                self._adjective(i)
            if "noun" in kinds and tree.pos[i] in ("NOUN", "PROPN"):
                self._noun(i)
            if "toll" in kinds and tree.pos[i] == "NOUN":
                tolls.append(i)
            if "counted" in kinds:
                counted.append(i)
        for i in counted:
            measure = self._words.counted.get(tree.lemma[i])
            if measure is not None:
                self._add(measure, [self._people.lift(i)], i, number=True, alone=True)
        for i in tolls:
            self._toll(i)
        return sorted(self._figures.values(), key=lambda f: f.quantity.start)

    def _add(
        self, measure: str, heads: Iterable[int], trigger: int, *, number: bool = False, people: bool = False,
        new: bool = False, alone: bool = False,
    ) -> None:  # fmt: skip
        new = new or measure in self._words.indefinite
        for head in heads:
            phrases = [Phrase(head, head)] if alone else [*self._people.phrases(head)]
            if phrases and not alone and self._people.count(phrases[0]) is not None:
                phrases += self._people.included(trigger)
                if self._tree.dep[trigger] == "xcomp":
                    # "counted 20 dead, including six nurses"
                    phrases += self._people.included(self._tree.head[trigger])
            for phrase in phrases:
                if phrase.head in self._figures or (alone and self._covered(phrase.head)):
                    continue
                count = self._people.count(phrase, number=number, people=people, new=new)
                if count is None:
                    continue
                start, end = self._people.span(phrase, count)
                others = (s for h, s in self._spans.items() if self._figures[h].measure == measure)
                if not any(start < b and a < end for a, b in others):
                    self._spans[phrase.head] = start, end
                    who = self._people.named(start, end, count)
                    self._figures[phrase.head] = Figure(count, measure, trigger, who)

    def _covered(self, i: int) -> bool:
        return any(a <= i < b for a, b in self._spans.values())

    def _verb(self, i: int) -> None:
        tree = self._tree
        if tree.pos[i] == "ADJ" and not tree.lower[i].endswith("ed"):
            return
        entries = self._words.verbs.get(tree.lemma[i]) or self._words.verbs.get(tree.lower[i]) or []
        for entry in entries:
            if entry.with_ and not self._has(i, entry.with_):
                continue
            if entry.agent and not self._done_by(i, entry.agent):
                continue
            if entry.without_agent and self._done_by(i, entry.without_agent):
                continue
            unreal = self._unreal(i)
            if unreal is None:
                continue
            heads = list(self._objects(i) if entry.slot == "object" else self._subjects(i))
            # "the sixth imprisoned editor" counts nobody.
            number = entry.number or unreal or tree.dep[i] == "amod"
            if entry.among:
                heads = [k for k in heads if self._people.are(k, entry.among)]
            self._add(entry.measure, heads, i, number=number, people=entry.people, new=entry.slot == "subject")
        passive = tree.tag[i] in ("VBN", "VBD") and tree.child(i, "obj") is None
        if passive and entries and entries[0].slot == "object" and not (entries[0].with_ or entries[0].among):
            self._just_before(entries[0].measure, i)

    def _just_before(self, measure: str, i: int) -> None:
        """The counted phrase that ends right before a participle or adjective, however the parse joins them."""
        tree, people = self._tree, self._people
        for k in range(i - 1, max(i - 4, -1), -1):
            if k in people.by_head or tree.lemma[k] in self._words.others:
                before = range(k, max(k - 4, -1), -1)
                head = next((j for j in before if j in people.by_head), None)
                if head is not None and not self._covered(head):
                    self._add(measure, [head], i, number=True, alone=True)
                return
            if tree.pos[k] != "ADV":
                return

    def _unreal(self, i: int) -> bool | None:
        """None where the verb is denied or only possible, true where it may not have come about, else false."""
        tree, words = self._tree, self._words
        for k in tree.kids[i]:
            if tree.lower[k] in words.negations or (tree.dep[k] == "aux" and tree.lower[k] in words.unreal):
                return None
        if tree.dep[i] == "ccomp" and tree.lemma[tree.head[i]] in words.denying:
            # "denied that the president had been killed"
            return None
        if tree.tag[i] == "VB" and any(tree.lower[k] == "to" for k in tree.kids[i]):
            return True
        if tree.tag[i] == "VBG" and tree.dep[i] in ("advcl", "conj"):
            head = tree.head[i]
            if tree.pos[head] == "VERB" and self._unreal(head) is not False:
                return None
        return False

    def _done_by(self, i: int, who: frozenset[str]) -> bool:
        tree = self._tree
        agents = [k for k in tree.kids[i] if tree.dep[k] in ("nsubj", "obl:agent") or tree.case(k) == "by"]
        if not agents and tree.dep[i] in ("advcl", "conj", "xcomp"):
            agents = [k for k in tree.kids[tree.head[i]] if tree.dep[k] == "nsubj"]
        return any(tree.base[k] in who or tree.lower[k] in who for a in agents for k in (a, *tree.kids[a]))

    def _has(self, i: int, words: frozenset[str]) -> bool:
        tree = self._tree
        for k in tree.kids[i]:
            if tree.lower[k] in words or f"{tree.case(k)} {tree.lower[k]}" in words:
                return True
            if any(tree.lower[j] in words for j in tree.kids[k]):
                return True
        return False

    def _objects(self, i: int) -> Iterator[int]:
        """Whom the verb is done to: object, subject of the passive, or the noun that a participle describes."""
        tree = self._tree
        direct = tree.children(i, "obj")
        direct += [k for k in tree.kids[i] if tree.dep[k] == "obl" and self._people.bare(k)]
        passive = [k for k in tree.kids[i] if tree.dep[k] == "nsubj:pass"]
        relation, head = tree.plain[i], tree.head[i]
        if relation == "acl" and tree.case(head) == "among":
            # "Among those killed was a nurse", "two nurses were among the 20 killed".
            top = head if tree.child(head, "cop") is not None else tree.head[head]
            yield from self._subjects_of(top)
        if passive and relation in ("acl", "advcl") and tree.pos[passive[0]] == "PRON" and head != i:
            yield head
            return
        if direct or passive:
            yield from passive
            yield from direct
            return
        if not (tree.tag[i] in ("VBN", "VBD") or tree.pos[i] == "ADJ"):
            return
        if relation in ("acl", "amod") and head != i:
            yield head
        elif head != i and (relation in ("xcomp", "ccomp") or (relation == "advcl" and i == head + 1)):
            # "left five wounded", "was reported killed"
            yield from tree.children(head, "obj") or self._subjects_of(head)
        elif relation == "conj" and head != i:
            own = [k for k in tree.kids[i] if tree.dep[k] == "nsubj"]
            if own:
                yield from own
            elif tree.child(i, "aux:pass") is not None:
                yield from self._subjects_of(head)
            elif tree.tag[i] == "VBN" and tree.tag[head] == "VBN" and tree.child(i, "aux") is None:
                yield from self._objects(head)
        else:
            yield from (k for k in tree.kids[i] if tree.dep[k] == "nsubj")

    def _subjects(self, i: int) -> Iterator[int]:
        """Who does it: the subject, also through "forced ... to flee", "who died", "protesters marching"."""
        tree = self._tree
        own = [k for k in tree.kids[i] if tree.dep[k] in ("nsubj", "nsubj:pass")]
        relation, head = tree.dep[i], tree.head[i]
        if relation in ("acl:relcl", "advcl:relcl", "acl") and head != i and (not own or tree.pos[own[0]] == "PRON"):
            yield head
        elif own:
            yield from own
        elif relation == "xcomp" and head != i:
            yield from tree.children(head, "obj") or self._subjects(head)
        elif relation in ("conj", "advcl") and head != i and tree.pos[head] in ("VERB", "AUX"):
            yield from self._subjects(head)

    def _adjective(self, i: int) -> None:
        tree = self._tree
        measure = self._words.adjectives.get(tree.lower[i])
        if measure is None or self._unreal(i) is None:
            return
        relation, head = tree.plain[i], tree.head[i]
        subjects = self._subjects_of(i)
        heads: list[int] = []
        if own := tree.children(i, "obj"):
            # "shot dead a guard"
            heads = own
        elif subjects and (tree.pos[i] != "NOUN" or tree.case(i) == "among"):
            heads = subjects
        elif i in self._people.by_head:
            heads = [i]
        elif relation in ("xcomp", "ccomp", "obl", "advmod", "advcl") and head != i:
            heads = tree.children(head, "obj") or self._subjects_of(head)
        elif relation in ("amod", "acl") and head != i:
            heads = [head]
        elif relation == "nsubj" and head != i and tree.lemma[head] in self._words.include:
            heads = tree.children(head, "obj")
        self._add(measure, heads, i, number=relation == "amod")
        self._just_before(measure, i)
        if tree.lemma[head] in self._words.toll_verbs and relation in ("xcomp", "obj"):
            # "put its dead at 300"
            at = [
                k for k in tree.children(i, "obl", "nmod") + tree.children(head, "obl") if tree.case(k) in ("at", "to")
            ]
            self._add(measure, at, i, number=True, alone=True)

    def _subjects_of(self, i: int) -> list[int]:
        return [k for k in self._tree.kids[i] if self._tree.dep[k].startswith("nsubj")]

    def _noun(self, i: int) -> None:
        tree = self._tree
        entry = self._words.nouns.get(tree.lemma[i])
        if entry is None:
            return
        measure, kind = entry
        number = measure in self._words.numbered
        if i and tree.head[i - 1] == i and tree.lower[i - 1] in self._words.armed:
            # "hundreds of air strikes"
            return
        if self._people.lift(i) in self._people.by_head:
            self._add(measure, [self._people.lift(i)], i, number=True, alone=True)
        if kind == "state":
            if tree.case(i) == "in":
                self._add(measure, self._subjects_of(i), i, number=True)
            return
        if kind == "bodies" and tree.lemma[tree.head[i]] not in self._words.found:
            return
        people = [k for k in tree.kids[i] if tree.dep[k].startswith("nmod") and tree.case(k) == "of"]
        if not people and not number and tree.lemma[i] not in self._words.placed:
            people = [k for k in tree.kids[i] if tree.dep[k] == "nmod:poss" and tree.pos[k] != "PRON"]
        new = tree.lemma[i] in self._words.indefinite_nouns
        self._add(measure, people, i, number=number, people=measure == "released", new=new)

    def _toll(self, i: int) -> None:
        """ "The death toll rose to 41": the number that the toll's verb reaches."""
        tree, words = self._tree, self._words
        near = [*tree.kids[i], *(j for k in tree.kids[i] for j in tree.kids[k])]
        measure = next((words.says[tree.lemma[k]] for k in near if tree.lemma[k] in words.says), None)
        measure = measure or next((words.says[tree.lower[k]] for k in near if tree.lower[k] in words.says), None)
        verb = tree.head[i]
        if verb == i or not (tree.lemma[verb] in words.toll_verbs or tree.pos[verb] in ("NUM", "NOUN")):
            return
        if measure is None:
            if tree.lemma[i] != "toll" and tree.dep[i] != "obj":
                return
            start = tree.sents[max(0, tree.sent[i] - 1)][0]
            before = [f for f in self._figures.values() if start <= f.quantity.start < i]
            measure = before[-1].measure if before else "killed" if tree.lemma[i] == "toll" else None
        if measure is None:
            return
        inner = tree.children(i, "nmod", "appos")
        reach = [verb, *tree.children(verb, "obl", "obj", "xcomp", "ccomp", "nmod"), *inner]
        reach += [j for k in inner for j in tree.children(k, "nmod", "obl")]
        for k in reach:
            if k != i and k in self._people.by_head and k not in self._figures:
                # "gave the toll as 61 civilians and six soldiers"
                counted = [c for c in tree.conjuncts(k) if c in self._people.by_head and not self._tells(c)]
                self._add(measure, counted or [k], i, number=True, alone=True)
                return

    def _tells(self, i: int) -> bool:
        """Whether a counted phrase says by itself what happened to its people ("12 injured")."""
        words = self._words
        return self._tree.lower[i] in words.adjectives or self._tree.lemma[i] in words.nouns or self._people.has_own(i)
