"""Whatever is asked of the desk, the answer is a page, JSON or a refusal in words; never a fault, and never a script."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.routing import Route
from starlette.testclient import TestClient

import parley
from parley.desk import Desk, build
from parley.desk.routes import routes
from parley.desk.security import HEADERS
from parley.model import FORMULA
from parley.record import open_record
from tests.contract import within
from tests.strategies import ODD, SCRIPTS, anything, reports

BASE = "http://localhost"
NAMES = (
    "q", "page", "limit", "offset", "since", "until", "type", "types", "party", "one", "other", "by", "sort", "status", "country",
    "report", "event", "kind", "body", "target", "parent", "id", "name", "password", "text", "published", "url", "csrf", "author",
    "confidence", "min_confidence", "field", "value", "next", "role", "start", "end", "view", "format", "apart", "typed_at", "to",
)  # fmt: skip
VALUES = st.one_of(
    st.sampled_from((*SCRIPTS, *ODD, "", "0", "-1", "1", "9" * 400, "1e99", "nan", "2014-02-30", "2014-12-27", "month", "ASSAULT", "%")),
    st.sampled_from(("'", '"', "' OR 1=1 --", "NEAR(", '"unclosed', "a* AND (", "..", "../../etc/passwd", "\\", "null", "true", "[]", "{}")),
    st.text(max_size=20),
)  # fmt: skip


@pytest.fixture(scope="module")
def desk(kept: Path, coder: parley.Coder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path = tmp_path_factory.mktemp("fuzz") / "record.db"
    path.write_bytes(kept.read_bytes())
    made = Desk(open_record(str(path)), name="mina")
    made.__dict__["_coder"] = coder
    yield made
    made.close()


@pytest.fixture(scope="module")
def client(desk: Desk) -> TestClient:
    return TestClient(build(desk), base_url=BASE, follow_redirects=False, raise_server_exceptions=False)


@pytest.fixture(scope="module")
def keys(desk: Desk) -> list[str]:
    return keys_of(desk)


def keys_of(desk: Desk) -> list[str]:
    """Keys of things that are there, so that not every address leads nowhere."""
    record = desk.record
    found = [record.reports(limit=2), record.events(limit=3), record.entities(limit=3), record.talks(limit=2)]
    return [str(item.key) for items in found for item in items]


def addresses() -> list[tuple[str, tuple[str, ...]]]:
    """Every address with its methods, those that another process is behind left out."""
    found = [(r.path, tuple(sorted(r.methods or ()))) for r in routes() if isinstance(r, Route)]
    return [(path, methods) for path, methods in found if "progress" not in path]


@st.composite
def requests(draw: st.DrawFn) -> dict[str, Any]:
    """A method, an address of the desk with something in its blanks, a query, and a body of one sort or another."""
    path, methods = draw(st.sampled_from(addresses()))
    method = draw(st.sampled_from((*methods, *methods, "POST", "DELETE")))
    asked: dict[str, Any] = {"method": method, "path": path, "blanks": draw(st.lists(VALUES, min_size=2, max_size=2))}
    asked["known"] = draw(st.integers(0, 20))
    asked["query"] = draw(st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=3))
    sort = draw(st.sampled_from(("none", "json", "json", "form", "bytes")))
    if sort == "json":
        fields = st.dictionaries(st.sampled_from(NAMES), anything | VALUES, max_size=5)
        asked["json"] = draw(fields | anything)
    elif sort == "form":
        asked["form"] = draw(st.dictionaries(st.sampled_from(NAMES), VALUES | reports, max_size=5))
    elif sort == "bytes":
        asked["bytes"] = draw(st.binary(max_size=60))
    asked["accept"] = draw(st.sampled_from(("text/html", "application/json", "*/*", "")))
    return asked


def percent(value: str) -> str:
    return quote(value.encode("utf-8", "surrogatepass"), safe="")


def send(client: TestClient, keys: list[str], asked: dict[str, Any]) -> Any:
    """The answer."""
    path, blanks = asked["path"], iter(asked["blanks"])
    parts = []
    for part in path.split("/"):
        if part.startswith("{"):
            ending = part[part.index("}") + 1 :]
            known = asked["known"] < len(keys)
            part = percent(keys[asked["known"]] if known else next(blanks)) + ending
        parts.append(part)
    query = urlencode({k: v.encode("utf-8", "surrogatepass") for k, v in asked["query"].items()})
    headers = {"accept": asked["accept"], "origin": BASE}
    content: bytes | None = asked.get("bytes")
    if "json" in asked:
        content, headers["content-type"] = (
            json.dumps(asked["json"]).encode("utf-8", "surrogatepass"),
            "application/json",
        )
    elif "form" in asked:
        form = {k: v.encode("utf-8", "surrogatepass") for k, v in asked["form"].items()}
        content, headers["content-type"] = urlencode(form).encode(), "application/x-www-form-urlencoded"
    with within(30):
        return client.request(asked["method"], f"{'/'.join(parts)}?{query}", content=content, headers=headers)


def check(answer: Any) -> None:
    """It is no fault, it says what it is, and nothing of the question comes back as a program."""
    assert answer.status_code < 500, answer.text[:500]
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    kind = answer.headers.get("content-type", "")
    if kind.startswith("text/html"):
        for line in ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>"):
            assert line not in answer.text
    elif kind.startswith("application/json") and answer.content:
        json.loads(answer.content)
    elif kind.startswith("text/csv"):
        for row in csv.reader(io.StringIO(answer.text)):
            assert not any(cell.startswith(FORMULA) for cell in row if not cell.lstrip("-").replace(".", "").isdigit())


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(asked=requests())
def test_any_request(client: TestClient, keys: list[str], asked: dict[str, Any]) -> None:
    check(send(client, keys, asked))


@pytest.mark.parametrize("path", [path for path, methods in addresses() if "GET" in methods and "{" not in path])
def test_every_address_stands_a_query_of_everything(client: TestClient, path: str) -> None:
    for value in ("' OR 1=1 --", "<script>alert(1)</script>", "9" * 400, "2014-02-30", "\x00", "NEAR("):
        check(client.get(path, params=dict.fromkeys(NAMES, value)))
