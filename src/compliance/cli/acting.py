"""What people do with an escalation: the commands, their arguments and options, and what their help says."""

from typing import Annotated

import typer

acting = typer.Typer(rich_markup_mode=None)

Number = Annotated[int, typer.Argument(metavar="ESCALATION", help="The number that the queue shows.")]
Actor = Annotated[str, typer.Option("--as", metavar="WORKER", help="Who you are, by your id in the case system.")]
Note = Annotated[str, typer.Option("--note", metavar="WORDS", help="Anything that others should know.")]
Reason = Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why.")]


@acting.command("show")
def show(
    context: typer.Context,
    number: Number,
    role: Annotated[
        str | None, typer.Option("--for", metavar="ROLE", help="Your role, for what only some roles may see.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="What happened, as a list of objects.")] = False,
) -> None:
    """Show an escalation: how it stands, why it was raised, who was told, and what happened to it."""
    from compliance.cli.escalation import show

    show(context.obj, number, role, as_json=as_json)


@acting.command("ack")
def ack(
    context: typer.Context,
    number: Number,
    by: Annotated[str, typer.Option("--by", metavar="DATE", help="By when it will be done, as 2026-03-31.")],
    actor: Actor,
    note: Note = "",
) -> None:
    """Acknowledge an escalation with a promise.

    The sweep notes it as kept when the record shows the thing done by that date. Where it does not, the next level hears at
    once. What is late stays late meanwhile.
    """
    from compliance.cli.escalation import acknowledge

    acknowledge(context.obj, number, by, actor, note)


@acting.command("snooze")
def snooze(
    context: typer.Context,
    number: Number,
    until: Annotated[str, typer.Option("--until", metavar="DATE", help="The day on which it is heard of again.")],
    reason: Reason,
    actor: Actor,
) -> None:
    """Keep an escalation silent for a while: nobody more is told of it, and it stays in the queue, as late as it is."""
    from compliance.cli.escalation import snooze

    snooze(context.obj, number, until, reason, actor)


@acting.command("pass")
def pass_on(
    context: typer.Context,
    number: Number,
    to: Annotated[str, typer.Option("--to", metavar="WORKER", help="Who has it from now on.")],
    actor: Actor,
    note: Note = "",
) -> None:
    """Pass an escalation to somebody who may see whom it is about."""
    from compliance.cli.escalation import pass_on

    pass_on(context.obj, number, to, actor, note)


@acting.command("comment")
def comment(
    context: typer.Context,
    number: Number,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="What others should know, in quotation marks.")],
    actor: Actor,
) -> None:
    """Add a comment to an escalation."""
    from compliance.cli.escalation import comment

    comment(context.obj, number, words, actor)


@acting.command("not-right")
def not_right(
    context: typer.Context,
    number: Number,
    about: Annotated[
        str,
        typer.Option("--reason", metavar="data|standard", help="The data are wrong, or the standard does not apply."),
    ],
    owner: Annotated[str, typer.Option("--owner", metavar="WORKER", help="Who looks into it.")],
    actor: Actor,
    note: Annotated[str, typer.Option("--note", metavar="WORDS", help="What is wrong.")],
) -> None:
    """Say that an escalation is not right.

    It stands in the list of data quality, with its owner, until the record changes; until then it stays in the queue.
    """
    from compliance.cli.escalation import not_right

    not_right(context.obj, number, about, owner, actor, note)


@acting.command("raise")
def raise_now(context: typer.Context, number: Number, reason: Reason, actor: Actor) -> None:
    """Take an escalation to its next level now."""
    from compliance.cli.escalation import raise_now

    raise_now(context.obj, number, reason, actor)


@acting.command("data-quality")
def data_quality(
    context: typer.Context, as_json: Annotated[bool, typer.Option("--json", help="As a list of objects.")] = False
) -> None:
    """List what people said is not right, and who looks into it."""
    from compliance.cli.escalation import data_quality

    data_quality(context.obj, as_json=as_json)
