"""Slips that greedy parsers make again and again in news, set right in place."""

from __future__ import annotations

# Verbs whose "that" clause is what is said, whatever stands between ("said on Friday that ...").
_SAYING = frozenset(
    "say announce add report tell state claim warn write argue confirm declare admit acknowledge insist stress".split()
)


def mend(lower: list[str], lemma: list[str], dep: list[str], head: list[int]) -> None:
    """Give a saying verb its clause back where the parse hung it on a time or place between the two.

    Args:
        lower, lemma: one string a token.
        dep, head: universal labels and head indexes, a root its own; changed where a slip is mended.
    """
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
