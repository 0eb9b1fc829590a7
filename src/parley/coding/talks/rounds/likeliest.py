"""Which of the places that a report names is that of its talks."""

from __future__ import annotations

from parley.coding.talks.rounds.negotiation import NOW, Negotiation, Venue
from parley.coding.talks.rounds.venue import VenueReader


def likeliest(n: Negotiation, parties: list[int], venues: VenueReader) -> Venue | None:
    """The likeliest place; a house with the town that the news is of ("Duke Hotel, Lima")."""
    place = _likeliest(n, parties, venues)
    if place is None or place[1] is not None or n.phase != NOW or not venues.houses.is_one(place):
        return place
    towns = [v for v in (*n.told, n.near, n.dateline) if v and not venues.is_state(v) and not venues.houses.is_one(v)]
    if not towns:
        return place
    town, country = towns[0]
    return f"{place[0]}, {town}", country


def _likeliest(n: Negotiation, parties: list[int], venues: VenueReader) -> Venue | None:
    """The likeliest place; a town in a state rather than the state, and no state that is itself a party."""
    sides, found = venues.sides, n.venues
    home = {sides.entity(e).country for e in parties}
    states = {sides.entity(e).country for e in parties if sides.stately(e) and sides.holds_name(e)}
    towns = [v for v in found if not venues.is_state(v)]
    for v in found:
        if not venues.is_state(v):
            # News from a side's own capital tells of talks in it less often than of a house that it names.
            if v != n.dateline or v[1] is None or v[1] not in home:
                return v
            if n.inside or n.at_home(v) or v[1] not in states or len(states) < 2:
                return n.inside or next((t for t in n.told if not venues.is_state(t)), v)
            continue
        # Towns that no list has may lie anywhere.
        told = [t for t in towns if t[1] is None and any(m.venue == t for m in n.mentions)]
        inside = next(iter([*(t for t in towns if t[1] == v[1]), *told]), None) or venues.seat_of(v)
        if inside or v[1] not in home:
            return inside or v
    # Sides that signed did so where the news is from, though one of them is at home there.
    first = (m.signal for m in n.mentions if m.sentence <= n.opening and m.signal.kind == "agreement")
    return n.dateline if any(sides.words.signing.head(sides.tree, s.token) for s in first) else None
