"""A schedule as the records keep it: the files of its folder, there and back.

The problem and the directory are kept as gzipped files, the meetings as rows; what
comes back is written as the same bytes. A draft's locks follow its meetings: whoever
locks a meeting by hand does not write the whole problem again.
"""

from __future__ import annotations

import gzip
import io
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from data.folder import (
    DIRECTORY,
    SUMMARY,
    ScheduleFolder,
    read_whole_problem,
    whole_problem_json,
)
from data.folder_directory import directory_json, read_directory
from data.folder_problem import moment_text
from data.folder_reader import ADVICE, FolderError, Node, parse_moment
from data.folder_schedule import SCHEDULE, read_remarks, remarks_json
from data.folder_stream import UnlikeOurs
from data.folder_summary import Summary, read_summary, summary_json
from data.folder_text import json_lines
from scheduler.collector import collector_paused
from scheduler.editing.redraft import follow_locks
from scheduler.fair import SessionId
from scheduler.problem import BuyerId, SupplierId
from scheduler.schedule import Meeting, Schedule, meeting_order
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from data.tables.base import Facts
    from scheduler.candidates import Candidates
    from scheduler.directory import Directory
    from scheduler.problem import Problem

LEVEL = 3
"""Of gzip: a third of the time of the default, a tenth more bytes."""


@dataclass(frozen=True)
class KeptFiles:
    """The files of a schedule but for its meetings; the first two are gzipped JSON."""

    problem: bytes
    directory: bytes
    summary: Facts
    remarks: Facts


@dataclass(frozen=True)
class Basis:
    """What a schedule was made from; the part of it that edits leave alone."""

    problem: Problem
    candidates: Candidates
    directory: Directory

    @property
    def zone(self) -> ZoneInfo:
        """Return the zone that times are shown in."""
        return ZoneInfo(self.problem.fair.timezone)


def keep_files(content: ScheduleFolder) -> KeptFiles:
    """Return what is kept of `content` beside its meetings."""
    problem = whole_problem_json(content.problem, content.candidates)
    return KeptFiles(
        problem=_pack(problem),
        directory=_pack(directory_json(content.directory)),
        summary=summary_json(content.summary),
        remarks=remarks_json(content.schedule),
    )


def restore_basis(problem: bytes, directory: bytes) -> Basis:
    """Return what `keep_files` kept; raises FolderError where it is damaged."""
    try:
        with collector_paused(), _unpack(problem) as file:
            return Basis(*read_whole_problem(file), _read_directory(directory))
    except (UnlikeOurs, OSError, ValueError) as error:
        raise FolderError(
            "folder-damaged",
            Wording(
                en="The records hold a damaged schedule.", zh="数据库中的排期已损坏。"
            ),
            ADVICE,
        ) from error


def _read_directory(packed: bytes) -> Directory:
    with _unpack(packed) as file:
        return read_directory(Node(DIRECTORY, json.load(file)))


def restore_schedule(
    basis: Basis,
    meetings: tuple[Meeting, ...],
    remarks: Facts,
    summary: Facts,
    release: int,
) -> ScheduleFolder:
    """Return the whole again; raises FolderError."""
    stated = read_summary(Node(SUMMARY, summary))
    bare = Schedule(meetings, release=release, seed=stated.seed)
    problem = follow_locks(basis.problem, meetings)
    return ScheduleFolder(
        problem,
        basis.candidates,
        read_remarks(Node(SCHEDULE, remarks), bare),
        basis.directory,
        _with_figures(stated, summary),
        problem.fair.sessions,
    )


def _with_figures(stated: Summary, summary: Facts) -> Summary:
    """Return `stated` with what reading a folder passes over."""
    return replace(stated, prices=tuple(summary.get("prices", ())))


def meeting_facts(meeting: Meeting, zone: ZoneInfo) -> Facts:
    """Return a meeting as the columns of its row."""
    return {
        "buyer": meeting.buyer,
        "supplier": meeting.supplier,
        "session": meeting.session,
        "round_index": meeting.round_index,
        "start": moment_text(meeting.start, zone),
        "end": moment_text(meeting.end, zone),
        "hall": meeting.hall,
        "booth": meeting.booth,
        "table_number": meeting.table,
        "fit": meeting.fit,
        "locked": meeting.locked,
        "because_en": meeting.because.en,
        "because_zh": meeting.because.zh,
    }


def read_meetings(
    rows: Iterable[Mapping[str, Any]], zone: ZoneInfo
) -> tuple[Meeting, ...]:
    """Return the meetings of `rows` in the order of a schedule."""
    with collector_paused():
        meetings = [_read_meeting(row, zone) for row in rows]
        return tuple(sorted(meetings, key=meeting_order))


def _read_meeting(row: Mapping[str, Any], zone: ZoneInfo) -> Meeting:
    start, end = parse_moment(row["start"], zone), parse_moment(row["end"], zone)
    assert start is not None  # noqa: S101 - rows hold what `meeting_facts` made
    assert end is not None  # noqa: S101 - likewise
    return Meeting(
        buyer=BuyerId(row["buyer"]),
        supplier=SupplierId(row["supplier"]),
        session=SessionId(row["session"]),
        round_index=row["round_index"],
        start=start,
        end=end,
        hall=row["hall"],
        booth=row["booth"],
        table=row["table_number"],
        fit=row["fit"],
        locked=row["locked"],
        because=Wording(en=row["because_en"], zh=row["because_zh"]),
    )


def _pack(value: Mapping[str, object]) -> bytes:
    text = "".join(json_lines(value))
    return gzip.compress(text.encode(), LEVEL, mtime=0)


def _unpack(packed: bytes) -> io.TextIOWrapper:
    return io.TextIOWrapper(gzip.open(io.BytesIO(packed)), encoding="utf-8")
