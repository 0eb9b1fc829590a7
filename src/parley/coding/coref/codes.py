"""What a chain is as an entity: its name, code, country, sectors, description and key."""

from __future__ import annotations

from functools import lru_cache

from parley.codebook.actors import OF_STATE, sectors_of
from parley.codebook.names import known_key
from parley.codebook.words import context
from parley.coding.coref.board import Board, Chain
from parley.coding.layers import Entity

# Codes come again and again.
_sectors_of = lru_cache(maxsize=4_000)(sectors_of)
PEOPLE = ("CVL",)
# A name in capitals of no more letters is an abbreviation.
_ABBREVIATED = 4
# Sectors of those who stand against a government.
AGAINST = frozenset({"OPP", "REB", "SEP", "INS"})
HEADS = frozenset({"president", "prime minister", "king", "chancellor", "foreign minister"})
# Sectors whose bearers are, where nothing else is said, those of the country that the report speaks of.
DOMESTIC = frozenset(
    {"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "OPP", "REB", "UAF", "SEP", "INS", "PTY", "CVL", "ELI", "REF", "LAB"}
)


def entity(board: Board, chain: Chain, inferred: str | None) -> Entity:
    """The entity of a chain.

    Args:
        inferred: the country that the surroundings suggest where the words say none.
    """
    name = _name(board, chain)
    if chain.type == "location" and name.isupper() and len(name) > _ABBREVIATED:
        # A dateline shouts.
        name = name.title()
    country = _country(board, chain)
    if country is None and _at_home(board, chain):
        country = inferred
    code, sectors = _code(board, chain, country)
    return Entity(
        name=name,
        type=chain.type,
        mentions=sorted(chain.mentions),
        code=code,
        country=country,
        sectors=sectors,
        # Whom an international organization sends speaks for no country.
        description=_description(board, chain, None if code and code.startswith("IGO") else country),
        actor=chain.actor,
        key=_key(chain, name, country),
    )


def _country(board: Board, chain: Chain) -> str | None:
    if chain.key[0] in ("organ", "state"):
        return chain.key[-1]
    if chain.actor is not None:
        home = chain.countries[0] if chain.countries and chain.type == "person" else None
        return home or chain.actor.country
    if chain.countries:
        return chain.countries[0]
    if chain.affiliation is not None:
        return chain.affiliation.country
    return None


def _at_home(board: Board, chain: Chain) -> bool:
    """Whether who is named without a country may be taken to be of the country that the report speaks of."""
    if chain.actor is not None or chain.affiliation is not None or (chain.named and chain.type != "person"):
        return False
    if DOMESTIC.isdisjoint(_sectors(chain)):
        return False
    if chain.named and any(r.office in HEADS for r in chain.roles):
        # A president whom the codebook does not know may be anybody's.
        return False
    for i in chain.mentions:
        mention = board.mentions[i]
        if mention.form == "pronoun":
            continue
        words = board.tree.lower[mention.start : mention.end]
        if not context("elsewhere").isdisjoint(words):
            return False
        if mention.form == "nominal" and any(board.mentions[k].actor is not None for k in board.modifiers(i)):
            return False
    return True


def _code(board: Board, chain: Chain, country: str | None) -> tuple[str | None, tuple[str, ...]]:
    if chain.key[0] == "people":
        return f"{country}CVL" if country else "CVL", PEOPLE
    actor = chain.actor
    if actor is not None:
        if chain.affiliation is not None and actor.type == "person" and not _in_office(board, chain):
            # A former minister who is now "the UN envoy": the words of the report say whose.
            code = chain.affiliation.code
            return code, _sectors_of(code) if code else ()
        code = _as_told(board, chain, country) or board.actors.code_on(actor, board.on)
        if actor.type == "person" and country and code and not code.startswith((country, "IGO")):
            # Of a prince of Andorra who is also France's president, the words say which.
            code = next((o.code for o in reversed(actor.offices) if o.country == country), code)
        if code is None or (actor.type == "person" and len(code) == 3):
            sectors = _sectors(chain)
            base = code or actor.country or ""
            return (base + "".join(sectors[:2])) or None, sectors
        return code, _sectors_of(code)
    sectors = _sectors(chain)
    # "the government and its opposition": whoever opposes it is of its land and not of it.
    against = not AGAINST.isdisjoint(sectors) and chain.affiliation is not None and chain.affiliation.kind != "group"
    if chain.affiliation is not None and not against:
        code = chain.affiliation.code
        return code, _sectors_of(code) if code else sectors
    if chain.type == "location":
        return country, ()
    if not country and not sectors:
        return None, ()
    return (country or "") + "".join(sectors[:2]), sectors


def _as_told(board: Board, chain: Chain, country: str | None) -> str | None:
    """ "Defense Minister X", of whom the codebook knows later offices only: the report says what he is."""
    actor = chain.actor
    if actor is None or actor.type != "person" or not country or board.on is None or _in_office(board, chain):
        return None
    told = None
    for i in chain.mentions:
        mention = board.mentions[i]
        if mention.role is None or not mention.role.office or not OF_STATE & set(mention.role.sectors):
            continue
        words = set(board.tree.lower[mention.start : mention.end])
        if words & (context("other_holders") | context("not_yet")):
            return None
        told = told or country + "".join(mention.role.sectors[:2])
    return told


def _in_office(board: Board, chain: Chain) -> bool:
    return chain.actor is not None and board.on is not None and any(o.held(board.on) for o in chain.actor.offices)


def _sectors(chain: Chain) -> tuple[str, ...]:
    roles = chain.roles
    if len(roles) < 2:
        return tuple(roles[0].sectors) if roles else ()
    out: list[str] = []
    for role in roles:
        out += [s for s in role.sectors if s not in out]
    return tuple(out)


def _name(board: Board, chain: Chain) -> str:
    """The fullest name, as it stands in the report or, of a state or a person, in the codebook."""
    actor = chain.actor
    if actor is not None and (
        actor.kind in ("state", "region", "person") or (chain.key[0] in ("actor", "organ") and not chain.named)
    ):
        return actor.name
    if len(chain.mentions) == 1:
        return _words(board, chain.mentions[0])
    best = ""
    for form in ("name", "nominal", "pronoun"):
        for i in chain.mentions:
            mention = board.mentions[i]
            if mention.form != form:
                continue
            words = _words(board, i)
            if len(words) > len(best):
                best = words
        if best:
            return best
    return best


def _words(board: Board, i: int) -> str:
    mention = board.mentions[i]
    if mention.name and mention.form == "name":
        return board.text(*mention.name)
    return _plain(board, mention.start, mention.end)


def _plain(board: Board, start: int, end: int) -> str:
    if end - start > 1 and board.tree.lower[start] in ("the", "a", "an"):
        start += 1
    return board.text(start, end)


def _description(board: Board, chain: Chain, country: str | None) -> str | None:
    """ "foreign minister of Russia": of the office held at the report's date, else of the title in the report."""
    actor = chain.actor
    if chain.type != "person":
        return None
    if actor is not None and board.on:
        office = board.actors.office_on(actor, board.on)
        if office is not None:
            return _of(board, office.title, office.country)
    if not chain.named:
        return None
    for i in chain.mentions:
        mention = board.mentions[i]
        if mention.role is not None and (mention.role.office or mention.role.title):
            if chain.affiliation is not None and mention.country is None:
                return f"{mention.role.id} of {chain.affiliation.name}"
            # A state has presidents and generals; "member of Turkey", "leader of India" say nothing of anybody.
            of_state = OF_STATE & set(mention.role.sectors) and mention.role.id not in context("of_nobody")
            return _of(board, mention.role.id, mention.country or country if of_state else None)
    if chain.description is not None:
        return _plain(board, *chain.description)
    return None


def _of(board: Board, title: str, country: str | None) -> str:
    if not country:
        return title
    state = board.actors.state(country) if len(country) == 3 else board.actors.get(country)
    return f"{title} of {state.name if state else country}"


def _key(chain: Chain, name: str, country: str | None) -> str | None:
    if chain.key[0] == "organ":
        return f"{chain.key[1]}-{chain.key[2].lower()}"
    if chain.key[0] == "people":
        return f"people-{chain.key[1]}"
    if chain.actor is not None:
        return chain.actor.id
    if not chain.named and chain.key[0] != "office":
        return None
    return "/".join(filter(None, (known_key(name), country)))
