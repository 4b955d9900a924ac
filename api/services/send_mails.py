"""Send the mails of a schedule folder, each once, however often it is interrupted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from api.smtp.courier import Answer, Courier, LostError
from api.smtp.outbox import OutMail, read_outbox
from api.smtp.pace import Pace
from api.smtp.troubles import ServerError, lost_error
from data.mail_log import MailState, MailStep, open_mail_log, read_mail_log
from printouts.notices import FOLDER
from scheduler.progress import Event, Progress, Silent

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from api.smtp.server import Server
    from data.mail_log import MailLog

MOST_LOSSES = 3
"""Connections lost one after the other, without any mail between, that end a run."""


class Doubtful(StrEnum):
    """What becomes of mails that may have gone: nothing, again, or taken as sent."""

    KEEP = "keep"
    AGAIN = "again"
    SENT = "sent"


@dataclass(frozen=True)
class SendOrder:
    """What to send: `server` None sends nothing and only says what would be sent.

    `per_minute` mails go out at most. `log` is made if missing. With `is_trial` the
    server is greeted, and nothing is sent either.
    """

    folder: Path
    log: Path
    server: Server | None = None
    per_minute: int = 30
    doubtful: Doubtful = Doubtful.KEEP
    is_trial: bool = False


@dataclass(frozen=True)
class SendReport:
    """What came of it, by address; `steps` are the last ones of all that matter.

    `before` had the mail from an earlier run, `left` were never tried; `trouble` is
    what ended the run early.
    """

    mails: int
    sent: int
    before: int
    left: int
    steps: tuple[MailStep, ...] = ()
    is_trial: bool = False
    trouble: ServerError | None = None

    def of(self, state: MailState) -> list[MailStep]:
        """Return the last steps that are in `state`."""
        return [step for step in self.steps if step.state is state]

    @property
    def is_done(self) -> bool:
        """Tell whether nothing is left to do for another run."""
        open_states = {MailState.SENDING, MailState.DEFERRED}
        return not self.left and not any(
            step.state in open_states for step in self.steps
        )


def send_mails(
    order: SendOrder,
    progress: Progress | None = None,
    *,
    context: ssl.SSLContext | None = None,
    pace: Pace | None = None,
) -> SendReport:
    """Send what is not sent yet, and say what came of it.

    Raises WrongRequestError where there are no mails, MailLogError, ServerError where
    the server cannot be used, OSError from the disk. What was sent by then is in the
    log, and is not sent again.
    """
    mails = read_outbox(order.folder / FOLDER)
    if order.server is None or order.is_trial:
        return _try_out(mails, order, context)
    with open_mail_log(order.log) as log:
        courier = Courier(order.server, context)
        pace = pace or Pace(order.per_minute)
        run = _Run(order, order.server, log, courier, pace, progress or Silent())
        try:
            courier.connect()
            run.send(mails)
        finally:
            courier.close()
        return run.report(mails)


def _try_out(
    mails: Sequence[OutMail], order: SendOrder, context: ssl.SSLContext | None
) -> SendReport:
    if order.server is not None:
        courier = Courier(order.server, context)
        courier.connect()
        courier.close()
    steps = {(step.message, step.address): step for step in read_mail_log(order.log)}
    known = [steps.get((mail.message, one)) for mail in mails for one in mail.addresses]
    return replace(_count(mails, known, sent=0), is_trial=True)


def _count(
    mails: Sequence[OutMail], known: Iterable[MailStep | None], sent: int
) -> SendReport:
    steps = [step for step in known if step is not None]
    states = Counter(step.state for step in steps)
    addresses = sum(len(mail.addresses) for mail in mails)
    return SendReport(
        mails=len(mails),
        sent=sent,
        before=states[MailState.SENT] - sent,
        left=addresses - len(steps),
        steps=tuple(steps),
    )


@dataclass
class _Run:
    """One run of sending: how many went out, and what ended it early."""

    order: SendOrder
    server: Server
    log: MailLog
    courier: Courier
    pace: Pace
    progress: Progress
    sent: int = 0
    losses: int = 0
    trouble: ServerError | None = None

    def send(self, mails: Sequence[OutMail]) -> None:
        """Send one mail after the other, until told to stop or the server is lost."""
        for done, mail in enumerate(mails):
            self.progress.tell(Event("send", done, len(mails)))
            if addresses := self._pending(mail):
                if not self.pace.wait_turn(self.progress.should_stop):
                    return
                self._try_one(mail, addresses)
                if self.trouble is not None:
                    return

    def report(self, mails: Sequence[OutMail]) -> SendReport:
        """Return what came of it."""
        known = [
            self.log.find(mail.message, one) for mail in mails for one in mail.addresses
        ]
        return replace(_count(mails, known, self.sent), trouble=self.trouble)

    def _pending(self, mail: OutMail) -> list[str]:
        """Return the addresses that are to get the mail now."""
        pending = []
        for address in mail.addresses:
            last = self.log.find(mail.message, address)
            if last is None or last.state is MailState.DEFERRED:
                pending.append(address)
            elif last.state is MailState.SENDING:
                pending += self._decide(mail, address)
        return pending

    def _decide(self, mail: OutMail, address: str) -> list[str]:
        """Do with a doubtful mail what was asked for; return whom to send it to."""
        if self.order.doubtful is Doubtful.SENT:
            self._note(mail, {address: Answer(MailState.SENT, "taken as sent")})
        return [address] if self.order.doubtful is Doubtful.AGAIN else []

    def _try_one(self, mail: OutMail, addresses: Sequence[str]) -> None:
        try:
            self.courier.connect()
            self._send_one(mail, addresses)
        except ServerError as error:
            self.trouble = error
        except LostError as error:
            self.losses += 1
            if self.losses == MOST_LOSSES:
                self.trouble = lost_error(self.server, str(error))
            elif not self._is_doubtful(mail):
                self._try_one(mail, addresses)
        else:
            self.losses = 0

    def _is_doubtful(self, mail: OutMail) -> bool:
        steps = [self.log.find(mail.message, address) for address in mail.addresses]
        return any(step and step.state is MailState.SENDING for step in steps)

    def _send_one(self, mail: OutMail, addresses: Sequence[str]) -> None:
        """Send a mail; a line lost after SENDING was noted leaves it in doubt."""
        content = mail.content(_now())
        answers = self.courier.offer(mail.sender, addresses, len(content))
        self._note(mail, answers)
        taken = [address for address in addresses if address not in answers]
        if taken:
            self._note(mail, dict.fromkeys(taken, Answer(MailState.SENDING, "")))
            answer = self.courier.hand_over(content)
            self._note(mail, dict.fromkeys(taken, answer))
            self.sent += len(taken) if answer.state is MailState.SENT else 0

    def _note(self, mail: OutMail, answers: Mapping[str, Answer]) -> None:
        steps = [
            MailStep(mail.message, mail.party, address, answer.state, answer.text)
            for address, answer in answers.items()
        ]
        if steps:
            self.log.add(steps, _now())


def _now() -> datetime:
    return datetime.now().astimezone()
