"""Settings of a fair, and every way they can be wrong."""

from datetime import datetime, timedelta, timezone

import pytest

from data.fairfile import read_fair
from data.fairkeys import EXAMPLES
from data.faults import Findings
from data.templates import fair_toml
from scheduler.fair import MeetAt, Place
from scheduler.wording import Wording

CHINA = timezone(timedelta(hours=8))


def read(tmp_path, text):
    path = tmp_path / "fair.toml"
    path.write_text(text, encoding="utf-8")
    findings = Findings()
    return read_fair(path, findings), findings


def faults(tmp_path, text):
    return [(fault.code, fault.cell) for fault in read(tmp_path, text)[1].faults]


def test_the_template_reads_clean(tmp_path):
    file, findings = read(tmp_path, fair_toml())
    assert findings.faults == []
    assert file.fair.name == Wording(en="Sourcing fair", zh="供需对接会")
    assert [s.id for s in file.fair.sessions] == ["D1-AM", "D1-PM"]
    # 5 rounds of 20 minutes with 5 between: the second starts 25 minutes later
    second = file.fair.sessions[0].rounds[1]
    assert second.start == datetime(2026, 12, 3, 9, 55, tzinfo=CHINA)
    assert second.end == datetime(2026, 12, 3, 10, 15, tzinfo=CHINA)
    assert file.fair.meet_at is MeetAt.SUPPLIER_BOOTH
    assert file.fair.walk.same_hall_min == 3
    assert file.venue.route == Wording(en="Metro line 2", zh="地铁2号线")
    assert file.organiser.phone == "400-000-0000"
    assert file.sms.signature == "【对接会】"


def test_every_key_is_read_or_refused(tmp_path):
    text = fair_toml().replace("# ", "").replace("Settings of", "#")
    text += '\n[tables]\ncount = 30\n[[booth]]\nhall = "1"\nbooth = "A"\nx_m = 1\ny_m = 2.5\n'
    file, findings = read(tmp_path, text)
    assert findings.faults == []
    assert file.fair.tables == 30
    assert file.fair.ratio_target == 1.2
    assert file.fair.walk.booths == {Place("1", "A"): (1.0, 2.5)}
    assert file.sms.gateway == "generic"


def test_a_misspelt_key_is_named_with_the_nearest(tmp_path):
    text = fair_toml().replace("min_meetings", "min_meeting")
    _, findings = read(tmp_path, text)
    fault = findings.faults[0]
    assert (fault.code, fault.cell) == ("key-unknown", "fair.min_meeting")
    assert "fair.min_meetings" in fault.expected.en


@pytest.mark.parametrize(
    ("text", "cell", "nearest"),
    [
        ("[fairs]\nname = 'x'\n", "fairs", "fair"),
        ("[rounds]\nmin_fit = 3\n", "rounds.min_fit", "fair.min_fit"),
        ("[venue]\nname = { fr = 'x' }\n", "venue.name.fr", "venue.name"),
        ("[[session]]\nfoo = 3\n", "session[1].foo", "session.id"),
    ],
)
def test_unknown_keys_anywhere(tmp_path, text, cell, nearest):
    _, findings = read(tmp_path, text)
    fault = next(f for f in findings.faults if f.code == "key-unknown")
    assert fault.cell == cell
    assert nearest in fault.expected.en


@pytest.mark.parametrize(
    ("old", "new", "code", "cell"),
    [
        ("min_meetings = 3", "min_meetings = 6", "limits-cross", "fair.min_meetings"),
        ("min_meetings = 3", "min_meetings = -1", "setting-wrong", "fair.min_meetings"),
        ("min_meetings = 3", "min_meetings = true", "setting-wrong", "fair.min_meetings"),
        ("minutes = 20", 'minutes = "20"', "setting-wrong", "rounds.minutes"),
        ('"Asia/Shanghai"', '"Asia/Nowhere"', "setting-wrong", "fair.timezone"),
        ('timezone = "Asia/Shanghai"', "", "key-missing", "fair.timezone"),
        ('"supplier booth"', '"lobby"', "setting-wrong", "fair.meet_at"),
        ('"supplier booth"', '"tables"', "tables-missing", "tables.count"),
        ('id = "D1-PM"', 'id = "D1-AM"', "session-twice", "session[2].id"),
        ("12-03T13:00:00", "12-03T16:00:00", "session-backwards", "session[2].end"),
        ("12-03T13:00:00+08:00", "12-03T13:00:00", "setting-wrong", "session[2].start"),
        ("12-03T13:00:00", "12-03T10:00:00", "sessions-overlap", "session"),
        ('id = "D1-PM"', "id = 3", "setting-wrong", "session[2].id"),
        ('name = { zh = "供需对接会", en = "Sourcing fair" }', "", "key-missing", "fair.name"),
        ('name = { zh = "供需对接会", en = "Sourcing fair" }', "name = 3", "setting-wrong", "fair.name"),
        ("start = 2026-12-03T13:00:00+08:00", "", "key-missing", "session[2].start"),
        ('zh = "供需对接会", en', 'zh = 3, en', "setting-wrong", "fair.name"),
        ("[walk]", "[[booth]]\nbooth = 'A'\ny_m = 1\n[walk]", "key-missing", "booth[1].x_m"),
    ],
)  # fmt: skip
def test_each_wrong_setting_is_one_fault(tmp_path, old, new, code, cell):
    assert faults(tmp_path, fair_toml().replace(old, new, 1)) == [(code, cell)]


def test_a_minimum_that_no_buyer_can_reach_is_told(tmp_path):
    file, findings = read(tmp_path, fair_toml().replace("count = 5", "count = 1"))
    assert file.fair.min_meetings == 3
    assert [(fault.code, fault.cell, fault.is_error) for fault in findings.faults] == [
        ("minimum-out-of-reach", "fair.min_meetings", False)
    ]


def test_a_fault_means_no_fair(tmp_path):
    assert read(tmp_path, "[fair]\n")[0] is None


def test_no_sessions_at_all(tmp_path):
    text = '[fair]\nname = "x"\ntimezone = "UTC"\n'
    assert faults(tmp_path, text) == [("key-missing", "session")]


def test_rounds_that_do_not_fit_name_each_session(tmp_path):
    # 6 x 20 + 5 x 5 = 145 minutes in sessions of 120
    _, findings = read(tmp_path, fair_toml().replace("count = 5", "count = 6"))
    texts = [fault.expected.en for fault in findings.faults]
    assert texts == [
        f"6 rounds of 20 min with 5 min between take 145 min; session {id_} has 120 min."
        for id_ in ("D1-AM", "D1-PM")
    ]


def test_tables_that_are_no_tables(tmp_path):
    text = "session = 3\nfair = 3\nrounds = [1]\n"
    assert faults(tmp_path, text) == [
        ("key-missing", "fair.name"),
        ("key-missing", "fair.timezone"),
        ("setting-wrong", "session"),
        ("key-missing", "session"),
    ]


def test_broken_toml_names_the_line(tmp_path):
    _, findings = read(tmp_path, "a = 1\n[fair\n")
    assert findings.faults[0].code == "toml-broken"
    assert "line 2, column 6): [fair." in findings.faults[0].expected.en
    assert findings.faults[0].expected.zh == (
        "设置文件无法读取：第 2 行第 6 列不合 TOML 格式：[fair。"
    )


def test_toml_that_ends_early_is_told_in_both_languages(tmp_path):
    _, findings = read(tmp_path, 'a = """')
    assert (
        findings.faults[0].expected.zh == "设置文件无法读取：文件在应有内容之处结束。"
    )


def test_files_that_cannot_be_read(tmp_path):
    findings = Findings()
    assert read_fair(tmp_path / "none.toml", findings) is None
    assert read_fair(tmp_path, findings) is None
    (tmp_path / "big.toml").write_text("#" * 1_000_001)
    assert read_fair(tmp_path / "big.toml", findings) is None
    (tmp_path / "gbk.toml").write_bytes("名".encode("gb18030"))
    assert read_fair(tmp_path / "gbk.toml", findings) is None
    assert [fault.code for fault in findings.faults] == [
        "file-missing", "file-unreadable", "file-too-big", "toml-encoding",
    ]  # fmt: skip


def test_min_fit_left_open_is_told(tmp_path):
    file, findings = read(tmp_path, fair_toml().replace("min_fit = 40", ""))
    assert file.fair.min_fit == 40
    assert [(note.code, note.cell) for note in findings.notes] == [
        ("min-fit-default", "fair.min_fit")
    ]


def test_every_example_is_a_line_that_sets_its_key():
    for key, line in EXAMPLES.items():
        assert key.rpartition(".")[2] in line
