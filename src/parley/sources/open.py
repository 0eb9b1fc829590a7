"""The one entrance: inputs of any kind in, reports out, and whatever could not be read as `Skipped`."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from parley.errors import SourceError
from parley.model import Report
from parley.settings import Settings
from parley.sources.dates import checked_date, published_date
from parley.sources.decode import clean
from parley.sources.fields import check_mapping
from parley.sources.kinds import kind_of
from parley.sources.language import language_code, language_of
from parley.sources.outcome import Draft, Input, Skipped
from parley.sources.streams import COMPRESSED, READ_ERRORS, open_plain, peek

STDIN = "-"


def open_reports(
    inputs: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    mapping: Mapping[str, str] | None = None,
    id: str | None = None,
    title: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    url: str | None = None,
    settings: Settings | None = None,
    on_bytes: Callable[[int], None] | None = None,
) -> Iterator[Report | Skipped]:
    """Read reports from files, folders and standard input, one at a time.

    Args:
        inputs: paths of files and folders, patterns such as "2024-*/*.jsonl.gz" ("**" for any folders), "-" for
            standard input; a single one may stand alone.
        mapping: for tables and JSON, which column or key holds which field: `{"text": "body"}`.
        id: given to the report instead of its own; further reports get it with "-2", "-3" ...
        title: overrides the title of every report; likewise `publisher` and `url`.
        published: overrides the publication date of every report, as YYYY-MM-DD.
        settings: the limits `max_bytes` and `max_chars`.
        on_bytes: told as a file is read how many of its bytes have been, before decompression.

    Returns:
        An iterator over reports in the order of the inputs, with a `Skipped` in the place of each that failed. Only
        the report at hand is in memory, and the ids given so far.

    Raises:
        SourceError: `published` is no ISO date, or `mapping` names a field that reports do not have. Raised at once,
            as no input could be read right with them; what is wrong with one input only gives a `Skipped`.
    """
    overrides = {"id": id, "title": title, "publisher": publisher, "url": url}
    given = {name: clean(value) for name, value in overrides.items() if value}
    if published is not None:
        given["published"] = checked_date(published)
    check_mapping(mapping or {})
    names = [inputs] if isinstance(inputs, str | os.PathLike) else inputs
    return _reports(names, dict(mapping or {}), given, settings or Settings(), on_bytes)


def _reports(
    names: Iterable[str | os.PathLike[str]],
    mapping: dict[str, str],
    given: dict[str, str],
    settings: Settings,
    on_bytes: Callable[[int], None] | None,
) -> Iterator[Report | Skipped]:
    ids = _Ids()
    for name in names:
        for path in expand(os.fspath(name)):
            if isinstance(path, Skipped):
                yield path
                continue
            for stem, found in drafts(path, mapping, settings, on_bytes):
                yield found if isinstance(found, Skipped) else finish(found, path, stem, given, ids, settings)


def expand(name: str) -> Iterator[str | Skipped]:
    """The files that an input stands for: itself, all under a folder or that fit a pattern, in the order of names."""
    if name.lower().startswith(("http://", "https://")):
        yield Skipped(name, "an address; Parley works offline, so save the page and give the file")
    elif glob.has_magic(name) and "\0" not in name and not os.path.exists(name):
        fitting = [path for path in sorted(glob.glob(name, recursive=True)) if os.path.isfile(path)]
        yield from fitting
        if not fitting:
            yield Skipped(name, "no file fits the pattern")
    elif name == STDIN or "\0" in name or not os.path.isdir(name):
        yield name
    else:
        count = 0
        for folder, folders, names in os.walk(name, onerror=None):
            folders[:] = sorted(f for f in folders if not f.startswith("."))
            for file in sorted(n for n in names if not n.startswith(".")):
                path = os.path.join(folder, file)
                if os.path.isfile(path):  # no pipes or devices, which a folder may hold and nobody meant
                    count += 1
                    yield path
        if count == 0:
            yield Skipped(name, "a folder without files")


def drafts(
    name: str, mapping: Mapping[str, str], settings: Settings, on_bytes: Callable[[int], None] | None = None
) -> Iterator[tuple[str, Draft | Skipped]]:
    """The drafts of one file, each with the stem that ids derive from; failures of the file as `Skipped`."""
    stem, suffix = ("stdin", "") if name == STDIN else stem_and_suffix(name)
    try:
        stream = open_plain(None if name == STDIN else Path(name), settings.max_bytes, on_bytes)
    except SourceError as error:
        yield stem, Skipped(name, str(error))
        return
    try:
        head = peek(stream)
        if not head:
            yield stem, Skipped(name, "empty")
            return
        source = Input(name, stem, suffix, stream, head, settings, mapping)
        empty = True
        for draft in kind_of(suffix, head).read(source):
            empty = False
            yield stem, draft
        if empty:
            yield stem, Skipped(name, "no reports in it")
    except SourceError as error:
        yield stem, Skipped(name, str(error))
    except READ_ERRORS as error:
        reason = getattr(error, "strerror", None) or " ".join(str(error).split()) or "broken"
        yield stem, Skipped(name, f"cannot be read to its end: {reason}")
    finally:
        stream.close()


def stem_and_suffix(name: str) -> tuple[str, str]:
    """A file's name without endings, and the ending that tells its kind: ("march", ".jsonl") of march.jsonl.gz."""
    path = Path(name)
    if path.suffix.lower() in COMPRESSED and path.stem:
        path = path.with_suffix("")
    return clean(path.stem) or path.name, path.suffix.lower()


def finish(
    draft: Draft, name: str, stem: str, given: Mapping[str, str], ids: _Ids, settings: Settings
) -> Report | Skipped:
    """The report of a draft: cleaned, dated, named; or why it cannot be coded."""
    source = f"{name}, {draft.place}" if draft.place else name
    text = clean(draft.text)
    if not text.strip():
        return Skipped(source, "empty")
    if len(text) > settings.max_chars:
        return Skipped(source, f"{len(text):,} characters, more than {settings.max_chars:,} (the setting max_chars)")
    if not any(c.isalnum() for c in text):
        return Skipped(source, "no words in it")
    extra = draft.extra
    date = published_date(draft.published)
    if draft.published and date is None:
        extra = {**extra, "published": draft.published}  # not understood, and not lost either
    own_id = draft.id or (stem if draft.number is None else f"{stem}-{draft.number}")
    return Report(
        id=ids.unique(given.get("id") or clean(own_id)),
        url=given.get("url") or tidy(draft.url),
        title=given.get("title") or tidy(draft.title),
        publisher=given.get("publisher") or tidy(draft.publisher),
        published=given.get("published") or date,
        language=language_code(draft.language) or language_of(text) or language_code(draft.page_language),
        text=text,
        extra=extra,
    )


def tidy(value: str | None) -> str | None:
    """A field of one line without blanks at its ends, None if nothing is left."""
    return clean(value).strip() or None if value else None


class _Ids:
    """Makes ids unique in the order in which they come: a, a-2, a-3."""

    def __init__(self) -> None:
        self.next: dict[str, int] = {}

    def unique(self, wanted: str) -> str:
        """The id, or the id with the first number that is free."""
        if wanted not in self.next:
            self.next[wanted] = 2
            return wanted
        while (candidate := f"{wanted}-{self.next[wanted]}") in self.next:
            self.next[wanted] += 1
        self.next[candidate] = 2
        return candidate
