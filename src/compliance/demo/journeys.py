"""What will happen to a family, decided before anything is written: spans of days, the future included."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Span:
    """Both days included. `end` may lie in the future."""

    start: int
    end: int


@dataclass(frozen=True)
class Child:
    """A child, born or not. `expected` is set for those referred before birth."""

    id: str
    born: int
    expected: int | None = None
    restricted: bool = False


@dataclass(frozen=True)
class Family:
    """Children who share a home, an area and the teams that would work with them."""

    id: str
    name: str
    children: tuple[Child, ...]
    teams: dict[str, str]

    @property
    def eldest(self) -> Child:
        """The child who comes of age first."""
        return min(self.children, key=lambda child: child.born)

    @property
    def comes_of_age(self) -> int:
        """The day before the eldest is 18, when work with the family as children ends at the latest."""
        return self.eldest.born + 6573


@dataclass(frozen=True)
class CourtStage:
    """Pre-proceedings or proceedings: how it ends, and the extensions agreed, as (agreed on, new date)."""

    span: Span
    outcome: str
    extensions: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Holding:
    """A worker's time with the family."""

    worker: str
    start: int


@dataclass
class Journey:
    """One time of being open, from referral to closure; all of the family's children go through it together."""

    family: Family
    referred: int
    closed: int
    authorised: int | None = None
    strategy: int | None = None
    conference: int | None = None
    cp_plan: Span | None = None
    cin_plans: list[Span] = field(default_factory=list[Span])
    pre_proceedings: CourtStage | None = None
    proceedings: CourtStage | None = None
    care: Span | None = None
    short_breaks: bool = False
    holdings: list[Holding] = field(default_factory=list[Holding])

    def worker_on(self, day: int) -> str:
        """Who holds the family's case on `day`; before the first is known, nobody."""
        found = ""
        for holding in self.holdings:
            if holding.start > day:
                break
            found = holding.worker
        return found

    def service_spans(self) -> list[tuple[str, Span]]:
        """Which service works with the family, one after another."""
        if self.short_breaks:
            return [("disabilities", Span(self.referred, self.closed))]
        spans: list[tuple[str, Span]] = []
        assessed = min(self.authorised or self.closed, (self.conference or self.closed) + 5, self.closed)
        spans.append(("assessment", Span(self.referred, assessed)))
        moves = min(self.care.start + 42, self.care.end, self.closed) if self.care else self.closed
        if assessed < moves:
            spans.append(("safeguarding", Span(assessed + 1, moves)))
        if self.care and max(moves, assessed) < self.closed:
            spans.append(("care", Span(max(moves, assessed) + 1, self.closed)))
        return spans
