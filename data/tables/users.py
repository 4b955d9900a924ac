"""People who log in, what lets them in, and who guessed at it."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from data.tables.base import Moment


class UserRow(SQLModel, table=True):
    """A person with a role; `login` is casefolded; no password before the first link.

    (The table is not called "user": that is a word of PostgreSQL.)
    """

    __tablename__ = "user_account"

    id: int | None = Field(default=None, primary_key=True)
    login: str = Field(unique=True)
    name: str
    role: str
    language: str = "zh"
    password_hash: str | None = None
    is_active: bool = True
    created_at: datetime = Field(sa_type=Moment)
    version: int = 1


class AccessRow(SQLModel, table=True):
    """What lets a user in: the cookie of a login, a program's token, a one-time link.

    Only the SHA-256 of the secret is kept. `ended_at`: logged out, revoked or used up.
    """

    __tablename__ = "access"

    id: int | None = Field(default=None, primary_key=True)
    user_id: int = Field(foreign_key="user_account.id", index=True, ondelete="CASCADE")
    kind: str
    secret_hash: str = Field(unique=True)
    name: str = ""
    created_at: datetime = Field(sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class GuessRow(SQLModel, table=True):
    """Passwords tried for a login, known or not, since the last that was right.

    Only the SHA-256 of the login is kept: people type their password there too.
    """

    __tablename__ = "guess"

    login_hash: str = Field(primary_key=True)
    tries: int
    since: datetime = Field(sa_type=Moment, index=True)
