"""How one person's name may stand in the press: without middle names, without the article, in other spellings."""

from __future__ import annotations

import re
from collections import defaultdict
from difflib import SequenceMatcher
from pathlib import Path

from common import OWN, facts_of

from parley.codebook.names import key_of

_PARTICLES = (
    "al", "el", "an", "as", "ad", "ar", "ash", "at", "az", "ath", "bin", "ibn", "bint", "von", "van",
    "de", "da", "dos", "du", "la", "le", "del", "der", "den", "di", "ben", "ould", "abd", "abdul",
    "abu",
)  # fmt: skip
# The article that the press may leave out; not in "Abd al-Aziz", and "Al Saud" is a house.
_ARTICLE = re.compile(r"(?<![Aa]bd )(?<![Aa]bdul )\b(?:(?:al|el|an|as|ad|ar|ash|at|az|ath|Al|El)-|(?:al|el) )(?=\w)")
_HONOUR = re.compile(
    r"^(?:(?:King|Queen|Pope|Prince|Princess|Crown|Sheikh|Sheikha|Shaykh|Sultan|Emir|Ayatollah|Grand|Mullah|Maulana|Lord|Baroness|Archbishop|Patriarch|Qari|Syed|Sayyed|Begum|Senior|General|Colonel|Major|Samdech|Dr\.|Chairman|Qazi|Hafiz|Alhaji|Sub-?[Cc]ommand\w+)\s+)+"
)
_FAMILY_FIRST = {"CHN", "TWN", "HKG", "MAC", "KOR", "PRK", "VNM", "SGP"}
# Names that the press never shortens to the first and last word.
_WHOLE = {"CHN", "TWN", "HKG", "KOR", "PRK", "VNM", "MMR", "KHM", "LAO", "THA"}
# Where the first name is the person's own and the rest the father's: "Meles" is Meles Zenawi.
_GIVEN_FIRST = {"ETH", "ERI", "ISL"}
# Given names that may stand where a surname does in the orders above.
_WESTERN = frozenset((OWN / "given_names.txt").read_text(encoding="utf-8").split())
_DOUBLE = {
    "ESP", "MEX", "GTM", "HND", "SLV", "NIC", "CRI", "PAN", "CUB", "DOM", "COL", "VEN", "ECU", "PER",
    "BOL", "PRY", "URY", "CHL", "ARG", "GNQ",
}  # fmt: skip
_TITLED = re.compile(
    r"^(?:[A-Z]+ )?(?:MR|MRS|MS|DR|GEN|GENERAL|COL|SIR|LORD|US|U\.S|AMERICAN|THE|GOV|SEN|REP|EX|FORMER|SHEIKH|SHEIK)\b"
    r"|PRESIDENT|MINISTER|AMBASSADOR|ADMINISTRATION|GOVERN|SENATOR|SECRETARY|PREMIER|CHANCELLOR|REGIME|KING\b|QUEEN|PRINCE"
    r"|RUSSIAN|SYRIAN|ISRAELI|FRENCH|BRITISH|GERMAN|CHINESE|IRAN|IRAQI|ELECT\b|SPEAKER|JUSTICE|JUDGE|OFFICE|HOLINESS"
)
_ROMAN = re.compile(r"^[IVX]+$")


def forms(name: str, country: str = "") -> list[str]:
    """The name and its shorter forms: no middle names, no initials, no article, no apostrophes in transliteration."""
    out = [name]
    bare = _HONOUR.sub("", name)
    if bare != name and " " in bare:
        out.append(bare)
    parts = _glued(bare)
    if " of " in name or country in _WHOLE:
        return out
    if country in _DOUBLE and len(parts) > 2 and parts[-2] not in _WESTERN:
        out.append(f"{parts[0]} {parts[-2]}")
    if len(parts) > 2 and not _ROMAN.match(parts[-1]):
        out.append(f"{parts[0]} {parts[-1]}")
        kept = [p for p in parts if not re.fullmatch(r"[A-Z]\.?", p)]
        if 1 < len(kept) < len(parts):
            out.append(" ".join(kept))
        patronymic = [
            p for i, p in enumerate(parts) if not (0 < i < len(parts) - 1 and re.search(r"(?:vich|ovna|evna)$", p))
        ]
        if 1 < len(patronymic) < len(parts):
            out.append(" ".join(patronymic))
    for form in list(out):
        bare = _ARTICLE.sub("", form)
        if bare != form and " " in bare:
            out.append(bare)
    return list(dict.fromkeys(" ".join(f.split()) for f in out))


def alike(name: str, other: str) -> bool:
    """Whether two spellings may be of one person: some word before the last is close to the other's first word."""
    mine, theirs = key_of(name).split(), key_of(other).split()
    if not mine or not theirs:
        return False
    if len(mine) == 1:
        return max(SequenceMatcher(None, mine[0], w).ratio() for w in theirs) >= 0.6
    first = theirs[0] if theirs[0] not in _PARTICLES or len(theirs) < 2 else theirs[1]
    near = [w for w in mine if SequenceMatcher(None, w, first).ratio() >= 0.5 or w[:1] == first[:1]]
    return bool(near) or len(set(mine) & set(theirs)) > 1


def _glued(name: str) -> list[str]:
    """The words of a name, particles kept with what follows them ('al-Assad', 'bin Laden', 'de Klerk')."""
    out: list[str] = []
    held = ""
    for word in name.split():
        low = word.lower().rstrip("-")
        if low in _PARTICLES and out:
            held += word + " "
        else:
            out.append(held + word)
            held = ""
    return out if not held else name.split()


def surnames(name: str, country: str, monarch: bool = False) -> list[str]:
    """What a second mention may call the person; good only after the full name or with a title."""
    title = _HONOUR.match(name)
    parts = _glued(_HONOUR.sub("", name))
    if title and len(parts) == 1:
        return parts
    if len(parts) < 2 or " of " in name:
        return []
    if monarch:
        return [" ".join(parts) if _ROMAN.match(parts[-1]) else parts[0]]
    first = parts[0].rstrip(".")
    if country in _FAMILY_FIRST and 1 < len(first) <= 6 and first not in _WESTERN:
        out = [parts[-1]] if country == "VNM" else [parts[0]]
    else:
        out = [parts[-1]]
        if country in _DOUBLE and len(parts) > 2 and parts[-2] not in _WESTERN:
            out.append(parts[-2])
        if country in _GIVEN_FIRST or country == "VNM":
            out.append(parts[0])
    for form in list(out):
        bare = _ARTICLE.sub("", form)
        if bare != form:
            out.append(bare)
    return [s for s in out if len(s.rstrip(".")) > 1]


def press_names() -> dict[tuple[str, str], dict[str, str]]:
    """The project's own table of press spellings, by country and the key of each form of the name."""
    out: dict[tuple[str, str], dict[str, str]] = {}
    for row in facts_of(OWN / "press_names.csv"):
        for name in (row["name"], *filter(None, row["names"].split("|"))):
            out.setdefault((row["country"], key_of(name)), row)
    return out


class Phoenix:
    """Other spellings of officials in the Phoenix dictionaries, found by any spelling that both have."""

    def __init__(self) -> None:
        self.by_key: defaultdict[tuple[str, str], set[str]] = defaultdict(set)

    def of(self, country: str, names: list[str]) -> list[str]:
        """The spellings for a person of the country with these names, sorted."""
        keys = {key_of(f) for n in names for f in forms(n, country)}
        found = {n for k in keys for n in self.by_key.get((country, k), ())}
        return sorted(n for n in found if key_of(n) not in keys)


def phoenix_aliases(facts: Path) -> Phoenix:
    """Read the persons of the Phoenix dictionaries; only full names of two to four words are taken."""
    out = Phoenix()
    for row in facts_of(facts / "phoenix_persons.csv"):
        names = [n for n in (row["name"], *row["aliases"].split("|")) if re.fullmatch(r"[A-Z][A-Z' .-]+", n)]
        names = [_titled(n) for n in names if 1 < len(n.split()) < 5 and not _TITLED.search(n)]
        surname = names[0].split()[-1][:3] if names else ""
        alike = {n for n in names if any(w.startswith(surname) for w in n.split())}
        for name in alike:
            out.by_key[row["iso3"], key_of(name)] |= alike - {name}
    return out


def _titled(name: str) -> str:
    words = []
    for i, word in enumerate(name.split()):
        low = word.lower()
        words.append(low if i and low in _PARTICLES else "-".join(p.capitalize() for p in low.split("-")))
    return " ".join(words)
