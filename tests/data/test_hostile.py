"""Files that are not what they seem; each is built here."""

import io
import struct
import zipfile

import pytest

from data.faults import Findings, format_fault
from data.hostile import MEGABYTE, detect_content
from data.limits import MAX_COLUMNS, MAX_FILE_MB, MAX_ROWS
from data.workbook import BadCell, read_workbook
from scheduler.wording import Language

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def xlsx(path, sheet_data, *, extra=None, prolog="", target="worksheets/sheet1.xml"):
    """Write a minimal .xlsx with this XML inside <sheetData>."""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{NS}" xmlns:r="{REL}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{REL}/worksheet" Target="{target}"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{prolog}<worksheet xmlns="{NS}"><sheetData>{sheet_data}</sheetData></worksheet>',
        **(extra or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def text_cell(ref, text):
    return f'<c r="{ref}" t="inlineStr"><is><t>{text}</t></is></c>'


def read(path):
    findings = Findings()
    book = read_workbook(path, findings)
    for fault in findings.faults:
        assert format_fault(fault, Language.ZH)
        assert format_fault(fault, Language.EN)
    return book, [f.code for f in findings.faults], [n.code for n in findings.notes]


def refused(path):
    book, faults, _ = read(path)
    assert book is None
    return faults


def test_a_plain_workbook_is_read(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", f'<row r="2">{text_cell("B2", "x")}</row>')
    book, faults, notes = read(path)
    assert (faults, notes) == ([], [])
    assert book.sheets[0].rows == [["", ""], ["", "x"]]


def test_a_missing_and_an_empty_file_and_a_folder(tmp_path):
    assert refused(tmp_path / "none.xlsx") == ["file-missing"]
    assert refused(tmp_path) == ["file-unreadable"]
    (tmp_path / "empty.csv").write_bytes(b"")
    assert refused(tmp_path / "empty.csv") == ["file-empty"]


def test_a_file_of_many_megabytes_is_refused_unread(tmp_path):
    path = tmp_path / "big.csv"
    with path.open("wb") as stream:
        stream.truncate(MAX_FILE_MB * MEGABYTE + MEGABYTE)
    assert refused(path) == ["file-too-big"]


def test_a_zip_bomb_is_refused_by_its_directory(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"")
    content = buffer.getvalue()
    # the directory's entry of the sheet: uncompressed size at offset 24
    at = content.rindex(b"PK\x01\x02")
    lying = content[: at + 24] + struct.pack("<I", 700 * MEGABYTE) + content[at + 28 :]
    (tmp_path / "bomb.xlsx").write_bytes(lying)
    assert refused(tmp_path / "bomb.xlsx") == ["zip-bomb"]


def test_a_size_that_lies_is_found_by_its_checksum(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", "<row/>" * 1000)
    content = bytearray(path.read_bytes())
    at = content.rindex(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    path.write_bytes(bytes(content))
    assert refused(path) == ["damaged"]


def test_a_million_empty_rows_are_nothing(tmp_path):
    rows = "".join(f'<row r="{i}"/>' for i in range(2, 1_000_001))
    path = xlsx(tmp_path / "a.xlsx", f'<row r="1">{text_cell("A1", "x")}</row>{rows}')
    book, faults, _ = read(path)
    assert faults == []
    assert book.sheets[0].rows == [["x"]]


def test_all_columns_styled_but_empty_are_nothing(tmp_path):
    path = xlsx(
        tmp_path / "a.xlsx",
        f'<row r="1">{text_cell("A1", "x")}<c r="XFD1" s="0"/></row>',
    )
    book, faults, _ = read(path)
    assert faults == []
    assert book.sheets[0].rows == [["x"]]


@pytest.mark.parametrize(
    ("ref", "row", "code"),
    [
        ("XFD1048576", 1_048_576, "too-many-rows"),
        ("XFD1", 1, "too-many-columns"),
        (f"A{MAX_ROWS + 1}", MAX_ROWS + 1, "too-many-rows"),
        ("ZZ99999", 99_999, "too-many-cells"),
    ],
)
def test_a_stray_cell_far_away_is_refused(tmp_path, ref, row, code):
    path = xlsx(tmp_path / "a.xlsx", f'<row r="{row}">{text_cell(ref, "x")}</row>')
    assert refused(path) == [code]


def test_cells_without_references_count_too(tmp_path):
    cells = "<c><v>1</v></c>" * (MAX_COLUMNS + 1)
    assert refused(xlsx(tmp_path / "a.xlsx", f"<row>{cells}</row>")) == [
        "too-many-columns"
    ]


@pytest.mark.parametrize("ref", ["1A", "A", "A0", "~~~", "A99999999999999999999999"])
def test_references_that_are_none_are_refused_or_read(tmp_path, ref):
    book, faults, _ = read(
        xlsx(tmp_path / "a.xlsx", f'<row r="1"><c r="{ref}"><v>1</v></c></row>')
    )
    assert (book is None) == bool(faults)


def test_a_document_type_is_refused(tmp_path):
    prolog = '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    assert refused(xlsx(tmp_path / "a.xlsx", "<row/>", prolog=prolog)) == [
        "xml-doctype"
    ]
    strings = {"xl/sharedStrings.xml": f'{prolog}<sst xmlns="{NS}"/>'}
    assert refused(xlsx(tmp_path / "b.xlsx", "<row/>", extra=strings)) == [
        "xml-doctype"
    ]


def test_broken_xml_and_a_missing_sheet_are_damage(tmp_path):
    assert refused(xlsx(tmp_path / "a.xlsx", "<row>")) == ["damaged"]
    book, faults, _ = read(xlsx(tmp_path / "b.xlsx", "", target="worksheets/none.xml"))
    assert (book is None) == bool(faults)


def test_a_truncated_workbook_is_damage(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", "<row/>" * 100)
    path.write_bytes(path.read_bytes()[:-200])
    assert refused(path) == ["damaged"]


def test_errors_and_formulas_are_told_apart(tmp_path):
    path = xlsx(
        tmp_path / "a.xlsx",
        '<row r="1"><c r="A1" t="e"><f>NA()</f><v>#N/A</v></c><c r="B1"><f>1+1</f><v>2</v></c>'
        '<c r="C1"><f>1+1</f></c></row><row r="3"><c r="A3"><f>1</f><v/></c><c r="B3" t="str"><f>1</f><v></v></c></row>',
    )  # fmt: skip
    book, faults, notes = read(path)
    assert (faults, notes) == ([], ["formulas"])
    error, missing = BadCell("error-cell", "#N/A"), BadCell("formula-no-value", "=")
    assert book.sheets[0].rows[0] == [error, 2.0, missing]
    assert book.sheets[0].rows[2] == [missing, "", ""]


def test_macros_and_external_links_are_told_and_left_alone(tmp_path):
    extra = {
        "xl/vbaProject.bin": "x",
        "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{NS}"/>',
    }
    _, faults, notes = read(xlsx(tmp_path / "a.xlsm", "<row/>", extra=extra))
    assert (faults, notes) == ([], ["macros", "external-links"])


@pytest.mark.parametrize(
    ("part", "what"),
    [
        ("word/document.xml", "a Word document"),
        ("ppt/presentation.xml", "a presentation"),
        ("xl/workbook.bin", "a binary workbook (.xlsb)"),
        ("content.xml", "an OpenDocument file (.ods)"),
        ("photo.jpg", "an archive without a workbook in it"),
    ],
)
def test_other_documents_under_a_false_name(tmp_path, part, what):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr(part, "<x/>")
    findings = Findings()
    assert detect_content(tmp_path / "a.xlsx", findings) is None
    assert findings.faults[0].code == "not-a-table"
    assert what in findings.faults[0].expected.en


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.7", "a PDF document"),
        (b"<html><table></table></html>", "a web page"),
        (b"\xef\xbb\xbf  <!DOCTYPE html><html>", "a web page"),
        (b'<?xml version="1.0"?><html>', "a web page"),
        (b'<?xml version="1.0"?><Workbook/>', "an XML document"),
        (OLE + b"\0" * 600, "another Office document"),
    ],
)
def test_other_files_named_xls(tmp_path, content, what):
    (tmp_path / "a.xls").write_bytes(content)
    findings = Findings()
    assert detect_content(tmp_path / "a.xls", findings) is None
    assert what in findings.faults[0].expected.en


def test_passwords_are_named(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(
        OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    )
    assert refused(tmp_path / "a.xlsx") == ["password"]
    path = xlsx(tmp_path / "b.xlsx", "<row/>")
    content = bytearray(path.read_bytes())
    at = content.rindex(b"PK\x01\x02")
    content[at + 8] |= 1
    path.write_bytes(bytes(content))
    assert refused(path) == ["password"]


def test_an_xls_that_is_none_is_damage(tmp_path):
    (tmp_path / "a.xls").write_bytes(OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"))
    assert refused(tmp_path / "a.xls") == ["damaged"]


def test_a_csv_renamed_xlsx_is_read_as_what_it_is(tmp_path):
    (tmp_path / "a.xlsx").write_text("buyer,product\n", encoding="utf-8")
    book, faults, notes = read(tmp_path / "a.xlsx")
    assert (faults, notes) == ([], ["wrong-ending"])
    assert book.sheets[0].rows == [["buyer", "product"]]


def test_an_xlsx_renamed_xls_is_read_as_what_it_is(tmp_path):
    path = xlsx(tmp_path / "a.xls", f'<row r="1">{text_cell("A1", "x")}</row>')
    assert read(path)[2] == ["wrong-ending"]


def test_a_sheet_that_was_not_looked_at_is_not_read(tmp_path):
    far = f'<worksheet xmlns="{NS}"><sheetData><row r="1048576">{text_cell("XFD1048576", "x")}</row></sheetData></worksheet>'
    path = xlsx(
        tmp_path / "a.xlsx", "", extra={"xl/else/s.xml": far}, target="else/s.xml"
    )
    book, faults, _ = read(path)
    assert (book.sheets, faults) == ((), [])


def test_two_sheets_of_one_name_are_damage(tmp_path):
    twice = '<sheet name="S" sheetId="1" r:id="r1"/>' * 2
    extra = {
        "xl/workbook.xml": f'<workbook xmlns="{NS}" xmlns:r="{REL}"><sheets>{twice}</sheets></workbook>'
    }
    assert refused(xlsx(tmp_path / "a.xlsx", "<row/>", extra=extra)) == ["damaged"]


def test_a_zip_that_is_none_is_damage(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 not a zip")
    assert refused(tmp_path / "a.xlsx") == ["damaged"]


def test_a_reader_that_panics_is_damage_and_a_stop_is_a_stop(tmp_path, monkeypatch):
    class PanicException(BaseException):
        """As calamine's own."""

    path = xlsx(tmp_path / "a.xlsx", "<row/>")
    for error, expected in ((PanicException, ["damaged"]), (KeyboardInterrupt, None)):

        def fail(*_, error=error):
            raise error

        monkeypatch.setattr("data.workbook._calamine_sheets", fail)
        if expected:
            assert refused(path) == expected
        else:
            with pytest.raises(KeyboardInterrupt):
                read(path)


def test_absolute_part_names_are_followed(tmp_path):
    cells = f'<row r="1">{text_cell("A1", "x")}</row>'
    book, _, _ = read(
        xlsx(tmp_path / "a.xlsx", cells, target="/xl/worksheets/sheet1.xml")
    )
    assert book.sheets[0].rows == [["x"]]
