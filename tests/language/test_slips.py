"""What a greedy parse gets wrong, and what is left alone."""

from __future__ import annotations

from parley.language.slips import mend


def test_what_is_said_hangs_on_the_saying() -> None:
    # "Lund said Friday that guards fled."
    lower = ["lund", "said", "friday", "that", "guards", "fled"]
    lemma = ["lund", "say", "friday", "that", "guard", "flee"]
    dep = ["nsubj", "root", "obl:unmarked", "mark", "nsubj", "acl:relcl"]
    head = [1, 1, 1, 5, 5, 2]
    mend(lower, lemma, ["X"] * 6, ["X"] * 6, dep, head)
    assert (dep[5], head[5]) == ("ccomp", 1)


def test_a_clause_of_a_noun_stays_its_own() -> None:
    # "Lund acted on reports that guards fled."
    lower = ["lund", "acted", "on", "reports", "that", "guards", "fled"]
    lemma = ["lund", "act", "on", "report", "that", "guard", "flee"]
    dep = ["nsubj", "root", "case", "obl", "mark", "nsubj", "acl"]
    head = [1, 1, 3, 1, 6, 6, 3]
    mend(lower, lemma, ["X"] * 7, ["X"] * 7, dep, head)
    assert (dep[6], head[6]) == ("acl", 3)


def test_a_participle_after_and_is_the_second_verb() -> None:
    # "Police held judges and closed courts" with "closed courts" read as courts that are closed.
    lower = ["police", "held", "judges", "and", "closed", "courts"]
    pos = ["NOUN", "VERB", "NOUN", "CCONJ", "VERB", "NOUN"]
    tag = ["NNS", "VBD", "NNS", "CC", "VBN", "NNS"]
    dep = ["nsubj", "root", "obj", "cc", "amod", "conj"]
    head = [1, 1, 1, 5, 5, 2]
    mend(lower, lower, pos, tag, dep, head)
    assert (dep[4], head[4]) == ("conj", 1)
    assert (dep[5], head[5]) == ("obj", 4)
