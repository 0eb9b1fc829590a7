"""Entities against chains of mentions."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

EVALUATION = Path(__file__).parents[2] / "evaluation"
sys.path.insert(0, str(EVALUATION))
try:
    import build
    import coref_score
finally:
    sys.path.pop(0)

SENTENCES = ["Ann Lee, the envoy of Mali, met Bo.", "She left.", "The envoy slept."]


def mention(s: int, q: str, form: str):
    return {"s": s, "q": q, "form": form}


ANN = [mention(1, "Ann Lee", "name"), mention(1, "the envoy of Mali", "nominal"), mention(2, "She", "pronoun")]
CHAINS = [
    {"id": "c1", "type": "person", "mentions": [*ANN, mention(3, "The envoy", "nominal")]},
    {"id": "c2", "type": "person", "mentions": [mention(1, "Bo", "name")]},
]
LINE = build.build({"id": "r", "text": SENTENCES, "chains": CHAINS})
DOCUMENT = coref_score.document(LINE)


def reading(**entities: str):
    """A reading whose mentions are keywords with underscores for blanks, each with its entity."""
    mentions = []
    for words, entity in entities.items():
        start = LINE["text"].index(words.replace("_", " "))
        end = start + len(words)
        mentions.append({"start": start, "end": end, "type": "person", "entity": entity, "form": "name"})
    return {"report": {"id": "r"}, "mentions": mentions}


def scored(got):
    return coref_score.scores([DOCUMENT], {"r": got})


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the envoy of Mali", "envoy"),
        ("Ann Lee", "Lee"),
        ("his Georgian counterpart", "counterpart"),
        ("a lawyer who lives in London", "lawyer"),
        ("Brandt, a former miner", "Brandt"),
        ("It", "It"),
    ],
)
def test_heads(words: str, expected: str) -> None:
    start, end = coref_score.head(f"x {words}", 2, 2 + len(words))
    assert f"x {words}"[start:end] == expected


def test_everything_right() -> None:
    score = scored(reading(Ann_Lee="e1", envoy="e1", She="e1", The_envoy="e1", Bo="e2"))["parley"]
    assert score.b_cubed() == (1.0, 1.0, 1.0)
    assert score.links["pronoun"] == [1, 1, 1]
    assert score.links["definite"] == [2, 2, 2]
    assert not score.errors


def test_a_wrong_mention_in_a_chain_costs_precision() -> None:
    score = scored(reading(Ann_Lee="e1", envoy="e1", She="e2", The_envoy="e1", Bo="e2"))["parley"]
    p, r, _ = score.b_cubed()
    # Ann, envoy, envoy: 3/3 each; She and Bo: 1/2 each.
    assert p == pytest.approx((3 + 2 * 0.5) / 5)
    # Three of four found together, and She with none of hers but herself.
    assert r == pytest.approx((3 * 3 / 4 + 1 / 4) / 4)
    assert score.links["pronoun"] == [0, 1, 1]
    assert score.errors == [("pronoun", "r", "She", "Ann Lee, not Bo")]


def test_mentions_left_alone_or_not_found_have_no_recall() -> None:
    score = scored(reading(Ann_Lee="e1", She="e3"))["parley"]
    assert score.b_cubed() == (0.0, 0.0, 0.0)
    assert scored({})["parley"].b_cubed() == (0.0, 0.0, 0.0)


def test_a_mention_of_the_reading_serves_once_and_other_types_never() -> None:
    got = reading(Ann_Lee="e1")
    got["mentions"].append({**got["mentions"][0], "type": "nationality", "entity": "e9"})
    assert coref_score.aligned(DOCUMENT, got) == {0: "e1"}


def test_the_baseline_joins_the_same_words_and_leaves_pronouns_alone() -> None:
    texts = ["The group fled.", "A group stayed.", "It lost the group."]
    chain = {"id": "c1", "type": "organization", "mentions": [
        mention(1, "The group", "nominal"), mention(3, "It", "pronoun"), mention(3, "the group", "nominal"),
    ]}  # fmt: skip
    other = {"id": "c2", "type": "organization", "mentions": [mention(2, "A group", "nominal")]}
    doc = coref_score.document(build.build({"id": "r", "text": texts, "chains": [chain, other]}))
    score = coref_score.scores([doc], {})["same string"]
    p, r, _ = score.b_cubed()
    assert p == pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3)
    assert r == pytest.approx((2 / 3 + 2 / 3) / 3)


def test_indefinite_descriptions_are_not_counted_as_definite() -> None:
    texts = ["Bo, a clerk, slept."]
    chain = {"id": "c", "type": "person", "mentions": [mention(1, "Bo", "name"), mention(1, "a clerk", "nominal")]}
    doc = coref_score.document(build.build({"id": "r", "text": texts, "chains": [chain]}))
    links = coref_score.scores([doc], {})["parley"].links
    assert links["nominal"] == [0, 0, 1]
    assert links["definite"] == [0, 0, 0]


def test_what_is_printed(tmp_path: Path, capsys) -> None:
    gold, got = tmp_path / "chains.jsonl", tmp_path / "readings.jsonl"
    gold.write_text(json.dumps(LINE), encoding="utf-8")
    got.write_text(json.dumps(reading(Ann_Lee="e1", envoy="e1", She="e1", The_envoy="e1", Bo="e2")), encoding="utf-8")
    assert coref_score.main([str(gold), str(got)]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "texts 1  chains 1  mentions 5"
    assert printed[-1] == "parley       B-cubed precision 1.000  recall 1.000  F1 1.000"


def test_gum_is_skipped_without_its_folder(monkeypatch, capsys) -> None:
    monkeypatch.delenv("PARLEY_GOLD", raising=False)
    assert coref_score.main(["gum", "readings.jsonl"]) == 0
    assert capsys.readouterr().err.startswith("skipped")


CONLLU = """# newdoc id = GUM_news_x
1\tAda\t_\t_\t_\t_\t0\t_\t_\tEntity=(1-person-giv:act-cf1-1,2-coref
2\tPoe\t_\t_\t_\t_\t1\t_\t_\tEntity=1)
3\tsaid\t_\t_\t_\t_\t1\t_\t_\t_
4\tshe\t_\t_\t_\t_\t3\t_\t_\tEntity=(1-person-giv:act-cf1-1-coref)
5\tcame\t_\t_\t_\t_\t3\t_\t_\tSpaceAfter=No
6\t.\t_\t_\t_\t_\t3\t_\t_\t_
"""


def test_gum_is_read_as_documents(tmp_path: Path, monkeypatch) -> None:
    folder = tmp_path / "treebank" / "gum" / "test"
    folder.mkdir(parents=True)
    (folder / "GUM_news_x.conllu").write_text(CONLLU, encoding="utf-8")
    (document,) = coref_score.gum(tmp_path)
    assert document.text.strip() == "Ada Poe said she came."
    assert [(m.text, m.form, m.chain) for m in document.mentions] == [("Ada Poe", "name", "1"), ("she", "pronoun", "1")]
    monkeypatch.setenv("PARLEY_GOLD", str(tmp_path))
    assert coref_score.main(["gum", "--texts", str(tmp_path / "texts.jsonl")]) == 0
    assert json.loads((tmp_path / "texts.jsonl").read_text(encoding="utf-8"))["id"] == "GUM_news_x"
