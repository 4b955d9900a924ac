"""A real mail server for tests, told what to answer; and a folder with mails in it."""

import asyncio
import socket
from contextlib import contextmanager

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from printouts.kinds import NoticeKind
from printouts.notice_calendar import BOTH_SIDES
from printouts.notice_options import NoticeOptions
from printouts.notices import write_notices
from scheduler.directory import Contact
from tests.printouts.notice_cases import make_directory, make_release, parts_of

HOST = "127.0.0.1"
BREAK = "break the line"
"""An answer of the server that is none: it hangs up."""


class Office:
    """What the server does, and the mails that it took: [(recipients, bytes)]."""

    def __init__(self):
        self.taken = []
        self.logins = []
        self.connections = 0
        self.lines = []
        self.to_mail = lambda: None
        self.to_recipient = lambda address: None
        self.to_data = lambda addresses: None

    @property
    def recipients(self):
        return [address for addresses, _ in self.taken for address in addresses]

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.connections += 1
        self.lines.append(server.transport)
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        envelope.mail_from = address
        return self._answer(server, self.to_mail())

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        answer = self._answer(server, self.to_recipient(address))
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        answer = self.to_data(envelope.rcpt_tos)
        if answer in (None, BREAK):
            self.taken.append((list(envelope.rcpt_tos), envelope.original_content))
        return self._answer(server, answer)

    def _answer(self, server, answer):
        if answer is BREAK:
            server.transport.abort()
        return answer or "250 OK"

    async def hang_up(self):
        """Close every line; the server leaves those open whose TLS was aborted."""
        for line in self.lines:
            line.abort()
        await asyncio.sleep(0.01)

    def log_in(self, server, session, envelope, mechanism, login):
        self.logins.append((login.login, login.password))
        return AuthResult(success=login.password == b"right", handled=False)


@contextmanager
def serving(**options):
    """Lend an office and the port of its server."""
    office = Office()
    server = Controller(
        office,
        hostname=HOST,
        port=_free_port(),
        authenticator=office.log_in,
        ready_timeout=20,
        **options,
    )
    server.start()
    try:
        yield office, server.port
    finally:
        asyncio.run_coroutine_threadsafe(office.hang_up(), server.loop).result()
        server.stop()


def _free_port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def write_mails(folder, **contacts):
    """Write a folder with the notices of B1, B2 and S1; `contacts` are mail addresses."""
    addresses = {"B1": "zhang@a.example", "B2": "maria@b.example"} | contacts
    directory = make_directory(
        buyers={id_: Contact(id_, email=email) for id_, email in addresses.items()}
    )
    options = NoticeOptions(kinds={NoticeKind.MAIL: BOTH_SIDES})
    write_notices(*parts_of(make_release(directory=directory)), folder, options)
    return folder


ALL = ["zhang@a.example", "maria@b.example", "chen@s.example"]
"""Whom the mails of `write_mails` go to, in order."""
