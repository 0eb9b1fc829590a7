"""Real browsers, and a desk in a process of its own that may be killed."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

CHROMIUM = os.environ.get("PARLEY_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
FIREFOX = os.environ.get("PARLEY_FIREFOX") or shutil.which("firefox-esr")


def there() -> list[str]:
    """Names of the browsers that this machine has."""
    return [name for name, path in (("chromium", CHROMIUM), ("firefox", FIREFOX)) if path]


def opened(play: Any, name: str) -> Any:
    """What starts a browser: Debian's own build, Firefox over WebDriver BiDi."""
    if name == "firefox":
        return play.firefox.launch(executable_path=FIREFOX, channel="moz-firefox")
    return play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


class Server:
    """A program that listens on `port` of the loopback, and may be killed and started again."""

    def __init__(self, command: list[str], port: int, env: dict[str, str] | None = None) -> None:
        self.command = command
        self.port = port
        self.base = f"http://127.0.0.1:{port}"
        self.env = None if env is None else {**os.environ, **env}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; back when it listens."""
        self.process = subprocess.Popen(
            self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=self.env
        )
        for _ in range(1200):
            with socket.socket() as s:
                if s.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError(f"{self.command[0]} did not start")

    def kill(self) -> None:
        """Signal 9."""
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None


def desk_server(record: Path | str, *options: str) -> Server:
    """`parley desk` on a record."""
    port = free_port()
    command = [sys.executable, "-m", "parley.cli", "desk", str(record), "--port", str(port), *options]
    return Server(command, port)


async def reach(page: Any, address: str, ready: Callable[[], Awaitable[Any]]) -> None:
    """Go to a page until `ready` finds it there, however often the server or the network is away."""
    while True:
        try:
            await page.goto(address)
            await ready()
            return
        except Exception as error:
            if not type(error).__module__.startswith("playwright"):
                raise
            await asyncio.sleep(0.2)
