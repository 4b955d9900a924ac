"""QR codes: read back by another program from the printed page, on every sheet."""

from dataclasses import replace

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis.strategies import text

from printouts.kinds import PaperKind
from printouts.pack import PackOptions, write_pack
from printouts.pages import Side
from printouts.qr import ALPHANUMERIC, VERSION_MODULES, composed, encoded, qr_shape
from scheduler.paper_codes import draw_code, draw_seed, spell_code
from scheduler.staff import StaffMember
from tests.printouts import paper_cases as cases

DPI = 150


def codes_on(path):
    """Return the codes that a reader finds on each page of a PDF."""
    document = pypdfium2.PdfDocument(path)
    return [
        sorted(found.text for found in zxingcpp.read_barcodes(picture(page)))
        for page in document
    ]


def picture(page):
    return page.render(scale=DPI / 72, grayscale=True).to_numpy()


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    problem = cases.problem()
    folder = tmp_path_factory.mktemp("printed")
    write_pack(problem, cases.schedule(problem), cases.DIRECTORY, folder)
    return folder / "print"


def test_every_page_has_the_code_of_its_party(printed):
    seed = draw_seed(cases.problem())
    order = ["B0004", "B0002", "B0001", "B0006", "B0003", "B0005"]
    expected = [[draw_code(seed, Side.BUYER, party)] for party in order]
    assert codes_on(printed / "diaries.pdf") == expected


@pytest.mark.parametrize(
    "file", ["booth-sheets", "hall-lists", "pickup-list", "door-sheets", "booth-signs"]
)
def test_every_page_has_one_code(printed, file):
    found = codes_on(printed / f"{file}.pdf")
    assert all(len(codes) == 1 for codes in found)
    assert all(len(codes[0]) == 9 for codes in found)


def test_badges_and_tents_have_a_code_each(printed):
    found = codes_on(printed / "badges-buyers.pdf")
    assert [len(set(codes)) for codes in found] == [4, 2]
    assert codes_on(printed / "badges-buyers.pdf")[0] != found[1]
    first, second = codes_on(printed / "table-signs.pdf")
    assert len(first) == len(second) == 2  # a face to each side
    assert set(first) == set(second)  # both tables are S0002's


def test_slips_and_staff_cards_have_a_code_each(tmp_path):
    problem = cases.problem()
    schedule = cases.schedule(problem)
    staff = tuple(StaffMember(name, "", "", ()) for name in ("王五", "赵六", "Ana"))
    directory = replace(cases.DIRECTORY, staff=staff)
    before = problem, cases.schedule(problem, cases.PAIRS[1:]), directory
    options = PackOptions(
        kinds=(PaperKind.CHANGE_SLIP, PaperKind.STAFF_CARD), since=before
    )
    moved = replace(directory, staff=())
    write_pack(problem, schedule, directory, tmp_path, options)
    seed = draw_seed(problem)
    parties = (Side.BUYER, "B0001"), (Side.SUPPLIER, "S0001")
    expected = sorted(draw_code(seed, *party) for party in parties)
    assert codes_on(tmp_path / "print" / "change-slips.pdf") == [expected]
    assert not (tmp_path / "print" / "staff-cards.pdf").exists()
    options = replace(options, since=(*before[:2], moved))
    write_pack(problem, schedule, directory, tmp_path, options)
    found = codes_on(tmp_path / "print" / "staff-cards.pdf")
    assert [len(codes) for codes in found] == [2, 1]


def test_the_code_stands_beside_in_letters(printed):
    document = pypdfium2.PdfDocument(printed / "booth-sheets.pdf")
    for page, codes in zip(
        document, codes_on(printed / "booth-sheets.pdf"), strict=True
    ):
        assert spell_code(codes[0]) in page.get_textpage().get_text_range()


def test_shape_lies_on_its_modules():
    boxes = [tuple(map(int, box.split())) for box in qr_shape("ABC").split(" re")[:-1]]
    assert all(high == 1 for *_, high in boxes)
    assert min(x for x, *_ in boxes) == min(y for _, y, *_ in boxes) == 0
    assert max(x + wide for x, _, wide, _ in boxes) == VERSION_MODULES
    assert (0, VERSION_MODULES - 1, 7, 1) in boxes  # the upper left finder's top


def test_a_text_too_long_for_the_small_code_is_refused():
    with pytest.raises(ValueError, match="fit"):
        qr_shape("ABCDEFGHIJK")


@given(text(alphabet=ALPHANUMERIC, min_size=1, max_size=10))
@settings(max_examples=100)
def test_a_composed_code_is_the_one_that_segno_makes(text):
    assert composed(text) == encoded(text)
