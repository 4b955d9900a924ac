"""Passwords: what is long enough, how they are kept, whether one is right."""

from __future__ import annotations

import secrets
import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from scheduler.errors import FairmatchError
from scheduler.wording import Wording

SHORTEST = 12
"""Characters of a password at least; at most `LONGEST`."""

LONGEST = 200

_HASHER = PasswordHasher()
"""Argon2id with the parameters that its library takes from RFC 9106, section 4."""

_ONE_OF_TWO = threading.BoundedSemaphore(2)
"""Each hash takes 64 MiB and a core: many people logging in at once wait in turn."""


class WeakPasswordError(FairmatchError):
    """A password that is too short, too long, or the login itself."""

    def __init__(self) -> None:
        super().__init__(
            "password-weak",
            Wording(
                en=f"A password has {SHORTEST} to {LONGEST} characters, at least five "
                "different ones, and does not hold the login. Nothing was changed.",
                zh=f"密码须为 {SHORTEST} 至 {LONGEST} 个字符，至少含五个不同的字符，"
                "且不得包含登录名。未作任何更改。",
            ),
            Wording(
                en="Take a few words that only you would put together.",
                zh="可用几个只有您自己会组合在一起的词。",
            ),
        )


def check_password(login: str, password: str) -> None:
    """Raise WeakPasswordError for a password that `login` should not have."""
    plain = _plain(password)
    long_enough = SHORTEST <= len(plain) <= LONGEST
    if not long_enough or len(set(plain)) < 5 or login in plain.casefold():
        raise WeakPasswordError


def hash_password(password: str) -> str:
    """Return what is kept of a password."""
    with _ONE_OF_TWO:
        return _HASHER.hash(_plain(password))


def is_password(kept: str | None, password: str) -> bool:
    """Tell whether a password is the one that is kept; as slow where none is kept."""
    with _ONE_OF_TWO:
        try:
            return _HASHER.verify(kept or _nobodys(), _plain(password))
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(kept: str) -> bool:
    """Tell whether a password is kept in a way that is no longer ours."""
    return _HASHER.check_needs_rehash(kept)


@cache
def _nobodys() -> str:
    """Return the hash of a password that nobody knows, us included."""
    return _HASHER.hash(secrets.token_urlsafe(32))


def _plain(password: str) -> str:
    """Return one form of a text that keyboards type in several."""
    return unicodedata.normalize("NFKC", password)
