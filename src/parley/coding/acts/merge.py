"""Several words for one act in one sentence are one act: "a bomb went off, killing five"."""

from __future__ import annotations

from parley.codebook.acts import Acts
from parley.coding.acts.attach import heads_main_clause, main_clause
from parley.coding.acts.proposal import Proposal
from parley.coding.acts.status import CONDITION
from parley.language.tree import Tree

# Relations over which a noun tells of the same act as the verb, or a verb of harm of the same attack.
_AS_NOUN = frozenset({"nsubj", "obj", "obl", "nmod", "nsubj:pass", "obl:agent"})
_AS_HARM = frozenset({"advcl", "conj", "xcomp", "ccomp", "acl", "acl:relcl", "parataxis"}) | _AS_NOUN
# What is denied and what is only possible are no one act with what is told as fact, nor with each other.
_CLAIMLESS = frozenset({"negated", "hypothetical"})

# Types that bear the name of their operation: what is asked or threatened tells the mode.
_SPOKEN = frozenset({"REQUEST", "THREATEN"})
_SAID = frozenset({"xcomp", "acl", "ccomp"})
# What protesters do by protesting.
_PROTESTED = frozenset({"REQUEST", "ACCUSE", "REJECT"})


def merge(tree: Tree, proposals: list[Proposal], acts: Acts) -> list[Proposal]:
    """Join proposals of one sentence that are one act; the outermost keeps its trigger.

    Two are one where they have the same type, one hangs on the other within two steps, and no side of one
    contradicts the other's: at most one of them names each side, or they share it.
    """
    out: list[Proposal] = []
    for proposal in proposals:
        host = next((p for p in out if _one(tree, p, proposal)), None)
        if host is None:
            out.append(proposal)
        else:
            out[out.index(host)] = _join(tree, host, proposal)
    return _without_aims(tree, out, acts)


def _without_aims(tree: Tree, proposals: list[Proposal], acts: Acts) -> list[Proposal]:
    """Leave out what a demand or threat is for and what a protest was held for: it is part of how that act is told."""
    out = list(proposals)
    for inner in proposals:
        outer = next((p for p in out if p is not inner and _is_aim(tree, inner, p)), None)
        if outer is not None:
            out.remove(inner)
            # Who should do what is demanded is whom it is demanded of.
            asked = inner.actors if outer.type in _SPOKEN else []
            other = [t for t in (asked or inner.recipients) if t not in outer.actors]
            outer.recipients = outer.recipients or other
            if outer.mode is None and outer.type in _SPOKEN:
                kind, _, mode = acts.operate(outer.type.lower(), inner.type).partition("/")
                outer.mode = mode if kind == outer.type and mode else None
            outer.dropped.append(f"{inner.rule} at the word {tree.words[inner.trigger]!r}: what it is for")
    return out


def _is_aim(tree: Tree, inner: Proposal, outer: Proposal) -> bool:
    if outer.type in _SPOKEN and inner.trigger in outer.things:
        return True
    i = inner.trigger
    if tree.head[i] not in (outer.trigger, outer.base, *outer.words):
        return False
    # The bare form tells what is wished: "to halt", "that they halt", "that they must halt".
    bare = tree.lower[i] == tree.lemma[i]
    if tree.dep[i] != "advcl":
        return bare and outer.type in _SPOKEN and tree.dep[i] in _SAID
    if outer.type == "THREATEN":
        # "threatened to leave unless the army withdraws"
        return bare or tree.case(i) in CONDITION
    return outer.type == "PROTEST" and inner.type in _PROTESTED and tree.tag[i] == "VB"


def _one(tree: Tree, a: Proposal, b: Proposal) -> bool:
    if a.type != b.type or a.status & _CLAIMLESS != b.status & _CLAIMLESS:
        return False
    if _complete(tree, a, b):
        return True
    if not (_hangs(tree, a, b) or _hangs(tree, b, a)):
        return False
    acting_a, acting_b = set(a.actors), set(b.actors)
    done_a, done_b = set(a.recipients), set(b.recipients)
    if a.base in done_b | acting_b or b.base in done_a | acting_a:
        return True
    if acting_a and acting_b and not acting_a & acting_b:
        return False
    return not (done_a and done_b) or bool(done_a & done_b) or _outcome(tree, b) or _outcome(tree, a)


def _complete(tree: Tree, a: Proposal, b: Proposal) -> bool:
    """An attack told as a noun and the harm it did, in one sentence, where neither contradicts the other."""
    if a.type != "ASSAULT" or a.status - {"future"} != b.status - {"future"}:
        return False
    noun, verb = (a, b) if tree.pos[a.trigger] == "NOUN" else (b, a)
    if tree.pos[noun.trigger] != "NOUN" or tree.pos[verb.trigger] not in ("VERB", "AUX"):
        return False
    if not verb.entry.harm or main_clause(tree, noun.trigger) != main_clause(tree, verb.trigger):
        return False
    apart_a = noun.actors and verb.actors and not set(noun.actors) & set(verb.actors)
    apart_r = noun.recipients and verb.recipients and not set(noun.recipients) & set(verb.recipients)
    return not apart_a and (not apart_r or verb.trigger in _below(tree, noun) or noun.trigger in _below(tree, verb))


def _below(tree: Tree, proposal: Proposal) -> range:
    return range(tree.left[proposal.trigger], tree.right[proposal.trigger] + 1)


def _hangs(tree: Tree, inner: Proposal, outer: Proposal) -> bool:
    words = {*outer.words, outer.trigger, outer.base}
    i = inner.trigger
    links = _AS_HARM if inner.entry.harm or outer.entry.harm else _AS_NOUN
    for _ in range(2):
        if tree.dep[i] not in links or tree.head[i] == i:
            return False
        i = tree.head[i]
        if i in words:
            return True
        if heads_main_clause(tree, i):
            # What stands in a main clause of its own is told of by that.
            return False
    return False


def _outcome(tree: Tree, proposal: Proposal) -> bool:
    """A participle that tells the harm that the main act did ("..., killing five")."""
    return proposal.entry.harm and tree.dep[proposal.trigger] == "advcl" and tree.tag[proposal.trigger] == "VBG"


def _join(tree: Tree, a: Proposal, b: Proposal) -> Proposal:
    outer, inner = (a, b) if not _hangs(tree, a, b) else (b, a)
    if inner.type == "ASSAULT" and len(inner.words) > 1 and outer.mode is None:
        outer.mode = inner.mode
    outer.mode = outer.mode or inner.mode
    outer.words = list(dict.fromkeys([*outer.words, *inner.words]))
    outer.actors = [t for t in dict.fromkeys([*outer.actors, *inner.actors]) if t != inner.base]
    outer.recipients = [
        t for t in dict.fromkeys([*outer.recipients, *inner.recipients]) if t not in outer.actors and t != inner.base
    ]
    outer.symmetric = outer.symmetric or inner.symmetric
    outer.dropped.append(f"{inner.rule} at the word {tree.words[inner.trigger]!r}: the same act")
    return outer
