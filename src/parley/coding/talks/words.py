"""The words of `talks.yaml`, indexed by the lemma that each phrase hangs on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from parley.codebook.acts import DATA, read_merged
from parley.coding.talks.phrases import Phrases, phrases
from parley.coding.talks.signs import Signs
from parley.coding.talks.stance_words import StanceWords, stance_words
from parley.language.tree import Tree

_DASHES = frozenset({"-", "–", "‑"})
# Lists that tell of those who talk, once a signal has been found, and make none.
_BESIDE = frozenset(
    "acceptable alone answers appoints begins bending breaks brokers capital ceremonies chairs consensus"
    " constituencies counterparts defers delegates drafts elsewhere eventual favoring finding firm_texts"
    " gaining grounds heads hoping hosting houses intents judging later leaves makes measures mediatory"
    " offices onlooks other other_papers outskirts pacts panels premises prices prolonging seats sent_to"
    " shares sheets signed signers speaking spokesmen sums supplies things truces umbrellas unacceptable"
    " unfinished vague_texts voices voicing watching within works".split()
)
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


@dataclass
class Words:
    """`talks.yaml`; see the file for what each list means."""

    nouns: frozenset[str]
    loose_nouns: frozenset[str]
    weak: frozenset[str]
    vague: frozenset[str]
    summits: frozenset[str]
    bargainers: frozenset[str]
    bargaining: Phrases
    kinds: frozenset[str]
    carriers: frozenset[str]
    routine: frozenset[str]
    routine_kinds: frozenset[str]
    negotiate: Phrases
    speaks: Phrases
    past: frozenset[str]
    next: frozenset[str]
    rounds: frozenset[str]
    later: frozenset[str]
    inside: frozenset[str]
    houses: frozenset[str]
    premises: frozenset[str]
    outskirts: frozenset[str]
    grounds: frozenset[str]
    leaves: frozenset[str]
    works: Phrases
    begins: Phrases
    seats: frozenset[str]
    ceremonies: frozenset[str]
    ordinals: frozenset[str]
    returns: Phrases
    resumes: frozenset[str]
    stages: dict[str, Phrases]
    stage_nouns: dict[str, str]
    stage_adjectives: dict[str, str]
    signs: Signs
    scheduled: frozenset[str]
    proposed: frozenset[str]
    urging: frozenset[str]
    offers: frozenset[str]
    almost: frozenset[str]
    failing: frozenset[str]
    furthers: Phrases
    treats: Phrases
    lasting: Phrases
    breaks: frozenset[str]
    sign: Phrases
    closing: Phrases
    signing: Phrases
    signed: frozenset[str]
    attends: Phrases
    agreements: frozenset[str]
    peace: frozenset[str]
    wars: frozenset[str]
    foes: frozenset[str]
    titles: frozenset[str]
    helped: frozenset[str]
    envoys: frozenset[str]
    chiefs: frozenset[str]
    sent: frozenset[str]
    mediate: Phrases
    mediated: Phrases
    speaking: frozenset[str]
    supplies: frozenset[str]
    alone: frozenset[str]
    chairs: frozenset[str]
    coming: frozenset[str]
    assisting: frozenset[str]
    signers: frozenset[str]
    brokers: frozenset[str]
    appoints: frozenset[str]
    hosting: frozenset[str]
    onlooks: Phrases
    watching: Phrases
    heads: frozenset[str]
    spokesmen: frozenset[str]
    constituencies: frozenset[str]
    umbrellas: frozenset[str]
    delegates: frozenset[str]
    panels: frozenset[str]
    things: frozenset[str]
    shares: frozenset[str]
    mediatory: frozenset[str]
    voices: frozenset[str]
    prefixes: frozenset[str]
    helping: frozenset[str]
    presents: Phrases
    eases: Phrases
    lays: Phrases
    opens: Phrases
    strives: frozenset[str]
    ends: frozenset[str]
    reaching: frozenset[str]
    joining: frozenset[str]
    nearing: frozenset[str]
    yields: frozenset[str]
    formalities: frozenset[str]
    approaches: frozenset[str]
    emerges: Phrases
    aegis: Phrases
    teams: frozenset[str]
    watches: Phrases
    authored: frozenset[str]
    resolves: Phrases
    made: Phrases
    partial: frozenset[str]
    makes: frozenset[str]
    defers: frozenset[str]
    terms: Phrases
    futile: Phrases
    observers: frozenset[str]
    international: frozenset[str]
    nothing: frozenset[str]
    host: Phrases
    takes_part: Phrases
    includes: Phrases
    tells: frozenset[str]
    paired: frozenset[str]
    pairing: frozenset[str]
    seated: frozenset[str]
    within: frozenset[str]
    counterparts: frozenset[str]
    measures: frozenset[str]
    states: frozenset[str]
    twins: dict[str, list[str]]
    goes_between: Phrases
    sits: Phrases
    secludes: Phrases
    elsewhere: frozenset[str]
    settles: Phrases
    matters: frozenset[str]
    nobody: frozenset[str]
    offices: frozenset[str]
    counted: frozenset[str]
    stances: Phrases
    asserts: Phrases
    unwanted: frozenset[str]
    answers: Phrases
    standing: dict[str, str]
    judging: frozenset[str]
    unacceptable: frozenset[str]
    acceptable: frozenset[str]
    voicing: frozenset[str]
    exchange: frozenset[str]
    counting: frozenset[str]
    vacant: frozenset[str]
    granting: frozenset[str]
    stance_nouns: dict[str, Stance]
    stance_adjectives: dict[str, Stance]
    qualifiers: list[str]
    generic: frozenset[str]
    withheld: Phrases
    promising: frozenset[str]
    lists: frozenset[str]
    controls: frozenset[str]
    outside: frozenset[str]
    unless: frozenset[str]
    provided: frozenset[str]
    obliging: frozenset[str]
    obliged: frozenset[str]
    dropped: Phrases
    talking: Phrases
    telling: StanceWords
    backward: frozenset[str]
    sums: frozenset[str]
    intents: frozenset[str]
    favoring: frozenset[str]
    bending: frozenset[str]
    prices: frozenset[str]
    gaining: frozenset[str]
    consensus: frozenset[str]
    finding: frozenset[str]
    prolonging: frozenset[str]
    truces: frozenset[str]
    empty: frozenset[str]
    concepts: dict[str, str]
    about: frozenset[str]
    discuss: Phrases
    topic_nouns: frozenset[str]
    documents: frozenset[str]
    brokered: frozenset[str]
    talked: frozenset[str]
    document_verbs: frozenset[str]
    loose_documents: frozenset[str]
    restating: frozenset[str]
    capital: frozenset[str]
    drafts: frozenset[str]
    eventual: frozenset[str]
    sheets: frozenset[str]
    other_papers: frozenset[str]
    vague_texts: frozenset[str]
    firm_texts: frozenset[str]
    hoping: frozenset[str]
    unfinished: frozenset[str]
    tables: tuple[str, ...]
    verging: tuple[str, ...]
    sent_to: frozenset[str]
    pacts: frozenset[str]
    triggers: frozenset[str] = field(default_factory=frozenset)

    def helps(self, tree: Tree, verb: int) -> bool:
        """Whether the verb's subject helps others to talk ("chaired the meetings")."""
        return self.mediate.head(tree, verb) or self.host.head(tree, verb)

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
        for name, told in vars(self).items():
            if name in _BESIDE:
                continue
            for one in told.values() if isinstance(told, dict) else (told,):
                if isinstance(one, Phrases):
                    out |= one.index.keys()
                elif isinstance(one, frozenset):
                    out |= one
            if isinstance(told, dict):
                out |= told.keys()
        return frozenset(out)


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
    mediators, documents, topics, agreements = raw["mediators"], raw["documents"], raw["topics"], raw["agreements"]

    def plain(words: Iterable[str]) -> Phrases:
        return phrases((w, True) for w in words)

    nouns = frozenset(raw["nouns"])
    return Words(
        nouns=nouns,
        loose_nouns=frozenset(raw["loose"]),
        weak=frozenset(raw["weak"]),
        vague=frozenset(raw["vague"]),
        summits=frozenset(raw["summits"]),
        bargainers=frozenset(raw["bargainers"]),
        bargaining=plain(raw["bargaining"]),
        kinds=frozenset(raw["kinds"]),
        carriers=frozenset(raw["carriers"]),
        routine=frozenset(raw["routine"]["verbs"]),
        routine_kinds=frozenset(raw["routine"]["kinds"]),
        negotiate=plain(raw["verbs"]),
        speaks=plain(raw["speaks"]),
        past=frozenset(raw["rounds"]["past"]),
        next=frozenset(raw["rounds"]["next"]),
        rounds=frozenset(raw["rounds"]["nouns"]),
        later=frozenset(raw["rounds"]["later"]),
        inside=frozenset(raw["rounds"]["inside"]),
        houses=frozenset(raw["houses"]),
        premises=frozenset(raw["premises"]),
        outskirts=frozenset(raw["outskirts"]),
        grounds=frozenset(raw["grounds"]),
        leaves=frozenset(raw["leaves"]),
        works=plain(raw["works"]),
        begins=plain(raw["begins"]),
        seats=frozenset(raw["seats"]),
        ceremonies=frozenset(agreements["ceremonies"]),
        ordinals=frozenset(raw["rounds"]["ordinals"]),
        returns=plain(raw["returns"]),
        resumes=frozenset(raw["resumes"]),
        stages={slot: phrases(entries) for slot, entries in slots.items()},
        stage_nouns=stage_nouns,
        stage_adjectives=stage_adjectives,
        signs=Signs(raw["signs"]),
        scheduled=frozenset(raw["future"]["scheduled"]),
        proposed=frozenset(raw["future"]["proposed"]),
        urging=frozenset(raw["future"]["urging"]),
        offers=frozenset(raw["future"]["offers"]),
        almost=frozenset(raw["almost"]),
        failing=frozenset(raw["failing"]),
        furthers=plain(raw["furthers"]),
        treats=plain(raw["treats"]),
        lasting=plain(raw["lasting"]),
        breaks=frozenset(raw["breaks"]),
        sign=plain(agreements["verbs"]),
        closing=plain(agreements["closing"]),
        signing=plain(agreements["signing"]),
        signed=frozenset(agreements["signed"]),
        attends=plain(raw["attends"]),
        agreements=frozenset(agreements["nouns"]),
        peace=frozenset(agreements["peace"]),
        wars=frozenset(agreements["wars"]),
        foes=frozenset(agreements["foes"]),
        titles=frozenset(mediators["titles"]),
        helped=frozenset(mediators["titles"]) | frozenset(mediators["helped"]),
        envoys=frozenset(mediators["envoys"]),
        chiefs=frozenset(mediators["chiefs"]),
        sent=frozenset(mediators["sent"]),
        mediate=plain(mediators["verbs"]),
        mediated=plain(mediators["passive"]),
        presents=plain(mediators["presents"]),
        eases=plain(mediators["eases"]),
        lays=plain(mediators["lays"]),
        opens=plain(mediators["opens"]),
        strives=frozenset(raw["striving"]["nouns"]),
        ends=frozenset(raw["striving"]["verbs"]),
        reaching=frozenset(raw["striving"]["reaching"]),
        joining=frozenset(raw["striving"]["joining"]),
        nearing=frozenset(raw["nearing"]),
        yields=frozenset(raw["yields"]),
        formalities=frozenset(raw["formalities"]),
        approaches=frozenset(raw["approaches"]),
        emerges=plain(agreements["emerges"]),
        aegis=plain(mediators["aegis"]),
        teams=frozenset(mediators["teams"]),
        watches=plain(mediators["watches"]),
        authored=frozenset(mediators["authored"]),
        resolves=plain(agreements["settles"]),
        made=plain(agreements["made"]),
        partial=frozenset(agreements["partial"]),
        makes=frozenset(agreements["makes"]),
        defers=frozenset(raw["rounds"]["defers"]),
        terms=plain(raw["terms"]),
        futile=plain(raw["futile"]),
        speaking=frozenset(mediators["speaking"]),
        supplies=frozenset(mediators["supplies"]),
        alone=frozenset(mediators["alone"]),
        appoints=frozenset(mediators["appoints"]),
        coming=frozenset(mediators["coming"]["verbs"]),
        assisting=frozenset(mediators["coming"]["aims"]),
        signers=frozenset(agreements["signers"]),
        brokers=frozenset(mediators["brokers"]),
        chairs=frozenset(mediators["chairs"]),
        hosting=frozenset(raw["hosts"]["nouns"]),
        onlooks=plain(mediators["onlooks"]),
        shares=frozenset(raw["shares"]),
        heads=frozenset(mediators["heads"]),
        spokesmen=frozenset(raw["constituencies"]["leaders"]),
        constituencies=frozenset(raw["constituencies"]["words"]),
        umbrellas=frozenset(mediators["umbrellas"]),
        delegates=frozenset(raw["delegates"]),
        things=frozenset(raw["things"]),
        panels=frozenset(mediators["panels"]),
        watching=plain(mediators["watching"]),
        mediatory=frozenset(mediators["mediatory"]),
        voices=frozenset(mediators["voices"]),
        prefixes=frozenset(mediators["prefixes"]),
        helping=frozenset(mediators["helping"]),
        observers=frozenset(mediators["observers"]),
        international=frozenset(mediators["international"]),
        nothing=frozenset(raw["nothing"]),
        host=plain(raw["hosts"]["verbs"]),
        takes_part=plain(raw["takes_part"]),
        includes=plain(raw["includes"]),
        tells=frozenset(raw["tells"]),
        twins=raw["twins"],
        paired=frozenset(raw["pairs"]["nouns"]),
        pairing=frozenset(raw["pairs"]["before"]),
        seated=frozenset(raw["seated"]),
        within=frozenset(raw["within"]),
        counterparts=frozenset(raw["counterparts"]),
        measures=frozenset(agreements["measures"]),
        states=frozenset(raw["states"]),
        goes_between=plain(mediators["between"]),
        sits=plain(raw["settling"]["verbs"]),
        elsewhere=frozenset(raw["rounds"]["elsewhere"]),
        secludes=plain(raw["settling"]["secludes"]),
        settles=plain(raw["settling"]["aims"]),
        matters=frozenset(raw["settling"]["matters"]),
        nobody=frozenset(raw["nobody"]),
        offices=frozenset(raw["offices"]),
        counted=frozenset(raw["counted"]),
        stances=phrases((verb, s) for e, s in stances for verb in e["verbs"]),
        asserts=plain(raw["asserts"]),
        unwanted=frozenset(raw["unwanted"]),
        answers=phrases((v, stance) for stance, verbs in raw["answers"].items() for v in verbs),
        standing=raw["standing"],
        judging=frozenset(raw["verdicts"]["verbs"]),
        unacceptable=frozenset(raw["verdicts"]["words"]),
        acceptable=frozenset(raw["verdicts"]["denied"]),
        voicing=frozenset(raw["voicing"]),
        exchange=frozenset(raw["exchange"]),
        counting=frozenset(raw["pairs"]["counting"]),
        vacant=frozenset(raw["vacant"]),
        granting=frozenset(raw["granting"]),
        stance_nouns={noun: s for e, s in stances for noun in e["nouns"]},
        stance_adjectives={adjective: s for e, s in stances for adjective in e["adjectives"]},
        qualifiers=raw["qualifiers"],
        generic=frozenset(raw["generic"]),
        withheld=plain(raw["withheld"]),
        promising=frozenset(raw["promising"]),
        lists=frozenset(raw["lists"]),
        controls=frozenset(raw["controls"]),
        outside=frozenset(e["id"] for e in raw["stances"] if e.get("outside")),
        unless=frozenset(raw["wishes"]["unless"]),
        provided=frozenset(raw["wishes"]["provided"]),
        obliging=frozenset(raw["wishes"]["verbs"]),
        obliged=frozenset(raw["wishes"]["modals"]),
        dropped=plain(raw["dropped"]),
        talking=plain(raw["talking"]),
        telling=stance_words(raw),
        backward=frozenset(raw["backward"]),
        sums=frozenset(raw["sums"]),
        intents=frozenset(raw["intents"]),
        favoring=frozenset(raw["favoring"]),
        bending=frozenset(raw["bending"]),
        prices=frozenset(raw["prices"]),
        gaining=frozenset(raw["gaining"]),
        consensus=frozenset(raw["consensus"]["nouns"]),
        finding=frozenset(raw["consensus"]["verbs"]),
        prolonging=frozenset(raw["prolonging"]["verbs"]),
        truces=frozenset(raw["prolonging"]["nouns"]),
        empty=frozenset(raw["empty"]),
        concepts={word: concept for concept, words in raw["concepts"].items() for word in words},
        about=frozenset(topics["prepositions"]),
        discuss=plain(topics["verbs"]),
        topic_nouns=frozenset(topics["nouns"]),
        documents=frozenset(documents["nouns"]),
        brokered=frozenset(agreements["nouns"]) | frozenset(documents["nouns"]) | frozenset(raw["weak"]) | nouns,
        talked=frozenset(raw["weak"]) | nouns,
        document_verbs=frozenset(documents["verbs"]),
        loose_documents=frozenset(documents["loose"]),
        restating=frozenset(documents["restating"]),
        capital=frozenset(documents["capital"]),
        drafts=frozenset(documents["drafts"]),
        eventual=frozenset(documents["eventual"]),
        sheets=frozenset(documents["sheets"]),
        other_papers=frozenset(documents["other"]),
        vague_texts=frozenset(documents["firmer"]["of"]),
        firm_texts=frozenset(documents["firmer"]["nouns"]),
        unfinished=frozenset(documents["unfinished"]),
        hoping=frozenset(documents["hoping"]),
        tables=tuple(raw["implied"]["tables"]),
        verging=tuple(raw["verging"]),
        sent_to=frozenset(raw["implied"]["people"]),
        pacts=frozenset(raw["implied"]["pacts"]),
        triggers=frozenset(raw["triggers"])
        | frozenset(raw["settling"]["matters"])
        | frozenset(phrase.split()[0] for phrase in mediators["between"])
        | nouns
        | frozenset(raw["weak"])
        | frozenset(word for kind in ("helped", "authored", "titles") for word in mediators[kind])
        | frozenset(agreements["nouns"])
        | frozenset(phrase.split()[0] for phrase in (*raw["terms"], *raw["futile"])),
    )
