"""`makegood mail`: accounts and the intake ledger, on a terminal."""

from collections.abc import Iterator

import click

from makegood.kernel.errors import ProviderFailed
from makegood.messages.actions.accounts import channel_of, opened_settings
from makegood.messages.models import Account
from makegood.messages.ports import Step
from makegood.messages.queries import account_tiles, arrival_counts


def try_mailboxes() -> bool:
    """Whether every step of every mailbox went well."""
    accounts = [tile.account for tile in account_tiles() if tile.account.kind != "postoffice"]
    if not accounts:
        click.echo("no mailbox is connected")
    all_well = True
    for account in accounts:
        for step in _steps(account):
            all_well &= step.is_ok
            click.echo(f"{account.address}  {step.name}: {step.code} {step.detail}".rstrip())
    return all_well


def _steps(account: Account) -> list[Step]:
    try:
        return channel_of(account).check(opened_settings(account))
    except ProviderFailed as error:  # the owner's consent has ended
        return [Step(error.step, error.code, error.message)]


def status_lines() -> Iterator[str]:
    """One line an account, one an outcome of the intake."""
    for tile in account_tiles():
        account = tile.account
        failing = [
            f"{way} fails since {since:%Y-%m-%d %H:%M} UTC"
            for way, since in (
                ("receiving", account.receiving_failed_at),
                ("sending", account.sending_failed_at),
            )
            if since
        ]
        state = ", ".join(failing) or "works"
        yield (
            f"{account.kind} {account.address}: {state}; {tile.waiting} to send, "
            f"{tile.unknown} unclear, {tile.failed} failed"
        )
    for outcome, count in sorted(arrival_counts().items()):
        yield f"arrived, {outcome or 'waiting'}: {count}"
