"""The desk in a real browser: reading, noting, correcting, searching, and notes through a killed server.

Needs Playwright and a Chromium or Firefox of this machine (`PARLEY_CHROMIUM`, `PARLEY_FIREFOX`, or `chromium` and
`firefox-esr` on the path); skipped without.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from parley.desk import Desk, accounts
from parley.record import open_record
from tests.desk.browsers import Server, desk_server, opened, there

playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def told(browser: Any, record_property: Any) -> None:
    """For the summary."""
    record_property("browsers", browser.browser_type.name)


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> Iterator[Any]:
    if request.param not in there():
        pytest.skip(f"no {request.param}")
    with playwright.sync_playwright() as play:
        started = opened(play, request.param)
        yield started
        started.close()


@pytest.fixture
def tab(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    errors: list[str] = []
    page.on("pageerror", lambda e: errors.append(str(e)))
    yield page
    context.close()
    assert errors == []


def notes(page: Any, server: Server) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.request.get(f"{server.base}/api/v1/notes").json()["notes"]
    return found


def only_chromium(browser: Any, why: str) -> None:
    if browser.browser_type.name != "chromium":
        pytest.skip(f"WebDriver BiDi cannot {why}")


def write(page: Any, words: str, sentence: int) -> Any:
    page.locator("a.no").nth(sentence).click()
    form = page.locator("form[data-composed]").last
    form.locator("textarea").fill(words)
    return form


def test_a_note_is_drafted_restored_saved_answered_and_resolved(tab: Any, server: Server, sanaa: str) -> None:
    tab.goto(f"{server.base}/reports/{sanaa}")
    form = write(tab, "Which *hall*?", 3)
    form.locator(".state:has-text('on the desk')").wait_for()
    tab.reload()
    form = tab.locator("form[data-composed]")
    form.wait_for()
    assert form.locator("textarea").input_value() == "Which *hall*?"
    form.locator("button:has-text('Save')").click()
    tab.locator(".thread .note em:has-text('hall')").wait_for()
    tab.locator(".note summary:has-text('Answer')").click()
    answer = tab.locator(".note details[open] form[data-write]")
    answer.locator("textarea").fill("The one in the south.")
    answer.locator("button:has-text('Save')").click()
    tab.locator(".answers .note").wait_for()
    tab.locator(".thread > .note button:has-text('Resolve')").click()
    tab.locator(".note.resolved").wait_for()
    found = notes(tab, server)
    assert sorted(n["body"] for n in found) == ["The one in the south.", "Which *hall*?"]
    text = tab.request.get(f"{server.base}/reports/{sanaa}.json").json()["reading"]["report"]["text"]
    target = next(n["target"] for n in found if not n["parent"])
    assert text[target["start"] : target["end"]] == target["exact"]


def test_a_note_outlives_the_server_that_was_killed(tab: Any, server: Server, sanaa: str) -> None:
    tab.goto(f"{server.base}/reports/{sanaa}")
    form = write(tab, "written while the desk is down", 1)
    server.kill()
    form.locator("button:has-text('Save')").click()
    form.locator(".state.bad:has-text('Not saved yet')").wait_for()
    assert "not saved yet" in tab.locator("#outbox").inner_text()
    server.start()
    tab.locator(".thread .note:has-text('written while')").wait_for()
    assert [n["body"] for n in notes(tab, server)] == ["written while the desk is down"]
    assert tab.locator("#outbox").inner_text() == ""


def test_an_answer_lost_after_the_commit_doubles_nothing(browser: Any, tab: Any, server: Server, sanaa: str) -> None:
    only_chromium(browser, "fetch for a page; test_storm.py loses answers on the wire, in Firefox as well")
    tab.goto(f"{server.base}/reports/{sanaa}")
    dropped: list[str] = []

    def lose(route: Any) -> None:
        if route.request.method == "PUT" and len(dropped) < 2:
            route.fetch()  # the desk has it; the browser never hears of it
            dropped.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    tab.route("**/api/v1/notes/*", lose)
    write(tab, "once", 2).locator("button:has-text('Save')").click()
    tab.locator(".thread .note:has-text('once')").wait_for()
    assert len(dropped) == 2
    assert [n["body"] for n in notes(tab, server)] == ["once"]


def test_words_chosen_with_the_mouse_are_those_noted(tab: Any, server: Server, sanaa: str) -> None:
    tab.goto(f"{server.base}/reports/{sanaa}")
    chosen = tab.evaluate(
        """() => { const piece = document.querySelector('.para:nth-child(2) [data-s]'); const range = document.createRange();
        range.setStart(piece.firstChild, 4); range.setEnd(piece.firstChild, 11); getSelection().removeAllRanges();
        getSelection().addRange(range); return range.toString(); }"""
    )
    tab.locator("#pick").click()
    form = tab.locator("form[data-composed]")
    form.locator("textarea").fill("these words")
    form.locator("button:has-text('Save')").click()
    tab.locator(".thread .note").wait_for()
    assert notes(tab, server)[0]["target"]["exact"] == chosen.strip()


def test_without_javascript_a_note_and_a_correction_are_written(browser: Any, server: Server, sanaa: str) -> None:
    only_chromium(browser, "turn JavaScript off")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.base}/reports/{sanaa}")
    page.locator("a.no").nth(2).click()
    page.locator("#write textarea").fill("by form")
    page.locator("#write button:has-text('Save')").click()
    assert [n["body"] for n in notes(page, server)] == ["by form"]
    page.goto(f"{server.base}/reports/{sanaa}/correct/e1")
    page.locator("select[name=type]").select_option("PROTEST")
    page.locator("button:has-text('Save the correction')").click()
    assert page.url.endswith(f"/reports/{sanaa}#e1")
    page.locator("#q").fill("ceasefire")
    page.locator("form.find button").click()
    assert page.locator(".hits mark").count() > 0
    context.close()


PAGES = ("/", "/reports", "/events", "/events?as=table", "/entities", "/dyads", "/relations", "/talks", "/disagreements",
         "/figures", "/timeline", "/network", "/map", "/search?q=ceasefire", "/notes", "/add", "/api")  # fmt: skip


NOTE = "00000000-0000-4000-8000-000000000001"
# What another width and other colours can break.
AGAIN = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block", "region"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def shut_out(page: Any, base: str, paths: list[str]) -> list[tuple[str, str, str]]:
    """What axe finds on pages, and where one must scroll sideways: in light on a desktop, in dark on a phone."""
    found = []
    for path in paths:
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1300, "height": 900})
        page.goto(base + path)
        page.evaluate(AXE)
        for scheme, width, rules in (("light", 1300, {"runOnly": RULES}), ("dark", 390, {"runOnly": AGAIN})):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            result = page.evaluate("rules => axe.run(document, rules)", rules)
            found += [(path, v["id"], v["nodes"][0]["html"]) for v in result["violations"]]
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            if wide > 0:
                found.append((path, f"wider than {width} px", str(wide)))
    return found


def test_no_page_shuts_anybody_out(browser: Any, server: Server, sanaa: str) -> None:
    only_chromium(browser, "run axe past the content security policy")
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(60_000)
    get = lambda path: page.request.get(server.base + path).json()  # noqa: E731
    job = page.request.post(f"{server.base}/api/v1/jobs", data={"text": "Envoys of both sides met in Oslo on Monday."})
    paths = [
        *PAGES, f"/reports/{sanaa}", f"/reports/{sanaa}/correct/e1", f"/reports/{sanaa}/why/e1",
        f"/events/{get('/events.json')['events'][0]['key']}", "/entities/state-usa",
        f"/talks/{get('/talks.json')['talks'][0]['key']}",
        f"/relations/{get('/relations.json')['relations'][0]['key']}",
        f"/disagreements/{get('/disagreements.json')['disagreements'][0]['key']}",
        f"/jobs/{job.json()['id']}", "/nowhere", "/dyads",
    ]  # fmt: skip
    note = f"/notes/{NOTE}"
    target = {"kind": "span", "report": sanaa, "start": 0, "end": 20}
    words = {"target": target, "body": "# Which?\n\n`" + 90 * "long " + "`\n\nهل هذا صحيح؟"}
    assert page.request.put(f"{server.base}/api/v1{note}", data=words).status == 201
    paths.append(note)
    dyad = get("/dyads.json")["dyads"][0]
    paths.append(f"/dyad?one={dyad['one']['key']}&other={dyad['other']['key']}")
    found = shut_out(page, server.base, paths)
    context.close()
    assert found == []


def test_an_empty_record_shuts_nobody_out(browser: Any, tmp_path: Path) -> None:
    only_chromium(browser, "run axe past the content security policy")
    open_record(str(tmp_path / "new.db")).close()
    made = desk_server(tmp_path / "new.db", "--name", "mina")
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(60_000)
    try:
        made.start()
        found = shut_out(page, made.base, ["/", "/reports", "/timeline", "/network", "/map", "/notes"])
    finally:
        made.kill()
        context.close()
    assert found == []


PASSWORD = "a long enough one"


@pytest.fixture
def team_server(own: Path) -> Iterator[tuple[Server, str]]:
    """A team's desk with two accounts, and an invitation."""
    desk = Desk(open_record(str(own)), team=True)
    for name, role in (("eve", "editor"), ("ana", "analyst")):
        accounts.make(desk, name, PASSWORD, role)
    link = accounts.invite(desk, "reader", "eve")
    desk.close()
    made = desk_server(own, "--team")
    try:
        made.start()
        yield made, link
    finally:
        made.kill()


def log_in(page: Any, name: str) -> None:
    page.locator("input[name=name]").fill(name)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button").first.click()
    page.wait_for_url(lambda url: "/login" not in url)


def test_no_page_of_a_team_shuts_anybody_out(browser: Any, team_server: tuple[Server, str]) -> None:
    only_chromium(browser, "run axe past the content security policy")
    server, link = team_server
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.set_default_timeout(60_000)
    found = shut_out(page, server.base, ["/login", f"/invitation/{link}", "/invitation/none"])
    page.goto(f"{server.base}/login")
    log_in(page, "eve")
    found += shut_out(page, server.base, ["/team", "/me"])
    context.close()
    assert found == []


def test_a_note_outlives_the_login_that_ran_out(
    browser: Any, own: Path, team_server: tuple[Server, str], sanaa: str
) -> None:
    server, _ = team_server
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    page = context.new_page()
    page.goto(f"{server.base}/login?to=/reports/{sanaa}")
    log_in(page, "ana")
    page.goto(f"{server.base}/reports/{sanaa}")
    form = write(page, "longer than the login", 1)
    with sqlite3.connect(own) as connection:
        connection.execute("DELETE FROM desk_session")
    connection.close()
    form.locator("button:has-text('Save')").click()
    page.locator("#outbox:has-text('your login ran out')").wait_for()
    other = context.new_page()
    other.goto(f"{server.base}/login")
    log_in(other, "ana")
    other.close()
    # The page tries again by itself when it is in front again; the button is for those who do not wait.
    page.evaluate("document.querySelector('#outbox button')?.click()")
    page.locator(".thread .note:has-text('longer than the login')").wait_for()
    context.close()


def test_a_draft_goes_on_in_another_browser(browser: Any, server: Server, sanaa: str) -> None:
    one, two = browser.new_context(), browser.new_context()
    page = one.new_page()
    page.goto(f"{server.base}/reports/{sanaa}")
    write(page, "begun here", 1).locator(".state:has-text('on the desk')").wait_for()
    one.close()
    other = two.new_page()
    other.goto(f"{server.base}/reports/{sanaa}")
    form = other.locator("form[data-composed]")
    form.wait_for()
    assert form.locator("textarea").input_value() == "begun here"
    form.locator("button:has-text('Save')").click()
    other.locator(".thread .note:has-text('begun here')").wait_for()
    two.close()


def test_the_keyboard_alone_reads_notes_and_searches(browser: Any, server: Server, sanaa: str) -> None:
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    page = context.new_page()
    page.goto(f"{server.base}/reports/{sanaa}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('a.no')"):
            break
    page.keyboard.press("Enter")
    page.locator("form[data-composed]").wait_for()
    page.keyboard.type("by keys alone")
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate(
            "document.activeElement.matches('form[data-composed] button') && /Save/.test(document.activeElement.textContent)"
        ):
            break
    page.keyboard.press("Enter")
    page.locator(".thread .note:has-text('by keys alone')").wait_for()
    page.keyboard.press("/")
    page.keyboard.type("ceasefire")
    page.keyboard.press("Enter")
    page.locator(".hits mark").first.wait_for()
    context.close()
