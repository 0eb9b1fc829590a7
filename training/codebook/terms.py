"""Offices as the tables tell them: leaders, ministers, other holders, and the notables and terms of our own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import spellings
from common import OWN, facts_of, is_latin

from parley.codebook.table import normal_title, offices

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


def all_terms(facts: Path) -> list[Term]:
    """Every term of every table, the project's own first."""
    return [*_own_terms(), *_leaders(facts), *_ministers(facts), *_holders(facts)]


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
    r"^(?:(?:Sr|Ret|Army|Infrastructure|Gen|Lt|Col|Maj|Brig|Dr|Adm|Capt|Mr|Mrs|Ms|Sir|Dame|Sheikh|Shaykh"
    r"|Dato'?|Tan Sri|Datuk|Seri|Prince|King|Queen|Emir|Amir)\b\.?\s+|[Gg]eneral\s+"
    r"|Islamic Republic of \w+\s+|Republic of \w+\s+)+"
)
_AFTER = re.compile(
    r"\b(?:appointed|previously|of the|as|or|formerly|acting|since|also|power|status|caretaker|President|Minister"
    r"|Premier|note|Acting|Prime|Chancellor|Marshal|Ambassador|Hojatolislam|Honorable|Excellency)\b"
)
_SUFFIX = re.compile(r",? (?:Jr|Sr|Junior|Senior|Deputy|Caretaker)\.?$")
_NO_PERSON = re.compile(r"\d|[,;:/]|\bvacant\b|Republic|Council| and ")


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
