"""The desk as a subject of the trial."""

from __future__ import annotations

import random
import uuid
from collections import Counter
from pathlib import Path
from typing import Any

from parley.record import open_record
from tests.desk.browsers import desk_server, reach

# In the order in which somebody looks: on the page, in the outbox, in a field.
LOOK = """words => {
  for (const note of document.querySelectorAll('.threads .note')) if (note.textContent.includes(words)) return 'saved';
  if (Notes.outbox().some((e) => e.content.body === words)) return 'waiting';
  for (const form of document.querySelectorAll('form[data-write]'))
    if (form.elements.namedItem('body').value === words) return form.dataset.sending ? 'waiting' : 'kept';
  return 'gone';
}"""


class DeskSubject:
    """People write on sentences of reports, programs on reports."""

    name = "Parley's desk"

    def __init__(self, record: Path, *options: str) -> None:
        self.record = record
        self.server = desk_server(record, "--name", "mina", *options)
        with open_record(str(record)) as opened:
            self.reports = [r.key for r in opened.reports()]
        self.near = self.server.base
        self.chance = random.Random(3)

    def through(self, port: int) -> None:
        """Everybody reaches the server by this port from now on."""
        self.near = f"http://127.0.0.1:{port}"

    async def visit(self, page: Any, address: str | None = None) -> None:
        """A report: that of the address, the one that the tab had, or any."""
        address = next((a for a in (address, page.url) if a and "/reports/" in a), None)
        address = address or f"{self.near}/reports/{self.chance.choice(self.reports)}"
        await reach(page, address, lambda: page.wait_for_function("typeof Notes === 'object'", timeout=3000))

    async def write(self, page: Any, words: str) -> None:
        """On some sentence."""
        numbers = page.locator("a.no")
        await numbers.nth(self.chance.randrange(await numbers.count())).click()
        await page.keyboard.insert_text(words)

    async def press(self, page: Any, words: str, times: int) -> None:
        """Save."""
        for form in await page.locator("form[data-write]").all():
            if await form.locator("textarea").input_value() == words:
                await form.locator("button:has-text('Save')").click(click_count=times)
                return

    async def state(self, page: Any, words: str) -> str:
        """What the page shows."""
        return str(await page.evaluate(LOOK, words))

    def message(self, words: str) -> Any:
        """A note under an id of its own."""
        target = {"kind": "report", "report": self.chance.choice(self.reports)}
        return f"/api/v1/notes/{uuid.uuid4()}", {"target": target, "body": words}

    async def send(self, client: Any, message: Any) -> bool:
        """Put it."""
        answer = await client.put(self.near + message[0], json=message[1])
        return answer.status_code in (200, 201) and answer.json()["saved"] is True

    def stored(self) -> Counter[str]:
        """Every note of the record, whoever wrote it."""
        with open_record(str(self.record)) as opened:
            return Counter(note.body for note in opened.notes.all(limit=1_000_000))
