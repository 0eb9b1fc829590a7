"""What else a statement says of its relation: that it is over, denied or alleged, and since when it lasts."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, takewhile

from parley.coding.acts.status import NEGATORS, status_of
from parley.coding.layers import Time
from parley.coding.relations.ground import Ground, Proposal

_CLAUSE = frozenset({"xcomp", "ccomp", "obj", "obl", "advcl", "conj", "nmod", "acl", "amod", "compound", "appos"})
# Prepositions whose clause is what the verb is about ("accused of backing").
_COMPLEMENT = frozenset({"of", "for", "from", "with", "to"})
_NO_LONGER = frozenset({("no", "longer"), ("any", "more")})
_DEPTH = 5
_OPEN = frozenset({"hypothetical", "future", "negated"})
# Operators of acts (`operations.yaml`) whose content is still to come.
_INTENT = frozenset({"promise", "plan", "refuse", "request", "demand", "want", "threaten", "reject"})


def denies(here: Ground, p: Proposal) -> bool:
    """Whether the words say that the relation does not hold ("does not support", "never a member")."""
    return _negator(here, p.trigger) in NEGATORS and not _no_longer(here, p.trigger)


def leaves_open(here: Ground, p: Proposal) -> bool:
    """Whether the statement is of what may, should or is to be ("might back", "urged it to join")."""
    i, base = p.trigger, here.tree.base
    if not p.how.startswith(("verb", "passive", "tie", "adjective")):
        return False
    # What is to stop goes on.
    over = list(takewhile(lambda j: base[j] not in here.words.status["ended"].over, _over(here, i)))
    # What will continue holds already.
    lasting = any(base[j] in here.words.continuing for j in (i, *over))
    still = _OPEN - {"future", "hypothetical"} if lasting else _OPEN
    return not still.isdisjoint(status_of(here.tree, i)) or any(
        (here.operator(j) in _INTENT and not p.entry.intent and base[j] not in here.words.bound)
        or not still.isdisjoint(status_of(here.tree, j))
        for j in over
    )


def settle(here: Ground, p: Proposal, times: list[Time]) -> None:
    """Write status and since into the proposal."""
    p.status = sorted(set(said(here, p)))
    p.since = _since(here, p, times)


def _negator(here: Ground, i: int) -> str | None:
    tree = here.tree
    for k in tree.kids[i]:
        if tree.lower[k] in NEGATORS and tree.plain[k] in ("advmod", "det", "neg", "mark", "case", "cc"):
            return tree.lower[k]
    return None


def _no_longer(here: Ground, i: int) -> bool:
    tree = here.tree
    a, b = max(tree.sents[tree.sent[i]][0], i - 8), i + 2
    # One more word, since a pair may begin at the last.
    words = tree.lower[a : b + 1]
    return ("longer" in words or "more" in words) and any(pair in _NO_LONGER for pair in pairwise(words))


def said(here: Ground, p: Proposal) -> Iterator[str]:
    """What the words around a statement say of it: ended, alleged, denied."""
    tree, i = here.tree, p.trigger
    if p.entry.ended or _no_longer(here, i):
        yield "ended"
    bearer = here.mentions[p.from_]
    if not here.qualifies(tree.sent[i]) and tree.sent[bearer.start] == tree.sent[i]:
        return
    beside = {*tree.kids[i], *(range(bearer.start, i) if bearer.start <= i < bearer.end else ())}
    if tree.dep[i] in ("amod", "compound") or tree.pos[i] == "NOUN":
        first = tree.sents[tree.sent[i]][0]
        beside |= {t for t in (i - 1, i - 2) if t >= first and tree.pos[t] in ("ADJ", "ADV", "VERB")}
    # "the former rebel leader": what modifies the bearer's own noun is said of the bearing.
    if bearer.form != "pronoun" and p.how.endswith(("/mod", "/poss", "/of", "/before", "/in")):
        beside |= set(range(bearer.start, bearer.head))
    near = {tree.lower[t] for t in beside}
    chain = list(_over(here, i))
    # What somebody is or where he is does not end with what is told of him.
    over = set() if p.how.startswith("title") or p.kind == "located-in" else {tree.base[t] for t in chain}
    for name, said in here.words.status.items():
        if near.isdisjoint(said.words):
            if over.isdisjoint(said.over):
                continue
            if name == "ended" and any(here.operator(t) in _INTENT for t in chain):
                # What somebody asks or means to stop has not stopped.
                continue
        yield name


def _over(here: Ground, i: int) -> Iterator[int]:
    """The verbs and nouns that the statement is the content of."""
    tree = here.tree
    for _ in range(_DEPTH):
        dep = tree.dep[i]
        if tree.head[i] == i or tree.plain[i] not in _CLAUSE or dep == "acl:relcl":
            return
        if dep == "advcl" and tree.case(i) not in _COMPLEMENT:
            return
        if dep == "conj" or dep in ("amod", "compound", "nmod"):
            i = tree.head[i]
            continue
        i = tree.head[i]
        yield i


def _since(here: Ground, p: Proposal, times: list[Time]) -> str | None:
    """The value of a time after "since" that hangs on the statement's clause, or of when it began."""
    tree = here.tree
    chain = [p.trigger]
    for j in tree.ancestors(p.trigger):
        chain.append(j)
        if here.slots.is_verbal(j):
            break
    for t in times:
        if t.value and tree.head[t.head] in chain:
            lasting = tree.case(t.head) in here.words.lasting
            if lasting or (p.entry.starts and t.type == "DATE"):
                return t.value
    return None
