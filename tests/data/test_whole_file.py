"""A file is written whole or not at all, also where the disk is full."""

import errno
from pathlib import Path

import pytest

from data.checked import write_checked
from data.inspect import inspect_file
from data.whole_file import write_whole


def fill_the_disk(monkeypatch):
    """Let every file end after its first bytes."""
    write = Path.write_bytes

    def write_some(path, content):
        write(path, content[:3])
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(Path, "write_bytes", write_some)


def test_a_new_file_replaces_the_one_before(tmp_path):
    path = tmp_path / "one.xlsx"
    for content in (b"first", b"second"):
        write_whole(path, content)
    assert path.read_bytes() == b"second"
    assert list(tmp_path.iterdir()) == [path]


def test_on_a_full_disk_the_file_before_stays(tmp_path, monkeypatch):
    path = tmp_path / "one.xlsx"
    write_whole(path, b"first")
    fill_the_disk(monkeypatch)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"second")
    assert path.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [path]


def test_a_checked_copy_is_not_half_written(book, tmp_path, monkeypatch):
    inspection = inspect_file(book({"S": [["buyer", "product"], ["甲", "x"]]}))
    out = tmp_path / "out"
    out.mkdir()
    fill_the_disk(monkeypatch)
    with pytest.raises(OSError, match="No space left"):
        write_checked(inspection, out / "checked.xlsx")
    assert list(out.iterdir()) == []
