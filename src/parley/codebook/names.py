"""How a name is compared: words in lower case without diacritics, hyphens, dots or apostrophes.

"Jabhat al-Nusra", "Jabhat Al Nusra" and "JABHAT AL-NUSRA" have one key; "U.S." and "US" have one key, and whether the
words of a text may stand for an alias is then a question of capitals (`fits`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# "U.S.", then words; an apostrophe inside a word belongs to it ("Sana'a"), but not the possessive's.
_REST = r"[^\W_]*(?:['’ʼʻ‘`](?![sS]\b)[^\W_]+)*"
_WORD = re.compile(rf"[A-Z](?:\.[A-Z])+\b\.?|[^\W_]{_REST}")
_AFTER_SPACE = re.compile(rf" ({_WORD.pattern})")
# What may stand between two words of one name: spaces, a hyphen, the possessive's apostrophe.
_JOINT = re.compile(r"[ \t\u00a0]*(?:[-‐‑–'’/&][ \t]*)?(?:\r?\n[ \t]*)?")
# After an initial or a short title a dot may stand too ("George W. Bush", "St. Petersburg").
_DOTTED = re.compile(r"\.[ \t\u00a0]*")
# Words of a name that may stand in lower case.
_PARTICLES = frozenset((
    "al", "el", "an", "as", "ad", "ar", "at", "ash", "az", "bin", "ibn", "bint", "of", "de", "da",
    "do", "dos", "du", "la", "le", "the", "and", "for", "in", "on", "von", "van", "y", "e",
))  # fmt: skip
_NON = r"\W_"
_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ð": "d",
        "þ": "th",
        "ə": "a",
        "ʻ": "",
        "ʼ": "",
        "ʿ": "",
        "ʾ": "",
    }
)


@lru_cache(maxsize=20_000)
def word_key(word: str) -> str:
    """One word as it is compared: lower case, without diacritics, dots and apostrophes."""
    word = word.lower()
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return word if word.isalnum() else "".join(c for c in word if c.isalnum())


def starts(first_words: Iterable[str]) -> re.Pattern[str]:
    """The first word of a name: one with a capital or digit, or one of these in lower case ("al-Nusra")."""
    low = "|".join(sorted(map(re.escape, first_words), key=len, reverse=True))
    lower = f"|(?:{low})(?![^{_NON}])" if low else ""
    return re.compile(rf"(?<![^\W_])(?:[A-Z](?:\.[A-Z])+\b\.?|(?:[^\W_a-z]{lower}){_REST})")


def next_word(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    """The word that may belong to one name with the word at [start, end): its start, end and key, or None."""
    plain = _AFTER_SPACE.match(text, end)
    if plain:
        return end + 1, plain.end(), word_key(plain.group(1))
    found = _JOINT.match(text, end)
    at = found.end() if found else end
    if at == end and text[end : end + 1] == "." and end - start <= 3 and text[start].isupper():
        found = _DOTTED.match(text, end)
        at = found.end() if found else end
    if at == end or at >= len(text) or not text[at].isalnum() or text.count("\n", end, at) > 1:
        return None
    found = _WORD.match(text, at)
    return (at, found.end(), word_key(found.group())) if found else (at, at + 1, "")


def key_of(name: str) -> str:
    """The key of a whole name, its words joined by spaces."""
    lowered = name.lower()
    if lowered.isascii() and "  " not in lowered and lowered.replace(" ", "").isalnum():
        return lowered
    return " ".join(word_key(m.group()) for m in _WORD.finditer(name))


# Reports name the same ones again and again.
known_key = lru_cache(maxsize=20_000)(key_of)


def fits(alias: str, quoted: str, acronym: bool) -> bool:
    """Whether the capitals of the text's words allow the alias.

    An acronym must stand in capitals; from four letters on it may also be written as a name ("Nato", "Unesco"). Of
    any other alias, each word with a capital needs one in the text, so that "may" is not May, nor "turkey" Turkey.
    """
    if acronym:
        letters = [c for c in quoted if c.isalpha()]
        return all(c.isupper() for c in letters if c not in "s") or (
            len(letters) >= 4 and quoted[0].isupper() and alias.isupper()
        )
    if alias == quoted:
        return True
    mine, theirs = _heads(alias), _heads(quoted)
    return len(mine) != len(theirs) or all(t or not m for m, t in zip(mine, theirs, strict=True))


@lru_cache(maxsize=4096)
def _heads(text: str) -> tuple[bool, ...]:
    """For each word, whether it starts with a capital (or a digit); particles never ask for one."""
    out = []
    for match in _WORD.finditer(text):
        word = match.group()
        out.append((word[0].isupper() or word[0].isdigit()) and word.lower() not in _PARTICLES)
    return tuple(out)
