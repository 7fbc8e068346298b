"""`makegood import`: a file, its columns, its progress and what was refused, on a terminal."""

from pathlib import Path

import click

from makegood.kernel.errors import BadInput
from makegood.shops.actions.importing import import_file, look_at_path, refused_rows
from makegood.shops.models import ImportRun
from makegood.shops.queries import the_shop


def take_in(kind: str, file: Path, mapping: dict[str, str], is_dry: bool, refused_to: Path) -> bool:
    """Whether every row landed; those that did not are in `refused_to`, with the reason."""
    shop = the_shop()
    if shop is None:
        raise BadInput(
            "shop", "there is no shop yet; set up the desk first (makegood up prints the link)"
        )
    glance = look_at_path(shop, kind, file)
    chosen = glance.mapping | mapping
    for field, column in sorted(chosen.items()):
        click.echo(f"  {column!r} → {field}", err=True)
    if unused := [column for column in glance.columns if column not in chosen.values()]:
        click.echo(f"  not used: {', '.join(map(repr, unused))}", err=True)
    run = import_file(shop, kind, file, mapping=chosen, is_dry=is_dry, progress=_tell)
    if run.error:
        raise BadInput("file", run.error)
    click.echo("", err=True)
    would = "would be " if is_dry else ""
    click.echo(
        f"{run.rows} rows: {run.created} {kind} {would}created, {run.changed} {would}changed, "
        f"{run.unchanged} as they were, {run.refused} rows refused"
    )
    if run.unread_phones:
        shown = ", ".join(f"{written!r} (row {row})" for row, written in run.unread_examples)
        click.echo(
            f"{run.unread_phones} phone numbers could not be read and are kept as written; "
            f"write them with + and their country's number: {shown}"
        )
    if run.refused:
        refused_to.write_bytes(refused_rows(run))
        click.echo(f"refused rows with their reasons: {refused_to}")
    return not run.refused


def _tell(run: ImportRun) -> None:
    click.echo(f"\r  {run.done} of {run.rows} rows", nl=False, err=True)
