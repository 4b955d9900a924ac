"""One connection to a mail server, and one mail after the other over it."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.smtp.troubles import no_login, no_tls, no_trust, not_reached
from data.mail_log import MailState
from data.os_words import word_os_error
from printouts.notice_text import clean, shorten
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from api.smtp.server import Server

TIMEOUT_S = 60.0
CLOSING = 421
"""The answer of a server that closes the line: often enough mails for one connection."""
LONGEST_ANSWER = 200
"""Characters kept of what a server said."""


class LostError(Exception):
    """The connection broke; the next `connect` opens a new one."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said about one address."""

    state: MailState
    text: str


class Courier:
    """A connection that is opened when it is needed, and again when it was lost."""

    def __init__(self, server: Server, context: ssl.SSLContext | None = None) -> None:
        self._server = server
        self._context = context or ssl.create_default_context()
        self._line: smtplib.SMTP | None = None

    def connect(self) -> None:
        """Open the connection if it is not, encrypt it, log in; raises ServerError."""
        if self._line is None:
            self._line = _open(self._server, self._context)

    def offer(
        self, sender: str, addresses: Sequence[str], size: int
    ) -> dict[str, Answer]:
        """Announce a mail of `size` bytes; return the answers for whom it is not taken.

        `hand_over` has to follow unless that is everybody. Raises LostError.
        """
        with self._online() as line:
            answers = _offer(line, sender, addresses, size)
            if len(answers) == len(addresses):
                line.rset()
            return answers

    def hand_over(self, content: bytes) -> Answer:
        """Give the server the mail that it was offered; return its answer.

        Raises LostError: then the mail may have arrived or not.
        """
        with self._online() as line:
            return _hand_over(line, content)

    @contextmanager
    def _online(self) -> Iterator[smtplib.SMTP]:
        if self._line is None:
            raise LostError("not connected")
        try:
            yield self._line
        except OSError as error:  # smtplib's own are of this kind
            self.close()
            raise LostError(_plain(str(error))) from None

    def close(self) -> None:
        """Say goodbye; a connection that is lost already is only forgotten."""
        line, self._line = self._line, None
        if line is not None:
            with suppress(OSError):
                line.quit()
            line.close()


def _offer(
    line: smtplib.SMTP, sender: str, addresses: Sequence[str], size: int
) -> dict[str, Answer]:
    """Return the answers for the addresses that the server does not take."""
    options = [f"size={size}"] if line.has_extn("size") else []
    code, text = line.mail(sender, options)
    said = _read(code, text)
    if code == CLOSING:
        raise smtplib.SMTPServerDisconnected(said.text)
    if said.state is not MailState.SENT:
        return dict.fromkeys(addresses, said)
    answers = {address: _read(*line.rcpt(address)) for address in addresses}
    return {
        address: answer
        for address, answer in answers.items()
        if answer.state is not MailState.SENT
    }


def _hand_over(line: smtplib.SMTP, content: bytes) -> Answer:
    try:
        return _read(*line.data(content))
    except smtplib.SMTPDataError as error:  # refused before it had the mail
        with suppress(OSError):
            line.rset()
        return _read(error.smtp_code, error.smtp_error)


def _read(code: int, text: bytes | str) -> Answer:
    """Return what an answer means; one that is no answer at all means "not now"."""
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    states = {2: MailState.SENT, 5: MailState.REFUSED}
    return Answer(states.get(code // 100, MailState.DEFERRED), f"{code} {_plain(said)}")


def _plain(text: str) -> str:
    return shorten(clean(text), LONGEST_ANSWER)


def _open(server: Server, context: ssl.SSLContext) -> smtplib.SMTP:
    try:
        line = _greet(server, context)
    except ssl.SSLError as error:
        raise no_trust(server, error) from None
    except smtplib.SMTPException as error:  # an OSError too
        raise not_reached(server, Wording.same(_plain(str(error)))) from None
    except OSError as error:
        raise not_reached(server, word_os_error(error)) from None
    return line


def _greet(server: Server, context: ssl.SSLContext) -> smtplib.SMTP:
    if server.is_tls:
        line: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=TIMEOUT_S, context=context
        )
    else:
        line = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
    try:
        line.ehlo()
        _encrypt(line, server, context)
        if server.user:
            _log_in(line, server)
    except BaseException:
        line.close()
        raise
    return line


def _encrypt(line: smtplib.SMTP, server: Server, context: ssl.SSLContext) -> None:
    """Make sure that nobody on the way can read, as far as that was asked for."""
    if server.is_tls:
        return
    if line.has_extn("starttls"):
        line.starttls(context=context)
        line.ehlo()
    elif not server.is_here and (server.user or not server.may_be_plain):
        raise no_tls(server)


def _log_in(line: smtplib.SMTP, server: Server) -> None:
    try:
        line.login(server.user, server.password)
    except smtplib.SMTPResponseException as error:
        said = _read(error.smtp_code, error.smtp_error).text
        raise no_login(server, Wording.same(said)) from None
    except smtplib.SMTPNotSupportedError:
        reason = Wording(en="it offers no login", zh="服务器不支持登录")
        raise no_login(server, reason) from None
