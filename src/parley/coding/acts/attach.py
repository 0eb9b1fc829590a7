"""The time and the place that belong to an act, or none: never merely the nearest.

Both are read from the parse. An expression of time or place hangs on a word, through nouns that only name or furnish
("in the streets of Khartoum", "a market in Saada"); it belongs to the act whose words it ends at, or whose clause it
stands in, and never to an act beyond another one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set
from dataclasses import dataclass

from parley.coding.layers import Act, Mention, Place, Time
from parley.language.tree import Tree

_CLAUSE = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ", "ADV", "SYM", "X"})
_WHERE = frozenset(
    {"in", "at", "near", "outside", "inside", "around", "across", "throughout", "within", "off", "along", "over", "on",
     "through", "above", "beside", "north", "south", "east", "west", "between", "close to", "outside of", "out of"}
)  # fmt: skip
# Where an act of these types goes, it also happens.
_TOWARD = frozenset({"to", "into", "onto", "toward", "towards"})
_MOVING = frozenset({"CONSULT", "AID", "MOBILIZE", "ASSAULT", "COOPERATE", "RETREAT", "COERCE"})
# What is left, or somebody is taken from, is where it happens.
_FROM = frozenset({"from", "of", "out of"})
_LEAVING = frozenset({"RETREAT", "AID", "COERCE", "CONCEDE"})
# Acts of speech happen when and where they are said, not when and where what they speak of does.
_VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_SPOKEN = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
_TOLD = _SPOKEN | {"SUPPORT"}
# Whose target is also the place.
_HITTING = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "CONSULT", "PROTEST"})
# Relations by which a place's name only names or narrows another noun: "Baghdad's streets", "the town of Hit".
_NAMING = frozenset({"compound", "nmod:poss", "nmod", "appos", "nmod:unmarked", "nmod:desc", "flat", "amod"})
_JOINING = _NAMING | {"conj"}
_ATTRIBUTIVE = frozenset({"compound", "nmod:poss", "amod", "nummod"})
_DURING = frozenset({"in", "during", "amid"})
# Clauses that share the time, and those that share the place, that opens the one over them: what is said happened
# there too, but not then.
_SAME_TIME = frozenset({"conj", "xcomp"})
_SAME_PLACE = frozenset({"conj", "xcomp", "ccomp", "parataxis", "advcl"})
_UNTIL = frozenset({"until", "till"})
# Prepositions of what was before or is to come after an act.
_BESIDES = frozenset({"after", "following", "before", "since", "during"})
# Nouns for a part of the time that they are "of": "the night of 7 May".
_PARTS = frozenset(
    {"night", "morning", "afternoon", "evening", "day", "week", "weekend", "eve", "end", "start", "hour"}
)
_JOINED = frozenset({"conj", "parataxis"})
_RECENT = frozenset({"past", "last", "recent", "second", "third", "fourth", "fifth"})
_FAR = 6
# Rank of a time of the verb of saying; the act's own words and clause come before, what it speaks of after.
_BESIDE = 2


def clause_of(tree: Tree, i: int) -> int:
    """The token that heads the clause of token i."""
    if _heads_clause(tree, i):
        return i
    for j in tree.ancestors(i):
        if _heads_clause(tree, j):
            return j
        i = j
    return i


def _heads_clause(tree: Tree, i: int) -> bool:
    return tree.pos[i] in _CLAUSE or tree.child(i, "cop", "nsubj") is not None


def heads_main_clause(tree: Tree, i: int) -> bool:
    """Whether token i heads a clause with its own subject that "and" or a semicolon joins to another."""
    return tree.dep[i] in _JOINED and tree.child(i, "nsubj", "nsubj:pass") is not None


def main_clause(tree: Tree, i: int) -> int:
    """The token that heads the main clause that token i stands in."""
    while tree.head[i] != i and not heads_main_clause(tree, i):
        i = tree.head[i]
    return i


@dataclass(frozen=True, slots=True)
class Nearby:
    """The times and places of one sentence, with their indexes in their layers.

    Attributes:
        actors: head tokens of persons and organizations.
    """

    times: Sequence[tuple[int, Time]] = ()
    places: Sequence[tuple[int, Place, Mention]] = ()
    actors: Set[int] = frozenset()


def nearby(tree: Tree, mentions: list[Mention], times: list[Time], places: list[Place]) -> dict[int, Nearby]:
    """Times and places by sentence; sentences without any are left out."""
    out: dict[int, Nearby] = {}
    dated: dict[int, list[tuple[int, Time]]] = {}
    placed: dict[int, list[tuple[int, Place, Mention]]] = {}
    for n, time in enumerate(times):
        dated.setdefault(tree.sent[time.head], []).append((n, time))
    for n, place in enumerate(places):
        mention = mentions[place.mention]
        placed.setdefault(tree.sent[mention.head], []).append((n, place, mention))
    actors = {m.head for m in mentions if m.type in ("person", "organization")}
    for sent in dated.keys() | placed.keys():
        out[sent] = Nearby(dated.get(sent, ()), placed.get(sent, ()), actors)
    return out


def time_of(
    tree: Tree,
    act: Act,
    words: set[int],
    near: Nearby,
    others: Collection[int] = (),
    published: str | None = None,
) -> int | None:
    """Index of the time that dates the act, None where none does.

    Args:
        words: the act's tokens.
        near: what its sentence holds.
        others: tokens of other acts of the sentence; what hangs on them is theirs.
        published: ISO date: what is reported to have been said was not said after that.
    """
    here = [(n, t) for n, t in near.times if _dates(tree, t)]
    if published and act.type in _SPOKEN:
        here = [(n, t) for n, t in here if not _is_day(t.value) or str(t.value)[:10] <= published[:10]]
    if not here:
        return None
    ranked = [(rank, n) for n, t in here if (rank := _time_rank(tree, act, words, t.head, others)) is not None]
    above = _said_in(tree, act)
    if above is not None:
        # Closer than the time of what is spoken of: "said Saturday it is willing to meet next year".
        ranked += [(_BESIDE, n) for n, t in here if clause_of(tree, t.head) == above]
    if ranked:
        return min(ranked)[1]
    opening = next((n for n, t in here if _opens(tree, t.head, act.trigger, _SAME_TIME)), None)
    if opening is not None:
        return opening
    shared = _sharing(tree, clause_of(tree, act.trigger))
    return next((n for n, t in here if {clause_of(tree, t.head), tree.head[t.head]} & shared), None)


def _sharing(tree: Tree, clause: int) -> set[int]:
    """The heads whose time a clause without one has: "were killed when a bomb fell on Friday", "..., killing six"."""
    out = {k for k in tree.children(clause, "advcl") if _is_when(tree, k)}
    if tree.dep[clause] == "advcl" and (tree.tag[clause] == "VBG" or _is_when(tree, clause)):
        out.add(clause_of(tree, tree.head[clause]))
    elif tree.dep[clause] == "acl:relcl" and _is_when(tree, clause):
        # "on the night of 7 August, when troops crossed the river"
        out.add(tree.head[clause])
    return out


def _is_when(tree: Tree, clause: int) -> bool:
    return any(tree.lower[k] == "when" for k in tree.kids[clause]) and tree.tag[clause] in ("VBD", "VBN")


def _dates(tree: Tree, time: Time) -> bool:
    """Whether a time can be an act's: a length ("six years in prison") and an end ("until May") are none."""
    if tree.case(time.head) in _UNTIL:
        return False
    if time.type in ("DATE", "TIME"):
        return True
    return time.type == "DURATION" and any(tree.lower[i] in _RECENT for i in range(time.start, time.end))


def _is_day(value: str | None) -> bool:
    return bool(value) and len(str(value)) >= 10 and str(value)[4] == str(value)[7] == "-"


def _time_rank(tree: Tree, act: Act, words: set[int], head: int, others: Collection[int]) -> int | None:
    """How closely the time at `head` belongs to the act: 0 is closest, None not at all."""
    if head in words:
        return 0
    noun = tree.head[head]
    if tree.case(head) == "of" and tree.pos[noun] == "NOUN" and noun not in words and tree.lemma[noun] not in _PARTS:
        # "Under the accord of August 1993": the date is the accord's.
        return None
    on = _time_anchor(tree, head, words, others)
    if on == act.trigger or (on in words and act.type not in _VERBAL):
        return 0
    if on in words:
        return _BESIDE + 1
    if on in others:
        return _BESIDE + 1 if _within(tree, on, words) else None
    if not _in_clause(tree, act, words, others, clause_of(tree, on)):
        return None
    return 1


def _time_anchor(tree: Tree, head: int, words: set[int], others: Collection[int]) -> int:
    """The word that a time is about; one at the end of a clause hangs on whatever noun stands before it."""
    i: int = tree.head[head]
    if tree.dep[head] in _ATTRIBUTIVE:
        return i
    for k in tree.kids[i]:
        # "to halt drills after the summit on Tuesday"
        if (
            (k in words or k in others)
            and k < head
            and tree.right[k] == tree.left[head] - 1
            and tree.case(k) in _BESIDES
        ):
            return k
    for _ in range(_FAR):
        if i in words or i in others or _heads_clause(tree, i) or tree.head[i] == i or tree.pos[i] not in _NOMINAL:
            break
        i = tree.head[i]
    return i


def _in_clause(tree: Tree, act: Act, words: set[int], others: Collection[int], clause: int) -> bool:
    """Whether what belongs to a clause belongs to the act: its own clause, or one that its noun is a main part of."""
    if clause in words:
        return act.type not in _SPOKEN or clause == clause_of(tree, act.trigger)
    own = act.trigger
    if _heads_clause(tree, own) or clause_of(tree, own) != clause:
        return False
    return clause not in others or tree.plain[own] in ("nsubj", "obj")


def _opens(tree: Tree, head: int, trigger: int, sharing: Set[str]) -> bool:
    """Whether the words at `head` open the sentence over the act: "In Basra, police say gunmen killed a judge"."""
    clause = clause_of(tree, tree.head[head])
    subject = tree.child(clause, "nsubj")
    if subject is None or head > subject or clause > trigger or tree.dep[head] in _ATTRIBUTIVE:
        return False
    i = clause_of(tree, trigger)
    for _ in range(_FAR):
        if i == clause:
            return True
        if tree.dep[i] not in sharing:
            return False
        i = tree.head[i]
    return False


def _said_in(tree: Tree, act: Act) -> int | None:
    """The verb of saying over an act of speech without a time of its own: "said Saturday it is willing"."""
    clause = clause_of(tree, act.trigger)
    above: int = tree.head[clause]
    if tree.dep[clause] == "conj" and tree.child(clause, "nsubj") is not None:
        return None
    return above if act.type in _VERBAL and tree.dep[clause] in ("ccomp", "parataxis", "conj", "xcomp") else None


def place_of(tree: Tree, act: Act, words: set[int], near: Nearby, others: Collection[int] = ()) -> int | None:
    """Index of the place where the act happened, None where the words do not say.

    Args:
        words: the act's tokens.
        near: what its sentence holds.
        others: tokens of other acts of the sentence; what hangs on them is theirs.
    """
    ranked: list[tuple[int, int, int]] = []
    for n, place, mention in near.places:
        if place.mention in act.actors or "-" in tree.words[mention.head][1:]:
            # "a U.S.-run school" is not in America.
            continue
        rank = _place_rank(tree, act, words, mention.head, others, near.actors)
        if rank is not None:
            ranked.append((rank, mention.form != "name", n))
    if ranked:
        return min(ranked)[2]
    opening = next(
        (
            n
            for n, _, m in near.places
            if tree.case(m.head) in _WHERE and _opens(tree, m.head, act.trigger, _SAME_PLACE)
        ),
        None,
    )
    return opening if opening is not None else _at_antecedent(tree, act, near)


def _place_rank(
    tree: Tree, act: Act, words: set[int], head: int, others: Collection[int], actors: Set[int]
) -> int | None:
    """How closely the place at `head` belongs to the act: 0 is closest, None not at all."""
    found = _preposition(tree, head, words, others, actors)
    if found is None:
        return _target_rank(tree, act, words, head)
    case, on = found
    if not _fits(case, act, words, on):
        return None
    through_actor = False
    for _ in range(_FAR):
        if on in words or on in others or _heads_clause(tree, on) or tree.head[on] == on:
            break
        through_actor = through_actor or on in actors
        on = tree.head[on]
    if through_actor and act.type in _VERBAL:
        return None
    if on in words:
        return (3 if through_actor else 0) if on == act.trigger or act.type not in _SPOKEN else None
    if on in others:
        object_of_it = tree.dep[on] == "obj" and tree.head[on] in words and act.type not in _TOLD
        return 2 if object_of_it or _within(tree, on, words) else None
    if not _in_clause(tree, act, words, others, clause_of(tree, on)):
        return None
    return 3 if through_actor else 1


def _within(tree: Tree, noun: int, words: set[int]) -> bool:
    """Whether the act happened in the course of another one: "killed two men in a raid in Basra"."""
    return not _heads_clause(tree, noun) and tree.case(noun) in _DURING and tree.head[noun] in words


def _preposition(
    tree: Tree, head: int, words: set[int], others: Collection[int], actors: Set[int]
) -> tuple[str, int] | None:
    """The preposition that a place stands under and the word it hangs on, through nouns that the place only names."""
    i = head
    for _ in range(_FAR):
        case, up = tree.case(i), tree.head[i]
        if case and (case != "of" or tree.pos[up] in _CLAUSE):
            return case, up
        if case and tree.pos[up] == "ADV":
            # "east of El Arish"
            return "near", tree.head[up]
        if up == i or tree.dep[i] not in _JOINING:
            return None
        if up in words or up in others:
            # "the Bali bombings", "the siege of Homs"
            return ("in", up) if tree.dep[i] != "conj" else None
        if up in actors or tree.pos[up] not in _NOMINAL:
            return None
        i = up
    return None


def _fits(case: str, act: Act, words: set[int], on: int) -> bool:
    if case in _WHERE:
        return True
    if case in _TOWARD:
        return act.type in _MOVING and on in words
    return case in _FROM and act.type in _LEAVING and on in words


def _target_rank(tree: Tree, act: Act, words: set[int], head: int) -> int | None:
    """ "Shelled Goma", "visited Beijing": what is hit or visited is also where, unless the words say another place."""
    if act.type not in _HITTING:
        return None
    i = head
    for _ in range(_FAR):
        up = tree.head[i]
        if up in words:
            return 2 if tree.dep[i] in ("obj", "nsubj:pass", "nmod", "compound") else None
        if up == i or tree.dep[i] not in _JOINING:
            return None
        i = up
    return None


def _at_antecedent(tree: Tree, act: Act, near: Nearby) -> int | None:
    """ "In Soweto, where he thanked them": the place that a relative clause with "where" is about."""
    clause = clause_of(tree, act.trigger)
    if tree.dep[clause] != "acl:relcl" or not any(tree.lower[k] == "where" for k in tree.kids[clause]):
        return None
    antecedent = tree.head[clause]
    return next((n for n, _, m in near.places if m.head == antecedent), None)
