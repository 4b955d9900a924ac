"""Errors of the services; nothing here knows of exit codes or of HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.errors import FairmatchError
from scheduler.wording import Wording

if TYPE_CHECKING:
    from pathlib import Path

    from data.faults import Fault, Note


class WrongRequestError(FairmatchError):
    """What was asked for cannot be meant: an unknown party, a foreign folder."""


class InputRejectedError(FairmatchError):
    """The input has errors; `faults` lists all of them, `notes` what was inferred."""

    def __init__(self, faults: tuple[Fault, ...], notes: tuple[Note, ...] = ()) -> None:
        errors = sum(fault.is_error for fault in faults)
        super().__init__(
            "input-rejected",
            Wording(
                en="The input was rejected: {errors} {errors|error|errors}. "
                "Nothing was written.",
                zh="输入未通过：{errors} 处错误。未写入任何文件。",
            ).filled({"errors": errors}),
            Wording(
                en="Correct the places named above and run the command again; "
                "'fairmatch inspect FILE --out checked' marks them in a copy.",
                zh="请改正以上各处后重新运行；fairmatch inspect 文件 --out checked "
                "可在副本中标出。",
            ),
        )
        self.faults = faults
        self.notes = notes


class NoAnswerError(FairmatchError):
    """The solver ended without any schedule."""

    def __init__(self) -> None:
        super().__init__(
            "no-answer",
            Wording(
                en="No schedule was found in the time given. Nothing was written.",
                zh="在限定时间内没有得到排期。未写入任何文件。",
            ),
            Wording(
                en="Give it more time (--time-limit) and run the command again.",
                zh="请用 --time-limit 增加时间后重新运行。",
            ),
        )


class BrokenFolderError(FairmatchError):
    """A schedule folder breaks a rule, so nothing is made from it."""

    def __init__(self, folder: Path, broken: list[Wording]) -> None:
        super().__init__(
            "folder-breaks-rules",
            Wording(
                en="{folder} breaks {count} {count|rule|rules}, the first: {first} "
                "Nothing was made from it.",
                zh="{folder} 有 {count} 处违规，第一处：{first}未生成任何文件。",
            ).filled({"folder": folder, "count": len(broken), "first": broken[0]}),
            Wording(
                en=f"'fairmatch check {folder}' lists all; make the schedule again.",
                zh=f"fairmatch check {folder} 可列出全部；请重新排期。",
            ),
        )


def occupied_error(out: Path, names: list[str]) -> WrongRequestError:
    """Return the refusal to replace a folder that holds what is not ours."""
    shown = ", ".join(names[:3]) + (" ..." if len(names) > 3 else "")
    return WrongRequestError(
        "out-not-ours",
        Wording(
            en=f"{out} holds something that is not a schedule of ours: {shown}.",
            zh=f"{out} 中有不属于本程序排期的内容：{shown}。",
        ),
        Wording(
            en="Choose a new or empty folder, or move these away. Nothing was touched.",
            zh="请选择新的或空的文件夹，或先移走这些内容。未改动任何文件。",
        ),
    )


def out_is_file_error(out: Path) -> WrongRequestError:
    """Return the refusal to write a folder where a file is."""
    return WrongRequestError(
        "out-is-file",
        Wording(en=f"{out} is a file, not a folder.", zh=f"{out} 是文件，不是文件夹。"),
        Wording(en="Choose another --out.", zh="请更换 --out。"),
    )
