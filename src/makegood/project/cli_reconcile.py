"""`makegood mail reconcile`: the proof that nothing is missing, on a terminal."""

import sys
from datetime import date

import click

from makegood.kernel.errors import BadInput
from makegood.messages.actions.counting import count_now, is_countable
from makegood.messages.models import Account, Census, CensusDay
from makegood.messages.queries import account_tiles, doubled

COLUMNS = "{:<12}{:>10}{:>10}{:>10}{:>10}{:>10}  {}"


def reconcile(address: str, since: date | None, is_fetching: bool) -> bool:
    """Whether every message on the servers is exactly one row of the ledger."""
    accounts = _accounts(address)
    if not accounts:
        click.echo("no mailbox is connected whose server can be asked")
    proofs = [_is_proved(account, since, is_fetching) for account in accounts]
    return all(proofs)


def _accounts(address: str) -> list[Account]:
    """Those whose servers can be asked; the others are named, so that nobody takes them for proved."""
    asked = [t.account for t in account_tiles() if t.account.kind != "postoffice"]
    asked = [a for a in asked if not address or a.address == address.lower()]
    found = [account for account in asked if is_countable(account)]
    if address and not found:
        raise BadInput("account", f"no mailbox {address} is connected that could be asked")
    for account in asked:
        if account not in found:
            click.echo(
                f"{account.address}: not counted, its server ({account.kind}) cannot be asked what lay there"
            )
    return found


def _is_proved(account: Account, since: date | None, is_fetching: bool) -> bool:
    click.echo(f"{account.address}, {f'since {since}' if since else 'since it was connected'}")
    census = count_now(account, since, is_fetching=is_fetching, told=_progress)
    if census.error:
        click.echo(
            f"  the server could not be asked: {census.error['code']} {census.error['detail']}"
        )
        return False
    if census.fetched:
        click.echo(f"  fetched, as they were missing: {census.fetched}")
    days = CensusDay.objects.filter(account=account).order_by("day", "folder")
    coming = _print_days(list(days.filter(day__gte=since) if since else days))
    twice = doubled(account, since)
    for one in twice:
        click.echo(f"  doubled: {' '.join(one.server_ids)}")
    click.echo(_verdict(census, coming, len(twice)))
    return not (census.missing or coming or twice)


def _print_days(days: list[CensusDay]) -> int:
    """The table, and the names of what is missing; answers how many are still to be read."""
    if days:
        click.echo(
            COLUMNS.format("  day", "server", "here", "missing", "to read", "removed", "folder")
        )
    for one in days:
        figures = (one.on_server, one.with_us, one.missing, one.coming, one.removed)
        click.echo(COLUMNS.format(f"  {one.day}", *figures, one.folder))
        for name in one.missing_ids:
            click.echo(f"    missing: {name}")
    return sum(one.coming for one in days)


def _verdict(census: Census, coming: int, twice: int) -> str:
    if not (census.missing or coming or twice):
        return f"  {census.seen} on the server, each exactly once in the ledger"
    return f"  {census.seen} on the server: {census.missing} missing, {coming} still to be read, {twice} doubled"


def _progress(census: Census) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r  {census.seen} looked at", nl=False, err=True)
