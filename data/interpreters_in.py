"""The interpreters of fair.toml: who speaks what, how many, when and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.languages import nearest_language, understand_languages
from scheduler.fair import Interpreter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.settings_read import Reader
    from scheduler.fair import Session, SessionId

MOST = 10_000
LEAST_LANGUAGES = 2


def read_interpreters(
    reader: Reader, sessions: Sequence[Session]
) -> tuple[Interpreter, ...]:
    """Return the interpreters of each `[[interpreter]]`; faults for what is wrong."""
    return tuple(
        Interpreter(
            languages=_languages(reader, f"{key}.languages"),
            count=reader.whole(f"{key}.count", 1, 1, MOST),
            sessions=_sessions(reader, f"{key}.sessions", sessions),
            hall=reader.text(f"{key}.hall"),
        )
        for key in reader.tables("interpreter")
    )


def _languages(reader: Reader, key: str) -> tuple[str, ...]:
    words = reader.texts(key, required=True)
    codes, unknown = understand_languages(";".join(words))
    for word in unknown:
        reader.fault("interpreter-language", key, word, nearest=nearest_language(word))
    if words and not unknown and len(codes) < LEAST_LANGUAGES:
        reader.fault("interpreter-languages-few", key, ", ".join(words))
    return codes


def _sessions(
    reader: Reader, key: str, sessions: Sequence[Session]
) -> tuple[SessionId, ...] | None:
    """Return the sessions named, in order of time; None where none is named."""
    named = reader.texts(key)
    known = [session.id for session in sessions]
    for name in named:
        if name not in known:
            reader.fault("interpreter-session", key, name, sessions=", ".join(known))
    return tuple(one for one in known if one in named) if named else None
