"""`parley desk`: the web desk of a record."""

from __future__ import annotations

import ipaddress
from typing import Annotated

import typer

from parley.cli.console import complain, console
from parley.errors import ParleyError


def desk(
    record: Annotated[
        str | None,
        typer.Argument(
            metavar="[RECORD]",
            help="The record: a file or a PostgreSQL address. Without one, a demo of the examples.",
            show_default=False,
        ),
    ] = None,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="NUMBER", help="Port to listen on.", min=0, max=65535)] = 8383,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="Who signs your notes; without it, your login name.")
    ] = None,
    team: Annotated[bool, typer.Option("--team", help="Accounts, roles and logins.")] = False,
    tls_proxy: Annotated[
        bool, typer.Option("--tls-proxy", help="It is reached by https:// through a proxy on this machine.")
    ] = False,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Feeds may be fetched from private networks.")
    ] = False,
    account: Annotated[
        str | None, typer.Option(metavar="NAME", help="With --team: make this editor, asking for a password, and stop.")
    ] = None,
) -> None:  # fmt: skip
    """Read, check, correct and annotate a record in the browser."""
    try:
        import argon2  # noqa: F401
        import nh3  # noqa: F401
        import starlette  # noqa: F401
        import uvicorn
    except ModuleNotFoundError as error:
        raise ParleyError(f'the desk needs {error.name}; install it with: pip install "parley[desk]"') from error
    if not team and not _loopback(host):
        raise ParleyError(f"{host} can be reached by others, and without --team nobody has to log in; add --team")
    from parley.desk import Desk, build
    from parley.desk.demo import demo_record
    from parley.desk.state import Limits
    from parley.record import open_record

    if record is None:
        complain("no record given: this is a demo, made from the example reports")
    opened = demo_record() if record is None else open_record(record)
    made = Desk(
        opened, name=name, team=team, secure=tls_proxy, demo=record is None, limits=Limits(private=allow_private)
    )
    if account is not None:
        _make_account(made, account, team=team)
        return
    if team:
        _first_editor(made, host, port, tls=tls_proxy)
    config = uvicorn.Config(
        build(made), host=host, port=port, log_level="warning", access_log=False, server_header=False,
        proxy_headers=tls_proxy, forwarded_allow_ips="127.0.0.1", timeout_graceful_shutdown=3,
    )  # fmt: skip
    server = uvicorn.Server(config)
    sock = config.bind_socket()
    shown = f"[{host}]" if ":" in host else host
    console(stderr=True).print(f"The desk is at http://{shown}:{sock.getsockname()[1]}/ (Ctrl+C stops it)")
    server.run(sockets=[sock])


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _make_account(made: object, name: str, *, team: bool) -> None:
    from parley.desk import Desk, accounts

    assert isinstance(made, Desk)
    if not team:
        raise ParleyError("accounts belong to a team's desk; add --team")
    password: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    who = accounts.make(made, name, password, "editor")
    accounts.audit(made, who.name, "account made", "editor, on the command line")
    made.close()
    console(stderr=True).print(f"The editor {who.name} is made.")


def _first_editor(made: object, host: str, port: int, *, tls: bool) -> None:
    from parley.desk import Desk, accounts

    assert isinstance(made, Desk)
    if accounts.everybody(made):
        return
    token = accounts.invite(made, "editor", "the first start")
    scheme = "https" if tls else "http"
    console(stderr=True).print(
        f"Nobody has an account yet. Make the first: {scheme}://{host}:{port}/invitation/{token}"
    )
