"""Learns the lemmatizer's tables from a treebank: the suffix rules that most words follow, and the exceptions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from treebank import Sentence

_CASED = {"NNP", "NNPS", "ADD", "FW", "SYM"}
_CLOSED = {"PRP", "CD"}
_OWN = Path(__file__).with_name("irregular.tsv")
_RULED = {"NNS", "VBD", "VBN", "VBG", "VBZ", "JJR", "JJS", "RBR", "RBS"}
_SUFFIX = 6
_DEMONYMS = ("an", "ese", "ish", "i", "ans", "is")

Rule = tuple[int, str]


def learn(
    sentences: Iterable[Sentence], vocabulary: dict[str, int]
) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, Rule]], list[str]]:
    """Returns the exceptions, the suffix rules and the forms that keep their capital.

    Args:
        vocabulary: Counts of word forms in free text. They decide where the treebank has not seen a word, as
            "massacred" is from "massacre" and not from "massacr".
    """
    seen: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    capitals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for sentence in sentences:
        for word in sentence.words:
            if not word.form or word.lemma in {"_", ""} or word.dep == "goeswith":
                continue
            form = word.form if word.tag in _CASED else word.form.lower()
            kept = word.tag in _CASED or word.tag in _CLOSED
            seen[word.tag][form][word.lemma if kept else word.lemma.lower()] += 1
            if word.tag[:2] in {"JJ", "NN"} and word.tag not in _CASED and word.form.istitle():
                capitals[word.lemma.capitalize()][word.lemma.istitle()] += 1
    best = {tag: {f: c.most_common(1)[0][0] for f, c in forms.items()} for tag, forms in seen.items()}
    rules = {tag: _rules(best[tag]) for tag in sorted(_RULED & best.keys())}
    bases = {lemma for tag in ("VB", "VBP", "VBD", "VBN", "VBG", "VBZ", "NN", "NNS") for lemma in best[tag].values()}
    forms: dict[str, dict[str, str]] = {}
    own = _own()
    for tag, words in sorted(best.items()):
        wrong = {f: lemma for f, lemma in words.items() if apply(rules.get(tag, {}), f) != lemma}
        wrong.update(own.get(tag, {}))
        forms[tag] = {**_from_vocabulary(rules.get(tag, {}), tag, vocabulary, words, bases), **wrong}
    return forms, rules, sorted({*_seen_capitals(capitals), *_demonyms(vocabulary)})


def apply(rules: dict[str, Rule], form: str) -> str:
    """Applies the rule of the longest suffix."""
    for start in range(max(1, len(form) - _SUFFIX), len(form) + 1):
        rule = rules.get(form[start:])
        if rule is not None and len(form) - rule[0] > 1:
            return form[: len(form) - rule[0]] + rule[1]
    return form


def _rules(words: dict[str, str]) -> dict[str, Rule]:
    """Finds suffix rules; a longer suffix gets one only where it differs from the shorter and two words back it."""
    counts: dict[str, Counter[Rule]] = defaultdict(Counter)
    for form, lemma in words.items():
        shared = 0
        while shared < min(len(form), len(lemma)) and form[shared] == lemma[shared]:
            shared += 1
        if len(form) - shared > 4:
            continue
        for start in range(max(1, len(form) - _SUFFIX), len(form) + 1):
            counts[form[start:]][(len(form) - shared, lemma[shared:])] += 1
    rules: dict[str, Rule] = {}
    for suffix in sorted(counts, key=lambda s: (len(s), s)):
        rule, support = counts[suffix].most_common(1)[0]
        shorter = next((rules[suffix[i:]] for i in range(1, len(suffix) + 1) if suffix[i:] in rules), None)
        most = support >= 2 and support > 0.5 * sum(counts[suffix].values())
        if most and rule != shorter and rule[0] <= len(suffix) + 1:
            rules[suffix] = rule
    return rules


def _from_vocabulary(
    rules: dict[str, Rule], tag: str, vocabulary: dict[str, int], known: dict[str, str], bases: set[str]
) -> dict[str, str]:
    """Exceptions for words that the treebank lacks, where the rule makes no word and another cut does."""
    endings = {"VBG": "ing", "VBD": "ed", "VBN": "ed"}
    if tag not in endings:
        return {}
    ending, found = endings[tag], {}
    for form in vocabulary:
        if not form.endswith(ending) or not form.islower() or form in known or len(form) < len(ending) + 3:
            continue
        stem = form[: -len(ending)]
        cuts = [stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem]
        real = [c for c in cuts if c in bases] or [c for c in cuts if vocabulary.get(c, 0) >= 20]
        ruled = apply(rules, form)
        if real and ruled not in real:
            found[form] = max(real, key=lambda c: vocabulary.get(c, 0))
    return found


def _own() -> dict[str, dict[str, str]]:
    """Irregular words that news uses, by tag, whatever the treebank has seen."""
    table: dict[str, dict[str, str]] = defaultdict(dict)
    for line in _OWN.read_text(encoding="utf-8").splitlines():
        form, tag, lemma = line.split("\t")
        table[tag][form] = lemma
    return table


def _seen_capitals(capitals: dict[str, list[int]]) -> set[str]:
    return {lemma for lemma, (small, capital) in capitals.items() if capital > 1 and capital > 4 * small}


def _demonyms(vocabulary: dict[str, int]) -> set[str]:
    return {
        form
        for form, count in vocabulary.items()
        if form.istitle() and form.endswith(_DEMONYMS) and count > 20 and count > 10 * vocabulary.get(form.lower(), 0)
    }
