"""Leaves of what is cut, worn or stood up: badges, signs, staff cards.

The checksum of badges and signs is of what they show alone: a new bus route leaves
every badge right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from printouts import badge, sign, staff_card
from printouts.badge_content import build_badge_page
from printouts.case import Case, Leaf, booth_headings, common_language
from printouts.labels import Word, say
from printouts.pages import Side, card_digest, page_digest
from printouts.sign_content import build_booth_sign, build_table_sign
from printouts.staff_content import build_staff_page

if TYPE_CHECKING:
    from printouts.pages import Party
    from printouts.sign_content import TableOf


def badge_leaf(case: Case, party: Party) -> Leaf:
    """Return the badges of a buyer or a supplier."""
    page = build_badge_page(case.problem, case.directory, party)
    language = common_language(case.language)
    digest = card_digest(case.fair, page, language or "both")
    is_buyer = page.side is Side.BUYER
    return Leaf(
        page.party_id,
        (page.company,) if is_buyer else booth_headings(page.place, page.company),
        digest,
        (page.person, page.title, page.company, page.region, *page.place),
        lambda: badge.lay_out(case.fair, page, language, digest),
        "badges-buyers.pdf" if is_buyer else "badges-suppliers.pdf",
    )


def booth_sign_leaf(case: Case, host: str) -> Leaf:
    """Return the sign of a booth."""
    page = build_booth_sign(case.problem, host)
    language = common_language(case.language)
    digest = card_digest(case.fair, page, language or "both")
    return Leaf(
        host,
        booth_headings(page.place, page.name),
        digest,
        (page.name, *page.place),
        lambda: sign.lay_out_booth(case.fair, page, language, digest),
        "booth-signs.pdf",
    )


def table_sign_leaf(case: Case, of: TableOf) -> Leaf:
    """Return the sign of a table."""
    page = build_table_sign(case.problem, of)
    language = common_language(case.language)
    digest = card_digest(case.fair, page, language or "both")
    table = f"{say(Word.TABLE, language)} {of.table}"
    return Leaf(
        of.id,
        (f"{page.place.booth} {table}".strip(),),
        digest,
        (page.name, *page.place),
        lambda: sign.lay_out_table(case.fair, page, language, digest),
        "table-signs.pdf",
    )


def staff_card_leaf(case: Case, id_: str) -> Leaf:
    """Return the card of somebody on the staff sheet."""
    page = build_staff_page(*case.facts, id_)
    language = common_language(case.language)
    digest = page_digest(case.fair, page, language or "both")
    texts = [page.name, page.phone]
    for row in page.rows:
        texts += [row.hall, row.role, *row.beside, *row.before, *row.after]
    for contact in page.emergency:
        texts += [contact.name, contact.phone, contact.reason]
    return Leaf(
        id_,
        (page.name,),
        digest,
        tuple(texts),
        lambda: staff_card.lay_out(case.fair, page, language, digest),
        "staff-cards.pdf",
    )
