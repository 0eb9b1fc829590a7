"""A PostgreSQL of the tests' own: a cluster in a temporary folder, on a free port, started and stopped by them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa


def programs() -> Path | None:
    """The folder of initdb and postgres; Debian keeps them off the path."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[4]))
    return kept[-1].parent if kept else None


def missing() -> str | None:
    """Why there can be no cluster here; None where there can."""
    if programs() is None:
        return "PostgreSQL is not installed (apt-get install postgresql)"
    if os.getuid() == 0 and (shutil.which("runuser") is None or not _user_exists("postgres")):
        return "PostgreSQL refuses to run as root, and there is no user postgres"
    try:
        import pg8000  # noqa: F401
    except ImportError:
        return 'pg8000 is not installed (pip install "parley[postgres]")'
    return None


def _user_exists(name: str) -> bool:
    import pwd

    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


@contextmanager
def cluster() -> Iterator[str]:
    """The address of a new cluster, without the database's name."""
    bin_ = programs()
    assert bin_ is not None
    as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="parley-pg-"))
    try:
        if as_user:
            shutil.chown(folder, "postgres", "postgres")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        data = folder / "data"
        initdb = [
            str(bin_ / "initdb"),
            "-D",
            str(data),
            "-U",
            "parley",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        ]
        subprocess.run([*as_user, *initdb], check=True, capture_output=True, cwd=folder)
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c max_connections=200"
        start = [str(bin_ / "pg_ctl"), "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"]
        subprocess.run([*as_user, *start], check=True, stdout=subprocess.DEVNULL, cwd=folder)
        try:
            yield f"postgresql://parley@127.0.0.1:{port}"
        finally:
            stop = [str(bin_ / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop"]
            subprocess.run([*as_user, *stop], check=False, stdout=subprocess.DEVNULL, cwd=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def create(address: str, name: str) -> str:
    """A new database; gives its address."""
    engine = sa.create_engine(f"{address}/postgres".replace("://", "+pg8000://", 1), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    engine.dispose()
    return f"{address}/{name}"
