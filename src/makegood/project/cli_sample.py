"""`makegood sample`: the sample shop and its progress, on a terminal."""

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
    shop = load_sample(_tell)
    click.echo("", err=True)
    count = Case.objects.filter(shop=shop).count()
    click.echo(f"the sample shop {shop.name} is here: {count} cases, the latest of today")


def take_away() -> None:
    """Remove it."""
    removed = remove_sample()
    click.echo("the sample shop is gone" if removed else "there is no sample shop")


def _tell(done: int, total: int) -> None:
    if done % 20 == 0 or done == total:
        click.echo(f"\r  {done * 100 // total} %", nl=False, err=True)
