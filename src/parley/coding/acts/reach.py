"""Who is out of an act's reach: the parse joins him to something else in the sentence, and no rule to the act.

The decider weighs everybody that a sentence names. Of an act told as a noun, and of violence told in the passive, those
who do or undergo something else there are taken for its sides too readily: "Rome condemned the coup and urged Brazil
to act" tells of a coup by nobody against nobody.
"""

from __future__ import annotations

from parley.coding.acts.attach import clause_of, heads_main_clause, main_clause
from parley.coding.acts.proposal import Proposal
from parley.coding.acts.setting import Setting

Sides = tuple[list[int], list[int]]

# Acts of speaking of something: who does them does not do what they speak of.
_JUDGING = frozenset({"ACCUSE", "REQUEST", "REJECT", "SUPPORT"})
_VIOLENT = frozenset({"ASSAULT", "COERCE"})
# How a clause hangs on one that tells who does it, and how far up that is looked for.
_GOVERNED = frozenset({"xcomp", "acl", "acl:relcl", "advcl", "amod"})
_FAR = 4
# Acts that are done to others, as talks, agreements and words are not.
_DONE = _VIOLENT | {"SANCTION", "PROTEST", "MOBILIZE"}


def within_reach(here: Setting, p: Proposal, beside: list[Proposal], sides: Sides) -> Sides:
    """The sides of an act without those out of its reach; whom a rule gave a part keeps it.

    Args:
        beside: all the proposals of its sentence.
        sides: head tokens of actors and recipients as they were weighed.
    """
    tree = here.tree
    actors, recipients = ([t for t in side if not _beyond(here, p, t)] for side in sides)
    if any(_each_other(here, k) for k in tree.children(p.trigger, "obj", "iobj", "obl")):
        return actors, []
    if tree.pos[p.trigger] == "NOUN" and p.type in _DONE:
        over = clause_of(tree, p.trigger)
        judged = any(q is not p and q.type in _JUDGING and over in (q.trigger, q.base) for q in beside)
        if judged:
            main = {t for side in sides for t in side if _spoken_of(here, over, t)}
        else:
            main = _parts(here, over) | {t for side in sides for t in side if clause_of(tree, t) == over}
        return (
            [t for t in actors if t in p.actors or t in main or _below(here, p, t) or _above(here, over, t)],
            [t for t in recipients if t in p.recipients or t in main or _below(here, p, t)],
        )
    if here.slots.is_verbal(p.trigger) and "obj" in here.slots.of(p.trigger):
        if p.type in _VIOLENT and heads_main_clause(tree, p.trigger) and not here.slots.is_passive(p.trigger):
            # "..., and in June a bomb killed nine": whole by itself.
            whole = main_clause(tree, p.trigger)
            actors = [t for t in actors if t in p.actors or main_clause(tree, t) == whole]
            recipients = [t for t in recipients if t in p.recipients or main_clause(tree, t) == whole]
        recipients = [t for t in recipients if t in p.recipients or p.entry.harm or not _next_verb(here, p, t)]
    if p.type in _VIOLENT and tree.child(p.trigger, "aux:pass", "nsubj:pass") is not None:
        own = _parts(here, p.trigger)
        own.update(t for q in beside if q is not p and q.type == p.type for t in q.actors)
        # "Killed, most of them by soldiers"; and whoever claims an attack has done it.
        own.update(t for t in actors if tree.case(t) == "by" or tree.lemma[tree.head[t]] == "claim")
        if tree.plain[p.trigger] == "ccomp":
            # Who says so has been weighed as one who tells.
            own.update(t for t in actors if clause_of(tree, t) == tree.head[p.trigger])
        actors = [t for t in actors if t in p.actors or t in own or _below(here, p, t)]
    return actors, recipients


def _spoken_of(here: Setting, over: int, token: int) -> bool:
    """Whether a token belongs to what the verb at `over` speaks of, and not to who speaks or what he does besides."""
    tree = here.tree
    while token > over:
        if tree.dep[token] == "conj" and here.slots.is_verbal(token):
            return False
        if tree.head[token] == over:
            return True
        if tree.head[token] == token:
            return False
        token = tree.head[token]
    return False


def _next_verb(here: Setting, p: Proposal, token: int) -> bool:
    """Whether a token is what another verb of a list is done to: "condemned the raid and asked Cairo to help"."""
    tree, verb, its = here.tree, p.trigger, clause_of(here.tree, token)
    for _ in range(_FAR):
        if its in p.words or tree.head[its] == its:
            return False
        if tree.dep[its] == "conj" and here.slots.is_verbal(its):
            return tree.head[its] == verb or (tree.dep[verb] == "conj" and tree.head[its] == tree.head[verb])
        its = tree.head[its]
    return False


def _beyond(here: Setting, p: Proposal, token: int) -> bool:
    """Whether a token stands in a main clause that only follows: "a bomb killed nine; Moscow accused the rebels"."""
    if token <= p.trigger:
        return False
    its = main_clause(here.tree, token)
    return its > p.trigger and its != main_clause(here.tree, p.trigger)


def _each_other(here: Setting, token: int) -> bool:
    """ "Accused each other of shelling villages": whoever acts undergoes it, and nobody else."""
    words = " ".join(here.tree.lower[max(0, token - 1) : token + 2])
    return "each other" in words or "one another" in words


def _above(here: Setting, over: int, token: int) -> bool:
    """Whether a token stands in a clause that governs the one at `over`: "rebels agreed to halt their attacks"."""
    tree, its = here.tree, clause_of(here.tree, token)
    for _ in range(_FAR):
        if tree.dep[over] not in _GOVERNED:
            return False
        over = tree.head[over]
        if over == its:
            return True
    return False


def _below(here: Setting, p: Proposal, token: int) -> bool:
    return any(here.tree.left[w] <= token <= here.tree.right[w] for w in (p.trigger, p.base))


def _parts(here: Setting, predicate: int) -> set[int]:
    """Head tokens of those in the slots of a predicate, with what is coordinated with them and what names them."""
    tree = here.tree
    return {
        inner
        for tokens in here.slots.of(predicate).values()
        for t in tokens
        for c in tree.conjuncts(t)
        for inner in range(tree.left[c], tree.right[c] + 1)
        if inner == c or not here.slots.is_verbal(inner)
    }
