"""So many requests at once and no more; a turn ends where the answer begins."""

import asyncio

import pytest

from api.middleware.turns import READERS, WRITERS, Turns

LANES = pytest.mark.parametrize(
    ("method", "most"), [("GET", READERS), ("POST", WRITERS)]
)


def run(answer, **counts):
    """Send so many requests of each method at once to what does `answer(send)`."""

    async def application(scope, receive, send):
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


def test_what_is_no_request_needs_no_turn():
    passed = []

    async def application(scope, receive, send):
        passed.append(scope["type"])

    asyncio.run(Turns(application)({"type": "lifespan"}, None, None))
    assert passed == ["lifespan"]
