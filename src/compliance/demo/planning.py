"""Deciding how a family's journey goes, calibrated to the published lengths and flows."""

from random import Random

from compliance.demo.diary import Diary
from compliance.demo.journeys import CourtStage, Family, Journey, Span
from compliance.demo.pace import Pace

ASSESSMENT_BANDS = ((0, 0), (1, 10), (11, 20), (21, 30), (31, 40), (41, 45))
ASSESSMENT_SHARES = (1.8, 11.6, 17.3, 15.8, 20.2, 18.9)
ASSESSMENT_LATE_BANDS = ((46, 50), (51, 60), (61, 80))
ASSESSMENT_LATE_SHARES = (40, 30, 30)
ASSESSMENTS_LATE = 0.145
"""Working days from referral to authorisation (children in need census: 85.7% within 45)."""

CONFERENCE_BANDS, CONFERENCE_SHARES = ((5, 10), (11, 15)), (10.6, 89.4)
CONFERENCE_LATE_BANDS, CONFERENCE_LATE_SHARES = ((16, 20), (21, 40)), (48, 52)
CONFERENCES_LATE = 0.18
"""Working days from strategy discussion to conference (81.4% within 15)."""

CP_PLAN_BANDS = ((20, 91), (92, 183), (184, 365), (366, 730), (731, 1000))
CP_PLAN_SHARES = (4, 22, 48, 21, 5)
"""Days that a child protection plan lasts, so that those open on a day are as old as the published mix."""

PRE_PROCEEDINGS_IN_TIME, PROCEEDINGS_IN_TIME = 0.68, 0.40


def plan_route(route: str, family: Family, referred: int, pace: Pace) -> Journey:
    """The journey of a family that is referred on `referred` and goes the way that `route` names."""
    journey = Journey(family, referred, referred)
    match route:
        case "advice":
            journey.closed = pace.diary.on_to_working(referred + pace.random.randrange(4))
        case "assessed":
            _assess(journey, pace)
            if pace.chance(0.3):
                _enquire(journey, pace)
            journey.closed = _assessed_by(journey) + pace.random.randrange(5)
        case "in_need":
            _assess(journey, pace)
            _enquire_and_meet(journey, pace)
            _support(journey, _assessed_by(journey) + 1 + pace.random.randrange(6), 200, pace.random)
            if pace.chance(0.02):
                _prepare_without_plan(journey, pace)
        case "protected":
            _assess(journey, pace)
            _protect(journey, pace)
            _leave_plan(journey, pace)
        case "via_court":
            _assess(journey, pace)
            _protect(journey, pace)
            _go_to_court(journey, pace)
        case "care":
            _assess(journey, pace)
            _enter_care(journey, referred + pace.random.randrange(1, 60), pace)
        case _:
            _assess(journey, pace)
            start = _assessed_by(journey) + pace.random.randrange(10, 60)
            journey.short_breaks = True
            journey.care = Span(start, start + int(pace.random.gammavariate(3, 400)))
            journey.closed = journey.care.end + 10
    _come_of_age(journey)
    return journey


def _assess(journey: Journey, pace: Pace) -> None:
    late = ASSESSMENTS_LATE * pace.slowness.get(journey.family.teams["assessment"], 1.0)
    days = _banded(
        pace.random,
        late,
        (ASSESSMENT_BANDS, ASSESSMENT_SHARES),
        (ASSESSMENT_LATE_BANDS, ASSESSMENT_LATE_SHARES),
    )
    journey.authorised = _working_days_on(pace.diary, journey.referred, days)


def _enquire(journey: Journey, pace: Pace) -> None:
    journey.strategy = _working_days_on(
        pace.diary, journey.referred, pace.random.choice((0, 0, 0, 1, 1, 2, 3, 5, 8, 12))
    )


def _enquire_and_meet(journey: Journey, pace: Pace) -> None:
    """Some children in need had enquiries, and a few of those a conference that made no plan."""
    draw = pace.random.random()
    if draw < 0.4:
        _enquire(journey, pace)
    if draw < 0.07:
        _confer(journey, pace)


def _confer(journey: Journey, pace: Pace) -> None:
    assert journey.strategy is not None
    late = CONFERENCES_LATE * pace.slowness.get(journey.family.teams["assessment"], 1.0)
    days = _banded(
        pace.random,
        late,
        (CONFERENCE_BANDS, CONFERENCE_SHARES),
        (CONFERENCE_LATE_BANDS, CONFERENCE_LATE_SHARES),
    )
    journey.conference = _working_days_on(pace.diary, journey.strategy, days)


def _protect(journey: Journey, pace: Pace) -> None:
    _enquire(journey, pace)
    _confer(journey, pace)
    assert journey.conference is not None
    low, high = pace.random.choices(CP_PLAN_BANDS, CP_PLAN_SHARES)[0]
    ends = pace.diary.on_to_working(journey.conference + pace.random.randint(low, high))
    journey.cp_plan = Span(journey.conference, ends)


def _leave_plan(journey: Journey, pace: Pace) -> None:
    """The plan ends at a conference, with or without pre-proceedings on the way; then support, or closure."""
    assert journey.cp_plan is not None
    length = journey.cp_plan.end - journey.cp_plan.start
    if length > 200 and pace.chance(0.5):
        start = pace.diary.on_to_working(journey.cp_plan.start + pace.random.randrange(30, 120))
        stage = _pre_proceedings(journey, start, "stepped_down", pace)
        journey.pre_proceedings = stage
        ends = pace.diary.on_to_working(max(journey.cp_plan.end, stage.span.end + 20))
        journey.cp_plan = Span(journey.cp_plan.start, ends)
    after = max(journey.cp_plan.end, _assessed_by(journey))
    if pace.chance(0.5):
        _support(journey, after + 1, 130, pace.random)
    else:
        journey.closed = after + pace.random.randrange(1, 14)


def _prepare_without_plan(journey: Journey, pace: Pace) -> None:
    """Pre-proceedings for a child who is not on a child protection plan, as should not be."""
    supported = journey.cin_plans[-1]
    stage = _pre_proceedings(journey, pace.diary.on_to_working(supported.start + 20), "stepped_down", pace)
    journey.pre_proceedings = stage
    journey.closed = max(supported.end, stage.span.end)
    journey.cin_plans[-1] = Span(supported.start, journey.closed)


def _go_to_court(journey: Journey, pace: Pace) -> None:
    assert journey.cp_plan is not None
    start = pace.diary.on_to_working(journey.cp_plan.start + pace.random.randrange(30, 120))
    if pace.chance(0.6):
        stage = _pre_proceedings(journey, start, "issued", pace)
        journey.pre_proceedings = stage
        issued = stage.span.end
    else:
        issued = start
    _issue(journey, issued, pace)
    _look_after(journey, issued + pace.random.randrange(0, 10), pace)
    assert journey.care is not None
    journey.cp_plan = Span(
        journey.cp_plan.start, pace.diary.on_to_working(journey.care.start + pace.random.randrange(2, 28))
    )


def _pre_proceedings(journey: Journey, start: int, outcome: str, pace: Pace) -> CourtStage:
    slow = pace.slowness.get(journey.family.teams["safeguarding"], 1.0)
    if pace.chance(1 - (1 - PRE_PROCEEDINGS_IN_TIME) * slow):
        end = pace.diary.back_to_working(start + pace.random.randrange(55, 113))
        return CourtStage(Span(start, end), outcome)
    end = pace.diary.on_to_working(start + 113 + int(pace.random.expovariate(1 / 40)))
    due = start + 112
    extended = ((due - pace.random.randrange(1, 15), due + 56),) if pace.chance(0.6) else ()
    return CourtStage(Span(start, end), outcome, extended)


def _issue(journey: Journey, start: int, pace: Pace) -> None:
    start = pace.diary.on_to_working(start)
    due = start + 181
    if pace.chance(PROCEEDINGS_IN_TIME):
        end = pace.diary.back_to_working(start + pace.random.randrange(120, 182))
        journey.proceedings = CourtStage(Span(start, end), "care_order")
        return
    end = pace.diary.on_to_working(due + 1 + int(pace.random.gammavariate(1.6, 60)))
    extensions: list[tuple[int, int]] = []
    while due < end and pace.chance(0.62):
        extensions.append((pace.diary.back_to_working(due - pace.random.randrange(2, 20)), due + 56))
        due += 56
    journey.proceedings = CourtStage(Span(start, end), "care_order", tuple(extensions))


def _enter_care(journey: Journey, day: int, pace: Pace) -> None:
    """Straight from the front door: by agreement, in an emergency or alone; for somewhat under half, court follows."""
    if pace.chance(0.45):
        _issue(journey, day + pace.random.randrange(0, 30), pace)
    _look_after(journey, day, pace)


def _look_after(journey: Journey, start: int, pace: Pace) -> None:
    days = min(int(pace.random.lognormvariate(6.46, 1.25)), 5600)
    end = start + max(days, 4)
    if journey.proceedings is not None:
        end = max(end, journey.proceedings.span.end + pace.random.randrange(0, 200))
    journey.care = Span(start, min(end, max(journey.family.comes_of_age, start + 2)))
    after = max(journey.care.end, _assessed_by(journey))
    if pace.chance(0.35):
        _support(journey, after + 1, 100, pace.random)
    else:
        journey.closed = after + pace.random.randrange(0, 8)


def _support(journey: Journey, start: int, mean: int, random: Random) -> None:
    end = start + 14 + int(random.gammavariate(1.8, mean / 1.8))
    journey.cin_plans.append(Span(start, end))
    journey.closed = end


def _assessed_by(journey: Journey) -> int:
    return max(journey.authorised or journey.referred, journey.conference or 0, (journey.strategy or -20) + 20)


def _come_of_age(journey: Journey) -> None:
    """Nothing goes on for children beyond the eldest's 18th birthday."""
    last = max(journey.family.comes_of_age, _assessed_by(journey))
    journey.closed = min(journey.closed, last)
    journey.cin_plans = [Span(plan.start, min(plan.end, last)) for plan in journey.cin_plans if plan.start <= last]
    if journey.care is not None:
        journey.care = Span(journey.care.start, min(journey.care.end, max(last, journey.care.start + 2)))


def _banded(
    random: Random,
    late: float,
    in_time: tuple[tuple[tuple[int, int], ...], tuple[float, ...]],
    after: tuple[tuple[tuple[int, int], ...], tuple[float, ...]],
) -> int:
    bands, shares = after if random.random() < late else in_time
    low, high = random.choices(bands, shares)[0]
    return random.randint(low, high)


def _working_days_on(diary: Diary, day: int, count: int) -> int:
    return diary.after(day, f"{count} working days") if count else diary.on_to_working(day)
