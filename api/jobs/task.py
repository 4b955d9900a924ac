"""What crosses the pipe between the server and a job's own process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduler.wording import Wording

if TYPE_CHECKING:
    from pathlib import Path

    from data.kept_schedule import KeptFiles
    from data.tables.base import Facts
    from printouts.notice_work import Told
    from scheduler.errors import FairmatchError


@dataclass(frozen=True)
class Task:
    """A job to do: `request` as it is kept, `folder` where files go."""

    database: str
    folder: str
    fair_id: int
    job_id: int
    kind: str
    request: Facts


@dataclass(frozen=True)
class Drafted:
    """A schedule to keep as a draft."""

    files: KeptFiles
    meetings: list[Facts]
    title: str
    based_on: int | None
    facts: Facts


@dataclass(frozen=True)
class Filed:
    """A file that lies in the folder; `facts` say what is in it, `told` whom it tells."""

    facts: Facts
    told: tuple[Told, ...] = ()


@dataclass(frozen=True)
class Failed:
    """What went wrong, as `fault_of` says it."""

    fault: Facts


@dataclass(frozen=True)
class Ended:
    """The last message of a process; `stopped` where it was asked to end early."""

    outcome: Drafted | Filed | Failed
    stopped: bool


def file_of(folder: Path, sha256: str) -> Path:
    """Return where the file of a job lies: by what is in it, as a restored backup may
    give the number of the job to another one."""
    return folder / f"{sha256}.zip"


def fault_of(error: FairmatchError) -> Facts:
    """Return an error as it is kept with a job: code, texts, faults with places."""
    from data.faults import format_fault
    from scheduler.wording import Language

    return {
        "code": error.code,
        "title": _both(error.what),
        "detail": _both(error.advice),
        "faults": [
            {
                "code": fault.code,
                "place": " ".join(p for p in (fault.sheet, fault.cell) if p),
                "text": {
                    "en": format_fault(fault, Language.EN),
                    "zh": format_fault(fault, Language.ZH),
                },
            }
            for fault in getattr(error, "faults", ())
        ],
    }


def plain_fault(code: str, what: Wording, advice: Wording) -> Facts:
    """Return a fault that is no error of ours."""
    return {"code": code, "title": _both(what), "detail": _both(advice), "faults": []}


def _both(wording: Wording) -> Facts:
    return {"en": wording.en, "zh": wording.zh}


OUR_FAULT = plain_fault(
    "our-fault",
    Wording(
        en="Something went wrong that is our fault.",
        zh="程序内部出错，这是我们的问题。",
    ),
    Wording(
        en="Tell your administrator the number of the job; the log has more.",
        zh="请将任务编号告诉管理员；日志中有详细信息。",
    ),
)

LOST = plain_fault(
    "job-process-lost",
    Wording(
        en="The process of the job ended before its work; nothing was kept.",
        zh="任务进程中途终止，未保存任何结果。",
    ),
    Wording(
        en="Perhaps memory ran out. Start the job again.",
        zh="可能是内存不足。请重新启动任务。",
    ),
)

CUT = plain_fault(
    "job-cut-off",
    Wording(
        en="The server ended while the job ran; nothing was kept.",
        zh="任务运行时服务器停止，未保存任何结果。",
    ),
    Wording(en="Start the job again.", zh="请重新启动任务。"),
)
