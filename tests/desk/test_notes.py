"""Notes: written once however often they are sent, never lost, always clean."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from parley.desk import Desk
from parley.desk.markdown import mentioned, safe
from tests.desk.conftest import csrf, fresh, on


def test_a_note_sent_again_is_there_once(client: TestClient, sanaa: str) -> None:
    id, note = fresh(), {"target": on(sanaa), "body": "Is this the *same* hall?"}
    first = client.put(f"/api/v1/notes/{id}", json=note)
    again = client.put(f"/api/v1/notes/{id}", json=note)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["saved"] is again.json()["saved"] is True
    found = client.get("/api/v1/notes").json()["notes"]
    assert [(n["id"], n["html"], n["author"]) for n in found] == [
        (id, "<p>Is this the <em>same</em> hall?</p>\n", "mina")
    ]


def test_other_words_under_the_same_id_come_back(client: TestClient, sanaa: str) -> None:
    id = fresh()
    client.put(f"/api/v1/notes/{id}", json={"target": on(sanaa), "body": "one"})
    clash = client.put(f"/api/v1/notes/{id}", json={"target": on(sanaa), "body": "two"})
    assert clash.status_code == 409
    assert clash.json()["note"]["body"] == "one"


def test_a_note_sent_again_after_it_was_changed_is_not_written_again(client: TestClient, sanaa: str) -> None:
    id, note = fresh(), {"target": on(sanaa), "body": "first"}
    client.put(f"/api/v1/notes/{id}", json=note)
    client.put(f"/api/v1/notes/{id}/revisions/{fresh()}", json={"body": "second"})
    assert client.put(f"/api/v1/notes/{id}", json=note).json()["note"]["body"] == "second"
    assert [h["body"] for h in client.get(f"/api/v1/notes/{id}").json()["history"]] == ["first", "second"]


def test_two_who_change_one_note_both_stay_in_its_history(client: TestClient, sanaa: str) -> None:
    id = fresh()
    base = client.put(f"/api/v1/notes/{id}", json={"target": on(sanaa), "body": "a"}).json()["note"]["revision"]
    one = client.put(f"/api/v1/notes/{id}/revisions/{fresh()}", json={"body": "b", "base": base}).json()
    two = client.put(f"/api/v1/notes/{id}/revisions/{fresh()}", json={"body": "c", "base": base}).json()
    assert (one["between"], two["between"]) == (False, True)
    assert [h["body"] for h in client.get(f"/api/v1/notes/{id}").json()["history"]] == ["a", "b", "c"]


def test_a_thread_is_answered_resolved_opened_and_taken_back(client: TestClient, sanaa: str) -> None:
    root, answer = fresh(), fresh()
    client.put(f"/api/v1/notes/{root}", json={"target": on(sanaa), "body": "Who? @omar"})
    client.put(f"/api/v1/notes/{answer}", json={"parent": root, "body": "The ministry."})
    thread = client.get(f"/api/v1/notes?report={sanaa}").json()["threads"]
    assert [(t["id"], [a["id"] for a in t["answers"]]) for t in thread] == [(root, [answer])]
    resolved = client.put(f"/api/v1/notes/{root}/revisions/{fresh()}", json={"resolved": True}).json()["note"]
    assert resolved["resolved"] is True
    assert client.get("/notes.json?open=no").json()["notes"][0]["id"] == root
    client.put(f"/api/v1/notes/{root}/revisions/{fresh()}", json={"resolved": False})
    assert client.get("/notes.json?mentions=omar").json()["notes"][0]["id"] == root
    client.put(f"/api/v1/notes/{answer}/revisions/{fresh()}", json={"deleted": True})
    assert [n["id"] for n in client.get("/api/v1/notes").json()["notes"]] == [root]
    assert client.get(f"/api/v1/notes/{answer}").json()["history"][0]["body"] == "The ministry."
    assert client.get(f"/notes/{answer}").status_code == 200


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"body": "on nothing"}, 422, "what the note is on"),
        ({"target": {"kind": "report", "report": "none"}, "body": "x"}, 404, "no report"),
        ({"target": {"kind": "moon"}, "body": "x"}, 422, "not as it should be"),
        ({"body": "x", "parent": "d5ab0c3a-1111-4111-8111-111111111111"}, 404, "no note"),
        ({"unknown": 1}, 422, "not as it should be"),
    ],
)
def test_what_cannot_be_noted_is_said(client: TestClient, body: dict[str, object], status: int, words: str) -> None:
    answer = client.put(f"/api/v1/notes/{fresh()}", json=body)
    assert answer.status_code == status
    assert words in answer.json()["error"]
    assert client.get("/api/v1/notes").json()["notes"] == []


def test_empty_and_endless_notes_are_refused(client: TestClient, sanaa: str) -> None:
    for body, status in (("  \n", 422), ("x" * 100_001, 413)):
        assert client.put(f"/api/v1/notes/{fresh()}", json={"target": on(sanaa), "body": body}).status_code == status


def test_a_span_whose_words_changed_is_found_or_shown_as_lost(client: TestClient, sanaa: str) -> None:
    moved, lost = fresh(), fresh()
    text = client.get(f"/reports/{sanaa}.json").json()["reading"]["report"]["text"]
    words = text[200:230]
    client.put(f"/api/v1/notes/{moved}", json={"target": on(sanaa, 5, 35) | {"exact": words}, "body": "here"})
    client.put(
        f"/api/v1/notes/{lost}", json={"target": on(sanaa, 5, 35) | {"exact": "words of no report"}, "body": "gone"}
    )
    found = {n["id"]: n for n in client.get(f"/api/v1/notes?report={sanaa}").json()["notes"]}
    assert text[found[moved]["start"] : found[moved]["end"]] == words
    assert found[lost]["state"] == "orphan"
    assert "gone" in client.get(f"/reports/{sanaa}").text


def test_a_draft_is_kept_until_it_is_a_note(client: TestClient, sanaa: str) -> None:
    id, page = fresh(), f"/reports/{sanaa}"
    draft = {"page": page, "target": on(sanaa), "body": "half a", "typed_at": "2026-01-01T10:00:00.000Z"}
    assert client.put(f"/api/v1/drafts/{id}", json=draft).json() == {"kept": True}
    late = {**draft, "body": "half", "typed_at": "2026-01-01T09:59:59.000Z"}
    assert client.put(f"/api/v1/drafts/{id}", json=late).json() == {"kept": False}
    assert [d["body"] for d in client.get("/api/v1/drafts", params={"page": page}).json()["drafts"]] == ["half a"]
    client.put(f"/api/v1/notes/{id}", json={"target": on(sanaa), "body": "half a thought"})
    assert client.get("/api/v1/drafts").json()["drafts"] == []
    # A draft that was on its way when the note was saved does not come back.
    assert client.put(f"/api/v1/drafts/{id}", json={**draft, "body": "half a thought"}).json() == {"kept": False}


def test_a_draft_can_be_thrown_away(client: TestClient, sanaa: str) -> None:
    id = fresh()
    client.put(f"/api/v1/drafts/{id}", json={"target": on(sanaa), "body": "no"})
    client.delete(f"/api/v1/drafts/{id}")
    assert client.get("/api/v1/drafts").json()["drafts"] == []


def test_a_note_by_a_plain_form(client: TestClient, sanaa: str) -> None:
    token = csrf(client.get(f"/reports/{sanaa}").text)
    id = fresh()
    fields = {"csrf": token, "id": id, "to": f"/reports/{sanaa}", "body": "by form", "kind": "report", "report": sanaa}
    for _ in range(2):  # sent twice by an impatient reader
        answer = client.post("/notes", data=fields)
        assert answer.status_code == 303
        assert answer.headers["location"] == f"/reports/{sanaa}#note-{id}"
    assert len(client.get("/api/v1/notes").json()["notes"]) == 1
    client.post("/notes", data={"csrf": token, "note": id, "act": "revise", "body": "by form, better"})
    assert client.get(f"/api/v1/notes/{id}").json()["note"]["body"] == "by form, better"


def test_a_form_that_fails_comes_back_with_its_words(client: TestClient, sanaa: str) -> None:
    token = csrf(client.get("/").text)
    for fields, status in (
        ({"csrf": token, "kind": "report", "report": "none"}, 404),
        ({"csrf": "old", "kind": "report", "report": sanaa}, 403),
        ({"csrf": token, "kind": "span", "report": sanaa, "start": "x", "end": "9"}, 422),
    ):
        answer = client.post("/notes", data={**fields, "body": "words worth keeping"})
        assert answer.status_code == status
        assert "words worth keeping</textarea>" in answer.text


def test_a_form_is_kept_when_the_database_fails(
    client: TestClient, desk: Desk, sanaa: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from parley.errors import RecordError
    from parley.record.notebook import Notebook

    token = csrf(client.get("/").text)

    def broken(*_: object, **__: object) -> None:
        raise RecordError("the record x cannot be used: disk full")

    monkeypatch.setattr(Notebook, "add", broken)
    fields = {"csrf": token, "kind": "report", "report": sanaa, "body": "words worth keeping"}
    answer = client.post("/notes", data=fields)
    assert answer.status_code == 503
    assert "words worth keeping</textarea>" in answer.text
    sent = client.put(f"/api/v1/notes/{fresh()}", json={"target": on(sanaa), "body": "x"})
    assert sent.status_code == 503
    assert "saved" not in sent.json()


def test_a_correction_by_form_takes_effect_once(client: TestClient, sanaa: str) -> None:
    page = client.get(f"/reports/{sanaa}/correct/e1").text
    token, id = csrf(page), fresh()
    event = client.get(f"/reports/{sanaa}.json").json()["reading"]["events"][0]
    fields = {
        "csrf": token, "id": id, "type": "PROTEST", "mode": event["mode"] or "", "actors": "Saudi Arabia\nA new group",
        "recipients": "", "day": "2016-10-09", "place": "Sanaa", "body": "As sentence one says.", "scope": "telling",
        "act": "change",
    }  # fmt: skip
    for _ in range(2):
        assert client.post(f"/reports/{sanaa}/correct/e1", data=fields).status_code == 303
    reading = client.get(f"/reports/{sanaa}.json").json()["reading"]
    names = {e["id"]: e["name"] for e in reading["entities"]}
    corrected = next(e for e in reading["events"] if e["id"] == "e1")
    assert corrected["type"] == "PROTEST"
    assert [names[i] for i in corrected["actors"]] == ["Saudi Arabia", "A new group"]
    made = client.get("/notes.json?kind=correction").json()["notes"]
    assert len(made) == len({n["field"] for n in made})
    telling = next(t for t in client.get(f"/reports/{sanaa}.json").json()["tellings"] if t["item"] == "e1")
    assert telling["type"] == "PROTEST"


def test_a_wrong_correction_comes_back_as_it_was_typed(client: TestClient, sanaa: str) -> None:
    token = csrf(client.get(f"/reports/{sanaa}/correct/e1").text)
    answer = client.post(
        f"/reports/{sanaa}/correct/e1",
        data={"csrf": token, "id": fresh(), "type": "PROTEST", "day": "some day", "body": "my reasons"},
    )
    assert answer.status_code == 422
    assert "no day" in answer.text
    assert "my reasons</textarea>" in answer.text


def test_an_event_that_is_none_leaves_every_view(client: TestClient, sanaa: str) -> None:
    token = csrf(client.get("/").text)
    before = len(client.get(f"/events.json?report={sanaa}&size=100").json()["events"])
    client.post(f"/reports/{sanaa}/correct/e1", data={"csrf": token, "id": fresh(), "act": "reject", "body": ""})
    assert len(client.get(f"/events.json?report={sanaa}&size=100").json()["events"]) == before - 1


def test_events_are_joined_and_split_by_judgement(client: TestClient, sanaa: str) -> None:
    token = csrf(client.get("/").text)
    one, two = (e["key"] for e in client.get(f"/events.json?report={sanaa}").json()["events"][:2])
    fields = {
        "csrf": token,
        "id": fresh(),
        "act": "join",
        "event": one,
        "other": f"http://localhost/events/{two}",
        "body": "",
    }
    assert client.post("/judgements", data=fields).status_code == 303
    joined = client.get(f"/events/{one}.json").json()
    assert len(joined["tellings"]) == 2
    split = {"event": one, "apart": [joined["tellings"][1]["key"]]}
    assert client.put(f"/api/v1/splits/{fresh()}", json=split).json()["saved"]
    assert len(client.get(f"/events/{one}.json").json()["tellings"]) == 1


def test_markdown_is_clean() -> None:
    evil = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)> ![i](http://t/i.png) **ok**"
    html = str(safe(evil))
    assert "<strong>ok</strong>" in html
    for bad in ("<script", "javascript:", "<img", "onerror=alert(1)>"):
        assert bad not in html.replace("&lt;img src=x onerror=alert(1)&gt;", "").replace("[x](javascript:alert(1))", "")
    assert 'rel="noopener' in str(safe("[x](https://example.org)"))


def test_who_is_named() -> None:
    assert mentioned("@Mina and @omar.k, not a@b.org; @mina again (@ana)") == ["mina", "omar.k", "ana"]
