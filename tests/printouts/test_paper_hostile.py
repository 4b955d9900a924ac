"""Hostile texts through every paper: nothing interpreted, lost, or cut in silence.

The corpus stands in every place that a sheet fills: names, regions, people, products,
halls, booths, reasons, the venue and the organiser.
"""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import openpyxl
import pypdf
import pypdfium2
import pytest

from printouts.pack import PackOptions, write_pack
from printouts.script import visual
from printouts.text import ELLIPSIS, PLACEHOLDER, clean, printable
from scheduler.directory import Contact, Directory, Organiser, Venue
from scheduler.fair import Walk
from scheduler.problem import BuyerId, DemandLine, OfferLine, SupplierId
from scheduler.wording import Wording
from tests.printouts import paper_cases as cases

CORPUS = (
    "<b>Bold</b> &amp; <i>co</i>",
    "<para><font size=99>Big</font></para>",
    "<script>alert(1)</script>",
    "(paren) \\ back ) slash ( ET Q",
    "~tilde~ hole ~",
    "{page} of {pages} {0} %s %(x)s",
    "a\x00b\x07c\x1b[31md\x7f",
    "tab\tline\nreturn\rfeed\x0c",
    "\u202egnp.exe\u202c \u200bzero\ufeff",
    "party 🎉 family 👨‍👩‍👧 sign 𓀀 here",
    '=HYPERLINK("http://x.example","y")',
    "+1+1",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "http://x.example/?a=b&c=d",
    "شركة الخليج (ذ.م.م)",
    "淼垚鑫燊喆旻㛃𬭼",
    "Ｗｉｄｅ　ｌｅｔｔｅｒｓ",
    "W" * 60,
    "e\u0301" * 30,
    "\ud800 lone half",
    "'; DROP TABLE buyers; --",
    "../../etc/passwd",
)
LONG_NOTE = " ".join(f"note{i}" for i in range(1_400))  # more than 10,000 characters


def at(index):
    return CORPUS[index % len(CORPUS)]


@pytest.fixture(scope="module")
def case():
    problem = cases.problem()
    buyers = tuple(
        replace(
            buyer,
            name=f"{at(i)} {i}",
            region=at(i + 7),
            lines=(*buyer.lines, DemandLine(at(i + 3)), DemandLine(LONG_NOTE)),
        )
        for i, buyer in enumerate(spread(problem.buyers, BuyerId))
    )
    suppliers = tuple(
        replace(
            supplier,
            name=f"{at(i + 11)} {i}",
            region=at(i + 5),
            hall=f"{at(i // 8)}",
            booth=f"{at(i)[:12]}{i}",
            lines=(*supplier.lines, OfferLine(at(i + 3))),
        )
        for i, supplier in enumerate(spread(problem.suppliers, SupplierId))
    )
    booths = {one.place: (i * 3.0, i % 4 * 6.0) for i, one in enumerate(suppliers)}
    fair = cases.fair(walk=Walk(booths=booths), name=Wording(en=at(0), zh=at(3)))
    problem = replace(problem, fair=fair, buyers=buyers, suppliers=suppliers)
    pairs = [
        (buyers[i].id, suppliers[(i + step) % len(suppliers)].id, "D1-AM", step)
        for i in range(len(buyers) - 1)
        for step in range(5)
    ]
    schedule = cases.schedule(problem, pairs)
    meetings = tuple(
        replace(meeting, because=Wording(en=at(i), zh=LONG_NOTE if i == 3 else at(i)))
        for i, meeting in enumerate(schedule.meetings)
    )
    schedule = replace(schedule, meetings=meetings, shortfalls=(), unplaced_musts=())
    directory = Directory(
        Venue(Wording.same(at(1)), Wording.same(at(2)), Wording.same(at(3))),
        Organiser(at(4), "400-000-0000", at(13)),
        buyers={
            buyer.id: Contact(at(i + 9), at(i + 10), notes=LONG_NOTE)
            for i, buyer in enumerate(buyers)
        },
        suppliers={
            supplier.id: Contact(at(i + 2), at(i + 4), phone=at(i + 11))
            for i, supplier in enumerate(suppliers)
        },
    )
    return problem, schedule, directory


def spread(parties, make_id):
    """Return as many parties as there are texts, after the pattern of a few."""
    return [
        replace(parties[i % len(parties)], id=make_id(f"{parties[0].id[0]}{i:03}"))
        for i in range(len(CORPUS))
    ]


@pytest.fixture(scope="module")
def printed(case, tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    write_pack(*case, folder, PackOptions(language="both"))
    return folder / "print"


def squeezed(text):
    return "".join(text.split())


def files(printed):
    return sorted(printed.glob("*.pdf"))


def text_of(path):
    """Return the text of a PDF, forms included, without blanks."""
    book = pypdfium2.PdfDocument(path)
    text = "".join(page.get_textpage().get_text_range() for page in book)
    book.close()
    return squeezed(text.replace("\ufffe", ""))


def test_every_name_is_on_the_paper_of_its_party_as_it_is(case, printed):
    problem = case[0]
    for file, parties in (
        ("diaries.pdf", problem.buyers),
        ("pickup-list.pdf", problem.buyers),
        ("master-book.pdf", (*problem.buyers, *problem.suppliers)),
        ("booth-sheets.pdf", problem.suppliers),
    ):
        found = text_of(printed / file)
        for party in parties:
            assert is_in(found, party.name), (file, party.name)


def is_in(found, name):
    """Tell whether a name is in a text; from the right, each of its words."""
    if visual(printable(name)) == printable(name):
        return squeezed(printable(name)) in found
    words = re.findall(r"\w{3,}", name)
    return all(word in found or word[::-1] in found for word in words)


def test_nothing_that_a_name_holds_is_run(printed):
    for path in files(printed):
        raw = path.read_bytes()
        for word in (b"/URI", b"/JavaScript", b"/JS", b"/Launch", b"/OpenAction"):
            assert word not in raw, path.name
        for page in pypdf.PdfReader(path, strict=True).pages:
            page.get_contents().get_data()
            links = page.get("/Annots") or []
            assert all("/Dest" in link.get_object() for link in links)


def test_no_control_character_is_printed(printed):
    for path in files(printed):
        assert not re.search("[\x00-\x08\x0e-\x1f\x7f\u202e\u200b]", text_of(path))


def test_what_no_font_has_is_shown_as_a_box(case, printed):
    assert any("𓀀" in buyer.name for buyer in case[0].buyers)
    found = text_of(printed / "diaries.pdf")
    assert f"sign{PLACEHOLDER}here" in found
    assert "party🎉family" in found


def test_long_reasons_are_cut_in_sight(case, printed):
    meeting = next(one for one in case[1].meetings if one.because.zh == LONG_NOTE)
    book = pypdfium2.PdfDocument(printed / "diaries.pdf")
    texts = [page.get_textpage().get_text_range() for page in book]
    book.close()
    (page,) = [
        text for text in texts if f"Buyer {meeting.buyer}" in text and "note0" in text
    ]
    assert "note1399" not in page
    assert re.search(rf"note\d*{ELLIPSIS}", page)


def workbook(printed):
    return openpyxl.load_workbook(BytesIO((printed / "master.xlsx").read_bytes()))


def test_workbook_holds_every_text_whole_and_nothing_to_run(case, printed):
    problem = case[0]
    book = workbook(printed)
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not [cell for cell in cells if cell.hyperlink]
    said = {cell.value for cell in cells if isinstance(cell.value, str)}
    for party in (*problem.buyers, *problem.suppliers):
        assert clean(party.name).encode("utf-8", "replace").decode() in said
    assert LONG_NOTE in said  # a cell holds more than that
    with zipfile.ZipFile(printed / "master.xlsx") as archive:
        sheets = [n for n in archive.namelist() if "worksheets/sheet" in n]
        assert not any(b"<f>" in archive.read(name) for name in sheets)
        assert not any("externalLink" in name for name in archive.namelist())
        assert not any("vbaProject" in name for name in archive.namelist())
