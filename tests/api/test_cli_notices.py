"""fairmatch notices from the shell, and the texts that people edit for it."""

from email import message_from_bytes
from email.header import decode_header, make_header

from api import cli
from tests.builders import make_meeting
from tests.small_folders import small_problem, write_small


def test_notices_are_written(tmp_path, capsys):
    folder = write_small(tmp_path)

    assert cli.run(["notices", folder]) == 0

    said, beside = capsys.readouterr()
    assert said.startswith("4 parties: 1 mail, ")
    assert "have no mail address" in beside
    assert (tmp_path / "notices" / "sms.xlsx").exists()


def test_notices_of_one_kind_since_an_earlier_release(tmp_path, capsys):
    problem = small_problem()
    old = write_small(tmp_path / "old", problem)
    moved = make_meeting(problem, "b2", "s2", 2)
    new = write_small(tmp_path / "new", problem, make_meeting(problem), moved)

    assert cli.run(["notices", new, "--since", old, "--only", "calendar"]) == 0

    assert capsys.readouterr().out.startswith("2 parties: 0 mails, 2 calendar files, ")


def test_notices_due_on_a_day(tmp_path, capsys):
    folder = write_small(tmp_path)

    assert cli.run(["notices", folder, "--due", "2026-11-26"]) == 0

    said = capsys.readouterr().out
    assert "; 2026-11-26 is T-7.\n> 2026-11-26 (T-7): phone the buyers" in said
    assert (tmp_path / "notices" / "calls.xlsx").exists()
    assert not (tmp_path / "notices" / "sms.xlsx").exists()


def test_a_day_without_notices_writes_nothing(tmp_path, capsys):
    folder = write_small(tmp_path)

    assert cli.run(["notices", folder, "--due", "2026-11-28", "--lang", "zh"]) == 0

    said = capsys.readouterr().out
    assert "2026-11-28 为 T-5。" in said
    assert said.endswith("当天没有到期的通知，未写入任何文件。下一次：2026-11-30。\n")
    assert cli.run(["notices", folder, "--due", "2026-12-11"]) == 0
    assert capsys.readouterr().out.endswith("Next: none, the calendar is done.\n")
    assert not (tmp_path / "notices").exists()


def test_texts_are_written_out_edited_and_used(tmp_path, capsys):
    folder, texts = write_small(tmp_path), tmp_path / "texts"

    assert cli.run(["template", str(texts), "--notices"]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"Written to {texts}:\n  sms.toml\n  mail.toml\n")
    assert "Edit the texts, then" in out
    mail = texts / "mail.toml"
    mail.write_text('[new]\nsubject = { en = "Hi {name}" }\n', encoding="utf-8")

    assert cli.run(["notices", folder, "--templates", str(texts)]) == 0

    assert "new.subject has no Chinese text; ours is used" in capsys.readouterr().err
    sent = (tmp_path / "notices" / "mail" / "b1.eml").read_bytes()
    subject = str(make_header(decode_header(message_from_bytes(sent)["Subject"])))
    assert subject.endswith(" / Hi 王")


def test_faults_of_edited_texts_are_all_named_by_line(tmp_path, capsys):
    folder, texts = write_small(tmp_path), tmp_path / "texts"
    texts.mkdir()
    mail = texts / "mail.toml"
    mail.write_text(
        '[new]\nsubject = { zh = "{a}", en = "{namee}" }\n', encoding="utf-8"
    )

    assert cli.run(["notices", folder, "--templates", str(texts)]) == 3

    said = capsys.readouterr().err
    assert "mail.toml:2: No field is called {a}. Known: {name}, " in said
    assert "mail.toml:2: No field is called {namee}. Perhaps {name} is meant." in said
    assert said.endswith("Correct the lines named above and run the command again.\n")
    assert not (tmp_path / "notices").exists()


def test_due_takes_a_date(tmp_path, capsys):
    assert cli.run(["notices", write_small(tmp_path), "--due", "soon"]) == 2
    said = capsys.readouterr().err
    assert "--due takes a date like 2026-11-27, not 'soon'." in said


def test_cost_of_the_sms_is_told_where_the_price_is_known(tmp_path, capsys):
    folder = write_small(tmp_path)
    sms = ["--only", "sms", "--sms-price"]

    assert cli.run(["notices", folder, *sms, "0.050"]) == 0

    said = capsys.readouterr().out
    assert "1 SMS in 1 part" in said
    assert said.endswith("The SMS cost 0.05; each batch: sms.xlsx, sheet templates.\n")
    for price in ("free", "0", "-1", "nan", "1001"):
        assert cli.run(["notices", folder, *sms, price]) == 2
        assert "--sms-price takes a price such as 0.05" in capsys.readouterr().err
