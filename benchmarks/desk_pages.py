"""How long the desk's pages take on a large record, one reader alone and many at once with writers.

    python benchmarks/record_keep.py --reports 100000 --record /tmp/made.db
    python benchmarks/desk_pages.py /tmp/made.db --rounds 20 --readers 50 --writers 2 --seconds 60

Times are the server's: from the request's arrival to the answer's last byte, as the wall clock and as processor time.
Notes are written: give it a copy of a record that matters.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import statistics
import time
import uuid
from typing import Any
from urllib.parse import quote

from parley.desk import Desk, build
from parley.record import open_record


async def ask(app: Any, path: str, method: str = "GET", body: Any = None) -> tuple[int, float, float, bytes]:
    """Status, wall milliseconds, processor milliseconds and body of one request."""
    where, _, query = path.partition("?")
    sent = json.dumps(body).encode() if body is not None else b""
    headers = [(b"host", b"localhost"), (b"content-type", b"application/json")]
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
        "path": where.replace("%20", " ").replace("%3A", ":").replace("%2F", "/"), "raw_path": where.encode(),
        "query_string": query.encode(), "headers": headers, "server": ("localhost", 80), "client": ("127.0.0.1", 1),
        "state": {},
    }  # fmt: skip
    out: dict[str, Any] = {"status": 0, "body": b""}

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": sent, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            out["status"] = message["status"]
        else:
            out["body"] += message.get("body", b"")

    wall, processor = time.perf_counter(), time.process_time()
    await app(scope, receive, send)
    return out["status"], (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000, out["body"]


async def pages(app: Any, rng: random.Random) -> list[tuple[str, list[str]]]:
    """Names of pages, each with several addresses."""

    async def data(path: str) -> Any:
        return json.loads((await ask(app, path))[3])

    events = (await data("/events.json?size=200&page=3"))["events"]
    reports = (await data("/reports.json?size=200"))["reports"]
    entities = (await data("/entities.json?size=60"))["entities"]
    talks = (await data("/talks.json"))["talks"]
    relations = (await data("/relations.json?size=100"))["relations"]
    dyads = (await data("/dyads.json"))["dyads"]
    disagreements = (await data("/disagreements.json?size=50"))["disagreements"]
    years = sorted({e["day"][:4] for e in events if e["day"]}) or ["2020"]

    def some(items: list[Any], path: str) -> list[str]:
        return [path + quote(i["key"], safe="") for i in rng.sample(items, min(20, len(items)))]

    year = years[-1]
    return [
        ("overview", ["/"]),
        ("reports", ["/reports", "/reports?page=40", f"/reports?since={year}"]),
        ("report", some(reports, "/reports/")),
        ("events", ["/events", "/events?quad=4", "/events?type=ASSAULT&page=5", f"/events?since={year}&as=table"]),
        ("events of one", [f"/events?party={quote(e['key'], safe='')}" for e in entities[:20]]),
        ("event", some(events, "/events/")),
        ("entities", ["/entities", "/entities?type=person"]),
        ("entity", some(entities, "/entities/")),
        ("dyads", ["/dyads"]),
        (
            "dyad",
            [f"/dyad?one={quote(d['one']['key'])}&other={quote(d['other']['key'])}" for d in dyads[:20]],
        ),
        ("relations", ["/relations"]),
        ("relation", some(relations, "/relations/")),
        ("all talks", ["/talks"]),
        ("talks", some(talks, "/talks/")),
        ("disagreements", ["/disagreements"]),
        ("disagreement", some(disagreements, "/disagreements/")),
        ("figures", ["/figures", "/figures?measure=killed"]),
        ("timeline", ["/timeline", f"/timeline?since={year}", "/timeline?quad=4"]),
        ("network", ["/network", "/network?quad=4", f"/network?since={year}"]),
        ("map", ["/map", "/map?quad=4", f"/map?since={year}"]),
        ("search", ["/search?q=ceasefire", "/search?q=police%20arrested", "/search?q=talks"]),
        ("notes", ["/notes"]),
        ("a page's twin", ["/events.json?quad=4"]),
    ]


def p95(times: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


async def alone(app: Any, rng: random.Random, rounds: int) -> list[str]:
    """One reader: a line of the table a page; gives all addresses."""
    found = await pages(app, rng)
    print(f"{'page':16}{'n':>5}{'median ms':>11}{'p95 ms':>9}{'p95 CPU ms':>12}{'worst ms':>10}{'first ms':>10}")
    everything = []
    for name, addresses in found:
        wall, processor = [], []
        first = (await ask(app, addresses[0]))[1]
        for n in range(rounds):
            status, ms, cpu, _ = await ask(app, addresses[n % len(addresses)])
            if status != 200:
                raise SystemExit(f"{addresses[n % len(addresses)]} answered {status}")
            wall.append(ms)
            processor.append(cpu)
        everything += addresses
        line = f"{statistics.median(wall):11.1f}{p95(wall):9.1f}{p95(processor):12.1f}{max(wall):10.1f}{first:10.1f}"
        print(f"{name:16}{len(wall):5}{line}", flush=True)
    return everything


async def together(app: Any, addresses: list[str], readers: int, writers: int, seconds: float) -> None:
    """Many readers and some writers at once."""
    until = time.monotonic() + seconds
    statuses: dict[int, int] = {}
    read: list[float] = []
    wrote: list[float] = []
    key = json.loads((await ask(app, "/reports.json?size=1"))[3])["reports"][0]["key"]

    async def reader(n: int) -> None:
        rng = random.Random(n)
        while time.monotonic() < until:
            status, ms, _, _ = await ask(app, rng.choice(addresses))
            statuses[status] = statuses.get(status, 0) + 1
            read.append(ms)
            await asyncio.sleep(rng.uniform(0.5, 3))

    async def writer(n: int) -> None:
        while time.monotonic() < until:
            note = {"target": {"kind": "report", "report": key}, "body": f"note of writer {n}"}
            status, ms, _, _ = await ask(app, f"/api/v1/notes/{uuid.uuid4()}", "PUT", note)
            statuses[status] = statuses.get(status, 0) + 1
            wrote.append(ms)
            await asyncio.sleep(0.5)

    await asyncio.gather(*(reader(n) for n in range(readers)), *(writer(n) for n in range(writers)))
    print(
        f"{readers} readers and {writers} writers for {seconds:.0f} s: {len(read)} pages, p95 {p95(read):.0f} ms; ",
        end="",
    )
    print(f"{len(wrote)} notes, p95 {p95(wrote):.0f} ms; by status {dict(sorted(statuses.items()))}")


async def main() -> None:
    """Run both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("record")
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--writers", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=60)
    given = parser.parse_args()
    desk = Desk(open_record(given.record), name="benchmark")
    app = build(desk)
    addresses = await alone(app, random.Random(7), given.rounds)
    await together(app, addresses, given.readers, given.writers, given.seconds)
    desk.close()


if __name__ == "__main__":
    asyncio.run(main())
