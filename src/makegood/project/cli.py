"""The command line: `makegood …`.

Exit codes: 0 done, 1 failed (one line says why), 2 not understood (click's own). Django is imported by the
commands that need it and not before: `makegood up` itself stays small, and `--help` is quick.
"""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from makegood.project import env, lifeline

F = TypeVar("F", bound=Callable[..., Any])


class Failed(click.ClickException):
    """One clear line on stderr, exit code 1."""

    def show(self, file: Any = None) -> None:
        click.echo(f"makegood: {self.format_message()}", file=file or sys.stderr)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="makegood")
def makegood() -> None:
    """The after-sales desk for online shops.

    Settings come from environment variables that begin with MAKEGOOD_; `makegood doctor --settings` lists them.
    """


def part(command: F) -> F:
    """A command the supervisor starts too: it ends when the supervisor does."""
    return click.option("--parent", type=int, hidden=True, callback=_tie, expose_value=False)(
        command
    )


def _tie(context: click.Context, option: click.Parameter, parent: int | None) -> None:
    if parent:
        lifeline.end_with_parent(parent)


@makegood.command()
def up() -> None:
    """Run everything here: database, pages, live streams and worker. Ctrl-C stops it."""
    # In place of this process, and without what the command line needs: it does nothing for months.
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "makegood.project.supervisor"])  # noqa: S606  ourselves


@makegood.command()
@part
def web() -> None:
    """Serve the pages (needs the database; `makegood up` runs this for you)."""
    from django.conf import settings  # noqa: PLC0415  slow import

    from makegood.project.serving import serve_pages  # noqa: PLC0415  slow import

    workers = env.number("WEB_WORKERS", 2)
    serve_pages(settings.MAKEGOOD_HOST, settings.MAKEGOOD_PORT, workers)


@makegood.command()
@part
def stream() -> None:
    """Serve the live streams, which tell open pages what changed."""
    from django.conf import settings  # noqa: PLC0415  slow import

    from makegood.project.serving import serve_streams  # noqa: PLC0415  slow import

    serve_streams(settings.MAKEGOOD_HOST, settings.MAKEGOOD_STREAM_PORT)


@makegood.command()
@part
def worker() -> None:
    """Run jobs and sweeps, fetch and send mail. Run as many as you like, on any machine."""
    from makegood.project.worker import work  # noqa: PLC0415  slow import

    if lifeline.is_tied():
        lifeline.give_up_as_orphan(grace=3)
    work(env.number("JOBS", 4))


@makegood.command(hidden=True)
@click.option("--line", type=int, help="The socket on which `makegood up` waits.")
@part
def house(line: int | None) -> None:
    """Pages, streams and worker in one family; `makegood up` starts it."""
    from makegood.project.house import live  # noqa: PLC0415  slow import

    live(line)


@makegood.command()
def migrate() -> None:
    """Bring the database and the static files to this release."""
    from makegood.project.prepare import prepare  # noqa: PLC0415  slow import

    with _database():
        prepare()


@makegood.command()
def setup_link() -> None:
    """Print a fresh set-up link; the older ones end. Only while there is no owner."""
    with _desk():
        from django.conf import settings  # noqa: PLC0415  slow import

        from makegood.people.actions.setup_link import new_setup_token  # noqa: PLC0415  slow import

        if not (token := new_setup_token()):
            raise Failed("there is an owner already; they can invite you")
        click.echo(f"{settings.MAKEGOOD_URL}/setup/{token}/")


@makegood.command()
@click.argument("email")
def password_link(email: str) -> None:
    """Print a link with which EMAIL chooses a new password: for an owner whom no mail can reach."""
    with _desk():
        from makegood.console.signin import new_password_link  # noqa: PLC0415  slow import
        from makegood.people.queries import staff_by_email  # noqa: PLC0415  slow import

        if not (staff := staff_by_email(email)):
            raise Failed(f"nobody with a seat at this desk has the address {email}")
        click.echo(new_password_link(staff))


@makegood.command()
def events() -> None:
    """Print what can happen, and who reacts to it."""
    _setup()
    from makegood.project.events_table import lines  # noqa: PLC0415  slow import

    for line in lines():
        click.echo(line)


@makegood.command()
@click.option("--settings", "with_settings", is_flag=True, help="Also list every setting there is.")
def doctor(with_settings: bool) -> None:
    """Look for what is wrong, and say what to do about it. Exit code 1 when something must be done."""
    with _database():
        _setup()
        from makegood.project.doctor import ERROR, examine, settings_table  # noqa: PLC0415  slow import

        findings = list(examine())
        for finding in findings:
            click.echo(str(finding))
        if with_settings:
            click.echo("\nSettings:")
            for line in settings_table():
                click.echo(f"  {line}")
    sys.exit(any(finding.level == ERROR for finding in findings))


@makegood.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Write database, files and keys into FILE (a tar; keep it safe, the keys are inside)."""
    if not file.absolute().parent.is_dir():
        raise Failed(f"{file.absolute().parent} is no folder")
    with _desk():
        from makegood.project.backup import back_up  # noqa: PLC0415  slow import

        made = back_up(file.absolute())
    click.echo(f"{file}: database and {made.files} files, {made.size / 1e6:.1f} MB")


@makegood.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace a desk that is set up already.")
def restore(file: Path, force: bool) -> None:
    """Make this installation what FILE holds. Stop `makegood up` first."""
    from makegood.project import locks  # noqa: PLC0415  slow import

    try:
        # In this order: while the group's lock is held, the server is taken for the group's, and left running.
        with _database(), locks.alone(env.data_folder() / locks.GROUP):
            _setup()
            from makegood.project.backup import restore as bring_back  # noqa: PLC0415  slow import
            from makegood.project.prepare import prepare  # noqa: PLC0415  slow import

            found = bring_back(file.absolute(), force=force)
            prepare()
    except locks.Busy as error:
        raise Failed("Makegood runs on this folder; stop it first") from error
    click.echo(f"restored what was backed up at {found.made_at}: database and {found.files} files")


@makegood.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(file: Path) -> None:
    """Write everything the desk knows into FILE (a ZIP of JSON lines and attachments) for other programs to read.

    It may run meanwhile. No secrets are inside, but all customers: keep it safe. Exit code 1 when an attachment was
    missing. To bring a desk back, make a backup instead.
    """
    if not file.absolute().parent.is_dir():
        raise Failed(f"{file.absolute().parent} is no folder")
    with _desk():
        from makegood.project.cli_export import write  # noqa: PLC0415  slow import

        is_whole = write(file.absolute())
    sys.exit(not is_whole)


@makegood.command("import")
@click.argument("kind", type=click.Choice(["orders", "customers", "products"]))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--map",
    "pairs",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="Say what a column is, when it was guessed wrong.",
)
@click.option("--dry-run", is_flag=True, help="Change nothing, only say what would happen.")
@click.option(
    "--refused",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where rows that fail go (default: FILE.refused.csv).",
)
def import_(
    kind: str, file: Path, pairs: tuple[str, ...], dry_run: bool, refused: Path | None
) -> None:
    """Take in orders, customers or products from a CSV, XLSX or JSON lines file.

    Running it twice changes nothing. Exit code 1 when rows were refused.
    """
    with _desk():
        from makegood.project.cli_import import take_in  # noqa: PLC0415  slow import

        refused = refused or file.with_name(f"{file.name}.refused.csv")
        all_landed = take_in(kind, file, dict(_pair(one) for one in pairs), dry_run, refused)
    sys.exit(not all_landed)


@makegood.command()
@click.option(
    "--remove", is_flag=True, help="Take the sample shop away again, with all that is in it."
)
def sample(remove: bool) -> None:
    """Load a sample shop to look around in: a year of customers, orders and cases in eight languages.

    Nothing of it ever leaves this machine. Running it twice changes nothing.
    """
    with _desk():
        from makegood.project.cli_sample import bring, take_away  # noqa: PLC0415  slow import

        take_away() if remove else bring()


@makegood.group()
def policy() -> None:
    """What the law gives a customer in a country on a day, and the packs that is read from."""


@policy.command("explain")
@click.argument("file", metavar="FILE|-")
def policy_explain(file: str) -> None:
    """Rights, refusals, dates, amounts and effects for the facts in FILE ("-": standard input), as JSON.

    FILE holds one object or a list; where one can't be understood, {"id", "error"} stands in its place.
    """
    from makegood.project.cli_policy import print_explained  # noqa: PLC0415  slow import

    print_explained(file)


@policy.command("packs")
def policy_packs() -> None:
    """The packs there are: version, standing, next review."""
    from makegood.project.cli_policy import list_packs  # noqa: PLC0415  slow import

    list_packs()


@policy.command("show")
@click.argument("pack", metavar="PACK|FILE")
@click.option("--rule", default="", help="Only rules whose id begins so.")
def policy_show(pack: str, rule: str) -> None:
    """What a pack says, rule by rule, with sources."""
    from makegood.project.cli_policy import show_pack  # noqa: PLC0415  slow import

    show_pack(pack, rule)


@policy.command("check")
@click.argument("names", metavar="[PACK]...", nargs=-1)
def policy_check(names: tuple[str, ...]) -> None:
    """Run packs' worked examples, and look for overlaps, gaps, unknown events and missing sources.

    Exit code 1 when something is wrong.
    """
    from makegood.project.cli_policy import check_packs  # noqa: PLC0415  slow import

    sys.exit(not check_packs(names))


@policy.command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
def policy_diff(old: str, new: str) -> None:
    """What the pack NEW says that OLD does not; each is a pack's id or a file."""
    from makegood.project.cli_policy import print_changes  # noqa: PLC0415  slow import

    print_changes(old, new)


@policy.command("replay")
@click.option("--version", default=0, help="This published version; usually the draft is tried.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def policy_replay(version: int, as_json: bool) -> None:
    """What the draft of the shop's own rules would have changed in last year's cases.

    Compared are returns and exchanges that have an order, and promised answers, each beside the rules of its day.
    """
    with _desk():
        from makegood.project.cli_replay import print_replay  # noqa: PLC0415  slow import

        print_replay(version, as_json)


def _pair(words: str) -> tuple[str, str]:
    field, is_pair, column = words.partition("=")
    if not is_pair:
        raise click.BadParameter(f"{words!r} is not FIELD=COLUMN", param_hint="--map")
    return field.strip(), column.strip()


@makegood.group()
def mail() -> None:
    """Look into mail, and do by hand what the worker does all the time."""


@mail.command("parse")
@click.argument("files", nargs=-1, required=True, metavar="FILE... | -")
def mail_parse(files: tuple[str, ...]) -> None:
    """Print what Makegood reads out of raw messages, one JSON object a line ("-": standard input).

    Needs no database and changes nothing. A file that can't be opened is a line with "error", and exit code 1.
    """
    from makegood.kernel.mail.report import print_mails  # noqa: PLC0415  slow import

    sys.exit(bool(print_mails(files, sys.stdout.buffer)))


class WrongCall(click.UsageError):
    """As sysexits.h has it."""

    exit_code = 64


class PipeCommand(click.Command):
    """Called by a mail server, which knows the codes of sysexits.h."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            raise WrongCall(error.message, error.ctx) from error


@mail.command("deliver", cls=PipeCommand)
@click.option("--account", default="", metavar="ADDRESS", help="The mailbox it is for.")
@click.option(
    "--recipient",
    default="",
    metavar="ADDRESS",
    help="The address it was sent to, as the mail server knows it; decides the mailbox when --account is not given.",
)
def mail_deliver(account: str, recipient: str) -> None:
    """Take one mail from standard input: what a mail server's pipe calls.

    Exit codes (sysexits.h): 0 stored, 64 wrongly called, 67 no such mailbox, 69 too big (its header is kept),
    75 it cannot be stored now and should be tried again.
    """
    if not account and not recipient:
        raise WrongCall("say --account or --recipient")
    try:
        _setup()
        from makegood.project.delivering import take_in  # noqa: PLC0415  slow import

        code = take_in(sys.stdin.buffer, account, recipient)
    except Exception as error:
        click.echo(f"makegood: cannot store now: {error}", err=True)
        code = 75
    sys.exit(code)


@mail.command("lmtp")
@click.option(
    "--listen",
    required=True,
    metavar="HOST:PORT|PATH",
    help="Where to listen: an address, or the path of a socket.",
)
@part
def mail_lmtp(listen: str) -> None:
    """Take mail over from a mail server by LMTP, until stopped. MAKEGOOD_LMTP makes it a part of `makegood up`."""
    with _database():
        _setup()
        from makegood.project.lmtp import serve  # noqa: PLC0415  slow import

        serve(listen)


@mail.command("test")
def mail_test() -> None:
    """Try each connected mailbox step by step. Sends nothing. Exit code 1 when a step fails."""
    with _desk():
        from makegood.project.cli_mail import try_mailboxes  # noqa: PLC0415  slow import

        all_well = try_mailboxes()
    sys.exit(not all_well)


@mail.command("settle")
def mail_settle() -> None:
    """Make cases of everything that arrived and waits."""
    with _desk():
        from makegood.messages.actions.receiving import settle_arrivals  # noqa: PLC0415  slow import

        count = 0
        while done := settle_arrivals():
            count += done
    click.echo(f"{count} settled")


@mail.command("send")
def mail_send() -> None:
    """Send everything that is due."""
    with _desk():
        from makegood.messages.actions.dispatching import dispatch_due  # noqa: PLC0415  slow import

        click.echo(f"{dispatch_due()} handed over")


@mail.command("reconcile")
@click.option("--account", "address", default="", help="Only this mailbox, by its address.")
@click.option(
    "--since",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    help="Only mail that arrived from this day on (YYYY-MM-DD).",
)
@click.option("--fetch", "is_fetching", is_flag=True, help="Fetch what is missing.")
def mail_reconcile(address: str, since: datetime | None, is_fetching: bool) -> None:
    """Prove that every message on the mail servers is exactly one row of the ledger.

    Prints a table per folder and day, and names what is missing or doubled. Exit code 1 when anything is.
    """
    with _desk():
        from makegood.project.cli_reconcile import reconcile  # noqa: PLC0415  slow import

        is_proved = reconcile(address, since.date() if since else None, is_fetching)
    sys.exit(not is_proved)


@mail.command("status")
def mail_status() -> None:
    """Print each account's state, and what became of everything that arrived."""
    with _desk():
        from makegood.project.cli_mail import status_lines  # noqa: PLC0415  slow import

        for line in status_lines():
            click.echo(line)


@contextlib.contextmanager
def _database() -> Iterator[None]:
    """The database running: as it is, or the embedded one started for the length of the command."""
    if env.text("DATABASE_URL"):
        yield
        return
    from makegood.project.embedded_postgres import EmbeddedPostgres  # noqa: PLC0415  slow import

    postgres = EmbeddedPostgres(env.data_folder())
    if postgres.is_running():  # the supervisor's, or ours to share
        yield
        return
    with postgres.running():
        yield


@contextlib.contextmanager
def _desk() -> Iterator[None]:
    """The database running and up to date, and Django ready."""
    with _database():
        from makegood.project.prepare import prepare  # noqa: PLC0415  slow import

        prepare()
        yield


def _setup() -> None:
    import django  # noqa: PLC0415  slow import

    django.setup()


def _expected() -> tuple[type[BaseException], ...]:
    """What is said in one line. Only modules that are loaded can have raised theirs."""
    names = [
        ("makegood.project.env", "BadEnvironment"),
        ("makegood.project.embedded_postgres", "PostgresFailed"),
        ("makegood.project.ports", "PortBusy"),
        ("makegood.project.prepare", "NotReady"),
        ("makegood.project.backup", "BackupFailed"),
        ("makegood.project.cli_export", "ExportFailed"),
        ("makegood.project.lmtp", "BadAddress"),
        ("makegood.kernel.errors", "MakegoodError"),
        ("django.db", "OperationalError"),
    ]
    return tuple(
        getattr(sys.modules[module], name) for module, name in names if module in sys.modules
    )


def main() -> NoReturn:
    """The console script."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "makegood.project.settings")
    try:
        env.check_names()
        makegood(standalone_mode=True, prog_name="makegood")
    except Exception as error:
        if not isinstance(error, _expected()):
            raise
        # Codes and fields' names say nothing here.
        words = (
            getattr(error, "message", "") or " ".join(getattr(error, "reasons", ())) or str(error)
        )
        Failed(" ".join(str(words).split())).show()
        # A mail server gives up a mail at any other code than "try again".
        sys.exit(75 if sys.argv[1:3] == ["mail", "deliver"] else 1)
    sys.exit(0)


if __name__ == "__main__":
    main()
