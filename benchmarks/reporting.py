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

NAMES = {"engine": "this engine", "duckdb": "DuckDB, hand-written SQL", "loop": "plain Python loop"}
FLAT = 1.10
"""A cost per child that grows by less than a tenth is called flat: two measurements of one thing differ by as much."""


@dataclass(frozen=True)
class Measured:
    """Median seconds, the quickest, the highest peak in MB, the rows found, and how many runs."""

    seconds: float
    quickest: float
    mb: float
    rows: int
    runs: int


Found = Mapping[str, Mapping[str, Measured]]


def report(children: Mapping[str, int], found: Found, sweep: Measured) -> str:
    """The whole report as Markdown."""
    parts = [machine(), table(children, found), sweep_line(sweep), "\n".join(verdicts(children, found, sweep))]
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
    """A row for each contender at each size."""
    lines = [
        "| children | contender | seconds | times the engine | µs a child | peak MB | runs |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for size, contenders in found.items():
        for name, m in contenders.items():
            ratio = m.seconds / contenders["engine"].seconds
            each = m.seconds / children[size] * 1e6
            lines.append(
                f"| {size} | {NAMES[name]} | {m.seconds:.2f} | {ratio:.2f} | {each:.1f} | {m.mb:,.0f} | {m.runs} |"
            )
    rows = ", ".join(f"{contenders['engine'].rows:,} at {size}" for size, contenders in found.items())
    lines.append(f"\nFindings, equal in every column of every row from all contenders: {rows}.")
    return "\n".join(lines)


def sweep_line(sweep: Measured) -> str:
    """The sweep of the demo authority."""
    return (
        f"The first sweep of the demo authority, import excluded ({sweep.rows:,} obligations): {sweep.seconds:.2f} s "
        f"(median of {sweep.runs}), peak {sweep.mb:,.0f} MB."
    )


def verdicts(children: Mapping[str, int], found: Found, sweep: Measured) -> Iterator[str]:
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
    yield verdict(sweep.seconds < 3, f"sweep of the demo authority under 3 s: {sweep.seconds:.2f} s")


def verdict(met: bool, said: str) -> str:
    """One line of the list."""
    return f"- {'Met' if met else '**Not met**'}: {said}"


def write_into_readme(text: str) -> None:
    """Puts the report between the markers of `benchmarks/README.md`."""
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGINS)
    after = rest.partition(ENDS)[2]
    README.write_text(f"{before}{BEGINS}\n\n{text}\n\n{ENDS}{after}", encoding="utf-8")
