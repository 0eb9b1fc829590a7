"""Variants of treebank sentences as news writes them: headlines, capitals, datelines, other quotes and dashes."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from attribute import attributed
from treebank import Sentence, Word

CITIES = (
    "BEIRUT",
    "CAIRO",
    "GENEVA",
    "NAIROBI",
    "KYIV",
    "KIEV",
    "MOSCOW",
    "BAGHDAD",
    "KABUL",
    "ISLAMABAD",
    "ANKARA",
    "AMMAN",
    "JERUSALEM",
    "GAZA",
    "KHARTOUM",
    "JUBA",
    "TRIPOLI",
    "TUNIS",
    "ALGIERS",
    "RABAT",
    "DAKAR",
    "BAMAKO",
    "ABUJA",
    "LAGOS",
    "KINSHASA",
    "GOMA",
    "HARARE",
    "PRETORIA",
    "DAMASCUS",
    "ALEPPO",
    "SANAA",
    "ADEN",
    "DOHA",
    "RIYADH",
    "DUBAI",
    "TEHRAN",
    "DELHI",
    "DHAKA",
    "COLOMBO",
    "YANGON",
    "BANGKOK",
    "MANILA",
    "JAKARTA",
    "HANOI",
    "BEIJING",
    "SEOUL",
    "TOKYO",
    "TAIPEI",
    "LONDON",
    "PARIS",
    "BERLIN",
    "ROME",
    "MADRID",
    "VIENNA",
    "BRUSSELS",
    "WARSAW",
    "BELGRADE",
    "ATHENS",
    "NICOSIA",
    "TBILISI",
    "YEREVAN",
    "BAKU",
    "MINSK",
    "WASHINGTON",
    "OTTAWA",
    "HAVANA",
    "BOGOTA",
    "CARACAS",
    "LIMA",
    "BRASILIA",
    "SANTIAGO",
    "MOGADISHU",
    "ASMARA",
)
_CITY_PAIRS = (
    ("UNITED", "NATIONS"),
    ("ADDIS", "ABABA"),
    ("NEW", "DELHI"),
    ("NEW", "YORK"),
    ("PORT", "SUDAN"),
    ("DEIR", "AL-BALAH"),
    ("TEL", "AVIV"),
    ("MEXICO", "CITY"),
)
_COUNTRIES = (
    "Lebanon",
    "Egypt",
    "Switzerland",
    "Kenya",
    "Ukraine",
    "Russia",
    "Iraq",
    "Afghanistan",
    "Pakistan",
    "Turkey",
    "Jordan",
    "Sudan",
    "Libya",
    "Mali",
    "Nigeria",
    "Congo",
    "Syria",
    "Yemen",
    "Qatar",
    "Iran",
    "India",
    "Myanmar",
    "Somalia",
    "Ethiopia",
    "Georgia",
    "Armenia",
    "Serbia",
    "Colombia",
    "Venezuela",
    "Chad",
)
AGENCIES = ("Reuters", "AP", "AFP", "VOA", "Xinhua", "TASS", "dpa", "UPI", "Anadolu", "IRIN", "MENA")
_SMALL = frozenset(
    (
        "a",
        "an",
        "the",
        "and",
        "or",
        "but",
        "nor",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "by",
        "with",
        "from",
        "as",
        "is",
        "n't",
        "'s",
        "'",
        "-",
        ",",
        ":",
        ";",
        ".",
        "?",
    )
)


def variant(sentence: Sentence, rng: random.Random) -> Sentence:
    """Returns the sentence as one draw of the news' ways of writing has it; mostly unchanged."""
    draw = rng.random()
    for share, change in _CHANGES:
        if draw < share:
            return change(sentence, rng)
        draw -= share
    if rng.random() < 0.3:
        sentence = curly(sentence, rng)
    if rng.random() < 0.3:
        sentence = dashes(sentence, rng)
    return sentence


def headline(sentence: Sentence, rng: random.Random) -> Sentence:
    """Title case without the final stop, short sentences only; articles and forms of "be" stay."""
    if len(sentence.words) > 22 or len(sentence.words) < 4:
        return sentence
    words = [
        replace(w, form=w.form if w.form.lower() in _SMALL and i else w.form[:1].upper() + w.form[1:])
        for i, w in enumerate(sentence.words)
    ]
    return _without_stop(replace(sentence, words=words, block="head"))


def capitals(sentence: Sentence, rng: random.Random) -> Sentence:
    """All capitals, with or without the final stop."""
    if len(sentence.words) > 25 or any(w.form in {"n’t", "n't"} for w in sentence.words):
        return sentence
    made = replace(sentence, words=[replace(w, form=w.form.upper()) for w in sentence.words])
    return _without_stop(replace(made, block="head")) if rng.random() < 0.7 else made


def opening_capitals(sentence: Sentence, rng: random.Random) -> Sentence:
    """The first two to five words in capitals, as some pages set a report's first line."""
    count = rng.randint(2, 5)
    words = [replace(w, form=w.form.upper()) if i < count else w for i, w in enumerate(sentence.words)]
    return replace(sentence, words=words)


def stopless(sentence: Sentence, rng: random.Random) -> Sentence:
    """The sentence without its final stop, for lines of their own."""
    return _without_stop(replace(sentence, block="head"))


def lowered(sentence: Sentence, rng: random.Random) -> Sentence:
    """Small letters throughout, as captions and messages have it."""
    return replace(sentence, words=[replace(w, form=w.form.lower()) for w in sentence.words])


def dateline(sentence: Sentence, rng: random.Random) -> Sentence:
    """A dateline before the sentence: the city is a parataxis of the sentence's root, the rest hangs on it."""
    if len(sentence.words) < 6:
        return sentence
    upper = rng.random() < 0.75
    city = rng.choice(_CITY_PAIRS) if rng.random() < 0.2 else (rng.choice(CITIES),)
    head: list[Word] = []

    def add(form: str, pos: str, tag: str, to: int, dep: str, space: bool = True) -> int:
        head.append(Word(form, space, form, pos, tag, to, dep))
        return len(head) - 1

    for i, form in enumerate(city):
        add(form if upper else form.title(), "PROPN", "NNP", 0, "compound" if i < len(city) - 1 else "root")
    main = len(head) - 1
    for i in range(len(head)):
        head[i].head = main
    if rng.random() < 0.35:
        head[main].space = False
        add(",", "PUNCT", ",", main + 2, "punct")
        add(rng.choice(_COUNTRIES), "PROPN", "NNP", main, "nmod:unmarked")
    if rng.random() < 0.25:
        head[-1].space = False
        add(",", "PUNCT", ",", len(head) + 1, "punct")
        month = rng.choice(("March", "April", "May", "Jan.", "Feb.", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.", "June"))
        date = add(month, "PROPN", "NNP", main, "nmod:unmarked")
        add(str(rng.randint(1, 31)), "NUM", "CD", date, "nummod")
    if rng.random() < 0.7:
        agency = len(head) + 1
        add("(", "PUNCT", "-LRB-", agency, "punct", space=False)
        add(rng.choice(AGENCIES), "PROPN", "NNP", main, "parataxis", space=False)
        add(")", "PUNCT", "-RRB-", agency, "punct")
    size = len(head)
    root = size + 1 + next(i for i, w in enumerate(sentence.words) if w.head == i)
    add(rng.choice(("-", "--", "–", "—", "-", "—")), "PUNCT", ":", main, "punct")
    head[main].head, head[main].dep = root, "parataxis"
    size = len(head)
    rest = [replace(w, head=w.head + size) for w in sentence.words]
    return replace(sentence, words=head + rest)


def curly(sentence: Sentence, rng: random.Random) -> Sentence:
    """Typographic quotes and apostrophes for straight ones."""
    words, opened = [], False
    for word in sentence.words:
        form = word.form
        if form == '"':
            opened = not opened if word.tag not in {"``", "''"} else word.tag == "``"
            form = "“" if opened else "”"
        elif "'" in form:
            form = form.replace("'", "‘" if word.tag == "``" else "’")
        words.append(replace(word, form=form))
    return replace(sentence, words=words)


def dashes(sentence: Sentence, rng: random.Random) -> Sentence:
    """Other dashes for "-" and "--" that stand between clauses."""
    kind = rng.choice(("—", "–", "--"))
    words = [replace(w, form=kind) if w.form in {"--", "—", "–"} and w.tag != "HYPH" else w for w in sentence.words]
    return replace(sentence, words=words)


def _without_stop(sentence: Sentence) -> Sentence:
    last = len(sentence.words) - 1
    if last < 3 or sentence.words[last].form not in {".", ":"} or any(w.head == last for w in sentence.words[:last]):
        return sentence
    return replace(sentence, words=sentence.words[:last])


_CHANGES: tuple[tuple[float, Callable[[Sentence, random.Random], Sentence]], ...] = (
    (0.05, headline),
    (0.02, capitals),
    (0.015, opening_capitals),
    (0.03, stopless),
    (0.01, lowered),
    (0.04, dateline),
    (0.06, attributed),
)
