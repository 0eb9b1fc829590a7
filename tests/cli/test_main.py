from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from parley.cli.explain import chain
from parley.errors import ParleyError
from parley.model import SCHEMA_VERSION
from tests.cli.conftest import Ran

Run = Callable[..., Ran]


def test_help_names_every_command(parley_: Run) -> None:
    ran = parley_("--help")
    assert ran.status == 0
    for command in ("read", "code", "explain", "schema", "codebook", "actors"):
        assert command in ran.out


@pytest.mark.parametrize("command", [("--help",), ("schema",)])
def test_light_commands_load_nothing_heavy(command: tuple[str, ...]) -> None:
    script = (
        "import sys\nfrom parley.cli import main\n"
        f"sys.argv = ['parley', *{command!r}]\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print([m for m in ('spacy', 'trafilatura', 'pandas', 'numpy') if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_schema_is_the_published_one(parley_: Run) -> None:
    ran = parley_("schema")
    assert json.loads(ran.out)["version"] == SCHEMA_VERSION
    assert "Talks" in json.loads(ran.out)["$defs"]


def test_an_error_of_ours_is_one_line_and_no_traceback(parley_: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(settings: object = None) -> None:
        raise ParleyError("the model en_other is not installed;\ninstall it with pip")

    monkeypatch.setattr(sys.modules["parley.coding.coder"], "load", fail)
    ran = parley_("read", "a.txt")
    assert ran.status == 1
    assert ran.err == "parley: the model en_other is not installed; install it with pip\n"


@pytest.mark.skipif(os.name != "posix", reason="pipes of a POSIX shell")
def test_a_reader_that_goes_away_is_no_error() -> None:
    parley = f"{sys.executable} -m parley.cli"
    done = subprocess.run(
        ["bash", "-c", f"for i in 1 2 3; do {parley} schema; done | head -n 1"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "{\n"
    assert done.stderr == ""


def test_explain_gives_rule_words_and_code(parley_: Run) -> None:
    ran = parley_("explain", "a.txt", "--event", "ev1")
    assert ran.status == 0
    lines = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert lines[0] == "ev1 agreement or promise: AGREE, CAMEO 036"
    assert "rule agree(meet): operator agree on the entry meet" in lines
    assert "words “ready to attend talks with the rebels” [3]" in lines
    assert "recipient the rebels (ZUBREB)" in lines
    assert "dropped meet alone: it stands under agree" in lines
    assert "confidence 0.82" in lines
    assert "for the entry agree (+0.61); new=x (+0.10)" in lines
    assert "against its form, infinitive (-0.20)" in lines
    assert not any(line.startswith("no event") for line in lines)


def test_explain_tells_what_was_turned_down(parley_: Run) -> None:
    lines = [" ".join(line.split()) for line in parley_("explain", "a.txt", "--event", "ev2").out.splitlines()]
    assert "no event threat: THREATEN violence" in lines
    assert "rule threaten(bombard): operator threaten on the entry bombard" in lines
    assert "against operators: threaten (-1.20)" in lines
    assert lines[-1] == "confidence 0.11, too little"


def test_explain_covers_every_event_without_an_id(parley_: Run) -> None:
    ran = parley_("explain", "a.txt")
    assert [line.split()[0] for line in ran.out.splitlines() if line.startswith("ev")] == [
        f"ev{i}" for i in range(1, 9)
    ]


def test_explain_names_the_events_there_are(parley_: Run) -> None:
    ran = parley_("explain", "a.txt", "--event", "ev99")
    assert ran.status == 1
    assert "ev1, ev2" in ran.err


def test_chains_in_words() -> None:
    assert chain("meet") == "the entry meet"
    assert chain("request(stop(attack))") == "operator request on operator stop on the entry attack"
