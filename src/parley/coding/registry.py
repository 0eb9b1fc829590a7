"""The components in the order in which they run; each declares what it requires and assigns as spaCy's own do."""

from __future__ import annotations

from spacy.language import Language

# Importing a component's module registers its spaCy factory; entry points do the same in anybody's pipeline.
from parley.coding import attribution, entities, figures, passages, places, times
from parley.coding.acts import component as acts
from parley.coding.disagreements import component as disagreements
from parley.coding.mentions import component as mentions
from parley.coding.relations import component as relations
from parley.coding.talks import component as talks

COMPONENTS = (
    "parley_passages",
    "parley_mentions",
    "parley_entities",
    "parley_times",
    "parley_places",
    "parley_figures",
    "parley_acts",
    "parley_attribution",
    "parley_relations",
    "parley_talks",
    "parley_disagreements",
)
MODULES = (
    passages, mentions, entities, times, places, figures, acts, attribution, relations, talks, disagreements,
)  # fmt: skip


def add_all(nlp: Language, codebook: str | None = None) -> Language:
    """Add every coding component to the end of a pipeline, those already there excepted.

    Args:
        nlp: a pipeline with tagger, lemmatizer and parser (UD or ClearNLP labels).
        codebook: folder that extends the shipped codebook.
    """
    for name in COMPONENTS:
        if name not in nlp.pipe_names:
            nlp.add_pipe(name, config=config_of(name, codebook))
    return nlp


def config_of(name: str, codebook: str | None) -> dict[str, str | None]:
    """What a component is configured with: the folder that extends the codebook, where it reads one."""
    takes = Language.get_factory_meta(name).default_config or {}
    return {"codebook": codebook} if "codebook" in takes else {}
