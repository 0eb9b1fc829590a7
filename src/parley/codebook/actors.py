"""Actors known before a report is read: states, officials, organizations, armed groups, parties, media, peoples."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from parley.codebook.names import fits, key_of, next_word, starts, word_key
from parley.codebook.table import ALIAS_COLUMNS, COLUMNS, DATA, normal_title, offices, read_rows

_AT = {column: i for i, column in enumerate(COLUMNS)}
_ALIASES = [(_AT[column], kind) for column, kind in ALIAS_COLUMNS.items()]
_NAME, _OFFICES = _AT["name"], _AT["offices"]
_INDEXED = [*_ALIASES, (_NAME, "name")]
# What a name more likely means where several actors bear it: first by how they bear it, then by what they are.
_KINDS = ("name", "short", "acronym", "demonym", "capital", "metonym", "weak", "surname")
_ORDER = {
    kind: i
    for i, kind in enumerate(
        ("state", "region", "people", "organ", "igo", "group", "person", "party", "media", "ngo", "company")
    )
}
_INTERNATIONAL = ("IGO", "NGO", "MNC", "IMG")


@dataclass(frozen=True, slots=True)
class Office:
    """An office held: dates are ISO, `YYYY` or `YYYY-MM` where no more is known, None where open.

    Attributes:
        code: the CAMEO code that its holder has while in office.
    """

    title: str
    country: str | None = None
    since: str | None = None
    until: str | None = None
    code: str | None = None

    def held(self, on: str) -> bool:
        """Whether the term covers the date."""
        return _covers(self.since, self.until, on)


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor of the codebook.

    Attributes:
        kind: state, region, organ, person, igo, group, party, media, ngo, people or company.
        type: person, organization or location, as in the contract.
        code: CAMEO/PLOVER actor code; for a person the code of the last office known (`code_on` gives it by date).
        uncertain: a fact about it could not be checked.
    """

    id: str
    name: str
    kind: str
    type: str
    code: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    offices: tuple[Office, ...] = ()
    uncertain: bool = False

    def exists(self, on: str) -> bool:
        """Whether it existed (an office-holder: held any office) at the date, as far as is known."""
        if self.offices:
            return any(office.held(on) for office in self.offices)
        return _covers(self.since, self.until, on)


@dataclass(frozen=True, slots=True)
class Alias:
    """A name of an actor.

    Attributes:
        kind: name, short, acronym, demonym, capital, metonym; surname and weak ones ("the Front") count only with a
            title or after a fuller name of the same actor.
    """

    text: str
    kind: str
    actor: str


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of a text, [start, end) in code points, that are a name of each of the candidates, likeliest first."""

    start: int
    end: int
    candidates: tuple[tuple[Actor, str], ...]


# Sectors of those who act for their state, and of those who bear arms and are no state's.
OF_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
ARMED = frozenset({"REB", "UAF", "SEP", "INS"})


def sectors_of(code: str) -> tuple[str, ...]:
    """The sector codes of an actor code, the country left out ("SYRREB" -> REB; "IGOUNO" -> IGO)."""
    if code.startswith(_INTERNATIONAL):
        return (code[:3],)
    return tuple(code[i : i + 3] for i in range(3, len(code), 3))


def _covers(since: str | None, until: str | None, on: str) -> bool:
    if since and on[: len(since)] < since[: len(on)]:
        return False
    return not (until and on[: len(until)] > until[: len(on)])


class Actors:
    """The actors of the codebook with an index of all their names. Actors are made when first asked for."""

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        """Index the rows of actor tables; of two rows with one id the later one counts."""
        self._rows: list[Sequence[str]] = []
        self._made: dict[int, Actor] = {}
        self._ids: dict[str, int] = {}
        self._names: dict[str, list[tuple[int, str, str]]] = {}
        # Words in the longest name that begins with a word, or with two.
        self._longest: dict[str, int] = {}
        self._candidates: dict[tuple[str, str, bool], tuple[tuple[Actor, str], ...]] = {}
        self._terms: dict[tuple[str, str], list[tuple[str, str, int]]] | None = None
        self._demonyms: dict[str, str] | None = None
        for row in rows:
            known = self._ids.get(row[0])
            if known is None:
                self._ids[row[0]] = len(self._rows)
                self._rows.append(row)
            else:
                self._rows[known] = row
        # A hundred thousand small objects that all stay: collecting garbage among them only costs time.
        collecting = gc.isenabled()
        gc.disable()
        try:
            self._starts = starts(self._index(self._rows))
        finally:
            if collecting:
                gc.enable()

    @classmethod
    def load(cls, *folders: Path) -> Actors:
        """The shipped actors, with those of each folder's `actors/*.csv` added to or put over them."""
        paths = [path for folder in (DATA, *folders) for path in sorted((folder / "actors").glob("*.csv"))]
        return cls(row for path in paths for row in read_rows(path))

    def _index(self, rows: Sequence[Sequence[str]]) -> set[str]:
        """Fill the index of names; the words in lower case that a name may begin with are returned."""
        names, longest, low = self._names, self._longest, set()
        for i, row in enumerate(rows):
            for column, kind in _INDEXED:
                cell = row[column]
                if not cell:
                    continue
                for text in cell.split("|") if column != _NAME else (cell,):
                    key = key_of(text)
                    if text[0].islower():
                        low.add(re.split(r"[\W_]", text, maxsplit=1)[0])
                    entries = names.get(key)
                    if entries is not None:
                        # "Moon Jae In" beside "Moon Jae-in": each spelling asks for its own capitals.
                        if not any(n == i and k == kind and t == text for n, k, t in entries):
                            entries.append((i, kind, text))
                        continue
                    names[key] = [(i, kind, text)]
                    words = key.split(" ")
                    length = len(words)
                    if length > longest.get(words[0], 0):
                        longest[words[0]] = length
                    if length > 2:
                        pair = f"{words[0]} {words[1]}"
                        if length > longest.get(pair, 0):
                            longest[pair] = length
        return low

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Actor]:
        return (self._actor(i) for i in range(len(self._rows)))

    def _actor(self, i: int) -> Actor:
        made = self._made.get(i)
        if made is None:
            made = self._made[i] = actor_of(self._rows[i])
        return made

    def get(self, actor_id: str) -> Actor | None:
        """The actor with this id."""
        i = self._ids.get(actor_id)
        return None if i is None else self._actor(i)

    def state(self, iso3: str) -> Actor | None:
        """The state (or territory) with this ISO 3166-1 alpha-3 code."""
        return self.get(f"state-{iso3.lower()}")

    def demonym(self, word: str) -> Actor | None:
        """The state whose people the word names ("Syrians", "Dutch")."""
        for actor, kind in self.named(word):
            if kind == "demonym" and actor.kind == "state":
                return actor
        return None

    def named(self, text: str, on: str | None = None) -> list[tuple[Actor, str]]:
        """Every actor with this name, whatever its capitals, and the kind of name; the likeliest first."""
        return list(self._dated(self._ranked(self._names.get(key_of(text), ())), on))

    def aliases(self, actor: Actor) -> list[Alias]:
        """All names of an actor."""
        row = self._rows[self._ids[actor.id]]
        out = [Alias(row[_NAME], "name", actor.id)]
        for column, kind in _ALIASES:
            out += [Alias(text, kind, actor.id) for text in row[column].split("|") if text and text != row[_NAME]]
        return out

    def scan(self, text: str, on: str | None = None) -> list[Hit]:
        """The names that stand in a text: leftmost first, of those the longest, at word boundaries, capitals heeded.

        Args:
            text: a report or a part of it.
            on: ISO date; candidates that did not exist then (or held no office) are put last.
        """
        out: list[Hit] = []
        longest, names = self._longest, self._names
        seek = self._starts.search
        found = seek(text)
        while found:
            start, at = found.span()
            key = word_key(found.group())
            most = longest.get(key)
            if most is None:
                found = seek(text, at)
                continue
            keys, ends, last = [key], [at], start
            while len(keys) < most:
                following = next_word(text, last, ends[-1])
                if following is None:
                    break
                last, end, word = following
                key = f"{key} {word}"
                if len(keys) == 1:
                    most = longest.get(key, 2)
                keys.append(key)
                ends.append(end)
            for key, end in zip(reversed(keys), reversed(ends), strict=True):
                entries = names.get(key)
                if entries:
                    fitting = self._fitting(entries, text, start, end)
                    if fitting:
                        out.append(Hit(start, end, self._dated(fitting, on)))
                        at = end
                        break
            found = seek(text, at)
        return out

    def _fitting(
        self, entries: list[tuple[int, str, str]], text: str, start: int, end: int
    ) -> tuple[tuple[Actor, str], ...]:
        quoted = text[start:end]
        loud = quoted.isupper() and len(quoted) > 1 and _shouted(text, start, end)
        known = self._candidates.get((entries[0][2], quoted, loud))
        if known is None:
            known = self._ranked(
                [
                    (i, kind, alias)
                    for i, kind, alias in entries
                    if fits(alias, quoted, kind == "acronym")
                    and not (loud and kind in ("acronym", "surname", "weak") and quoted.lower() in _loud_words())
                ]
            )
            self._candidates[entries[0][2], quoted, loud] = known
        return known

    def _ranked(self, entries: Iterable[tuple[int, str, str]]) -> tuple[tuple[Actor, str], ...]:
        best: dict[int, str] = {}
        for i, kind, _ in entries:
            if i not in best or _KINDS.index(kind) < _KINDS.index(best[i]):
                best[i] = kind
        ranked = [(self._actor(i), kind) for i, kind in best.items()]
        ranked.sort(key=_rank)
        return tuple(ranked)

    @staticmethod
    def _dated(candidates: tuple[tuple[Actor, str], ...], on: str | None) -> tuple[tuple[Actor, str], ...]:
        if on is None or len(candidates) < 2:
            return candidates
        return tuple(sorted(candidates, key=lambda c: not c[0].exists(on)))

    def holder(self, title: str, country: str | None, on: str) -> Actor | None:
        """Who held an office at a date; of several, who came to it last.

        Args:
            title: any usual title ("premier", "minister of foreign affairs"), or "head of state", "leader".
            country: ISO 3166-1 alpha-3, or an organization's id ("igo-un"); None where the title says it.
            on: ISO date.
        """
        for office in _offices_for(title, country):
            held = [
                (since, i)
                for since, until, i in self._held().get((office, country or "USA"), ())
                if _covers(since or None, until or None, on)
            ]
            if held:
                return self._actor(max(held)[1])
        return None

    def _held(self) -> dict[tuple[str, str], list[tuple[str, str, int]]]:
        if self._terms is None:
            self._terms = {}
            for i, row in enumerate(self._rows):
                if row[_OFFICES]:
                    for cell in row[_OFFICES].split("|"):
                        title, country, since, until, _ = cell.split(";")
                        self._terms.setdefault((title, country), []).append((since, until, i))
        return self._terms

    def person(
        self, surname: str, title: str | None = None, country: str | None = None, on: str | None = None
    ) -> Actor | None:
        """The person meant by a title and a surname ("Foreign Minister" "Lavrov"), None where it stays open.

        The office must fit the title; a person in that office at the date wins over a former or later holder.
        """
        wanted = _offices_for(title, country) if title else ()
        best: list[tuple[tuple[bool, bool], Actor]] = []
        for actor, _ in self.named(surname):
            if actor.type != "person" or (country and actor.country != country):
                continue
            fitting = [o for o in actor.offices if not wanted or o.title in wanted]
            if wanted and not fitting:
                continue
            now = on is not None and any(o.held(on) for o in fitting)
            best.append(((now, on is not None and actor.exists(on)), actor))
        if not best:
            return None
        top = max(rank for rank, _ in best)
        found = [actor for rank, actor in best if rank == top]
        if len(found) > 1 and len({actor.country for actor in found}) == 1 and wanted:
            # Father and son: the later one.
            found.sort(key=lambda a: max(o.since or "" for o in a.offices if o.title in wanted))
            return found[-1]
        return found[0] if len(found) == 1 else None

    @staticmethod
    def office_on(actor: Actor, on: str) -> Office | None:
        """Of the offices that a person holds at a date the one that says who it is."""
        held = [office for office in actor.offices if office.held(on)]
        return max(held, key=lambda o: (_RANK.get(o.title, 0), o.since or ""), default=None)

    @staticmethod
    def code_on(actor: Actor, on: str | None = None) -> str | None:
        """The actor's code at a date: of the office held then; of a politician out of office country and ELI."""
        if not actor.offices or on is None:
            return actor.code
        office = Actors.office_on(actor, on)
        if office is not None:
            return office.code
        if all(o.title in _UNDERGROUND for o in actor.offices):
            # Who never held an office of a state has none to be out of.
            return actor.code
        country = actor.country or next((o.country for o in actor.offices if o.country), None)
        return f"{country}ELI" if country and len(country) == 3 else actor.code


# Of several offices at once the one that decides the code: a minister who also leads a party is the government's.
_RANK = {"party leader": -1, "opposition leader": -1, "private person": -2, "president": 2, "prime minister": 1}
_UNDERGROUND = frozenset({"rebel leader", "militant leader", "militia leader", "criminal"})


def _rank(candidate: tuple[Actor, str]) -> tuple[bool, bool, int, int, int]:
    """Sort key of who is likelier meant: strong names first, then what exists still, then by kind of name and actor."""
    actor, kind = candidate
    weak = kind in ("weak", "surname")
    return weak, bool(actor.until), _KINDS.index(kind), _ORDER.get(actor.kind, 99), -_weight(actor)


def _weight(actor: Actor) -> int:
    """How prominent a person is among those of one name: heads of state and government first."""
    return max((3 if offices()[o.title][1] else 1 for o in actor.offices if o.title in offices()), default=0)


def _offices_for(title: str, country: str | None) -> tuple[str, ...]:
    """The normal titles to look under, in order."""
    low = " ".join(title.lower().split())
    groups = {
        "leader": ("state", "government"),
        "ruler": ("state",),
        "strongman": ("state", "government"),
        "head of state": ("state",),
        "head of government": ("government",),
    }.get(low)
    if groups:
        return tuple(o for group in groups for o, (_, g, _) in offices().items() if g == group)
    normal = normal_title(low)
    if normal is None:
        return ()
    if offices()[normal][1] == "government":
        return (normal, *(o for o, (_, g, _) in offices().items() if g == "government" and o != normal))
    if country == "USA" and normal in ("foreign minister", "secretary of state"):
        return ("secretary of state", "foreign minister")
    return (normal,)


def _shouted(text: str, start: int, end: int) -> bool:
    """Whether the words beside these in the line stand in capitals too, so that capitals say nothing."""
    line = text[max(0, text.rfind("\n", 0, start)) : start][-30:] + " " + text[end : end + 30].partition("\n")[0]
    letters = [*filter(str.isalpha, line)]
    return len(letters) > 5 and sum(map(str.isupper, letters)) > 0.8 * len(letters)


@lru_cache(maxsize=1)
def _loud_words() -> frozenset[str]:
    return frozenset((DATA / "loud_words.txt").read_text(encoding="utf-8").split())


def actor_of(row: Sequence[str]) -> Actor:
    """The actor that a line of an actor table tells."""
    actor_id, name, kind, type_, code, country, since, until = row[:8]
    return Actor(
        id=actor_id,
        name=name,
        kind=kind,
        type=type_,
        code=code or None,
        country=country or None,
        sectors=sectors_of(code),
        since=since or None,
        until=until or None,
        offices=tuple(_office(cell) for cell in row[_OFFICES].split("|")) if row[_OFFICES] else (),
        uncertain=bool(row[-1]),
    )


def _office(cell: str) -> Office:
    title, country, since, until, code = cell.split(";")
    if not code and len(country) == 3:
        code = country + offices()[title][0]
    return Office(title, country or None, since or None, until or None, code or None)


@lru_cache(maxsize=4)
def actors(*folders: Path) -> Actors:
    """The actors of the codebook, loaded once."""
    return Actors.load(*folders)
