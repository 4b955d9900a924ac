"""Headings in seventeen languages beside Chinese and English."""

import pytest

from data.columns import Kind, columns_by_field
from data.faults import format_fault
from data.headers import find_header, header_key, read_meaning
from data.headings import COMPANY, DESCRIPTION, foreign_headings
from data.workbook import Sheet
from scheduler.wording import Language

BUYERS, SUPPLIERS = Kind.BUYERS, Kind.SUPPLIERS


def header(*texts, kind=BUYERS):
    return find_header(Sheet("f.xlsx", "S", [list(texts)], ()), kind)


@pytest.mark.parametrize("kind", [BUYERS, SUPPLIERS])
def test_every_heading_means_its_column(kind):
    known = columns_by_field(kind)
    party = "buyer" if kind is BUYERS else "supplier"
    for heading in foreign_headings():
        field = {COMPANY: party, DESCRIPTION: "product"}.get(
            heading.field, heading.field
        )
        if field in known:
            assert read_meaning(kind, heading.name).fields == (field,), heading


def test_no_heading_has_two_meanings_in_a_language():
    seen = {}
    for heading in foreign_headings():
        key = (heading.language, header_key(heading.name))
        field = seen.setdefault(key, heading.field)
        pair = {field, heading.field}
        assert len(pair) == 1 or not any(pair <= set(columns_by_field(kind))
                                         for kind in (BUYERS, SUPPLIERS)), heading  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "fields"),
    [
        (("Firma", "ARTIKEL", "Menge (Stück)"), ("buyer", "product", "quantity")),
        (("Societe", "Désignation", "Qté"), ("buyer", "product", "quantity")),
        (("КОМПАНИЯ", "Наименование товара"), ("buyer", "product")),
        (("ŞİRKET ADI", "ÜRÜN ADI"), ("buyer", "product")),
        (("Tên công ty", "Sản phẩm"), ("buyer", "product")),
        (("会社名", "製品名", "HSコード"), ("buyer", "product", "category")),
        (("회사명", "품목명", "수량"), ("buyer", "product", "quantity")),
        (("採購商", "採購產品"), ("buyer", "product")),
    ],
)
def test_headings_are_read_without_case_and_accents(texts, fields):
    assert tuple(header(*texts).columns) == fields


def test_a_description_beside_a_product_says_more_about_it():
    both = header("Empresa", "Producto", "Descripción")
    assert both.columns == {"buyer": (0,), "product": (1,), "specification": (2,)}
    three = header("Empresa", "Producto", "Modelo", "Descripción")
    assert three.columns["specification"] == (2,)
    assert three.cells[3].field == ""
    alone = header("Empresa", "Descripción")
    assert alone.columns["product"] == (1,)
    two = header("Firma", "Beschreibung", "Description")
    assert two.columns["product"] == (1, 2)


@pytest.mark.parametrize(
    ("texts", "comma"),
    [
        (("Firma", "Artikel", "Menge", "Budget"), True),
        (("Покупатель", "Товар", "Количество"), True),
        (("buyer", "product", "quantity", "Menge"), False),
        (("会社名", "製品名", "数量"), False),
        (("采购商", "产品", "数量"), False),
    ],
)
def test_the_language_of_the_headings_tells_a_decimal_comma(texts, comma):
    assert header(*texts).has_decimal_comma is comma


def test_a_german_procurement_sheet_is_read(desk):
    desk.set("buyers", [
        ["Firma", "Bezeichnung", "Menge", "Budget (€)", "Liefertermin", "Bemerkung"],
        ["Huber GmbH", "Kugelhähne aus Edelstahl", "1.200,5 kg", "12.000", "3.12.2026", ""],
        ["Gesamt", "", "1.200,5", "12.000", "", ""],
    ])  # fmt: skip
    intake = desk.read()
    assert intake.faults == ()
    (line,) = intake.problem.buyers[0].lines
    assert (line.quantity, line.unit) == (1200.5, "kg")
    assert (line.budget, line.currency) == (12000, "EUR")
    assert line.needed_by.isoformat() == "2026-12-03"
    assert {"decimal-comma", "total-row"} <= {note.code for note in intake.notes}


def test_a_russian_exhibitor_list_is_read(desk):
    desk.set("suppliers", [
        ["Поставщик", "Стенд", "Продукция", "Код ОКПД2", "Цена", "Мин. заказ", "Мощность"],
        ["Завод", "A1", "Насосы", "28.13.14", "1 200,50 - 1 500 руб.", "5 шт", "до 1.500 шт в год"],
    ])  # fmt: skip
    (supplier,) = desk.clean().suppliers
    (line,) = supplier.lines
    assert (supplier.booth, line.categories) == ("A1", ("28.13.14",))
    assert (line.price_low, line.price_high, line.currency) == (1200.5, 1500, "RUB")
    assert (line.minimum_order, line.minimum_unit) == (5, "шт")
    assert line.capacity_quantity == 1500


def test_faults_of_the_header_name_the_nearest_known_headings(desk):
    desk.set("buyers", [
        ["Einkauf 2026", "", ""],
        ["Firmennahme", "Produktbezeichnungen", "Xyzzy"],
        ["Huber GmbH", "Kugelhähne", "3"],
    ])  # fmt: skip
    (fault,) = desk.read().faults
    assert fault.code == "header-missing"
    said = format_fault(fault, Language.EN)
    assert "Firmennahme (buyer), Produktbezeichnungen (product)" in said
    assert "Xyzzy" not in said


def test_a_fault_of_a_missing_column_names_what_was_not_read(desk):
    desk.set("buyers", [["Firma", "Produktbezeichnungen", "Menge"], ["A", "B", 3]])
    (fault,) = desk.read().faults
    assert fault.code == "column-missing"
    assert "最接近的是：Produktbezeichnungen（采购产品）" in format_fault(
        fault, Language.ZH
    )


@pytest.mark.parametrize(
    ("texts", "fields"),
    [
        (("Назва компанії", "Товар", "К-сть"), ("buyer", "product", "quantity")),
        (("Nazwa firmy", "Towar", "Ilość"), ("buyer", "product", "quantity")),
        (("Bedrijf", "Artikel", "Aantal"), ("buyer", "product", "quantity")),
        (("Perusahaan", "Nama barang", "Satuan"), ("buyer", "product", "unit")),
        (("اسم الشركة", "المنتج", "الكمية"), ("buyer", "product", "quantity")),
        (("ชื่อบริษัท", "สินค้า", "จำนวน"), ("buyer", "product", "quantity")),
        (("कंपनी का नाम", "उत्पाद", "मात्रा"), ("buyer", "product", "quantity")),
    ],
)
def test_headings_of_further_languages_are_read(texts, fields):
    assert tuple(header(*texts).columns) == fields
