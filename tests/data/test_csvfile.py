"""Encodings and separators of CSV text."""

import codecs

import pytest

from data.csvfile import read_csv
from data.faults import Findings
from data.limits import MAX_COLUMNS, MAX_ROWS

ROWS = [["采购商", "产品"], ["上海泵业有限公司", "水泵，DN50"], ["Müller", "Café"]]
TEXT = "采购商,产品\n上海泵业有限公司,水泵，DN50\nMüller,Café\n"


def read(tmp_path, content):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    findings = Findings()
    rows = read_csv(path, findings)
    return (
        rows,
        [f.code for f in findings.faults],
        [n.wording.en for n in findings.notes],
    )


@pytest.mark.parametrize(
    ("content", "notes"),
    [
        (TEXT.encode(), []),
        (codecs.BOM_UTF8 + TEXT.encode(), []),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"), []),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), []),
        (TEXT.encode("gb18030"), ["Read as gb18030."]),
    ],
)
def test_encodings(tmp_path, content, notes):
    assert read(tmp_path, content) == (ROWS, [], notes)


def test_western_text_is_not_taken_for_chinese(tmp_path):
    rows, faults, notes = read(
        tmp_path, "buyer,product\nMüller,Café crème\n".encode("cp1252")
    )
    assert (rows[1], faults, notes) == (
        ["Müller", "Café crème"],
        [],
        ["Read as cp1252."],
    )


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Покупатель;Товар\nЗавод;Насосы\n", "cp1251"),
        ("Şirket adı;Ürün adı\nYılmaz;Küresel vana\n", "cp1254"),
        ("会社名,製品名,数量\n山田商事,ボールバルブ,5\n", "cp932"),
        ("회사명,품목명,수량\n한국무역,유압펌프,5\n", "cp949"),
        ("採購商,採購產品,數量\n台灣公司,液壓泵,5\n", "big5"),
        ("采购商,采购产品,数量\n甲公司,液压泵,5\n", "gb18030"),
        ("Société;Désignation\nDupont;Vannes\n", "cp1252"),
    ],
)
def test_the_headings_tell_the_encoding(tmp_path, text, encoding):
    rows, faults, notes = read(tmp_path, text.encode(encoding))
    assert [row[0] for row in rows] == [
        line.replace(";", ",").split(",")[0] for line in text.splitlines()
    ]
    assert (faults, notes[0]) == ([], f"Read as {encoding}.")


@pytest.mark.parametrize(("mark", "spoken"), [(";", ";"), ("\t", "tab"), ("|", "|")])
def test_other_separators_are_told(tmp_path, mark, spoken):
    content = f"buyer{mark}product{mark}qty\na{mark}b{mark}1\n".encode()
    rows, _, notes = read(tmp_path, content)
    assert rows == [["buyer", "product", "qty"], ["a", "b", "1"]]
    assert notes == [f"Columns are separated by {spoken}."]


def test_rows_are_padded_and_blank_ends_dropped(tmp_path):
    assert read(tmp_path, b'a,b\n"x\ny"\n\n')[0] == [["a", "b"], ["x\ny", ""]]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a,b\0\n", "nul-bytes"),
        (codecs.BOM_UTF8 + b"a\0", "nul-bytes"),
        (codecs.BOM_UTF8 + b"\xff\xff", "bad-encoding"),
        (b"\x81\x20\xff\xff\xff\xff", "bad-encoding"),
        (b'a,"' + b"x" * 1_100_000, "csv-broken"),
        (b"a\n" * (MAX_ROWS + 1), "too-many-rows"),
        (b"a," * MAX_COLUMNS + b"a", "too-many-columns"),
        (b"a," * 600 + b"a\n" + b"b\n" * 10_000, "too-many-cells"),
    ],
)
def test_what_is_refused(tmp_path, content, code):
    rows, faults, _ = read(tmp_path, content)
    assert (rows, faults) == (None, [code])


def test_an_empty_table_has_no_rows(tmp_path):
    assert read(tmp_path, b"\n\n")[0] == []
