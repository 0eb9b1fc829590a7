"""The desk on PostgreSQL: every page and twin, notes, drafts, corrections, accounts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import parley
from parley.desk import Desk, accounts, build
from parley.desk.demo import made
from parley.record import open_record
from tests.desk.conftest import BASE, csrf, fresh, on
from tests.desk.test_pages import LISTS
from tests.record import postgres

PASSWORD = "a long enough one"


@pytest.fixture(scope="module")
def address(kept: Path) -> Iterator[str]:
    """A record with the example reports on a cluster of its own."""
    reason = postgres.missing()
    if reason:
        pytest.skip(reason)
    with postgres.cluster() as server:
        found = postgres.create(server, "desk")
        with open_record(str(kept)) as examples, open_record(found) as record:
            record.keep_all((examples.reading(r.key) for r in examples.reports()), made())
        yield found


@pytest.fixture
def served(address: str, coder: parley.Coder) -> Iterator[Desk]:
    opened = Desk(open_record(address), name="mina")
    opened.__dict__["_coder"] = coder
    yield opened
    opened.close()


@pytest.fixture
def browser(served: Desk) -> TestClient:
    return TestClient(build(served), base_url=BASE, follow_redirects=False, raise_server_exceptions=False)


@pytest.fixture
def report(served: Desk) -> str:
    return next(r.key for r in served.record.reports() if r.id == "sanaa-2016")


def test_every_page_comes(browser: TestClient, report: str) -> None:
    first = {
        name: browser.get(f"/{name}.json").json()[name][0]["key"]
        for name in ("events", "talks", "relations", "disagreements")
    }
    pair = browser.get("/dyads.json").json()["dyads"][0]
    paths = ["/", "/add", *LISTS, f"/reports/{report}", "/entities/state-usa", *(f"/{n}/{k}" for n, k in first.items())]
    paths += [
        "/events?quad=4&since=2014",
        "/timeline?quad=4",
        "/network?since=2014",
        "/map?quad=4",
        "/figures?measure=killed",
    ]
    paths.append(f"/dyad?one={pair['one']['key']}&other={pair['other']['key']}")
    for path in paths:
        stem, _, asked = path.partition("?")
        for where in (path, f"{'/index' if stem == '/' else stem}.json?{asked}"):
            if where != "/add.json?":
                assert browser.get(where).status_code == 200, where


def test_notes_are_written_once_and_drafts_kept(browser: TestClient, report: str) -> None:
    id, note = fresh(), {"target": on(report), "body": "Which hall?\x00"}
    draft = {"page": "/x", "body": "Which", "typed_at": "2026-01-31T10:00:00.000Z"}
    assert browser.put(f"/api/v1/drafts/{id}", json=draft).json() == {"kept": True}
    assert browser.get("/api/v1/drafts?page=/x").json()["drafts"][0]["body"] == "Which"
    statuses = [browser.put(f"/api/v1/notes/{id}", json=note).status_code for _ in range(3)]
    assert statuses == [201, 200, 200]
    assert browser.get("/api/v1/drafts?page=/x").json()["drafts"] == []
    browser.put(f"/api/v1/notes/{id}/revisions/{fresh()}", json={"body": "Which hall, in which town?"})
    assert [h["body"] for h in browser.get(f"/api/v1/notes/{id}").json()["history"]] == [
        "Which hall?",
        "Which hall, in which town?",
    ]
    assert id in browser.get(f"/reports/{report}").text


def test_a_correction_holds(browser: TestClient, report: str) -> None:
    target = {"kind": "event", "report": report, "item": "e1"}
    put = {"target": target, "field": "type", "value": "PROTEST"}
    assert browser.put(f"/api/v1/notes/{fresh()}", json=put).status_code == 201
    events = browser.get(f"/reports/{report}.json").json()["reading"]["events"]
    assert next(e["type"] for e in events if e["id"] == "e1") == "PROTEST"


def test_a_team_logs_in(address: str) -> None:
    team = Desk(open_record(address), team=True)
    accounts.make(team, "eve", PASSWORD, "editor")
    browser = TestClient(build(team), base_url=BASE, follow_redirects=False)
    assert browser.get("/events").status_code == 303
    form = {"csrf": csrf(browser.get("/login").text), "name": "eve", "password": PASSWORD}
    assert browser.post("/login", data=form).status_code == 303
    assert browser.get("/team").status_code == 200
    team.close()
