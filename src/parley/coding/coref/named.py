"""Names: every form of one name is one chain - full names and surnames, acronyms, states and their capitals."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from parley.codebook.names import known_key
from parley.codebook.table import normal_title
from parley.codebook.words import context, given_names
from parley.coding.coref.board import Board, Chain
from parley.coding.layers import Mention
from parley.coding.names import heads

# Organs that every state has, and the list of nouns that name each of them without the state's name.
ORGANS = {"gov": "government"} | {
    organ: f"organ_{organ}"
    for organ in ("mil", "cop", "leg", "jud", "fm", "dm", "im", "airforce", "navy", "coastguard")
}
PLACE_KINDS = frozenset({"state", "region"})


def resolve_names(board: Board) -> None:
    """Give every mention that is a name to a chain."""
    people: list[int] = []
    odd: list[int] = []
    for i, mention in enumerate(board.mentions):
        if mention.form == "nominal" and mention.actor is not None:
            if mention.actor.kind in PLACE_KINDS:
                _nationals(board, i, mention)
            elif not mention.plural or board.tree.pos[mention.start] != "NUM":
                _known(board, i, mention)
        if mention.form != "name" or (mention.type == "nationality" and mention.actor is None):
            continue
        if mention.type == "person":
            people.append(i)
        elif mention.actor is not None:
            _known(board, i, mention)
        elif mention.name is not None and mention.name[1] - mention.name[0] == 1 and not mention.country:
            odd.append(i)
        else:
            _unknown(board, i, mention)
    surnames = _people(board, people)
    for i in odd:
        mention = board.mentions[i]
        bearers = surnames.get("".join(_words(board, mention)), [])
        if len(bearers) == 1:
            # "Officers loyal to Traore": the recognizer took a surname of the report for another name.
            mention.type = "person"
            board.join(i, bearers[0])
        else:
            _unknown(board, i, mention)
    _short_forms(board)


def _known(board: Board, i: int, mention: Mention) -> None:
    actor = mention.actor
    assert actor is not None
    if actor.kind in PLACE_KINDS and actor.country and actor.kind == "state":
        chain = board.put(i, ("state", actor.country), "location")
        if mention.type == "organization" or mention.type == "nationality":
            # Whoever acts is no mere place; the state that is also named as a place stays one entity.
            chain.type = "organization"
    else:
        type_ = "organization" if actor.kind == "people" else actor.type
        chain = board.put(i, organ_key(actor.id) or ("actor", actor.id), type_)
    chain.actor = actor


def organ_key(actor_id: str) -> tuple[str, ...] | None:
    """("organ", "gov", "SYR") of the codebook's `gov-syr`; None of any other id."""
    organ, _, country = actor_id.partition("-")
    return ("organ", organ, country.upper()) if len(country) == 3 and organ in ORGANS else None


def _nationals(board: Board, i: int, mention: Mention) -> None:
    """ "Syrians" are the people of Syria, not Syria; "a Syrian" is somebody."""
    actor = mention.actor
    assert actor is not None
    if mention.plural and board.bare(i):
        chain = board.put(i, ("people", actor.id), "organization")
        chain.plural = True


def _unknown(board: Board, i: int, mention: Mention) -> None:
    assert mention.name is not None
    place = mention.type == "location"
    board.put(
        i, ("place" if place else "name", " ".join(_words(board, mention))), "location" if place else "organization"
    )


@cache
def _titles() -> frozenset[str]:
    return context("titles") | context("name_suffixes")


def _words(board: Board, mention: Mention) -> list[str]:
    """An organization's or place's name in comparable words, "the" left off."""
    assert mention.name is not None
    words = [w for w in map(known_key, board.tree.words[slice(*mention.name)]) if w]
    return words[1:] if len(words) > 1 and words[0] == "the" else words


def name_tokens(board: Board, mention: Mention) -> list[str]:
    """A person's name in comparable words, titles left off."""
    assert mention.name is not None
    titles, words = _titles(), board.tree.words[slice(*mention.name)]
    out = [known_key(w) for w in words if w.lower() not in titles or len(w) < 2]
    return [w for w in out if w] or [known_key(w) for w in words]


def _people(board: Board, indexes: list[int]) -> dict[str, list[int]]:
    """Full names first, then what is left: surnames and first names of those, or the codebook's.

    Returns:
        Of each surname, the persons whom the report names in full by it.
    """
    full: dict[int, list[str]] = {}
    short: list[tuple[int, list[str]]] = []
    known: list[tuple[int, str]] = []
    particles = context("name_particles")
    for i in indexes:
        mention = board.mentions[i]
        tokens = name_tokens(board, mention)
        proper = [t for t in tokens if t not in particles]
        if mention.actor is not None and mention.actor.kind == "person" and len(proper) == 1:
            known.append((i, proper[0]))
            continue
        if mention.actor is not None:
            chain = board.put(i, ("actor", mention.actor.id), "person")
            chain.actor = mention.actor
            full[board.of[i]] = known_key(mention.actor.name).split()
        elif len(proper) >= 2:
            k = _same_person(board, full, tokens)
            if k is None:
                board.put(i, ("name", " ".join(tokens)), "person")
                full[board.of[i]] = tokens
            else:
                board.join(i, k)
        else:
            short.append((i, proper or tokens))
            continue
        _titled(board, i)
    for i, word in known:
        actor = board.mentions[i].actor
        assert actor is not None
        suffixes = context("name_suffixes")
        others = [k for k, tokens in full.items() if [t for t in tokens if t not in suffixes][-1:] == [word]]
        bearer = board.actors.person(board.tree.words[board.mentions[i].head], on=board.on)
        own = any(board.chains[k].actor == actor for k in others)
        exists = board.on is None or actor.exists(board.on)
        terms = actor.offices
        later = board.on is not None and bool(terms) and all(o.since and o.since > board.on for o in terms)
        if later and not others and bearer is not None and bearer.id != actor.id and bearer.exists(board.on or ""):
            # In 1986 "Marcos" is who then held an office, not who came to be called so.
            board.put(i, ("actor", bearer.id), "person").actor = bearer
            full.setdefault(board.of[i], known_key(bearer.name).split())
        elif others and not own and not (exists and all(board.chains[k].actor is None for k in others)):
            # "Ferdinand Marcos ... Marcos": whom the report names in full, not whom the codebook calls so.
            before = [k for k in others if min(board.chains[k].mentions) < i]
            board.join(i, (before or others)[-1])
        else:
            board.put(i, ("actor", actor.id), "person").actor = actor
            full.setdefault(board.of[i], known_key(actor.name).split())
            _titled(board, i)
    surnames: dict[str, list[int]] = defaultdict(list)
    for k, tokens in full.items():
        for token in dict.fromkeys(t for t in tokens if t not in particles):
            surnames[token].append(k)
    for i, tokens in sorted(short):
        _surname(board, i, tokens, surnames, full)
        _titled(board, i)
    return {word: last for word, ks in surnames.items() if (last := [k for k in ks if full[k][-1] == word])}


def _same_person(board: Board, full: dict[int, list[str]], tokens: list[str]) -> int | None:
    """A fuller or barer form of a name with two words at least: first and last word agree."""
    for k, other in full.items():
        if other[-1] == tokens[-1] and (
            other[0] == tokens[0] or set(tokens) <= set(other) or set(other) <= set(tokens)
        ):
            return k
    return None


def _surname(
    board: Board, i: int, tokens: list[str], surnames: dict[str, list[int]], full: dict[int, list[str]]
) -> None:
    found = [k for k in surnames.get(tokens[-1], ()) if full[k][-1] == tokens[-1]] or surnames.get(tokens[-1], [])
    if found:
        before = [k for k in found if board.chains[k].mentions and min(board.chains[k].mentions) < i]
        country = board.mentions[i].country
        fitting = [
            k
            for k in before or found
            if not country or country in board.chains[k].countries or not board.chains[k].countries
        ]
        if fitting or before:
            pool = fitting or before
            board.join(i, max(pool, key=lambda k: max((m for m in board.chains[k].mentions if m < i), default=-1)))
            return
    mention = board.mentions[i]
    chain = board.put(i, ("name", " ".join(tokens)), "person")
    if chain.actor is None:
        _bearer(board, mention, chain)


def _bearer(board: Board, mention: Mention, chain: Chain) -> None:
    """The codebook's person with this title and surname; where several may be meant, the country they share."""
    assert mention.name is not None
    title = _title_words(board, mention)
    if title is not None and normal_title(title) is None:
        title = None
    surname = board.text(*mention.name)
    actor = board.actors.person(surname, title, mention.country, board.on) if title or board.on else None
    if actor is not None and (title or (board.on is not None and actor.exists(board.on))):
        chain.actor = actor
    elif title is not None and not chain.countries:
        office = normal_title(title)
        homes = {
            o.country
            for a, _ in board.actors.named(surname)
            if a.type == "person"
            for o in a.offices
            if o.title == office
        }
        if len(homes) == 1:
            chain.countries = [c for c in homes if c]


def _title_words(board: Board, mention: Mention) -> str | None:
    """The words of the title before a name, names of countries left out."""
    assert mention.name is not None
    tree = board.tree
    words = []
    for token in range(mention.start, mention.name[0]):
        other = board.at.get(token)
        if other is not None and board.mentions[other].form == "name" and board.mentions[other] is not mention:
            continue
        if tree.pos[token] in ("NOUN", "PROPN", "ADJ", "ADP"):
            words.append(tree.lower[token])
    return " ".join(words) or None


def _titled(board: Board, i: int) -> None:
    """What a title says of its bearer: gender, and the organization it is a title of."""
    mention = board.mentions[i]
    chain = board.chain_of(i)
    assert chain is not None
    assert mention.name is not None
    words = board.tree.lower[mention.start : mention.name[0] + 1]
    if chain.gender is None:
        if not context("feminine_titles").isdisjoint(words):
            chain.gender = "f"
        elif not context("masculine_titles").isdisjoint(words):
            chain.gender = "m"
        elif mention.name[1] - mention.name[0] > 1:
            chain.gender = given_names().get(known_key(board.tree.words[mention.name[0]]))
    affiliate(board, i, chain)


def affiliate(board: Board, i: int, chain: Chain) -> None:
    """What the words of a phrase say of its bearer's home: "UN envoy", "Hamas militants", "its troops"."""
    mention = board.mentions[i]
    tree, at = board.tree, board.at
    kids = tree.kids[mention.head]
    theirs = kids and board.lemma(mention.head) not in context("of_others")
    owners = [at[t] for t in kids if tree.dep[t] == "nmod:poss" and t in at] if theirs else []
    for k in (*board.modifiers(i), *owners):
        if mention.role is not None and mention.role.office in _SENT and tree.case(board.mentions[k].head) == "to":
            # "Israel's ambassador to the United Nations" is Israel's.
            continue
        other = board.chain_of(k)
        if other is None or k == i or other is chain or (other.type == "location" and other.key[0] != "state"):
            continue
        home = other.affiliation or other.actor
        if (
            chain.affiliation is None
            and home is not None
            and home.kind not in PLACE_KINDS
            and home.type == "organization"
        ):
            chain.affiliation = home
        elif not chain.countries and mention.country is None:
            country = home.country if home is not None else (other.countries[0] if other.countries else None)
            if country:
                chain.countries.append(country)
    if kids and mention.form == "nominal" and not (chain.countries or chain.affiliation or chain.actor or chain.named):
        chain.countries += _where(board, mention)


def affiliate_owned(board: Board) -> None:
    """ "Its security adviser, X", "her Rwandan counterpart": what the one says to whom a pronoun gives somebody."""
    tree, at = board.tree, board.at
    for i, mention in enumerate(board.mentions):
        chain = board.chain_of(i)
        if mention.form == "pronoun" or chain is None or chain.type != "person" or chain.actor is not None:
            continue
        owners = [at[t] for t in tree.kids[mention.head] if tree.dep[t] == "nmod:poss" and t in at]
        owner = next((o for k in owners if board.mentions[k].form == "pronoun" and (o := board.chain_of(k))), None)
        if owner is None or owner is chain:
            continue
        if board.lemma(mention.head) == "counterpart":
            chain.roles += [r for r in owner.roles if r.office and r not in chain.roles]
        if chain.named and not chain.countries and chain.affiliation is None:
            affiliate(board, i, chain)


_SENT = frozenset({"ambassador", "un ambassador", "envoy"})
# Whose sectors these are may be anywhere: "soldiers in Iraq" are not Iraq's.
_ABROAD = frozenset({"MIL", "SPY", "REF", "BUS", "NGO", "MED"})
_THERE = frozenset({"in", "at", "of", "near", "around", "outside", "inside", "across"})


def _where(board: Board, mention: Mention) -> list[str]:
    """ "Demonstrators in Baghdad", "guerrillas operating in Macedonia": the country of the place where they are."""
    if mention.country or (mention.role is not None and not _ABROAD.isdisjoint(mention.role.sectors)):
        return []
    tree = board.tree
    if not context("elsewhere").isdisjoint(tree.lower[mention.start : mention.end]):
        return []
    for k in (mention.head, *tree.children(mention.head, "acl")):
        for token in tree.children(k, "nmod", "obl"):
            place = board.at.get(token)
            if place is not None and tree.case(token) in _THERE:
                other = board.mentions[place]
                if other.country and other.form == "name" and other.type in ("location", "organization"):
                    return [other.country]
    return []


def _short_forms(board: Board) -> None:
    """ "World Food Program (WFP)", and "Intel" after "Intel Corporation"."""
    names: dict[int, list[str]] = {}
    for k, chain in enumerate(board.chains):
        if chain.named and chain.type == "organization" and chain.key[0] in ("name", "actor", "organ"):
            for i in chain.mentions:
                mention = board.mentions[i]
                if mention.form == "name" and mention.name:
                    words = _words(board, mention)
                    if len(words) > len(names.get(k, ())):
                        names[k] = words
    corporate = context("corporate")
    for a, long in list(names.items()):
        for b, short in names.items():
            one, two = board.chains[a], board.chains[b]
            if a == b or len(short) >= len(long) or (one.actor and two.actor) or not one.mentions or not two.mentions:
                continue
            rest = long[len(short) :]
            if (
                (long[: len(short)] == short and all(w in corporate for w in rest))
                or (short[0] in heads(long) and _the(board, two, short) and _alone_in(names, short[0], a, b))
                or (len(short) == 1 and 2 <= len(short[0]) <= 8 and _initials(board, one, two, long, short[0]))
            ):
                board.merge(a, b)


def _the(board: Board, chain: Chain, words: list[str]) -> bool:
    """ "The Union": one word with a capital, after "the", of no actor known by it."""
    if chain.actor is not None or len(words) > 1:
        return False
    return all(board.tree.lower[board.mentions[i].start] == "the" for i in chain.mentions)


def _alone_in(names: dict[int, list[str]], word: str, a: int, b: int) -> bool:
    """Whether no other name of the report may be cut to the word."""
    return all(word not in heads(words) for k, words in names.items() if k not in (a, b))


def _initials(board: Board, one: Chain, two: Chain, long: list[str], short: str) -> bool:
    """Whether a name in capitals is made of the longer one's initials, or stands in brackets after it."""
    mention = board.mentions[two.mentions[0]]
    if mention.name is None or not board.tree.words[mention.name[0]].replace(".", "").isupper():
        return False
    start = mention.name[0]
    tree = board.tree
    if start and tree.words[start - 1] in "([" and any(board.mentions[i].end == start - 1 for i in one.mentions):
        return True
    small = {"of", "the", "and", "for", "in", "on", "to", "de", "la"}
    return short in ("".join(w[0] for w in long), "".join(w[0] for w in long if w not in small))
