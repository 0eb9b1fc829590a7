"""Scores a pipeline on raw text with spaCy's own scorer, against the treebanks' own tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from names import Named, read_iob, to_doc
from project import gold_doc
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example
from treebank import Sentence, read_files

SENTENCES_A_DOC = 10
SENTENCES_WITHOUT_DOCUMENT = 5
NAMED = ("PER", "ORG", "LOC")


def documents(sentences: Iterable[Sentence]) -> Iterator[list[Sentence]]:
    """Groups sentences as their documents do, ten at most."""
    group: list[Sentence] = []
    for sentence in sentences:
        if group and (sentence.starts_document or len(group) == SENTENCES_A_DOC):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def parse_scores(nlp: Language, sentences: Iterable[Sentence], *, paragraphs: bool = False) -> dict[str, float]:
    """Scores tags, parse, lemmas and sentence ends, in percent.

    Args:
        paragraphs: Whether blank lines part the paragraphs, as in a report; otherwise all sentences run on.
    """
    examples = []
    golds = [gold_doc(nlp, group, paragraphs=paragraphs) for group in documents(sentences)]
    for gold, predicted in zip(golds, nlp.pipe([g.text for g in golds]), strict=True):
        examples.append(Example(predicted, gold))
    scorer = Scorer()
    scores = {
        **scorer.score_token_attr(examples, "tag"),
        **scorer.score_token_attr(examples, "pos"),
        **scorer.score_token_attr(examples, "lemma"),
        **scorer.score_deps(examples, "dep", ignore_labels=("p", "punct"), getter=lambda token, _: token.dep_),
        **scorer.score_spans(examples, "sents", getter=lambda doc, _: doc.sents, has_annotation=lambda d: True),
    }
    picked = {"las": "dep_las", "uas": "dep_uas", "upos": "pos_acc", "xpos": "tag_acc", "lemma": "lemma_acc"}
    result = {name: 100 * (scores.get(key) or 0.0) for name, key in picked.items()}
    result["sents"] = 100 * scores["sents_f"]
    return result


def name_scores(nlp: Language, path: Path, treebank: list[Sentence], *, paragraphs: bool = False) -> dict[str, float]:
    """Exact-span F1 of names over PER, ORG and LOC, and by label, in percent.

    Args:
        paragraphs: Whether blank lines part the paragraphs, as in a report; otherwise all sentences run on.
        treebank: The sentences of the file in its order, where a treebank has them: Docs are then its documents.
            Otherwise five sentences make a Doc.
    """
    named = read_iob(path, treebank)
    starts = [s.starts_document for s in treebank] if len(treebank) == len(named) else []
    groups: list[list[Named]] = []
    for i, sentence in enumerate(named):
        if starts[i] if starts else i % SENTENCES_WITHOUT_DOCUMENT == 0:
            groups.append([])
        groups[-1].append(sentence)
    golds = [to_doc(nlp, group, paragraph="\n\n" if paragraphs else None) for group in groups]
    return _f1(golds, list(nlp.pipe([gold.text for gold in golds])))


def _f1(golds: list[Doc], docs: list[Doc]) -> dict[str, float]:
    labels = ("", *NAMED, "NORP")
    hits, sizes = dict.fromkeys(labels, 0), dict.fromkeys(labels, 0)
    for gold, doc in zip(golds, docs, strict=True):
        right, guess = _spans(gold), _spans(doc)
        for label in labels:
            mine, theirs = _only(guess, label), _only(right, label)
            hits[label] += len(mine & theirs)
            sizes[label] += len(mine) + len(theirs)
    return {label or "all": 200 * hits[label] / max(1, sizes[label]) for label in labels}


def _spans(doc: Doc) -> set[tuple[int, int, str]]:
    return {(e.start_char, e.end_char, e.label_) for e in doc.ents}


def _only(spans: set[tuple[int, int, str]], label: str) -> set[tuple[int, int, str]]:
    return {s for s in spans if (s[2] == label if label else s[2] in NAMED)}


def all_scores(nlp: Language, treebank: Path, split: str = "test") -> dict[str, dict[str, float]]:
    """Scores a pipeline on PUD and on EWT's and GUM's split of that name."""
    sets = {
        "PUD": [treebank / "pud" / "en_pud-ud-test.conllu"],
        f"EWT {split}": [treebank / "ewt" / f"en_ewt-ud-{split}.conllu"],
        f"GUM {split}": sorted((treebank / "gum" / split).glob("*.conllu")),
    }
    read = {name: read_files(paths) for name, paths in sets.items()}
    scores = {name: parse_scores(nlp, sentences) for name, sentences in read.items()}
    for name in (f"EWT {split}", f"GUM {split}"):
        scores[f"{name}, blank lines between paragraphs"] = parse_scores(nlp, read[name], paragraphs=True)
    if "ner" in nlp.pipe_names:
        own = {f"gum_names.{split}": f"GUM {split}", f"uner_ewt.{split}": f"EWT {split}", "uner_pud": "PUD"}
        for name in (*own, "europarl.test"):
            sentences = read[own[name]] if name in own else []
            path = treebank / "ner" / f"{name}.iob2"
            scores[name] = name_scores(nlp, path, sentences)
            if sentences and name != "uner_pud":
                scores[f"{name}, paragraphs"] = name_scores(nlp, path, sentences, paragraphs=True)
    return scores
