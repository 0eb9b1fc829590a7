"""The linter names every fault of an act, and the shipped acts have none."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley.codebook.acts import DATA
from parley.codebook.check import check_acts

ONTOLOGY = """
types:
  ASSAULT: {quad: 4, modes: {aerial: {cameo: "195"}}}
  CONSULT: {quad: 1, modes: {}}
contexts: {}
"""
GOOD = """
- id: bombard
  type: ASSAULT
  mode: aerial
  cameo: "1943"
  frame: strike
  verbs: [bombard, "rain down on"]
  nouns: [bombardment]
  args: {into: recipient, "on": recipient, at: null}
  when: {with: ["@weapon", fire]}
  unless: {obj: ["@location"]}
  weak: true
  examples:
    - {text: "Gunners shelled two villages near Idlib.", actors: [Gunners], recipients: ["two villages"]}
    - {text: "Hail shelled the roofs.", type: null}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "acts").mkdir()
    (tmp_path / "ontology.yaml").write_text(ONTOLOGY, encoding="utf-8")
    (tmp_path / "frames.yaml").write_text("strike: {}\ndeal: {}\n", encoding="utf-8")
    (tmp_path / "classes-war.yaml").write_text("weapon: [mortar, rocket]\n", encoding="utf-8")
    return tmp_path


def check(data: Path, text: str, name: str = "war.yaml") -> list[str]:
    (data / "acts" / name).write_text(text, encoding="utf-8")
    return check_acts(data)


def test_a_sound_entry_has_no_problem(data: Path) -> None:
    assert check(data, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("type: ASSAULT", "type: ASSUALT", "unknown type `ASSUALT`"),
        ("mode: aerial", "mode: naval", "`naval` is no mode of ASSAULT"),
        ("type: ASSAULT", "type: NONE", "NONE takes no mode"),
        ("frame: strike", "frame: hit", "unknown frame `hit`"),
        ("  frame: strike\n", "", "has no frame"),
        ('cameo: "1943"', "cameo: 1943", "cameo 1943 is no quoted code"),
        ('cameo: "1943"', 'cameo: "19437"', "cameo '19437' is no quoted code"),
        ("nouns: [bombardment]", "nouns: [bombardment, bombardment]", "`bombardment` stands twice"),
        ("nouns: [bombardment]", "nouns: [Bombardment]", "`Bombardment` is not in lower case"),
        ("nouns: [bombardment]", "nouns: [no]", "nouns: is no list of words"),
        ('verbs: [bombard, "rain down on"]\n  nouns: [bombardment]', "verbs: []", "has neither verbs"),
        ("into: recipient", "inot: recipient", "args: unknown slot `inot`"),
        ('"on": recipient', "on: recipient", 'args: unknown slot `bare on; write "on"`'),
        ("into: recipient", "into: victim", "args: unknown role `victim` of `into`"),
        ('["@weapon", fire]', '["@wepon", fire]', "when: unknown class `@wepon`"),
        ('["@weapon", fire]', "fire", "when: with is no list of words"),
        ('when: {with: ["@weapon", fire]}', 'when: {poss: ["@actor"]}', "when: asks for a noun's slot"),
        ("weak: true", "week: true", "unknown key `week`"),
        ("- id: bombard", "- ident: bombard", "has no id"),
        ("near Idlib", "near Idlib " + "and " * 25, "example 1: has more than 25 words"),
        ('["two villages"]', '["three villages"]', "example 1: `three villages` does not stand in its text"),
        ("type: null", "type: RAIN", "example 2: unknown type `RAIN`"),
        ('text: "Hail shelled the roofs.", ', "", "example 2: has no text"),
    ],
)
def test_each_fault_is_named_with_file_and_entry(data: Path, old: str, new: str, words: str) -> None:
    assert old in GOOD
    problems = check(data, GOOD.replace(old, new))
    assert any(words in problem and problem.startswith("war.yaml: ") for problem in problems), problems
    assert "ident" in new or all("bombard" in problem for problem in problems)


def test_an_entry_without_examples_is_a_fault(data: Path) -> None:
    assert check(data, GOOD[: GOOD.index("  examples:")]) == ["war.yaml: bombard: has no examples"]


def test_ids_are_unique_over_all_files(data: Path) -> None:
    (data / "acts" / "bombs.yaml").write_text(GOOD, encoding="utf-8")
    assert check(data, GOOD) == ["war.yaml: bombard: the id stands in bombs.yaml already"]


def test_a_broken_file_is_told_and_the_others_are_still_checked(data: Path) -> None:
    (data / "acts" / "broken.yaml").write_text("- id: [", encoding="utf-8")
    problems = check(data, GOOD.replace("frame: strike", "frame: hit"))
    assert [problem.partition(":")[0] for problem in problems] == ["broken.yaml", "war.yaml"]


def test_without_frames_the_frame_names_are_not_checked(data: Path) -> None:
    (data / "frames.yaml").unlink()
    assert check(data, GOOD.replace("frame: strike", "frame: hit")) == []


def test_without_an_ontology_there_is_nothing_to_check_against(tmp_path: Path) -> None:
    assert check_acts(tmp_path)[-1] == "ontology.yaml: holds no mapping `types`; add it"


OPERATIONS = "stop: {ASSAULT: CONSULT, else: none}\nfail: {else: same+negated}\n"
OPERATOR = """
- id: halt
  op: stop
  verbs: [halt]
  complements: [obj, of]
  when: {xcomp: ["*"]}
  examples: [{text: "The army halted the raid.", type: CONSULT, actors: [army]}]
"""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("op: stop", "op: stopp", "halt: unknown operation `stopp`"),
        ("[obj, of]", "[obj, off]", 'halt: complements: unknown slot `bare off; write "off"`'),
        ("[obj, of]", "[obj, on]", 'halt: complements: unknown slot `bare on; write "on"`'),
        ("[obj, of]", "[obj, that]", "halt: complements: unknown slot `that`"),
        ("op: stop", "op: stop\n  control: obj", None),
        ("op: stop", "op: stop\n  control: by", "halt: control is subj or obj, not `by`"),
        ("op: stop", "op: stop\n  clauses: [amod]", "halt: clauses: unknown relation `amod`"),
        ("op: stop", "op: stop\n  frame: strike", "halt: unknown key `frame`"),
        ("actors: [army]", "actors: [navy]", "halt: example 1: `navy` does not stand in its text"),
        ("verbs: [halt]", "verbs: [halt, halt]", "halt: verbs: `halt` stands twice"),
    ],
)
def test_operators_are_checked(data: Path, old: str, new: str, words: str | None) -> None:
    assert old in OPERATOR
    (data / "operations.yaml").write_text(OPERATIONS, encoding="utf-8")
    (data / "operators.yaml").write_text(OPERATOR.replace(old, new), encoding="utf-8")
    assert check(data, GOOD) == ([] if words is None else [f"operators.yaml: {words}"])


@pytest.mark.parametrize(
    "cell", ["ASSUALT", "ASSAULT/naval", "same+tomorrow", "none+negated", "same/aerial", "CONSULT+negated"]
)
def test_the_table_of_operations_holds_only_results_that_mean_something(data: Path, cell: str) -> None:
    (data / "operations.yaml").write_text(f"stop: {{ASSAULT: {cell}}}\n", encoding="utf-8")
    assert check(data, GOOD) == [f"operations.yaml: stop: unknown result `{cell}` of ASSAULT"]


def test_an_operator_and_an_act_may_not_share_an_id(data: Path) -> None:
    """The later one would silently take the place of the first."""
    (data / "operations.yaml").write_text(OPERATIONS, encoding="utf-8")
    (data / "operators.yaml").write_text(OPERATOR.replace("id: halt", "id: bombard"), encoding="utf-8")
    assert check(data, GOOD) == ["operators.yaml: bombard: the id stands in war.yaml already"]


def test_a_folder_that_extends_is_checked_against_both(data: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "acts").mkdir(parents=True)
    (own / "frames.yaml").write_text("raid: {}\n", encoding="utf-8")
    (own / "acts" / "own.yaml").write_text(GOOD.replace("frame: strike", "frame: raid"), encoding="utf-8")
    assert check_acts(data, own) == []
    (own / "acts" / "own.yaml").write_text(GOOD.replace("frame: strike", "frame: hit"), encoding="utf-8")
    assert check_acts(data, own) == ["own.yaml: bombard: unknown frame `hit`"]


def test_the_shipped_acts_are_sound() -> None:
    assert check_acts(DATA) == []
