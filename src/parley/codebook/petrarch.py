"""Import of PETRARCH dictionaries: `.actors.txt` and `.agents.txt`, with their date-bounded codes.

An actor file has a block an actor: its name, synonyms after `+`, and indented codes in brackets, each with a bound:
`[SYRGOV >000717]` from that day, `[SYRELI <080101]` before it, `[USAGOV 090120-170120]` between. Years have two digits
(under 30 they are of this century) or four. `_` and spaces stand for each other; a `#` starts a comment. An agent file
has a noun a line, `PRESIDENT [~GOV]`, with its plural in braces or after a comma: `MAN {MEN} [~CVL]`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from parley.codebook.names import key_of
from parley.codebook.roles import plural_of
from parley.codebook.table import COLUMNS
from parley.errors import CodebookError

_CODE = re.compile(r"\[\s*([^\]]*?)\s*\]")
_BOUND = re.compile(r"([<>])\s*(\d{6,8})|(\d{6,8})\s*-\s*(\d{6,8})")


def import_actors(path: Path) -> list[list[str]]:
    """The actors of a PETRARCH actor dictionary as lines of our actor table.

    Date-bounded codes become terms of an office ("minister" for GOV, "commander" for MIL ...), so that the code at a
    date is the dictionary's.

    Raises:
        CodebookError: a line that is no name, synonym or code.
    """
    rows: dict[str, list[str]] = {}
    for name, synonyms, codes in _blocks(path):
        text = _title(name)
        actor_id = f"petrarch-{'-'.join(key_of(text).split())}"
        plain = [code for code, since, until in codes if not since and not until]
        last = plain[-1] if plain else (max(codes, key=lambda c: c[1])[0] if codes else "")
        terms = [(code, since, until) for code, since, until in codes if since or until]
        country = last[:3] if len(last) >= 3 and not last.startswith(("IGO", "NGO", "MNC", "IMG")) else ""
        cells = dict.fromkeys(COLUMNS, "")
        cells.update(
            id=actor_id,
            name=text,
            kind=_kind(last, bool(terms)),
            type="person" if terms else ("location" if len(last) == 3 and country else "organization"),
            code=last,
            country=country,
            names="|".join(dict.fromkeys(_title(s) for s in synonyms)),
            offices="|".join(f"{_office(code)};{country};{since};{until};{code}" for code, since, until in terms),
        )
        rows[actor_id] = [cells[column] for column in COLUMNS]
    return list(rows.values())


def import_agents(path: Path, left: list[str] | None = None) -> list[dict[str, str]]:
    """The nouns of a PETRARCH agent dictionary as lines of our role table (`lemmas`, `type`, `sectors` ...).

    Plurals given in braces or after a comma are kept as nouns of their own where ours would be another. A word set,
    `!PERSON! = MAN, MEN, WOMAN`, is put in where its name stands.

    Args:
        path: the dictionary.
        left: takes the lines that do not carry over, each with the reason.

    Raises:
        CodebookError: a line without a code in brackets.
    """
    left = [] if left is None else left
    sets: dict[str, list[str]] = {}
    rows = []
    for number, line in _lines(path):
        if line.startswith("!") and "=" in line:
            name, _, members = line.partition("=")
            sets[name.strip()] = [word.strip() for word in members.split(",") if word.strip()]
            continue
        found = _CODE.search(line)
        if not found:
            raise CodebookError(f"{path}:{number}: an agent needs a code in brackets, as in PRESIDENT [~GOV]: {line!r}")
        noun, _, rest = line[: found.start()].partition("{")
        plural = rest.partition("}")[0]
        noun, comma, after = noun.partition(",")
        noun, plural = _low(noun), _low(plural or after)
        code = found[1].replace("~", "").strip()
        if not noun or not re.fullmatch(r"(?:[A-Z]{3})+", code):
            left.append(f"{path.name}:{number}: {line.strip()}: {code or 'no code'} is not made of three-letter parts")
            continue
        lemmas = [noun] if not plural or plural == plural_of(noun) or (comma and not after.strip()) else [noun, plural]
        for name in re.findall(r"![^!]+!", noun.upper()):
            if name not in sets:
                left.append(f"{path.name}:{number}: {line.strip()}: the word set {name} is not in the file")
            lemmas = [_low(lemma.upper().replace(name, f" {word} ")) for lemma in lemmas for word in sets.get(name, ())]
        if not lemmas:
            continue
        sectors = [code[i : i + 3] for i in range(0, len(code), 3)]
        rows.append(
            {
                "lemmas": "|".join(lemmas),
                "type": "person",
                "sectors": " ".join(sectors),
                "office": "",
                "number": "",
                "alone": "yes",
                "title": "",
            }
        )
    return rows


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        line = line.split("#", 1)[0].split(";", 1)[0].rstrip()
        if line.strip() and not line.lstrip().startswith("<!--"):
            yield number, line


def _blocks(path: Path) -> Iterator[tuple[str, list[str], list[tuple[str, str, str]]]]:
    name: str | None = None
    synonyms: list[str] = []
    codes: list[tuple[str, str, str]] = []
    for number, line in _lines(path):
        text = line.strip()
        found = _CODE.findall(text)
        before = _CODE.sub("", text).strip()
        if before and not before.startswith("+"):
            if name is not None:
                yield name, synonyms, codes
            name, synonyms, codes = before, [], []
        elif name is None:
            raise CodebookError(f"{path}:{number}: a synonym or code before any actor: {text!r}")
        elif before:
            synonyms.append(before.lstrip("+").strip())
        codes += [c for c in map(_code, found) if c[0]]
    if name is not None:
        yield name, synonyms, codes


def _code(text: str) -> tuple[str, str, str]:
    """Code, since, until of one bracket."""
    code = re.split(r"[\s<>]", text, maxsplit=1)[0]
    since = until = ""
    for bound in _BOUND.finditer(text):
        if bound[1] == ">":
            since = _date(bound[2])
        elif bound[1] == "<":
            until = _date(bound[2])
        else:
            since, until = _date(bound[3]), _date(bound[4])
    return code, since, until


def _date(digits: str) -> str:
    if len(digits) == 6:
        digits = ("20" if digits[:2] < "30" else "19") + digits
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"


def _title(name: str) -> str:
    """'BASHAR_AL-ASSAD' as it stands in a text: 'Bashar al-Assad'; short words without vowels stay capitals."""
    words = []
    for i, word in enumerate(name.replace("_", " ").split()):
        if i and word.lower() in ("of", "the", "and", "for", "in", "de", "al", "el", "bin", "von", "van"):
            words.append(word.lower())
        else:
            parts = [p.lower() if p.lower() in ("al", "el") and i else p.capitalize() for p in word.split("-")]
            words.append("-".join(parts))
    return " ".join(words)


def _low(text: str) -> str:
    return " ".join(text.replace("_", " ").strip(" ,+").lower().split())


def _office(code: str) -> str:
    sector = code[3:6]
    return {"MIL": "commander", "LEG": "legislator", "OPP": "opposition leader", "REB": "rebel leader"}.get(
        sector, {"JUD": "chief justice", "ELI": "private person", "SPY": "intelligence chief"}.get(sector, "minister")
    )


def _kind(code: str, dated: bool) -> str:
    if dated:
        return "person"
    if code.startswith(("IGO", "IMG")):
        return "igo"
    if code.startswith("NGO"):
        return "ngo"
    by_sector: dict[str, Iterable[str]] = {
        "group": ("REB", "UAF"),
        "party": ("OPP", "PTY"),
        "media": ("MED",),
        "company": ("BUS",),
    }
    return next((kind for kind, sectors in by_sector.items() if code[3:6] in sectors), "organ" if code[3:] else "state")
