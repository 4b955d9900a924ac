"""What is wrong with a backup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.errors import FairmatchError
from scheduler.wording import Wording

if TYPE_CHECKING:
    from pathlib import Path


class BackupError(FairmatchError):
    """A file that is no whole backup of ours, or one of another version."""


def broken_error(file: Path, reason: Wording) -> BackupError:
    """Return the refusal of a file that cannot be restored."""
    return BackupError(
        "backup-broken",
        Wording(
            en=f"{file} is not a whole backup of ours: {reason.en}.",
            zh=f"{file} 不是完整的备份文件：{reason.zh}。",
        ),
        Wording(
            en="Take another backup. Nothing was changed.",
            zh="请使用其他备份。未作任何更改。",
        ),
    )


def version_error(file: Path, found: str, ours: str) -> BackupError:
    """Return the refusal of a backup whose tables are not those of this version."""
    return BackupError(
        "backup-version",
        Wording(
            en=f"{file} is of version {found} of the tables, this program has {ours}.",
            zh=f"{file} 的数据表版本为 {found}，本程序为 {ours}。",
        ),
        Wording(
            en="Restore it with the version of Fairmatch that wrote it.",
            zh="请用生成该备份的 Fairmatch 版本恢复。",
        ),
    )
