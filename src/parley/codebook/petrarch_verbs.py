"""Import of PETRARCH and TABARI verb dictionaries as acts of ours.

    &TRUCE                              a set of synonyms, its members after `+`
    +CEASEFIRE
    --- ABANDON [160] ---               a block of verbs with the code of those that have none of their own
    ABANDON {ABANDONED ABANDONING}      a verb with its irregular forms
    +WALK_AWAY [125]                    of several words `+` marks the verb, else the first is it
    - * &TRUCE [196]                    a pattern of all verbs of the block; `*` is the verb
    - $ * SUPPORT FOR + [160]           `$` the source, `+` the target, `%` both

The words of a pattern become a phrase of ours: the verb, and words that must stand among its dependents, in any order.
What says no more than the parse does (a passive, an article, forms of a verb) is left away; all else that does not
carry over is listed with its line and the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise, product
from pathlib import Path
from typing import Any

from parley.codebook.acts import PREPOSITIONS
from parley.codebook.cameo import frame_of, plover_of
from parley.codebook.tables import table
from parley.codebook.words import singulars
from parley.errors import CodebookError

_BRACKET = re.compile(r"\[\s*([^\]]*?)\s*\]")
_FORMS = re.compile(r"\{[^}]*\}")
_NULL = re.compile(r"-{2,}")
_MOST_PHRASES = 2_000
_SIDES = {"$": "actor", "+": "recipient", "%": "both"}


@dataclass(frozen=True, slots=True)
class Left:
    """A line that did not carry over, or did with less than it says."""

    line: int
    text: str
    reason: str


@dataclass(slots=True)
class Imported:
    """Entries as `acts/*.yaml` holds them, and what is left."""

    entries: list[dict[str, Any]] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


@dataclass(slots=True)
class _Block:
    name: str
    code: str
    line: int
    headed: bool
    verbs: list[tuple[str, str, int]] = field(default_factory=list)
    patterns: list[tuple[str, str, int]] = field(default_factory=list)


class _Refused(Exception):
    """Why a verb or a pattern cannot be carried over."""


def import_verbs(path: Path) -> Imported:
    """The acts of a verb dictionary.

    Raises:
        CodebookError: the file holds no verbs.
    """
    out = Imported()
    synonyms: dict[str, list[str]] = {}
    blocks = _read(path, synonyms, out.left)
    used: set[str] = set()
    for block in blocks:
        for entry in _entries(block, synonyms, out.left):
            base = name = f"petrarch-{_slug(path.name.split('.')[0])}-{_slug(block.name)}"
            number = 1
            while name in used:
                number += 1
                name = f"{base}-{number}"
            used.add(name)
            out.entries.append({"id": name, **entry, "origin": f"{path.name}:{block.line}"})
    if not out.entries:
        raise CodebookError(f"{path} holds no verbs that carry over; is it a PETRARCH verb dictionary?")
    out.left.sort(key=lambda left: left.line)
    return out


def _read(path: Path, synonyms: dict[str, list[str]], left: list[Left]) -> list[_Block]:
    blocks: list[_Block] = []
    members: list[str] | None = None
    for number, raw in enumerate(path.read_text(encoding="utf-8-sig", errors="replace").splitlines(), 1):
        line = re.split(r"[#;]", raw, maxsplit=1)[0].strip()
        if not line or line.startswith("<!--"):
            continue
        if line.startswith("&"):
            members = synonyms.setdefault(line.split()[0][1:].strip("_").upper(), [])
        elif line.startswith("+") and members is not None:
            members.append(_phrase(line[1:]))
        elif line.startswith("--"):
            members = None
            blocks.append(_Block(_BRACKET.sub("", line).strip("- "), _last(line), number, True))
        elif line.startswith("-"):
            if blocks:
                blocks[-1].patterns.append((_BRACKET.sub("", line[1:]).strip(), _last(line), number))
            else:
                left.append(Left(number, line, "a pattern before any verb"))
        elif line.startswith("~"):
            left.append(Left(number, line, "a rule that rewrites others; Parley composes acts by its operators"))
        else:
            members = None
            verb = _FORMS.sub("", _BRACKET.sub("", line)).strip()
            if not blocks or (not blocks[-1].headed and blocks[-1].patterns):
                blocks.append(_Block(verb, "", number, False))
            blocks[-1].verbs.append((verb, _last(line), number))
    return blocks


def _entries(block: _Block, synonyms: dict[str, list[str]], left: list[Left]) -> Iterator[dict[str, Any]]:
    """The verbs and patterns of a block, those of one meaning together."""
    grouped: dict[tuple[Any, ...], dict[str, None]] = {}

    def put(code: str, args: dict[str, str], phrases: Iterator[str] | list[str]) -> None:
        kind, mode, cameo, frame = _meaning(code)
        grouped.setdefault((kind, mode, cameo, frame, tuple(sorted(args.items()))), {}).update(dict.fromkeys(phrases))

    for verb, code, number in block.verbs:
        try:
            if code or block.code:
                put(code or block.code, {}, [_verb(verb)])
            elif not block.patterns:
                raise _Refused("a verb without a code")
        except _Refused as refused:
            left.append(Left(number, verb, str(refused)))
    for pattern, code, number in block.patterns:
        try:
            if not block.verbs:
                raise _Refused("its block has no verb")
            args, words = _pattern(pattern, synonyms)
            put(code or block.code, args, _phrases([_verb(verb) for verb, _, _ in block.verbs], words))
        except _Refused as refused:
            left.append(Left(number, f"{pattern} [{code}]", str(refused)))
    for (kind, mode, cameo, frame, args), verbs in grouped.items():
        fields = {"type": kind, "mode": mode, "cameo": cameo, "frame": frame, "args": dict(args), "verbs": list(verbs)}
        yield {key: value for key, value in fields.items() if value}


def _meaning(code: str) -> tuple[str, str | None, str | None, str | None]:
    """Type, mode, CAMEO code and frame; a pair of one code, `[040:040]`, is an act of both sides."""
    if _NULL.fullmatch(code):
        return "NONE", None, None, None
    first, pair, second = code.partition(":")
    if pair and first and second and first != second:
        raise _Refused("two codes, one each way; Parley codes one act here")
    code = first or second
    if not code.isdigit() or not 2 <= len(code) <= 4:
        raise _Refused(f"{code or 'no code'} is no CAMEO code of two to four digits")
    found = plover_of(code)
    if found is None:
        raise _Refused(f"PLOVER has no type for CAMEO {code}")
    return *found, code, "deal" if pair and first and second else frame_of(code)


def _pattern(text: str, synonyms: dict[str, list[str]]) -> tuple[dict[str, str], list[tuple[str, ...]]]:
    """Parts by slot where they differ from the frame's, and the words that must stand, each with its alternatives."""
    known = table("petrarch.yaml")
    tokens = re.sub(r"[(){}]", " ", text).split()
    if tokens.count("*") != 1:
        raise _Refused("a pattern needs one `*` for its verb")
    at = tokens.index("*")
    before, after = tokens[:at], tokens[at + 1 :]
    args: dict[str, str] = {}
    words: list[tuple[str, ...]] = []
    lowered = [token.lower() for token in tokens]
    denial = next((word for word in lowered if word in known["denials"]), None)
    tense = next((word for word in lowered[:at] if word in known["tenses"]), None)
    if denial or tense:
        raise _Refused(f"{(denial or tense or '').upper()}: tense and denial are read from the parse, by operators")
    passive = any(word in known["passives"] for word in lowered[:at])
    by_source = any(a == "BY" and b == "$" for a, b in pairwise(after))
    if "+" in before and not passive and not by_source:
        args["subj"] = "recipient"
    preposition = ""
    for place, token in enumerate(tokens):
        low = token.lower()
        if token in _SIDES:
            if place > at and preposition and not (preposition == "by" and token == "$"):
                args[preposition] = _SIDES[token]
            elif place > at and not preposition and token != "+":
                args["obj"] = _SIDES[token]
            elif place < at and token == "%":
                args["subj"] = "both"
        elif token in ("*", "^") or low in known["articles"] or (place < at and low in known["passives"]):
            continue
        elif place > at and low in PREPOSITIONS:
            preposition = low
            if not (low == "by" and "$" in after):
                words.append((low,))
        elif token.startswith("&"):
            words.append(_members(token[1:], synonyms))
        elif re.search(r"[^\w'.-]", token):
            raise _Refused(f"{token} is no word, synonym set or sign that carries over")
        else:
            words.append(_lemmas(_phrase(token)))
    return args, words


def _members(name: str, synonyms: dict[str, list[str]]) -> tuple[str, ...]:
    found = synonyms.get(name.strip("_").upper())
    if not found:
        raise _Refused(f"the synonym set &{name} is not in the file")
    return tuple(dict.fromkeys(lemma for member in found for lemma in _lemmas(member)))


def _lemmas(phrase: str) -> tuple[str, ...]:
    """The phrase with its last word as it may stand in a lemma: "peace talks" -> peace talks, peace talk."""
    *others, last = phrase.split()
    return tuple(" ".join((*others, form)) for form in singulars(last))


def _phrases(verbs: list[str], words: list[tuple[str, ...]]) -> list[str]:
    size = len(verbs)
    for alternatives in words:
        size *= len(alternatives)
    if size > _MOST_PHRASES:
        raise _Refused(f"its synonym sets make {size:,} phrases, more than {_MOST_PHRASES:,}")
    return [" ".join(chosen) for chosen in product(verbs, *words)]


def _verb(text: str) -> str:
    """'DROP_OUT' -> 'drop out', 'WALL_+STONE' -> 'stone wall': the verb, by `+` or in the first place, comes first."""
    parts = [part for part in re.split(r"[_\s]+", text.lower()) if part]
    marked = next((i for i, part in enumerate(parts) if part.startswith("+")), 0)
    words = [parts[marked], *parts[:marked], *parts[marked + 1 :]] if parts else []
    words = [word.lstrip("+") for word in words]
    if not words or not all(re.fullmatch(r"[^\W\d_][\w'.-]*", word) for word in words):
        raise _Refused("no verb")
    return " ".join(words)


def _phrase(text: str) -> str:
    return " ".join(text.replace("_", " ").strip(" +").lower().split())


def _last(line: str) -> str:
    found: list[str] = _BRACKET.findall(line)
    return found[-1] if found else ""


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "verbs"
