"""The desk in WebKit: reading, noting, correcting, searching, and a note through a killed server.

Needs Debian's `webkit2gtk-driver` and `xvfb`; skipped without.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.desk.browsers import Server
from tests.desk.webkit import BROWSER, DRIVER, SCREEN, WebKit, webkit

pytestmark = pytest.mark.skipif(None in (DRIVER, BROWSER, SCREEN), reason="no WebKitWebDriver, MiniBrowser or Xvfb")


@pytest.fixture
def window() -> Iterator[WebKit]:
    with webkit() as opened:
        yield opened


def bodies(server: Server) -> list[str]:
    notes: list[dict[str, Any]] = httpx.get(f"{server.base}/api/v1/notes").json()["notes"]
    return [n["body"] for n in notes]


def test_reading_noting_correcting_searching(window: WebKit, server: Server, sanaa: str, record_property: Any) -> None:
    record_property("browsers", "webkit")
    window.go(f"{server.base}/reports/{sanaa}")
    assert window.run("return document.querySelectorAll('.reading [data-s]').length") > 10
    window.click("a.no")
    window.type("form[data-composed] textarea", "written in WebKit")
    window.until("return document.querySelector('form[data-composed] .state').textContent.includes('on the desk')")
    window.go(f"{server.base}/reports/{sanaa}")
    window.until("return document.querySelector('form[data-composed] textarea')?.value === 'written in WebKit'")
    server.kill()
    window.click("form[data-composed] button:not([type=button])")
    window.until("return document.querySelector('form[data-composed] .state').textContent.includes('Not saved yet')")
    server.start()
    window.until("return document.querySelector('.thread .note')?.textContent.includes('written in WebKit')")
    assert bodies(server) == ["written in WebKit"]
    window.go(f"{server.base}/reports/{sanaa}/correct/e1")
    window.run("document.querySelector('select[name=type]').value = 'PROTEST'")
    window.click("form:has(select[name=type]) button:not([type=button])")
    window.until("return location.hash === '#e1'")
    corrected = httpx.get(f"{server.base}/reports/{sanaa}.json").json()["reading"]["events"]
    assert next(e for e in corrected if e["id"] == "e1")["type"] == "PROTEST"
    window.type("#q", "ceasefire")
    window.click("form.find button")
    window.until("return document.querySelectorAll('.hits mark').length > 0")
