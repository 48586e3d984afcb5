"""Compliant lives at home, with others, and in short breaks."""

from compliance.demo.allegations import write_allegation
from compliance.demo.compliant_scene import EVER_AFTER, Scene
from compliance.demo.early_help import write_help
from compliance.demo.hearings import write_supervision_order
from compliance.demo.intake import write_homeless
from compliance.demo.journeys import CourtStage, Span
from compliance.demo.private_fostering import write_arrangement
from compliance.demo.rows import yes
from compliance.demo.short_breaks import write_series
from compliance.demo.special_needs import write_request


def in_need(scene: Scene) -> None:
    """Early help, then a child in need plan that goes on and on."""
    journey = scene.journey
    assert journey.authorised is not None
    write_help(journey, Span(journey.referred - 100, journey.referred), scene.rows, scene.pace)
    journey.cin_plans = [Span(journey.authorised + 1, journey.closed)]
    scene.live_at_home()


def protected_before_birth(scene: Scene) -> None:
    """Enquiries before birth, a plan for its first year, then in need."""
    journey = scene.journey
    journey.strategy = scene.later(journey.referred + 3)
    journey.conference = scene.pace.diary.after(journey.strategy, "12 working days")
    ends = scene.later(journey.conference + 500)
    journey.cp_plan = Span(journey.conference, ends)
    journey.cin_plans = [Span(ends + 1, ends + EVER_AFTER)]
    scene.live_at_home()


def under_supervision(scene: Scene) -> None:
    """Moved in while on a plan, in proceedings, at home under a supervision order for a year, in need after that."""
    journey, later = scene.journey, scene.later
    assert journey.authorised is not None
    journey.strategy = later(journey.referred + 2)
    journey.conference = scene.pace.diary.after(journey.strategy, "10 working days")
    issued = later(journey.conference + 200)
    ended = later(issued + 150)
    journey.cp_plan = Span(journey.conference, ended)
    journey.proceedings = CourtStage(Span(issued, ended), "supervision_order")
    journey.cin_plans = [Span(ended + 1, ended + EVER_AFTER)]
    write_supervision_order(journey, ended, scene.rows, scene.pace)
    referrals = scene.live_at_home()
    scene.rows.shared("transfer_in.notified", referrals, journey.strategy)


def privately_fostered(scene: Scene) -> None:
    """With a family friend for two years and a half, known within a fortnight."""
    _with_others(scene, disabled=False)


def disabled_and_privately_fostered(scene: Scene) -> None:
    """The same for a disabled child, for whom it counts to 18."""
    _with_others(scene, disabled=True)


def _with_others(scene: Scene, disabled: bool) -> None:
    journey = scene.journey
    assert journey.authorised is not None
    journey.cin_plans = [Span(journey.authorised + 1, journey.closed)]
    scene.live_at_home()
    began = journey.referred - 12
    write_arrangement(scene.child, began, journey.referred, began + 900, disabled, journey, scene.rows, scene.pace)


def with_a_plan_for_special_needs(scene: Scene) -> None:
    """In need, and twice asked to be assessed for an education, health and care plan."""
    in_need(scene)
    for days in (60, 900):
        write_request(scene.child, scene.later(scene.journey.referred + days), scene.rows, scene.pace)


def homeless(scene: Scene) -> None:
    """Sixteen, with nowhere to stay; then in need until 18."""
    journey = scene.journey
    assert journey.authorised is not None
    journey.closed = scene.birthday(18) - 1
    journey.cin_plans = [Span(journey.authorised + 1, journey.closed)]
    referrals = scene.live_at_home()
    write_homeless(scene.child.id, referrals[scene.child.id], journey, scene.rows, scene.pace)


def short_breaks(scene: Scene) -> None:
    """Some nights away each month with the same carer."""
    journey = scene.journey
    assert journey.authorised is not None
    journey.short_breaks = True
    scene.live_at_home()
    write_series(scene.child, Span(journey.authorised + 20, journey.closed), scene.rows, scene.pace)


def accused(scene: Scene) -> None:
    """Nobody's child: an adult about whom an allegation was made, and made again."""
    scene.rows.tables["people"][-1]["restricted"] = yes(True)
    for days in (200, 1100):
        write_allegation(scene.child.id, scene.later(scene.journey.referred + days), scene.rows, scene.pace)
