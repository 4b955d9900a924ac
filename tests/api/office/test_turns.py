"""So many requests at once and no more; a turn ends where the answer begins."""

import asyncio

from api.middleware.turns import AT_ONCE, Turns


def run(answer, count):
    """Send `count` requests at once to an application that does `answer(send)`."""

    async def application(scope, receive, send):
        await answer(send)

    async def ask():
        async def ignore(message):
            pass

        turns = Turns(application)
        await asyncio.gather(
            *(turns({"type": "http"}, None, ignore) for _ in range(count))
        )

    asyncio.run(ask())


def test_no_more_than_so_many_are_worked_on_at_once():
    inside, seen = [], []

    async def answer(send):
        inside.append(1)
        seen.append(len(inside))
        await asyncio.sleep(0)
        inside.pop()

    run(answer, 3 * AT_ONCE)
    assert (max(seen), len(seen)) == (AT_ONCE, 3 * AT_ONCE)


def test_answer_that_is_being_sent_takes_no_turn():
    begun, all_begun = [], asyncio.Event()

    async def answer(send):
        await send({"type": "http.response.start"})
        begun.append(1)
        if len(begun) == AT_ONCE + 1:  # one more than there are turns
            all_begun.set()
        await all_begun.wait()

    run(answer, AT_ONCE + 1)
    assert len(begun) == AT_ONCE + 1


def test_what_is_no_request_needs_no_turn():
    passed = []

    async def application(scope, receive, send):
        passed.append(scope["type"])

    asyncio.run(Turns(application)({"type": "lifespan"}, None, None))
    assert passed == ["lifespan"]
