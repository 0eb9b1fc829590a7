#!/usr/bin/env python3
"""Read the sample report with an installed Parley and no network, as .ci/wheel does: `offline.py SOURCE`."""

from __future__ import annotations

import importlib.util
import socket
import subprocess
import sys
from pathlib import Path

SAMPLE = ("examples/moscow-2014.txt", "--published", "2014-12-28")


def refuse(*_: object, **__: object) -> None:
    """Stands for every way to connect."""
    raise AssertionError("Parley tried to reach the network")


def main() -> None:
    """Fails where something is missing from the wheel, or asks for the network."""
    source = Path(sys.argv[1]).resolve()
    found = importlib.util.find_spec("parley")
    assert found is not None
    assert found.origin is not None
    assert source not in Path(found.origin).parents, f"{found.origin} is the source and not the wheel"
    assert (Path(found.origin).parent / "py.typed").exists()
    table = Path("/proc/net/dev")
    interfaces = [line.split(":")[0].strip() for line in table.read_text().splitlines()[2:]] if table.exists() else []
    print(f"network interfaces: {', '.join(interfaces) or 'none'}")
    socket.socket.connect = refuse  # type: ignore[assignment,method-assign]
    socket.getaddrinfo = refuse  # type: ignore[assignment]

    import parley

    text, _, published = SAMPLE
    reading = parley.load().read(Path(text).read_text(encoding="utf-8"), published=published)
    assert len(reading.events) >= 10
    print(f"read: {len(reading.events)} events, {len(reading.entities)} entities")
    for arguments in (("doctor",), ("read", *SAMPLE), ("codebook", "check")):
        command = [str(Path(sys.executable).with_name("parley")), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
        print(f"parley {arguments[0]}: {len(done.stdout.splitlines())} lines")


if __name__ == "__main__":
    main()
