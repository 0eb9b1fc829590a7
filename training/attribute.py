"""Variants that say who says so, as most sentences of news do and few of the treebanks'.

"S." becomes "S, the ministry said on Monday.", "“S,” said Anna Weber, the mayor." or "S, according to witnesses.",
with the relations that EWT and GUM give such sentences: what is said is `ccomp` of the verb of saying, and who is
after "according to" is `obl`.
"""

from __future__ import annotations

import random
from dataclasses import replace

from treebank import Sentence, Word

_GIVEN = (
    "Anna", "Omar", "Maria", "Hassan", "John", "Fatima", "Sergei", "Mei", "Abdul", "Grace", "Carlos", "Olena",
    "Ibrahim", "Aung", "Leila", "Pierre", "Amina", "David", "Nadia", "Kofi", "Yusuf", "Elena", "Rashid", "Miriam",
    "Tariq", "Sofia",
)  # fmt: skip
_SURNAMES = (
    "Weber", "Haddad", "Okoro", "Petrov", "Khan", "Mwangi", "Silva", "Nasser", "Lindqvist", "Diallo", "Moreno",
    "Rahimi", "Kovalenko", "Tun", "Barzani", "Dlamini", "Costa", "Yilmaz", "Hoang", "Abebe", "Fischer", "Malik",
    "Osman", "Novak",
)  # fmt: skip
_TITLES = (
    ("Governor",), ("President",), ("Minister",), ("Mayor",), ("General",), ("Gen.",), ("Col.",), ("Ambassador",),
    ("Senator",), ("Prime", "Minister"), ("Foreign", "Minister"), ("Defence", "Minister"), ("Defense", "Secretary"),
    ("Secretary", "of", "State"),
)  # fmt: skip
_PLAIN = (
    "officials", "police", "witnesses", "residents", "activists", "doctors", "analysts", "diplomats", "aid workers",
    "local officials", "security officials", "military officials", "state media", "state television",
    "rescue workers", "rights groups", "rebel commanders", "opposition leaders", "medical sources", "he", "she",
    "it", "they",
)  # fmt: skip
_DEFINITE = (
    "ministry", "army", "military", "government", "group", "statement", "agency", "spokesman", "spokeswoman",
    "minister", "president", "report", "police", "commander", "mayor", "union", "foreign ministry", "defence ministry",
    "interior ministry", "health ministry", "news agency", "rebel group", "police chief", "prime minister",
    "United Nations", "White House",
)  # fmt: skip
_MARKS = frozenset(('"', "“", "”", "‘", "``", "''", "(", ")", "[", "]", ":", ";", "-", "--", "–", "—"))
_VERBS = ("said", "said", "said", "said", "says", "added", "announced", "reported", "warned", "claimed", "told")
_LEMMAS = {"said": "say", "says": "say", "told": "tell", "announced": "announce"}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_NAMED = ("United Nations", "White House")
_HEARERS = (
    ("reporters", "NOUN", "NNS"),
    ("journalists", "NOUN", "NNS"),
    ("parliament", "NOUN", "NN"),
    ("Reuters", "PROPN", "NNP"),
    ("AFP", "PROPN", "NNP"),
)
_ROLES = ("minister", "spokesman", "spokeswoman", "mayor", "commander", "president", "envoy", "head", "director")


class _Builder:
    """Adds words after a sentence's own and keeps count of where they are."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words

    def add(self, form: str, pos: str, tag: str, head: int, dep: str, *, space: bool = True) -> int:
        """Adds one word; a head of -1 is set later."""
        self.words.append(Word(form, space, form if pos == "PROPN" else form.lower(), pos, tag, head, dep))
        return len(self.words) - 1

    def tight(self) -> None:
        """Takes away the space after the last word."""
        self.words[-1] = replace(self.words[-1], space=False)


def attributed(sentence: Sentence, rng: random.Random) -> Sentence:
    """Adds a reporting clause or "according to" after a statement; other sentences stay as they are."""
    root = _statement(sentence)
    if root is None:
        return sentence
    built = _Builder([replace(w) for w in sentence.words[:-1]])
    built.tight()
    if rng.random() < 0.2:
        _according(built, root, rng)
    else:
        _said(built, root, rng)
    if built.words[-1].form == ",":
        built.words.pop()
    built.tight()
    end = built.add(".", "PUNCT", ".", -1, "punct", space=sentence.words[-1].space)
    built.words[end].head = next(i for i, w in enumerate(built.words) if w.head == i and i != end)
    return replace(sentence, words=built.words)


def _statement(sentence: Sentence) -> int | None:
    """The root of a plain statement that can be reported, or None."""
    words = sentence.words
    if not 6 <= len(words) <= 40 or words[-1].form != "." or any(w.form in _MARKS for w in words):
        return None
    root = next(i for i, w in enumerate(words) if w.head == i)
    subject = any(w.head == root and w.dep.startswith("nsubj") for w in words)
    saying = words[root].lemma in {"say", "tell", "add", "think", "report", "claim"}
    loose = any(w.head == len(words) - 1 for w in words[:-1])
    return root if subject and not saying and not loose and words[0].form[:1].isupper() else None


def _said(built: _Builder, root: int, rng: random.Random) -> None:
    quoted = rng.random() < 0.4
    marks = rng.choice((('"', '"'), ("“", "”")))
    if quoted:
        for word in built.words:
            word.head += 1
        root += 1
        built.words.insert(0, Word(marks[0], False, '"', "PUNCT", "``", root, "punct"))
    built.add(",", "PUNCT", ",", root, "punct", space=not quoted)
    if quoted:
        built.add(marks[1], "PUNCT", "''", root, "punct")
    verb = rng.choice(_VERBS)
    tag = "VBZ" if verb == "says" else "VBD"
    inverted = rng.random() < 0.25 and verb != "told"
    if inverted:
        said = built.add(verb, "VERB", tag, -1, "root")
        subject = _subject(built, rng, pronouns=False)
    else:
        subject = _subject(built, rng)
        said = built.add(verb, "VERB", tag, -1, "root")
    built.words[said].lemma = _LEMMAS.get(verb, verb.removesuffix("ed"))
    built.words[said].head = said
    built.words[subject].head, built.words[subject].dep = said, "nsubj"
    built.words[root].head, built.words[root].dep = said, "ccomp"
    if verb == "told":
        form, pos, tag = rng.choice(_HEARERS)
        built.add(form, pos, tag, said, "iobj")
    if rng.random() < 0.3:
        on = built.add("on", "ADP", "IN", -1, "case")
        built.words[on].head = built.add(rng.choice(_DAYS), "PROPN", "NNP", said, "obl")
    elif rng.random() < 0.25:
        into = built.add("in", "ADP", "IN", -1, "case")
        article = built.add("a", "DET", "DT", -1, "det")
        noun = built.add(rng.choice(("statement", "speech", "report", "post", "letter")), "NOUN", "NN", said, "obl")
        built.words[into].head = built.words[article].head = noun


def _according(built: _Builder, root: int, rng: random.Random) -> None:
    built.add(",", "PUNCT", ",", -1, "punct")
    comma = len(built.words) - 1
    first = built.add("according", "VERB", "VBG", -1, "case")
    built.words[first].lemma = "accord"
    built.add("to", "ADP", "IN", first, "fixed")
    source = _subject(built, rng, pronouns=False)
    built.words[source].head, built.words[source].dep = root, "obl"
    built.words[first].head = built.words[comma].head = source


def _subject(built: _Builder, rng: random.Random, *, pronouns: bool = True) -> int:
    """Adds a source and returns its head; the caller says what it hangs on."""
    draw = rng.random()
    if draw < 0.3:
        return _noun_phrase(built, rng.choice(_DEFINITE), definite=True)
    if draw < 0.6:
        chosen = rng.choice(_PLAIN[:-4] if not pronouns else _PLAIN)
        if chosen in _PLAIN[-4:]:
            return built.add(chosen, "PRON", "PRP", -1, "nsubj")
        return _noun_phrase(built, chosen, definite=False)
    head = _person(built, rng, titled=draw < 0.85)
    if draw >= 0.85:
        comma = _comma(built)
        article = built.add(rng.choice(("a", "the")), "DET", "DT", -1, "det")
        role = built.add(rng.choice(_ROLES), "NOUN", "NN", head, "appos")
        built.words[comma].head = built.words[article].head = role
        built.tight()
        built.add(",", "PUNCT", ",", role, "punct")
    return head


def _comma(built: _Builder) -> int:
    built.tight()
    return built.add(",", "PUNCT", ",", -1, "punct")


def _person(built: _Builder, rng: random.Random, *, titled: bool) -> int:
    title = []
    for form in rng.choice(_TITLES) if titled else ():
        pos, tag = ("ADP", "IN") if form == "of" else ("PROPN", "NNP")
        title.append(built.add(form, pos, tag, -1, "compound"))
    given = built.add(rng.choice(_GIVEN), "PROPN", "NNP", -1, "nsubj")
    built.add(rng.choice(_SURNAMES), "PROPN", "NNP", given, "flat")
    if len(title) == 3:
        built.words[title[0]].head, built.words[title[0]].dep = given, "nmod:desc"
        built.words[title[1]].head, built.words[title[1]].dep = title[2], "case"
        built.words[title[2]].head, built.words[title[2]].dep = title[0], "nmod"
    elif title:
        for i in title[:-1]:
            built.words[i].head = title[-1]
            adjective = built.words[i].form in {"Prime", "Foreign"}
            built.words[i].dep = "amod" if adjective else "compound"
            built.words[i].pos = "ADJ" if adjective else "PROPN"
        built.words[title[-1]].head, built.words[title[-1]].dep = given, "nmod:desc"
    return given


def _noun_phrase(built: _Builder, phrase: str, *, definite: bool) -> int:
    article = built.add("the", "DET", "DT", -1, "det") if definite else None
    words = phrase.split()
    added = []
    for i, form in enumerate(words):
        proper = phrase in _NAMED
        last = i == len(words) - 1
        adjective = form in {"foreign", "local", "military", "medical", "prime", "United", "White"} and not last
        plural = last and form.endswith("s") and not form.endswith("ss") and form != "news"
        noun = ("NNPS" if plural else "NNP") if proper else ("NNS" if plural or form in {"police", "media"} else "NN")
        tag = "NNP" if proper and adjective else "JJ" if adjective else noun
        pos = "ADJ" if adjective else "PROPN" if proper else "NOUN"
        added.append(built.add(form, pos, tag, -1, "amod" if adjective else "compound"))
        if tag == "NNS" and form.endswith("s"):
            built.words[-1].lemma = form[:-1]
    head = added[-1]
    for i in added[:-1]:
        built.words[i].head = head
    if article is not None:
        built.words[article].head = head
    built.words[head].dep = "nsubj"
    return head
