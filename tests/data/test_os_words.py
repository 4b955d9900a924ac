"""The system's reasons are said in both languages."""

import errno
import os

import pytest

from data.os_words import word_os_error
from scheduler.wording import Wording


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (
            IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR)),
            Wording(en="Is a directory", zh="这是文件夹，不是文件"),
        ),
        (OSError(999, "odd"), Wording(en="odd", zh="系统错误 999")),
        (OSError(), Wording(en="OSError", zh="系统错误 None")),
    ],
)
def test_a_reason_has_both_languages(error, expected):
    assert word_os_error(error) == expected
