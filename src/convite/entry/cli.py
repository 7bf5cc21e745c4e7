"""The command `convite`. Heavy modules are imported inside the commands, so that it starts fast."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from convite.core.config import Settings

app = typer.Typer(
    help="Gather people: invitations, live seating, and a door that counts.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _settings() -> "Settings":
    from convite.core.config import settings

    return settings()


def _part(name: str) -> ModuleType:
    """Imports a module of `entry`, or exits with a message if this build lacks it."""
    try:
        return import_module(f"convite.entry.{name}")
    except ModuleNotFoundError as error:
        if error.name != f"convite.entry.{name}":
            raise
        raise SystemExit(f"This build has no convite.entry.{name}") from None


@app.command()
def run(
    reload: Annotated[bool, typer.Option(help="Start anew when sources change.")] = False,
) -> None:
    """Database, migration, API and worker, kept running until SIGTERM or Ctrl-C."""
    import convite
    from convite.entry.http.address import listen
    from convite.entry.operations.supervisor import Supervisor

    watched = Path(convite.__file__).parent if reload else None
    Supervisor(_settings(), listener=listen, reload=watched).run()


@app.command()
def api(
    fd: Annotated[int | None, typer.Option(help="An open listening socket.", hidden=True)] = None,
    wait_fd: Annotated[
        int | None, typer.Option(help="Wait until its other end is closed.", hidden=True)
    ] = None,
) -> None:
    """One API process; needs a running database."""
    from convite.entry.http.serve import serve

    serve(_settings(), fd, wait_fd=wait_fd)


@app.command()
def worker() -> None:
    """One worker: dispatcher, jobs and regular work; needs a running database."""
    import uvloop

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_part("worker.worker").main())


@app.command()
def migrate(
    quiet: Annotated[bool, typer.Option(help="Say nothing when there's nothing to do.")] = False,
) -> None:
    """Migrates the database schema, as the owner role."""
    from convite.entry.postgres import migration
    from convite.entry.postgres.local import database

    with database(_settings()) as dsns:
        is_changed = migration.migrate(dsns.owner)
    if is_changed or not quiet:
        typer.echo(f"The schema is at {migration.head()}" + ("" if is_changed else " already"))


@app.command()
def demo() -> None:
    """Loads the demo data once, and prints who can log in."""
    from convite.entry.postgres.local import database

    part = _part("demo.loading")
    with database(_settings()):
        asyncio.run(part.load())
    typer.echo("Demo log-ins:")
    for email, password, who in part.LOGINS:
        typer.echo(f"  {who:<40} {email:<20} {password}")


@app.command()
def doctor(
    invariants: Annotated[bool, typer.Option(help="Also look for what must never be.")] = False,
    mail_to: Annotated[
        str, typer.Option(help="Where the test mail goes; by default to CONVITE_MAIL_FROM.")
    ] = "",
) -> None:
    """Checks this installation and its mail; exits with status 1 if there is a problem."""
    from convite.entry.operations import channel_check
    from convite.entry.operations import doctor as part
    from convite.entry.operations import mail_check as mail
    from convite.entry.postgres.local import database

    chosen = _settings()

    async def told(findings: AsyncIterator[part.Finding]) -> bool:
        is_well = True
        async for finding in findings:
            typer.echo(("ok      " if finding.is_fine else "PROBLEM ") + finding.text)
            is_well &= finding.is_fine
        return is_well

    with database(chosen) as dsns:
        is_well = asyncio.run(told(part.examine(chosen, dsns, invariants=invariants)))
        sends = asyncio.run(told(channel_check.examine_channels(chosen, dsns)))
    has_mail = asyncio.run(told(mail.examine_mail(chosen, mail_to)))
    if not is_well:
        typer.echo("\n" + part.advice() if not chosen.is_embedded else "")
    if not (is_well and sends and has_mail):
        raise typer.Exit(1)


@app.command()
def openapi() -> None:
    """Prints the API's description as sorted JSON."""
    described = _part("http.api").create_router().openapi()
    json.dump(described, sys.stdout, indent=1, sort_keys=True, ensure_ascii=False)
    sys.stdout.write("\n")


@app.command()
def facts() -> None:
    """Prints the live messages as TypeScript types."""
    sys.stdout.write(_part("fact_types").as_typescript())


@app.command("create-admin")
def create_admin(email: str) -> None:
    """Makes an account an administrator; the password is prompted for, or CONVITE_ADMIN_PASSWORD."""
    from convite.entry.postgres.local import database

    chosen = _settings()
    part = _part("operations.admins")
    password = chosen.admin_password or typer.prompt(
        "Password", hide_input=True, confirmation_prompt=True
    )
    with database(chosen):
        asyncio.run(part.create_admin(email, password))
    typer.echo(f"{email} is an administrator")


@app.command()
def backup(target: Annotated[Path, typer.Argument(help="The file to write.")]) -> None:
    """Backs up the database to a file."""
    from convite.entry.operations import backup as part
    from convite.entry.postgres.local import database

    with database(_settings()) as dsns:
        part.backup(_settings(), dsns.owner, target)
    typer.echo(f"The copy is {target} ({target.stat().st_size:,} bytes)")


@app.command()
def restore(source: Annotated[Path, typer.Argument(help="A file of `convite backup`.")]) -> None:
    """Restores a backup into an empty database, then migrates it."""
    from convite.entry.operations import backup as part
    from convite.entry.postgres import migration
    from convite.entry.postgres.local import database

    with database(_settings()) as dsns:
        part.restore(_settings(), dsns.owner, source)
        migration.migrate(dsns.owner)
    typer.echo(f"{source} is restored; the schema is at {migration.head()}")


def main() -> None:
    """The entry point."""
    app()


if __name__ == "__main__":
    main()
