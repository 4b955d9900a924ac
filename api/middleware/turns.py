"""At most so many requests are worked on at once; the others wait without a thread."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from fastapi import Request

from api.office.apart import STAND_ASIDE

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

READERS, WRITERS = 12, 20
"""Requests worked on at once: together fewer than there are threads (`api/app.py`), and
half as many as connections, since one may hold two. More would wait for each other: who
holds a connection or the writer's place needs a thread to shape the answer, and the
threads would all stand waiting for a connection or that place.

They are counted apart, as writers mostly wait for one another, asleep, while readers
work: writers who take the turns of readers keep nobody busy, and among thirty readers
at work the one writer, for whom the others wait, would come to work one time in thirty."""

READING = frozenset({"GET", "HEAD"})
TURN = "fairmatch.turn"
"""Where a request keeps its turn."""


@dataclass(frozen=True)
class _Lanes:
    """The turns of a loop."""

    reading: asyncio.Semaphore = field(
        default_factory=lambda: asyncio.Semaphore(READERS)
    )
    writing: asyncio.Semaphore = field(
        default_factory=lambda: asyncio.Semaphore(WRITERS)
    )


class Turn:
    """The turn of one request: taken once, passed on once."""

    def __init__(self, lane: asyncio.Semaphore) -> None:
        self._lane = lane
        self._is_held = False

    async def take(self) -> None:
        """Wait for the turn."""
        await self._lane.acquire()
        self._is_held = True

    def pass_on(self) -> None:
        """Let the next one work, if this one has the turn."""
        if self._is_held:
            self._is_held = False
            self._lane.release()


async def take_turn(request: Request) -> None:
    """Wait for the turn of a request; a dependency, as bodies have come by then."""
    turn: Turn = request.scope[TURN]
    await turn.take()


def _pass_on_soon(loop: asyncio.AbstractEventLoop, turn: Turn) -> None:
    """Pass `turn` on from a thread."""
    loop.call_soon_threadsafe(turn.pass_on)


class Turns:
    """Gives requests a turn, to be taken by `take_turn`.

    A turn begins when the request has come whole, and ends where its answer begins to
    leave or work goes on apart. The records have let go then, so that whoever sends or
    reads slowly, or waits for a process of its own, keeps nobody waiting.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._turns: WeakKeyDictionary[asyncio.AbstractEventLoop, _Lanes] = (
            WeakKeyDictionary()
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and pass the turn on that was taken."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        loop = asyncio.get_running_loop()
        lanes = self._turns.setdefault(loop, _Lanes())
        turn = Turn(lanes.reading if scope["method"] in READING else lanes.writing)
        scope[TURN] = turn
        STAND_ASIDE.set(partial(_pass_on_soon, loop, turn))

        async def send_on(message: Message) -> None:
            turn.pass_on()
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        finally:
            turn.pass_on()
