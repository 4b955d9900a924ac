"""Which mail server to send through; secrets come from the environment alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from api.services.errors import WrongRequestError
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

USER, PASSWORD = "FAIRMATCH_SMTP_USER", "FAIRMATCH_SMTP_PASSWORD"
PORTS = {"smtp": 587, "smtps": 465}
HERE = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts that are this machine: what goes there leaves no wire to listen on."""


@dataclass(frozen=True)
class Server:
    """A mail server. `is_tls` speaks TLS from the first byte, else STARTTLS follows.

    `may_be_plain` sends unencrypted where the server offers no STARTTLS; a password
    never goes that way except to this machine. Without a user nobody logs in.
    """

    host: str
    port: int
    is_tls: bool = False
    may_be_plain: bool = False
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def is_here(self) -> bool:
        """Tell whether the server is this machine."""
        return self.host in HERE

    @property
    def name(self) -> str:
        """Return host and port, as people read them."""
        return f"{self.host}:{self.port}"


def read_server(url: str, environ: Mapping[str, str], *, may_be_plain: bool) -> Server:
    """Return the server of "smtp://host:port" or "smtps://host:port".

    Raises WrongRequestError for anything else, and for a password in the address,
    which every user of the machine could read in the list of processes.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _no_server(url) from None
    if "@" in parts.netloc:
        raise _secret_in_url()
    is_bare = parts.path in {"", "/"} and not parts.query and not parts.fragment
    if parts.scheme not in PORTS or not host or not is_bare:
        raise _no_server(url)
    user, password = environ.get(USER, ""), environ.get(PASSWORD, "")
    if bool(user) != bool(password):
        raise _half_login(PASSWORD if user else USER)
    return Server(
        host=host,
        port=port or PORTS[parts.scheme],
        is_tls=parts.scheme == "smtps",
        may_be_plain=may_be_plain,
        user=user,
        password=password,
    )


def _no_server(url: str) -> WrongRequestError:
    return WrongRequestError(
        "smtp-address",
        Wording(
            en=f"{url} is not the address of a mail server.",
            zh=f"{url} 不是邮件服务器地址。",
        ),
        Wording(
            en="Write smtp://host:587 (STARTTLS) or smtps://host:465 (TLS).",
            zh="请写 smtp://主机:587（STARTTLS）或 smtps://主机:465（TLS）。",
        ),
    )


def _secret_in_url() -> WrongRequestError:
    return WrongRequestError(
        "smtp-secret",
        Wording(
            en="User and password do not belong into the address: others can read it.",
            zh="用户名和密码不能写在地址中：他人可以看到。",
        ),
        Wording(
            en=f"Set the environment variables {USER} and {PASSWORD}.",
            zh=f"请设置环境变量 {USER} 和 {PASSWORD}。",
        ),
    )


def _half_login(missing: str) -> WrongRequestError:
    return WrongRequestError(
        "smtp-login-half",
        Wording(en=f"{missing} is not set.", zh=f"没有设置 {missing}。"),
        Wording(
            en=f"Set both {USER} and {PASSWORD}, or neither.",
            zh=f"请同时设置 {USER} 和 {PASSWORD}，或都不设置。",
        ),
    )
