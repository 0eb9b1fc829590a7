"""Names of places that the entity recognizer did not see, or took for persons: what the gazetteer and the words say.

A small town's name is often nowhere in a recognizer's training text; "near Gori" and "captured Musa Qala" say well
enough that a place is meant.
"""

from __future__ import annotations

from itertools import compress
from operator import not_

from parley.codebook.places import Gazetteer
from parley.codebook.words import context, noun_kind
from parley.coding.names import Name
from parley.language.datelines import is_dateline
from parley.language.tree import Tree

# A name of several words that a town of this weight has is the town's, wherever it stands.
LARGE = 20_000
_NAMELIKE = frozenset({"PROPN", "NOUN", "VERB", "ADJ", "X"})
_JOINED = frozenset({"flat", "compound", "nmod:desc", "flat:name"})
# Prepositions that put a person somewhere as well ("over Hussein", "on Karzai") say too little.
_LOOSE = frozenset({"on", "above", "below", "under", "amid", "beyond", "off"})


def with_places(found: list[Name], tree: Tree, book: Gazetteer, skip: list[bool]) -> list[Name]:
    """The names of a report with the places among them that were missing or taken for persons.

    Args:
        found: names in text order, none overlapping.
        skip: tokens to leave alone (furniture).
    """
    people = {tree.lower[n.end - 1] for n in found if n.kind == "person" and (n.actor or _titled(tree, n.start))}
    out = [_as_place(n, tree, book, people) for n in found]
    covered = {i for n in found for i in range(n.start, n.end)}
    for start, end in _runs(tree, covered, skip):
        if _is_place(tree, start, end, book):
            out.append(Name(start, end, "location"))
    return sorted(out, key=lambda n: n.start)


def _as_place(name: Name, tree: Tree, book: Gazetteer, people: set[str]) -> Name:
    """The name, as a place if the recognizer took a place for a person or an organization."""
    if name.kind not in ("person", "organization") or name.actor is not None:
        return name
    if name.kind == "person" and (tree.lower[name.end - 1] in people or _titled(tree, name.start)):
        return name
    if _opens_dateline(tree, name):
        return Name(name.start, name.end, "location")
    known = book.named(_words(tree, name.start, name.end))
    large = name.kind == "person" and name.end - name.start > 1 and bool(known) and known[0].weight >= LARGE
    if known and (large or _stands_as_place(tree, name.start, name.end)):
        return Name(name.start, name.end, "location")
    return name


def _opens_dateline(tree: Tree, name: Name) -> bool:
    """Whether nothing but a dateline's day and agency stands between a name and the sign that ends it."""
    sentence = tree.sent[name.start]
    return name.start == tree.sents[sentence][0] and is_dateline(tree, sentence)


def _runs(tree: Tree, covered: set[int], skip: list[bool]) -> list[tuple[int, int]]:
    """Words with capitals in a row that no name covers; the tagger may have taken them for other words ("Hit")."""
    out: list[tuple[int, int]] = []
    words = tree.words
    # Few words are not all in lower case, and that is quick to see.
    for i in compress(range(len(words)), map(not_, map(str.islower, words))):
        if not words[i][0].isupper() or i in covered or skip[i] or tree.pos[i] not in _NAMELIKE:
            continue
        if tree.pos[i] != "PROPN" and not _plain_sentence(tree, i):
            continue
        if tree.lower[i] in context("calendar") or tree.lower[i] in context("titles"):
            continue
        joint = out and out[-1][1] == i - 1 and tree.words[i - 1] == "-" and i - 1 not in covered
        if out and tree.sent[out[-1][0]] == tree.sent[i] and (out[-1][1] == i or joint):
            out[-1] = out[-1][0], i + 1
        else:
            out.append((i, i + 1))
    return out


def _plain_sentence(tree: Tree, i: int) -> bool:
    """Whether a capital says something at i: not at the start, nor where most words have one."""
    a, b = tree.sents[tree.sent[i]]
    if i == a or tree.words[i - 1] in ('"', "“"):
        return False
    letters = [word[0] for word in tree.words[a:b] if word[0].isalpha()]
    return sum(map(str.isupper, letters)) < len(letters) / 2


def _is_place(tree: Tree, start: int, end: int, book: Gazetteer) -> bool:
    alone = end == len(tree) or tree.pos[end] != "PROPN"
    return alone and bool(book.named(_words(tree, start, end))) and _stands_as_place(tree, start, end)


def _stands_as_place(tree: Tree, start: int, end: int) -> bool:
    """Whether a preposition, verb or noun around the words says that they name a place."""
    head = next((i for i in range(start, end) if not start <= tree.head[i] < end), start)
    while tree.dep[head] == "conj" and tree.head[head] < head and not tree.case(head):
        head = tree.head[head]
    case, up = tree.case(head), tree.base[tree.head[head]]
    placed = up in context("place_anaphors") or up in context("place_parts") or noun_kind(up, up) == "place"
    if tree.dep[head] in _JOINED and tree.head[head] > head:
        # "the Hama province"
        return up in context("place_anaphors")
    moving = up in context("motion_words") and tree.pos[tree.head[head]] != "NOUN"
    if case == "of":
        return placed or moving
    if case in ("from", "to", "on", "out", "out of"):
        # "fled to Goma", "advanced on Goma"
        return moving
    if case:
        return case in context("place_prepositions") and (case not in _LOOSE or placed)
    if tree.dep[head] == "obj":
        return up in context("place_verbs")
    return tree.dep[head] in ("appos", "nmod:unmarked", "flat") and up in context("place_anaphors")


def _titled(tree: Tree, start: int) -> bool:
    return start > 0 and tree.lower[start - 1] in context("titles")


def _words(tree: Tree, start: int, end: int) -> str:
    """The words of [start, end) as they stand, hyphens closed up."""
    out = tree.words[start]
    for i in range(start + 1, end):
        gap = tree.start[i] - tree.end(i - 1)
        out += (" " if gap else "") + tree.words[i]
    return out
