"""Slips that greedy parsers make again and again in news, set right in place."""

from __future__ import annotations

# Verbs whose "that" clause is what is said, whatever stands between ("said on Friday that ...").
_SAYING = frozenset(
    "say announce add report tell state claim warn write argue confirm declare admit acknowledge insist stress".split()
)


def mend(lower: list[str], lemma: list[str], pos: list[str], tag: list[str], dep: list[str], head: list[int]) -> None:
    """Set the slips of one Doc right.

    Args:
        lower, lemma: one string a token.
        pos, tag: the same, and `dep` and `head` universal labels and head indexes, a root its own; changed where a
            slip is mended.
    """
    _said(lower, lemma, dep, head)
    _second_verb(pos, tag, dep, head)


def _said(lower: list[str], lemma: list[str], dep: list[str], head: list[int]) -> None:
    """Give a saying verb its clause back where it hangs on a time or place between the two."""
    for i, word in enumerate(lower):
        if word != "that" or dep[i] != "mark":
            continue
        verb = head[i]
        between = head[verb]
        says = head[between]
        if (
            dep[verb] in ("acl", "acl:relcl")
            and dep[between].startswith("obl")
            and says < between < i
            and lemma[says] in _SAYING
        ):
            dep[verb], head[verb] = "ccomp", says


def _second_verb(pos: list[str], tag: list[str], dep: list[str], head: list[int]) -> None:
    """ "held two judges and closed courts": a participle right after "and" is the second verb, with its own object."""
    for i in range(1, len(dep)):
        if dep[i] != "amod" or dep[i - 1] != "cc" or tag[i] not in ("VBD", "VBN"):
            continue
        noun = head[i]
        first = head[noun]
        verb = head[first]
        if (
            dep[noun] == "conj"
            and dep[first] in ("obj", "obl")
            and pos[verb] == "VERB"
            and tag[verb] in ("VBD", "VBN")
            and verb < first < i < noun
        ):
            pos[i], dep[i], head[i] = "VERB", "conj", verb
            dep[noun], head[noun] = "obj", i
            head[i - 1] = i
