"""`makegood export`: everything into one file, with its progress, on a terminal."""

import os
import sys
from pathlib import Path

import click

from makegood.exports.actions.writing import Progress, write_everything


class ExportFailed(Exception):
    """No export was written; the message says why."""


def write(to: Path) -> bool:
    """Write it to `to`, whole or not at all; whether every attachment was there."""
    unfinished = to.with_name(f".{to.name}.unfinished")
    try:
        # All customers are in it: nobody else may read it.
        handle = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w+b") as file:
            progress = write_everything(file, to.parent, _tell)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(to)
    except OSError as error:
        raise ExportFailed(f"{to}: {error.strerror or error}") from error
    finally:
        unfinished.unlink(missing_ok=True)
    _say(to, progress)
    return not progress.counts["files_missing"]


def _tell(done: int, total: int) -> None:
    if sys.stderr.isatty() or done == total:
        click.echo(f"\r  {done * 100 // (total or 1)} %", nl=False, err=True)


def _say(to: Path, progress: Progress) -> None:
    click.echo("", err=True)
    counts = dict(progress.counts)
    missing = counts.pop("files_missing")
    told = ", ".join(f"{count} {kind}" for kind, count in counts.items() if count)
    click.echo(f"{to}: {told or 'nothing'}; {to.stat().st_size / 1e6:.1f} MB")
    if missing:
        click.echo(
            f"{missing} attachments were not there any more; contents.json in the file names them",
            err=True,
        )
