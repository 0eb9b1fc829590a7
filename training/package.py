"""Puts the trained parts together as one pipeline folder, small and with a manifest."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import srsly
from spacy.language import Language

import parley.language.lemmas
import parley.language.lines  # noqa: F401
from parley.language.architectures import store_rows

VERSION = "0.1.0"
MANIFEST = "manifest.json"


def assemble(parse: Path, names: Path, tables: tuple[Any, Any, list[str]]) -> Language:
    """Joins the parse pipeline, the names pipeline and the lemmatizer's tables.

    Args:
        tables: Exceptions, suffix rules and capitals, as `lemmas.learn` gives them.
    """
    nlp = spacy.load(parse)
    nlp.add_pipe("parley_lines", before="parser")
    lemmatizer: Any = nlp.add_pipe("parley_lemmatizer", after="parser")
    lemmatizer.forms, lemmatizer.rules, lemmatizer.capitals = tables[0], tables[1], frozenset(tables[2])
    nlp.add_pipe("ner", source=spacy.load(names))
    for _, pipe in nlp.pipeline:
        if hasattr(pipe, "model"):
            store_rows(pipe.model)
    nlp.meta.update(lang="en", name="parley_en", version=VERSION, spacy_version=">=3.8,<3.9")
    return nlp


def mean(paths: Sequence[Path], folder: Path) -> None:
    """Writes the pipeline whose weights are the mean of those of several, trained one from the other."""
    pipelines = [spacy.load(path) for path in paths]
    for name in pipelines[0].pipe_names:
        models: list[Any] = [nlp.get_pipe(name).model for nlp in pipelines]  # type: ignore[attr-defined]
        for nodes in zip(*(model.walk() for model in models), strict=True):
            for weight in nodes[0].param_names:
                if nodes[0].has_param(weight):
                    nodes[0].set_param(weight, np.mean([node.get_param(weight) for node in nodes], axis=0))
    pipelines[0].to_disk(folder)


def deepen(path: Path, folder: Path, layers: int) -> None:
    """Writes a pipeline with more layers to its convolution, which reads as the one without them until it learns.

    A layer adds what it makes of a window to what comes in, after its norm: with a norm of nothing it adds nothing.
    """
    nlp = spacy.load(path)
    component: Any = nlp.get_pipe("tok2vec")
    convolution = component.model.layers[1].layers[0]
    depth = len(convolution.layers)
    for layer in convolution.layers[-layers:]:
        more = layer.copy()
        for node in more.walk():
            if node.name == "layernorm":
                for weight in ("G", "b"):
                    node.set_param(weight, np.zeros_like(node.get_param(weight)))
        convolution.layers.append(more)
    nlp.config["components"]["tok2vec"]["model"]["encode"]["depth"] = depth + layers
    nlp.to_disk(folder)


def lend(path: Path, component: Any) -> None:
    """Gives a component that is yet to learn the convolution of a trained parse pipeline, as a copy to go on with."""
    lent: Any = spacy.load(path).get_pipe("tok2vec")
    component.model.get_ref("tok2vec").layers[0].from_bytes(lent.model.to_bytes())


def write(nlp: Language, folder: Path, card: str) -> None:
    """Writes the pipeline, its card and the manifest of hashes to a folder, which is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    nlp.to_disk(folder)
    _slim_strings(nlp, folder / "vocab" / "strings.json")
    _slim_config(folder / "config.cfg")
    (folder / "MODEL_CARD.md").write_text(card, encoding="utf-8")
    manifest = {"name": "parley_en", "version": VERSION, "files": hashes(folder)}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def hashes(folder: Path) -> dict[str, str]:
    """Returns the SHA-256 of every file of the model but the manifest, by relative path."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in {MANIFEST, "__init__.py"})
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def _slim_strings(nlp: Language, path: Path) -> None:
    """Keeps only the strings that decoding needs: training has seen many words more."""
    kept: set[str] = set()
    for _, pipe in nlp.pipeline:
        kept.update(getattr(pipe, "labels", ()))
    kept.update(part for label in list(kept) for part in label.replace("|", "=").split("="))
    blank = spacy.blank("en")
    srsly.write_json(path, sorted((kept | set(blank.vocab.strings)) - {""}))


def _slim_config(path: Path) -> None:
    """Drops what only training needs, so that nothing points at files of the machine that trained."""
    config = spacy.util.load_config(path)
    _mark_stored(config["components"])
    blank = spacy.blank("en").config
    for section in ("paths", "corpora", "training", "initialize"):
        config[section] = blank[section]
    config.to_disk(path)


def _mark_stored(section: dict[str, Any]) -> None:
    if section.get("@architectures") == "parley.FormEmbed.v1":
        section["stored"] = True
    for part in section.values():
        if isinstance(part, dict):
            _mark_stored(part)
