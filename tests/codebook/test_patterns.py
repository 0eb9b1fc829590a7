"""Which patterns of a word may stand at all, by the other words of the sentence."""

from __future__ import annotations

from pathlib import Path

from parley.codebook.acts import load_acts

FRAMES = "does: {verb: {subj: actor, obj: recipient}}\n"
ACTS = """
- {id: plain, type: ASSAULT, frame: does, verbs: [strike]}
- {id: phrase, type: AGREE, frame: does, verbs: [strike a deal]}
- {id: told, type: AGREE, frame: does, verbs: [strike], when: {obj: [bargain, accord]}}
- {id: open, type: COERCE, frame: does, verbs: [strike], when: {obj: "@actor"}}
- {id: idiom, type: NONE, verbs: [dine]}
"""


def _standing(tmp_path: Path, *words: str) -> set[str]:
    (tmp_path / "acts").mkdir(exist_ok=True)
    (tmp_path / "frames.yaml").write_text(FRAMES, encoding="utf-8")
    (tmp_path / "acts" / "acts.yaml").write_text(ACTS, encoding="utf-8")
    return {p.entry.id for p in load_acts(tmp_path).verbs["strike"].possible({"strike", *words})}


def test_a_phrase_needs_its_words_but_no_article(tmp_path: Path) -> None:
    assert _standing(tmp_path) == {"plain", "open"}
    assert _standing(tmp_path, "deal") == {"plain", "open", "phrase"}


def test_a_condition_needs_a_word_of_its_list_unless_anybody_fulfils_it(tmp_path: Path) -> None:
    assert _standing(tmp_path, "accord") == {"plain", "open", "told"}


def test_an_idiom_codes_nothing_by_itself(tmp_path: Path) -> None:
    _standing(tmp_path)
    acts = load_acts(tmp_path)
    assert (acts.verbs["dine"].code, acts.verbs["strike"].code) == (False, True)
