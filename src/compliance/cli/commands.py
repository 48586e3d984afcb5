"""The commands, their arguments and options, and what their help says.

What a command works with is imported when it runs, so that help is there at once.
"""

from pathlib import Path
from typing import Annotated

import typer

from compliance.cli.acting import acting
from compliance.cli.context import Context


def _commands() -> typer.Typer:
    # Plain help reads the same on a terminal, in a log and in docs/commands.md.
    return typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    )


app, rules, store, audit = _commands(), _commands(), _commands(), _commands()
app.add_typer(rules, name="rules", help="Read, check and test the standards.")
app.add_typer(store, name="store", help="Look after the store of escalations.")
app.add_typer(audit, name="audit", help="See what happened, and prove that it was not rewritten.")

AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="The date to look at, as 2026-03-31. [default: the last sweep's]"),
]
Json = Annotated[bool, typer.Option("--json", help="As a list of objects.")]


@app.callback()
def options(
    context: typer.Context,
    data: Annotated[
        Path, typer.Option("--data", metavar="DIR", help="The folder of snapshots, sweeps and the store.")
    ] = Path("data"),
    config: Annotated[
        Path | None, typer.Option("--config", metavar="FILE", help="The settings. [default: config.toml, if there]")
    ] = None,
) -> None:
    """Holds each child's case record to the standards owed to them, and puts what is late in front of who can act.

    Global options go before the command. Exit codes: 0 fine, 1 the run failed, 2 bad usage or input, 3 a guard held.
    """
    if context.obj is None:
        context.obj = Context(data, config)


@app.command("demo")
def demo(context: typer.Context) -> None:
    """Make a synthetic authority, sweep it, and show the queue.

    Run again, it replaces its own; what is not a demo's it leaves alone.
    """
    from compliance.cli.demo import demo

    demo(context.obj)


@app.command("import")
def import_(
    context: typer.Context,
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="What form it has: folder or ssda903.")],
    where: Annotated[Path, typer.Argument(metavar="WHERE", help="The folder that holds the extract.")],
) -> None:
    """Make an extract the current snapshot, and account for every row.

    What is wrong with a file stops the import and leaves the earlier snapshot; what is wrong with a row sets it aside.
    """
    from compliance.cli.importing import import_

    import_(context.obj, source, where)


@app.command("sweep")
def sweep(
    context: typer.Context,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", metavar="DATE", help="The date to sweep for, as 2026-03-31. [default: today]"),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and write nothing.")] = False,
    findings: Annotated[
        Path | None,
        typer.Option("--findings", metavar="FILE", help="Write every finding to a .csv or .parquet file."),
    ] = None,
) -> None:
    """Hold every child to every standard, and raise what is late.

    Once for a date, a snapshot and a rulebook: the same again raises nothing. A date before the last is only rehearsed.
    """
    from compliance.cli.sweeping import sweep

    sweep(context.obj, as_of, dry_run=dry_run, findings=findings)


@app.command("queue")
def queue(
    context: typer.Context,
    holder: Annotated[
        str | None,
        typer.Option("--for", metavar="WHO", help="Only what is in front of this person or role, such as iro."),
    ] = None,
    role: Annotated[
        str | None, typer.Option("--role", metavar="ROLE", help="Only what is in front of this role, such as iro.")
    ] = None,
    team: Annotated[str | None, typer.Option("--team", metavar="ID", help="Only what this team holds.")] = None,
    level: Annotated[
        int | None, typer.Option("--level", metavar="NUMBER", help="Only what stands at this level or above.")
    ] = None,
    area: Annotated[
        str | None, typer.Option("--area", metavar="AREA", help="Only one area, such as child-protection.")
    ] = None,
    new_since: Annotated[
        str | None,
        typer.Option(
            "--new-since", metavar="DATE", help="Only what was raised, or told to somebody more, from then on."
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All of it, not only the first 20 lines.")] = False,
    as_json: Json = False,
) -> None:
    """Show what is late or nearly so, what was promised about it, and who has been told.

    The most serious first, brothers and sisters together.
    """
    from compliance.cli.narrow import Wanted
    from compliance.cli.queue import queue

    wanted = Wanted(holder, role, team, level, area, new_since)
    queue(context.obj, wanted, everything=everything, as_json=as_json)


@app.command("why")
def why(
    context: typer.Context,
    subject: Annotated[
        str, typer.Argument(metavar="SUBJECT", help="The id of a child, worker or team in the case system.")
    ],
    standard: Annotated[
        str | None, typer.Argument(metavar="STANDARD", help="A standard's id; without it, all that is open.")
    ] = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Say why: the dates, the arithmetic and the law.

    It needs no sweep: without one, the date is today.
    """
    from compliance.cli.why import why

    why(context.obj, subject, standard, as_of, as_json=as_json)


@app.command("timeline")
def timeline(
    context: typer.Context,
    child: Annotated[str, typer.Argument(metavar="CHILD", help="The child's id in the case system.")],
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """List what the record holds and what fell due, in order of date."""
    from compliance.cli.timeline import timeline

    timeline(context.obj, child, as_of, as_json=as_json)


@app.command("measures")
def measures(context: typer.Context, as_of: AsOf = None, as_json: Json = False) -> None:
    """Show rates and counts over the whole service, by area.

    Each with what it was made from, its target, how it stands to that (green, amber or red), and how many were left out.
    """
    from compliance.cli.measures import measures

    measures(context.obj, as_of, as_json=as_json)


# Without a name of their own, they stand among the others: `compliance ack`.
app.add_typer(acting)


@rules.command("check")
def rules_check(context: typer.Context) -> None:
    """Check every file of the rules.

    Each fault with its file, line and column, what was found, and the nearest valid word.
    """
    from compliance.cli.rules import check

    check(context.obj)


@rules.command("test")
def rules_test(
    context: typer.Context,
    standard: Annotated[
        str | None, typer.Argument(metavar="STANDARD", help="A standard's id; without it, the cases of all.")
    ] = None,
) -> None:
    """Run the cases that stand beside the standards.

    Each that differs is named, with how; and each option of a standard that no case tests.
    """
    from compliance.cli.rules import test

    test(context.obj, standard)


@rules.command("list")
def rules_list(context: typer.Context, as_json: Json = False) -> None:
    """List the standards."""
    from compliance.cli.rules import list_

    list_(context.obj, as_json=as_json)


@rules.command("show")
def rules_show(
    context: typer.Context,
    standard: Annotated[str, typer.Argument(metavar="ID", help="A standard's id, or an alias.")],
) -> None:
    """Show one standard as its file says it."""
    from compliance.cli.rules import show

    show(context.obj, standard)


@rules.command("schema")
def rules_schema() -> None:
    """Print the JSON Schema of a standard's file, for editors."""
    from compliance.cli.rules_docs import schema

    schema()


@rules.command("docs")
def rules_docs(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Where the pages go, in place of those that are there.")
    ] = Path("docs/handbook"),
    pack: Annotated[bool, typer.Option("--pack", help="The pack alone, without the authority's own values.")] = False,
) -> None:
    """Write the handbook: the standards in words.

    For people who have never seen the files: an index, a page on how days are counted, and a page for each area.
    """
    from compliance.cli.rules_docs import docs

    docs(context.obj, folder, pack=pack)


@rules.command("coverage")
def rules_coverage(
    context: typer.Context,
    page: Annotated[
        Path | None, typer.Option("--write", metavar="FILE", help="Write the whole table too, as docs/coverage.md.")
    ] = None,
) -> None:
    """Say what the pack covers, and what it does not.

    Every duty of the catalogue, and every mechanism and measure that councils' reports name, has a home, a source of its
    records, and cases. Exit code 1 where one has not.
    """
    from compliance.cli.rules_docs import coverage

    coverage(context.obj, page)


@rules.command("diff")
def rules_diff(
    context: typer.Context,
    old: Annotated[
        Path | None, typer.Argument(metavar="OLD", help="A folder of rules. [default: the national pack]")
    ] = None,
    new: Annotated[
        Path | None,
        typer.Argument(metavar="NEW", help="Another. [default: the rules in force, with the authority's values]"),
    ] = None,
) -> None:
    """Say in words what differs between two rulebooks.

    Standards, numbers, status, ladders, the calendar and the words.
    """
    from compliance.cli.rules_docs import diff

    diff(context.obj, old, new)


@store.callback()
def _one_of_several() -> None:
    """Look after the store of escalations."""


@store.command("upgrade")
def store_upgrade(context: typer.Context) -> None:
    """Bring the store to the form that this version needs.

    One that is there already is left alone; where there is none, it is made.
    """
    from compliance.cli.store import upgrade

    upgrade(context.obj)


@audit.command("verify")
def audit_verify(context: typer.Context) -> None:
    """Prove that what happened was not rewritten.

    Every event's hash is worked out again, and the heads that the manifests of sweeps keep are looked for. Exit code 1, and
    the first event that does not hold, where something was changed, added or taken away.
    """
    from compliance.cli.audit import verify

    verify(context.obj)


@audit.command("show")
def audit_show(
    context: typer.Context,
    which: Annotated[
        str | None,
        typer.Argument(metavar="WHICH", help="A card's number or a child's id; without it, what happened of late."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All of it, not only the last 40 events.")] = False,
    as_json: Json = False,
) -> None:
    """Show what happened to cards: who did what, when and why."""
    from compliance.cli.audit import show

    show(context.obj, which, everything=everything, as_json=as_json)
