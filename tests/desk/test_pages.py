"""Every page comes, with its twins, and says in words what it cannot do."""

from __future__ import annotations

import csv
import io
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from parley.desk.render import side

LISTS = (
    "/reports", "/events", "/entities", "/dyads", "/relations", "/talks", "/disagreements", "/figures", "/timeline",
    "/network", "/map", "/notes", "/search?q=ceasefire", "/events?as=table", "/network?as=table", "/map?as=table",
    "/timeline?as=table",
)  # fmt: skip


@pytest.mark.parametrize("path", ["/", "/add", "/api", *LISTS])
def test_a_page_comes(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "<h1>" in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self';")


@pytest.mark.parametrize("path", LISTS)
def test_its_twins_hold_the_same(client: TestClient, path: str) -> None:
    stem, _, asked = path.partition("?")
    data = client.get(f"{stem}.json?{asked}")
    assert data.status_code == 200
    assert isinstance(data.json(), dict)
    table = client.get(f"{stem}.csv?{asked}")
    assert table.headers["content-type"].startswith("text/csv")
    name = {"/dyads": "dyads", "/network": "edges", "/map": "places", "/search": "hits"}.get(stem, stem.strip("/"))
    found = data.json().get(name)
    if stem in ("/timeline",):
        found = found["periods"]
    if stem != "/disagreements":  # a row a value there
        assert len(list(csv.DictReader(io.StringIO(table.text)))) == len(found)


def test_each_thing_has_a_page(client: TestClient, sanaa: str) -> None:
    telling = client.get(f"/reports/{sanaa}.json").json()["tellings"][0]
    pair = client.get("/dyads.json").json()["dyads"][0]
    one, other = pair["one"]["key"], pair["other"]["key"]
    for path, word in (
        (f"/reports/{sanaa}", "Sanaa"),
        (f"/events/{telling['event']}", "side by side"),
        (f"/entities/{quote(one, safe='')}", pair["one"]["name"]),
        (f"/dyad?one={quote(one)}&other={quote(other)}", pair["other"]["name"]),
        (f"/relations/{client.get('/relations.json').json()['relations'][0]['key']}", "Tellings"),
        (f"/talks/{client.get('/talks.json').json()['talks'][0]['key']}", "Stage over time"),
        (f"/disagreements/{client.get('/disagreements.json').json()['disagreements'][0]['key']}", "takes no side"),
        (f"/reports/{sanaa}/why/{telling['item']}", "confidence"),
        (f"/reports/{sanaa}/correct/{telling['item']}", "Save the correction"),
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert word in answer.text, path


def test_every_entity_has_a_page(client: TestClient) -> None:
    for entity in client.get("/entities.json?size=500").json()["entities"]:
        key = quote(entity["key"], safe="")
        assert client.get(f"/entities/{key}.json").json()["entity"]["key"] == entity["key"]


def test_filters_live_in_the_address(client: TestClient) -> None:
    found = client.get("/events.json?quad=4&since=2016&until=2016-12-31").json()["events"]
    assert found
    assert {e["quad"] for e in found} == {4}
    assert all(e["day"].startswith("2016") for e in found)
    page = client.get("/events?quad=4&since=2016").text
    assert "/events.json?quad=4&amp;since=2016" in page


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/events?since=yesterday", 422, "YYYY-MM-DD"),
        ("/events?type=DANCE", 422, "there is no type"),
        ("/events?page=0", 422, "whole number"),
        ("/events?order=sideways", 422, "order is one of"),
        ("/reports/nothing", 404, "no report"),
        ("/events/nothing", 404, "no event"),
        ("/nowhere", 404, "no such page"),
        ("/notes/not-a-uuid", 422, "no UUID"),
    ],
)
def test_what_cannot_be_is_said_in_words(client: TestClient, path: str, status: int, words: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert words.lower() in answer.text.lower()
    stem, _, asked = path.partition("?")
    twin = client.get(f"{stem}.json?{asked}")
    assert twin.status_code == status
    assert words in twin.json()["error"]


def test_the_text_of_a_report_stands_on_its_page_whole(client: TestClient, sanaa: str) -> None:
    import html
    import re

    text = client.get(f"/reports/{sanaa}.json").json()["reading"]["report"]["text"]
    page = client.get(f"/reports/{sanaa}").text
    pieces = [(int(s), html.unescape(t)) for s, t in re.findall(r'data-s="(\d+)"[^>]*>(.*?)</(?:a|span)>', page, re.S)]
    assert pieces
    for start, words in pieces:
        assert text[start : start + len(words)] == words
    assert "".join("".join(w for _, w in pieces).split()) == "".join(text.split())


def test_what_is_new_is_told_at_the_next_visit(client: TestClient) -> None:
    assert client.get("/index.json").json()["since"] is None
    assert client.get("/index.json").json()["counts"]["reports"] == 6


def test_a_cell_is_no_formula() -> None:
    from parley.desk.render import to_csv

    assert to_csv([{"name": "=1+1", "score": -3.0}]).splitlines()[1] == "'=1+1,-3.0"


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("The envoy left.", "ltr"),
        ("“نرفض أي اتفاق لا يضمن عودة اللاجئين”, the envoy said, according to the state agency.", "ltr"),
        ("وقالت الوزارة إن المحادثات ستستأنف يوم الخميس", "rtl"),
        ("השיחות יחודשו ביום חמישי (UN)", "rtl"),
        ("", "ltr"),
        (None, "ltr"),
    ],
)
def test_a_passage_runs_as_most_of_it_does(text: str | None, runs: str) -> None:
    assert side(text) == runs
