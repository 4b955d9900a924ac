"""The kinds of papers and of notices, for whoever names one without making any."""

from enum import StrEnum


class PaperKind(StrEnum):
    """The papers of a pack, as `--only` and the manifest name them."""

    DIARY = "diary"
    BOOTH_SHEET = "booth-sheet"
    DOOR_SHEET = "door-sheet"
    HALL_LIST = "hall-list"
    PICKUP_LIST = "pickup-list"
    BADGE = "badge"
    BOOTH_SIGN = "booth-sign"
    TABLE_SIGN = "table-sign"
    CHANGE_SLIP = "change-slip"
    STAFF_CARD = "staff-card"
    BOOK = "book"
    WORKBOOK = "workbook"


class NoticeKind(StrEnum):
    """The kinds of notice that can be asked for."""

    SMS = "sms"
    MAIL = "mail"
    CALENDAR = "calendar"
    CALLS = "calls"
