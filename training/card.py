"""The model's card and the entries of its meta.json."""

from __future__ import annotations

from typing import Any

_SOURCES: tuple[tuple[str, str, str, str], ...] = (
    (
        "UD English EWT, with Universal NER's names (Mayhew et al., NAACL 2024)",
        "https://universaldependencies.org/treebanks/en_ewt",
        "CC BY-SA 4.0",
        "Silveira et al. 2014; the Universal Dependencies contributors",
    ),
    (
        "GUM, the Georgetown University Multilayer corpus, version 11 (free genres)",
        "https://gucorpling.org/gum",
        "CC BY 4.0 (annotations); CC BY, CC BY-SA, public domain (texts)",
        "Amir Zeldes and contributors",
    ),
    (
        "UD English PUD, with Universal NER's names (in the final fit only)",
        "https://universaldependencies.org/treebanks/en_pud",
        "CC BY-SA 3.0",
        "the Universal Dependencies contributors",
    ),
    ("WikiGold", "https://aclanthology.org/W09-3302", "CC BY 4.0", "Balasuriya et al. 2009"),
    (
        "Re-DocRED",
        "https://github.com/tonytan48/Re-DocRED",
        "MIT; text CC BY-SA 3.0",
        "Tan et al., EMNLP 2022; THUNLP",
    ),
    ("CrossNER", "https://github.com/zliucr/CrossNER", "MIT; text CC BY-SA 3.0", "Liu et al., AAAI 2021"),
    (
        "UN General Debate Corpus (word tables, silver text)",
        "https://doi.org/10.7910/DVN/0TJX8Y",
        "CC0",
        "Baturo, Dasandi and Mikhaylov",
    ),
    (
        "English Wikipedia, paragraphs on politics and war (word tables, silver text)",
        "https://en.wikipedia.org",
        "CC BY-SA 3.0",
        "Wikipedia contributors",
    ),
    (
        "Voice of America, US Office of the Historian (word tables, silver text), CIA World Factbook (word tables)",
        "https://www.voanews.com",
        "public domain, CC0",
        "their authors",
    ),
)
_COLUMNS = ("las", "uas", "upos", "xpos", "lemma", "sents")
_NAMES = ("all", "PER", "ORG", "LOC", "NORP")
_SETS = {
    "gum_names.test": "GUM test",
    "gum_names.test, paragraphs": "GUM test, blank lines between paragraphs",
    "uner_ewt.test": "Universal NER, EWT test",
    "uner_ewt.test, paragraphs": "Universal NER, EWT test, blank lines between paragraphs",
    "uner_pud": "Universal NER, PUD",
    "europarl.test": "Europarl (Agerri et al.)",
}


def meta(scores: dict[str, dict[str, float]]) -> dict[str, Any]:
    """The entries of meta.json that spaCy does not fill."""
    return {
        "description": "English pipeline for news: tagger, UD parser, lemmatizer, names.",
        "author": "The Parley authors",
        "license": "CC BY-SA 4.0",
        "sources": [{"name": n, "url": u, "license": li, "author": a} for n, u, li, a in _SOURCES],
        "performance": {name: {k: round(v, 2) for k, v in row.items()} for name, row in scores.items()},
    }


def text(scores: dict[str, dict[str, float]], *, all_data: bool) -> str:
    """The card, in Markdown."""
    fitted = (
        "The model in this folder was then trained on all the data, test sets included, with the same settings, so\n"
        "its own scores on them would say nothing; the figures are those of the model that held them out.\n"
        if all_data
        else "The model in this folder is the one that was measured.\n"
    )
    sources = "\n".join(f"| [{n}]({u}) | {li} | {a} |" for n, u, li, a in _SOURCES)
    return _CARD.format(parse=_parse_table(scores), names=_name_table(scores), fitted=fitted, sources=sources)


def _parse_table(scores: dict[str, dict[str, float]]) -> str:
    rows = [
        f"| {name} | {' | '.join(f'{row[column]:.1f}' for column in _COLUMNS)} |"
        for name, row in scores.items()
        if "las" in row
    ]
    head = ["| set | LAS | UAS | UPOS | XPOS | lemma | sentences F1 |", "|---|---|---|---|---|---|---|"]
    return "\n".join([*head, *rows])


def _name_table(scores: dict[str, dict[str, float]]) -> str:
    rows = [
        f"| {title} | {' | '.join(f'{scores[name][c]:.1f}' for c in _NAMES)} |"
        for name, title in _SETS.items()
        if name in scores
    ]
    return "\n".join(["| set | PER+ORG+LOC | PER | ORG | LOC | NORP |", "|---|---|---|---|---|---|", *rows])


_CARD = """# parley_en 0.1.0

A small English pipeline for news on conflict and diplomacy, made for Parley and usable in any spaCy 3.8 program
that imports `parley.language.architectures`, `parley.language.lines` and `parley.language.lemmas`. It runs on
one core of a laptop.

- `token.tag_` Penn tags, `token.pos_` universal tags, `token.dep_` Universal Dependencies with the subtypes
  that EWT and GUM share, `token.lemma_`, `doc.sents`, `doc.ents` with PER, ORG, LOC and NORP (nationalities,
  religious and political groups).
- White space tokens ("\\n\\n") hang on the token before them with the relation `dep`.
- Licence: CC BY-SA 4.0, as its sources ask.

## Scores

In percent, on raw text: sentences are found, not given, and tokens are spaCy's. Punctuation is left out of LAS
and UAS, as spaCy's scorer does.

{parse}

Names, exact spans, F1:

{names}

{fitted}
The sets' labels were brought together before scoring: `nsubj:outer` and `csubj:outer` count as `nsubj` and `csubj`;
`nmod:unmarked` of a predicate counts as `obl:unmarked`; "by" with a passive predicate is `obl:agent` in PUD too.

## How it was made

Everything is in `training/`: `training/README.md` says how. Tagger and parser share a convolution over word
forms (128 wide, six layers, a window of one). A form's vector comes from hashed tables of its norm, prefix,
suffix, shape and following space, from a fixed table of positional vectors of 40,000 words, and from clusters
of those vectors at four sizes, all counted from free text of the domain. Training text is tokenized as raw text
is, joined to paragraphs with spaces or line breaks, and varied: headline case, capitals, no final stop, curly
quotes, other dashes, datelines, "the ministry said". Names have a convolution of their own, which began as a copy
of the parser's. Hashed tables are shipped in one byte a number.

Beside the treebanks the parser and tagger learned from silver text: 2 million words of Voice of America, Wikipedia,
UN speeches and the Office of the Historian as the vote of three parsers had it, all three trained from nothing on
the same treebanks and with the test sets held out; sentences that they disagreed on were left out. Two of the six
layers joined for the second half of it. What was measured is the mean of the weights at three points of the last
round. Names learned from 0.9 million words of the same text too, with the names that three of four models saw. What was
measured is the mean of the weights before and after a last round over GUM and Universal NER alone. The final fit
goes on from the measured model for 700 steps over all the data and a fifth of the silver text; that of the names,
for 700 steps too, the last 200 over GUM and Universal NER.

## Sources

| source | licence | by |
|---|---|---|
{sources}

## Limits

- It reads edited English. Web text without punctuation, verse and dialogue are split into sentences less well
  (see EWT).
- Names: countries are LOC even where they act; titles are no part of a PER; NORP was marked by a word list.
  Names of groups that the sources lack ("the Third Brigade") are missed oftener than persons and places.
- PUD, EWT and GUM hold little reporting of fighting: figures on such text may be lower.
- Headlines in capitals and without verbs are the weakest part.
- The texts are mostly of 2000 to 2023 and mostly American and British in their spelling and their view of what
  needs a name.
"""
