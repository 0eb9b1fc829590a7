"""What a greedy parse gets wrong, and what is left alone."""

from __future__ import annotations

from parley.language.slips import mend


def test_what_is_said_hangs_on_the_saying() -> None:
    # "Lund said Friday that guards fled."
    lower = ["lund", "said", "friday", "that", "guards", "fled"]
    lemma = ["lund", "say", "friday", "that", "guard", "flee"]
    dep = ["nsubj", "root", "obl:unmarked", "mark", "nsubj", "acl:relcl"]
    head = [1, 1, 1, 5, 5, 2]
    mend([(0, len(lower))], lower, lemma, ["X"] * 6, ["X"] * 6, dep, head)
    assert (dep[5], head[5]) == ("ccomp", 1)


def test_a_clause_of_a_noun_stays_its_own() -> None:
    # "Lund acted on reports that guards fled."
    lower = ["lund", "acted", "on", "reports", "that", "guards", "fled"]
    lemma = ["lund", "act", "on", "report", "that", "guard", "flee"]
    dep = ["nsubj", "root", "case", "obl", "mark", "nsubj", "acl"]
    head = [1, 1, 3, 1, 6, 6, 3]
    mend([(0, len(lower))], lower, lemma, ["X"] * 7, ["X"] * 7, dep, head)
    assert (dep[6], head[6]) == ("acl", 3)


def test_a_participle_after_and_is_the_second_verb() -> None:
    # "Police held judges and closed courts" with "closed courts" read as courts that are closed.
    lower = ["police", "held", "judges", "and", "closed", "courts"]
    pos = ["NOUN", "VERB", "NOUN", "CCONJ", "VERB", "NOUN"]
    tag = ["NNS", "VBD", "NNS", "CC", "VBN", "NNS"]
    dep = ["nsubj", "root", "obj", "cc", "amod", "conj"]
    head = [1, 1, 1, 5, 5, 2]
    mend([(0, len(lower))], lower, lower, pos, tag, dep, head)
    assert (dep[4], head[4]) == ("conj", 1)
    assert (dep[5], head[5]) == ("obj", 4)


def test_a_sentence_has_a_verb() -> None:
    # "Drivers in Oslo called off strikes ." with "called" read as a participle.
    lower = ["drivers", "in", "oslo", "called", "off", "strikes", "."]
    pos = ["NOUN", "ADP", "PROPN", "VERB", "ADP", "NOUN", "PUNCT"]
    tag = ["NNS", "IN", "NNP", "VBN", "RP", "NNS", "."]
    dep = ["root", "case", "nmod", "acl", "compound:prt", "obj", "punct"]
    head = [0, 2, 0, 0, 3, 3, 0]
    mend([(0, 7)], lower, lower, pos, tag, dep, head)
    assert (dep[3], head[3], tag[3]) == ("root", 3, "VBD")
    assert (dep[0], head[0]) == ("nsubj", 3)
    assert head[6] == 3


def test_a_name_after_its_title_is_the_subject() -> None:
    # "Rebel leader Pavo Lind was criticized ."
    lower = ["rebel", "leader", "pavo", "lind", "was", "criticized", "."]
    pos = ["NOUN", "NOUN", "PROPN", "PROPN", "AUX", "VERB", "PUNCT"]
    tag = ["NN", "NN", "NNP", "NNP", "VBD", "VBN", "."]
    dep = ["compound", "root", "nsubj:pass", "flat", "aux:pass", "acl:relcl", "punct"]
    head = [1, 1, 5, 2, 5, 1, 1]
    mend([(0, 7)], lower, lower, pos, tag, dep, head)
    assert (dep[5], head[5]) == ("root", 5)
    assert (dep[1], head[1]) == ("nmod:desc", 2)
    assert (dep[2], head[2]) == ("nsubj:pass", 5)


def test_a_headline_without_a_verb_is_left() -> None:
    # "Three guards killed in Oslo"
    lower = ["three", "guards", "killed", "in", "oslo"]
    pos = ["NUM", "NOUN", "VERB", "ADP", "PROPN"]
    dep, head = ["nummod", "root", "acl", "case", "obl"], [1, 1, 1, 4, 2]
    mend([(0, 5)], lower, lower, pos, ["CD", "NNS", "VBN", "IN", "NNP"], dep, head)
    assert (dep[2], head[2]) == ("acl", 1)


def test_a_clause_with_its_own_subject_is_no_verb_of_the_sentence() -> None:
    # "The town rebels left in May ."
    lower = ["the", "town", "rebels", "left", "in", "may", "."]
    pos = ["DET", "NOUN", "NOUN", "VERB", "ADP", "PROPN", "PUNCT"]
    dep, head = ["det", "root", "nsubj", "acl:relcl", "case", "obl", "punct"], [1, 1, 3, 1, 5, 3, 1]
    mend([(0, 7)], lower, lower, pos, ["DT", "NN", "NNS", "VBD", "IN", "NNP", "."], dep, head)
    assert (dep[3], head[3]) == ("acl:relcl", 1)


def test_the_only_object_is_no_indirect_one() -> None:
    # "Chad accused Mali of theft" and "Chad told Mali that guards fled".
    dep = ["nsubj", "root", "iobj", "case", "obl", "nsubj", "root", "iobj", "mark", "nsubj", "ccomp"]
    head = [1, 1, 1, 4, 1, 6, 6, 6, 10, 10, 6]
    words = ["x"] * 11
    mend([(0, 5), (5, 11)], words, words, ["X"] * 11, ["X"] * 11, dep, head)
    assert (dep[2], dep[7]) == ("obj", "iobj")


def test_a_preposition_before_a_participle_and_its_subject_opens_the_clause() -> None:
    # "Lund agreed to Moss leaving."
    lower = ["lund", "agreed", "to", "moss", "leaving", "."]
    tag = ["NNP", "VBD", "IN", "NNP", "VBG", "."]
    dep = ["nsubj", "root", "case", "nsubj", "advcl", "punct"]
    head = [1, 1, 3, 4, 1, 1]
    mend([(0, len(lower))], lower, lower, ["X"] * 6, tag, dep, head)
    assert (dep[2], head[2]) == ("mark", 4)


def test_a_number_counts_no_noun_beyond_a_comma() -> None:
    # "... and wounding 50 , governor Lund wrote ."
    lower = ["killing", "two", "and", "wounding", "50", ",", "governor", "lund", "wrote", "."]
    pos = ["VERB", "NUM", "CCONJ", "VERB", "NUM", "PUNCT", "NOUN", "PROPN", "VERB", "PUNCT"]
    dep = ["advcl", "obj", "cc", "conj", "nummod", "punct", "nmod:desc", "nsubj", "root", "punct"]
    head = [8, 0, 3, 0, 6, 4, 7, 8, 8, 8]
    mend([(0, 10)], lower, lower, pos, ["X"] * 10, dep, head)
    assert (dep[4], head[4]) == ("obj", 3)


def test_a_finite_verb_is_no_second_to_a_participle() -> None:
    # "Lund denies having lied and accused guards"
    lower = ["lund", "denies", "having", "lied", "and", "accused", "guards"]
    tag = ["NNP", "VBZ", "VBG", "VBN", "CC", "VBD", "NNS"]
    dep = ["nsubj", "root", "xcomp", "dep", "cc", "conj", "obj"]
    head = [1, 1, 1, 2, 5, 2, 5]
    mend([(0, 7)], lower, lower, ["X"] * 7, tag, dep, head)
    assert head[5] == 1
    # "... having lied and guards accused": with a subject of its own it stays.
    dep[3], head[3], head[5] = "nsubj", 5, 2
    mend([(0, 7)], lower, lower, ["X"] * 7, tag, dep, head)
    assert head[5] == 2


def test_who_is_said_to_have_done_it_is_its_subject() -> None:
    # "Lund said tens , perhaps hundreds , had died"
    lower = ["lund", "said", "tens", ",", "perhaps", "hundreds", ",", "had", "died"]
    lemma = ["lund", "say", "ten", ",", "perhaps", "hundred", ",", "have", "die"]
    tag = ["NNP", "VBD", "NNS", ",", "RB", "NNS", ",", "VBD", "VBN"]
    dep = ["nsubj", "root", "obj", "punct", "advmod", "appos", "punct", "aux", "ccomp"]
    head = [1, 1, 1, 5, 5, 2, 2, 8, 1]
    mend([(0, 9)], lower, lemma, ["X"] * 9, tag, dep, head)
    assert (dep[2], head[2]) == ("nsubj", 8)


def test_the_second_of_three_verbs_is_no_participle() -> None:
    # "Lund demanded talks , called for aid and urged calm"
    lower = ["lund", "demanded", "talks", ",", "called", "for", "aid", "and", "urged", "calm"]
    tag = ["NNP", "VBD", "NNS", ",", "VBN", "IN", "NN", "CC", "VBD", "NN"]
    dep = ["nsubj", "root", "obj", "punct", "acl", "case", "obl", "cc", "conj", "obj"]
    head = [1, 1, 1, 4, 2, 6, 4, 8, 4, 8]
    mend([(0, 10)], lower, lower, ["X"] * 10, tag, dep, head)
    assert (tag[4], dep[4], head[4], head[8]) == ("VBD", "conj", 1, 1)
    # "... talks , backed by Rome and urged calm": with an agent it is one.
    lower[4:7], tag[4], dep[4], dep[6], head[4] = ["backed", "by", "rome"], "VBN", "acl", "obl:agent", 2
    mend([(0, 10)], lower, lower, ["X"] * 10, tag, dep, head)
    assert (dep[4], head[4]) == ("acl", 2)


def test_had_and_a_participle_are_one_verb() -> None:
    # "Rome , which had opposed strikes , left"
    lower = ["rome", ",", "which", "had", "opposed", "strikes", ",", "left"]
    pos = ["PROPN", "PUNCT", "PRON", "AUX", "VERB", "NOUN", "PUNCT", "VERB"]
    tag = ["NNP", ",", "WDT", "VBD", "VBN", "NNS", ",", "VBD"]
    dep = ["nsubj", "punct", "nsubj", "acl:relcl", "amod", "obj", "punct", "root"]
    head = [7, 3, 3, 0, 5, 3, 7, 7]
    mend([(0, 8)], lower, lower, pos, tag, dep, head)
    assert (dep[4], head[4], dep[3], head[3]) == ("acl:relcl", 0, "aux", 4)
    assert (head[2], head[5]) == (4, 4)


def test_who_was_shot_dead_was_not_dead_before() -> None:
    # "they shot dead two villagers"
    lower = ["they", "shot", "dead", "two", "villagers"]
    lemma = ["they", "shoot", "dead", "two", "villager"]
    dep, head = ["nsubj", "root", "amod", "nummod", "obj"], [1, 1, 4, 4, 1]
    mend([(0, 5)], lower, lemma, ["X"] * 5, ["X"] * 5, dep, head)
    assert (dep[2], head[2]) == ("xcomp", 1)


def test_and_joins_what_nothing_makes_subordinate() -> None:
    # "bombs killed ten , and then mines killed six"
    lower = ["bombs", "killed", "ten", ",", "and", "mines", "killed", "six"]
    tag = ["NNS", "VBD", "CD", ",", "CC", "NNS", "VBD", "CD"]
    dep = ["nsubj", "root", "obj", "punct", "cc", "nsubj", "advcl", "obj"]
    head = [1, 1, 1, 6, 6, 6, 1, 6]
    mend([(0, 8)], lower, lower, ["X"] * 8, tag, dep, head)
    assert (dep[6], head[6]) == ("conj", 1)
