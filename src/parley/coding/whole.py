"""All of Parley as one component of a spaCy pipeline: `nlp.add_pipe("parley")`.

nlp = spacy.load("en_core_web_sm")
nlp.add_pipe("parley")
doc = nlp("Kenyan police arrested three opposition leaders in Nairobi on Monday.")
doc._.parley_reading.events
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from parley.codebook.load import load_codebook
from parley.coding.reading import to_reading
from parley.coding.registry import COMPONENTS, config_of
from parley.model import Report

if not Doc.has_extension("parley_reading"):
    Doc.set_extension("parley_reading", default=None)


@Language.factory(
    "parley",
    default_config={"codebook": None},
    requires=["token.tag", "token.pos", "token.dep", "token.lemma", "doc.sents"],
    assigns=["doc._.parley_reading"],
)
def make(nlp: Language, name: str, codebook: str | None) -> Whole:
    """Make the component.

    Args:
        codebook: folder that extends the codebook.
    """
    return Whole(nlp, codebook)


class Whole:
    """Runs every coding component in its order and assembles the reading."""

    def __init__(self, nlp: Language, codebook: str | None = None) -> None:
        """Make the components for a pipeline that tags, parses and lemmatizes English."""
        self.ontology = load_codebook(codebook).ontology
        self.components: list[Callable[[Doc], Doc]] = [
            nlp.create_pipe(component, config=config_of(component, codebook)) for component in COMPONENTS
        ]

    def __call__(self, doc: Doc) -> Doc:
        """Code a Doc; set `doc._.parley_report` before, so that relative dates get values."""
        if doc._.parley_report is None:
            doc._.parley_report = Report(id="doc", text=doc.text)
        for component in self.components:
            doc = component(doc)
        doc._.parley_reading = to_reading(doc, self.ontology)
        return doc
