"""Puts the trained parts together as one pipeline folder, small and with a manifest."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import parley.language.architectures
import parley.language.lemmas
import parley.language.lines  # noqa: F401
import spacy
import srsly
from spacy.language import Language

VERSION = "0.1.0"
MANIFEST = "manifest.json"
_KEPT_BY_CONFIG = ("paths", "corpora", "training", "initialize", "pretraining")


def assemble(parse: Path, names: Path, tables: tuple[Any, Any, list[str]], meta: dict[str, Any]) -> Language:
    """Joins the parse pipeline, the names pipeline and the lemmatizer's tables.

    Args:
        tables: Exceptions, suffix rules and capitals, as `lemmas.learn` gives them.
        meta: Entries for meta.json (description, scores, sources ...).
    """
    nlp = spacy.load(parse)
    nlp.add_pipe("parley_lines", before="parser")
    lemmatizer: Any = nlp.add_pipe("parley_lemmatizer", after="parser")
    lemmatizer.forms, lemmatizer.rules, lemmatizer.capitals = tables[0], tables[1], frozenset(tables[2])
    nlp.add_pipe("ner", source=spacy.load(names))
    nlp.meta.update(lang="en", name="parley_en", version=VERSION, **meta)
    return nlp


def write(nlp: Language, folder: Path, card: str) -> None:
    """Writes the pipeline, its card and the manifest of hashes to a folder, which is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    nlp.to_disk(folder, exclude=["tokenizer"] if _plain_tokenizer(nlp) else [])
    _slim_strings(nlp, folder / "vocab" / "strings.json")
    _slim_config(folder / "config.cfg")
    (folder / "MODEL_CARD.md").write_text(card, encoding="utf-8")
    manifest = {"name": "parley_en", "version": VERSION, "files": hashes(folder)}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


def hashes(folder: Path) -> dict[str, str]:
    """Returns the SHA-256 of every file of the model but the manifest, by relative path."""
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.name not in {MANIFEST, "__init__.py"})
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def _plain_tokenizer(nlp: Language) -> bool:
    return bool(nlp.tokenizer.to_bytes() == spacy.blank("en").tokenizer.to_bytes())


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
    config["paths"] = {}
    config["corpora"] = {}
    config["initialize"] = {}
    config["training"] = {}
    config.to_disk(path)
