"""Who may do what: the one table that the server asks at every route."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What a person is at the fairs he may see."""

    ADMINISTRATOR = "administrator"
    SPECIALIST = "specialist"
    SUPERVISOR = "supervisor"
    REP = "rep"
    STAFF = "staff"


class Right(StrEnum):
    """One thing that a route lets a person do."""

    KEEP_USERS = "keep users and who sees a fair"
    SEE_MEMBERS = "see who works at a fair"
    SEE_ACCOUNTS = "see which suppliers a rep looks after"
    GIVE_ACCOUNTS = "give suppliers to reps"
    SEE_FAIR = "see a fair"
    CREATE_FAIR = "create a fair"
    CHANGE_FAIR = "change the settings of a fair"
    SEE_HISTORY = "see the history of a fair"
    SEE_PARTIES = "see buyers and suppliers"
    SEE_CONTACTS = "see contact data"
    CHANGE_LISTS = "change the lists of buyers and suppliers"
    CHANGE_FROZEN = "change frozen lists"
    UPLOAD = "upload sheets"
    SEE_SUGGESTIONS = "see suggestions"
    SUGGEST = "suggest a pair"
    PREVIEW = "see what suggestions would change"
    DECIDE = "decide on suggestions"
    SEE_SCHEDULES = "see schedules"
    MAKE_SCHEDULES = "make schedules"
    EDIT_DRAFTS = "edit drafts"
    RELEASE = "release a schedule"
    SEE_JOBS = "see jobs"
    PRINT = "print papers"
    NOTIFY = "write notices"


_EVERYBODY = frozenset(Role)
_SPECIALISTS = frozenset({Role.ADMINISTRATOR, Role.SPECIALIST, Role.SUPERVISOR})

RIGHTS: dict[Right, frozenset[Role]] = {
    Right.KEEP_USERS: frozenset({Role.ADMINISTRATOR}),
    Right.SEE_MEMBERS: _SPECIALISTS,
    Right.SEE_ACCOUNTS: _SPECIALISTS | {Role.REP},
    Right.GIVE_ACCOUNTS: _SPECIALISTS,
    Right.SEE_FAIR: _EVERYBODY,
    Right.CREATE_FAIR: frozenset({Role.ADMINISTRATOR, Role.SPECIALIST}),
    Right.CHANGE_FAIR: _SPECIALISTS,
    Right.SEE_HISTORY: _SPECIALISTS,
    Right.SEE_PARTIES: _EVERYBODY,
    Right.SEE_CONTACTS: _SPECIALISTS | {Role.STAFF},
    Right.CHANGE_LISTS: _SPECIALISTS,
    Right.CHANGE_FROZEN: frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR}),
    Right.UPLOAD: _SPECIALISTS,
    Right.SEE_SUGGESTIONS: _SPECIALISTS | {Role.REP},
    Right.SUGGEST: _SPECIALISTS | {Role.REP},
    Right.PREVIEW: _SPECIALISTS,
    Right.DECIDE: frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR}),
    Right.SEE_SCHEDULES: _EVERYBODY,
    Right.MAKE_SCHEDULES: _SPECIALISTS,
    Right.EDIT_DRAFTS: _SPECIALISTS,
    Right.RELEASE: frozenset({Role.ADMINISTRATOR, Role.SUPERVISOR}),
    Right.SEE_JOBS: _SPECIALISTS | {Role.STAFF},
    Right.PRINT: _SPECIALISTS | {Role.STAFF},
    Right.NOTIFY: _SPECIALISTS,
}
"""The roles that have each right; fairs are seen by their members, and administrators."""
