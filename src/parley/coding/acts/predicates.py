"""Which codebook entries a token may be: its lemma, the words that its phrase asks for, and the entry's conditions."""

from __future__ import annotations

from collections.abc import Iterator

from parley.codebook.acts import BUILT_IN, CLAUSAL, FILLER, Acts, Entry, Pattern, Patterns
from parley.coding.acts.slots import SlotReader, Slots
from parley.coding.layers import Entities, Mention
from parley.language.tree import Tree

_CLASSES = frozenset(f"@{name}" for name in BUILT_IN)
_AUXILIARY = frozenset({"aux", "cop"})
# How the harm hangs on the accident that did it.
_BESIDE_MISHAP = frozenset({"advcl", "conj", "acl", "xcomp"})
# Modifiers that are nouns in all but the parse: "a peacekeeping force".
_NOMINAL = frozenset({"VBG", "NN"})
# Dependents whose own dependents a phrase may take in ("opened fire on").
_INNER = frozenset({"obj", "obl", "nmod", "xcomp", "advcl", "nsubj:pass", "obl:unmarked"})


class Predicates:
    """Matches of one Doc's tokens with the codebook's patterns, most specific first."""

    def __init__(self, tree: Tree, acts: Acts, slots: SlotReader, mentions: list[Mention], entities: Entities) -> None:
        self.tree, self.acts, self.slots = tree, acts, slots
        self.mentions, self.at = mentions, entities.at
        # "called the premier on Monday" is no calling on anybody.
        self._calendar = acts.classes.get("calendar", frozenset())
        # The patterns of each part of speech, and the words by which they are looked up.
        self._books = {
            "NOUN": (acts.nouns, tree.base),
            "VERB": (acts.verbs, tree.lemma),
            "AUX": (acts.verbs, tree.lemma),
            "ADJ": (acts.adjectives, tree.lower),
        }
        self._possible: dict[int, list[Pattern]] = {}
        self._inside: dict[int, int] = {}
        # Words of a known actor's name tell no act ("for the Prohibition of Chemical Weapons").
        self._names = {i for m in mentions if m.actor is not None and m.name for i in range(*m.name)}
        for n, m in enumerate(mentions):
            if m.form == "name":
                for token in range(m.start, m.end):
                    self._inside.setdefault(token, n)

    def mention_at(self, token: int) -> int | None:
        """The mention that a token heads; where the parse hangs a name on another of its words, the name."""
        index = self.at.get(token)
        return index if index is not None else self._inside.get(token)

    def among(self, start: int, end: int) -> list[int]:
        """The tokens of [start, end) of which a pattern may stand; none where none of them codes an act by itself."""
        tree, books = self.tree, self._books
        pos, tag = tree.pos, tree.tag
        out = []
        codes = False
        for i in range(start, end):
            book = books.get(pos[i])
            # A participle may be an adjective in all but its tag.
            if book is None or (book[1][i] not in book[0] and tag[i] != "VBN") or i in self._names:
                continue
            patterns = self.patterns(i)
            if patterns:
                found = patterns.possible(tree.vocabulary(i))
                if tree.dep[i] in _AUXILIARY and not tree.kids[i]:
                    # "have killed": with nothing to act on and no words of a phrase.
                    found = [p for p in found if p.entry.op is None and not p.needed]
                self._possible[i] = found
                if found:
                    out.append(i)
                    codes = codes or patterns.code
        return out if codes else []

    def possible(self, i: int) -> list[Pattern]:
        """Those of the patterns of token i whose words its sentence has: few of them, and most tokens have none."""
        known = self._possible.get(i)
        if known is None:
            known = self._possible[i] = self.patterns(i).possible(self.tree.vocabulary(i))
        return known

    def patterns(self, i: int) -> Patterns:
        """The patterns that start from the lemma of token i, before any condition is tried."""
        tree, acts = self.tree, self.acts
        book = self._books.get(tree.pos[i])
        if book is None:
            return _NONE
        table, words = book
        found = table.get(words[i], _NONE)
        if tree.tag[i] == "VBN":
            if table is acts.verbs and self.slots.is_stative(i):
                found = acts.adjectives[tree.lower[i]]
            elif table is acts.adjectives and not found:
                found = acts.verbs.get(tree.lemma[i], _NONE)
        # What modifies a noun tells of the noun ("suspected militants", "arrest warrant"), not of an act.
        return _NONE if found and tree.dep[i] in ("amod", "compound") else found

    def matches(self, i: int) -> Iterator[tuple[Pattern, list[int]]]:
        """Patterns whose phrase stands around token i, with the phrase's tokens; conditions are tried by `holds`."""
        near: tuple[list[int], set[str]] | None = None
        for pattern in self.possible(i):
            if not pattern.others:
                yield pattern, []
                continue
            if near is None:
                near = self._near(i)
            if pattern.needed <= near[1]:
                used = self._phrase(near[0], pattern.others)
                if used is not None:
                    yield pattern, used

    def _phrase(self, near: list[int], others: tuple[str, ...]) -> list[int] | None:
        tree = self.tree
        used: list[int] = []
        for word in others:
            hit = next((k for k in near if (tree.lemma[k] == word or tree.lower[k] == word) and k not in used), None)
            if hit is not None:
                used.append(hit)
            elif word not in FILLER:
                return None
        return used

    def _near(self, i: int) -> tuple[list[int], set[str]]:
        """The tokens among which the words of a phrase around token i are looked for, and their words and lemmas."""
        tree = self.tree
        dep, kids, lemma, lower = tree.dep, tree.kids, tree.lemma, tree.lower
        # What stands before a noun as its preposition is no part of its phrase ("in" of "in protest").
        near = [k for k in kids[i] if k > i or dep[k] != "case"]
        for k in kids[i]:
            if dep[k] in _INNER and kids[k] and lower[k] not in self._calendar:
                # A particle belongs to its own verb.
                near += [c for c in kids[k] if dep[c] not in ("compound:prt", "advmod")]
                near += [c for m in kids[k] if dep[m] == "nmod" for c in kids[m] if dep[c] == "case"]
        words = {lemma[k] for k in near}
        words.update([lower[k] for k in near])
        return near, words

    def holds(self, i: int, entry: Entry) -> bool:
        """Whether the entry's conditions hold of the slots of token i."""
        if entry.harm and self._by_mishap(i):
            return False
        if not entry.when and not entry.unless:
            return True
        verbal = self.slots.is_verbal(i)
        slots = self.slots.of(i)
        for slot, words in entry.when.items():
            if not verbal and slot in CLAUSAL:
                continue
            tokens = _in_slot(slots, slot)
            if tokens is None and slot == "obj":
                # "allowed them to return": parsers waver between the two objects.
                tokens = slots.get("iobj")
            if tokens is None and verbal:
                # "cut rations to the camps": the parse hangs it on the object.
                tokens = next((t for o in slots.get("obj", ()) if (t := _in_slot(self.slots.noun(o), slot))), None)
            if tokens is None:
                if slot != "subj" or not verbal or not self.slots.is_passive(i):
                    return False
                # A passive without its agent still has somebody behind it.
                tokens = slots.get("by")
                if tokens is None:
                    if "@actor" in words:
                        continue
                    return False
            if not self._any(tokens, words, inside=True):
                return False
        for slot, words in entry.unless.items():
            tokens = _in_slot(slots, slot)
            if tokens is None and verbal and slot not in CLAUSAL:
                # "launched missiles and drones against the port": as for what must hold.
                tokens = next((t for o in slots.get("obj", ()) if (t := self._of_noun(o, slot))), None)
            if tokens is not None and self._any(tokens, words, inside=False):
                return False
        return True

    def _by_mishap(self, i: int) -> bool:
        """ "The bus overturned, killing six": the harm is that of an accident, and nobody's act."""
        tree, classes = self.tree, self.acts.classes
        over = tree.head[i]
        if tree.dep[i] not in _BESIDE_MISHAP or tree.lemma[over] not in classes.get("mishap", ()):
            return False
        slots = self.slots.of(over)
        things = classes.get("vehicle", frozenset()) | classes.get("mishap-thing", frozenset())
        return "obj" not in slots and any(tree.lemma[k] in things for k in slots.get("subj", ()))

    def _of_noun(self, noun: int, slot: str) -> list[int] | None:
        return next((t for c in self.tree.conjuncts(noun) if (t := _in_slot(self.slots.noun(c), slot))), None)

    def _any(self, tokens: list[int], words: frozenset[str], *, inside: bool) -> bool:
        return any(self._is(token, words, inside=inside) for token in tokens)

    def _is(self, i: int, words: frozenset[str], *, inside: bool) -> bool:
        if "*" in words:
            return True
        tree = self.tree
        classes = _CLASSES & words
        for k in tree.conjuncts(i):
            if tree.lemma[k] in words or tree.lower[k] in words:
                return True
            measure = tree.lemma[k] in self.acts.transparent
            # "a gas explosion"
            if k and tree.pos[k - 1] == "NOUN" and f"{tree.lemma[k - 1]} {tree.lemma[k]}" in words:
                return True
            for inner in tree.kids[k] if inside or measure else ():
                # "sanctions package", "a peacekeeping force", "rounds of talks": the sense may lie before or behind.
                behind = tree.dep[inner] == "nmod" and tree.case(inner) == "of"
                before = tree.dep[inner] == "compound" or tree.tag[inner] in _NOMINAL
                if inside and (behind or before) and (tree.lemma[inner] in words or tree.lower[inner] in words):
                    return True
                # "part of its aid programme", "dozens of peacekeepers": measures hand on all that they measure.
                if behind and measure and self._is(inner, words, inside=inside):
                    return True
            for name in classes:
                if self._built_in(k, name):
                    return True
        return False

    def _built_in(self, i: int, name: str) -> bool:
        tree = self.tree
        index = self.mention_at(i)
        mention = self.mentions[index] if index is not None else None
        if name == "@state":
            # A government, or one of its organs: "Beijing", "the foreign ministry".
            return mention is not None and mention.actor is not None and mention.actor.kind in ("state", "organ")
        if name == "@actor":
            return mention is not None and is_actor(mention)
        if name == "@person":
            return mention is not None and mention.type == "person"
        if name == "@organization":
            return mention is not None and mention.type == "organization"
        if name == "@location":
            return mention is not None and mention.type == "location"
        if name == "@number":
            return tree.pos[i] == "NUM" or tree.child(i, "nummod") is not None
        return name == "@time" and tree.dep[i] == "obl:unmarked"


def _in_slot(slots: Slots, slot: str) -> list[int] | None:
    """The tokens in a slot, or in any of several: "on|as|for"."""
    tokens = slots.get(slot)
    if tokens is None and "|" in slot:
        return [t for one in slot.split("|") for t in slots.get(one, ())] or None
    return tokens


def is_actor(mention: Mention) -> bool:
    """Whether a mention names somebody who can act: a known actor, a role, a person or an organization."""
    return (
        mention.actor is not None
        or mention.role is not None
        or mention.type in ("person", "organization", "nationality")
        or mention.form == "pronoun"
        or mention.country is not None
    )


_NONE = Patterns()
_NONE.order()
