"""Builds what the papers say from (problem, schedule, directory).

Layout draws these pages and decides nothing; messages are written from the same pages,
so that a paper and a message never contradict each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from printouts.buyer_content import build_buyer_page
from printouts.hall_map import build_maps
from printouts.list_content import build_hall_page
from printouts.page_order import order_buyers, order_halls, order_suppliers
from printouts.pages import FairPage, HallPage, PartyPage
from printouts.row_content import session_facts
from printouts.supplier_content import build_supplier_page
from scheduler.paper_codes import seed_of

if TYPE_CHECKING:
    from scheduler.directory import Directory
    from scheduler.problem import Problem
    from scheduler.schedule import Schedule


def build_fair_page(
    problem: Problem, schedule: Schedule, directory: Directory
) -> FairPage:
    """Build what every sheet repeats."""
    fair = problem.fair
    zone = ZoneInfo(fair.timezone)
    sessions = tuple(session_facts(session, zone) for session in fair.sessions)
    return FairPage(
        name=fair.name,
        release=schedule.release,
        first_on=min((session.start.date() for session in sessions), default=None),
        last_on=max((session.end.date() for session in sessions), default=None),
        sessions=sessions,
        meet_at=fair.meet_at,
        venue=directory.venue,
        organiser=directory.organiser,
        maps=build_maps(fair.walk),
        code_seed=seed_of(problem, directory),
    )


def build_buyer_pages(
    problem: Problem, schedule: Schedule, directory: Directory
) -> tuple[PartyPage, ...]:
    """Build a page for every buyer, with or without meetings, in order of name."""
    return tuple(
        build_buyer_page(problem, schedule, directory, buyer)
        for buyer in order_buyers(problem)
    )


def build_supplier_pages(
    problem: Problem, schedule: Schedule, directory: Directory
) -> tuple[PartyPage, ...]:
    """Build a page for every supplier in the order in which booths are walked past."""
    return tuple(
        build_supplier_page(problem, schedule, directory, supplier)
        for supplier in order_suppliers(problem)
    )


def build_hall_pages(problem: Problem, schedule: Schedule) -> tuple[HallPage, ...]:
    """Build a page for every session and hall in which somebody meets."""
    return tuple(
        build_hall_page(problem, schedule, session, hall)
        for session, hall in order_halls(problem, schedule)
    )
