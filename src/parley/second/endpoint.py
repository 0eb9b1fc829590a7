"""Any server that speaks the chat-completions protocol, one on this machine included. httpx and nothing else."""

from __future__ import annotations

import contextlib
import ipaddress
import json
import random
import re
import time
from collections.abc import Callable
from importlib.resources import files
from types import TracebackType
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec

from parley.errors import ParleyError
from parley.model import Report
from parley.second.opinion import OpinionError
from parley.second.proposal import Proposal, ProposedEvent, ProposedRelation, schema

T = TypeVar("T")

MAX_ANSWER = 1_000_000
"""Bytes of an answer that are read; a longer one is broken off."""

TRIES = 4
FIRST_WAIT, LONGEST_WAIT = 0.5, 20.0
"""Seconds before the second try, doubled for each further one, and the most that a server may make us wait."""

AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*)\n\s*```\s*\Z", re.DOTALL)


class Endpoint:
    """A language model behind an address, as an opinion.

    The report is sent as material inside JSON, apart from the instructions; whatever it makes the model say, only what
    fits the schema and stands in the report is ever used.
    """

    def __init__(
        self,
        url: str,
        model: str,
        *,
        key: str | None = None,
        timeout: float = 120.0,
        tries: int = TRIES,
        sleep: Callable[[float], object] = time.sleep,
        transport: Any = None,
    ) -> None:
        """Make one; nothing is sent before the first report.

        Args:
            url: the address under which `/chat/completions` is found, such as http://localhost:8080/v1.
            model: the name by which the server knows the model.
            key: sent as a bearer token; never over plain HTTP to another machine.
            timeout: seconds for one whole answer.
            tries: times that a report is sent at most.
            sleep: waits; for tests.
            transport: an httpx transport; for tests.

        Raises:
            ParleyError: httpx is not installed, the address is none, or the key would be readable on its way.
        """
        try:
            import httpx
        except ImportError:
            raise ParleyError('a second opinion needs httpx; install it with: pip install "parley[llm]"') from None
        self._httpx = httpx
        self.name = model
        self.url = checked(url, key)
        self.timeout, self.tries, self._sleep = timeout, max(1, tries), sleep
        # Not compressed, so that what is counted is what comes.
        headers = {"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {key}"} if key else {})
        self._client = httpx.Client(
            headers=headers, timeout=httpx.Timeout(timeout, connect=10.0), follow_redirects=False, transport=transport
        )

    def __enter__(self) -> Endpoint:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def propose(self, report: Report) -> Proposal:
        """Ask about one report.

        Raises:
            OpinionError: the server cannot be reached, refuses, or keeps answering what is no proposal.
        """
        body = request(self.name, report)
        wait, why = FIRST_WAIT, ""
        for left in range(self.tries - 1, -1, -1):
            try:
                return understood(self._post(body))
            except _Refused as refusal:
                why = str(refusal)
                if not refusal.again or left == 0:
                    break
                # A server that names a time is believed, within bounds; others are not asked all at once again.
                pause = refusal.after if refusal.after is not None else wait * random.uniform(0.5, 1.0)  # nosec B311
                self._sleep(min(pause, LONGEST_WAIT))
                wait = min(2 * wait, LONGEST_WAIT)
        raise OpinionError(f"no second opinion from {self.name} at {self.url}: {why}")

    def _post(self, body: dict[str, Any]) -> bytes:
        """The answer's bytes.

        Raises:
            _Refused: there is none.
        """
        httpx, ends = self._httpx, time.monotonic() + self.timeout
        try:
            with self._client.stream("POST", f"{self.url}/chat/completions", json=body) as answer:
                if answer.status_code != 200:
                    again = answer.status_code in AGAIN
                    raise _Refused(f"HTTP {answer.status_code}", again=again, after=retry_after(answer.headers))
                if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
                    raise _Refused("a compressed answer, which was not asked for", again=False)
                out = bytearray()
                for chunk in answer.iter_raw():
                    out += chunk
                    if len(out) > MAX_ANSWER:
                        raise _Refused(f"an answer of more than {MAX_ANSWER:,} bytes", again=False)
                    # httpx bounds the wait for each piece; a server that drips would keep us for ever.
                    if time.monotonic() > ends:
                        raise _Refused(f"no whole answer in {self.timeout:g} s", again=True)
                return bytes(out)
        except httpx.TimeoutException:
            raise _Refused(f"no answer in {self.timeout:g} s", again=True) from None
        except httpx.HTTPError as error:
            raise _Refused(" ".join(str(error).split())[:200] or type(error).__name__, again=True) from None


class _Refused(Exception):
    """Why one try gave nothing, and whether another may."""

    def __init__(self, why: str, *, again: bool, after: float | None = None) -> None:
        super().__init__(why)
        self.again, self.after = again, after


def checked(url: str, key: str | None) -> str:
    """The address without its last slash.

    Raises:
        ParleyError: it is no HTTP address, holds a password, or is plain HTTP to another machine with a key to send.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ParleyError(f"{url!r} is no address of a server; write one such as http://localhost:8080/v1")
    if parts.username or parts.password:
        raise ParleyError("leave name and password out of the address; the key comes from PARLEY_SECOND_KEY")
    if key and parts.scheme == "http" and not _here(parts.hostname):
        raise ParleyError(f"the key would be sent to {parts.hostname} where anybody can read it: use https")
    return url.rstrip("/")


def _here(host: str) -> bool:
    """Whether a host is this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def request(model: str, report: Report) -> dict[str, Any]:
    """What is sent: the instructions, the report as JSON, and the schema that the answer must fit."""
    material = {"published": report.published, "title": report.title, "text": report.text}
    return {
        "model": model,
        "temperature": 0,
        "messages": [
            {"role": "system", "content": files("parley.second").joinpath("instructions.txt").read_text("utf-8")},
            {"role": "user", "content": json.dumps({"report": material}, ensure_ascii=False)},
        ],
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "proposal", "strict": True, "schema": schema()},
        },
    }


class _Loose(msgspec.Struct):
    """A proposal whose items are looked at one by one."""

    events: list[msgspec.Raw]
    relations: list[msgspec.Raw]


def understood(data: bytes) -> Proposal:
    """The proposal in an answer, without those of its items that do not fit the schema.

    Raises:
        _Refused: there is none in it, or no item fits.
    """
    try:
        content = msgspec.json.decode(data)["choices"][0]["message"]["content"]
        if not isinstance(content, str):
            raise TypeError("no text")
        # Servers that do not constrain answers often put them into a fence.
        fenced = FENCE.match(content)
        loose = msgspec.json.decode(fenced[1] if fenced else content, type=_Loose)
        found = Proposal(
            events=fitting(loose.events, ProposedEvent), relations=fitting(loose.relations, ProposedRelation)
        )
    except (msgspec.MsgspecError, UnicodeError, RecursionError, ValueError) as error:
        raise _Refused(f"the answer is no proposal ({' '.join(str(error).split())[:200]})", again=True) from None
    except (KeyError, IndexError, TypeError):
        raise _Refused("the answer is no chat completion", again=True) from None
    if (loose.events or loose.relations) and not (found.events or found.relations):
        raise _Refused("nothing in the answer fits the schema", again=True)
    return found


def fitting(items: list[msgspec.Raw], kind: type[T]) -> list[T]:
    """Those of the items that are of the kind."""
    out = []
    for item in items:
        with contextlib.suppress(msgspec.MsgspecError, UnicodeError, RecursionError):
            out.append(msgspec.json.decode(item, type=kind))
    return out


def retry_after(headers: Any) -> float | None:
    """The seconds that a server asks for, None where it gives none or a date."""
    value = str(headers.get("Retry-After", "")).strip()
    return float(value) if value.isascii() and value.isdigit() and len(value) < 7 else None
