"""So many requests at once and no more; nobody slow keeps the others waiting.

A turn begins when the request has come, and ends where its answer begins.
"""

import asyncio
import http.client
import socket
import threading
from contextlib import closing, contextmanager

import pytest
import uvicorn

from api.middleware.turns import READERS, TURN, WRITERS, Turns
from api.office.apart import STAND_ASIDE

LANES = pytest.mark.parametrize(
    ("method", "most"), [("GET", READERS), ("POST", WRITERS)]
)


def run(answer, **counts):
    """Send so many requests of each method at once to what does `answer(send)`."""

    async def application(scope, receive, send):
        await scope[TURN].take()
        await answer(send)

    async def ask():
        async def ignore(message):
            pass

        turns = Turns(application)
        await asyncio.gather(
            *(
                turns({"type": "http", "method": method}, None, ignore)
                for method, count in counts.items()
                for _ in range(count)
            )
        )

    asyncio.run(ask())


@LANES
def test_no_more_than_so_many_are_worked_on_at_once(method, most):
    inside, seen = [], []

    async def answer(send):
        inside.append(1)
        seen.append(len(inside))
        await asyncio.sleep(0)
        inside.pop()

    run(answer, **{method: 3 * most})
    assert (max(seen), len(seen)) == (most, 3 * most)


def test_writers_take_no_turns_of_readers():
    begun, all_begun = [], asyncio.Event()

    async def answer(send):
        begun.append(1)
        if len(begun) == READERS + WRITERS:
            all_begun.set()
        await all_begun.wait()

    run(answer, POST=2 * WRITERS, GET=READERS)
    assert len(begun) == 2 * WRITERS + READERS


@LANES
def test_answer_that_is_being_sent_takes_no_turn(method, most):
    begun, all_begun = [], asyncio.Event()

    async def answer(send):
        await send({"type": "http.response.start"})
        begun.append(1)
        if len(begun) == most + 1:  # one more than there are turns
            all_begun.set()
        await all_begun.wait()

    run(answer, **{method: most + 1})
    assert len(begun) == most + 1


@LANES
def test_work_that_goes_on_apart_takes_no_turn(method, most):
    begun, all_begun = [], asyncio.Event()

    async def answer(send):
        await asyncio.to_thread(STAND_ASIDE.get())
        begun.append(1)
        if len(begun) == most + 1:
            all_begun.set()
        await all_begun.wait()

    run(answer, **{method: most + 1})
    assert len(begun) == most + 1


def test_what_is_no_request_needs_no_turn():
    passed = []

    async def application(scope, receive, send):
        passed.append(scope["type"])

    asyncio.run(Turns(application)({"type": "lifespan"}, None, None))
    assert passed == ["lifespan"]


BIG = b"x" * 8_000_000
"""More than lies on the way between two programs on one machine."""


@contextmanager
def listening(app):
    """Serve `app` on a port of this machine."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = server.force_exit = True
        thread.join()


def begin(port, head, body=b""):
    """Return a connection on which a request was begun, and nothing was read yet."""
    connection = socket.create_connection(("127.0.0.1", port))
    told = f"{head} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer specialist\r\n"
    length = f"Content-Length: {10 * len(body)}\r\n" if body else ""
    form = "Content-Type: multipart/form-data; boundary=y\r\n" if body else ""
    connection.sendall(f"{told}{length}{form}\r\n".encode() + body)
    return connection


def test_twelve_who_read_slowly_and_twenty_who_send_slowly_keep_nobody_waiting(
    office, sheets
):
    upload = sheets.upload("buyers", BIG, "big.csv").json()
    file = f"{sheets.path}/uploads/{upload['id']}/file"
    sent = b"--y\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\nx"
    with listening(office.app) as port:
        slow = [begin(port, f"GET {file}") for _ in range(READERS)]
        for one in slow:
            assert one.recv(15) == b"HTTP/1.1 200 OK"  # its answer has begun
        slow += [
            begin(port, f"POST {sheets.path}/uploads", sent) for _ in range(WRITERS)
        ]
        with closing(http.client.HTTPConnection("127.0.0.1", port, 30)) as quick:
            told = {"Authorization": "Bearer specialist"}
            quick.request("GET", sheets.path, headers=told)
            answer = quick.getresponse()
            assert (answer.status, len(answer.read()) > 0) == (200, True)
            quick.request("DELETE", f"{sheets.path}/parties/1", headers=told)
            assert quick.getresponse().status == 428
        for one in slow:
            one.close()
