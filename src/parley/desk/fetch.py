"""Fetching an address that a user gave, without letting it reach what only this machine can reach.

The name is looked up once, every address that it has must be public, and the connection goes to the address that was
checked: a name that answers differently a moment later (DNS rebinding) gains nothing. So does every redirect.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from parley import __version__
from parley.desk.state import DeskError

if TYPE_CHECKING:
    from parley.desk.state import Limits

REDIRECTS = 5
PORTS = frozenset({80, 443, 8080, 8443})
# Networks of translators, which lead to the address inside them.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def fetch(url: str, limits: Limits) -> tuple[bytes, str]:
    """What an address holds, and its content type.

    Raises:
        DeskError: it is no address of the web, leads into a private network, is too large, too slow or not there.
    """
    until = time.monotonic() + limits.fetch_seconds
    for _ in range(REDIRECTS + 1):
        status, headers, body = _get(url, limits, until)
        if status in (301, 302, 303, 307, 308):
            url = urljoin(url, headers.get("location", ""))
            continue
        if status != 200:
            raise DeskError(f"the address answered with {status}", 422)
        return body, headers.get("content-type", "")
    raise DeskError(f"the address leads on more than {REDIRECTS} times", 422)


def _get(url: str, limits: Limits, until: float) -> tuple[int, dict[str, str], bytes]:
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise DeskError("this is no address of the web", 422) from error
    if parts.scheme not in ("http", "https") or not host:
        raise DeskError("an address begins with https:// or http://", 422)
    if parts.username or parts.password:
        raise DeskError("an address with a password is not fetched", 422)
    tls = parts.scheme == "https"
    port = port or (443 if tls else 80)
    if port not in PORTS and not limits.private:
        raise DeskError(f"port {port} is not one that the web uses", 422)
    address = _checked(host, port, private=limits.private)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if not path.isascii() or any(c <= " " for c in path):
        raise DeskError("the address holds signs that it must not; write it as the browser shows it when copied", 422)
    connection = _Pinned(host, port, address, tls=tls, timeout=max(0.1, until - time.monotonic()))
    try:
        agent = f"Parley/{__version__}"
        accept = "application/rss+xml, application/atom+xml, application/xml, text/html;q=0.8, */*;q=0.5"
        connection.request("GET", path, headers={"user-agent": agent, "accept": accept, "accept-encoding": "identity"})
        answer = connection.getresponse()
        body = _read(answer, limits, until)
        return answer.status, {k.lower(): v for k, v in answer.getheaders()}, body
    except TimeoutError as error:
        raise DeskError(f"the address took longer than {limits.fetch_seconds:g} s", 422) from error
    except (OSError, http.client.HTTPException) as error:
        words = " ".join(str(error).split()) or type(error).__name__
        raise DeskError(f"the address cannot be fetched: {words}", 422) from error
    finally:
        connection.close()


def _read(answer: http.client.HTTPResponse, limits: Limits, until: float) -> bytes:
    out = bytearray()
    while chunk := answer.read1(65536):
        out += chunk
        if len(out) > limits.upload:
            raise DeskError(f"the address holds more than {limits.upload // 1_000_000} MB", 413)
        if time.monotonic() > until:
            raise TimeoutError
    return bytes(out)


def _checked(host: str, port: int, *, private: bool) -> str:
    """One address of a host, all of them being public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise DeskError(f"there is no host {host[:100]!r}", 422) from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not private and not all(public(a) for a in addresses):
        raise DeskError(
            "the address leads into a private network; start the desk with --allow-private to read from there", 422
        )
    return addresses[0]


def public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also where it wraps another one."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return public(str(inner))
    return ip.is_global and not ip.is_multicast


class _Pinned(http.client.HTTPConnection):
    """A connection to one IP address under the name of its host, which the certificate must bear."""

    def __init__(self, host: str, port: int, address: str, *, tls: bool, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self._address = address
        self._context = ssl.create_default_context() if tls else None

    def connect(self) -> None:
        """Connect to the address that was checked."""
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._context is not None:
            self.sock = self._context.wrap_socket(self.sock, server_hostname=self.host)
