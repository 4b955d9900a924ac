"""Serving: opens the records, says where people come in, and answers until told to stop."""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import socket
from typing import TYPE_CHECKING

import uvicorn

from api.app import create_app
from api.office.links import first_link
from api.server_log import log_to_stderr
from api.services.back_up import NoRecordsError
from api.services.errors import WrongRequestError
from data.database import RecordsTrouble, hide_password
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fastapi import FastAPI

    from api.settings import Settings

GRACE_S = 10
"""Seconds that answers under way have when the server is told to stop."""

BACKLOG = 2048

OURS_ALONE = 0o077
"""What the server writes is read by its own user only: there are phones in it."""


class AddressError(WrongRequestError):
    """Nobody can listen there."""

    def __init__(self, settings: Settings, error: OSError) -> None:
        at = f"{settings.host}:{settings.port}"
        taken = error.errno == errno.EADDRINUSE
        super().__init__(
            "address-taken" if taken else "address-wrong",
            Wording(
                en=f"Another program listens at {at} already.",
                zh=f"{at} 已被其他程序占用。",
            )
            if taken
            else Wording(
                en=f"This machine cannot listen at {at}.", zh=f"本机无法在 {at} 监听。"
            ),
            Wording(
                en="Choose another --port or --host.", zh="请更换 --port 或 --host。"
            ),
        )


def serve(settings: Settings, say: Callable[[str, str | None], None]) -> None:
    """Serve until SIGINT or SIGTERM; answers under way are finished.

    `say` is told the address, and the address of a one-time link where no administrator
    has a password yet. Raises NoRecordsError, AddressError.
    """
    os.umask(OURS_ALONE)
    with contextlib.closing(_listen(settings)) as listener:
        app = _open(settings)
        with app.state.database.writing() as session:
            secret = first_link(session, app.state.clock())
        log_to_stderr()
        address = address_of(*listener.getsockname()[:2])
        say(address, welcome(address, secret) if secret else None)
        server = uvicorn.Server(_config(app, settings))
        app.state.is_closing = lambda: server.should_exit
        with _told_to_stop():
            server.run(sockets=[listener])


def welcome(address: str, secret: str) -> str:
    """Return the address of a one-time link."""
    return f"{address}/welcome?secret={secret}"


def address_of(host: str, port: int) -> str:
    """Return where a browser on this machine finds the server."""
    if host in ("0.0.0.0", "::"):  # noqa: S104 - all addresses, as asked for
        host = "127.0.0.1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _open(settings: Settings) -> FastAPI:
    try:
        return create_app(settings)
    except RecordsTrouble as error:
        raise NoRecordsError(hide_password(settings.database)) from error


def _listen(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # Named as TCP, or asyncio leaves Nagle on: each answer would wait for a delayed ACK
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise AddressError(settings, error) from error
    listener.listen(BACKLOG)
    return listener


def _config(app: FastAPI, settings: Settings) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=GRACE_S,
    )


@contextlib.contextmanager
def _told_to_stop() -> Iterator[None]:
    """Let a signal that stops the server end the program as done, not as cut off.

    Uvicorn raises the signal once more when it has stopped.
    """
    former = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, former)
