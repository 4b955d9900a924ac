"""What a gateway would refuse is found, with advice, and our own texts pass."""

import pytest

from printouts.findings import Level
from printouts.gateways import load_gateway
from printouts.notice_content import build_mailing
from printouts.sms import Area, build_sms, template_text
from printouts.sms_lint import lint_sms
from printouts.sms_rules import lint_template
from printouts.templates.texts import built_in
from scheduler.directory import Contact, Organiser, SmsSettings, Venue
from scheduler.problem import Buyer
from scheduler.wording import Language, Wording
from tests.printouts.notice_cases import (
    make_directory,
    make_problem,
    make_release,
    meet,
)

MAINLAND = load_gateway("mainland")
GATEWAYS = {Area.MAINLAND: MAINLAND, Area.OVERSEAS: load_gateway("overseas")}


def _lint(release):
    mailing = build_mailing(release)
    messages, _ = build_sms(mailing, GATEWAYS, None)
    return lint_sms(mailing, messages, GATEWAYS)


def _rules(text):
    return [one.rule for one in lint_template(text, "t", MAINLAND)]


CODES = sorted(
    code for code in built_in().sms if code.startswith(("visiting", "hosting"))
)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("code", CODES)
def test_our_own_templates_pass_the_strictest_rules(code, language):
    mailing = build_mailing(make_release())
    template = template_text(code, language, mailing)
    assert _rules(template) == []


def test_clean_batch_has_no_findings():
    assert _lint(make_release()) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("{name}您好，现场有抽奖", "marketing-word"),
        ("{name}您好，诚邀参加", "marketing-word"),
        ("{name}您好，优惠", "marketing-word"),
        ("{name}您好，加QQ咨询", "account"),
        ("{name}您好，加wechat咨询", "account"),
        ("{name}您好，地点【会展中心】", "symbol"),
        ("{name}您好，①号门→大厅", "symbol"),
        ("{name}您好，會展中心", "traditional"),
        ("{name}您好，电话13800138000", "mobile-number"),
        ("{name}您好，电话+86 138-0013-8000", "mobile-number"),
        ("{name}{date}您好", "variable-adjacent"),
        ("{name}，{date}您好", "variable-adjacent"),
        ("{name}您好{name}", "variable-repeated"),
        ("您好".join(f"{{v{chr(97 + n)}}}" for n in range(21)), "variable-count"),
        ("电话400-000-0000、021-61234567、95588000您好{name}", "contact-numbers"),
    ],
)
def test_fixed_text_is_refused_by_rule(text, rule):
    text = text.replace("{v", "{v_")
    found = [one for one in lint_template(text, "t", MAINLAND) if one.rule == rule]
    assert len(found) == 1
    assert found[0].level is Level.REFUSED
    assert all(
        (found[0].what.zh, found[0].what.en, found[0].advice.zh, found[0].advice.en)
    )


@pytest.mark.parametrize(
    "text",
    [
        "{name}您好，乘地铁2号线C口，或公交71路、121路，12月3日09:30",
        "{name}您好，电话400-000-0000或021-61234567",
        "{name}您好，地点淼垚喆中心",
        "{name}您好，QQ音乐厅旁".replace("QQ", "BQQB"),
        "{name}您好，回廊",
    ],
)
def test_harmless_text_passes(text):
    assert _rules(text) == []


def test_everything_is_allowed_where_a_gateway_has_no_rules():
    text = "抽奖【①】會 QQ 13800138000{name}{date}{name}"
    assert list(lint_template(text, "t", load_gateway("overseas"))) == []


def test_missing_signature_is_found_and_mended_by_brackets():
    missing = _lint(make_release(directory=make_directory(sms=SmsSettings())))
    assert [one.rule for one in missing] == ["signature"]
    bare = _lint(make_release(directory=make_directory(sms=SmsSettings("对接会"))))
    assert [one.rule for one in bare] == ["signature"]


def test_unknown_gateway_is_named_with_the_known_ones():
    release = make_release(directory=make_directory(sms=SmsSettings("【会】", "acme")))
    (finding,) = _lint(release)
    assert (finding.rule, finding.found) == ("gateway", "acme")
    assert "aliyun, huawei, mainland, overseas, tencent" in finding.advice.en


def test_mobile_number_of_the_organiser_is_found_once_per_template():
    directory = make_directory(organiser=Organiser("组委会", "13800138000"))
    rules = [(one.rule, one.where) for one in _lint(make_release(directory=directory))]
    assert rules == [
        ("mobile-number", "hosting.new zh"),
        ("mobile-number", "visiting.new zh"),
    ]


def test_altered_and_doubtful_values_are_reported():
    buyers = (
        Buyer("B1", "长" * 30, languages=("zh",)),
        Buyer("B2", "臺灣優惠www.x.com", languages=("zh",)),
    )
    problem = make_problem(buyers=buyers)
    contacts = {
        "B1": Contact(phone="+8613800138000"),
        "B2": Contact(phone="+8613800138001"),
    }
    release = make_release(
        meet(problem, "B1", "S1"),
        meet(problem, "B2", "S2"),
        problem=problem,
        directory=make_directory(buyers=contacts),
    )
    altered, doubtful = _lint(release)
    assert altered.level is Level.CHANGED
    assert altered.found == "长" * 30 + " → " + "长" * 19 + "…"
    assert doubtful.rule == "variable-doubtful"
    assert doubtful.found == "臺灣優惠www.x.com 優 惠 灣 臺".replace(" 惠", "")


def test_marketing_word_in_a_name_is_a_warning():
    problem = make_problem(buyers=(Buyer("B1", "优惠多公司", languages=("zh",)),))
    release = make_release(meet(problem, "B1", "S1"), problem=problem)
    (finding,) = _lint(release)
    assert (finding.level, finding.found) == (Level.WARNING, "优惠")


def test_text_beyond_the_limit_is_refused():
    venue = Venue(route=Wording.same("路" * 500))
    findings = _lint(make_release(directory=make_directory(venue=venue)))
    assert {one.rule for one in findings} == {"length"}


def test_shared_number_is_reported():
    contacts = {
        "B1": Contact(phone="+8613800138000"),
        "B2": Contact(phone="+8613800138000"),
    }
    problem = make_problem(buyers=(Buyer("B1", "甲"), Buyer("B2", "乙")))
    directory = make_directory(buyers=contacts)
    (finding,) = _lint(make_release(problem=problem, directory=directory))
    assert (finding.rule, finding.found) == ("shared-phone", "buyer B1, buyer B2")


def test_person_awaited_twice_at_one_time_is_reported():
    contacts = dict.fromkeys(("B1", "B2"), Contact(phone="+8613800138000"))
    problem = make_problem(buyers=(Buyer("B1", "甲"), Buyer("B2", "乙")))
    meetings = meet(problem, "B1", "S1", at=1), meet(problem, "B2", "S2", at=1)
    directory = make_directory(buyers=contacts)
    findings = _lint(make_release(*meetings, problem=problem, directory=directory))
    assert [(one.rule, one.found) for one in findings] == [
        ("double-booked", "12-03 09:55 / 12-03 09:55"),
        ("shared-phone", "buyer B1, buyer B2"),
    ]


def test_batch_that_is_hardly_too_long_is_reported():
    venue = Venue(route=Wording.same("路" * 2))
    problem = make_problem()
    release = make_release(
        meet(problem, "B1", "S2"), directory=make_directory(venue=venue)
    )
    (finding,) = _lint(release)
    assert (finding.rule, finding.where) == ("parts", "visiting.new zh mainland")
    assert finding.what.en.startswith("1 message takes 2 parts; ")
