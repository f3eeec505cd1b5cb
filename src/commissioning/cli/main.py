"""The command ``commissioning``: one module a verb, imported only when it is called."""

from __future__ import annotations

import sys

INTERRUPTED = 130
"""The exit code of a command that the user stopped, as of any other program: 128 and the number of the signal."""

try:
    import contextlib
    import errno
    import gc
    import importlib
    import io
    import os
    from typing import Any

    import click

    from commissioning import __version__
    from commissioning.errors import Exit, Refused
except KeyboardInterrupt:
    # Stopped while modules are still read: nothing was begun, so there is nothing to say, and no traceback to show.
    sys.exit(INTERRUPTED)

# pydantic looks for plugins in every installed package when it is first imported; there are none to find.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)
"""What the system says where standard output takes no more."""

VERBS = {
    "check": ("check", "Decide every journey against every commissioning model."),
    "compare": ("compare", "Set contracts side by side: who flips, by which clause, for how much."),
    "what-if": ("what_if", "Change a contract and decide again, once or over a grid of values."),
    "incentives": ("incentives", "Say what a contract's terms reward, with journeys as witnesses."),
    "forecast": ("forecast", "Forecast what a contract pays, by month and year, with intervals."),
    "risk": ("risk", "Say who bears the risk under several ways to pay for one service."),
    "explain": ("explain", "Explain one journey under one contract, clause by clause."),
    "claims": ("claims", "Decide every claim: status, money, and what it would take."),
    "deadlines": ("deadlines", "The calendar of a caseload, and the cash expected by month."),
    "validation": ("validation", "Draw claims to validate, read findings, extrapolate the error."),
    "fidelity": ("fidelity", "Score IPS fidelity reviews: the band, and what would lift it."),
    "contracts": ("contracts", "List contracts, read one in plain words, compare two."),
    "check-contract": ("check_contract", "Find every problem of a contract, read it back, run its cases."),
    "new": ("new", "Start a new contract."),
    "schema": ("schema", "Print the JSON Schema of contract files, for editors."),
    "map": ("map", "Propose a mapping file for headings of your own."),
    "template": ("template", "Write a blank workbook for journeys, with guidance."),
    "simulate": ("simulate", "Make up a cohort of any size, fitted to the published figures."),
    "nest": ("nest", "Write an input as one row for each client, for many machines."),
    "test": ("test", "Run features and cases."),
    "import": ("import_", "Keep an input in the store, every version of every row."),
    "log": ("log", "The decision log: add to it, verify it, show it."),
    "why-changed": ("why_changed", "Say which fact or clause made two decisions differ."),
    "purge": ("purge", "Take a client's facts out of the store; the log stays valid."),
    "services": ("services", "Decide every service against the terms of its contract."),
    "bench": ("bench", "Measure this engine beside other evaluators of the same contracts."),
    "engines": ("engines", "Say which engines there are, and which cannot run here and why."),
}


class Verbs(click.Group):
    """Commands found by name; only the one that is called is imported."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every verb."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """One verb, imported now."""
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"commissioning.cli.{VERBS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The verb asked for; a misspelt one names the nearest."""
        if args and args[0] not in VERBS and not args[0].startswith("-"):
            from commissioning.errors import nearest

            close = nearest(args[0], VERBS)
            raise click.UsageError(f"There is no command '{args[0]}'{f': {close}' if close else '.'}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The verbs with one line each, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in VERBS.items()])


@click.command(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="commissioning")
def commissioning() -> None:
    """Decides employability journeys against commissioning contracts, and says which clause decided.

    INPUT is a folder of CSV or Parquet files, or a workbook. Results go to standard output, messages to standard error.
    Exit code: 0 decided; 1 decided, but rows were left out, or a check found problems; 2 wrong usage or unreadable input;
    3 a fault of ours. Verdicts never change it.
    """


def main(args: list[str] | None = None) -> Any:
    """Run the command; every problem is said in words, and no traceback is ever shown."""
    # Reading modules and tables makes many objects that all stay: looking for garbage among them early is time lost.
    gc.set_threshold(50_000, 20, 20)
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A letter that the terminal cannot show is no reason to show nothing; data is written exactly, or not at all.
        sys.stdout.reconfigure(errors="replace")
    try:
        return _run(args)
    except BrokenPipeError:
        # The reader of our output has gone (`… | head`): nothing is wrong, and there is nobody to tell.
        _drop_output()
        sys.exit(Exit.DECIDED)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _drop_output() -> None:
    """Let what is still to be written to standard output go nowhere, so that Python does not try again as it ends."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(args: list[str] | None) -> None:
    try:
        code = commissioning.main(args, standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        click.echo("Stopped: nothing more was decided or written.", err=True)
        code = INTERRUPTED
    except Refused as refused:
        for problem in refused.problems:
            click.echo(str(problem), err=True)
        code = refused.exit_code
    except (BrokenPipeError, KeyboardInterrupt, SystemExit):
        raise
    except Exception as error:
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            _drop_output()
            click.echo(f"Error: cannot write the result: {error.strerror}", err=True)
            code = Exit.USAGE
        else:
            click.echo(_fault(error), err=True)
            code = Exit.FAULT
    sys.exit(int(code) if isinstance(code, int) else Exit.DECIDED)


def _fault(error: Exception) -> str:
    """A fault of ours: what kind and where, without the data that may be in its message."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace else "?"
    return (
        f"error F000: a fault of ours, not of your input: {type(error).__name__} at {where}\n"
        f"    do: report these words and commissioning {__version__}; they hold no data of yours"
    )
