"""Why a mail server cannot be used, in words with the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.errors import FairmatchError
from scheduler.wording import Wording

if TYPE_CHECKING:
    import ssl

    from api.smtp.server import Server


class ServerError(FairmatchError):
    """The server cannot be used at all: not reached, no TLS, no login."""


def lost_error(server: Server, reason: str) -> ServerError:
    """Return the error that ends a run whose connections break again and again."""
    return ServerError(
        "smtp-lost",
        Wording(
            en=f"The connection to {server.name} breaks again and again: {reason}.",
            zh=f"与 {server.name} 的连接多次中断：{reason}。",
        ),
        Wording(
            en="Run the command again later; what was sent is not sent twice.",
            zh="请稍后重新运行；已发送的不会重复发送。",
        ),
    )


def not_reached(server: Server, why: Wording) -> ServerError:
    """Return the error of a server that is not reached or does not greet."""
    return ServerError(
        "smtp-unreachable",
        Wording(
            en=f"The mail server {server.name} is not reached: {why.en}.",
            zh=f"无法连接邮件服务器 {server.name}：{why.zh}。",
        ),
        Wording(
            en="Check address, port and network, then run the command again.",
            zh="请检查地址、端口和网络后重新运行。",
        ),
    )


def no_trust(server: Server, error: ssl.SSLError) -> ServerError:
    """Return the error of a connection that cannot be encrypted in trust."""
    reason = getattr(error, "verify_message", "") or error.reason or str(error)
    return ServerError(
        "smtp-tls",
        Wording(
            en=f"No trusted TLS with {server.name}: {reason}.",
            zh=f"与 {server.name} 的 TLS 连接不可信：{reason}。",
        ),
        Wording(
            en="Check smtp:// or smtps:// and the port. For a certificate of your own "
            "set SSL_CERT_FILE to it.",
            zh="请检查 smtp:// 或 smtps:// 及端口；自签证书请用环境变量 SSL_CERT_FILE 指定。",
        ),
    )


def no_tls(server: Server) -> ServerError:
    """Return the error of a server that offers no encryption."""
    return ServerError(
        "smtp-no-tls",
        Wording(
            en=f"{server.name} offers no STARTTLS: mails and password would be readable.",
            zh=f"{server.name} 不支持 STARTTLS：邮件和密码会以明文传输。",
        ),
        Wording(
            en="Use smtps://, or --no-tls without a password in a network you trust.",
            zh="请用 smtps://；在可信网络中且无需密码时可加 --no-tls。",
        ),
    )


def no_login(server: Server, why: Wording) -> ServerError:
    """Return the error of a server that does not take user and password."""
    return ServerError(
        "smtp-login",
        Wording(
            en=f"{server.name} does not let {server.user} in: {why.en}.",
            zh=f"{server.name} 拒绝 {server.user} 登录：{why.zh}。",
        ),
        Wording(
            en="Check FAIRMATCH_SMTP_USER and FAIRMATCH_SMTP_PASSWORD.",
            zh="请检查 FAIRMATCH_SMTP_USER 和 FAIRMATCH_SMTP_PASSWORD。",
        ),
    )
