"""Words a second of the shipped parser on one core, beside spaCy's bare tokenizer in the same run.

    python benchmarks/parse_speed.py TEXT [--words 100000] [--repeat 3] [--profile]

TEXT holds one paragraph a line. Each figure is the best of the repeats over the same texts, so that the two can be
compared on a busy machine; the ratio to the tokenizer is what carries over from one machine to another.
"""

from __future__ import annotations

import argparse
import cProfile
import io
import pstats
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

import spacy
from spacy.language import Language

from parley.language.pipeline import load_pipeline

SETS: dict[str, tuple[str, ...]] = {
    "tok2vec + parser": ("tok2vec", "parser"),
    "tok2vec + tagger + parser": ("tok2vec", "tagger", "morphologizer", "parley_lines", "parser", "parley_lemmatizer"),
    "names": ("ner",),
    "whole pipeline": (),
}


def paragraphs(path: Path, words: int, *, a_doc: int = 300) -> Iterator[str]:
    """Yields texts of about `a_doc` words, as reports are, until there are `words` of them."""
    text: list[str] = []
    size = total = 0
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            text.append(line.strip())
            size += len(line.split())
            if size >= a_doc:
                yield "\n\n".join(text)
                total += size
                text, size = [], 0
            if total >= words:
                return


def best_rate(run: Callable[[], int], repeat: int) -> float:
    """Tokens a second in the best of the repeats, by processor time."""
    best = 0.0
    for _ in range(repeat):
        start = time.process_time()
        tokens = run()
        best = max(best, tokens / (time.process_time() - start))
    return best


def tokens_of(nlp: Language, texts: list[str], enabled: tuple[str, ...]) -> int:
    """Runs the named components, or all, over the texts and counts tokens."""
    disabled = [n for n in nlp.pipe_names if enabled and n not in enabled]
    with nlp.select_pipes(disable=disabled):
        return sum(len(doc) for doc in nlp.pipe(texts, batch_size=256))


def profile(nlp: Language, texts: list[str]) -> str:
    """Where the time of the whole pipeline goes, by function."""
    profiler = cProfile.Profile()
    profiler.runcall(tokens_of, nlp, texts, ())
    out = io.StringIO()
    pstats.Stats(profiler, stream=out).sort_stats("tottime").print_stats(25)
    return out.getvalue()


def main() -> None:
    """Prints the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("text", type=Path)
    options.add_argument("--words", type=int, default=100_000)
    options.add_argument("--repeat", type=int, default=3)
    options.add_argument("--model")
    options.add_argument("--profile", action="store_true")
    chosen = options.parse_args()
    texts = list(islice(paragraphs(chosen.text, chosen.words), 100_000))
    blank, nlp = spacy.blank("en"), load_pipeline(chosen.model)
    base = best_rate(lambda: tokens_of(blank, texts, ()), chosen.repeat)
    print(f"{'spacy.blank(en)':28} {base:10,.0f} words/s   1.000")
    for name, enabled in SETS.items():
        rate = best_rate(lambda enabled=enabled: tokens_of(nlp, texts, enabled), chosen.repeat)  # type: ignore[misc]
        print(f"{name:28} {rate:10,.0f} words/s   {rate / base:5.3f}")
    if chosen.profile:
        sys.stdout.write(profile(nlp, texts))


if __name__ == "__main__":
    main()
