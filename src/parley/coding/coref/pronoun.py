"""Pronouns: the nearest antecedent that agrees, subjects before objects; in doubt none."""

from __future__ import annotations

from parley.codebook.words import Pronoun, context, pronouns
from parley.coding.coref.board import SUBJECTS, Board, Chain, together
from parley.coding.layers import Mention
from parley.coding.speech import quotations
from parley.language.tree import Tree

# How many sentences back an antecedent may stand.
REACH = 2
# Below this an antecedent is no better than a guess.
ENOUGH = 3.0
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
POSSESSIVE = frozenset({"his", "her", "its", "their", "hers", "theirs", "whose"})


def resolve_pronoun(board: Board, i: int) -> None:
    """Give pronoun i to a chain, or the chains of a coordination; leave it where nothing fits."""
    word = board.tree.lower[board.mentions[i].head]
    what = pronouns().get(word)
    if what is None:
        return
    if what.kind == "relative":
        _relative(board, i)
    elif what.kind == "speaker":
        if what.number == "s":
            _speaker(board, i)
        else:
            _issuer(board, i)
    elif what.kind == "group":
        _group(board, i, word)
    else:
        _personal(board, i, what, word)


def _relative(board: Board, i: int) -> None:
    """The noun that the relative clause hangs on."""
    tree = board.tree
    at = board.mentions[i].head
    for up in (at, *tree.ancestors(at)):
        if tree.dep[up] in ("acl:relcl", "advcl:relcl", "acl"):
            head = tree.head[up]
            mentioned = board.at.get(head)
            if mentioned is not None and mentioned != i:
                _follow(board, i, mentioned)
            return


def _follow(board: Board, i: int, other: int) -> None:
    k = board.of.get(other)
    if k is not None:
        board.join(i, k)
        chain = board.chains[k]
        what = pronouns()[board.tree.lower[board.mentions[i].head]]
        if chain.gender is None and chain.type == "person" and what.gender in ("m", "f"):
            chain.gender = what.gender
        board.mentions[i].type = (
            board.mentions[other].type if board.mentions[other].type != "nationality" else "organization"
        )
    elif other in board.members:
        board.members[i] = board.members[other]


def _speaker(board: Board, i: int) -> None:
    """ "I" inside a quotation is whoever says it."""
    tree = board.tree
    at = board.mentions[i].head
    for up in (at, *tree.ancestors(at)):
        head = tree.head[up]
        verb = head if tree.dep[up] in ("ccomp", "parataxis", "ccomp:reported") else None
        if verb is None and tree.dep[up] != "parataxis":
            said = [k for k in tree.kids[up] if tree.dep[k] == "parataxis" and tree.base[k] in context("saying")]
            verb = said[0] if said else None
        if verb is None or tree.base[verb] not in context("saying"):
            continue
        for k in tree.kids[verb]:
            if tree.dep[k] in SUBJECTS:
                other = board.at.get(k)
                if other is not None and other != i and board.mentions[other].type == "person":
                    _follow(board, i, other)
                return


def _issuer(board: Board, i: int) -> None:
    """ "We" outside quotations, in a text that opens as somebody's statement or note: whoever issued it."""
    tree = board.tree
    start, end = tree.sents[0]
    if not any(tree.base[k] in context("issued") for k in range(start, end)):
        return
    at = board.mentions[i].head
    if any(a <= at < b for a, b in quotations(tree)):
        return
    for j, mention in enumerate(board.mentions):
        if mention.head >= end:
            return
        said = any(tree.case(k) in ("of", "by", "from") for k in (mention.head, tree.head[mention.head]))
        if mention.type == "organization" and mention.form == "name" and said:
            _follow(board, i, j)
            return


def _group(board: Board, i: int, word: str) -> None:
    """ "Both" stands for the two just named together."""
    if word != "both":
        board.alone(i)
        return
    found = together(board, i)
    if found:
        board.members[i] = found


def _personal(board: Board, i: int, what: Pronoun, word: str) -> None:
    tree = board.tree
    mention = board.mentions[i]
    if word in REFLEXIVE:
        for up in tree.ancestors(mention.head):
            subject = next((board.at[k] for k in tree.kids[up] if tree.dep[k] in SUBJECTS and k in board.at), None)
            if subject is not None:
                chain = board.chain_of(subject)
                if chain is None or _agrees(board, subject, chain, what):
                    _follow(board, i, subject)
                return
        return
    best: tuple[float, int] | None = None
    here = board.sentence(i)
    # Whoever a phrase stands for is not whose it says he is: "his aide X" is no aide of himself.
    around = _around_it(board, i)
    seen = set(around)
    for j in range(i - 1, -1, -1):
        gap = here - board.sentence(j)
        if gap > REACH:
            break
        k = board.of.get(j)
        if k is None:
            if what.number == "p" and j in board.members and board.subject(j) and best is None:
                board.members[i] = board.members[j]
                return
            continue
        if k in seen or not _agrees(board, j, board.chains[k], what) or _bound(board, i, j, word):
            continue
        seen.add(k)
        score = _score(board, i, j, gap, word)
        if best is None or score > best[0]:
            best = (score, j)
    if what.number == "p":
        pair = together(board, i, subject=True)
        if pair and (best is None or best[0] < 6):
            board.members[i] = pair
            return
    if word in POSSESSIVE and (best is None or board.sentence(best[1]) != here):
        ahead = _ahead(board, i, what)
        if ahead is not None and board.of.get(ahead[1]) in around:
            ahead = None
        if ahead is not None and (best is None or ahead[0] > best[0]):
            best = ahead
    if best is not None and best[0] >= ENOUGH:
        _follow(board, i, best[1])


def _around_it(board: Board, i: int) -> set[int]:
    """The chains of the phrases that a pronoun stands in, and of the names in apposition to them."""
    tree, at = board.tree, board.mentions[i].head
    out: set[int] = set()
    # "His aide X": the title may hang on the name that the phrase does not hold.
    over = [tree.head[at]] if tree.dep[at] == "nmod:poss" else []
    over += [tree.head[t] for t in over if tree.dep[t] in ("nmod:desc", "appos", "flat", "compound")]
    out |= {board.of[k] for t in over if (k := board.at.get(t)) is not None and k != i and k in board.of}
    for k in board.within[board.sentence(i)]:
        mention = board.mentions[k]
        if k != i and mention.start <= at < mention.end and mention.form != "pronoun":
            beside = [board.at[mention.end]] if mention.end in board.at else []
            beside += [board.at[t] for t in tree.children(mention.head, "appos") if t in board.at]
            out |= {board.of[m] for m in (k, *beside) if m in board.of}
    return out


def _agrees(board: Board, j: int, chain: Chain, what: Pronoun) -> bool:
    mention = board.mentions[j]
    type_ = mention.type if mention.form != "pronoun" else chain.type
    if what.gender in ("m", "f"):
        if chain.type != "person" or chain.plural or chain.gender not in (None, what.gender):
            return False
        other = pronouns().get(board.tree.lower[mention.head])
        return other is None or other.kind != "group"
    if what.number == "s":
        return (
            chain.type != "person"
            and type_ != "nationality"
            and not chain.plural
            and not mention.plural
            and type_ != "weapon"
        )
    return mention.plural or chain.plural or (chain.type == "organization" and bool(chain.heads & _COLLECTIVE))


_COLLECTIVE = frozenset(
    {
        "police",
        "people",
        "opposition",
        "crowd",
        "group",
        "team",
        "family",
        "couple",
        "military",
        "staff",
        "crew",
        "personnel",
        "population",
        "pair",
        "public",
        "mob",
        "minority",
        "gang",
        "side",
        "force",
    }
)


def _bound(board: Board, i: int, j: int, word: str) -> bool:
    """Two arguments of one verb are two ("He met him"), and no phrase is inside its own possessor's head."""
    tree = board.tree
    a, b = board.mentions[i], board.mentions[j]
    if b.start <= a.head < b.end:
        return True
    if word in POSSESSIVE:
        return False
    verb, other = tree.head[a.head], tree.head[b.head]
    if verb == other and tree.dep[a.head] != "conj" and tree.dep[b.head] != "conj":
        return True
    # "Lavrov has been working to remove him": whoever is to do it is the subject above.
    while _shares_subject(tree, verb):
        verb = tree.head[verb]
        if verb == other and tree.dep[b.head] in SUBJECTS:
            return True
    return tree.head[tree.head[a.head]] == b.head and tree.dep[a.head] in ("nmod",)


def _shares_subject(tree: Tree, verb: int) -> bool:
    """Whether an infinitive is done by the subject of the verb over it."""
    purpose = tree.dep[verb] == "advcl" and tree.tag[verb] == "VB" and tree.case(verb) == "to"
    return (tree.dep[verb] == "xcomp" or purpose) and tree.child(tree.head[verb], "obj") is None


def _score(board: Board, i: int, j: int, gap: int, word: str) -> float:
    tree = board.tree
    mention, other = board.mentions[i], board.mentions[j]
    chain = board.chains[board.of[j]]
    score = 5.0 - 2.0 * gap
    subject = board.subject(j)
    if subject:
        score += 2.0
        if gap and _main(board, other):
            score += 1.0
        if gap == 0 and board.subject(i):
            score += 1.0
    elif tree.dep[other.head] in ("obj", "iobj") and not board.subject(i):
        score += 0.5
    elif tree.dep[other.head] == "nmod:poss" and tree.dep[tree.head[other.head]] in SUBJECTS:
        score += 1.5
    elif tree.dep[other.head] in ("nmod", "compound", "amod", "nmod:poss"):
        score -= 1.0
    if pronouns()[word].number == "s" and (
        tree.dep[other.head] == "conj" or any(tree.dep[k] == "conj" for k in tree.kids[other.head])
    ):
        score -= 2.0
    if gap and word in POSSESSIVE:
        score -= 1.0
    if other.form == "pronoun" and tree.lower[other.head] not in ("who", "which", "that"):
        score += 1.0
    if chain.named and chain.type == "person":
        score += 0.75
    if chain.gender is not None and pronouns()[word].gender == chain.gender:
        score += 1.0
    score += min(len(chain.mentions), 4) * 0.25
    score -= 0.03 * (mention.head - other.head)
    if word in ("it", "its"):
        if other.type == "location" and chain.type == "location":
            score -= 1.5
        score -= _intruders(board, i, j)
    if word in POSSESSIVE and gap == 0 and subject and tree.head[other.head] in _around(tree, mention.head):
        score += 1.5
    return score


def _main(board: Board, mention: Mention) -> bool:
    """Whether the mention is the subject of its sentence's main clause."""
    verb = board.tree.head[mention.head]
    return bool(board.tree.head[verb] == verb)


def _around(tree: Tree, i: int) -> set[int]:
    return {tree.head[i], *tree.ancestors(i)}


def _intruders(board: Board, i: int, j: int) -> float:
    """How many subjects that are no mention stand between: "the plan ... it" is not the government."""
    tree = board.tree
    start, end = board.mentions[j].end, board.mentions[i].head
    cost = 0.0
    for t in range(start, end):
        if tree.pos[t] == "NOUN" and t not in board.at and tree.dep[t] in SUBJECTS and tree.tag[t] == "NN":
            cost += 2.0
    if not board.subject(j):
        verb = tree.head[board.mentions[j].head]
        for k in tree.kids[verb]:
            if tree.dep[k] in SUBJECTS and tree.pos[k] == "NOUN" and k not in board.at and tree.tag[k] == "NN":
                cost += 2.0
    return cost


def _ahead(board: Board, i: int, what: Pronoun) -> tuple[float, int] | None:
    """ "In his speech, Lavrov said": the subject of the clause that the phrase opens."""
    tree = board.tree
    at = board.mentions[i].head
    for up in tree.ancestors(at):
        for k in tree.kids[up]:
            other = board.at.get(k)
            if k > at and tree.dep[k] in SUBJECTS and other is not None:
                chain = board.chain_of(other)
                if chain is not None and _agrees(board, other, chain, what):
                    return (7.5 if chain.named and what.number == "s" else ENOUGH, other)
    return None
