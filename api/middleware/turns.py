"""At most so many requests are worked on at once; the others wait without a thread."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

READERS, WRITERS = 12, 20
"""Requests worked on at once: together fewer than there are threads (40), and half as
many as connections, since one may hold two. More would wait for each other: who holds a
connection or the writer's place needs a thread to shape the answer, and the threads
would all stand waiting for a connection or that place.

They are counted apart, as writers mostly wait for one another, asleep, while readers
work: writers who take the turns of readers keep nobody busy, and among thirty readers
at work the one writer, for whom the others wait, would come to work one time in thirty."""

READING = frozenset({"GET", "HEAD"})


@dataclass(frozen=True)
class _Lanes:
    """The turns of a loop."""

    reading: asyncio.Semaphore = field(
        default_factory=lambda: asyncio.Semaphore(READERS)
    )
    writing: asyncio.Semaphore = field(
        default_factory=lambda: asyncio.Semaphore(WRITERS)
    )


class Turns:
    """Lets requests in by turns; a turn ends where the answer begins to leave.

    By then the records have let go, so a long download or stream takes no turn.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._turns: WeakKeyDictionary[asyncio.AbstractEventLoop, _Lanes] = (
            WeakKeyDictionary()
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait for a turn, answer, and pass the turn on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        loop = asyncio.get_running_loop()
        lanes = self._turns.setdefault(loop, _Lanes())
        turns = lanes.reading if scope["method"] in READING else lanes.writing
        await turns.acquire()
        held = [turns]

        async def send_on(message: Message) -> None:
            if held:
                held.pop().release()
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        finally:
            if held:
                held.pop().release()
