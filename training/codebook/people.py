"""Persons: heads of state and government, ministers and other office-holders, with their terms and spellings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

import spellings
from common import facts_of, is_common, never_surnames, row_of, slug, write
from terms import Term, all_terms

from parley.codebook.names import key_of
from parley.codebook.table import offices

# Offices that several persons hold at once: a successor's start ends nobody's term.
_SHARED = {"minister", "envoy", "spokesperson", "ambassador", "commander", "military chief", "intelligence chief"}
_SHARED |= {"deputy prime minister", "vice president", "deputy foreign minister", "deputy defence minister"}
_COLLECTIVE = {"BIH", "CHE", "SMR", "LBY"}
# Countries of today that are not independent or not recognized, and those of yesterday.
_ALSO = {"PSE", "TWN", "XKX", "ESH", "HKG", "SUN", "CSK", "YUG", "SCG", "YMD", "YAR", "DDR", "GRL"}
_MONARCHS = ("king", "queen", "emir", "sultan", "emperor", "pope", "prince")


@dataclass
class Person:
    """All terms and names of one person."""

    country: str
    names: list[str] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    qid: str = ""
    own: dict[str, str] | None = None
    press: dict[str, str] = field(default_factory=dict)


def build(facts: Path) -> int:
    """Write `persons.csv`."""
    terms = all_terms(facts)
    independent = {r["iso3"] for r in facts_of(facts / "countries.csv") if r["is_independent"] == "Yes"} | _ALSO
    persons = _persons([t for t in terms if t.own or t.country in independent])
    press = spellings.press_names()
    persons = _by_press(_joined(persons), press)
    phoenix = spellings.phoenix_aliases(facts)
    _close(persons)
    rows: dict[str, list[str]] = {}
    for person in persons:
        # The Phoenix dictionaries mix father and son: not what the press table gives to another.
        others = [
            n
            for n in phoenix.of(person.country, person.names)
            if press.get((person.country, key_of(n)), person.press) is person.press
        ]
        row = _row(person, others)
        if row:
            while row[0] in rows:
                row[0] += "-2"
            rows[row[0]] = row
    own_name = {(row[5], key_of(row[1])): row[0] for row in rows.values()}
    for row in rows.values():
        # What is another person's usual name is not a spelling of this one's.
        row[8] = "|".join(n for n in row[8].split("|") if own_name.get((row[5], key_of(n)), row[0]) == row[0])
    return write("persons", rows.values())


def _persons(terms: list[Term]) -> list[Person]:
    """Join terms of one person: by Wikidata's id, then by any equal name in the same country."""
    whole: dict[tuple[str, str], Person] = {}
    reduced: dict[tuple[str, str], Person] = {}
    persons: list[Person] = []
    # Terms with an id first: their name is the usual one.
    for term in sorted(terms, key=lambda t: (t.own is None, not t.qid)):
        if not term.names:
            continue
        home = term.own["country"] if term.own else term.country
        told = [("", term.qid)] if term.qid else []
        told += [(c, key_of(n)) for c in dict.fromkeys((home, term.country)) for n in term.names if " " in n]
        short = [(home, key_of(f)) for n in term.names for f in spellings.forms(n, home) if " " in f]
        # "George Bush" may be George W. Bush; George W. Bush is not George H. W. Bush.
        person = next((whole[k] for k in told if k in whole), None)
        person = person or next((reduced[k] for k in told if k in reduced), None)
        person = person or next((whole[k] for k in short if k in whole), None)
        if person is None or (term.qid and person.qid and term.qid != person.qid):
            person = Person(home)
            persons.append(person)
        person.own = person.own or term.own
        person.qid = person.qid or term.qid
        person.names += [n for n in term.names if n not in person.names]
        if term.title:
            person.terms.append(term)
        for key in told:
            whole.setdefault(key, person)
        for key in short:
            reduced.setdefault(key, person)
    return persons


def _joined(persons: list[Person]) -> list[Person]:
    """Join persons whose names differ by a letter or a hyphen and who came to the same office in the same months."""
    by_start: defaultdict[tuple[str, str, str], list[Person]] = defaultdict(list)
    gone: set[int] = set()
    for person in persons:
        for term in person.terms:
            near = by_start[term.country, term.title, term.since[:4]]
            twin = next((p for p in near if p is not person and id(p) not in gone and _twins(p, person)), None)
            if twin is not None:
                twin.names += [n for n in person.names if n not in twin.names]
                twin.terms += person.terms
                twin.own = twin.own or person.own
                gone.add(id(person))
                break
            near.append(person)
    return [p for p in persons if id(p) not in gone]


def _by_press(persons: list[Person], press: dict[tuple[str, str], dict[str, str]]) -> list[Person]:
    """Give each line of the press table to one person; others that it fits are the same unless Wikidata says no."""
    first: dict[int, Person] = {}
    gone: set[int] = set()
    for person in sorted(persons, key=lambda p: (p.own is None, not p.qid, -len(p.terms))):
        keys = [key_of(n) for n in person.names]
        keys += sorted({key_of(f) for n in person.names for f in spellings.forms(n, person.country)})
        row = next((press[person.country, k] for k in keys if (person.country, k) in press), None)
        if row is None:
            continue
        known = first.setdefault(id(row), person)
        if known is person:
            person.press = row
        elif not known.qid or not person.qid or known.qid == person.qid:
            known.names += [n for n in person.names if n not in known.names]
            known.terms += person.terms
            gone.add(id(person))
    return [p for p in persons if id(p) not in gone]


def _twins(one: Person, other: Person) -> bool:
    if one.qid and other.qid and one.qid != other.qid:
        return False
    mine, theirs = ("".join(key_of(p.names[0]).split()) for p in (one, other))
    return SequenceMatcher(None, mine, theirs).ratio() >= 0.85


def _close(persons: list[Person]) -> None:
    """Merge a person's overlapping terms in one office; end an open term where another person's begins."""
    by_office: defaultdict[tuple[str, str], list[tuple[Term, Person]]] = defaultdict(list)
    for person in persons:
        person.terms = _merged(person.terms)
        for term in person.terms:
            by_office[term.country, term.title].append((term, person))
    for (country, title), held in by_office.items():
        if title in _SHARED or country in _COLLECTIVE:
            continue
        held.sort(key=lambda pair: pair[0].since)
        for i, (term, person) in enumerate(held):
            later = next((t for t, p in held[i + 1 :] if p is not person and t.since > term.since), None)
            if later and not term.sure and _ended_by(term, later):
                term.until = later.since
            elif not term.until and not term.current and not term.sure and term.seen[:4] < "2025":
                term.until = term.seen


def _ended_by(term: Term, later: Term) -> bool:
    """Whether another person's later term shows that this one was over: not if its holder was seen again after it."""
    if not term.until:
        return not (later.until and term.seen > later.until and term.current)
    inside = term.until > later.since and (later.sure or (bool(later.until) and later.until < term.until))
    return inside and not term.solid and not term.seen > (later.until or "9999")


def _merged(terms: list[Term]) -> list[Term]:
    """One term for each time in office: what overlaps, or follows within months, is the same; our own dates win."""
    out: list[Term] = []
    for term in sorted(terms, key=lambda t: (t.title, t.country, t.since, t.until or "9999")):
        if term.until and term.until[: len(term.since)] < term.since[: len(term.until)]:
            term.until = ""
        last = out[-1] if out else None
        if not last or (last.title, last.country) != (term.title, term.country) or not _follows(last, term):
            out.append(term)
        elif term.sure and last.sure:
            out += [term] if term.since != last.since else []
        elif term.sure and not last.sure:
            last.since, last.until, last.code, last.sure = term.since, term.until, term.code, True
        elif not last.sure:
            _unite(last, term)
    out = [t for t in out if t.since != "2019" or sum(o.title == t.title for o in out) == 1]
    return sorted(out, key=lambda t: (t.since, t.title))


def _follows(last: Term, term: Term) -> bool:
    """Whether the term overlaps the last one, or begins within four months of its end."""
    end = last.until or ("" if last.current else last.seen)
    if not end or len(end) == 4 or len(term.since) == 4:
        return not end or term.since[:4] <= end[:4]
    months = (int(term.since[:4]) - int(end[:4])) * 12 + int(term.since[5:7] or 1) - int(end[5:7] or 1)
    return months <= 4


def _unite(last: Term, term: Term) -> None:
    """Widen the last term by the other; an end that Wikidata states wins over a guessed one of the same beginning."""
    shorter = min(len(last.since), len(term.since), 7)
    if last.since[:shorter] == term.since[:shorter]:
        if term.solid and not last.solid:
            last.until, last.solid, last.current = term.until, True, False
        elif not last.solid and not term.solid:
            last.current = last.current or term.current
            last.until = "" if last.current else max(last.until, term.until)
        last.since = max(last.since, term.since, key=len)
    else:
        last.current = term.current or (last.current and not term.until)
        last.until = "" if last.current else max(last.until, term.until)
        last.solid = term.solid
    last.seen = max(last.seen, term.seen)


def _row(person: Person, others: list[str]) -> list[str] | None:
    country = person.country
    extra = person.press
    own = person.own or {}
    name = extra.get("name") or own.get("name") or person.names[0]
    monarch = any(t.title in _MONARCHS for t in person.terms)
    if " " not in name and not monarch and not own and not extra:
        return None
    told = [name, *own.get("names", "").split("|"), *extra.get("names", "").split("|"), *person.names]
    told = [n for n in told if n]
    told += others
    full = [f for n in dict.fromkeys(told) for f in spellings.forms(n, country)]
    surnames = [s for n in told[:6] for s in spellings.surnames(n, country, monarch)]
    surnames = [s for s in surnames if key_of(s) not in never_surnames() and len(key_of(s)) > 1]
    if not extra and not own:
        # "Some", "March", "Friday": only of persons whom the press calls so.
        surnames = [s for s in surnames if not is_common(s)]
    short = [*own.get("short", "").split("|"), *extra.get("short", "").split("|")]
    for term in person.terms:
        if term.until and term.until[: len(term.since)] < term.since[: len(term.until)]:
            term.until = ""
    cells = [f"{t.title};{t.country};{t.since};{t.until};{t.code}" for t in person.terms]
    if not cells and not own:
        return None
    top = max(person.terms, key=lambda t: _rank(t.title), default=None)
    code = own.get("code") or (top.code if top else "") or (f"{country}{offices()[top.title][0]}" if top else "")
    return row_of(
        id=f"person-{country.lower() or 'int'}-{slug(name)}",
        name=name,
        kind="person",
        type="person",
        code=code,
        country=country,
        since=own.get("since", ""),
        until=own.get("until", ""),
        names=[f for f in full if " " in f or f in own.get("names", "").split("|")],
        short=[s for s in short if s],
        surnames=[s for s in dict.fromkeys([*own.get("surnames", "").split("|"), *surnames]) if s and s not in short],
        offices=cells,
        uncertain=own.get("uncertain", ""),
    )


def _rank(title: str) -> int:
    sector, group, _ = offices()[title]
    return 3 if group else {"GOV": 2, "IGO": 2, "MIL": 1, "REB": 1}.get(sector, 0)
