"""Judge a schedule folder with the independent checker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.services.errors import BrokenFolderError
from api.services.stopwatch import Stopwatch
from data.folder import load_schedule
from scheduler.check import check_schedule
from scheduler.progress import Progress, Silent
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from data.folder import ScheduleFolder
    from scheduler.fair import Session
    from scheduler.rules import Violation


@dataclass(frozen=True)
class Verdict:
    """What the checker says; `session_faults` are about the list of sessions."""

    meetings: int
    violations: tuple[Violation, ...]
    session_faults: tuple[Wording, ...] = ()

    @property
    def count(self) -> int:
        """Return how many things are wrong."""
        return len(self.violations) + len(self.session_faults)

    @property
    def passed(self) -> bool:
        """Tell whether the schedule may be used."""
        return self.count == 0


def check_folder(folder: Path, progress: Progress | None = None) -> Verdict:
    """Return the verdict on `folder`; raises FolderError where it cannot be read."""
    watch = Stopwatch(progress or Silent())
    with watch.phase("load"):
        content = load_schedule(folder)
    with watch.phase("check"):
        return _judge(content)


def load_sound(folder: Path, watch: Stopwatch) -> ScheduleFolder:
    """Load what papers and messages may be made from.

    Raises FolderError where `folder` cannot be read, BrokenFolderError where it breaks
    a rule: what was changed by hand must not reach anybody's paper.
    """
    with watch.phase("load"):
        content = load_schedule(folder)
    with watch.phase("check"):
        verdict = _judge(content)
    if not verdict.passed:
        sentences = [violation.wording for violation in verdict.violations]
        raise BrokenFolderError(folder, [*sentences, *verdict.session_faults])
    return content


def _judge(content: ScheduleFolder) -> Verdict:
    violations = check_schedule(content.problem, content.candidates, content.schedule)
    expected = content.problem.fair.sessions
    faults = tuple(_compare_sessions(content.stated_sessions, expected))
    return Verdict(len(content.schedule.meetings), tuple(violations), faults)


def _compare_sessions(
    stated: Sequence[Session], expected: Sequence[Session]
) -> Iterator[Wording]:
    """Yield a sentence for each session that schedule.json states otherwise."""
    by_id = {session.id: session for session in stated}
    for session in expected:
        if session.id not in by_id:
            yield _differs(f"{session.id} is missing", f"缺少 {session.id}")
        elif by_id[session.id] != session:
            yield _differs(f"the times of {session.id}", f"{session.id} 的时间")
    known = {session.id for session in expected}
    for session in stated:
        if session.id not in known:
            yield _differs(f"{session.id} is unknown", f"{session.id} 不存在")
    if len(stated) != len(by_id):
        yield _differs("a session is listed twice", "有场次重复")


def _differs(en: str, zh: str) -> Wording:
    return Wording(
        en=f"The sessions in schedule.json are not those of problem.json: {en}.",
        zh=f"schedule.json 中的场次与 problem.json 不一致：{zh}。",
    )
