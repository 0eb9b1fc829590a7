"""Loading a spaCy English pipeline: the one that ships, or any that is installed."""

from __future__ import annotations

import configparser
from pathlib import Path

import spacy
from spacy.about import __version__ as SPACY_VERSION
from spacy.language import Language

from parley.errors import LanguageError

SHIPPED = Path(__file__).parent / "en"


def load_pipeline(model: str | None = None) -> Language:
    """A pipeline that tags, parses and lemmatizes English, with sentence starts at the lines of a report.

    Args:
        model: name or path of an installed spaCy pipeline; None for the shipped one.

    Raises:
        LanguageError: it is not installed, does not fit what is, is not English, or has no parser.
    """
    # Registers the architectures and components that the shipped model's config names.
    from parley.language import architectures, lemmas, lines  # noqa: F401

    try:
        nlp = spacy.load(model or SHIPPED)
    except OSError as error:
        raise LanguageError(
            f"the spaCy pipeline {model or SHIPPED} cannot be loaded ({_line(error)}); "
            "install it, or leave --model out for the one that ships"
        ) from error
    except (ValueError, TypeError, KeyError, AttributeError, ImportError, configparser.Error) as error:
        # Made by another spaCy version, or with components and architectures that no installed package registers.
        raise LanguageError(
            f"the spaCy pipeline {model or SHIPPED} does not fit spaCy {SPACY_VERSION} and what is installed "
            f"({_line(error)}); install the version of it that does, with the packages that it needs, "
            "or leave --model out for the one that ships"
        ) from error
    if nlp.lang != "en":
        raise LanguageError(f"the pipeline {model} is for {nlp.lang!r}: Parley's codebook reads English")
    if not {"parser"} & set(nlp.pipe_names):
        raise LanguageError(f"the pipeline {model} has no parser: Parley needs tagger, parser and lemmatizer")
    if "parley_lines" not in nlp.pipe_names:
        nlp.add_pipe("parley_lines", before="parser")
    return nlp


def _line(error: Exception, most: int = 160) -> str:
    """The error's words on one line, cut where they are many: spaCy prints whole configurations."""
    words = " ".join(str(error).split())
    return words if len(words) <= most else f"{words[:most].rsplit(' ', 1)[0]} …"
