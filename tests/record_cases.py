"""The records of a fair out of its sheets, for tests."""

from data.columns import Kind
from data.faults import Findings
from data.parties import PARTY_FIELD
from data.party_texts import text_of
from data.sources import SheetFiles
from data.store.fairs import add_fair
from data.store.parties import Kept, keep_parties
from data.store.sheet_rows import FURTHER, keep_rows
from data.tables import FairRow, PartyRow, SuggestionRow
from data.text_sheet import row_text
from tests.office import NOW


def fair_row(settings):
    """Return the row of a fair, its names and days not those of its settings."""
    return FairRow(
        name_en="Fair", name_zh="展会", timezone="Asia/Shanghai", settings=settings,
        first_day=NOW.date(), last_day=NOW.date(), freeze_on=NOW.date(),
        created_by=None, created_at=NOW,
    )  # fmt: skip


def keep_party_texts(session, fair_id, kind, texts):
    """Keep new parties that say what `texts` say."""
    side = PARTY_FIELD[kind]
    rows = [PartyRow(fair_id=fair_id, side=side, code=text.code) for text in texts]
    keep_parties(session, map(Kept, rows, texts))


def keep_sheets(session, paths):
    """Keep what the files of a fair say, all suggestions approved; return the fair."""
    files, findings = SheetFiles(paths), Findings()
    fair = add_fair(session, fair_row(paths.fair.read_text(encoding="utf-8")))
    for kind in (Kind.BUYERS, Kind.SUPPLIERS):
        texts = [text_of(party, kind) for party in files.parties(kind, findings)]
        keep_party_texts(session, fair.id, kind, texts)
    for kind in FURTHER:
        rows = [row_text(record) for record in files.rows(kind, findings)]
        keep_rows(session, fair.id, kind, rows, None)
    for record in files.rows(Kind.SUGGESTIONS, findings):
        said = {"state": "approved", "suggested_by": None, "suggested_at": NOW}
        session.add(SuggestionRow(fair_id=fair.id, **said, **row_text(record)))
    session.flush()
    return fair
