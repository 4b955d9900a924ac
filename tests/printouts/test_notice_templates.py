"""Texts that an organiser edits: laid over ours, every fault named by file and line."""

import email
import re
from dataclasses import replace

import pytest

from printouts.findings import Level
from printouts.mail import write_letter
from printouts.notice_content import build_mailing
from printouts.notice_options import NoticeOptions
from printouts.notices import write_notices
from printouts.templates.faults import TemplatesError
from printouts.templates.fields import (
    FAIR,
    MEANINGS,
    PAGE_FIELDS,
    VARIABLES,
    fields_of_text,
)
from printouts.templates.filling import FIELD
from printouts.templates.reading import LONGEST_FILE, read_templates
from printouts.templates.texts import FILES, KINDS, PAGE, built_in, source, write_texts
from scheduler.wording import Language
from tests.printouts.notice_cases import make_release, parts_of


def _folder(tmp_path, **files):
    for name, text in files.items():
        file = PAGE if name == "page" else f"{name}.toml"
        (tmp_path / file).write_text(text, encoding="utf-8")
    return tmp_path


def _faults(folder):
    with pytest.raises(TemplatesError) as error:
        read_templates(folder)
    return [(one.rule, one.where, one.found) for one in error.value.findings]


def test_texts_written_out_and_read_back_are_ours(tmp_path):
    paths = write_texts(tmp_path)
    assert tuple(path.name for path in paths) == FILES
    edited = read_templates(tmp_path)
    assert edited.texts == built_in()
    assert edited.findings == ()


def test_a_file_needs_to_hold_only_what_is_changed(tmp_path):
    folder = _folder(
        tmp_path, mail='[new]\nsubject = { zh = "你好 {name}", en = "Hi {name}" }\n'
    )
    texts = read_templates(folder).texts
    assert texts.mail["new.subject"].zh == "你好 {name}"
    assert texts.mail["new.intro"] == built_in().mail["new.intro"]
    assert list(texts.mail) == list(built_in().mail)
    assert (texts.sms, texts.page) == (built_in().sms, built_in().page)


@pytest.mark.parametrize(
    "text",
    [
        '[new]\nsubject = { zh = "甲", en = "A" }',
        '[new.subject]\nzh = "甲"\nen = "A"',
        'new.subject.zh = "甲"\nnew.subject.en = "A"',
        '\ufeff[new]\nsubject.zh = """\n甲\n"""\nsubject.en = "A\\u202e\\u0000"',
    ],
)
def test_every_way_to_write_a_text_reads_the_same(tmp_path, text):
    subject = read_templates(_folder(tmp_path, mail=text)).texts.mail["new.subject"]
    assert (subject.zh, subject.en) == ("甲", "A")


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ('[new]\n\nsubject = { zh = "{namee}", en = "A" }', 3, "{namee}"),
        ('[new.subject]\nzh = "甲"\nen = "{ name }"', 3, "{ name }"),
        ('[new]\nintro.zh = """\n甲\n乙｛name｝\n"""\nintro.en = "A"', 4, "｛name｝"),
        ('[new]\nintro = { zh = "甲}", en = "A" }', 2, "}"),
        ('[new]\nintro = { zh = "甲{", en = "A" }', 2, "{"),
        ('[new]\nintro = { zh = "甲{about}", en = "A" }', 2, "{about}"),
        ('[common]\ntime = { zh = "{time}", en = "A" }', 2, "{time}"),
        ('[new]\nintro = { zh = "[[甲", en = "A" }', 2, "[["),
        ('[new]\nintro = { zh = "甲]]", en = "A" }', 2, "]]"),
        ('[new]\nintro = { zh = "[[甲[[乙]]]]", en = "A" }', 2, "[["),
    ],
)
def test_unknown_field_is_named_with_its_line(tmp_path, text, line, found):
    faults = _faults(_folder(tmp_path, mail=text))
    assert faults == [("field-unknown", f"mail.toml:{line}", found)]


def test_the_nearest_field_and_all_fields_are_told(tmp_path):
    folder = _folder(tmp_path, calls='[new]\nzh = "｛Persom｝"\nen = "{meeting}"')
    with pytest.raises(TemplatesError) as error:
        read_templates(folder)
    zh, en = sorted(error.value.findings, key=lambda one: one.where)
    assert zh.advice.zh.startswith("可能是 {person}。可用字段：{person}, {place}, ")
    assert zh.what.en.startswith("｛Persom｝ is not written as a field")
    assert en.advice.en.startswith("Perhaps {meetings} is meant. Known: {person}, ")
    assert en.what.zh == "没有字段 {meeting}。"


def test_a_field_like_no_other_has_no_nearest(tmp_path):
    folder = _folder(tmp_path, calls='[new]\nzh = "{xyzzyx}"\nen = "A"')
    with pytest.raises(TemplatesError) as error:
        read_templates(folder)
    assert error.value.findings[0].advice.en.startswith("Known: {person}")


@pytest.mark.parametrize(
    ("text", "rule", "where"),
    [
        ('[neww]\nintro = { zh = "甲", en = "A" }', "text-unknown", "mail.toml:1"),
        ('[new]\nsubjet = { zh = "甲", en = "A" }', "text-unknown", "mail.toml:2"),
        ('[new]\nintro = { zh = "甲", fr = "A" }', "text-unknown", "mail.toml:2"),
        ("x = 1", "text-unknown", "mail.toml:1"),
        ('[new]\nintro = "甲"', "text-shape", "mail.toml:2"),
        ('[new]\nintro = { zh = 5, en = "A" }', "text-shape", "mail.toml:2"),
        ('[new]\nintro = { zh = "", en = " " }', "text-empty", "mail.toml:2"),
        ('[common]\ntime = { zh = "", en = "" }', "text-empty", "mail.toml:2"),
        ("[new]\nintro = { zh = “甲” }", "toml-broken", "mail.toml:2"),
        ('[new]\nintro = { zh = "', "toml-broken", "mail.toml:2"),
        ("x = " + "[" * 100_000, "toml-broken", "mail.toml:1"),
    ],
)
def test_fault_is_found_by_rule_and_line(tmp_path, text, rule, where):
    assert (rule, where) in [
        fault[:2] for fault in _faults(_folder(tmp_path, mail=text))
    ]


def test_near_names_are_told_for_texts(tmp_path):
    folder = _folder(tmp_path, mail='[neww]\nintro = { zh = "甲", en = "A" }')
    with pytest.raises(TemplatesError) as error:
        read_templates(folder)
    (fault,) = error.value.findings
    assert fault.advice.en == (
        "Perhaps new is meant. Known: new, reminder, changed, cancelled, survey, common."
    )


def test_missing_language_is_ours_and_said(tmp_path):
    folder = _folder(tmp_path, mail='[new]\nsubject = { zh = "你好" }\n')
    edited = read_templates(folder)
    assert edited.texts.mail["new.subject"].zh == "你好"
    assert edited.texts.mail["new.subject"].en == built_in().mail["new.subject"].en
    (finding,) = edited.findings
    assert (finding.level, finding.rule, finding.where) == (
        Level.WARNING,
        "language-missing",
        "mail.toml:2",
    )


def test_a_sentence_may_go_and_leaves_no_gap(tmp_path):
    folder = _folder(tmp_path, mail='[common]\ntimes = { zh = "", en = "" }\n')
    letter = _letter(read_templates(folder).texts)
    assert "所有时间" not in letter.plain
    assert "\n\n\n" not in letter.plain
    assert "<br><br>" not in letter.html


def test_a_line_of_a_calendar_entry_may_go(tmp_path):
    folder = _folder(tmp_path, calendar='[description]\nabout = { zh = "", en = "" }')
    texts = read_templates(folder).texts
    assert texts.calendar["description.about"].zh == ""
    assert (
        texts.calendar["description.place"] == built_in().calendar["description.place"]
    )


def test_files_that_nobody_reads_are_named(tmp_path):
    (tmp_path / "smss.toml").touch()
    (tmp_path / "notes.txt").touch()
    (tmp_path / "page.html").touch()
    assert _faults(tmp_path) == [
        ("file-unknown", "page.html", "page.html"),
        ("file-unknown", "smss.toml", "smss.toml"),
        ("no-texts", tmp_path.name, ""),
    ]


@pytest.mark.parametrize("content", ["甲".encode("gb18030"), b"#" * (LONGEST_FILE + 1)])
def test_file_that_is_no_text_is_refused(tmp_path, content):
    (tmp_path / "sms.toml").write_bytes(content)
    assert _faults(tmp_path) == [("encoding", "sms.toml", "")]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    assert _faults(tmp_path / "missing") == [("no-texts", "missing", "")]


def test_page_without_the_mail_or_with_an_unknown_field_is_refused(tmp_path):
    page = "<style>p{color:red}</style>\n<p>{fiar}</p>"
    assert _faults(_folder(tmp_path, page=page)) == [
        ("field-unknown", "mail.html:2", "{fiar}"),
        ("page-content", "mail.html", "0"),
    ]


@pytest.mark.parametrize(
    "remote",
    [
        '<img src="https://x.example/a.png">',
        "<td background=//x.example/a.png>",
        "<p style=\"background:url('http://x.example/a')\">",
        "<script>alert(1)</script>",
        '<link rel="stylesheet" href="a.css">',
    ],
)
def test_page_that_needs_the_network_is_pointed_out(tmp_path, remote):
    page = f"<html>\n{remote}\n{{content}}\n</html>"
    edited = read_templates(_folder(tmp_path, page=page))
    assert [(one.rule, one.where) for one in edited.findings] == [
        ("page-remote", "mail.html:2")
    ]


def test_own_page_with_style_and_links_is_fine(tmp_path):
    page = '<style>p{color:red}</style><a href="https://x.example">{fair}</a>{content}'
    edited = read_templates(_folder(tmp_path, page=page))
    assert (edited.findings, edited.texts.page) == ((), page)


def _letter(texts, party="B1"):
    mailing = build_mailing(make_release(), texts=texts)
    notice = next(one for one in mailing.notices if one.party_id == party)
    return write_letter(notice, mailing, (Language.ZH,))


def test_edited_words_are_escaped_and_break_into_lines(tmp_path):
    text = '[new]\nintro = { zh = "甲 <b>&\\n乙", en = "A" }'
    letter = _letter(read_templates(_folder(tmp_path, mail=text)).texts)
    assert "甲 <b>&\n乙\n" in letter.plain
    assert "<p>甲 &lt;b&gt;&amp;<br>乙</p>" in letter.html


def test_facts_on_the_page_are_escaped_and_read_once():
    texts = replace(built_in(), page="<p>{fair}|{subject}</p>{content}")
    letter = _letter(texts)
    assert letter.html.startswith("<p>供需对接会|洽谈安排：供需对接会")
    assert "{" not in letter.html


def test_line_break_in_a_subject_adds_no_header(tmp_path):
    text = '[new]\nsubject = { zh = "甲\\nBcc: x@y.example", en = "A" }'
    texts = read_templates(_folder(tmp_path, mail=text)).texts
    write_notices(*parts_of(make_release()), tmp_path, NoticeOptions(texts=texts))
    message = email.message_from_bytes((tmp_path / "notices/mail/B1.eml").read_bytes())
    assert message["Bcc"] is None


def test_edited_texts_reach_every_message(tmp_path):
    write_texts(tmp_path)
    for file in ("sms.toml", "mail.toml", "calendar.toml", "calls.toml"):
        path = tmp_path / file
        marked = re.sub(r'zh = "(?=.)', 'zh = "我方', path.read_text(encoding="utf-8"))
        path.write_text(marked, encoding="utf-8")
    texts = read_templates(tmp_path).texts
    options = NoticeOptions(texts=texts, language="zh")
    report = write_notices(*parts_of(make_release()), tmp_path, options)
    assert report.mails == 3
    calendar = (tmp_path / "notices/calendar/B1.ics").read_text(encoding="utf-8")
    assert "SUMMARY:我方洽谈：宁波轴承" in calendar
    letter = _letter(texts)
    assert letter.subject.startswith("我方")
    # greeting, intro, two reasons, times, visiting, venue, route, calendar, contact,
    # release
    assert letter.plain.count("我方") == 11


def _comment_fields(file):
    lines = [line for line in source(file).splitlines() if line.startswith("#")]
    return set(FIELD.findall("\n".join(lines)))


@pytest.mark.parametrize("kind", KINDS)
def test_comment_of_a_file_lists_exactly_its_fields(kind):
    known = {
        field
        for key in getattr(built_in(), kind)
        for field in fields_of_text(kind, key)
    }
    if kind == "mail":
        known |= set(PAGE_FIELDS)
    assert _comment_fields(f"{kind}.toml") == known


def test_every_field_has_a_meaning_and_a_use():
    used = {
        field
        for kind in KINDS
        for key in getattr(built_in(), kind)
        for field in fields_of_text(kind, key)
    }
    assert used | set(PAGE_FIELDS) == set(MEANINGS)
    assert set(VARIABLES) <= set(MEANINGS)
    assert set(FAIR) == set(build_mailing(make_release()).facts[Language.ZH])
