"""The lost-comment trial of the tests, on the desk and on Isso, the Python comment server, side by side.

    python -m venv /tmp/isso && /tmp/isso/bin/pip install isso
    python benchmarks/lost_comments.py --isso /tmp/isso/bin/isso --notes 1000 --kills 100

Isso runs as its documentation sets it up for one site: its own server, its script in a page of the site, SQLite. Its
spam guard (two comments a minute) is off, as the documentation says for tests. Its API has no way to send a comment
again that may have been saved; a program that got no answer sends it again, as it does to the desk. The site's own
pages come from a server that nobody kills; only Isso is behind the wire that fails.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import http.server
import random
import sqlite3
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import AsyncIterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.desk.browsers import Server, free_port, opened, reach, there
from tests.desk.storm import Outcome, Storm
from tests.desk.storm_desk import DeskSubject

from parley.desk.demo import demo_record

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A report</title><h1>A report</h1>
<script data-isso="{isso}/" src="{isso}/js/embed.min.js" async></script>
<section id="isso-thread"><noscript>Comments need JavaScript.</noscript></section></html>"""
# In the order in which somebody looks: among the comments, in the field.
LOOK = """words => {
  const all = [...document.querySelectorAll('.isso-comment .isso-text')];
  if (all.some((text) => text.textContent.includes(words))) return 'saved';
  const field = document.querySelector('.isso-postbox .isso-textarea');
  if (field?.value !== words) return 'gone';
  return document.querySelector('.isso-postbox [type=submit]').disabled ? 'waiting' : 'kept';
}"""


class Site(http.server.BaseHTTPRequestHandler):
    """Pages with comments; `isso` is where their script comes from."""

    isso = ""

    def do_GET(self) -> None:
        """The same page under every address."""
        body = PAGE.format(isso=self.isso).encode()
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing."""


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


class IssoSubject:
    """Isso, its comments on fifty pages of a site."""

    name = "Isso"

    def __init__(self, program: str, folder: Path) -> None:
        self.chance = random.Random(3)
        self.database = folder / "comments.db"
        port = free_port()
        self.site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
        threading.Thread(target=self.site.serve_forever, daemon=True).start()
        self.address = f"http://127.0.0.1:{self.site.server_address[1]}"
        settings = folder / "isso.cfg"
        settings.write_text(
            f"[general]\ndbpath = {self.database}\nhost = {self.address}/\n[server]\nlisten = http://127.0.0.1:{port}\n"
            "[guard]\nenabled = false\n"
        )
        self.server = Server([program, "-c", str(settings), "run"], port)
        self.near = self.server.base

    def through(self, port: int) -> None:
        """Everybody reaches Isso by this port from now on."""
        self.near = Site.isso = f"http://127.0.0.1:{port}"

    def _uri(self) -> str:
        return f"/report-{self.chance.randrange(50)}.html"

    async def visit(self, page: Any, address: str | None = None) -> None:
        """A page of the site: that of the address, the one that the tab had, or any."""
        address = next((a for a in (address, page.url) if a and a.startswith(self.address)), None)
        address = address or self.address + self._uri()
        field = ".isso-postbox .isso-textarea"
        await reach(page, address, lambda: page.wait_for_selector(field, timeout=3000))
        await asyncio.sleep(0.3)

    async def write(self, page: Any, words: str) -> None:
        """In the field under the page."""
        await page.locator(".isso-postbox .isso-textarea").first.click()
        await page.keyboard.insert_text(words)

    async def press(self, page: Any, words: str, times: int) -> None:
        """Submit."""
        await page.locator(".isso-postbox [type=submit]").first.click(click_count=times)

    async def state(self, page: Any, words: str) -> str:
        """What the page shows."""
        return str(await page.evaluate(LOOK, words))

    def message(self, words: str) -> Any:
        """A comment on a page."""
        return self._uri(), {"text": words}

    async def send(self, client: Any, message: Any) -> bool:
        """Post it."""
        headers = {"origin": self.address, "referer": self.address + message[0]}
        answer = await client.post(f"{self.near}/new", params={"uri": message[0]}, json=message[1], headers=headers)
        return answer.status_code in (201, 202)

    def stored(self) -> Counter[str]:
        """Every comment, as it was typed."""
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            rows = [text for (text,) in connection.execute("SELECT text FROM comments")]
        found: Counter[str] = Counter()
        for row in rows:
            words = _Words()
            words.feed(row)
            found[words.text] += 1
        return found


async def run(options: argparse.Namespace, folder: Path) -> list[Outcome]:
    """One after the other, the desk first."""
    from playwright.async_api import async_playwright

    @contextlib.asynccontextmanager
    async def launch(name: str) -> AsyncIterator[Any]:
        async with async_playwright() as play:
            browser = await opened(play, name)
            yield browser
            await browser.close()

    record = folder / "record.db"
    subjects: list[Any] = []
    if not options.only_isso:
        demo_record(record).close()
        subjects.append(DeskSubject(record))
    if options.isso:
        subjects.append(IssoSubject(options.isso, folder))
    browsers = options.browser or there()
    share = options.notes * 3 // 10 // len(browsers)
    outcomes = []
    for subject in subjects:
        storm = Storm(subject, kills=options.kills, seed=options.seed)
        programs = options.notes - share * len(browsers)
        outcomes.append(await storm.blow(programs, dict.fromkeys(browsers, share), launch))
        print(outcomes[-1], flush=True)
    return outcomes


def main() -> None:
    """Run it and print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--isso", help="Isso's program; without it the desk is tried alone")
    options.add_argument("--only-isso", action="store_true")
    options.add_argument("--notes", type=int, default=1000)
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--browser", action="append", choices=("chromium", "firefox"))
    options.add_argument("--seed", type=int, default=9)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcomes = asyncio.run(run(given, Path(folder)))
    print(f"\n{'':16}{'comments':>10}{'lost':>8}{'doubled':>9}{'said saved, not there':>23}")
    for o in outcomes:
        print(f"{o.subject:16}{o.written:10}{len(o.lost):8}{len(o.doubled):9}{len(o.false):23}")
    for o in outcomes:
        for what, some in (("lost", o.lost), ("doubled", o.doubled)):
            for cause, n in o.causes(some).most_common():
                print(f"{o.subject}, {what}: {n} after {cause}")


if __name__ == "__main__":
    main()
