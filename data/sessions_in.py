"""Cells that name sessions and rounds, resolved against the fair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.cells import split_list
from data.slots import understand_session
from scheduler.problem import Fair, SessionId, Slot

if TYPE_CHECKING:
    from data.faults import Findings, Where
    from data.parties import Party


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
