#!/usr/bin/env python3
"""Take the pictures of every page of the desk and write `docs/desk-pages.md`, which shows them.

    pip install -e ".[dev]" && apt install chromium
    python docs/desk_pictures.py
    python docs/desk_pictures.py --only report,login --into /tmp/pictures --whole --no-script

Four of each page: light and dark, on a desktop and on a phone. `--into` keeps them in another folder and leaves the
document alone; `--whole` takes the page from top to bottom.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.desk.browsers import Server, desk_server, opened

from parley.desk import Desk, accounts
from parley.desk.demo import demo_record
from parley.record import open_record

ROOT = Path(__file__).resolve().parents[1]
DESKTOP, PHONE = (1400, 900), (390, 844)
MODES = [
    (scheme, device, size)
    for device, size in (("desktop", DESKTOP), ("phone", PHONE))
    for scheme in ("light", "dark")
]  # fmt: skip
PASSWORD = "a long enough one"
# File, heading, address; braces are filled with what the record holds.
PAGES = [
    ("overview", "Overview", "/"),
    ("reports", "Reports", "/reports"),
    ("report", "A report", "/reports/{report}"),
    ("why", "Why an event was coded", "/reports/{report}/why/e1"),
    ("correct", "Correcting", "/reports/{report}/correct/e1"),
    ("events", "Events", "/events"),
    ("events-table", "Events as a table", "/events?as=table"),
    ("event", "An event", "/events/{event}"),
    ("entities", "People, organizations and places", "/entities"),
    ("entity", "An entity", "/entities/{entity}"),
    ("dyads", "Pairs", "/dyads"),
    ("dyad", "A pair", "/dyad?one={one}&other={other}"),
    ("relations", "Relations", "/relations"),
    ("relation", "A relation", "/relations/{relation}"),
    ("all-talks", "Talks", "/talks"),
    ("talks", "A negotiation", "/talks/{talks}"),
    ("disagreements", "Disagreements", "/disagreements"),
    ("disagreement", "A disagreement", "/disagreements/{disagreement}"),
    ("figures", "Figures", "/figures"),
    ("timeline", "Timeline", "/timeline"),
    ("network", "Network", "/network"),
    ("map", "Map", "/map"),
    ("search", "Search", "/search?q=ceasefire"),
    ("notes", "Notes", "/notes"),
    ("note", "A note", "/notes/{note}"),
    ("add", "Adding reports", "/add"),
    ("job", "Reports being read", "/jobs/{job}"),
    ("api", "The API", "/api"),
    ("error", "An address that leads nowhere", "/events/none"),
]
TEAM = [
    ("login", "A team's desk: logging in", "/login"),
    ("invitation", "A team's desk: an invitation", "/invitation/{invitation}"),
    ("team", "A team's desk: accounts and what was done", "/team"),
    ("account", "A team's desk: one's own account", "/me"),
]
EMPTY = [("empty", "A new record", "/"), ("empty-events", "Events of a new record", "/events")]


@contextlib.contextmanager
def running(record: Path, *options: str) -> Iterator[Server]:
    """A desk on a record."""
    server = desk_server(record, *options)
    server.start()
    try:
        yield server
    finally:
        server.kill()


def filled(get: Any, send: Any) -> dict[str, str]:
    """Notes and a job for the pictures; what stands for the names in braces."""
    report = next(r["key"] for r in get("/reports.json")["reports"] if r["id"] == "sanaa-2016")
    text = get(f"/reports/{report}.json")["reading"]["report"]["text"]
    words = "funeral hall"
    start = text.index(words)
    ids = [str(UUID(int=n, version=4)) for n in range(1, 5)]
    span = {"kind": "span", "report": report, "start": start, "end": start + len(words)}
    event = {"kind": "event", "report": report, "item": "e2"}
    for method, path, body in (
        (
            "PUT",
            f"/api/v1/notes/{ids[0]}",
            {"target": span, "body": "The *large* hall in the south? @omar, who names it?"},
        ),
        ("PUT", f"/api/v1/notes/{ids[1]}", {"parent": ids[0], "body": "The next report does, with its owner."}),
        ("PUT", f"/api/v1/notes/{ids[2]}", {"target": event, "body": "Told by both sides by now."}),
        ("PUT", f"/api/v1/notes/{ids[2]}/revisions/{ids[3]}", {"resolved": True}),
    ):
        if not send(method, path, body).get("saved"):
            raise SystemExit(f"{path} was not saved")
    text = "Envoys of both sides met in Oslo on Monday."
    job = send("POST", "/api/v1/jobs", {"text": text, "title": "Envoys meet in Oslo", "published": "2016-10-04"})
    dyad = get("/dyads.json")["dyads"][0]
    return {
        "report": report, "note": ids[0], "job": job["id"], "one": dyad["one"]["key"], "other": dyad["other"]["key"],
        "event": get(f"/reports/{report}.json")["tellings"][0]["event"],
        "entity": get("/entities.json")["entities"][0]["key"],
        "relation": get("/relations.json")["relations"][0]["key"],
        "talks": get("/talks.json")["talks"][-1]["key"],
        "disagreement": get("/disagreements.json")["disagreements"][0]["key"],
    }  # fmt: skip


class Camera:
    """Takes the pictures."""

    def __init__(self, browser: Any, given: argparse.Namespace, folder: Path) -> None:
        self.browser, self.given, self.folder = browser, given, folder

    def wanted(self, pages: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
        """Those of the pages that are asked for."""
        return [page for page in pages if not self.given.only or page[0] in self.given.only]

    def take(self, base: str, pages: list[tuple[str, str, str]], words: dict[str, str], account: str = "") -> None:
        """Every page four times; logged in, with `account`."""
        pages = self.wanted(pages)
        for scheme, device, (width, height) in MODES if pages else ():
            context = self.browser.new_context(
                color_scheme=scheme, viewport={"width": width, "height": height}, locale="en-GB", timezone_id="UTC",
                java_script_enabled=not self.given.no_script,
            )  # fmt: skip
            page = context.new_page()
            page.set_default_timeout(60_000)
            if account:
                page.goto(f"{base}/login")
                page.locator("input[name=name]").fill(account)
                page.locator("input[name=password]").fill(PASSWORD)
                page.locator("main button").first.click()
                page.wait_for_url(lambda url: "/login" not in url)
            for name, _, path in pages:
                page.goto(base + path.format(**{k: quote(v, safe="") for k, v in words.items()}))
                page.wait_for_load_state("load")
                wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                if wide > 0:
                    print(f"{name} is {wide} px too wide on a {device}")
                self.keep(page.screenshot(full_page=self.given.whole), self.folder / f"{name}-{scheme}-{device}.webp")
            context.close()

    def keep(self, png: bytes, path: Path) -> None:
        """As WebP, small enough for a document."""
        from PIL import Image

        with Image.open(io.BytesIO(png)) as image:
            if not self.given.whole and image.width > 1000:
                image = image.resize((1000, round(image.height * 1000 / image.width)), Image.Resampling.LANCZOS)
            image.convert("RGB").save(path, quality=45, method=6)


def document(pages: list[tuple[str, str, str]]) -> str:
    """The page of the documentation."""
    out = [
        "# The desk, page by page\n",
        "On the six example reports: by day and by night, on a desktop and on a phone 390 pixels wide. "
        "`python docs/desk_pictures.py` takes these pictures.\n",
    ]
    for name, heading, _ in pages:
        out.append(f"## {heading}\n")
        for scheme, device, _ in MODES:
            out.append(f"![{heading}, {scheme} on a {device}](images/desk/{name}-{scheme}-{device}.webp)")
        out.append("")
    return "\n".join(out)


def shoot(camera: Camera, scratch: Path) -> None:
    """One person's desk, a team's, and one of an empty record."""
    record = scratch / "record.db"
    demo_record(record).close()
    with running(record, "--name", "mina") as server:
        client = camera.browser.new_context().request
        words = filled(
            lambda path: client.get(server.base + path).json(),
            lambda method, path, body: client.fetch(server.base + path, method=method, data=body).json(),
        )
        camera.take(server.base, PAGES, words)
    desk = Desk(open_record(str(record)), team=True)
    for name, role, shown in (
        ("mina", "editor", "Mina Okafor"),
        ("omar", "analyst", "Omar Lindqvist"),
        ("ines", "reader", ""),
    ):
        accounts.make(desk, name, PASSWORD, role, shown=shown)
    words = {"invitation": accounts.invite(desk, "analyst", "mina")}
    desk.close()
    with running(record, "--team") as server:
        camera.take(server.base, TEAM[:2], words)
        camera.take(server.base, TEAM[2:], words, account="mina")
    empty = scratch / "new.db"
    open_record(str(empty)).close()
    with running(empty, "--name", "mina") as server:
        camera.take(server.base, EMPTY, {})


def main() -> None:
    """Take them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", type=lambda s: s.split(","), help="names of pages, with commas")
    parser.add_argument("--into", type=Path, help="another folder; the document stays as it is")
    parser.add_argument("--whole", action="store_true", help="from top to bottom")
    parser.add_argument("--no-script", action="store_true", help="as browsers show them that run no scripts")
    given = parser.parse_args()
    from playwright.sync_api import sync_playwright

    folder = given.into or ROOT / "docs" / "images" / "desk"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as play:
        browser = opened(play, "chromium")
        shoot(Camera(browser, given, folder), Path(scratch))
        browser.close()
    if not given.into:
        (ROOT / "docs" / "desk-pages.md").write_text(document([*PAGES, *TEAM, *EMPTY]), encoding="utf-8")


if __name__ == "__main__":
    main()
