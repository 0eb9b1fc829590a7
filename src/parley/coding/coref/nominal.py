"""Descriptions: appositions, governments, offices and their holders."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from itertools import islice

from parley.codebook.actors import Actor
from parley.codebook.words import context, noun_kind, nouns
from parley.coding.coref.anaphor import named_before, of_region, told_again
from parley.coding.coref.board import Board, Chain, entity_type, together
from parley.coding.coref.named import ORGANS, affiliate
from parley.coding.coref.pronoun import resolve_pronoun
from parley.coding.layers import Mention


def resolve_appositions(board: Board) -> None:
    """ "Lakhdar Brahimi, the envoy": what stands in apposition to a name is the same one."""
    tree = board.tree
    for i, mention in enumerate(board.mentions):
        if tree.dep[mention.head] != "appos":
            continue
        other = board.at.get(tree.head[mention.head])
        if other is None or other == i or board.mentions[other].form == "pronoun" or mention.form == "pronoun":
            continue
        name, noun = (i, other) if mention.form == "name" else (other, i)
        if board.mentions[name].form != "name" or board.mentions[noun].form != "nominal" or noun in board.of:
            continue
        if not _may_be(board, board.mentions[name], board.mentions[noun]):
            continue
        k = board.of.get(name)
        if k is None:
            continue
        board.join(noun, k)
        chain = board.chains[k]
        affiliate(board, noun, chain)
        if chain.description is None and board.mentions[noun].type == "person":
            chain.description = (board.mentions[noun].start, board.mentions[noun].end)


def _may_be(board: Board, name: Mention, noun: Mention) -> bool:
    if name.type == "nationality":
        return False
    if name.type == "person" or noun.type == "person":
        # "Moscow, an ally of Assad": a state may be called as a person is.
        return (name.type == noun.type and not noun.plural) or (
            name.type == "organization" and board.lemma(noun.head) in context("actor_predicates")
        )
    return entity_type(name) == entity_type(noun) and (not noun.plural or name.plural)


def resolve_nominal(board: Board, i: int) -> None:
    """Give the nominal mention i to a chain: one before it, or a new one."""
    mention = board.mentions[i]
    lemma = board.lemma(mention.head)
    for token in board.tree.kids[mention.head]:
        owner = board.at.get(token)
        if owner is not None and owner not in board.of and board.mentions[owner].form == "pronoun":
            resolve_pronoun(board, owner)
    if (
        lemma in context("leaders")
        and mention.type == "person"
        and not mention.plural
        and mention.country
        and _leader(board, i, mention)
    ):
        return
    organ = _organ(lemma, mention)
    if organ is not None and _organ_of_state(board, i, mention, organ):
        return
    if mention.role is not None and mention.role.office and not mention.plural and _office(board, i, mention):
        affiliate(board, i, board.chains[board.of[i]])
        return
    if mention.plural and lemma in context("sides") and _sides(board, i, mention):
        return
    # "The air force" is that of a state, never a movement named before.
    k = named_before(board, i, mention, lemma) if organ in (None, "gov") else None
    if k is None:
        k = told_again(board, i, mention, lemma)
    if k is not None:
        board.join(i, k)
        return
    chain = board.alone(i)
    chain.gender = nouns().gender.get(lemma)
    affiliate(board, i, chain)
    if not chain.countries and chain.affiliation is None and (kids := board.tree.kids[mention.head]):
        # "government warplanes"
        for token in kids:
            if board.tree.dep[token] == "compound" and board.tree.lower[token] in context("government"):
                country = _government_at_hand(board, i, "gov")
                chain.countries += [country] if country else []
    if lemma in context("of_others"):
        return
    if not chain.countries and chain.affiliation is None and (country := _possessor_country(board, i)):
        chain.countries.append(country)


def _organ(lemma: str, mention: Mention) -> str | None:
    """Which organ of a state the noun names: "army" -> mil; None where it names none or many."""
    if mention.type != "organization" or (mention.plural and lemma not in ("police", "authority")):
        return None
    return _organ_of(mention.role.id if mention.role is not None else lemma, lemma)


@lru_cache(maxsize=2_000)
def _organ_of(words: str, lemma: str) -> str | None:
    for organ, nouns_ in ORGANS.items():
        if words in context(nouns_) or (organ == "gov" and lemma in context(nouns_)):
            return organ
    return None


def _organ_of_state(board: Board, i: int, mention: Mention, organ: str) -> bool:
    """The government (army, parliament ...) of a country that the words, or else the report, make clear."""
    if board.tree.lower[mention.start] in context("indefinite") or (organ == "gov" and _qualified(board, mention)):
        return False
    country = mention.country or _owner_country(board, i)
    if of_region(board, i):
        return False
    if country is None:
        if not board.bare(i) or not (board.definite(i) or mention.plural):
            return False
        country = _government_at_hand(board, i, organ)
    if country is None or (
        organ != "gov"
        and any(
            board.mentions[k].type == "organization" for k in board.modifiers(i) if board.mentions[k].country is None
        )
    ):
        return False
    chain = board.put(i, ("organ", organ, country), "organization")
    chain.actor = chain.actor or board.actors.get(f"{organ}-{country.lower()}")
    return True


def _government_at_hand(board: Board, i: int, organ: str) -> str | None:
    """The country whose organ was spoken of last before mention i, else the only country of the report.

    Where the sentence opens in a country, it is that one's: "In eastern Chad, gunmen fired on police".
    """
    start = board.tree.sents[board.sentence(i)][0]
    for k in board.within.get(board.sentence(i), ()):
        m = board.mentions[k]
        opening = m.form == "name" and m.country and m.start - start <= 2 and board.tree.case(m.head) == "in"
        if opening and m.type in ("location", "organization") and k < i:
            return m.country
    before = [c for c in board.organs.get(organ, ()) if any(m < i for m in c.mentions)]
    if before:
        return max(before, key=lambda c: max(m for m in c.mentions if m < i)).key[2]
    return the_country(board, i) or the_country(board)


def _qualified(board: Board, mention: Mention) -> bool:
    """A government that is not, or not yet: transitional, local, new, former."""
    return any(board.tree.lower[t] in context("other_governments") for t in range(mention.start, mention.end))


def _owner_country(board: Board, i: int) -> str | None:
    """ "Assad's regime", "the Obama administration": the country of the person named."""
    owners = [
        k
        for k in (board.at.get(t) for t in board.tree.kids[board.mentions[i].head] if board.tree.dep[t] == "nmod:poss")
        if k is not None
    ]
    for k in (*board.modifiers(i), *owners):
        chain = board.chain_of(k)
        if chain is not None and chain.type == "person":
            if chain.actor is not None and chain.actor.country:
                return chain.actor.country
            if chain.countries and any(r.office for r in chain.roles):
                return chain.countries[0]
        elif chain is not None and (chain.state or chain.governs):
            return chain.state or chain.governs
    for token in board.tree.kids[board.mentions[i].head]:
        # "the foreign ministry in Damascus"
        if board.tree.dep[token] == "nmod" and board.tree.case(token) == "in" and token in board.at:
            return board.mentions[board.at[token]].country
    return None


def _possessor_country(board: Board, i: int) -> str | None:
    """ "Its forces": of the country of whose they are."""
    for token in board.tree.kids[board.mentions[i].head]:
        owner = board.chain_of(board.at[token]) if token in board.at else None
        if owner is not None and board.tree.dep[token] == "nmod:poss":
            if owner.key[0] in ("organ", "state"):
                return owner.key[-1]
            return owner.actor.country if owner.actor is not None else next(iter(owner.countries), None)
    return None


def the_country(board: Board, before: int | None = None) -> str | None:
    """The one country that the report's names (before a mention) speak of; None where there are several."""
    found: str | None = None
    for m in islice(board.mentions, before):
        if m.form == "name" and m.country:
            if found is not None and m.country != found:
                return None
            found = m.country
    return found


def main_country(board: Board) -> str | None:
    """The country that the report's names speak of most by far, or alone."""
    told = [m.country for m in board.mentions if m.form == "name" and m.country]
    if not told or told.count(told[0]) == len(told):
        return told[0] if told else None
    (most, times), (_, less) = Counter(told).most_common(2)
    return most if times >= 3 * less else None


def _office(board: Board, i: int, mention: Mention) -> bool:
    """ "The president", "the Russian foreign minister": a holder named in the report, else by date."""
    if board.tree.lower[mention.start] in context("indefinite") or _former(board, mention):
        return False
    office = mention.role.office if mention.role else None
    country = mention.country
    if (
        country is None
        and not board.bare(i)
        and any(board.tree.dep[k] == "nmod" for k in board.tree.kids[mention.head])
    ):
        # "the president of that company"
        return False
    holders = [
        k
        for k in board.persons_around(i)
        if (chain := board.chains[k]).mentions and not chain.plural and _holds(board, chain, mention, country)
    ]
    before = [k for k in holders if min(board.chains[k].mentions) < i]
    nearby = _country_here(board, i) if country is None and len(before) > 1 else None
    before = [k for k in before if nearby in homes(board.chains[k])] or before
    if before:
        board.join(i, max(before, key=lambda k: max(m for m in board.chains[k].mentions if m < i)))
        return True
    if len(holders) == 1:
        # Named only later: "The secretary-general ... Kofi Annan".
        board.join(i, holders[0])
        return True
    if not board.definite(i) and not mention.country:
        return False
    country = country or (the_country(board) if board.bare(i) else None)
    body = _body(board, i)
    if body is not None:
        # "The UN secretary-general" is the UN's; "Hamas's envoy" is nobody's whom the codebook knows.
        country = body.id if body.kind == "igo" else None
    if office in context("single_offices") and country and board.on:
        actor = board.actors.holder(office, country, board.on)
        if actor is not None:
            chain = board.put(i, ("actor", actor.id), "person")
            chain.actor = actor
            return True
    if office in context("single_offices") and country:
        board.put(i, ("office", office, country), "person")
        return True
    return False


def _body(board: Board, i: int) -> Actor | None:
    """The organization of the codebook, no organ of a state, that the phrase names."""
    for k in board.modifiers(i):
        actor = board.mentions[k].actor
        if actor is not None and actor.type == "organization" and actor.kind != "organ":
            return actor
    return None


def _leader(board: Board, i: int, mention: Mention) -> bool:
    """ "The Syrian leader": whom the report names as head of that state or government, else the holder by date."""
    if (
        board.tree.lower[mention.start] in context("indefinite")
        or _former(board, mention)
        or _body(board, i) is not None
    ):
        return False
    if mention.role is None or mention.role.sectors != ("GOV",) or not board.definite(i) or of_region(board, i):
        return False
    fitting = [
        k
        for k in board.persons_around(i)
        if (chain := board.chains[k]).mentions
        and mention.country in homes(chain)
        and _titles(board, chain) & context("heads")
    ]
    if len(fitting) == 1:
        board.join(i, fitting[0])
        return True
    actor = board.actors.holder("leader", mention.country, board.on) if board.on and not fitting else None
    if actor is None:
        return False
    board.put(i, ("actor", actor.id), "person").actor = actor
    return True


def _sides(board: Board, i: int, mention: Mention) -> bool:
    """ "The two leaders", "both sides": those named together shortly before."""
    words = board.tree.lower[mention.start : mention.head]
    if not ({"two", "both"} & set(words)) or mention.end > mention.head + 1 or len(words) > 2:
        return False
    found = together(board, i, states=board.lemma(mention.head) in context("states_of_two"))
    if len(found) != 2:
        found = _two_before(board, i, board.lemma(mention.head))
    if len(found) == 2:
        board.members[i] = found
        return True
    return False


def _two_before(board: Board, i: int, lemma: str) -> list[int]:
    """The only two persons (or states) of this sentence and the last, where the noun asks for such."""
    here = board.sentence(i)
    person = noun_kind(lemma) == "person"
    found: dict[int, None] = {}
    for j in range(i - 1, -1, -1):
        if here - board.sentence(j) > 1:
            break
        k = board.of.get(j)
        if k is None or board.mentions[j].type in ("nationality", "location"):
            continue
        chain = board.chains[k]
        if (chain.type == "person" and not chain.plural) if person else (chain.state or chain.governs):
            found[k] = None
    return list(found) if len(found) == 2 else []


def _former(board: Board, mention: Mention) -> bool:
    return any(board.tree.lower[t] in context("other_holders") for t in range(mention.start, mention.end))


def _titles(board: Board, chain: Chain) -> set[str]:
    """The offices that the report, or the codebook at its date, gives a person."""
    titles = {role.office for role in chain.roles if role.office}
    if chain.actor is not None and board.on:
        titles |= {o.title for o in chain.actor.offices if o.held(board.on)}
    return titles


def homes(chain: Chain) -> set[str]:
    """The countries that a chain's words or the codebook say."""
    return {*chain.countries, *([chain.actor.country] if chain.actor is not None and chain.actor.country else [])}


def _country_here(board: Board, i: int) -> str | None:
    """The one country that acts in the sentence before mention i: "A White House spokesman said the president"."""
    here = board.sentence(i)
    found = {
        m.country
        for k in board.within.get(here, ())
        if k < i and (m := board.mentions[k]).country and m.type != "location"
    }
    return found.pop() if len(found) == 1 else None


def _holds(board: Board, chain: Chain, mention: Mention, country: str | None) -> bool:
    """Whether a person of the report holds the office: by title in the report, or by the codebook at the date."""
    assert mention.role is not None
    office = mention.role.office
    titles = _titles(board, chain)
    if office == "minister":
        ministers = any(t.endswith("minister") and t != "prime minister" for t in titles)
        return ministers and (country is None or country in homes(chain))
    if office not in context("single_offices") and mention.role not in chain.roles:
        # There are many senators and spokesmen: the word must be the same.
        return False
    home = homes(chain)
    if office not in titles:
        return False
    return country is None or not home or country in home
