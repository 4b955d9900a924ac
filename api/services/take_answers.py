"""Filled call sheets in; who confirmed, who cancelled, whom to call again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from api.services.check_folder import load_sound
from api.services.errors import InputRejectedError
from api.services.kept_texts import find_texts, read_texts
from api.services.print_folder import facts_of
from api.services.stopwatch import Stopwatch
from api.services.whole_folder import refuse_unusable, whole_folder
from data.call_answers import Answer, read_calls
from data.call_ledger import LEDGER, add_calls, load_ledger, save_ledger
from data.change_sheet import write_cancellations, write_follow_up
from data.faults import Findings
from printouts.calls import write_call_book
from printouts.notice_content import Release, build_mailing
from printouts.notice_work import BOTH
from printouts.pages import Side as PageSide
from scheduler.progress import Progress, Silent
from scheduler.repair.changes import Party, Side

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from data.call_ledger import Ledger
    from data.faults import Fault, Note
    from printouts.notice_content import Mailing
    from scheduler.problem import Problem

CHANGES, NEXT, FOLLOW_UP = "changes.xlsx", "next.xlsx", "follow-up.xlsx"
FILES = frozenset({LEDGER, CHANGES, NEXT, FOLLOW_UP})
"""What a folder of answers holds."""


@dataclass(frozen=True)
class Answers:
    """How many answered what, how many are still to be called, what was said of it."""

    counts: Mapping[Answer, int]
    to_call: int
    warnings: tuple[Fault, ...]
    notes: tuple[Note, ...]


def take_answers(
    folder: Path,
    sheets: Sequence[Path],
    out: Path,
    progress: Progress | None = None,
    *,
    replace_old: bool = False,
    callers: Sequence[str] | None = None,
    templates: Path | None = None,
) -> Answers:
    """Add the answers in `sheets` to those in `out`, and write whom to call next.

    `folder` holds the schedule that the calls were about; `callers` share the next
    calls, `templates` is a folder of edited texts, None for those kept in `folder`. Raises InputRejectedError with every
    fault, TemplatesError, FolderError and WrongRequestError for the folders; `out` is
    then as it was.
    """
    texts = read_texts(find_texts(folder, templates)).texts
    watch = Stopwatch(progress or Silent())
    refuse_unusable(out, FILES, LEDGER)
    release = Release(*facts_of(load_sound(folder, watch)))
    findings = Findings()
    with watch.phase("read"):
        ledger = load_ledger(out / LEDGER)
        calls = read_calls(sheets, release.problem, findings)
    if findings.has_errors:
        raise InputRejectedError(findings.all_faults(), findings.all_notes())
    ledger = add_calls(ledger, calls, findings, replace_old=replace_old)
    waiting = _still_to_call(build_mailing(release, texts=texts), ledger)
    with whole_folder(out, FILES, LEDGER) as made:
        save_ledger(made / LEDGER, ledger)
        write_cancellations(made / CHANGES, ledger)
        write_follow_up(made / FOLLOW_UP, ledger, _names(release.problem))
        _write_next(made / NEXT, waiting, callers or ())
    return Answers(
        Counter(entry.answer for entry in ledger.values()),
        len(waiting.notices),
        findings.all_faults(),
        findings.all_notes(),
    )


def _still_to_call(mailing: Mailing, ledger: Ledger) -> Mailing:
    """Return the mailing to buyers nobody has reached, and suppliers tried in vain."""
    notices = []
    for notice in mailing.notices:
        entry = ledger.get(Party(Side(notice.side.value), notice.party_id))
        is_open = notice.side is PageSide.BUYER if entry is None else False
        if is_open or (entry and entry.answer is Answer.NO_ANSWER):
            notices.append(notice)
    return replace(mailing, notices=tuple(notices))


def _names(problem: Problem) -> dict[Party, str]:
    buyers = {Party(Side.BUYER, buyer.id): buyer.name for buyer in problem.buyers}
    return buyers | {
        Party(Side.SUPPLIER, supplier.id): supplier.name
        for supplier in problem.suppliers
    }


def _write_next(path: Path, mailing: Mailing, callers: Sequence[str]) -> None:
    spoken = {
        (one.side, one.party_id): (one.language,) if one.language else BOTH
        for one in mailing.notices
    }
    write_call_book(path, mailing, spoken, callers)
