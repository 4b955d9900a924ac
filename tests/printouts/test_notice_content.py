"""What parties are told: tables, texts, dates and what changed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from printouts.notice_content import News, build_mailing
from printouts.notice_text import (
    clean,
    days_text,
    email_addresses,
    place_text,
    shorten,
)
from printouts.templates.filling import fill
from scheduler.directory import Contact
from scheduler.fair import Fair, MeetAt
from scheduler.problem import Buyer, Problem
from scheduler.wording import Language, Wording
from tests.printouts.notice_cases import make_problem, make_release, meet


def test_parties_without_meetings_are_told_nothing():
    problem = make_problem()
    mailing = build_mailing(make_release(meet(problem, "B1", "S1")))
    assert [one.party_id for one in mailing.notices] == ["B1", "S1"]
    assert [one.party_id for one in mailing.quiet] == ["B2", "S2"]


@pytest.mark.parametrize(("teams", "told"), [(1, 0), (2, 2)])
def test_table_is_told_where_a_booth_has_several(teams, told):
    buyers = (Buyer("B1", "A", hall="1", booth="1", teams=teams),)
    problem = make_problem(buyers=buyers, meet_at=MeetAt.BUYER_BOOTH)
    mailing = build_mailing(
        make_release(meet(problem, "B1", "S1", table=2), problem=problem)
    )
    assert [one.lines[0].table for one in mailing.notices] == [told, told]
    assert [one.walks for one in mailing.notices] == [False, True]


def test_stamp_rises_with_the_release_and_not_with_the_clock():
    first, second = (build_mailing(make_release(release=n)).stamp for n in (1, 2))
    assert first == datetime(2026, 11, 26, 0, 1, tzinfo=UTC)
    assert second == datetime(2026, 11, 26, 0, 2, tzinfo=UTC)


def test_fair_without_sessions_is_told_to_nobody():
    problem = Problem(Fair(Wording.same("x"), "UTC", ()), (), ())
    release = make_release(problem=make_problem())
    empty = type(release)(problem, type(release.schedule)(()), release.directory)
    mailing = build_mailing(empty)
    assert (mailing.notices, mailing.stamp.year) == ((), 1970)


def test_partner_that_changed_its_name_is_a_change():
    renamed = make_problem(
        buyers=(Buyer("B1", "新名", languages=("zh",)), make_problem().buyers[1])
    )
    before, after = make_release(), make_release(problem=renamed, release=2)
    mailing = build_mailing(after, before)
    assert [one.party_id for one in mailing.notices] == ["S1", "S2"]


def test_party_that_had_no_meeting_gets_a_first_notice():
    problem = make_problem()
    before = make_release(meet(problem, "B1", "S1"))
    after = make_release(
        meet(problem, "B1", "S1"), meet(problem, "B2", "S2"), release=2
    )
    mailing = build_mailing(after, before)
    assert [(one.party_id, one.news) for one in mailing.notices] == [
        ("B2", News.NEW),
        ("S2", News.NEW),
    ]


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  a \t b\r\n c ", "a b c"),
        ("a\x00\x1b[31mb", "a[31mb"),
        ("a\u202eb\u2066c\ufeff", "abc"),
        ("\ud800x\ufffe\ufdd0", "x"),
        ("全角　空格", "全角 空格"),
        ("👩\u200d🔧", "👩\u200d🔧"),
        ("a\u2028b\x85c", "a b c"),
        ("\U00031350", "\U00031350"),
    ],
)
def test_clean_keeps_what_is_written(text, cleaned):
    assert clean(text) == cleaned


def test_shorten_keeps_a_letter_with_its_accent():
    assert shorten("abc", 3) == "abc"
    assert shorten("abcd", 3) == "ab…"
    assert shorten("ae\u0301bcd", 3) == "a…"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a@b.example", ("a@b.example",)),
        ("a@b.example; c@d.example、a@b.example", ("a@b.example", "c@d.example")),
        ("张伟 a@b.example", ("a@b.example",)),
        ("a@b", ()),
        ("a@.b.c", ()),
        ("a@b..c", ()),
        ("<a@b.example>\r\nBcc: x@y.example", ("x@y.example",)),
        ("无", ()),
    ],
)
def test_usable_addresses_are_found(text, found):
    assert email_addresses(text) == found


@pytest.mark.parametrize(
    ("last", "zh", "en"),
    [
        (date(2026, 11, 30), "11月30日", "30 Nov"),
        (date(2026, 12, 1), "11月30日至12月1日", "30 Nov-1 Dec"),
    ],
)
def test_days_are_said_briefly(last, zh, en):
    first = date(2026, 11, 30)
    assert days_text(first, last, Language.ZH) == zh
    assert days_text(first, last, Language.EN) == en


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        (("1号馆", "1A01", 2), "1号馆 1A01 2号桌", "Hall 1, booth 1A01, table 2"),
        (("N1馆", "B", 0), "N1馆 B", "Hall N1, booth B"),
        (("国际馆", "", 0), "国际馆", "国际馆"),
        (("", "", 3), "3号桌", "table 3"),
        (("", "", 0), "", ""),
    ],
)
def test_places_are_said_in_both_languages(place, zh, en):
    assert place_text(*place, Language.ZH) == zh
    assert place_text(*place, Language.EN) == en


def test_clause_goes_with_its_missing_fact():
    template = "a[[ b {x}]][[ c {x} {y}]] {z}"
    assert fill(template, {"x": "1", "y": ""}) == "a b 1 {z}"
    assert fill(template, {}) == "a {z}"


def test_values_are_not_read_as_templates():
    assert fill("{a}{b}", {"a": "{b}[[x]]", "b": "{a}"}) == "{b}[[x]]{a}"


def test_a_letter_greets_by_name_and_in_chinese_with_the_title():
    notice = build_mailing(make_release()).notices[0]
    named = replace(notice, contact=Contact("Harriet Wombat", "Buying manager"))
    assert named.addressee(Language.EN) == "Harriet Wombat"
    assert named.person == "Harriet Wombat, Buying manager"
    titled = replace(notice, contact=Contact("陈淼", "采购总监"))
    assert titled.addressee(Language.ZH) == "陈淼 采购总监"
    nobody = replace(notice, contact=Contact())
    assert nobody.addressee(Language.EN) == nobody.name
