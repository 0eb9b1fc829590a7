"""A coder: a pipeline and a codebook, ready to turn reports into readings."""

from __future__ import annotations

import atexit
import dataclasses
import gc
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

import msgspec
from spacy.language import Language
from spacy.tokens import Doc

from parley.codebook.load import load_codebook
from parley.coding.pieces import PIECE, parsed
from parley.coding.reading import to_reading
from parley.coding.registry import add_all
from parley.coding.screen import Screen
from parley.errors import LanguageError, ParleyError
from parley.language.pipeline import load_pipeline
from parley.model import Reading, Report
from parley.settings import Settings
from parley.sources.decode import encodable
from parley.sources.language import language_code, language_of

OnError = Callable[[Report, ParleyError], None]


class Coder:
    """Reads reports. Make one with `load`; it can be used for any number of reports."""

    def __init__(self, nlp: Language, settings: Settings) -> None:
        self.nlp = nlp
        self.settings = settings
        self.ontology = load_codebook(settings.codebook).ontology
        self.screen = None if settings.screen == "off" else Screen.load(settings.codebook)

    def doc(self, report: Report) -> Doc:
        """The spaCy Doc of a report with every layer on it.

        Raises:
            LanguageError: the report is in another language than English.
            ParleyError: it is longer than `settings.max_chars`, or its publication date is no date.
        """
        report = self._fit(report)
        doc = tokenized(self.nlp, report.text)
        doc._.parley_report = report
        return parsed(self.nlp, doc)

    def read(
        self,
        text: str | Report,
        *,
        published: str | None = None,
        title: str | None = None,
        publisher: str | None = None,
        id: str | None = None,
        url: str | None = None,
    ) -> Reading:
        """The reading of one report.

        Args:
            text: the report's text, or a Report whose fields the other arguments override.
            published: ISO date; without it relative dates get no value.

        Raises:
            LanguageError: the report is in another language than English.
            ParleyError: it is too long, or `published` is no ISO date.
        """
        report = Report(id="report", text=text) if isinstance(text, str) else text
        given = {"published": published, "title": title, "publisher": publisher, "id": id, "url": url}
        report = msgspec.structs.replace(report, **{k: v for k, v in given.items() if v is not None})
        if self.settings.screen == "on" and self._silent(fitting := self._fit(report)):
            return Reading(report=fitting)
        return self._finish(self.doc(report))

    def pipe(self, reports: Iterable[Report], *, on_error: OnError | None = None, batch: int = 64) -> Iterator[Reading]:
        """Readings in the order of the reports; memory stays flat however many there are.

        Args:
            on_error: called with a report that cannot be coded and why; without it the error is raised.
            batch: reports parsed together.
        """
        stream = iter(reports)
        while group := list(islice(stream, batch)):
            docs = []
            # In the order of the reports; None where the next parsed one belongs.
            places: list[Reading | None] = []
            with self.nlp.memory_zone():
                for report in group:
                    try:
                        report = self._fit(report)
                    except ParleyError as error:
                        if on_error is None:
                            raise
                        on_error(report, error)
                        continue
                    if self.settings.screen == "on" and self._silent(report):
                        places.append(Reading(report=report))
                        continue
                    places.append(None)
                    doc = tokenized(self.nlp, report.text)
                    doc._.parley_report = report
                    docs.append(doc)
                readings = self._together(docs, on_error)
                del docs
            coded = iter(readings)
            for place in places:
                reading = place or next(coded)
                if reading is not None:
                    yield reading

    def _together(self, docs: list[Doc], on_error: OnError | None) -> list[Reading | None]:
        """Readings of a batch; where a fault of Parley's own stops it, one by one, so that only that report is lost.

        A lost report leaves None in its place.
        """
        if on_error is None:
            short = [doc for doc in docs if len(doc) <= PIECE]
            done = self.nlp.pipe(short, batch_size=len(short) or 1)
            return [self._finish(next(done) if len(doc) <= PIECE else parsed(self.nlp, doc)) for doc in docs]
        try:
            return self._together([_again(doc) for doc in docs], None)
        except Exception:
            out: list[Reading | None] = []
            for doc in docs:
                try:
                    out.append(self._finish(parsed(self.nlp, doc)))
                except Exception as fault:
                    report: Report = doc._.parley_report
                    on_error(report, ParleyError(f"{report.id}: a fault in Parley ({fault!r}); please report it"))
                    out.append(None)
            return out

    def _fit(self, report: Report) -> Report:
        """The report as it can be coded; refused where it cannot."""
        if len(report.text) > self.settings.max_chars:
            raise ParleyError(
                f"{report.id}: {len(report.text):,} characters is more than the limit of {self.settings.max_chars:,}; "
                "split it"
            )
        if report.published is not None and not _is_date(report.published):
            raise ParleyError(
                f"{report.id}: the publication date {report.published!r} is no ISO date such as 2014-12-27"
            )
        if (text := encodable(report.text)) is not report.text:
            report = msgspec.structs.replace(report, text=text)
        # What is stated is trusted, and a text too short to tell is taken as English.
        language = language_code(report.language)
        if language in (None, "und"):
            language = language_of(report.text)
        if language not in (None, "en"):
            known = "an unknown language" if language == "und" else repr(language)
            raise LanguageError(
                f"{report.id}: the report is in {known}, and Parley has a model for English only; "
                "if it is English, say so in its field `language`"
            )
        return report

    def _silent(self, report: Report) -> bool:
        return self.screen is not None and self.screen.silent(report.text)

    def _finish(self, doc: Doc) -> Reading:
        reading = to_reading(doc, self.ontology)
        if self.settings.screen == "check" and self._silent(reading.report):
            return Reading(report=reading.report)
        if self.settings.min_confidence > 0:
            drop_unsure(reading, self.settings.min_confidence)
        return reading


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value[:10])
    except ValueError:
        return False
    return True


def drop_unsure(reading: Reading, least: float) -> None:
    """Leave out events whose confidence is under `least`; events that only rules decided stay."""
    gone = {e.id for e in reading.events if e.confidence is not None and e.confidence < least}
    reading.events = [e for e in reading.events if e.id not in gone]
    for figure in reading.figures:
        if figure.event in gone:
            figure.event = None
    reading.disagreements = [d for d in reading.disagreements if d.about.item not in gone]


def load(
    settings: Settings | None = None,
    *,
    model: str | None = None,
    codebook: str | None = None,
    min_confidence: float | None = None,
) -> Coder:
    """A coder with the shipped model and codebook, or with yours.

    Args:
        settings: all settings at once; the other arguments override it.
        model: any installed spaCy English pipeline.
        codebook: folder that extends the shipped codebook.
        min_confidence: leave out events under it (0 to 1).

    Raises:
        LanguageError: the pipeline cannot be loaded.
        CodebookError: the codebook is malformed.
    """
    settings = settings or Settings()
    given: dict[str, Any] = {"model": model, "codebook": codebook, "min_confidence": min_confidence}
    settings = dataclasses.replace(settings, **{k: v for k, v in given.items() if v is not None})
    nlp = load_pipeline(settings.model)
    add_all(nlp, settings.codebook)
    nlp.max_length = max(nlp.max_length, settings.max_chars)
    # A million small objects that all stay: each full collection of garbage would walk them again in the midst of work.
    # The last one must see what a script holds in circles: a file there would lose what it has yet to write.
    gc.freeze()
    atexit.register(gc.unfreeze)
    return Coder(nlp, settings)


def _again(doc: Doc) -> Doc:
    """The unparsed Doc once more, so that a batch that broke off leaves the first untouched."""
    copy = doc.copy()
    copy._.parley_report = doc._.parley_report
    return copy


# spaCy's tokenizer peels prefixes one at a time, so a run without spaces costs the square of its length.
_RUN = re.compile(r"\S{1000,}")
_SLICE = 500


def tokenized(nlp: Language, text: str) -> Doc:
    """The unparsed Doc of a text, in time that grows with its length whatever it holds."""
    pieces = []
    at = 0
    for run in _RUN.finditer(text):
        pieces.append(text[at : run.start()])
        pieces += [text[i : min(i + _SLICE, run.end())] for i in range(run.start(), run.end(), _SLICE)]
        at = run.end()
    if not pieces:
        return nlp.make_doc(text)
    docs = [nlp.make_doc(piece) for piece in (*pieces, text[at:]) if piece]
    return Doc.from_docs(docs, ensure_whitespace=False) if len(docs) > 1 else docs[0]
