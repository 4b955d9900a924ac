"""A hostile corpus through every message: shown as text, never run, never silently cut.

What may go are control and direction characters, which no program shows; what is cut
ends in an ellipsis.
"""

import email
import mailbox
import re
import zipfile
from contextlib import closing
from email.header import decode_header, make_header
from html.parser import HTMLParser

import icalendar
import pytest
from python_calamine import CalamineWorkbook

from printouts.mail import LONGEST_NAME
from printouts.notice_options import NoticeOptions
from printouts.notice_text import clean, shorten
from printouts.notices import write_notices
from scheduler.directory import Contact, Organiser, SmsSettings, Venue
from scheduler.problem import Buyer, Supplier
from scheduler.wording import Wording
from tests.printouts.notice_cases import (
    make_directory,
    make_problem,
    make_release,
    meet,
    parts_of,
)

CORPUS = {
    "html": '<script>alert("x")</script><img src=x onerror=alert(1)><b>&amp;</b>',
    "closing": "</td></tr></table></body></html><!-- ",
    "markup": '<para><font color="red">x</font></para><br/>&#65;',
    "header": "x\r\nBcc: all@evil.example\r\n\r\nbody",
    "folding": "x\r\n Bcc: all@evil.example",
    "event": "x\r\nATTENDEE:mailto:all@evil.example\r\nEND:VEVENT\r\nBEGIN:VEVENT",
    "parameter": 'x";CN="y":mailto:z@evil.example;^n^\'',
    "formula": '=HYPERLINK("http://evil.example","y")',
    "plus": "+1+1",
    "minus": "-1+1|cmd",
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "wide": "＝1+1",
    "tab": "\t=1+1",
    "field": "{phone}{fair}{name}[[{email}]]",
    "page": "{content}{subject}",
    "python": "{0.__class__}%s%(x)s$x",
    "control": "a\x00b\x01c\x1b[31md\x7fe\x85f\u2028g",
    "broken": "a\ud800b\ufffec\ufdd0d",
    "direction": "a\u202egnp.exe\u202c\u2066b\u2069\u200f",
    "arabic": "شركة التجارة الدولية (دبي) 12",
    "hebrew": "חברה 12-34",
    "thai": "บริษัท น้ำมัน จำกัด",
    "emoji": "👩‍👩‍👧‍👦🇨🇳👍🏽 1️⃣",
    "rare": "㐀𠀀𬭼龘",
    "joined": "e\u0301\u0323 한글 \u1112\u1161\u11ab",
    "blanks": "  a  \u3000 b\u00a0c  ",
    "long": "长" * 10_000,
    "words": "word " * 500,
    "faces": "😀" * 1_000,
    "accents": "a" + "\u0301" * 1_000,
}


def _release(text):
    problem = make_problem(
        buyers=(
            Buyer("B1", text, languages=("zh",)),
            Buyer("B2", text, languages=("en",)),
        ),
        suppliers=(Supplier("S1", text, hall=text, booth=text, sales_rep=text),),
        name=Wording.same(text),
    )
    contact = Contact(text, text, "+8613800138000", text, "a@b.example", notes=text)
    other = Contact(text, text, "+595981123456", text, "c@d.example", notes=text)
    return make_release(
        meet(problem, "B1", "S1"),
        meet(problem, "B2", "S1", at=1),
        problem=problem,
        directory=make_directory(
            {"B1": contact, "B2": other},
            {"S1": contact},
            venue=Venue(*[Wording.same(text)] * 3),
            organiser=Organiser(text, text, "office@fair.example"),
            sms=SmsSettings(text, text),
        ),
    )


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """Write the notices of every text once; return their folders by its name."""
    made = {}
    for name, text in {**CORPUS, "harmless": "x"}.items():
        folder = tmp_path_factory.mktemp(name)
        options = NoticeOptions(with_mbox=True)
        write_notices(*parts_of(_release(text)), folder, options)
        made[name] = folder / "notices"
    return made


def _mail(folder, party):
    return email.message_from_bytes((folder / f"mail/{party}.eml").read_bytes())


def _body(message, kind):
    part = next(one for one in message.walk() if one.get_content_type() == kind)
    return part.get_payload(decode=True).decode()


class _Page(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.text = [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))

    def handle_endtag(self, tag):
        self.tags.append(f"/{tag}")

    def handle_comment(self, data):
        self.tags.append("comment")

    def handle_data(self, data):
        self.text.append(data)


@pytest.mark.parametrize("name", CORPUS)
@pytest.mark.parametrize("party", ["B1", "B2", "S1"])
def test_html_holds_the_text_and_no_tag_of_it(folders, name, party):
    page = _Page(_body(_mail(folders[name], party), "text/html"))
    harmless = _Page(_body(_mail(folders["harmless"], party), "text/html"))
    assert page.tags == harmless.tags
    assert shorten(clean(CORPUS[name]), LONGEST_NAME) in "".join(page.text)


@pytest.mark.parametrize("name", CORPUS)
@pytest.mark.parametrize("party", ["B1", "B2", "S1"])
def test_mail_has_its_own_headers_alone_and_says_the_text(folders, name, party):
    message = _mail(folders[name], party)
    assert message.defects == []
    assert message.keys() == _mail(folders["harmless"], party).keys()
    assert [part.get_content_type() for part in message.walk()] == [
        part.get_content_type() for part in _mail(folders["harmless"], party).walk()
    ]
    shown = shorten(clean(CORPUS[name]), LONGEST_NAME)
    assert shown in _body(message, "text/plain")
    sender = str(make_header(decode_header(message["From"])))
    assert sender == f"{shown} <office@fair.example>"
    raw = (folders[name] / f"mail/{party}.eml").read_bytes()
    assert b"\x00" not in raw
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")


@pytest.mark.parametrize("name", CORPUS)
def test_mbox_holds_every_mail_once(folders, name):
    with closing(mailbox.mbox(folders[name] / "mail.mbox", create=False)) as box:
        assert [mail["Message-ID"] for mail in box] == [
            _mail(folders[name], party)["Message-ID"] for party in ("B1", "B2", "S1")
        ]


@pytest.mark.parametrize("name", CORPUS)
@pytest.mark.parametrize(("party", "count"), [("B1", 1), ("B2", 1), ("S1", 2)])
def test_calendar_has_its_own_events_alone_and_says_the_text(
    folders, name, party, count
):
    content = (folders[name] / f"calendar/{party}.ics").read_bytes()
    calendar = icalendar.Calendar.from_ical(content)
    assert len(calendar.events) == count
    harmless = icalendar.Calendar.from_ical(
        (folders["harmless"] / f"calendar/{party}.ics").read_bytes()
    )
    for event, other in zip(calendar.events, harmless.events, strict=True):
        assert list(event) == list(other)
        shown = shorten(clean(CORPUS[name]), LONGEST_NAME)
        assert str(event["SUMMARY"]).endswith(shown)
        assert shown in str(event["DESCRIPTION"])
    assert b"\x00" not in content


def _cells(path):
    book = CalamineWorkbook.from_path(str(path))
    return [
        cell
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        for cell in row
        if isinstance(cell, str)
    ]


def _books(folder):
    return [
        folder / "sms.xlsx",
        folder / "calls.xlsx",
        *sorted((folder / "sms").iterdir()),
    ]


@pytest.mark.parametrize("name", CORPUS)
def test_workbooks_hold_the_text_and_nothing_that_runs(folders, name):
    for path in _books(folders[name]):
        with zipfile.ZipFile(path) as book:
            for part in book.namelist():
                content = book.read(part)
                assert b"<f>" not in content, part
                assert b"<hyperlink" not in content, part
                assert b"relationships/hyperlink" not in content, part
                assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", content), part
    shown = shorten(clean(CORPUS[name]), 80)
    assert shown in _cells(folders[name] / "calls.xlsx")
    whole = clean(CORPUS[name])
    cells = _cells(folders[name] / "sms.xlsx")
    assert whole in cells or shorten(whole, 15_000) in cells


@pytest.mark.parametrize("name", CORPUS)
def test_a_name_made_to_fit_an_sms_is_reported(folders, name):
    """What a gateway gets is the name, or the finding says what became of it."""
    cells = _cells(folders[name] / "sms.xlsx")
    whole = clean(CORPUS[name])
    for path in sorted((folders[name] / "sms").iterdir()):
        head, *rows = (
            CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
        )
        if "{1}" not in head:
            continue
        for row in rows:
            sent = row[head.index("{1}")]
            assert sent == whole or any(cell.endswith(f"→ {sent}") for cell in cells)
