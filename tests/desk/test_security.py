"""What must not get in, and what must not get out."""

from __future__ import annotations

import ipaddress

import pytest
from starlette.testclient import TestClient

from parley.desk import Desk, build, fetch
from parley.desk.state import DeskError, Limits
from parley.model import Report
from tests.desk.conftest import BASE, csrf, fresh, on

EVIL = "<script>alert('x')</script><img src=x onerror=alert(1)>"


def test_nothing_of_a_report_is_run(client: TestClient, desk: Desk, coder: object) -> None:
    report = Report(
        id=EVIL, title=EVIL, publisher=EVIL, published="2016-10-10", url="javascript:alert(1)",
        text=f"The {EVIL} army attacked Aleppo on Sunday, the UN said. {EVIL}\u202e reversed",
    )  # fmt: skip
    kept = desk.record.keep_all([coder.read(report)])[0]  # type: ignore[attr-defined]
    client.put(f"/api/v1/notes/{fresh()}", json={"target": on(kept.report), "body": EVIL})
    paths = [
        f"/reports/{kept.report}",
        "/",
        "/reports",
        "/events",
        "/entities",
        "/notes",
        "/figures",
        "/search?q=" + EVIL,
    ]
    for path in paths:
        text = client.get(path).text
        assert "<script>alert" not in text, path
        assert "<img" not in text, path
        assert 'href="javascript:' not in text, path


def test_every_answer_has_its_headers(client: TestClient) -> None:
    for path in ("/", "/reports.json", "/static/desk.css", "/nowhere"):
        headers = client.get(path).headers
        assert "'unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"


def test_no_page_needs_what_the_policy_forbids(client: TestClient, sanaa: str) -> None:
    import re

    for path in ("/", f"/reports/{sanaa}", "/timeline", "/network", "/map", "/add", "/events"):
        text = client.get(path).text
        assert not re.search(r"<script(?! src=\"/static/)", text), path
        assert not re.search(r"\s(style|on[a-z]+)=", text), path


def test_other_hosts_and_origins_are_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421
    note = {"target": None, "body": "x"}
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}, {"origin": "null"}):
        assert client.put(f"/api/v1/notes/{fresh()}", json=note, headers=headers).status_code == 403


def test_a_form_needs_its_token_and_the_api_json(client: TestClient, desk: Desk, sanaa: str) -> None:
    token = csrf(client.get("/").text)
    other = TestClient(build(desk), base_url=BASE)
    fields = {"body": "x", "kind": "report", "report": sanaa}
    assert other.post("/notes", data={**fields, "csrf": token}).status_code == 403
    assert client.post("/add", data={"text": "x"}).status_code == 403
    assert client.post("/judgements", data={"act": "join"}).status_code == 403
    sent = client.put(f"/api/v1/notes/{fresh()}", content=b'{"body":"x"}', headers={"content-type": "text/plain"})
    assert sent.status_code == 415


def test_too_much_is_refused(client: TestClient, desk: Desk) -> None:
    desk.limits = Limits(upload=1_000_000)
    token = csrf(client.get("/").text)
    big = client.post("/add", data={"csrf": token}, files={"files": ("a.txt", b"x" * 1_100_000)})
    assert big.status_code == 413
    assert "in parts" in big.text


def test_nobody_is_led_elsewhere(client: TestClient, sanaa: str) -> None:
    token = csrf(client.get("/").text)
    for to in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        fields = {"csrf": token, "body": "x", "kind": "report", "report": sanaa, "to": to, "id": fresh()}
        assert client.post("/notes", data=fields).headers["location"].startswith("/notes#")


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.0.1", "0.0.0.0", "::1", "fe80::1", "fc00::1", "224.0.0.1",
     "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "100.64.0.1"],
)  # fmt: skip
def test_private_addresses_are_known(address: str) -> None:
    assert not fetch.public(address)


def test_public_addresses_are_known() -> None:
    assert all(fetch.public(a) for a in ("93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"))
    assert ipaddress.ip_address("8.8.8.8").is_global


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/feed", "http://localhost:8383/", "http://[::1]/", "ftp://example.org/", "file:///etc/passwd",
     "http://user:pw@example.org/", "http://2130706433/", "http://127.1/", "https://example.org:22/", "http://a b/", "x"],
)  # fmt: skip
def test_the_desk_fetches_nothing_from_inside(url: str) -> None:
    with pytest.raises(DeskError):
        fetch.fetch(url, Limits(fetch_seconds=2))


def test_a_redirect_into_the_inside_is_not_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def get(url: str, limits: Limits, until: float) -> tuple[int, dict[str, str], bytes]:
        seen.append(url)
        if len(seen) == 1:
            return 302, {"location": "http://127.0.0.1/secret"}, b""
        return real(url, limits, until)

    real = fetch._get
    monkeypatch.setattr(fetch, "_get", get)
    with pytest.raises(DeskError, match="private network"):
        fetch.fetch("https://example.org/feed", Limits())
    assert seen == ["https://example.org/feed", "http://127.0.0.1/secret"]


def test_beyond_loopback_only_with_a_team() -> None:
    from typer.testing import CliRunner

    from parley.cli import app

    found = CliRunner().invoke(app, ["desk", "--host", "0.0.0.0"])
    assert "--team" in str(found.exception)
