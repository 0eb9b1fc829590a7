"""A pipeline that cannot serve is refused in one line that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from parley.coding.registry import add_all
from parley.errors import LanguageError
from parley.language.pipeline import load_pipeline
from parley.model import Report
from tests.parses import parse


def saved(folder: Path, language: str = "en", old: str = "", new: str = "") -> str:
    """A blank pipeline on disk, its config changed."""
    spacy.blank(language).to_disk(folder)
    config = folder / "config.cfg"
    text = config.read_text("utf-8")
    assert old in text
    config.write_text(text.replace(old, new), encoding="utf-8")
    return str(folder)


def refusal(model: str) -> str:
    with pytest.raises(LanguageError) as caught:
        load_pipeline(model)
    message = str(caught.value)
    assert "\n" not in message
    assert len(message) < 500
    return message


def test_one_that_is_not_installed() -> None:
    assert "install it, or leave --model out" in refusal("en_core_web_nonesuch")


def test_one_of_another_language(tmp_path: Path) -> None:
    assert "is for 'fr': Parley's codebook reads English" in refusal(saved(tmp_path, "fr"))


def test_one_without_a_parser(tmp_path: Path) -> None:
    assert "has no parser" in refusal(saved(tmp_path))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("pipeline = []", 'pipeline = ["oracle"]\n[components]\n[components.oracle]\nfactory = "oracle"\n[nlp.x]'),
        ("spacy.Tokenizer.v1", "spacy.Tokenizer.v99"),
        ("batch_size = 1000", 'batch_size = "many"'),
        ("[nlp]", "[nlq]"),
    ],
)
def test_one_whose_config_does_not_fit(tmp_path: Path, old: str, new: str) -> None:
    message = refusal(saved(tmp_path, old=old, new=new))
    assert "does not fit spaCy" in message
    assert "leave --model out" in message


# The same sentences in Universal Dependencies and in the ClearNLP labels of spaCy's own pipelines.
TWINS = {
    "COERCE": (
        """
        Kenyan Kenyan ADJ JJ 2 amod
        police police NOUN NNS 3 nsubj
        arrested arrest VERB VBD 0 root
        two two NUM CD 6 nummod
        opposition opposition NOUN NN 6 compound
        leaders leader NOUN NNS 3 obj
        in in ADP IN 8 case
        Nairobi Nairobi PROPN NNP 3 obl
        . . PUNCT . 3 punct
        """,
        """
        Kenyan kenyan ADJ JJ 2 amod
        police police NOUN NNS 3 nsubj
        arrested arrest VERB VBD 0 ROOT
        two two NUM CD 6 nummod
        opposition opposition NOUN NN 6 compound
        leaders leader NOUN NNS 3 dobj
        in in ADP IN 3 prep
        Nairobi Nairobi PROPN NNP 7 pobj
        . . PUNCT . 3 punct
        """,
    ),
    "ASSAULT": (
        """
        The the DET DT 2 det
        garrison garrison NOUN NN 4 nsubj:pass
        was be AUX VBD 4 aux:pass
        attacked attack VERB VBN 0 root
        by by ADP IN 6 case
        rebels rebel NOUN NNS 4 obl:agent
        . . PUNCT . 4 punct
        """,
        """
        The the DET DT 2 det
        garrison garrison NOUN NN 4 nsubjpass
        was be AUX VBD 4 auxpass
        attacked attack VERB VBN 0 ROOT
        by by ADP IN 4 agent
        rebels rebel NOUN NNS 5 pobj
        . . PUNCT . 4 punct
        """,
    ),
    "REJECT": (
        """
        The the DET DT 2 det
        rebels rebel NOUN NNS 3 nsubj
        refused refuse VERB VBD 0 root
        to to PART TO 5 mark
        meet meet VERB VB 3 xcomp
        the the DET DT 7 det
        president president NOUN NN 5 obj
        . . PUNCT . 3 punct
        """,
        """
        The the DET DT 2 det
        rebels rebel NOUN NNS 3 nsubj
        refused refuse VERB VBD 0 ROOT
        to to PART TO 5 aux
        meet meet VERB VB 3 xcomp
        the the DET DT 7 det
        president president NOUN NN 5 dobj
        . . PUNCT . 3 punct
        """,
    ),
}


def coded(table: str) -> list[tuple[object, ...]]:
    """Type, mode, actors and recipients of the acts that all components together find."""
    nlp = add_all(spacy.blank("en"))
    nlp.get_pipe("parley_acts").decider = None
    doc: Doc = parse(table)
    doc._.parley_report = Report(id="r", text=doc.text)
    for _, component in nlp.pipeline:
        doc = component(doc)
    mentions = doc._.parley_mentions
    return [
        (
            a.type,
            a.mode,
            [doc[mentions[m].head].text for m in a.actors],
            [doc[mentions[m].head].text for m in a.recipients],
        )
        for a in doc._.parley_acts
    ]


@pytest.mark.parametrize("kind", TWINS)
def test_clearnlp_labels_are_coded_as_universal_ones(kind: str) -> None:
    universal, clearnlp = TWINS[kind]
    found = coded(universal)
    assert [act[0] for act in found] == [kind]
    assert all(act[2] and act[3] for act in found)
    assert coded(clearnlp) == found
