"""A sheet of changes, walk-ins and added sessions, read against a schedule."""

import pytest

from data.changes import ChangePaths, ChangeTexts, read_change_texts, read_changes
from data.party_texts import PartyText
from scheduler.fair import Place, Slot
from scheduler.repair.changes import (
    Absent,
    AddedSession,
    BoothMoved,
    Party,
    Side,
    Withdrawn,
)
from tests.data.conftest import FAIR, write_rows

B1, S1 = Party(Side.BUYER, "B1"), Party(Side.SUPPLIER, "S1")
LATER = '\n[[session]]\nid = "D2-PM"\nstart = 2026-12-04T13:00:00+08:00\n'
MORE = FAIR + LATER + "end = 2026-12-04T15:00:00+08:00\n"
HEAD = ["单位", "类型", "场次", "轮次", "展馆", "展位"]


@pytest.fixture
def read(desk, tmp_path):
    """Return a function that reads rows of changes against the desk's fair."""

    def read_rows(*rows, **paths):
        problem = desk.read().problem
        if rows:
            path = tmp_path / "changes.xlsx"
            paths["changes"] = write_rows(path, [HEAD, *rows])
        return read_changes(ChangePaths(**paths), problem)

    return read_rows


def test_every_kind_becomes_a_change(read):
    found = read(
        ["甲公司", "缺席", "D1-AM", 2],
        ["S1", "迟到", "D1-PM", 3],
        ["S1", "退展"],
        ["B1", "退展", "D2-AM"],
        ["乙公司", "换展位", "", "", "2", "Z9"],
    )
    assert found.faults == ()
    assert found.changes == (
        Absent(B1, frozenset({Slot("D1-AM", 1)})),
        Absent(S1, frozenset({Slot("D1-PM", 0), Slot("D1-PM", 1)})),
        Withdrawn(S1),
        Absent(B1, frozenset(Slot("D2-AM", i) for i in range(5))),
        BoothMoved(S1, Place("2", "Z9")),
    )


def test_a_no_show_without_a_session_is_gone_for_all(read):
    (change,) = read(["甲公司", "no-show"]).changes
    assert len(change.slots) == 15


def test_faults_name_the_cell(read):
    found = read(["丙公司", "缺席"], ["S1", "??"], ["S1", "换展位"])
    assert [(f.code, f.cell) for f in found.faults] == [
        ("party-unknown", "A2"),
        ("absence-kind-unknown", "B3"),
        ("booth-missing", "F4"),
    ]
    assert found.changes == ()


def test_walk_ins_are_the_buyers_nobody_knew(read, tmp_path):
    rows = [["id", "buyer", "product"], ["B1", "甲公司", "x"], ["B9", "新公司", "水泵"]]
    path = write_rows(tmp_path / "walk-ins.xlsx", rows)
    found = read(buyers=path)
    assert [one.buyer.id for one in found.walk_ins] == ["B9"]
    assert "buyer-known" in {note.code for note in found.notes}
    assert found.changes == ()


def test_sessions_the_fair_did_not_have_are_added(read, tmp_path):
    path = tmp_path / "more.toml"
    path.write_text(MORE, encoding="utf-8")
    (change,) = read(fair=path).changes
    assert isinstance(change, AddedSession)
    assert change.session.id == "D2-PM"
    missing = read(fair=tmp_path / "none.toml")
    assert [fault.code for fault in missing.faults] == ["file-missing"]


def test_who_walks_in_may_come_to_a_session_that_is_added(read, tmp_path):
    rows = [["id", "buyer", "product", "sessions"], ["B9", "新公司", "水泵", "D2-PM"]]
    fair = tmp_path / "more.toml"
    fair.write_text(MORE, encoding="utf-8")
    paths = {"buyers": write_rows(tmp_path / "walk-ins.xlsx", rows), "fair": fair}
    found = read(["S1", "缺席", "D2-PM", 1], **paths)
    assert found.faults == ()
    assert found.walk_ins[0].buyer.sessions == ("D2-PM",)
    assert found.changes[1] == Absent(S1, frozenset({Slot("D2-PM", 0)}))


def test_texts_say_the_same_as_files(desk, read, tmp_path):
    rows = [["id", "buyer", "phone", "product"], ["B9", "新公司", "13800138000", "泵"]]
    fair = tmp_path / "more.toml"
    fair.write_text(MORE, encoding="utf-8")
    paths = {"buyers": write_rows(tmp_path / "walk-ins.xlsx", rows), "fair": fair}
    files = read(["S1", "退展"], **paths)
    buyer = PartyText("B9", "新公司", {"phone": "13800138000"}, ({"product": "泵"},))
    texts = ChangeTexts([{"party": "S1", "kind": "退展"}], [buyer], MORE)
    found = read_change_texts(texts, desk.read().problem)
    assert found.changes == files.changes
    assert [(w.buyer, w.contact) for w in found.walk_ins] == [
        (w.buyer, w.contact) for w in files.walk_ins
    ]
    assert found.faults == files.faults == ()


def test_faults_of_texts_name_rows_and_codes(desk):
    fair = FAIR.replace("minutes = 20", "minutes = 90")
    texts = ChangeTexts([{"party": "丙"}], [PartyText("B9", "新公司")], fair)
    found = read_change_texts(texts, desk.read().problem)
    assert {(f.code, f.file, f.sheet) for f in found.faults} == {
        ("party-unknown", "changes", "1"),
        ("absence-kind-unknown", "changes", "1"),
        ("lines-missing", "walk-ins", "B9"),
        ("rounds-do-not-fit", "fair.toml", ""),
    }
