"""Accounts, roles, sessions, invitations, and notes that outlive a login."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from parley.desk import Desk, accounts, build, limits
from tests.desk.conftest import BASE, csrf, fresh, on

PASSWORD = "a long enough one"


@pytest.fixture(autouse=True)
def new_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LOGINS", limits.Limit(10, 300, "logins"))


def browser(team: Desk, name: str | None = None) -> TestClient:
    client = TestClient(build(team), base_url=BASE, follow_redirects=False)
    if name:
        token = csrf(client.get("/login").text)
        assert client.post("/login", data={"csrf": token, "name": name, "password": PASSWORD}).status_code == 303
    return client


def test_strangers_see_nothing(team: Desk, sanaa: str) -> None:
    client = browser(team)
    assert client.get(f"/reports/{sanaa}?x=1").headers["location"] == f"/login?to=%2Freports%2F{sanaa}%3Fx%3D1"
    assert client.get("/reports.json").status_code == 401
    assert client.get("/api/v1/notes").json()["login"] == "/login"
    assert client.put(f"/api/v1/notes/{fresh()}", json={"body": "x"}).status_code == 401


def test_an_invitation_makes_one_account(team: Desk) -> None:
    link = accounts.invite(team, "analyst", "boss")
    client = browser(team)
    token = csrf(client.get(f"/invitation/{link}").text)
    short = client.post(f"/invitation/{link}", data={"csrf": token, "name": "omar", "password": "short"})
    assert short.status_code == 422
    made = client.post(f"/invitation/{link}", data={"csrf": token, "name": "omar", "password": PASSWORD})
    assert made.status_code == 303
    assert client.get("/api/v1/session").json() == {
        "team": True, "name": "omar", "role": "analyst", "csrf": token,
    }  # fmt: skip
    assert browser(team).get(f"/invitation/{link}").status_code == 404


def test_roles_bound_what_one_may(team: Desk, sanaa: str) -> None:
    for name, role in (("ray", "reader"), ("ana", "analyst"), ("eve", "editor")):
        accounts.make(team, name, PASSWORD, role)
    ray, ana, eve = (browser(team, name) for name in ("ray", "ana", "eve"))
    note = {"target": on(sanaa), "body": "by ana"}
    id = fresh()

    def put(client: TestClient, path: str, content: object) -> int:
        token = client.get("/api/v1/session").json()["csrf"]
        return client.put(path, json=content, headers={"x-csrf-token": token}).status_code

    assert put(ray, f"/api/v1/notes/{fresh()}", note) == 403
    assert put(ana, f"/api/v1/notes/{id}", note) == 201
    assert put(eve, f"/api/v1/notes/{id}/revisions/{fresh()}", {"body": "by eve"}) == 200
    accounts.make(team, "abe", PASSWORD, "analyst")
    abe = browser(team, "abe")
    assert put(abe, f"/api/v1/notes/{id}/revisions/{fresh()}", {"body": "by abe"}) == 403
    assert put(abe, f"/api/v1/notes/{id}/revisions/{fresh()}", {"resolved": True}) == 200
    assert ana.put(f"/api/v1/notes/{fresh()}", json=note).status_code == 403  # without the token of its page
    assert ana.get("/team").status_code == 403
    assert eve.get("/team").status_code == 200
    assert "Save" not in ray.get(f"/reports/{sanaa}").text.split("<template")[0]


def test_a_note_sent_after_the_login_ran_out_is_saved_with_the_next(team: Desk, sanaa: str) -> None:
    accounts.make(team, "ana", PASSWORD, "analyst")
    client = browser(team, "ana")
    token = csrf(client.get("/").text)
    client.cookies.delete("parley_session")
    id = fresh()
    fields = {"id": id, "kind": "report", "report": sanaa, "body": "written before", "to": f"/reports/{sanaa}"}
    refused = client.post("/notes", data={"csrf": token, **fields})
    assert refused.status_code == 401
    assert "written before</textarea>" in refused.text
    carried = {f"note_{k}": v for k, v in fields.items()}
    wrong = client.post("/login", data={"csrf": token, "name": "ana", "password": "not this one", **carried})
    assert wrong.status_code == 401
    assert "written before</textarea>" in wrong.text
    right = client.post("/login", data={"csrf": token, "name": "ana", "password": PASSWORD, **carried})
    assert right.status_code == 303
    assert client.get(f"/api/v1/notes/{id}").json()["note"]["body"] == "written before"


def test_drafts_are_their_writers_own(team: Desk, sanaa: str) -> None:
    for name in ("ana", "abe"):
        accounts.make(team, name, PASSWORD, "analyst")
    ana, abe = browser(team, "ana"), browser(team, "abe")
    token = ana.get("/api/v1/session").json()["csrf"]
    ana.put(f"/api/v1/drafts/{fresh()}", json={"body": "secret", "target": on(sanaa)}, headers={"x-csrf-token": token})
    assert len(ana.get("/api/v1/drafts").json()["drafts"]) == 1
    assert abe.get("/api/v1/drafts").json()["drafts"] == []


def test_logins_are_limited_and_written_down(team: Desk) -> None:
    accounts.make(team, "eve", PASSWORD, "editor")
    client = browser(team)
    token = csrf(client.get("/login").text)
    codes = [
        client.post("/login", data={"csrf": token, "name": "eve", "password": f"guess {n} ......"}).status_code
        for n in range(11)
    ]
    assert codes == [401] * 10 + [429]
    assert [e["act"] for e in accounts.log(team)][:10] == ["login refused"] * 10


def test_shutting_an_account_ends_its_sessions(team: Desk) -> None:
    accounts.make(team, "eve", PASSWORD, "editor")
    accounts.make(team, "ana", PASSWORD, "analyst")
    eve, ana = browser(team, "eve"), browser(team, "ana")
    token = csrf(eve.get("/team").text)
    assert eve.post("/team", data={"csrf": token, "act": "shut", "name": "ana"}).status_code == 200
    assert ana.get("/reports.json").status_code == 401
    last = eve.post("/team", data={"csrf": token, "act": "role", "name": "eve", "role": "reader"})
    assert last.status_code == 422
    assert "keeps one editor" in last.text
    link = eve.post("/team", data={"csrf": token, "act": "invite", "role": "reader"}).text
    assert "/invitation/" in link


def test_a_program_logs_in_with_a_token(team: Desk, sanaa: str) -> None:
    accounts.make(team, "bot", PASSWORD, "analyst")
    client = browser(team)
    token = client.post("/api/v1/login", json={"name": "bot", "password": PASSWORD}).json()["token"]
    client.cookies.clear()
    headers = {"authorization": f"Bearer {token}"}
    sent = client.put(f"/api/v1/notes/{fresh()}", json={"target": on(sanaa), "body": "x"}, headers=headers)
    assert sent.status_code == 201


def test_no_token_stands_in_the_database(team: Desk) -> None:
    accounts.make(team, "eve", PASSWORD, "editor")
    found = accounts.log_in(team, "eve", PASSWORD)
    assert found
    with team.record.store.read() as connection:
        import sqlalchemy as sa

        from parley.desk import tables as t

        assert found[1] not in str(connection.execute(sa.select(t.session)).all())
        assert PASSWORD not in str(connection.execute(sa.select(t.account)).all())
