"""A pack that was stopped: what is kept of it, and when it is not taken."""

import pytest

from printouts import diary
from printouts.kinds import PaperKind
from printouts.pack import PackError, PackOptions, write_pack
from printouts.papers import PAPERS
from tests.printouts import paper_cases as cases

ALL_FILES = [
    "badges-buyers.pdf",
    "badges-suppliers.pdf",
    "booth-sheets.pdf",
    "booth-signs.pdf",
    "diaries.pdf",
    "door-sheets.pdf",
    "hall-lists.pdf",
    "manifest.json",
    "master-book.pdf",
    "master.xlsx",
    "pickup-list.pdf",
    "table-signs.pdf",
]


@pytest.fixture
def case():
    problem = cases.problem()
    return problem, cases.schedule(problem), cases.DIRECTORY


def test_what_a_killed_run_left_behind_is_cleared_away(case, tmp_path):
    (tmp_path / "print.part").mkdir()
    (tmp_path / "print.part" / "half.pdf").write_bytes(b"x")
    write_pack(*case, tmp_path)
    assert sorted(p.name for p in (tmp_path / "print").iterdir()) == ALL_FILES
    assert [p.name for p in tmp_path.iterdir()] == ["print"]


def _stop_amid_diaries(case, folder, monkeypatch):
    """Leave two of three blocks of diaries behind."""
    diary = PAPERS[PaperKind.DIARY]._replace(at_once=2)
    monkeypatch.setitem(PAPERS, PaperKind.DIARY, diary)
    with pytest.raises(PackError):
        write_pack(*case, folder, PackOptions(resumes=True), cases.Watcher(3))
    return sorted(path.name for path in (folder / ".print.parts").iterdir())


def _count_drawn(monkeypatch):
    drawn = []
    lay_out = diary.lay_out
    monkeypatch.setattr(
        "printouts.diary.lay_out",
        lambda fair, page, *rest: (
            drawn.append(page.party_id) or lay_out(fair, page, *rest)
        ),
    )
    return drawn


def test_a_stopped_pack_goes_on_where_it_was(case, tmp_path, monkeypatch):
    write_pack(*case, tmp_path / "whole")
    kept = _stop_amid_diaries(case, tmp_path / "in", monkeypatch)
    assert [name[:12] for name in kept] == ["diary-00000-", "diary-00001-"]
    drawn = _count_drawn(monkeypatch)
    write_pack(*case, tmp_path / "in", PackOptions(resumes=True))
    assert drawn == ["B0003", "B0005"]  # the last two by name
    assert cases.packs_are_equal(tmp_path / "whole", tmp_path / "in")
    assert [path.name for path in (tmp_path / "in").iterdir()] == ["print"]


def test_what_is_kept_is_not_taken_once_it_would_say_something_else(
    case, tmp_path, monkeypatch
):
    problem, _, directory = case
    _stop_amid_diaries(case, tmp_path / "in", monkeypatch)
    fewer = [pair for pair in cases.PAIRS if pair[:2] != ("B0001", "S0003")]
    later = cases.schedule(problem, fewer)
    write_pack(problem, later, directory, tmp_path / "whole")
    drawn = _count_drawn(monkeypatch)
    options = PackOptions(resumes=True)
    write_pack(problem, later, directory, tmp_path / "in", options)
    assert drawn == ["B0001", "B0006", "B0003", "B0005"]  # B0001 is in the second block
    assert cases.packs_are_equal(tmp_path / "whole", tmp_path / "in")


def test_another_release_is_drawn_anew(case, tmp_path, monkeypatch):
    problem, _, directory = case
    _stop_amid_diaries(case, tmp_path, monkeypatch)
    drawn = _count_drawn(monkeypatch)
    later = cases.schedule(problem, release=9)
    write_pack(problem, later, directory, tmp_path, PackOptions(resumes=True))
    assert len(drawn) == 6  # the number stands on every sheet


def test_a_damaged_part_is_drawn_again(case, tmp_path, monkeypatch):
    write_pack(*case, tmp_path / "whole")
    first, second = _stop_amid_diaries(case, tmp_path / "in", monkeypatch)
    (tmp_path / "in" / ".print.parts" / first).write_bytes(b'[[["B0004"')
    (tmp_path / "in" / ".print.parts" / second).write_bytes(b"[1, 2]")
    write_pack(*case, tmp_path / "in", PackOptions(resumes=True))
    assert cases.packs_are_equal(tmp_path / "whole", tmp_path / "in")


def test_a_full_disk_gives_back_the_room_of_the_parts(case, tmp_path, monkeypatch):
    _stop_amid_diaries(case, tmp_path, monkeypatch)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write_pack(*case, tmp_path, PackOptions(resumes=True))
    assert list(tmp_path.iterdir()) == []
