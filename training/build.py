"""Makes the language model from public treebanks and free text.

    PYTHONPATH=src python training/build.py --treebank DIR --text DIR --out HELD
    PYTHONPATH=src python training/build.py --treebank DIR --text DIR --out FINAL --held-out HELD

The first call holds the test sets out and scores the model on them (scores.json). The second goes on from that model
over everything, test sets too, and puts the first's scores on the card. Each step is skipped where its result lies in
OUT already.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import card
import evaluate
import lemmas
import names
import package
import passes
import spacy
import srsly
import words
from spacy.training import Corpus
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_nlp
from spacy.util import load_config
from treebank import Sentence, read_files

HERE = Path(__file__).parent
TEXTS = ("voa", "factbook", "history_state_gov", "wikipedia_politics", "ungdc")
SPOKEN = ("vlog", "interview")
NAMES = ("wikigold", "docred", *(f"crossner_{domain}" for domain in ("politics", "science", "literature", "music")))
PASSES, NAME_PASSES = 15, 6
SEED = 1
# How the final model goes on from the measured one over all the data.
MORE: dict[str, object] = {"max_steps": 1500, "eval_frequency": 500}
MORE_RATE = {"warmup_steps": 100, "total_steps": 1600, "initial_rate": 0.0007}


@dataclass(frozen=True, slots=True)
class Run:
    """Where a run reads and writes.

    Attributes:
        held_out: OUT of the measured run that this one goes on from, over all the data; None to measure.
    """

    treebank: Path
    text: Path
    out: Path
    held_out: Path | None

    @property
    def all_data(self) -> bool:
        """Whether the test sets are trained on too."""
        return self.held_out is not None

    @property
    def tables(self) -> Path:
        """The word tables, made once."""
        return (self.held_out or self.out) / "words.npz"

    @property
    def parser(self) -> Path:
        """The parse pipeline that this run trains."""
        return self.out / "parser" / ("model-last" if self.all_data else "model-best")


def main() -> None:
    """Runs the steps in order."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("treebank", "text", "out"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--held-out", type=Path, help="OUT of the first call: go on from it over all the data")
    chosen = options.parse_args()
    run = Run(chosen.treebank, chosen.text, chosen.out, chosen.held_out)
    run.out.mkdir(parents=True, exist_ok=True)
    for name, data, dev in (("parser", parse_data, "dev.spacy"), ("names", name_data, "names-dev.spacy")):
        data(run)
        start = run.held_out / name / "model-best" if run.held_out else None
        fit(run, name, dev=run.out / dev, labels=str(run.out / "labels"), start=start)
    finish(run)


def sentences(run: Run) -> list[Sentence]:
    """The sentences to train on. GUM's edited writing counts twice: it is the nearest to news."""
    train_files = [*sorted((run.treebank / "gum" / "train").glob("*.conllu"))]
    train_files.append(run.treebank / "ewt" / "en_ewt-train.conllu")
    if run.all_data:
        for split in ("dev", "test"):
            train_files += sorted((run.treebank / "gum" / split).glob("*.conllu"))
            train_files.append(run.treebank / "ewt" / f"en_ewt-ud-{split}.conllu")
        train_files.append(run.treebank / "pud" / "en_pud-ud-test.conllu")
    found = read_files(train_files)
    return found + [s for s in found if s.source.startswith("GUM_") and s.source.split("_")[1] not in SPOKEN]


def parse_data(run: Run) -> None:
    """Word tables, training passes, labels and the development set of the parser."""
    nlp = spacy.blank("en")
    if not run.tables.exists():
        words.build(nlp, [run.text / f"{name}.txt.zst" for name in TEXTS], seed=SEED).save(run.tables)
    folder = run.out / "passes"
    if folder.exists():
        return
    passes.write_passes(nlp, sentences(run), folder, count=PASSES, seed=SEED)
    _write_labels(folder / "pass-000.spacy", run.out / "labels")
    development = read_files(
        [*sorted((run.treebank / "gum" / "dev").glob("*.conllu")), run.treebank / "ewt" / "en_ewt-ud-dev.conllu"]
    )
    passes.write_gold(nlp, evaluate.documents(development), run.out / "dev.spacy")


def _write_labels(data: Path, folder: Path) -> None:
    """Collects the labels of one whole pass: training streams its passes and would see the first few Docs only."""
    nlp = spacy.blank("en")
    for name in ("tagger", "morphologizer"):
        nlp.add_pipe(name)
    nlp.add_pipe("parser", config={"min_action_freq": 20})
    examples = list(Corpus(data)(nlp))
    nlp.initialize(lambda: examples)
    folder.mkdir(parents=True, exist_ok=True)
    for name in nlp.pipe_names:
        srsly.write_json(folder / f"{name}.json", nlp.get_pipe(name).label_data)  # type: ignore[attr-defined]


def name_data(run: Run) -> None:
    """Training passes and the development set of the names, as raw text is tokenized."""
    folder = run.out / "name-passes"
    if folder.exists():
        return
    nlp, ner = spacy.blank("en"), run.treebank / "ner"
    parsed = read_files(sorted(run.treebank.glob("*/*.conllu")) + sorted(run.treebank.glob("gum/*/*.conllu")))
    own = ["gum_names.train", "uner_ewt.train"]
    if run.all_data:
        own += ["gum_names.dev", "gum_names.test", "uner_ewt.dev", "uner_ewt.test", "uner_pud"]
    named = []
    for name in [*own, *(f"{source}.train" for source in NAMES)]:
        found = names.read_iob(ner / f"{name}.iob2", parsed)
        named += found * (2 if name.startswith("gum") else 1)
    names.write_passes(nlp, named, folder, count=NAME_PASSES, seed=SEED)
    names.write_gold(nlp, names.read_iob(ner / "gum_names.dev.iob2", parsed), run.out / "names-dev.spacy")


def fit(run: Run, name: str, *, dev: Path, labels: str | None = None, start: Path | None = None) -> None:
    """Trains one of the two pipelines by its config.

    Args:
        start: A trained pipeline to go on from, with few steps and a low rate; None to begin anew.
    """
    output = run.out / name
    if (output / "model-last").exists():
        return
    data = run.out / ("passes" if name == "parser" else "name-passes")
    overrides = {"paths.train": str(data), "paths.dev": str(dev), "paths.words": str(run.tables)}
    if labels and name == "parser":
        overrides["paths.labels"] = labels
    config = load_config(HERE / "configs" / f"{name}.cfg", overrides=overrides, interpolate=False)
    if start is not None:
        for component in config["components"]:
            config["components"][component] = {"source": str(start)}
        config["initialize"] = {}
        config["training"].update(MORE)
        config["training"]["optimizer"]["learn_rate"].update(MORE_RATE)
    nlp = init_nlp(config)
    output.mkdir(parents=True, exist_ok=True)
    train_nlp(nlp, output)


def finish(run: Run) -> None:
    """Assembles the model, scores it where the test sets were held out, and writes it with its card."""
    counts = words.read_counts(run.tables)
    tables = lemmas.learn(sentences(run), counts)
    nlp = package.assemble(run.parser, run.out / "names" / run.parser.name, tables)
    scores_file = (run.held_out or run.out) / "scores.json"
    if not run.all_data and not scores_file.exists():
        scores = evaluate.all_scores(nlp, run.treebank)
        scores_file.write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    scores = json.loads(scores_file.read_text(encoding="utf-8"))
    nlp.meta.update(card.meta(scores))
    package.write(nlp, run.out / "en", card.text(scores, all_data=run.all_data))


if __name__ == "__main__":
    main()
