"""The spaCy component that finds what a report's sources disagree about.

Two values that can both be true are no disagreement: a coarser date, a toll that rose, "at least ten" and twelve. The
words that tell are those of the codebook's `disagreements.yaml`.
"""

from __future__ import annotations

from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from parley.codebook.tables import folder_of
from parley.coding.disagreements.blames import Blames
from parley.coding.disagreements.counts import Counts
from parley.coding.disagreements.denials import Denials
from parley.coding.disagreements.scene import Scene, load_words
from parley.coding.disagreements.times import Dates


@Language.factory(
    "parley_disagreements",
    default_config={"codebook": None},
    assigns=["doc._.parley_disagreements"],
    requires=["doc._.parley_passages", "doc._.parley_acts", "doc._.parley_attribution", "doc._.parley_talks"],
)
def make(nlp: Language, name: str, codebook: str | None) -> Disagreements:
    """The factory; `codebook` is a folder that extends the shipped one."""
    return Disagreements(folder_of(codebook))


class Disagreements:
    """Writes `doc._.parley_disagreements`, a list of `layers.Clash`."""

    def __init__(self, codebook: Path | None = None) -> None:
        self.words = load_words(codebook)

    def __call__(self, doc: Doc) -> Doc:
        scene = Scene(doc, self.words)
        found = [clash for kind in (Dates, Counts, Blames) for clash in kind(doc, self.words, scene).clashes()]
        # Who denies that it was he does not deny once more that it happened.
        denials = {v.trigger for clash in found for v in clash.values}
        found += [
            c for c in Denials(doc, self.words, scene).clashes() if denials.isdisjoint(v.trigger for v in c.values)
        ]
        doc._.parley_disagreements = found
        return doc
