"""Cells that name sessions and rounds, resolved against the fair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.cells import split_list
from data.numbers import parse_number
from data.slots import understand_session
from scheduler.fair import Fair, SessionId, Slot

if TYPE_CHECKING:
    from data.faults import Findings, Where
    from data.parties import Party
    from data.rows import Record


def read_sessions(
    party: Party, field: str, fair: Fair | None, findings: Findings
) -> tuple[SessionId, ...] | None:
    """Return the sessions a party's cell names, None where it is blank.

    Without a `fair` nothing can be resolved and the cell counts as blank.
    """
    text = party.text(field)
    if not text or fair is None:
        return None
    return sessions_of_text(text, fair, party.where(field), findings)


def sessions_of_text(
    text: str, fair: Fair, where: Where, findings: Findings
) -> tuple[SessionId, ...]:
    """Return the sessions that `text` names, in order of time; faults for the rest."""
    found: set[SessionId] = set()
    whole = understand_session(text, fair)
    words = (text,) if whole.sessions else split_list(text)
    for word in words:
        found.update(_of_word(word, fair, where, findings))
    return tuple(session.id for session in fair.sessions if session.id in found)


def _of_word(
    word: str, fair: Fair, where: Where, findings: Findings
) -> tuple[SessionId, ...]:
    understood = understand_session(word, fair)
    if understood.ambiguous:
        listed = ", ".join(understood.ambiguous)
        findings.fault("session-ambiguous", where, word, sessions=listed)
    elif not understood.sessions:
        listed = ", ".join(session.id for session in fair.sessions)
        findings.fault("session-unknown", where, word, sessions=listed)
    elif not understood.exact:
        listed = ", ".join(understood.sessions)
        findings.note("session-inferred", where, word=word, sessions=listed)
    return understood.sessions


def slots_of(sessions: tuple[SessionId, ...], fair: Fair) -> frozenset[Slot]:
    """Return every slot of `sessions`."""
    return frozenset(slot for slot in fair.slots if slot.session in sessions)


def first_round(records: list[Record], findings: Findings) -> int:
    """Return 0 where a round 0 occurs in the sheet, else 1: what rounds count from."""
    for record in records:
        if parse_number(record.text("round")).value == 0:
            findings.note("rounds-from-zero", record.where("round"))
            return 0
    return 1


def read_slot(record: Record, fair: Fair, base: int, findings: Findings) -> Slot | None:
    """Return the slot that session and round of a row name; None with faults."""
    session = read_session(record, fair, findings)
    if session is None:
        return None
    index = read_round(record, session, fair, base, findings)
    return None if index is None else Slot(session, index)


def read_session(record: Record, fair: Fair, findings: Findings) -> SessionId | None:
    """Return the one session that a row names; None with a fault."""
    text, where = record.text("session"), record.where("session")
    if not text:
        listed = ", ".join(session.id for session in fair.sessions)
        findings.fault("session-unknown", where, sessions=listed)
        return None
    sessions = sessions_of_text(text, fair, where, findings)
    if len(sessions) > 1:
        findings.fault("session-ambiguous", where, text, sessions=", ".join(sessions))
        return None
    return sessions[0] if sessions else None


def read_round(
    record: Record, session: SessionId, fair: Fair, base: int, findings: Findings
) -> int | None:
    """Return the index of the round; None with a fault. "第2轮" is read too."""
    text = record.text("round")
    number = parse_number(
        text.removeprefix("第").removeprefix("R").removeprefix("r")
    ).value
    count = len(fair.session_by_id[session].rounds)
    if number is not None and number.is_integer() and 0 <= number - base < count:
        return int(number) - base
    findings.fault("round-unknown", record.where("round"), text, rounds=count, session=session)  # fmt: skip
    return None
