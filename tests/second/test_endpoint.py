"""A server that is slow, away, broken or hostile costs an opinion, and never a reading."""

from __future__ import annotations

import json
import sys
import time
from http.server import BaseHTTPRequestHandler
from typing import Any

import jsonschema
import pytest

from parley.errors import ParleyError
from parley.model import Report
from parley.second import Endpoint, OpinionError
from parley.second.proposal import schema

from .server import Server, chat, says, serving

REPORT = Report(id="r", text="Gunmen shelled Idlib.", title="News", published="2014-12-27")
PARTY = {"words": "Gunmen", "type": "organization"}
EVENT = {"words": "shelled Idlib", "type": "ASSAULT", "mode": None, "actors": [PARTY], "recipients": [], "status": []}
NOTHING = {"events": [], "relations": []}


def asked(server: Server, waits: list[float] | None = None, **options: Any) -> Any:
    waits = [] if waits is None else waits
    with Endpoint(server.url, "small-model", sleep=waits.append, **options) as endpoint:
        return endpoint.propose(REPORT)


def test_what_is_sent_and_what_comes_back() -> None:
    with serving(says(chat({"events": [EVENT], "relations": []}))) as server:
        proposal = asked(server, key="secret")
    assert [(e.words, e.type, e.actors[0].words) for e in proposal.events] == [("shelled Idlib", "ASSAULT", "Gunmen")]
    (sent,) = server.asked
    assert sent["model"] == "small-model"
    assert sent["temperature"] == 0
    assert json.loads(sent["messages"][1]["content"]) == {
        "report": {"published": "2014-12-27", "title": "News", "text": "Gunmen shelled Idlib."}
    }
    assert sent["response_format"]["json_schema"]["schema"] == schema()
    assert server.headers[0]["Authorization"] == "Bearer secret"


def test_the_schema_is_strict_and_holds_what_is_right() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate({"events": [EVENT], "relations": []}, schema())
    for part in schema()["$defs"].values():
        assert part["additionalProperties"] is False
        assert set(part["required"]) == set(part["properties"])
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"events": [{**EVENT, "type": "WAR"}], "relations": []}, schema())


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_server_that_is_busy_is_asked_again_later(status: int) -> None:
    waits: list[float] = []
    with serving(says(b"busy", status), says(b"busy", status), says(chat(NOTHING))) as server:
        assert asked(server, waits).events == []
    assert len(server.asked) == 3
    assert 0.25 <= waits[0] <= 0.5 <= waits[1] <= 1.0


@pytest.mark.parametrize(("header", "wait"), [("3", 3.0), ("100000", 20.0), ("Fri, 31 Dec 1999 23:59:59 GMT", None)])
def test_the_wait_that_a_server_names_is_kept_within_bounds(header: str, wait: float | None) -> None:
    waits: list[float] = []
    with serving(says(b"", 429, Retry_After=header), says(chat(NOTHING))) as server:
        asked(server, waits)
    assert waits[0] == wait if wait is not None else waits[0] <= 0.5


@pytest.mark.parametrize("status", [400, 401, 403, 404, 301, 307])
def test_a_refusal_is_not_argued_with(status: int) -> None:
    with serving(says(b"no", status, Location="http://127.0.0.1:1/")) as server, pytest.raises(OpinionError) as caught:
        asked(server, key="secret")
    assert f"HTTP {status}" in str(caught.value)
    assert "secret" not in str(caught.value)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"", b"<html>503</html>", b"{", b"null", b"[]", b"{}", b'{"choices": []}', b'{"choices": [{"message": {}}]}', b"\xff\xfe",
        b'{"choices": [{"message": {"content": 7}}]}', chat("I cannot help with that."), chat("[]"), chat({"events": []}),
        chat({"events": [{"words": 1}], "relations": []}), chat({"events": "all", "relations": []}), chat("[" * 100_000),
        chat({"events": [{**EVENT, "type": "WAR"}], "relations": []}), b"[" * 200_000,
    ],
    ids=range(18),
)  # fmt: skip
def test_an_answer_that_is_none_is_told_in_one_line(body: bytes) -> None:
    with serving(says(body)) as server, pytest.raises(OpinionError) as caught:
        asked(server, tries=2)
    assert len(server.asked) == 2
    assert str(caught.value).startswith("no second opinion from small-model at http://127.0.0.1:")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_items_that_do_not_fit_are_left_out_and_the_others_kept() -> None:
    bad = [{**EVENT, "type": "WAR"}, {**EVENT, "extra": 1}, None, {"words": "x"}]
    with serving(says(chat({"events": [*bad, EVENT], "relations": [1]}))) as server:
        proposal = asked(server)
    assert [e.words for e in proposal.events] == ["shelled Idlib"]
    assert proposal.relations == []


def test_a_fence_around_the_answer_is_taken_off() -> None:
    with serving(says(chat(f"```json\n{json.dumps(NOTHING)}\n```"))) as server:
        assert asked(server).events == []


def test_a_flood_is_broken_off() -> None:
    with serving(says(b" " * 5_000_000)) as server, pytest.raises(OpinionError, match="more than 1,000,000 bytes"):
        asked(server)
    assert len(server.asked) == 1


def test_a_compressed_answer_is_not_unpacked() -> None:
    with serving(says(b"\x1f\x8b", Content_Encoding="gzip")) as server, pytest.raises(OpinionError, match="compressed"):
        asked(server)


def test_a_silent_server_is_given_up() -> None:
    with serving(lambda handler: time.sleep(1)) as server, pytest.raises(OpinionError, match=r"no answer in 0\.1 s"):
        asked(server, timeout=0.1, tries=2)


def test_a_server_that_drips_is_given_up() -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(200):
            handler.wfile.write(b" ")
            time.sleep(0.02)

    began = time.monotonic()
    with serving(drip) as server, pytest.raises(OpinionError, match="no whole answer"):
        asked(server, timeout=0.2, tries=1)
    assert time.monotonic() - began < 3


def test_nobody_there() -> None:
    with serving(says(b"")) as server:
        url = server.url
    waits: list[float] = []
    with (
        Endpoint(url, "m", sleep=waits.append, tries=3) as endpoint,
        pytest.raises(OpinionError, match="no second opinion"),
    ):
        endpoint.propose(REPORT)
    assert len(waits) == 2


@pytest.mark.parametrize(
    ("url", "key", "words"),
    [
        ("localhost:8080", None, "no address"),
        ("file:///etc/passwd", None, "no address"),
        ("http://", None, "no address"),
        ("https://mina:pass@example.org/v1", None, "leave name and password out"),
        ("http://example.org/v1", "secret", "use https"),
    ],
)
def test_addresses_that_are_refused(url: str, key: str | None, words: str) -> None:
    with pytest.raises(ParleyError, match=words) as caught:
        Endpoint(url, "m", key=key)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "url", ["http://localhost:1/v1/", "http://127.0.0.1:1", "http://[::1]:1", "https://example.org"]
)
def test_addresses_to_which_a_key_may_go(url: str) -> None:
    with Endpoint(url, "m", key="secret") as endpoint:
        assert endpoint.url == url.rstrip("/")


def test_without_httpx_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(ParleyError, match=r'pip install "parley\[llm\]"'):
        Endpoint("http://localhost:1", "m")
