"""The words of `talks.yaml`, indexed by the lemma that each phrase hangs on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from operator import getitem
from pathlib import Path
from typing import Annotated, Any, get_type_hints

from parley.codebook.acts import DATA, read_merged
from parley.coding.talks.phrases import Phrases, phrases
from parley.coding.talks.signs import Signs
from parley.coding.talks.stance_words import StanceWords, stance_words
from parley.language.tree import Tree

_DASHES = frozenset({"-", "–", "‑"})
_SPLIT = frozenset("cease-fire go-between co-chair co-chairman co-mediator co-facilitator horse-trading".split())


def noun_of(tree: Tree, i: int) -> str:
    """The lemma of a noun, whole where the tokenizer splits it ("cease-fire")."""
    lemma = tree.base[i]
    if i > 1 and tree.words[i - 1] in _DASHES and tree.end(i - 2) == tree.start[i - 1]:
        whole = f"{tree.lower[i - 2]}-{lemma}"
        return whole if whole in _SPLIT else lemma
    return lemma


@dataclass(frozen=True, slots=True)
class Stance:
    """An entry of `stances`: `on` are the slots that name the issue, in the order in which they are asked."""

    id: str
    stance: str
    on: tuple[str, ...]


# Marks lists that tell of those who talk, once a signal has been found, and make none.
BESIDE = object()
_MAKE: dict[Any, Callable[[Any], Any]] = {
    frozenset[str]: frozenset,
    tuple[str, ...]: tuple,
    list[str]: list,
    dict[str, str]: dict,
    dict[str, list[str]]: dict,
    Phrases: lambda words: phrases((w, True) for w in words),
}


@dataclass
class Words:
    """`talks.yaml`; see the file for what each list means.

    A string beside a type is where the list stands: the keys that lead to it, with points between.
    """

    nouns: Annotated[frozenset[str], "nouns"]
    loose_nouns: Annotated[frozenset[str], "loose"]
    weak: Annotated[frozenset[str], "weak"]
    vague: Annotated[frozenset[str], "vague"]
    summits: Annotated[frozenset[str], "summits"]
    bargainers: Annotated[frozenset[str], "bargainers"]
    bargaining: Annotated[Phrases, "bargaining"]
    kinds: Annotated[frozenset[str], "kinds"]
    carriers: Annotated[frozenset[str], "carriers"]
    routine: Annotated[frozenset[str], "routine.verbs"]
    routine_kinds: Annotated[frozenset[str], "routine.kinds"]
    negotiate: Annotated[Phrases, "verbs"]
    speaks: Annotated[Phrases, "speaks"]
    past: Annotated[frozenset[str], "rounds.past"]
    next: Annotated[frozenset[str], "rounds.next"]
    rounds: Annotated[frozenset[str], "rounds.nouns"]
    later: Annotated[frozenset[str], "rounds.later", BESIDE]
    inside: Annotated[frozenset[str], "rounds.inside"]
    houses: Annotated[frozenset[str], "houses", BESIDE]
    premises: Annotated[frozenset[str], "premises", BESIDE]
    outskirts: Annotated[frozenset[str], "outskirts", BESIDE]
    grounds: Annotated[frozenset[str], "grounds", BESIDE]
    leaves: Annotated[frozenset[str], "leaves", BESIDE]
    works: Annotated[Phrases, "works", BESIDE]
    begins: Annotated[Phrases, "begins", BESIDE]
    seats: Annotated[frozenset[str], "seats", BESIDE]
    ceremonies: Annotated[frozenset[str], "agreements.ceremonies", BESIDE]
    ordinals: Annotated[frozenset[str], "rounds.ordinals"]
    returns: Annotated[Phrases, "returns"]
    resumes: Annotated[frozenset[str], "resumes"]
    scheduled: Annotated[frozenset[str], "future.scheduled"]
    proposed: Annotated[frozenset[str], "future.proposed"]
    urging: Annotated[frozenset[str], "future.urging"]
    offers: Annotated[frozenset[str], "future.offers"]
    almost: Annotated[frozenset[str], "almost"]
    failing: Annotated[frozenset[str], "failing"]
    furthers: Annotated[Phrases, "furthers"]
    treats: Annotated[Phrases, "treats"]
    lasting: Annotated[Phrases, "lasting"]
    breaks: Annotated[frozenset[str], "breaks", BESIDE]
    sign: Annotated[Phrases, "agreements.verbs"]
    closing: Annotated[Phrases, "agreements.closing"]
    signing: Annotated[Phrases, "agreements.signing"]
    signed: Annotated[frozenset[str], "agreements.signed", BESIDE]
    attends: Annotated[Phrases, "attends"]
    agreements: Annotated[frozenset[str], "agreements.nouns"]
    peace: Annotated[frozenset[str], "agreements.peace"]
    wars: Annotated[frozenset[str], "agreements.wars"]
    foes: Annotated[frozenset[str], "agreements.foes"]
    titles: Annotated[frozenset[str], "mediators.titles"]
    mediating: Annotated[frozenset[str], "mediators.helped"]
    envoys: Annotated[frozenset[str], "mediators.envoys"]
    chiefs: Annotated[frozenset[str], "mediators.chiefs"]
    sent: Annotated[frozenset[str], "mediators.sent"]
    mediate: Annotated[Phrases, "mediators.verbs"]
    mediated: Annotated[Phrases, "mediators.passive"]
    speaking: Annotated[frozenset[str], "mediators.speaking", BESIDE]
    supplies: Annotated[frozenset[str], "mediators.supplies", BESIDE]
    alone: Annotated[frozenset[str], "mediators.alone", BESIDE]
    chairs: Annotated[frozenset[str], "mediators.chairs", BESIDE]
    coming: Annotated[frozenset[str], "mediators.coming.verbs"]
    assisting: Annotated[frozenset[str], "mediators.coming.aims"]
    signers: Annotated[frozenset[str], "agreements.signers", BESIDE]
    brokers: Annotated[frozenset[str], "mediators.brokers", BESIDE]
    appoints: Annotated[frozenset[str], "mediators.appoints", BESIDE]
    hosting: Annotated[frozenset[str], "hosts.nouns", BESIDE]
    onlooks: Annotated[Phrases, "mediators.onlooks", BESIDE]
    watching: Annotated[Phrases, "mediators.watching", BESIDE]
    heads: Annotated[frozenset[str], "mediators.heads", BESIDE]
    spokesmen: Annotated[frozenset[str], "constituencies.leaders", BESIDE]
    constituencies: Annotated[frozenset[str], "constituencies.words", BESIDE]
    umbrellas: Annotated[frozenset[str], "mediators.umbrellas", BESIDE]
    delegates: Annotated[frozenset[str], "delegates", BESIDE]
    panels: Annotated[frozenset[str], "mediators.panels", BESIDE]
    missions: Annotated[frozenset[str], "mediators.missions", BESIDE]
    arranged: Annotated[frozenset[str], "mediators.arranged", BESIDE]
    presiding: Annotated[frozenset[str], "mediators.presiding", BESIDE]
    neutral: Annotated[frozenset[str], "mediators.neutral", BESIDE]
    things: Annotated[frozenset[str], "things", BESIDE]
    shares: Annotated[frozenset[str], "shares", BESIDE]
    mediatory: Annotated[frozenset[str], "mediators.mediatory", BESIDE]
    voices: Annotated[frozenset[str], "mediators.voices", BESIDE]
    prefixes: Annotated[frozenset[str], "mediators.prefixes"]
    helping: Annotated[frozenset[str], "mediators.helping"]
    presents: Annotated[Phrases, "mediators.presents"]
    eases: Annotated[Phrases, "mediators.eases"]
    lays: Annotated[Phrases, "mediators.lays"]
    opens: Annotated[Phrases, "mediators.opens"]
    strives: Annotated[frozenset[str], "striving.nouns"]
    ends: Annotated[frozenset[str], "striving.verbs"]
    reaching: Annotated[frozenset[str], "striving.reaching"]
    joining: Annotated[frozenset[str], "striving.joining"]
    nearing: Annotated[frozenset[str], "nearing"]
    yields: Annotated[frozenset[str], "yields"]
    formalities: Annotated[frozenset[str], "formalities"]
    approaches: Annotated[frozenset[str], "approaches"]
    emerges: Annotated[Phrases, "agreements.emerges"]
    aegis: Annotated[Phrases, "mediators.aegis"]
    teams: Annotated[frozenset[str], "mediators.teams"]
    watches: Annotated[Phrases, "mediators.watches"]
    authored: Annotated[frozenset[str], "mediators.authored"]
    resolves: Annotated[Phrases, "agreements.settles"]
    made: Annotated[Phrases, "agreements.made"]
    partial: Annotated[frozenset[str], "agreements.partial"]
    makes: Annotated[frozenset[str], "agreements.makes", BESIDE]
    defers: Annotated[frozenset[str], "rounds.defers", BESIDE]
    terms: Annotated[Phrases, "terms"]
    futile: Annotated[Phrases, "futile"]
    observers: Annotated[frozenset[str], "mediators.observers"]
    international: Annotated[frozenset[str], "mediators.international"]
    nothing: Annotated[frozenset[str], "nothing"]
    host: Annotated[Phrases, "hosts.verbs"]
    takes_part: Annotated[Phrases, "takes_part"]
    includes: Annotated[Phrases, "includes"]
    tells: Annotated[frozenset[str], "tells"]
    paired: Annotated[frozenset[str], "pairs.nouns"]
    pairing: Annotated[frozenset[str], "pairs.before"]
    seated: Annotated[frozenset[str], "seated"]
    within: Annotated[frozenset[str], "within", BESIDE]
    counterparts: Annotated[frozenset[str], "counterparts", BESIDE]
    measures: Annotated[frozenset[str], "agreements.measures", BESIDE]
    states: Annotated[frozenset[str], "states"]
    twins: Annotated[dict[str, list[str]], "twins"]
    goes_between: Annotated[Phrases, "mediators.between"]
    sits: Annotated[Phrases, "settling.verbs"]
    secludes: Annotated[Phrases, "settling.secludes"]
    elsewhere: Annotated[frozenset[str], "rounds.elsewhere", BESIDE]
    settles: Annotated[Phrases, "settling.aims"]
    matters: Annotated[frozenset[str], "settling.matters"]
    nobody: Annotated[frozenset[str], "nobody"]
    rulers: Annotated[frozenset[str], "rulers", BESIDE]
    offices: Annotated[frozenset[str], "offices", BESIDE]
    counted: Annotated[frozenset[str], "counted"]
    asserts: Annotated[Phrases, "asserts"]
    unwanted: Annotated[frozenset[str], "unwanted"]
    standing: Annotated[dict[str, str], "standing"]
    judging: Annotated[frozenset[str], "verdicts.verbs", BESIDE]
    unacceptable: Annotated[frozenset[str], "verdicts.words", BESIDE]
    acceptable: Annotated[frozenset[str], "verdicts.denied", BESIDE]
    voicing: Annotated[frozenset[str], "voicing", BESIDE]
    exchange: Annotated[frozenset[str], "exchange"]
    counting: Annotated[frozenset[str], "pairs.counting"]
    vacant: Annotated[frozenset[str], "vacant"]
    granting: Annotated[frozenset[str], "granting"]
    qualifiers: Annotated[list[str], "qualifiers"]
    generic: Annotated[frozenset[str], "generic"]
    withheld: Annotated[Phrases, "withheld"]
    promising: Annotated[frozenset[str], "promising"]
    lists: Annotated[frozenset[str], "lists"]
    controls: Annotated[frozenset[str], "controls"]
    unless: Annotated[frozenset[str], "wishes.unless"]
    provided: Annotated[frozenset[str], "wishes.provided"]
    obliging: Annotated[frozenset[str], "wishes.verbs"]
    obliged: Annotated[frozenset[str], "wishes.modals"]
    dropped: Annotated[Phrases, "dropped"]
    talking: Annotated[Phrases, "talking"]
    backward: Annotated[frozenset[str], "backward"]
    sums: Annotated[frozenset[str], "sums", BESIDE]
    intents: Annotated[frozenset[str], "intents", BESIDE]
    favoring: Annotated[frozenset[str], "favoring", BESIDE]
    bending: Annotated[frozenset[str], "bending", BESIDE]
    prices: Annotated[frozenset[str], "prices", BESIDE]
    gaining: Annotated[frozenset[str], "gaining", BESIDE]
    consensus: Annotated[frozenset[str], "consensus.nouns", BESIDE]
    finding: Annotated[frozenset[str], "consensus.verbs", BESIDE]
    prolonging: Annotated[frozenset[str], "prolonging.verbs", BESIDE]
    truces: Annotated[frozenset[str], "prolonging.nouns", BESIDE]
    empty: Annotated[frozenset[str], "empty"]
    about: Annotated[frozenset[str], "topics.prepositions"]
    discuss: Annotated[Phrases, "topics.verbs"]
    topic_nouns: Annotated[frozenset[str], "topics.nouns"]
    documents: Annotated[frozenset[str], "documents.nouns"]
    document_verbs: Annotated[frozenset[str], "documents.verbs"]
    loose_documents: Annotated[frozenset[str], "documents.loose"]
    restating: Annotated[frozenset[str], "documents.restating"]
    spoken_of: Annotated[frozenset[str], "documents.known", BESIDE]
    parting: Annotated[frozenset[str], "documents.parting", BESIDE]
    capital: Annotated[frozenset[str], "documents.capital", BESIDE]
    drafts: Annotated[frozenset[str], "documents.drafts", BESIDE]
    eventual: Annotated[frozenset[str], "documents.eventual", BESIDE]
    sheets: Annotated[frozenset[str], "documents.sheets", BESIDE]
    other_papers: Annotated[frozenset[str], "documents.other", BESIDE]
    vague_texts: Annotated[frozenset[str], "documents.firmer.of", BESIDE]
    firm_texts: Annotated[frozenset[str], "documents.firmer.nouns", BESIDE]
    hoping: Annotated[frozenset[str], "documents.hoping", BESIDE]
    unfinished: Annotated[frozenset[str], "documents.unfinished", BESIDE]
    tables: Annotated[tuple[str, ...], "implied.tables"]
    verging: Annotated[tuple[str, ...], "verging"]
    sent_to: Annotated[frozenset[str], "implied.people", BESIDE]
    pacts: Annotated[frozenset[str], "implied.pacts", BESIDE]
    stages: dict[str, Phrases]
    stage_nouns: dict[str, str]
    stage_adjectives: dict[str, str]
    signs: Signs
    stances: Phrases
    answers: Annotated[Phrases, BESIDE]
    stance_nouns: dict[str, Stance]
    stance_adjectives: dict[str, Stance]
    outside: frozenset[str]
    telling: StanceWords
    concepts: dict[str, str]
    triggers: frozenset[str]

    @cached_property
    def helped(self) -> frozenset[str]:
        """Who helps others to talk, by title or by what was done."""
        return self.titles | self.mediating

    @cached_property
    def talked(self) -> frozenset[str]:
        """What sides hold: talks, and what may be."""
        return self.weak | self.nouns

    @cached_property
    def brokered(self) -> frozenset[str]:
        """What mediators bring about."""
        return self.agreements | self.documents | self.talked

    def helps(self, tree: Tree, verb: int) -> bool:
        """Whether the verb's subject helps others to talk ("chaired the meetings")."""
        return self.mediate.head(tree, verb) or self.host.head(tree, verb)

    def brings(self, tree: Tree, verb: int) -> bool:
        """Whether the verb is never one of the sides that come to terms ("brokered the deal")."""
        return tree.base[verb] in self.mediating and tree.pos[verb] == "VERB"

    def of_talks(self, tree: Tree, verb: int) -> bool:
        """Whether a verb such as "hold" or "open" has no other thing than talks for its object."""
        thing = tree.child(verb, "obj")
        if thing is None or tree.pos[thing] not in ("NOUN", "PROPN"):
            return True
        noun = tree.base[thing]
        listed = (self.nouns, self.weak, self.rounds, self.loose_nouns, self.nobody, self.documents)
        return any(noun in told for told in listed)

    @cached_property
    def all(self) -> frozenset[str]:
        """Every word that a list names or a phrase starts with: no other can be a signal."""
        out: set[str] = set()
        for name, marks in _MARKS.items():
            if BESIDE in marks:
                continue
            told = getattr(self, name)
            for part in told.values() if isinstance(told, dict) else (told,):
                if isinstance(part, Phrases):
                    out |= part.index.keys()
                elif isinstance(part, frozenset):
                    out |= part
            if isinstance(told, dict):
                out |= told.keys()
        return frozenset(out)


_MARKS: dict[str, tuple[Any, ...]] = {
    name: getattr(kind, "__metadata__", ()) for name, kind in get_type_hints(Words, include_extras=True).items()
}


def _listed(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that say where their list stands."""
    out: dict[str, Any] = {}
    kinds = get_type_hints(Words)
    for name, marks in _MARKS.items():
        if isinstance(path := next(iter(marks), None), str):
            out[name] = _MAKE[kinds[name]](reduce(getitem, path.split("."), raw))
    return out


@lru_cache(maxsize=4)
def load_words(*folders: Path) -> Words:
    """The words that ship, with those of each folder's `talks.yaml` added."""
    raw = read_merged("talks.yaml", (DATA, *folders))
    slots: dict[str, list[tuple[str, str]]] = {}
    stage_nouns: dict[str, str] = {}
    stage_adjectives: dict[str, str] = {}
    for entry in raw["stages"]:
        for slot in ("subj", "obj", "in", "of", "from", "out", "to"):
            slots.setdefault(slot, []).extend((p, entry["stage"]) for p in entry.get(slot, ()))
        stage_nouns |= dict.fromkeys(entry.get("nouns", ()), entry["stage"])
        stage_adjectives |= dict.fromkeys(entry.get("adjectives", ()), entry["stage"])
    stances = [(e, Stance(e["id"], e["stance"], tuple(e["slots"]))) for e in raw["stances"]]
    mediators = raw["mediators"]
    return Words(
        **_listed(raw),
        stages={slot: phrases(entries) for slot, entries in slots.items()},
        stage_nouns=stage_nouns,
        stage_adjectives=stage_adjectives,
        signs=Signs(raw["signs"]),
        stances=phrases((verb, s) for e, s in stances for verb in e["verbs"]),
        answers=phrases((v, stance) for stance, verbs in raw["answers"].items() for v in verbs),
        stance_nouns={noun: s for e, s in stances for noun in e["nouns"]},
        stance_adjectives={adjective: s for e, s in stances for adjective in e["adjectives"]},
        outside=frozenset(e["id"] for e in raw["stances"] if e.get("outside")),
        telling=stance_words(raw),
        concepts={word: concept for concept, words in raw["concepts"].items() for word in words},
        triggers=frozenset(raw["triggers"])
        | frozenset(raw["settling"]["matters"])
        | frozenset(phrase.split()[0] for phrase in mediators["between"])
        | frozenset(raw["nouns"])
        | frozenset(raw["weak"])
        | frozenset(word for kind in ("helped", "authored", "titles") for word in mediators[kind])
        | frozenset(raw["agreements"]["nouns"])
        | frozenset(phrase.split()[0] for phrase in (*raw["terms"], *raw["futile"])),
    )
