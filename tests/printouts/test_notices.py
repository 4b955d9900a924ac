"""The folder of notices: whole or not at all, the same bytes, only what changed."""

import email
import hashlib
import json

import pytest

from printouts.file_names import safe_stems
from printouts.kinds import NoticeKind
from printouts.letters import StoppedError
from printouts.notice_calendar import BOTH_SIDES
from printouts.notice_options import NoticeOptions
from printouts.notices import write_notices
from scheduler.directory import Contact, Organiser
from scheduler.problem import Buyer, Supplier
from scheduler.progress import Silent
from tests.printouts.notice_cases import (
    make_directory,
    make_problem,
    make_release,
    meet,
    parts_of,
)

FILES = [
    "calendar/B1.ics",
    "calendar/B2.ics",
    "calendar/S1.ics",
    "calendar/S2.ics",
    "calls.xlsx",
    "mail/B1.eml",
    "mail/B2.eml",
    "mail/S1.eml",
    "sms.xlsx",
    "sms/境内hostingnewzh1.xlsx",
    "sms/境内visitingnewzh1.xlsx",
    "sms/境外visitingnewen1.xlsx",
]


def _found(folder):
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
    )


def test_folder_holds_what_the_manifest_says(tmp_path):
    report = write_notices(*parts_of(make_release()), tmp_path)
    folder = tmp_path / "notices"
    assert _found(folder) == sorted([*FILES, "manifest.json"])
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert [entry["file"] for entry in manifest] == FILES
    for entry in manifest:
        content = (folder / entry["file"]).read_bytes()
        assert entry["sha256"] == hashlib.sha256(content).hexdigest()
    assert manifest[0].keys() == {"file", "kind", "party", "pages", "sha256"}
    assert [(one["kind"], one["party"], one["pages"]) for one in manifest[3:6]] == [
        ("calendar", "S2", 1),
        ("calls", None, 1),
        ("mail", "B1", 1),
    ]
    assert (manifest[8]["kind"], manifest[8]["pages"]) == ("sms", report.sms_parts)
    assert (report.parties, report.sms, report.unsent) == (4, 3, 1)
    assert (report.mails, report.calendars) == (3, 4)
    assert [path.name for path in tmp_path.iterdir()] == ["notices"]


def test_same_content_gives_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        write_notices(*parts_of(make_release()), tmp_path / name)
    for file in [*FILES, "manifest.json"]:
        first = (tmp_path / "a/notices" / file).read_bytes()
        assert first == (tmp_path / "b/notices" / file).read_bytes()


def test_kinds_limit_what_is_written(tmp_path):
    options = NoticeOptions(kinds={NoticeKind.CALENDAR: BOTH_SIDES})
    write_notices(*parts_of(make_release()), tmp_path, options)
    assert _found(tmp_path / "notices") == [*FILES[:4], "manifest.json"]


def test_since_writes_only_parties_whose_meetings_changed(tmp_path):
    problem = make_problem()
    before = make_release(meet(problem, "B1", "S1"), meet(problem, "B2", "S2"))
    after = make_release(
        meet(problem, "B1", "S1", at=1), meet(problem, "B2", "S2"), release=2
    )
    options = NoticeOptions(since=parts_of(before))
    report = write_notices(*parts_of(after), tmp_path, options)
    assert _found(tmp_path / "notices") == [
        "calendar/B1.ics",
        "calendar/S1.ics",
        "calls.xlsx",
        "mail/B1.eml",
        "mail/S1.eml",
        "manifest.json",
        "sms.xlsx",
        "sms/境内hostingchangedzh1.xlsx",
        "sms/境内visitingchangedzh1.xlsx",
    ]
    assert (report.parties, report.sms, report.unsent) == (2, 2, 0)


def test_booth_that_moved_is_a_change(tmp_path):
    moved = make_problem(
        suppliers=(
            Supplier("S1", "宁波轴承", hall="1号馆", booth="1A09", languages=("zh",)),
            make_problem().suppliers[1],
        )
    )
    after = make_release(problem=moved, release=2)
    options = NoticeOptions(since=parts_of(make_release()))
    report = write_notices(*parts_of(after), tmp_path, options)
    assert report.parties == 3


class _Stopping(Silent):
    def __init__(self, after):
        self.left = after
        self.told = []

    def tell(self, event):
        self.told.append((event.phase, event.done, event.total))

    def should_stop(self):
        self.left -= 1
        return self.left < 0


def test_stopping_leaves_earlier_notices_as_they_were(tmp_path):
    write_notices(*parts_of(make_release()), tmp_path)
    before = (tmp_path / "notices/manifest.json").read_bytes()
    progress = _Stopping(2)
    with pytest.raises(StoppedError) as error:
        write_notices(*parts_of(make_release(release=5)), tmp_path, None, progress)
    assert error.value.code == "notices-stopped"
    assert progress.told == [("notices", 0, 4), ("notices", 1, 4)]
    assert (tmp_path / "notices/manifest.json").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["notices"]


def test_new_notices_replace_the_old_ones_whole(tmp_path):
    write_notices(*parts_of(make_release()), tmp_path)
    problem = make_problem()
    write_notices(*parts_of(make_release(meet(problem, "B2", "S2"))), tmp_path)
    assert "mail/B1.eml" not in _found(tmp_path / "notices")
    assert [path.name for path in tmp_path.iterdir()] == ["notices"]


def test_failing_swap_brings_the_old_folder_back(tmp_path, monkeypatch):
    write_notices(*parts_of(make_release()), tmp_path)
    before = _found(tmp_path / "notices")
    path_type = type(tmp_path)
    rename = path_type.rename

    def failing(self, target):
        if self.name.startswith(".notices-") and "former" not in self.name:
            raise OSError("disk full")
        return rename(self, target)

    monkeypatch.setattr(path_type, "rename", failing)
    with pytest.raises(OSError, match="disk full"):
        write_notices(*parts_of(make_release()), tmp_path)
    monkeypatch.undo()
    assert _found(tmp_path / "notices") == before
    assert [path.name for path in tmp_path.iterdir()] == ["notices"]


def _mail(tmp_path, release, language):
    write_notices(*parts_of(release), tmp_path, NoticeOptions(language=language))
    message = email.message_from_bytes((tmp_path / "notices/mail/B1.eml").read_bytes())
    (plain,) = [one for one in message.walk() if one.get_content_type() == "text/plain"]
    return plain.get_payload(decode=True).decode()


@pytest.mark.parametrize(
    ("language", "zh", "en"),
    [
        ("party", True, False),
        ("zh", True, False),
        ("en", False, True),
        ("both", True, True),
    ],
)
def test_language_is_the_partys_own_or_the_one_asked_for(tmp_path, language, zh, en):
    text = _mail(tmp_path, make_release(), language)
    assert ("您好" in text, "Dear" in text) == (zh, en)


def test_party_without_language_is_told_in_both(tmp_path):
    problem = make_problem(buyers=(Buyer("B1", "A"),))
    release = make_release(meet(problem, "B1", "S1"), problem=problem)
    text = _mail(tmp_path, release, "party")
    assert "您好" in text
    assert "Dear" in text


def test_unknown_language_is_refused(tmp_path):
    options = NoticeOptions(language="fr")
    with pytest.raises(ValueError, match="fr"):
        write_notices(*parts_of(make_release()), tmp_path, options)


def test_mail_faults_are_found(tmp_path):
    directory = make_directory(
        organiser=Organiser("组委会"),
        buyers={"B1": Contact(email="no address"), "B2": Contact()},
    )
    release = make_release(directory=directory)
    report = write_notices(*parts_of(release), tmp_path)
    found = [
        (one.rule, one.where, one.found)
        for one in report.findings
        if one.rule in {"no-sender", "mail-address", "no-mail-address"}
    ]
    assert found == [
        ("no-sender", "fair.toml [contact] email", ""),
        ("mail-address", "buyer B1", "no address"),
        ("no-mail-address", "mail", "buyer B2, supplier S2"),
    ]


def test_file_names_are_safe_and_differ_for_any_ids():
    ids = [
        "B1", "b1", "采购商-1", "a/b", "a_b", "..", "", "CON", "x" * 300, "x" * 301,
        "a b", "com1.x", ".hidden", "\x00", "🙂",
    ]  # fmt: skip
    keys = [("buyer", id_) for id_ in ids] + [("supplier", "B1"), ("supplier", "S1")]
    stems = safe_stems(keys)
    assert stems["supplier", "S1"] == "S1"
    assert stems["buyer", "采购商-1"] == "采购商-1"
    assert stems["buyer", "a/b"].startswith("a_b-buyer-")
    assert stems["buyer", "CON"].startswith("_CON-buyer-")
    assert len({stem.casefold() for stem in stems.values()}) == len(keys)
    for stem in stems.values():
        assert len(f"{stem}.cancel-99.ics".encode()) <= 255
        assert not set(stem) & set('/\\:*?"<>|\x00 ')
        assert stem.strip(".") == stem


def test_buyer_and_supplier_of_one_name_keep_their_own_files(tmp_path):
    problem = make_problem(buyers=(Buyer("X", "A"),), suppliers=(Supplier("X", "B"),))
    release = make_release(
        meet(problem, "X", "X"), problem=problem, directory=make_directory({}, {})
    )
    write_notices(*parts_of(release), tmp_path)
    files = [file for file in _found(tmp_path / "notices") if file.endswith(".ics")]
    assert len(files) == 2


def test_call_sheet_alone_writes_no_letters(tmp_path):
    options = NoticeOptions(kinds={NoticeKind.CALLS: BOTH_SIDES})
    report = write_notices(*parts_of(make_release()), tmp_path, options)
    assert _found(tmp_path / "notices") == ["calls.xlsx", "manifest.json"]
    assert (report.sms, report.mails) == (0, 0)


def test_mail_alone_carries_the_calendar_inside(tmp_path):
    options = NoticeOptions(kinds={NoticeKind.MAIL: BOTH_SIDES})
    write_notices(*parts_of(make_release()), tmp_path, options)
    assert _found(tmp_path / "notices") == [*FILES[5:8], "manifest.json"]
    message = email.message_from_bytes((tmp_path / "notices/mail/B1.eml").read_bytes())
    (attached,) = [part for part in message.walk() if part.get_filename()]
    assert attached.get_payload(decode=True).startswith(b"BEGIN:VCALENDAR\r\n")
