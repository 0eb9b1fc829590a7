"""The API is as /openapi.json says, whatever is sent: requests made of the description, answers held against it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import hypothesis
import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

import parley
from parley.desk import Desk, build
from parley.desk.limits import WRITES
from parley.desk.openapi import description
from parley.desk.routes import routes
from parley.record import open_record
from tests.desk.conftest import BASE

DOCUMENT = description()
OPERATIONS = [f"{method} {path}" for path, methods in DOCUMENT["paths"].items() for method in methods]
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
# A part of an address; what is empty or has a slash in it would be another address.
PART = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="/\\.?#%"), min_size=1, max_size=30)
# Answers that show that a request went through, where that is not 200, 201 or 202.
THROUGH = {"get /api/v1/jobs/{id}": {404}, "post /api/v1/login": {404}}
NOTE = "00000000-0000-4000-8000-000000000009"


def resolved(schema: Any) -> Any:
    """A schema with what it refers to in its place."""
    while isinstance(schema, dict) and "$ref" in schema:
        schema = DOCUMENT["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return schema


def fitting(schema: Any, hints: dict[str, list[str]], name: str = "") -> st.SearchStrategy[Any]:
    """Values that a schema allows; under some names mostly such as the record holds."""
    schema = resolved(schema)
    if hints.get(name) and schema.get("type", "string") == "string":
        return st.sampled_from(hints[name]) | fitting(schema, {})
    for several in ("anyOf", "oneOf"):
        if several in schema:
            return st.one_of([fitting(s, hints, name) for s in schema[several]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kind = schema.get("type")
    if kind == "object":
        fields = {k: fitting(v, hints, k) for k, v in schema.get("properties", {}).items()}
        must = set(schema.get("required", ()))
        return st.fixed_dictionaries(
            {k: v for k, v in fields.items() if k in must}, optional={k: v for k, v in fields.items() if k not in must}
        )
    if kind == "array":
        return st.lists(fitting(schema.get("items", {}), hints, name), max_size=3)
    if kind == "integer":
        return st.integers(schema.get("minimum", -(2**40)), schema.get("maximum", 2**40))
    if kind == "string":
        if schema.get("format") == "uuid":
            return st.uuids(version=4).map(str)
        if "pattern" in schema:
            return st.from_regex(schema["pattern"], fullmatch=True, alphabet=st.characters(codec="ascii"))
        return st.text(max_size=40)
    plain = {"null": st.none(), "boolean": st.booleans(), "number": st.floats(allow_nan=False, allow_infinity=False)}
    return plain.get(str(kind), ANYTHING)


@st.composite
def requests(draw: st.DrawFn, name: str, hints: dict[str, list[str]]) -> dict[str, Any]:
    """A request for an operation: as described, or with a part of it that is anything at all."""
    method, _, path = name.partition(" ")
    operation = DOCUMENT["paths"][path][method]
    wrong = draw(st.booleans())
    query = {}
    for parameter in operation["parameters"]:
        key = parameter["name"]
        if parameter["in"] == "path":
            value = PART if wrong and draw(st.booleans()) else fitting(parameter["schema"], hints, hint(path, key))
            path = path.replace(f"{{{key}}}", quote(str(draw(value)), safe="") or "-")
        elif draw(st.booleans()):
            query[key] = draw(st.text(max_size=20) if wrong else fitting(parameter["schema"], hints, key))
    out: dict[str, Any] = {"method": method.upper(), "url": path, "params": query}
    if "requestBody" in operation:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        whole = st.just(sound(name, hints)) | fitting(schema, hints)
        body = draw(whole | ANYTHING if wrong else whole)
        out["content"] = json.dumps(body).encode("utf-8", "surrogatepass")
        out["headers"] = {"content-type": draw(st.sampled_from(["application/json", "text/plain"])) if wrong else "application/json"}  # fmt: skip
    return out


def sound(name: str, hints: dict[str, list[str]]) -> dict[str, Any]:
    """A body that is not only well formed, but about something that the record holds."""
    one, other = hints["event"][:2]
    return {
        "put /api/v1/notes/{id}": {"target": {"kind": "report", "report": hints["report"][0]}, "body": "Which *hall*?"},
        "put /api/v1/notes/{id}/revisions/{revision}": {"resolved": True},
        "put /api/v1/joins/{id}": {"one": one, "other": other},
        "put /api/v1/splits/{id}": {"event": hints["joined"][0], "apart": hints["telling"]},
    }.get(name, {})


def hint(path: str, key: str) -> str:
    """What kind of key an address has."""
    if key == "id":
        return "note" if path.startswith("/api/v1/notes/") else "id"
    kind = path.strip("/").split("/")[0] if key == "key" else key
    return {"reports": "report", "events": "event", "entities": "entity", "talks": "talk"}.get(kind, kind)


@pytest.fixture(scope="module")
def app(kept: Path, tmp_path_factory: pytest.TempPathFactory, coder: parley.Coder) -> Iterator[tuple[TestClient, dict[str, list[str]]]]:  # fmt: skip
    """A desk of its own, and keys of what its record holds. What it is to read waits and is not read."""
    record = tmp_path_factory.mktemp("openapi") / "record.db"
    record.write_bytes(kept.read_bytes())
    desk = Desk(open_record(str(record)), name="mina")
    desk.__dict__["_coder"] = coder
    client = TestClient(build(desk), base_url=BASE, follow_redirects=False, raise_server_exceptions=False)
    get = lambda path: client.get(path).json()  # noqa: E731
    reports = [r["key"] for r in get("/reports.json")["reports"]]
    one, other, *more = [e["key"] for e in get("/events.json")["events"][:6]]
    note = {"target": {"kind": "report", "report": reports[0]}, "body": "Which hall?"}
    assert client.put(f"/api/v1/notes/{NOTE}", json=note).status_code == 201
    assert client.put(f"/api/v1/joins/{NOTE[:-1]}8", json={"one": one, "other": other}).status_code == 200
    joined = next(e["key"] for e in get("/events.json")["events"] if e["tellings"] == 2)
    hints = {
        "report": reports,
        "event": more,
        "entity": [e["key"] for e in get("/entities.json")["entities"][:5]],
        "talk": [t["key"] for t in get("/talks.json")["talks"][:5]],
        "joined": [joined],
        "telling": [get(f"/events/{joined}.json")["tellings"][0]["key"]],
        "note": [NOTE],
        "item": ["e1", "f1", "r1", "t1", "d1", "e99"],
        "kind": ["span", "report", "event", "entity"],
    }
    yield client, hints
    desk.close()


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_answer_is_as_described(
    app: tuple[TestClient, dict[str, list[str]]], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    client, hints = app
    monkeypatch.setattr(WRITES, "take", lambda who: None)
    method, _, path = name.partition(" ")
    operation = DOCUMENT["paths"][path][method]
    fits = re.compile(re.sub(r"\\{\w+\\}", r"[^/]+", re.escape(path)))
    reached = set()

    @settings(max_examples=25, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(request=requests(name, hints))
    def send(request: dict[str, Any]) -> None:
        hypothesis.assume(fits.fullmatch(request["url"]))
        answer = client.request(**request)
        reached.add(answer.status_code)
        assert str(answer.status_code) in operation["responses"], (answer.status_code, answer.text[:300])
        told = operation["responses"][str(answer.status_code)]["content"]["application/json"]["schema"]
        assert answer.headers["content-type"].startswith("application/json")
        jsonschema.validate(answer.json(), resolved(told))

    send()
    assert reached & THROUGH.get(name, {200, 201, 202}), reached


def test_the_description_names_every_address_of_the_api() -> None:
    there = {r.path for r in routes() if getattr(r, "path", "").startswith("/api/v1/")}
    assert there <= set(DOCUMENT["paths"])
