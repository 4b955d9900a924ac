"""The empty sheets: what they offer to choose is understood, and they print well."""

import openpyxl
import pytest

from data.absences import read_change
from data.columns import Kind
from data.faults import Findings
from data.history import read_outcome
from data.suggestions import read_strength
from data.templates import CHOICES, write_templates
from data.text_sheet import TextRow, text_records

READERS = {
    "strength": (Kind.SUGGESTIONS, read_strength),
    "kind": (Kind.ABSENCES, read_change),
    "outcome": (Kind.HISTORY, read_outcome),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("templates")
    write_templates(folder)
    return folder


@pytest.mark.parametrize("field", CHOICES)
def test_every_choice_is_understood_and_another_one_each(field):
    findings = Findings()
    kind, reader = READERS[field]
    rows = [TextRow("1", {field: choice}) for choice in CHOICES[field]]
    read = [reader(row, findings) for row in text_records(kind, rows, "sheet")]
    assert len(set(read) - {None}) == len(CHOICES[field])
    assert findings.all_faults() == ()


def test_a_column_offers_its_choices(folder):
    sheet = openpyxl.load_workbook(folder / "suggestions.xlsx").worksheets[0]
    (offer,) = sheet.data_validations.dataValidation
    assert offer.formula1 == '"必须 must,推荐 prefer,不建议 avoid,禁止 never"'
    assert offer.errorStyle == "warning"  # other words may be typed
    column = [cell.value for cell in sheet[1]].index("强度 strength") + 1
    assert (
        str(offer.sqref)
        == f"{sheet.cell(2, column).coordinate}:{sheet.cell(2001, column).coordinate}"
    )


def test_sheets_print_across_on_pages_side_by_side(folder):
    pages = {}
    for kind in (Kind.BUYERS, Kind.SUGGESTIONS):
        sheet = openpyxl.load_workbook(folder / f"{kind.value}.xlsx").worksheets[0]
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.print_title_cols == "$A:$B"
        pages[kind] = sheet.page_setup.fitToWidth or 1
    assert pages == {Kind.BUYERS: 3, Kind.SUGGESTIONS: 1}
