"""`fairmatch backup` and `restore`, beside a server that goes on working."""

import threading

import pytest

from api import cli
from api.jobs.keeping import end_cut_off, keep_end
from api.jobs.task import Ended, Filed
from data.database import Database
from data.migrations import migrate
from data.store.jobs import take_next
from tests.office import NOW, SETTINGS, new_fair, open_office
from tests.schedule_cases import new_draft

FAIRS = "/api/v1/fairs"


@pytest.fixture(autouse=True)
def here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def office(tmp_path):
    opened = open_office(tmp_path)
    new_fair(opened)
    yield opened
    opened.database.close()


def _fairs(office):
    return office.client("administrator").get(FAIRS).json()["total"]


def _run(*args):
    return cli.run([*args, "--database", "sqlite:///fairs.db"])


def test_backup_and_restore_while_the_office_works(office, tmp_path, capsys):
    assert _run("backup", "one.zip") == 0
    assert "one.zip: " in capsys.readouterr().out
    assert (tmp_path / "one.zip").stat().st_mode & 0o077 == 0
    assert [p.name for p in tmp_path.glob(".*")] == []
    office.client("administrator").post(FAIRS, json={"settings": SETTINGS})
    assert _fairs(office) == 2
    assert _run("restore", "one.zip", "--replace") == 0
    out = capsys.readouterr().out
    assert "rows restored. A server that runs goes on with them" in out
    assert _fairs(office) == 1


def test_server_that_runs_notices_what_was_restored(office, tmp_path):
    """Nothing that it keeps at hand, and nothing anybody has read, is taken for new."""
    draft = new_draft(office)
    before = draft.pairs()
    assert _run("backup", "one.zip") == 0
    assert draft.edit("move", "b1", "s1", session="P1", round=2).status_code == 201
    assert draft.pairs() != before
    assert _run("restore", "one.zip", "--replace") == 0
    late = draft.edit("move", "b1", "s1", session="P1", round=0)
    assert late.status_code == 412
    assert draft.pairs() == before
    draft.version = draft.get().json()["version"]
    assert draft.edit("move", "b1", "s1", session="P1", round=2).status_code == 201
    assert draft.pairs() == before | {("b1", "s1"): 2}


def test_job_that_the_backup_does_not_know_is_not_kept(office, tmp_path):
    draft, ended = new_draft(office), Ended(Filed({"n": 1}), stopped=False)
    jobs = f"{draft.fair}/jobs"
    path = f"{jobs}/print"
    draft.client.post(path, json={"schedule_id": draft.id})
    running = _take(office)
    assert _run("backup", "one.zip") == 0
    keep_end(office.database, running, ended, NOW)
    draft.client.post(path, json={"schedule_id": draft.id})
    unknown = _take(office)
    assert _run("restore", "one.zip", "--replace") == 0
    draft.client.post(path, json={"schedule_id": draft.id})
    keep_end(office.database, unknown, ended, NOW)
    end_cut_off(office.database, unknown, NOW)
    listed = {job["id"]: job["state"] for job in draft.client.get(jobs).json()["items"]}
    # another job has the number now
    assert listed == {running.id: "cut off", unknown.id: "waiting"}


def _take(office):
    with office.database.writing() as session:
        return take_next(session, ("print",), NOW)


def test_backup_during_writes_is_of_one_moment(office, tmp_path):
    """Each fair is written with its deed, so a backup holds as many of both."""
    stop = threading.Event()

    def write():
        while not stop.is_set():
            office.client("administrator").post(FAIRS, json={"settings": SETTINGS})

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            assert _run("backup", f"{number}.zip") == 0
    finally:
        stop.set()
        writer.join()
    for number in range(3):
        target = f"sqlite:///{tmp_path / f'{number}.db'}"
        assert cli.run(["restore", f"{number}.zip", "--database", target]) == 0
        database = Database(target)
        with database.reading() as session:
            connection = session.connection()
            fairs, deeds = (
                connection.exec_driver_sql(f"SELECT count(*) {rest}").scalar()
                for rest in ("FROM fair", "FROM history WHERE action = 'fair.create'")
            )
        database.close()
        assert fairs == deeds >= 1


@pytest.mark.usefixtures("office")
def test_records_are_dropped_only_when_told(capsys):
    assert _run("backup", "one.zip") == 0
    capsys.readouterr()
    assert _run("restore", "one.zip") == 2
    assert "has records. Nothing was changed." in capsys.readouterr().err


@pytest.mark.usefixtures("office")
def test_backup_is_never_written_over(tmp_path, capsys):
    (tmp_path / "one.zip").write_text("mine")
    assert _run("backup", "one.zip") == 2
    assert "one.zip is there already." in capsys.readouterr().err
    assert (tmp_path / "one.zip").read_text() == "mine"


@pytest.mark.usefixtures("office")
def test_backup_that_cannot_be_written_leaves_nothing(tmp_path, monkeypatch, capsys):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("api.services.back_up.write_backup", full)
    assert _run("backup", "one.zip") == 4
    assert "disk is full" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.zip*"))
    assert not list(tmp_path.glob(".*"))


@pytest.mark.usefixtures("office")
def test_file_that_is_no_backup_is_rejected(tmp_path, capsys):
    (tmp_path / "one.zip").write_text("no backup")
    assert _run("restore", "one.zip", "--replace") == 3
    assert "is not a whole backup of ours" in capsys.readouterr().err


def test_database_without_records_is_told(tmp_path, capsys):
    assert _run("backup", "one.zip") == 2
    assert "no records of ours" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_database_that_cannot_be_opened_is_told(tmp_path, capsys, command):
    database = Database(f"sqlite:///{tmp_path / 'fairs.db'}")
    migrate(database)
    database.close()
    file = tmp_path / "one.zip"
    if command == "restore":
        assert _run("backup", str(file)) == 0
    capsys.readouterr()
    address = "sqlite:///none/fairs.db"
    assert cli.run([command, str(file), "--database", address]) == 2
    assert "none/fairs.db" in capsys.readouterr().err
