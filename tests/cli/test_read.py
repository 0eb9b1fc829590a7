from __future__ import annotations

import json
from collections.abc import Callable

from parley.model import from_json
from tests.cli.conftest import Ran, Seen

Run = Callable[..., Ran]


def test_brief_is_the_default_and_plain_in_a_pipe(parley_: Run) -> None:
    ran = parley_("read", "a.txt")
    assert ran.status == 0
    assert "Zubara says it is ready for talks in Geneva" in ran.out
    assert "WHAT HAPPENED" in ran.out
    assert "\x1b[" not in ran.out
    assert not any(line.endswith(" ") for line in ran.out.splitlines())
    assert ran.err == ""


def test_json_is_one_valid_reading_a_line(parley_: Run) -> None:
    ran = parley_("read", "a.txt", "b.txt", "--json")
    readings = [from_json(line) for line in ran.out.splitlines()]
    assert [r.report.id for r in readings] == ["a.txt", "b.txt"]


def test_markdown(parley_: Run) -> None:
    ran = parley_("read", "a.txt", "--markdown")
    assert ran.out.startswith("# Zubara says it is ready")
    assert "## Talks" in ran.out


def test_text_shows_numbers_furniture_and_events(parley_: Run) -> None:
    ran = parley_("read", "a.txt", "--text")
    lines = {line.split("]", 1)[0].strip(): line for line in ran.out.splitlines()}
    assert "[bombed the market of Tell Amra](ASSAULT aerial)" in " ".join(ran.out.split())
    assert "[4" in lines
    assert "  - Share this article." in ran.out


def test_forms_of_output_exclude_each_other(parley_: Run) -> None:
    ran = parley_("read", "a.txt", "--json", "--markdown")
    assert ran.status == 2
    assert "exclude each other" in ran.err


def test_options_reach_the_sources_and_the_coder(parley_: Run, seen: Seen) -> None:
    parley_(
        *("read", "a.csv", "--published", "2019-03-12", "--title", "T", "--publisher", "P", "--model", "en_other"),
        *("--min-confidence", "0.5", "--column", "text=body", "--column", "published=date"),
    )
    assert seen.given is not None
    assert seen.given["published"] == "2019-03-12"
    assert seen.given["title"] == "T"
    assert seen.given["publisher"] == "P"
    assert seen.given["mapping"] == {"text": "body", "published": "date"}
    assert seen.settings.model == "en_other"
    assert seen.settings.min_confidence == 0.5


def test_a_skipped_input_is_named_and_the_others_go_on(parley_: Run) -> None:
    ran = parley_("read", "bad.bin", "french.txt", "a.txt", "--json")
    assert ran.status == 3
    assert json.loads(ran.out)["report"]["id"] == "a.txt"
    assert ran.err.splitlines() == [
        "parley: skipped bad.bin: binary data, not text",
        "parley: skipped french.txt: the report is not in English",
    ]


def test_nothing_coded_is_a_failure(parley_: Run) -> None:
    ran = parley_("read", "bad.bin")
    assert ran.status == 1
    assert ran.out == ""
    assert ran.err.splitlines()[-1] == "parley: nothing could be coded"


def test_a_column_without_a_field_is_a_usage_error(parley_: Run) -> None:
    ran = parley_("read", "a.csv", "--column", "body")
    assert ran.status == 2
    assert "FIELD=NAME" in ran.err
