"""What a greedy parse gets wrong, and what is left alone."""

from __future__ import annotations

from parley.language.slips import mend


def test_what_is_said_hangs_on_the_saying() -> None:
    # "Lund said Friday that guards fled."
    lower = ["lund", "said", "friday", "that", "guards", "fled"]
    lemma = ["lund", "say", "friday", "that", "guard", "flee"]
    dep = ["nsubj", "root", "obl:unmarked", "mark", "nsubj", "acl:relcl"]
    head = [1, 1, 1, 5, 5, 2]
    mend(lower, lemma, dep, head)
    assert (dep[5], head[5]) == ("ccomp", 1)


def test_a_clause_of_a_noun_stays_its_own() -> None:
    # "Lund acted on reports that guards fled."
    lower = ["lund", "acted", "on", "reports", "that", "guards", "fled"]
    lemma = ["lund", "act", "on", "report", "that", "guard", "flee"]
    dep = ["nsubj", "root", "case", "obl", "mark", "nsubj", "acl"]
    head = [1, 1, 3, 1, 6, 6, 3]
    mend(lower, lemma, dep, head)
    assert (dep[6], head[6]) == ("acl", 3)
