"""The table of one negotiation: its parties, one entity a side."""

from __future__ import annotations

from collections.abc import Iterable

from parley.coding.talks.who.holders import EVERYONE
from parley.coding.talks.who.serving import LED
from parley.coding.talks.who.sides import Side, Sides


class Table:
    """The parties of one negotiation, one entity a side."""

    def __init__(self, sides: Sides) -> None:
        self._sides = sides
        self._seats: list[tuple[Side, int]] = []

    @property
    def entities(self) -> list[int]:
        """Entity indexes of the parties."""
        return [e for _, e in self._seats]

    def seat(self, entities: Iterable[int], *, together: bool = False, facing: bool = False) -> None:
        """Add parties whose side has no seat yet; those named together as opposites are sides of their own.

        Args:
            facing: whether the words set them against those who sit there ("a deal with its creditors").
        """
        before = len(self._seats)
        named = list(entities)
        for e in named:
            place = together and self._sides.entity(e).type == "location" and self._sides.called(e)
            others = [*named, *self.entities] if facing else named
            faces = (together or facing) and self._sides.may_face(e, others)
            if any(e == other for _, other in self._seats) or not (place or faces or self._sides.can_stand(e)):
                continue
            if self._of_region(e):
                continue
            side = self._sides.side(e)
            if together and any(side == s for s, _ in self._seats[before:]):
                side = ("entity", str(e))
            taken = self.place(side, e)
            if together and taken is not None and taken >= before and self._apart(self._seats[taken][0], side):
                taken = None
            if taken is None or self._rivals(e, self._seats[taken]) or self._one_of(e, self._seats[taken][1]):
                self._seats.append((side, e))
            elif self._names_better(side, e, *self._seats[taken]):
                self._seats[taken] = (side, e)

    def face(self, e: int) -> None:
        """Give a seat of his own to somebody whom the words set against another of the same land."""
        if e not in self.entities:
            self._seats.append((("entity", str(e)), e))

    def _of_region(self, e: int) -> bool:
        """Whether a group bears the name of a part of a land that sits there itself ("the Northland Army")."""
        sides, name = self._sides, self._sides.entity(e).name
        regions = (sides.entity(other) for _, other in self._seats if sides.entity(other).type == "location")
        own = sides.entity(e).type == "organization" and not sides.stately(e)
        return own and any(r.country == sides.entity(e).country and r.name != name and r.name in name for r in regions)

    def spell_out(self) -> None:
        """Put the group in the place of its leader, and names in that of groups which are only described ("two rebel
        movements"), where the report names just as many of their kind that have no seat."""
        out: list[tuple[Side, int]] = []
        taken = set(self.entities)
        for seat in self._seats:
            group = self._sides.group(seat[1])
            wanted = 1 if group is not None else self._sides.described(seat[1])
            meant = [group] if group is not None else self._sides.of_kind(seat[1])
            named = self._sides.name_of(seat[1]) if not meant else None
            if named is not None and named not in taken:
                out.append((self._sides.side(named), named))
                taken.add(named)
                continue
            kin = [k for k in meant if k not in taken]
            if wanted == len(meant) == 1 and not kin and meant != [seat[1]]:
                # The one group that it may be sits there by its name.
                continue
            groups = [(self._sides.side(k), k) for k in kin]
            # "two rebel movements", both of which have taken their seats, or one of them
            all_told = wanted > 1 and len(meant) == wanted and seat[1] not in meant
            fits = bool(wanted) and (len(kin) == wanted or all_told)
            out += groups if fits else [seat]
            taken |= set(kin) if fits else set()
        self._seats = out

    @staticmethod
    def _apart(side: Side, other: Side) -> bool:
        """Whether two who are named together are two, though one has no name ("Maoists and the National Alliance")."""
        return side != other and "gov" not in (side[0], other[0])

    def _rivals(self, e: int, seat: tuple[Side, int]) -> bool:
        """Whether a party by its name comes beside the leader of an opposition without one."""
        sides, (side, seated) = self._sides, seat
        entity, other = sides.entity(e), sides.entity(seated)
        leader = side[1] == "" and other.type == "person" and "OPP" in other.sectors
        party = entity.type == "organization" and "PTY" in entity.sectors and sides.called(e)
        # The other way round: the leader beside a party that does not oppose.
        behind = entity.type == "person" and "OPP" in entity.sectors and sides.side(e)[1] == ""
        ruling = other.type == "organization" and sides.called(seated) and not {"OPP", "REB"} & set(other.sectors)
        return (leader and party) or (behind and ruling and "PTY" in other.sectors)

    def _one_of(self, e: int, seated: int) -> bool:
        """Whether a group by its name comes beside a number of groups of which it is one ("three rebel movements")."""
        sides, entity = self._sides, self._sides.entity(e)
        named = entity.type == "organization" and sides.called(e) and bool(set(entity.sectors) & LED)
        return named and sides.counted(seated) and not sides.called(seated)

    def _names_better(self, side: Side, e: int, other: Side, seated: int) -> bool:
        if other[1] == "":
            if self._sides.counted(seated):
                return False
            organization = self._sides.entity(e).type == "organization"
            named = side[1] != "" or (self._sides.holds_name(e) and not self._sides.holds_name(seated))
            return organization and named
        return False

    def place(self, side: Side, e: int | None = None) -> int | None:
        """Index of the seat that a side has, None where it has none; a side left open has the one seat of its kind.

        Args:
            e: who is of that side; where several seats are left open, his is that of whoever is told of in his sectors.
        """
        for n, (other, _) in enumerate(self._seats):
            if other == side:
                return n
        kin = [n for n, (other, _) in enumerate(self._seats) if (other[0] == "gov") == (side[0] == "gov")]
        if side[1] == "" and kin:
            return kin[0]
        left_open = [n for n in kin if self._seats[n][0][1] == ""]
        own = set() if e is None else set(self._sides.entity(e).sectors)
        alike = [n for n in left_open if own & set(self._sides.entity(self._seats[n][1]).sectors)]
        return next(iter(alike or left_open), None)

    def speak_for_states(self) -> None:
        """Between states, a state's officials and offices sit there for the state, where the report names it."""
        states = {side[1] for side, _ in self._seats if side[0] == "gov" and side[1]}
        gone: list[int] = []
        for n, (side, e) in enumerate(self._seats):
            # Among the sides of one land, whoever speaks for its government is told of by name, but for its envoys.
            if len(states) < 2 and not (self._sides.is_sent(e) or self._sides.untitled(e)):
                continue
            state = self._sides.state(side[1]) if side[0] == "gov" and self._official(e) else None
            if state is None and (served := self._statesman(e, states)):
                state = self._sides.state(served)
                if state is not None and any(state == other for _, other in self._seats):
                    gone.append(e)
            if state is not None and not any(state == other for _, other in self._seats):
                self._seats[n] = (side, state)
        self.remove(gone)

    def _statesman(self, e: int, states: set[str]) -> str:
        """The land of somebody of whom no office is known, where he sits there among other states."""
        entity = self._sides.entity(e)
        alone = entity.type == "person" and entity.country is not None and set(entity.sectors) == {"ELI"}
        others = states - {entity.country}
        return entity.country if alone and entity.country and others else ""

    def own_government(self, e: int) -> int:
        """The one state that has a seat, where "the government" has been read as that of the place of the talks."""
        sides = self._sides
        states = [(side, other) for side, other in self._seats if side[0] == "gov"]
        if len(states) != 1 or len(self._seats) < 2 or not sides.is_bare_government(e):
            return e
        return e if self.place(sides.side(e)) is not None else states[0][1]

    def _official(self, e: int) -> bool:
        """Whether the entity is somebody or an office that a state has, not the state or its people."""
        entity = self._sides.entity(e)
        if entity.type == "location":
            # "Lima signed": the capital, where the report names the state too.
            return entity.code == entity.country is not None and self._sides.called(e)
        if entity.type == "organization" and set(entity.sectors) == {"CVL"} and self._sides.is_nation(e):
            # "the Peruvians", where the report names Peru
            state = self._sides.state(entity.country or "")
            actor = None if state is None else self._sides.entity(state).actor
            return state is not None and self._sides.called(state) and actor is not None and actor.kind == "state"
        return entity.type == "person" or (entity.code != entity.country and "GOV" in entity.sectors)

    def replace(self, others: dict[int, int]) -> None:
        """Put entities in the seats of others of the same side."""
        self._seats = [(side, others.get(e, e)) for side, e in self._seats]

    def take(self, other: Table) -> None:
        """Seat just those who sit at another table."""
        self._seats = list(other._seats)

    def unseated(self, speakers: Iterable[int]) -> set[int]:
        """States without a seat that take stances among states, where there are several: they sit there too."""
        if len(self._seats) < 2 or not all(map(self._sides.stately, self.entities)):
            return set()
        spoken = {e for e in speakers if e != EVERYONE and self._sides.stately(e)}
        found = {e for e in spoken if self.place(self._sides.side(e)) is None}
        return found if len({self._sides.side(e) for e in found}) > 1 else set()

    def remove(self, entities: Iterable[int]) -> None:
        """Take away seats of those who turn out to mediate."""
        gone = set(entities)
        self._seats = [(s, e) for s, e in self._seats if e not in gone]
