"""WebKit, as Debian builds it: MiniBrowser, spoken to in the WebDriver protocol, on a screen that nobody sees."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.desk.browsers import free_port

DRIVER = shutil.which("WebKitWebDriver")
SCREEN = shutil.which("Xvfb")
BROWSER = next((str(p) for p in sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))), None)
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class WebKit:
    """One window."""

    def __init__(self, driver: str) -> None:
        self.http = httpx.Client(base_url=driver, timeout=120)
        options = {"binary": BROWSER, "args": ["--automation"]}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self.session = ""
        try:
            self.session = "/session/" + self._ask("POST", "/session", wanted)["sessionId"]
        except BaseException:
            self.hang_up()
            raise

    def _ask(self, method: str, path: str, content: Any = None) -> Any:
        body = None if method == "GET" else (content or {})
        answer = self.http.request(method, self.session + path, json=body).json()["value"]
        if isinstance(answer, dict) and "error" in answer:
            raise AssertionError(f"{answer['error']}: {answer['message']}")
        return answer

    def go(self, address: str) -> None:
        """Open a page."""
        self._ask("POST", "/url", {"url": address})

    def run(self, script: str, *given: Any) -> Any:
        """Run a script that returns something."""
        return self._ask("POST", "/execute/sync", {"script": script, "args": list(given)})

    def until(self, script: str, *given: Any) -> Any:
        """Run it again and again until it returns something true."""
        for _ in range(600):
            found = self.run(script, *given)
            if found:
                return found
            time.sleep(0.1)
        raise AssertionError(f"never true: {script}")

    def element(self, selector: str) -> str:
        """An element, when it is there."""
        self.until("return document.querySelector(arguments[0]) !== null", selector)
        return str(self._ask("POST", "/element", {"using": "css selector", "value": selector})[ELEMENT])

    def click(self, selector: str) -> None:
        """Click it as a mouse does, where it is in sight: a page that scrolls smoothly is still on its way else."""
        self.until("return document.querySelector(arguments[0]) !== null", selector)
        self.run(
            "document.querySelector(arguments[0]).scrollIntoView({block: 'center', behavior: 'instant'})", selector
        )
        self._ask("POST", f"/element/{self.element(selector)}/click")

    def type(self, selector: str, words: str) -> None:
        """Type into it."""
        self._ask("POST", f"/element/{self.element(selector)}/value", {"text": words})

    def close(self) -> None:
        """End it."""
        self._ask("DELETE", "")

    def hang_up(self) -> None:
        """Let go of the driver."""
        self.http.close()


@contextmanager
def webkit() -> Iterator[WebKit]:
    """A window of WebKit."""
    assert DRIVER is not None
    assert SCREEN is not None
    number, port = 200 + os.getpid() % 700, free_port()
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    screen = subprocess.Popen([SCREEN, f":{number}", "-screen", "0", "1300x900x24"], **quiet)
    env = {
        **os.environ, "DISPLAY": f":{number}", "LIBGL_ALWAYS_SOFTWARE": "1", "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
        "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
    }  # fmt: skip
    driver = subprocess.Popen([DRIVER, f"--port={port}"], env=env, **quiet)
    try:
        for _ in range(200):
            try:
                httpx.get(f"http://127.0.0.1:{port}/status")
                break
            except httpx.HTTPError:
                time.sleep(0.1)
        window = WebKit(f"http://127.0.0.1:{port}")
        try:
            yield window
            window.close()
        finally:
            window.hang_up()
    finally:
        for process in (driver, screen):
            process.kill()
            process.wait()
