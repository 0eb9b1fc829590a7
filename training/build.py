"""Makes the language model from public treebanks and free text.

    PYTHONPATH=src python training/build.py --treebank DIR --text DIR --out HELD
    PYTHONPATH=src python training/build.py --treebank DIR --text DIR --out FINAL --held-out HELD

The first call holds the test sets out and scores the model on them (scores.json). It trains three parsers, which
read free text; the first goes on over that text, as their vote has it, and the treebanks. The mean of its weights and
the two others read more of it; the mean, with two layers more, goes on over all that. Names begin with a copy of a
parser's convolution; four models of them read free text, and one goes on over that. The second call goes on from
these models over everything, test sets too, and puts the first's scores on the card. Each step is skipped where its
result lies in OUT already.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import card
import evaluate
import lemmas
import names
import package
import passes
import silver
import silver_names
import spacy
import srsly
import words
from spacy.language import Language
from spacy.tokens import DocBin
from spacy.training import Corpus
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_nlp
from spacy.util import load_config, registry
from thinc.api import Config
from treebank import Sentence, read_files

HERE = Path(__file__).parent
TEXTS = ("voa", "factbook", "history_state_gov", "wikipedia_politics", "ungdc")
SPOKEN = ("vlog", "interview")
NAMES = ("wikigold", "docred", *(f"crossner_{domain}" for domain in ("politics", "science", "literature", "music")))
PASSES, NAME_PASSES = 15, 6
SEED = 1
# Parsers that read free text together: the same but for these settings, so that they err apart. The first goes on.
TEACHERS: dict[str, dict[str, object]] = {
    "teacher": {},
    "teacher-plain": {"training.dropout": 0.1, "components.tok2vec.model.embed.unseen": 0.0},
    "teacher-hidden": {"training.dropout": 0.2, "components.tok2vec.model.embed.unseen": 0.2},
}
# Words of free text to draw for them, source by source, of which so many numbered files are read; then, with another
# seed, more, and of it some that asks or speaks in the first or second person.
SILVER = {"voa": 1_000_000, "wikipedia_politics": 900_000, "history_state_gov": 200_000, "ungdc": 300_000}
SILVER_FILES = 8
MORE_SILVER = {"voa": 900_000, "wikipedia_politics": 700_000, "history_state_gov": 150_000, "ungdc": 250_000}
MORE_TOLD = 250_000
MORE_FILES = 12
MORE_SEED = 55
MORE_LAYERS = 2


def _falling(steps: int, warmup: int, rate: float) -> dict[str, object]:
    """Settings to go on from a trained pipeline with, ending at a rate of nothing."""
    learn = "training.optimizer.learn_rate"
    return {
        "training.max_steps": steps,
        "training.eval_frequency": 200,
        f"{learn}.warmup_steps": warmup,
        f"{learn}.total_steps": steps + 50,
        f"{learn}.initial_rate": rate,
    }


@dataclass(frozen=True, slots=True)
class Round:
    """A round over the treebanks and silver text together, going on from where the last ended.

    Attributes:
        silver: Folders of silver text, and the files of each that are read.
        passes: How often it writes out both, differently varied; training begins again where they end.
        stages: Of the weights at each evaluation, from the start on, those whose mean it leaves; None for the last.
    """

    name: str
    silver: Mapping[str, slice]
    passes: int
    settings: Mapping[str, object]
    stages: slice | None = None


FIRST_ROUNDS = (
    Round("taught-1", {"silver": slice(0, 4)}, 2, _falling(1200, 30, 0.0008)),
    Round("taught-2", {"silver": slice(0, 8)}, 1, _falling(1200, 30, 0.0008)),
)
ALL_SILVER = {"silver": slice(0, 8), "silver-more": slice(0, 12)}
DEEP_ROUNDS = (
    Round("deep-1", {"silver": slice(0, 8)}, 1, _falling(1300, 30, 0.001)),
    Round("deep-2", ALL_SILVER, 1, {**_falling(3400, 30, 0.001), "training.eval_frequency": 680}, slice(3, 6)),
)
# Names models that read free text together: whose convolution each begins with, and its settings. FIRST_NAMES goes on.
NAME_TEACHERS: dict[str, tuple[str | None, dict[str, object]]] = {
    "names-alone": (None, {}),
    "names-lent": ("parser", {**_falling(1600, 100, 0.001), "components.ner.model.hidden_width": 128}),
    "names-hidden": (
        "parser",
        {**_falling(1600, 100, 0.001), "training.dropout": 0.25, "components.ner.model.tok2vec.embed.unseen": 0.3},
    ),
    "names-other": (
        "teacher-hidden/model-best",
        {**_falling(1400, 100, 0.0015), "training.dropout": 0.2, "components.ner.model.tok2vec.embed.unseen": 0.2},
    ),
}
FIRST_NAMES = "names-lent"
NAME_SILVER_FILES = 8
TAUGHT_NAMES = {**_falling(1600, 50, 0.0008), "training.eval_frequency": 400}
# Last, what a name is to GUM and Universal NER, who are of one mind more than the rest.
OWN_NAMES = {**_falling(240, 20, 0.0005), "training.dropout": 0.2}
# How the final model goes on from the measured one over all the data.
MORE = Round("fitted", {"silver-more": slice(8, 12)}, 1, _falling(700, 50, 0.0005))
MORE_NAMES = {**_falling(500, 50, 0.0005), "training.eval_frequency": 250}


@dataclass(frozen=True, slots=True)
class Task:
    """What a fit reads: the config, and in OUT the passes to train on and the set to measure on."""

    config: str
    passes: str
    dev: str


PARSE = Task("parser", "passes", "dev.spacy")
NAMED = Task("names", "name-passes", "names-dev.spacy")
MIXED_NAMES = Task("names", "name-mixed", "names-dev.spacy")
OWN = Task("names", "name-own", "names-dev.spacy")


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
        return self.measured / "words.npz"

    @property
    def measured(self) -> Path:
        """Where the parts lie that hold the test sets out."""
        return self.held_out or self.out


def main() -> None:
    """Runs the steps in order."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("treebank", "text", "out"):
        options.add_argument(f"--{name}", type=Path, required=True)
    options.add_argument("--held-out", type=Path, help="OUT of the first call: go on from it over all the data")
    chosen = options.parse_args()
    run = Run(chosen.treebank, chosen.text, chosen.out, chosen.held_out)
    run.out.mkdir(parents=True, exist_ok=True)
    parse_data(run)
    if run.held_out is None:
        teach(run)
    else:
        shutil.copytree(go_on(run, MORE, run.held_out / "parser"), run.out / "parser", dirs_exist_ok=True)
    name_data(run)
    if run.held_out is None:
        go_on_with_names(run, teach_names(run), TAUGHT_NAMES, slice(2, 5))
    else:
        go_on_with_names(run, run.held_out / "names", MORE_NAMES, slice(2, 3))
    finish(run)


def teach(run: Run) -> None:
    """Trains the teachers, lets them read, and lets the first learn from what they read, twice."""
    for name, changes in TEACHERS.items():
        fit(run, name, PARSE, changes)
    first, *others = (run.out / name / "model-best" for name in TEACHERS)
    texts = silver.sample(run.text, SILVER, random.Random(SEED))
    silver.label([first, *others], texts, run.out / "silver", SILVER_FILES)
    stages = [first]
    for one in FIRST_ROUNDS:
        stages.append(go_on(run, one, stages[-1]))
    package.mean(stages, run.out / "voted")
    texts = silver.sample(run.text, MORE_SILVER, random.Random(MORE_SEED), told=MORE_TOLD)
    silver.label([run.out / "voted", *others], texts, run.out / "silver-more", MORE_FILES)
    package.deepen(run.out / "voted", run.out / "deep", MORE_LAYERS)
    stage = run.out / "deep"
    for one in DEEP_ROUNDS:
        stage = go_on(run, one, stage)
    shutil.copytree(stage, run.out / "parser", dirs_exist_ok=True)


def go_on(run: Run, one: Round, start: Path) -> Path:
    """Writes a round's passes over the treebanks and silver text, and trains on them."""
    folder = run.out / f"mixed-{one.name}"
    if not folder.exists():
        nlp = spacy.blank("en")
        read = [s for name, files in one.silver.items() for s in silver.read(nlp, run.measured / name, files)]
        # Only a first pass leaves the sentences as they are, and the parser has had that.
        passes.write_passes(
            nlp, [*sentences(run), *read], folder, count=one.passes + 1, seed=zlib.crc32(one.name.encode())
        )
        (folder / "pass-000.spacy").unlink()
    task = replace(PARSE, passes=folder.name)
    if one.stages is None:
        fit(run, one.name, task, one.settings, start)
        return run.out / one.name / "model-last"
    return fit_mean(run, one.name, task, one.settings, start, one.stages)


@registry.callbacks("parley.lend.v1")  # type: ignore[untyped-decorator]
def lend(path: Path) -> Callable[[Language], Language]:
    """Makes the callback that gives the names a copy of the convolution of the parse pipeline at a path."""

    def put(nlp: Language) -> Language:
        package.lend(path, nlp.get_pipe("ner"))
        return nlp

    return put


@registry.callbacks("parley.keep_stages.v1")  # type: ignore[untyped-decorator]
def keep_stages(folder: str) -> Callable[[Language], Language]:
    """Makes the callback that keeps the weights of every evaluation: spaCy keeps the best and the last only."""

    def keep(nlp: Language) -> Language:
        kept = Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        nlp.to_disk(kept / f"{len(list(kept.iterdir())):03d}")
        return nlp

    return keep


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
    folder = run.out / NAMED.passes
    if folder.exists():
        return
    nlp, own = spacy.blank("en"), ["gum_names.train", "uner_ewt.train"]
    parsed = read_files(sorted(run.treebank.glob("*/*.conllu")) + sorted(run.treebank.glob("gum/*/*.conllu")))

    def read(name: str) -> list[names.Named]:
        return names.read_iob(run.treebank / "ner" / f"{name}.iob2", parsed)

    if run.all_data:
        own += ["gum_names.dev", "gum_names.test", "uner_ewt.dev", "uner_ewt.test", "uner_pud"]
    ours = {name: read(name) for name in own}
    others = [s for source in NAMES for s in read(f"{source}.train")]
    named = [s for name, found in ours.items() for s in found * (2 if name.startswith("gum") else 1)] + others
    names.write_passes(nlp, named, folder, count=NAME_PASSES, seed=SEED)
    names.write_passes(nlp, [s for found in ours.values() for s in found], run.out / OWN.passes, count=4, seed=SEED + 8)
    development = [s for name in ("gum_names.dev", "uner_ewt.dev") for s in read(name)]
    names.write_gold(nlp, development, run.out / NAMED.dev)


def teach_names(run: Run) -> Path:
    """Trains the names models, lets them read free text, and returns the one that goes on."""
    for name, (lender, changes) in NAME_TEACHERS.items():
        fit(run, name, NAMED, changes, lender=run.out / lender if lender else None)
    texts = silver.sample(run.text, SILVER, random.Random(SEED))
    teachers = [run.out / name / "model-best" for name in NAME_TEACHERS]
    silver_names.label(teachers, texts, run.out / "silver-names", NAME_SILVER_FILES)
    return run.out / FIRST_NAMES / "model-best"


def go_on_with_names(run: Run, start: Path, settings: Mapping[str, object], stages: slice) -> None:
    """Goes on over the sets and silver text, then over GUM and Universal NER, and leaves the mean of both.

    Args:
        stages: Of the weights at each evaluation over silver text, from the start on, those to take the mean of.
    """
    folder = run.out / MIXED_NAMES.passes
    if not folder.exists():
        nlp = spacy.blank("en")
        read = silver_names.read(nlp, run.measured / "silver-names")
        first = DocBin().from_disk(run.out / NAMED.passes / "pass-000.spacy").get_docs(nlp.vocab)
        names.write_docs([*first, *read], folder / "pass-000.spacy", random.Random(SEED))
    taught = fit_mean(run, "names-taught", MIXED_NAMES, settings, start, stages)
    fit(run, "names-own", OWN, OWN_NAMES, taught.parent / "model-last")
    package.mean([taught, run.out / "names-own" / "model-last"], run.out / "names")


def fit(
    run: Run,
    name: str,
    task: Task,
    changes: Mapping[str, object] | None = None,
    start: Path | None = None,
    lender: Path | None = None,
) -> None:
    """Trains one pipeline by its config.

    Args:
        changes: Settings other than the config's.
        start: A trained pipeline to go on from; None to begin anew.
        lender: A trained parse pipeline whose convolution names begin with, instead of one by their config.
    """
    output = run.out / name
    if (output / "model-last").exists():
        return
    overrides: dict[str, object] = {"paths.train": str(run.out / task.passes), "paths.dev": str(run.out / task.dev)}
    overrides |= {"paths.words": str(run.tables), **(changes or {})}
    if task.config == "parser":
        overrides["paths.labels"] = str(run.measured / "labels")
    config = load_config(HERE / "configs" / f"{task.config}.cfg", interpolate=False)
    if lender is not None:
        lent = load_config(lender / "config.cfg", interpolate=False)["components"]["tok2vec"]["model"]
        config["components"]["ner"]["model"]["tok2vec"] = lent
        config["initialize"]["after_init"] = {"@callbacks": "parley.lend.v1", "path": str(lender)}
    config = Config().from_str(config.to_str(), interpolate=False, overrides=overrides)
    if start is not None:
        for component in config["components"]:
            config["components"][component] = {"source": str(start)}
        config["initialize"] = {}
    nlp = init_nlp(config)
    output.mkdir(parents=True, exist_ok=True)
    train_nlp(nlp, output)


def fit_mean(run: Run, name: str, task: Task, changes: Mapping[str, object], start: Path, stages: slice) -> Path:
    """Goes on from a trained pipeline, and returns the mean of its weights at some of the evaluations."""
    left = run.out / name
    keep = {"@callbacks": "parley.keep_stages.v1", "folder": str(left / "stages")}
    fit(run, name, task, {**changes, "training.before_to_disk": keep}, start)
    package.mean(sorted((left / "stages").iterdir())[stages], left / "mean")
    return left / "mean"


def finish(run: Run) -> None:
    """Assembles the model, scores it where the test sets were held out, and writes it with its card."""
    counts = words.read_counts(run.tables)
    tables = lemmas.learn(sentences(run), counts)
    nlp = package.assemble(run.out / "parser", run.out / "names", tables)
    scores_file = run.measured / "scores.json"
    if not run.all_data and not scores_file.exists():
        scores = evaluate.all_scores(nlp, run.treebank)
        scores_file.write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    scores = json.loads(scores_file.read_text(encoding="utf-8"))
    nlp.meta.update(card.meta(scores))
    package.write(nlp, run.out / "en", card.text(scores, all_data=run.all_data))


if __name__ == "__main__":
    main()
