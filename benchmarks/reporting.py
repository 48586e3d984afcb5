"""The table, the machine it was measured on, and whether each target is met."""

import os
import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

README = Path(__file__).parent / "README.md"
BEGINS, ENDS = "<!-- measured: begins -->", "<!-- measured: ends -->"

CONTENDERS = {"engine": "this engine", "duckdb": "DuckDB, hand-written SQL", "loop": "plain Python loop"}
STANDARDS = {
    "engine": "{} that every contender knows",
    "idle": "{}: those, and all that no record in these lives begins",
    "pack": "{}: the whole pack",
}
FLAT = 1.10
"""A cost per child that grows by less than a tenth is called flat: two measurements of one thing differ by as much."""


@dataclass(frozen=True)
class Measured:
    """Median seconds, the quickest, the highest peak in MB, the rows found, how many runs, and of how many standards."""

    seconds: float
    quickest: float
    mb: float
    rows: int
    runs: int
    standards: int


Found = Mapping[str, Mapping[str, Measured]]


def report(children: Mapping[str, int], found: Found, demo: Mapping[str, Measured]) -> str:
    """The whole report as Markdown. `demo` has the evaluation and the sweep of the demo authority."""
    parts = [
        machine(),
        table(children, found),
        table_of_standards(children, found),
        demo_lines(demo),
        "\n".join(f"- {line}" for line in verdicts(children, found, demo)),
    ]
    return "\n\n".join(parts)


def machine() -> str:
    """When and on what it was measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    packages = ", ".join(f"{name} {version(name)}" for name in ("polars", "numpy", "duckdb"))
    load = os.getloadavg()[1]
    return (
        f"Measured on {datetime.now(UTC):%-d %B %Y} on {os.cpu_count()} cores ({processor()}), {memory:.0f} GiB of memory, "
        f"{platform.system()}, Python {platform.python_version()}, {packages}; load average at the end {load:.1f}."
    )


def processor() -> str:
    """The model of the processor, as far as the system says."""
    described = Path("/proc/cpuinfo")
    if described.exists():
        for line in described.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def table(children: Mapping[str, int], found: Found) -> str:
    """A row for each contender at each size, held to the sixteen standards that all of them know."""
    lines = [
        "| children | contender | seconds | times the engine | µs a child | peak MB | runs |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for size, contenders in found.items():
        for name, m in ((name, contenders[name]) for name in CONTENDERS if name in contenders):
            ratio = m.seconds / contenders["engine"].seconds
            each = m.seconds / children[size] * 1e6
            lines.append(
                f"| {size} | {CONTENDERS[name]} | {m.seconds:.2f} | {ratio:.2f} | {each:.1f} | {m.mb:,.0f} | {m.runs} |"
            )
    rows = ", ".join(f"{contenders['engine'].rows:,} at {size}" for size, contenders in found.items())
    lines.append(f"\nFindings, equal in every column of every row from all contenders: {rows}.")
    return "\n".join(lines)


def table_of_standards(children: Mapping[str, int], found: Found) -> str:
    """What more standards cost this engine: a row for each choice of them at each size."""
    lines = [
        "| children | standards, this engine alone | findings | seconds | times the sixteen | µs a child | µs a finding "
        "| peak MB | runs |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for size, contenders in found.items():
        for name, m in ((name, contenders[name]) for name in STANDARDS):
            ratio = m.seconds / contenders["engine"].seconds
            each, every = m.seconds / children[size] * 1e6, per_finding(m)
            lines.append(
                f"| {size} | {STANDARDS[name].format(m.standards)} | {m.rows:,} | {m.seconds:.2f} | {ratio:.2f} "
                f"| {each:.1f} | {every:.2f} | {m.mb:,.0f} | {m.runs} |"
            )
    return "\n".join(lines)


def per_finding(m: Measured) -> float:
    """Microseconds for each finding."""
    return m.seconds / m.rows * 1e6


def demo_lines(demo: Mapping[str, Measured]) -> str:
    """The evaluation and the sweep of the demo authority."""
    evaluated, sweep = demo["demo"], demo["sweep-demo"]
    return (
        f"The demo authority held to all {evaluated.standards} standards of the pack: evaluated in {evaluated.seconds:.2f} s "
        f"(median of {evaluated.runs}), peak {evaluated.mb:,.0f} MB; its first sweep, import excluded "
        f"({sweep.rows:,} obligations): {sweep.seconds:.2f} s (median of {sweep.runs}), peak {sweep.mb:,.0f} MB."
    )


def verdicts(children: Mapping[str, int], found: Found, demo: Mapping[str, Measured]) -> Iterator[str]:
    """Whether each target is met, in words."""
    for size in ("100k", "1M"):
        if size in found:
            ratio = found[size]["engine"].seconds / found[size]["duckdb"].seconds
            yield verdict(ratio <= 1.5, f"no slower than 1.5 times DuckDB at {size}: {ratio:.2f} times")
    for size in ("10k", "100k"):
        if size in found:
            ratio = found[size]["loop"].seconds / found[size]["engine"].seconds
            yield verdict(ratio >= 8, f"at least 8 times faster than the loop at {size}: {ratio:.1f} times")
    each = {size: contenders["engine"].seconds / children[size] * 1e6 for size, contenders in found.items()}
    for smaller, larger in zip([*each], [*each][1:], strict=False):
        said = (
            f"cost per child flat or falling from {smaller} to {larger}: {each[smaller]:.1f} to {each[larger]:.1f} µs"
        )
        yield verdict(each[larger] <= each[smaller] * FLAT, said)
    for size, gib in (("100k", 1), ("1M", 4)):
        if size in found:
            mb = found[size]["engine"].mb
            yield verdict(mb * 1e6 < gib * 2**30, f"peak under {gib} GiB at {size}: {mb:,.0f} MB")
    yield from verdicts_on_more_standards(found)
    for name, what in (
        ("demo", "evaluation of the demo authority against the whole pack"),
        ("sweep-demo", "its first sweep"),
    ):
        yield verdict(demo[name].seconds < 3, f"{what} under 3 s: {demo[name].seconds:.2f} s")


def verdicts_on_more_standards(found: Found) -> Iterator[str]:
    """Whether cost grows with what is found, and not with children times standards."""
    for size in (size for size in ("100k", "1M") if size in found):
        engine, idle, pack = (found[size][name] for name in STANDARDS)
        ratio = idle.seconds / engine.seconds
        said = f"{idle.standards - engine.standards} standards that no record begins cost nothing at {size}: {ratio:.2f} times"
        yield verdict(ratio <= FLAT, said)
        said = (
            f"a finding of the whole pack costs no more than one of the sixteen at {size}: {per_finding(engine):.2f} to "
            f"{per_finding(pack):.2f} µs"
        )
        yield verdict(per_finding(pack) <= per_finding(engine) * FLAT, said)


def verdict(met: bool, said: str) -> str:
    """What one target asks, and whether it is met."""
    return f"{'Met' if met else '**Not met**'}: {said}"


def write_into_readme(text: str) -> None:
    """Puts the report between the markers of `benchmarks/README.md`."""
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGINS)
    after = rest.partition(ENDS)[2]
    README.write_text(f"{before}{BEGINS}\n\n{text}\n\n{ENDS}{after}", encoding="utf-8")
