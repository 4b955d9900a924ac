"""The bundled fairs are read without a fault and hold the cases they promise."""

import importlib.util
from pathlib import Path

import openpyxl
import pytest

from data.intake import read_input
from data.samples import DEMO, FOLDERS, sample_paths
from scheduler.errors import FairmatchError
from scheduler.fair import Slot
from scheduler.problem import Strength

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"


@pytest.fixture(scope="module")
def invented():
    return read_input(sample_paths("zh-invented"))


@pytest.fixture(scope="module")
def demo():
    return read_input(sample_paths(DEMO))


def _build_script():
    path = SAMPLES / "zh_invented" / "build.py"
    spec = importlib.util.spec_from_file_location("zh_invented_build", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _cells(path):
    sheet = openpyxl.load_workbook(path).active
    merged = sorted(str(area) for area in sheet.merged_cells.ranges)
    return merged, [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_sample_paths_name_files_that_exist():
    for name in FOLDERS:
        paths = sample_paths(name)
        assert paths.fair.is_file()
        assert paths.buyers.is_file()
        assert paths.suppliers.is_file()
    assert sample_paths(DEMO).suggestions is None
    assert sample_paths("zh-invented").suggestions.is_file()


def test_sample_paths_refuses_an_unknown_name():
    with pytest.raises(FairmatchError) as caught:
        sample_paths("atlantis")
    assert caught.value.code == "unknown-sample"
    assert caught.value.advice.en == "Use one of: py2025_small, zh-invented."


def test_demo_is_read_whole(demo):
    assert [fault.code for fault in demo.faults] == []
    problem = demo.problem
    assert len(problem.buyers) == 51
    assert len(problem.suppliers) == 300
    assert sum(len(buyer.lines) for buyer in problem.buyers) == 822
    assert sum(len(supplier.lines) for supplier in problem.suppliers) == 4197


def test_demo_has_recipients(demo):
    directory = demo.directory
    assert sum(bool(contact.phone) for contact in directory.buyers.values()) == 51
    assert sum(bool(contact.phone) for contact in directory.suppliers.values()) == 50
    assert directory.organiser.email == "organiser@fair.example"


def test_demo_states_its_source_and_licence():
    text = (SAMPLES / "py2025_small" / "ATTRIBUTION.md").read_text()
    for part in ("DNCP", "diegomezapy/tableroDNCPpy", "c20af15d", "CC BY 4.0"):
        assert part in text


@pytest.mark.parametrize(
    "name", ["buyers", "suppliers", "suggestions", "locks", "absences"]
)
def test_invented_sheets_are_what_the_script_writes(name, tmp_path):
    _build_script().write_sheets(tmp_path)
    committed = SAMPLES / "zh_invented" / f"{name}.xlsx"
    assert _cells(tmp_path / f"{name}.xlsx") == _cells(committed)


def test_invented_fair_is_read_whole(invented):
    assert [fault.code for fault in invented.faults] == []
    assert len(invented.problem.buyers) == 24
    assert len(invented.problem.suppliers) == 40
    assert sum(len(buyer.lines) for buyer in invented.problem.buyers) == 72
    assert sum(len(supplier.lines) for supplier in invented.problem.suppliers) == 82


def test_invented_fair_has_every_strength(invented):
    problem = invented.problem
    assert problem.pairs(Strength.MUST) == {
        ("B01", "S01"),
        ("B05", "S11"),
        ("B12", "S29"),
        ("B24", "S24"),
    }
    nevers = {("B11", "S24"), ("B17", "S06"), ("B05", "S10")}  # the last: avoided
    assert problem.pairs(Strength.NEVER) == nevers
    assert problem.pairs(Strength.AVOID) == {("B20", "S01")}
    prefers = problem.pairs(Strength.PREFER)
    assert {("B13", "S24"), ("B02", "S08")} <= prefers  # a rep's; a buyer's own wish


def test_invented_fair_has_an_impossible_must(invented):
    buyer = invented.problem.buyer_by_id["B24"]
    supplier = invented.problem.supplier_by_id["S24"]
    common = [
        slot
        for slot in invented.problem.fair.slots
        if buyer.can_attend(slot) and supplier.can_attend(slot)
    ]
    assert common == []


def test_invented_fair_is_short_of_smart_locks(invented):
    wanting = [
        buyer.id
        for buyer in invented.problem.buyers
        if any("智能门锁" in line.categories for line in buyer.lines)
    ]
    selling = [
        (supplier.id, supplier.max_meetings)
        for supplier in invented.problem.suppliers
        if any("智能门锁" in line.categories for line in supplier.lines)
    ]
    assert wanting == ["B08", "B09", "B10", "B11", "B12"]
    assert selling == [("S29", 3), ("S30", 4)]  # 7 places for 2 x 5 wishes


def test_invented_fair_has_absences_and_locks(invented):
    problem = invented.problem
    afternoons = {Slot(s, i) for s in ("D1-PM1", "D1-PM2") for i in range(5)}
    assert problem.supplier_by_id["S20"].absent == afternoons
    assert problem.supplier_by_id["S24"].absent == afternoons
    assert problem.supplier_by_id["S02"].absent == {Slot("D2-AM", 3)}
    assert Slot("D2-AM", 0) in problem.buyer_by_id["B15"].absent
    assert [(lock.buyer, lock.supplier, lock.slot) for lock in problem.locks] == [
        ("B01", "S01", Slot("D1-AM", 0)),
        ("B03", "S23", Slot("D1-PM1", 1)),
    ]


def test_invented_fair_has_contacts_as_people_type_them(invented):
    buyers = invented.directory.buyers
    assert buyers["B08"].phone == ""
    assert buyers["B05"].phone == "+8619000001005"  # typed in full-width digits
    assert buyers["B14"].phone == "+8619000001014"  # typed without its country code
    assert buyers["B06"].name == "何𬭼"
    assert invented.problem.buyer_by_id["B07"].languages == ("en",)
