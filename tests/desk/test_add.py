"""Reports pasted, uploaded and fetched, and what is said of those that cannot be read."""

from __future__ import annotations

import time

import pytest
from starlette.testclient import TestClient

from parley.desk import Desk, add
from parley.desk.state import Limits
from tests.desk.conftest import csrf

TEXT = "Kenyan police arrested three opposition leaders in Nairobi on Monday, a spokesman said."
FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>A wire</title><item><title>Arrests in Nairobi</title>
<link>https://example.org/1</link><pubDate>Tue, 31 Oct 2017 10:00:00 GMT</pubDate><description>{TEXT}</description>
</item></channel></rss>"""


def done(client: TestClient, location: str) -> dict[str, object]:
    for _ in range(300):
        job: dict[str, object] = client.get(f"{location}.json").json()["job"]
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.05)
    raise AssertionError("the job did not end")


def test_a_pasted_report_is_read(client: TestClient) -> None:
    token = csrf(client.get("/add").text)
    fields = {"csrf": token, "text": TEXT, "title": "Arrests", "published": "2017-10-31", "publisher": "A wire"}
    sent = client.post("/add", data=fields)
    assert sent.status_code == 303
    job = done(client, sent.headers["location"])
    assert job["done"] == 1
    key = job["reports"][0]["report"]  # type: ignore[index]
    found = client.get(f"/reports/{key}.json").json()
    assert found["report"]["title"] == "Arrests"
    assert found["tellings"][0]["type"] == "COERCE"
    assert "Arrests" in client.get(sent.headers["location"]).text
    again = done(client, client.post("/add", data=fields).headers["location"])
    assert again["reports"][0]["new"] is False  # type: ignore[index]


def test_progress_is_told_as_it_happens(client: TestClient) -> None:
    token = csrf(client.get("/add").text)
    location = client.post("/add", data={"csrf": token, "text": TEXT}).headers["location"]
    stream = client.get(f"{location}/progress")
    assert stream.headers["content-type"].startswith("text/event-stream")
    assert stream.text.rstrip().split("data: ")[-1].count('"state":"done"') == 1


def test_files_are_read_and_what_cannot_be_is_named(client: TestClient) -> None:
    token = csrf(client.get("/add").text)
    files = [
        ("files", ("../../etc/passwd.txt", TEXT.encode(), "text/plain")),
        ("files", ("broken.pdf", b"%PDF-1.4 \x00\x01\x02\x03", "application/pdf")),
        ("files", ("<b>leer</b>.txt", b"Die Regierung hat gestern den Vertrag mit der Opposition unterzeichnet.", "x")),
    ]
    job = done(client, client.post("/add", data={"csrf": token}, files=files).headers["location"])
    assert job["done"] == 1
    assert len(job["skipped"]) == 2  # type: ignore[arg-type]
    assert all(s["reason"] for s in job["skipped"])  # type: ignore[attr-defined]
    assert ".." not in str(job["what"])


def test_a_feed_is_read(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(add, "fetch", lambda url, limits: (FEED.encode(), "application/rss+xml"))
    token = csrf(client.get("/add").text)
    job = done(
        client, client.post("/add", data={"csrf": token, "address": "https://example.org/feed"}).headers["location"]
    )
    assert job["done"] == 1
    assert job["reports"][0]["title"] == "Arrests in Nairobi"  # type: ignore[index]


def test_an_address_inside_fails_in_words(client: TestClient) -> None:
    token = csrf(client.get("/add").text)
    job = done(client, client.post("/add", data={"csrf": token, "address": "http://127.0.0.1/"}).headers["location"])
    assert job["state"] == "failed"
    assert "private network" in str(job["error"])


def test_a_wrong_form_comes_back_as_it_was_sent(client: TestClient) -> None:
    token = csrf(client.get("/add").text)
    back = client.post("/add", data={"csrf": token, "text": TEXT, "published": "some day"})
    assert back.status_code >= 400
    assert TEXT in back.text
    assert client.post("/add", data={"csrf": token, "text": " "}).status_code == 422


def test_no_more_than_the_limit_at_once(client: TestClient, desk: Desk) -> None:
    desk.limits = Limits(reports=1)
    token = csrf(client.get("/add").text)
    files = [("files", (f"{n}.txt", f"{TEXT} {n}".encode(), "text/plain")) for n in range(3)]
    job = done(client, client.post("/add", data={"csrf": token}, files=files).headers["location"])
    assert job["done"] == 1
    assert "at once" in job["skipped"][0]["reason"]  # type: ignore[index]


def test_a_program_has_a_text_read(client: TestClient) -> None:
    sent = client.post("/api/v1/jobs", json={"text": TEXT, "published": "2017-10-31"})
    assert sent.status_code == 202
    assert done(client, f"/jobs/{sent.json()['id']}")["done"] == 1
    assert client.get(f"/api/v1/jobs/{sent.json()['id']}").json()["state"] == "done"
    assert "not remembered" in client.get("/jobs/other").text
