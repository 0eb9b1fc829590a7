"""Names in a report: what the codebook knows and what the entity recognizer sees, made one list."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from parley.codebook.words import context, given_names, nicknames, noun_kind
from parley.coding.layers import text_of
from parley.language.tree import Tree

if TYPE_CHECKING:
    from parley.codebook.actors import Actor, Actors

# Labels of entity recognizers, in the words used here. What is not in the table is no name of an actor or place.
LABELS = {
    "PER": "person", "PERSON": "person", "ORG": "organization", "LOC": "location", "GPE": "location",
    "FAC": "location", "NORP": "people",
}  # fmt: skip
# Kinds of alias that are names only beside a title or another sign.
WEAK = frozenset({"surname", "weak"})
PLACES = frozenset({"state", "region"})
# How like two spellings of one given name are at least ("Yasser", "Yasir"); "Ahmed" and "Hamid" are 0.6.
SPELLING = 0.65
# Lists of what every state has: "the Army" is the state's, whoever else has an army in its name.
ORGANS = ("government", "organ_mil", "organ_cop", "organ_leg", "organ_jud", "organ_fm", "organ_dm", "organ_im")


# Kinds of actor whose weak name is a common word.
_COMMON = frozenset({"organ", "state"})


@dataclass(slots=True)
class Name:
    """A name in tokens [start, end).

    Attributes:
        kind: person, organization, location or people (nationalities, religious and political groups).
        actor: the codebook's actor, None where it knows none or leaves it open.
        alias: how the words name that actor (name, short, acronym, demonym, capital, metonym, surname, weak).
        candidates: further actors with this name, likeliest first.
        country: ISO 3166-1 alpha-3 where a country's name is part of the name ("Kenya Wildlife Service").
    """

    start: int
    end: int
    kind: str
    actor: Actor | None = None
    alias: str = ""
    candidates: tuple[tuple[Actor, str], ...] = ()
    country: str | None = None


def names(doc: Doc, tree: Tree, actors: Actors, on: str | None, skip: list[bool]) -> list[Name]:
    """The names of a report in text order, none overlapping another.

    Args:
        doc: with entities, where the pipeline has a recognizer.
        on: ISO date of the report, None where it is not known.
        skip: tokens to leave alone (furniture).
    """
    known, seen = _scanned(doc, tree, actors, on), _recognized(doc, tree)
    if True in skip:
        known, seen = ([n for n in found if not any(skip[n.start : n.end])] for found in (known, seen))
    surnames = {tree.lower[n.end - 1] for n in seen if n.kind == "person" and n.end - n.start > 1}
    _namesakes(known, seen, tree, actors)
    taken: list[Name] = []
    used: set[int] = set()
    ends = [k.end for k in known]
    for name in seen:
        first = last = bisect_right(ends, name.start)
        while last < len(known) and known[last].start < name.end:
            last += 1
        inside = known[first:last]
        used.update(id(k) for k in inside)
        taken += _settle(name, inside, tree, surnames)
    for name in known:
        if id(name) not in used:
            lone = _alone(name, tree)
            if lone:
                taken.append(lone)
    taken.sort(key=lambda n: (n.start, -n.end))
    out: list[Name] = []
    for name in taken:
        if not out or name.start >= out[-1].end:
            out.append(name)
    _weak_of_known(out)
    # "Congress", "the North" that the report does not settle are common words.
    out = [n for n in out if n.actor or n.alias != "weak" or all(a.kind not in _COMMON for a, _ in n.candidates)]
    _places_after_places(out, tree)
    return sorted([*out, *_shortened(out, tree)], key=lambda n: n.start)


def _namesakes(known: list[Name], seen: list[Name], tree: Tree, actors: Actors) -> None:
    """Weakens the surnames of known people that somebody else bears in the report ("Carol Putin", then "Putin")."""
    lone = {k.start: k for k in known if k.kind == "person" and k.end - k.start == 1 and k.alias not in WEAK}
    others: set[str] = set()
    bearers: set[str] = {k.actor.id for k in known if k.kind == "person" and k.end - k.start > 1 and k.actor}
    for name in seen:
        if name.kind == "person" and name.end - name.start > 1:
            for i in lone.keys() & set(range(name.start, name.end)):
                hit = lone[i]
                meant = [c for c in hit.candidates if _may_be(c[0], i, name, tree, actors)]
                if meant:
                    hit.candidates, (hit.actor, hit.alias) = tuple(meant), meant[0]
                    bearers.add(meant[0][0].id)
                else:
                    others.add(tree.lower[i])
                    _weaken(lone.pop(i))
    for i, hit in lone.items():
        if tree.lower[i] in others and hit.actor is not None and hit.actor.id not in bearers:
            _weaken(hit)


def _may_be(actor: Actor, i: int, name: Name, tree: Tree, actors: Actors) -> bool:
    """Whether the words around token i of a person's name are the actor's too, in some spelling or as initials."""
    own = {word for alias in actors.aliases(actor) for word in re.findall(r"[^\W\d_]+", alias.text.lower())}
    before = [j for j in range(name.start, i) if tree.words[j][0].isupper() and tree.lower[j] not in context("titles")]
    rest = [j for j in range(i + 1, name.end) if tree.words[j][0].isupper()]
    return all(_is_word_of(tree.lower[j], own) for j in before[-1:] + rest)


def _is_word_of(word: str, own: set[str]) -> bool:
    word = word.strip(".")
    if not own.isdisjoint((word, *nicknames().get(word, ()))) or word in context("name_particles"):
        return True
    if len(word) == 1:
        return any(o.startswith(word) for o in own)
    return any(SequenceMatcher(None, word, o).ratio() > SPELLING for o in own)


def _weaken(hit: Name) -> None:
    hit.alias, hit.candidates = "surname", tuple((actor, "surname") for actor, _ in hit.candidates)


def heads(words: list[str]) -> set[str]:
    """The words that alone may stand for an organization: its name's last, and the one before "of" or "for"."""
    before = next((words[k - 1] for k, w in enumerate(words) if k and w in ("of", "for")), words[-1])
    return {before, words[-1]}


def _shortened(found: list[Name], tree: Tree) -> Iterator[Name]:
    """ "The Platform" after "the Unitary Platform", which a recognizer seldom knows as a name at all."""
    short: dict[str, int] = {}
    whose: dict[str, set[tuple[str, ...]]] = {}
    for name in found:
        if name.kind == "organization" and name.end - name.start > 1:
            words = tree.lower[name.start : name.end]
            for word in heads(words):
                short.setdefault(word, name.end)
                whose.setdefault(word, set()).add(tuple(words))
    # "The Front" may be either of two.
    short = {word: end for word, end in short.items() if len(whose[word]) == 1}
    for organ in ORGANS if short else ():
        for word in short.keys() & context(organ):
            del short[word]
    if not short:
        return
    inside = {i for name in found for i in range(name.start, name.end)}
    for i, word in enumerate(tree.lower):
        if (
            word not in short
            or i < short[word]
            or i in inside
            or not tree.words[i][0].isupper()
            or tree.words[i].isupper()
        ):
            continue
        beside = tree.words[i + 1 : i + 2]
        if tree.lower[i - 1] == "the" and not (beside and beside[0][0].isupper()):
            yield Name(i, i + 1, "organization")


def _places_after_places(found: list[Name], tree: Tree) -> None:
    """ "Atlanta, Georgia": what stands after a place and a comma lies in its country, if such a one is known."""
    for one, two in pairwise(found):
        country = one.actor.country if one.actor is not None and one.kind == "location" else None
        if country is None or two.kind != "location" or two.start != one.end + 1 or tree.lower[one.end] != ",":
            continue
        if two.actor is not None and two.actor.country not in (None, country) and tree.dep[two.end - 1] != "conj":
            near = [actor for actor, alias in two.candidates if actor.country == country and alias not in WEAK]
            if near:
                two.actor, two.alias = near[0], "name"


def _weak_of_known(found: list[Name]) -> None:
    """ "The Union", "Assad": a weak name is its bearer's where the report names the bearer in full as well."""
    known = [n.actor for n in found if n.actor is not None and n.alias not in WEAK]
    full = {actor.id for actor in known}
    lands = Counter(actor.country for actor in known if actor.country and actor.kind in ("state", "organ", "person"))
    at_home = max(lands, key=lambda land: lands[land], default=None)
    for name in found:
        if name.actor is None and name.alias in WEAK:
            # "Congress" in a report of America is America's.
            fitting = [c for c in name.candidates if c[0].id in full] or [
                c for c in name.candidates if c[0].kind == "organ" and c[0].country == at_home
            ]
            if len(fitting) == 1:
                name.actor, name.kind = fitting[0][0], fitting[0][0].type


def _scanned(doc: Doc, tree: Tree, actors: Actors, on: str | None) -> list[Name]:
    out = []
    starts = tree.start
    text = text_of(doc)
    i, n = 0, len(tree)
    for hit in actors.scan(text, on):
        i = bisect_left(starts, hit.start, i)
        if i == n or starts[i] != hit.start:
            continue
        j = bisect_left(starts, hit.end, i + 1) - 1
        # A hit may end inside a token only before a hyphen: "U.S.-led".
        if tree.end(j) != hit.end and text[hit.end : hit.end + 1] not in "-–.'’":
            continue
        actor, alias = hit.candidates[0]
        if j - i < 2 and tree.lower[j] in context("anaphors") and (j == i or tree.lower[i] == "the"):
            # A name such as "The Union" may be anybody's.
            alias = "weak"
        out.append(Name(i, j + 1, _kind(actor, alias), actor, alias, hit.candidates))
    return out


def _kind(actor: Actor, alias: str) -> str:
    if alias == "demonym":
        return "people"
    if alias == "capital" or actor.kind in PLACES:
        return "location" if alias != "metonym" else "organization"
    return actor.type


def _recognized(doc: Doc, tree: Tree) -> list[Name]:
    out = []
    for ent in doc.ents:
        kind = LABELS.get(ent.label_)
        if kind is None:
            continue
        start, end = ent.start, ent.end
        while start < end and (tree.lower[start] == "the" or tree.pos[start] in ("DET", "PUNCT", "SPACE")):
            start += 1
        while start < end and (tree.pos[end - 1] in ("PUNCT", "SPACE", "PART") or tree.lower[end - 1] in ("'s", "’s")):
            end -= 1
        if (person := _after_office(tree, start, end)) is not None:
            start, kind = person, "person"
        if start < end and any(tree.words[i][0].isalnum() for i in range(start, end)):
            out.append(Name(start, end, kind))
    return out


def _after_office(tree: Tree, start: int, end: int) -> int | None:
    """Where the person begins in a name that took in the end of an office: "secretary of [State Jane Roe]"."""
    if start < 2 or end - start < 2 or tree.lower[start - 1] != "of" or tree.lower[start - 2] not in context("titles"):
        return None
    return next((i for i in range(start + 1, end) if tree.lower[i] in given_names()), None)


def _settle(name: Name, inside: list[Name], tree: Tree, surnames: set[str]) -> list[Name]:
    """A recognized name and the codebook's names that touch it: who wins."""
    if not inside:
        return [name]
    last = inside[-1]
    given = given_names().get(tree.lower[name.start])
    if (
        name.kind == "location"
        and given
        and name.start < last.start
        and last.end == name.end
        and last.kind == "location"
    ):
        # "Mina Jordan" is no place.
        return [Name(name.start, name.end, "person")]
    if name.kind != "person":
        # "The Liberation Front of Norland" has nothing to do with a newspaper.
        lands = [h for h in inside if h.kind != "organization" or (h.actor is not None and h.actor.kind in PLACES)]
        countries = [h.actor.country for h in lands if h.actor is not None and h.alias not in WEAK]
        name.country = next(filter(None, countries), None)
    for hit in inside:
        if hit.start <= name.start and hit.end >= name.end:
            return [_agree(hit, name, tree, surnames)]
    if name.kind == "person":
        # The codebook's fuller or barer form of the same person.
        for hit in inside:
            if hit.kind == "person" and hit.alias not in WEAK:
                return [Name(min(hit.start, name.start), max(hit.end, name.end), "person", hit.actor, hit.alias)]
        first = inside[0]
        if first.start == name.start and first.alias in ("demonym", "acronym") and name.end - first.end >= 2:
            return [first, Name(first.end, name.end, "person")]
        return [name]
    if inside[-1].kind == "people" and inside[-1].end == name.end and inside[-1].start > name.start:
        # "Young Algerians"
        return inside[-1:]
    if len(inside) == 1 and name.kind == "location" and inside[0].kind == "location" and inside[0].end < name.end:
        following = tree.lower[inside[0].end]
        if following == ",":
            # "Mosul, Iraq" read as one name.
            return [inside[0], Name(inside[0].end + 1, name.end, "location")]
    if any(tree.words[i] == "," for i in range(name.start, name.end)):
        return [h for h in inside if h.alias not in WEAK] or [name]
    strong = [h for h in inside if h.alias not in WEAK and h.kind == "organization" and h.end - h.start > 1]
    if len(strong) > 1 and sum(h.end - h.start for h in strong) >= name.end - name.start:
        # "United Nations Arab League envoy"
        return strong
    if strong and strong[0].end == name.end:
        before = [h.actor.country for h in inside if h.end <= strong[0].start and h.actor is not None]
        home = next(filter(None, before), None)
        # "The Ivorian Workers' Party" is not Brazil's.
        of_home = [c for c in strong[0].candidates if home is None or c[0].country in (None, home)]
        if of_home and not _is_other(name, strong[0], inside, tree):
            strong[0].actor, strong[0].alias = of_home[0]
            return strong[:1]
        name.country = home
    return [name]


def _is_other(name: Name, hit: Name, inside: list[Name], tree: Tree) -> bool:
    """ "The National Democratic Front" is not the Democratic Front: words of a name that tell it from another."""
    told = {i for h in inside for i in range(h.start, h.end)}
    return any(tree.words[i][0].isupper() and i not in told for i in range(name.start, hit.start))


def _agree(hit: Name, name: Name, tree: Tree, surnames: set[str]) -> Name:
    """The codebook's name covers the recognized one: take the candidate that fits what was recognized."""
    same = hit.start == name.start and hit.end == name.end
    fitting = [c for c in hit.candidates if _kind(*c) == name.kind]
    if name.kind == "person" and same:
        strong = [c for c in fitting if c[1] not in WEAK]
        if strong:
            return Name(hit.start, hit.end, "person", strong[0][0], strong[0][1], tuple(fitting))
        if hit.actor is not None and hit.actor.kind == "state" and hit.alias not in WEAK and _of_office(tree, hit):
            return hit
        first_name = hit.end - hit.start == 1 and tree.lower[hit.start] in surnames
        if fitting or first_name or hit.alias in WEAK:
            return Name(hit.start, hit.end, "person", None, "surname", tuple(fitting))
    if hit.alias in WEAK:
        if name.kind == hit.kind:
            return Name(hit.start, hit.end, hit.kind, None, hit.alias, hit.candidates)
        return name
    if fitting and _kind(*hit.candidates[0]) != name.kind and fitting[0][1] not in WEAK and name.kind != "people":
        return Name(hit.start, hit.end, name.kind, fitting[0][0], fitting[0][1], hit.candidates)
    return hit


def _of_office(tree: Tree, name: Name) -> bool:
    """ "Montenegro's prime minister": whose offices these are is a state, whoever else has its name."""
    head = name.end - 1
    return tree.dep[head] == "nmod:poss" and tree.lower[tree.head[head]] in context("officers_of_state")


_STANDS = frozenset({"nsubj", "nsubj:pass", "nmod:poss"})


def _alone(name: Name, tree: Tree) -> Name | None:
    """A codebook name that the recognizer did not see; a bare surname counts after a title."""
    if name.alias not in WEAK:
        end = name.end
        while (
            name.kind == "location"
            and end < len(tree)
            and tree.dep[end] == "flat"
            and tree.head[end] in range(name.start, end)
        ):
            end += 1
        # "Chad Reyes" is no country.
        return name if end == name.end else Name(name.start, end, "person")
    before = tree.lower[name.start - 1] if name.start else ""
    if name.alias == "surname" and (before in context("titles") and tree.words[name.start][0].isupper()):
        return Name(name.start, name.end, "person", None, "surname", name.candidates)
    lone = name.end == len(tree) or tree.pos[name.end] != "PROPN"
    common = tree.lower[name.start] in context("titles") or noun_kind(tree.lower[name.start]) is not None
    if (
        name.alias == "surname"
        and lone
        and not common
        and tree.pos[name.start] == "PROPN"
        and tree.dep[name.end - 1] in _STANDS
    ):
        return Name(name.start, name.end, "person", None, "surname", name.candidates)
    if name.alias == "weak" and before == "the":
        return Name(name.start, name.end, name.kind, None, "weak", name.candidates)
    return None
