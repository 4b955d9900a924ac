"""Gateways: their columns, their placeholders, their rules."""

from dataclasses import replace

import pytest
from python_calamine import CalamineWorkbook

from printouts.gateways import gateway_names, load_gateway
from printouts.notice_content import build_mailing
from printouts.sms import Area, approval_text, build_sms
from printouts.sms_upload import write_uploads
from scheduler.directory import Contact
from scheduler.wording import Language
from tests.printouts.notice_cases import (
    GATEWAYS,
    MAINLAND,
    PHONE,
    build_texts,
    make_directory,
    make_problem,
    make_release,
    meet,
)


def _rows(path):
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def test_a_gateway_gets_its_own_columns_and_no_others(tmp_path):
    written = write_uploads(tmp_path, build_texts()[0])
    assert written == {
        "境内hostingnewzh1.xlsx": 1,
        "境内visitingnewzh1.xlsx": 1,
        "境外visitingnewen1.xlsx": 1,
    }
    assert _rows(tmp_path / "境内hostingnewzh1.xlsx") == [
        ["手机号码", "{1}", "{2}", "{3}", "{4}", "{5}"],
        ["13900139000", "宁波轴承", "12月3日至4日", "09:30", "2", "1号馆 1A01"],
    ]
    (text,) = [sms.text for sms in build_texts()[0] if sms.area == "overseas"]
    assert _rows(tmp_path / "境外visitingnewen1.xlsx") == [
        ["phone", "text"],
        ["595981123456", text],
    ]


def test_a_gateway_with_named_variables_and_few_rows(tmp_path):
    aliyun = load_gateway("aliyun")
    narrow = replace(aliyun, upload=replace(aliyun.upload, rows=1))
    problem = make_problem()
    contacts = {"B1": Contact(phone=PHONE), "B2": Contact(phone="+8613800138001")}
    release = make_release(
        meet(problem, "B1", "S2"),
        meet(problem, "B2", "S2", at=1),
        directory=make_directory(buyers=contacts),
    )
    gateways = GATEWAYS | {Area.MAINLAND: narrow}
    messages = build_sms(build_mailing(release), gateways, Language.ZH)[0]
    written = write_uploads(tmp_path, messages)
    assert written == {"境内visitingnewzh1.xlsx": 1, "境内visitingnewzh2.xlsx": 1}
    head, row = _rows(tmp_path / "境内visitingnewzh2.xlsx")
    assert head == ["手机号码", "name", "date", "time", "count", "place"]
    assert row[:2] == ["13800138001", "Banco Nacional"]


def test_gateways_write_their_own_placeholders():
    template = "{name}您好，{date}"
    assert approval_text(template, MAINLAND) == "{1}您好，{2}"
    assert approval_text(template, load_gateway("aliyun")) == "${name}您好，${date}"
    assert approval_text(template, load_gateway("huawei")) == "${1}您好，${2}"


@pytest.mark.parametrize("name", gateway_names())
def test_gateway_rules_load(name):
    gateway = load_gateway(name)
    assert gateway.id == name
    assert 1 <= gateway.shortest <= gateway.longest
    assert gateway.part <= gateway.single


def test_unknown_gateway_is_an_error():
    with pytest.raises(KeyError):
        load_gateway("../mainland")
