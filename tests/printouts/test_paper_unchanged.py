"""Which sheets are known to say the same: held against every sheet built and compared."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printouts.blocks import cut_blocks
from printouts.case import PaperLanguage, build_case
from printouts.kinds import PaperKind
from printouts.notice_content import Release, build_mailing
from printouts.pages import Side
from printouts.papers import PAPERS
from printouts.unchanged import Comparison
from scheduler.directory import Contact
from scheduler.fair import Interpreter, MeetAt, Place, Walk
from scheduler.problem import (
    Buyer,
    BuyerId,
    Dealing,
    DemandLine,
    Lock,
    OfferLine,
    Outcome,
    Strength,
    Suggestion,
    SupplierId,
)
from scheduler.schedule import Schedule, meeting_order
from scheduler.staff import Duty, StaffMember
from scheduler.wording import Wording
from tests.printouts import paper_cases as cases

KNOWN = [kind for kind, paper in PAPERS.items() if paper.made_of]
NEW = Buyer(BuyerId("B0009"), "步步高", languages=("zh",))
PLACES = list(cases.SPOTS)
SUPPLIER = SupplierId("S0001")


def facts(meet_at=MeetAt.SUPPLIER_BOOTH):
    """Build a fair with plans, interpreters, contacts, staff and doubled tables."""
    fair = cases.mapped_fair(
        meet_at=meet_at,
        tables=4 if meet_at is MeetAt.TABLES else None,
        interpreters=(Interpreter(("es", "zh"), 1), Interpreter(("zh", "en"), 2)),
    )
    buyers = tuple(
        replace(buyer, hall=place.hall, booth=place.booth, teams=at % 2 + 1)
        for at, (buyer, place) in enumerate(
            zip(cases.BUYERS, [*PLACES, Place("", "")], strict=True)
        )
    )
    first, last = (fair.slots[0], fair.slots[-1])
    pair, other = (buyers[0].id, SUPPLIER), (buyers[1].id, SUPPLIER)
    problem = cases.problem(
        fair=fair,
        buyers=buyers,
        suggestions=(
            Suggestion(*pair, Strength.PREFER),
            Suggestion(*other, Strength.AVOID),
        ),
        locks=(Lock(*pair, first), Lock(*other, last)),
        history=(Dealing(*pair, Outcome.DEAL), Dealing(*other, Outcome.MET)),
    )
    morning = fair.sessions[0]
    duty = Duty(morning.start, morning.end, "1号馆", "引导")
    staff = (StaffMember("王五", "", "", (duty,)),)
    directory = replace(cases.DIRECTORY, code_seed="seed", staff=staff)
    return problem, cases.schedule(problem), directory


def with_party(problem, random, **changes):
    """Change one party, as a sheet that is corrected does."""
    side = random.choice(["buyers", "suppliers"])
    parties = list(getattr(problem, side))
    at = random.randrange(len(parties))
    fields = {name for name in changes if hasattr(parties[at], name)}
    parties[at] = replace(parties[at], **{name: changes[name] for name in fields})
    return replace(problem, **{side: tuple(parties)})


def with_meetings(schedule, meetings):
    return replace(schedule, meetings=tuple(sorted(meetings, key=meeting_order)))


def other_meetings(problem, schedule, random):
    """Drop, move or reword a meeting, or move a booth with all that is held there."""
    meetings = list(schedule.meetings)
    one = meetings.pop(random.randrange(len(meetings)))
    hour = timedelta(hours=1)
    place = random.choice(PLACES)
    moved = [
        replace(m, hall=place.hall, booth=place.booth)
        for m in meetings
        if m.supplier == one.supplier
    ]
    others = [m for m in meetings if m.supplier != one.supplier]
    return with_meetings(
        schedule,
        random.choice(
            [
                meetings,
                [*meetings, replace(one, start=one.start + hour, end=one.end + hour)],
                [*meetings, replace(one, table=one.table + 1)],
                [*meetings, replace(one, because=Wording(en="Why", zh="因为"))],
                [*meetings, replace(one, locked=True, fit=1)],
                [*others, *moved],
            ]
        ),
    )


def other_fair(problem, random):
    """Change what sheets repeat, or what they are worked out from."""
    fair = problem.fair
    spots = dict(fair.walk.booths)
    spots[random.choice(PLACES)] = (1.0, 99.0)
    changes = (
        {"name": Wording.same("X")},
        {"walk": Walk(3, 9, fair.walk.booths)},
        {"walk": replace(fair.walk, booths=spots)},
        {"interpreters": fair.interpreters[:1]},
        {"sessions": (*fair.sessions, cases.session("D9", cases.MORNING))},
    )
    return replace(problem, fair=replace(fair, **random.choice(changes)))


def other_directory(directory, random):
    """Change whom to greet, whom to call, or the way in."""
    buyer = BuyerId(f"B000{random.randint(1, 6)}")
    contact = Contact("李四", "经理", phone="+8619000000009", people=3)
    return random.choice(
        [
            replace(directory, buyers={**directory.buyers, buyer: contact}),
            replace(directory, organiser=replace(directory.organiser, phone="110")),
            replace(directory, staff=()),
            replace(directory, code_seed="another"),
        ]
    )


def changed(of, random):
    """Change one thing of a release, at times several."""
    problem, schedule, directory = of
    for _ in range(random.choice([0, 1, 1, 1, 2])):
        draw = random.randrange(8)
        if draw <= 2:
            schedule = other_meetings(problem, schedule, random)
        elif draw <= 4:
            problem = with_party(
                problem,
                random,
                **random.choice(
                    [
                        {"name": "改名公司"},
                        {"region": "Cusco"},
                        {"languages": ("en", "es")},
                        {"tables": 3, "teams": 3},
                        {"hall": "2号馆", "booth": "2B12"},
                        {"lines": ()},
                        {"absent": frozenset(problem.fair.slots[4:])},
                    ]
                ),
            )
        elif draw == 5:
            problem = other_fair(problem, random)
        elif draw == 6:
            directory = other_directory(directory, random)
        else:
            buyers = dict.fromkeys((*problem.buyers, NEW))
            problem = replace(problem, buyers=tuple(buyers))
            schedule = replace(schedule, release=schedule.release + 1)
    return problem, schedule, directory


def slowly_unchanged(kind, case):
    """Return the ids of sheets that are the same once both are built."""
    paper = PAPERS[kind]
    old = set(paper.subjects(case.before))
    return {
        paper.id(one)
        for one in paper.subjects(case)
        if one in old
        and paper.leaf(case, one).digest == paper.leaf(case.before, one).digest
    }


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(MeetAt), st.sampled_from(PaperLanguage))
def test_no_sheet_that_says_something_else_is_left_out(seed, meet_at, language):
    before = facts(meet_at)
    case = build_case(changed(before, Random(seed)), language, before)
    for kind in PAPERS:
        if kind is not PaperKind.CHANGE_SLIP:
            cut = cut_blocks(kind, case)
            left = {one for block in cut.blocks for one in block.subjects}
            assert set(cut.unchanged) <= slowly_unchanged(kind, case)
            ids = set(map(PAPERS[kind].id, PAPERS[kind].subjects(case)))
            assert set(map(PAPERS[kind].id, left)) == ids - set(cut.unchanged)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(MeetAt))
def test_nobody_is_told_less_for_being_left_out_of_the_comparison(seed, meet_at):
    before = Release(*facts(meet_at))
    now = Release(*changed(before.facts, Random(seed)))
    quick = build_mailing(now, before)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Comparison, "is_same", lambda *_: False)
        slow = build_mailing(now, before)
    assert (quick.notices, quick.quiet) == (slow.notices, slow.quiet)


@pytest.mark.parametrize("meet_at", MeetAt)
@pytest.mark.parametrize("kind", KNOWN)
def test_a_sheet_is_made_of_nothing_but_what_is_named(kind, meet_at):
    problem, schedule, directory = facts(meet_at)
    problem = with_offers(problem)
    case = build_case((problem, schedule, directory), PaperLanguage.PARTY)
    paper = PAPERS[kind]
    subjects = paper.subjects(case)
    assert subjects or (kind, meet_at) in {
        (PaperKind.DOOR_SHEET, MeetAt.TABLES),
        (PaperKind.BOOTH_SIGN, MeetAt.TABLES),
    }
    for subject in subjects:
        alone = replace(case, **only(case, paper.made_of(case.facts, subject)))
        one, other = paper.leaf(case, subject), paper.leaf(alone, subject)
        assert replace(one, lay_out=None) == replace(other, lay_out=None)


def with_offers(problem):
    """Let the parties want and offer what makes up the texts of booth sheets."""
    demand = (DemandLine("纸", ("14",)), DemandLine("铜线", ("26",)))
    return replace(
        problem,
        buyers=tuple(replace(one, lines=demand) for one in problem.buyers),
        suppliers=tuple(
            replace(one, lines=(OfferLine("纸", ("14",)),)) for one in problem.suppliers
        ),
    )


def only(case, made_of):
    """Return the facts of a case with nobody and nothing but what is named."""
    named = set(made_of.named)

    def is_named(side, contacts):
        return {id_: one for id_, one in contacts.items() if (side, id_) in named}

    problem = replace(
        case.problem,
        suggestions=(),
        locks=(),
        history=(),
        buyers=tuple(b for b in case.problem.buyers if (Side.BUYER, b.id) in named),
        suppliers=tuple(
            s for s in case.problem.suppliers if (Side.SUPPLIER, s.id) in named
        ),
    )
    directory = replace(
        case.directory,
        buyers=is_named(Side.BUYER, case.directory.buyers),
        suppliers=is_named(Side.SUPPLIER, case.directory.suppliers),
        staff=(),
    )
    schedule = Schedule(made_of.meetings, release=case.schedule.release, seed=99)
    return {"problem": problem, "schedule": schedule, "directory": directory}


def test_one_meeting_less_leaves_all_others_without_a_look():
    problem, schedule, directory = facts()
    gone, *kept = schedule.meetings
    now = problem, with_meetings(schedule, kept), directory
    case = build_case(now, PaperLanguage.PARTY, (problem, schedule, directory))
    asked = {
        kind: [one for block in cut_blocks(kind, case).blocks for one in block.subjects]
        for kind in KNOWN
    }
    assert asked == {
        PaperKind.DIARY: [gone.buyer],
        PaperKind.BOOTH_SHEET: [gone.supplier],
        PaperKind.DOOR_SHEET: [gone.supplier],
        PaperKind.HALL_LIST: [(gone.session, gone.hall)],
        PaperKind.BADGE: [],
        PaperKind.BOOTH_SIGN: [],
        PaperKind.TABLE_SIGN: [],
    }
