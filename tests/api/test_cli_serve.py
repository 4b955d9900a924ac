"""`fairmatch serve`: a real server from its first start to its end."""

import asyncio
import json
import os
import signal
import socket
import threading

import httpx2
import pytest

from api import cli
from api.deps import utc_now
from api.office.links import first_link, use_link
from data.database import Database
from data.migrations import migrate
from tests.serving import address_of, link_of, serving, start

PASSWORD = "a lamp under seven roofs"  # noqa: S105 - of a test


@pytest.fixture(autouse=True)
def here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def test_first_start_to_first_login(tmp_path):
    with serving(tmp_path) as (address, process):
        link = link_of(process)
        assert link.startswith(f"{address}/welcome?secret=")
        page = httpx2.get(link, headers={"Accept-Language": "zh-CN"}).text
        assert "设置密码" in page
        secret = link.split("=")[1]
        short = httpx2.post(f"{address}/welcome", data={"secret": secret})
        assert (short.status_code, "12 to 200" in short.text) == (422, True)
        form = {"secret": secret, "password": PASSWORD}
        assert "is set" in httpx2.post(f"{address}/welcome", data=form).text
        again = httpx2.post(f"{address}/welcome", data=form)
        assert again.status_code == 404
        with httpx2.Client(base_url=address) as client:
            body = {"login": "admin", "password": PASSWORD}
            assert client.post("/api/v1/login", json=body).status_code == 200
            assert client.get("/api/v1/me").json()["role"] == "administrator"
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert process.stdout.read() == "Ended.\n"
    log = (tmp_path / "log.jsonl").read_text()
    lines = [json.loads(line) for line in log.splitlines()]
    assert [line["operation"] for line in lines][-2:] == ["post_login", "read_me"]
    assert secret not in log
    assert (tmp_path / "fairmatch.db").stat().st_mode & 0o077 == 0


def test_later_start_prints_no_link_and_ctrl_c_is_a_good_end(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'fairmatch.db'}")
    migrate(database)
    with database.writing() as session:
        secret = first_link(session, utc_now())
    use_link(database, secret, PASSWORD, utc_now())
    database.close()
    process = start(tmp_path, "serve", "--port", "0")
    address = address_of(process)
    assert httpx2.get(f"{address}/healthz").json() == {"status": "ok"}
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=60)[0] == "Ended.\n"
    assert process.returncode == 0


def test_shown_settings_serve_nothing(capsys, monkeypatch):
    monkeypatch.setenv("FAIRMATCH_LOGIN_HOURS", "8")
    assert cli.run(["serve", "--show-settings"]) == 0
    assert "login_hours = 8  # environment\n" in capsys.readouterr().out


def test_settings_that_cannot_be_are_wrong_use(capsys):
    assert cli.run(["serve", "--port", "70000"]) == 2
    assert capsys.readouterr().err == (
        "Error: port takes a whole number from 0 to 65535, not 70000 (command line). "
        "'fairmatch serve --show-settings' lists all with their meaning.\n"
    )


def test_taken_port_is_told(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert cli.run(["serve", "--port", port]) == 2
    assert f"Another program listens at 127.0.0.1:{port}" in capsys.readouterr().err


def test_address_of_another_machine_is_told(capsys):
    assert cli.run(["serve", "--host", "192.0.2.1"]) == 2
    assert "cannot listen at 192.0.2.1:8000" in capsys.readouterr().err


@pytest.mark.parametrize(
    "address", ["sqlite:///no/folder/fairs.db", "postgresql://me:pw@127.0.0.1:9/fairs"]
)
def test_database_that_cannot_be_opened_is_told(capsys, address):
    assert cli.run(["serve", "--port", "0", "--database", address]) == 2
    err = capsys.readouterr().err
    assert "cannot be opened" in err
    assert "pw" not in err


def test_served_in_this_process(tmp_path, monkeypatch, capsys):
    """The same path without a process of its own: uvicorn is told to stop at once."""
    import uvicorn

    ran = threading.Event()

    def run(self, sockets):
        ran.set()
        assert sockets[0].getsockname()[0] == "127.0.0.1"
        raise KeyboardInterrupt

    monkeypatch.setattr(uvicorn.Server, "run", run)
    monkeypatch.setattr("api.services.serve.log_to_stderr", lambda: None)
    monkeypatch.setattr(os, "umask", lambda _: 0o022)
    assert cli.run(["serve", "--port", "0", "--host", "127.0.0.1"]) == 0
    out = capsys.readouterr().out
    assert ran.is_set()
    assert "welcome?secret=" in out
    assert out.endswith("Ended.\n")


@pytest.mark.parametrize(
    ("host", "shown"),
    [("0.0.0.0", "127.0.0.1"), ("127.0.0.1", "127.0.0.1"), ("::1", "[::1]")],  # noqa: S104
)
def test_address_is_one_that_a_browser_here_takes(host, shown):
    from api.services.serve import AddressError, _listen, address_of
    from api.settings import Settings

    try:
        listener = _listen(Settings(host=host, port=0))
    except AddressError:
        pytest.skip("this machine has no IPv6")
    with listener:
        where = listener.getsockname()[:2]
        assert address_of(*where) == f"http://{shown}:{where[1]}"


def test_answers_leave_at_once_without_waiting_for_an_acknowledgement():
    from api.services.serve import _listen
    from api.settings import Settings

    async def is_sent_at_once(listener):
        done = asyncio.get_running_loop().create_future()

        def connected(_, writer):
            taken = writer.get_extra_info("socket")
            done.set_result(taken.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        async with await asyncio.start_server(connected, sock=listener):
            _, writer = await asyncio.open_connection(*listener.getsockname())
            writer.close()
            return await done

    assert asyncio.run(is_sent_at_once(_listen(Settings(port=0)))) == 1
