"""The gold sets: what is coded, what counts it, and the figures that come out."""

from __future__ import annotations

import atexit
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

import attributions_score
import coref_score
import disagreements_score
import event_times_score
import places_score
import relations_score
import score_acts
import talks_score
from scoring import Item, by_report, lines

import parley
from parley.cli.job import Job
from parley.settings import Settings

HERE = Path(__file__).resolve().parent
MODEL = HERE.parent / "src" / "parley" / "language" / "en" / "meta.json"
N = r"(\d+(?:\.\d+)?)"
Figures = dict[str, float]
CALM = ("academic", "textbook", "vlog", "voyage")
"""Genres of GUM that tell of no politics."""
WAR = "GUM_textbook_union"
"""A chapter of a history textbook among them, which tells of sieges and massacres that were."""


@dataclass
class Bench:
    """What the sets are scored with: one coder, and the folder of the gold that is kept apart.

    Attributes:
        folder: holds `gold/`, `seed/`, `tools/` and `treebank/`; None where there is none.
        model: a spaCy pipeline in place of the one that ships.
    """

    folder: Path | None = None
    model: str | None = None
    _coded: dict[Path, Path] = field(default_factory=dict)

    @cached_property
    def coder(self) -> parley.Coder:
        """The coder, loaded once."""
        return parley.load(model=self.model)

    @cached_property
    def scratch(self) -> Path:
        """Where readings are written for the tools, gone when Python ends."""
        folder = Path(tempfile.mkdtemp())
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return folder

    def apart(self) -> Path:
        """The folder of the gold that is kept apart."""
        if self.folder is None:
            raise SystemExit("set PARLEY_GOLD to the folder that holds gold/, seed/ and tools/")
        return self.folder

    def readings(self, source: Path) -> Path:
        """The file of the readings of a file of reports, coded once, as `parley code` would."""
        if source not in self._coded:
            published = None
            if source.suffix == ".txt":
                published = json.loads((source.parent / "facts.json").read_text(encoding="utf-8"))["published"]
            out = self.scratch / f"{len(self._coded)}.jsonl"
            job = Job([str(source)], Settings(), published=published)
            with out.open("w", encoding="utf-8") as file:
                file.writelines(f"{reading.to_json()}\n" for reading in job.readings(self.coder))
            if job.skipped:
                print(f"{source.name}: skipped {job.skipped[0]}", file=sys.stderr)
            self._coded[source] = out
        return self._coded[source]


Score = Callable[[Bench], Figures]


@dataclass(frozen=True)
class GoldSet:
    """A set of gold.

    Attributes:
        files: what is pinned, files or folders: below this folder for a set of our own, below PARLEY_GOLD for others.
        own: part of the project, and always there.
        less: measures of which less is better.
        beside: figures that are told and not held: baselines, and the two sides of an F1 that is.
    """

    name: str
    files: tuple[str, ...]
    score: Score
    own: bool = False
    less: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()

    def paths(self, bench: Bench) -> list[Path]:
        """The pinned files that are there."""
        root = HERE if self.own else bench.folder
        return [] if root is None else [root / name for name in self.files if (root / name).exists()]


def coded(
    name: str,
    file: str,
    count: Callable[[list[Item], dict[str, Item]], Figures],
    beside: frozenset[str] = frozenset(),
) -> GoldSet:
    """A set of ours that is scored on the readings of its own file."""

    def score(bench: Bench) -> Figures:
        path = HERE / file
        return count(list(lines(path)), by_report(lines(bench.readings(path))))

    return GoldSet(name, (file,), score, own=True, beside=beside)


def adjudicated(bench: Bench) -> Figures:
    """Talks of the texts that have stayed shut, by the annotation on which three others were brought together."""
    by = by_report(lines(HERE / "talks/adjudicated.jsonl"))
    figures: Figures = {}
    for name in ("reports", "reports_second", "reports_fourth"):
        path = HERE / f"talks/{name}.jsonl"
        gold = talks_score.annotated(list(lines(path)), by)
        figures |= talks_score.measures(gold, by_report(lines(bench.readings(path))))
    return figures


def chains(bench: Bench) -> Figures:
    """Coreference on our chains."""
    path = HERE / "coref" / "chains.jsonl"
    documents = [coref_score.document(line) for line in lines(path)]
    return coref_score.measures(documents, by_report(lines(bench.readings(path))))


def printed(file: str, tool: tuple[str, ...], patterns: dict[str, str], bench: Bench) -> Figures:
    """Figures read from what a scoring tool prints about a set that is kept apart."""
    folder = bench.apart()
    source = folder / file
    truth = source.with_name("facts.json") if source.suffix == ".txt" else source
    script, *arguments = tool
    command = [sys.executable, str(folder / "tools" / script), *arguments, str(truth), str(bench.readings(source))]
    told = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout
    figures = {}
    for measure, pattern in patterns.items():
        found = re.search(pattern, told, re.MULTILINE)
        if not found:
            raise SystemExit(f"{file}: no {measure} in what {script} printed:\n{told}")
        figures[measure] = float(found[1])
    return figures


def gum_chains(bench: Bench) -> Figures:
    """Coreference on GUM: the gold's mentions, and people, organizations and places alone."""
    documents = list(coref_score.gum(bench.apart()))
    reports = [parley.Report(id=d.id, text=d.text, language="en") for d in documents]
    readings = {r.report.id: json.loads(r.to_json()) for r in bench.coder.pipe(reports)}
    return coref_score.measures(documents, readings)


def calm(bench: Bench) -> Figures:
    """Events found in 200 sentences of GUM's genres without politics, with its chapter on a civil war and without."""
    paths = sorted((bench.apart() / "treebank" / "gum" / "test").glob("*.conllu"))
    calm = [path for path in paths if path.stem.split("_")[1] in CALM]
    return {
        "events in 200 sentences": _events_in(bench, calm),
        "without the civil war": _events_in(bench, [path for path in calm if path.stem != WAR]),
    }


def _events_in(bench: Bench, paths: list[Path]) -> float:
    sentences = events = 0
    for path in paths:
        told = re.findall(r"^# text = (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)[: 200 - sentences]
        if not told:
            break
        sentences += len(told)
        events += len(bench.coder.read(parley.Report(id=path.stem, text="\n".join(told), language="en")).events)
    return events * 200 / max(1, sentences)


def held_out(bench: Bench) -> Figures:
    """What the shipped model's settings reached with the test sets held out, as its card says."""
    found = json.loads(MODEL.read_text(encoding="utf-8"))["performance"]
    figures = {f"{name} {key}": found[name][low] for name, key, low in (
        ("PUD", "LAS", "las"), ("PUD", "UAS", "uas"), ("PUD", "UPOS", "upos"), ("PUD", "sentences F1", "sents"),
        ("EWT test", "LAS", "las"), ("GUM test", "LAS", "las"),
    ) if name in found}  # fmt: skip
    names = found.get("gum_names.test", {})
    return figures | ({"GUM test names F1": names["all"]} if "all" in names else {})


NEWS = {
    "event class F1": rf"^event class  .*F1 {N}$",
    "event class precision": rf"^event class  .*precision {N}",
    "event class and actors F1": rf"^event class and actors F1 {N}",
    "event class and actors precision": rf"^event class and actors  precision {N}",
    "mode": rf"^mode {N}",
    "figures F1": rf"^figures .*?F1 {N}",
    "relations F1": rf"^relations .*F1 {N}",
    "talks slots F1": rf"^talks slots .*F1 {N}",
}
PLOVER = {
    "class": rf"^class {N}",
    "quad": rf"quad {N}",
    "class+source": rf"class\+source {N}",
    "class+target": rf"class\+target {N}",
    "class+source+target": rf"^class\+source\+target {N}",
    "events per sentence": rf"events per sentence {N}",
}


def _apart(name: str, file: str, tool: tuple[str, ...], patterns: dict[str, str], *less: str) -> GoldSet:
    return GoldSet(name, (file,), partial(printed, file, tool, patterns), less=frozenset(less))


SETS = (
    coded("acts", "acts/sentences.jsonl", score_acts.measures, beside=frozenset({"precision", "recall"})),
    coded("figures", "figures/sentences.jsonl", score_acts.measures),
    GoldSet("coreference", ("coref/chains.jsonl",), chains, own=True, beside=frozenset({"B-cubed F1, same string"})),
    GoldSet(
        "relations", ("relations/sentences.jsonl",), lambda bench: relations_score.measures(bench.coder), own=True
    ),
    GoldSet(
        "attributions", ("times_places/attributions.jsonl",),
        lambda bench: attributions_score.measures(bench.coder), own=True,
    ),
    GoldSet(
        "event times and places", ("times_places/events.jsonl",),
        lambda bench: event_times_score.measures(bench.coder), own=True,
    ),
    GoldSet(
        "places", ("times_places/places.jsonl",), lambda bench: places_score.measures(bench.coder), own=True,
        beside=frozenset({"country right, most populous", "within 161 km, most populous"}),
    ),
    coded("talks", "talks/reports.jsonl", talks_score.measures),
    GoldSet("talks, adjudicated", ("talks/adjudicated.jsonl",), adjudicated, own=True),
    coded("disagreements", "disagreements/pairs.jsonl", disagreements_score.measures),
    coded("disagreements, third set", "disagreements/pairs_third.jsonl", disagreements_score.measures),
    coded("talks, second hand", "talks/reports_second.jsonl", talks_score.measures),
    coded("talks, third set", "talks/reports_third.jsonl", talks_score.measures),
    coded("talks, fourth set", "talks/reports_fourth.jsonl", talks_score.measures),
    coded("talks, fifth set", "talks/reports_fifth.jsonl", talks_score.measures),
    coded("talks, sixth set", "talks/reports_sixth.jsonl", talks_score.measures),
    coded("disagreements, second hand", "disagreements/pairs_second.jsonl", disagreements_score.measures),
    GoldSet("language model", (), held_out, own=True),
    _apart("seed", "seed/report.txt", ("facts.py",), {"facts": rf"^facts {N} of"}),
    GoldSet(
        "news_dev", ("gold/news_dev.jsonl",), partial(printed, "gold/news_dev.jsonl", ("news.py",), NEWS),
        beside=frozenset({"event class precision", "event class and actors precision"}),
    ),
    _apart("plover_dev", "gold/plover_dev.jsonl", ("score.py", "events"), PLOVER, "events per sentence"),
    _apart(
        "plv_dev", "gold/plv_dev.jsonl", ("score.py", "pairs"),
        {"root macro-F1": rf"^root macro-F1 {N}", "root accuracy": rf"^root accuracy {N}"},
    ),
    _apart(
        "re3d_dev mentions", "gold/re3d_dev.jsonl", ("score.py", "mentions"),
        {
            "person+organization+location F1": rf"^person\+organization\+location F1 {N}",
            "weapon F1": rf"^weapon .*F1 {N}",
            "time F1": rf"^time .*F1 {N}",
            "quantity F1": rf"^quantity .*F1 {N}",
        },
    ),
    _apart(
        "re3d_dev relations", "gold/re3d_dev.jsonl", ("score.py", "relations"),
        {"relations F1": rf"^relations F1 {N}"},
    ),
    _apart(
        "times_dev", "gold/times_dev.jsonl", ("score.py", "times"),
        {"expressions F1": rf"^time expressions .*F1 {N}", "value F1": rf"^value F1 {N}"},
    ),
    GoldSet(
        "GUM coreference", ("treebank/gum/test",), gum_chains, beside=frozenset({"B-cubed F1, same string"})
    ),
    GoldSet(
        "GUM, no politics", ("treebank/gum/test",), calm,
        less=frozenset({"events in 200 sentences", "without the civil war"}),
    ),
)  # fmt: skip


def leaks(folder: Path) -> list[str]:
    """Lines of the project that hold words of the gold that is kept apart."""
    command = [sys.executable, str(folder / "tools" / "leaks.py"), str(HERE.parent)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.split("\n")[:-1]
