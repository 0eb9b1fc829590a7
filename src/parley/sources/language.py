"""Whether a text is English: its script, then the share of common words of several languages. No model."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from importlib.resources import files

import yaml

SAMPLE = 3_000
"""Code points looked at; a longer report does not change its language."""

ENOUGH_WORDS = 25
"""From this many words on, a text without common words of any language known here is "und"."""

SHARE = 0.06
"""Share of common words, each counted by how few languages it is common in, under which a text is in none of them."""

ALIASES = {"english": "en", "eng": "en", "spanish": "es", "spa": "es", "french": "fr", "fra": "fr", "fre": "fr",
           "german": "de", "deu": "de", "ger": "de", "arabic": "ar", "ara": "ar", "russian": "ru", "rus": "ru",
           "chinese": "zh", "zho": "zh", "chi": "zh"}  # fmt: skip

WORD = re.compile(r"[^\W\d_]+(?:'(?=[^\W\d_]))?")
SCRIPTS = {
    "CYRILLIC": "ru", "ARABIC": "ar", "CJK": "zh", "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko",
    "HEBREW": "he", "GREEK": "el", "THAI": "th", "DEVANAGARI": "hi", "GEORGIAN": "ka", "ARMENIAN": "hy",
    "ETHIOPIC": "am", "BENGALI": "bn", "TAMIL": "ta", "MYANMAR": "my",
}  # fmt: skip
LETTERS = {
    "ru": (("uk", "іїєґ"), ("sr", "јљњћђ")),
    "ar": (("ur", "ٹڈڑے"), ("fa", "پچژگ")),
}
"""Letters that a neighbouring language of the same script has and the first does not."""


def language_of(text: str) -> str | None:
    """The language of a text as an ISO 639-1 code, "und" if it is none known here, None if it is too short to say.

    Made to tell English from what is not; between other languages it is a good guess.
    """
    sample = text[:SAMPLE]
    scripts = count_scripts(sample)
    total = sum(scripts.values())
    if total == 0:
        return None
    script, letters = scripts.most_common(1)[0]
    if script == "LATIN":
        return of_words(sample)
    if total < 4:
        return None
    if scripts["HIRAGANA"] + scripts["KATAKANA"] > total * 0.05:
        return "ja"
    if letters < total * 0.5:
        return "und"
    code = SCRIPTS.get(script, "und")
    for neighbour, own in LETTERS.get(code, ()):
        if sum(sample.count(letter) for letter in own) > letters * 0.01:
            return neighbour
    return code


def count_scripts(text: str) -> Counter[str]:
    """How many letters of each script there are, by the first word of their Unicode names."""
    scripts: Counter[str] = Counter()
    for letter, times in Counter(text).items():
        if letter.isalpha():
            scripts[unicodedata.name(letter, "UNKNOWN").split(" ", 1)[0]] += times
    return scripts


def of_words(text: str) -> str | None:
    """The language of a text in Latin letters by its common words, each worth less the more languages share it."""
    text = text.replace("’", "'")
    words = WORD.findall(text.lower())
    if len(words) < 3:
        return None
    scores: dict[str, float] = {}
    for word, times in Counter(words).items():
        known = common_words().get(word, ())
        for code in known:
            scores[code] = scores.get(code, 0.0) + times / len(known)
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    best, score = ranked[0] if ranked else ("und", 0.0)
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    if score >= max(0.9, SHARE * len(words)) and score >= 1.3 * second and (best == "en" or _sure(words, best)):
        return best
    # Words like "la" and "de" belong to several languages: which one is open, but English it is not. Only in lower
    # case, as English reports are full of names such as La Paz and De Mistura.
    if "en" not in scores and score >= SHARE * len(words):
        foreign = sum(word in common_words() for word in WORD.findall(text))
        if foreign >= 2:
            return best
    return "und" if len(words) >= ENOUGH_WORDS and score < SHARE * len(words) else None


def _sure(words: list[str], code: str) -> bool:
    """Whether a short text has two words of a language that English has not: one, as in "envoys met", is chance."""
    if len(words) >= ENOUGH_WORDS:
        return True
    return len({w for w in words if code in (known := common_words().get(w, ())) and "en" not in known}) >= 2


@cache
def common_words() -> dict[str, tuple[str, ...]]:
    """Each common word with the languages that it is common in."""
    data = yaml.safe_load(files("parley.sources").joinpath("words.yaml").read_text("utf-8"))
    languages: dict[str, list[str]] = {}
    for code, words in data.items():
        for word in words.split():
            languages.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in languages.items()}


def language_code(value: str | None) -> str | None:
    """A stated language as its ISO 639-1 code ("en-GB", "eng" and "English" are "en"), other tags cut short."""
    if not value:
        return None
    primary = re.split(r"[-_]", value.strip().lower(), maxsplit=1)[0]
    return ALIASES.get(primary, primary) if primary.isalpha() and primary.isascii() else None
