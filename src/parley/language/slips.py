"""Slips that greedy parsers make again and again in news, set right in place."""

from __future__ import annotations

from collections.abc import Iterator

# Verbs whose "that" clause is what is said, whatever stands between ("said on Friday that ...").
_SAYING = frozenset(
    "say announce add report tell state claim warn write argue confirm declare admit acknowledge insist stress".split()
)

_NAMING = frozenset({"NOUN", "PROPN"})
_STOPS = frozenset({".", "!", "?"})
_ADJOINED = frozenset({"acl", "acl:relcl"})
# What nobody does without doing it to somebody: past tense without an object, "three arrested", is the participle.
_SUFFERED = frozenset(
    "arrest detain kidnap abduct jail imprison assassinate murder behead shoot kill wound injure oust topple depose "
    "deport expel evict displace lynch massacre acquit extradite".split()
)
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_BARE = frozenset({"VB", "VBG"})
_COMPLEMENTS = frozenset({"xcomp", "ccomp", "advcl"})
# How far the verbs of a list stand apart, and how deep in the parse the second may hang.
_LIST, _DEEP = 40, 6
_UNDERGONE = frozenset({"obl:agent", "aux:pass", "aux", "nsubj", "nsubj:pass", "mark"})
# Dependents that show that a verb has a subject or a tense by itself.
_OWN = ("nsubj", "csubj", "aux")
# Dependents that show that a nominal root is the predicate.
_CLAUSAL = ("cop", "nsubj", "csubj", "expl", "aux")


def mend(
    sents: list[tuple[int, int]],
    lower: list[str],
    lemma: list[str],
    pos: list[str],
    tag: list[str],
    dep: list[str],
    head: list[int],
) -> None:
    """Set the slips of one Doc right.

    Args:
        sents: token ranges of the sentences, end exclusive.
        lower, lemma: one string a token.
        pos, tag: the same, and `dep` and `head` universal labels and head indexes, a root its own; changed where a
            slip is mended.
    """
    _said(lower, lemma, dep, head)
    _said_subject(lemma, tag, dep, head)
    _said_after(lower, lemma, tag, dep, head)
    _before_colon(sents, lower, dep, head)
    _second_verb(pos, tag, dep, head)
    _bare_agent(lower, lemma, pos, tag, dep, head)
    _bare_passive(lemma, pos, tag, dep, head)
    _next_subject(pos, tag, dep, head)
    _listed_verb(lower, tag, dep, head)
    _had_done(lower, pos, tag, dep, head)
    _shot_dead(lower, lemma, dep, head)
    _only_object(dep, head)
    _marked_subject(tag, dep, head)
    _number_alone(lower, pos, dep, head)
    _finite_conjunct(tag, dep, head)
    for start, end in sents:
        _only_verb(start, end, lower, pos, tag, dep, head)


def where(words: list[str], wanted: str) -> Iterator[int]:
    """The places of a word; looked up as the caller goes, so that what he changes behind them counts."""
    at = -1
    try:
        while True:
            at = words.index(wanted, at + 1)
            yield at
    except ValueError:
        return


def _said(lower: list[str], lemma: list[str], dep: list[str], head: list[int]) -> None:
    """Give a saying verb its clause back where it hangs on a time or place between the two."""
    for i in where(lower, "that"):
        if dep[i] != "mark":
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


def _said_subject(lemma: list[str], tag: list[str], dep: list[str], head: list[int]) -> None:
    """ "Said tens of thousands, perhaps more, had died": no object of saying, but who died."""
    for i in where(dep, "ccomp"):
        says = head[i]
        if says > i or lemma[says] not in _SAYING or lemma[says] == "tell":
            continue
        own = [k for k in range(says + 1, i) if head[k] == i]
        objects = [k for k in range(says + 1, i) if head[k] == says and dep[k] == "obj"]
        finite = tag[i] in _FINITE or any(dep[k].startswith("aux") and tag[k] in _FINITE for k in own)
        if len(objects) == 1 and finite and not any(dep[k].startswith(("nsubj", "csubj", "mark", "expl")) for k in own):
            passive = any(dep[k] == "aux:pass" for k in own)
            dep[objects[0]], head[objects[0]] = "nsubj:pass" if passive else "nsubj", i


def _said_after(lower: list[str], lemma: list[str], tag: list[str], dep: list[str], head: list[int]) -> None:
    """ "French planes destroyed ten tanks, rebels said": of two subjects the first is whom the clause is about."""
    for i, word in enumerate(lemma):
        if word not in _SAYING:
            continue
        subjects = [k for k in range(max(0, i - 30), i) if head[k] == i and dep[k] == "nsubj"]
        if len(subjects) != 2 or lower[subjects[1] - 1 : subjects[1]] not in ([","], ["the"], ["a"]):
            continue
        first = subjects[0]
        verb = next((k for k in range(first + 1, subjects[1]) if head[k] == first and dep[k] == "acl"), None)
        if (
            verb is not None
            and tag[verb] == "VBN"
            and any(head[k] == verb and dep[k] == "obj" for k in range(verb + 1, subjects[1]))
        ):
            tag[verb], dep[verb], head[verb] = "VBD", "ccomp", i
            dep[first], head[first] = "nsubj", verb


def _before_colon(sents: list[tuple[int, int]], lower: list[str], dep: list[str], head: list[int]) -> None:
    """ "UN: most victims were executed": who speaks before a colon is no second subject."""
    for colon in where(lower, ":"):
        i = colon - 1
        if i < 0 or not dep[i].startswith("nsubj") or all(i != start and i - 1 != start for start, _ in sents):
            continue
        over = head[i]
        if over > colon and any(head[k] == over and dep[k].startswith("nsubj") for k in range(colon + 1, over)):
            dep[i] = "dislocated"


def _second_verb(pos: list[str], tag: list[str], dep: list[str], head: list[int]) -> None:
    """ "held two judges and closed courts": a participle right after "and" is the second verb, with its own object."""
    for joint in where(dep, "cc"):
        i = joint + 1
        if i == len(dep) or dep[i] != "amod" or tag[i] not in ("VBD", "VBN"):
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


def _bare_agent(
    lower: list[str], lemma: list[str], pos: list[str], tag: list[str], dep: list[str], head: list[int]
) -> None:
    """ "Villagers hacked to death by their neighbours, monks shot by soldiers": no object, an agent, and no tense."""
    for by in where(lower, "by"):
        agent = head[by]
        verb = head[agent]
        if dep[by] != "case" or dep[agent] not in ("obl", "obl:agent") or not verb < by or pos[verb] != "VERB":
            continue
        own = [k for k in range(max(0, verb - 12), by) if head[k] == verb and k != verb]
        if any(dep[k].startswith(("obj", "aux", "mark", "ccomp", "xcomp")) for k in own):
            continue
        subject = next((k for k in own if dep[k] == "nsubj" and k < verb), None)
        if (
            tag[verb] == "VBD"
            and subject is not None
            and (dep[verb] in ("advcl", "parataxis") or lemma[verb] in _SUFFERED)
        ):
            tag[verb], dep[subject], dep[agent] = "VBN", "nsubj:pass", "obl:agent"
        elif tag[verb] == "VBN" and dep[agent] == "obl:agent" and subject is None:
            before = verb - 1
            if head[before] == verb and dep[before] == "compound" and pos[before] in _NAMING:
                dep[before] = "nsubj:pass"


def _bare_passive(lemma: list[str], pos: list[str], tag: list[str], dep: list[str], head: list[int]) -> None:
    """ "Former premier arrested": a headline leaves the auxiliary out."""
    for i, over in enumerate(head):
        if over != i or lemma[i] not in _SUFFERED or lemma[i] == "shoot" or tag[i] not in ("VBD", "VBN"):
            continue
        own = [k for k in range(max(0, i - 12), min(len(dep), i + 12)) if head[k] == i and k != i]
        if any(dep[k].startswith(("obj", "aux", "ccomp", "xcomp", "conj")) for k in own):
            continue
        subject = next((k for k in own if dep[k] == "nsubj" and k < i), None)
        if subject is not None and pos[subject] != "PRON":
            tag[i], dep[subject] = "VBN", "nsubj:pass"


def _next_subject(pos: list[str], tag: list[str], dep: list[str], head: list[int]) -> None:
    """ "One was killed in Basra and six guards were hurt": who stands before a passive's auxiliary undergoes it."""
    for aux in where(dep, "aux:pass"):
        verb = head[aux]
        if dep[verb] != "conj" or tag[aux] not in _FINITE or not aux < verb:
            continue
        noun = aux - 1
        if pos[noun] not in _NAMING or dep[noun] != "conj" or head[noun] >= noun:
            continue
        if any(head[k] == verb and dep[k].startswith("nsubj") for k in range(max(0, verb - 12), verb)):
            continue
        over = head[noun]
        joint = next((k for k in range(over + 1, noun) if head[k] == noun and dep[k] == "cc"), None)
        if joint is not None and head[verb] < over and pos[head[verb]] == "VERB":
            dep[noun], head[noun], head[joint] = "nsubj:pass", verb, verb


def _listed_verb(lower: list[str], tag: list[str], dep: list[str], head: list[int]) -> None:
    """ "Demanded an inquiry, called for sanctions and urged restraint": the second of three verbs is no participle."""
    for i, what in enumerate(dep):
        if what not in ("acl", "advcl") or tag[i] != "VBN" or lower[i - 1] != ",":
            continue
        own = [k for k in range(i, min(len(dep), i + _LIST)) if head[k] == i and k != i]
        if not any(dep[k] in ("obj", "obl") for k in own) or any(dep[k] in _UNDERGONE for k in own):
            continue
        first = _over(i, tag, head)
        if first is None or any(dep[k] == "case" and lower[k] == "by" for k in range(i, min(len(dep), i + 3))):
            continue
        last = next((k for k in range(i + 1, min(len(dep), i + _LIST)) if dep[k] == "conj" and tag[k] == "VBD"), None)
        if last is None or _over(last, tag, head) not in (first, None):
            continue
        if any(head[k] == last and dep[k].startswith(_OWN) for k in range(i, last)):
            continue
        tag[i], dep[i], head[i], head[last] = "VBD", "conj", first, first


def _over(i: int, tag: list[str], head: list[int]) -> int | None:
    """The nearest verb in the past tense that token i hangs in."""
    for _ in range(_DEEP):
        if head[i] == i:
            return None
        i = head[i]
        if tag[i] == "VBD":
            return i
    return None


def _had_done(lower: list[str], pos: list[str], tag: list[str], dep: list[str], head: list[int]) -> None:
    """ "Which had opposed air strikes": a participle right after "had" is the verb and has the noun for its object."""
    for i in where(dep, "amod"):
        noun, had = head[i], i - 1
        if tag[i] != "VBN" or had < 0 or lower[had] != "had" or dep[noun] != "obj" or head[noun] != had:
            continue
        for k in range(max(0, had - 40), min(len(dep), i + 60)):
            if head[k] == had and k not in (had, i):
                head[k] = i
        pos[i], dep[i], head[i] = "VERB", dep[had], i if head[had] == had else head[had]
        pos[had], dep[had], head[had] = "AUX", "aux", i


def _shot_dead(lower: list[str], lemma: list[str], dep: list[str], head: list[int]) -> None:
    """ "Had shot dead 24 villagers": they were not dead before."""
    for i in where(lower, "dead"):
        if dep[i] == "amod" and i and lemma[i - 1] == "shoot" and head[head[i]] == i - 1:
            dep[i], head[i] = "xcomp", i - 1


def _only_object(dep: list[str], head: list[int]) -> None:
    """ "accused Chad of shelling": who is the only object is no indirect one."""
    if "iobj" not in dep:
        return
    taken = {h for h, d in zip(head, dep, strict=True) if d in ("obj", "ccomp", "nsubj:pass")}
    for i, d in enumerate(dep):
        if d == "iobj" and head[i] not in taken:
            dep[i] = "obj"


def _marked_subject(tag: list[str], dep: list[str], head: list[int]) -> None:
    """ "Agreed to the army leaving": a preposition before a participle and its subject opens the clause."""
    for i in where(dep, "case"):
        subject = head[i]
        verb = head[subject]
        if i < subject < verb and dep[subject] in ("nsubj", "nsubj:pass") and tag[verb] == "VBG":
            dep[i], head[i] = "mark", verb


def _number_alone(lower: list[str], pos: list[str], dep: list[str], head: list[int]) -> None:
    """ "Killing two and wounding 50, regional governor Lund wrote": no number counts a noun beyond a comma."""
    for i in where(dep, "nummod"):
        if (
            0 < i < len(dep) - 1
            and lower[i + 1] == ","
            and head[i] > i + 1
            and pos[head[i]] != "NUM"
            and pos[i - 1] == "VERB"
            and not any(head[k] == i - 1 and dep[k] == "obj" for k in range(max(0, i - 8), min(len(dep), i + 8)))
        ):
            dep[i], head[i] = "obj", i - 1


def _finite_conjunct(tag: list[str], dep: list[str], head: list[int]) -> None:
    """ "Denies having shelled it and accused the rebels": a verb with a tense is no second to one that has none."""
    for joint in where(dep, "cc"):
        i = head[joint]
        # "a bomb killed seven, and in June another killed nine": "and" joins what nothing makes subordinate.
        second = head[i] if dep[i].startswith("obl") else i
        if dep[second] == "advcl" and tag[second] in _FINITE and joint < second:
            own = [dep[k] for k in range(joint, second) if head[k] == second]
            if not {"mark", "advmod"} & set(own) and any(d.startswith("nsubj") for d in own):
                dep[second] = "conj"
        if dep[i] != "conj" or tag[i] not in _FINITE:
            continue
        bare = head[i]
        over = head[bare]
        if (
            tag[bare] in _BARE
            and dep[bare] in _COMPLEMENTS
            and tag[over] in _FINITE
            and over < bare < i
            and not any(head[k] in (i, bare) and dep[k].startswith(_OWN) for k in range(over, i + 1))
        ):
            head[i] = over


def _only_verb(
    start: int, end: int, lower: list[str], pos: list[str], tag: list[str], dep: list[str], head: list[int]
) -> None:
    """ "The drivers called off their strike.": a whole sentence has a verb, and it is no participle of its subject."""
    if end - start < 4 or lower[end - 1] not in _STOPS:
        return
    for root in range(start, end):
        if head[root] == root:
            break
    else:
        return
    if pos[root] not in _NAMING:
        return
    kids = [k for k in range(start, end) if head[k] == root and k != root]
    if any(dep[k].startswith(_CLAUSAL) for k in kids):
        return
    verbs = [
        k
        for k in kids
        if k > root and dep[k] in _ADJOINED and _may_be_finite(k, start, end, lower, pos, tag, dep, head)
    ]
    if not verbs:
        return
    verb = verbs[-1]
    own = [k for k in range(root + 1, end) if head[k] == verb]
    name = next((k for k in own if dep[k].startswith("nsubj")), None)
    passive = any(dep[k] == "aux:pass" for k in own)
    if tag[verb] == "VBN" and not any(dep[k].startswith("aux") for k in own):
        tag[verb] = "VBD"
    pos[verb], dep[verb], head[verb] = "VERB", "root", verb
    if name is None:
        dep[root], head[root] = "nsubj:pass" if passive else "nsubj", verb
    else:
        dep[root], head[root] = "nmod:desc", name
    for k in kids:
        if k > verb:
            head[k] = verb
            if dep[k] == "nmod":
                dep[k] = "obl"


def _may_be_finite(
    verb: int, start: int, end: int, lower: list[str], pos: list[str], tag: list[str], dep: list[str], head: list[int]
) -> bool:
    """Whether what hangs on a noun as a participle or clause can be the sentence's verb, by form and dependents."""
    own = [k for k in range(start, end) if head[k] == verb and k != verb]
    if any(dep[k].startswith(("csubj", "mark")) for k in own):
        return False
    subjects = [k for k in own if dep[k].startswith("nsubj")]
    # "The leader Yasir Arafat was criticized": the name after its title is no other subject.
    if subjects and not (len(subjects) == 1 and pos[subjects[0]] == "PROPN" and _follows(head[verb], subjects[0], pos)):
        return False
    if tag[verb] in ("VBD", "VBZ", "VBP") or any(dep[k].startswith("aux") for k in own):
        return True
    # "called", past tense and participle in one; with an agent it is the participle.
    return (
        tag[verb] == "VBN"
        and lower[verb].endswith("ed")
        and any(dep[k].startswith(("obj", "obl", "compound:prt", "ccomp", "xcomp")) for k in own)
        and all(dep[k] != "obl:agent" for k in own)
    )


def _follows(noun: int, name: int, pos: list[str]) -> bool:
    """Whether nothing but names stands between a noun and a name after it."""
    return noun < name and all(p == "PROPN" for p in pos[noun + 1 : name])
