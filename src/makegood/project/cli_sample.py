"""`makegood sample`: the sample shop and its progress, on a terminal."""

import sys
from collections.abc import Callable

import click

from makegood.cases.models import Case
from makegood.sample.actions.loading import load_sample
from makegood.sample.actions.removing import remove_sample
from makegood.sample.queries import sample_shop


def bring() -> None:
    """Load it unless it is there."""
    if shop := sample_shop():
        click.echo(f"the sample shop {shop.name} is here already (--remove takes it away)")
        return
    shop = load_sample(_teller())
    if sys.stderr.isatty():
        click.echo(err=True)
    count = Case.objects.filter(shop=shop).count()
    click.echo(f"the sample shop {shop.name} is here: {count} cases, the latest of today")


def take_away() -> None:
    """Remove it."""
    removed = remove_sample()
    click.echo("the sample shop is gone" if removed else "there is no sample shop")


def _teller() -> Callable[[int, int], None]:
    """On a terminal one line that counts; in a log a line at every tenth."""
    is_terminal, told = sys.stderr.isatty(), -1

    def tell(done: int, total: int) -> None:
        nonlocal told
        share = done * 100 // total
        if not is_terminal:
            share -= share % 10
        if share != told:
            told = share
            click.echo(
                f"\r  {share} %" if is_terminal else f"  {share} %", nl=not is_terminal, err=True
            )

    return tell
