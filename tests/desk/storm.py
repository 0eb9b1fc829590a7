"""The lost-comment trial: people and programs write while the server is killed, the network fails and tabs break.

A comment server is tried through its own pages in real browsers and through its API, behind a wire that loses things.
People write once. What they do when something goes wrong is what anybody does: they look whether it is there, send
again what still stands in the field, load the page again. They never type words a second time; so words that are
neither stored nor in front of them any more are lost, and words stored more than once are doubled.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass, field
from typing import Any, Protocol

from tests.desk.browsers import Server

TOPICS = "the hall, a convoy, two envoys, this bridge, their figures, a second source, the date, an older report".split(
    ", "
)
TURNS = "is not in; should be checked against; was told of before; disagrees with; came after; may stand for".split(
    "; "
)


class Subject(Protocol):
    """A comment server that is tried.

    `state` is what somebody sees who looks for their words: `saved` (on the page, as others see them), `waiting` (the
    page says that it is sending or will try again), `kept` (in a field whose button can be pressed) or `gone`.
    """

    name: str
    server: Server

    def through(self, port: int) -> None:
        """Everybody reaches the server by this port from now on."""

    async def visit(self, page: Any) -> None:
        """Open a page on which a comment can be written; any error is tried again."""

    async def write(self, page: Any, words: str) -> None:
        """Type words."""

    async def press(self, page: Any, words: str, times: int) -> None:
        """Press the button that sends them."""

    async def state(self, page: Any, words: str) -> str:
        """What somebody sees who looks for these words."""

    def message(self, words: str) -> Any:
        """What a program sends; the same message when it sends again."""

    async def send(self, client: Any, message: Any) -> bool:
        """Send once; whether it was answered that it is saved. No answer is an error."""

    def stored(self) -> Counter[str]:
        """How often each comment is in the database."""


@dataclass(frozen=True)
class Odds:
    """How likely each mishap is: `cut` and `drop` for one request that writes, the others for one comment."""

    cut: float = 0.08
    drop: float = 0.08
    double: float = 0.15
    reload: float = 0.12
    hasty: float = 0.15
    crash: float = 0.05
    twin: float = 0.08


@dataclass
class Outcome:
    """What came of it."""

    subject: str
    written: int = 0
    in_browsers: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    mishaps: Counter[str] = field(default_factory=Counter)
    befell: dict[str, list[str]] = field(default_factory=dict)
    seconds: float = 0.0

    def causes(self, some: list[str]) -> Counter[str]:
        """What befell these comments themselves; to the others only what befalls a wire or the server."""
        return Counter(" + ".join(self.befell.get(words, ["wire or kill alone"])) for words in some)

    def __str__(self) -> str:
        happened = ", ".join(f"{n} {name}" for name, n in sorted(self.mishaps.items()))
        return (
            f"{self.subject}: {self.written} comments, {self.in_browsers} of them in browsers: {len(self.lost)} lost, "
            f"{len(self.doubled)} doubled, {len(self.false)} said to be saved and not there; {happened}; "
            f"{self.seconds:.0f} s"
        )


class Wire:
    """The network between those who write and the server."""

    def __init__(self, behind: int, odds: Odds, chance: random.Random, mishaps: Counter[str]) -> None:
        self.behind, self.odds, self.chance, self.mishaps = behind, odds, chance, mishaps
        self.writes = 0
        self.calm = False
        self.out = False
        self.live: set[asyncio.StreamWriter] = set()

    @contextlib.asynccontextmanager
    async def laid(self) -> AsyncIterator[int]:
        """The port at its near end."""
        near = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        async with near:
            yield int(near.sockets[0].getsockname()[1])
            near.close()
            self.hang_up()

    def hang_up(self) -> None:
        """Break every connection."""
        for end in list(self.live):
            end.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far: asyncio.StreamWriter | None = None
        self.live.add(writer)
        try:
            if self.out:
                return
            answers, far = await asyncio.open_connection("127.0.0.1", self.behind)
            self.live.add(far)
            lossy = asyncio.Event()
            both = [
                asyncio.create_task(self._there(reader, far, lossy)),
                asyncio.create_task(self._back(answers, writer, lossy)),
            ]
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            for task in both:
                task.cancel()
            await asyncio.gather(*both, return_exceptions=True)
        except OSError:
            pass
        finally:
            for end in (writer, far):
                if end is not None:
                    self.live.discard(end)
                    end.transport.abort()

    async def _there(self, reader: asyncio.StreamReader, far: asyncio.StreamWriter, lossy: asyncio.Event) -> None:
        while data := await reader.read(65536):
            if data.startswith((b"PUT ", b"POST ")):
                self.writes += 1
                fate = 1.0 if self.calm else self.chance.random()
                if fate < self.odds.cut:
                    self.mishaps["requests cut"] += 1
                    far.write(data[: self.chance.randrange(len(data))])
                    await far.drain()
                    return
                if fate < self.odds.cut + self.odds.drop:
                    lossy.set()
            far.write(data)
            await far.drain()

    async def _back(self, answers: asyncio.StreamReader, writer: asyncio.StreamWriter, lossy: asyncio.Event) -> None:
        while data := await answers.read(65536):
            if lossy.is_set():
                self.mishaps["answers dropped after the commit"] += 1
                return
            writer.write(data)
            await writer.drain()


class Storm:
    """One trial of one subject."""

    def __init__(self, subject: Subject, *, kills: int, seed: int, odds: Odds | None = None) -> None:
        self.subject, self.kills = subject, kills
        self.odds = odds or Odds()
        self.chance = random.Random(seed)
        self.outcome = Outcome(subject.name)
        self.wire = Wire(subject.server.port, self.odds, self.chance, self.outcome.mishaps)
        self.said: list[str] = []
        self.done = 0

    async def blow(self, programs: int, people: dict[str, int], launch: Any) -> Outcome:
        """Write comments: `programs` by the API, and in each browser so many by three people at a time."""
        began = time.monotonic()
        total = programs + sum(people.values())
        words = [
            f"Note {n}: {self._pick(TOPICS)} {self._pick(TURNS)} {self._pick(TOPICS)}." for n in range(1, total + 1)
        ]
        self.outcome.written, self.outcome.in_browsers = total, sum(people.values())
        self.subject.server.start()
        async with self.wire.laid() as port:
            self.subject.through(port)
            weather = [asyncio.create_task(self._kill(total)), asyncio.create_task(self._outages())]
            rest = iter(words)
            work: list[Awaitable[None]] = [self._programs([next(rest) for _ in range(programs)])]
            work += [self._in_browser(name, [next(rest) for _ in range(n)], launch) for name, n in people.items() if n]
            writing = asyncio.gather(*work)
            # A storm that broke off would be no trial: its error ends everything.
            going: set[asyncio.Future[Any]] = {writing, *weather}
            while not writing.done():
                ended, going = await asyncio.wait(going, return_when=asyncio.FIRST_COMPLETED)
                for task in ended:
                    task.result()
            for task in weather:
                task.cancel()
        self.subject.server.kill()
        stored = self.subject.stored()
        self.outcome.lost = [w for w in words if not stored[w]]
        self.outcome.doubled = [w for w in words if stored[w] > 1]
        self.outcome.false = [w for w in self.said if not stored[w]]
        self.outcome.seconds = time.monotonic() - began
        return self.outcome

    def _pick(self, some: list[str]) -> str:
        return self.chance.choice(some)

    def _happens(self, odds: float, what: str, words: str) -> bool:
        if self.chance.random() >= odds:
            return False
        self.outcome.mishaps[what] += 1
        self.outcome.befell.setdefault(words, []).append(what)
        return True

    async def _kill(self, total: int) -> None:
        """Kill the server while something is being written, as often as asked, spread over all comments."""
        for n in range(self.kills):
            while self.done < total * n / (self.kills + 1):
                await asyncio.sleep(0.005)
            before = self.wire.writes
            while self.wire.writes == before:
                await asyncio.sleep(0.001)
            await asyncio.sleep(self.chance.uniform(0, 0.03))
            self.subject.server.kill()
            self.outcome.mishaps["kills"] += 1
            await asyncio.sleep(self.chance.uniform(0, 0.4))
            await asyncio.to_thread(self.subject.server.start)

    async def _outages(self) -> None:
        while True:
            await asyncio.sleep(self.chance.uniform(5, 12))
            self.outcome.mishaps["outages of the network"] += 1
            self.wire.out = True
            self.wire.hang_up()
            await asyncio.sleep(self.chance.uniform(0.2, 2))
            self.wire.out = False

    # -- programs ------------------------------------------------------------------------------------------------------
    async def _programs(self, words: list[str]) -> None:
        import httpx

        waiting = list(words)

        async def program() -> None:
            async with httpx.AsyncClient(timeout=10, headers={"accept": "application/json"}) as client:
                while waiting:
                    mine = waiting.pop()
                    message = self.subject.message(mine)
                    if self._happens(self.odds.double, "sent twice at once", mine):
                        await asyncio.gather(*(self._until_saved(client, message) for _ in range(2)))
                    else:
                        await self._until_saved(client, message)
                    self.said.append(mine)
                    self.done += 1

        await asyncio.gather(*(program() for _ in range(2)))

    async def _until_saved(self, client: Any, message: Any) -> None:
        import httpx

        while True:
            try:
                if await self.subject.send(client, message):
                    return
            except httpx.HTTPError:
                pass  # no answer: a program sends again
            await asyncio.sleep(self.chance.uniform(0.05, 0.3))

    # -- people --------------------------------------------------------------------------------------------------------
    async def _in_browser(self, name: str, words: list[str], launch: Any) -> None:
        waiting = list(words)

        async def person(browser: Any) -> None:
            context = await browser.new_context(viewport={"width": 1200, "height": 800})
            context.set_default_timeout(15_000)
            while waiting:
                mine = waiting.pop()
                await self._comment(context, name, mine)
                self.done += 1
            await context.close()

        async with launch(name) as browser:
            await asyncio.gather(*(person(browser) for _ in range(3)))

    async def _comment(self, context: Any, name: str, words: str) -> None:
        page = await self._page(context)
        twin = await self._page(context) if self._happens(self.odds.twin, "second tabs", words) else None
        while True:
            try:
                await self.subject.write(page, words)
                break
            except Exception as error:
                if not _broken(error):
                    raise
                page = await self._again(context, page)  # nothing was typed yet
        if twin is not None:
            await asyncio.sleep(1)
            await self.subject.visit(twin)
        if self._happens(self.odds.reload, "reloads before sending", words):
            await asyncio.sleep(self.chance.uniform(0.1, 1))
            await self.subject.visit(page)
        if self._happens(self.odds.crash, "crashed tabs", words):
            await asyncio.sleep(self.chance.uniform(0.2, 1))
            page = await self._crash(context, page, name)
        hasty = self._happens(self.odds.hasty, "reloads while sending", words)
        looked, until = 0, time.monotonic() + 600
        while time.monotonic() < until:
            try:
                state = await self.subject.state(page, words)
                if state == "saved":
                    self.said.append(words)
                    break
                if state == "kept":
                    looked = 0
                    twice = self._happens(self.odds.double, "double clicks", words)
                    await self.subject.press(page, words, 2 if twice else 1)
                    if hasty:
                        hasty = False
                        await asyncio.sleep(self.chance.uniform(0, 0.05))
                        await self.subject.visit(page)
                if state == "gone":
                    looked += 1
                    if looked % 8 == 0:
                        await self.subject.visit(page)
                    if looked > 24:
                        break
                await asyncio.sleep(0.25)
            except Exception as error:
                if not _broken(error):
                    raise
                await asyncio.sleep(0.3)
        for tab in (page, twin):
            if tab is not None:
                await tab.close()

    async def _page(self, context: Any) -> Any:
        page = await context.new_page()
        page.on("dialog", lambda d: asyncio.ensure_future(d.accept()))
        await self.subject.visit(page)
        return page

    async def _again(self, context: Any, page: Any) -> Any:
        await page.close()
        return await self._page(context)

    async def _crash(self, context: Any, page: Any, name: str) -> Any:
        if name == "chromium":
            with contextlib.suppress(Exception):
                await page.goto("chrome://crash", timeout=1500)
        with contextlib.suppress(Exception):
            await page.close()
        return await self._page(context)


def _broken(error: Exception) -> bool:
    """Whether this is the page's trouble and not a mistake in the trial."""
    return type(error).__module__.startswith("playwright")
