"""Persons: heads of state and government, ministers and other office-holders, with their terms and spellings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

import spellings
from common import OWN, facts_of, is_common, is_latin, never_surnames, row_of, slug, write

from parley.codebook.names import key_of
from parley.codebook.table import normal_title, offices

_TODAY = "2026"
# Offices that several persons hold at once: a successor's start ends nobody's term.
_SHARED = {"minister", "envoy", "spokesperson", "ambassador", "commander", "military chief", "intelligence chief"}
_SHARED |= {"deputy prime minister", "vice president", "deputy foreign minister", "deputy defence minister"}
_COLLECTIVE = {"BIH", "CHE", "SMR", "LBY"}
# Countries of today that are not independent or not recognized, and those of yesterday.
_ALSO = {"PSE", "TWN", "XKX", "ESH", "HKG", "SUN", "CSK", "YUG", "SCG", "YMD", "YAR", "DDR", "GRL"}
_MINISTERS = {
    "foreign_minister": "foreign minister",
    "defence_minister": "defence minister",
    "interior_minister": "interior minister",
    "deputy_foreign_minister": "deputy foreign minister",
    "deputy_defence_minister": "deputy defence minister",
    "military_chief": "military chief",
    "intelligence_chief": "intelligence chief",
    "national_security_adviser": "national security adviser",
    "spokesperson": "spokesperson",
    "foreign_ministry_spokesperson": "spokesperson",
}
_MONARCHS = ("king", "queen", "emir", "sultan", "emperor", "pope", "prince")


@dataclass
class Term:
    """An office held by a person as one table tells it."""

    country: str
    title: str
    names: list[str]
    qid: str
    since: str
    until: str
    code: str = ""
    seen: str = ""
    solid: bool = False
    current: bool = False
    sure: bool = False
    own: dict[str, str] | None = None


@dataclass
class Person:
    """All terms and names of one person."""

    country: str
    names: list[str] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)
    qid: str = ""
    own: dict[str, str] | None = None


def build(facts: Path) -> int:
    """Write `persons.csv`."""
    terms = [*_own_terms(), *_leaders(facts), *_ministers(facts), *_holders(facts)]
    independent = {r["iso3"] for r in facts_of(facts / "countries.csv") if r["is_independent"] == "Yes"} | _ALSO
    persons = _persons([t for t in terms if t.own or t.country in independent])
    persons = _joined(persons)
    press = spellings.press_names()
    phoenix = spellings.phoenix_aliases(facts)
    _close(persons)
    rows: dict[str, list[str]] = {}
    for person in persons:
        row = _row(person, press, phoenix)
        if row:
            while row[0] in rows:
                row[0] += "-2"
            rows[row[0]] = row
    own_name = {(row[5], key_of(row[1])): row[0] for row in rows.values()}
    for row in rows.values():
        # What is another person's usual name is not a spelling of this one's.
        row[8] = "|".join(n for n in row[8].split("|") if own_name.get((row[5], key_of(n)), row[0]) == row[0])
    return write("persons", rows.values())


def _own_terms() -> Iterator[Term]:
    """The project's own persons, whole lines of the actor format, and its own terms of listed persons."""
    for cells in facts_of(OWN / "notables.csv"):
        names = [cells["name"], *filter(None, cells["names"].split("|"))]
        for cell in cells["offices"].split("|"):
            title, country, since, until, code = cell.split(";")
            if title not in offices():
                raise ValueError(f"notables.csv: {cells['name']}: no office {title!r}")
            yield Term(country, title, names, "", since, until, code, sure=True, own=cells)
    for r in facts_of(OWN / "terms.csv"):
        yield Term(r["country"], r["title"], r["names"].split("|"), "", r["since"], r["until"], sure=True)


def _leaders(facts: Path) -> Iterator[Term]:
    renamed = {(r["country"], r["name"], r["since"]): r["becomes"] for r in facts_of(OWN / "renames.csv")}
    usual: dict[tuple[str, str], str] = {}
    rows = [r for r in facts_of(facts / "leaders.csv") if r["class"] in ("principal", "deputy")]
    for r in rows:
        title = _title(r["role"])
        if title in ("president", "king", "prime minister", "emir", "sultan", "chancellor", "prince"):
            usual.setdefault((r["iso3"], r["branch"]), title)
    for r in rows:
        title = _title(r["role"]) or usual.get((r["iso3"], r["branch"]))
        title = title or ("president" if r["branch"] == "HOS" else "prime minister")
        if r["class"] == "deputy" and title in ("president", "prime minister"):
            continue
        if r["iso3"] != "GBR" and re.search(r"Elizabeth II|Charles III", r["name"]):
            continue
        if r["wd_name"] and not spellings.alike(r["name"], r["wd_name"]):
            r.update(wd_name="", qid="", wd_start="", wd_end="")
            if r["end_basis"] == "Wikidata":
                r["end"] = ""
        names = [r["wd_name"], r["name"], *r["name_variants"].split("|")]
        since = r["wd_start"] if r["wd_start"] and r["start"][:4] == r["wd_start"][:4] else r["start"] or r["wd_start"]
        until = r["wd_end"] or r["end"]
        if title == "president" and r["iso3"] == "IRN" and "hamenei" in r["name"] and since > "1989-06":
            title = "supreme leader"
        # Wikidata's open term, as of 2022, tells more than a successor guessed from the Factbook's order.
        current = r["end_basis"].startswith("in office") or bool(r["wd_start"] and not r["wd_end"])
        if current and not r["end_basis"].startswith("in office"):
            until = r["end"] if r["end"] > r["wd_as_of"] else ""
        names = [n for n in (renamed.get((r["iso3"], n, since[:4]), n) for n in _clean(names)) if n]
        yield Term(
            r["iso3"],
            title,
            names,
            r["qid"],
            since or r["first_seen"],
            until,
            seen=r["last_seen"],
            solid=bool(r["wd_end"]),
            current=current and not until,
        )


def _title(role: str) -> str | None:
    role = role.strip(' "').lower()
    if not role or role in ("of the",):
        return None
    if role.startswith("president of the council of state"):
        return "president"
    whole = normal_title(role)
    if whole:
        return whole
    royal = re.search(r"\b(king|queen|emir|amir|emperor|sultan)\b", role)
    if royal and "deputy" not in role:
        return "emir" if royal[1] == "amir" else royal[1]
    for part, title in (
        ("vice pres", "vice president"), ("deputy president", "vice president"), ("vice chair", "vice president"),
        ("vice chancellor", "deputy prime minister"), ("deputy", "deputy prime minister"),
        ("vice prem", "deputy prime minister"),
        ("vice prime", "deputy prime minister"), ("chancellor", "chancellor"), ("sultan", "sultan"),
        ("prime minister", "prime minister"), ("premier", "prime minister"), ("council of ministers", "prime minister"),
        ("government", "prime minister"), ("supreme leader", "supreme leader"), ("emir", "emir"), ("amir", "emir"),
        ("king", "king"), ("queen", "queen"), ("emperor", "emperor"), ("pope", "pope"), ("president", "president"),
        ("supreme soviet", "speaker"), ("speaker", "speaker"), ("assembly", "speaker"), ("parliament", "speaker"),
        ("chairman", "president"), ("chief minister", "prime minister"), ("taoiseach", "prime minister"),
        ("state secretary", "vice president"),
    ):  # fmt: skip
        if part in role:
            return title
    return None


def _ministers(facts: Path) -> Iterator[Term]:
    rows = list(facts_of(facts / "ministers.csv"))
    dated = {(r["iso3"], r["office_class"]) for r in rows if r["start"] and not "" < r["end"] < "2019-06"}
    for r in rows:
        title = _MINISTERS.get(r["office_class"])
        if re.match(r"Secretary of State for Foreign|Foreign Secretary", r["office"]):
            title = "foreign minister"
        if not title or re.search(r"\b(state minister|junior|assistant|parliamentary)\b", r["office"].lower()):
            continue
        if r["iso3"] == "USA" and title == "foreign minister":
            title = "secretary of state"
        if r["iso3"] == "USA" and title == "interior minister" and "homeland" not in r["office"].lower():
            continue
        since, until = r["start"], r["end"]
        if not since:
            if "2019" not in r["as_of"] or (r["iso3"], r["office_class"]) in dated:
                continue
            since, until = "2019", "2019"
        yield Term(r["iso3"], title, _clean([r["person"]]), r["qid"], since, until)


_HOLDERS = [
    (re.compile(pattern), title)
    for pattern, title in (
        (r"^speaker|^president of the (?:national assembly|chamber|senate|house|parliament)", "speaker"),
        (r"^chair(?:man|person|woman)? of the (?:parliament|national assembly|state duma|house)", "speaker"),
        (r"^(?:permanent representative|ambassador)[\w ]* to the united nations(?: in new york)?$", "un ambassador"),
        (r"^(?:minister (?:of|for) finance|finance minister|secretary of the treasury)", "finance minister"),
        (r"^(?:minister (?:of|for) justice|attorney general)", "justice minister"),
        (r"^(?:vice president|first vice president)", "vice president"),
    )
]


def _holders(facts: Path) -> Iterator[Term]:
    for r in facts_of(facts / "officeholders.csv"):
        if not r["start"] or r["iso_official"] == "no":
            continue
        office = r["office"].lower()
        for pattern, title in _HOLDERS:
            if pattern.search(office) and "deputy" not in office:
                yield Term(r["iso3"], title, _clean([r["person"]]), r["qid"], r["start"], r["end"])
                break


# What the tables put before a name, and where a name ends that a comment follows.
_BEFORE = re.compile(
    r"^(?:(?:Sr|Gen|Lt|Col|Maj|Brig|Dr|Adm|Capt|Mr|Mrs|Ms|Sir|Dame|Sheikh|Shaykh|Dato'?|Tan Sri|Datuk|Seri|Prince"
    r"|King|Queen|Emir|Amir)\b\.?\s+|[Gg]eneral\s+|Islamic Republic of \w+\s+|Republic of \w+\s+)+"
)
_AFTER = re.compile(
    r"\b(?:appointed|previously|of the|as|or|formerly|acting|since|also|power|status|caretaker|President|Minister"
    r"|Premier|note|Acting|Prime|Chancellor|Marshal|Ambassador|Hojatolislam|Honorable|Excellency)\b"
)
_SUFFIX = re.compile(r",? (?:Jr|Sr|Junior|Senior|Deputy|Caretaker)\.?$")
_NO_PERSON = re.compile(r"\d|[,;:/]|\bvacant\b|Republic|Council")


def _clean(names: list[str]) -> list[str]:
    out: list[str] = []
    for name in names:
        name = re.sub(r"\([^)]*\)|\"[^\"]*\"|\[[^]]*\]", " ", name)
        name = _BEFORE.sub("", re.sub(r"^.*(?:Ayatollah|Marshal|General) ", "", name))
        name = " ".join(_AFTER.split(name)[0].replace("`", "'").split()).strip(" ,.;'-")
        name = _SUFFIX.sub("", name)
        usable = len(name) > 3 and name[0].isupper() and is_latin(name) and not _NO_PERSON.search(name)
        if usable and name not in out:
            out.append(name)
    return out


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
        told += [(home, key_of(n)) for n in term.names if " " in n]
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


def _row(person: Person, press: dict[tuple[str, str], dict[str, str]], phoenix: spellings.Phoenix) -> list[str] | None:
    country = person.country
    keys = {key_of(f) for n in person.names for f in spellings.forms(n, country)}
    told_keys = [key_of(n) for n in person.names]
    extra = next((press[country, k] for k in (*told_keys, *sorted(keys)) if (country, k) in press), {})
    own = person.own or {}
    name = extra.get("name") or own.get("name") or person.names[0]
    monarch = any(t.title in _MONARCHS for t in person.terms)
    if " " not in name and not monarch and not own and not extra:
        return None
    told = [name, *own.get("names", "").split("|"), *extra.get("names", "").split("|"), *person.names]
    told = [n for n in told if n]
    told += phoenix.of(country, keys)
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
