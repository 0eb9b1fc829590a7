"""States and territories: names from CLDR and the Factbook, demonyms, capitals, and what the press says beside them."""

from __future__ import annotations

import re
from pathlib import Path

from babel import Locale
from common import OWN, facts_of, row_of, write

from parley.codebook.table import read_rows

# Not independent, but dealt with as states are.
_STATES = {"PSE", "TWN", "XKX", "ESH"}
_UNINHABITED = {"ATA", "BVT", "HMD", "UMI", "ATF"}
_LISTS = ("names", "short", "acronyms", "demonyms", "capitals")


def build(facts: Path) -> int:
    """Write `states.csv`."""
    english = Locale("en").territories
    extra = {r["iso3"]: r for r in facts_of(OWN / "state_names.csv")}
    rows = []
    for country in facts_of(facts / "countries.csv"):
        iso3 = country["iso3"]
        if iso3 in _UNINHABITED:
            continue
        *_, name = cldr = _cldr_names(english.get(country["iso2"], country["name"]))
        cells = {
            "names": [_plain(country["fb_long"]), _the(country["un_formal"])],
            "short": [*cldr, _plain(country["fb_short"])],
            "acronyms": [a for a in re.split(r"[ ()]|\bor\b", country["fb_abbrev"]) if re.fullmatch(r"[A-Z]{3,4}", a)],
            "demonyms": [*demonyms(country["demonym_adj"]), *demonyms(country["demonym_noun"])],
            "capitals": capitals(country["capital"]),
        }
        if country["is_independent"] != "Yes" and iso3 not in _STATES:
            cells["acronyms"] = []
        if iso3 == "PSE":
            cells["short"] = []
        own = extra.get(iso3, {})
        for column in _LISTS:
            mine = [t for t in own.get(column, "").split("|") if t]
            cells[column] = mine if column in own.get("replace", "").split() else [*cells[column], *mine]
        independent = country["is_independent"] == "Yes" or iso3 in _STATES
        cells["capitals"] = [c for c in cells["capitals"] if c != name and independent]
        rows.append(
            row_of(
                id=f"state-{iso3.lower()}",
                name=name,
                kind="state" if independent else "region",
                type="location",
                code=iso3,
                country=iso3,
                **{
                    k: [t for t in v if t.lower() not in ("none", "na") and not t.startswith("the ")]
                    for k, v in cells.items()
                },
            )
        )
    rows += read_rows(OWN / "former_states.csv")
    return write("states", rows)


def _cldr_names(name: str) -> list[str]:
    """CLDR's display name as the names of running text: 'Myanmar (Burma)' is two, 'Congo - Kinshasa' none of ours."""
    special = {
        "Congo - Kinshasa": ["Democratic Republic of the Congo"],
        "Congo - Brazzaville": ["Republic of the Congo"],
        "Hong Kong SAR China": ["Hong Kong"],
        "Macao SAR China": ["Macao"],
        "Palestinian Territories": ["Palestinian Territories", "Palestine"],
        "Türkiye": ["Türkiye", "Turkey"],
        "Eswatini": ["Eswatini"],
    }
    if name in special:
        return special[name]
    out = [p.strip() for p in re.split(r"[()]", name) if p.strip()]
    return [*out[1:], *(p.replace("St. ", "Saint ") for p in out), out[0].replace(" & ", " and ")]


def _the(name: str) -> str:
    return re.sub(r"^the |\s*\*$", "", _plain(name))


def _plain(name: str) -> str:
    name = re.split(r"[;/(,]", name)[0].strip()
    return "" if name in ("none", "US", "UK") else re.sub(r"^The ", "", name)


def demonyms(cell: str) -> list[str]:
    """The Factbook's shorthand written out: 'Dutchman(men)' -> Dutchman, Dutchmen; 'Briton(s)' -> Briton, Britons."""
    cell = re.sub(r"\((?:US|collective|colloquial|singular|plural)[^)]*\)|; note.*", "", cell)
    out: list[str] = []
    for part in re.split(r"[,;]| or | and ", cell.replace("(or ", ", ").replace("Manxman (men)", "Manxman(men)")):
        part = part.strip(" )") if "(" not in part else part.strip()
        found = re.fullmatch(r"([\w' -]+?)\((s|men|women)\)", part)
        if found and found[2] == "s":
            out += [found[1], found[1] + "s"]
        elif found:
            out += [found[1], found[1][: -len("man" if found[2] == "men" else "woman")] + found[2]]
        elif re.fullmatch(r"[\w' -]+", part):
            out.append(part)
    return out


def capitals(cell: str) -> list[str]:
    """The capital's names: the comment in brackets left out, other spellings kept where they are one or two words."""
    cell = re.sub(r"\((?:[a-z]|aka|Kiev|located|on )[^)]*\)", "", cell)
    out = []
    for part in re.split(r"[,(/;]| in Romanian| in Russian", cell):
        part = part.strip(" )")
        if part and part[0].isupper() and len(part) > 3 and "official" not in part and "city" not in part:
            out.append(part)
    return out
