"""The rows of the records; importing this package makes all tables known."""

from data.tables.base import METADATA
from data.tables.fairs import FairRow, MembershipRow
from data.tables.history import HistoryRow
from data.tables.jobs import JobEventRow, JobRow
from data.tables.notices import NoticeRow
from data.tables.parties import AccountRow, ContactRow, LineRow, PartyRow, SheetRow
from data.tables.requests import RequestKeyRow
from data.tables.schedules import EditRow, MeetingRow, ScheduleRow
from data.tables.suggestions import SuggestionRow
from data.tables.uploads import UploadRow
from data.tables.users import AccessRow, GuessRow, UserRow

__all__ = [
    "METADATA",
    "AccessRow",
    "AccountRow",
    "ContactRow",
    "EditRow",
    "FairRow",
    "GuessRow",
    "HistoryRow",
    "JobEventRow",
    "JobRow",
    "LineRow",
    "MeetingRow",
    "MembershipRow",
    "NoticeRow",
    "PartyRow",
    "RequestKeyRow",
    "ScheduleRow",
    "SheetRow",
    "SuggestionRow",
    "UploadRow",
    "UserRow",
]
