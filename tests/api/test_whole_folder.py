"""A folder appears whole or not at all; what is not ours stays."""

from pathlib import Path

import pytest

from api.services.errors import WrongRequestError
from api.services.whole_folder import refuse_foreign, refuse_unusable, whole_folder


def _names(folder):
    return sorted(path.name for path in folder.iterdir())


def _ours(folder):
    folder.mkdir()
    (folder / "schedule.json").write_text("old")
    (folder / "print").mkdir()


def test_a_new_folder_appears_at_the_end(tmp_path):
    out = tmp_path / "deep" / "out"

    with whole_folder(out) as making:
        (making / "schedule.json").write_text("new")
        assert not out.exists()

    assert _names(out.parent) == ["out"]
    assert (out / "schedule.json").read_text() == "new"


def test_an_earlier_schedule_is_replaced(tmp_path):
    _ours(tmp_path / "out")

    with whole_folder(tmp_path / "out") as making:
        (making / "schedule.json").write_text("new")
        assert (tmp_path / "out" / "schedule.json").read_text() == "old"

    assert _names(tmp_path) == ["out"]
    assert _names(tmp_path / "out") == ["schedule.json"]


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_a_failure_leaves_the_earlier_schedule(tmp_path, error):
    _ours(tmp_path / "out")

    def fail(folder):
        (folder / "schedule.json").write_text("new")
        raise error

    with pytest.raises(error), whole_folder(tmp_path / "out") as making:
        fail(making)

    assert _names(tmp_path) == ["out"]
    assert (tmp_path / "out" / "schedule.json").read_text() == "old"


def test_a_failing_swap_puts_the_earlier_schedule_back(tmp_path, monkeypatch):
    _ours(tmp_path / "out")
    rename = Path.rename

    def fail_for_new(path, goal):
        if ".new-" in path.name:
            raise OSError("full")
        return rename(path, goal)

    monkeypatch.setattr(Path, "rename", fail_for_new)

    with pytest.raises(OSError, match="full"), whole_folder(tmp_path / "out"):
        pass

    assert _names(tmp_path) == ["out"]
    assert (tmp_path / "out" / "schedule.json").read_text() == "old"


def test_a_linked_folder_is_replaced_behind_the_link(tmp_path):
    _ours(tmp_path / "real")
    (tmp_path / "out").symlink_to(tmp_path / "real")

    with whole_folder(tmp_path / "out") as making:
        (making / "schedule.json").write_text("new")

    assert (tmp_path / "out").is_symlink()
    assert (tmp_path / "real" / "schedule.json").read_text() == "new"


def test_an_empty_folder_may_be_used(tmp_path):
    (tmp_path / ".DS_Store").touch()

    refuse_foreign(tmp_path)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["schedule.json", "my notes.txt"], "my notes.txt."),
        (["print", "notices"], "notices, print."),
        (["a", "b", "c", "d"], "a, b, c ...."),
    ],
)
def test_a_foreign_folder_is_refused(tmp_path, names, said):
    for name in names:
        (tmp_path / name).touch()

    with pytest.raises(WrongRequestError) as refused, whole_folder(tmp_path):
        pass

    assert refused.value.code == "out-not-ours"
    assert refused.value.what.en.endswith(f"not a schedule of ours: {said}")
    assert _names(tmp_path) == sorted(names)


def test_a_file_is_refused(tmp_path):
    (tmp_path / "out").write_text("mine")

    with pytest.raises(WrongRequestError) as refused:
        refuse_foreign(tmp_path / "out")

    assert refused.value.code == "out-is-file"


def test_where_nothing_can_be_made_is_known_before_the_work(tmp_path, monkeypatch):
    out = tmp_path / "deep" / "out"
    refuse_unusable(out)
    assert _names(tmp_path) == []

    def forbid(path, mode=0o777):
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("os.mkdir", forbid)
    with pytest.raises(PermissionError) as caught:
        refuse_unusable(out)
    assert caught.value.filename == str(out)
