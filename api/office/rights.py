"""Who may do what: the one table that the server asks at every route."""

from __future__ import annotations

from enum import StrEnum

from scheduler.wording import Wording


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
    DOWNLOAD = "download a whole schedule folder"


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
    Right.DOWNLOAD: _SPECIALISTS,
}
"""The roles that have each right; fairs are seen by their members, and administrators."""

CHINESE: dict[Right, str] = {
    Right.KEEP_USERS: "管理用户和展会成员",
    Right.SEE_MEMBERS: "查看展会成员",
    Right.SEE_ACCOUNTS: "查看销售负责的供应商",
    Right.GIVE_ACCOUNTS: "分配供应商给销售",
    Right.SEE_FAIR: "查看展会",
    Right.CREATE_FAIR: "新建展会",
    Right.CHANGE_FAIR: "修改展会设置",
    Right.SEE_HISTORY: "查看操作记录",
    Right.SEE_PARTIES: "查看采购商和供应商",
    Right.SEE_CONTACTS: "查看联系方式",
    Right.CHANGE_LISTS: "修改采购商和供应商名单",
    Right.CHANGE_FROZEN: "修改已定稿的名单",
    Right.UPLOAD: "上传表格",
    Right.SEE_SUGGESTIONS: "查看匹配建议",
    Right.SUGGEST: "提出匹配建议",
    Right.PREVIEW: "预览匹配建议的影响",
    Right.DECIDE: "审批匹配建议",
    Right.SEE_SCHEDULES: "查看排期",
    Right.MAKE_SCHEDULES: "生成排期",
    Right.EDIT_DRAFTS: "修改排期草稿",
    Right.RELEASE: "发布排期",
    Right.SEE_JOBS: "查看任务",
    Right.PRINT: "打印资料",
    Right.NOTIFY: "生成通知",
    Right.DOWNLOAD: "下载完整排期文件夹",
}
"""The words of each right; its English ones are its value."""


def wording_of(right: Right) -> Wording:
    """Return what a right is called."""
    return Wording(en=right.value, zh=CHINESE[right])
